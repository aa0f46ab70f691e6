"""The pages lead where they say, the map shows every package, the changelog has an entry for the version."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.house.source import ROOT, SOURCE, files

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+\s+(.*)$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def anchors(text: str) -> set[str]:
    """Give the anchors of the headings: lower case, blanks as hyphens, without punctuation."""
    plain = (re.sub(r"[`*]", "", title).lower() for title in HEADING.findall(FENCE.sub("", text)))
    return {re.sub(r"[^\w\- ]", "", unicodedata.normalize("NFC", title)).replace(" ", "-") for title in plain}


def dead_links(page: Path, text: str) -> Iterator[str]:
    """Give the links of a page that lead to no file or no heading of the project."""
    for link in LINK.findall(FENCE.sub("", text)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = (page.parent / name).resolve()
        if not leads_somewhere(target if name else None, anchor, text):
            yield f"{page.name}: {link}"


def leads_somewhere(target: Path | None, anchor: str, text: str) -> bool:
    """Tell whether the other page (or, without one, the page itself with its text) is there and has the heading."""
    if target is not None and not target.exists():
        return False
    return not anchor or anchor in anchors(text if target is None else target.read_text("utf-8"))


def packages() -> list[str]:
    """Give the packages that the map must show: the rooms and the parts of the kernel."""
    return [
        path.parent.name
        for folder in (SOURCE, SOURCE / "kernel")
        for path in sorted(folder.glob("*/__init__.py"))
    ]


def not_shown(names: Iterable[str], text: str) -> list[str]:
    return [name for name in names if not re.search(rf"(?<![\w/]){re.escape(name)}(?!\w)", text)]


def pages() -> list[Path]:
    return [path for path in files() if path.suffix == ".md"]


def test_links_between_pages_lead_somewhere() -> None:
    assert [link for page in pages() for link in dead_links(page, page.read_text("utf-8"))] == []


def test_every_page_can_be_reached_from_the_start() -> None:
    start = ROOT / "docs" / "index.md"
    reached, waiting = set[Path](), [start, ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        waiting += [
            (page.parent / unquote(link).partition("#")[0]).resolve()
            for link in LINK.findall(page.read_text("utf-8"))
        ]
    assert sorted(set(pages()) - reached) == []


def test_the_map_shows_every_package_and_tool() -> None:
    tools = [path.name for path in files() if path.parent == ROOT / "tools" and path.stem != "__init__"]
    text = (ROOT / "docs" / "map.md").read_text("utf-8")
    assert not_shown([f"{name}/" for name in packages()], text) == []
    assert not_shown(tools, text) == []


def test_the_changelog_has_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    entry = text.partition(f"## {version}")[2].partition("\n## ")[0]
    assert entry.count("\n- ") >= 1


def test_both_readmes_say_how_to_start() -> None:
    for name in ("README.md", "README.vi.md"):
        text = (ROOT / name).read_text("utf-8")
        assert [command for command in ("make run", "make test") if command not in text] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](missing.md)", ["page.md: missing.md"]),
        ("# Có đây\n[a](#có-đây)", []),
        ("[a](#không-có)", ["page.md: #không-có"]),
        ("[a](other.md#phần-hai) [b](other.md#phần-ba)", ["page.md: other.md#phần-ba"]),
        ("[a](https://example.org) ![b](picture.png)", ["page.md: picture.png"]),
        ("```\n[a](missing.md)\n```", []),
    ],
)
def test_dead_links_are_found(tmp_path: Path, text: str, found: list[str]) -> None:
    (tmp_path / "other.md").write_text("# Phần hai", "utf-8")
    assert list(dead_links(tmp_path / "page.md", text)) == found


def test_a_package_missing_on_the_map_is_found() -> None:
    assert not_shown(["org/", "work/"], "  org/  units\n  homework/  nothing") == ["work/"]
