"""The whole line that every act on teams, meetings, comments and lessons leaves in the ledger; refused acts leave none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import pytest

from nhiemky.campaign import actions
from nhiemky.campaign.models import Comment, Lesson, LessonLine, Meeting, Member, Review, Team
from nhiemky.campaign.vocab import Applied, CommentDraft, Duty, Grade, LessonDraft, MeetingDraft, TeamKind
from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.history.vocab import Refusal
from tests.cast_reviews import (
    NOW,
    TODAY,
    Scene,
    give,
    make_comment,
    make_meeting,
    make_scene,
    make_team,
    member,
    remark,
    talk,
)
from tests.standing import standing

pytestmark = pytest.mark.django_db

FOUNDED, ON = date(2022, 12, 1), date(2023, 2, 26)
PLAIN = {"title": "", "unit": None, "duty": ""}
LESSON = LessonDraft("Điều", "Cách", applies_to="Các xã")


@dataclass(frozen=True)
class Stage:
    """A team with a head and a member, a meeting with a comment, a lesson that the second unit was given."""

    scene: Scene
    team: Team
    member: Member
    meeting: Meeting
    comment: Comment
    lesson: Lesson
    line: LessonLine

    @property
    def branches(self) -> Mapping[str, str]:
        """The paths that a line can be about: of the holder and of the unit."""
        return {"holder": self.scene.tree.district.path, "unit": self.scene.tree.second.path}


@standing
def stage() -> Stage:
    scene = make_scene()
    team = make_team(scene, member("An", Duty.HEAD), member("Bảy"))
    line = give(scene)[0]
    meeting = make_meeting(scene)
    return Stage(
        scene, team, Member.objects.get(full_name="Bảy"), meeting, make_comment(scene), line.lesson, line
    )


def answered(stage: Stage) -> None:
    """Let the unit answer the comment."""
    actions.answer_comment(
        stage.scene.second_office, comment=stage.comment, text="Đã sửa", on=ON, now=NOW, expected=0
    )


def waived(stage: Stage) -> None:
    """Let the boards waive the comment."""
    actions.waive_comment(
        stage.scene.boards, comment=stage.comment, reason="Thôi", on=ON, now=NOW, expected=0
    )


def withdrawn(stage: Stage) -> None:
    """Let the office withdraw the lesson."""
    actions.withdraw_lesson(stage.scene.office, lesson=stage.lesson, on=ON, reason="Trùng", now=NOW)


def nothing(stage: Stage) -> None:
    """Prepare nothing."""


def person(name: str, rank: str = "Thành viên", since: str = "2022-12-01") -> dict[str, object]:
    """Give a member as the ledger keeps it."""
    return {"full_name": name, "rank": rank, "valid_from": since, **PLAIN}


def team_data(stage: Stage, name: str = "Tổ công tác số 1") -> dict[str, object]:
    """Give the team as the ledger keeps it."""
    return {
        "kind": "Tổ công tác", "name": name, "holder": stage.scene.tree.district.unit_id, "supports": None, "task": "",
        "founded_on": "2022-12-01", "decision": None, "notice": None,
    }  # fmt: skip


def comment_data(number: int, text: str = "Bổ sung số liệu thu nhập") -> dict[str, object]:
    """Give a comment as the ledger keeps it."""
    return {
        "number": number, "about": "công tác chuẩn bị", "text": text, "raised_by": "Võ Thị Giang",
        "raised_on": "2023-02-20", "addressee": "Văn phòng Đảng ủy", "due_on": "2023-02-27",
    }  # fmt: skip


def meeting_data(review: int | None, **changes: object) -> dict[str, object]:
    """Give a meeting as the ledger keeps it."""
    return {
        "kind": "làm việc về công tác chuẩn bị", "review": review, "held_on": "2023-02-20", "place": "Hội trường",
        "chaired_by": "", "visitors": "Ban Tổ chức Huyện ủy\nBan Tuyên giáo Huyện ủy", "hosts": "", "preparation": "",
        "preparation_grade": "", "organisation": "", "organisation_grade": "", "documents": "", "documents_grade": "",
        "conclusion": "", **changes,
    }  # fmt: skip


def last() -> tuple[str, str, str, str, str, object, object]:
    """Give who, act, kind, branch, summary, before and after of the last line."""
    line = LedgerLine.objects.latest("sequence")
    return (
        line.actor_name, line.act, line.object_kind, line.branch, line.summary, line.before, line.after,
    )  # fmt: skip


def test_founding_and_changing_a_team(stage: Stage) -> None:
    scene, branch = stage.scene, stage.branches["holder"]
    actions.found_team(
        scene.office, campaign=scene.campaign, kind=TeamKind.TASK_GROUP, name="Tổ 2", now=NOW, founded_on=FOUNDED,
        holder=scene.tree.district.unit, members=[member("Cúc")],
    )  # fmt: skip
    assert last() == (
        scene.office.name, "team.founded", "team", branch, "Thành lập Tổ 2 (1 người)", None,
        team_data(stage, "Tổ 2") | {"members": [person("Cúc")]},
    )  # fmt: skip
    actions.change_team(
        scene.office, team=stage.team, name="Tổ số 1", task="", decision=None, notice=None, now=NOW
    )
    assert last() == (
        scene.office.name, "team.changed", "team", branch, "Sửa thông tin của Tổ số 1", team_data(stage),
        team_data(stage, "Tổ số 1"),
    )  # fmt: skip


def test_members_coming_changing_and_leaving(stage: Stage) -> None:
    scene, branch = stage.scene, stage.branches["holder"]
    actions.add_member(scene.office, team=stage.team, draft=member("Cúc"), on=ON, now=NOW)
    assert last() == (
        scene.office.name, "team.member_added", "team", branch, "Thêm Cúc vào Tổ công tác số 1", None,
        person("Cúc", since="2023-02-26"),
    )  # fmt: skip
    changed = actions.change_member(
        scene.office, member=stage.member, draft=member("Bảy", Duty.DEPUTY), on=ON, now=NOW
    )
    assert last() == (
        scene.office.name, "team.member_changed", "team", branch,
        "Thay đổi nhiệm vụ của Bảy trong Tổ công tác số 1", person("Bảy"), person("Bảy", "Phó", "2023-02-26"),
    )  # fmt: skip
    actions.end_membership(
        scene.office, member=changed, on=TODAY, reason="Nghỉ hưu", now=NOW, replaced_by=member("Dậu")
    )
    assert last() == (
        scene.office.name, "team.member_left", "team", branch, "Bảy thôi tham gia Tổ công tác số 1, Dậu thay",
        {"valid_to": None},
        {"valid_to": "2023-03-01", "reason": "Nghỉ hưu", "replaced_by": person("Dậu", since="2023-03-01")},
    )  # fmt: skip


def test_meetings_held_changed_and_taken_out(stage: Stage) -> None:
    scene, branch, review = stage.scene, stage.branches["unit"], stage.scene.second.pk
    row = make_meeting(scene, remark(), organisation_grade=Grade.GOOD)
    assert last() == (
        scene.boards.name, "meeting.held", "meeting", branch,
        "Ghi cuộc họp ngày 20-2-2023 (làm việc về công tác chuẩn bị), 1 góp ý", None,
        meeting_data(review, organisation_grade="good") | {"comments": [comment_data(2)]},
    )  # fmt: skip
    actions.change_meeting(scene.boards, meeting=row, draft=talk(place="Xã"), now=NOW)
    assert last() == (
        scene.boards.name, "meeting.changed", "meeting", branch, "Sửa cuộc họp ngày 20-2-2023",
        {"place": "Hội trường", "organisation_grade": "good"}, {"place": "Xã", "organisation_grade": ""},
    )  # fmt: skip
    actions.remove_meeting(scene.boards, meeting=stage.meeting, on=ON, reason="Nhầm", now=NOW)
    assert last() == (
        scene.boards.name, "meeting.removed", "meeting", branch, "Bỏ cuộc họp ngày 20-2-2023",
        meeting_data(review), {"removed_on": "2023-02-26", "reason": "Nhầm"},
    )  # fmt: skip


STEPS: list[tuple[Callable[[Stage], None], str, str, str, str, str, str]] = [
    (nothing, "answer", "answered", "Trả lời góp ý số 1 của Nhuận Phú Tân", "chưa trả lời",
     "đã trả lời, chờ chấp nhận", "second_office"),
    (answered, "accept", "accepted", "Chấp nhận trả lời góp ý số 1 của Nhuận Phú Tân",
     "đã trả lời, chờ chấp nhận", "đã chấp nhận", "boards"),
    (answered, "return", "returned", "Trả lại trả lời góp ý số 1 của Nhuận Phú Tân", "đã trả lời, chờ chấp nhận",
     "trả lại, cần trả lời thêm", "boards"),
    (answered, "waive", "waived", "Miễn góp ý số 1 của Nhuận Phú Tân", "đã trả lời, chờ chấp nhận", "được miễn",
     "boards"),
    (waived, "reopen", "reopened", "Mở lại góp ý số 1 của Nhuận Phú Tân", "được miễn", "chưa trả lời", "office"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "verb", "act", "summary", "former", "state", "who"), STEPS)
def test_every_step_of_a_comment(
    stage: Stage, before: Callable[[Stage], None], verb: str, act: str, summary: str, former: str, state: str, who: str
) -> None:  # fmt: skip
    before(stage)
    actor = getattr(stage.scene, who)
    field = "text" if verb in ("answer", "accept") else "reason"
    given = {field: "Lời ghi", "comment": stage.comment, "on": TODAY, "now": NOW}
    getattr(actions, f"{verb}_comment")(actor, expected=stage.comment.steps.count(), **given)
    assert last() == (
        actor.name, f"comment.{act}", "comment", stage.branches["unit"], summary, {"state": former},
        {"state": state, "on": "2023-03-01", "text": "Lời ghi"},
    )  # fmt: skip


def test_lessons_drawn_changed_and_passed_on(stage: Stage) -> None:
    scene, branch = stage.scene, stage.branches["holder"]
    drawn = {"number": 2, **LESSON._asdict()}
    row = actions.draw_lessons(
        scene.boards, campaign=scene.campaign, review=scene.pilot, drafts=[LESSON], on=ON, now=NOW
    )[0]
    assert last() == (
        scene.boards.name, "lessons.drawn", "campaign", branch, "Rút 1 bài học kinh nghiệm từ Tân Thanh Tây", None,
        {"on": "2023-02-26", "review": scene.pilot.pk, "lessons": [drawn]},
    )  # fmt: skip
    actions.change_lesson(scene.boards, lesson=row, draft=LESSON._replace(good=False), now=NOW)
    assert last() == (
        scene.boards.name, "lesson.changed", "lesson", branch, "Sửa bài học số 2", drawn, drawn | {"good": False},
    )  # fmt: skip
    actions.pass_lessons(
        scene.office, lessons=[stage.lesson, row], reviews=[scene.second, scene.pilot], on=ON, now=NOW
    )
    assert last() == (
        scene.office.name, "lessons.passed", "campaign", branch,
        "Chuyển 2 bài học kinh nghiệm cho 2 đơn vị (1 dòng mới)", None,
        {"on": "2023-02-26", "due_on": None, "directive": None, "lessons": [1, 2],
         "reviews": [scene.second.pk, scene.pilot.pk], "added": 1, "already": 1, "own": 2, "held": [], "withdrawn": []},
    )  # fmt: skip


def test_answers_to_lessons_one_after_the_other(stage: Stage) -> None:
    office = stage.scene.second_office
    no = {
        "version": 1, "applied": "không vận dụng", "text": "Chưa có người", "evidence": "", "evidence_directive": None,
        "on": "2023-02-26",
    }  # fmt: skip
    yes = no | {
        "version": 2,
        "applied": "đã vận dụng",
        "text": "Đã có",
        "evidence": "Trang 3",
        "on": "2023-03-01",
    }
    actions.answer_lesson(
        office, line=stage.line, applied=Applied.NO, text="Chưa có người", on=ON, now=NOW, expected=0
    )
    head = (office.name, "lesson.answered", "lesson", stage.branches["unit"])
    assert last() == (*head, "Nhuận Phú Tân trả lời bài học số 1: không vận dụng", None, no)
    actions.answer_lesson(
        office,
        line=stage.line,
        applied=Applied.YES,
        text="Đã có",
        evidence="Trang 3",
        on=TODAY,
        now=NOW,
        expected=1,
    )
    assert last() == (*head, "Nhuận Phú Tân trả lời bài học số 1: đã vận dụng", no, yes)


REFUSED: list[tuple[str, Callable[[Stage], object]]] = [
    ("no name", lambda s: make_team(s.scene, name="")),
    ("no reason", lambda s: actions.dissolve_team(s.scene.office, team=s.team, on=ON, reason="", now=NOW)),
    ("no right", lambda s: actions.add_member(s.scene.outsider, team=s.team, draft=member("C"), on=ON, now=NOW)),
    ("there already", lambda s: actions.add_member(s.scene.office, team=s.team, draft=member("An"), on=ON, now=NOW)),
    ("no visitors", lambda s: make_meeting(s.scene, visitors="")),
    ("no text", lambda s: make_comment(s.scene, text="")),
    ("no answer", lambda s: actions.accept_comment(s.scene.boards, comment=s.comment, on=ON, now=NOW, expected=0)),
    ("stale", lambda s: actions.answer_comment(
        s.scene.second_office, comment=s.comment, text="Đã sửa", on=ON, now=NOW, expected=5)),
    ("no lesson", lambda s: actions.draw_lessons(
        s.scene.boards, campaign=s.scene.campaign, review=s.scene.pilot, drafts=[], on=ON, now=NOW)),
    ("given already", lambda s: actions.change_lesson(s.scene.boards, lesson=s.lesson, draft=LESSON, now=NOW)),
    ("no unit", lambda s: actions.pass_lessons(s.scene.office, lessons=[s.lesson], reviews=[], on=ON, now=NOW)),
    ("not withdrawn", lambda s: actions.restore_lesson(s.scene.office, lesson=s.lesson, reason="Lại", now=NOW)),
]  # fmt: skip


@pytest.mark.parametrize("refused", [act for _name, act in REFUSED], ids=[name for name, _act in REFUSED])
def test_what_is_refused_leaves_no_line_and_no_row(stage: Stage, refused: Callable[[Stage], object]) -> None:
    tables = (Team, Member, Meeting, Comment, Lesson, LessonLine, Review, LedgerLine)
    before = [table.objects.count() for table in tables]
    with pytest.raises(Refusal):
        refused(stage)
    assert [table.objects.count() for table in tables] == before


def test_the_chain_of_the_ledger_holds_over_all_acts(stage: Stage) -> None:
    answered(stage)
    withdrawn(stage)
    actions.restore_lesson(stage.scene.office, lesson=stage.lesson, reason="Nhầm", now=NOW)
    actions.raise_comment(
        stage.scene.boards, review=stage.scene.third, draft=CommentDraft("Điều\nhai", "Bí thư", ON), now=NOW
    )
    actions.hold_meeting(
        stage.scene.office,
        campaign=stage.scene.campaign,
        review=None,
        draft=MeetingDraft(ON, "Các ban"),
        now=NOW,
    )
    assert verify().ok
