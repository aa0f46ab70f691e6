"""Lessons passed on to units, and answered there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nhiemky.campaign.actions import answer_lesson, pass_lessons, withdraw_lesson
from nhiemky.campaign.models import Campaign, Lesson, LessonAnswer, LessonLine, Review
from nhiemky.campaign.queries import checklist
from nhiemky.campaign.vocab import Applied, Passed, StageCode
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid, NotFound
from nhiemky.org.vocab import RoleCode
from nhiemky.registry.vocab import DirectiveType
from tests import cast
from tests.cast_reviews import (
    DRAWN,
    NOW,
    TODAY,
    Scene,
    draw,
    give,
    hold,
    last_line,
    make_round,
    make_scene,
    person,
    plan,
)
from tests.standing import standing

pytestmark = pytest.mark.django_db

DUE, ANSWERED = date(2023, 3, 6), date(2023, 2, 26)


@standing
def scene() -> Scene:
    return make_scene()


def passing(scene: Scene, lessons: list[Lesson], *reviews: Review, **changes: Any) -> Passed:
    given: dict[str, Any] = {"on": DRAWN, "due_on": DUE, "now": NOW, **changes}
    actor = given.pop("actor", scene.office)
    return pass_lessons(actor, lessons=lessons, reviews=reviews or (scene.second, scene.third), **given)


def answer(scene: Scene, line: LessonLine, expected: int = 0, **changes: Any) -> LessonAnswer:
    given: dict[str, Any] = {
        "actor": scene.second_office, "applied": Applied.YES, "text": "Đã phân công tham luận từ ngày 25-2",
        "on": ANSWERED, "now": NOW, **changes,
    }  # fmt: skip
    return answer_lesson(given.pop("actor"), line=line, expected=expected, **given)


def lines() -> list[tuple[int, str, date, date | None]]:
    rows = LessonLine.objects.select_related("lesson", "review").order_by(
        "lesson__number", "review__position"
    )
    return [(row.lesson.number, row.review.short_name, row.given_on, row.due_on) for row in rows]


def test_one_act_passes_all_lessons_to_all_units(scene: Scene) -> None:
    notice = cast.make_directive("50-TB/HU", holder=scene.tree.district, type=DirectiveType.NOTICE)
    assert passing(scene, draw(scene, 2), directive=notice) == Passed(added=4)
    assert lines() == [
        (1, "Nhuận Phú Tân", DRAWN, DUE),
        (1, "Thạnh Ngãi", DRAWN, DUE),
        (2, "Nhuận Phú Tân", DRAWN, DUE),
        (2, "Thạnh Ngãi", DRAWN, DUE),
    ]
    assert set(LessonLine.objects.values_list("directive_id", flat=True)) == {notice.pk}
    assert LedgerLine.objects.filter(act="lessons.passed").count() == 1
    line = LedgerLine.objects.latest("sequence")
    assert (line.object_kind, line.summary, line.branch) == (
        "campaign", "Chuyển 2 bài học kinh nghiệm cho 2 đơn vị (4 dòng mới)", scene.tree.district.path,
    )  # fmt: skip
    assert line.after == {
        "on": "2023-02-24", "due_on": "2023-03-06", "directive": notice.pk, "lessons": [1, 2],
        "reviews": [scene.second.pk, scene.third.pk], "added": 4, "already": 0, "own": 0, "held": [],
        "withdrawn": [],
    }  # fmt: skip


def test_passing_again_adds_only_what_is_missing(scene: Scene) -> None:
    first, second = draw(scene, 2)
    passing(scene, [first], scene.second)
    again = passing(scene, [first, second], scene.second, scene.third, on=TODAY, due_on=date(2023, 3, 9))
    assert again == Passed(added=3, already=1)
    assert lines()[0] == (1, "Nhuận Phú Tân", DRAWN, DUE)
    assert passing(scene, [first, second], on=TODAY) == Passed(added=0, already=4)
    assert LessonLine.objects.count() == 4


def test_the_unit_it_came_from_and_held_and_withdrawn_units_are_left_out_and_named(scene: Scene) -> None:
    hold(scene.third)
    Review.objects.filter(pk=scene.own.pk).update(withdrawn_on=date(2023, 2, 1))
    everyone = (scene.pilot, scene.second, scene.third, scene.own)
    assert passing(scene, draw(scene, 2), *everyone) == Passed(
        added=2, own=2, held=("Thạnh Ngãi",), withdrawn=("Mỏ Cày Bắc",)
    )
    assert [name for _number, name, _on, _due in lines()] == ["Nhuận Phú Tân", "Nhuận Phú Tân"]


def test_a_unit_that_went_back_from_its_conference_is_given_lessons(scene: Scene) -> None:
    hold(scene.third)
    scene.third.moves.create(
        sequence=2, stage=StageCode.READY.value, on=date(2023, 2, 22), moved_by="-", moved_at=NOW
    )
    assert passing(scene, draw(scene, 1), scene.third) == Passed(added=1)


def test_lessons_of_a_later_unit_pass_on_likewise_even_to_the_pilot(scene: Scene) -> None:
    later = draw(scene, 1, review=scene.second)
    assert passing(scene, later, scene.pilot, scene.second, scene.third) == Passed(added=2, own=1)
    assert [name for _number, name, _on, _due in lines()] == ["Tân Thanh Tây", "Thạnh Ngãi"]


def test_lessons_of_the_province_pass_to_units_of_campaigns_under_it(scene: Scene) -> None:
    lesson = Lesson.objects.create(
        campaign=scene.above,
        drawn_from=scene.pilot,
        number=1,
        seen="Điều",
        good=True,
        advice="Cách",
        drawn_on=DRAWN,
    )
    assert passing(scene, [lesson], actor=scene.province) == Passed(added=2)
    with pytest.raises(Denied):
        passing(scene, [lesson], actor=scene.office)


@pytest.mark.parametrize(
    ("planned", "due"),
    [
        ({}, None),
        ({StageCode.HELD: date(2023, 3, 17)}, date(2023, 3, 13)),
        ({StageCode.HELD: date(2023, 3, 17), StageCode.READY: date(2023, 3, 10)}, date(2023, 3, 10)),
        ({StageCode.HELD: date(2023, 2, 25)}, DRAWN),
        ({StageCode.HELD: None}, None),
    ],
)
def test_without_a_day_each_unit_has_until_it_is_to_be_ready(
    scene: Scene, planned: dict[StageCode, date | None], due: date | None
) -> None:
    for stage, day in planned.items():
        plan(scene.second, stage, day)
    passing(scene, draw(scene, 1), scene.second, due_on=None)
    assert lines() == [(1, "Nhuận Phú Tân", DRAWN, due)]


def test_a_day_planned_anew_counts_only_once_it_was_decided(scene: Scene) -> None:
    plan(scene.second, StageCode.HELD, date(2023, 3, 17))
    plan(scene.second, StageCode.HELD, date(2023, 3, 24), decided_on=date(2023, 2, 27))
    first, second = draw(scene, 2)
    passing(scene, [first], scene.second, due_on=None)
    passing(scene, [second], scene.second, due_on=None, on=date(2023, 2, 28))
    assert [due for _number, _name, _on, due in lines()] == [date(2023, 3, 13), date(2023, 3, 20)]


def test_what_cannot_be_passed_on_is_told_and_nothing_is_passed(scene: Scene) -> None:
    first, second = draw(scene, 2)
    withdraw_lesson(scene.office, lesson=second, on=TODAY, reason="Trùng", now=NOW)
    other = Review.objects.create(
        round=make_round(scene.above, "Cấp tỉnh", 1, kind="province"), unit=scene.tree.far.unit, unit_name="Vĩnh Thành", short_name="Vĩnh Thành",
        position=1, added_on=DRAWN,
    )  # fmt: skip
    for lessons, reviews, changes, fields in (
        ([], (scene.second,), {}, ["lessons"]),
        ([first, second], (scene.second,), {}, ["lessons"]),
        ([first], (other,), {}, ["reviews"]),
        ([first], (scene.second,), {"due_on": date(2023, 2, 23)}, ["due_on"]),
        ([first], (scene.second,), {"on": date(2023, 3, 2)}, ["on"]),
        ([first], (scene.second,), {"on": date(2023, 2, 23)}, ["on"]),
    ):
        with pytest.raises(Invalid) as refused:
            passing(scene, lessons, *reviews, **changes)
        assert [error.field for error in refused.value.errors] == fields
    with pytest.raises(Invalid) as empty:
        pass_lessons(scene.office, lessons=[first], reviews=[], on=DRAWN, now=NOW)
    assert [error.field for error in empty.value.errors] == ["reviews"]
    assert lines() == []


def test_lessons_of_two_campaigns_do_not_pass_in_one_act(scene: Scene) -> None:
    own = draw(scene, 1)
    above = Lesson.objects.create(
        campaign=scene.above,
        drawn_from=scene.pilot,
        number=1,
        seen="Điều",
        good=True,
        advice="Cách",
        drawn_on=DRAWN,
    )
    with pytest.raises(Invalid) as refused:
        passing(scene, [*own, above], actor=scene.province)
    assert str(refused.value) == "Các bài học phải cùng một đợt sơ kết."


@pytest.mark.parametrize("who", ["boards", "second_office", "outsider"])
def test_only_who_runs_the_campaign_passes_lessons_on(scene: Scene, who: str) -> None:
    with pytest.raises(Denied):
        passing(scene, draw(scene, 1), actor=getattr(scene, who))
    assert lines() == []


def test_the_number_of_queries_does_not_depend_on_units_and_lessons(
    scene: Scene, django_assert_max_num_queries: Any
) -> None:
    few, many = draw(scene, 1), draw(scene, 20)
    with django_assert_max_num_queries(40) as first:
        passing(scene, few, scene.second, due_on=None)
    with django_assert_max_num_queries(40) as second:
        passing(scene, many, scene.pilot, scene.second, scene.third, scene.own, due_on=None)
    assert len(first) == len(second)


def test_a_unit_answers_how_it_applied_a_lesson_with_evidence(scene: Scene) -> None:
    line = give(scene)[0]
    proof = cast.make_directive("12-KH/ĐU", holder=scene.tree.second)
    row = answer(scene, line, evidence="Kế hoạch, trang 3", evidence_directive=proof)
    assert (row.version, row.applied, row.text, row.evidence, row.evidence_directive_id, row.on, row.by) == (
        1, "yes", "Đã phân công tham luận từ ngày 25-2", "Kế hoạch, trang 3", proof.pk, ANSWERED,
        scene.second_office.name,
    )  # fmt: skip
    assert last_line()[:3] == (
        "lesson.answered", "lesson", "Nhuận Phú Tân trả lời bài học số 1: đã vận dụng",
    )  # fmt: skip
    assert LedgerLine.objects.latest("sequence").branch == scene.tree.second.path


def test_a_later_answer_is_a_new_version(scene: Scene) -> None:
    line = give(scene)[0]
    answer(scene, line, applied=Applied.NO, text="Chưa có người viết tham luận")
    answer(scene, line, 1, applied=Applied.PARTLY, text="Đã có hai tham luận", on=TODAY)
    found = LessonAnswer.objects.filter(line=line).order_by("version")
    assert [(row.version, row.applied, row.on) for row in found] == [
        (1, "no", ANSWERED),
        (2, "partly", TODAY),
    ]
    earlier, later = (checklist(scene.boards, review=scene.second, on=on)[0] for on in (ANSWERED, TODAY))
    assert [row.answer and row.answer.text for row in (earlier, later)] == [
        "Chưa có người viết tham luận",
        "Đã có hai tham luận",
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "\n "}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"evidence": "x" * 501}, "evidence"),
        ({"on": date(2023, 2, 23)}, "on"),
        ({"on": date(2023, 3, 2)}, "on"),
    ],
)
def test_an_answer_says_how_or_why_not_on_a_fitting_day(
    scene: Scene, changes: dict[str, Any], field: str
) -> None:
    line = give(scene)[0]
    with pytest.raises(Invalid) as refused:
        answer(scene, line, **changes)
    assert [error.field for error in refused.value.errors] == [field]
    assert LessonAnswer.objects.count() == 0


def test_the_slower_of_two_answers_learns_who_was_quicker(scene: Scene) -> None:
    line = give(scene)[0]
    answer(scene, line)
    with pytest.raises(Conflict) as refused:
        answer(scene, line, actor=scene.second_leader, applied=Applied.NO, text="Không vận dụng được")
    assert refused.value.message == (
        "Ngô Thị Hai vừa trả lời bài học này ngày 26-2-2023: đã vận dụng. Đề nghị xem lại rồi gửi lại."
    )
    assert list(LessonAnswer.objects.values_list("applied", flat=True)) == ["yes"]
    with pytest.raises(Conflict):
        answer(scene, give(scene)[-1], 1)


def test_no_answer_to_a_withdrawn_lesson_or_from_a_withdrawn_unit(scene: Scene) -> None:
    first, second = give(scene, 2)
    withdraw_lesson(scene.office, lesson=first.lesson, on=DRAWN, reason="Trùng", now=NOW)
    with pytest.raises(Invalid) as refused:
        answer(scene, first)
    assert str(refused.value) == "Bài học đã được rút lại từ ngày 24-2-2023, không phải trả lời nữa."
    Review.objects.filter(pk=scene.second.pk).update(withdrawn_on=DRAWN)
    stale = LessonLine.objects.get(pk=second.pk)
    with pytest.raises(Invalid):
        answer(scene, stale)
    Review.objects.filter(pk=scene.second.pk).update(withdrawn_on=None)
    Campaign.objects.filter(pk=scene.campaign.pk).update(removed_on=DRAWN)
    with pytest.raises(Invalid):
        answer(scene, LessonLine.objects.get(pk=second.pk))
    assert LessonAnswer.objects.count() == 0


def test_the_unit_itself_or_who_runs_the_campaign_answers(scene: Scene) -> None:
    line = give(scene)[0]
    for somebody in (scene.boards, scene.pilot_office, scene.outsider):
        with pytest.raises(Denied):
            answer(scene, line, actor=somebody)
    editor = person(RoleCode.EDITOR, scene.tree.second, "Tô Văn Biên", 9)
    assert [answer(scene, line, place, actor=who).by for place, who in enumerate((editor, scene.office))] == [
        "Tô Văn Biên", scene.office.name,
    ]  # fmt: skip


def test_evidence_out_of_sight_is_not_named(scene: Scene) -> None:
    hidden = cast.make_directive("9-KH/HU", holder=scene.tree.other_district)
    with pytest.raises(NotFound):
        answer(scene, give(scene)[0], evidence_directive=hidden)
