"""Facts of made-up reviews for the tests of judging: a campaign of three stages, working days counted as plain days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from nhiemky.campaign.queries.judging import (
    Calendar,
    Counted,
    ReviewFacts,
    ReviewStanding,
    RoundFacts,
    StageDay,
    judge_review,
    stage_day,
)
from nhiemky.campaign.vocab import RoundKind, Rules, StageCode

RULES = Rules()
ON = date(2023, 3, 24)
NAMES = {StageCode.PREPARING: "Chuẩn bị", StageCode.READY: "Sẵn sàng", StageCode.HELD: "Hội nghị"}


def calendar(on: date = ON) -> Calendar:
    return Calendar(on, lambda first, last: (last - first).days)


def day(
    code: StageCode,
    planned: int | None,
    reached: int | None = None,
    *,
    skipped: bool = False,
    on: date = ON,
    rules: Rules = RULES,
    first: int | None = None,
) -> StageDay:
    """A stage planned (at first on another day) and reached on days of March 2023."""
    return stage_day(
        code,
        NAMES[code],
        planned=None if planned is None else date(2023, 3, planned),
        reached=None if reached is None else date(2023, 3, reached),
        skipped=skipped,
        rules=rules,
        calendar=calendar(on),
        first=None if first is None else date(2023, 3, first),
    )


def facts(*days: StageDay, number: int = 1, stage: StageCode | None = None, **changes: object) -> ReviewFacts:
    """A review of the unit `number` with these stages; it stands at the last one reached unless another is given."""
    reached = [each.code for each in days if each.reached is not None]
    made = ReviewFacts(
        review_id=number,
        campaign_id=1,
        round_id=1,
        unit_id=number,
        unit_code=f"U{number}",
        name=f"Đảng bộ xã {number}",
        short_name=f"Xã {number}",
        owner="Nguyễn Văn An",
        days=days,
        stage=stage or (reached[-1] if reached else None),
        comments=Counted(),
        lessons=Counted(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def standing(*days: StageDay, number: int = 1, on: date = ON, **changes: object) -> ReviewStanding:
    return judge_review(facts(*days, number=number, **changes), rules=RULES, calendar=calendar(on))


def held(number: int = 1, *, planned: int = 10, reached: int = 10) -> ReviewStanding:
    """A review whose conference was held."""
    return standing(
        day(StageCode.PREPARING, 1, 1),
        day(StageCode.READY, 6, 6),
        day(StageCode.HELD, planned, reached),
        number=number,
    )


def march(name: str = "Các xã còn lại", *, ends: int = 31) -> RoundFacts:
    return RoundFacts(1, 1, name, RoundKind.GRASSROOTS, date(2023, 3, 1), date(2023, 3, ends))
