"""Lessons on every day around their events, against a naive count of the same lines and answers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from nhiemky.campaign.models import Lesson, LessonAnswer, LessonLine
from nhiemky.campaign.queries import LessonTally, answers, checklist, lesson_answers, lesson_board, lessons
from nhiemky.campaign.vocab import Applied
from tests.cast_reviews import NOW, Scene, draw, make_scene

DRAWN = date(2023, 2, 2)

# Of a line: the days of February when it was given, is due, and was answered (in order, with how).
Answer = tuple[int, Applied]
Line = tuple[int, int | None, list[Answer]]
LINE = st.tuples(
    st.integers(2, 8),
    st.none() | st.integers(2, 12),
    st.lists(st.tuples(st.integers(8, 14), st.sampled_from(list(Applied))), max_size=2).map(
        lambda found: sorted(found, key=lambda each: each[0])
    ),
)


def february(day: int) -> date:
    return date(2023, 2, day)


def write(scene: Scene, row: Lesson, lines: list[Line | None]) -> None:
    """Write the lines of a lesson for the second and the third unit (none: not given)."""
    for review, line in zip((scene.second, scene.third), lines, strict=True):
        if line is None:
            continue
        given_on, due, stated = line
        made = LessonLine.objects.create(
            lesson=row, review=review, given_on=february(given_on), due_on=february(due) if due else None
        )
        for version, (day, applied) in enumerate(stated, start=1):
            LessonAnswer.objects.create(
                line=made, version=version, applied=applied.value, text="Cách làm", on=february(day), by="-",
                at=NOW,
            )  # fmt: skip


def tally(lines: list[Line | None], on: int, *, withdrawn: int | None) -> LessonTally:
    """Count as one would with a pencil."""
    if withdrawn is not None and withdrawn <= on:
        return LessonTally()
    stand = [line for line in lines if line is not None and line[0] <= on]
    how: list[Applied | None] = []
    for _, _, stated in stand:
        known = [applied for day, applied in stated if day <= on]
        how.append(known[-1] if known else None)
    late = [
        answer is None and due is not None and due < on
        for (_, due, _), answer in zip(stand, how, strict=True)
    ]
    return LessonTally(
        len(stand), len(stand) - how.count(None), sum(late), how.count(Applied.YES), how.count(Applied.PARTLY),
        how.count(Applied.NO),
    )  # fmt: skip


class LessonsOnDays(TestCase):
    """Lessons of a made-up February."""

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(st.none() | LINE, min_size=2, max_size=2), st.none() | st.integers(3, 14), st.integers(1, 15)
    )
    def test_a_lesson_and_its_board_count_the_same_as_a_pencil(
        self, lines: list[Line | None], withdrawn: int | None, on: int
    ) -> None:
        scene = make_scene()
        row = draw(scene, 1, on=DRAWN)[0]
        write(scene, row, lines)
        if withdrawn is not None:
            Lesson.objects.filter(pk=row.pk).update(withdrawn_on=february(withdrawn))
        gone = withdrawn is not None and withdrawn <= on
        expected = tally(lines, on, withdrawn=withdrawn)
        shown = lessons(scene.office, campaign=scene.campaign, on=february(on))
        assert [(each.tally, each.withdrawn) for each in shown] == ([(expected, gone)] if on >= 2 else [])
        board = lesson_board(scene.office, campaign=scene.campaign, on=february(on))
        assert board.tally == expected
        assert (len(board.lessons), len(board.withdrawn)) == (
            (0, int(on >= 2)) if gone else (int(on >= 2), 0)
        )
        units = {unit.review_id: unit.tally for unit in board.units}
        for review, line in zip((scene.second, scene.third), lines, strict=True):
            assert units[review.pk] == tally([line], on, withdrawn=withdrawn)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "second", "third", "versions"),
    [
        (2, [], [], []),
        (3, [(0, True, False, 3)], [], []),
        (4, [(0, True, False, 2)], [(0, True, False, None)], []),
        (6, [(0, True, False, 0)], [(0, True, False, None)], []),
        (7, [(0, True, True, -1)], [(0, True, False, None)], []),
        (8, [(1, True, False, None)], [(0, True, False, None)], [1]),
        (9, [(1, True, False, None)], [(1, True, False, None)], [1]),
        (10, [(2, True, False, None)], [(1, True, False, None)], [2, 1]),
        (12, [(2, False, False, None)], [(1, False, False, None)], [2, 1]),
    ],
)
def test_lines_and_answers_stand_on_their_days(
    on: int,
    second: list[tuple[int, bool, bool, int | None]],
    third: list[tuple[int, bool, bool, int | None]],
    versions: list[int],
) -> None:
    scene = make_scene()
    row = draw(scene, 1, on=DRAWN)[0]
    write(scene, row, [(3, 6, [(8, Applied.NO), (10, Applied.YES)]), (4, None, [(9, Applied.PARTLY)])])
    Lesson.objects.filter(pk=row.pk).update(withdrawn_on=february(12))
    row.refresh_from_db()
    shown = [
        [
            (each.version, each.counts, each.overdue, each.days_left)
            for each in checklist(scene.office, review=review, on=february(on))
        ]
        for review in (scene.second, scene.third)
    ]
    assert shown == [second, third]
    told = lesson_answers(scene.office, lesson=row, on=february(on))
    assert [(each.version, each.counts, each.overdue, each.days_left) for each in told] == [*second, *third]
    line = LessonLine.objects.select_related("review__round__campaign").get(review=scene.second)
    assert [each.version for each in answers(scene.second_office, line=line, on=february(on))] == versions
