"""The page on judging a campaign says what the rules say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nhiemky.campaign.vocab import STAGE_NAMES, JudgementCode, Readiness, Rules
from nhiemky.kernel.viet.workdays import working_days_between

PAGE = (Path(__file__).parents[2] / "docs" / "explanation" / "danh-gia-dot-so-ket.md").read_text("utf-8")


UNIT, WHOLE = PAGE.split("## Một đơn vị")[1].split("## Cả vòng, cả đợt")


@pytest.mark.parametrize(
    ("part", "code"), [*((UNIT, code) for code in Readiness), *((WHOLE, code) for code in JudgementCode)]
)
def test_every_code_is_explained(part: str, code: str) -> None:
    assert part.count(f"| `{code}` |") == 1


def test_the_usual_rules_are_those_of_the_page() -> None:
    rules = Rules()
    assert f"(mặc định {rules.grace_days} ngày" in PAGE
    assert f"từ {rules.on_plan_share}% số mốc đến hạn đúng hạn; không" in PAGE
    assert (
        f"từ {rules.mostly_share}% số mốc đến hạn đúng hạn; từ {rules.mostly_share}% số đơn vị không chậm"
        in PAGE
    )
    assert f"không đơn vị nào chậm quá {rules.late_days} ngày làm việc; vòng" in PAGE
    assert f"từ {rules.window_share}% số đơn vị tổ chức xong" in PAGE


def test_the_stages_are_those_that_ship() -> None:
    names = [str(name).lower() for name in STAGE_NAMES.values()]
    assert ", ".join(names) + "." in " ".join(PAGE.split())


def test_the_example_counts_working_days_rightly() -> None:
    planned = date(2023, 3, 16)
    assert (planned.weekday(), date(2023, 3, 21).weekday()) == (3, 1)
    assert working_days_between(planned, date(2023, 3, 21)) == 3
    assert working_days_between(planned, date(2023, 3, 22)) == 4
