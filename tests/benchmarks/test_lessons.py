"""The benchmark of lessons measures the very act that people use, on rows of which every unit has its own day."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.lessons import ON, make_campaign, passed_on
from nhiemky.campaign.models import LessonLine
from nhiemky.campaign.queries import lesson_board
from nhiemky.campaign.vocab import Passed
from nhiemky.history.models import LedgerLine
from nhiemky.org.policy import SYSTEM_ACTOR

pytestmark = pytest.mark.django_db


def test_lessons_reach_every_unit_but_the_pilot() -> None:
    campaign, lessons, reviews = make_campaign(4, 3)
    seconds, passed = passed_on(lessons, reviews)
    assert seconds > 0
    assert passed == Passed(added=12, own=3)
    assert LedgerLine.objects.filter(act="lessons.passed").count() == 1
    board = lesson_board(SYSTEM_ACTOR, campaign=campaign, on=ON)
    assert [unit.tally.given for unit in board.units] == [0, 3, 3, 3, 3]


def test_units_have_days_of_their_own() -> None:
    _campaign, lessons, reviews = make_campaign(3, 1)
    passed_on(lessons, reviews)
    days = LessonLine.objects.order_by("review__position").values_list("due_on", flat=True)
    assert list(days) == [date(2023, 3, 8), date(2023, 3, 9), date(2023, 3, 10)]


def test_passing_again_adds_nothing() -> None:
    _campaign, lessons, reviews = make_campaign(2, 2)
    passed_on(lessons, reviews)
    assert passed_on(lessons, reviews)[1] == Passed(added=0, already=4, own=2)
