"""One target across the units of a branch."""

from __future__ import annotations

import pytest

from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.reporting.board import EVERYTHING, Across, Selection, across
from nhiemky.reporting.overview import branch_board
from nhiemky.targets.models import Target
from tests import cast_targets as cast
from tests.cast_boards import CUT_OFF, Branch, make_branch, make_province
from tests.cast_targets import Place
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing(at="2023-02-21 10:00+07:00")
def branch() -> Branch:
    return make_branch()


def target(place: Place, number: str) -> Target:
    return Target.objects.get(unit=place.unit, number=number)


def found(branch: Branch, id: int, selection: Selection = EVERYTHING) -> Across | None:
    board = branch_board(
        branch.district.office, state=branch.district.state, term=branch.term, as_of=CUT_OFF, scheme=DEFAULT_SCHEME,
        selection=selection,
    )  # fmt: skip
    return across(board, target_id=id)


def units(found: Across | None) -> list[tuple[str, str, str]]:
    assert found is not None
    return [(each.unit_code, each.line.achieved, each.line.class_code) for each in found.lines]


def test_a_target_is_shown_as_each_unit_has_it_the_lowest_first(branch: Branch) -> None:
    for place in (branch.first, branch.second):
        shown = found(branch, target(place, "1").pk)
        assert units(shown) == [("28927", "56", "over_75"), ("28933", "70", "met")]
        assert shown is not None
        assert (shown.number, shown.name, shown.type_name) == (
            "1",
            "Thu nhập bình quân đầu người",
            "Đảng bộ xã",
        )
        assert (shown.met, shown.tally.total, shown.without) == (1, 2, ())


def test_units_without_figures_come_last_and_units_without_the_target_are_named(branch: Branch) -> None:
    lacking = cast.make_target(branch.second, branch.term, "9", code="C1X", name="Khác")
    shown = found(branch, target(branch.first, "3").pk)
    assert units(shown) == [("28927", "", "no_data")]
    assert shown is not None
    assert (shown.met, shown.without) == (0, ("Tân Bình",))
    other = found(branch, lacking.pk)
    assert other is not None
    assert other.without == ("Tân Thanh Tây",)


def test_with_a_band_selected_only_units_in_it_are_listed(branch: Branch) -> None:
    asked = target(branch.first, "1").pk
    shown = found(branch, asked, Selection(band="met"))
    assert units(shown) == [("28933", "70", "met")]
    assert shown is not None
    assert (shown.met, shown.tally.total) == (1, 2)
    assert units(found(branch, asked, Selection(band="under_50"))) == []


def test_the_same_number_of_another_level_is_another_target(branch: Branch) -> None:
    town = make_province(branch)
    assert units(found(branch, target(town, "2").pk)) == [("28889", "45", "over_50")]
    shown = found(branch, target(branch.first, "1").pk)
    assert units(shown) == [("28927", "56", "over_75"), ("28933", "70", "met")]
    street = found(branch, target(town, "1").pk)
    assert street is not None
    assert (street.name, street.type_name, street.without) == ("Đường phố có đèn", "Đảng bộ thị trấn", ())


def test_what_the_board_does_not_hold_is_nothing(branch: Branch) -> None:
    own = cast.make_target(branch.district, branch.term, "1", code="D1", name="Của huyện")
    part = cast.make_target(branch.first, branch.term, "1.1", code="C11", name="Trong đó", counted=False)
    group = Selection(group="Xã hội")
    assert found(branch, own.pk) is None
    assert found(branch, part.pk) is None
    assert found(branch, 0) is None
    assert found(branch, target(branch.first, "1").pk, group) is None
    assert units(found(branch, target(branch.first, "2").pk, group)) == [
        ("28933", "3", "over_50"),
        ("28927", "1,5", "met"),
    ]
