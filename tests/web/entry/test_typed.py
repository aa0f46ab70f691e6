"""What is typed into a cell, read as a figure; and what stands in a cell, written so that it is read as the same."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.scoring import Comparator, Period
from nhiemky.targets.models import Target
from nhiemky.targets.queries import EntryCell
from nhiemky.web.entry.typed import LONGEST, Typed, in_millionths, read_typed, text_of

YEAR = Period.of_year(2022)


def target(
    comparator: Comparator = Comparator.AT_LEAST,
    *,
    unit: str = "triệu đồng",
    goal: str | None = "70",
    name: str = "Thu nhập",
) -> Target:
    return Target(
        name=name, comparator=comparator.value, unit_of_measure=unit, target=None if goal is None else Decimal(goal)
    )  # fmt: skip


INCOME = target()
SHARE = target(unit="%", goal="95", name="Tỷ lệ hộ dùng nước sạch")
PEOPLE = target(unit="đảng viên", goal="40", name="Kết nạp đảng viên")
DONE = target(Comparator.DONE, unit="", goal=None, name="Xây trụ sở")
NEVER = target(Comparator.AT_MOST, unit="vụ", goal="0", name="Không để xảy ra vụ việc phức tạp")


@pytest.mark.parametrize(
    ("of", "text", "value"),
    [
        (INCOME, "65", "65"),
        (INCOME, " 65,5 ", "65.5"),
        (INCOME, "65.5", "65.5"),
        (INCOME, "65 triệu đồng", "65"),
        (INCOME, "0", "0"),
        (INCOME, "-2,5", "-2.5"),
        (INCOME, "1.234,5", "1234.5"),
        (INCOME, "1 428", "1428"),
        (INCOME, "0,065 tỷ đồng", "65"),
        (SHARE, "63,2 %", "63.2"),
        (SHARE, "63,2", "63.2"),
        (PEOPLE, "12 đảng viên", "12"),
        (NEVER, "không", "0"),
    ],
)
def test_numbers_are_read_as_offices_write_them(of: Target, text: str, value: str) -> None:
    typed = read_typed(text, target=of, period=YEAR)
    assert (typed.value, typed.done, typed.problem) == (Decimal(value), None, "")


@pytest.mark.parametrize("text", ["", "   ", "-", ".", "..", "x", "–"])
def test_nothing_and_marks_of_nothing_withdraw(text: str) -> None:
    assert read_typed(text, target=INCOME, period=YEAR) == Typed()


@pytest.mark.parametrize("text", ["ước 65", "Ước 65", "ước  65 triệu đồng"])
def test_an_estimate_is_marked(text: str) -> None:
    assert read_typed(text, target=INCOME, period=YEAR) == Typed(Decimal(65), estimate=True)


@pytest.mark.parametrize(
    ("text", "value", "done"),
    [
        ("đạt", 100, True),
        ("Đạt", 100, True),
        ("hoàn thành", 100, True),
        ("chưa đạt", 0, False),
        ("40", 40, None),
        ("40%", 40, None),
        ("0", 0, None),
    ],
)
def test_done_or_not_is_a_word_or_a_percentage(text: str, value: int, done: bool | None) -> None:
    typed = read_typed(text, target=DONE, period=YEAR)
    assert (typed.value, typed.done, typed.problem) == (Decimal(value), done, "")


def test_a_share_keeps_its_parts() -> None:
    typed = read_typed("66/112", target=SHARE, period=YEAR)
    assert (typed.value, typed.numerator, typed.denominator) == (
        Decimal("58.928571"),
        Decimal(66),
        Decimal(112),
    )


@pytest.mark.parametrize(
    ("of", "text", "problem"),
    [
        (INCOME, "nhiều lắm", "Không thấy số trong ô “nhiều lắm”."),
        (INCOME, "60-65", "Kết quả “60-65” là một khoảng; hãy ghi một số."),
        (INCOME, "NaN", "Ô ghi “NaN”, không phải là số."),
        (INCOME, "9" * 30, "Số có quá nhiều chữ số, không dùng làm số liệu được."),
        (INCOME, "5 ha", "Ô ghi đơn vị “ha” không đổi được sang đơn vị tính của dòng là “triệu đồng”."),
        (DONE, "140", "Mức hoàn thành phải từ 0 đến 100, trong ô là 140."),
        (INCOME, "a" * (LONGEST + 1), "Ô có quá nhiều chữ; chỉ ghi số liệu."),
        (INCOME, "9" * 400, "Ô có quá nhiều chữ; chỉ ghi số liệu."),
    ],
)
def test_what_cannot_be_kept_is_said_in_words(of: Target, text: str, problem: str) -> None:
    typed = read_typed(text, target=of, period=YEAR)
    assert (typed.problem, typed.value) == (problem, None)


def test_what_can_mean_two_things_offers_both() -> None:
    typed = read_typed("1.428", target=target(goal=None), period=YEAR)
    assert typed.problem == "Ô “1.428” có thể là 1428 hoặc 1,428; hãy ghi lại cho rõ."
    assert typed.candidates == ("1428", "1,428")


@pytest.mark.parametrize(("others", "value"), [(("1400", "1350"), "1428"), (("2", "1"), "1.428")])
def test_other_figures_decide_what_can_mean_two_things(others: tuple[str, ...], value: str) -> None:
    known = tuple(Decimal(other) for other in others)
    typed = read_typed("1.428", target=target(goal=None), period=YEAR, others=known)
    assert (typed.value, typed.problem) == (Decimal(value), "")


@pytest.mark.parametrize(
    ("of", "text", "doubt"),
    [
        (SHARE, "120", "Tỷ lệ 120 % nằm ngoài khoảng từ 0 đến 100."),
        (
            INCOME,
            "65000",
            "Số 65.000 chênh từ 100 lần trở lên (mức chỉ tiêu là 70); đề nghị xem lại đơn vị tính.",
        ),
        (INCOME, "≥ 65", "Kết quả “≥ 65” không phải số chính xác; lấy 65."),
        (INCOME, "65", ""),
    ],
)
def test_what_is_odd_is_kept_and_said(of: Target, text: str, doubt: str) -> None:
    typed = read_typed(text, target=of, period=YEAR)
    assert typed.doubt == doubt
    assert typed.value is not None


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (Decimal("65.5"), "65.5"),
        (Fraction(1, 3), "0.333333"),
        (Fraction(2, 3), "0.666667"),
        (Fraction(-2, 3), "-0.666667"),
        (Fraction(1, 2_000_000), "0.000001"),
        (Fraction(1, 4), "0.25"),
        (7, "7"),
    ],
)
def test_endless_values_are_kept_to_a_millionth(value: Decimal | Fraction | int, kept: str) -> None:
    assert in_millionths(value) == Decimal(kept)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (EntryCell(YEAR), ""),
        (EntryCell(YEAR, Decimal("65.5")), "65,5"),
        (EntryCell(YEAR, Decimal(1428)), "1428"),
        (EntryCell(YEAR, Decimal("1234567.25")), "1234567,25"),
        (EntryCell(YEAR, Decimal(0)), "0"),
        (EntryCell(YEAR, Decimal(65), estimate=True), "ước 65"),
        (EntryCell(YEAR, Decimal(100), done=True), "đạt"),
        (EntryCell(YEAR, Decimal(0), done=False), "chưa đạt"),
        (EntryCell(YEAR, Decimal(40), done=False), "40"),
        (EntryCell(YEAR, Decimal("58.928571"), Decimal(66), Decimal(112)), "66/112"),
    ],
)
def test_what_stands_is_written_plainly(cell: EntryCell, text: str) -> None:
    assert text_of(cell) == text


@given(st.decimals(-(10**11), 10**11, places=6), st.booleans())
def test_what_stands_is_read_back_as_the_same(value: Decimal, estimate: bool) -> None:
    text = text_of(EntryCell(YEAR, value, estimate=estimate))
    typed = read_typed(text, target=target(unit="", goal=None), period=YEAR)
    assert (typed.value, typed.estimate, typed.problem) == (value, estimate, "")


@given(st.text(max_size=60))
def test_any_text_is_a_figure_nothing_or_a_problem(text: str) -> None:
    typed = read_typed(text, target=INCOME, period=YEAR)
    assert bool(typed.problem) <= (typed.value is None)
