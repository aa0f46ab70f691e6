"""One row of an office's table at a time: what is demanded, what was reached, and what is said about it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from nhiemky.intake.reading import BookError, ResultRow, ResultsTable, read_results
from nhiemky.kernel.scoring import Comparator, Kind
from tests.samples.office import CellValue, Sample, table, workbook

HEADER = ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Thực hiện 2023")


def one(name: str, unit: str | None, target: CellValue, result: CellValue) -> ResultsTable:
    return read_results(table(HEADER, (1, name, unit, target, result)))


def row(name: str, unit: str | None, target: CellValue, result: CellValue) -> ResultRow:
    found = one(name, unit, target, result).rows
    assert len(found) == 1
    return found[0]


def said(found: ResultsTable) -> list[tuple[str, str, str]]:
    quiet = ("kind_inferred", "unit_unknown", "term_inferred")
    return [(p.cell, p.severity, p.code) for p in found.problems if p.code not in quiet]


@pytest.mark.parametrize(
    ("name", "unit", "target", "comparator", "value"),
    [
        ("Nước sạch", "%", 95, Comparator.AT_LEAST, Decimal(95)),
        ("Nước sạch", "%", "≥ 95%", Comparator.AT_LEAST, Decimal(95)),
        ("Nước sạch", "%", "từ 95% trở lên", Comparator.AT_LEAST, Decimal(95)),
        ("Nước sạch", "%", "trên 95%", Comparator.ABOVE, Decimal(95)),
        ("Hộ nghèo", "%", "dưới 2%", Comparator.BELOW, Decimal(2)),
        ("Hộ nghèo", "%", "không quá 2%", Comparator.AT_MOST, Decimal(2)),
        ("Hộ nghèo", "%", "<= 2", Comparator.AT_MOST, Decimal(2)),
        ("Thu nhập", "triệu đồng", "60 triệu đồng", Comparator.AT_LEAST, Decimal(60)),
        ("Vốn", "tỷ đồng", "16 tỷ 434 triệu đồng", Comparator.AT_LEAST, Decimal("16.434")),
        ("Vốn", "tỷ đồng", "900 triệu đồng", Comparator.AT_LEAST, Decimal("0.9")),
        ("Thôn đạt chuẩn", "%", "58,9% (66/112 thôn)", Comparator.AT_LEAST, Fraction(825, 14)),
        ("Thôn đạt chuẩn", "thôn", "10/10 thôn", Comparator.AT_LEAST, Decimal(10)),
        ("Không còn hộ nghèo", "hộ", "0", Comparator.AT_MOST, Decimal(0)),
        ("Việc làm", "lao động", "hơn 1.600", Comparator.ABOVE, Decimal(1600)),
    ],
)
def test_target_cell_says_what_is_demanded(
    name: str, unit: str, target: CellValue, comparator: Comparator, value: Decimal | Fraction
) -> None:
    goal = row(name, unit, target, 1).goal
    assert (goal.comparator, goal.target) == (comparator, value)


@pytest.mark.parametrize(
    ("name", "unit", "target", "comparator", "target_value", "low", "high"),
    [
        ("Kết nạp đảng viên", "đảng viên", "30 - 35", Comparator.AT_LEAST, 30, None, None),
        ("Tỷ lệ hộ nghèo giảm hàng năm", "%", "0,5%-0,8%", Comparator.BETWEEN, None, "0.5", "0.8"),
        ("Tăng trưởng", "%", "12-13%/năm", Comparator.BETWEEN, None, 12, 13),
        ("Tỷ lệ che phủ rừng", "%", "60-62%", Comparator.AT_LEAST, 60, None, None),
        ("Tỷ lệ hộ nghèo", "%", "2-3%", Comparator.AT_MOST, 3, None, None),
    ],
)
def test_ranges_follow_their_rule_and_it_is_said(
    name: str,
    unit: str,
    target: str,
    comparator: Comparator,
    target_value: int | None,
    low: object,
    high: object,
) -> None:
    found = one(name, unit, target, 1)
    goal = found.rows[0].goal
    expected = tuple(None if value is None else Decimal(str(value)) for value in (target_value, low, high))
    assert (goal.comparator, goal.target, goal.low, goal.high) == (comparator, *expected)
    assert ("Sheet1!D2", "notice", "range_rule") in said(found)


@pytest.mark.parametrize(
    ("target", "result", "value", "done"),
    [
        ("Đạt", "Đạt", Decimal(100), True),
        ("Đạt", "Chưa đạt", Decimal(0), False),
        ("Hoàn thành", "80%", Decimal(80), None),
        ("Đạt", "15/19 tiêu chí", Fraction(1500, 19), None),
        ("Giữ vững", "Giữ vững", Decimal(100), True),
        ("Đạt chuẩn", "Đang thực hiện", Decimal(0), False),
    ],
)
def test_milestones(target: str, result: str, value: Decimal | Fraction, done: bool | None) -> None:
    found = row("Xã nông thôn mới", None, target, result)
    assert found.goal.comparator is Comparator.DONE
    assert [(each.value, each.done) for each in found.measured] == [(value, done)]


@pytest.mark.parametrize(
    ("unit", "target", "result", "value"),
    [
        ("thôn", "10/10 thôn", "9/10", Decimal(9)),
        ("thôn", "10", "9/10", Decimal(9)),
        ("%", "100%", "9/10 thôn", Fraction(90)),
        ("%", "50%", "83,2%/50%", Decimal("83.2")),
        ("%", "58,9% (66/112 thôn)", "61/112", Fraction(61 * 100, 112)),
        ("tỷ đồng", "16 tỷ 434 triệu đồng", "8,217", Decimal("8.217")),
        ("tỷ đồng", "2", "900 triệu đồng", Decimal("0.9")),
        ("ha", "1.900", "1.520", Decimal(1520)),
        ("tấn/ha", "5,5", "5.512", Decimal("5.512")),
        ("vụ", "không quá 3", "không", Decimal(0)),
    ],
)
def test_result_comes_on_the_scale_of_its_target(
    unit: str, target: str, result: str, value: Decimal | Fraction
) -> None:
    name = "Số vụ vi phạm" if unit == "vụ" else "Kết quả chung"
    assert [each.value for each in row(name, unit, target, result).measured] == [value]


def test_count_over_whole_against_percent_is_put_in_percent() -> None:
    found = one("Trường đạt chuẩn", None, "4/4 trường", "75%")
    assert (found.rows[0].goal.target, found.rows[0].measured[0].value) == (Fraction(100), Decimal(75))
    assert ("Sheet1!E2", "notice", "percent_scale") in said(found)


@pytest.mark.parametrize(
    ("name", "unit", "target", "result", "problem"),
    [
        ("A b", "ha", "3 hoặc 4 hoặc 5", 1, ("Sheet1!D2", "error", "unreadable_target")),
        ("A b", "ha", None, 1, ("Sheet1!D2", "error", "missing_target")),
        ("A b", "ha", "5 triệu đồng", 1, ("Sheet1!D2", "error", "unit_mismatch")),
        ("A b", "ha", 5, "ba bốn", ("Sheet1!E2", "error", "unreadable_result")),
        ("A b", "ha", 5, "4-5", ("Sheet1!E2", "error", "result_is_range")),
        ("A b", "ha", 5, date(2023, 4, 3), ("Sheet1!E2", "error", "date_in_number")),
        ("A b", "ha", 5, "=1+1", ("Sheet1!E2", "error", "formula_without_value")),
        ("A b", "ha", 5, "trên 4", ("Sheet1!E2", "warning", "result_not_exact")),
        ("A b", "ấp", 10, "9/12", ("Sheet1!E2", "warning", "fraction_disagrees")),
        ("A b", None, "Đạt", 120, ("Sheet1!E2", "error", "completion_out_of_range")),
        ("Tỷ lệ hộ nghèo", "%", 2, 1, ("Sheet1!D2", "warning", "comparator_inferred")),
        ("Giảm hộ nghèo còn", "%", 2, 1, ("Sheet1!D2", "notice", "comparator_inferred")),
        ("Nước sạch đạt 95%", "%", None, 90, ("Sheet1!D2", "warning", "target_from_name")),
        ("Xã đạt chuẩn", None, "Đạt vào năm 2024", "Chưa đạt", ("Sheet1!D2", "notice", "due_inferred")),
        (None, "ha", 5, 4, ("Sheet1!A2", "error", "missing_name")),
    ],
)  # fmt: skip
def test_doubt_is_said_with_its_cell(
    name: str | None, unit: str | None, target: CellValue, result: CellValue, problem: tuple[str, str, str]
) -> None:
    assert problem in said(
        read_results(table(HEADER, (1, name, unit, target, result), (2, "Khác", "ha", 5, 4)))
    )


def test_row_in_error_stays_with_its_reason() -> None:
    found = row("A b", "ha", "không rõ", 1)
    assert (found.fault, found.measured) == ("Không đọc được mức chỉ tiêu của dòng này.", ())


@pytest.mark.parametrize(
    ("name", "note", "kind", "stored"),
    [
        ("Vốn thời kỳ 2021-2025", None, "cộng các kỳ", None),
        ("Doanh nghiệp mới", "cộng dồn", "cộng các kỳ", Kind.ACCUMULATE),
        ("Doanh nghiệp mới", "số lũy kế", "lũy kế từ đầu nhiệm kỳ", Kind.RUNNING_TOTAL),
        ("Tăng trưởng bình quân hằng năm", None, "bình quân các kỳ", None),
        ("Thu nhập", None, "số mới nhất", None),
    ],
)
def test_inferred_kind_is_said(name: str, note: str | None, kind: str, stored: Kind | None) -> None:
    found = read_results(table((*HEADER, "Ghi chú"), (1, name, "tỷ đồng", 5, 4, note)))
    assert [p.message for p in found.problems if p.code == "kind_inferred"] == [
        f"Cách lấy kết quả suy từ câu chữ: {kind}."
    ]
    assert found.rows[0].goal.kind is stored


def test_year_before_the_term_is_the_baseline() -> None:
    found = read_results(
        table(("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH 2020", "TH 2023"), (1, "Hộ nghèo", "%", "dưới 2%", 6, 4))
    )
    goal = found.rows[0].goal
    assert (goal.baseline, goal.baseline_year) == (Decimal(6), 2020)
    assert len(found.rows[0].measured) == 1
    assert ("Sheet1!E1", "notice", "baseline_column") in said(found)


def test_plans_of_years_are_phased_values() -> None:
    header = ("TT", "Chỉ tiêu", "ĐVT", "NQ", "KH 2022", "TH 2022", "KH 2023", "TH 2023")
    found = read_results(table(header, (1, "Nước sạch", "%", 95, 85, 84, 90, 91)))
    assert found.rows[0].goal.phased == ((2022, Decimal(85)), (2023, Decimal(90)))


@pytest.mark.parametrize(
    ("ratio", "stated"),
    [(90, Decimal(90)), ("87,2%", Decimal("87.2")), ("Đạt", None), (None, None)],
)
def test_stated_ratio_is_kept_for_comparison(ratio: CellValue, stated: Decimal | None) -> None:
    found = read_results(table((*HEADER, "So với NQ (%)"), (1, "Nước sạch", "%", 100, 90, ratio)))
    assert found.rows[0].stated_attainment == stated


@pytest.mark.parametrize(
    ("word", "verdict"),
    [("Đạt", True), ("Vượt", True), ("Chưa đạt", False), ("Đang trong lộ trình", False), ("", None)],
)
def test_stated_verdict_is_kept_for_comparison(word: str, verdict: bool | None) -> None:
    found = read_results(table((*HEADER, "Đánh giá"), (1, "Nước sạch", "%", 100, 90, word)))
    assert found.rows[0].stated_verdict is verdict


def test_estimates_are_marked() -> None:
    found = read_results(
        table(("TT", "Chỉ tiêu", "NQ", "TH 2022", "Ước TH 2023"), (1, "Nước sạch (%)", 95, 90, 92))
    )
    assert [period.label for period in found.rows[0].estimates] == ["2023"]


@pytest.mark.parametrize(
    ("until", "periods", "code"),
    [
        (24, ["2021", "2022", "từ tháng 1-2021 đến tháng 6-2023"], "running_total"),
        (2, ["2021", "2022", "6 tháng đầu năm 2023"], "part_of_year"),
    ],
)
def test_total_up_to_a_day_beside_years_is_judged_by_its_size(
    until: int, periods: list[str], code: str
) -> None:
    header = ("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH 2021", "TH 2022", "TH đến 30/6/2023")
    found = read_results(table(header, (1, "Nhà xây trong nhiệm kỳ", "căn", 40, 10, 12, until)))
    assert [each.period.label for each in found.rows[0].measured] == periods
    assert ("Sheet1!G2", "notice", code) in said(found)


def test_forecasts_are_no_results() -> None:
    header = (*HEADER, "Dự kiến đến cuối nhiệm kỳ")
    found = read_results(table(header, (1, "Nước sạch", "%", 95, 90, 96)))
    assert [each.value for each in found.rows[0].measured] == [Decimal(90)]
    assert ("Sheet1!F1", "notice", "forecast_column") in said(found)


def test_undated_results_are_said_to_be_so() -> None:
    found = read_results(
        table(("TT", "Chỉ tiêu", "ĐVT", "NQ", "Thực hiện đến nay"), (1, "Nước sạch", "%", 95, 90))
    )
    assert found.undated is True
    assert ("Sheet1!E1", "notice", "undated_results") in said(found)


def test_largest_table_is_chosen_and_the_other_is_named() -> None:
    small = Sample((HEADER, (1, "A a", "%", 5, 4)), sheet="Nhỏ")
    large = Sample((HEADER, (1, "A a", "%", 5, 4), (2, "B b", "%", 5, 4)), sheet="Lớn")
    found = read_results(workbook(small, large))
    assert (found.sheet, len(found.rows)) == ("Lớn", 2)
    assert [p.message for p in found.problems if p.code == "other_sheets"] == [
        "Tệp có nhiều trang có bảng; chỉ đọc trang “Lớn”, không đọc “Nhỏ”."
    ]


def test_hidden_sheet_is_read_only_when_nothing_else_is_there() -> None:
    hidden = Sample((HEADER, (1, "A a", "%", 5, 4), (2, "B b", "%", 5, 4)), sheet="Ẩn", hidden=True)
    shown = Sample((HEADER, (1, "C c", "%", 5, 4)), sheet="Hiện")
    assert read_results(workbook(shown, hidden)).sheet == "Hiện"
    assert read_results(workbook(Sample((("bìa",),), sheet="Bìa"), hidden)).sheet == "Ẩn"


def test_workbook_without_a_table_is_refused_in_words() -> None:
    with pytest.raises(BookError) as refusal:
        read_results(table(("Danh sách", "đảng viên"), ("Nguyễn Văn A", 1980)))
    assert refusal.value.code == "no_table"
    assert "cột kết quả (Thực hiện)" in refusal.value.message


def test_duplicate_target_is_an_error_and_not_counted_twice() -> None:
    found = read_results(table(HEADER, (1, "Nước sạch", "%", 95, 90), (1, "Nước sạch", "%", 95, 91)))
    assert len(found.rows) == 1
    assert ("Sheet1!A3", "error", "duplicate_target") in said(found)


def test_same_name_in_two_groups_is_no_duplicate() -> None:
    rows = (
        ("I", "KINH TẾ"),
        (None, "Kiểm tra", "cuộc", 5, 4),
        ("II", "XÃ HỘI"),
        (None, "Kiểm tra", "cuộc", 5, 4),
    )
    assert len(read_results(table(HEADER, *rows)).rows) == 2
