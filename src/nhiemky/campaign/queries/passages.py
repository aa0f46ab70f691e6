"""What the moves of a review, and rows with a day to be done by, amount to; values in, values out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nhiemky.campaign.queries.judging import Counted
from nhiemky.campaign.vocab import StageCode


@dataclass(frozen=True)
class Passage:
    """Where the moves of a review led: the stage reached, the day of each, those left out, and whether it ever went back."""

    stage: StageCode | None
    reached: Mapping[str, date]
    skipped: frozenset[str]
    back: bool


def passage_of(moves: Sequence[tuple[str, str, date, list[str]]], order: Sequence[StageCode]) -> Passage:
    """This function will give what moves (origin, stage, day, stages left out), the first first, amount to."""
    reached: dict[str, date] = {}
    skipped: set[str] = set()
    back = False
    stage = ""
    places = {code.value: place for place, code in enumerate(order)}
    for origin, stage, on, left_out in moves:
        if origin and places[stage] < places[origin]:
            back = True
            reached = {code: day for code, day in reached.items() if places[code] < places[stage]}
            skipped = {code for code in skipped if places[code] < places[stage]}
        reached[stage] = on
        skipped = (skipped - {stage}) | set(left_out)
    return Passage(StageCode(stage), reached, frozenset(skipped), back)


def counted(rows: Iterable[tuple[int, bool, bool]]) -> dict[int, Counted]:
    """This function will count rows (review, done, past its day) by their review."""
    given: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for review, done, past in rows:
        numbers = given[review]
        numbers[0] += 1
        numbers[1] += done
        numbers[2] += past and not done
    return {review: Counted(*numbers) for review, numbers in given.items()}
