"""Numbers and symbols of documents in the variants of DOMAIN 1.3."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.viet.codes import (
    DOCUMENT_TYPES,
    ISSUERS,
    Symbol,
    SymbolError,
    SymbolQuery,
    find_symbols,
    read_query,
    read_symbol,
    symbol_key,
    types_of,
)
from nhiemky.kernel.viet.fold import fold

party_types = st.sampled_from(sorted({kind.abbreviation for kind in DOCUMENT_TYPES} - {"", "ĐA", "DA"}))
party_issuers = st.sampled_from(
    [short for short in ISSUERS if short not in {"UBND", "HĐND", "CP", "TTg", "BNV", "MTTQ"}]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("163-KH/TU", Symbol(163, "", "KH", "TU", "163-KH/TU")),
        ("165-KH/HU", Symbol(165, "", "KH", "HU", "165-KH/HU")),
        ("16-CTr/HU", Symbol(16, "", "CTr", "HU", "16-CTr/HU")),
        ("01-KL/TW", Symbol(1, "", "KL", "TW", "01-KL/TW")),
        ("05-NQ/ĐU", Symbol(5, "", "NQ", "ĐU", "05-NQ/ĐU")),
        ("03-BC/CB", Symbol(3, "", "BC", "CB", "03-BC/CB")),
        ("23-QĐ/UBKTTW", Symbol(23, "", "QĐ", "UBKTTW", "23-QĐ/UBKTTW")),
        ("24-BS/UBKTTU", Symbol(24, "", "BS", "UBKTTU", "24-BS/UBKTTU")),
        ("66-QĐ/TW", Symbol(66, "", "QĐ", "TW", "66-QĐ/TW")),
        ("02-QC/BCĐTW", Symbol(2, "", "QC", "BCĐTW", "02-QC/BCĐTW")),
        ("12a-KH/TU", Symbol(12, "a", "KH", "TU", "12a-KH/TU")),
        ("5-TTr/ĐUK", Symbol(5, "", "TTr", "ĐUK", "05-TTr/ĐUK")),
        ("16/CTr-UBND", Symbol(16, "", "CTr", "UBND", "16/CTr-UBND", state=True)),
        ("08/NQ-HĐND", Symbol(8, "", "NQ", "HĐND", "08/NQ-HĐND", state=True)),
        ("1687/NQ-UBTVQH15", Symbol(1687, "", "NQ", "UBTVQH15", "1687/NQ-UBTVQH15", state=True)),
        ("22/2020/NQ-HĐND", Symbol(22, "", "NQ", "HĐND", "22/2020/NQ-HĐND", 2020, True)),
        ("1722/QĐ-TTg", Symbol(1722, "", "QĐ", "TTg", "1722/QĐ-TTg", state=True)),
        ("30/2020/NĐ-CP", Symbol(30, "", "NĐ", "CP", "30/2020/NĐ-CP", 2020, True)),
        ("15/BC-THPT", Symbol(15, "", "BC", "THPT", "15/BC-THPT", state=True)),
    ],
)
def test_read_symbol_takes_a_symbol_apart(text: str, expected: Symbol) -> None:
    assert read_symbol(text) == expected
    assert read_symbol(expected.text) == expected


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("16 -HD/BTCTW", "16-HD/BTCTW"),
        ("16 - HD / BTCTW", "16-HD/BTCTW"),
        ("16–HD/BTCTW", "16-HD/BTCTW"),
        ("01/NQ-TU", "01-NQ/TU"),
        ("01/NQ/TU", "01-NQ/TU"),
        ("01-NQ-TU", "01-NQ/TU"),
        ("1-NQ/TU", "01-NQ/TU"),
        ("001-NQ/TU", "01-NQ/TU"),
        ("66-QÐ/TW", "66-QĐ/TW"),
        ("Số: 36-HD/VPTW", "36-HD/VPTW"),
        ("Số 127-QĐ/TW", "127-QĐ/TW"),
        ("số:127-QĐ/TW", "127-QĐ/TW"),
        ("NQ 57-NQ/TW", "57-NQ/TW"),
        ("Nghị quyết 57-NQ/TW", "57-NQ/TW"),
        ("Nghị quyết số 12-NQ/ĐU, ngày 05/9/2026", "12-NQ/ĐU"),
        ("Hướng dẫn 05-HD/VPTW ngày 27-5-2026", "05-HD/VPTW"),
        ("163-kh/tu", "163-KH/TU"),
        ("16-ctr/hu", "16-CTr/HU"),
        ("16-CTR/HU", "16-CTr/HU"),
        ("05-ttr/đu", "05-TTr/ĐU"),
        ("05-NQ/DU", "05-NQ/ĐU"),
        ("05-nq/du", "05-NQ/ĐU"),
        ("23-QD/UBKTDU", "23-QĐ/UBKTĐU"),
        ("03-BC/BXDD", "03-BC/BXDĐ"),
        ("163 KH TU", "163-KH/TU"),
        ("163KH/TU", "163-KH/TU"),
        ("163.KH.TU", "163-KH/TU"),
        ("số 163 KH/TU", "163-KH/TU"),
        ("16-CTr/UBND", "16/CTr-UBND"),
        ("16/ctr-ubnd", "16/CTr-UBND"),
        ("08-NQ/HĐND", "08/NQ-HĐND"),
        ("Số: 16/CTr-UBND", "16/CTr-UBND"),
        ("12-BC/xyz", "12-BC/XYZ"),
    ],
)
def test_read_symbol_mends_real_variants(text: str, canonical: str) -> None:
    assert read_symbol(text).text == canonical
    assert symbol_key(text) == symbol_key(canonical)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Không đọc được số, ký hiệu văn bản từ “”. Viết như 163-KH/TU hoặc 16/CTr-UBND."),
        (
            "không số",
            "Không đọc được số, ký hiệu văn bản từ “không số”. Viết như 163-KH/TU hoặc 16/CTr-UBND.",
        ),
        (
            "8-9-2022",
            "Không đọc được số, ký hiệu văn bản từ “8-9-2022”. Viết như 163-KH/TU hoặc 16/CTr-UBND.",
        ),
        (
            "12-XX/TU",
            "Không đọc được số, ký hiệu văn bản từ “12-XX/TU”. Viết như 163-KH/TU hoặc 16/CTr-UBND.",
        ),
        ("0-KH/TU", "Không đọc được số, ký hiệu văn bản từ “0-KH/TU”. Viết như 163-KH/TU hoặc 16/CTr-UBND."),
        ("Số      -KH/TU", "“Số      -KH/TU” chưa ghi số văn bản."),
        ("Số: ...-NQ/ĐU", "“Số: ...-NQ/ĐU” chưa ghi số văn bản."),
        (
            "163-KH/TU và 165-KH/HU",
            "“163-KH/TU và 165-KH/HU” có nhiều số, ký hiệu văn bản; xin ghi một số, ký hiệu.",
        ),
    ],
)
def test_read_symbol_refuses_with_the_reason(text: str, message: str) -> None:
    with pytest.raises(SymbolError) as caught:
        read_symbol(text)
    assert str(caught.value) == message


def test_symbol_key_is_one_for_both_orders_and_for_missing_marks() -> None:
    writings = ["05-NQ/ĐU", "5-NQ/ĐU", "05/NQ-ĐU", "05-nq/du", "Số: 05 -NQ/ĐU", "05-NQ/ÐU", "05 NQ ĐU"]
    assert {symbol_key(text) for text in writings} == {"5-nq/du"}
    assert symbol_key("16/CTr-UBND") == symbol_key("16-CTr/UBND") == "16-ctr/ubnd"
    assert symbol_key("22/2020/NQ-HĐND") == "22/2020-nq/hdnd"
    assert symbol_key("12a-KH/TU") == "12a-kh/tu"


def test_read_symbol_keeps_schemes_and_projects_apart_where_marks_are_written() -> None:
    assert [read_symbol(text).text for text in ("12-ĐA/TU", "12-DA/TU", "12-ÐA/TU")] == [
        "12-ĐA/TU",
        "12-DA/TU",
        "12-ĐA/TU",
    ]


def test_symbol_key_of_other_text_is_its_search_key() -> None:
    assert symbol_key("Kế hoạch  năm") == fold("Kế hoạch năm") == "ke hoach nam"


def test_find_symbols_finds_all_in_running_text() -> None:
    text = (
        "Thực hiện Kế hoạch số 163-KH/TU, ngày 08-9-2022 của Ban Thường vụ Tỉnh ủy và Kế hoạch 165 -KH/HU; "
        "Quy định 66-QÐ/TW (thay bằng 399-QĐ/TW); Chương trình 16/CTr-UBND; Nghị quyết 22/2020/NQ-HĐND; "
        "từ ngày 8-9-2022 đến 21/2/2023 đạt 66/112 thôn, 12-13%/năm, quý II-2023, giai đoạn 2021-2025."
    )
    assert [symbol.text for symbol in find_symbols(text)] == [
        "163-KH/TU",
        "165-KH/HU",
        "66-QĐ/TW",
        "399-QĐ/TW",
        "16/CTr-UBND",
        "22/2020/NQ-HĐND",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "66/112 thôn",
        "12-13%/năm",
        "quý II-2023",
        "nhiệm kỳ 2020-2025",
        "36 tỷ đồng/33 tỷ đồng",
        "ngày 8-9-2022",
        "điện thoại 0123456-KH/TU",
        "KT-XH",
        "",
    ],
)
def test_find_symbols_leaves_other_text_alone(text: str) -> None:
    assert find_symbols(text) == []


def test_find_symbols_keeps_repetitions_in_order() -> None:
    assert [symbol.number for symbol in find_symbols("57-NQ/TW, 59-NQ/TW, 57-NQ/TW")] == [57, 59, 57]


@pytest.mark.parametrize(
    ("abbreviation", "codes"),
    [
        ("NQ", ("resolution",)),
        ("QĐ", ("decision", "regulation")),
        ("QD", ("decision", "regulation")),
        ("QyĐ", ("regulation",)),
        ("CT", ("directive",)),
        ("KL", ("conclusion",)),
        ("QC", ("statute",)),
        ("TT", ("circular",)),
        ("HD", ("guidance",)),
        ("TB", ("notice",)),
        ("BC", ("report",)),
        ("KH", ("plan",)),
        ("CTr", ("programme",)),
        ("ctr", ("programme",)),
        ("ĐA", ("scheme",)),
        ("đa", ("scheme",)),
        ("DA", ("project",)),
        ("PA", ("option",)),
        ("TTr", ("submission",)),
        ("CV", ("official_letter",)),
        ("BB", ("minutes",)),
        ("BS", ("copy",)),
        ("GM", ("invitation",)),
        ("GGT", ("introduction",)),
        ("XX", ()),
        ("", ()),
    ],
)
def test_types_of_an_abbreviation(abbreviation: str, codes: tuple[str, ...]) -> None:
    assert types_of(abbreviation) == codes


def test_document_types_have_the_names_of_the_regulation() -> None:
    names = {kind.name for kind in DOCUMENT_TYPES}
    assert {
        "cương lĩnh", "điều lệ", "chiến lược", "nghị quyết", "quyết định", "chỉ thị", "kết luận", "quy chế", "quy định",
        "thông tri", "hướng dẫn", "thông báo", "thông cáo", "tuyên bố", "lời kêu gọi", "báo cáo", "kế hoạch",
        "quy hoạch", "chương trình", "đề án", "phương án", "dự án", "tờ trình", "công văn", "biên bản", "giấy giới thiệu",
        "giấy chứng nhận", "giấy đi đường", "giấy nghỉ phép", "giấy mời", "phiếu chuyển", "phiếu gửi", "thư công",
    } <= names  # fmt: skip
    assert len(names) == len(DOCUMENT_TYPES) == len({kind.code for kind in DOCUMENT_TYPES})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("163", SymbolQuery(163)),
        ("số 163", SymbolQuery(163)),
        ("163-KH", SymbolQuery(163, "kh")),
        ("163 kh tu", SymbolQuery(163, "kh", "tu")),
        ("163kh", SymbolQuery(163, "kh")),
        ("KH/TU", SymbolQuery(None, "kh", "tu")),
        ("NQ 57", SymbolQuery(57, "nq")),
        ("NQ 57-NQ/TW", SymbolQuery(57, "nq", "tw")),
        ("nghị quyết 57", SymbolQuery(57, "nq")),
        ("nghi quyet so 57 cua TW", SymbolQuery(57, "nq", "tw")),
        ("Kế hoạch số 163 TU", SymbolQuery(163, "kh", "tu")),
        ("quyết định 23", SymbolQuery(23, "qd")),
        ("quy định 66", SymbolQuery(66, "qd")),
        ("05-nq/du", SymbolQuery(5, "nq", "du")),
        ("16/CTr-UBND", SymbolQuery(16, "ctr", "ubnd")),
        ("163khtu", SymbolQuery(163, "kh", "tu")),
        ("163-KHTU", SymbolQuery(163, "kh", "tu")),
        ("khtu163", SymbolQuery(163, "kh", "tu")),
        ("kh163", SymbolQuery(163, "kh")),
        ("KH163TU", SymbolQuery(163, "kh", "tu")),
        ("09ctrhu", SymbolQuery(9, "ctr", "hu")),
        ("23qđubkttw", SymbolQuery(23, "qd", "ubkttw")),
    ],
)
def test_read_query_understands_parts_of_a_symbol(text: str, expected: SymbolQuery) -> None:
    assert read_query(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "hộ nghèo", "kế hoạch trồng rừng", "163 164", "số của", "123456", "khtu", "163 khxx", "ấp b2", "b2"],
)
def test_read_query_leaves_other_words_to_the_text_search(text: str) -> None:
    assert read_query(text) is None


def test_query_matches_only_what_has_all_its_parts() -> None:
    symbols = [read_symbol(text) for text in ("163-KH/TU", "165-KH/HU", "05-NQ/ĐU", "16/CTr-UBND")]
    found = {
        text: [symbol.text for symbol in symbols if (read_query(text) or SymbolQuery(0)).matches(symbol)]
        for text in ("163", "KH", "nq du", "KH/HU", "CTr ubnd", "57")
    }
    assert found == {
        "163": ["163-KH/TU"],
        "KH": ["163-KH/TU", "165-KH/HU"],
        "nq du": ["05-NQ/ĐU"],
        "KH/HU": ["165-KH/HU"],
        "CTr ubnd": ["16/CTr-UBND"],
        "57": [],
    }


@given(st.integers(min_value=1, max_value=99999), party_types, party_issuers)
def test_symbols_survive_every_way_of_writing(number: int, kind: str, issuer: str) -> None:
    symbol = read_symbol(f"{number}-{kind}/{issuer}")
    assert (symbol.number, symbol.type, symbol.issuer, symbol.state) == (number, kind, issuer, False)
    writings = [
        symbol.text,
        symbol.text.lower(),
        symbol.text.replace("Đ", "D"),
        symbol.text.replace("Đ", "Ð"),
        symbol.text.replace("-", " - "),
        f"Số: {symbol.text}",
        f"{number}/{kind}-{issuer}",
        f"{number} {kind} {issuer}",
        f"Văn bản số {symbol.text}, ngày 8-9-2022",
    ]
    assert {read_symbol(text) for text in writings} == {symbol}


@given(st.text(max_size=40))
def test_symbol_key_is_stable_for_any_text(text: str) -> None:
    key = symbol_key(text)
    assert symbol_key(key) == key


@given(st.sampled_from(["163-KH/TU", "05-NQ/ĐU", "09-CTr/HU", "23-QĐ/UBKTTW", "36-HD/VPTW"]), st.data())
def test_a_symbol_is_found_by_every_way_of_dividing_it(text: str, data: st.DataObject) -> None:
    parts = re.split(r"[-/]", text)
    divided = "".join(part + data.draw(st.sampled_from(["", " ", "-", "/", ".", " - "])) for part in parts)
    typed = data.draw(st.sampled_from([divided, divided.lower(), divided.upper(), fold(divided)]))
    assert read_query(typed) == SymbolQuery(int(parts[0]), fold(parts[1]), fold(parts[2]))
