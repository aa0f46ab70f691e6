"""Rows kept with their batch: whatever was packed comes back equal, and what rows share stands there once."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.intake.packing import pack, unpack
from nhiemky.intake.vocab import FigureData, RowData
from nhiemky.targets.vocab import WholeTarget

MILLION = 1_000_000
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
WHOLE = st.none() | st.integers(-(10**18), 10**18)
FIGURES = st.builds(
    FigureData,
    st.sampled_from(["2021-01-01", "2022-01-01"]),
    st.sampled_from(["2021-12-31", "2022-12-31"]),
    st.integers(-1, 2) | st.integers(-(10**18), 10**18),
    st.none() | st.booleans(),
    st.booleans(),
    WORDS,
    st.sampled_from(["new_figure", "changed", "same"]),
    WHOLE,
    st.none() | st.booleans(),
    WORDS,
)
TARGETS = st.builds(
    WholeTarget,
    number=WORDS,
    name=WORDS,
    comparator=st.sampled_from(["at_least", "done"]),
    target=WHOLE,
    low=WHOLE,
    high=WHOLE,
    baseline=st.sampled_from([None, 0, 1]),
    baseline_year=st.none() | st.integers(1945, 2030),
    unit_of_measure=WORDS,
    group=WORDS,
    code=WORDS,
    due=st.none() | st.just("2025-12-31"),
    kind=WORDS,
    method=WORDS,
    roll_up=st.just("none"),
    main=st.booleans(),
    breakthrough=st.booleans(),
    counted=st.booleans(),
    parent_number=st.none() | WORDS,
    owner=WORDS,
    note=WORDS,
    illustrative=st.booleans(),
    phased=st.lists(st.tuples(st.integers(2021, 2025), st.integers(0, 5)).map(list), max_size=2),
)
ROWS = st.builds(
    RowData,
    WORDS,
    st.sampled_from(["new_target", "same", "problem"]),
    WORDS,
    WORDS,
    st.none() | st.integers(1, 2**40),
    st.lists(FIGURES, max_size=3).map(tuple),
    st.none() | TARGETS,
)


def kinds_of(rows: list[RowData]) -> list[list[type]]:
    return [[type(value) for value in (*row, *(row.target or ()))] for row in rows]


@given(st.lists(ROWS, max_size=6))
def test_rows_come_back_as_they_were(rows: list[RowData]) -> None:
    found = unpack(pack(rows))
    assert found == rows
    assert kinds_of(found) == kinds_of(rows)
    assert [[list(map(type, figure)) for figure in row.figures] for row in found] == [
        [list(map(type, figure)) for figure in row.figures] for row in rows
    ]


@given(st.lists(TARGETS, min_size=1, max_size=4))
def test_new_targets_come_back_with_number_and_name_of_their_rows(targets: list[WholeTarget]) -> None:
    rows = [RowData("S!A1", "new_target", each.number, each.name, None, (), each) for each in targets]
    assert unpack(pack(rows)) == rows


def target(number: str, name: str) -> WholeTarget:
    return WholeTarget(
        number, name, "at_least", 70 * MILLION, None, None, None, None, "triệu đồng", "Kinh tế", "", None, "snapshot",
        "", "none", False, False, True, None, "", "", False, [],
    )  # fmt: skip


def figure(cell: str) -> FigureData:
    return FigureData(
        "2022-01-01", "2022-12-31", 60 * MILLION, None, False, cell, "new_figure", None, None, "60"
    )


def test_what_all_rows_share_is_written_once() -> None:
    rows = [
        RowData(f"S!A{n}", "new_target", str(n), f"Tên {n}", None, (figure(f"S!P{n}"),), target(str(n), f"Tên {n}"))
        for n in (2, 3, 4)
    ]  # fmt: skip
    text = pack(rows)
    assert [
        text.count(word) for word in ("at_least", "triệu đồng", "Kinh tế", "new_target", "2022-12-31")
    ] == [1] * 5
    assert [text.count(word) for word in ("Tên 2", "Tên 3", "Tên 4")] == [1] * 3
    assert json.loads(text)["targets"][:3] == [{"row": 2}, {"row": 3}, {"all": "at_least"}]
    assert unpack(text) == rows


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [RowData("S!A2", "problem", "1", "Thu nhập", None, ())],
        [RowData("S!A2", "same", "1", "Thu nhập", 7, (figure("S!P2"), figure("S!Q2")))] * 2,
        [
            RowData("S!A2", "new_target", "1", "Một", None, (), target("1", "Một")),
            RowData("S!A3", "changed", "2", "Hai", 3, (figure("S!P3"),)),
            RowData("S!A4", "new_target", "3", "Ba", None, (figure("S!P4"),), target("3", "Ba khác")),
        ],
    ],
)
def test_mixed_rows_keep_their_own_figures_and_targets(rows: list[RowData]) -> None:
    assert unpack(pack(rows)) == rows


def test_one_and_true_are_not_the_same_value() -> None:
    rows = [
        RowData("S!A2", "same", "1", "", 1, (figure("S!P2")._replace(value=1, done=True, old=1),)),
        RowData("S!A3", "same", "1", "", 1, (figure("S!P2")._replace(value=1, done=None, old=True),)),
    ]
    found = unpack(pack(rows))
    assert [row.figures[0].old is True for row in found] == [False, True]
    assert found == rows


@pytest.mark.parametrize(("part", "width"), [("rows", 4), ("figures", 9), ("targets", 22)])
def test_rows_of_another_width_are_refused(part: str, width: int) -> None:
    target = WholeTarget(
        "1", "Thu nhập", "at_least", 70 * MILLION, None, None, None, 2020, "triệu đồng", "Kinh tế", "CT1", None, "", "",
        "none", False, False, True, None, "", "", False, (),
    )  # fmt: skip
    figure = FigureData("2022-01-01", "2022-12-31", MILLION, None, False, "S!P2", "new_figure", text="1")
    packed = json.loads(pack([RowData("S!A2", "new_target", "1", "Thu nhập", None, (figure,), target)]))
    packed[part] = packed[part][:width]
    with pytest.raises(ValueError, match=f"^{width + 2 * (part == 'rows')} columns are no "):
        unpack(json.dumps(packed))
