"""TCVN3 and VNI text: the cells of real tables, the traps of DOMAIN 5.1, and text that must be left alone."""

import shutil
import subprocess
import unicodedata
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.viet.legacy import Encoding, decode, detect
from nhiemky.kernel.viet.syllables import is_syllable

TCVN3_CELLS = [
    ("Ch\xd8 ti\xaau", "Chỉ tiêu"),
    ("\xa7\xacn v\xde t\xddnh", "Đơn vị tính"),
    ("Ngh\xde quy\xd5t", "Nghị quyết"),
    ("Th\xf9c hi\xd6n \xae\xd5n nay", "Thực hiện đến nay"),
    ("T\xfb l\xd6 h\xe9 ngh\xcco", "Tỷ lệ hộ nghèo"),
    ("d\xad\xedi 2%", "dưới 2%"),
    ("Thu nh\xcbp b\xd7nh qu\xa9n \xae\xc7u ng\xad\xeai", "Thu nhập bình quân đầu người"),
    ("tri\xd6u \xae\xe5ng", "triệu đồng"),
    ("K\xd5t n\xb9p \xae\xb6ng vi\xaan", "Kết nạp đảng viên"),
    ("\xae\xb6ng vi\xaan", "đảng viên"),
    ("Ban Ch\xcap h\xb5nh Trung \xad\xacng", "Ban Chấp hành Trung ương"),
    ("v\xa8n ph\xdfng", "văn phòng"),
    ("\xae\xb6ng c\xe9ng s\xb6n vi\xd6t nam", "đảng cộng sản việt nam"),
]
VNI_CELLS = [
    ("Ch\xe6 tie\xe2u", "Chỉ tiêu"),
    ("\xd1\xf4n v\xf2 t\xednh", "Đơn vị tính"),
    ("Ngh\xf2 quye\xe1t", "Nghị quyết"),
    ("Th\xf6\xefc hie\xe4n \xf1e\xe1n nay", "Thực hiện đến nay"),
    ("Ty\xfb le\xe4 ho\xe4 nghe\xf8o", "Tỷ lệ hộ nghèo"),
    ("d\xf6\xf4\xf9i 2%", "dưới 2%"),
    ("Thu nha\xe4p b\xecnh qua\xe2n \xf1a\xe0u ng\xf6\xf4\xf8i", "Thu nhập bình quân đầu người"),
    ("trie\xe4u \xf1o\xe0ng", "triệu đồng"),
    ("Ke\xe1t na\xefp \xf1a\xfbng vie\xe2n", "Kết nạp đảng viên"),
    ("\xf1a\xfbng vie\xe2n", "đảng viên"),
    ("Xin cha\xf8o ca\xf9c ba\xefn", "Xin chào các bạn"),
    ("\xd1A\xdbNG CO\xc4NG SA\xdbN VIE\xc4T NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"),
    ("Ha\xe8ng na\xeam \xf1a\xebt chua\xe5n va\xean ho\xf9a", "Hằng năm đặt chuẩn văn hóa"),
    ("\xd6u tie\xe2n ky\xf5 thua\xe4t", "Ưu tiên kỹ thuật"),
]
UNICODE_TEXTS = [
    "Đảng ủy xã Tân Thanh Tây",
    "Tỷ lệ hộ nghèo dưới 2%",
    "Số 163-KH/TU",
    "là",
    "xã",
    "cá",
    "vị"[0] + "ì",
    "hoà",
    "bà Tám",
    "và có là",
    "dù sao",
    "Hà Giang",
    "công tác",
    "25 ha",
    "",
    "Đảng".upper(),
]
FOREIGN_TEXTS = [
    "où",
    "Où est la façade de l'hôtel",
    "École française, le garçon naïf a été reçu à Noël",
    "crème brûlée à la carte",
    "déjà vu",
    "Zoë et Raphaël",
    "à côté du théâtre",
    "niño",
    "mañana por la mañana",
    "El señor Muñoz comió jamón en Málaga",
    "¿Dónde está Perú?",
    "São Paulo, coração, João",
    "für schöne Grüße aus Köln",
    "È così, può essere però",
    "può",
    "Björk Guðmundsdóttir",
    "Århus og Tromsø",
    "25°C ± 0,5",
    "§ 5, mục 2",
    "5 m² × 3 = 15 m²",
    "«là»",
    "½ và ¼",
    "© 2023",
]
LETTERS = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"


def as_tcvn3(text: str) -> str:
    """Write small letters the TCVN3 way, by the table of TCVN 5712:1993."""
    codes = (
        "b5 b6 b7 b8 b9 a8 bb bc bd be c6 a9 c7 c8 c9 ca cb cc ce cf d0 d1 aa d2 d3 d4 d5 d6 d7 d8 dc dd de df e1 e2 "
        "e3 e4 ab e5 e6 e7 e8 e9 ac ea eb ec ed ee ef f1 f2 f3 f4 ad f5 f6 f7 f8 f9 fa fb fc fd fe ae"
    )
    table = {ord(letter): int(code, 16) for letter, code in zip(LETTERS, codes.split(), strict=True)}
    return text.translate(table)


def as_vni(text: str) -> str:
    """Write small letters the VNI way: base letter, then one sign for hat and tone together."""
    tones = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï", "": ""}
    hats = {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä", "": "â"}
    breves = {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë", "": "ê"}
    alone = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}
    written = []
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in marks[1:] if mark in tones), "")
        if letter in alone:
            written.append(alone[letter])
        elif "\u0302" in marks:
            written.append(marks[0] + hats[tone])
        elif "\u0306" in marks:
            written.append(marks[0] + breves[tone])
        elif "\u031b" in marks:
            written.append({"o": "ô", "u": "ö"}[marks[0]] + tones[tone])
        else:
            written.append(marks[0] + tones[tone])
    return "".join(written)


@pytest.mark.parametrize(("typed", "meant"), TCVN3_CELLS)
def test_decode_reads_tcvn3_with_and_without_the_font(typed: str, meant: str) -> None:
    assert detect(".VnTime", typed) is Encoding.TCVN3
    assert decode(typed, ".VnTime") == meant
    assert decode(typed, ".VnArial") == meant
    assert decode(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), VNI_CELLS)
def test_decode_reads_vni_with_and_without_the_font(typed: str, meant: str) -> None:
    assert detect("VNI-Times", typed) is Encoding.VNI
    assert decode(typed, "VNI-Times") == meant
    assert decode(typed, "VNI-Helve-Condense") == meant
    assert decode(typed) == meant


@pytest.mark.parametrize("text", UNICODE_TEXTS)
def test_decode_leaves_vietnamese_in_unicode_alone(text: str) -> None:
    for font in (None, "", "Times New Roman", "Calibri"):
        assert detect(font, text) is Encoding.UNICODE
        assert decode(text, font) == text


@pytest.mark.parametrize("text", FOREIGN_TEXTS)
def test_decode_leaves_other_languages_and_signs_alone(text: str) -> None:
    assert detect(None, text) is Encoding.UNICODE
    assert decode(text) == text


def test_decode_needs_the_font_where_both_readings_are_vietnamese() -> None:
    assert decode("S\xe8 11-HD/VPTW") == "Sè 11-HD/VPTW"
    assert decode("S\xe8 11-HD/VPTW", ".VnTime") == "Số 11-HD/VPTW"
    assert decode("v\xf2") == "vò"
    assert decode("v\xf2", "VNI-Times") == "vị"


def test_decode_composes_unicode() -> None:
    text = "Đảng uỷ xã Tân Thanh Tây"
    assert decode(unicodedata.normalize("NFD", text)) == text


def test_decode_trusts_letters_more_than_a_legacy_font() -> None:
    for font in (".VnTime", ".VnTimeH", "VNI-Times"):
        assert detect(font, "Đảng ủy xã") is Encoding.UNICODE
        assert decode("Đảng ủy xã", font) == "Đảng ủy xã"
        assert decode("bình quân", font) == "bình quân"


def test_decode_shows_capital_fonts_as_capitals() -> None:
    typed = "Ban Ch\xcap h\xb5nh Trung \xad\xacng \xae\xb6ng c\xe9ng s\xb6n vi\xd6t nam"
    assert decode(typed, ".VnTimeH") == "BAN CHẤP HÀNH TRUNG ƯƠNG ĐẢNG CỘNG SẢN VIỆT NAM"
    assert decode(typed, ".VnTime") == "Ban Chấp hành Trung ương đảng cộng sản việt nam"
    assert decode("kinh t\xd5", ".VnArialH") == "KINH TẾ"
    assert decode("STT", ".VnTimeH") == "STT"
    assert decode("stt", ".VnTimeH") == "STT"
    assert decode("stt", ".VnTime") == "stt"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Trung \xad\xacng", "Trung ương"),
        ("Trung \xacng", "Trung ương"),
        ("Ban Ch\xcap h\xb5nh Trung \xacng", "Ban Chấp hành Trung ương"),
        ("\xae\xeang giao th\xabng", "đường giao thông"),
        ("l\xeeng, s\xe8 l\xeeng", "lượng, số lượng"),
        ("d\xedi 2%", "dưới 2%"),
        ("\xae\xacn v\xde", "đơn vị"),
        ("c\xac s\xeb", "cơ sở"),
    ],
)
def test_decode_puts_back_the_soft_hyphen_that_a_program_dropped(typed: str, meant: str) -> None:
    assert decode(typed, ".VnTime") == meant


def test_decode_goes_by_each_cell_in_a_file_of_mixed_texts() -> None:
    cells = [
        "Tỷ lệ hộ nghèo",
        "T\xfb l\xd6 h\xe9 ngh\xcco",
        "Ty\xfb le\xe4 ho\xe4 nghe\xf8o",
        "1.234,5",
        "ha",
    ]
    assert [detect(None, cell) for cell in cells] == [
        Encoding.UNICODE,
        Encoding.TCVN3,
        Encoding.VNI,
        Encoding.UNICODE,
        Encoding.UNICODE,
    ]
    assert [decode(cell) for cell in cells] == ["Tỷ lệ hộ nghèo"] * 3 + ["1.234,5", "ha"]


@pytest.mark.parametrize("font", [".VnTime", ".vntime", ".VnArial Narrow", ".VnTimeH", " .VnTime "])
def test_detect_knows_tcvn3_fonts(font: str) -> None:
    assert detect(font, "\xae\xb6ng") is Encoding.TCVN3
    assert detect(font, "abc") is Encoding.TCVN3


@pytest.mark.parametrize("font", ["VNI-Times", "vni-times", "VNI Helve", "VNI-Avo"])
def test_detect_knows_vni_fonts(font: str) -> None:
    assert detect(font, "\xf1a\xfbng") is Encoding.VNI
    assert detect(font, "abc") is Encoding.VNI


def test_every_small_letter_has_its_code_in_both_tables() -> None:
    text = " ".join(LETTERS)
    assert decode(as_tcvn3(text) + " h\xb5nh", ".VnTime") == text + " hành"
    assert decode(as_vni(text) + " ha\xf8nh", "VNI-Times") == text + " hành"


def test_capitals_have_their_codes() -> None:
    assert decode("\xa1 \xa2 \xa3 \xa4 \xa5 \xa6 \xa7", ".VnTime") == "Ă Â Ê Ô Ơ Ư Đ"
    upper = " ".join(letter for letter in LETTERS.upper())
    assert decode(as_vni(upper.lower()).upper(), "VNI-Times") == upper
    assert decode("A\xf9 O\xe4 E\xe1", "VNI-Times") == "Á Ộ Ế"


SYLLABLES = [
    "đảng",
    "viên",
    "nghị",
    "quyết",
    "thực",
    "hiện",
    "nhiệm",
    "kỳ",
    "đường",
    "người",
    "trưởng",
    "xã",
    "phường",
    "kết",
    "quả",
    "được",
    "giữa",
    "thuế",
    "toàn",
]


@given(st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=12))
def test_whole_sentences_come_back_from_both_encodings(words: list[str]) -> None:
    text = " ".join(words)
    assert decode(as_tcvn3(text), ".VnTime") == text
    assert decode(as_vni(text), "VNI-Times") == text
    assert decode(text) == text


@given(st.text(max_size=40))
def test_decode_never_raises_and_gives_composed_text(text: str) -> None:
    for font in (None, ".VnTimeH", "VNI-Times"):
        decoded = decode(text, font)
        assert unicodedata.is_normalized("NFC", decoded)


@given(st.text(max_size=60).filter(str.isascii))
def test_decode_leaves_ascii_alone(text: str) -> None:
    assert decode(text) == text
    assert decode(text, "VNI-Times") == text


def test_tcvn3_agrees_with_the_table_of_iconv() -> None:
    """The C library's TCVN converter is independent of ours; where it is missing only our own facts are checked."""
    codes = [*range(0xA1, 0xAF), *range(0xB5, 0xBA), *range(0xBB, 0xBF), *range(0xC6, 0xD9)]
    codes += [*range(0xDC, 0xE0), *range(0xE1, 0xF0), *range(0xF1, 0xFF)]
    codes.remove(0xCD)
    typed = " ".join(map(chr, codes))
    ours = decode(typed, ".VnTime")
    assert ours.split() == [*"ĂÂÊÔƠƯĐăâêôơưđ", *(c for c in ours.split()[14:])]
    iconv = shutil.which("iconv")
    if iconv is None:
        warnings.warn("không có iconv: bảng mã TCVN3 chỉ được so với các ví dụ ghi sẵn", stacklevel=1)
        return
    done = subprocess.run(
        [iconv, "-f", "TCVN", "-t", "UTF-8"], input=typed.encode("latin-1"), capture_output=True, check=True
    )
    assert ours == unicodedata.normalize("NFC", done.stdout.decode())


@pytest.mark.parametrize(
    "word",
    [
        "đảng",
        "uỷ",
        "ủy",
        "nghiệp",
        "quyết",
        "giữa",
        "gì",
        "giếng",
        "khuỷu",
        "ngoằn",
        "khuya",
        "quốc",
        "xoong",
        "thuế",
        "yêu",
        "ý",
        "ở",
        "ương",
        "nghỉ",
        "khoét",
        "huỳnh",
        "tuýp",
    ],
)
def test_is_syllable_knows_vietnamese(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(word.upper())


@pytest.mark.parametrize(
    "word", ["où", "niño", "señor", "naïve", "für", "đat", "cãp", "ñôn", "Noël", "ơng", "b", "", "strà"]
)
def test_is_syllable_refuses_other_words(word: str) -> None:
    assert not is_syllable(word)
