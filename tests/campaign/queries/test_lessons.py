"""Lessons on a day: the list, the checklist of a unit, the board of lessons by units."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nhiemky.campaign.actions import answer_lesson, pass_lessons, withdraw_lesson
from nhiemky.campaign.models import Lesson, LessonLine, Review
from nhiemky.campaign.queries import (
    LessonCell,
    LessonTally,
    answers,
    checklist,
    lesson,
    lesson_board,
    lesson_line,
    lessons,
)
from nhiemky.campaign.vocab import Applied
from nhiemky.history.vocab import NotFound
from tests.cast_reviews import DRAWN, NOW, TODAY, Scene, draw, give, make_scene
from tests.standing import standing

pytestmark = pytest.mark.django_db

ANSWERED, DUE, LATE = date(2023, 2, 26), date(2023, 2, 27), date(2023, 2, 28)


@standing
def scene() -> Scene:
    return make_scene()


def answer(scene: Scene, line: LessonLine, applied: Applied, on: date = ANSWERED, expected: int = 0) -> None:
    answer_lesson(
        scene.second_office, line=line, applied=applied, text="Cách làm", on=on, now=NOW, expected=expected
    )


def test_a_lesson_counts_what_became_of_it_by_each_day(scene: Scene) -> None:
    first, second = give(scene, 2)
    answer(scene, first, Applied.YES)
    answer(scene, second, Applied.NO, LATE)
    tallies = {
        on: [each.tally for each in lessons(scene.office, campaign=scene.campaign, on=on)]
        for on in (date(2023, 2, 23), DRAWN, ANSWERED, LATE)
    }
    assert tallies == {
        date(2023, 2, 23): [],
        DRAWN: [LessonTally(given=2), LessonTally(given=2)],
        ANSWERED: [LessonTally(given=2, answered=1, applied=1), LessonTally(given=2)],
        LATE: [
            LessonTally(given=2, answered=1, overdue=1, applied=1),
            LessonTally(given=2, answered=1, overdue=1, not_applied=1),
        ],
    }


def test_a_checklist_says_what_is_answered_due_and_overdue(scene: Scene) -> None:
    first, second, third = give(scene, 3)
    answer(scene, first, Applied.PARTLY)
    withdraw_lesson(scene.office, lesson=third.lesson, on=LATE, reason="Trùng", now=NOW)

    def shown(on: date) -> list[tuple[int, int, bool, bool, int | None]]:
        return [
            (row.lesson.number, row.version, row.counts, row.overdue, row.days_left)
            for row in checklist(scene.second_office, review=scene.second, on=on)
        ]

    assert shown(date(2023, 2, 23)) == []
    assert shown(DUE) == [(1, 1, True, False, None), (2, 0, True, False, 0), (3, 0, True, False, 0)]
    assert shown(LATE) == [(1, 1, True, False, None), (2, 0, True, True, -1), (3, 0, False, False, None)]
    assert lesson_line(scene.second_office, id=second.pk, on=LATE).overdue is True


def test_a_line_without_a_day_is_never_overdue(scene: Scene) -> None:
    pass_lessons(scene.office, lessons=draw(scene, 1), reviews=[scene.second], on=DRAWN, now=NOW)
    row = checklist(scene.second_office, review=scene.second, on=TODAY)[0]
    assert (row.line.due_on, row.overdue, row.days_left, row.answer) == (None, False, None, None)


def test_the_board_shows_every_unit_with_every_lesson(scene: Scene) -> None:
    first, second = give(scene, 2)
    answer(scene, first, Applied.YES)
    board = lesson_board(scene.office, campaign=scene.campaign, on=LATE)
    third = list(LessonLine.objects.filter(review=scene.third).order_by("lesson__number"))
    source, nothing = LessonCell(source=True), LessonCell()
    assert [each.lesson.number for each in board.lessons] == [1, 2]
    assert [(unit.short_name, unit.round_name, unit.cells) for unit in board.units] == [
        ("Tân Thanh Tây", "Làm điểm", (source, source)),
        (
            "Nhuận Phú Tân", "Còn lại",
            (LessonCell(first.pk, applied=Applied.YES), LessonCell(second.pk, overdue=True)),
        ),
        ("Thạnh Ngãi", "Còn lại", (LessonCell(third[0].pk, overdue=True), LessonCell(third[1].pk, overdue=True))),
        ("Mỏ Cày Bắc", "Cấp huyện", (nothing, nothing)),
    ]  # fmt: skip
    assert [unit.tally for unit in board.units] == [
        LessonTally(),
        LessonTally(given=2, answered=1, overdue=1, applied=1),
        LessonTally(given=2, overdue=2),
        LessonTally(),
    ]
    assert [each.tally for each in board.lessons] == [
        LessonTally(given=2, answered=1, overdue=1, applied=1),
        LessonTally(given=2, overdue=2),
    ]
    assert board.tally == LessonTally(given=4, answered=1, overdue=3, applied=1)


def test_the_board_leaves_out_what_was_withdrawn_by_the_day(scene: Scene) -> None:
    lines = give(scene, 2)
    withdraw_lesson(scene.office, lesson=lines[0].lesson, on=LATE, reason="Trùng", now=NOW)
    Review.objects.filter(pk=scene.own.pk).update(withdrawn_on=LATE)
    boards = {on: lesson_board(scene.office, campaign=scene.campaign, on=on) for on in (DUE, LATE)}
    assert {on: [each.lesson.number for each in board.lessons] for on, board in boards.items()} == {
        DUE: [1, 2], LATE: [2],
    }  # fmt: skip
    assert {on: len(board.units) for on, board in boards.items()} == {DUE: 4, LATE: 3}
    assert (boards[DUE].tally.given, boards[LATE].tally.given) == (4, 2)


def test_a_later_answer_replaces_the_earlier_from_its_day_on(scene: Scene) -> None:
    line = give(scene)[0]
    answer(scene, line, Applied.NO)
    answer(scene, line, Applied.YES, LATE, expected=1)
    shown = [lesson_board(scene.office, campaign=scene.campaign, on=on).tally for on in (DUE, LATE)]
    assert [(tally.applied, tally.not_applied) for tally in shown] == [(0, 1), (1, 0)]
    assert [row.version for row in answers(scene.second_office, line=line, on=LATE)] == [2, 1]
    assert [row.version for row in answers(scene.second_office, line=line, on=DUE)] == [1]


def test_the_province_sees_what_became_of_its_lessons_in_units_under_it(scene: Scene) -> None:
    row = Lesson.objects.create(
        campaign=scene.above,
        drawn_from=scene.pilot,
        number=1,
        seen="Điều",
        good=True,
        advice="Cách",
        drawn_on=DRAWN,
    )
    pass_lessons(scene.province, lessons=[row], reviews=[scene.second], on=DRAWN, now=NOW)
    board = lesson_board(scene.province, campaign=scene.above, on=TODAY)
    assert [(unit.short_name, unit.tally.given) for unit in board.units] == [("Nhuận Phú Tân", 1)]
    draw(scene, 1)
    shown = lessons(scene.office, campaign=scene.campaign, on=TODAY)
    assert [(each.lesson.campaign.name, each.tally.given) for each in shown] == [
        ("Sơ kết cấp tỉnh", 1),
        ("Sơ kết cấp huyện", 0),
    ]


def test_a_unit_sees_lessons_drawn_from_it_or_given_to_it_and_its_own_row(scene: Scene) -> None:
    lines = give(scene, 1)
    unseen = draw(scene, 1, review=scene.third, on=TODAY)[0]
    assert [
        each.lesson.number for each in lessons(scene.second_office, campaign=scene.campaign, on=TODAY)
    ] == [1]
    assert [
        each.lesson.number for each in lessons(scene.pilot_office, campaign=scene.campaign, on=TODAY)
    ] == [1]
    board = lesson_board(scene.second_office, campaign=scene.campaign, on=TODAY)
    assert [(unit.short_name, unit.tally.given) for unit in board.units] == [("Nhuận Phú Tân", 1)]
    assert board.tally.given == 1
    assert lesson(scene.second_office, id=lines[0].lesson_id, on=TODAY).tally.given == 1
    with pytest.raises(NotFound):
        lesson(scene.second_office, id=unseen.pk, on=TODAY)
    with pytest.raises(NotFound):
        checklist(scene.second_office, review=scene.third, on=TODAY)


def test_to_strangers_there_are_no_lessons(scene: Scene) -> None:
    line = give(scene)[0]
    for ask in (lessons, lesson_board):
        with pytest.raises(NotFound):
            ask(scene.outsider, campaign=scene.campaign, on=TODAY)  # type: ignore[operator]
    for ask_one in (lesson, lesson_line):
        with pytest.raises(NotFound):
            ask_one(scene.outsider, id=line.pk, on=TODAY)  # type: ignore[operator]
        with pytest.raises(NotFound):
            ask_one(scene.office, id=0, on=TODAY)  # type: ignore[operator]
    with pytest.raises(NotFound):
        lesson_line(scene.office, id=line.pk, on=date(2023, 2, 23))
    with pytest.raises(NotFound):
        lesson(scene.office, id=line.lesson_id, on=date(2023, 2, 23))
    with pytest.raises(NotFound):
        answers(scene.pilot_office, line=line, on=TODAY)


@pytest.mark.parametrize("who", ["office", "second_office"])
def test_the_number_of_queries_is_the_same_for_one_lesson_and_many(
    scene: Scene, who: str, django_assert_max_num_queries: Any
) -> None:
    actor = getattr(scene, who)

    def shown() -> None:
        lessons(actor, campaign=scene.campaign, on=TODAY)
        lesson_board(actor, campaign=scene.campaign, on=TODAY)
        rows = checklist(actor, review=scene.second, on=TODAY)
        assert all(row.lesson.drawn_from.short_name and row.lesson.campaign.name for row in rows)

    answer(scene, give(scene, 1)[0], Applied.YES)
    scene.second.refresh_from_db()
    shown()
    with django_assert_max_num_queries(40) as one:
        shown()
    for line in give(scene, 5)[1:]:
        answer(scene, line, Applied.NO)
    with django_assert_max_num_queries(40) as many:
        shown()
    assert len(one) == len(many)
