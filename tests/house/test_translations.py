"""The English catalogue has every message of the source, translated, and nothing else."""

from __future__ import annotations

from tools.messages import ENGLISH, PACKAGE, collect, faults, load, merge, render


def test_the_english_catalogue_is_complete() -> None:
    assert faults(load(ENGLISH), collect(PACKAGE)) == []


def test_the_english_catalogue_is_written_in_its_one_form() -> None:
    assert ENGLISH.read_text("utf-8") == render(merge(load(ENGLISH), collect(PACKAGE)))
