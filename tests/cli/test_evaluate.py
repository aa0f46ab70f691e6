"""``nhiemky evaluate`` as a person calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nhiemky.cli.__main__ import main
from nhiemky.cli.evaluate import FORMATS, run
from tests.samples import broken
from tests.samples.office import CellValue, table, workbook
from tests.samples.tables import OFFICE_TABLES

HEADER = ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Thực hiện 2023")
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return saved(tmp_path, (1, "Thu nhập bình quân", "triệu đồng", 60, 54))


def saved(folder: Path, *rows: tuple[CellValue, ...]) -> Path:
    path = folder / "bảng.xlsx"
    path.write_bytes(table(HEADER, *rows))
    return path


def test_table_is_printed(good: Path, capsys: Capture) -> None:
    assert run([str(good)]) == 0
    shown = capsys.readouterr()
    assert "1/1 chỉ tiêu đạt trên 90%." in shown.out
    assert shown.err == ""


def test_json_holds_the_evaluation(good: Path, capsys: Capture) -> None:
    assert run([str(good), "--format", "json", "--as-of", "2023-06-30"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["as_of"], found["total"], found["targets"][0]["attainment"], found["targets"][0]["source"]) == (
        "2023-06-30", 1, "90.0000", "Sheet1!A2"
    )  # fmt: skip


@pytest.mark.parametrize("given", ["2023-02-21", "21-2-2023", "21/02/2023"])
def test_dates_are_taken_as_people_write_them(good: Path, capsys: Capture, given: str) -> None:
    run([str(good), "--format", "json", "--as-of", given])
    assert json.loads(capsys.readouterr().out)["as_of"] == "2023-02-21"


@pytest.mark.parametrize(
    ("scheme", "code"), [("default", "over_90"), ("strict", "over_75"), ("two_bands_80", "over_80")]
)
def test_scheme_is_chosen_by_name(good: Path, capsys: Capture, scheme: str, code: str) -> None:
    run([str(good), "--format", "json", "--scheme", scheme])
    assert json.loads(capsys.readouterr().out)["targets"][0]["class"] == code


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.json", b"{"),
        ("a.csv", b"\xef\xbb\xbfTT;"),
        ("a.xlsx", b"PK"),
        ("a.docx", b"PK"),
        ("a.txt", "Đơn vị".encode()),
    ],
)
def test_name_of_the_output_gives_the_format(
    good: Path, tmp_path: Path, capsys: Capture, name: str, start: bytes
) -> None:
    assert run([str(good), "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes().startswith(start)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("chosen", FORMATS)
def test_every_format_can_be_written(good: Path, tmp_path: Path, chosen: str) -> None:
    assert run([str(good), "--format", chosen, "-o", str(tmp_path / "ra")]) == 0
    assert (tmp_path / "ra").stat().st_size > 100


def test_some_cells_in_error_give_one(tmp_path: Path, capsys: Capture) -> None:
    path = saved(
        tmp_path, (1, "A b", "ha", 5, "nhiều"), (2, "C d", "ha", 5, 5), (3, "E f", "ha", "không rõ", 5)
    )
    assert run([str(path), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [p["cell"] for p in found["problems"] if p["severity"] == "error"] == ["Sheet1!E2", "Sheet1!D4"]
    assert [target["class"] for target in found["targets"]] == ["no_data", "met", "not_computable"]


def test_table_without_targets_gives_two(tmp_path: Path, capsys: Capture) -> None:
    assert run([str(saved(tmp_path))]) == 2
    assert "Không đọc được chỉ tiêu nào" in capsys.readouterr().err


BAD = {
    "not a workbook": (lambda: b"khong phai", "không phải là bảng tính"),
    "password": (broken.encrypted, "có mật khẩu"),
    "xls": (broken.old_format, ".xls"),
    "macros": (lambda: broken.repacked(xl__vbaProject_bin=b"1"), "macro"),
    "zip bomb": (broken.zip_bomb, "giới hạn an toàn"),
    "entities": (broken.with_entities, "thực thể XML"),
    "a million rows": (broken.million_rows, "20000 dòng"),
    "16,384 columns": (broken.widest_row, "512 cột"),
    "no table": (lambda: table(("Danh sách",), ("A", "B")), "Không tìm thấy bảng chỉ tiêu"),
}


@pytest.mark.parametrize("case", BAD)
def test_unusable_file_gives_two_and_a_sentence(tmp_path: Path, capsys: Capture, case: str) -> None:
    make, words = BAD[case]
    path = tmp_path / "tệp.xlsx"
    path.write_bytes(make())
    assert main(["evaluate", str(path)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("Không đọc được “tệp.xlsx”. ")
    assert words in shown.err
    assert "Traceback" not in shown.err


def test_unusable_file_is_still_json_when_json_is_asked(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(broken.encrypted())
    assert run([str(path), "--format", "json"]) == 2
    found = json.loads(capsys.readouterr().out)
    assert (found["total"], found["targets"]) == (0, [])
    assert [(p["cell"], p["severity"], p["code"]) for p in found["problems"]] == [
        ("a.xlsx", "error", "encrypted")
    ]


@pytest.mark.parametrize(("name", "words"), [("absent.xlsx", "Không tìm thấy"), (".", "Đây là thư mục")])
def test_file_that_cannot_be_opened_is_told(tmp_path: Path, capsys: Capture, name: str, words: str) -> None:
    assert main(["evaluate", str(tmp_path / name)]) == 2
    assert words in capsys.readouterr().err


def test_name_of_the_file_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "bảng.dat"
    path.write_bytes(broken.good())
    assert run([str(path), "-o", str(tmp_path / "a.json")]) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "còn thiếu TỆP.xlsx"),
        (["a.xlsx", "--scheme", "khác"], "không có lựa chọn"),
        (["a.xlsx", "--as-of", "hôm qua"], "Không đọc được ngày"),
        (["a.xlsx", "--as-of", "2023"], "không phải là một ngày"),
        (["a.xlsx", "--lạ"], "không hiểu --lạ"),
        (["a.xlsx", "-o"], "cần một giá trị"),
    ],
)
def test_wrong_arguments_are_told_in_vietnamese(capsys: Capture, arguments: list[str], words: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(arguments)
    assert stopped.value.code == 2
    shown = capsys.readouterr().err
    assert shown.startswith("Cách dùng / Usage: nhiemky evaluate")
    assert words in shown


def test_help_speaks_both_languages(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(["--help"])
    assert stopped.value.code == 0
    shown = capsys.readouterr().out
    assert "Đánh giá một bảng kết quả" in shown
    assert "Evaluate a results table" in shown


@pytest.mark.parametrize("sample", OFFICE_TABLES, ids=lambda sample: sample.name)
def test_office_tables_from_the_command_line(tmp_path: Path, capsys: Capture, sample: object) -> None:
    chosen = next(each for each in OFFICE_TABLES if each is sample)
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(chosen.sample))
    cut_off = ["--as-of", chosen.as_of.isoformat()] if chosen.as_of else []
    assert main(["evaluate", str(path), "--format", "json", *cut_off]) == (1 if chosen.errors else 0)
    found = json.loads(capsys.readouterr().out)
    counted = [target for target in found["targets"] if target["counted"]]
    assert {target["number"] or target["name"]: target["class"] for target in counted} == chosen.classes
    assert sum(found["counts"].values()) == found["total"]
