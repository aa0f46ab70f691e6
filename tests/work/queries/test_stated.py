"""The programme that a symbol names."""

from __future__ import annotations

import pytest

from nhiemky.org.models import Term
from nhiemky.work.queries import Programme, programmes
from tests.cast_targets import Place, make_place, make_term
from tests.cast_work import make_programme

pytestmark = pytest.mark.django_db


def named(place: Place, term: Term, symbol: str) -> Programme:
    return programmes(place.office, path=place.state.path, term=term, symbols=[symbol])[symbol]


@pytest.mark.parametrize("symbol", ["16-CTr/HU", "16 CTr/HU", "Chương trình số 16-CTr/HU", "16-ctr/hu"])
def test_a_programme_is_found_in_any_way_of_writing(symbol: str) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    programme = make_programme(place, term)
    assert named(place, term, symbol) == Programme(programme.pk)


def test_the_register_nearest_to_the_unit_is_meant_and_the_term_before_it() -> None:
    district = make_place("838", "Mỏ Cày Bắc")
    place = make_place("28927", "Tân Thanh Tây", parent=district.state)
    term, earlier = make_term(), make_term("2015-2020")
    above = make_programme(district, term)
    assert named(place, term, "16-CTr/HU") == Programme(above.pk)
    make_programme(place, earlier)
    assert named(place, term, "16-CTr/HU") == Programme(above.pk)
    own = make_programme(place, term, issuer_name="Đảng ủy xã")
    assert named(place, term, "16-CTr/HU") == Programme(own.pk)


def test_two_of_the_same_symbol_in_one_register_are_no_certain_answer() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    make_programme(place, term, issuer_name="Huyện ủy A")
    make_programme(place, term, issuer_name="Huyện ủy B")
    assert named(place, term, "16-CTr/HU") == Programme(
        None, "Có 2 văn bản cùng ký hiệu 16-CTr/HU, không biết chắc là văn bản nào."
    )


def test_what_is_unknown_or_no_symbol_is_told() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    make_programme(make_place("79", "Nơi khác"), term)
    assert named(place, term, "16-CTr/HU").problem == "Không có văn bản 16-CTr/HU trong sổ văn bản."
    assert named(place, term, "xyz").id is None
    assert named(place, term, "xyz").problem != ""
