"""Trouble below the rooms is told in words."""

from __future__ import annotations

import errno

import pytest
from django.db import OperationalError

from nhiemky.history.vocab import Conflict, Refusal
from nhiemky.intake.actions import StorageFull
from nhiemky.intake.actions.answering import clear_answers


@pytest.mark.parametrize(
    ("trouble", "refusal", "code"),
    [
        (OperationalError("database or disk is full"), StorageFull, "storage_full"),
        (
            OperationalError('could not extend file "base/1": No space left on device'),
            StorageFull,
            "storage_full",
        ),
        (OSError(errno.ENOSPC, "No space left on device"), StorageFull, "storage_full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), StorageFull, "storage_full"),
        (OperationalError("database is locked"), Conflict, "conflict"),
        (OperationalError("deadlock detected"), Conflict, "conflict"),
    ],
)
def test_trouble_becomes_a_refusal(trouble: Exception, refusal: type[Refusal], code: str) -> None:
    with pytest.raises(refusal) as told, clear_answers():
        raise trouble
    assert told.value.code == code
    assert told.value.__cause__ is trouble
    assert told.value.message.endswith(".")


@pytest.mark.parametrize(
    "trouble",
    [OperationalError("no such table: x"), PermissionError(errno.EACCES, "denied"), ValueError("x")],
)
def test_other_trouble_passes_unchanged(trouble: Exception) -> None:
    with pytest.raises(type(trouble)) as told, clear_answers():
        raise trouble
    assert told.value is trouble
