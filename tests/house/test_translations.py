"""The English catalogue has every message of the source, translated, and nothing else."""

from __future__ import annotations

from difflib import unified_diff

from tools.messages import ENGLISH, PACKAGE, collect, faults, load, merge, render


def test_the_english_catalogue_is_complete() -> None:
    assert faults(load(ENGLISH), collect(PACKAGE)) == []


def test_the_english_catalogue_is_written_in_its_one_form() -> None:
    written = ENGLISH.read_text("utf-8").splitlines()
    wanted = render(merge(load(ENGLISH), collect(PACKAGE))).splitlines()
    changed = [line for line in unified_diff(written, wanted, n=0, lineterm="") if line[0] in "+-"]
    assert changed[:10] == []  # `make messages` writes it anew
