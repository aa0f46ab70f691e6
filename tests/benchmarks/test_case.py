from __future__ import annotations

import time

from benchmarks.case import Case, best_of, case_of

FAST = Case(case="classify", ours_s=0.5, peer="decimal", peer_s=12.5, limit_ratio=20)
SLOW = Case(case="classify", ours_s=1.0, peer="decimal", peer_s=12.5, limit_ratio=20)


def test_case_compares_peer_with_ours() -> None:
    assert FAST.ratio == 25
    assert FAST.holds
    assert not SLOW.holds


def test_case_row_has_the_fields_of_results() -> None:
    assert FAST.row() == {
        "case": "classify",
        "ours_s": 0.5,
        "peer": "decimal",
        "peer_s": 12.5,
        "ratio": 25.0,
        "limit_ratio": 20,
    }
    assert case_of(FAST.row()) == FAST


def test_case_line_says_whether_the_limit_is_reached() -> None:
    assert FAST.line() == "classify: ours 0.5000 s, decimal 12.5000 s, 25.0x (limit 20x, reached)"
    assert SLOW.line().endswith("12.5x (limit 20x, MISSED)")


def test_best_of_does_the_work_as_often_as_told() -> None:
    done: list[int] = []
    seconds = best_of(lambda: done.append(1), times=3)
    assert done == [1, 1, 1]
    assert 0 <= seconds < 1


def test_best_of_counts_the_processor_and_not_waiting() -> None:
    assert best_of(lambda: time.sleep(0.05), times=1) < 0.04
    worked = best_of(lambda: sum(range(1_000_000)), times=1)
    assert worked > best_of(lambda: sum(range(1_000)), times=1)
