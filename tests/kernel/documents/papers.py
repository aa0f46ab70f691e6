"""Documents that the tests of this folder share: the review report of the pilot commune, minutes, a letter."""

import struct
import zlib
from dataclasses import replace
from datetime import date

from nhiemky.kernel.documents.outline import (
    Align,
    Annex,
    Authority,
    Bar,
    BarPart,
    Bullet,
    Cell,
    Column,
    Document,
    GroupRow,
    HeaderCell,
    Landscape,
    Letterhead,
    Paragraph,
    Picture,
    Recipients,
    Row,
    Run,
    Section,
    Signatory,
    Signing,
    Table,
    TwoSigners,
)
from nhiemky.kernel.documents.profiles import HD05, HD36, ND30, Profile

OVERVIEW = "Đạt và vượt 15/25 chỉ tiêu; 2/25 chỉ tiêu đạt từ 90% đến dưới 100%"
EXCERPT = "sơ kết giữa nhiệm kỳ thực hiện Nghị quyết Đại hội Đảng bộ xã lần thứ XII, nhiệm kỳ 2020 - 2025"
SIGNING = Signing(position="Bí thư", name="Nguyễn Văn Đủ", body="Ban Chấp hành")
RECIPIENTS = Recipients(
    lines=("Ban Thường vụ Huyện ủy", "Các chi bộ trực thuộc", "Các đồng chí đảng ủy viên"),
    archive="Lưu Văn phòng Đảng ủy",
)
BAR = Bar(
    (
        BarPart("Đạt và vượt", 15, "2E7D32"),
        BarPart("Từ 90% đến dưới 100%", 2, "8BC34A"),
        BarPart("Từ 75% đến dưới 90%", 4, "FDD835"),
        BarPart("Từ 50% đến dưới 75%", 3, "FB8C00"),
        BarPart("Dưới 50%", 1, "C62828"),
        BarPart("Chưa đến hạn", 0, "9E9E9E"),
    )
)


def letterhead(**changes: object) -> Letterhead:
    """Return the pilot commune's letterhead of 21-2-2023, changed as asked."""
    head = Letterhead(
        superior="Đảng bộ huyện Mỏ Cày Bắc",
        issuer="Đảng ủy xã Tân Thanh Tây",
        type_code="BC",
        issuer_code="ĐU",
        number=127,
        place="Tân Thanh Tây",
        day=date(2023, 2, 21),
        type_name="Báo cáo",
        excerpt=EXCERPT,
    )
    return replace(head, **changes)  # type: ignore[arg-type]


def targets_table(rows: int = 25) -> Table:
    """Return a table of targets with a merged header, groups of ten rows and numbers on the right."""
    lines: list[Row | GroupRow] = []
    for place in range(rows):
        if place % 10 == 0:
            lines.append(GroupRow(text="Các chỉ tiêu về kinh tế - xã hội", number="I" * (place // 10 + 1)))
        lines.append(
            Row((f"{place + 1}", f"Tỷ lệ hộ dân sử dụng nước sạch, chỉ tiêu thứ {place + 1}", "%", "98,00", "97,25",
                 "99,23", "Từ 90% đến dưới 100%"))
        )  # fmt: skip
    return Table(
        columns=(
            Column(8, Align.CENTRE), Column(60), Column(14, Align.CENTRE), Column(20, Align.RIGHT),
            Column(20, Align.RIGHT), Column(18, Align.RIGHT), Column(25),
        ),
        header=(
            (HeaderCell("TT", rows=2), HeaderCell("Chỉ tiêu", rows=2), HeaderCell("ĐVT", rows=2),
             HeaderCell("Đến 31-12-2022", columns=3), HeaderCell("Đánh giá", rows=2)),
            ("Nghị quyết", "Thực hiện", "Tỷ lệ %"),
        ),
        rows=tuple(lines),
        caption="Kết quả thực hiện các chỉ tiêu",
        notes=("Ghi chú: mức 90% thuộc nhóm từ 90% đến dưới 100%.",),
        number_row=True,
    )  # fmt: skip


def work_table(rows: int = 76) -> Table:
    """Return a table of work items."""
    return Table(
        columns=(Column(8, Align.CENTRE), Column(80), Column(40), Column(25, Align.CENTRE), Column(30)),
        header=(("TT", "Đầu công việc", "Cơ quan chủ trì", "Thời hạn", "Tiến độ"),),
        rows=tuple(
            Row((f"{place}", f"Nội dung công việc thứ {place} theo kế hoạch đã ban hành", "Ủy ban nhân dân xã",
                 "Quý II-2023", "Đang thực hiện"))
            for place in range(1, rows + 1)
        ),
    )  # fmt: skip


def png(width: int = 8, height: int = 4) -> bytes:
    """Return a small red picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    rows = b"".join(b"\x00" + b"\xc6\x28\x28" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def report(profile: Profile = HD36, **changes: object) -> Document:
    """Return the review report with tables of 25 and 76 rows, the latter on lying pages."""
    document = Document(
        profile=profile,
        letterhead=letterhead(),
        blocks=(
            Paragraph("Thực hiện Kế hoạch số 165-KH/HU, ngày 28-9-2022 của Ban Thường vụ Huyện ủy, Đảng ủy xã báo cáo "
                      "kết quả sơ kết giữa nhiệm kỳ như sau:"),
            Section(1, "Đặc điểm tình hình"),
            Section(2, "Thuận lợi"),
            Paragraph(("Đến nay, ", Run(OVERVIEW, bold=True), "; ", Run("số liệu chốt ngày 21-2-2023", italic=True), ".")),
            Section(2, "Khó khăn"),
            Section(3, "Khách quan"),
            Bullet("Giá nông sản không ổn định."),
            Bullet("Giá dừa khô giảm.", level=2),
            Section(1, "Kết quả thực hiện"),
            BAR,
            targets_table(),
            Section(1, "Đầu công việc"),
            Landscape((work_table(),)),
            Section(1, "Phương hướng"),
            Paragraph("Tập trung lãnh đạo hoàn thành các chỉ tiêu còn lại."),
        ),
        signing=SIGNING,
        recipients=RECIPIENTS,
        annexes=(
            Annex("Phụ lục 1", "Biểu đồ", (Picture(png(), 60, "Biểu đồ mức đạt", "Mức đạt theo nhóm"),), "(Kèm theo Báo cáo)"),
            Annex("Phụ lục 2", "Biểu chỉ tiêu", (targets_table(30),), landscape=True),
        ),
    )  # fmt: skip
    return replace(document, **changes)  # type: ignore[arg-type]


def short_report(profile: Profile = HD36, **changes: object) -> Document:
    """Return a report of one page."""
    document = Document(
        profile=profile,
        letterhead=letterhead(),
        blocks=(Section(1, "Kết quả"), Paragraph(OVERVIEW)),
        signing=SIGNING,
        recipients=RECIPIENTS,
    )
    return replace(document, **changes)  # type: ignore[arg-type]


def state_report() -> Document:
    """Return a report of a people's committee."""
    return short_report(
        ND30,
        letterhead=letterhead(
            superior="Ủy ban nhân dân huyện Mỏ Cày Bắc",
            issuer="Ủy ban nhân dân xã Tân Thanh Tây",
            issuer_code="UBND",
            number=6,
        ),
        signing=Signing("Phó Chủ tịch", "Trần Thị Hoa", authority=Authority.FOR_HEAD, body="Chủ tịch"),
        recipients=Recipients(("Như trên",), archive="Lưu: VT"),
    )


def minutes() -> Document:
    """Return minutes with two signers."""
    return short_report(
        HD05,
        letterhead=letterhead(
            type_name="Biên bản", type_code="BB", excerpt="hội nghị sơ kết", number=None, day=None
        ),
        signing=TwoSigners(
            Signatory("Người ghi biên bản", "Lê Thị Lan"), Signatory("Chủ trì hội nghị", "Nguyễn Văn Đủ")
        ),
    )


def letter() -> Document:
    """Return an urgent letter (công văn) with an addressee."""
    return short_report(
        HD05,
        letterhead=letterhead(
            type_name="",
            type_code="CV",
            number=3,
            excerpt="góp ý dự thảo",
            urgency="Khẩn",
            draft="Dự thảo lần 1",
            addressees=("Ban Thường vụ Huyện ủy",),
        ),
    )


def shaded_row() -> Row:
    """Return a row of merged, shaded and mixed cells for a table of seven columns."""
    return Row(
        ("1", Cell("gộp", columns=2, bold=True), Cell("tô", fill="FFEB3B", align=Align.CENTRE), "a", "b", ("c", Run("2", superscript=True)))
    )  # fmt: skip


def every_block() -> Document:
    """Return a document with one of every kind of block."""
    table = Table(
        columns=(Column(1, Align.CENTRE), Column(4), Column(2, Align.RIGHT)),
        header=((HeaderCell("TT", rows=2), HeaderCell("Kết quả", columns=2)), ("Chỉ tiêu", "Tỷ lệ")),
        rows=(
            GroupRow("Kinh tế", "I"),
            Row(("1", "Thu nhập <bình quân> & khác", "98,5")),
            Row(("2", ("Đường ", Run("km", italic=True)), Cell("100", bold=True, fill="C8E6C9"))),
            Row((Cell("Cộng", columns=2, align=Align.RIGHT), "2"), bold=True),
        ),
        caption="Bảng 1",
        notes=("Ghi chú: số ước.",),
        number_row=True,
    )
    return Document(
        profile=HD05,
        letterhead=letterhead(),
        blocks=(
            Section(0, "Phần thứ nhất"),
            Section(1, "Kết quả"),
            Section(2, "Tổng quan"),
            Section(3, "Chi tiết"),
            Paragraph(("Một ", Run("hai", bold=True), Run(" ba", italic=True), Run(" bốn", underline=True))),
            Paragraph("ở giữa", align=Align.CENTRE, indent=False, keep_with_next=True),
            Bullet("gạch đầu dòng"),
            Bullet("ý nhỏ", level=2),
            BAR,
            table,
            Picture(png(), 60, "Biểu đồ", "Hình 1"),
            Landscape((Paragraph("trang ngang"),)),
            Paragraph("hết"),
        ),
        signing=SIGNING,
        recipients=RECIPIENTS,
        annexes=(
            Annex("Phụ lục 1", "Danh sách", (Bullet("một"),), note="(Kèm theo)"),
            Annex("Phụ lục 2", "Biểu", (Paragraph("hai"),), landscape=True),
        ),
    )
