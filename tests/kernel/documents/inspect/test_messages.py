"""What each departure from the form is called: every sentence, read by eye once."""

from nhiemky.kernel.documents import docx
from nhiemky.kernel.documents.inspect import check, inspect
from nhiemky.kernel.documents.outline import Align, Paragraph, Section
from nhiemky.kernel.documents.profiles import HD36, ND30
from tests.kernel.documents import papers
from tests.kernel.documents.inspect.mutants import DOCUMENT, STYLES, changed
from tests.kernel.documents.inspect.test_checks import CHANGES, RESTYLED, restyled

SAID = {
    "paper": {"Khổ giấy 216 × 279 mm, không phải khổ A4 (210 × 297 mm)."},
    "margin_top": {"Lề trên 25 mm, quy định 20 mm."},
    "margin_bottom": {"Lề dưới 15 mm, quy định 20 mm."},
    "margin_left": {"Lề trái 25 mm, quy định 30 mm."},
    "margin_right": {"Lề phải 20 mm, quy định 15 mm."},
    "page_number_first_page": {"Trang đầu không hiển thị số trang."},
    "page_number_missing": {"Văn bản chưa đánh số trang."},
    "page_number_place": {"Số trang đặt ở giữa, phía trên trang giấy."},
    "font": {"Phông chữ Arial, quy định Times New Roman."},
    "body_line": {"Giãn dòng chưa đúng quy định: “Đạt và vượt 15/25 chỉ tiêu; 2/25 chỉ tiê”."},
    "body_indent": {"Dòng đầu đoạn phải lùi vào khoảng 10 mm: “Đạt và vượt 15/25 chỉ tiêu; 2/25 chỉ tiê”."},
    "body_gap": {"Khoảng cách giữa các đoạn phải từ 6 pt: “Đạt và vượt 15/25 chỉ tiêu; 2/25 chỉ tiê”."},
    "national_title_missing": {"Thiếu dòng “ĐẢNG CỘNG SẢN VIỆT NAM”."},
    "number_colon": {"Sau chữ “Số” không có dấu hai chấm: “Số: 127-BC/ĐU”."},
    "number_form": {
        "Số và ký hiệu “Số 127 -BC-ĐU” chưa đúng mẫu “Số 127-BC/ĐU”.",
        "Số và ký hiệu “Số 127/BC-ĐU” chưa đúng mẫu “Số 127-BC/ĐU”.",
    },
    "number_zero": {"Số nhỏ hơn 10 phải thêm số 0 ở trước: “Số 7-BC/ĐU”."},
    "number_missing": {"Thiếu số và ký hiệu văn bản."},
    "place_date_zero": {"Ngày nhỏ hơn 10, tháng 1 và tháng 2 phải thêm số 0 ở trước."},
    "place_date_missing": {"Thiếu địa danh và ngày, tháng, năm."},
    "issuer_mark_missing": {"Thiếu dấu * dưới tên cơ quan ban hành."},
    "title_rule_missing": {"Thiếu đường kẻ nét liền dưới tiêu đề."},
    "signing_collective": {
        "Không ký K/T đối với cấp ủy: “K/T BAN CHẤP HÀNH”; ký T/M.",
        "Không ký K/T đối với cấp ủy: “K/T BÍ THƯ”; ký T/M.",
    },
    "signing_mark": {"Cách ghi quyền hạn ký chưa đúng: “TM. BAN CHẤP HÀNH”."},
    "authority_caps": {"Quyền hạn ký phải là chữ in hoa."},
    "signing_position": {"Chức vụ người ký không ghi lại tên cấp ủy: “BÍ THƯ ĐẢNG ỦY”."},
    "position_caps": {"Chức vụ người ký phải là chữ in hoa."},
    "recipients_end": {"Dòng cuối của nơi nhận phải kết thúc bằng dấu chấm."},
    "recipients_archive": {"Nơi nhận thiếu dòng lưu."},
    "recipients_title_underline": {"Chữ “Nơi nhận” phải gạch chân."},
    "type_name_missing": {"Thiếu tên loại văn bản và trích yếu nội dung."},
    "national_title_size": {"Tiêu đề cỡ chữ 14, quy định cỡ 15."},
    "national_title_look": {"Tiêu đề phải là chữ đậm, đứng."},
    "superior_size": {"Tên cơ quan cấp trên cỡ chữ 13, quy định cỡ 14."},
    "superior_caps": {"Tên cơ quan cấp trên phải là chữ in hoa."},
    "issuer_size": {"Tên cơ quan ban hành cỡ chữ 13, quy định cỡ 14."},
    "issuer_look": {"Tên cơ quan ban hành phải là chữ đậm, đứng."},
    "number_size": {"Số và ký hiệu cỡ chữ 13, quy định cỡ 14."},
    "place_date_look": {"Địa danh, ngày tháng phải là chữ thường, nghiêng."},
    "type_name_size": {"Tên loại văn bản cỡ chữ 14, quy định cỡ 15-16."},
    "type_name_look": {"Tên loại văn bản phải là chữ đậm, đứng."},
    "excerpt_look": {"Trích yếu phải là chữ đậm, đứng."},
    "excerpt_size": {"Trích yếu cỡ chữ 12, quy định cỡ 14-15."},
    "body_size": {"Nội dung cỡ chữ 13 chưa đúng quy định: “Đạt và vượt 15/25 chỉ tiêu; 2/25 chỉ tiê”."},
    "heading_size": {"Đề mục “I. KẾT QUẢ” cỡ chữ 13 chưa đúng quy định."},
    "heading_look": {"Đề mục “I. KẾT QUẢ” phải là chữ đậm."},
    "authority_look": {"Quyền hạn ký phải là chữ đậm, đứng."},
    "authority_size": {"Quyền hạn ký cỡ chữ 13, quy định cỡ 14."},
    "position_look": {"Chức vụ người ký phải là chữ thường, đứng."},
    "signer_look": {"Họ tên người ký phải là chữ đậm, đứng."},
    "signer_size": {"Họ tên người ký cỡ chữ 12, quy định cỡ 14."},
    "recipients_title_size": {"Chữ “Nơi nhận” cỡ chữ 12, quy định cỡ 14."},
    "recipients_title_look": {"Chữ “Nơi nhận” phải là chữ thường, đứng."},
    "recipients_size": {"Dòng nơi nhận cỡ chữ 14, quy định cỡ 12."},
    "page_number_size": {"Số trang cỡ chữ 12, quy định cỡ 14."},
}
PARTY_HELD_AGAINST_STATE = [
    "Thiếu dòng “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”.",
    "Tên cơ quan cấp trên cỡ chữ 14, quy định cỡ 12-13.",
    "Tên cơ quan ban hành cỡ chữ 14, quy định cỡ 12-13.",
    "Thiếu đường kẻ dưới tên cơ quan ban hành.",
    "Số và ký hiệu “Số 127-BC/ĐU” chưa đúng mẫu “Số: 16/BC-UBND”.",
    "Số và ký hiệu cỡ chữ 14, quy định cỡ 13.",
    "Tên loại văn bản cỡ chữ 16, quy định cỡ 13-14.",
    "Thiếu đường kẻ nét liền dưới trích yếu.",
    "Cách ghi quyền hạn ký chưa đúng: “T/M BAN CHẤP HÀNH”.",
    "Chức vụ người ký phải là chữ đậm, đứng.",
    "Chữ “Nơi nhận” cỡ chữ 14, quy định cỡ 12.",
    "Chữ “Nơi nhận” phải là chữ đậm, nghiêng.",
    "Chữ “Nơi nhận” không gạch chân.",
    "Dòng nơi nhận cỡ chữ 12, quy định cỡ 11.",
    "Dòng lưu “- Lưu Văn phòng Đảng ủy.” chưa đúng mẫu “Lưu: VT …”.",
]
STATE_HELD_AGAINST_PARTY = [
    "Thiếu dòng “ĐẢNG CỘNG SẢN VIỆT NAM”.",
    "Tên cơ quan cấp trên cỡ chữ 13, quy định cỡ 14.",
    "Tên cơ quan ban hành cỡ chữ 13, quy định cỡ 14.",
    "Thiếu dấu * dưới tên cơ quan ban hành.",
    "Sau chữ “Số” không có dấu hai chấm: “Số: 06/BC-UBND”.",
    "Số và ký hiệu cỡ chữ 13, quy định cỡ 14.",
    "Tên loại văn bản cỡ chữ 14, quy định cỡ 15-16.",
    "Cách ghi quyền hạn ký chưa đúng: “KT. CHỦ TỊCH”.",
    "Chức vụ người ký phải là chữ thường, đứng.",
    "Chữ “Nơi nhận” cỡ chữ 12, quy định cỡ 14.",
    "Chữ “Nơi nhận” phải là chữ thường, đứng.",
    "Chữ “Nơi nhận” phải gạch chân.",
    "Dòng nơi nhận cỡ chữ 11, quy định cỡ 12.",
    "Dòng lưu “- Lưu: VT.” chưa đúng mẫu “Lưu Văn phòng …”.",
]


def test_every_finding_is_put_into_its_words() -> None:
    files = [changed(papers.short_report(), part, old, new) for part, old, new, _ in CHANGES]
    files += [restyled(part, style) for part, style, _ in RESTYLED]
    found: dict[str, set[str]] = {}
    for data in files:
        for finding in check(inspect(data), HD36):
            found.setdefault(finding.code, set()).add(finding.message)
    assert found == SAID


def messages(data: bytes, *, state: bool = False) -> list[str]:
    return [finding.message for finding in check(inspect(data), ND30 if state else HD36)]


def test_party_document_is_told_what_the_state_demands() -> None:
    assert messages(docx.render(papers.short_report(HD36)), state=True) == PARTY_HELD_AGAINST_STATE


def test_state_document_is_told_what_the_party_demands() -> None:
    assert messages(docx.render(papers.state_report())) == STATE_HELD_AGAINST_PARTY


def test_margins_of_the_state_are_told_as_a_range() -> None:
    data = changed(papers.state_report(), DOCUMENT, 'w:top="1134"', 'w:top="1701"')
    assert messages(data, state=True) == ["Lề trên 30 mm, quy định từ 20 đến 25 mm."]


def test_half_points_are_told_with_a_comma() -> None:
    data = changed(papers.short_report(), STYLES, '<w:sz w:val="30"/>', '<w:sz w:val="29"/>')
    assert messages(data) == ["Tiêu đề cỡ chữ 14,5, quy định cỡ 15."]


def test_motto_is_named_where_the_state_demands_it() -> None:
    gone = changed(papers.state_report(), DOCUMENT, "Độc lập - Tự do - Hạnh phúc", "Độc lập")
    unruled = changed(papers.state_report(), DOCUMENT, '<w:pStyle w:val="Rule"/>', '<w:pStyle w:val="Gap"/>')
    assert messages(gone, state=True) == ["Thiếu dòng “Độc lập - Tự do - Hạnh phúc”."]
    assert messages(unruled, state=True) == [
        "Thiếu đường kẻ nét liền dưới tiêu ngữ.",
        "Thiếu đường kẻ dưới tên cơ quan ban hành.",
        "Thiếu đường kẻ nét liền dưới trích yếu.",
    ]


def test_page_number_of_the_state_may_have_two_sizes() -> None:
    number = '<w:sz w:val="28"/><w:szCs w:val="28"/>'
    data = changed(papers.state_report(), STYLES, f'w:jc w:val="center"/></w:pPr><w:rPr>{number}</w:rPr></w:style><w:style w:type="paragraph" w:styleId="BodyText"', 'w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="24"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="BodyText"')  # fmt: skip
    assert messages(data, state=True) == ["Số trang cỡ chữ 12, quy định cỡ 13-14."]


def test_missing_parts_are_named() -> None:
    bare = papers.short_report(
        letterhead=papers.letterhead(type_name="", excerpt=""), signing=None, recipients=None
    )
    assert messages(docx.render(bare)) == [
        "Thiếu tên loại văn bản và trích yếu nội dung.",
        "Thiếu thể thức đề ký: quyền hạn, chức vụ, họ tên người ký.",
        "Thiếu nơi nhận.",
    ]


def test_paragraph_is_named_by_its_first_forty_characters() -> None:
    blocks = (Section(1, "Kết quả"), Paragraph("0123456789" * 5, align=Align.LEFT, indent=False))
    assert messages(docx.render(papers.short_report(blocks=blocks))) == [
        "Nội dung phải căn đều hai bên: “0123456789012345678901234567890123456789”.",
        "Dòng đầu đoạn phải lùi vào khoảng 10 mm: “0123456789012345678901234567890123456789”.",
    ]
