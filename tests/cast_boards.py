"""A small branch for tests of boards and reports: a district with two communes, six targets, known bands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nhiemky.kernel.scoring import Comparator, Kind, Method
from nhiemky.org.models import Term
from tests import cast_targets as cast
from tests.cast_targets import Place

CUT_OFF = date(2023, 2, 21)


@dataclass(frozen=True)
class Branch:
    """A district, two communes below it, and the term; commune A stands at 1 met, 1 over 75, 1 without data; B at 1, 0, 0."""

    term: Term
    district: Place
    first: Place
    second: Place


def make_branch() -> Branch:
    """Make the branch with confirmed figures of 2022, all through the actions that everybody uses."""
    term = cast.make_term()
    district = cast.make_place("838", "Huyện")
    first = cast.make_place("28927", "Tân Thanh Tây", parent=district.state)
    second = cast.make_place("28933", "Tân Bình", parent=district.state)
    for place, income, poverty in ((first, "56", "1.5"), (second, "70", "3")):
        rich = cast.make_target(
            place, term, "1", code="C1", name="Thu nhập bình quân đầu người", target=Decimal(70)
        )
        poor = cast.make_target(
            place,
            term,
            "2",
            code="C2",
            name="Tỷ lệ hộ nghèo",
            comparator=Comparator.AT_MOST,
            target=Decimal(2),
            baseline=Decimal(4),
            baseline_year=2020,
            unit_of_measure="%",
            group="Xã hội",
            kind=Kind.SNAPSHOT,
            method=Method.LINEAR,
        )
        cast.record(place, rich, income, confirmed=True)
        cast.record(place, poor, poverty, confirmed=True)
    cast.make_target(first, term, "3", code="C3", name="Số hợp tác xã thành lập mới", target=Decimal(5))
    return Branch(term, district, first, second)
