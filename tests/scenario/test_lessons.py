"""The lessons of the pilot in the scenario: drawn, passed on, answered by every unit before it was ready (FACTS S11, S12)."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from nhiemky.campaign import actions
from nhiemky.campaign.models import Campaign, Lesson, LessonAnswer, LessonLine, Review, StageMove
from nhiemky.campaign.queries import checklist, lesson_board, lessons, unmet_needs
from nhiemky.campaign.vocab import Need, StageCode
from nhiemky.history.models import LedgerLine
from nhiemky.org.models import Unit
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.scenario import facts
from tests.cast_scenario import NOW, Loaded

LATER = ["28921", "28924", "28933", "28936", "28948", "838"]


@pytest.fixture(autouse=True)
def loaded(scenario: Loaded, db: None) -> Loaded:
    return scenario


def campaign() -> Campaign:
    return Campaign.objects.get(holder__code="838")


@pytest.mark.parametrize(
    ("day", "drawn"),
    [
        (date(2023, 2, 21), 0),
        (date(2023, 2, 23), 0),
        (date(2023, 2, 24), 10),
        (date(2023, 3, 8), 10),
        (date(2023, 3, 9), 12),
        (date(2023, 4, 30), 12),
    ],
)
def test_lessons_drawn_by_a_day(day: date, drawn: int) -> None:
    assert len(lessons(SYSTEM_ACTOR, campaign=campaign(), on=day)) == drawn


@pytest.mark.parametrize(
    ("day", "given", "answered", "overdue", "applied", "partly", "not_applied"),
    [
        (date(2023, 2, 26), 0, 0, 0, 0, 0, 0),
        (date(2023, 2, 27), 120, 0, 0, 0, 0, 0),
        (date(2023, 2, 28), 120, 20, 0, 19, 1, 0),
        (date(2023, 3, 24), 132, 130, 0, 117, 12, 1),
        (date(2023, 3, 31), 132, 130, 0, 117, 12, 1),
        (date(2023, 4, 30), 132, 132, 0, 119, 12, 1),
    ],
)
def test_lessons_given_and_answered_by_a_day(
    day: date, given: int, answered: int, overdue: int, applied: int, partly: int, not_applied: int
) -> None:
    found = lesson_board(SYSTEM_ACTOR, campaign=campaign(), on=day).tally
    assert (
        found.given,
        found.answered,
        found.overdue,
        found.applied,
        found.partly,
        found.not_applied,
    ) == (given, answered, overdue, applied, partly, not_applied)


def test_the_late_unit_left_lessons_unanswered_beyond_their_day() -> None:
    board = lesson_board(SYSTEM_ACTOR, campaign=campaign(), on=date(2023, 3, 21))
    late = {row.short_name: row.tally.overdue for row in board.units if row.tally.overdue}
    assert late == {"Thành An": 8}


def test_the_boards_drew_them_together_at_a_meeting_after_the_pilot() -> None:
    rows = Lesson.objects.select_related("meeting", "drawn_from__unit").filter(number__lte=10)
    assert {(row.drawn_from.unit.code, row.drawn_on, row.illustrative) for row in rows} == {
        ("28927", date(2023, 2, 24), True)
    }
    (meeting,) = {row.meeting for row in rows}
    assert meeting is not None
    assert (meeting.kind, meeting.held_on) == ("lessons", date(2023, 2, 24))
    assert meeting.visitors.splitlines() == [
        "Văn phòng Tỉnh ủy và các ban đảng tỉnh",
        "Ban Thường vụ Huyện ủy",
        "Văn phòng Huyện ủy và các ban đảng huyện",
    ]


@pytest.mark.parametrize(
    ("number", "good", "words"),
    [
        (1, False, "ưu tiên cho thảo luận nhiều hơn tham luận"),
        (2, False, "Đi sâu bàn cách khắc phục, tháo gỡ khó khăn, hạn chế"),
        (3, False, "nhiệm vụ trọng tâm, đột phá"),
        (4, False, "làm rõ hạn chế chủ quan của Ban Chấp hành"),
        (5, False, "bổ sung nhiệm vụ, giải pháp mới phù hợp với tình hình hiện nay"),
        (6, True, "tổ công tác theo dõi từng xã"),
        (9, True, "Tăng cường tuyên truyền"),
    ],
)
def test_what_the_article_says_is_among_them(number: int, good: bool, words: str) -> None:
    row = Lesson.objects.get(number=number)
    assert (row.good, row.applies_to) == (good, "12 đảng bộ xã còn lại")
    assert words in row.advice


class TestPassing:
    def test_ten_lessons_went_to_the_twelve_others_by_one_act_with_its_letter(self) -> None:
        lines = LessonLine.objects.filter(lesson__number__lte=10).select_related("directive")
        codes = Counter(lines.values_list("review__unit__code", flat=True))
        communes = {row["code"] for row in facts.table("units") if row["type"] == "commune"}
        assert codes == dict.fromkeys(communes - {facts.PILOT}, 10)
        assert {(line.given_on, line.directive.type if line.directive else None) for line in lines} == {
            (date(2023, 2, 27), "cong_van")
        }

    def test_two_later_lessons_of_another_unit_went_to_those_not_ready_yet(self) -> None:
        lines = LessonLine.objects.filter(lesson__number__gt=10)
        rows = set(lines.values_list("lesson__drawn_from__unit__code", "review__unit__code", "given_on"))
        assert rows == {("28889", code, date(2023, 3, 10)) for code in LATER}
        ready = StageMove.objects.filter(stage="ready", on__lt=date(2023, 3, 10))
        assert set(ready.values_list("review__unit__code", flat=True)) & set(LATER) == set()

    def test_two_acts_passed_them_on_and_answers_are_acts_of_their_own(self) -> None:
        acts = Counter(LedgerLine.objects.filter(act__startswith="lesson").values_list("act", flat=True))
        assert acts == {"lessons.drawn": 2, "lessons.passed": 2, "lesson.answered": 132}

    def test_passing_again_adds_nothing(self) -> None:
        rows = list(Lesson.objects.filter(number__lte=10).select_related("campaign__parent"))
        reviews = list(Review.objects.filter(round__kind="grassroots").order_by("pk"))
        passed = actions.pass_lessons(
            SYSTEM_ACTOR, lessons=rows, reviews=reviews, on=date(2023, 2, 27), now=NOW
        )
        assert (passed.added, passed.already, passed.own, passed.held, passed.withdrawn) == (
            0,
            120,
            0,
            (),
            (),
        )

    def test_answers_are_due_when_a_unit_is_to_be_ready(self) -> None:
        due = dict(LessonLine.objects.filter(lesson__number=1).values_list("review__unit__code", "due_on"))
        assert due == {
            "28889": date(2023, 2, 28),
            "28901": date(2023, 3, 1),
            "28906": date(2023, 3, 2),
            "28909": date(2023, 3, 6),
            "28912": date(2023, 3, 8),
            "28915": date(2023, 3, 9),
            "28918": date(2023, 3, 10),
            "28921": date(2023, 3, 13),
            "28924": date(2023, 3, 15),
            "28933": date(2023, 3, 16),
            "28936": date(2023, 3, 22),
            "28948": date(2023, 3, 24),
        }


class TestAnswers:
    def test_every_unit_answered_everything_before_it_was_ready(self) -> None:
        ready = dict(StageMove.objects.filter(stage="ready").values_list("review_id", "on"))
        last: dict[int, date] = {}
        for review, on in LessonAnswer.objects.values_list("line__review_id", "on"):
            last[review] = max(on, last.get(review, on))
        assert len(last) == 13
        assert [review for review, on in last.items() if on > ready[review]] == []

    @pytest.mark.parametrize(
        ("code", "day", "answered", "given"),
        [
            ("28927", date(2023, 4, 30), 0, 0),
            ("28889", date(2023, 2, 27), 0, 10),
            ("28889", date(2023, 2, 28), 10, 10),
            ("28921", date(2023, 3, 10), 4, 12),
            ("28921", date(2023, 3, 21), 4, 12),
            ("28921", date(2023, 3, 22), 12, 12),
            ("838", date(2023, 3, 9), 0, 0),
            ("838", date(2023, 3, 24), 0, 2),
            ("838", date(2023, 4, 30), 2, 2),
        ],
    )
    def test_checklist_of_a_unit_on_a_day(self, code: str, day: date, answered: int, given: int) -> None:
        review = Review.objects.get(unit__code=code)
        rows = checklist(SYSTEM_ACTOR, review=review, on=day)
        assert (len([row for row in rows if row.answer]), len(rows)) == (answered, given)

    def test_a_lesson_left_unanswered_would_hold_the_unit_back(self) -> None:
        review = Review.objects.select_related("round__campaign").get(unit__code="28933")
        day = date(2023, 3, 17)
        assert unmet_needs(review, stage=StageCode.READY, on=day) == ()
        LessonAnswer.objects.filter(line__review=review, line__lesson__number=4).delete()
        assert unmet_needs(review, stage=StageCode.READY, on=day) == (Need.LESSONS_ANSWERED,)

    def test_what_was_applied_names_its_evidence_and_what_was_not_its_reason(self) -> None:
        rows = LessonAnswer.objects.values_list("applied", "evidence", "text", "line__review__unit__code")
        kinds = Counter((applied, bool(evidence), bool(text)) for applied, evidence, text, _ in rows)
        assert kinds == {("yes", True, True): 119, ("partly", False, True): 12, ("no", False, True): 1}
        assert [code for applied, _, _, code in rows if applied == "no"] == ["28936"]

    @pytest.mark.parametrize(
        ("code", "by"),
        [("28933", "Cao Thị Ly"), ("28889", "Trần Thị Ngọc Ân"), ("838", "Trần Thị Ngọc Ân")],
    )
    def test_units_with_an_office_answer_themselves(self, code: str, by: str) -> None:
        rows = LessonAnswer.objects.filter(line__review__unit__code=code)
        assert set(rows.values_list("by", flat=True)) == {by}

    def test_answers_of_the_data_name_lessons_that_were_passed_to_the_unit(self) -> None:
        given = {(row["number"], code) for row in facts.table("lessons") for code in row["to"].split()}
        stated = [(row["lesson"], row["unit"]) for row in facts.table("answers")]
        assert (len(stated), set(stated)) == (132, given)
        assert {code for _, code in stated} <= set(Unit.objects.values_list("code", flat=True))
