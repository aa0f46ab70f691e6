"""What is said to differ from a freeze after each kind of later act, for the unit itself and for its superior."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.org.policy import Actor
from nhiemky.targets import actions
from nhiemky.targets.models import Freeze, Target
from nhiemky.targets.queries import differences, verify_freezes
from tests.cast_targets import (
    NOW,
    TODAY,
    Place,
    confirm_all,
    make_place,
    make_target,
    make_term,
    record,
    target_row,
)

pytestmark = pytest.mark.django_db

Seen = list[tuple[str, str, str | None, str | None]]

# Target 1 of at least 70 stands at 60 (over_75), target 2 at 70 (met), both confirmed and frozen so.
CASES: Mapping[str, tuple[str, Seen, Seen]] = {
    "nothing": ("", [], []),
    "the same again": ("1@2022=60", [], []),
    "a correction within the band": ("1@2022=61", [("1", "figure", "over_75", "over_75")], []),
    "a confirmed correction within the band": (
        "1@2022=61 confirm",
        [("1", "figure", "over_75", "over_75")],
        [("1", "figure", "over_75", "over_75")],
    ),
    "a correction into a better band": ("1@2022=70", [("1", "band", "over_75", "met")], []),
    "a confirmed correction into a worse band": (
        "2@2022=7 confirm",
        [("2", "band", "met", "under_50")],
        [("2", "band", "met", "under_50")],
    ),
    "a withdrawal": ("1@2022=", [("1", "band", "over_75", "no_data")], []),
    "there and back again": ("1@2022=61 confirm 1@2022=60 confirm", [], []),
    "an earlier year filled in": ("1@2021=50", [("1", "figure", "over_75", "over_75")], []),
    "a year begun after the cut-off": ("1@2024=90 confirm", [], []),
    "a target more": ("add", [("3", "added", None, "no_data")], [("3", "added", None, "no_data")]),
    "a target less": ("remove", [("2", "removed", "met", None)], [("2", "removed", "met", None)]),
    "removed and restored": ("remove restore", [], []),
    "a higher goal": (
        "goal",
        [("1", "band", "over_75", "over_50")],
        [("1", "band", "over_75", "over_50")],
    ),
    "several at once": (
        "1@2022=61 confirm remove add",
        [
            ("1", "figure", "over_75", "over_75"),
            ("2", "removed", "met", None),
            ("3", "added", None, "no_data"),
        ],
        [
            ("1", "figure", "over_75", "over_75"),
            ("2", "removed", "met", None),
            ("3", "added", None, "no_data"),
        ],
    ),
}


def play(place: Place, steps: str, targets: Mapping[str, Target]) -> None:
    """Do what the steps say; "1@2022=61" records a figure of target 1."""
    term = targets["1"].term
    for step in steps.split():
        if step == "confirm":
            confirm_all(place, term)
        elif step == "add":
            make_target(place, term, "3")
        elif step == "remove":
            actions.remove_target(place.office, target=targets["2"], reason="Trùng", now=NOW)
        elif step == "restore":
            actions.restore_target(place.office, target=targets["2"])
        elif step == "goal":
            actions.change_target(place.office, target=targets["1"], row=target_row("1", target=Decimal(100)))
        else:
            where, _, value = step.partition("=")
            number, _, year = where.partition("@")
            record(place, targets[number], value or None, int(year))


def seen(who: Actor, freeze: Freeze) -> Seen:
    return [
        (
            each.number,
            each.what,
            each.frozen.class_code if each.frozen else None,
            each.now.class_code if each.now else None,
        )
        for each in differences(who, freeze=freeze)
    ]


@pytest.mark.parametrize("case", CASES)
def test_differences_since_the_freeze(case: str) -> None:
    steps, own, above = CASES[case]
    district, term = make_place("838", "Mỏ Cày Bắc"), make_term()
    place = make_place("28927", "Tân Thanh Tây", parent=district.state)
    targets = {number: make_target(place, term, number) for number in ("1", "2")}
    record(place, targets["1"], 60)
    record(place, targets["2"], 70, confirmed=True)
    freeze = actions.freeze_figures(
        place.leader, unit=place.unit, term=term, cut_off=TODAY, label="Chốt", scheme=DEFAULT_SCHEME, now=NOW
    )
    play(place, steps, targets)
    assert [seen(who, freeze) for who in (place.office, place.leader)] == [own, own]
    assert [seen(who, freeze) for who in (district.office, district.leader)] == [above, above]
    assert verify_freezes().ok
