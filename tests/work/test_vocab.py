"""Longer texts as they are kept, and the percentage that a report stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.work.vocab import CLOSED, STATE_NAMES, WorkState, clean_text, whole_percent


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("  một   hai ", "một hai"),
        ("một\r\nhai\rba\nbốn", "một\nhai\nba\nbốn"),
        ("một\n\n\n\n\nhai\n\n", "một\n\nhai"),
        ("a\u0301 \x00b\u200b", "á b"),
        ("một\u2028hai\u2029ba\x0bbốn\x85năm", "một\nhai\nba\nbốn\nnăm"),
        (" \n \t\n một", "một"),
    ],
)
def test_a_longer_text_keeps_its_lines_and_loses_what_cannot_be_seen(text: str, kept: str) -> None:
    assert clean_text(text) == kept


@given(st.text())
def test_a_kept_text_is_kept_as_it_is(text: str) -> None:
    kept = clean_text(text)
    assert clean_text(kept) == kept
    assert "\n\n\n" not in kept
    assert "\x00" not in kept


@pytest.mark.parametrize(
    ("state", "percent", "whole"),
    [
        (WorkState.DONE, None, 100),
        (WorkState.NOT_STARTED, None, 0),
        (WorkState.DONE, 40, 40),
        (WorkState.IN_PROGRESS, None, None),
        (WorkState.PAUSED, 7, 7),
    ],
)
def test_a_state_stands_for_a_percentage_only_where_none_is_given(
    state: WorkState, percent: int | None, whole: int | None
) -> None:
    assert whole_percent(state, percent) == whole


def test_every_state_has_its_name_and_only_what_is_closed_is_no_longer_expected() -> None:
    assert [str(STATE_NAMES[state]) for state in WorkState] == [
        "chưa triển khai",
        "đang thực hiện",
        "hoàn thành",
        "tạm dừng",
        "không thực hiện nữa",
    ]
    assert frozenset({WorkState.DONE, WorkState.CANCELLED}) == CLOSED
