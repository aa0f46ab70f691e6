from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

from benchmarks.__main__ import HERE, PAGE, RESULTS, names, page_with, rows_of, seconds, table, write
from benchmarks.case import Case, case_of

CASE = Case(case="đọc biểu", ours_s=0.5, peer="openpyxl", peer_s=5.0, limit_ratio=10)


def test_names_are_the_modules_that_measure(tmp_path: Path) -> None:
    for name in ("__init__.py", "__main__.py", "case.py", "_rows.py", "reading.py", "board.py"):
        (tmp_path / name).touch()
    (tmp_path / "imports").mkdir()
    (tmp_path / "imports" / "__init__.py").touch()
    assert names(tmp_path) == ["board", "imports", "reading"]


def test_every_module_of_the_folder_can_be_run() -> None:
    missing = [name for name in names(HERE) if "def run(" not in source_of(name)]
    assert missing == []


def source_of(name: str) -> str:
    single = HERE / f"{name}.py"
    return (single if single.exists() else HERE / name / "__init__.py").read_text("utf-8")


def test_rows_are_taken_from_cases_and_from_plain_rows() -> None:
    plain = SimpleNamespace(run=lambda: [CASE.row()])
    typed = SimpleNamespace(run=lambda: [CASE])
    assert rows_of(plain) == rows_of(typed) == [CASE.row()]


def test_results_are_a_list_with_one_case_a_line(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    write([CASE, CASE], path)
    assert json.loads(path.read_text("utf-8")) == [dict(CASE.row()), dict(CASE.row())]
    assert path.read_text("utf-8").count("\n") == 4
    assert "đọc biểu" in path.read_text("utf-8")


def test_the_table_gives_ours_and_the_other_and_says_what_missed() -> None:
    slow = Case(case="import", ours_s=2.0, peer="admin", peer_s=80.126, limit_ratio=60)
    assert table([CASE, slow]) == (
        "| Case | Ours | Compared with | | Ratio | Limit |\n"
        "|---|---:|---|---:|---:|---:|\n"
        "| đọc biểu | 500.00 ms | openpyxl | 5.00 s | 10.00 | 10 |\n"
        "| import | 2.00 s | admin | 80.13 s | 40.06 | 60 (missed) |\n"
    )
    assert (seconds(0.0006984), seconds(0.9999), seconds(1)) == ("0.70 ms", "999.90 ms", "1.00 s")


def test_the_page_keeps_its_words_around_the_table() -> None:
    page = "Before\n\n<!-- table -->\nold\n<!-- end of table -->\n\nAfter\n"
    once = page_with([CASE], page)
    assert once == f"Before\n\n<!-- table -->\n\n{table([CASE])}\n<!-- end of table -->\n\nAfter\n"
    assert page_with([CASE], once) == once


def test_the_page_of_speed_says_what_was_measured_last() -> None:
    cases = [case_of(row) for row in json.loads(RESULTS.read_text("utf-8"))]
    text = PAGE.read_text("utf-8")
    assert page_with(cases, text) == text
    assert cases != []
    assert [case.case for case in cases if case.case not in text] == []
