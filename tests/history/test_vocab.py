"""Refusals, and values as the ledger writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.history.vocab import (
    SYSTEM,
    Conflict,
    Denied,
    FieldError,
    Invalid,
    Json,
    NamedAuthor,
    NotFound,
    Refusal,
    canonical,
    chained_digest,
    plain,
)


class Colour(StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        (True, True),
        (0, 0),
        (-(10**30), -(10**30)),
        ("Đảng ủy", "Đảng ủy"),
        (Decimal("6.30"), "6.30"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.000001"), "-0.000001"),
        (Fraction(2, 3), "2/3"),
        (date(2023, 2, 21), "2023-02-21"),
        (datetime(2023, 2, 21, 3, 0, tzinfo=UTC), "2023-02-21T03:00:00.000000+00:00"),
        (Colour.RED, "red"),
        ([1, (2, "ba")], [1, [2, "ba"]]),
        ({"b": Decimal(1), "a": {"c": date(2023, 1, 1)}}, {"b": "1", "a": {"c": "2023-01-01"}}),
        ({2023: "năm"}, {"2023": "năm"}),
        ({Colour.RED: 1}, {"red": 1}),
        ("a\x00b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_plain_keeps_each_value_as_both_databases_do(value: Json, kept: Json) -> None:
    assert plain(value) == kept
    assert type(plain(value)) is type(kept)


@pytest.mark.parametrize(
    "value", [0.5, float("nan"), b"bytes", bytearray(b"x"), {1, 2}, object(), {"a": [0.1]}]
)
def test_plain_refuses_what_has_no_single_written_form(value: Json) -> None:
    with pytest.raises(TypeError):
        plain(value)


def test_plain_gives_the_same_moment_in_one_zone() -> None:
    here = timezone(timedelta(hours=7))
    assert plain(datetime(2023, 2, 21, 10, 0, tzinfo=here)) == plain(datetime(2023, 2, 21, 3, 0, tzinfo=UTC))


def test_canonical_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical({"b": 1, "a": "ủy"}) == canonical({"a": "ủy", "b": 1}) == '{"a":"ủy","b":1}'.encode()


simple = (
    st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False, allow_infinity=False)
)
values = st.recursive(
    simple, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12
)


@given(values)
def test_plain_changes_nothing_the_second_time(value: Json) -> None:
    assert plain(plain(value)) == plain(value)


@given(values)
def test_canonical_survives_being_kept_as_json(value: Json) -> None:
    assert canonical(json.loads(canonical(value))) == canonical(value)


def test_chained_digest_is_the_known_one() -> None:
    # printf '\n{"a":1}' | sha256sum
    assert chained_digest("", {"a": 1}) == "7395dc66860499cb2b8970e17094ec53ed1ff54e7067ad619f884917096166b0"


@pytest.mark.parametrize(
    ("previous", "fields"),
    [("aa", {"a": 1}), ("", {"a": 2}), ("", {"b": 1}), ("", {"a": "1"}), ("", {"a": 1, "b": None}), ("", {})],
)
def test_chained_digest_changes_with_everything_it_covers(previous: str, fields: Mapping[str, Json]) -> None:
    assert chained_digest(previous, fields) != chained_digest("", {"a": 1})


@pytest.mark.parametrize(
    ("kind", "code"),
    [(Refusal, "refused"), (Denied, "denied"), (NotFound, "not_found"), (Conflict, "conflict")],
)
def test_refusal_carries_words_and_a_code(kind: type[Refusal], code: str) -> None:
    refusal = kind("Không được.")
    assert (refusal.message, refusal.code, str(refusal)) == ("Không được.", code, "Không được.")
    assert isinstance(refusal, Refusal)


def test_invalid_names_every_field() -> None:
    errors = (FieldError("name", "Thiếu tên."), FieldError("code", "Mã đã có."))
    refusal = Invalid(*errors)
    assert refusal.errors == errors
    assert refusal.message == "Thiếu tên. Mã đã có."
    assert refusal.code == "invalid"


def test_the_system_is_an_author_without_an_account() -> None:
    assert NamedAuthor("hệ thống", None) == SYSTEM
