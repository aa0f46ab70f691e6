"""The board of a campaign: what it holds on a day, which units and milestones it names, in how many queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.campaign import actions
from nhiemky.campaign.models import Campaign
from nhiemky.campaign.queries.judging import ReviewStanding, RoundFacts
from nhiemky.campaign.vocab import Readiness, RoundKind, StageCode, VisitDraft, VisitKind
from nhiemky.history.vocab import NotFound
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.reporting.campaign import CampaignBoard, SurveyCount, campaign_board
from nhiemky.targets.models import Observation
from nhiemky.work import actions as work
from nhiemky.work.vocab import WorkRow
from tests import cast
from tests import cast_campaign as plan_cast
from tests.campaign import scene as scenes
from tests.campaign.queries.judging.cast import day
from tests.cast_campaign_board import (
    HELD,
    PREPARING,
    READY,
    REST,
    board_of,
    campaign_row,
    coming,
    done,
    late,
    review,
)

MARCH = (date(2023, 3, 1), date(2023, 3, 31))
ON_PLAN = "Nhìn chung, công tác chuẩn bị và tổ chức đúng theo kế hoạch đề ra."
BEHIND = "Nhìn chung, công tác chuẩn bị và tổ chức chậm so với kế hoạch đề ra."


def codes(board: CampaignBoard) -> list[str]:
    return [line.standing.facts.unit_code for line in board.units]


def named(board: CampaignBoard, what: str) -> list[tuple[str, str, date | None, int]]:
    """Give the milestones of a list of the board as values."""
    return [
        (each.unit.facts.unit_code, each.day.code.value, each.day.planned, each.day.late_days)
        for each in getattr(board, what)
    ]


class TestUnits:
    """Which units a board shows."""

    @pytest.mark.parametrize(
        ("round_id", "shown"),
        [(None, ["U1", "U2", "U3"]), (1, ["U1"]), (2, ["U2", "U3"]), (99, [])],
    )
    def test_units_are_those_of_the_round(self, round_id: int | None, shown: list[str]) -> None:
        board = board_of(done(1, part=1), late(2), coming(3), round_id=round_id)
        assert codes(board) == shown

    def test_unit_names_its_round_and_has_no_tally_without_targets(self) -> None:
        first, second = board_of(done(1, part=1), late(2)).units
        assert (first.round, first.tally, first.counts) == ("Làm điểm", None, {})
        assert (second.round, second.standing.readiness) == ("Còn lại", Readiness.LATE)

    def test_unit_of_a_round_that_is_not_shown_has_no_name_of_it(self) -> None:
        (line,) = board_of(done(1, part=7)).units
        assert line.round == ""

    @pytest.mark.parametrize(
        ("round_id", "code", "text"),
        [(None, "behind", BEHIND), (1, "on_plan", ON_PLAN), (2, "behind", BEHIND), (99, "behind", BEHIND)],
    )
    def test_judgement_is_that_of_the_round_looked_at(
        self, round_id: int | None, code: str, text: str
    ) -> None:
        board = board_of(
            done(1, part=1, on=20),
            late(2),
            round_id=round_id,
            rounds=[RoundFacts(1, 1, "Làm điểm", RoundKind.PILOT, *MARCH), REST],
        )
        assert (board.judgement.code.value, board.judgement.text) == (code, text)


class TestMilestones:
    """What is late, and what comes next."""

    def test_late_names_the_latest_first(self) -> None:
        board = board_of(late(1, planned=17), late(2, planned=8), done(3), coming(4))
        assert named(board, "late") == [
            ("U2", "ready", date(2023, 3, 8), 16),
            ("U1", "ready", date(2023, 3, 17), 7),
        ]

    def test_late_at_the_same_day_keep_their_order(self) -> None:
        board = board_of(late(5), late(3), late(4))
        assert [each[0] for each in named(board, "late")] == ["U3", "U4", "U5"]

    def test_what_was_reached_late_is_no_longer_late(self) -> None:
        slipped = review(1, day(PREPARING, 1, 20), day(READY, 25), day(HELD, 30))
        assert named(board_of(slipped), "late") == []

    def test_a_held_conference_ends_lateness(self) -> None:
        held = review(1, day(PREPARING, 1), day(READY, 2), day(HELD, 10, 10))
        assert named(board_of(held), "late") == []

    @pytest.mark.parametrize(
        ("planned", "expected"),
        [
            (23, []),
            (24, [("U1", "ready", date(2023, 3, 24), 0)]),
            (30, [("U1", "ready", date(2023, 3, 30), 0)]),
            (31, [("U1", "ready", date(2023, 3, 31), 0)]),
        ],
    )
    def test_coming_holds_this_day_and_seven_more(self, planned: int, expected: list[object]) -> None:
        board = board_of(review(1, day(PREPARING, 20, 20), day(READY, planned)))
        assert named(board, "coming") == expected

    def test_coming_leaves_out_what_was_skipped_or_reached_or_has_no_day(self) -> None:
        board = board_of(
            review(1, day(PREPARING, 25, skipped=True), day(READY, 26, 22), day(HELD, None)),
            review(2, day(PREPARING, 20, 20), day(READY, 28), day(HELD, 27)),
        )
        assert named(board, "coming") == [
            ("U2", "held", date(2023, 3, 27), 0),
            ("U2", "ready", date(2023, 3, 28), 0),
        ]

    @given(st.lists(st.integers(1, 31), min_size=1, max_size=12))
    def test_every_milestone_that_is_not_reached_is_late_or_due_or_to_come(self, days: list[int]) -> None:
        board = board_of(*(coming(number, planned=planned) for number, planned in enumerate(days, start=1)))
        behind = {each.unit.facts.unit_code: each.day.late_days for each in board.late}
        ahead = {each.unit.facts.unit_code for each in board.coming if each.day.code is READY}
        for number, planned in enumerate(days, start=1):
            here = f"U{number}"
            assert (here in behind) == (24 - planned > 3)
            assert (here in ahead) == (24 <= planned <= 31)
        assert list(behind.values()) == sorted(behind.values(), reverse=True)


class TestParts:
    """Campaigns under the one looked at, each as on its own board."""

    def test_parts_are_the_campaigns_directly_below_with_all_under_them(self) -> None:
        top, first, second = (
            campaign_row(1),
            campaign_row(2, name="A", parent=1),
            campaign_row(3, name="B", parent=1),
        )
        below = campaign_row(4, name="A nhỏ", parent=2)
        rounds = [
            RoundFacts(
                number, number, f"Vòng {number}", RoundKind.GRASSROOTS, date(2023, 3, 1), date(2023, 3, 31)
            )
            for number in (1, 2, 3, 4)
        ]
        board = board_of(
            done(1, part=1),
            *(_of(done(number, part=2), 2) for number in (2, 3)),
            _of(late(4, part=3), 3),
            _of(done(5, part=4), 4),
            rounds=rounds,
            campaigns=(top, first, second, below),
        )
        found = [
            (part.campaign.name, part.units, part.held, part.judgement.code.value) for part in board.parts
        ]
        assert found == [("A", 3, 3, "on_plan"), ("B", 1, 0, "behind")]
        assert [each.text.split(":")[0] for each in board.parts[0].judgement.evidence][1:] == [
            "Vòng 2",
            "Vòng 4",
        ]

    def test_part_is_judged_by_its_own_rules(self) -> None:
        top = campaign_row(1)
        lenient = campaign_row(2, parent=1, on_plan_share=10, mostly_share=10, late_days=60)
        board = board_of(
            *(_of(late(number), 2) for number in (1, 2)),
            rounds=[RoundFacts(2, 2, "Vòng", RoundKind.GRASSROOTS, date(2023, 3, 1), date(2023, 3, 31))],
            campaigns=(top, lenient),
        )
        assert board.standing.judgement.code.value == "behind"
        assert [part.judgement.evidence[0].text for part in board.parts] == [
            "2/4 mốc đến hạn được thực hiện đúng hạn (50%; đúng kế hoạch từ 10%, cơ bản đúng kế hoạch từ 10%)."
        ]

    def test_no_campaign_below_has_no_parts(self) -> None:
        assert board_of(done(1)).parts == ()


def _of(standing: ReviewStanding, campaign_id: int) -> ReviewStanding:
    return replace(standing, facts=replace(standing.facts, campaign_id=campaign_id))


@pytest.mark.django_db
class TestReading:
    """The board as it is read from the database."""

    def test_board_of_a_campaign_under_way(self) -> None:
        scene = scenes.make_scene()
        scenes.make_target(scene, "1", 120)
        scenes.make_target(scene, "2", 40)
        scenes.make_target(scene, "3", None)
        Observation.objects.update(entered_at=scenes.NOW)
        board = campaign_board(scene.district, campaign=scene.campaign, on=scenes.TODAY)
        assert (board.on, board.figures_at) == (date(2023, 3, 24), date(2023, 2, 21))
        assert codes(board) == ["28927", "28957"]
        first, second = board.units
        assert {key: count for key, count in first.counts.items() if count} == {
            "met": 1,
            "under_50": 1,
            "no_data": 1,
        }
        assert (second.tally, dict(second.counts)) == (None, {})
        assert (board.work.total, board.work.key, board.survey) == (0, 0, SurveyCount(0, 0, 0, 0))

    def test_figures_are_left_out_when_not_asked_for(self) -> None:
        scene = scenes.make_scene()
        scenes.make_target(scene, "1", 120)
        with CaptureQueriesContext(connection) as with_figures:
            campaign_board(scene.district, campaign=scene.campaign, on=scenes.TODAY)
        with CaptureQueriesContext(connection) as without:
            board = campaign_board(scene.district, campaign=scene.campaign, on=scenes.TODAY, figures=False)
        assert [line.tally for line in board.units] == [None, None]
        assert len(without) < len(with_figures)
        assert not [query for query in without.captured_queries if "targets_target" in query["sql"]]

    @pytest.mark.parametrize(
        ("on", "figures_at"),
        [
            (date(2022, 12, 1), date(2022, 12, 1)),
            (date(2023, 2, 20), date(2023, 2, 20)),
            (date(2023, 2, 21), date(2023, 2, 21)),
            (date(2023, 3, 24), date(2023, 2, 21)),
        ],
    )
    def test_figures_stop_at_the_cut_off(self, on: date, figures_at: date) -> None:
        scene = scenes.make_scene()
        assert campaign_board(scene.district, campaign=scene.campaign, on=on).figures_at == figures_at

    def test_figures_of_a_campaign_without_cut_off_are_those_of_the_day(self) -> None:
        scene = scenes.make_scene()
        Campaign.objects.filter(pk=scene.campaign.pk).update(cut_off=None)
        scene.campaign.refresh_from_db()
        board = campaign_board(scene.district, campaign=scene.campaign, on=date(2023, 3, 1))
        assert board.figures_at == date(2023, 3, 1)

    def test_work_items_and_survey_are_counted_as_of_the_day(self) -> None:
        scene = scenes.make_scene()
        rows = [
            WorkRow(
                str(number),
                code=f"CV{number}",
                name=f"Việc {number}",
                key=number == 1,
                due_on=date(2023, 3, 1),
            )
            for number in (1, 2, 3)
        ]
        work.add_items(
            cast.office(scene.unit, today=scenes.TODAY), unit=scene.unit.unit, term=scene.term, rows=rows,
            on=date(2022, 12, 1), now=scenes.NOW,
        )  # fmt: skip
        survey = scenes.make_survey(scene)
        scenes.make_visit(survey, scene.tree.commune, 1, on=date(2022, 10, 12))
        scenes.make_visit(survey, scene.tree.second, 2, on=date(2022, 11, 12))
        found = {}
        for on in (date(2022, 10, 20), date(2022, 12, 5), date(2023, 3, 24)):
            board = campaign_board(scene.district, campaign=scene.campaign, on=on)
            tally, count = board.work, board.survey
            found[on.isoformat()] = (
                tally.total,
                tally.key,
                tally.done,
                tally.overdue,
                count.communes,
                count.communes_planned,
            )
        assert found == {
            "2022-10-20": (0, 0, 0, 0, 1, 2),
            "2022-12-05": (3, 1, 0, 0, 2, 2),
            "2023-03-24": (3, 1, 0, 3, 2, 2),
        }

    def test_sectors_are_counted_apart(self) -> None:
        scene = scenes.make_scene()
        survey = scenes.make_survey(scene)
        actions.add_visits(
            scene.surveyor,
            survey=survey,
            visits=[
                VisitDraft("Phòng Kinh tế", VisitKind.SECTOR),
                VisitDraft("Phòng Y tế", VisitKind.SECTOR),
            ],
            on=date(2022, 10, 5),
            now=scenes.NOW,
        )
        board = campaign_board(scene.district, campaign=scene.campaign, on=scenes.TODAY)
        assert board.survey == SurveyCount(0, 0, 0, 2)

    def test_unknown_scheme_is_refused(self) -> None:
        scene = scenes.make_scene()
        Campaign.objects.filter(pk=scene.campaign.pk).update(scheme="la")
        with pytest.raises(NotFound, match="la"):
            campaign_board(scene.district, campaign=scene.campaign, on=scenes.TODAY)

    def test_who_reaches_one_unit_sees_this_unit_only(self) -> None:
        scene = scenes.make_scene()
        board = campaign_board(scene.commune, campaign=scene.campaign, on=scenes.TODAY)
        assert codes(board) == ["28927"]

    def test_board_of_the_province_holds_the_campaigns_below(self) -> None:
        scene = scenes.make_scene()
        board = campaign_board(scene.province, campaign=scene.parent, on=scenes.TODAY)
        assert codes(board) == ["28927", "28957"]
        assert [(part.campaign.pk, part.units, part.held) for part in board.parts] == [
            (scene.campaign.pk, 2, 0)
        ]

    def test_board_names_who_holds_each_campaign(self) -> None:
        scene = scenes.make_scene()
        board = campaign_board(scene.province, campaign=scene.parent, on=scenes.TODAY)
        assert board.holders == {scene.parent.pk: "Bến Tre", scene.campaign.pk: "Mỏ Cày Bắc"}

    def test_part_of_the_province_is_judged_as_on_its_own_board(self) -> None:
        plan = plan_cast.make_plan()
        above = plan_cast.make_campaign(
            plan.tree.province, name="Toàn tỉnh", begun_on=date(2022, 9, 28), rounds=()
        )
        Campaign.objects.filter(pk=plan.campaign.pk).update(parent=above)
        plan_cast.make_review(
            plan.campaign, plan.tree.commune, conference_on=plan_cast.PILOT_ON, stage=StageCode.PREPARING
        )
        plan_cast.make_review(
            plan.campaign, plan.tree.second, kind=RoundKind.GRASSROOTS, conference_on=date(2023, 3, 15)
        )
        for on in (date(2023, 1, 10), date(2023, 2, 27), date(2023, 4, 20)):
            own = campaign_board(SYSTEM_ACTOR, campaign=plan.campaign, on=on)
            (part,) = campaign_board(SYSTEM_ACTOR, campaign=above, on=on).parts
            assert part.judgement == own.standing.judgement

    def test_number_of_queries_does_not_depend_on_the_units(self) -> None:
        plan = plan_cast.make_plan()
        plan_cast.make_review(plan.campaign, plan.tree.commune, conference_on=plan_cast.PILOT_ON)
        on = date(2023, 3, 24)
        with CaptureQueriesContext(connection) as one:
            campaign_board(SYSTEM_ACTOR, campaign=plan.campaign, on=on)
        for state in (plan.tree.second, plan.tree.third):
            made = plan_cast.make_review(
                plan.campaign, state, kind=RoundKind.GRASSROOTS, conference_on=date(2023, 3, 15),
                stage=StageCode.PREPARING,
            )  # fmt: skip
            assert made.pk
        with CaptureQueriesContext(connection) as three:
            board = campaign_board(SYSTEM_ACTOR, campaign=plan.campaign, on=on)
        assert (len(board.units), len(three)) == (3, len(one))
