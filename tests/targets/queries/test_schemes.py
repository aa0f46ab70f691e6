"""Band schemes as JSON and back, and which schemes there are."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.history.vocab import NotFound
from nhiemky.kernel.scoring import DEFAULT_SCHEME, SCHEMES, Band, Scheme, SchemeError
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.targets import actions
from nhiemky.targets.models import BandScheme
from nhiemky.targets.queries import scheme, schemes
from nhiemky.targets.queries.schemes import BandData, read_scheme, scheme_data

THREE = Scheme(
    "ba-muc",
    "Ba mức",
    (Band("tot", Decimal(100), "Tốt"), Band("kha", Decimal("62.5"), "Khá"), Band("yeu", None, "Yếu")),
    True,
)


@pytest.mark.parametrize("known", SCHEMES.values(), ids=SCHEMES)
def test_schemes_of_the_kernel_survive_as_json(known: Scheme) -> None:
    data = json.loads(json.dumps(scheme_data(known)))
    assert read_scheme(data["name"], data["title"], data["bands"], inclusive=data["inclusive"]) == known


def test_a_scheme_is_written_with_exact_thresholds() -> None:
    assert scheme_data(THREE) == {
        "name": "ba-muc",
        "title": "Ba mức",
        "inclusive": True,
        "bands": [
            {"code": "tot", "threshold": "100", "name": "Tốt"},
            {"code": "kha", "threshold": "62.5", "name": "Khá"},
            {"code": "yeu", "threshold": None, "name": "Yếu"},
        ],
    }


@given(
    st.lists(st.decimals(1, 200, places=2, allow_nan=False), min_size=1, max_size=6, unique=True),
    st.booleans(),
)
def test_any_scheme_survives_as_json(thresholds: list[Decimal], inclusive: bool) -> None:
    bands = [
        Band(f"b{place}", each, f"Nhóm {place}")
        for place, each in enumerate(sorted(thresholds, reverse=True))
    ]
    made = Scheme("bat-ky", "Bất kỳ", (*bands, Band("cuoi", None, "Còn lại")), inclusive)
    data = json.loads(json.dumps(scheme_data(made)))
    assert read_scheme(data["name"], data["title"], data["bands"], inclusive=data["inclusive"]) == made


def band(code: str = "a", threshold: str | None = "100", name: str = "A") -> BandData:
    return {"code": code, "threshold": threshold, "name": name}


LAST = band("z", None, "Z")


@pytest.mark.parametrize(
    "bands",
    [
        [],
        [band()],
        [LAST, band()],
        [band(threshold="mười"), LAST],
        [band(threshold="NaN"), LAST],
        [band(threshold=""), LAST],
        [band("a", "50"), band("b", "60"), LAST],
        [band("a", "50"), band("b", "50"), LAST],
        [band("a", "50"), band("a", "40"), LAST],
        [{"code": "a", "name": "A"}, LAST],
        [{"threshold": "1", "name": "A"}, LAST],
        [{"code": "a", "threshold": 50, "nam": "A"}, LAST],
        ["abc", LAST],
        [None],
    ],
    ids=[
        "none", "no last", "last first", "a word", "no number", "an empty text", "disorder", "overlap", "same code",
        "no threshold", "no code", "no name", "a text for a band", "nothing for a band",
    ],
)  # fmt: skip
def test_what_is_no_scheme_is_refused(bands: list[BandData]) -> None:
    with pytest.raises(SchemeError) as refused:
        read_scheme("x", "X", bands, inclusive=True)
    assert str(refused.value)


@pytest.mark.django_db
def test_added_schemes_stand_after_those_of_the_kernel() -> None:
    actions.add_scheme(SYSTEM_ACTOR, scheme=THREE)
    assert list(schemes()) == [*SCHEMES, "ba-muc"]
    assert (schemes()["ba-muc"], scheme("ba-muc")) == (THREE, THREE)
    assert {name: scheme(name) for name in SCHEMES} == dict(SCHEMES)


@pytest.mark.django_db
def test_a_row_never_takes_the_place_of_a_scheme_of_the_kernel() -> None:
    BandScheme.objects.create(
        name=DEFAULT_SCHEME.name, title="Giả", bands=scheme_data(THREE)["bands"], inclusive=False
    )
    assert scheme(DEFAULT_SCHEME.name) == schemes()[DEFAULT_SCHEME.name] == DEFAULT_SCHEME


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "khong-co", "DEFAULT", "default "])
def test_a_scheme_that_is_not_there_is_told_by_its_name(name: str) -> None:
    with pytest.raises(NotFound) as refused:
        scheme(name)
    assert refused.value.message == f"Không có bộ nhóm mức đạt “{name}”."
