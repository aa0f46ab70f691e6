"""``nhiemky report``: a report of a unit in official form, as Word, PDF or Excel."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from nhiemky.cli.arguments import Parser, day, write_whole
from nhiemky.cli.database import answering, chosen_term, cut_off_of, open_data, say

KINDS = ("review", "progress", "experience", "survey")


def parser() -> Parser:
    """This function will give the parser of the command's arguments."""
    parser = Parser(
        "report", "Lập báo cáo theo thể thức: .docx, .pdf hoặc .xlsx.", "Compose a report in official form."
    )
    parser.add_argument(
        "kind",
        nargs="?",
        choices=KINDS,
        default="review",
        help="loại báo cáo: sơ kết (mặc định), tiến độ, rút kinh nghiệm, khảo sát / kind of report",
    )
    parser.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị / code of the unit")
    parser.add_argument("--as-of", type=day, metavar="NGÀY", help="ngày chốt số liệu / cut-off date")
    parser.add_argument("--term", metavar="2020-2025", help="nhiệm kỳ / term")
    parser.add_argument(
        "--scheme", default="default", metavar="TÊN", help="bộ nhóm mức đạt / scheme of bands"
    )
    parser.add_argument(
        "--date", type=day, metavar="NGÀY", help="ngày ban hành (mặc định: để trống) / date of the document"
    )
    parser.add_argument("--number", type=int, metavar="SỐ", help="số văn bản (mặc định: để trống) / number")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="TỆP", help="tệp ghi ra / file to write"
    )
    return parser


def run(arguments: list[str]) -> int:
    """This function will write the report and give 0, or 1 when it is refused."""
    options = parser().parse_args(arguments)
    open_data()
    return answering(lambda: _write(options))


def _write(options: Namespace) -> int:
    from nhiemky.org.policy import SYSTEM_ACTOR
    from nhiemky.org.queries import state_of, term
    from nhiemky.reporting.actions import issue
    from nhiemky.reporting.formats import ReportKind, read_format
    from nhiemky.targets.queries import scheme

    if options.kind != "review":
        return _write_paper(options)
    label = chosen_term(options.term)
    as_of = cut_off_of(options.as_of, unit_code=options.unit, term_label=label)
    issued = issue(
        SYSTEM_ACTOR,
        kind=ReportKind(options.kind),
        state=state_of(SYSTEM_ACTOR, unit_code=options.unit, on=as_of),
        term=term(label),
        as_of=as_of,
        scheme=scheme(options.scheme),
        format=read_format(options.output.suffix),
        day=options.date,
        number=options.number,
    )
    write_whole(options.output, issued.data)
    say(f"Đã ghi báo cáo: {options.output}")
    return 0


def _write_paper(options: Namespace) -> int:
    """Write a report on the campaign that matters to the unit, as of the day asked for, else today."""
    from nhiemky.campaign.queries import surveys
    from nhiemky.cli.campaign import campaign_of
    from nhiemky.history.vocab import NotFound
    from nhiemky.kernel.viet.dates import write_date
    from nhiemky.org.policy import SYSTEM_ACTOR
    from nhiemky.reporting.actions import issue_paper
    from nhiemky.reporting.campaign.papers import Dated, PaperKind
    from nhiemky.reporting.formats import read_format

    campaign, on = campaign_of(options.unit, term_label=options.term, as_of=options.as_of)
    kind = PaperKind(options.kind)
    found = surveys(SYSTEM_ACTOR, campaign=campaign, on=on) if kind is PaperKind.SURVEY else []
    if kind is PaperKind.SURVEY and not found:
        raise NotFound(f"Ngày {write_date(on)} đợt sơ kết này chưa có cuộc khảo sát nào.")
    issued = issue_paper(
        SYSTEM_ACTOR,
        kind=kind,
        about=found[-1].survey if found else campaign,
        on=on,
        format=read_format(options.output.suffix),
        dated=Dated(options.date, options.number),
    )
    write_whole(options.output, issued.data)
    say(f"Đã ghi báo cáo: {options.output}")
    return 0
