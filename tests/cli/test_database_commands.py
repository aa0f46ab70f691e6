"""Commands over the data: demo, board, report, import, form of a unit, check, init; each as its own process would run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nhiemky.kernel.documents.inspect import check, inspect
from nhiemky.kernel.documents.profiles import HD36
from tests.cast_demo import Demo, nhiemky

ARTICLE = (
    "Đạt và vượt 15/25 chỉ tiêu, 2/25 chỉ tiêu đạt trên 90%, 4/25 chỉ tiêu đạt trên 75%, "
    "3/25 chỉ tiêu đạt trên 50%, 1/25 chỉ tiêu đạt dưới 50%."
)


def test_demo_prints_the_sentence_of_the_article_and_where_the_report_lies(demo: Demo) -> None:
    home, made = demo.home, demo.made
    assert (made.returncode, made.stderr) == (0, "")
    assert ARTICLE in made.stdout
    assert str(home / "demo" / "bao-cao-so-ket-tan-thanh-tay.docx") in made.stdout
    assert (home / "demo" / "bao-cao-so-ket-tan-thanh-tay.docx").stat().st_size > 5_000


def test_demo_passwords_are_random_and_kept_private(demo: Demo) -> None:
    home = demo.home
    lines = (home / "demo-accounts.txt").read_text(encoding="utf-8").splitlines()[1:]
    passwords = [line.split()[1] for line in lines]
    assert len(passwords) == len(set(passwords)) == 13
    assert min(len(password) for password in passwords) >= 12
    assert (home / "demo-accounts.txt").stat().st_mode & 0o077 == 0


def test_demo_keep_changes_nothing(demo: Demo) -> None:
    home, made = demo.home, demo.made
    before = json.loads(nhiemky(home, "board", "--unit", "838", "--format", "json").stdout)
    kept = nhiemky(home, "demo", "--keep")
    assert kept.stdout == made.stdout
    assert json.loads(nhiemky(home, "board", "--unit", "838", "--format", "json").stdout) == before


def test_demo_remade_sets_the_former_aside(demo: Demo, tmp_path: Path) -> None:
    home = demo.copied(tmp_path / "data")
    again = nhiemky(home, "demo")
    assert (again.returncode, ARTICLE in again.stdout) == (0, True)
    (aside,) = home.glob("truoc-*")
    assert (aside / "nhiemky.sqlite3").read_bytes() == (demo.home / "nhiemky.sqlite3").read_bytes()


def test_demo_never_replaces_real_data(tmp_path: Path) -> None:
    begun = nhiemky(tmp_path, "init", "--code", "1", "--name", "Đảng bộ xã Mẫu")
    assert begun.returncode == 0
    refused = nhiemky(tmp_path, "demo")
    assert refused.returncode == 1
    assert "không phải dữ liệu mẫu" in refused.stdout


def test_board_json_has_a_row_for_the_unit_and_each_below(demo: Demo) -> None:
    home = demo.home
    found = json.loads(
        nhiemky(home, "board", "--unit", "838", "--as-of", "2023-02-21", "--format", "json").stdout
    )
    assert sorted(found) == ["as_of", "scheme", "units"]
    assert found["as_of"] == "2023-02-21"
    assert found["scheme"]["name"] == "default"
    assert found["units"][0]["code"] == "838"
    assert sum(unit["code"].startswith("28") for unit in found["units"]) == 13
    pilot = next(unit for unit in found["units"] if unit["code"] == "28927")
    assert pilot == {
        "code": "28927",
        "name": "Đảng bộ xã Tân Thanh Tây",
        "total": 25,
        "counts": {
            "met": 15,
            "over_90": 2,
            "over_75": 4,
            "over_50": 3,
            "under_50": 1,
            "not_due": 0,
            "no_data": 0,
            "not_computable": 0,
        },
        "sentence": ARTICLE,
    }
    assert all(sum(unit["counts"].values()) == unit["total"] for unit in found["units"])


def test_board_table_names_the_units(demo: Demo) -> None:
    home = demo.home
    shown = nhiemky(home, "board", "--unit", "838").stdout
    assert "Đảng bộ xã Tân Thanh Tây" in shown
    assert "số liệu đến ngày 21-2-2023" in shown.splitlines()[0]


def test_board_follows_the_cut_off(demo: Demo) -> None:
    home = demo.home
    found = json.loads(
        nhiemky(home, "board", "--unit", "28927", "--as-of", "2020-12-31", "--format", "json").stdout
    )
    assert found["units"][0]["counts"]["no_data"] == 25


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("board", "--unit", "khong-co"), "Không có đơn vị mã khong-co"),
        (("board", "--term", "1990-1995"), "Không có nhiệm kỳ 1990-1995"),
        (("board", "--scheme", "la"), "Không có bộ nhóm mức đạt “la”"),
        (("report", "--unit", "28927", "-o", "x.odt"), "Báo cáo chỉ xuất được thành tệp"),
        (("report", "progress", "--unit", "838", "-o", "x.xlsx"), "chỉ xuất được thành tệp .docx hoặc .pdf"),
        (
            ("report", "progress", "--unit", "838", "--as-of", "2022-09-27", "-o", "x.docx"),
            "chưa có đợt sơ kết nào",
        ),
        (
            ("report", "survey", "--unit", "838", "--as-of", "2022-11-14", "-o", "x.docx"),
            "chưa có cuộc khảo sát nào",
        ),
        (("report", "--unit", "1'; DROP TABLE--", "-o", "x.docx"), "Không có đơn vị mã"),
    ],
)
def test_commands_refuse_in_words(demo: Demo, arguments: tuple[str, ...], words: str) -> None:
    home = demo.home
    refused = nhiemky(home, *arguments)
    assert refused.returncode == 1
    assert words in refused.stderr
    assert "Traceback" not in refused.stderr


def test_report_word_holds_the_official_form(demo: Demo, tmp_path: Path) -> None:
    home = demo.home
    target = tmp_path / "bao-cao.docx"
    made = nhiemky(home, "report", "--unit", "28927", "--as-of", "2023-02-21", "-o", str(target))
    assert (made.returncode, made.stderr) == (0, "")
    assert check(inspect(target.read_bytes()), HD36) == ()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("progress", "78/84 mốc đến hạn được thực hiện đúng hạn (92,86%;"),
        (
            "experience",
            "Đã trả lời 130/132 nội dung: 117 đã vận dụng, 12 vận dụng một phần, 1 không vận dụng.",
        ),
        ("survey", "Đoàn đã khảo sát 8/8 xã và 6/6 ngành theo kế hoạch."),
    ],
)
def test_reports_on_the_campaign_hold_the_official_form_and_the_figures(
    demo: Demo, tmp_path: Path, kind: str, words: str
) -> None:
    home = demo.home
    target = tmp_path / f"{kind}.docx"
    asked = (
        "--unit",
        "28889",
        "--as-of",
        "24-3-2023",
        "--date",
        "2023-03-25",
        "--number",
        "9",
        "-o",
        str(target),
    )
    made = nhiemky(home, "report", kind, *asked)
    assert (made.returncode, made.stderr, str(target) in made.stdout) == (0, "", True)
    read = inspect(target.read_bytes())
    assert check(read, HD36) == ()
    assert [line.text for line in read.body if words in line.text] != []


@pytest.mark.parametrize(("suffix", "magic"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_report_in_other_files(demo: Demo, tmp_path: Path, suffix: str, magic: bytes) -> None:
    home = demo.home
    target = tmp_path / f"bao-cao.{suffix}"
    assert nhiemky(home, "report", "review", "--unit", "28927", "-o", str(target)).returncode == 0
    assert target.read_bytes().startswith(magic)


def test_form_of_a_unit_comes_back_unchanged(demo: Demo, tmp_path: Path) -> None:
    home = demo.home
    form = tmp_path / "bieu.xlsx"
    assert nhiemky(home, "form", "--unit", "28927", "-o", str(form)).returncode == 0
    evaluated = nhiemky(home, "evaluate", str(form), "--as-of", "2023-02-21", "--format", "json")
    assert json.loads(evaluated.stdout)["sentence"] == ARTICLE
    previewed = nhiemky(home, "import", str(form), "--unit", "28927")
    assert previewed.returncode == 0
    assert previewed.stdout.splitlines()[0] == "Các dòng: không đổi: 25"


def test_import_of_another_units_form_says_so(demo: Demo, tmp_path: Path) -> None:
    home = demo.home
    form = tmp_path / "bieu.xlsx"
    nhiemky(home, "form", "--unit", "28927", "-o", str(form))
    refused = nhiemky(home, "import", str(form), "--unit", "28933", "--confirm")
    assert refused.returncode == 1
    assert "Tệp ghi mã đơn vị 28927, không phải 28933" in refused.stdout


def test_check_finds_the_data_sound_then_a_changed_ledger(tmp_path: Path) -> None:
    import sqlite3

    nhiemky(tmp_path, "init", "--code", "1", "--name", "Đảng bộ xã Mẫu")
    sound = nhiemky(tmp_path, "check")
    assert (sound.returncode, "Nhật ký: nguyên vẹn" in sound.stdout) == (0, True)
    with sqlite3.connect(tmp_path / "nhiemky.sqlite3") as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("UPDATE history_ledgerline SET summary = 'khác' WHERE sequence = 2")
    broken = nhiemky(tmp_path, "check")
    assert broken.returncode == 1
    assert "KHÔNG nguyên vẹn từ dòng 2" in broken.stdout
    with sqlite3.connect(tmp_path / "nhiemky.sqlite3") as database:
        database.execute("DELETE FROM history_ledgerline")
        database.execute("UPDATE history_ledgerhead SET sequence = 0, digest = ''")
    emptied = nhiemky(tmp_path, "check")
    assert emptied.returncode == 1
    assert "Nhật ký trống trong khi đã có dữ liệu." in emptied.stdout


def test_init_prints_a_one_time_link_and_runs_once(tmp_path: Path) -> None:
    begun = nhiemky(
        tmp_path, "init", "--code", "28936", "--name", "Đảng bộ xã Nhuận Phú Tân", "--term", "2025-2030"
    )
    assert "/loi-moi/" in begun.stdout
    again = nhiemky(tmp_path, "init", "--code", "28936", "--name", "Đảng bộ xã Nhuận Phú Tân")
    assert again.returncode == 1
    assert "đã được khởi tạo" in again.stderr
