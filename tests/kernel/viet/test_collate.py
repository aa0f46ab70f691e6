"""Order of names (facts of DOMAIN 5.3, measured with ICU)."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.viet.collate import bare_name, person_key, sort_key

ORDERED = [
    ["Anh", "Ăn", "Ân", "Bình", "Dân", "Dương", "Đa", "Đạo", "Em", "Tâm", "Ưng", "Yên"],
    ["ma", "mà", "mả", "mã", "má", "mạ"],
    ["Chi bộ 1", "Chi bộ 2", "Chi bộ 10"],
    ["Chi bộ ấp 1", "Chi bộ ấp 9", "Chi bộ ấp 11", "Chi bộ cơ quan"],
    ["Tân Thành Bình", "Tân Thanh Tây"],
    ["Thành An", "Thạnh Ngãi", "Thanh Tân"],
    ["1.2", "1.10", "2.1"],
    ["Hưng Khánh Trung A", "Khánh Thạnh Tân", "Nhuận Phú Tân", "Phước Mỹ Trung", "Tân Bình", "Tân Phú Tây"],
    ["o", "ô", "ơ", "p"],
    ["u", "ư", "v"],
    ["d", "đ", "e", "ê"],
]
PEOPLE = [
    "Nguyễn Thị An",
    "Nguyễn Văn An",
    "Trần An",
    "Lê Thị Ánh",
    "Lê Ân",
    "Trần Văn Bình",
    "Phạm Dũng",
    "Lê Đức",
    "Nguyễn Hữu Đức",
    "Hồ Thị Yến",
]


@pytest.mark.parametrize("names", ORDERED)
def test_sort_key_gives_vietnamese_order(names: list[str]) -> None:
    mixed = random.Random(1).sample(names, len(names))
    assert sorted(mixed, key=sort_key) == names


def test_sort_key_is_bytes_and_does_not_depend_on_composition_or_blanks() -> None:
    text = "Đảng uỷ xã Tân Thanh Tây"
    assert isinstance(sort_key(text), bytes)
    assert (
        sort_key(unicodedata.normalize("NFD", text))
        == sort_key(text)
        == sort_key(f"  {text.replace(' ', '  ')} ")
    )


def test_sort_key_differs_for_different_words() -> None:
    words = ["Thanh", "Thành", "Thạnh", "Thánh", "thanh", "Tanh"]
    assert len({sort_key(word) for word in words}) == len(words)


def test_person_key_orders_by_given_name_then_family_then_middle() -> None:
    mixed = random.Random(2).sample(PEOPLE, len(PEOPLE))
    assert sorted(mixed, key=person_key) == PEOPLE


@pytest.mark.parametrize(
    "written",
    [
        "Nguyễn Văn An",
        "đ/c Nguyễn Văn An",
        "Đ/c Nguyễn Văn An",
        "đ/c: Nguyễn Văn An",
        "Đồng chí Nguyễn Văn An",
        "ông Nguyễn Văn An",
        "Ông: Nguyễn Văn An",
        "bà Nguyễn Văn An",
        "Đ/c TS. Nguyễn Văn An",
        "Đồng chí Đại tá Nguyễn Văn An",
        "Nguyễn Văn An, Bí thư Đảng ủy",
        "đ/c Nguyễn Văn An - Phó Bí thư",
        "Nguyễn Văn An (Chủ tịch)",
        "  Nguyễn  Văn An ",
    ],
)
def test_person_key_does_not_see_titles_and_positions(written: str) -> None:
    assert bare_name(written) == "Nguyễn Văn An"
    assert person_key(written) == person_key("Nguyễn Văn An")


@pytest.mark.parametrize("name", ["Anh Đức", "Anh", "Bà", "Bạch Thị Hoa", "Cô Lan", "Tsan Minh", "Ông"])
def test_bare_name_keeps_names_that_look_like_titles(name: str) -> None:
    assert bare_name(name) == name


def test_person_key_of_nothing_comes_first() -> None:
    assert person_key("") == person_key("   ") == b""
    assert person_key("") < person_key("An")
    assert person_key("An") < person_key("Nguyễn An") < person_key("Nguyễn Thị An")


@given(st.lists(st.sampled_from([name for names in ORDERED for name in names]), max_size=8))
def test_sorting_twice_changes_nothing(names: list[str]) -> None:
    once = sorted(names, key=sort_key)
    assert sorted(once, key=sort_key) == once
    backwards = once[::-1]
    assert sorted(backwards, key=sort_key) == once


@given(st.integers(min_value=0, max_value=9999), st.integers(min_value=0, max_value=9999))
def test_sort_key_compares_numbers_by_value(first: int, second: int) -> None:
    in_order = sort_key(f"Chi bộ {first}") < sort_key(f"Chi bộ {second}")
    assert in_order == (first < second)
