"""``nhiemky form`` as a person calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nhiemky.cli.__main__ import main
from nhiemky.intake.reading import read_results
from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.reporting.evaluation import evaluate
from tests.samples import broken
from tests.samples.office import table, workbook
from tests.samples.tables import OFFICE_TABLES, OfficeTable

Capture = pytest.CaptureFixture[str]


def test_empty_form_is_written_for_a_term(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "biểu.xlsx"
    assert main(["form", "--term", "2025-2030", "-o", str(target)]) == 0
    table = read_results(target.read_bytes())
    assert (table.own_form, table.term, table.rows) == (True, "2025-2030", ())
    assert capsys.readouterr().out == f"Đã ghi biểu: {target}\n"


@pytest.mark.parametrize("office", [t for t in OFFICE_TABLES if t.as_of], ids=lambda table: table.name)
def test_table_of_an_office_becomes_a_form_with_the_same_classes(tmp_path: Path, office: OfficeTable) -> None:
    source, target = tmp_path / "bảng.xlsx", tmp_path / "biểu.xlsx"
    source.write_bytes(workbook(office.sample))
    assert main(["form", "--targets", str(source), "-o", str(target)]) == 0
    evaluation = evaluate(read_results(target.read_bytes()), as_of=office.as_of, scheme=DEFAULT_SCHEME)
    counted = [each for each in evaluation.targets if each.row.counted]
    found = {each.row.number or each.row.name: each.class_code for each in counted}
    assert found == dict(office.classes)
    assert len(evaluation.targets) - len(counted) == office.children


def test_unreadable_table_is_told(tmp_path: Path, capsys: Capture) -> None:
    source = tmp_path / "bảng.xlsx"
    source.write_bytes(broken.encrypted())
    assert main(["form", "--targets", str(source), "-o", str(tmp_path / "ra.xlsx")]) == 2
    assert "có mật khẩu" in capsys.readouterr().err
    assert not (tmp_path / "ra.xlsx").exists()


def test_wrong_term_is_told(tmp_path: Path, capsys: Capture) -> None:
    assert main(["form", "--term", "khóa XII", "-o", str(tmp_path / "a.xlsx")]) == 2
    assert "Không đọc được nhiệm kỳ" in capsys.readouterr().err


def test_folder_that_is_not_there_is_told(tmp_path: Path, capsys: Capture) -> None:
    assert main(["form", "-o", str(tmp_path / "không có" / "a.xlsx")]) == 2
    assert "Không tìm thấy" in capsys.readouterr().err


def test_form_and_evaluate_fit_together(tmp_path: Path, capsys: Capture) -> None:
    source, form = tmp_path / "bảng.xlsx", tmp_path / "biểu.xlsx"
    source.write_bytes(workbook(OFFICE_TABLES[1].sample))
    main(["form", "--targets", str(source), "-o", str(form)])
    capsys.readouterr()
    main(["evaluate", str(form), "--format", "json", "--as-of", "2023-06-30"])
    found = json.loads(capsys.readouterr().out)
    assert (found["unit"], found["total"]) == ("ĐẢNG BỘ XÃ LONG HÒA", 8)


def test_results_up_to_now_stay_so_where_the_table_names_no_term(tmp_path: Path) -> None:
    source, target = tmp_path / "bảng.xlsx", tmp_path / "biểu.xlsx"
    header = ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Kết quả đến nay")
    source.write_bytes(table(header, (1, "Vốn đầu tư trong nhiệm kỳ", "tỷ đồng", 40, 30)))
    assert main(["form", "--targets", str(source), "--term", "2025-2030", "-o", str(target)]) == 0
    read = read_results(target.read_bytes())
    assert (read.undated, read.term) == (True, "2025-2030")
    evaluation = evaluate(read, as_of=None, scheme=DEFAULT_SCHEME)
    assert [each.class_code for each in evaluation.targets] == ["over_75"]
