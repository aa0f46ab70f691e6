"""One numeral and the evidence of its neighbours."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.viet.numbers.numerals import (
    MALFORMED,
    TOO_LONG,
    Evidence,
    Numeral,
    evidence_of,
    merge_evidence,
    parse_numeral,
    siblings_of,
)

NOTHING = Evidence()
GROUPS = Evidence(dot_groups=True)
DECIMALS = Evidence(dot_decimals=True)
BOTH_WAYS = (Decimal("2345"), Decimal("2.345"))


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ("0", "0"),
        ("007", "7"),
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("12,3456", "12.3456"),
        ("12.3456", "12.3456"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("12.345.678", "12345678"),
        ("12,345,678", "12345678"),
        ("12.345.678,125", "12345678.125"),
        ("12,345,678.125", "12345678.125"),
        ("1234.567", "1234.567"),
        ("1234,567", "1234.567"),
        ("2e3", "2000"),
        ("2,5E-2", "0.025"),
        ("2.5e+2", "250"),
    ],
)
def test_parse_numeral_reads_what_means_one_thing(token: str, value: str) -> None:
    for evidence in (NOTHING, GROUPS, DECIMALS):
        assert parse_numeral(token, evidence, "") == Numeral(Decimal(value))


@pytest.mark.parametrize(
    ("token", "error"),
    [
        ("1.2.3", MALFORMED),
        ("1,2,3", MALFORMED),
        ("1.23.456", MALFORMED),
        ("1.234,567,8", MALFORMED),
        ("1,234.567.8", MALFORMED),
        ("01.234.567", MALFORMED),
        ("1.2e3e4", MALFORMED),
        ("1.2.3e4", MALFORMED),
        ("1" * 19, TOO_LONG),
        ("1" * 29, TOO_LONG),
        ("1." + "1" * 40, TOO_LONG),
        ("1e99", TOO_LONG),
        ("1e-99", TOO_LONG),
        ("1e100", TOO_LONG),
    ],
)
def test_parse_numeral_refuses_with_the_reason(token: str, error: str) -> None:
    assert parse_numeral(token, NOTHING, "") == Numeral(error=error)


@pytest.mark.parametrize(
    ("evidence", "unit", "value", "ambiguous"),
    [
        (NOTHING, "", "2345", True),
        (GROUPS, "", "2345", False),
        (DECIMALS, "", "2.345", False),
        (Evidence(dot_groups=True, dot_decimals=True), "", "2345", True),
        (Evidence(dot_likely_groups=True), "", "2345", False),
        (Evidence(magnitudes=(Decimal(1000),)), "", "2345", False),
        (Evidence(magnitudes=(Decimal(3),)), "", "2.345", False),
        (Evidence(magnitudes=(Decimal(100),)), "", "2345", True),
        (Evidence(magnitudes=(Decimal(3), Decimal(1000))), "", "2345", True),
        (NOTHING, "hộ", "2345", False),
        (DECIMALS, "hộ", "2345", False),
        (NOTHING, "%", "2.345", False),
        (GROUPS, "%", "2.345", True),
        (Evidence(dot_groups=True, magnitudes=(Decimal(3),)), "%", "2.345", False),
        (Evidence(magnitudes=(Decimal(2412),)), "%", "2345", False),
        (Evidence(dot_groups=True, magnitudes=(Decimal(5),)), "", "2.345", False),
        (Evidence(dot_groups=True, magnitudes=(Decimal(20),)), "", "2345", True),
        (Evidence(dot_groups=True, magnitudes=(Decimal(900),)), "", "2345", False),
        (Evidence(dot_decimals=True, magnitudes=(Decimal(2412),)), "", "2.345", True),
        (Evidence(dot_decimals=True, magnitudes=(Decimal(20000),)), "", "2.345", True),
        (NOTHING, "ha", "2345", True),
    ],
)
def test_parse_numeral_decides_a_dot_before_three_digits(
    evidence: Evidence, unit: str, value: str, ambiguous: bool
) -> None:
    assert parse_numeral("2.345", evidence, unit) == Numeral(Decimal(value), BOTH_WAYS, ambiguous)


def test_parse_numeral_takes_round_hundreds_as_thousands() -> None:
    assert parse_numeral("2.300", NOTHING, "") == Numeral(Decimal(2300), (Decimal(2300), Decimal("2.300")))
    assert parse_numeral("2.300", DECIMALS, "") == Numeral(
        Decimal("2.300"), (Decimal(2300), Decimal("2.300"))
    )
    assert parse_numeral("2.340", NOTHING, "").ambiguous


def test_parse_numeral_takes_a_comma_before_three_digits_as_decimal_unless_the_row_is_english() -> None:
    assert parse_numeral("2,345", NOTHING, "") == Numeral(Decimal("2.345"), BOTH_WAYS)
    assert parse_numeral("2,345", Evidence(comma_groups=True), "") == Numeral(Decimal(2345), BOTH_WAYS)
    assert parse_numeral("2,345", Evidence(comma_groups=True, dot_groups=True), "") == Numeral(
        Decimal("2.345"), BOTH_WAYS
    )
    assert parse_numeral("2,345", NOTHING, "hộ") == Numeral(Decimal(2345), BOTH_WAYS)
    assert parse_numeral("2,345", Evidence(magnitudes=(Decimal(3),)), "") == Numeral(
        Decimal("2.345"), BOTH_WAYS
    )
    assert parse_numeral("2,345", Evidence(magnitudes=(Decimal(2500),)), "") == Numeral(
        Decimal("2.345"), BOTH_WAYS, ambiguous=True
    )


def grouping(size: str) -> Evidence:
    return Evidence(dot_groups=True, magnitudes=(Decimal(size),))


@pytest.mark.parametrize(
    ("siblings", "expected"),
    [
        ((), NOTHING),
        (("Đạt", ""), NOTHING),
        (("1.340,5",), grouping("1340.5")),
        (("1.340.500",), grouping("1340500")),
        (("12,5",), grouping("12.5")),
        (("8,217",), NOTHING),
        (("1.428",), NOTHING),
        (("63.54",), Evidence(dot_decimals=True, magnitudes=(Decimal("63.54"),))),
        (("0.950",), Evidence(dot_decimals=True, magnitudes=(Decimal("0.950"),))),
        (("1,340.5",), Evidence(dot_decimals=True, comma_groups=True, magnitudes=(Decimal("1340.5"),))),
        (("1,340,500",), Evidence(dot_decimals=True, comma_groups=True, magnitudes=(Decimal(1340500),))),
        (("1.340",), Evidence(dot_likely_groups=True)),
        (("1340",), Evidence(magnitudes=(Decimal(1340),))),
        (("12 hộ", "5"), Evidence(magnitudes=(Decimal(12), Decimal(5)))),
        (
            ("1.340,5", "63.54"),
            Evidence(dot_groups=True, dot_decimals=True, magnitudes=(Decimal("1340.5"), Decimal("63.54"))),
        ),
    ],
)
def test_evidence_of_neighbours(siblings: tuple[str, ...], expected: Evidence) -> None:
    assert evidence_of(siblings) == expected


def test_merge_evidence_joins_what_both_show() -> None:
    one = Evidence(dot_groups=True, magnitudes=(Decimal(1),))
    other = Evidence(comma_groups=True, dot_likely_groups=True, magnitudes=(Decimal(2),))
    assert merge_evidence(one, other) == Evidence(True, False, True, True, (Decimal(1), Decimal(2)))
    assert merge_evidence(NOTHING, NOTHING) == NOTHING


def test_siblings_of_leaves_out_words_and_long_texts() -> None:
    assert siblings_of(["1.340,5", "Đạt", "", "x", "9" * 80, "12 hộ"]) == ("1.340,5", "12 hộ")


@given(st.text(alphabet="0123456789.,eE+-", min_size=1, max_size=40).filter(lambda text: text[0].isdigit()))
def test_parse_numeral_gives_a_value_or_an_error(token: str) -> None:
    numeral = parse_numeral(token, NOTHING, "")
    assert (numeral.value is None) == bool(numeral.error)


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=0, max_value=999))
def test_parse_numeral_offers_both_readings_of_every_such_numeral(whole: int, rest: int) -> None:
    numeral = parse_numeral(f"{whole}.{rest:03d}", NOTHING, "")
    assert numeral.candidates == (Decimal(whole * 1000 + rest), Decimal(f"{whole}.{rest:03d}"))
    assert numeral.value in numeral.candidates
