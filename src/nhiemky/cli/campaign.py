"""``nhiemky campaign``: where a review campaign stands on a day, and why."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING

from nhiemky.cli.arguments import Parser, day
from nhiemky.cli.database import answering, chosen_term, open_data, say

if TYPE_CHECKING:
    from nhiemky.campaign.models import Campaign
    from nhiemky.reporting.campaign import CampaignBoard, UnitLine

# Wider and higher than any table: nothing is cut, on a dumb terminal too (rich takes its size unless both are given)
WIDTH, HEIGHT = 500, 10_000


def parser() -> Parser:
    """This function will give the parser of the command's arguments."""
    parser = Parser(
        "campaign",
        "Tiến độ đợt sơ kết: các vòng, các đơn vị, đánh giá so với kế hoạch và căn cứ.",
        "Review campaign: rounds, units, the judgement against the plan and its evidence.",
    )
    parser.add_argument(
        "--unit", metavar="MÃ", help="mã đơn vị (mặc định: đơn vị cao nhất có đợt sơ kết) / code of the unit"
    )
    parser.add_argument("--as-of", type=day, metavar="NGÀY", help="xem như ngày này / as it stood that day")
    parser.add_argument("--term", metavar="2020-2025", help="nhiệm kỳ / term")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="dạng kết quả / format")
    return parser


def run(arguments: list[str]) -> int:
    """This function will print the campaign and give 0, or 1 when it is refused."""
    options = parser().parse_args(arguments)
    open_data()
    return answering(lambda: _print(options))


def _print(options: Namespace) -> int:
    board = board_of(options)
    if options.format == "json":
        json.dump(campaign_json(board), sys.stdout, ensure_ascii=False, indent=1)
        say()
    else:
        _table(board)
    return 0


def board_of(options: Namespace) -> CampaignBoard:
    """This function will give the board of the campaign that the arguments ask for.

    :raises NotFound: when there is no such unit, or no campaign for it on that day.
    """
    from nhiemky.org.policy import SYSTEM_ACTOR
    from nhiemky.reporting.campaign import campaign_board

    campaign, on = campaign_of(options.unit, term_label=options.term, as_of=options.as_of)
    return campaign_board(SYSTEM_ACTOR, campaign=campaign, on=on)


def campaign_of(unit: str | None, *, term_label: str | None, as_of: date | None) -> tuple[Campaign, date]:
    """This function will give the campaign that matters to a unit (none: to the highest one that has any), and the day it is
    looked at: today while the term runs, unless another is asked for.

    :raises NotFound: when there is no such unit, or no campaign for it on that day.
    """
    from nhiemky.campaign.queries import campaign_for
    from nhiemky.cli.database import clock
    from nhiemky.history.vocab import NotFound
    from nhiemky.kernel.viet.dates import write_date
    from nhiemky.org.policy import SYSTEM_ACTOR
    from nhiemky.org.queries import business_day, home_states, term

    kept = term(chosen_term(term_label))
    on = as_of or business_day(kept, today=clock().date())
    codes = [unit] if unit else [root.unit.code for root in home_states(SYSTEM_ACTOR, on=on)]
    found = (campaign_for(SYSTEM_ACTOR, unit_code=code, term=kept, on=on) for code in codes)
    campaign = next((each for each in found if each is not None), None)
    if campaign is None:
        raise NotFound(
            f"Ngày {write_date(on)} chưa có đợt sơ kết nào" + (f" của đơn vị {unit}." if unit else ".")
        )
    return campaign, on


def campaign_json(board: CampaignBoard) -> dict[str, object]:
    """This function will give the campaign as the contract of the command line says, days as YYYY-MM-DD or null."""
    judgement = board.judgement
    return {
        "as_of": board.on.isoformat(),
        "campaign": board.campaign.name,
        "judgement": {
            "code": judgement.code.value,
            "text": judgement.text,
            "evidence": [each.text for each in judgement.evidence],
        },
        "rounds": [
            {
                "name": each.facts.full_name,
                "kind": each.facts.kind.value,
                "from": each.facts.starts_on.isoformat(),
                "to": each.facts.ends_on.isoformat(),
                "units": each.units,
                "held": each.held,
            }
            for each in board.rounds
        ],
        "units": [_unit_json(line) for line in board.units],
        "work_items": {
            "total": board.work.total,
            "key": board.work.key,
            "done": board.work.done,
            "overdue": board.work.overdue,
        },
        "survey": {"communes": board.survey.communes, "sectors": board.survey.sectors},
    }


def _unit_json(line: UnitLine) -> dict[str, object]:
    standing = line.standing
    return {
        "code": standing.facts.unit_code,
        "name": standing.facts.name,
        "round": line.round,
        "stage": standing.facts.stage.value if standing.facts.stage else None,
        "planned": _day(standing.planned),
        "actual": _day(standing.actual),
        "counts": dict(line.counts),
        "comments_open": standing.facts.comments.open,
        "lessons": {"given": standing.facts.lessons.given, "answered": standing.facts.lessons.done},
        "readiness": {
            "code": standing.readiness.value,
            "reasons": [reason.text for reason in standing.reasons],
        },
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _table(board: CampaignBoard) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from nhiemky.campaign.vocab import READINESS_NAMES
    from nhiemky.kernel.viet.dates import write_date

    say(f"{board.campaign.name}, đến ngày {write_date(board.on)}")
    shown = Table(box=box.SIMPLE, pad_edge=False)
    for name in ("Mã", "Đơn vị", "Vòng", "Giai đoạn", "Kế hoạch", "Thực tế"):
        shown.add_column(name, no_wrap=True)
    for name in ("Góp ý mở", "Bài học"):
        shown.add_column(name, justify="right", no_wrap=True)
    shown.add_column("Tình hình", no_wrap=True)
    for line in board.units:
        standing = line.standing
        lessons = standing.facts.lessons
        shown.add_row(
            standing.facts.unit_code,
            standing.facts.short_name,
            line.round,
            standing.stage_name or "–",
            write_date(standing.planned) if standing.planned else "–",
            write_date(standing.actual) if standing.actual else "–",
            str(standing.facts.comments.open),
            f"{lessons.done}/{lessons.given}",
            str(READINESS_NAMES[standing.readiness]),
        )
    Console(width=WIDTH, height=HEIGHT).print(shown)
    work, survey = board.work, board.survey
    say(
        f"Đầu công việc: {work.total}, trong đó {work.key} trọng tâm; hoàn thành {work.done}, quá hạn {work.overdue}. "
        f"Khảo sát: {survey.communes} địa phương, {survey.sectors} ngành."
    )
    say(board.judgement.text)
    for each in board.judgement.evidence:
        say(f"  - {each.text}")
