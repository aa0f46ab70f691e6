"""Offices' own tables, one after the other: every counted target gets the class it must get."""

from __future__ import annotations

import pytest

from nhiemky.intake.reading import read_results
from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.reporting.evaluation import Evaluation, evaluate
from tests.samples.office import workbook
from tests.samples.tables import OFFICE_TABLES, OfficeTable


def evaluated(table: OfficeTable) -> Evaluation:
    return evaluate(read_results(workbook(table.sample)), as_of=table.as_of, scheme=DEFAULT_SCHEME)


@pytest.mark.parametrize("table", OFFICE_TABLES, ids=lambda table: table.name)
def test_classes_are_those_of_the_table(table: OfficeTable) -> None:
    evaluation = evaluated(table)
    counted = [target for target in evaluation.targets if target.row.counted]
    found = {target.row.number or target.row.name: target.class_code for target in counted}
    assert found == dict(table.classes)


@pytest.mark.parametrize("table", OFFICE_TABLES, ids=lambda table: table.name)
def test_bands_and_classes_add_up_to_the_targets(table: OfficeTable) -> None:
    evaluation = evaluated(table)
    assert sum(evaluation.tally.counts.values()) == evaluation.tally.total == len(table.classes)


@pytest.mark.parametrize("table", OFFICE_TABLES, ids=lambda table: table.name)
def test_parts_are_shown_but_not_counted(table: OfficeTable) -> None:
    rows = read_results(workbook(table.sample)).rows
    assert sum(not row.counted for row in rows) == table.children


@pytest.mark.parametrize("table", OFFICE_TABLES, ids=lambda table: table.name)
def test_errors_are_only_where_the_table_has_some(table: OfficeTable) -> None:
    problems = read_results(workbook(table.sample)).problems
    assert [problem for problem in problems if problem.severity == "error"] == [] or table.errors


@pytest.mark.parametrize(
    "table", [t for t in OFFICE_TABLES if t.doubts is not None], ids=lambda table: table.name
)
def test_all_that_is_in_doubt_is_said_with_its_cell(table: OfficeTable) -> None:
    problems = evaluated(table).problems
    doubts = [(p.cell, p.severity, p.code) for p in problems if p.severity != "notice"]
    assert tuple(doubts) == table.doubts


@pytest.mark.parametrize("table", OFFICE_TABLES, ids=lambda table: table.name)
def test_every_figure_names_the_cell_it_was_read_from(table: OfficeTable) -> None:
    for row in read_results(workbook(table.sample)).rows:
        sheet = f"{table.sample.sheet}!"
        line = row.source.removeprefix(sheet).lstrip("ABC")
        assert [each.source.startswith(sheet) and each.source.endswith(line) for each in row.measured] == [
            True
        ] * len(row.measured)


@pytest.mark.parametrize("table", [t for t in OFFICE_TABLES if t.unit], ids=lambda table: table.name)
def test_unit_is_found_above_the_table(table: OfficeTable) -> None:
    assert read_results(workbook(table.sample)).unit == table.unit


def test_reading_twice_gives_the_same() -> None:
    data = workbook(OFFICE_TABLES[0].sample)
    assert read_results(data) == read_results(data)
