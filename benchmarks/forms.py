"""Reading a campaign's forms: 1,060 filled forms of 25 targets, ours read and interpreted, openpyxl's only read.

Ours opens each file, checks it, finds the form, and gives goals and observations with the cell of each figure.
The peer opens the same bytes read-only and goes through the cells of the first sheet, nothing more. Every form is
different; both sides are measured in turn on the same sample of them, in time of the processor, so that other work on the
machine weighs on neither, and the shortest times are put up to 1,060.
"""

from __future__ import annotations

import gc
import io
import random
from collections.abc import Callable
from decimal import Decimal
from time import process_time

from benchmarks.case import Case
from nhiemky.intake.reading import read_results
from nhiemky.kernel.sheets.form import FormRow, write_form

FORMS, SAMPLE, TARGETS = 1_060, 120, 25
LIMIT, _ROUNDS = 10, 5
_SEED = 1060
_YEARS = range(2021, 2026)
_FILLED = (2021, 2022, 2023)
_KINDS = ("snapshot", "accumulate", "average", "snapshot", "snapshot")
_GROUPS = ("Kinh tế", "Văn hóa - xã hội", "Môi trường", "Quốc phòng - an ninh", "Xây dựng Đảng")
_NAMES = (
    "Thu nhập bình quân đầu người đến năm 2025",
    "Tổng huy động vốn đầu tư phát triển",
    "Tỷ lệ hộ dân tham gia bảo hiểm y tế",
    "Tỷ lệ lao động qua đào tạo",
    "Kết nạp đảng viên mới",
)


class DifferentError(Exception):
    """A form was not read as it was written."""


def make_forms(count: int) -> list[bytes]:
    """This function will write distinct filled forms, the same at every run."""
    dice = random.Random(_SEED)
    return [
        write_form(
            [_row(dice, place) for place in range(TARGETS)],
            unit=f"Đảng bộ xã số {number}",
            unit_code=str(20_000 + number),
            term="2020-2025",
            years=_YEARS,
        )
        for number in range(count)
    ]


def _row(dice: random.Random, place: int) -> FormRow:
    target = Decimal(dice.randrange(200, 9_000)) / 10
    return FormRow(
        number=str(place + 1),
        name=f"{_NAMES[place % 5]} (chỉ tiêu {place + 1})",
        code=f"CT{place + 1:02}",
        group=_GROUPS[place // 5],
        unit_of_measure="triệu đồng",
        comparator="at_least",
        baseline=target / 2,
        baseline_year=2020,
        target=target,
        kind=_KINDS[place % 5],
        method="ratio",
        phased={2023: target * 3 / 5, 2025: target},
        observed={str(year): target * dice.randrange(40, 110) / 100 for year in _FILLED},
    )


def read_ours(forms: list[bytes]) -> int:
    """This function will read and interpret every form and count the targets."""
    return sum(len(read_results(form).rows) for form in forms)


def read_bare(forms: list[bytes]) -> int:
    """This function will read every cell of each form's first sheet with openpyxl, read-only, and count the rows."""
    import openpyxl

    rows = 0
    for form in forms:
        book = openpyxl.load_workbook(io.BytesIO(form), read_only=True)
        rows += sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))
    return rows


def run() -> list[Case]:
    """This function will measure both and give the times for 1,060 forms.

    :raises DifferentError: when a form does not give its 25 targets with three observations each.
    """
    forms = make_forms(SAMPLE)
    for form in forms:
        table = read_results(form)
        if [len(row.measured) for row in table.rows] != [len(_FILLED)] * TARGETS or table.problems:
            raise DifferentError(table.unit)
    share = FORMS / SAMPLE
    ours, peer = (seconds * share for seconds in in_turn(lambda: read_ours(forms), lambda: read_bare(forms)))
    return [
        Case("1,060 filled forms read and interpreted", ours, "openpyxl read-only, bare reading", peer, LIMIT)
    ]


def in_turn(ours: Callable[[], object], peer: Callable[[], object]) -> tuple[float, float]:
    """This function will do both works in turn a few times, give the shortest time of each in seconds of the processor."""
    times = [(_seconds(ours), _seconds(peer)) for _ in range(_ROUNDS)]
    return min(ours for ours, _ in times), min(peer for _, peer in times)


def _seconds(work: Callable[[], object]) -> float:
    held = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        start = process_time()
        work()
        return process_time() - start
    finally:
        if held:
            gc.enable()
