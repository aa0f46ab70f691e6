"""Rows of a file of work items as they are kept with their batch."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.intake.vocab import WorkRowState
from nhiemky.intake.work_rows import (
    WorkChange,
    WorkProgress,
    WorkRowData,
    entry_of,
    pack_work,
    unpack_work,
)
from nhiemky.work.vocab import ProgressEntry, WorkRow, WorkState

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
WORDS = st.text(max_size=30)
STATED = st.builds(
    WorkRow, number=WORDS, name=WORDS, code=WORDS, group=WORDS, key=st.booleans(), breakthrough=st.booleans(), lead=WORDS,
    supporting=WORDS, programme=WORDS, starts_on=st.none() | DAYS, due_on=st.none() | DAYS, product=WORDS, note=WORDS,
    illustrative=st.booleans(), assigned_on=st.none() | DAYS, lead_unit=WORDS,
)  # fmt: skip
REPORTS = st.builds(
    WorkProgress, on=DAYS, state=st.sampled_from(WorkState), percent=st.none() | st.integers(0, 100), result=WORDS,
    evidence=WORDS, cell=WORDS, version=st.integers(0, 99), old_state=st.none() | st.sampled_from(WorkState),
    old_percent=st.none() | st.integers(0, 100), corrected=WORDS,
)  # fmt: skip
ROWS = st.builds(
    WorkRowData, source=WORDS, state=st.sampled_from(WorkRowState), number=WORDS, name=WORDS,
    item_id=st.none() | st.integers(1, 2**62), row=st.none() | STATED,
    changes=st.lists(st.builds(WorkChange, WORDS, WORDS, WORDS), max_size=4).map(tuple), progress=st.none() | REPORTS,
)  # fmt: skip


@given(st.lists(ROWS, max_size=5))
def test_any_rows_come_back_as_they_were_kept(rows: list[WorkRowData]) -> None:
    assert unpack_work(pack_work(rows)) == rows


def test_no_rows_are_an_empty_list() -> None:
    assert (pack_work([]), unpack_work("[]")) == ("[]", [])


FULL = WorkRowData(
    "Đầu công việc!A2", WorkRowState.CHANGED, "7", "Xây chợ", 12,
    WorkRow("7", "Xây chợ", due_on=date(2024, 6, 30), key=True), (WorkChange("Hạn", "", "30-6-2024"),),
    WorkProgress(date(2023, 2, 21), WorkState.DONE, 100, "Xong", "Biên bản", "Đầu công việc!L2", 1, WorkState.IN_PROGRESS, 70),
)  # fmt: skip


def test_rows_kept_before_corrections_were_told_are_read_as_they_are() -> None:
    kept = json.loads(pack_work([FULL]))
    assert kept[0][7].pop() == ""
    assert unpack_work(json.dumps(kept)) == [FULL]


def test_rows_are_kept_as_plain_text_with_days_in_order() -> None:
    ((source, state, number, name, item, stated, changes, progress),) = json.loads(pack_work([FULL]))
    assert (source, state, number, name, item) == ("Đầu công việc!A2", "changed", "7", "Xây chợ", 12)
    assert (stated["due_on"], stated["starts_on"], stated["key"]) == ("2024-06-30", None, True)
    assert changes == [["Hạn", "", "30-6-2024"]]
    assert progress == [
        "2023-02-21",
        "done",
        100,
        "Xong",
        "Biên bản",
        "Đầu công việc!L2",
        1,
        "in_progress",
        70,
        "",
    ]
    assert "Xây chợ" in pack_work([FULL])


def test_a_report_is_recorded_with_its_file_and_cell() -> None:
    assert FULL.progress is not None
    told = FULL.progress._replace(corrected="J2: 100 (sửa khi nhập)")
    assert entry_of(told, 12, file="viec.xlsx", sha256="ab", batch="k1") == ProgressEntry(
        12, date(2023, 2, 21), WorkState.DONE, 100, "Xong", "Biên bản", source_file="viec.xlsx", source_sha256="ab",
        source_cell="Đầu công việc!L2", source_text="J2: 100 (sửa khi nhập)", batch="k1", expected_version=1,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "[[]]", '[["a"]]', "null", "[1]"])
def test_what_was_not_packed_here_is_not_taken_for_rows(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        unpack_work(text)
