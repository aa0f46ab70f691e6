"""Symbols as offices write them, one a line, and the lists of types and issuers as the regulations give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.viet.codes import (
    DOCUMENT_TYPES,
    ISSUERS,
    SymbolError,
    find_symbols,
    read_symbol,
    symbol_key,
    types_of,
)

# text; canonical writing; search key; how many symbols running text of these words holds
SYMBOLS: list[tuple[str, str, str, int]] = [
    ("163-KH/TU", "163-KH/TU", "163-kh/tu", 1),
    ("165-KH/HU", "165-KH/HU", "165-kh/hu", 1),
    ("165 - KH/HU", "165-KH/HU", "165-kh/hu", 1),
    ("165-KH / HU", "165-KH/HU", "165-kh/hu", 1),
    ("Số 165-KH/HU", "165-KH/HU", "165-kh/hu", 1),
    ("số: 165-KH/HU", "165-KH/HU", "165-kh/hu", 1),
    ("165-kh/hu", "165-KH/HU", "165-kh/hu", 1),
    ("0165-KH/HU", "165-KH/HU", "165-kh/hu", 1),
    ("01-NQ/HU", "01-NQ/HU", "1-nq/hu", 1),
    ("1-NQ/HU", "01-NQ/HU", "1-nq/hu", 1),
    ("16-CTr/HU", "16-CTr/HU", "16-ctr/hu", 1),
    ("16-CTR/HU", "16-CTr/HU", "16-ctr/hu", 1),
    ("16-Ctr/HU", "16-CTr/HU", "16-ctr/hu", 1),
    ("09-CTr/HU", "09-CTr/HU", "9-ctr/hu", 1),
    ("9-CTr/HU", "09-CTr/HU", "9-ctr/hu", 1),
    ("36-HD/VPTW", "36-HD/VPTW", "36-hd/vptw", 1),
    ("05-HD/VPTW", "05-HD/VPTW", "5-hd/vptw", 1),
    ("30/2020/NĐ-CP", "30/2020/NĐ-CP", "30/2020-nd/cp", 1),
    ("NĐ 30/2020/NĐ-CP", "30/2020/NĐ-CP", "30/2020-nd/cp", 1),
    ("Nghị định 30/2020/NĐ-CP", "30/2020/NĐ-CP", "30/2020-nd/cp", 1),
    ("12/2022/QĐ-UBND", "12/2022/QĐ-UBND", "12/2022-qd/ubnd", 1),
    ("125/QĐ-UBND", "125/QĐ-UBND", "125-qd/ubnd", 1),
    ("125/BC-UBND", "125/BC-UBND", "125-bc/ubnd", 1),
    ("45/KH-UBND", "45/KH-UBND", "45-kh/ubnd", 1),
    ("7/NQ-HĐND", "07/NQ-HĐND", "7-nq/hdnd", 1),
    ("12-QĐ/ĐU", "12-QĐ/ĐU", "12-qd/du", 1),
    ("12-QD/DU", "12-QĐ/ĐU", "12-qd/du", 1),
    ("12-QĐ/HU", "12-QĐ/HU", "12-qd/hu", 1),
    ("15-TB/HU", "15-TB/HU", "15-tb/hu", 1),
    ("15-TB/ĐU", "15-TB/ĐU", "15-tb/du", 1),
    ("20-BC/ĐU", "20-BC/ĐU", "20-bc/du", 1),
    ("20-BC/BTC", "20-BC/BTC", "20-bc/btc", 1),
    ("3-CV/HU", "03-CV/HU", "3-cv/hu", 1),
    ("8-CV/ĐU", "08-CV/ĐU", "8-cv/du", 1),
    ("99-QC/HU", "99-QC/HU", "99-qc/hu", 1),
    ("22-CT/TW", "22-CT/TW", "22-ct/tw", 1),
    ("35-CT/TW", "35-CT/TW", "35-ct/tw", 1),
    ("10-KL/TW", "10-KL/TW", "10-kl/tw", 1),
    ("10-KL/HU", "10-KL/HU", "10-kl/hu", 1),
    ("77-HD/BTCHU", "77-HD/BTCHU", "77-hd/btchu", 1),
    ("50-HD/BTGHU", "50-HD/BTGHU", "50-hd/btghu", 1),
    ("4-TTr/BTC", "04-TTr/BTC", "4-ttr/btc", 1),
    ("12-KH/BCĐ", "12-KH/BCĐ", "12-kh/bcd", 1),
    ("1-QĐ/BCĐ35", "01-QĐ/BCĐ35", "1-qd/bcd35", 1),
    ("6-NQ/ĐU", "06-NQ/ĐU", "6-nq/du", 1),
    ("6-NQ/CB", "06-NQ/CB", "6-nq/cb", 1),
    ("14-KH/HU ngày 28-9-2022", "14-KH/HU", "14-kh/hu", 1),
    ("165–KH/HU", "165-KH/HU", "165-kh/hu", 1),
    ("165—KH/HU", "165-KH/HU", "165-kh/hu", 1),
    ("165-KH/HU.", "165-KH/HU", "165-kh/hu", 1),
    ("(165-KH/HU)", "165-KH/HU", "165-kh/hu", 1),
    ("“165-KH/HU”", "165-KH/HU", "165-kh/hu", 1),
    ("165KH/HU", "165-KH/HU", "165-kh/hu", 0),
    ("165 KH/HU", "165-KH/HU", "165-kh/hu", 0),
    ("165/KH-HU", "165-KH/HU", "165-kh/hu", 1),
    ("165/KH/HU", "165-KH/HU", "165-kh/hu", 1),
    ("165a-KH/HU", "165a-KH/HU", "165a-kh/hu", 1),
    ("165-KH/HU-2022", "165-KH/HU", "165-kh/hu", 1),
    ("99999-KH/HU", "99999-KH/HU", "99999-kh/hu", 1),
]

# text; what is said; the symbols in it as running text
REFUSED: list[tuple[str, str, tuple[str, ...]]] = [
    (
        "2-QĐi/TW",
        "Không đọc được số, ký hiệu văn bản từ “2-QĐi/TW”. Viết như 163-KH/TU hoặc 16/CTr-UBND.",
        (),
    ),
    (
        "1-CTPH/BTG",
        "Không đọc được số, ký hiệu văn bản từ “1-CTPH/BTG”. Viết như 163-KH/TU hoặc 16/CTr-UBND.",
        (),
    ),
    (
        "KH 165",
        "Không đọc được số, ký hiệu văn bản từ “KH 165”. Viết như 163-KH/TU hoặc 16/CTr-UBND.",
        (),
    ),
    (
        "165",
        "Không đọc được số, ký hiệu văn bản từ “165”. Viết như 163-KH/TU hoặc 16/CTr-UBND.",
        (),
    ),
    (
        "KH",
        "Không đọc được số, ký hiệu văn bản từ “KH”. Viết như 163-KH/TU hoặc 16/CTr-UBND.",
        (),
    ),
    (
        "/HU",
        "Không đọc được số, ký hiệu văn bản từ “/HU”. Viết như 163-KH/TU hoặc 16/CTr-UBND.",
        (),
    ),
    (
        "165-/HU",
        "Không đọc được số, ký hiệu văn bản từ “165-/HU”. Viết như 163-KH/TU hoặc 16/CTr-UBND.",
        (),
    ),
    (
        "-KH/HU",
        "“-KH/HU” chưa ghi số văn bản.",
        (),
    ),
    (
        "165-KH/",
        "Không đọc được số, ký hiệu văn bản từ “165-KH/”. Viết như 163-KH/TU hoặc 16/CTr-UBND.",
        (),
    ),
    (
        "abc",
        "Không đọc được số, ký hiệu văn bản từ “abc”. Viết như 163-KH/TU hoặc 16/CTr-UBND.",
        (),
    ),
    (
        "165-XX/HU",
        "Không đọc được số, ký hiệu văn bản từ “165-XX/HU”. Viết như 163-KH/TU hoặc 16/CTr-UBND.",
        (),
    ),
    (
        "165_KH_HU",
        "Không đọc được số, ký hiệu văn bản từ “165_KH_HU”. Viết như 163-KH/TU hoặc 16/CTr-UBND.",
        (),
    ),
    (
        "165-KH\\HU",
        "Không đọc được số, ký hiệu văn bản từ “165-KH\\HU”. Viết như 163-KH/TU hoặc 16/CTr-UBND.",
        (),
    ),
    (
        "1.165-KH/HU",
        "Không đọc được số, ký hiệu văn bản từ “1.165-KH/HU”. Viết như 163-KH/TU hoặc 16/CTr-UBND.",
        (),
    ),
    (
        "1-KH/HU;2-KH/HU",
        "“1-KH/HU;2-KH/HU” có nhiều số, ký hiệu văn bản; xin ghi một số, ký hiệu.",
        ("01-KH/HU", "02-KH/HU"),
    ),
]

# Quy định 66-QĐ/TW, Nghị định 30/2020/NĐ-CP: name; abbreviation of the Party; abbreviation of the state; code
TYPES: list[tuple[str, str, str, str]] = [
    ("cương lĩnh", "", "", "platform"),
    ("điều lệ", "", "", "charter"),
    ("chiến lược", "", "", "strategy"),
    ("nghị quyết", "NQ", "NQ", "resolution"),
    ("quyết định", "QĐ", "QĐ", "decision"),
    ("chỉ thị", "CT", "CT", "directive"),
    ("kết luận", "KL", "", "conclusion"),
    ("quy chế", "QC", "QC", "statute"),
    ("quy định", "QĐ", "QyĐ", "regulation"),
    ("thông tri", "TT", "", "circular"),
    ("hướng dẫn", "HD", "HD", "guidance"),
    ("thông báo", "TB", "TB", "notice"),
    ("thông cáo", "TC", "TC", "communique"),
    ("tuyên bố", "", "", "declaration"),
    ("lời kêu gọi", "", "", "appeal"),
    ("báo cáo", "BC", "BC", "report"),
    ("kế hoạch", "KH", "KH", "plan"),
    ("quy hoạch", "QH", "", "master_plan"),
    ("chương trình", "CTr", "CTr", "programme"),
    ("đề án", "ĐA", "ĐA", "scheme"),
    ("phương án", "PA", "PA", "option"),
    ("dự án", "DA", "DA", "project"),
    ("tờ trình", "TTr", "TTr", "submission"),
    ("công văn", "CV", "CV", "official_letter"),
    ("biên bản", "BB", "BB", "minutes"),
    ("bản sao", "BS", "SY", "copy"),
    ("giấy mời", "GM", "GM", "invitation"),
    ("giấy giới thiệu", "GGT", "GGT", "introduction"),
    ("giấy chứng nhận", "", "", "certificate"),
    ("giấy đi đường", "", "", "travel_order"),
    ("giấy nghỉ phép", "", "GNP", "leave_permit"),
    ("phiếu chuyển", "", "PC", "transfer_slip"),
    ("phiếu gửi", "", "PG", "delivery_slip"),
    ("thư công", "", "", "official_note"),
    ("nghị định", "", "NĐ", "decree"),
    ("luật", "", "L", "law"),
]
ABBREVIATIONS: list[tuple[str, tuple[str, ...]]] = [
    ("BB", ("minutes",)),
    ("BC", ("report",)),
    ("BS", ("copy",)),
    ("CT", ("directive",)),
    ("CTr", ("programme",)),
    ("CV", ("official_letter",)),
    ("DA", ("project",)),
    ("GGT", ("introduction",)),
    ("GM", ("invitation",)),
    ("GNP", ("leave_permit",)),
    ("HD", ("guidance",)),
    ("KH", ("plan",)),
    ("KL", ("conclusion",)),
    ("L", ("law",)),
    ("NQ", ("resolution",)),
    ("NĐ", ("decree",)),
    ("PA", ("option",)),
    ("PC", ("transfer_slip",)),
    ("PG", ("delivery_slip",)),
    ("QC", ("statute",)),
    ("QH", ("master_plan",)),
    ("QyĐ", ("regulation",)),
    ("QĐ", ("decision", "regulation")),
    ("SY", ("copy",)),
    ("TB", ("notice",)),
    ("TC", ("communique",)),
    ("TT", ("circular",)),
    ("TTr", ("submission",)),
    ("ĐA", ("scheme",)),
]
BODIES: list[tuple[str, str]] = [
    ("TW", "Trung ương"),
    ("TU", "tỉnh ủy, thành ủy"),
    ("HU", "huyện ủy"),
    ("ThU", "thành ủy (thuộc tỉnh)"),
    ("TXU", "thị xã ủy"),
    ("QU", "quận ủy"),
    ("ĐU", "đảng ủy"),
    ("ĐUK", "đảng ủy khối"),
    ("ĐB", "đảng bộ"),
    ("CB", "chi bộ"),
    ("ĐH", "đại hội"),
    ("UBKTTW", "Ủy ban Kiểm tra Trung ương"),
    ("UBKTTU", "ủy ban kiểm tra tỉnh ủy, thành ủy"),
    ("UBKTHU", "ủy ban kiểm tra huyện ủy"),
    ("UBKTĐU", "ủy ban kiểm tra đảng ủy"),
    ("VPTW", "Văn phòng Trung ương Đảng"),
    ("VPTU", "văn phòng tỉnh ủy, thành ủy"),
    ("VPHU", "văn phòng huyện ủy"),
    ("VPĐU", "văn phòng đảng ủy"),
    ("BTCTW", "Ban Tổ chức Trung ương"),
    ("BTCTU", "ban tổ chức tỉnh ủy, thành ủy"),
    ("BTCHU", "ban tổ chức huyện ủy"),
    ("BTGTW", "Ban Tuyên giáo Trung ương"),
    ("BTGTU", "ban tuyên giáo tỉnh ủy, thành ủy"),
    ("BTGHU", "ban tuyên giáo huyện ủy"),
    ("BDVTU", "ban dân vận tỉnh ủy, thành ủy"),
    ("BDVHU", "ban dân vận huyện ủy"),
    ("BXDĐ", "ban xây dựng đảng"),
    ("BCĐ", "ban chỉ đạo"),
    ("BCĐTW", "ban chỉ đạo Trung ương"),
    ("BTV", "ban thường vụ"),
    ("BCH", "ban chấp hành"),
    ("TCT", "tổ công tác"),
    ("UBND", "ủy ban nhân dân"),
    ("HĐND", "hội đồng nhân dân"),
    ("CP", "Chính phủ"),
    ("TTg", "Thủ tướng Chính phủ"),
    ("BNV", "Bộ Nội vụ"),
    ("MTTQ", "Mặt trận Tổ quốc"),
]


@pytest.mark.parametrize(("text", "canonical", "key", "count"), SYMBOLS)
def test_symbol_is_read_as_its_office_means_it(text: str, canonical: str, key: str, count: int) -> None:
    symbol = read_symbol(text)
    assert (symbol.text, symbol.key, symbol_key(text)) == (canonical, key, key)
    assert [each.text for each in find_symbols(text)] == [canonical] * count


@pytest.mark.parametrize(("text", "said", "held"), REFUSED)
def test_what_is_no_one_symbol_is_refused_with_the_reason(
    text: str, said: str, held: tuple[str, ...]
) -> None:
    with pytest.raises(SymbolError) as caught:
        read_symbol(text)
    assert str(caught.value) == said
    assert tuple(each.text for each in find_symbols(text)) == held


def test_types_are_those_of_the_regulations() -> None:
    assert [
        (kind.name, kind.abbreviation, kind.state_abbreviation, kind.code) for kind in DOCUMENT_TYPES
    ] == TYPES


@pytest.mark.parametrize(("short", "codes"), ABBREVIATIONS)
def test_abbreviation_stands_for_its_types(short: str, codes: tuple[str, ...]) -> None:
    assert types_of(short) == codes
    assert types_of(short.lower()) == codes


def test_issuers_are_named_in_full() -> None:
    assert list(ISSUERS.items()) == BODIES


@given(
    number=st.integers(1, 99_999),
    short=st.sampled_from([kind.abbreviation for kind in DOCUMENT_TYPES if kind.abbreviation]),
    issuer=st.sampled_from(["TW", "TU", "HU", "ĐU", "VPTW", "BTCHU"]),
)
def test_every_writing_of_a_symbol_has_one_key(number: int, short: str, issuer: str) -> None:
    written = f"{number}-{short}/{issuer}"
    others = [
        f"{number:02d}-{short}/{issuer}",
        f"Số {number} - {short}/{issuer}",
        f"{number}–{short}/{issuer}",
        written.lower(),
        written.upper(),
    ]
    assert {symbol_key(each) for each in others} == {symbol_key(written)}
    assert read_symbol(read_symbol(written).text) == read_symbol(written)
