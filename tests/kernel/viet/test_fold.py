"""Search keys: every spelling of the same words gives the same key (facts of DOMAIN 5.2 and 5.3)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.viet.fold import (
    ABBREVIATIONS,
    expand_abbreviations,
    fold,
    mend_letters,
    nfc,
    place_tones,
    search_key,
)

vietnamese = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯ \u0301\u0300\u0309\u0303\u0323áàảãạếềểễệứừửữựộốồổ-–— 0123",
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đảng", "dang"),
        ("ĐẢNG", "dang"),
        ("Ðảng", "dang"),
        ("đảng ủy", "dang uy"),
        ("Đảng uỷ", "dang uy"),
        ("HÒA", "hoa"),
        ("HOÀ", "hoa"),
        ("Thuỳ", "thuy"),
        ("Thùy", "thuy"),
        ("Quý", "quy"),
        ("Tân Thành Bình", "tan thanh binh"),
        ("Mỏ Cày  Bắc", "mo cay bac"),
        ("  Thạnh\tNgãi\n", "thanh ngai"),
        ("Nhuận Phú Tân", "nhuan phu tan"),
        ("nhiệm kỳ 2020-2025", "nhiem ky 2020-2025"),
        ("nhiệm kỳ 2020 - 2025", "nhiem ky 2020-2025"),
        ("nhiệm kỳ 2020 – 2025", "nhiem ky 2020-2025"),
        ("nhiệm kỳ 2020—2025", "nhiem ky 2020-2025"),
        ("quốc phòng – an ninh", "quoc phong - an ninh"),
        ("Trung\u00adương", "trunguong"),
        ("tổ\u200b công tác", "to cong tac"),
        ("ｎｇười", "nguoi"),
        ("km²", "km2"),
        ("Ưu tiên", "uu tien"),
        ("", ""),
        ("   ", ""),
        ("163-KH/TU", "163-kh/tu"),
        ("café", "cafe"),
        ("Straße", "straße"),
    ],
)
def test_fold_gives_the_key(text: str, key: str) -> None:
    assert fold(text) == key


def test_fold_sees_no_difference_between_composed_and_decomposed_text() -> None:
    text = "Đảng uỷ xã Tân Thanh Tây, huyện Mỏ Cày Bắc"
    decomposed = unicodedata.normalize("NFD", text)
    assert (len(text), len(decomposed)) == (42, 53)
    assert fold(decomposed) == fold(text) == "dang uy xa tan thanh tay, huyen mo cay bac"
    assert nfc(decomposed) == text


@given(st.text(max_size=60))
def test_fold_of_a_key_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(vietnamese)
def test_fold_does_not_depend_on_composition_case_or_blanks(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert fold(text.upper()) == fold(text)
    assert fold(text.replace(" ", "  ")) == fold(text)


@given(vietnamese)
def test_fold_leaves_only_plain_letters(text: str) -> None:
    assert fold(text).isascii()


@given(vietnamese)
def test_fold_does_not_depend_on_tone_placement(text: str) -> None:
    assert fold(place_tones(text, modern=True)) == fold(place_tones(text, modern=False)) == fold(text)


@pytest.mark.parametrize(
    ("traditional", "modern"),
    [
        ("ủy", "uỷ"),
        ("ỦY", "UỶ"),
        ("Ủy ban", "Uỷ ban"),
        ("Đảng ủy", "Đảng uỷ"),
        ("hòa", "hoà"),
        ("HÒA", "HOÀ"),
        ("Thùy", "Thuỳ"),
        ("thúy", "thuý"),
        ("hóa", "hoá"),
        ("hỏa tốc", "hoả tốc"),
        ("họa", "hoạ"),
        ("khỏe", "khoẻ"),
        ("lòe", "loè"),
        ("tùy", "tuỳ"),
        ("ĐỊNH HÓA", "ĐỊNH HOÁ"),
    ],
)
def test_place_tones_writes_either_way(traditional: str, modern: str) -> None:
    assert place_tones(traditional, modern=True) == modern
    assert place_tones(modern, modern=False) == traditional
    assert place_tones(modern, modern=True) == modern
    assert place_tones(traditional, modern=False) == traditional


@pytest.mark.parametrize(
    "text", ["quý", "Quỳnh", "toàn", "hoàn thành", "thoát", "luỹ kế"[3:], "xuyên", "Mỏ Cày", "của"]
)
def test_place_tones_leaves_other_syllables_alone(text: str) -> None:
    assert place_tones(text, modern=True) == text
    assert place_tones(text, modern=False) == text


def test_mend_letters_replaces_look_alikes_of_d() -> None:
    assert mend_letters("Ðảng bộ 66-QÐ/TW") == "Đảng bộ 66-QĐ/TW"
    assert mend_letters("ðảng Ɖảng") == "đảng Đảng"
    assert nfc("Ðảng") == "Ðảng"


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("NQ", "nghị quyết"),
        ("NQ ĐH", "nghị quyết ĐH"),
        ("BCH và BTV", "ban chấp hành và ban thường vụ"),
        ("đ/c Bí thư", "đồng chí Bí thư"),
        ("Đ/c Bí thư", "đồng chí Bí thư"),
        ("25 ĐV", "25 đảng viên"),
        ("UBND xã", "ủy ban nhân dân xã"),
        ("hđnd", "hội đồng nhân dân"),
        ("hdnd", "hội đồng nhân dân"),
        ("HÐND", "hội đồng nhân dân"),
        ("UBMTTQVN", "ủy ban mặt trận tổ quốc việt nam"),
        ("TCCSĐ", "tổ chức cơ sở đảng"),
        ("XDĐ", "xây dựng đảng"),
        ("KTGS, UBKT", "kiểm tra giám sát, ủy ban kiểm tra"),
        ("QP-AN", "quốc phòng - an ninh"),
        ("QP – AN", "quốc phòng - an ninh"),
        ("KT-XH", "kinh tế - xã hội"),
        ("KT - XH", "kinh tế - xã hội"),
        ("NTM nâng cao", "nông thôn mới nâng cao"),
        ("BHYT; BTXH", "bảo hiểm y tế; bảo trợ xã hội"),
        ("TTCN", "tiểu thủ công nghiệp"),
        ("CN-XD", "công nghiệp - xây dựng"),
        ("SKGNK", "sơ kết giữa nhiệm kỳ"),
        ("skgnk", "sơ kết giữa nhiệm kỳ"),
        ("TTHU", "thường trực huyện ủy"),
        ("HUV", "huyện ủy viên"),
        ("UVBTV", "ủy viên ban thường vụ"),
        ("PBT TT", "phó bí thư thường trực"),
        ("ANTT, ANQP", "an ninh trật tự, an ninh quốc phòng"),
        ("ch/tiêu", "chỉ tiêu"),
        ("q/c", "quần chúng"),
        ("46 đ/vị", "46 đơn vị"),
        ("CTr, KH, KL, CT", "chương trình, kế hoạch, kết luận, chỉ thị"),
        ("khóa XII", "khóa 12"),
        ("khoá IX", "khoá 9"),
        ("lần thứ XIII", "lần thứ 13"),
        ("lần thứ IV", "lần thứ 4"),
    ],
)
def test_expand_abbreviations_writes_them_out(text: str, expanded: str) -> None:
    assert expand_abbreviations(text) == expanded


@pytest.mark.parametrize(
    "text",
    [
        "163-KH/TU",
        "16/CTr-UBND",
        "05-NQ/ĐU",
        "ct",
        "nq",
        "NQX",
        "BCHX",
        "khóa sổ",
        "lần thứ hai",
        "ban chấp hành",
        "",
    ],
)
def test_expand_abbreviations_leaves_symbols_and_words_alone(text: str) -> None:
    assert expand_abbreviations(text) == text


def test_abbreviations_of_the_domain_are_all_known() -> None:
    listed = (
        "NQ, CT, KL, KH, CTr, BTV, BCH, TTHU, HĐND, UBND, MTTQ, UBMTTQVN, TCCSĐ, XDĐ, KTGS, UBKT, QP-AN, KT-XH, NTM, "
        "BHYT, BTXH, TTCN, CN-XD, SKGNK, HUV, UVBTV, PBT TT, đ/c, ĐV, ANTT, ANQP, ch/tiêu, q/c, đ/vị"
    )
    assert set(listed.split(", ")) <= set(ABBREVIATIONS)
    assert all(expand_abbreviations(short) == words for short, words in ABBREVIATIONS.items())


@pytest.mark.parametrize(
    "text",
    [
        "Sơ kết giữa nhiệm kỳ",
        "sơ kết nửa nhiệm kỳ",
        "Đánh giá giữa nhiệm kỳ",
        "KIỂM ĐIỂM GIỮA NHIỆM KỲ",
        "SKGNK",
        "so ket giua nhiem ky",
    ],
)
def test_search_key_knows_all_names_of_the_review(text: str) -> None:
    assert search_key(text) == "so ket giua nhiem ky"


def test_search_key_joins_abbreviations_and_full_words() -> None:
    assert search_key("BCH Đảng bộ xã") == search_key("Ban chấp hành đảng bộ xã")
    assert search_key("Uỷ ban nhân dân") == search_key("UBND") == "uy ban nhan dan"
    assert search_key("nhiệm kỳ 2020 – 2025") == search_key("NHIỆM KỲ 2020-2025")


@given(vietnamese)
def test_search_key_does_not_depend_on_composition(text: str) -> None:
    assert search_key(unicodedata.normalize("NFD", text)) == search_key(unicodedata.normalize("NFC", text))
