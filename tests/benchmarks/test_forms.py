"""The measured forms: all different, all whole, and both sides timed in turn."""

from __future__ import annotations

import gc

from benchmarks.forms import TARGETS, in_turn, make_forms, read_ours
from nhiemky.intake.reading import read_results


def test_forms_are_different_and_the_same_at_every_run() -> None:
    forms = make_forms(3)
    assert len(set(forms)) == 3
    first, again = (read_results(made[0]) for made in (forms, make_forms(1)))
    assert [row[:7] for row in first.rows] == [row[:7] for row in again.rows]


def test_every_form_is_read_whole() -> None:
    forms = make_forms(3)
    assert read_ours(forms) == 3 * TARGETS
    for form in forms:
        table = read_results(form)
        assert table.problems == ()
        assert [len(row.measured) for row in table.rows] == [3] * TARGETS
        assert all(row.goal.target is not None and row.goal.kind is not None for row in table.rows)


def test_both_sides_are_timed_in_turn_with_the_collector_held() -> None:
    done: list[str] = []
    ours, peer = in_turn(lambda: done.append(f"ours {gc.isenabled()}"), lambda: done.append("peer"))
    assert done == ["ours False", "peer"] * 5
    assert gc.isenabled()
    assert ours >= 0
    assert peer >= 0
