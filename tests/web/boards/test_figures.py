"""Choices of figures, read from the address."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import RequestFactory

from nhiemky.history.vocab import NotFound
from nhiemky.kernel.scoring import DEFAULT_SCHEME, SCHEMES
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.org.vocab import RoleCode
from nhiemky.reporting.board import EVERYTHING, Selection
from nhiemky.reporting.overview import branch_board
from nhiemky.web.boards.figures import Choice, Option, figures_of, selection_of, with_filters
from nhiemky.web.visit import Visit
from tests.cast import actor, administrator, office, overseer
from tests.cast_boards import CUT_OFF, Branch, make_branch

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 2, 21, 3, 0, tzinfo=UTC)


def visit(actor: Actor = SYSTEM_ACTOR, **asked: str) -> Visit:
    request = RequestFactory().get("/bang/", {key.replace("_", "-"): value for key, value in asked.items()})
    return Visit(request, actor, NOW, date(2023, 2, 21), date(2023, 2, 21), False, None, None)


def test_figures_are_those_of_the_default_scheme() -> None:
    found = figures_of(visit(), part="board")
    assert (found.scheme, found.include_unconfirmed, found.part, found.kept, found.filtered) == (
        DEFAULT_SCHEME,
        False,
        "board",
        (),
        False,
    )


def test_figures_offer_every_scheme() -> None:
    (schemes,) = figures_of(visit(bo_nhom="strict"), part="board").lists
    assert (schemes.name, schemes.label) == ("bo-nhom", "Bộ nhóm mức đạt")
    assert {option.value for option in schemes.options} == set(SCHEMES)
    assert [option.value for option in schemes.options if option.current] == ["strict"]


def test_figures_of_an_unknown_scheme_are_not_found() -> None:
    with pytest.raises(NotFound) as refused:
        figures_of(visit(bo_nhom="x" * 60), part="board")
    assert refused.value.message == f"Không có bộ nhóm mức đạt “{'x' * 40}”."


@pytest.mark.parametrize(("asked", "found"), [("1", True), ("0", False), ("", False), ("yes", False)])
def test_figures_take_unconfirmed_ones_only_when_asked(asked: str, found: bool) -> None:
    assert figures_of(visit(chua_xac_nhan=asked), part="board").include_unconfirmed is found


def test_figures_take_unconfirmed_ones_only_for_who_may_see_them() -> None:
    branch = make_branch()
    unit = branch.district.unit
    actors = {
        "overseer": overseer(unit),
        "office": office(unit),
        "administrator": administrator(unit),
        "delegate": actor((RoleCode.DELEGATE, unit)),
    }
    found = {
        name: figures_of(visit(actor, chua_xac_nhan="1"), part="x").include_unconfirmed
        for name, actor in actors.items()
    }
    assert found == {"overseer": True, "office": True, "administrator": False, "delegate": False}


def test_figures_keep_the_rest_of_the_address() -> None:
    found = figures_of(
        visit(phan="nhiet", xep="-ten", trang="2", xuat="xlsx", bo_nhom="strict"), part="board"
    )
    assert found.kept == (("phan", "nhiet"), ("xep", "-ten"))


@pytest.mark.parametrize(
    ("asked", "selection"),
    [
        ({}, EVERYTHING),
        ({"loai": "commune"}, Selection("commune")),
        ({"nhom_chi_tieu": " Kinh tế "}, Selection(group="Kinh tế")),
        ({"muc": "under_50"}, Selection(band="under_50")),
        ({"muc": "no_data"}, Selection(band="no_data")),
        ({"muc": "khac"}, EVERYTHING),
        ({"loai": "a", "nhom_chi_tieu": "b", "muc": "met"}, Selection("a", "b", "met")),
    ],
    ids=str,
)
def test_selection_is_read_from_the_address(asked: dict[str, str], selection: Selection) -> None:
    assert selection_of(visit(**asked), DEFAULT_SCHEME) == selection


class TestFilters:
    """The filters of a board that is there."""

    @pytest.fixture
    def branch(self) -> Branch:
        return make_branch()

    def lists(self, branch: Branch, **asked: str) -> dict[str, Choice]:
        looking = visit(**asked)
        board = branch_board(
            branch.district.office, state=branch.district.state, term=branch.term, as_of=CUT_OFF, scheme=DEFAULT_SCHEME,
            selection=selection_of(looking, DEFAULT_SCHEME),
        )  # fmt: skip
        found = with_filters(looking, figures_of(looking, part="board"), board)
        return {choice.name: choice for choice in found.lists}

    def test_leave_out_what_gives_no_choice(self, branch: Branch) -> None:
        assert list(self.lists(branch)) == ["bo-nhom", "nhom-chi-tieu", "muc"]

    def test_show_what_was_asked_even_where_it_gives_no_choice(self, branch: Branch) -> None:
        assert self.lists(branch, loai="commune")["loai"].options == (
            Option("", "Mọi loại đơn vị", False),
            Option("commune", "Đảng bộ xã", True),
        )

    def test_offer_the_groups_of_the_units(self, branch: Branch) -> None:
        assert self.lists(branch, nhom_chi_tieu="Xã hội")["nhom-chi-tieu"].options == (
            Option("", "Mọi lĩnh vực", False),
            Option("Kinh tế", "Kinh tế", False),
            Option("Xã hội", "Xã hội", True),
        )

    def test_offer_every_band_and_class(self, branch: Branch) -> None:
        options = self.lists(branch)["muc"].options
        assert [option.value for option in options] == ["", *DEFAULT_SCHEME.class_codes]
        assert options[0] == Option("", "Mọi nhóm", True)

    def test_know_whether_anything_is_left_out(self, branch: Branch) -> None:
        for asked, filtered in (({}, False), ({"bo_nhom": "strict"}, False), ({"muc": "met"}, True)):
            looking = visit(**asked)
            board = branch_board(
                branch.district.office, state=branch.district.state, term=branch.term, as_of=CUT_OFF,
                scheme=DEFAULT_SCHEME, selection=selection_of(looking, DEFAULT_SCHEME),
            )  # fmt: skip
            assert with_filters(looking, figures_of(looking, part="x"), board).filtered is filtered
