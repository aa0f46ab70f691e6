"""Files of the interface: icons that exist, colours that can be read, nothing from elsewhere."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

import nhiemky.web

WEB = Path(nhiemky.web.__file__).parent
ROOT = WEB.parents[2]
OWN = sorted((WEB / "static" / "nhiemky").glob("*.*"))
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
BANDS = (WEB / "static" / "nhiemky" / "bands.css").read_text("utf-8")


def luminance(colour: str) -> float:
    """Give the relative luminance of #rrggbb (WCAG 2.2)."""
    long = colour if len(colour) == 7 else "#" + "".join(letter * 2 for letter in colour[1:])
    parts = [int(long[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def band_colours() -> dict[str, tuple[str, str]]:
    """Give background and text colour of each band."""
    rule = re.compile(r"((?:\.band-[a-z0-9_]+,? ?)+)\{ fill: (#\w+); background: #\w+; color: (#\w+);")
    return {
        name: (ground, text)
        for names, ground, text in rule.findall(BANDS)
        for name in re.findall(r"\.band-([a-z0-9_]+)", names)
    }


def test_every_icon_in_use_is_in_the_list_of_icons() -> None:
    listed = set((ROOT / "tools" / "assets.icons.txt").read_text("utf-8").split())
    used = {
        name for path in TEMPLATES for name in re.findall(r'icon "([a-z0-9-]+)"', path.read_text("utf-8"))
    }
    used |= {
        name
        for path in TEMPLATES
        for name in re.findall(r'icon_name="([a-z0-9-]+)"', path.read_text("utf-8"))
    }
    used |= set(
        re.findall(
            r'Place\(\s*"\w+",\s*_\("[^"]+"\),\s*"([a-z0-9-]+)"', (WEB / "frame.py").read_text("utf-8")
        )
    )
    assert used - listed == set()
    assert {"home", "target", "history"} <= used


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_own_files_name_no_other_address(path: Path) -> None:
    named = re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", path.read_text("utf-8"))
    assert [address for address in named if "www.w3.org" not in address] == []


def test_bands_have_the_eight_colours_of_scheme_and_classes() -> None:
    assert sorted(band_colours()) == [
        "met", "no_data", "not_computable", "not_due", "over_50", "over_75", "over_90", "under_50",
    ]  # fmt: skip


@pytest.mark.parametrize("tone", sorted(band_colours()))
def test_text_on_every_band_can_be_read(tone: str) -> None:
    ground, text = band_colours()[tone]
    assert contrast(ground, text) >= 4.5


def test_neighbouring_bands_differ_in_lightness() -> None:
    shades = [
        luminance(band_colours()[tone][0]) for tone in ("met", "over_90", "over_75", "over_50", "under_50")
    ]
    assert all(abs(first - second) > 0.1 for first, second in pairwise(shades))


def test_every_tone_but_the_best_has_a_pattern_for_print() -> None:
    patterns = (WEB / "templates" / "partials" / "band_patterns.html").read_text("utf-8")
    drawn = set(re.findall(r'id="mau-([a-z0-9_]+)"', patterns))
    assert drawn == set(band_colours()) - {"met"}


@pytest.mark.parametrize(
    ("ground", "text"),
    [
        ("#f7f9fb", "#55606e"),
        ("#ffffff", "#0b5394"),
        ("#e7edf5", "#1b2530"),
        ("#ffffff", "#8f1d17"),
        ("#fff6ea", "#7a3f00"),
    ],
)
def test_words_of_the_frame_can_be_read(ground: str, text: str) -> None:
    assert contrast(ground, text) >= 4.5


def test_radio_buttons_are_laid_out_on_every_page() -> None:
    rules = {
        path.name: path.read_text("utf-8").count(":is(.field-radioselect,")
        for path in OWN
        if path.suffix == ".css"
    }
    assert {name: count for name, count in rules.items() if count} == {"app.css": 3}
    assert "nhiemky/app.css" in (WEB / "templates" / "base.html").read_text("utf-8")
