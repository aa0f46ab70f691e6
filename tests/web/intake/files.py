"""Files as an office brings them: the unit's form filled, and files that are none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nhiemky.intake.models import Batch
from nhiemky.reporting.target_form import target_form
from tests.web.reading import Page, read
from tests.web.targets.scene import Scene

ADDRESS = "/tai-tep/"


def form_of(commune: Scene, figures: Mapping[tuple[str, int], object]) -> bytes:
    """Give the commune's form with figures by number of the target and year."""
    blank = target_form(
        commune.place.office, state=commune.place.state, term=commune.term, today=date(2023, 2, 21)
    )
    book = openpyxl.load_workbook(io.BytesIO(blank.data))
    sheet = book["Chỉ tiêu"]
    heads = {str(cell.value): cell.column for cell in sheet[1]}
    rows = {str(sheet.cell(line, heads["STT"]).value): line for line in range(2, sheet.max_row + 1)}
    for (number, year), value in figures.items():
        sheet.cell(rows[number], heads[f"Thực hiện {year}"]).value = value
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """Give the bytes of a workbook."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def bring(client: Client, data: bytes, name: str = "ket-qua.xlsx", **given: str) -> Page:
    """Bring a file and give the page that comes."""
    file = SimpleUploadedFile(name, data)
    return read(client.post(ADDRESS, {"file": file, **given}, follow=True))


def last_batch() -> Batch:
    """Give the file that was brought last."""
    return Batch.objects.latest("pk")


def of_batch(act: str = "") -> str:
    """Give the address of the last file, or of an act on it."""
    return f"{ADDRESS}{last_batch().key}/{act}"


def zipped(**parts: str) -> bytes:
    """Give an archive with some parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()
