"""Pages carry no script and no style of their own: the content security policy allows none."""

from __future__ import annotations

import re

import pytest

from tests.house.source import SOURCE

INLINE = {
    "style attribute": re.compile(r"""<[^>]*\sstyle\s*="""),
    "style element": re.compile(r"<style\b"),
    "event attribute": re.compile(r"""<[^>]*\son[a-z]+\s*=\s*["']"""),
    "script without source": re.compile(r"""<script\b(?![^>]*\bsrc\s*=)(?![^>]*type="application/json")"""),
    "script address": re.compile(r"""=\s*["']\s*javascript:""", re.I),
    "address elsewhere": re.compile(r"""\b(?:src|href)\s*=\s*["'](?:https?:)?//"""),
}


def inline(text: str) -> list[str]:
    return [name for name, pattern in INLINE.items() if pattern.search(text)]


def test_pages_carry_no_inline_style_or_script() -> None:
    pages = sorted(SOURCE.rglob("*.html"))
    assert [
        f"{page.relative_to(SOURCE)}: {name}" for page in pages for name in inline(page.read_text("utf-8"))
    ] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('<p class="a" style="color: red">', "style attribute"),
        ("<style>p { color: red }</style>", "style element"),
        ('<button type="submit" onclick="go()">', "event attribute"),
        ("<script>go()</script>", "script without source"),
        ('<a href="javascript:go()">', "script address"),
        ('<link rel="stylesheet" href="//elsewhere/style.css">', "address elsewhere"),
    ],
)
def test_inline_style_and_script_are_found(text: str, name: str) -> None:
    assert inline(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        '<script src="{% static "a.js" %}" defer></script>',
        '<script type="application/json">{}</script>',
        "<p>on=1</p>",
    ],
)
def test_plain_pages_pass(text: str) -> None:
    assert inline(text) == []
