"""Neighbours, units of the row, values of numeric cells, sizes, and properties of reading."""

import pickle
import unicodedata
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.viet.numbers import Reading, plain_number, read_number, write_number

TWO_WAYS = (Decimal("1428"), Decimal("1.428"))
TOO_LONG = "Số có quá nhiều chữ số, không dùng làm số liệu được."


@pytest.mark.parametrize(
    ("siblings", "value"),
    [
        (("1.340,5", "1.200"), "1428"),
        (("1.340,5",), "1428"),
        (("850,5", "930,25"), "1428"),
        (("1.234.567",), "1428"),
        (("1.200",), "1428"),
        (("1.350", "1.290"), "1428"),
        (("1340", "1290"), "1428"),
        (("420", "1105"), "1428"),
        (("950 tỷ đồng",), "1428"),
        (("0.95",), "1.428"),
        (("0.950", "0.875"), "1.428"),
        (("1.35", "2.1"), "1.428"),
        (("63.54",), "1.428"),
        (("1", "2", "3"), "1.428"),
        (("2 lần",), "1.428"),
        (("99,345.5",), "1.428"),
        (("1,5", "2,25"), "1.428"),
    ],
)
def test_read_number_is_decided_by_its_neighbours(siblings: tuple[str, ...], value: str) -> None:
    reading = read_number("1.428", siblings=siblings)
    assert reading == Reading("1.428", value=Decimal(value), candidates=TWO_WAYS)


@pytest.mark.parametrize(
    "siblings",
    [
        (),
        ("Đạt", "."),
        ("1.567",),
        ("1.340,5", "0.95"),
        ("12,5",),
        ("50",),
        ("0",),
        ("9" * 50,),
    ],
)
def test_read_number_reports_what_neighbours_leave_open(siblings: tuple[str, ...]) -> None:
    reading = read_number("1.428", siblings=siblings)
    assert reading == Reading("1.428", value=Decimal("1428"), candidates=TWO_WAYS, ambiguous=True)


def test_read_number_doubts_what_style_and_size_of_neighbours_contradict() -> None:
    reading = read_number("1.428", siblings=("1,234.5",))
    assert reading == Reading("1.428", value=Decimal("1.428"), candidates=TWO_WAYS, ambiguous=True)
    assert read_number("1,428", siblings=("1340",)) == Reading(
        "1,428", value=Decimal("1.428"), candidates=TWO_WAYS, ambiguous=True
    )


def test_read_number_compares_sizes_only_in_one_unit() -> None:
    """4.940 triệu đồng are no 4,94 triệu đồng only because the row speaks of 5,2 tỷ đồng."""
    reading = read_number("4.940 triệu đồng", unit="tỷ đồng", siblings=("5.2",))
    assert (reading.value, reading.ambiguous) == (Decimal("4.940"), False)
    assert read_number("4.940 triệu đồng", unit="tỷ đồng", siblings=("5",)).ambiguous
    assert read_number("4.940 tỷ đồng", unit="tỷ đồng", siblings=("5",)).value == Decimal("4.940")


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1.428", "đảng viên", "1428"),
        ("1.428", "hộ", "1428"),
        ("1.428", "Hộ", "1428"),
        ("1.428", "lao động/năm", "1428"),
        ("1.428", "%", "1.428"),
        ("1.428", "%/năm", "1.428"),
    ],
)
def test_read_number_is_decided_by_the_unit_of_the_row(text: str, unit: str, value: str) -> None:
    assert read_number(text, unit=unit) == Reading(text, value=Decimal(value), candidates=TWO_WAYS)


def test_read_number_trusts_counted_nouns_more_than_neighbours() -> None:
    assert read_number("1.428", unit="hộ", siblings=("0.95",)).value == Decimal("1428")


def test_read_number_follows_a_row_that_groups_thousands_by_commas() -> None:
    english = ("1,234.5", "2,345,678")
    assert read_number("8,217", siblings=english).value == Decimal("8217")
    assert read_number("8,217", siblings=("8,217",)).value == Decimal("8.217")
    assert read_number("8,217", siblings=("1.234,5",)).value == Decimal("8.217")


def test_read_number_does_not_let_neighbours_change_a_certain_figure() -> None:
    for text, value in (("63.54", "63.54"), ("1.809,5", "1809.5"), ("1340", "1340"), ("12,5", "12.5")):
        assert read_number(text, siblings=("1,234.5", "0.95", "1.340,5")).value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("41/112", "%", Fraction(4100, 112)),
        ("61/112", "%/năm", Fraction(6100, 112)),
        ("9/10", "thôn", Decimal("9")),
        ("10/10 thôn", "thôn", Decimal("10")),
        ("9/10", "", Fraction(9, 10)),
        ("58,9% (66/112 thôn)", "%", Decimal("58.9")),
        ("66/112 thôn (58,9%)", "%", Decimal("58.9")),
        ("66/112 thôn (58,9%)", "thôn", Decimal("66")),
        ("83,2%/50%", "%", Decimal("83.2")),
        ("36 tỷ đồng/33 tỷ đồng", "tỷ đồng", Decimal("36")),
    ],
)
def test_read_number_takes_fractions_by_the_unit_of_the_row(
    text: str, unit: str, expected: Decimal | Fraction
) -> None:
    assert read_number(text, unit=unit).value == expected


def test_read_number_gives_the_unit_of_the_cell_not_of_the_row() -> None:
    assert read_number("65", unit="triệu đồng").unit == ""
    assert read_number("65 tỷ đồng", unit="triệu đồng").unit == "tỷ đồng"
    assert read_number("41/112", unit="%").unit == "%"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("63.2"), Reading("63.2", value=Decimal("63.2"))),
        (Decimal("-5"), Reading("-5", value=Decimal("-5"))),
        (Decimal("0"), Reading("0", value=Decimal("0"))),
        (65, Reading("65", value=Decimal("65"))),
        (Fraction(41, 112), Reading("41/112", value=Fraction(41, 112))),
        (True, Reading("Đạt", done=True)),
        (False, Reading("Chưa đạt", done=False)),
        (Decimal("NaN"), Reading("NaN", error="Ô ghi “NaN”, không phải là số.")),
        (Decimal("-Infinity"), Reading("-Infinity", error="Ô ghi “-Infinity”, không phải là số.")),
        (Decimal("1e400"), Reading("1E+400", error=TOO_LONG)),
        (Decimal("1e-400"), Reading("1E-400", error=TOO_LONG)),
        (10**18, Reading("1000000000000000000", error=TOO_LONG)),
        (10**400, Reading("…", error=TOO_LONG)),
    ],
)
def test_read_number_takes_numeric_cells(value: Decimal | int | Fraction, expected: Reading) -> None:
    assert read_number(value) == expected


@pytest.mark.parametrize(
    "text",
    [
        "9" * 19,
        "9" * 400,
        "-" + "9" * 400,
        "1." + "9" * 400,
        "9" * 5000,
        "1e400",
        "1e-400",
        "9e999999999999",
        "0," + "1" * 40,
    ],
)
def test_read_number_refuses_numbers_beyond_any_figure(text: str) -> None:
    reading = read_number(text)
    assert (reading.value, reading.error) == (None, TOO_LONG)


def test_read_number_keeps_all_digits_of_the_longest_figures() -> None:
    text = "-" + "9" * 18 + "," + "1" * 10
    assert read_number(text).value == Decimal("-999999999999999999.1111111111")


def test_read_number_shortens_what_it_repeats_in_messages() -> None:
    reading = read_number("chỉ có chữ " * 15)
    assert reading.error == f"Không thấy số trong ô “{('chỉ có chữ ' * 15)[:80]}…”."
    wordy = read_number("chữ " * 500)
    assert (wordy.error, len(wordy.text)) == ("Ô có quá nhiều chữ, không phải là ô ghi số.", 201)


def test_read_number_reads_decomposed_text_like_composed() -> None:
    for text in ("từ 80% trở lên", "16 tỷ 434 triệu đồng", "Chưa đạt", "không quá 5", "dưới 2%"):
        decomposed = unicodedata.normalize("NFD", text)
        assert decomposed != text
        assert replace(read_number(decomposed), text=text) == read_number(text)
        assert read_number(decomposed).error == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1340", "1340"),
        (" 65 ", "65"),
        ("-5", "-5"),
        ("63,2", "63.2"),
        ("0,950", "0.950"),
        ("1,2345", "1.2345"),
        ("1.809,5", "1809.5"),
        ("1.234.567", "1234567"),
        ("-1.234.567,89", "-1234567.89"),
    ],
)
def test_plain_number_reads_figures_that_mean_one_thing(text: str, value: str) -> None:
    assert plain_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "x",
        "1.428",
        "8,217",
        "63.54",
        "63,2%",
        "5 ha",
        "1e3",
        "１２",
        "1 234",
        "12-13",
        "9" * 16,
        "--5",
    ],
)
def test_plain_number_leaves_everything_else_to_the_grammar(text: str) -> None:
    assert plain_number(text) is None


def test_reading_of_plain_figures_is_a_whole_value() -> None:
    reading = read_number("1340")
    assert reading == Reading("1340", value=Decimal("1340"))
    assert hash(reading) == hash(Reading("1340", value=Decimal("1340")))
    assert pickle.loads(pickle.dumps(reading)) == reading
    assert repr(reading) == repr(Reading("1340", value=Decimal("1340")))


@given(st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=2))
def test_read_number_reads_what_write_number_writes(value: Decimal) -> None:
    assert read_number(write_number(value, places=2)).value == value
    assert read_number(write_number(value, places=2, grouping=False)).value == value
    assert read_number(write_number(value, places=2, minus="−")).value == value


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_read_number_reads_whole_numbers_back_in_both_writings(value: int) -> None:
    assert Decimal(value) in (
        read_number(write_number(value)).value,
        *read_number(write_number(value)).candidates,
    )
    assert read_number(write_number(value, grouping=False)).value == value
    assert read_number(write_number(value), unit="đảng viên").value == value


@given(st.text(max_size=60))
def test_read_number_never_raises_and_always_answers(text: str) -> None:
    reading = read_number(text)
    answers = (reading.value, reading.low, reading.done, reading.error or None, reading.missing or None)
    assert any(answer is not None for answer in answers)


@given(st.text(alphabet="0123456789.,-/ %()đạttừyrởlênỷritệuồgh", max_size=30))
def test_read_number_gives_an_error_or_an_answer_never_both(text: str) -> None:
    reading = read_number(text)
    answered = (
        reading.value is not None or reading.low is not None or reading.done is not None or reading.missing
    )
    assert answered != bool(reading.error)
    if reading.value is not None:
        assert abs(Fraction(reading.value)) < 10**21


@given(
    st.integers(min_value=0, max_value=10**6),
    st.integers(min_value=0, max_value=10**6),
    st.sampled_from(["-", " - ", "–", " đến ", " ÷ "]),
)
def test_read_number_keeps_both_ends_of_any_range(first: int, second: int, link: str) -> None:
    low, high = sorted((first, second))
    reading = read_number(f"{low}{link}{high}%")
    assert (reading.low, reading.high, reading.comparator, reading.unit) == (
        Decimal(low),
        Decimal(high),
        "between",
        "%",
    )
