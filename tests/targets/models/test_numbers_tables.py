"""Exact numbers go to the database and come back unchanged, at the limits too; sums by SQL are exact."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.kernel.scoring import Comparator, Period
from nhiemky.targets import actions
from nhiemky.targets.models import ExactNumberField, Observation, PhasedValue, Target
from tests.cast_targets import NOW, make_place, make_target, make_term, record, target_row

pytestmark = pytest.mark.django_db

LARGEST = "999999999999.999999"

KEPT: list[tuple[str, int, str]] = [
    ("0", 0, "0"),
    ("-0", 0, "0"),
    ("0.000000", 0, "0"),
    ("0E-30", 0, "0"),
    ("0E+30", 0, "0"),
    ("1", 1_000_000, "1"),
    ("-1", -1_000_000, "-1"),
    ("0.000001", 1, "0.000001"),
    ("-0.000001", -1, "-0.000001"),
    ("0.00001", 10, "0.00001"),
    ("0.1", 100_000, "0.1"),
    ("0.2", 200_000, "0.2"),
    ("0.3", 300_000, "0.3"),
    ("0.10", 100_000, "0.1"),
    ("1.100000000000", 1_100_000, "1.1"),
    ("2.675", 2_675_000, "2.675"),
    ("33.333333", 33_333_333, "33.333333"),
    ("66.666667", 66_666_667, "66.666667"),
    ("-12.34", -12_340_000, "-12.34"),
    ("100", 100_000_000, "100"),
    ("1E+2", 100_000_000, "100"),
    ("1E+11", 100_000_000_000_000_000, "100000000000"),
    ("1E-6", 1, "0.000001"),
    ("9007199254.740993", 9_007_199_254_740_993, "9007199254.740993"),
    ("9007199254.740992", 9_007_199_254_740_992, "9007199254.740992"),
    ("123456789012.345678", 123_456_789_012_345_678, "123456789012.345678"),
    ("-123456789012.345678", -123_456_789_012_345_678, "-123456789012.345678"),
    ("999999999999", 999_999_999_999_000_000, "999999999999"),
    ("999999999999.999998", 999_999_999_999_999_998, "999999999999.999998"),
    (LARGEST, 999_999_999_999_999_999, LARGEST),
    (f"-{LARGEST}", -999_999_999_999_999_999, f"-{LARGEST}"),
]

TOO_LARGE = "Số quá lớn: có trên 12 chữ số."
TOO_FINE = "Số có quá sáu chữ số thập phân."
NO_NUMBER = "Giá trị phải là một số hữu hạn."

REFUSED = [
    ("1000000000000", TOO_LARGE),
    ("-1000000000000", TOO_LARGE),
    ("1000000000000.000001", TOO_LARGE),
    ("9007199254740993", TOO_LARGE),
    ("1E+12", TOO_LARGE),
    ("1E+300", TOO_LARGE),
    ("999999999999.9999999", TOO_FINE),
    ("0.0000009", TOO_FINE),
    ("-0.0000001", TOO_FINE),
    ("1E-7", TOO_FINE),
    ("1E-300", TOO_FINE),
    ("3.1415926", TOO_FINE),
    ("NaN", NO_NUMBER),
    ("sNaN", NO_NUMBER),
    ("Infinity", NO_NUMBER),
    ("-Infinity", NO_NUMBER),
]


def stored(column: str, table: str) -> list[int | None]:
    """Give a column as it lies in the database, past the field."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize(("text", "scaled", "written"), KEPT)
def test_figure_comes_back_from_the_database_as_it_was(text: str, scaled: int, written: str) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    record(place, make_target(place, term), text)
    assert stored("value", "targets_observation") == [scaled]
    found = Observation.objects.get().value
    assert found is not None
    assert (found, format(found, "f")) == (Decimal(text), written)


@pytest.mark.parametrize(("text", "scaled", "written"), KEPT)
def test_every_number_of_a_target_comes_back_as_it_was(text: str, scaled: int, written: str) -> None:
    place, term, value = make_place("28927", "Tân Thanh Tây"), make_term(), Decimal(text)
    make_target(place, term, target=value, low=value, high=value, baseline=value, phased=((2022, value),))
    for column in ("target", "low", "high", "baseline"):
        assert stored(column, "targets_target") == [scaled]
    assert stored("value", "targets_phasedvalue") == [scaled]
    held = Target.objects.get()
    numbers = (held.target, held.low, held.high, held.baseline, PhasedValue.objects.get().value)
    assert [format(each, "f") for each in numbers if each is not None] == [written] * 5


@pytest.mark.parametrize(("text", "scaled", "written"), KEPT)
def test_value_in_the_database_finds_its_row(text: str, scaled: int, written: str) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    row = record(place, make_target(place, term), text)
    assert list(Observation.objects.filter(value=Decimal(written))) == [row]
    assert list(Observation.objects.filter(value__gte=Decimal(written), value__lte=Decimal(text))) == [row]
    assert list(Observation.objects.exclude(value=Decimal(text))) == []


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_figure_that_would_lose_something_is_refused(text: str, message: str) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    with pytest.raises(Invalid) as refused:
        record(place, target, text)
    assert refused.value.errors == (FieldError(f"{target.pk}|2022-01-01|2022-12-31", message),)
    assert Observation.objects.count() == 0


@pytest.mark.parametrize("field", ["numerator", "denominator"])
@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_part_of_a_ratio_that_would_lose_something_is_refused(field: str, text: str, message: str) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    parts = {"numerator": Decimal(1), "denominator": Decimal(2), field: Decimal(text)}
    with pytest.raises(Invalid) as refused:
        actions.record_observation(
            place.office, target=target, period=Period.of_year(2022), value=Decimal(50), now=NOW, **parts
        )
    assert refused.value.errors == (FieldError(f"{target.pk}|2022-01-01|2022-12-31", message),)
    assert Observation.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("target", "Chỉ tiêu nghị quyết"),
        ("low", "Cận dưới"),
        ("high", "Cận trên"),
        ("baseline", "Mức gốc"),
    ],
)
@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_number_of_a_target_that_would_lose_something_is_refused_by_its_name(
    field: str, label: str, text: str, message: str
) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    with pytest.raises(Invalid) as refused:
        make_target(place, term, **{field: Decimal(text)})
    assert refused.value.errors == (FieldError(f"0|{field}", f"{label}: {message}"),)
    assert Target.objects.count() == 0


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_planned_value_that_would_lose_something_is_refused(text: str, message: str) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term, phased=((2021, Decimal(1)),))
    with pytest.raises(Invalid) as refused:
        actions.set_phased_values(place.office, target=target, values={2022: Decimal(text)})
    assert refused.value.errors == (FieldError("phased_2022", message),)
    assert list(PhasedValue.objects.values_list("year", "value")) == [(2021, Decimal(1))]


@pytest.mark.parametrize(
    ("values", "total"),
    [
        (["0.1", "0.2"], "0.3"),
        (["0.1"] * 5, "0.5"),
        (["0.000001"] * 4, "0.000004"),
        (["33.333333", "33.333333", "33.333334"], "100"),
        (["-0.1", "0.1"], "0"),
        (["100000000000.000001", "100000000000.000001"], "200000000000.000002"),
        ([LARGEST, "-999999999999.999998"], "0.000001"),
        (["9007199254.740993", "0.000001"], "9007199254.740994"),
    ],
)
def test_sum_by_the_database_is_exact(values: list[str], total: str) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    for number, value in enumerate(values, 1):
        record(place, make_target(place, term, str(number)), value)
    assert Observation.objects.aggregate(total=Sum("value"))["total"] == Decimal(total)


def test_values_are_ordered_as_numbers() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    for number, value in enumerate(["9", "10", "-1", "0.5", "-10", "0.05", LARGEST], 1):
        record(place, make_target(place, term, str(number)), value)
    assert list(Observation.objects.order_by("value").values_list("value", flat=True)) == [
        Decimal(each) for each in ("-10", "-1", "0.05", "0.5", "9", "10", LARGEST)
    ]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (None, None),
        (5, Decimal(5)),
        ("6.30", Decimal("6.30")),
        (Decimal("1.5"), Decimal("1.5")),
        ("-0.000001", Decimal("-0.000001")),
    ],
)
def test_field_reads_what_a_form_or_a_fixture_gives(given: object, read: Decimal | None) -> None:
    assert ExactNumberField().to_python(given) == read


@pytest.mark.parametrize(("value", "text"), [(None, ""), (Decimal("6.3"), "6.3"), (Decimal(70), "70")])
def test_field_writes_its_value_as_text(value: Decimal | None, text: str) -> None:
    field = Target._meta.get_field("target")
    assert field.value_to_string(Target(target=value)) == text


def test_a_number_too_fine_never_reaches_the_table_past_the_actions() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    held = make_target(place, term)
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        Target.objects.filter(pk=held.pk).update(target=Decimal("0.0000001"))
    assert refused.value.messages == [TOO_FINE]
    held.refresh_from_db()
    assert held.target == Decimal(70)


@pytest.mark.parametrize(
    ("low", "high", "kept"),
    [
        ("1", "1", True),
        ("1", "1.000001", True),
        ("-2", "-1", True),
        ("1.000001", "1", False),
        ("-1", "-2", False),
        (LARGEST, "0", False),
        (None, "0", True),
        ("0", None, True),
    ],
)
def test_range_is_ordered_in_the_database_and_before_it(
    low: str | None, high: str | None, kept: bool
) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    bounds = {"low": low and Decimal(low), "high": high and Decimal(high)}
    plain = make_target(place, term, "2")
    if kept:
        held = make_target(place, term, comparator=Comparator.BETWEEN, **bounds)
        held.refresh_from_db()
        assert {"low": held.low, "high": held.high} == bounds
        assert Target.objects.filter(pk=plain.pk).update(**bounds) == 1
        return
    with pytest.raises(Invalid) as refused:
        actions.change_target(place.office, target=plain, row=target_row("2", **bounds))
    assert refused.value.errors == (FieldError("high", "Cận trên nhỏ hơn cận dưới."),)
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.filter(pk=plain.pk).update(**bounds)
