"""A Word report with tables of 25 and 76 rows: our renderer against docxtpl with an equivalent template."""

from collections.abc import Callable
from io import BytesIO
from time import perf_counter

import docx as python_docx
from docxtpl import DocxTemplate

from benchmarks import _report_sample as report_sample
from benchmarks.case import Case
from nhiemky.kernel.documents import docx

LIMIT_RATIO = 12
_OUR_ROUNDS, _PEER_ROUNDS = 200, 12


def template() -> bytes:
    """Return a docxtpl template with the same head, texts and two looping tables."""
    document = python_docx.Document()
    head = document.add_table(rows=2, cols=2)
    head.cell(0, 0).text = "{{ superior }}\n{{ issuer }}\n*"
    head.cell(0, 1).text = "ĐẢNG CỘNG SẢN VIỆT NAM"
    head.cell(1, 0).text = "Số {{ number }}-BC/ĐU"
    head.cell(1, 1).text = "{{ place_date }}"
    for text in ("BÁO CÁO", "{{ excerpt }}", report_sample.INTRODUCTION):
        document.add_paragraph(text)
    for name, header in (("targets", report_sample.TARGET_HEADER), ("work", report_sample.WORK_HEADER)):
        document.add_paragraph(name)
        table = document.add_table(rows=4, cols=len(header), style="Table Grid")
        table.cell(1, 0).text = f"{{%tr for row in {name} %}}"
        table.cell(3, 0).text = "{%tr endfor %}"
        for column, title in enumerate(header):
            table.cell(0, column).text = title
            table.cell(2, column).text = f"{{{{ row[{column}] }}}}"
    document.add_paragraph(report_sample.CLOSING)
    foot = document.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Ban Thường vụ Huyện ủy;\n- Lưu Văn phòng."
    foot.cell(0, 1).text = "T/M BAN CHẤP HÀNH\nBÍ THƯ\n\n\nNguyễn Văn Đủ"
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def peer_report(source: bytes, number: int) -> bytes:
    """Return the report with the given number as docxtpl makes it."""
    document = DocxTemplate(BytesIO(source))
    document.render(
        {
            "superior": "ĐẢNG BỘ HUYỆN MỎ CÀY BẮC",
            "issuer": "ĐẢNG ỦY XÃ TÂN THANH TÂY",
            "number": number,
            "place_date": "Tân Thanh Tây, ngày 21 tháng 02 năm 2023",
            "excerpt": "sơ kết giữa nhiệm kỳ thực hiện nghị quyết đại hội",
            "targets": report_sample.target_rows(number),
            "work": report_sample.work_rows(number),
        },
        autoescape=True,
    )
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _seconds(make: Callable[[int], bytes], rounds: int) -> float:
    make(1)
    best = []
    for start in range(1, rounds + 1, max(rounds // 4, 1)):
        began = perf_counter()
        numbers = range(start, start + max(rounds // 4, 1))
        for number in numbers:
            make(number)
        best.append((perf_counter() - began) / len(numbers))
    return min(best)


def run() -> list[Case]:
    """Measure both in this process, the content built anew for each report: seconds per report."""
    source = template()
    ours = _seconds(lambda number: docx.render(report_sample.report(number)), _OUR_ROUNDS)
    theirs = _seconds(lambda number: peer_report(source, number), _PEER_ROUNDS)
    return [Case("Word report, tables of 25 and 76 rows", ours, "docxtpl", theirs, LIMIT_RATIO)]


if __name__ == "__main__":
    for case in run():
        print(case.line())
