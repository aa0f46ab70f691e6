"""The benchmark of boards measures real pages with real rows."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.board import PARTS, TARGETS, YEARS, make_branch, slowest
from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.org.actions import add_term
from nhiemky.org.models import Term
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.reporting.overview import branch_board
from nhiemky.targets.models import Observation, Target

pytestmark = pytest.mark.django_db


@pytest.fixture
def term() -> Term:
    return add_term(SYSTEM_ACTOR, label="2020-2025", first_year=2021, last_year=2025)


def test_branch_has_all_its_rows(term: Term) -> None:
    top = make_branch("838", 2, term)
    assert Target.objects.count() == 3 * TARGETS
    assert Observation.objects.count() == 3 * TARGETS * len(YEARS)
    board = branch_board(SYSTEM_ACTOR, state=top, term=term, as_of=date(2023, 2, 21), scheme=DEFAULT_SCHEME)
    assert (board.tally.total, len(board.heat), len(board.columns)) == (2 * TARGETS, 2, TARGETS)
    assert sum(count > 0 for count in board.tally.counts.values()) >= 3


def test_every_page_is_shown_and_measured(term: Term, capsys: pytest.CaptureFixture[str]) -> None:
    assert slowest("838", 2, term) > 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(PARTS) + 1
    assert all(line.endswith("queries") for line in lines)
