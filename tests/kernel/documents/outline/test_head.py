from datetime import date

import pytest

from nhiemky.kernel.documents.outline import (
    Authority,
    OutlineError,
    Recipients,
    Signing,
    excerpt_line,
    is_collective,
    number_line,
    place_date_line,
    untitled,
)
from nhiemky.kernel.documents.profiles import HD05, HD36, ND30, Profile
from tests.kernel.documents import papers


@pytest.mark.parametrize(
    ("profile", "number", "type_code", "issuer_code", "expected"),
    [
        (HD36, 127, "BC", "ĐU", "Số 127-BC/ĐU"),
        (HD36, 163, "KH", "TU", "Số 163-KH/TU"),
        (HD05, 5, "NQ", "ĐU", "Số 05-NQ/ĐU"),
        (HD05, 10, "CTr", "HU", "Số 10-CTr/HU"),
        (HD05, None, "BC", "ĐU", "Số      -BC/ĐU"),
        (HD05, 0, "BC", "CB", "Số 00-BC/CB"),
        (ND30, 16, "BC", "UBND", "Số: 16/BC-UBND"),
        (ND30, 7, "BC", "UBND", "Số: 07/BC-UBND"),
        (ND30, None, "TTr", "UBND", "Số:      /TTr-UBND"),
    ],
)
def test_number_line_is_written_as_the_form_does(
    profile: Profile, number: int | None, type_code: str, issuer_code: str, expected: str
) -> None:
    head = papers.letterhead(number=number, type_code=type_code, issuer_code=issuer_code)
    assert number_line(profile, head) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 2, 21), "Tân Thanh Tây, ngày 21 tháng 02 năm 2023"),
        (date(2023, 1, 5), "Tân Thanh Tây, ngày 05 tháng 01 năm 2023"),
        (date(2022, 9, 8), "Tân Thanh Tây, ngày 08 tháng 9 năm 2022"),
        (date(2022, 12, 31), "Tân Thanh Tây, ngày 31 tháng 12 năm 2022"),
    ],
)
def test_place_date_line_takes_leading_zeros(day: date, expected: str) -> None:
    assert place_date_line(papers.letterhead(day=day)) == expected


def test_place_date_line_leaves_room_for_the_day() -> None:
    assert (
        place_date_line(papers.letterhead(day=None, year=2023))
        == "Tân Thanh Tây, ngày      tháng      năm 2023"
    )
    assert place_date_line(papers.letterhead(day=None)).endswith("năm       ")


@pytest.mark.parametrize(
    ("profile", "type_name", "excerpt", "expected"),
    [
        (HD36, "Báo cáo", "sơ kết", "sơ kết"),
        (HD05, "", "góp ý dự thảo", "về việc góp ý dự thảo"),
        (HD05, "", "về việc góp ý", "về việc góp ý"),
        (HD05, "", "V/v góp ý", "V/v góp ý"),
        (ND30, "", "góp ý dự thảo", "V/v góp ý dự thảo"),
        (HD36, "", "Chế độ hội nghị", "Chế độ hội nghị"),
        (HD05, "", "", ""),
    ],
)
def test_excerpt_line_of_a_letter_takes_the_forms_prefix(
    profile: Profile, type_name: str, excerpt: str, expected: str
) -> None:
    assert excerpt_line(profile, papers.letterhead(type_name=type_name, excerpt=excerpt)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Ban Thường vụ", True),
        ("BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN", True),
        ("Đảng ủy xã", True),
        ("ĐẢNG UỶ XÃ", True),
        ("Huyện uỷ", True),
        ("Chi bộ ấp Tân Bình", True),
        ("Ủy ban Kiểm tra", True),
        ("UBKT Huyện ủy", True),
        ("Bí thư", True),
        ("Đoàn Chủ tịch", True),
        ("Trưởng ban", False),
        ("Trưởng ban Tổ chức Huyện ủy", False),
        ("Chủ tịch", False),
        ("Chánh Văn phòng Huyện ủy", False),
        ("", False),
    ],
)
def test_is_collective_knows_bodies_that_decide_together(body: str, expected: bool) -> None:
    assert is_collective(body) is expected


@pytest.mark.parametrize(
    "body", ["Ban Thường vụ", "Đảng ủy xã Tân Thanh Tây", "Bí thư", "BAN CHẤP HÀNH", "Chi uỷ", "Hội đồng"]
)
def test_signing_in_the_stead_of_a_committees_head_is_refused(body: str) -> None:
    with pytest.raises(OutlineError) as raised:
        Signing("Phó Bí thư", "Nguyễn Văn A", authority=Authority.FOR_HEAD, body=body)
    assert str(raised.value) == (
        f"Không ký K/T đối với cấp ủy, cơ quan lãnh đạo tập thể ({body}); ký T/M và ghi chức vụ người ký."
    )


@pytest.mark.parametrize("body", ["Trưởng ban", "Chánh Văn phòng", "Chủ tịch"])
def test_signing_in_the_stead_of_a_head_of_office_is_taken(body: str) -> None:
    assert Signing("Phó", authority=Authority.FOR_HEAD, body=body).body == body


@pytest.mark.parametrize("authority", [Authority.ON_BEHALF, Authority.FOR_HEAD, Authority.DELEGATED])
def test_signing_without_whom_it_stands_for_is_refused(authority: Authority) -> None:
    with pytest.raises(OutlineError, match="phải ghi rõ ký thay ai"):
        Signing("Bí thư", authority=authority)


@pytest.mark.parametrize(
    "position", ["Bí thư Huyện ủy", "BÍ THƯ ĐẢNG UỶ XÃ", "Phó Bí thư Chi bộ", "phó bí thư Tỉnh ủy"]
)
def test_signing_position_that_repeats_the_committee_is_refused(position: str) -> None:
    with pytest.raises(OutlineError, match="không ghi lại tên cấp ủy"):
        Signing(position, body="Ban Thường vụ")


@pytest.mark.parametrize(
    "position", ["Bí thư", "Phó Bí thư", "Phó Bí thư Thường trực", "Ủy viên Ban Thường vụ"]
)
def test_signing_position_alone_is_taken(position: str) -> None:
    assert Signing(position, body="Ban Thường vụ").position == position


@pytest.mark.parametrize("authority", [Authority.NONE, Authority.ACTING])
def test_signing_by_the_head_needs_no_body(authority: Authority) -> None:
    assert Signing("Trưởng ban", "Trần Thị B", authority=authority).body == ""


@pytest.mark.parametrize(
    ("name", "party", "state"),
    [
        ("Nguyễn Văn Đủ", "Nguyễn Văn Đủ", "Nguyễn Văn Đủ"),
        ("TS. Nguyễn Văn Đủ", "Nguyễn Văn Đủ", "Nguyễn Văn Đủ"),
        ("TSKH Nguyễn Văn Đủ", "Nguyễn Văn Đủ", "Nguyễn Văn Đủ"),
        ("PGS.TS Nguyễn Văn Đủ", "Nguyễn Văn Đủ", "Nguyễn Văn Đủ"),
        ("GS, TS. Nguyễn Văn Đủ", "Nguyễn Văn Đủ", "Nguyễn Văn Đủ"),
        ("ths Nguyễn Văn Đủ", "Nguyễn Văn Đủ", "Nguyễn Văn Đủ"),
        ("Phó Giáo sư, Tiến sỹ Lan", "Lan", "Lan"),
        ("Đại tá, Bác sĩ Lê Văn Minh", "Lê Văn Minh", "Đại tá, Bác sĩ Lê Văn Minh"),
        ("Trung uý Lê Văn Minh", "Lê Văn Minh", "Trung uý Lê Văn Minh"),
        ("Trung Lê Văn", "Trung Lê Văn", "Trung Lê Văn"),
        ("Bùi Thị Thạc Sĩ", "Bùi Thị Thạc Sĩ", "Bùi Thị Thạc Sĩ"),
        ("Đại tá", "", "Đại tá"),
        ("", "", ""),
    ],
)
def test_name_of_a_signer_is_printed_without_titles(name: str, party: str, state: str) -> None:
    assert (untitled(name, state=False), untitled(name, state=True)) == (party, state)


@pytest.mark.parametrize(
    ("lines", "archive", "expected"),
    [
        (("Ban Thường vụ Huyện ủy",), "Lưu Văn phòng", ("- Ban Thường vụ Huyện ủy;", "- Lưu Văn phòng.")),
        (("Như trên,", " Các chi bộ; "), "Lưu: VT.", ("- Như trên;", "- Các chi bộ;", "- Lưu: VT.")),
        ((), "Lưu Văn phòng Đảng ủy", ("- Lưu Văn phòng Đảng ủy.",)),
        (("", "Như trên"), "", ("- Như trên.",)),
        ((), "", ()),
    ],
)
def test_recipients_are_printed_with_their_marks(
    lines: tuple[str, ...], archive: str, expected: tuple[str, ...]
) -> None:
    assert Recipients(lines, archive).printed() == expected


def test_document_title_joins_type_name_and_excerpt() -> None:
    assert papers.short_report().title == f"Báo cáo {papers.EXCERPT}"
    assert papers.letter().title == "góp ý dự thảo"
