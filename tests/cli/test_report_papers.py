"""``nhiemky report decision|notice``: the papers on a team, chosen by kind or by name; on the tests' own database."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from nhiemky.campaign import actions
from nhiemky.campaign.vocab import Duty, MemberDraft, TeamKind
from nhiemky.cli.__main__ import main
from nhiemky.kernel.documents.inspect import Inspection, check, inspect
from nhiemky.kernel.documents.profiles import HD05, HD36
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast_campaign import NOW, Plan, make_plan

Captured = pytest.CaptureFixture[str]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_home")]
AS_OF = ("--as-of", "2023-03-24")
EDITORIAL, SURVEY = "Tổ biên tập văn kiện", "Đoàn khảo sát số 1"
NAMES = f"“{EDITORIAL}” (editorial); “{SURVEY}” (survey)"


@pytest.fixture
def own_home(settings: Settings, tmp_path: Path) -> None:
    settings.NHIEMKY_HOME = tmp_path


@pytest.fixture
def plan() -> Plan:
    """A campaign of the district with its editorial team."""
    plan = make_plan()
    found(
        plan,
        TeamKind.EDITORIAL,
        EDITORIAL,
        MemberDraft("Phan Thanh Bình", Duty.HEAD, "Phó Bí thư", "Phụ trách chung"),
    )
    return plan


def found(plan: Plan, kind: TeamKind, name: str, *members: MemberDraft) -> None:
    actions.found_team(
        SYSTEM_ACTOR, campaign=plan.campaign, kind=kind, name=name, holder=plan.campaign.holder,
        founded_on=date(2023, 1, 9), now=NOW, members=members,
    )  # fmt: skip


def report(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    code = main(["report", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def written(capsys: Captured, target: Path, *arguments: str) -> Inspection:
    assert report(capsys, *arguments, "-o", str(target)) == (0, f"Đã ghi văn bản: {target}\n", "")
    return inspect(target.read_bytes())


def test_decision_founds_the_only_team_in_the_official_form(
    capsys: Captured, plan: Plan, tmp_path: Path
) -> None:
    asked = ("decision", "--unit", "838", *AS_OF, "--date", "2023-01-09", "--number", "12")
    read = written(capsys, tmp_path / "quyet-dinh.docx", *asked)
    head = read.head
    assert check(read, HD36) == ()
    assert (head.type_name.text, head.number.text) == ("QUYẾT ĐỊNH", "Số 12-QĐ/HU")  # type: ignore[union-attr]
    assert [line.text for line in head.excerpt] == [f"thành lập {EDITORIAL}"]
    assert "1. Đồng chí Phan Thanh Bình, Phó Bí thư, Tổ trưởng." in [line.text for line in read.body]


@pytest.mark.parametrize(
    ("team", "name"),
    [("editorial", EDITORIAL), ("biên tập", EDITORIAL), ("bien tap", EDITORIAL), ("survey", SURVEY), ("SỐ 1", SURVEY)],
)  # fmt: skip
def test_team_is_chosen_by_kind_or_by_words_of_its_name(
    capsys: Captured, plan: Plan, tmp_path: Path, team: str, name: str
) -> None:
    found(plan, TeamKind.SURVEY, SURVEY, MemberDraft("Tạ Thị Sương"))
    asked = ("notice", "--unit", "838", "--team", team, *AS_OF, "--date", "2026-06-01")
    read = written(capsys, tmp_path / "thong-bao.docx", *asked)
    assert check(read, HD05) == ()
    assert [line.text for line in read.head.excerpt] == [f"phân công nhiệm vụ thành viên {name}"]
    assert read.tables[0].rows[1][1] == {EDITORIAL: "Phan Thanh Bình", SURVEY: "Tạ Thị Sương"}[name]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (AS_OF, f"Hãy chọn một tổ bằng --team. Các tổ: {NAMES}.\n"),
        ((*AS_OF, "--team", "xyz"), f"Không có tổ nào hợp với “xyz”. Các tổ: {NAMES}.\n"),
        (("--as-of", "2023-01-08"), "Ngày 8-1-2023 đợt sơ kết này chưa có tổ nào.\n"),
    ],
)
def test_team_that_is_not_plain_is_asked_for(
    capsys: Captured, plan: Plan, tmp_path: Path, asked: tuple[str, ...], said: str
) -> None:
    found(plan, TeamKind.SURVEY, SURVEY)
    target = tmp_path / "quyet-dinh.docx"
    assert report(capsys, "decision", "--unit", "838", *asked, "-o", str(target)) == (1, "", said)
    assert not target.exists()


def test_team_is_asked_for_only_with_its_papers(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["report", "progress", "--unit", "838", "--team", "survey", "-o", "x.docx"])
    assert stopped.value.code == 2
    assert "Tham số chưa đúng: --team chỉ dùng với decision và notice\n" in capsys.readouterr().err
