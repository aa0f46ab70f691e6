"""Lessons drawn, worded anew, withdrawn after answers came, and restored."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nhiemky.campaign.actions import (
    answer_lesson,
    change_lesson,
    draw_lessons,
    hold_meeting,
    pass_lessons,
    remove_meeting,
    restore_lesson,
    withdraw_lesson,
)
from nhiemky.campaign.models import Lesson, LessonAnswer, LessonLine, Review
from nhiemky.campaign.queries import answers, checklist, lessons
from nhiemky.campaign.vocab import Applied, LessonDraft, MeetingKind
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid
from tests.cast_reviews import (
    DRAWN,
    NOW,
    PILOT_DAY,
    TODAY,
    Scene,
    draw,
    give,
    last_line,
    make_meeting,
    make_scene,
    talk,
)
from tests.standing import standing

pytestmark = pytest.mark.django_db

ANSWERED, WITHDRAWN = date(2023, 2, 26), date(2023, 2, 28)
GOOD = LessonDraft("Tham luận gửi trước 5 ngày", "Phân công tham luận sớm")


@standing
def scene() -> Scene:
    return make_scene()


def drawn(scene: Scene, *drafts: LessonDraft, **changes: Any) -> list[Lesson]:
    given: dict[str, Any] = {
        "campaign": scene.campaign, "review": scene.pilot, "drafts": drafts or [GOOD], "on": DRAWN, "now": NOW,
    } | changes  # fmt: skip
    return draw_lessons(given.pop("actor", scene.boards), **given)


def test_lessons_are_drawn_in_a_meeting_and_numbered_on(scene: Scene) -> None:
    met = hold_meeting(
        scene.office, campaign=scene.campaign, review=None, now=NOW,
        draft=talk(kind=MeetingKind.LESSONS, held_on=date(2023, 2, 23)),
    )  # fmt: skip
    bad = LessonDraft("Thảo luận ít", "Gợi ý câu hỏi\ntheo chỉ tiêu thấp", good=False, applies_to="Các xã")
    rows = drawn(scene, GOOD, bad, meeting=met)
    assert [(row.number, row.seen, row.advice, row.good, row.applies_to, row.meeting_id) for row in rows] == [
        (1, "Tham luận gửi trước 5 ngày", "Phân công tham luận sớm", True, "", met.pk),
        (2, "Thảo luận ít", "Gợi ý câu hỏi\ntheo chỉ tiêu thấp", False, "Các xã", met.pk),
    ]
    assert last_line() == (
        "lessons.drawn", "campaign", "Rút 2 bài học kinh nghiệm từ Tân Thanh Tây", scene.boards.name,
    )  # fmt: skip
    assert [each["number"] for each in LedgerLine.objects.latest("sequence").after["lessons"]] == [1, 2]


def test_a_later_unit_gives_lessons_of_its_own(scene: Scene) -> None:
    drawn(scene)
    later = drawn(scene, review=scene.second, on=TODAY)
    assert [(row.number, row.drawn_from_id) for row in later] == [(2, scene.second.pk)]


def test_the_province_draws_from_a_unit_of_a_campaign_under_it(scene: Scene) -> None:
    rows = drawn(scene, actor=scene.province, campaign=scene.above)
    assert [(row.campaign_id, row.drawn_from_id) for row in rows] == [(scene.above.pk, scene.pilot.pk)]
    with pytest.raises(Denied):
        drawn(scene, actor=scene.office, campaign=scene.above)


@pytest.mark.parametrize("who", ["pilot_office", "second_office", "outsider"])
def test_units_draw_no_lessons_for_the_campaign(scene: Scene, who: str) -> None:
    with pytest.raises(Denied):
        drawn(scene, actor=getattr(scene, who))


@pytest.mark.parametrize(
    ("drafts", "fields"),
    [
        ([LessonDraft("", "")], ["seen", "advice"]),
        ([GOOD, LessonDraft("Điều", " ")], ["1|advice"]),
        ([GOOD._replace(applies_to="x" * 301)], ["applies_to"]),
        ([GOOD._replace(seen="x" * 20_001)], ["seen"]),
    ],
)
def test_a_lesson_says_what_was_seen_and_what_to_do(
    scene: Scene, drafts: list[LessonDraft], fields: list[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        drawn(scene, *drafts)
    assert [error.field for error in refused.value.errors] == fields
    assert Lesson.objects.count() == 0


def test_where_and_when_a_lesson_comes_from_must_fit(scene: Scene) -> None:
    removed = make_meeting(scene)
    remove_meeting(scene.boards, meeting=removed, on=DRAWN, reason="Nhầm", now=NOW)
    removed.refresh_from_db()
    for changes, fields in (
        ({"drafts": []}, [""]),
        ({"on": date(2023, 3, 2)}, ["on"]),
        ({"on": date(2022, 11, 1)}, ["on"]),
        ({"review": scene.second, "campaign": scene.above, "actor": scene.province}, []),
        ({"meeting": removed}, ["meeting"]),
        ({"meeting": make_meeting(scene), "on": date(2023, 2, 19)}, ["on"]),
    ):
        if not fields:
            assert len(drawn(scene, **changes)) == 1
            continue
        with pytest.raises(Invalid) as refused:
            drawn(scene, **changes)
        assert [error.field for error in refused.value.errors] == fields


def test_a_unit_of_another_campaign_teaches_nothing_here(scene: Scene) -> None:
    Review.objects.filter(pk=scene.own.pk).update(withdrawn_on=PILOT_DAY)
    scene.own.refresh_from_db()
    with pytest.raises(Invalid) as refused:
        drawn(scene, review=scene.own)
    assert str(refused.value) == "Đơn vị đã được đưa ra khỏi đợt sơ kết; không ghi thêm được."


def test_a_lesson_is_worded_anew_until_a_unit_has_it(scene: Scene) -> None:
    row = drawn(scene)[0]
    kept = change_lesson(
        scene.boards, lesson=row, draft=GOOD._replace(advice="Gửi trước 7 ngày"), now=NOW, expected=GOOD
    )
    assert kept.advice == "Gửi trước 7 ngày"
    assert last_line()[:3] == ("lesson.changed", "lesson", "Sửa bài học số 1")
    with pytest.raises(Conflict):
        change_lesson(scene.office, lesson=row, draft=GOOD, now=NOW, expected=GOOD)
    with pytest.raises(Invalid):
        change_lesson(scene.boards, lesson=row, draft=GOOD._replace(seen=""), now=NOW)
    with pytest.raises(Denied):
        change_lesson(scene.second_office, lesson=row, draft=GOOD, now=NOW)
    pass_lessons(scene.office, lessons=[row], reviews=[scene.second], on=DRAWN, now=NOW)
    with pytest.raises(Invalid) as refused:
        change_lesson(scene.boards, lesson=row, draft=GOOD, now=NOW)
    assert "đề nghị rút và ghi bài học mới" in str(refused.value)


def test_a_lesson_withdrawn_after_answers_keeps_them_and_no_longer_counts(scene: Scene) -> None:
    line = give(scene)[0]
    answer_lesson(
        scene.second_office,
        line=line,
        applied=Applied.YES,
        text="Đã gửi tham luận",
        on=ANSWERED,
        now=NOW,
        expected=0,
    )
    withdraw_lesson(scene.office, lesson=line.lesson, on=WITHDRAWN, reason="Trùng bài học 2", now=NOW)
    row = checklist(scene.second_office, review=scene.second, on=WITHDRAWN)[0]
    assert (row.counts, row.version, row.answer and row.answer.text) == (False, 1, "Đã gửi tham luận")
    assert [each.text for each in answers(scene.second_office, line=line, on=TODAY)] == ["Đã gửi tham luận"]
    before, after = (
        lessons(scene.office, campaign=scene.campaign, on=on)[0] for on in (date(2023, 2, 27), WITHDRAWN)
    )
    assert (before.withdrawn, before.tally.given, before.tally.answered) == (False, 2, 1)
    assert (after.withdrawn, after.tally.given, after.tally.answered) == (True, 0, 0)
    entry = LedgerLine.objects.latest("sequence")
    assert (entry.act, entry.summary, entry.after) == (
        "lesson.withdrawn", "Rút lại bài học số 1", {"withdrawn_on": "2023-02-28", "reason": "Trùng bài học 2"},
    )  # fmt: skip


def test_a_restored_lesson_counts_again_with_its_answers(scene: Scene) -> None:
    line = give(scene)[0]
    answer_lesson(
        scene.second_office,
        line=line,
        applied=Applied.PARTLY,
        text="Một phần",
        on=ANSWERED,
        now=NOW,
        expected=0,
    )
    withdraw_lesson(scene.office, lesson=line.lesson, on=WITHDRAWN, reason="Nhầm", now=NOW)
    kept = restore_lesson(scene.office, lesson=line.lesson, reason="Rút nhầm bài học", now=NOW)
    assert (kept.withdrawn_on, kept.withdrawn_because) == (None, "")
    summary = lessons(scene.office, campaign=scene.campaign, on=TODAY)[0]
    assert (summary.withdrawn, summary.tally.given, summary.tally.answered, summary.tally.partly) == (
        False, 2, 1, 1,
    )  # fmt: skip
    entry = LedgerLine.objects.latest("sequence")
    assert (entry.act, entry.before, entry.after) == (
        "lesson.restored", {"withdrawn_on": "2023-02-28", "reason": "Nhầm"},
        {"withdrawn_on": None, "reason": "Rút nhầm bài học"},
    )  # fmt: skip
    assert LessonAnswer.objects.count() == 1


def test_a_lesson_is_withdrawn_once_and_restored_once(scene: Scene) -> None:
    row = drawn(scene)[0]
    with pytest.raises(Conflict):
        restore_lesson(scene.office, lesson=row, reason="Xem lại", now=NOW)
    withdraw_lesson(scene.office, lesson=row, on=WITHDRAWN, reason="Trùng", now=NOW)
    with pytest.raises(Conflict) as refused:
        withdraw_lesson(scene.office, lesson=row, on=TODAY, reason="Trùng", now=NOW)
    assert refused.value.message == "Bài học đã được rút từ ngày 28-2-2023. Đề nghị tải lại trang."
    with pytest.raises(Invalid):
        restore_lesson(scene.office, lesson=row, reason=" ", now=NOW)
    with pytest.raises(Invalid):
        change_lesson(scene.boards, lesson=row, draft=GOOD, now=NOW)


@pytest.mark.parametrize(
    ("on", "reason", "field"),
    [(WITHDRAWN, " ", "reason"), (date(2023, 2, 23), "Trùng", "on"), (date(2023, 3, 2), "Trùng", "on")],
)
def test_withdrawing_needs_a_reason_and_a_fitting_day(
    scene: Scene, on: date, reason: str, field: str
) -> None:
    row = drawn(scene)[0]
    with pytest.raises(Invalid) as refused:
        withdraw_lesson(scene.office, lesson=row, on=on, reason=reason, now=NOW)
    assert [error.field for error in refused.value.errors] == [field]
    for somebody in (scene.boards, scene.second_office, scene.outsider):
        with pytest.raises(Denied):
            withdraw_lesson(somebody, lesson=row, on=WITHDRAWN, reason="Trùng", now=NOW)
        with pytest.raises(Denied):
            restore_lesson(somebody, lesson=row, reason="Trùng", now=NOW)


def test_a_lesson_is_not_withdrawn_before_it_was_passed_on_or_answered(scene: Scene) -> None:
    answered, waiting = drawn(scene, GOOD, GOOD._replace(seen="Gửi giấy mời chậm"))
    passed = date(2023, 2, 25)
    pass_lessons(
        scene.office, lessons=[answered, waiting], reviews=[scene.second, scene.third], on=passed, now=NOW
    )
    answer_lesson(
        scene.second_office, line=LessonLine.objects.get(lesson=answered, review=scene.second), applied=Applied.YES,
        text="Đã làm", on=ANSWERED, now=NOW, expected=0,
    )  # fmt: skip
    said = []
    for row, on in ((answered, passed), (waiting, DRAWN)):
        with pytest.raises(Invalid) as refused:
            withdraw_lesson(scene.office, lesson=row, on=on, reason="Trùng", now=NOW)
        said.append(str(refused.value))
    assert said == [
        "Ngày rút (25-2-2023) trước ngày đơn vị trả lời (26-2-2023).",
        "Ngày rút (24-2-2023) trước ngày chuyển cho đơn vị (25-2-2023).",
    ]
    for row, on in ((answered, ANSWERED), (waiting, passed)):
        kept = withdraw_lesson(scene.office, lesson=row, on=on, reason="Trùng", now=NOW)
        assert (kept.withdrawn_on, kept.withdrawn_because) == (on, "Trùng")


def test_drawing_many_keeps_their_order(scene: Scene) -> None:
    assert [row.seen for row in draw(scene, 3)] == ["Điều rút ra 1", "Điều rút ra 2", "Điều rút ra 3"]
    assert [row.number for row in draw(scene, 2)] == [4, 5]
