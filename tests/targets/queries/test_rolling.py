"""Values of units below come together by the declared rule, missing ones by name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nhiemky.kernel.scoring import Period
from nhiemky.org.models import Term
from nhiemky.targets import actions
from nhiemky.targets.queries import BranchValue, rolled_up
from nhiemky.targets.vocab import RollUpRule
from tests.cast_targets import NOW, TODAY, Place, confirm_all, make_place, make_target, make_term

pytestmark = pytest.mark.django_db


def make_branch(count: int) -> tuple[Place, list[Place], Term]:
    district = make_place("838", "Mỏ Cày Bắc")
    names = ("Tân Thanh Tây", "Nhuận Phú Tân", "Thạnh Ngãi")
    return district, [make_place(str(n), names[n], parent=district.state) for n in range(count)], make_term()


def report(
    place: Place, term: Term, value: str | None, *, rule: RollUpRule, parts: tuple[int, int] | None = None
) -> None:
    target = make_target(place, term, "5", code="DV", roll_up=rule, name="Kết nạp đảng viên")
    if value is None:
        return
    actions.record_observation(
        place.office, target=target, period=Period.of_year(2022), value=Decimal(value),
        numerator=Decimal(parts[0]) if parts else None, denominator=Decimal(parts[1]) if parts else None, now=NOW,
    )  # fmt: skip
    confirm_all(place, term)


def roll(district: Place, places: list[Place], term: Term, code: str = "DV") -> BranchValue:
    return rolled_up(
        district.office, states=[each.state for each in places], term=term, code=code, as_of=TODAY
    )


def test_sum_adds_what_was_reported_and_names_who_did_not() -> None:
    district, places, term = make_branch(3)
    for place, value in zip(places, ("12.5", "0", None), strict=True):
        report(place, term, value, rule=RollUpRule.SUM)
    found = roll(district, places, term)
    assert (found.rolled.value, found.rolled.reported, found.rolled.missing) == (
        Decimal("12.5"),
        2,
        ("Thạnh Ngãi",),
    )
    assert (found.code, found.name, found.rule) == ("DV", "Kết nạp đảng viên", RollUpRule.SUM)


def test_ratio_of_sums_divides_sums_not_percentages() -> None:
    district, places, term = make_branch(2)
    report(places[0], term, "50", rule=RollUpRule.RATIO_OF_SUMS, parts=(1, 2))
    report(places[1], term, "90", rule=RollUpRule.RATIO_OF_SUMS, parts=(9, 10))
    found = roll(district, places, term)
    assert found.rolled.value is not None
    assert found.rolled.value * 12 == 1000
    assert (found.rolled.numerator, found.rolled.denominator) == (Decimal(10), Decimal(12))


def test_ratio_without_numerator_is_missing() -> None:
    district, places, term = make_branch(2)
    report(places[0], term, "50", rule=RollUpRule.RATIO_OF_SUMS, parts=(1, 2))
    report(places[1], term, "90", rule=RollUpRule.RATIO_OF_SUMS)
    found = roll(district, places, term)
    assert (found.rolled.value, found.rolled.missing) == (Decimal(50), ("Nhuận Phú Tân",))


def test_different_rules_give_no_value() -> None:
    district, places, term = make_branch(2)
    report(places[0], term, "1", rule=RollUpRule.SUM)
    report(places[1], term, "2", rule=RollUpRule.NONE)
    found = roll(district, places, term)
    assert (found.rule, found.rolled.value) == (RollUpRule.NONE, None)


def test_unknown_code_and_empty_code_find_nothing() -> None:
    district, places, term = make_branch(1)
    report(places[0], term, "1", rule=RollUpRule.SUM)
    for code in ("XX", ""):
        found = roll(district, places, term, code)
        assert (found.rolled.value, found.rolled.missing, found.name) == (None, ("Tân Thanh Tây",), "")
