from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.documents import measures
from nhiemky.kernel.documents.measures import scaled, twips
from nhiemky.kernel.documents.profiles import HD05, HD36, ND30, Part
from tests.kernel.documents import papers


@pytest.mark.parametrize(
    ("millimetres", "expected"),
    [(0, 0), (10, 567), (15, 850), (20, 1134), (30, 1701), (210, 11906), (297, 16838)],
)
def test_twips_of_a_length_round_half_up(millimetres: int, expected: int) -> None:
    assert twips(millimetres) == expected


@pytest.mark.parametrize(
    ("shares", "total", "expected"),
    [
        ((1,), 100, (100,)),
        ((1, 1), 101, (50, 51)),
        ((1, 1, 1), 100, (33, 33, 34)),
        ((8, 60, 14), 820, (80, 600, 140)),
        ((74, 91), 9354, (4195, 5159)),
    ],
)
def test_scaled_shares_fill_the_width(shares: tuple[int, ...], total: int, expected: tuple[int, ...]) -> None:
    assert scaled(shares, total) == expected


@given(st.lists(st.integers(1, 200), min_size=1, max_size=20), st.integers(1000, 20000))
def test_scaled_adds_up_and_stays_in_proportion(shares: list[int], total: int) -> None:
    widths = scaled(shares, total)
    assert sum(widths) == total
    assert all(
        abs(width - total * share / sum(shares)) <= 1 for width, share in zip(widths, shares, strict=True)
    )


def test_style_width_measures_capitals_where_the_form_prints_them() -> None:
    shouted = measures.style_width(HD36, Part.ISSUER, "Đảng ủy xã Tân Thanh Tây")
    assert shouted == measures.style_width(HD36, Part.ISSUER, "ĐẢNG ỦY XÃ TÂN THANH TÂY") == 4192
    assert measures.style_width(HD36, Part.NUMBER, "Số 1") != measures.style_width(HD36, Part.NUMBER, "SỐ 1")


def test_letterhead_widths_fill_the_text_and_hold_the_longest_line() -> None:
    left, right = measures.letterhead_widths(papers.short_report())
    assert left + right == twips(165)
    assert right == 4984 + twips(1)


def test_letterhead_widths_stay_within_the_form_for_a_long_place() -> None:
    head = papers.letterhead(place="Thị trấn Phước Mỹ Trung thuộc huyện Mỏ Cày Bắc")
    left, right = measures.letterhead_widths(papers.short_report(letterhead=head))
    assert (left, right) == (twips(165) - twips(98), twips(98))


def test_letterhead_widths_stay_within_the_form_for_a_short_place() -> None:
    head = papers.letterhead(place="Huế")
    assert measures.letterhead_widths(papers.short_report(letterhead=head))[1] == twips(88)


def test_letterhead_of_the_state_holds_the_national_title_on_one_line() -> None:
    _, right = measures.letterhead_widths(papers.state_report())
    assert right >= measures.style_width(ND30, Part.NATIONAL_TITLE, ND30.national_title)


def test_title_rule_is_as_long_as_the_title_or_the_motto() -> None:
    assert [measures.title_rule(profile) for profile in (HD36, HD05, ND30)] == [4133, 4133, 3428]


def test_issuer_rule_is_between_a_third_and_a_half_of_the_line() -> None:
    document = papers.state_report()
    head = replace(document.letterhead, issuer="UBND xã Tân Bình")
    document = replace(document, letterhead=head)
    line = measures.style_width(ND30, Part.ISSUER, head.issuer)
    assert line / 3 <= measures.issuer_rule(document, 4000) <= line / 2


def test_issuer_rule_never_leaves_its_column() -> None:
    assert measures.issuer_rule(papers.state_report(), 1000) == 400


def test_excerpt_rule_is_between_a_third_and_a_half_of_the_line() -> None:
    document = papers.short_report(ND30, letterhead=papers.letterhead(excerpt="sơ kết công tác"))
    line = measures.style_width(ND30, Part.EXCERPT, "sơ kết công tác")
    assert line / 3 <= measures.excerpt_rule(document) <= line / 2


def test_excerpt_rule_never_leaves_the_text() -> None:
    document = papers.short_report(ND30, letterhead=papers.letterhead(excerpt="sơ kết " * 80))
    assert measures.excerpt_rule(document) == twips(165) * 2 // 5
