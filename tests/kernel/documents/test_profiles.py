from dataclasses import fields
from datetime import date

import pytest

from nhiemky.kernel.documents.profiles import (
    HD05,
    HD36,
    ND30,
    PROFILES,
    Margins,
    Part,
    Profile,
    Spacing,
    Style,
    profile_for,
)

# The three forms in full, read by eye once against the appendices of the rules.
COMMON = {
    "font": "Times New Roman",
    "page_width": 210,
    "page_height": 297,
    "page_number_from_edge": 10,
    "margins": Margins(top=20, bottom=20, left=30, right=15),
}
FORMS = {
    "HD36": {
        "name": "HD36",
        "page_number_anywhere_in_margin": False,
        "black": False,
        "recipient_ends": ";,",
        "title": "Hướng dẫn 36-HD/VPTW, ngày 03-4-2018",
        "state": False,
        "national_title": "ĐẢNG CỘNG SẢN VIỆT NAM",
        "motto": "",
        "number_prefix": "Số ",
        "number_infix": "-",
        "issuer_infix": "/",
        "issuer_mark": "*",
        "excerpt_mark": "",
        "ending_mark": "./.",
        "letter_excerpt_prefix": "",
        "authority_marks": (("T/M", "T/M "), ("K/T", "K/T "), ("T/L", "T/L "), ("Q", "Q. "), ("", "")),
        "margins_most": Margins(top=20, bottom=20, left=30, right=15),
        "spacing": Spacing(
            line=19,
            line_least=18,
            line_most=22,
            exact=True,
            after=6,
            indent=10,
            indent_least=9,
            indent_most=13,
        ),
        "letterhead_right": (88, 98),
    },
    "HD05": {
        "name": "HD05",
        "page_number_anywhere_in_margin": False,
        "black": True,
        "recipient_ends": ";",
        "title": "Hướng dẫn 05-HD/VPTW, ngày 27-5-2026",
        "state": False,
        "national_title": "ĐẢNG CỘNG SẢN VIỆT NAM",
        "motto": "",
        "number_prefix": "Số ",
        "number_infix": "-",
        "issuer_infix": "/",
        "issuer_mark": "*",
        "excerpt_mark": "-----",
        "ending_mark": ".",
        "letter_excerpt_prefix": "về việc ",
        "authority_marks": (("T/M", "T/M "), ("K/T", "K/T "), ("T/L", "T/L "), ("Q", "Q. "), ("", "")),
        "margins_most": Margins(top=20, bottom=20, left=30, right=15),
        "spacing": Spacing(
            line=19,
            line_least=18,
            line_most=22,
            exact=True,
            after=6,
            indent=10,
            indent_least=9,
            indent_most=13,
        ),
        "letterhead_right": (88, 98),
    },
    "ND30": {
        "name": "ND30",
        "page_number_anywhere_in_margin": True,
        "black": True,
        "recipient_ends": ";",
        "title": "Nghị định 30/2020/NĐ-CP, ngày 05-3-2020",
        "state": True,
        "national_title": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "motto": "Độc lập - Tự do - Hạnh phúc",
        "number_prefix": "Số: ",
        "number_infix": "/",
        "issuer_infix": "-",
        "issuer_mark": "",
        "excerpt_mark": "",
        "ending_mark": "./.",
        "letter_excerpt_prefix": "V/v ",
        "authority_marks": (("T/M", "TM. "), ("K/T", "KT. "), ("T/L", "TL. "), ("Q", "Q. "), ("", "")),
        "margins_most": Margins(top=25, bottom=25, left=35, right=20),
        "spacing": Spacing(
            line=19,
            line_least=14,
            line_most=24,
            exact=True,
            after=6,
            indent=10,
            indent_least=10,
            indent_most=13,
        ),
        "letterhead_right": (98, 105),
    },
}
PARTY = {
    "national_title": "15 bold caps",
    "motto": "14 bold",
    "superior": "14 caps",
    "issuer": "14 bold caps",
    "number": "14",
    "place_date": "14 italic",
    "urgency": "14 bold caps",
    "draft": "14 italic",
    "type_name": "16 of 15-16 bold caps",
    "excerpt": "14 of 14-15 bold",
    "letter_excerpt": "12 italic",
    "body": "14 of 14-15",
    "section_0": "14 of 14-15 bold caps",
    "section_1": "14 of 14-15 bold caps",
    "section_2": "14 of 14-15 bold",
    "section_3": "14 of 14-15 bold italic",
    "authority": "14 bold caps",
    "position": "14 caps",
    "signer": "14 bold",
    "recipients_title": "14 underline",
    "recipients": "12",
    "page_number": "14",
    "table": "12 of 10-14",
    "table_note": "12 of 10-14 italic",
}
STATE = {
    "national_title": "13 of 12-13 bold caps",
    "motto": "14 of 13-14 bold",
    "superior": "13 of 12-13 caps",
    "issuer": "13 of 12-13 bold caps",
    "number": "13",
    "place_date": "14 of 13-14 italic",
    "urgency": "14 of 13-14 bold caps",
    "draft": "13 italic",
    "type_name": "14 of 13-14 bold caps",
    "excerpt": "14 of 13-14 bold",
    "letter_excerpt": "12 of 12-13",
    "body": "14 of 13-14",
    "section_0": "14 of 13-14 bold caps",
    "section_1": "14 of 13-14 bold caps",
    "section_2": "14 of 13-14 bold",
    "section_3": "14 of 13-14 bold italic",
    "authority": "14 of 13-14 bold caps",
    "position": "14 of 13-14 bold caps",
    "signer": "14 of 13-14 bold",
    "recipients_title": "12 bold italic",
    "recipients": "11",
    "page_number": "14 of 13-14",
    "table": "12 of 10-14",
    "table_note": "12 of 10-14 italic",
}

EVERY = [HD36, HD05, ND30]


@pytest.mark.parametrize(
    ("day", "state_body", "expected"),
    [
        (date(2018, 4, 3), False, "HD36"),
        (date(2023, 2, 21), False, "HD36"),
        (date(2026, 5, 26), False, "HD36"),
        (date(2026, 5, 27), False, "HD05"),
        (date(2027, 12, 1), False, "HD05"),
        (date(2023, 2, 21), True, "ND30"),
        (date(2026, 5, 27), True, "ND30"),
    ],
)
def test_profile_for_follows_the_day_and_the_kind_of_body(day: date, state_body: bool, expected: str) -> None:
    assert profile_for(day, state_body=state_body).name == expected


def test_profiles_are_found_by_name() -> None:
    assert PROFILES == {"HD36": HD36, "HD05": HD05, "ND30": ND30}


@pytest.mark.parametrize("profile", EVERY, ids=lambda profile: profile.name)
def test_profile_gives_every_part_a_style(profile: Profile) -> None:
    assert [part for part, _ in profile.styles] == list(Part)


@pytest.mark.parametrize("profile", EVERY, ids=lambda profile: profile.name)
def test_profile_is_a4_with_the_common_margins(profile: Profile) -> None:
    assert (profile.page_width, profile.page_height) == (210, 297)
    assert profile.margins == Margins(top=20, bottom=20, left=30, right=15)
    assert (profile.text_width, profile.landscape_text_width) == (165, 252)


@pytest.mark.parametrize(
    ("part", "size", "bold", "italic", "caps"),
    [
        (Part.NATIONAL_TITLE, 15, True, False, True),
        (Part.SUPERIOR, 14, False, False, True),
        (Part.ISSUER, 14, True, False, True),
        (Part.NUMBER, 14, False, False, False),
        (Part.PLACE_DATE, 14, False, True, False),
        (Part.TYPE_NAME, 16, True, False, True),
        (Part.EXCERPT, 14, True, False, False),
        (Part.LETTER_EXCERPT, 12, False, True, False),
        (Part.BODY, 14, False, False, False),
        (Part.AUTHORITY, 14, True, False, True),
        (Part.POSITION, 14, False, False, True),
        (Part.SIGNER, 14, True, False, False),
        (Part.RECIPIENTS_TITLE, 14, False, False, False),
        (Part.RECIPIENTS, 12, False, False, False),
        (Part.PAGE_NUMBER, 14, False, False, False),
    ],
)
@pytest.mark.parametrize("profile", [HD36, HD05], ids=lambda profile: profile.name)
def test_party_styles_are_those_of_the_appendix(
    profile: Profile, part: Part, size: int, bold: bool, italic: bool, caps: bool
) -> None:
    style = profile.style(part)
    assert (style.size, style.bold, style.italic, style.caps) == (size, bold, italic, caps)


def test_recipients_title_is_underlined_in_the_party_only() -> None:
    assert [profile.style(Part.RECIPIENTS_TITLE).underline for profile in EVERY] == [True, True, False]


def test_forms_differ_in_their_marks() -> None:
    marks = [(one.excerpt_mark, one.issuer_mark, one.ending_mark, one.number_prefix) for one in EVERY]
    assert marks == [("", "*", "./.", "Số "), ("-----", "*", ".", "Số "), ("", "", "./.", "Số: ")]


@pytest.mark.parametrize(
    ("profile", "code", "expected"),
    [
        (HD36, "T/M", "T/M "),
        (HD05, "K/T", "K/T "),
        (HD05, "T/L", "T/L "),
        (ND30, "T/M", "TM. "),
        (ND30, "K/T", "KT. "),
        (ND30, "T/L", "TL. "),
        (HD36, "Q", "Q. "),
        (ND30, "", ""),
    ],
)
def test_authority_mark_is_written_as_the_form_does(profile: Profile, code: str, expected: str) -> None:
    assert profile.authority_mark(code) == expected


@pytest.mark.parametrize(
    ("style", "half_points", "expected"),
    [
        (Style(14), 28, True),
        (Style(14), 27, False),
        (Style(14), 29, False),
        (Style(14, 15), 30, True),
        (Style(14, 15), 29, True),
        (Style(14, 15), 31, False),
        (Style(14, smallest=13), 26, True),
        (Style(14, smallest=13), 25, False),
        (Style(16, smallest=15), 30, True),
    ],
)
def test_style_allows_its_range_of_sizes(style: Style, half_points: int, expected: bool) -> None:
    assert style.allows(half_points) is expected


def test_profiles_can_be_keys_of_a_cache() -> None:
    assert len({HD36, HD05, ND30, HD36}) == 3


def told(style: Style) -> str:
    """Return a style in words: the size that we write, the sizes that the form allows, its looks."""
    low, high = style.smallest or style.size, style.largest or style.size
    sizes = [f"{style.size}", *([f"of {low}-{high}"] if low != high else [])]
    return " ".join(
        sizes + [name for name in ("bold", "italic", "underline", "caps") if getattr(style, name)]
    )


@pytest.mark.parametrize("profile", [HD36, HD05, ND30], ids=lambda profile: profile.name)
def test_form_is_that_of_its_rule(profile: Profile) -> None:
    found = {
        one.name: getattr(profile, one.name) for one in fields(profile) if one.init and one.name != "styles"
    }
    assert found == FORMS[profile.name] | COMMON


@pytest.mark.parametrize(
    ("profile", "expected"), [(HD36, PARTY), (HD05, PARTY), (ND30, STATE)], ids=["HD36", "HD05", "ND30"]
)
def test_types_are_those_of_the_rule(profile: Profile, expected: dict[str, str]) -> None:
    assert {part.value: told(style) for part, style in profile.styles} == expected
