"""``nhiemky report``: a report or a paper of a unit in official form, as Word, PDF or Excel."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from nhiemky.cli.arguments import Parser, day, write_whole
from nhiemky.cli.database import answering, chosen_term, cut_off_of, open_data, say

if TYPE_CHECKING:
    from nhiemky.campaign.models import Campaign, Survey, Team

# What is asked for by another word than the paper's own
OF_TEAMS = {"decision": "founding", "notice": "assignment"}
KINDS = ("review", "progress", "experience", "survey", *OF_TEAMS)


def parser() -> Parser:
    """This function will give the parser of the command's arguments."""
    parser = Parser(
        "report",
        "Lập báo cáo, văn bản theo thể thức: .docx, .pdf hoặc .xlsx.",
        "Compose a paper in official form.",
    )
    parser.add_argument(
        "kind",
        nargs="?",
        choices=KINDS,
        default="review",
        help="loại văn bản: báo cáo sơ kết (mặc định), tiến độ, rút kinh nghiệm, khảo sát; quyết định thành lập tổ, thông báo "
        "phân công / kind of paper",
    )
    parser.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị / code of the unit")
    parser.add_argument("--as-of", type=day, metavar="NGÀY", help="ngày chốt số liệu / cut-off date")
    parser.add_argument(
        "--team",
        metavar="TỔ",
        help="tổ của quyết định hoặc thông báo: task_group, editorial, survey, hoặc một phần tên tổ / team, by kind or by name",
    )
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
    asked = parser()
    options = asked.parse_args(arguments)
    if options.team is not None and options.kind not in OF_TEAMS:
        asked.error("--team chỉ dùng với decision và notice")
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
    """Write a paper of the campaign that matters to the unit, as of the day asked for, else today."""
    from nhiemky.cli.campaign import campaign_of
    from nhiemky.org.policy import SYSTEM_ACTOR
    from nhiemky.reporting.actions import issue_paper
    from nhiemky.reporting.campaign.papers import Dated, PaperKind
    from nhiemky.reporting.formats import read_format

    campaign, on = campaign_of(options.unit, term_label=options.term, as_of=options.as_of)
    about: Campaign | Survey | Team = campaign
    if options.kind == "survey":
        about = _survey(campaign, on)
    elif options.kind in OF_TEAMS:
        about = _team(campaign, on, options.team)
    issued = issue_paper(
        SYSTEM_ACTOR,
        kind=PaperKind(OF_TEAMS.get(options.kind, options.kind)),
        about=about,
        on=on,
        format=read_format(options.output.suffix),
        dated=Dated(options.date, options.number),
    )
    write_whole(options.output, issued.data)
    say(f"Đã ghi {'văn bản' if options.kind in OF_TEAMS else 'báo cáo'}: {options.output}")
    return 0


def _survey(campaign: Campaign, on: date) -> Survey:
    from nhiemky.campaign.queries import surveys
    from nhiemky.history.vocab import NotFound
    from nhiemky.kernel.viet.dates import write_date
    from nhiemky.org.policy import SYSTEM_ACTOR

    found = surveys(SYSTEM_ACTOR, campaign=campaign, on=on)
    if not found:
        raise NotFound(f"Ngày {write_date(on)} đợt sơ kết này chưa có cuộc khảo sát nào.")
    return found[-1].survey


def _team(campaign: Campaign, on: date, asked: str | None) -> Team:
    """Give the team of a kind or with words in its name; the only one where none is asked for."""
    from nhiemky.campaign.queries import teams
    from nhiemky.history.vocab import NotFound
    from nhiemky.kernel.viet.dates import write_date
    from nhiemky.kernel.viet.fold import search_key
    from nhiemky.org.policy import SYSTEM_ACTOR

    every = [line.team for line in teams(SYSTEM_ACTOR, campaign=campaign, on=on)]
    if not every:
        raise NotFound(f"Ngày {write_date(on)} đợt sơ kết này chưa có tổ nào.")
    words = search_key(asked or "")
    found = [team for team in every if asked == team.kind or words in search_key(team.name)]
    if len(found) != 1:
        names = "; ".join(f"“{team.name}” ({team.kind})" for team in found or every)
        said = "Hãy chọn một tổ bằng --team" if found else f"Không có tổ nào hợp với “{asked}”"
        raise NotFound(f"{said}. Các tổ: {names}.")
    return found[0]
