"""Founding, changing and dissolving teams."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nhiemky.campaign.actions import (
    add_member,
    change_team,
    dissolve_team,
    end_membership,
    found_team,
)
from nhiemky.campaign.models import Campaign, Member, Team
from nhiemky.campaign.vocab import Duty, TeamKind
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid, NotFound
from nhiemky.registry.vocab import DirectiveType
from tests import cast
from tests.cast_reviews import NOW, PLAN, Scene, last_line, make_scene, make_team, member
from tests.standing import standing

pytestmark = pytest.mark.django_db

FOUNDED, JANUARY = date(2022, 12, 1), date(2023, 1, 10)


@standing
def scene() -> Scene:
    return make_scene()


def found(scene: Scene, **changes: Any) -> Team:
    given: dict[str, Any] = {
        "campaign": scene.campaign, "kind": TeamKind.TASK_GROUP, "name": "Tổ công tác số 1",
        "holder": scene.tree.district.unit, "founded_on": FOUNDED, "now": NOW,
    } | changes  # fmt: skip
    return found_team(changes.pop("actor", scene.office), **{k: v for k, v in given.items() if k != "actor"})


def test_a_team_is_founded_by_a_decision_with_its_members(scene: Scene) -> None:
    decision = cast.make_directive("120-QĐ/HU", holder=scene.tree.district, type=DirectiveType.DECISION)
    notice = cast.make_directive("45-TB/HU", holder=scene.tree.district, type=DirectiveType.NOTICE)
    team = found(
        scene, decision=decision, notice=notice, supports=scene.tree.commune.unit,
        task="Theo dõi, hướng dẫn\r\n\r\nbáo cáo hằng tuần",
        members=[member("Nguyễn Văn An", Duty.HEAD), member("Trần Văn Bảy", unit_id=scene.tree.commune.unit_id)],
    )  # fmt: skip
    assert (team.kind, team.name, team.supports_id, team.task, team.decision_id, team.notice_id) == (
        "task_group", "Tổ công tác số 1", scene.tree.commune.unit_id, "Theo dõi, hướng dẫn\n\nbáo cáo hằng tuần",
        decision.pk, notice.pk,
    )  # fmt: skip
    rows = Member.objects.filter(team=team).order_by("position")
    assert [(row.full_name, row.rank, row.position, row.unit_id, row.valid_from) for row in rows] == [
        ("Nguyễn Văn An", "head", 1, None, FOUNDED),
        ("Trần Văn Bảy", "member", 2, scene.tree.commune.unit_id, FOUNDED),
    ]
    line = LedgerLine.objects.latest("sequence")
    assert (line.act, line.object_kind, line.object_id, line.summary, line.branch) == (
        "team.founded", "team", str(team.pk), "Thành lập Tổ công tác số 1 (2 người)", scene.tree.district.path,
    )  # fmt: skip
    assert [each["full_name"] for each in line.after["members"]] == ["Nguyễn Văn An", "Trần Văn Bảy"]


def test_a_unit_founds_the_editorial_team_of_its_own_review(scene: Scene) -> None:
    team = found(
        scene,
        actor=scene.pilot_office,
        kind=TeamKind.EDITORIAL,
        name="Tổ biên tập",
        holder=scene.tree.commune.unit,
    )
    assert (team.kind, team.holder_id) == ("editorial", scene.tree.commune.unit_id)
    assert LedgerLine.objects.latest("sequence").branch == scene.tree.commune.path


def test_a_unit_that_takes_no_part_founds_and_follows_nothing(scene: Scene) -> None:
    with pytest.raises(Invalid) as refused:
        found(scene, actor=scene.outsider, holder=scene.tree.far.unit)
    assert [error.field for error in refused.value.errors] == ["holder"]
    with pytest.raises(Invalid) as followed:
        found(scene, supports=scene.tree.far.unit)
    assert [error.field for error in followed.value.errors] == ["supports"]
    assert Team.objects.count() == 0


@pytest.mark.parametrize("who", ["boards", "pilot_office", "outsider"])
def test_who_does_not_run_the_campaign_founds_no_team_for_it(scene: Scene, who: str) -> None:
    with pytest.raises(Denied):
        found(scene, actor=getattr(scene, who))
    assert Team.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"name": " "}, ["name"]),
        ({"name": "x" * 301}, ["name"]),
        ({"task": "x" * 20_001}, ["task"]),
        ({"founded_on": date(2023, 3, 2)}, ["founded_on"]),
        ({"founded_on": date(2022, 11, 14)}, ["founded_on"]),
        (
            {"members": [member(""), member("An", Duty.HEAD), member("Bảy", Duty.HEAD)]},
            ["0|full_name", "2|rank"],
        ),
        ({"members": [member("An"), member("an")], "name": ""}, ["name", "1|full_name"]),
    ],
)
def test_every_error_of_a_team_is_told_at_once(
    scene: Scene, changes: dict[str, Any], fields: list[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        found(scene, **changes)
    assert [error.field for error in refused.value.errors] == fields
    assert (Team.objects.count(), Member.objects.count()) == (0, 0)
    assert LedgerLine.objects.filter(act="team.founded").count() == 0


def test_a_team_is_founded_on_the_day_of_the_plan_at_the_earliest(scene: Scene) -> None:
    assert found(scene, founded_on=PLAN).founded_on == PLAN
    with pytest.raises(Invalid) as refused:
        found(scene, founded_on=date(2022, 11, 14))
    assert str(refused.value) == "Ngày thành lập (14-11-2022) trước ngày của kế hoạch (15-11-2022)."


def test_a_directive_out_of_sight_is_not_named(scene: Scene) -> None:
    hidden = cast.make_directive("9-KH/HU", holder=scene.tree.other_district)
    with pytest.raises(NotFound):
        found(scene, decision=hidden)


def test_what_is_said_of_a_team_is_corrected(scene: Scene) -> None:
    team = make_team(scene, task="Theo dõi")
    notice = cast.make_directive("46-TB/HU", holder=scene.tree.district, type=DirectiveType.NOTICE)
    kept = change_team(
        scene.office,
        team=team,
        name="Tổ công tác số 01",
        task="Theo dõi",
        decision=None,
        notice=notice,
        now=NOW,
    )
    assert (kept.name, kept.notice_id) == ("Tổ công tác số 01", notice.pk)
    line = LedgerLine.objects.latest("sequence")
    assert (line.before["name"], line.after["name"]) == ("Tổ công tác số 1", "Tổ công tác số 01")
    with pytest.raises(Invalid):
        change_team(scene.office, team=team, name="", task="", decision=None, notice=None, now=NOW)
    with pytest.raises(Denied):
        change_team(scene.boards, team=team, name="Tổ", task="", decision=None, notice=None, now=NOW)


def test_a_team_is_dissolved_once_with_a_reason(scene: Scene) -> None:
    team = make_team(scene, member())
    kept = dissolve_team(scene.office, team=team, on=JANUARY, reason="Hoàn thành nhiệm vụ", now=NOW)
    assert kept.dissolved_on == JANUARY
    assert last_line() == ("team.dissolved", "team", "Giải thể Tổ công tác số 1", scene.office.name)
    assert LedgerLine.objects.latest("sequence").after == {
        "dissolved_on": "2023-01-10", "reason": "Hoàn thành nhiệm vụ",
    }  # fmt: skip
    with pytest.raises(Conflict):
        dissolve_team(scene.office, team=team, on=JANUARY, reason="Lần nữa", now=NOW)
    with pytest.raises(Conflict):
        change_team(scene.office, team=team, name="Tổ", task="", decision=None, notice=None, now=NOW)


@pytest.mark.parametrize(
    ("on", "reason", "field"),
    [
        (JANUARY, "", "reason"),
        (FOUNDED, "Hết việc", "on"),
        (date(2023, 3, 2), "Hết việc", "on"),
        (date(2022, 12, 20), "Hết việc", "on"),
    ],
)
def test_a_team_is_not_dissolved_before_it_ends(scene: Scene, on: date, reason: str, field: str) -> None:
    team = make_team(scene, member("An"))
    row = add_member(scene.office, team=team, draft=member("Bảy"), on=date(2022, 12, 15), now=NOW)
    end_membership(scene.office, member=row, on=date(2023, 1, 5), reason="Điều động", now=NOW)
    with pytest.raises(Invalid) as refused:
        dissolve_team(scene.office, team=team, on=on, reason=reason, now=NOW)
    assert [error.field for error in refused.value.errors] == [field]
    with pytest.raises(Denied):
        dissolve_team(scene.pilot_office, team=team, on=JANUARY, reason="Hết việc", now=NOW)


def test_nothing_is_founded_in_a_removed_campaign(scene: Scene) -> None:
    Campaign.objects.filter(pk=scene.campaign.pk).update(removed_on=JANUARY)
    with pytest.raises(Invalid) as refused:
        found(scene)
    assert str(refused.value) == "Đợt sơ kết đã được bỏ; đề nghị khôi phục trước khi cập nhật."
