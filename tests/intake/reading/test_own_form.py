"""The product's own form read back: what was written comes out, typed-in oddities are said with their cell."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.intake.reading import ResultRow, ResultsTable, read_results
from nhiemky.intake.reading.layout import COMPARATORS, KINDS, METHODS, layout_of
from nhiemky.kernel.scoring import Comparator, Goal, Kind, Measured, Method, Period
from nhiemky.kernel.sheets.form import (
    COMPARATOR_WORDS,
    FIXED_COLUMNS,
    KIND_WORDS,
    METHOD_WORDS,
    FormRow,
    form_columns,
    write_form,
)
from nhiemky.web.targets import words

SCREEN_WORDS = words.COMPARATORS
YEARS = range(2021, 2026)
INCOME = FormRow(
    number="1", name="Thu nhập bình quân đầu người", code="KT01", group="Kinh tế", unit_of_measure="triệu đồng",
    comparator="at_least", baseline=Decimal("40.5"), baseline_year=2020, target=Decimal(65), kind="snapshot",
    method="ratio", phased={2023: Decimal(55), 2025: Decimal(65)},
    observed={"2021": Decimal(45), "2022": Decimal("50.5")}, note="ghi chú",
)  # fmt: skip


def form(*rows: FormRow, observed: tuple[str, ...] | None = None) -> bytes:
    return write_form(
        rows, unit="Đảng bộ xã A", unit_code="28927", term="2020-2025", years=YEARS, observed=observed
    )


def typed(cells: Mapping[str, object], *rows: FormRow) -> ResultsTable:
    """Return the form read after somebody typed into some of its cells."""
    book = openpyxl.load_workbook(io.BytesIO(form(*(rows or (INCOME,)))))
    for cell, value in cells.items():
        book["Chỉ tiêu"][cell] = value  # type: ignore[assignment]
    output = io.BytesIO()
    book.save(output)
    return read_results(output.getvalue())


def only(table: ResultsTable) -> ResultRow:
    assert len(table.rows) == 1
    return table.rows[0]


def codes(table: ResultsTable) -> list[tuple[str, str, str]]:
    return [(problem.cell.partition("!")[2], problem.severity, problem.code) for problem in table.problems]


def test_form_comes_back_as_it_was_written() -> None:
    table = read_results(form(INCOME))
    assert (table.unit, table.unit_code, table.term, table.sheet, table.own_form) == (
        "Đảng bộ xã A", "28927", "2020-2025", "Chỉ tiêu", True
    )  # fmt: skip
    assert table.problems == ()
    row = only(table)
    assert row.goal == Goal(
        Comparator.AT_LEAST, Decimal(65), None, None, Decimal("40.5"), 2020, ((2023, Decimal(55)), (2025, Decimal(65))),
        None, Kind.SNAPSHOT, Method.RATIO, True, "Thu nhập bình quân đầu người",
    )  # fmt: skip
    assert row.measured == (
        Measured(Period.of_year(2021), Decimal(45), None, "Chỉ tiêu!S2"),
        Measured(Period.of_year(2022), Decimal("50.5"), None, "Chỉ tiêu!T2"),
    )
    assert (row.number, row.code, row.group, row.name, row.unit_of_measure, row.note, row.source) == (
        "1", "KT01", "Kinh tế", "Thu nhập bình quân đầu người", "triệu đồng", "ghi chú", "Chỉ tiêu!A2"
    )  # fmt: skip
    assert (row.cells["target"], row.cells["phased_2023"], row.cells["note"]) == (
        "Chỉ tiêu!I2", "Chỉ tiêu!P2", "Chỉ tiêu!X2"
    )  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.decimals(min_value=1, max_value=99_999, places=2),
            st.decimals(min_value=0, max_value=99_999, places=2) | st.none(),
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=25, deadline=None)
def test_any_figures_come_back(figures: list[tuple[Decimal, Decimal | None]]) -> None:
    rows = [
        FormRow(number=str(place), name=f"Chỉ tiêu {place}", comparator="at_least", kind="snapshot", method="ratio", target=target,
                observed={} if value is None else {"2022": value})
        for place, (target, value) in enumerate(figures, 1)
    ]  # fmt: skip
    found = read_results(form(*rows)).rows
    assert [(row.goal.target, tuple(each.value for each in row.measured)) for row in found] == [
        (target, () if value is None else (value,)) for target, value in figures
    ]


@pytest.mark.parametrize("comparator", ["at_least", "at_most", "above", "below"])
def test_comparators_come_back(comparator: str) -> None:
    row = only(
        read_results(form(FormRow(number="1", name="A", comparator=comparator, target=5, kind="snapshot")))
    )
    assert row.goal.comparator == Comparator(comparator)


@pytest.mark.parametrize("kind", list(Kind))
def test_kinds_come_back(kind: Kind) -> None:
    row = only(
        read_results(form(FormRow(number="1", name="A", comparator="at_least", target=5, kind=kind.value)))
    )
    assert row.goal.kind is kind


def test_range_has_two_cells() -> None:
    row = only(
        read_results(
            form(
                FormRow(
                    number="1",
                    name="Tăng trưởng",
                    comparator="between",
                    target=9,
                    high=11,
                    kind="average",
                    method="range",
                    observed={"2022": 10},
                )
            )
        )
    )
    assert (row.goal.comparator, row.goal.low, row.goal.high, row.goal.method) == (
        Comparator.BETWEEN, Decimal(9), Decimal(11), Method.RANGE
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "measured"),
    [
        ("Đạt", (Decimal(100), True)),
        ("Chưa đạt", (Decimal(0), False)),
        ("80%", (Decimal(80), None)),
        (45, (Decimal(45), None)),
    ],
)
def test_milestone_is_done_or_in_percent(value: str | int, measured: tuple[Decimal, bool | None]) -> None:
    row = only(
        read_results(
            form(
                FormRow(
                    number="1",
                    name="Xã nông thôn mới",
                    comparator="done",
                    kind="snapshot",
                    observed={"2022": value},
                )
            )
        )
    )
    assert row.goal.comparator is Comparator.DONE
    assert [(each.value, each.done) for each in row.measured] == [measured]


def test_due_date_comes_back() -> None:
    row = FormRow(
        number="1", name="A", comparator="at_least", target=5, kind="snapshot", due=date(2024, 6, 30)
    )
    assert only(read_results(form(row))).goal.due == date(2024, 6, 30)


@pytest.mark.parametrize(
    ("label", "period"),
    [
        ("2022", Period(date(2022, 1, 1), date(2022, 12, 31))),
        ("6 tháng đầu năm 2023", Period(date(2023, 1, 1), date(2023, 6, 30))),
        ("quý II-2023", Period(date(2023, 4, 1), date(2023, 6, 30))),
        ("đến 21-2-2023", Period(date(2023, 1, 1), date(2023, 2, 21))),
    ],
)
def test_result_columns_name_their_period(label: str, period: Period) -> None:
    row = FormRow(
        number="1", name="A b", comparator="at_least", target=5, kind="snapshot", observed={label: 3}
    )
    table = read_results(form(row, observed=(label,)))
    assert [(each.period, each.value) for each in only(table).measured] == [(period, Decimal(3))]


def test_total_up_to_a_day_counts_from_the_start_of_the_term() -> None:
    row = FormRow(
        number="1",
        name="A b",
        comparator="at_least",
        target=5,
        kind="accumulate",
        observed={"đến 21-2-2023": 3},
    )
    table = read_results(form(row, observed=("đến 21-2-2023",)))
    assert only(table).measured[0].period == Period(date(2021, 1, 1), date(2023, 2, 21))


@pytest.mark.parametrize("name", ["- Trồng trọt", "Trong đó: trồng trọt"])
def test_part_is_shown_but_not_counted(name: str) -> None:
    part = FormRow(
        number="",
        name=name,
        comparator="at_least",
        target=30,
        kind="snapshot",
        method="ratio",
        observed={"2022": 20},
    )
    table = read_results(form(INCOME, part))
    assert [(row.counted, row.parent_number) for row in table.rows] == [(True, None), (False, "1")]


def test_dotted_number_is_a_part_of_its_target() -> None:
    part = FormRow(
        number="1.1",
        name="Trồng trọt",
        comparator="at_least",
        target=30,
        kind="snapshot",
        observed={"2022": 20},
    )
    table = read_results(form(INCOME, part))
    assert [(row.number, row.counted, row.goal.counted) for row in table.rows] == [
        ("1", True, True),
        ("1.1", False, False),
    ]


def test_numbers_typed_as_text_are_read() -> None:
    row = only(typed({"I2": "1.809,5", "S2": "1.234,5", "T2": "1.302"}))
    assert (row.goal.target, [each.value for each in row.measured]) == (
        Decimal("1809.5"), [Decimal("1234.5"), Decimal(1302)]
    )  # fmt: skip


def test_zero_is_a_value_and_empty_is_none() -> None:
    row = only(typed({"S2": 0, "T2": "x"}))
    assert [(each.period.label, each.value) for each in row.measured] == [("2021", Decimal(0))]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"S2": date(2023, 4, 3)}, ("S2", "error", "date_in_number")),
        ({"S2": "#DIV/0!"}, ("S2", "error", "error_value")),
        ({"S2": "=T2*2"}, ("S2", "error", "formula_without_value")),
        ({"S2": "nhiều"}, ("S2", "error", "unreadable_result")),
        ({"S2": "3-5"}, ("S2", "error", "result_is_range")),
        ({"S2": "9" * 400}, ("S2", "error", "unreadable_result")),
        ({"S2": "NaN"}, ("S2", "error", "unreadable_result")),
        ({"F2": "xấp xỉ"}, ("F2", "error", "unknown_word")),
        ({"K2": "gì đó"}, ("K2", "error", "unknown_word")),
        ({"L2": "gì đó"}, ("L2", "error", "unknown_word")),
        ({"H2": "năm ngoái"}, ("H2", "error", "unreadable_year")),
        ({"M2": "sau này"}, ("M2", "error", "unreadable_date")),
        ({"I2": None}, ("I2", "error", "missing_target")),
        ({"I2": "chưa rõ"}, ("I2", "error", "unreadable_target")),
        ({"F2": "trong khoảng"}, ("J2", "error", "missing_bound")),
        ({"F2": "trong khoảng", "J2": 10}, ("J2", "error", "bounds_disordered")),
        ({"D2": None}, ("A2", "error", "missing_name")),
        ({"Y1": "Thêm"}, ("Y1", "warning", "unknown_column")),
    ],
)
def test_what_is_wrong_is_said_with_its_cell(
    cells: dict[str, object], expected: tuple[str, str, str]
) -> None:
    assert expected in codes(typed(cells))


def test_all_problems_are_said_at_once() -> None:
    table = typed({"S2": "nhiều", "T2": date(2023, 1, 1), "K2": "gì đó"})
    errors = [cell for cell, severity, _ in codes(table) if severity == "error"]
    assert sorted(errors) == ["K2", "S2", "T2"]


def test_same_code_twice_is_an_error_on_the_second() -> None:
    other = FormRow(number="2", name="Khác", code="KT01", comparator="at_least", target=5, kind="snapshot")
    table = read_results(form(INCOME, other))
    assert [row.number for row in table.rows] == ["1"]
    assert codes(table) == [("A3", "error", "duplicate_target")]


def test_same_number_and_name_twice_is_an_error() -> None:
    same = FormRow(
        number="1", name="THU NHẬP bình quân đầu người", comparator="at_least", target=5, kind="snapshot"
    )
    assert codes(read_results(form(INCOME, same))) == [("A3", "error", "duplicate_target")]


def test_empty_form_has_no_targets_and_no_problems() -> None:
    table = read_results(form())
    assert (table.rows, table.problems, table.own_form) == ((), (), True)


def test_percent_typed_into_a_cell_is_percent() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(
            form(
                FormRow(
                    number="1",
                    name="A b",
                    unit_of_measure="%",
                    comparator="at_least",
                    target=90,
                    kind="snapshot",
                )
            )
        )
    )
    cell = book["Chỉ tiêu"]["S2"]
    cell.value, cell.number_format = 0.955, "0.0%"
    output = io.BytesIO()
    book.save(output)
    assert [each.value for each in only(read_results(output.getvalue())).measured] == [Decimal("95.5")]


def test_form_saved_again_by_another_program_reads_the_same() -> None:
    assert typed({}) == read_results(form(INCOME))


@pytest.mark.parametrize(("code", "word"), COMPARATOR_WORDS.items())
def test_comparator_takes_word_and_code(code: str, word: str) -> None:
    assert COMPARATORS[code] is COMPARATORS[word] is Comparator(code)


@pytest.mark.parametrize(("code", "word"), KIND_WORDS.items())
def test_kind_takes_word_and_code(code: str, word: str) -> None:
    assert KINDS[code] is KINDS[word] is Kind(code)


@pytest.mark.parametrize(("code", "word"), METHOD_WORDS.items())
def test_method_takes_word_and_code(code: str, word: str) -> None:
    assert METHODS[code] is METHODS[word] is Method(code)


def test_layout_finds_columns_in_any_order() -> None:
    layout = layout_of(("Ghi chú", "Thực hiện 2022", "Chỉ tiêu", "Phân kỳ 2023", "Lạ"))
    assert (layout.fields, layout.phased, layout.unknown) == (
        {"Ghi chú": 0, "Chỉ tiêu": 2},
        ((3, 2023),),
        ((4, "Lạ"),),
    )
    assert [(column.index, column.year) for column in layout.observed] == [(1, 2022)]


def test_layout_of_the_whole_form_knows_every_column() -> None:
    layout = layout_of(form_columns(YEARS, ("2021", "đến 21-2-2023")))
    assert (len(layout.fields), len(layout.phased), len(layout.observed), layout.unknown) == (
        len(FIXED_COLUMNS) + 1, 5, 2, ()
    )  # fmt: skip


def test_all_cells_of_a_row_are_said_at_once_when_its_level_cannot_be_read() -> None:
    read = typed({"G2": "bốn", "I2": "abc", "L2": "cách khác", "P2": "1,2,3", "S2": "4,5,6", "T2": 50})
    assert [(cell, severity) for cell, severity, code in codes(read) if severity != "notice"] == [
        ("L2", "error"), ("I2", "error"), ("S2", "error"), ("G2", "warning"), ("P2", "warning"),
    ]  # fmt: skip
    assert only(read).fault == "Không đọc được mức chỉ tiêu của dòng này."


@pytest.mark.parametrize("code", [*Comparator])
def test_a_comparator_may_be_typed_as_the_screens_name_it(code: Comparator) -> None:
    level = {"I2": 9, "J2": 10} if code is Comparator.BETWEEN else {"I2": 65}
    read = typed({"F2": str(SCREEN_WORDS[code]), **level})
    assert [each.code for each in read.problems if each.cell.endswith("!F2")] == []
    assert only(read).goal.comparator is code
