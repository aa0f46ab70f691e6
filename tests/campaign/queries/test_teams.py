"""Teams as they stood on a day, and who sees which."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nhiemky.campaign.actions import add_member, dissolve_team, end_membership, found_team
from nhiemky.campaign.models import Member
from nhiemky.campaign.queries import members_of, team, teams
from nhiemky.campaign.vocab import Duty, TeamKind
from nhiemky.history.vocab import NotFound
from nhiemky.org.vocab import RoleCode
from tests.cast_reviews import NOW, TODAY, Scene, make_scene, make_team, member, person
from tests.standing import standing

pytestmark = pytest.mark.django_db

FOUNDED, JANUARY = date(2022, 12, 1), date(2023, 1, 10)


@standing
def scene() -> Scene:
    return make_scene()


def names(scene: Scene, who: str = "office", on: date = TODAY) -> list[str]:
    return [line.team.name for line in teams(getattr(scene, who), campaign=scene.campaign, on=on)]


def test_teams_come_in_the_order_of_their_kinds_and_from_their_day_on(scene: Scene) -> None:
    make_team(scene, name="Đoàn khảo sát", kind=TeamKind.SURVEY)
    make_team(scene, name="Tổ biên tập", kind=TeamKind.EDITORIAL, founded_on=JANUARY)
    make_team(scene, name="Tổ công tác")
    assert names(scene) == ["Tổ công tác", "Tổ biên tập", "Đoàn khảo sát"]
    assert names(scene, on=FOUNDED) == ["Tổ công tác", "Đoàn khảo sát"]
    assert names(scene, on=date(2022, 11, 30)) == []


def test_a_dissolved_team_stays_readable(scene: Scene) -> None:
    row = make_team(scene, member("An", Duty.HEAD))
    dissolve_team(scene.office, team=row, on=JANUARY, reason="Xong việc", now=NOW)
    stands = [team(scene.office, id=row.pk, on=on).stands for on in (date(2023, 1, 9), JANUARY)]
    assert stands == [True, False]
    assert [each.full_name for each in members_of(row, on=TODAY)] == ["An"]


def test_members_come_head_first_then_in_their_places(scene: Scene) -> None:
    row = make_team(
        scene,
        member("Thư", Duty.SECRETARY),
        member("Viên"),
        member("Trưởng", Duty.HEAD),
        member("Phó", Duty.DEPUTY),
    )
    line = team(scene.office, id=row.pk, on=TODAY)
    assert [each.full_name for each in line.members] == ["Trưởng", "Phó", "Viên", "Thư"]
    assert line.head is not None
    assert line.head.full_name == "Trưởng"
    assert team(scene.office, id=make_team(scene, name="Tổ 2").pk, on=TODAY).head is None


def test_former_members_come_the_latest_first(scene: Scene) -> None:
    row = make_team(scene, member("Một"), member("Hai"))
    for name, day in (("Một", date(2023, 1, 5)), ("Hai", date(2023, 2, 5))):
        gone = Member.objects.select_related("team__campaign", "team__holder").get(full_name=name)
        end_membership(scene.office, member=gone, on=day, reason="Điều động", now=NOW)
    add_member(scene.office, team=row, draft=member("Ba"), on=JANUARY, now=NOW)
    line = team(scene.office, id=row.pk, on=TODAY)
    assert [each.full_name for each in line.members] == ["Ba"]
    assert [each.full_name for each in line.former] == ["Hai", "Một"]
    early = team(scene.office, id=row.pk, on=date(2023, 1, 6))
    assert ([each.full_name for each in early.members], [each.full_name for each in early.former]) == (
        ["Hai"], ["Một"],
    )  # fmt: skip


def test_a_unit_sees_the_teams_that_concern_it(scene: Scene) -> None:
    make_team(scene, name="Cả đợt")
    followed = make_team(scene, name="Theo dõi xã hai", supports=scene.tree.second.unit)
    found_team(
        scene.pilot_office, campaign=scene.campaign, kind=TeamKind.EDITORIAL, name="Biên tập làm điểm",
        holder=scene.tree.commune.unit, founded_on=FOUNDED, now=NOW,
        supports=scene.tree.commune.unit,
    )  # fmt: skip
    assert names(scene) == names(scene, "province") == ["Cả đợt", "Theo dõi xã hai", "Biên tập làm điểm"]
    assert names(scene, "second_office") == ["Cả đợt", "Theo dõi xã hai"]
    assert names(scene, "pilot_office") == ["Cả đợt", "Biên tập làm điểm"]
    assert team(scene.second_office, id=followed.pk, on=TODAY).team == followed
    with pytest.raises(NotFound):
        team(scene.pilot_office, id=followed.pk, on=TODAY)


def test_to_strangers_there_are_no_teams(scene: Scene) -> None:
    row = make_team(scene)
    delegate = person(RoleCode.DELEGATE, scene.tree.far, "Khách", 9)
    for somebody in (scene.outsider, delegate):
        with pytest.raises(NotFound):
            teams(somebody, campaign=scene.campaign, on=TODAY)
        with pytest.raises(NotFound):
            team(somebody, id=row.pk, on=TODAY)
    for id, on in ((0, TODAY), (row.pk, date(2022, 11, 30))):
        with pytest.raises(NotFound):
            team(scene.office, id=id, on=on)


@pytest.mark.parametrize("who", ["office", "second_office"])
def test_the_number_of_queries_is_the_same_for_one_team_and_three(
    scene: Scene, who: str, django_assert_max_num_queries: Any
) -> None:
    make_team(scene, member("An"))
    with django_assert_max_num_queries(12) as one:
        names(scene, who)
    make_team(scene, member("An"), member("Bảy", unit_id=scene.tree.second.unit_id), name="Tổ 2")
    make_team(scene, member("An"), name="Tổ 3", supports=scene.tree.second.unit)
    with django_assert_max_num_queries(12) as three:
        assert len(names(scene, who)) == 3
    assert len(one) == len(three)
