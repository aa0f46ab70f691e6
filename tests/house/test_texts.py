"""Text files: composed letters, no trace of one machine, nothing left open."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import pytest

from tests.house.source import texts

Texts = Iterable[tuple[str, str]]
# Put together here so that this file does not find itself.
MACHINE = re.compile(
    "|".join(["/ro" + "ot/", r"(?<![\w.])/wo" + "rk/", "/ho" + r"me/(?!an\b)[a-z]", r"\b[A-Z]:\\Us" + "ers"])
)
REGISTRY = re.compile(
    "|".join(["py" + r"pi\.org", "python" + r"hosted\.org", "registry" + r"\.npmjs", r"deb\.deb" + "ian"])
)
OPEN = re.compile(
    "|".join(
        [
            r"\bTO" + r"DO\b",
            r"\bFIX" + r"ME\b",
            r"\bXX" + r"X\b",
            r"\bHA" + r"CK\b",
            "raise NotImplemented" + "Error",
        ]
    )
)
LEFT_OUT = re.compile(
    "|".join(["xf" + "ail", r"pytest\.sk" + "ip", r"mark\.sk" + "ip", "@sk" + "ip", "import" + "orskip"])
)


def decomposed(every: Texts) -> list[str]:
    return [name for name, text in every if not unicodedata.is_normalized("NFC", text)]


def lines_with(pattern: re.Pattern[str], every: Texts) -> list[str]:
    return [
        f"{name}:{number} {found.group()}"
        for name, text in every
        for number, line in enumerate(text.splitlines(), 1)
        if (found := pattern.search(line))
    ]


def python() -> list[tuple[str, str]]:
    return [(name, text) for name, text in texts() if name.endswith(".py")]


def test_source_text_is_composed() -> None:
    assert decomposed(texts()) == []


def test_no_path_of_one_machine_is_written_down() -> None:
    assert lines_with(MACHINE, texts()) == []


def test_no_registry_is_named() -> None:
    assert lines_with(REGISTRY, texts()) == []


def test_nothing_is_left_open_in_code() -> None:
    assert lines_with(OPEN, python()) == []


def test_no_test_is_left_out() -> None:
    assert lines_with(LEFT_OUT, python()) == []


def test_decomposed_letters_are_found() -> None:
    assert decomposed([("a.py", "chỉ tiêu"), ("b.py", unicodedata.normalize("NFD", "chỉ tiêu"))]) == ["b.py"]


@pytest.mark.parametrize(
    ("pattern", "line", "found"),
    [
        (MACHINE, "open('/ro" + "ot/a.xlsx')", "/ro" + "ot/"),
        (MACHINE, "/ho" + "me/lan/a.xlsx", "/ho" + "me/l"),
        (REGISTRY, "index = https://py" + "pi.org/simple", "py" + "pi.org"),
        (OPEN, "# TO" + "DO later", "TO" + "DO"),
        (OPEN, "raise NotImplemented" + "Error", "raise NotImplemented" + "Error"),
        (LEFT_OUT, "@pytest.mark.sk" + "ipif(True)", "mark.sk" + "ip"),
        (LEFT_OUT, "@pytest.mark.xf" + "ail", "xf" + "ail"),
    ],
)
def test_traces_and_leftovers_are_found(pattern: re.Pattern[str], line: str, found: str) -> None:
    assert lines_with(pattern, [("a.py", f"\n{line}\n")]) == [f"a.py:2 {found}"]
