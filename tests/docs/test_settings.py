"""The page of settings lists every variable that the source reads, and none that it does not."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "thiet-lap.md"
READ = re.compile(
    r'(?:environ(?:ment)?\.get\(|environ\.setdefault\(|_flag\(|_listed\(|_number\(|_level\()\s*"((?:NHIEMKY_[A-Z_]+|DATABASE_URL|PORT))"'
)
LISTED = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def read_by(text: str) -> set[str]:
    return set(READ.findall(text))


def test_read_by_finds_each_way_of_reading() -> None:
    text = 'os.environ.get("NHIEMKY_LOG", "x") _flag("NHIEMKY_HTTPS") _number("NHIEMKY_MAX_ROWS", 1) x["NHIEMKY_HOME"]'
    assert read_by(text) == {"NHIEMKY_LOG", "NHIEMKY_HTTPS", "NHIEMKY_MAX_ROWS"}


def test_page_lists_every_variable_once() -> None:
    found: set[str] = set()
    for path in (ROOT / "src" / "nhiemky").rglob("*.py"):
        found |= read_by(path.read_text("utf-8"))
    listed = LISTED.findall(PAGE.read_text("utf-8"))
    assert sorted(listed) == sorted(found)
