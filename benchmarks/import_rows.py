"""Import of a results table of 10,000 targets: ours against django-import-export as its admin uses it.

Both take a workbook with the same rows to a fresh SQLite file, in two steps: show what would happen, then confirm. Ours
reads, compares, checks every cell, keeps the file and a preview, then writes targets and figures with their cells and a
line in the ledger. The peer (`_admin_import`) gets the workbook through its import page, shows the page with the
differences of a dry run, and imports on the second request; unit and term are looked up, and rows validated, as it
offers. Its table is one plain row for each target, without versions, provenance or ledger. Both are measured in time of the
processor, so that other work on the machine weighs on neither; neither waits for anything but the disk.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from benchmarks._admin_import import COLUMNS
from benchmarks.case import Case

if TYPE_CHECKING:
    from nhiemky.org.models import Term

ROWS = 10_000
LIMIT = 60
# Rows of the small file that goes ahead of the timed one, on both sides, as in a process that serves.
_AHEAD = 250
_NOW = datetime(2023, 2, 21, 3, 0, tzinfo=UTC)
_YEAR = 2022
_MEASURE = "triệu đồng"
_CODE, _TERM = "28927", "2020-2025"


def _rows(rows: int) -> Iterator[tuple[int, str, str, str, Decimal, Decimal, Decimal]]:
    """Give number, code, group, wording, baseline, target and result of so many targets."""
    for place in range(1, rows + 1):
        yield (
            place,
            f"CT{place:05d}",
            ("Kinh tế", "Văn hóa - xã hội", "Xây dựng Đảng")[place % 3],
            f"Chỉ tiêu số {place}: thu nhập bình quân đầu người của tổ nhân dân tự quản số {place}",
            Decimal(400 + place % 97) / 10,
            Decimal(650 + place % 131) / 10,
            Decimal(600 + place % 113) / 10,
        )


def workbook(rows: int, *, code: str, unit: str) -> bytes:
    """This function will write the product's own form, filled for as many targets, as the bytes of an .xlsx file."""
    from nhiemky.kernel.sheets.form import FormRow, write_form

    filled = [
        FormRow(
            number=str(number),
            code=target_code,
            group=group,
            name=name,
            unit_of_measure=_MEASURE,
            comparator="at_least",
            baseline=baseline,
            baseline_year=2020,
            target=target,
            kind="snapshot",
            observed={str(_YEAR): result},
        )
        for number, target_code, group, name, baseline, target, result in _rows(rows)
    ]
    return write_form(filled, unit=unit, unit_code=code, term=_TERM, years=(), observed=(str(_YEAR),))


def plain_workbook(rows: int) -> bytes:
    """This function will write the same rows as the plain sheet that the peer takes: a header and the rows."""
    from xlsxwriter import Workbook

    output = io.BytesIO()
    book = Workbook(output, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, list(COLUMNS.values()))
    for number, code, group, name, baseline, target, result in _rows(rows):
        values = (
            _CODE,
            _TERM,
            str(number),
            code,
            group,
            name,
            _MEASURE,
            "at_least",
            baseline,
            2020,
            target,
            result,
        )
        sheet.write_row(number, 0, values)
    book.close()
    return output.getvalue()


def _start(home: Path) -> None:
    """Bring up Django on a fresh SQLite file in the folder."""
    os.environ.update(NHIEMKY_HOME=str(home), DATABASE_URL="", NHIEMKY_SECRET_KEY="benchmark")
    os.environ["DJANGO_SETTINGS_MODULE"] = "nhiemky.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)


def ours(rows: int, times: int = 3) -> float:
    """This function will import the workbook by preview and confirmation, for one unit after another, and check it.

    Gives the shortest time in seconds; a small file goes ahead, as in a process that serves.

    :raises AssertionError: when a row, its provenance or its line in the ledger is missing.
    """
    from nhiemky.org.actions import add_term
    from nhiemky.org.models import UnitType
    from nhiemky.org.policy import SYSTEM_ACTOR

    UnitType.objects.create(code="commune", name="Đảng bộ xã", rank=3)
    term = add_term(SYSTEM_ACTOR, label=_TERM, first_year=2021, last_year=2025)
    _import(_AHEAD, term, place=0)
    return min(_import(rows, term, place=place) for place in range(1, times + 1))


def _import(rows: int, term: Term, *, place: int) -> float:
    from nhiemky.history.models import LedgerLine
    from nhiemky.intake.actions import apply_batch, open_batch
    from nhiemky.org.actions import add_unit
    from nhiemky.org.policy import SYSTEM_ACTOR
    from nhiemky.targets.models import Observation, Target

    name = f"Tân Thanh Tây {place}"
    state = add_unit(
        SYSTEM_ACTOR, code=f"{_CODE}{place}", type_code="commune", parent=None, valid_from=date(2010, 1, 1),
        name=f"Đảng bộ xã {name}", short_name=name, committee_name=f"Đảng ủy xã {name}", symbol="ĐU",
        place=name, official_order=1,
    )  # fmt: skip
    data = workbook(rows, code=f"{_CODE}{place}", unit=f"Đảng bộ xã {name}")
    start = process_time()
    batch = open_batch(
        SYSTEM_ACTOR, unit=state.unit, term=term, file_name="ket-qua.xlsx", data=data, now=_NOW
    )
    apply_batch(SYSTEM_ACTOR, batch=batch, now=_NOW)
    span = process_time() - start
    assert Target.objects.filter(unit=state.unit).count() == rows
    traced = Observation.objects.exclude(source_cell="").exclude(source_text="").exclude(source_sha256="")
    assert traced.filter(batch=batch.key).count() == rows
    assert LedgerLine.objects.filter(act="batch.applied", object_id=batch.key).count() == 1
    return span


def peer(rows: int, folder: Path) -> float:
    """This function will import the same rows through the peer's admin in a process of its own and give the seconds.

    :raises AssertionError: when a row is missing.
    """
    small, book = folder / "small.xlsx", folder / "plain.xlsx"
    small.write_bytes(plain_workbook(_AHEAD))
    book.write_bytes(plain_workbook(rows))
    command = [sys.executable, "-m", "benchmarks._admin_import", str(folder), str(small), str(book)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert int(printed[1]) == rows
    return float(printed[0])


def run(rows: int = ROWS) -> list[Case]:
    """This function will time both on the same rows, each as it runs for its users."""
    with tempfile.TemporaryDirectory(prefix="nhiemky-bench-") as folder:
        _start(Path(folder))
        ours_s = ours(rows)
        peer_s = peer(rows, Path(folder))
    return [
        Case(
            case=f"import of {rows:,} rows with preview, checks, provenance and ledger",
            ours_s=ours_s,
            peer="django-import-export as in the admin",
            peer_s=peer_s,
            limit_ratio=LIMIT,
        )
    ]


if __name__ == "__main__":
    for case in run():
        print(case.line())
