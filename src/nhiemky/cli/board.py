"""``nhiemky board``: the bands of a unit and of every unit below it."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from nhiemky.cli.arguments import Parser, day
from nhiemky.cli.database import answering, chosen_term, cut_off_of, open_data, say

if TYPE_CHECKING:
    from nhiemky.reporting.board import SubtreeBoard, UnitRow


WIDTH = 140


def parser() -> Parser:
    """This function will give the parser of the command's arguments."""
    parser = Parser(
        "board", "Bảng tổng hợp: đơn vị và các đơn vị bên dưới.", "Board: a unit and all units below it."
    )
    parser.add_argument(
        "--unit", metavar="MÃ", help="mã đơn vị (mặc định: đơn vị cao nhất) / code of the unit"
    )
    parser.add_argument(
        "--as-of", type=day, metavar="NGÀY", help="ngày chốt số liệu, ví dụ 2023-02-21 / cut-off date"
    )
    parser.add_argument("--term", metavar="2020-2025", help="nhiệm kỳ / term")
    parser.add_argument(
        "--scheme", default="default", metavar="TÊN", help="bộ nhóm mức đạt / scheme of bands"
    )
    parser.add_argument("--format", choices=("table", "json"), default="table", help="dạng kết quả / format")
    return parser


def run(arguments: list[str]) -> int:
    """This function will print the board and give 0, or 1 when it is refused."""
    options = parser().parse_args(arguments)
    open_data()
    return answering(lambda: _print(options))


def _print(options: Namespace) -> int:
    board = board_of(options)
    if options.format == "json":
        json.dump(board_json(board), sys.stdout, ensure_ascii=False, indent=1)
        say()
    else:
        _table(board)
    return 0


def board_of(options: Namespace) -> SubtreeBoard:
    """This function will give the board that the arguments ask for.

    :raises NotFound: for an unknown unit, term or scheme.
    """
    from nhiemky.cli.database import clock
    from nhiemky.history.vocab import NotFound
    from nhiemky.org.policy import SYSTEM_ACTOR
    from nhiemky.org.queries import home_states, state_of, term
    from nhiemky.reporting.overview import branch_board
    from nhiemky.targets.queries import scheme

    label = chosen_term(options.term)
    as_of = cut_off_of(options.as_of, unit_code=options.unit, term_label=label)
    roots = home_states(SYSTEM_ACTOR, on=as_of) if options.unit is None else []
    if options.unit is None and not roots:
        raise NotFound(
            f"Chưa có đơn vị nào vào ngày {as_of.isoformat()} (hôm nay {clock().date().isoformat()})."
        )
    code = options.unit or roots[0].unit.code
    return branch_board(
        SYSTEM_ACTOR,
        state=state_of(SYSTEM_ACTOR, unit_code=code, on=as_of),
        term=term(label),
        as_of=as_of,
        scheme=scheme(options.scheme),
    )


def board_json(board: SubtreeBoard) -> dict[str, object]:
    """This function will give the board as the contract of the command line says (PRODUCT, section 4)."""
    return {
        "as_of": board.as_of.isoformat(),
        "scheme": {
            "name": board.scheme.name,
            "edges": board.scheme.edges,
            "bands": [
                {"code": band.code, "threshold": None if band.threshold is None else str(band.threshold)}
                for band in board.scheme.bands
            ],
        },
        "units": [_unit_json(row) for row in (board.own, *board.units)],
    }


def _unit_json(row: UnitRow) -> dict[str, object]:
    return {
        "code": row.code,
        "name": row.name,
        "total": row.total,
        "counts": dict(row.counts),
        "sentence": row.sentence,
    }


def _table(board: SubtreeBoard) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from nhiemky.kernel.viet.dates import write_date

    say(f"{board.unit_name}, nhiệm kỳ {board.term}, số liệu đến ngày {write_date(board.as_of)}")
    shown = Table(box=box.SIMPLE, pad_edge=False)
    shown.add_column("Mã", no_wrap=True)
    shown.add_column("Đơn vị", no_wrap=True)
    for name in ("Số chỉ tiêu", *(band.name for band in board.scheme.bands), "Khác"):
        shown.add_column(name, justify="right")
    rows = [row for row in (board.own, *board.units) if row.total]
    for row in rows:
        counts = [row.counts[band.code] for band in board.scheme.bands]
        figures = (row.total, *counts, row.total - sum(counts))
        shown.add_row(row.code, "  " * row.depth + row.name, *(str(figure) for figure in figures))
    Console(width=WIDTH).print(shown)
    if rest := 1 + len(board.units) - len(rows):
        say(f"{rest} đơn vị chưa có chỉ tiêu.")
    say(board.sentence if board.tally.total else board.own.sentence)
