"""Trouble below the rooms (full disk, busy database, unreadable file) told in words for the user."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError
from django.utils.translation import gettext as _

from nhiemky.history.vocab import Conflict, Refusal

_FULL = ("disk is full", "no space left", "could not extend file")
_BUSY = ("database is locked", "database table is locked", "deadlock detected", "lock timeout")
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class StorageFull(Refusal):
    """There is no room left to write; nothing was changed."""

    code = "storage_full"


@contextmanager
def clear_answers() -> Iterator[None]:
    """This function will turn a full disk and a busy database into refusals; the transaction was rolled back.

    :raises StorageFull: when there is no room to write. :raises Conflict: when others kept the database busy.
    """
    try:
        yield
    except OperationalError as error:
        text = str(error).lower()
        if any(words in text for words in _FULL):
            raise _full() from error
        if any(words in text for words in _BUSY):
            message = _(
                "Hệ thống đang bận ghi dữ liệu khác. Chưa có gì thay đổi, đề nghị thử lại sau ít phút."
            )
            raise Conflict(message) from error
        raise
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise _full() from error
        raise


def _full() -> StorageFull:
    return StorageFull(
        _(
            "Ổ đĩa của máy chủ đã đầy nên chưa ghi được gì. Dữ liệu đã có không bị mất; đề nghị báo quản trị rồi thử lại."
        )
    )
