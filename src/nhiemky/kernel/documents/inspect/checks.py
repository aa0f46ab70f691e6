"""An inspection held against a form: every departure as a finding with a stable code."""

import re
from collections.abc import Iterator

from nhiemky.kernel.documents.inspect.facts import Finding, Head, Inspection, Line, Page
from nhiemky.kernel.documents.measures import twips
from nhiemky.kernel.documents.outline import is_collective, untitled
from nhiemky.kernel.documents.profiles import Part, Profile, Style

_PARTY_NUMBER = re.compile(r"Số\s+\d*\s*-[A-ZĐa-z]+/[A-ZĐa-z]+$")
_STATE_NUMBER = re.compile(r"Số:\s+\d*\s*/[A-ZĐa-z]+(-[A-ZĐa-z]+)+$")
_STATE_ARCHIVE = re.compile(r"-? *Lưu: *VT\b")
_PARTY_ARCHIVE = re.compile(r"-? *Lưu (?!.*\bVT\b)")
_IN_STEAD = re.compile(r"(K/T|KT\.)\s*(.+)", re.IGNORECASE)
_SIGN_MARK = re.compile(r"(T/M|K/T|T/L|TM\.|KT\.|TL\.)(?=\s)", re.IGNORECASE)
_POSITION = re.compile(r"(PHÓ )?BÍ THƯ (?P<rest>.+)")
_PLACE_DATE = re.compile(
    r"(?P<place>[^\W\d_].*|[\s.…_]+), ngày( \d{1,2}|[\s.…_]+) tháng( \d{1,2}|[\s.…_]+) năm( \d{4}|[\s.…_]*)"
)
_RULE_TOLERANCE = 8
_NAMES = {
    Part.NATIONAL_TITLE: "Tiêu đề",
    Part.MOTTO: "Tiêu ngữ",
    Part.SUPERIOR: "Tên cơ quan cấp trên",
    Part.ISSUER: "Tên cơ quan ban hành",
    Part.NUMBER: "Số và ký hiệu",
    Part.PLACE_DATE: "Địa danh, ngày tháng",
    Part.TYPE_NAME: "Tên loại văn bản",
    Part.EXCERPT: "Trích yếu",
    Part.AUTHORITY: "Quyền hạn ký",
    Part.POSITION: "Chức vụ người ký",
    Part.SIGNER: "Họ tên người ký",
    Part.RECIPIENTS_TITLE: "Chữ “Nơi nhận”",
    Part.RECIPIENTS: "Dòng nơi nhận",
}


def check(inspection: Inspection, profile: Profile) -> tuple[Finding, ...]:
    """Return every departure of an inspected file from a form; empty when the form holds.

    Source of the rules: the profile (docs/reference/the-thuc.md).
    """
    return tuple(
        dict.fromkeys(
            (
                *_paper(inspection, profile),
                *_numbering(inspection, profile),
                *_fonts(inspection, profile),
                *_colours(inspection, profile),
                *_title(inspection.head, profile),
                *_issuer(inspection.head, profile),
                *_number(inspection.head, profile),
                *_place_date(inspection.head, profile),
                *_type_name(inspection.head, profile),
                *_headings(inspection, profile),
                *_body(inspection, profile),
                *_signing(inspection, profile),
                *_recipients(inspection, profile),
                *_tables(inspection),
            )
        )
    )


def _points(half_points: int) -> str:
    return f"{half_points // 2},5" if half_points % 2 else f"{half_points // 2}"


def _due(style: Style) -> str:
    low, high = style.smallest or style.size, style.largest or style.size
    return f"{low}" if low == high else f"{low}-{high}"


def _paper(inspection: Inspection, profile: Profile) -> Iterator[Finding]:
    if not inspection.pages:
        yield Finding("paper", "Văn bản không khai báo khổ giấy và lề trang.")
    for page in inspection.pages:
        sides = sorted((page.width, page.height))
        if sides != sorted((profile.page_width, profile.page_height)):
            yield Finding(
                "paper", f"Khổ giấy {page.width} × {page.height} mm, không phải khổ A4 (210 × 297 mm)."
            )
        yield from _margins(page, profile)


def _margins(page: Page, profile: Profile) -> Iterator[Finding]:
    least, most = profile.margins, profile.margins_most
    sides = (
        ("top", "trên", page.top, least.top, most.top),
        ("bottom", "dưới", page.bottom, least.bottom, most.bottom),
        ("left", "trái", page.left, least.left, most.left),
        ("right", "phải", page.right, least.right, most.right),
    )
    for code, name, found, low, high in sides:
        if not low <= found <= high:
            due = f"{low} mm" if low == high else f"từ {low} đến {high} mm"
            yield Finding(f"margin_{code}", f"Lề {name} {found} mm, quy định {due}.")


def _numbering(inspection: Inspection, profile: Profile) -> Iterator[Finding]:
    if not inspection.pages:
        return
    first, *others = inspection.pages
    if not first.number_place:
        yield Finding("page_number_missing", "Văn bản chưa đánh số trang.")
        return
    if first.number_on_first:
        yield Finding("page_number_first_page", "Trang đầu không hiển thị số trang.")
    if not all(page.number_place and page.number_on_first for page in others):
        yield Finding("page_number_missing", "Từ trang thứ hai, trang nào cũng phải có số trang.")
    for page in inspection.pages:
        if page.number_place:
            yield from _page_number(page, profile)


def _page_number(page: Page, profile: Profile) -> Iterator[Finding]:
    if page.number_place != "header" or page.number_align != "center":
        yield Finding("page_number_place", "Số trang đặt ở giữa, phía trên trang giấy.")
    elif profile.page_number_anywhere_in_margin:
        if page.number_edge >= page.top:
            yield Finding("page_number_edge", "Số trang phải đặt trong phần lề trên của trang giấy.")
    elif page.number_edge != profile.page_number_from_edge:
        due = f"quy định {profile.page_number_from_edge} mm"
        yield Finding("page_number_edge", f"Số trang cách mép trên {page.number_edge} mm, {due}.")
    style = profile.style(Part.PAGE_NUMBER)
    if not style.allows(page.number_size):
        found = _points(page.number_size)
        yield Finding("page_number_size", f"Số trang cỡ chữ {found}, quy định cỡ {_due(style)}.")


def _fonts(inspection: Inspection, profile: Profile) -> Iterator[Finding]:
    head = inspection.head
    lines = [head.national_title, head.motto, head.number, head.place_date, head.type_name]
    every = [
        *filter(None, lines),
        *head.organisations,
        *inspection.body,
        *inspection.headings,
        *inspection.signing,
    ]
    wrong = sorted({line.font for line in every} - {profile.font})
    if wrong:
        names = ", ".join(name or "không xác định" for name in wrong)
        yield Finding("font", f"Phông chữ {names}, quy định {profile.font}.")


def _colours(inspection: Inspection, profile: Profile) -> Iterator[Finding]:
    if not profile.black:
        return
    if inspection.coloured:
        yield Finding("colour", f"Chữ phải màu đen: “{inspection.coloured[0][:40]}”.")
    if any(page.number_coloured for page in inspection.pages):
        yield Finding("colour", "Số trang phải màu đen.")


def _look(line: Line, part: Part, profile: Profile) -> Iterator[Finding]:
    style, name = profile.style(part), _NAMES[part]
    if not style.allows(line.size):
        yield Finding(f"{part.value}_size", f"{name} cỡ chữ {_points(line.size)}, quy định cỡ {_due(style)}.")
    if line.bold != style.bold or line.italic != style.italic:
        look = "đậm" if style.bold else "thường"
        slant = "nghiêng" if style.italic else "đứng"
        yield Finding(f"{part.value}_look", f"{name} phải là chữ {look}, {slant}.")
    if style.caps and line.text != line.text.upper():
        yield Finding(f"{part.value}_caps", f"{name} phải là chữ in hoa.")


def _title(head: Head, profile: Profile) -> Iterator[Finding]:
    if head.national_title is None or head.national_title.text.upper() != profile.national_title:
        yield Finding("national_title_missing", f"Thiếu dòng “{profile.national_title}”.")
        return
    yield from _look(head.national_title, Part.NATIONAL_TITLE, profile)
    if profile.motto:
        if head.motto is None:
            yield Finding("motto_missing", f"Thiếu dòng “{profile.motto}”.")
            return
        yield from _look(head.motto, Part.MOTTO, profile)
    name = "Tiêu ngữ" if profile.motto else "Tiêu đề"
    if head.rule is None:
        yield Finding("title_rule_missing", f"Thiếu đường kẻ nét liền dưới {name.lower()}.")
    elif abs(head.rule - head.rule_due) * 100 > _RULE_TOLERANCE * head.rule_due:
        yield Finding("title_rule_length", f"Đường kẻ dưới {name.lower()} phải dài bằng dòng chữ.")


def _issuer(head: Head, profile: Profile) -> Iterator[Finding]:
    if not head.organisations:
        yield Finding("issuer_missing", "Thiếu tên cơ quan ban hành văn bản.")
        return
    bold = [line for line in head.organisations if line.bold]
    if not bold:
        yield Finding("issuer_look", "Tên cơ quan ban hành phải là chữ đậm, đứng.")
    for line in head.organisations:
        yield from _look(line, Part.ISSUER if line.bold else Part.SUPERIOR, profile)
    if profile.issuer_mark and not head.issuer_mark:
        yield Finding("issuer_mark_missing", "Thiếu dấu * dưới tên cơ quan ban hành.")
    if not profile.issuer_mark and head.issuer_rule is None:
        yield Finding("issuer_rule_missing", "Thiếu đường kẻ dưới tên cơ quan ban hành.")
    elif not profile.issuer_mark and not _third_to_half(head.issuer_rule, head.issuer_lines):
        yield Finding(
            "issuer_rule_length", "Đường kẻ dưới tên cơ quan ban hành phải dài từ 1/3 đến 1/2 dòng chữ."
        )


def _third_to_half(rule: int | None, lines: tuple[int, ...]) -> bool:
    """Tell whether a drawn line has the length that it may have under any of the printed lines above it."""
    if rule is None or not lines:
        return True
    least, most = min(lines) * (100 - _RULE_TOLERANCE), max(lines) * (100 + _RULE_TOLERANCE)
    return least <= 300 * rule and 200 * rule <= most


def _number(head: Head, profile: Profile) -> Iterator[Finding]:
    if head.number is None:
        yield Finding("number_missing", "Thiếu số và ký hiệu văn bản.")
        return
    text = head.number.text
    if not profile.state and text.startswith("Số:"):
        yield Finding("number_colon", f"Sau chữ “Số” không có dấu hai chấm: “{text}”.")
    elif not (_STATE_NUMBER if profile.state else _PARTY_NUMBER).match(text):
        due = "Số: 16/BC-UBND" if profile.state else "Số 127-BC/ĐU"
        yield Finding("number_form", f"Số và ký hiệu “{text}” chưa đúng mẫu “{due}”.")
    elif re.search(r"Số:?\s+\d(?!\d)", text):
        yield Finding("number_zero", f"Số nhỏ hơn 10 phải thêm số 0 ở trước: “{text}”.")
    yield from _look(head.number, Part.NUMBER, profile)


def _place_date(head: Head, profile: Profile) -> Iterator[Finding]:
    if head.place_date is None:
        yield Finding("place_date_missing", "Thiếu địa danh và ngày, tháng, năm.")
        return
    text = head.place_date.text
    found = _PLACE_DATE.fullmatch(text)
    if not found or found["place"][0].islower():
        due = "Tân Thanh Tây, ngày 21 tháng 02 năm 2023"
        yield Finding("place_date_form", f"Địa danh, ngày tháng “{text}” chưa đúng mẫu “{due}”.")
    if re.search(r"ngày \d tháng|tháng [12] năm", text):
        yield Finding("place_date_zero", "Ngày nhỏ hơn 10, tháng 1 và tháng 2 phải thêm số 0 ở trước.")
    if re.search(r"tháng 0[3-9] năm", text):
        yield Finding("place_date_zero", "Tháng 3 đến tháng 9 không thêm số 0 ở trước.")
    yield from _look(head.place_date, Part.PLACE_DATE, profile)


def _type_name(head: Head, profile: Profile) -> Iterator[Finding]:
    if head.type_name is None:
        if not head.below_number:
            yield Finding("type_name_missing", "Thiếu tên loại văn bản và trích yếu nội dung.")
        return
    yield from _look(head.type_name, Part.TYPE_NAME, profile)
    for line in head.excerpt:
        yield from _look(line, Part.EXCERPT, profile)
    if profile.excerpt_mark and head.excerpt and head.excerpt_mark != profile.excerpt_mark:
        yield Finding("excerpt_mark_missing", f"Thiếu dấu {profile.excerpt_mark} dưới trích yếu.")
    if profile.state and head.excerpt and head.excerpt_rule is None:
        yield Finding("excerpt_rule_missing", "Thiếu đường kẻ nét liền dưới trích yếu.")
    elif profile.state and not _third_to_half(head.excerpt_rule, head.excerpt_lines):
        yield Finding("excerpt_rule_length", "Đường kẻ dưới trích yếu phải dài từ 1/3 đến 1/2 dòng chữ.")


def _headings(inspection: Inspection, profile: Profile) -> Iterator[Finding]:
    body = profile.style(Part.SECTION_1)
    for line in inspection.headings:
        if not line.bold:
            yield Finding("heading_look", f"Đề mục “{line.text}” phải là chữ đậm.")
        if not body.allows(line.size):
            yield Finding(
                "heading_size", f"Đề mục “{line.text}” cỡ chữ {_points(line.size)} chưa đúng quy định."
            )


def _body(inspection: Inspection, profile: Profile) -> Iterator[Finding]:
    style, spacing = profile.style(Part.BODY), profile.spacing
    for line in inspection.body:
        where = f"“{line.text[:40]}”"
        if not style.allows(line.size):
            yield Finding("body_size", f"Nội dung cỡ chữ {_points(line.size)} chưa đúng quy định: {where}.")
        if line.align != "both":
            yield Finding("body_align", f"Nội dung phải căn đều hai bên: {where}.")
        if not twips(spacing.indent_least) - 15 <= line.first_line <= twips(spacing.indent_most) + 15:
            yield Finding("body_indent", f"Dòng đầu đoạn phải lùi vào khoảng {spacing.indent} mm: {where}.")
        if not _pitch_holds(line, profile):
            yield Finding("body_line", f"Giãn dòng chưa đúng quy định: {where}.")
        if line.after < 20 * spacing.after:
            yield Finding("body_gap", f"Khoảng cách giữa các đoạn phải từ {spacing.after} pt: {where}.")


def _pitch_holds(line: Line, profile: Profile) -> bool:
    spacing = profile.spacing
    if line.rule in ("exact", "atLeast"):
        return 20 * spacing.line_least <= line.line <= 20 * spacing.line_most
    return profile.state and 240 <= line.line <= 360


def _signing(inspection: Inspection, profile: Profile) -> Iterator[Finding]:
    lines = inspection.signing
    if not lines:
        yield Finding("signing_missing", "Thiếu thể thức đề ký: quyền hạn, chức vụ, họ tên người ký.")
        return
    for line in lines:
        stead = _IN_STEAD.match(line.text)
        if stead and is_collective(stead[2]):
            yield Finding("signing_collective", f"Không ký K/T đối với cấp ủy: “{line.text}”; ký T/M.")
        mark = _SIGN_MARK.match(line.text)
        if mark and mark[1].upper() + " " not in {text for _, text in profile.authority_marks}:
            yield Finding("signing_mark", f"Cách ghi quyền hạn ký chưa đúng: “{line.text}”.")
        if mark:
            yield from _look(line, Part.AUTHORITY, profile)
        position = _POSITION.match(line.text.upper())
        if position and is_collective(position["rest"]):
            yield Finding("signing_position", f"Chức vụ người ký không ghi lại tên cấp ủy: “{line.text}”.")
        named = line.text != line.text.upper() or line is lines[-1]
        if named and untitled(line.text, state=profile.state) != line.text:
            titles = "học hàm, học vị" if profile.state else "học hàm, học vị, quân hàm"
            yield Finding("signing_title", f"Trước họ tên người ký không ghi {titles}: “{line.text}”.")
    yield from _signer(lines, profile)


def _signer(lines: tuple[Line, ...], profile: Profile) -> Iterator[Finding]:
    last = lines[-1]
    if last.text != last.text.upper():
        yield from _look(last, Part.SIGNER, profile)
    marked = [at for at, line in enumerate(lines) if _SIGN_MARK.match(line.text)]
    if marked and marked[0] + 1 < len(lines):
        yield from _look(lines[marked[0] + 1], Part.POSITION, profile)


def _recipients(inspection: Inspection, profile: Profile) -> Iterator[Finding]:
    if not inspection.recipients:
        yield Finding("recipients_missing", "Thiếu nơi nhận.")
        return
    title, *lines = inspection.recipients
    style = profile.style(Part.RECIPIENTS_TITLE)
    yield from _look(title, Part.RECIPIENTS_TITLE, profile)
    if title.underline != style.underline:
        due = "phải gạch chân" if style.underline else "không gạch chân"
        yield Finding("recipients_title_underline", f"Chữ “Nơi nhận” {due}.")
    for line in lines:
        yield from _look(line, Part.RECIPIENTS, profile)
        if not line.text.startswith("- "):
            yield Finding("recipients_dash", f"Dòng nơi nhận phải có gạch đầu dòng: “{line.text}”.")
    for line in lines[:-1]:
        if not line.text.endswith(tuple(profile.recipient_ends)):
            yield Finding(
                "recipients_mark", f"Dòng nơi nhận phải kết thúc bằng dấu chấm phẩy: “{line.text}”."
            )
    if lines:
        yield from _archive(lines, profile)


def _archive(lines: list[Line], profile: Profile) -> Iterator[Finding]:
    if not lines[-1].text.endswith("."):
        yield Finding("recipients_end", "Dòng cuối của nơi nhận phải kết thúc bằng dấu chấm.")
    kept = [line for line in lines if line.text.lstrip("- ").lower().startswith("lưu")]
    if not kept:
        yield Finding("recipients_archive", "Nơi nhận thiếu dòng lưu.")
        return
    if kept[-1] is not lines[-1]:
        yield Finding(
            "recipients_archive_last", f"Dòng lưu phải là dòng cuối của nơi nhận: “{kept[-1].text}”."
        )
    due = "Lưu: VT" if profile.state else "Lưu Văn phòng"
    if not (_STATE_ARCHIVE if profile.state else _PARTY_ARCHIVE).match(kept[-1].text):
        yield Finding("recipients_archive_form", f"Dòng lưu “{kept[-1].text}” chưa đúng mẫu “{due} …”.")


def _tables(inspection: Inspection) -> Iterator[Finding]:
    for place, table in enumerate(inspection.tables, start=1):
        if table.repeated == 0:
            yield Finding("table_header", f"Bảng {place}: dòng đầu bảng chưa lặp lại ở các trang sau.")
