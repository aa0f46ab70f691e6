"""A file for another unit or term is stopped as a whole."""

from __future__ import annotations

import pytest

from nhiemky.intake.heading import heading_problems
from nhiemky.intake.reading import ResultsTable
from tests.cast_targets import make_place, make_term

pytestmark = pytest.mark.django_db


def table(*, unit: str = "", code: str = "", term: str = "") -> ResultsTable:
    return ResultsTable(unit, code, term, "Biểu 1", True, (), ())


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (table(), []),
        (table(code="28927", term="2020-2025"), []),
        (table(code=" 28927 ", unit="Gì cũng được"), []),
        (table(code="28928"), [("error", "other_unit")]),
        (table(unit="Đảng bộ xã Tân Thanh Tây"), []),
        (table(unit="ĐẢNG ỦY XÃ TÂN THANH TÂY"), []),
        (table(unit="Đảng bộ xã Nhuận Phú Tân"), [("error", "other_unit")]),
        (table(unit="Đảng bộ xã Tây"), [("error", "other_unit")]),
        (table(unit="Đảng bộ xã Định Thủy"), [("warning", "unknown_unit")]),
        (table(term="2025-2030"), [("error", "other_term")]),
        (table(term="nhiệm kỳ tới"), [("warning", "unknown_term")]),
        (table(code="28928", term="2015-2020"), [("error", "other_unit"), ("error", "other_term")]),
    ],
)
def test_head_of_the_file_against_unit_and_term(head: ResultsTable, found: list[tuple[str, str]]) -> None:
    place = make_place("28927", "Tân Thanh Tây")
    make_place("28928", "Nhuận Phú Tân")
    make_place("28929", "Tây")
    problems = heading_problems(head, unit=place.unit, term=make_term())
    assert [(each.severity, each.code) for each in problems] == found
    assert {each.cell for each in problems} <= {"Biểu 1"}
