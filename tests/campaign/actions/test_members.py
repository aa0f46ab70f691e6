"""Members of teams: who comes, who goes, and what stays readable."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nhiemky.campaign.actions import add_member, change_member, dissolve_team, end_membership
from nhiemky.campaign.models import Member, Team
from nhiemky.campaign.queries import members_of, team
from nhiemky.campaign.vocab import Duty, MemberDraft
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid, NotFound
from tests import cast
from tests.cast_reviews import NOW, Scene, last_line, make_scene, make_team, member
from tests.standing import standing

pytestmark = pytest.mark.django_db

JANUARY, FEBRUARY = date(2023, 1, 10), date(2023, 2, 10)


@standing
def scene() -> Scene:
    return make_scene()


@standing
def group(scene: Scene) -> Team:
    return make_team(scene, member("Nguyễn Văn An", Duty.HEAD), member("Trần Văn Bảy"))


def names(team: Team, on: date) -> list[str]:
    return [row.full_name for row in members_of(team, on=on)]


def fields(refused: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [error.field for error in refused.value.errors]


def serving(name: str) -> Member:
    return Member.objects.select_related("team__campaign", "team__holder").get(full_name=name)


def test_a_member_is_added_from_a_day_on(scene: Scene, group: Team) -> None:
    row = add_member(
        scene.office, team=group, draft=member("Lê Thị Cúc", duty="Theo dõi văn kiện"), on=JANUARY, now=NOW
    )
    assert (row.full_name, row.rank, row.duty, row.position, row.valid_from, row.valid_to) == (
        "Lê Thị Cúc", "member", "Theo dõi văn kiện", 3, JANUARY, None,
    )  # fmt: skip
    assert names(group, date(2023, 1, 9)) == ["Nguyễn Văn An", "Trần Văn Bảy"]
    assert names(group, JANUARY) == ["Nguyễn Văn An", "Trần Văn Bảy", "Lê Thị Cúc"]
    assert last_line() == (
        "team.member_added", "team", "Thêm Lê Thị Cúc vào Tổ công tác số 1", scene.office.name,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("draft", "on", "field"),
    [
        (member(""), JANUARY, "full_name"),
        (member("x" * 151), JANUARY, "full_name"),
        (member("Lê Thị Cúc", title="x" * 201), JANUARY, "title"),
        (member("Lê Thị Cúc", duty="x" * 501), JANUARY, "duty"),
        (member("Lê Thị Cúc", Duty.HEAD), JANUARY, "rank"),
        (member("trần văn bảy"), JANUARY, "full_name"),
        (member("Lê Thị Cúc", unit_id=0), JANUARY, "unit"),
        (member("Lê Thị Cúc"), date(2022, 11, 30), "on"),
        (member("Lê Thị Cúc"), date(2023, 3, 2), "on"),
    ],
)
def test_what_is_no_member_is_refused(
    scene: Scene, group: Team, draft: MemberDraft, on: date, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        add_member(scene.office, team=group, draft=draft, on=on, now=NOW)
    assert fields(refused) == [field]
    assert Member.objects.count() == 2


def test_a_known_person_is_a_member_once_under_any_name(scene: Scene, group: Team) -> None:
    known = cast.make_person("Phạm Thị Dung", keeper=scene.tree.district)
    add_member(
        scene.office, team=group, draft=member("Phạm Thị Dung", person_id=known.pk), on=JANUARY, now=NOW
    )
    with pytest.raises(Invalid) as refused:
        add_member(
            scene.office, team=group, draft=member("Phạm T. Dung", person_id=known.pk), on=FEBRUARY, now=NOW
        )
    assert str(refused.value) == "Phạm T. Dung đã ở trong tổ."
    with pytest.raises(NotFound):
        add_member(scene.office, team=group, draft=member("Ai đó", person_id=0), on=FEBRUARY, now=NOW)


def test_two_of_one_name_serve_when_their_titles_tell_them_apart(scene: Scene, group: Team) -> None:
    draft = member("Trần Văn Bảy", title="Phó Trưởng Ban Dân vận")
    add_member(scene.office, team=group, draft=draft, on=JANUARY, now=NOW)
    assert names(group, JANUARY) == ["Nguyễn Văn An", "Trần Văn Bảy", "Trần Văn Bảy"]


def test_who_leaves_stays_readable_with_day_and_reason(scene: Scene, group: Team) -> None:
    gone = end_membership(
        scene.office, member=serving("Trần Văn Bảy"), on=FEBRUARY, reason="Nghỉ hưu theo chế độ", now=NOW
    )
    assert (gone.valid_to, gone.left_because) == (FEBRUARY, "Nghỉ hưu theo chế độ")
    assert names(group, date(2023, 2, 9)) == ["Nguyễn Văn An", "Trần Văn Bảy"]
    assert names(group, FEBRUARY) == ["Nguyễn Văn An"]
    line = team(scene.office, id=group.pk, on=FEBRUARY)
    assert [(row.full_name, row.left_because) for row in line.former] == [
        ("Trần Văn Bảy", "Nghỉ hưu theo chế độ")
    ]
    assert team(scene.office, id=group.pk, on=date(2023, 2, 9)).former == ()
    entry = LedgerLine.objects.latest("sequence")
    assert (entry.act, entry.summary) == (
        "team.member_left",
        "Trần Văn Bảy thôi tham gia Tổ công tác số 1",
    )
    assert entry.after == {"valid_to": "2023-02-10", "reason": "Nghỉ hưu theo chế độ"}


def test_who_leaves_is_replaced_the_same_day_in_the_same_place(scene: Scene, group: Team) -> None:
    new = end_membership(
        scene.office, member=serving("Nguyễn Văn An"), on=FEBRUARY, reason="Điều động", now=NOW,
        replaced_by=member("Hồ Thị Sáu", Duty.HEAD, duty="Phụ trách chung"),
    )  # fmt: skip
    assert (new.full_name, new.rank, new.position, new.valid_from) == ("Hồ Thị Sáu", "head", 1, FEBRUARY)
    assert names(group, date(2023, 2, 9)) == ["Nguyễn Văn An", "Trần Văn Bảy"]
    assert names(group, FEBRUARY) == ["Hồ Thị Sáu", "Trần Văn Bảy"]
    assert last_line()[2] == "Nguyễn Văn An thôi tham gia Tổ công tác số 1, Hồ Thị Sáu thay"
    assert LedgerLine.objects.filter(act="team.member_left").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 501}, "reason"),
        ({"on": date(2022, 12, 1)}, "on"),
        ({"on": date(2023, 3, 2)}, "on"),
        ({"replaced_by": member("Nguyễn Văn An")}, "full_name"),
        ({"replaced_by": member("Hồ Thị Sáu", Duty.HEAD)}, "rank"),
    ],
)
def test_a_bad_leave_changes_nothing(scene: Scene, group: Team, changes: dict[str, Any], field: str) -> None:
    given = {"on": FEBRUARY, "reason": "Nghỉ hưu", **changes}
    with pytest.raises(Invalid) as refused:
        end_membership(scene.office, member=serving("Trần Văn Bảy"), now=NOW, **given)
    assert fields(refused) == [field]
    assert serving("Trần Văn Bảy").valid_to is None


def test_only_the_first_of_two_lets_a_member_go(scene: Scene, group: Team) -> None:
    seen_by_both = serving("Trần Văn Bảy")
    end_membership(scene.office, member=seen_by_both, on=FEBRUARY, reason="Nghỉ hưu", now=NOW)
    with pytest.raises(Conflict) as refused:
        end_membership(scene.office, member=seen_by_both, on=JANUARY, reason="Điều động", now=NOW)
    assert refused.value.message == "Trần Văn Bảy đã thôi tham gia từ ngày 10-2-2023. Đề nghị tải lại trang."
    assert serving("Trần Văn Bảy").left_because == "Nghỉ hưu"


def test_a_later_duty_leaves_the_earlier_one_readable(scene: Scene, group: Team) -> None:
    row = change_member(
        scene.office,
        member=serving("Trần Văn Bảy"),
        draft=member("Trần Văn Bảy", Duty.DEPUTY),
        on=JANUARY,
        now=NOW,
    )
    assert (row.rank, row.position, row.valid_from) == ("deputy", 2, JANUARY)
    assert [each.rank for each in members_of(group, on=date(2023, 1, 9))] == ["head", "member"]
    assert [each.rank for each in members_of(group, on=JANUARY)] == ["head", "deputy"]
    former = team(scene.office, id=group.pk, on=JANUARY).former
    assert [(each.full_name, each.left_because) for each in former] == [("Trần Văn Bảy", "")]


def test_a_duty_is_corrected_in_place_on_the_first_day(scene: Scene, group: Team) -> None:
    row = change_member(
        scene.office,
        member=serving("Trần Văn Bảy"),
        draft=member("Trần Văn Bẩy"),
        on=date(2022, 12, 1),
        now=NOW,
    )
    assert (row.full_name, row.position, Member.objects.count()) == ("Trần Văn Bẩy", 2, 2)
    line = LedgerLine.objects.latest("sequence")
    assert (line.before["full_name"], line.after["full_name"]) == ("Trần Văn Bảy", "Trần Văn Bẩy")


def test_a_second_head_does_not_come_by_a_change_either(scene: Scene, group: Team) -> None:
    with pytest.raises(Invalid) as refused:
        change_member(
            scene.office,
            member=serving("Trần Văn Bảy"),
            draft=member("Trần Văn Bảy", Duty.HEAD),
            on=JANUARY,
            now=NOW,
        )
    assert str(refused.value) == "Tổ đã có người đứng đầu: Nguyễn Văn An."
    with pytest.raises(Invalid) as early:
        change_member(
            scene.office,
            member=serving("Trần Văn Bảy"),
            draft=member("Trần Văn Bảy"),
            on=date(2022, 11, 1),
            now=NOW,
        )
    assert fields(early) == ["on", "on"]


def test_nobody_joins_or_leaves_a_dissolved_team(scene: Scene, group: Team) -> None:
    dissolve_team(scene.office, team=group, on=FEBRUARY, reason="Hoàn thành nhiệm vụ", now=NOW)
    with pytest.raises(Conflict) as refused:
        add_member(scene.office, team=group, draft=member("Lê Thị Cúc"), on=JANUARY, now=NOW)
    assert refused.value.message == "Tổ công tác số 1 đã giải thể ngày 10-2-2023."
    with pytest.raises(Conflict):
        end_membership(scene.office, member=serving("Trần Văn Bảy"), on=JANUARY, reason="Nghỉ", now=NOW)
    with pytest.raises(Conflict):
        change_member(scene.office, member=serving("Trần Văn Bảy"), draft=member("B"), on=JANUARY, now=NOW)


def test_only_who_runs_the_campaign_keeps_the_members_of_its_team(scene: Scene, group: Team) -> None:
    bảy = serving("Trần Văn Bảy")
    for somebody in (scene.boards, scene.pilot_office, scene.outsider):
        with pytest.raises(Denied):
            add_member(somebody, team=group, draft=member("Lê Thị Cúc"), on=JANUARY, now=NOW)
        with pytest.raises(Denied):
            change_member(somebody, member=bảy, draft=member("Lê Thị Cúc"), on=JANUARY, now=NOW)
        with pytest.raises(Denied):
            end_membership(somebody, member=bảy, on=JANUARY, reason="Nghỉ", now=NOW)
    add_member(scene.province, team=group, draft=member("Lê Thị Cúc"), on=JANUARY, now=NOW)
    assert names(group, JANUARY) == ["Nguyễn Văn An", "Trần Văn Bảy", "Lê Thị Cúc"]
