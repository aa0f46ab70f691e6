"""The two nested campaigns of the scenario: plans, rounds, judgement and evidence on every day that matters (FACTS S3, S4, S19)."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import Any

import pytest

from nhiemky.campaign.models import Campaign, PlannedDay, Review, StageMove
from nhiemky.campaign.queries import campaign_for, campaigns, rounds
from nhiemky.campaign.vocab import StageCode
from nhiemky.cli.campaign import board_of, campaign_json
from nhiemky.history.vocab import NotFound
from nhiemky.kernel.viet.workdays import is_working_day
from nhiemky.org.models import Term, User
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.queries import actor_of
from nhiemky.scenario import facts
from nhiemky.scenario.campaign import DRAFT_FIGURES, DRAFT_LABEL
from nhiemky.targets.models import Freeze
from nhiemky.targets.queries import verify_freezes
from tests.cast_scenario import NOW, Loaded

DISTRICT = "Sơ kết giữa nhiệm kỳ 2020 - 2025 của Đảng bộ huyện Mỏ Cày Bắc"
PROVINCE = "Sơ kết giữa nhiệm kỳ 2020 - 2025 của Đảng bộ tỉnh Bến Tre"
REMAINING = "Các chi bộ, đảng bộ trực thuộc còn lại"
ON_PLAN = "Nhìn chung, công tác chuẩn bị và tổ chức đúng theo kế hoạch đề ra."
MOSTLY = "Nhìn chung, công tác chuẩn bị và tổ chức cơ bản đúng theo kế hoạch đề ra."
WINDOWS = {
    "pilot": ("Làm điểm", "2023-02-21", "2023-02-21", 1),
    "grassroots": (REMAINING, "2023-03-01", "2023-03-31", 12),
    "district": ("Cấp huyện", "2023-04-01", "2023-04-30", 1),
    "province": ("Cấp tỉnh", "2023-06-01", "2023-06-30", 1),
}
# day: judgement, milestones in time of due (district, province), held by round, work done and overdue, communes and sectors
DAYS = {
    "2022-09-28": ("on_plan", None, None, (0, 0, 0), (0, 0), (0, 0)),
    "2022-12-31": ("on_plan", (6, 6, "100"), (6, 6, "100"), (0, 0, 0), (12, 0), (4, 3)),
    "2023-02-21": ("on_plan", (40, 42, "95,24"), (40, 42, "95,24"), (1, 0, 0), (12, 6), (8, 6)),
    "2023-02-28": ("mostly_on_plan", (46, 49, "93,88"), (46, 49, "93,88"), (1, 0, 0), (12, 6), (8, 6)),
    "2023-03-24": ("mostly_on_plan", (78, 84, "92,86"), (78, 84, "92,86"), (1, 9, 0), (16, 3), (8, 6)),
    "2023-03-31": ("mostly_on_plan", (83, 89, "93,26"), (83, 89, "93,26"), (1, 12, 0), (16, 3), (8, 6)),
    "2023-04-30": ("mostly_on_plan", (90, 97, "92,78"), (91, 98, "92,86"), (1, 12, 1), (16, 3), (8, 6)),
}
LATE = {"2023-03-24": "Thành An: “Đã tổ chức hội nghị” chậm 5 ngày làm việc so với kế hoạch."}
SLIPPED = "2 đơn vị có mốc đã thực hiện nhưng chậm so với kế hoạch."
SLIPPED_FROM = "2023-02-21"


@pytest.fixture(autouse=True)
def loaded(scenario: Loaded, db: None) -> Loaded:
    return scenario


def stated(unit: str | None, day: str) -> dict[str, Any]:
    """Give what the command line prints, as it stood that day."""
    return campaign_json(board_of(Namespace(unit=unit, as_of=date.fromisoformat(day), term=None)))


def milestones(counted: tuple[int, int, str] | None) -> str:
    if counted is None:
        return "Chưa có mốc nào đến hạn."
    return (
        f"{counted[0]}/{counted[1]} mốc đến hạn được thực hiện đúng hạn ({counted[2]}%; đúng kế hoạch từ 95%, "
        "cơ bản đúng kế hoạch từ 80%)."
    )


def window(kind: str, held: int) -> str:
    name, _, _, units = WINDOWS[kind]
    between = {
        "pilot": "ngày 21-2-2023",
        "grassroots": "1-3-2023 đến 31-3-2023",
        "district": "1-4-2023 đến 30-4-2023",
        "province": "1-6-2023 đến 30-6-2023",
    }[kind]
    return f"{name}: {held}/{units} đơn vị đã tổ chức hội nghị (thời gian kế hoạch: {between})."


class TestByDay:
    @pytest.mark.parametrize("day", DAYS)
    @pytest.mark.parametrize(("unit", "place"), [("838", 1), ("83", 2)])
    def test_judgement_and_its_evidence(self, day: str, unit: str, place: int) -> None:
        code, *counted, held, _work, _survey = DAYS[day]
        kinds = list(WINDOWS) if unit == "83" else list(WINDOWS)[:3]
        evidence = [
            milestones(counted[place - 1]),
            *(window(kind, number) for kind, number in zip(kinds, (*held, 0), strict=False)),
            *([LATE[day]] if day in LATE else []),
            *([SLIPPED] if day >= SLIPPED_FROM else []),
        ]
        assert stated(unit, day)["judgement"] == {
            "code": code,
            "text": ON_PLAN if code == "on_plan" else MOSTLY,
            "evidence": evidence,
        }

    @pytest.mark.parametrize("day", DAYS)
    @pytest.mark.parametrize("unit", ["838", "83"])
    def test_rounds_with_their_windows_units_and_conferences(self, day: str, unit: str) -> None:
        held = (*DAYS[day][3], 0)
        rows = [
            {"name": name, "kind": kind, "from": first, "to": last, "units": units, "held": number}
            for (kind, (name, first, last, units)), number in zip(WINDOWS.items(), held, strict=True)
        ]
        assert stated(unit, day)["rounds"] == (rows if unit == "83" else rows[:3])

    @pytest.mark.parametrize("day", DAYS)
    @pytest.mark.parametrize(("unit", "name"), [("838", DISTRICT), ("83", PROVINCE)])
    def test_heading_work_items_and_survey(self, day: str, unit: str, name: str) -> None:
        done, overdue = DAYS[day][4]
        communes, sectors = DAYS[day][5]
        found = stated(unit, day)
        assert {key: found[key] for key in ("as_of", "campaign", "work_items", "survey")} == {
            "as_of": day,
            "campaign": name,
            "work_items": {"total": 76, "key": 12, "done": done, "overdue": overdue},
            "survey": {"communes": communes, "sectors": sectors},
        }

    @pytest.mark.parametrize("day", DAYS)
    def test_the_province_sees_the_district_and_itself(self, day: str) -> None:
        district = [row["code"] for row in stated("838", day)["units"]]
        assert [row["code"] for row in stated("83", day)["units"]] == [*district, "83"]
        assert (len(district), district[0], district[-1]) == (14, "28927", "838")

    def test_without_a_unit_the_highest_campaign_is_meant(self) -> None:
        assert stated(None, "2023-03-24") == stated("83", "2023-03-24")

    def test_a_commune_is_shown_the_campaign_in_which_it_takes_part(self) -> None:
        assert stated("28933", "2023-03-24") == stated("838", "2023-03-24")


class TestBeginning:
    @pytest.mark.parametrize(
        ("unit", "day", "name"),
        [
            ("83", "2022-09-07", None),
            ("838", "2022-09-07", None),
            ("83", "2022-09-08", PROVINCE),
            ("838", "2022-09-08", None),
            ("838", "2022-09-27", None),
            ("838", "2022-09-28", DISTRICT),
            ("28927", "2022-09-27", None),
            ("28927", "2022-09-28", DISTRICT),
        ],
    )
    def test_a_campaign_is_there_from_the_day_of_its_plan(
        self, unit: str, day: str, name: str | None
    ) -> None:
        found = campaign_for(
            SYSTEM_ACTOR, unit_code=unit, term=Term.objects.get(), on=date.fromisoformat(day)
        )
        assert (found.name if found else None) == name

    @pytest.mark.parametrize(
        ("unit", "message"),
        [
            ("838", "Ngày 7-9-2022 chưa có đợt sơ kết nào của đơn vị 838."),
            ("83", "Ngày 7-9-2022 chưa có đợt sơ kết nào của đơn vị 83."),
            (None, "Ngày 7-9-2022 chưa có đợt sơ kết nào."),
        ],
    )
    def test_before_the_first_plan_there_is_nothing_to_show(self, unit: str | None, message: str) -> None:
        with pytest.raises(NotFound) as refused:
            stated(unit, "2022-09-07")
        assert str(refused.value) == message

    def test_before_the_district_planned_the_province_has_its_own_round_only(self) -> None:
        found = stated("83", "2022-09-27")
        assert [row["kind"] for row in found["rounds"]] == ["province"]
        assert [row["code"] for row in found["units"]] == ["83"]

    def test_both_rest_on_their_plan_and_the_district_stands_under_the_province(self) -> None:
        rows = Campaign.objects.order_by("begun_on").values_list(
            "holder__code", "directive__symbol", "directive__issued_on", "begun_on", "parent__holder__code"
        )
        assert list(rows) == [
            ("83", "163-KH/TU", date(2022, 9, 8), date(2022, 9, 8), None),
            ("838", "165-KH/HU", date(2022, 9, 28), date(2022, 9, 28), "83"),
        ]

    @pytest.mark.parametrize(
        ("username", "seen"),
        [
            ("vanphong.tinh", [DISTRICT, PROVINCE]),
            ("bithu.mcb", [DISTRICT]),
            ("bithu.ttt", [DISTRICT]),
            ("vanphong.tb", [DISTRICT]),
        ],
    )
    def test_who_sees_which_campaign(self, username: str, seen: list[str]) -> None:
        actor = actor_of(User.objects.get(username=username), today=NOW.date())
        assert [row.campaign.name for row in campaigns(actor, on=date(2023, 3, 24))] == seen


class TestUnits:
    def test_the_remaining_round_holds_the_twelve_other_communes(self) -> None:
        communes = {code for code in facts_units("commune") if code != facts.PILOT}
        found = Review.objects.filter(round__kind="grassroots").values_list("unit__code", flat=True)
        assert (len(communes), sorted(found)) == (12, sorted(communes))
        pilot = Review.objects.get(round__kind="pilot")
        assert (pilot.unit.code, pilot.owner_name) == ("28927", "Nguyễn Thanh Ấn, Bí thư Đảng ủy xã")

    @pytest.mark.parametrize(
        ("kind", "documents"), [("pilot", 4), ("grassroots", 4), ("district", 9), ("province", 3)]
    )
    def test_rounds_name_the_documents_that_units_bring(self, kind: str, documents: int) -> None:
        campaign = Campaign.objects.get(holder__code="83" if kind == "province" else "838")
        (part,) = [
            each
            for each in rounds(SYSTEM_ACTOR, campaign=campaign, on=date(2023, 3, 24))
            if each.kind == kind
        ]
        assert len(part.documents) == len(set(part.documents)) == documents

    def test_days_are_planned_once_on_the_day_of_the_plan_and_are_working_days(self) -> None:
        rows = list(PlannedDay.objects.select_related("review__round__campaign"))
        assert len(rows) == 15 * len(StageCode)
        assert {(row.decided_on == row.review.round.campaign.begun_on, row.version) for row in rows} == {
            (True, 1)
        }
        assert [row.planned_on for row in rows if row.planned_on and not is_working_day(row.planned_on)] == []

    def test_conferences_are_planned_within_the_windows_and_held_in_the_order_of_the_data(self) -> None:
        for row in facts.table("reviews"):
            planned = PlannedDay.objects.get(review__unit__code=row["unit"], stage="held")
            part = planned.review.round
            assert planned.planned_on is not None
            assert part.starts_on <= planned.planned_on <= part.ends_on, row["unit"]
            moves = StageMove.objects.filter(review__unit__code=row["unit"]).order_by("sequence")
            wanted = [(stage.value, facts.day(row[stage.value])) for stage in StageCode if row[stage.value]]
            assert list(moves.values_list("stage", "on")) == wanted

    def test_no_stage_was_passed_over_what_it_needs(self) -> None:
        rows = StageMove.objects.values_list("skipped", "unmet", "reason")
        assert {(tuple(skipped), tuple(unmet), reason) for skipped, unmet, reason in rows} == {((), (), "")}

    def test_units_move_themselves_where_they_have_an_office(self) -> None:
        found = {
            code: set(StageMove.objects.filter(review__unit__code=code).values_list("moved_by", flat=True))
            for code in ("28927", "28933", "28889", "838", "83")
        }
        assert found == {
            "28927": {"Lê Văn Được"},
            "28933": {"Cao Thị Ly"},
            "28889": {"Trần Thị Ngọc Ân"},
            "838": {"Trần Thị Ngọc Ân"},
            "83": {"Lê Thị Ánh"},
        }


class TestFigures:
    def test_every_unit_below_the_province_froze_figures_for_its_drafts(self) -> None:
        rows = Freeze.objects.filter(label=DRAFT_LABEL).order_by("unit__code")
        assert set(rows.values_list("cut_off", flat=True)) == {DRAFT_FIGURES}
        assert list(rows.values_list("unit__code", flat=True)) == sorted([*facts_units("commune"), "838"])
        assert verify_freezes().faults == ()

    def test_figures_were_frozen_before_a_unit_was_ready(self) -> None:
        ready = StageMove.objects.filter(stage="ready").values_list("on", flat=True)
        assert (len(ready), min(ready) > DRAFT_FIGURES) == (14, True)

    def test_nothing_of_the_frozen_figures_waited_for_confirmation(self) -> None:
        assert set(Freeze.objects.values_list("unconfirmed", flat=True)) == {0}


def facts_units(kind: str) -> list[str]:
    return [row["code"] for row in facts.table("units") if row["type"] == kind]
