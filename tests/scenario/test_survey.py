"""The survey of 8 communes and 6 sectors, the findings and what to discuss, in the scenario (FACTS S12, S13, S14, S16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from nhiemky.campaign.models import Campaign, Finding, FindingChain, FindingLink, Review, Survey, Visit
from nhiemky.campaign.queries import ChainBoard, chain_board, chains, findings, gaps, points, survey, visits
from nhiemky.campaign.vocab import CauseKind, FindingKind, GapCode
from nhiemky.kernel.viet.workdays import is_working_day
from nhiemky.org.models import Unit
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.scenario import facts
from tests.cast_scenario import Loaded

BEGIN, END = date(2022, 12, 5), date(2023, 2, 10)


@pytest.fixture(autouse=True)
def loaded(scenario: Loaded, db: None) -> Loaded:
    return scenario


def campaign() -> Campaign:
    return Campaign.objects.get(holder__code="838")


class TestSurvey:
    def test_one_survey_of_the_district_with_its_team_window_and_conclusion(self) -> None:
        row = Survey.objects.select_related("team", "campaign__holder").get()
        assert (row.campaign.holder.code, row.team.kind if row.team else None) == ("838", "survey")
        assert (row.planned_on, row.starts_on, row.ends_on) == (date(2022, 11, 15), BEGIN, END)
        assert row.conclusion.startswith("Các xã, ngành được khảo sát cơ bản thực hiện đúng tiến độ.")
        assert (row.concluded_on, row.illustrative) == (date(2023, 2, 20), True)
        shown = [
            survey(SYSTEM_ACTOR, id=row.pk, on=day).conclusion
            for day in (END, date(2023, 2, 19), date(2023, 2, 20))
        ]
        assert shown == ["", "", row.conclusion]

    def test_eight_communes_and_six_sectors_were_visited_within_the_window(self) -> None:
        rows = list(Visit.objects.all())
        kinds = Counter(row.kind for row in rows)
        assert kinds == {"commune": 8, "sector": 6}
        days = sorted(row.visited_on for row in rows if row.visited_on)
        assert (len(days), days[0], days[-1]) == (14, BEGIN, END)
        assert [day for day in days if not is_working_day(day)] == []

    def test_the_six_sectors_are_all_there_are(self) -> None:
        sectors = {row["code"] for row in facts.table("units") if row["type"] == "sector"}
        visited = set(Visit.objects.filter(kind="sector").values_list("unit__code", flat=True))
        assert visited == sectors

    @pytest.mark.parametrize(
        ("day", "communes", "sectors"),
        [
            (date(2022, 12, 4), 0, 0),
            (date(2022, 12, 5), 1, 0),
            (date(2022, 12, 20), 2, 2),
            (date(2022, 12, 21), 3, 2),
            (date(2022, 12, 31), 4, 3),
            (date(2023, 1, 31), 7, 4),
            (date(2023, 2, 9), 8, 5),
            (date(2023, 2, 10), 8, 6),
            (date(2023, 4, 30), 8, 6),
        ],
    )
    def test_visits_by_a_day(self, day: date, communes: int, sectors: int) -> None:
        found = visits(SYSTEM_ACTOR, survey=Survey.objects.get(), on=day)
        kinds = Counter(line.visit.kind for line in found if line.visited_on)
        assert (kinds["commune"], kinds["sector"], len(found)) == (communes, sectors, 14)

    def test_two_visits_came_a_day_later_than_planned(self) -> None:
        late = {
            row.unit.code: (row.planned_on, row.visited_on)
            for row in Visit.objects.select_related("unit")
            if row.unit and row.planned_on != row.visited_on
        }
        assert late == {
            "28921": (date(2022, 12, 20), date(2022, 12, 21)),
            "838-LDXH": (date(2023, 1, 31), date(2023, 2, 1)),
        }

    def test_every_visit_tells_who_went_what_was_seen_and_led_to_a_finding(self) -> None:
        rows = list(Visit.objects.all())
        assert [row.name for row in rows if not (row.by and row.summary)] == []
        led = set(Finding.objects.filter(visit__isnull=False).values_list("visit_id", flat=True))
        assert led == {row.pk for row in rows}


class TestFindings:
    @pytest.mark.parametrize(
        ("day", "kinds"),
        [
            (date(2022, 12, 4), {}),
            (date(2022, 12, 31), {"limitation": 7, "result": 4, "cause": 3}),
            (
                date(2023, 2, 21),
                {
                    "limitation": 22,
                    "cause": 10,
                    "result": 8,
                    "remedy": 3,
                    "strength": 1,
                    "new_task": 1,
                    "proposal": 1,
                },
            ),
            (
                date(2023, 3, 24),
                {
                    "limitation": 23,
                    "cause": 11,
                    "result": 9,
                    "remedy": 5,
                    "strength": 2,
                    "new_task": 1,
                    "proposal": 1,
                },
            ),
            (
                date(2023, 4, 30),
                {
                    "limitation": 23,
                    "cause": 12,
                    "result": 9,
                    "remedy": 7,
                    "strength": 2,
                    "new_task": 3,
                    "proposal": 2,
                },
            ),
        ],
    )
    def test_findings_by_kind_on_a_day(self, day: date, kinds: dict[str, int]) -> None:
        found = findings(SYSTEM_ACTOR, campaign=campaign(), on=day)
        assert Counter(line.finding.kind for line in found) == kinds

    def test_causes_are_objective_or_subjective_and_all_is_illustrative(self) -> None:
        rows = Finding.objects.filter(kind=FindingKind.CAUSE.value).values_list("cause", flat=True)
        assert Counter(rows) == {CauseKind.SUBJECTIVE.value: 8, CauseKind.OBJECTIVE.value: 4}
        assert set(Finding.objects.values_list("illustrative", flat=True)) == {True}

    def test_findings_came_from_the_survey_meetings_reports_and_conferences(self) -> None:
        assert Counter(Finding.objects.values_list("source", flat=True)) == {
            "survey": 26,
            "report": 18,
            "conference": 11,
            "meeting": 3,
        }

    @pytest.mark.parametrize(
        ("unit", "words", "causes", "wanted"),
        [
            (
                "28927",
                "Phát triển doanh nghiệp mới",
                [("subjective", 1, True), ("objective", 0, False)],
                ["cause_without_remedy"],
            ),
            (
                "28927",
                "Tỷ lệ hộ dân sử dụng nước sạch",
                [("subjective", 1, False)],
                ["remedy_without_task"],
            ),
            (
                "838",
                "Diện tích vườn dừa",
                [("subjective", 1, True), ("objective", 0, False)],
                ["cause_without_remedy"],
            ),
            ("838", "Cụm công nghiệp", [("objective", 0, False)], ["cause_without_remedy"]),
            ("838", "Tỷ lệ hộ dân sử dụng nước sạch", [], ["limitation_without_cause"]),
            ("28906", "Hợp tác xã hoạt động", [("subjective", 1, False)], ["remedy_without_task"]),
        ],
    )
    def test_chains_at_the_end_and_where_they_are_incomplete(
        self, unit: str, words: str, causes: list[tuple[str, int, bool]], wanted: list[str]
    ) -> None:
        found = chains(
            SYSTEM_ACTOR, campaign=campaign(), on=date(2023, 4, 30), unit=Unit.objects.get(code=unit)
        )
        (row,) = [each for each in found if each.line.finding.text.startswith(words)]
        shown = [
            (each.line.finding.cause, len(each.remedies), any(remedy.bears for remedy in each.remedies))
            for each in row.causes
        ]
        assert (shown, [gap.value for gap in row.gaps]) == (causes, wanted)

    @pytest.mark.parametrize(
        ("day", "wanted"),
        [
            (date(2022, 9, 28), (0, 0, 0)),
            (date(2022, 12, 31), (4, 3, 0)),
            (date(2023, 3, 24), (14, 7, 3)),
            (date(2023, 3, 31), (13, 8, 3)),
            (date(2023, 4, 30), (13, 6, 4)),
        ],
    )
    def test_gaps_turn_as_findings_come(self, day: date, wanted: tuple[int, int, int]) -> None:
        found = Counter(gap.code for gap in gaps(SYSTEM_ACTOR, campaign=campaign(), on=day))
        assert (
            found[GapCode.LIMITATION_WITHOUT_CAUSE],
            found[GapCode.CAUSE_WITHOUT_REMEDY],
            found[GapCode.REMEDY_WITHOUT_TASK],
        ) == wanted

    def test_links_name_targets_of_the_unit_and_work_of_the_district(self) -> None:
        rows = FindingLink.objects.select_related("finding", "target", "work_item__unit")
        assert [row.pk for row in rows if row.target and row.target.unit_id != row.finding.unit_id] == []
        assert {row.work_item.unit.code for row in rows if row.work_item} == {"838"}
        gives = {(row.finding.kind, row.work_item.number) for row in rows if row.gives and row.work_item}
        assert gives == {("new_task", "T1"), ("remedy", "30")}


class TestTies:
    """On every day from the first plan to the district's conference, chains are those of the findings noted by then."""

    DAYS = tuple(date(2022, 9, 8) + timedelta(days=number) for number in range(235))

    def test_they_are_all_of_the_days_of_the_campaign(self) -> None:
        assert self.DAYS[-1] == date(2023, 4, 30)

    def test_every_tie_begins_as_the_later_of_what_it_ties_is_noted_and_still_holds(self) -> None:
        links = FindingLink.objects.select_related("finding")
        chains_ = FindingChain.objects.select_related("earlier", "later")
        assert [row.pk for row in links if row.added_on != row.finding.noted_on] == []
        assert [
            row.pk for row in chains_ if row.added_on != max(row.earlier.noted_on, row.later.noted_on)
        ] == []
        assert {row.removed_on for row in (*links, *chains_)} == {None}
        assert (len(links), len(chains_)) == (48, 21)

    def test_every_day_shows_the_chains_that_had_come_about(self) -> None:
        rows = {row["text"]: row for row in facts.table("findings")}
        texts = {row["key"]: text for text, row in rows.items()}
        noted = {text: facts.known_day(row["noted"]) for text, row in rows.items()}
        begun = Campaign.objects.get(holder__code="838").begun_on
        for day in self.DAYS:
            if day < begun:
                continue
            board = chain_board(SYSTEM_ACTOR, campaign=campaign(), on=day)
            shown = {line.finding.text for line in board.lines.values()}
            assert shown == {text for text, on in noted.items() if on <= day}
            pairs = {
                (texts[earlier], text)
                for text, row in rows.items()
                for earlier in filter(None, row["after"].split(","))
                if noted[text] <= day
            }
            assert set(pairs_of(board)) == pairs
            assert {
                (line.finding.text, each.number, each.kind)
                for line in board.lines.values()
                for each in (*line.about, *line.gives)
            } == {
                (text, number, kind)
                for text, row in rows.items()
                for kind, names in (("target", row["targets"]), ("work", row["work"]))
                for number in filter(None, names.split(","))
                if noted[text] <= day
            }

    def test_what_was_born_in_april_is_not_shown_in_march(self) -> None:
        born = {"mcb-7", "mcb-10", "mcb-16", "mcb-19", "mcb-20"}
        texts = {row["key"]: row["text"] for row in facts.table("findings")}
        counts = []
        for day in (date(2023, 3, 31), date(2023, 4, 19), date(2023, 4, 20)):
            board = chain_board(SYSTEM_ACTOR, campaign=campaign(), on=day)
            told = {text for pair in pairs_of(board) for text in pair}
            shown = {line.finding.text for line in board.lines.values()}
            counts.append([len({texts[key] for key in born} & found) for found in (shown, told)])
        assert counts == [[0, 0], [0, 0], [5, 3]]


def pairs_of(board: ChainBoard) -> Iterator[tuple[str, str]]:
    """Give what follows from what in the chains of a board, in words."""
    for row in board.rows:
        first = row.line.finding.text
        remedies = [(first, each) for each in row.remedies]
        for cause in row.causes:
            yield first, cause.line.finding.text
            remedies += [(cause.line.finding.text, each) for each in cause.remedies]
        for earlier, remedy in remedies:
            yield earlier, remedy.line.finding.text
            yield from ((remedy.line.finding.text, task.finding.text) for task in remedy.tasks)


class TestPoints:
    @pytest.mark.parametrize(
        ("code", "day", "kinds"),
        [
            ("28927", date(2023, 2, 5), {}),
            ("28927", date(2023, 2, 21), {"target": 4, "limitation": 2, "other": 1}),
            ("838", date(2023, 4, 4), {}),
            ("838", date(2023, 4, 5), {"target": 5, "work": 1, "limitation": 2, "other": 1}),
        ],
    )
    def test_what_to_discuss_is_taken_from_the_proposal_with_a_point_of_ones_own(
        self, code: str, day: date, kinds: dict[str, int]
    ) -> None:
        found = points(SYSTEM_ACTOR, review=Review.objects.get(unit__code=code), on=day)
        assert Counter(point.kind for point in found) == kinds
        assert [point.position for point in found] == list(range(1, len(found) + 1))

    def test_every_unit_below_the_province_settled_them_before_its_conference(self) -> None:
        for row in facts.table("reviews"):
            if row["unit"] == facts.PROVINCE:
                continue
            found = points(
                SYSTEM_ACTOR,
                review=Review.objects.get(unit__code=row["unit"]),
                on=facts.known_day(row["held"]),
            )
            assert 4 <= len(found) <= 9, row["unit"]
            assert found[-1].kind == "other"
