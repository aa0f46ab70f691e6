"""The address of a screen for the same unit, term and day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import RequestFactory

from nhiemky.org.models import Term, Unit, UnitState
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.web.visit import Visit

NOW, DAY = datetime(2023, 2, 21, 3, 0, tzinfo=UTC), date(2023, 2, 21)
TERM = Term(label="2020-2025", first_year=2021, last_year=2025)
ALWAYS = [("don-vi", "28927"), ("nhiem-ky", "2020-2025"), ("den", "21-2-2023")]


def visit(*, chosen: bool) -> Visit:
    state = UnitState(unit=Unit(code="28927")) if chosen else None
    return Visit(
        RequestFactory().get("/"), SYSTEM_ACTOR, NOW, DAY, DAY, chosen, state, TERM if chosen else None
    )


@pytest.mark.parametrize(
    ("extra", "asked"),
    [
        ({}, ALWAYS),
        ({"phan": "nhiet"}, [*ALWAYS, ("phan", "nhiet")]),
        ({"bo_nhom": "Văn hóa & xã hội", "trang": ""}, [*ALWAYS, ("bo-nhom", "Văn hóa & xã hội"), ("trang", "")]),
        ({"don_vi": "838"}, [("don-vi", "838"), *ALWAYS[1:]]),
        ({"xep": "muc", "den": "1-3-2023"}, [*ALWAYS[:2], ("den", "1-3-2023"), ("xep", "muc")]),
    ],
)  # fmt: skip
def test_address_carries_unit_term_and_day_before_what_is_added(
    extra: dict[str, str], asked: list[tuple[str, str]]
) -> None:
    chosen = visit(chosen=True)
    address = urlsplit(chosen.to("boards", **extra))
    assert address.path == "/bang-theo-doi/"
    assert parse_qsl(address.query, keep_blank_values=True) == asked
    assert dict(chosen.parameters) == dict(ALWAYS)


@pytest.mark.parametrize(("extra", "address"), [({}, ""), ({"phan": "nhiet"}, "?phan=nhiet")])
def test_address_without_anything_chosen_carries_only_what_is_added(
    extra: dict[str, str], address: str
) -> None:
    assert visit(chosen=False).to("boards", **extra) == f"/bang-theo-doi/{address}"
