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
    Style,
    profile_for,
)

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
