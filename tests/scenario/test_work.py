"""The 64 work items and 12 key work items of the district, and how far they had come on each day (FACTS S18f)."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.org.models import Term
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.queries import state_of
from nhiemky.scenario import facts
from nhiemky.scenario.work import END_2022, MARCH_2023, MID_2022, STATES, reported
from nhiemky.work.models import Progress, WorkItem, WorkTarget
from nhiemky.work.queries import WorkFilters, WorkLine, tallies, work_list
from nhiemky.work.vocab import WorkState
from tests.cast_scenario import Loaded

KT, VX = "KINH TẾ", "VĂN HÓA - XÃ HỘI"
QA, XD = "QUỐC PHÒNG - AN NINH", "XÂY DỰNG ĐẢNG VÀ HỆ THỐNG CHÍNH TRỊ"
ROWS = {row["number"]: row for row in facts.table("work_items")}


@pytest.fixture(autouse=True)
def loaded(scenario: Loaded, db: None) -> Loaded:
    return scenario


def lines(day: date, unit: str = "838") -> list[WorkLine]:
    state = state_of(SYSTEM_ACTOR, unit_code=unit, on=day)
    return work_list(SYSTEM_ACTOR, states=[state], term=Term.objects.get(), on=day, filters=WorkFilters())


class TestData:
    def test_sixty_four_and_twelve_key_items_numbered_in_order(self) -> None:
        assert list(ROWS) == [
            *(str(number) for number in range(1, 65)),
            *(f"T{number}" for number in range(1, 13)),
        ]
        assert [number for number, row in ROWS.items() if row["key"]] == [f"T{n}" for n in range(1, 13)]

    @pytest.mark.parametrize("number", ROWS)
    def test_each_names_a_leading_unit_a_programme_a_day_and_known_targets(self, number: str) -> None:
        row = ROWS[number]
        units = {each["code"] for each in facts.table("units")}
        codes = {seed.code for seed in facts.target_seeds() if seed.unit_code == "838"}
        assert row["lead"] in units
        assert row["programme"] in {"ctr-09", "ctr-16"}
        assert date(2022, 12, 31) <= facts.known_day(row["due"]) <= date(2025, 12, 31)
        assert {code for code in row["targets"].split(",") if code} <= codes

    @pytest.mark.parametrize("number", ROWS)
    def test_percentages_never_fall_and_what_is_done_is_whole(self, number: str) -> None:
        found = [reported(ROWS[number], day) for day in (MID_2022, END_2022, MARCH_2023)]
        told = [each for each in found if each is not None]
        percents = [percent for _, percent in told]
        assert percents == sorted(percents)
        assert [percent == 100 for _, percent in told] == [state is WorkState.DONE for state, _ in told]

    def test_states_are_those_of_the_interface(self) -> None:
        assert STATES["hoàn thành"] is WorkState.DONE
        assert {row["state_2022"] for row in ROWS.values()} | {
            row["state_2023"] for row in ROWS.values()
        } == {
            "",
            "hoàn thành",
            "đang thực hiện",
        }

    @pytest.mark.parametrize(
        ("number", "day", "wanted"),
        [
            ("1", MID_2022, (WorkState.IN_PROGRESS, 60)),
            ("1", END_2022, (WorkState.DONE, 100)),
            ("1", MARCH_2023, None),
            ("18", END_2022, (WorkState.IN_PROGRESS, 88)),
            ("18", MARCH_2023, (WorkState.DONE, 100)),
            ("T5", MARCH_2023, (WorkState.IN_PROGRESS, 25)),
        ],
    )
    def test_reports_of_a_row(self, number: str, day: date, wanted: tuple[WorkState, int] | None) -> None:
        assert reported(ROWS[number], day) == wanted


class TestList:
    def test_all_items_belong_to_the_district_and_are_illustrative(self) -> None:
        rows = WorkItem.objects.values_list("unit__code", "illustrative", "key")
        assert Counter(rows) == {("838", True, False): 64, ("838", True, True): 12}

    @pytest.mark.parametrize(
        ("programme", "assigned", "count"),
        [("16-CTr/HU", date(2021, 12, 30), 58), ("09-CTr/HU", date(2021, 5, 12), 18)],
    )
    def test_items_are_assigned_on_the_day_of_their_programme(
        self, programme: str, assigned: date, count: int
    ) -> None:
        rows = WorkItem.objects.filter(programme__symbol=programme)
        assert set(rows.values_list("assigned_on", flat=True)) == {assigned}
        assert rows.count() == count

    def test_items_serve_the_targets_that_the_data_name(self) -> None:
        found: dict[str, set[str]] = {}
        for number, code in WorkTarget.objects.values_list("item__number", "target__code"):
            found.setdefault(number, set()).add(code)
        wanted = {number: set(row["targets"].split(",")) for number, row in ROWS.items() if row["targets"]}
        assert found == wanted

    def test_leading_units_are_units_of_the_district(self) -> None:
        rows = WorkItem.objects.select_related("lead_unit")
        assert {row.lead_unit.code if row.lead_unit else "" for row in rows} == {
            row["lead"] for row in ROWS.values()
        }
        named = {each["code"]: each["name"] for each in facts.table("units")}
        assert {row.number: row.lead for row in rows} == {
            number: named[row["lead"]] for number, row in ROWS.items()
        }


class TestDays:
    @pytest.mark.parametrize(
        ("day", "done", "key_done", "overdue"),
        [
            (date(2022, 6, 29), 0, 0, 0),
            (date(2022, 9, 8), 0, 0, 0),
            (date(2022, 12, 30), 0, 0, 0),
            (date(2022, 12, 31), 12, 0, 0),
            (date(2023, 1, 1), 12, 0, 6),
            (date(2023, 2, 28), 12, 0, 6),
            (date(2023, 3, 1), 12, 0, 7),
            (date(2023, 3, 19), 12, 0, 7),
            (date(2023, 3, 20), 16, 1, 3),
            (date(2023, 4, 30), 16, 1, 3),
            (date(2023, 7, 1), 16, 1, 8),
        ],
    )
    def test_tallies(self, day: date, done: int, key_done: int, overdue: int) -> None:
        state = state_of(SYSTEM_ACTOR, unit_code="838", on=day)
        found = tallies(SYSTEM_ACTOR, states=[state], term=Term.objects.get(), on=day)
        assert (found.total, found.key, found.done, found.key_done, found.overdue) == (
            76,
            12,
            done,
            key_done,
            overdue,
        )

    def test_groups_on_the_day_of_the_interview(self) -> None:
        day = date(2023, 3, 24)
        state = state_of(SYSTEM_ACTOR, unit_code="838", on=day)
        found = tallies(SYSTEM_ACTOR, states=[state], term=Term.objects.get(), on=day).by_group
        assert {name: (row.total, row.key, row.done, row.overdue) for name, row in found.items()} == {
            KT: (32, 6, 5, 2),
            VX: (20, 3, 4, 0),
            QA: (10, 1, 3, 1),
            XD: (14, 2, 4, 0),
        }

    def test_overdue_on_the_day_of_the_interview_with_days_late(self) -> None:
        found = {
            line.number: (line.percent, line.days_late) for line in lines(date(2023, 3, 24)) if line.overdue
        }
        assert found == {"20": (90, 83), "51": (85, 83), "T5": (25, 83)}

    @pytest.mark.parametrize(
        ("number", "shown"),
        [
            ("T1", [20, 38, 40]),
            ("T11", [50, 90, 100]),
            ("44", [45, 80, 100]),
            ("8", [60, 100, 100]),
        ],
    )
    def test_an_item_shows_the_last_report_of_each_day(self, number: str, shown: list[int]) -> None:
        days = (MID_2022, date(2023, 3, 19), MARCH_2023)
        assert [line.percent for day in days for line in lines(day) if line.number == number] == shown

    def test_before_the_programmes_there_is_no_list(self) -> None:
        assert lines(date(2021, 5, 11)) == []
        assert len(lines(date(2021, 5, 12))) == 18
        assert len(lines(date(2021, 12, 30))) == 76

    @pytest.mark.parametrize("unit", ["28927", "28889", "83"])
    def test_nobody_else_has_items(self, unit: str) -> None:
        assert lines(date(2023, 3, 24), unit) == []

    def test_reports_came_on_three_days_by_one_act_each(self) -> None:
        assert Counter(Progress.objects.values_list("on", flat=True)) == {
            MID_2022: 76,
            END_2022: 76,
            MARCH_2023: sum(bool(row["state_2023"]) for row in ROWS.values()),
        }
        acts = LedgerLine.objects.filter(act="progress.reported")
        assert set(acts.values_list("actor_name", flat=True)) == {"Trần Thị Ngọc Ân"}
        assert acts.count() == 3
