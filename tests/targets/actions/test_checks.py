"""Checks of many targets at once never say sound where one by one something is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.org.models import Term
from nhiemky.targets.actions.checks import are_plain, are_sound, is_sound_year, target_errors
from nhiemky.targets.vocab import WholeTarget

TERM = Term(label="2020-2025", first_year=2021, last_year=2025)
TEXTS = st.sampled_from(
    ["", " ", "a", "a\x00", "a\nb", "a\xa0", "\ud800", "Kinh tế", "x" * 41, "x" * 300, "x" * 2001]
)
PLAIN = WholeTarget(
    "1", "Thu nhập", "at_least", 70, None, None, 50, 2020, "triệu đồng", "Kinh tế", "CT1", None, "snapshot", "", "none",
    False, False, True, None, "", "", False, (),
)  # fmt: skip
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "number": TEXTS,
        "name": TEXTS,
        "code": TEXTS,
        "group": TEXTS,
        "unit_of_measure": TEXTS,
        "note": TEXTS,
        "owner": TEXTS,
        "comparator": st.sampled_from(["at_most", "between", "done"]),
        "low": st.sampled_from([0, 5]),
        "high": st.sampled_from([0, -1]),
        "method": st.sampled_from(["ratio", "range", "milestone"]),
        "parent_number": st.sampled_from(["1", "2"]),
        "baseline_year": st.sampled_from([None, 1944, 1945, 2025, 2026]),
        "due": st.sampled_from(["2019-12-31", "2024-06-30", "2040-01-01"]),
        "phased": st.sampled_from([((2022, 1),), ((2030, 1),), ((2022, 1), (2022, 2))]),
    },
)


@given(st.lists(CHANGES, min_size=1, max_size=4))
def test_sound_together_means_sound_one_by_one(changes: list[dict[str, object]]) -> None:
    rows = [PLAIN._replace(**each) for each in changes]  # type: ignore[arg-type]
    if are_sound(rows, TERM):
        assert [target_errors(row, TERM) for row in rows] == [[] for _ in rows]


@pytest.mark.parametrize(
    ("changes", "sound"),
    [
        ({}, True),
        ({"baseline_year": None, "low": 0}, True),
        ({"name": "x" * 2000, "note": "y" * 2000, "owner": "z" * 200}, True),
        ({"name": "Thu\nnhập"}, False),
        ({"name": " "}, False),
        ({"number": ""}, False),
        ({"code": "x" * 41}, False),
        ({"owner": "\x00"}, False),
        ({"baseline_year": 1944}, False),
        ({"comparator": "between"}, False),
        ({"method": "ratio"}, False),
        ({"parent_number": "1"}, False),
        ({"due": "2024-06-30"}, False),
        ({"phased": ((2022, 1),)}, False),
    ],
)
def test_plain_targets_are_told_from_those_to_look_at(changes: dict[str, object], sound: bool) -> None:
    assert are_sound([PLAIN, PLAIN._replace(**changes)], TERM) is sound  # type: ignore[arg-type]


def test_no_targets_are_not_called_sound() -> None:
    assert are_sound([], TERM) is False


@pytest.mark.parametrize(
    ("year", "sound"), [(None, True), (1944, False), (1945, True), (2025, True), (2026, False)]
)
def test_baseline_lies_before_the_end_of_the_term(year: int | None, sound: bool) -> None:
    assert is_sound_year(year, TERM) is sound


@pytest.mark.parametrize(
    ("columns", "plain"),
    [
        ({"number": ["1", "2"], "name": ["a", "b"]}, True),
        ({"number": ["1", "2" * 21], "name": ["a", "b"]}, False),
        ({"number": ["1", "2"], "name": ["a", ""]}, False),
        ({"number": ["1", "2"], "name": ["a", "b"], "group": ["", "\x01"]}, False),
        ({"number": [], "name": []}, True),
    ],
)
def test_texts_are_looked_at_by_columns(columns: dict[str, list[str]], plain: bool) -> None:
    assert are_plain(columns) is plain
