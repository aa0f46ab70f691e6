"""What is refused of members and surveys: in which words, and that nothing is written then, not even in the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from nhiemky.campaign import actions
from nhiemky.campaign.models import Campaign, Member, Survey, Visit
from nhiemky.campaign.vocab import Duty, MemberDraft, SurveyDraft, TeamKind, VisitDraft
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Invalid
from tests import cast_reviews
from tests.campaign import scene as scenes
from tests.cast_reviews import member

pytestmark = pytest.mark.django_db

JANUARY, FOUNDED = date(2023, 1, 10), date(2022, 12, 1)
GOOD = SurveyDraft("Khảo sát", date(2022, 10, 3), date(2022, 10, 10), date(2022, 11, 30))
TOLD = list[tuple[str, str]]


def refused(act: Callable[[], object]) -> TOLD:
    """Give what is told of an act that must leave every row and the ledger as they were."""

    def written() -> list[object]:
        rows = [list(model._default_manager.order_by("pk").values()) for model in (Member, Survey, Visit)]
        return [*rows, LedgerLine.objects.count()]

    before = written()
    with pytest.raises(Invalid) as found:
        act()
    assert written() == before
    return [(error.field, error.message) for error in found.value.errors]


@pytest.mark.parametrize(
    ("draft", "on", "told"),
    [
        (member(" \t"), JANUARY, [("full_name", "Chưa ghi nội dung ô “Họ và tên”.")]),
        (member("\u200b\x00"), JANUARY, [("full_name", "Chưa ghi nội dung ô “Họ và tên”.")]),
        (member("x" * 151), JANUARY, [("full_name", "Họ và tên dài quá 150 ký tự.")]),
        (member("Cúc", title="x" * 201), JANUARY, [("title", "Chức vụ dài quá 200 ký tự.")]),
        (member("Cúc", duty="x" * 501), JANUARY, [("duty", "Nhiệm vụ dài quá 500 ký tự.")]),
        (member("Cúc", unit_id=0), JANUARY, [("unit", "Không có đơn vị này.")]),
        (member("Cúc", Duty.HEAD), JANUARY, [("rank", "Tổ đã có người đứng đầu: Nguyễn Văn An.")]),
        (member(" nguyễn  văn AN"), JANUARY, [("full_name", "nguyễn văn AN đã ở trong tổ.")]),
        (
            member("Cúc"),
            date(2022, 11, 30),
            [("on", "Ngày tham gia (30-11-2022) trước ngày thành lập tổ (1-12-2022).")],
        ),
        (member("Cúc"), date(2023, 3, 2), [("on", "Ngày tham gia (2-3-2023) chưa đến.")]),
        (
            member("", Duty.HEAD, unit_id=0, title="x" * 201),
            date(2023, 3, 2),
            [
                ("on", "Ngày tham gia (2-3-2023) chưa đến."),
                ("full_name", "Chưa ghi nội dung ô “Họ và tên”."),
                ("title", "Chức vụ dài quá 200 ký tự."),
                ("unit", "Không có đơn vị này."),
                ("rank", "Tổ đã có người đứng đầu: Nguyễn Văn An."),
            ],
        ),
    ],
)
def test_a_member_out_of_order_is_refused_in_words(draft: MemberDraft, on: date, told: TOLD) -> None:
    scene = cast_reviews.make_scene()
    team = cast_reviews.make_team(scene, member("Nguyễn Văn An", Duty.HEAD), member("Trần Văn Bảy"))
    assert (
        refused(lambda: actions.add_member(scene.office, team=team, draft=draft, on=on, now=cast_reviews.NOW))
        == told
    )


@pytest.mark.parametrize(
    ("on", "reason", "told"),
    [
        (JANUARY, "", [("reason", "Chưa ghi nội dung ô “Lý do”.")]),
        (JANUARY, "x" * 501, [("reason", "Lý do dài quá 500 ký tự.")]),
        (FOUNDED, "Nghỉ", [("on", "Ngày thôi tham gia phải sau ngày bắt đầu (1-12-2022).")]),
        (date(2023, 3, 2), "Nghỉ", [("on", "Ngày thôi tham gia (2-3-2023) chưa đến.")]),
    ],
)
def test_a_leave_out_of_order_is_refused_in_words(on: date, reason: str, told: TOLD) -> None:
    scene = cast_reviews.make_scene()
    cast_reviews.make_team(scene, member("Nguyễn Văn An", Duty.HEAD))
    row = Member.objects.get()
    assert (
        refused(
            lambda: actions.end_membership(
                scene.office, member=row, on=on, reason=reason, now=cast_reviews.NOW
            )
        )
        == told
    )


def test_members_keep_texts_of_the_longest_length_without_control_characters() -> None:
    scene = cast_reviews.make_scene()
    team = cast_reviews.make_team(scene)
    row = actions.add_member(
        scene.office,
        team=team,
        draft=member("A" * 150, title=f"\x07Phó{' ' * 3}Trưởng ban\n", duty="b" * 500),
        on=FOUNDED,
        now=cast_reviews.NOW,
    )
    row.refresh_from_db()
    assert (row.full_name, row.title, row.duty) == ("A" * 150, "Phó Trưởng ban", "b" * 500)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": " "}, [("name", "Chưa ghi nội dung ô “Tên cuộc khảo sát”.")]),
        ({"name": "x" * 301}, [("name", "Tên cuộc khảo sát dài quá 300 ký tự.")]),
        ({"purpose": "x" * 20_001}, [("purpose", "Mục đích, yêu cầu dài quá 20000 ký tự.")]),
        (
            {"planned_on": date(2022, 9, 27)},
            [("planned_on", "Ngày lập kế hoạch (27-9-2022) trước ngày bắt đầu đợt sơ kết (28-9-2022).")],
        ),
        (
            {"starts_on": date(2022, 10, 2)},
            [("starts_on", "Ngày bắt đầu (2-10-2022) trước ngày lập kế hoạch (3-10-2022).")],
        ),
        (
            {"ends_on": date(2022, 10, 9)},
            [("ends_on", "Ngày kết thúc (9-10-2022) trước ngày bắt đầu (10-10-2022).")],
        ),
        ({"team_id": 0}, [("team", "Không có đoàn khảo sát này trong đợt sơ kết.")]),
        ({"directive_id": 0}, [("directive", "Không có văn bản này trong sổ, hoặc văn bản đã được rút.")]),
        (
            {"planned_on": date(2023, 3, 25), "starts_on": date(2023, 3, 25), "ends_on": date(2023, 3, 25)},
            [("planned_on", "Ngày lập kế hoạch (25-3-2023) chưa đến.")],
        ),
    ],
)
def test_a_survey_out_of_order_is_neither_planned_nor_changed(changes: dict[str, Any], told: TOLD) -> None:
    scene = scenes.make_scene()
    survey = scenes.make_survey(scene)
    draft = GOOD._replace(**changes)
    assert told == refused(
        lambda: actions.plan_survey(
            scene.district, campaign=scene.campaign, draft=draft, visits=[], now=scenes.NOW
        )
    )
    assert told == refused(
        lambda: actions.change_survey(scene.district, survey=survey, draft=draft, now=scenes.NOW)
    )


def test_a_task_group_of_the_campaign_does_not_survey_and_a_survey_team_does() -> None:
    scene = scenes.make_scene()
    group, team = scenes.make_team(scene, TeamKind.TASK_GROUP), scenes.make_team(scene)
    survey = scenes.make_survey(scene)
    assert refused(
        lambda: actions.change_survey(
            scene.district, survey=survey, draft=GOOD._replace(team_id=group.pk), now=scenes.NOW
        )
    ) == [("team", "Không có đoàn khảo sát này trong đợt sơ kết.")]
    kept = actions.change_survey(
        scene.district, survey=survey, draft=GOOD._replace(team_id=team.pk), now=scenes.NOW
    )
    assert kept.team_id == team.pk


def every_act(scene: scenes.Scene, survey: Survey, visit: Visit) -> dict[str, Callable[[], object]]:
    """Give every act on a survey and on a place to visit, each of them sound in itself."""
    who, now, on = scene.district, scenes.NOW, date(2022, 12, 1)
    return {
        "change": lambda: actions.change_survey(who, survey=survey, draft=GOOD, now=now),
        "conclude": lambda: actions.conclude_survey(who, survey=survey, conclusion="Tốt", on=on, now=now),
        "remove": lambda: actions.remove_survey(who, survey=survey, on=on, reason="Nhầm", now=now),
        "add": lambda: actions.add_visits(who, survey=survey, visits=[VisitDraft("Y tế")], on=on, now=now),
        "plan": lambda: actions.plan_visit(who, visit=visit, day=on, by="Tổ 1"),
        "record": lambda: actions.record_visit(who, visit=visit, visited_on=on, summary="", now=now),
        "cancel": lambda: actions.cancel_visit(who, visit=visit, on=on, reason="Nhầm", now=now),
    }


ACTS = ["change", "conclude", "remove", "add", "plan", "record", "cancel"]


@pytest.mark.parametrize("name", ACTS)
def test_nothing_is_done_to_a_survey_of_a_removed_campaign_or_to_a_removed_survey(name: str) -> None:
    scene = scenes.make_scene()
    survey = scenes.make_survey(scene)
    act = every_act(scene, survey, scenes.make_visit(survey, scene.unit))[name]
    Survey.objects.update(removed_on=scenes.TODAY)
    assert refused(act) == [("", "Cuộc khảo sát đã được bỏ; đề nghị khôi phục trước.")]
    Campaign.objects.filter(pk=scene.campaign.pk).update(removed_on=scenes.TODAY)
    assert refused(act) == [("", "Đợt sơ kết đã được bỏ; đề nghị khôi phục trước khi cập nhật.")]
    Campaign.objects.update(removed_on=None)
    Survey.objects.update(removed_on=None)
    act()


@pytest.mark.parametrize("name", ACTS[4:])
def test_nothing_is_done_to_a_cancelled_visit(name: str) -> None:
    scene = scenes.make_scene()
    survey = scenes.make_survey(scene)
    act = every_act(scene, survey, scenes.make_visit(survey, scene.unit))[name]
    Visit.objects.update(cancelled_on=date(2022, 10, 20))
    assert refused(act) == [("", "Nơi này đã được bỏ khỏi kế hoạch khảo sát ngày 20-10-2022.")]


def test_a_dissolved_team_is_told_with_its_day_for_every_act() -> None:
    scene = cast_reviews.make_scene()
    team = cast_reviews.make_team(scene, member("Nguyễn Văn An", Duty.HEAD))
    row, now = Member.objects.get(), cast_reviews.NOW
    actions.dissolve_team(scene.office, team=team, on=JANUARY, reason="Xong", now=now)
    lines = LedgerLine.objects.count()
    acts: list[Callable[[], object]] = [
        lambda: actions.add_member(scene.office, team=team, draft=member("Cúc"), on=FOUNDED, now=now),
        lambda: actions.change_member(scene.office, member=row, draft=member("Cúc"), on=FOUNDED, now=now),
        lambda: actions.end_membership(scene.office, member=row, on=JANUARY, reason="Nghỉ", now=now),
        lambda: actions.dissolve_team(scene.office, team=team, on=JANUARY, reason="Xong", now=now),
    ]
    for act in acts:
        with pytest.raises(Conflict) as found:
            act()
        assert found.value.message.startswith("Tổ công tác số 1 đã giải thể")
    assert LedgerLine.objects.count() == lines
