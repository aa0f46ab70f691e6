"""The page on running a campaign names what is on the screens, and leads where it says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from nhiemky.cli.campaign import parser
from nhiemky.web.campaign.places import SCREENS
from tools.messages import ENGLISH, load, texts

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "how-to" / "dieu-hanh-dot-so-ket.md"
NAMED = re.compile(r"\*\*([^*]+)\*\*")
EMPHASIS = {"xảy ra"}


def named(text: str) -> set[str]:
    """Give what a page prints in bold: words of the screens, line breaks as blanks."""
    return {" ".join(words.split()) for words in NAMED.findall(text)} - EMPHASIS


def messages() -> set[str]:
    """Give every sentence of the interface."""
    return {text for message in load(ENGLISH) for text in texts(message.id)}


def test_named_reads_bold_words_over_lines() -> None:
    assert named("bấm **Lập\n đợt** rồi **Lưu**; việc **xảy ra**") == {"Lập đợt", "Lưu"}


def test_every_button_and_field_that_the_page_names_is_on_a_screen() -> None:
    known = messages()
    beginnings = tuple(message for message in known)
    missing = {
        words
        for words in named(PAGE.read_text("utf-8"))
        if words not in known and not any(message.startswith(f"{words},") for message in beginnings)
    }
    assert missing == set()


def test_the_page_goes_through_every_screen_of_a_campaign() -> None:
    text = named(PAGE.read_text("utf-8"))
    every = {str(label) for _name, label in SCREENS}
    assert every - text - {"Phát hiện", "Văn bản, báo cáo"} == set()


def test_the_command_of_the_page_is_one() -> None:
    (command,) = re.findall(r"`nhiemky campaign ([^`]+)`", PAGE.read_text("utf-8"))
    options = parser().parse_args(command.split())
    assert (options.unit, options.as_of, options.format) == ("838", date(2023, 3, 24), "table")
