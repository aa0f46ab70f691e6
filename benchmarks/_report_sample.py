"""The report that the Word and PDF benchmarks draw: a table of 25 targets and one of 76 work items."""

from datetime import date

from nhiemky.kernel.documents.outline import (
    Align,
    Column,
    Document,
    HeaderCell,
    Letterhead,
    Paragraph,
    Recipients,
    Row,
    Section,
    Signing,
    Table,
)
from nhiemky.kernel.documents.profiles import HD36

TARGET_HEADER = ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Thực hiện", "Tỷ lệ %", "Đánh giá")
WORK_HEADER = ("TT", "Đầu công việc", "Cơ quan chủ trì", "Thời hạn", "Tiến độ")
INTRODUCTION = "Thực hiện Kế hoạch số 165-KH/HU, ngày 28-9-2022, Đảng ủy xã báo cáo kết quả như sau:"
CLOSING = "Đề nghị Ban Thường vụ Huyện ủy xem xét, cho ý kiến chỉ đạo"


def target_rows(number: int) -> list[tuple[str, ...]]:
    """Return 25 rows of targets that differ from report to report."""
    return [
        (f"{place}", f"Tỷ lệ hộ dân sử dụng nước sạch, chỉ tiêu thứ {place}", "%", f"{80 + place % 20},00",
         f"{70 + (place * number) % 30},25", f"{(place * 7 + number) % 100},40", "Từ 90% đến dưới 100%")
        for place in range(1, 26)
    ]  # fmt: skip


def work_rows(number: int) -> list[tuple[str, ...]]:
    """Return 76 rows of work items that differ from report to report."""
    return [
        (f"{place}", f"Nội dung công việc thứ {place} theo kế hoạch đã ban hành", "Ủy ban nhân dân xã",
         f"Quý {place % 4 + 1}-{2020 + number % 5}", "Đang thực hiện")
        for place in range(1, 77)
    ]  # fmt: skip


def report(number: int) -> Document:
    """Return the report with the given number, its figures depending on the number."""
    targets = Table(
        columns=(
            Column(8, Align.CENTRE), Column(60), Column(14, Align.CENTRE), Column(20, Align.RIGHT),
            Column(20, Align.RIGHT), Column(18, Align.RIGHT), Column(25),
        ),
        header=(tuple(HeaderCell(text) for text in TARGET_HEADER),),
        rows=tuple(Row(cells) for cells in target_rows(number)),
    )  # fmt: skip
    work = Table(
        columns=(Column(8, Align.CENTRE), Column(70), Column(35), Column(25, Align.CENTRE), Column(27)),
        header=(WORK_HEADER,),
        rows=tuple(Row(cells) for cells in work_rows(number)),
    )
    return Document(
        profile=HD36,
        letterhead=Letterhead(
            superior="Đảng bộ huyện Mỏ Cày Bắc", issuer="Đảng ủy xã Tân Thanh Tây", type_code="BC",
            issuer_code="ĐU", number=number, place="Tân Thanh Tây", day=date(2023, 2, 21), type_name="Báo cáo",
            excerpt="sơ kết giữa nhiệm kỳ thực hiện nghị quyết đại hội",
        ),
        blocks=(
            Paragraph(INTRODUCTION), Section(1, "Kết quả thực hiện chỉ tiêu"), targets,
            Section(1, "Kết quả thực hiện đầu công việc"), work, Section(1, "Kiến nghị"), Paragraph(CLOSING),
        ),
        signing=Signing("Bí thư", "Nguyễn Văn Đủ", body="Ban Chấp hành"),
        recipients=Recipients(("Ban Thường vụ Huyện ủy",)),
    )  # fmt: skip
