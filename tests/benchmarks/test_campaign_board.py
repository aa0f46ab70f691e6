"""The benchmark of campaigns measures real pages of campaigns that are under way."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.board import make_branch
from benchmarks.campaign_board import COMMENTS, LESSONS, ON, PAGES, make_campaign, slowest
from nhiemky.campaign.vocab import Readiness
from nhiemky.org.actions import add_term
from nhiemky.org.models import Term
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.reporting.campaign import campaign_board

pytestmark = pytest.mark.django_db


@pytest.fixture
def term() -> Term:
    return add_term(SYSTEM_ACTOR, label="2020-2025", first_year=2021, last_year=2025)


def test_campaign_is_under_way_in_all_units(term: Term) -> None:
    campaign = make_campaign(make_branch("838", 27, term), term)
    board = campaign_board(SYSTEM_ACTOR, campaign=campaign, on=ON)
    facts = [line.standing.facts for line in board.units]
    assert (len(facts), board.judgement.code, len(board.late) > 9, len(board.coming) > 9) == (
        27,
        "behind",
        True,
        True,
    )
    assert {(each.comments.given, each.comments.open) for each in facts} == {(COMMENTS, 1)}
    assert Counter(each.lessons.given for each in facts) == {LESSONS: 26, 0: 1}
    assert {line.standing.readiness for line in board.units} >= {Readiness.LATE, Readiness.HELD}
    assert all(line.tally is not None and line.tally.total == 25 for line in board.units)


def test_every_page_is_measured_with_the_same_number_of_queries(
    term: Term, capsys: pytest.CaptureFixture[str]
) -> None:
    one, asked = slowest("838", 1, term)
    many, again = slowest("83", 4, term)
    assert (one > 0, many > 0, len(asked), asked) == (True, True, len(PAGES), again)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(",")[0].strip() for line in lines] == ["1 units"] * 3 + ["4 units"] * 3
