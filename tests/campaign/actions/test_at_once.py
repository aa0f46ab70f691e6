"""Two people at one comment, one lesson, one member at the same moment: one of them is told, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from nhiemky.campaign.actions import (
    answer_comment,
    answer_lesson,
    end_membership,
    pass_lessons,
    raise_comment,
    withdraw_lesson,
)
from nhiemky.campaign.models import Comment, CommentStep, LessonAnswer, LessonLine, Member
from nhiemky.campaign.vocab import Applied
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict
from tests.cast_reviews import (
    DRAWN,
    NOW,
    TODAY,
    Scene,
    draw,
    give,
    make_comment,
    make_scene,
    make_team,
    member,
    remark,
)
from tests.cast_targets import at_once, several_connections

pytestmark = pytest.mark.django_db(transaction=True)

ANSWERED = date(2023, 2, 26)


def both(folder: Path, *works: Callable[[], object]) -> list[object]:
    """Do the works at once and give what came of them, refusals last."""
    with several_connections(folder):
        return sorted(at_once(*works), key=lambda result: isinstance(result, Conflict))


def written(act: str) -> int:
    return LedgerLine.objects.filter(act=act).count()


def check_one_won(results: list[object]) -> None:
    assert [isinstance(result, Conflict) for result in results] == [False, True]


def test_of_two_answers_to_one_comment_the_second_is_told(tmp_path: Path) -> None:
    scene = make_scene()
    row = make_comment(scene)

    def reply(text: str, who: str) -> CommentStep:
        actor = getattr(scene, who)
        step = answer_comment(actor, comment=row, text=text, on=ANSWERED, now=NOW, expected=0)
        steps = list(CommentStep.objects.filter(comment=row))
        assert (len(steps), written("comment.answered")) == (1, 1)
        return step

    results = both(
        tmp_path, lambda: reply("Đã bổ sung", "second_office"), lambda: reply("Đã sửa", "second_leader")
    )
    check_one_won(results)
    quicker = results[0]
    assert isinstance(quicker, CommentStep)
    assert str(results[1]).startswith(f"{quicker.by} vừa cập nhật góp ý này ngày 26-2-2023")


def test_of_two_answers_to_one_lesson_the_second_is_told(tmp_path: Path) -> None:
    scene = make_scene()
    line = give(scene)[0]

    def reply(applied: Applied, who: str) -> LessonAnswer:
        actor = getattr(scene, who)
        return answer_lesson(
            actor, line=line, applied=applied, text="Cách làm", on=ANSWERED, now=NOW, expected=0
        )

    results = both(
        tmp_path,
        lambda: reply(Applied.YES, "second_office"),
        lambda: reply(Applied.NO, "second_leader"),
    )
    check_one_won(results)
    quicker = results[0]
    assert isinstance(quicker, LessonAnswer)
    assert str(results[1]).startswith(f"{quicker.by} vừa trả lời bài học này ngày 26-2-2023")


def test_two_comments_raised_at_once_both_get_a_number(tmp_path: Path) -> None:
    scene = make_scene()

    def raised(text: str, who: str) -> Comment:
        return raise_comment(getattr(scene, who), review=scene.second, draft=remark(text), now=NOW)

    results = both(tmp_path, lambda: raised("Một", "boards"), lambda: raised("Hai", "office"))
    assert sorted(row.number for row in results if isinstance(row, Comment)) == [1, 2]


def test_lessons_passed_twice_at_once_are_there_once(tmp_path: Path) -> None:
    scene = make_scene()
    lessons = draw(scene, 3)

    def passing(scene: Scene) -> tuple[int, int, int]:
        passed = pass_lessons(
            scene.office, lessons=lessons, reviews=[scene.second, scene.third], on=DRAWN, now=NOW
        )
        return passed.added, passed.already, LessonLine.objects.count()

    results = both(tmp_path, lambda: passing(scene), lambda: passing(scene))
    assert sorted(results, key=str) == [(0, 6, 6), (6, 0, 6)]


def test_a_lesson_is_withdrawn_once_by_two_at_once(tmp_path: Path) -> None:
    scene = make_scene()
    lesson = draw(scene, 1)[0]
    results = both(
        tmp_path,
        lambda: withdraw_lesson(scene.office, lesson=lesson, on=TODAY, reason="Trùng", now=NOW),
        lambda: withdraw_lesson(scene.province, lesson=lesson, on=TODAY, reason="Sai", now=NOW),
    )
    check_one_won(results)


def test_a_member_leaves_once_by_two_at_once(tmp_path: Path) -> None:
    scene = make_scene()
    make_team(scene, member("Trần Văn Bảy"))
    row = Member.objects.select_related("team__campaign__parent", "team__holder").get()
    results = both(
        tmp_path,
        lambda: end_membership(scene.office, member=row, on=ANSWERED, reason="Nghỉ hưu", now=NOW),
        lambda: end_membership(scene.province, member=row, on=TODAY, reason="Điều động", now=NOW),
    )
    check_one_won(results)
