"""Meetings with the comments made there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nhiemky.campaign.actions import change_meeting, draw_lessons, hold_meeting, remove_meeting
from nhiemky.campaign.models import Comment, Meeting
from nhiemky.campaign.vocab import Grade, LessonDraft, MeetingKind
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid
from nhiemky.org.vocab import RoleCode
from tests.cast_reviews import (
    DRAWN,
    NOW,
    Scene,
    last_line,
    make_meeting,
    make_scene,
    person,
    remark,
    talk,
)
from tests.standing import standing

pytestmark = pytest.mark.django_db

HELD = date(2023, 2, 20)


@standing
def scene() -> Scene:
    return make_scene()


def fields(refused: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [error.field for error in refused.value.errors]


def test_a_meeting_is_recorded_with_its_judgement_and_comments(scene: Scene) -> None:
    row = make_meeting(
        scene, remark("Bổ sung số liệu"), remark("Rút gọn báo cáo", due_on=None),
        hosts="Ban Thường vụ Đảng ủy\nVăn phòng", chaired_by="Nguyễn Thị Hoa", preparation="Kịp tiến độ",
        preparation_grade=Grade.GOOD, documents_grade=Grade.FAIR, conclusion="Tiếp tục hoàn chỉnh",
    )  # fmt: skip
    assert (row.kind, row.held_on, row.visitors, row.hosts, row.chaired_by) == (
        "preparation", HELD, "Ban Tổ chức Huyện ủy\nBan Tuyên giáo Huyện ủy", "Ban Thường vụ Đảng ủy\nVăn phòng",
        "Nguyễn Thị Hoa",
    )  # fmt: skip
    assert (row.preparation_grade, row.organisation_grade, row.documents_grade) == ("good", "", "fair")
    made = Comment.objects.filter(meeting=row, review=scene.second).order_by("number")
    assert [(each.number, each.text, each.due_on) for each in made] == [
        (1, "Bổ sung số liệu", date(2023, 2, 27)),
        (2, "Rút gọn báo cáo", None),
    ]
    assert last_line() == (
        "meeting.held", "meeting", "Ghi cuộc họp ngày 20-2-2023 (làm việc về công tác chuẩn bị), 2 góp ý",
        scene.boards.name,
    )  # fmt: skip
    assert LedgerLine.objects.filter(act__in=["meeting.held", "comment.raised"]).count() == 1


def test_a_meeting_of_the_whole_campaign_is_recorded_by_who_runs_it(scene: Scene) -> None:
    given: dict[str, Any] = {
        "campaign": scene.campaign, "review": None, "draft": talk(kind=MeetingKind.LESSONS), "now": NOW,
    }  # fmt: skip
    row = hold_meeting(scene.office, **given)
    assert (row.review_id, row.kind, LedgerLine.objects.latest("sequence").branch) == (
        None, "lessons", scene.tree.district.path,
    )  # fmt: skip
    for somebody in (scene.boards, scene.second_office):
        with pytest.raises(Denied):
            hold_meeting(somebody, **given)
    with pytest.raises(Invalid) as refused:
        hold_meeting(scene.office, **given, comments=[remark()])
    assert fields(refused) == ["comments"]


def test_the_unit_records_a_meeting_but_an_editor_makes_no_comments(scene: Scene) -> None:
    editor = person(RoleCode.EDITOR, scene.tree.second, "Tô Văn Biên", 9)
    given: dict[str, Any] = {"campaign": scene.campaign, "review": scene.second, "draft": talk(), "now": NOW}
    assert hold_meeting(editor, **given).review_id == scene.second.pk
    with pytest.raises(Denied):
        hold_meeting(editor, **given, comments=[remark()])
    for somebody in (scene.pilot_office, scene.outsider):
        with pytest.raises(Denied):
            hold_meeting(somebody, **given)
    assert (Meeting.objects.count(), Comment.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"visitors": " \n"}, ["visitors"]),
        ({"held_on": date(2023, 3, 2)}, ["held_on"]),
        ({"held_on": date(2022, 11, 14)}, ["held_on", "held_on"]),
        ({"place": "x" * 201, "chaired_by": "x" * 201}, ["place", "chaired_by"]),
        ({"conclusion": "x" * 20_001, "hosts": "x" * 20_001}, ["hosts", "conclusion"]),
    ],
)
def test_what_is_no_meeting_is_refused(scene: Scene, changes: dict[str, Any], found: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        make_meeting(scene, **changes)
    assert fields(refused) == found
    assert Meeting.objects.count() == 0


def test_one_bad_comment_keeps_the_whole_meeting_out(scene: Scene) -> None:
    with pytest.raises(Invalid) as refused:
        make_meeting(scene, remark(), remark(""), remark(due_on=date(2023, 2, 1)))
    assert fields(refused) == ["1|text", "2|due_on"]
    assert (Meeting.objects.count(), Comment.objects.count()) == (0, 0)


def test_the_unit_must_be_of_the_campaign(scene: Scene) -> None:
    with pytest.raises(Invalid) as refused:
        hold_meeting(scene.province, campaign=scene.above, review=scene.second, draft=talk(), now=NOW)
    assert fields(refused) == ["review"]


def test_a_meeting_is_corrected_and_the_ledger_says_what_changed(scene: Scene) -> None:
    row = make_meeting(scene)
    kept = change_meeting(
        scene.boards, meeting=row, draft=talk(place="Trụ sở xã", organisation_grade=Grade.WEAK), now=NOW
    )
    assert (kept.place, kept.organisation_grade) == ("Trụ sở xã", "weak")
    line = LedgerLine.objects.latest("sequence")
    assert (line.act, line.before, line.after) == (
        "meeting.changed", {"place": "Hội trường", "organisation_grade": ""},
        {"place": "Trụ sở xã", "organisation_grade": "weak"},
    )  # fmt: skip
    with pytest.raises(Denied):
        change_meeting(scene.outsider, meeting=row, draft=talk(), now=NOW)
    with pytest.raises(Invalid):
        change_meeting(scene.boards, meeting=row, draft=talk(visitors=""), now=NOW)


def test_a_meeting_is_not_put_after_what_came_of_it(scene: Scene) -> None:
    commented = make_meeting(scene, remark())
    with pytest.raises(Invalid) as refused:
        change_meeting(scene.boards, meeting=commented, draft=talk(held_on=date(2023, 2, 21)), now=NOW)
    assert str(refused.value) == "Cuộc họp đã có góp ý hoặc bài học ghi ngày 20-2-2023, trước ngày họp."
    held = hold_meeting(
        scene.office, campaign=scene.campaign, review=None, draft=talk(kind=MeetingKind.LESSONS), now=NOW
    )
    draw_lessons(
        scene.office, campaign=scene.campaign, review=scene.pilot, drafts=[LessonDraft("Điều", "Cách")], on=DRAWN,
        now=NOW, meeting=held,
    )  # fmt: skip
    moved = change_meeting(scene.office, meeting=held, draft=talk(held_on=DRAWN), now=NOW)
    assert moved.held_on == DRAWN
    with pytest.raises(Invalid):
        change_meeting(scene.office, meeting=held, draft=talk(held_on=date(2023, 2, 25)), now=NOW)


def test_a_meeting_is_taken_out_once_and_its_comments_stay(scene: Scene) -> None:
    row = make_meeting(scene, remark())
    kept = remove_meeting(scene.boards, meeting=row, on=DRAWN, reason="Ghi nhầm đơn vị", now=NOW)
    assert (kept.removed_on, kept.removed_because) == (DRAWN, "Ghi nhầm đơn vị")
    assert Comment.objects.filter(meeting=row).count() == 1
    assert last_line()[:3] == ("meeting.removed", "meeting", "Bỏ cuộc họp ngày 20-2-2023")
    with pytest.raises(Conflict) as refused:
        remove_meeting(scene.boards, meeting=row, on=DRAWN, reason="Lần nữa", now=NOW)
    assert refused.value.message == "Cuộc họp đã được bỏ từ ngày 24-2-2023. Đề nghị tải lại trang."
    with pytest.raises(Conflict):
        change_meeting(scene.boards, meeting=row, draft=talk(), now=NOW)


@pytest.mark.parametrize(
    ("on", "reason", "field"),
    [(DRAWN, "", "reason"), (date(2023, 2, 19), "Nhầm", "on"), (date(2023, 3, 2), "Nhầm", "on")],
)
def test_taking_out_needs_a_reason_and_a_fitting_day(scene: Scene, on: date, reason: str, field: str) -> None:
    row = make_meeting(scene)
    with pytest.raises(Invalid) as refused:
        remove_meeting(scene.boards, meeting=row, on=on, reason=reason, now=NOW)
    assert fields(refused) == [field]
    with pytest.raises(Denied):
        remove_meeting(scene.outsider, meeting=row, on=DRAWN, reason="Nhầm", now=NOW)
