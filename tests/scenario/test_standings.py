"""Where every unit stands in the scenario's campaign on the days that matter, and what a judgement turns with."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import Any

import pytest

from nhiemky.campaign import actions
from nhiemky.campaign.models import Comment, Review, StageMove
from nhiemky.campaign.vocab import CommentDraft, JudgementCode, StageCode
from nhiemky.cli.campaign import board_of, campaign_json
from nhiemky.org.models import Unit
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.reporting.campaign import CampaignBoard
from tests.cast_scenario import NOW, Loaded

INTERVIEW = date(2023, 3, 24)
# code, stage, planned and actual day of the conference, open comments, lessons answered/given, readiness
UNITS = {
    "2022-09-28": """
        28927 -         2023-02-21 -          0  0/0  on_plan
        28889 -         2023-03-06 -          0  0/0  on_plan
        28901 -         2023-03-07 -          0  0/0  on_plan
        28906 -         2023-03-08 -          0  0/0  on_plan
        28909 -         2023-03-10 -          0  0/0  on_plan
        28912 -         2023-03-14 -          0  0/0  on_plan
        28915 -         2023-03-15 -          0  0/0  on_plan
        28918 -         2023-03-16 -          0  0/0  on_plan
        28921 -         2023-03-17 -          0  0/0  on_plan
        28924 -         2023-03-21 -          0  0/0  on_plan
        28933 -         2023-03-22 -          0  0/0  on_plan
        28936 -         2023-03-28 -          0  0/0  on_plan
        28948 -         2023-03-30 -          0  0/0  on_plan
        838   -         2023-04-20 -          0  0/0  on_plan
    """,
    "2022-12-31": """
        28927 preparing 2023-02-21 -          0  0/0  on_plan
        28889 planned   2023-03-06 -          0  0/0  on_plan
        28901 planned   2023-03-07 -          0  0/0  on_plan
        28906 planned   2023-03-08 -          0  0/0  on_plan
        28909 planned   2023-03-10 -          0  0/0  on_plan
        28912 -         2023-03-14 -          0  0/0  on_plan
        28915 -         2023-03-15 -          0  0/0  on_plan
        28918 -         2023-03-16 -          0  0/0  on_plan
        28921 -         2023-03-17 -          0  0/0  on_plan
        28924 -         2023-03-21 -          0  0/0  on_plan
        28933 -         2023-03-22 -          0  0/0  on_plan
        28936 -         2023-03-28 -          0  0/0  on_plan
        28948 -         2023-03-30 -          0  0/0  on_plan
        838   -         2023-04-20 -          0  0/0  on_plan
    """,
    "2023-02-21": """
        28927 held      2023-02-21 2023-02-21 0  0/0  held
        28889 commented 2023-03-06 -          2  0/0  attention
        28901 commented 2023-03-07 -          2  0/0  on_plan
        28906 commented 2023-03-08 -          3  0/0  on_plan
        28909 assessed  2023-03-10 -          0  0/0  attention
        28912 assessed  2023-03-14 -          3  0/0  on_plan
        28915 assessed  2023-03-15 -          0  0/0  attention
        28918 assessed  2023-03-16 -          0  0/0  attention
        28921 preparing 2023-03-17 -          0  0/0  on_plan
        28924 assessed  2023-03-21 -          0  0/0  on_plan
        28933 preparing 2023-03-22 -          0  0/0  on_plan
        28936 preparing 2023-03-28 -          0  0/0  on_plan
        28948 preparing 2023-03-30 -          0  0/0  on_plan
        838   planned   2023-04-20 -          0  0/0  on_plan
    """,
    "2023-02-28": """
        28927 held      2023-02-21 2023-02-21 0  0/0  held
        28889 commented 2023-03-06 -          0 10/10 on_plan
        28901 commented 2023-03-07 -          0 10/10 on_plan
        28906 commented 2023-03-08 -          0  0/10 attention
        28909 commented 2023-03-10 -          4  0/10 attention
        28912 commented 2023-03-14 -          1  0/10 on_plan
        28915 commented 2023-03-15 -          3  0/10 on_plan
        28918 commented 2023-03-16 -          4  0/10 on_plan
        28921 assessed  2023-03-17 -          0  0/10 attention
        28924 assessed  2023-03-21 -          0  0/10 attention
        28933 assessed  2023-03-22 -          0  0/10 attention
        28936 assessed  2023-03-28 -          0  0/10 on_plan
        28948 preparing 2023-03-30 -          0  0/10 on_plan
        838   planned   2023-04-20 -          0  0/0  on_plan
    """,
    "2023-03-24": """
        28927 closed    2023-02-21 2023-02-21 0  0/0  held
        28889 closed    2023-03-06 2023-03-06 0 10/10 held
        28901 closed    2023-03-07 2023-03-07 0 10/10 held
        28906 closed    2023-03-08 2023-03-08 0 10/10 held
        28909 closed    2023-03-10 2023-03-14 0 10/10 held
        28912 held      2023-03-14 2023-03-14 0 10/10 held
        28915 held      2023-03-15 2023-03-15 0 10/10 held
        28918 held      2023-03-16 2023-03-16 0 10/10 held
        28921 ready     2023-03-17 -          0 12/12 late
        28924 held      2023-03-21 2023-03-21 0 12/12 held
        28933 held      2023-03-22 2023-03-22 0 12/12 held
        28936 ready     2023-03-28 -          0 12/12 ready
        28948 ready     2023-03-30 -          0 12/12 ready
        838   assessed  2023-04-20 -          4  0/2  on_plan
    """,
    "2023-03-31": """
        28927 closed    2023-02-21 2023-02-21 0  0/0  held
        28889 closed    2023-03-06 2023-03-06 0 10/10 held
        28901 closed    2023-03-07 2023-03-07 0 10/10 held
        28906 closed    2023-03-08 2023-03-08 0 10/10 held
        28909 closed    2023-03-10 2023-03-14 0 10/10 held
        28912 closed    2023-03-14 2023-03-14 0 10/10 held
        28915 closed    2023-03-15 2023-03-15 0 10/10 held
        28918 closed    2023-03-16 2023-03-16 0 10/10 held
        28921 held      2023-03-17 2023-03-28 0 12/12 held
        28924 held      2023-03-21 2023-03-21 0 12/12 held
        28933 held      2023-03-22 2023-03-22 0 12/12 held
        28936 held      2023-03-28 2023-03-28 0 12/12 held
        28948 held      2023-03-30 2023-03-30 0 12/12 held
        838   commented 2023-04-20 -          4  0/2  on_plan
    """,
    "2023-04-30": """
        28927 closed    2023-02-21 2023-02-21 0  0/0  held
        28889 closed    2023-03-06 2023-03-06 0 10/10 held
        28901 closed    2023-03-07 2023-03-07 0 10/10 held
        28906 closed    2023-03-08 2023-03-08 0 10/10 held
        28909 closed    2023-03-10 2023-03-14 0 10/10 held
        28912 closed    2023-03-14 2023-03-14 0 10/10 held
        28915 closed    2023-03-15 2023-03-15 0 10/10 held
        28918 closed    2023-03-16 2023-03-16 0 10/10 held
        28921 closed    2023-03-17 2023-03-28 0 12/12 held
        28924 closed    2023-03-21 2023-03-21 0 12/12 held
        28933 closed    2023-03-22 2023-03-22 0 12/12 held
        28936 closed    2023-03-28 2023-03-28 0 12/12 held
        28948 closed    2023-03-30 2023-03-30 0 12/12 held
        838   held      2023-04-20 2023-04-20 1  2/2  held
    """,
}


@pytest.fixture(autouse=True)
def loaded(scenario: Loaded, db: None) -> Loaded:
    return scenario


def board(day: date, unit: str = "838") -> CampaignBoard:
    return board_of(Namespace(unit=unit, as_of=day, term=None))


def shown(row: dict[str, Any]) -> str:
    lessons = row["lessons"]
    return " ".join(
        str(cell if cell is not None else "-")
        for cell in (
            row["code"],
            row["stage"],
            row["planned"],
            row["actual"],
            row["comments_open"],
            f"{lessons['answered']}/{lessons['given']}",
            row["readiness"]["code"],
        )
    )


def units(day: date) -> list[dict[str, Any]]:
    found = campaign_json(board(day))["units"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("day", UNITS)
def test_every_unit_stands_as_it_did_that_day(day: str) -> None:
    wanted = [" ".join(line.split()) for line in UNITS[day].strip().splitlines()]
    assert [shown(row) for row in units(date.fromisoformat(day))] == wanted


def test_the_pilot_counts_the_bands_of_the_article_on_the_day_of_its_conference() -> None:
    pilot = units(date(2023, 2, 21))[0]
    assert (pilot["code"], pilot["name"], pilot["round"]) == (
        "28927",
        "Đảng bộ xã Tân Thanh Tây",
        "Làm điểm",
    )
    assert {code: count for code, count in pilot["counts"].items() if count} == {
        "met": 15,
        "over_90": 2,
        "over_75": 4,
        "over_50": 3,
        "under_50": 1,
    }


def test_the_late_unit_tells_every_stage_that_came_late() -> None:
    late = next(row for row in units(INTERVIEW) if row["code"] == "28921")
    assert late["readiness"] == {
        "code": "late",
        "reasons": [
            "Đã tổ chức hội nghị: kế hoạch ngày 17-3-2023, chưa thực hiện, chậm 5 ngày làm việc.",
            "Chuẩn bị: kế hoạch ngày 27-1-2023, thực hiện ngày 2-2-2023, chậm 4 ngày làm việc.",
            "Đánh giá sơ bộ: kế hoạch ngày 17-2-2023, thực hiện ngày 27-2-2023, chậm 6 ngày làm việc.",
            "Góp ý dự thảo: kế hoạch ngày 1-3-2023, thực hiện ngày 8-3-2023, chậm 5 ngày làm việc.",
            "Sẵn sàng: kế hoạch ngày 13-3-2023, thực hiện ngày 23-3-2023, chậm 8 ngày làm việc.",
        ],
    }


@pytest.mark.parametrize(
    ("day", "late", "coming"),
    [
        (date(2022, 9, 28), [], []),
        (date(2023, 2, 21), [], ["28889 ready 2023-02-28", "28909 commented 2023-02-22"]),
        (date(2023, 3, 24), ["28921 held 2023-03-17"], ["28936 held 2023-03-28", "28948 held 2023-03-30"]),
        (date(2023, 3, 31), [], []),
    ],
)
def test_what_is_late_and_what_comes_next(day: date, late: list[str], coming: list[str]) -> None:
    found = board(day)

    def named(rows: Any) -> list[str]:
        return [
            f"{each.unit.facts.unit_code} {each.day.code.value} {each.day.planned.isoformat()}"
            for each in rows
        ]

    assert named(found.late) == late
    assert [name for name in coming if name not in named(found.coming)] == []


class TestTurning:
    """The judgement of 24-3-2023 is computed: it turns when what it rests on turns."""

    def review(self, code: str) -> Review:
        return Review.objects.select_related("round__campaign__parent").get(unit__code=code)

    def judged(self) -> tuple[JudgementCode, JudgementCode]:
        return board(INTERVIEW).judgement.code, board(INTERVIEW, "83").judgement.code

    def test_as_it_was(self) -> None:
        assert self.judged() == (JudgementCode.MOSTLY_ON_PLAN, JudgementCode.MOSTLY_ON_PLAN)

    def test_a_unit_that_goes_back_far_behind_its_plan_turns_it_to_behind(self) -> None:
        StageMove.objects.filter(review__unit__code="28921", on__gt=INTERVIEW).delete()
        actions.move_stage(
            SYSTEM_ACTOR,
            review=self.review("28921"),
            stage=StageCode.PREPARING,
            on=INTERVIEW,
            reason="Dự thảo phải viết lại",
            now=NOW,
            expected=StageCode.READY,
        )
        assert self.judged() == (JudgementCode.BEHIND, JudgementCode.BEHIND)

    def test_a_conference_held_in_time_turns_lateness_off(self) -> None:
        StageMove.objects.filter(review__unit__code="28921", stage="held").update(on=date(2023, 3, 24))
        (row,) = [row for row in units(INTERVIEW) if row["code"] == "28921"]
        assert (row["stage"], row["readiness"]["code"]) == ("held", "held")
        assert [each.code for each in board(INTERVIEW).judgement.evidence if each.against] == [
            "milestones",
            "slipped",
        ]

    def test_an_overdue_comment_is_told_as_evidence(self) -> None:
        actions.raise_comment(
            SYSTEM_ACTOR,
            review=self.review("28936"),
            draft=CommentDraft("Bổ sung số liệu", "Đảng ủy xã", date(2023, 3, 20), due_on=date(2023, 3, 22)),
            now=NOW,
        )
        texts = [each.text for each in board(INTERVIEW).judgement.evidence if each.code == "comments"]
        assert texts == ["Góp ý quá hạn chưa xử lý: 1, ở Nhuận Phú Tân."]
        (row,) = [row for row in units(INTERVIEW) if row["code"] == "28936"]
        assert (row["comments_open"], row["readiness"]["code"]) == (1, "attention")

    def test_units_taken_out_no_longer_count(self) -> None:
        before = Comment.objects.count()
        StageMove.objects.filter(review__unit__code="28921", on__gt=INTERVIEW).delete()
        actions.withdraw_review(
            SYSTEM_ACTOR, review=self.review("28921"), on=INTERVIEW, reason="Sơ kết sau", now=NOW
        )
        found = board(INTERVIEW)
        assert [each.standing.facts.unit_code for each in found.units].count("28921") == 0
        assert (len(found.units), Comment.objects.count()) == (13, before)
        assert len(board(date(2023, 3, 23)).units) == 14


def test_only_units_of_the_campaigns_take_part() -> None:
    codes = set(Review.objects.values_list("unit__code", flat=True))
    communes = set(Unit.objects.filter(states__type__code="commune").values_list("code", flat=True))
    assert codes == communes | {"83", "838"}
