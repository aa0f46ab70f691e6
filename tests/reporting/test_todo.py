"""What waits for a person in a unit, by what the person may do."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.org.policy import Actor
from nhiemky.reporting.todo import Task, Todo, todo
from nhiemky.targets.actions import return_figures, submit_figures
from nhiemky.targets.models import Observation
from tests import cast_targets as cast
from tests.cast import overseer
from tests.cast_boards import Branch, board, make_branch
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def branch() -> Branch:
    return make_branch()


def waiting(branch: Branch, actor: Actor) -> list[tuple[Task, int]]:
    own = board(branch.first, branch.term, actor)
    found = todo(actor, state=branch.first.state, term=branch.term, board=own)
    return [(each.task, each.count) for each in found]


def draft(branch: Branch) -> Observation:
    return cast.record(branch.first, branch.first.unit.targets.get(number="3"), 4)


def submit(branch: Branch) -> None:
    submit_figures(branch.first.office, unit=branch.first.unit, term=branch.term, now=cast.NOW)


def test_todo_of_the_office_is_what_has_no_figure(branch: Branch) -> None:
    assert waiting(branch, branch.first.office) == [(Task.MISSING, 1)]


def test_todo_of_the_office_is_to_submit_drafts(branch: Branch) -> None:
    draft(branch)
    assert waiting(branch, branch.first.office) == [(Task.SUBMIT, 1)]


def test_todo_of_the_leader_is_to_confirm_what_was_submitted(branch: Branch) -> None:
    draft(branch)
    assert waiting(branch, branch.first.leader) == []
    submit(branch)
    assert waiting(branch, branch.first.leader) == [(Task.CONFIRM, 1)]
    assert waiting(branch, branch.first.office) == []


def test_todo_of_the_office_is_to_look_at_what_came_back(branch: Branch) -> None:
    row = draft(branch)
    submit(branch)
    return_figures(
        branch.first.leader, unit=branch.first.unit, term=branch.term, observation_ids=[row.pk], reason="xem lại",
        now=cast.NOW,
    )  # fmt: skip
    assert waiting(branch, branch.first.office) == [(Task.RETURNED, 1)]
    assert waiting(branch, branch.first.leader) == []


def test_todo_of_who_both_enters_and_confirms_puts_confirming_first(branch: Branch) -> None:
    draft(branch)
    submit(branch)
    cast.make_target(branch.first, branch.term, "4")
    both = Actor(
        None, "Cả hai", (*branch.first.office.grants, *branch.first.leader.grants), branch.first.office.today
    )
    assert waiting(branch, both) == [(Task.CONFIRM, 1), (Task.MISSING, 1)]


@pytest.mark.parametrize("who", ["district", "neighbour", "overseer"])
def test_todo_of_others_is_nothing(branch: Branch, who: str) -> None:
    draft(branch)
    submit(branch)
    actors = {
        "district": branch.district.office,
        "neighbour": branch.second.office,
        "overseer": overseer(branch.district.unit),
    }
    assert waiting(branch, actors[who]) == []


def test_todo_leaves_out_what_is_done(branch: Branch) -> None:
    cast.record(branch.first, branch.first.unit.targets.get(number="3"), 4, confirmed=True)
    own = board(branch.first, branch.term)
    assert todo(branch.first.office, state=branch.first.state, term=branch.term, board=own) == ()


def test_todo_counts_figures_not_targets(branch: Branch) -> None:
    row = branch.first.unit.targets.get(number="3")
    cast.record(branch.first, row, 3, 2021)
    cast.record(branch.first, row, 4, 2022)
    assert waiting(branch, branch.first.office) == [(Task.SUBMIT, 2)]


def test_todo_asks_six_questions_at_most(branch: Branch) -> None:
    both = Actor(
        None, "Cả hai", (*branch.first.office.grants, *branch.first.leader.grants), branch.first.office.today
    )
    own = board(branch.first, branch.term, both)
    with CaptureQueriesContext(connection) as few:
        found = todo(both, state=branch.first.state, term=branch.term, board=own)
    assert (found, len(few) <= 6) == ((Todo(Task.MISSING, 1),), True)
