"""Nested lists of documents, however deep."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.registry.models import Directive
from nhiemky.registry.queries import TreeNode
from nhiemky.registry.vocab import LinkKind
from nhiemky.web.registry.steps import Step, choice_of, steps_of


def node(pk: int, depth: int, *, symbol: str = "1-KH/TU", repeated: bool = False) -> TreeNode:
    row = Directive(pk=pk, type="ke_hoach", symbol=symbol, excerpt="việc", issued_on=date(2022, 9, 8))
    return TreeNode(row, (LinkKind.REPLACES,) if depth else (), depth, 0, repeated)


def test_each_list_that_opens_is_closed() -> None:
    steps = steps_of([node(place, depth) for place, depth in enumerate([0, 1, 2, 2, 1, 0, 1])])
    assert [(step.opens, len(step.closes)) for step in steps] == [
        (True, 0),
        (True, 0),
        (False, 0),
        (False, 1),
        (False, 1),
        (True, 0),
        (False, 1),
    ]


def test_what_stands_deeper_than_eight_levels_joins_the_eighth() -> None:
    steps = steps_of([node(depth, depth) for depth in range(12)])
    assert [step.opens for step in steps] == [True] * 8 + [False] * 4
    assert [len(step.closes) for step in steps] == [0] * 11 + [8]


def test_a_document_met_again_is_named_without_its_excerpt_unless_it_has_no_symbol() -> None:
    again = node(7, 1, repeated=True)
    assert steps_of([node(1, 0), again], itself=7)[1] == Step(
        7, "Kế hoạch 1-KH/TU", "", ("thay thế",), True, True, False, range(1)
    )
    assert [
        step.excerpt for step in steps_of([node(1, 0, symbol=""), node(7, 1, symbol="", repeated=True)])
    ] == ["việc", "việc"]


def test_nothing_is_an_empty_list() -> None:
    assert steps_of([]) == ()


@pytest.mark.parametrize(
    ("symbol", "issuer", "excerpt", "label"),
    [
        (
            "163-KH/TU",
            "Tỉnh ủy Bến Tre",
            "tổ chức sơ kết",
            "Kế hoạch 163-KH/TU · Tỉnh ủy Bến Tre · tổ chức sơ kết",
        ),
        ("", "Huyện ủy", "Kế hoạch kiểm tra năm 2022", "Kế hoạch · Huyện ủy · Kế hoạch kiểm tra năm 2022"),
        ("5-KH/HU", "Huyện ủy", "", "Kế hoạch 5-KH/HU · Huyện ủy"),
        ("5-KH/HU", "", "v" * 80, f"Kế hoạch 5-KH/HU · {'v' * 80}"),
        ("5-KH/HU", "", "v" * 81, f"Kế hoạch 5-KH/HU · {'v' * 79}…"),
    ],
)
def test_a_document_is_named_where_it_can_be_chosen(
    symbol: str, issuer: str, excerpt: str, label: str
) -> None:
    row = Directive(pk=7, type="ke_hoach", symbol=symbol, issuer_name=issuer, excerpt=excerpt)
    assert choice_of(row) == ("7", label)
