"""The evaluation as an annex in official form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nhiemky.intake.reading import read_results
from nhiemky.kernel.documents.docx import render
from nhiemky.kernel.documents.outline import Document, GroupRow, Paragraph, Row, Section, Table
from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.reporting.evaluation import evaluate
from nhiemky.reporting.evaluation_document import evaluation_document
from tests.samples.office import Sample, workbook
from tests.samples.tables import OFFICE_TABLES


def document(place: int = 1, *, day: date | None = None) -> Document:
    sample: Sample = OFFICE_TABLES[place].sample
    table = read_results(workbook(sample))
    return evaluation_document(
        evaluate(table, as_of=OFFICE_TABLES[place].as_of, scheme=DEFAULT_SCHEME), day=day
    )


def tables(found: Document) -> list[Table]:
    return [block for block in found.blocks if isinstance(block, Table)]


def test_sentence_stands_first() -> None:
    blocks = document().blocks
    assert blocks[0] == Section(1, "ĐÁNH GIÁ CHUNG")
    assert blocks[1] == Paragraph(
        "Tính đến ngày 30-6-2023: đạt và vượt 2/8 chỉ tiêu, 2/8 chỉ tiêu đạt trên 90%, 2/8 chỉ tiêu đạt trên 75%, "
        "1/8 chỉ tiêu đạt trên 50%, 1/8 chỉ tiêu đạt dưới 50%."
    )


def test_bands_add_up_and_the_rule_stands_below() -> None:
    bands = tables(document())[0]
    rows = [row for row in bands.rows if isinstance(row, Row)]
    assert [row.cells[1] for row in rows] == ["2", "2", "2", "1", "1", "8"]
    assert bands.notes == (DEFAULT_SCHEME.rule_text,)


def test_targets_stand_in_their_groups() -> None:
    rows = tables(document())[1].rows
    assert [row.text for row in rows if isinstance(row, GroupRow)] == [
        "KINH TẾ",
        "VĂN HÓA - XÃ HỘI",
        "XÂY DỰNG ĐẢNG",
    ]
    assert sum(isinstance(row, Row) for row in rows) == 8


def test_first_target_is_shown_with_its_figures() -> None:
    rows = [row for row in tables(document())[1].rows if isinstance(row, Row)]
    assert rows[0].cells == (
        "1",
        "Tổng giá trị sản xuất",
        "tỷ đồng",
        "≥ 3.150",
        "1.827",
        "58",
        "Đạt trên 50%",
    )


def test_cut_off_and_method_are_noted() -> None:
    notes = tables(document())[1].notes
    assert notes[0] == "Số liệu đến ngày 30-6-2023."


def test_heading_names_unit_and_term() -> None:
    head = document().letterhead
    assert (head.issuer, head.type_name, head.year) == ("ĐẢNG BỘ XÃ LONG HÒA", "BÁO CÁO", 2023)
    assert head.excerpt == "kết quả thực hiện các chỉ tiêu Nghị quyết Đại hội, nhiệm kỳ 2020 - 2025"


@pytest.mark.parametrize(
    ("day", "profile"), [(None, "HD36"), (date(2026, 6, 1), "HD05"), (date(2026, 5, 1), "HD36")]
)
def test_profile_follows_the_day(day: date | None, profile: str) -> None:
    assert document(day=day).profile.name == profile


def test_table_without_a_date_says_only_the_sentence() -> None:
    place = next(place for place, table in enumerate(OFFICE_TABLES) if table.name == "TCVN3 texts")
    found = document(place)
    assert found.blocks[1] == Paragraph(
        "Đạt và vượt 1/3 chỉ tiêu, 1/3 chỉ tiêu đạt trên 90%, 1/3 chỉ tiêu đạt trên 75%."
    )
    assert tables(found)[1].notes[0] == "Số liệu không ghi ngày chốt."


@pytest.mark.parametrize("place", range(len(OFFICE_TABLES)))
def test_every_table_becomes_a_word_file(place: int) -> None:
    assert render(document(place)).startswith(b"PK")


@pytest.mark.parametrize(
    ("unit", "symbol"),
    [
        ("ĐẢNG BỘ XÃ TÂN THANH TÂY", "ĐU"),
        ("HUYỆN ỦY NHƯ PHÚ", "HU"),
        ("Huyện uỷ Định Hoá", "HU"),
        ("Đảng bộ huyện Mỏ Cày Bắc", "HU"),
        ("TỈNH ỦY BẾN TRE", "TU"),
        ("Quận ủy 1", "QU"),
        ("Chi bộ ấp 1", "CB"),
        ("", "ĐU"),
    ],
)
def test_symbol_is_that_of_the_committee_in_the_title(unit: str, symbol: str) -> None:
    found = evaluate(read_results(workbook(OFFICE_TABLES[1].sample)), as_of=None, scheme=DEFAULT_SCHEME)
    named = replace(found, table=replace(found.table, unit=unit))
    assert evaluation_document(named).letterhead.issuer_code == symbol
