"""A change that is taken back: what was confirmed stands again, and nobody has to act."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from nhiemky.kernel.scoring import Period
from nhiemky.targets import actions
from nhiemky.targets.models import Observation
from nhiemky.targets.vocab import Source
from tests.cast_targets import NOW, confirm_all, make_place, make_target, make_term, record

pytestmark = pytest.mark.django_db

CELL = Source("ket-qua.xlsx", "ab" * 32, "Chỉ tiêu!O8", "61,5", "b1")
C, D, R = "confirmed", "draft", "restored"


@pytest.mark.parametrize(
    ("steps", "kept"),
    [
        ([(60, C), (61, D), (60, D)], [(1, 60, C), (2, 61, D), (3, 60, R)]),
        ([(0, C), (5, D), (0, D)], [(1, 0, C), (2, 5, D), (3, 0, R)]),
        ([(60, C), (None, D), (60, D)], [(1, 60, C), (2, None, D), (3, 60, R)]),
        ([(60, C), (61, D), (62, D)], [(1, 60, C), (2, 61, D), (3, 62, D)]),
        ([(60, C), (61, D), (None, D)], [(1, 60, C), (2, 61, D), (3, None, D)]),
        ([(60, C), (61, C), (60, D)], [(1, 60, C), (2, 61, C), (3, 60, D)]),
        ([(60, C), (None, C), (61, D), (None, D)], [(1, 60, C), (2, None, C), (3, 61, D), (4, None, R)]),
        ([(60, C), (61, D), (60, D), (61, D)], [(1, 60, C), (2, 61, D), (3, 60, R), (4, 61, D)]),
        ([(60, D), (None, D)], [(1, 60, D), (2, None, R)]),
        ([(60, D), (None, D), (61, C)], [(1, 60, D), (2, None, R), (3, 61, C)]),
    ],
)
def test_change_taken_back_is_restored_and_waits_for_nobody(
    steps: Sequence[tuple[int | None, str]], kept: Sequence[tuple[int, int | None, str]]
) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    for value, state in steps:
        record(place, target, value, confirmed=state == C)
    rows = Observation.objects.order_by("version").values_list("version", "value", "state")
    assert list(rows) == [
        (version, None if value is None else Decimal(value), state) for version, value, state in kept
    ]


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({}, R),
        ({"note": "theo Công văn 12"}, R),
        ({"note": "lý do khác"}, D),
        ({"estimate": True}, D),
        ({"numerator": Decimal(6), "denominator": Decimal(10)}, D),
        ({"source": CELL}, R),
        ({"source": CELL._replace(cell="Chỉ tiêu!O9")}, D),
    ],
)
def test_only_the_very_figure_that_was_confirmed_is_restored(more: dict[str, Any], state: str) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)

    def write(value: int, **given: Any) -> Observation:
        return actions.record_observation(
            place.office, target=target, period=Period.of_year(2022), value=Decimal(value), now=NOW, **given
        )

    write(60, source=CELL, note="theo Công văn 12")
    confirm_all(place, term)
    write(61)
    assert write(60, **more).state == state
