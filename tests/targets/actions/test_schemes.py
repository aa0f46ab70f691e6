"""Band schemes beside those of the kernel."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Denied, Invalid, NotFound
from nhiemky.kernel.scoring import DEFAULT_SCHEME, SCHEMES, Band, Scheme, SchemeError
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from nhiemky.targets import actions, queries
from tests.cast_targets import actor_in, make_place

pytestmark = pytest.mark.django_db

THREE = Scheme(
    "three",
    "Ba nhóm",
    (
        Band("met", Decimal(100), "Đạt"),
        Band("near", Decimal("87.5"), "Gần đạt"),
        Band("rest", None, "Còn lại"),
    ),
    inclusive=False,
)


def test_scheme_comes_back_as_it_was_added() -> None:
    actions.add_scheme(SYSTEM_ACTOR, scheme=THREE)
    assert queries.scheme("three") == THREE
    assert list(queries.schemes()) == [*SCHEMES, "three"]
    line = LedgerLine.objects.latest("sequence")
    assert line.after == {"name": "three", "bands": [["met", "100"], ["near", "87.5"], ["rest", None]]}


def test_schemes_of_the_kernel_need_no_rows() -> None:
    assert queries.scheme("default") == DEFAULT_SCHEME
    assert dict(queries.schemes()) == dict(SCHEMES)


def test_unknown_scheme_is_not_found() -> None:
    with pytest.raises(NotFound, match="Không có bộ nhóm mức đạt “none”"):
        queries.scheme("none")


@pytest.mark.parametrize("name", ["default", "three", " ", "x" * 41])
def test_name_that_is_taken_or_unfit_is_refused(name: str) -> None:
    actions.add_scheme(SYSTEM_ACTOR, scheme=THREE)
    with pytest.raises(Invalid) as refused:
        actions.add_scheme(SYSTEM_ACTOR, scheme=Scheme(name, "Khác", THREE.bands))
    assert [error.field for error in refused.value.errors] == ["name"]


def test_who_keeps_units_adds_schemes_and_others_do_not() -> None:
    place = make_place("28927", "Tân Thanh Tây")
    keeper = actor_in(place.unit, RoleCode.ADMINISTRATOR, name="Quản trị")
    assert actions.add_scheme(keeper, scheme=THREE).name == "three"
    for who in (place.office, place.leader):
        with pytest.raises(Denied):
            actions.add_scheme(who, scheme=Scheme("other", "Khác", THREE.bands))


@pytest.mark.parametrize(
    "bands",
    [
        [],
        [{"code": "met", "threshold": "100", "name": "Đạt"}],
        [
            {"code": "met", "threshold": "x", "name": "Đạt"},
            {"code": "rest", "threshold": None, "name": "Còn lại"},
        ],
        [{"code": "met", "name": "Đạt"}],
        [
            {"code": "met", "threshold": "80", "name": "Đạt"},
            {"code": "near", "threshold": "90", "name": "Gần đạt"},
            {"code": "rest", "threshold": None, "name": "Còn lại"},
        ],
    ],
)
def test_unsound_bands_are_refused_by_the_kernel(bands: list[object]) -> None:
    with pytest.raises(SchemeError):
        queries.read_scheme("s", "S", bands, inclusive=True)  # type: ignore[arg-type]
