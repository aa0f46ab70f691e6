"""Words shared by every room: expected refusals, and values as the ledger keeps them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Protocol, TypeAlias

Scalar: TypeAlias = bool | int | str | Decimal | Fraction | date | None
Json: TypeAlias = "Scalar | Sequence[Json] | Mapping[str, Json]"
Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Refusal(Exception):  # noqa: N818
    """An expected refusal: what happened, why, and what to do, in words for the user."""

    code = "refused"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Denied(Refusal):
    """The person may not do this here."""

    code = "denied"


class NotFound(Refusal):
    """There is no such thing, or the person may not see it."""

    code = "not_found"


class Conflict(Refusal):
    """Somebody else was quicker, or what was shown is no longer so."""

    code = "conflict"


@dataclass(frozen=True)
class FieldError:
    """One thing that is wrong with one field."""

    field: str
    message: str


class Invalid(Refusal):
    """What was given cannot be kept; every field in error is named."""

    code = "invalid"

    def __init__(self, *errors: FieldError) -> None:
        super().__init__(" ".join(error.message for error in errors))
        self.errors = errors


class Author(Protocol):
    """Whoever acts: a person with an account, or the system itself."""

    @property
    def user_id(self) -> int | None: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class NamedAuthor:
    """An author known by name only."""

    name: str
    user_id: int | None = None


SYSTEM = NamedAuthor("hệ thống")


@dataclass(frozen=True)
class ChainReport:
    """What checking the ledger found: how many lines hold, the first that does not, and why."""

    ok: bool
    checked: int
    first_bad: int | None = None
    reason: str = ""
    digest: str = ""


def plain(value: Json) -> Plain:
    """Give the value as JSON that both databases keep unchanged: decimals and dates as strings.

    :raises TypeError: for a binary floating point number or anything else without one written form.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, Decimal | Fraction):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(value[key]) for key in value}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [plain(item) for item in value]
    raise TypeError(f"the ledger keeps no {type(value).__name__}")


def canonical(value: Json) -> bytes:
    """Give the one way to write the value: JSON in UTF-8, keys in order, no blanks."""
    written = json.dumps(
        plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return written.encode("utf-8")


def chained_digest(previous: str, fields: Mapping[str, Json]) -> str:
    """Give the SHA-256 (hexadecimal) over the previous digest and all fields."""
    return hashlib.sha256(previous.encode("ascii") + b"\n" + canonical(fields)).hexdigest()
