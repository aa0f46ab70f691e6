"""``nhiemky import``: a file in, by the same preview and confirm as on the screen."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from nhiemky.cli.arguments import Parser
from nhiemky.cli.database import REFUSED, answering, chosen_term, clock, open_data, say

if TYPE_CHECKING:
    from nhiemky.intake.queries import Preview

STATE_NAMES = {
    "new_target": "chỉ tiêu mới",
    "new_figure": "số liệu mới",
    "changed": "thay đổi",
    "same": "không đổi",
    "problem": "có lỗi",
}


def parser() -> Parser:
    """This function will give the parser of the command's arguments."""
    parser = Parser(
        "import",
        "Nhập số liệu từ tệp Excel: xem trước, rồi ghi khi có --confirm.",
        "Import figures from a file: preview first, written with --confirm.",
    )
    parser.add_argument(
        "file", type=Path, metavar="TỆP.xlsx", help="biểu hoặc bảng kết quả / form or results table"
    )
    parser.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị / code of the unit")
    parser.add_argument("--term", metavar="2020-2025", help="nhiệm kỳ / term")
    parser.add_argument("--confirm", action="store_true", help="ghi vào dữ liệu / write")
    parser.add_argument(
        "--skip-problems",
        action="store_true",
        help="bỏ qua các dòng có lỗi khi ghi / leave rows in error out",
    )
    return parser


def run(arguments: list[str]) -> int:
    """This function will preview, and with --confirm write; 0 when done, 1 when refused or rows are in error."""
    options = parser().parse_args(arguments)
    data = options.file.read_bytes()
    open_data()
    return answering(lambda: _import(options, data))


def _import(options: Namespace, data: bytes) -> int:
    from nhiemky.intake.actions import apply_batch, drop_batch, open_batch
    from nhiemky.intake.queries import preview
    from nhiemky.org.policy import SYSTEM_ACTOR
    from nhiemky.org.queries import state_of, term

    kept = term(chosen_term(options.term))
    now = clock()
    state = state_of(SYSTEM_ACTOR, unit_code=options.unit, on=kept.cut_off or now.date())
    batch = open_batch(
        SYSTEM_ACTOR, unit=state.unit, term=kept, file_name=options.file.name, data=data, now=now
    )
    shown = preview(batch)
    _tell(shown)
    if not options.confirm:
        drop_batch(SYSTEM_ACTOR, batch=batch, now=now)
        say("Chưa ghi gì. Thêm --confirm để ghi vào dữ liệu.")
        return REFUSED if shown.severities.get("error") else 0
    apply_batch(SYSTEM_ACTOR, batch=batch, now=now, skip_problem_rows=options.skip_problems)
    say("Đã ghi. Số liệu chờ gửi và lãnh đạo xác nhận.")
    return 0


def _tell(shown: Preview) -> None:
    from nhiemky.reporting.wording import overview_sentence

    counts = (f"{STATE_NAMES[state.value]}: {count}" for state, count in shown.counts.items() if count)
    say("Các dòng: " + "; ".join(counts))
    for problem in shown.problems:
        say(f"  {problem.cell}: {problem.message}")
    before, after = (overview_sentence(tally, shown.scheme) for tally in (shown.before, shown.after))
    say(f"Trước: {before}")
    say(f"Sau:   {after}")
