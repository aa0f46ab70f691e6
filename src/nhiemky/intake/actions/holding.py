"""Holding the collector of garbage still while a file of many rows is worked on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_held() -> Iterator[None]:
    """This function will keep Python from looking for cycles meanwhile.

    Rows are made by the hundred thousand and hold no cycles; looking through them again and again was half of the time.
    It stands before a whole function, so that its rows are gone when the collector comes back.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
