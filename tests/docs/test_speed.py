"""The page of speed shows what was measured last, figure by figure."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "toc-do.md"
RESULTS = ROOT / "benchmarks" / "results.json"
KEYS = {"case", "ours_s", "peer", "peer_s", "ratio", "limit_ratio"}


def figure(value: float, places: int) -> str:
    """Write a measured figure as Vietnamese tables do."""
    return f"{value:,.{places}f}".replace(",", "_").replace(".", ",").replace("_", ".")


def table_rows(text: str) -> list[list[str]]:
    """Give the cells of the body rows of the table of a page."""
    rows = [line.strip("|").split("|") for line in re.findall(r"^\|.*\|$", text, re.MULTILINE)]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def test_table_rows_leaves_head_and_rule_out() -> None:
    assert table_rows("| a | b |\n|---|---|\n| 1 | 2 |\n") == [["1", "2"]]


def test_results_have_the_keys_that_were_agreed() -> None:
    cases = json.loads(RESULTS.read_text("utf-8"))
    assert [set(case) for case in cases] == [KEYS] * len(cases)
    assert len(cases) >= 8


def test_page_shows_the_last_results() -> None:
    cases = json.loads(RESULTS.read_text("utf-8"))
    expected = [
        [
            case["case"],
            figure(case["ours_s"], 4),
            case["peer"],
            figure(case["peer_s"], 4),
            figure(case["ratio"], 1),
            figure(case["limit_ratio"], 1),
        ]
        for case in cases
    ]
    assert table_rows(PAGE.read_text("utf-8")) == expected
