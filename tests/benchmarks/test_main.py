from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

from benchmarks.__main__ import HERE, names, rows_of, write
from benchmarks.case import Case

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
