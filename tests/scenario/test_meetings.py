"""Teams, meetings and comments of the scenario, day by day (FACTS S5, S6, S15)."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from nhiemky.campaign import actions
from nhiemky.campaign.models import Campaign, Comment, CommentStep, Meeting, Review, Team
from nhiemky.campaign.queries import TeamLine, comments, meetings, teams
from nhiemky.campaign.vocab import CLOSED_COMMENTS, CommentState, Duty, StageCode, TeamKind
from nhiemky.history.vocab import Invalid
from nhiemky.org.models import Unit
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.registry.queries import chain
from nhiemky.scenario import facts
from tests.cast_scenario import NOW, Loaded

INTERVIEW = date(2023, 3, 24)


@pytest.fixture(autouse=True)
def loaded(scenario: Loaded, db: None) -> Loaded:
    return scenario


def campaign() -> Campaign:
    return Campaign.objects.get(holder__code="838")


def team(kind: TeamKind, day: date) -> TeamLine:
    (line,) = [
        each for each in teams(SYSTEM_ACTOR, campaign=campaign(), on=day) if each.team.kind == kind.value
    ]
    return line


class TestTeams:
    @pytest.mark.parametrize(
        ("day", "kinds"),
        [
            (date(2022, 9, 28), set()),
            (date(2022, 10, 11), set()),
            (date(2022, 10, 12), {"editorial"}),
            (date(2022, 10, 25), {"editorial", "task_group"}),
            (date(2022, 11, 6), {"editorial", "task_group"}),
            (date(2022, 11, 7), {"editorial", "task_group", "survey"}),
            (date(2023, 4, 30), {"editorial", "task_group", "survey"}),
        ],
    )
    def test_a_team_is_there_from_the_day_of_its_founding(self, day: date, kinds: set[str]) -> None:
        assert {line.team.kind for line in teams(SYSTEM_ACTOR, campaign=campaign(), on=day)} == kinds

    @pytest.mark.parametrize(
        ("kind", "head", "members", "supports"),
        [
            (TeamKind.EDITORIAL, "Phan Thanh Bình", 7, None),
            (TeamKind.TASK_GROUP, "Lê Văn Nghĩa", 5, "28927"),
            (TeamKind.SURVEY, "Đặng Minh Ưng", 5, None),
        ],
    )
    def test_each_has_one_head_one_secretary_and_members_with_duty_and_unit(
        self, kind: TeamKind, head: str, members: int, supports: str | None
    ) -> None:
        line = team(kind, INTERVIEW)
        ranks = Counter(member.rank for member in line.members)
        assert (line.members[0].full_name, len(line.members)) == (head, members)
        assert (ranks[Duty.HEAD], ranks[Duty.SECRETARY]) == (1, 1)
        assert [each for each in line.members if not (each.duty and each.title and each.unit)] == []
        assert (line.team.supports.code if line.team.supports else None) == supports

    @pytest.mark.parametrize("kind", list(TeamKind))
    def test_each_was_founded_by_a_decision_and_assigned_by_a_notice_on_the_district_plan(
        self, kind: TeamKind
    ) -> None:
        row = Team.objects.select_related("decision", "notice").get(kind=kind.value)
        assert row.decision is not None
        assert row.notice is not None
        assert (row.decision.type, row.notice.type, row.illustrative) == ("quyet_dinh", "thong_bao", True)
        nodes = [node.directive.pk for node in chain(SYSTEM_ACTOR, directive=row.notice)]
        above = nodes[: nodes.index(row.notice.pk)]
        assert {row.decision.pk, campaign().directive_id} <= set(above)

    @pytest.mark.parametrize(
        ("day", "serving", "former"),
        [
            (date(2022, 10, 12), "Nguyễn Thị Hồng Gấm", []),
            (date(2023, 1, 9), "Nguyễn Thị Hồng Gấm", []),
            (date(2023, 1, 10), "Lê Hữu Phước", ["Nguyễn Thị Hồng Gấm"]),
            (date(2023, 4, 30), "Lê Hữu Phước", ["Nguyễn Thị Hồng Gấm"]),
        ],
    )
    def test_one_member_of_the_editorial_team_left_and_was_replaced(
        self, day: date, serving: str, former: list[str]
    ) -> None:
        line = team(TeamKind.EDITORIAL, day)
        names = {member.full_name for member in line.members}
        assert names & {"Nguyễn Thị Hồng Gấm", "Lê Hữu Phước"} == {serving}
        assert [(each.full_name, each.left_because) for each in line.former] == [
            (name, "Chuyển công tác") for name in former
        ]
        assert len(line.members) == 7


class TestMeetings:
    @pytest.mark.parametrize(
        ("day", "count"),
        [
            (date(2023, 1, 9), 0),
            (date(2023, 1, 10), 1),
            (date(2023, 1, 31), 2),
            (date(2023, 2, 21), 6),
            (date(2023, 2, 28), 10),
            (date(2023, 3, 22), 16),
            (date(2023, 3, 23), 17),
            (date(2023, 4, 30), 17),
        ],
    )
    def test_meetings_held_by_a_day(self, day: date, count: int) -> None:
        assert len(meetings(SYSTEM_ACTOR, campaign=campaign(), on=day)) == count

    def test_the_district_leaders_and_the_task_group_met_the_pilot_before_its_conference(self) -> None:
        row = Meeting.objects.get(review__unit__code="28927", held_on=date(2023, 1, 31))
        assert row.visitors.splitlines() == ["Thường trực Huyện ủy", "Tổ công tác của Huyện ủy"]
        assert row.hosts == "Ban Chấp hành Đảng bộ xã Tân Thanh Tây"
        assert (row.preparation_grade, row.organisation_grade, row.documents_grade) == (
            "good",
            "fair",
            "fair",
        )
        assert row.conclusion.startswith("Đánh giá sơ bộ: đủ điều kiện tổ chức hội nghị ngày 21-2-2023")

    def test_every_unit_was_met_between_its_assessment_and_its_comments_or_earlier(self) -> None:
        for row in facts.table("reviews"):
            if not row["commented"]:
                continue
            first = Meeting.objects.filter(review__unit__code=row["unit"], kind="preparation").earliest(
                "held_on"
            )
            assert first.held_on <= facts.known_day(row["commented"]), row["unit"]

    def test_all_three_sides_are_judged_in_every_preparation_meeting(self) -> None:
        rows = Meeting.objects.filter(kind="preparation")
        blank = [
            row.pk
            for row in rows
            if not all((row.preparation_grade, row.organisation_grade, row.documents_grade, row.conclusion))
        ]
        assert (rows.count(), blank) == (15, [])
        weak = rows.filter(preparation_grade="weak").values_list("review__unit__code", flat=True)
        assert list(weak) == ["28921"]

    def test_meetings_and_comments_are_marked_illustrative(self) -> None:
        assert set(Meeting.objects.values_list("illustrative", flat=True)) == {True}
        assert set(Comment.objects.values_list("illustrative", flat=True)) == {True}


class TestComments:
    @pytest.mark.parametrize(
        ("day", "states"),
        [
            (date(2022, 12, 31), {}),
            (date(2023, 1, 10), {"open": 2}),
            (date(2023, 2, 21), {"accepted": 9, "open": 7, "answered": 3}),
            (date(2023, 2, 28), {"accepted": 18, "open": 6, "answered": 6}),
            (date(2023, 3, 24), {"accepted": 45, "open": 4, "waived": 1}),
            (date(2023, 3, 31), {"accepted": 45, "open": 3, "waived": 1, "answered": 1}),
            (date(2023, 4, 12), {"accepted": 49, "waived": 1}),
            (date(2023, 4, 30), {"accepted": 49, "waived": 1, "open": 1}),
        ],
    )
    def test_states_on_a_day(self, day: date, states: dict[str, int]) -> None:
        found = comments(SYSTEM_ACTOR, campaign=campaign(), on=day)
        assert Counter(line.state.value for line in found) == states

    @pytest.mark.parametrize(
        ("day", "units"),
        [
            (date(2023, 2, 21), {"28906": 3, "28912": 3, "28889": 2, "28901": 2}),
            (date(2023, 2, 28), {"28909": 4, "28918": 4, "28915": 3, "28912": 1}),
            (date(2023, 3, 15), {"28921": 2, "28936": 2, "28948": 3}),
            (date(2023, 3, 24), {"838": 4}),
            (date(2023, 4, 30), {"838": 1}),
        ],
    )
    def test_who_has_open_comments(self, day: date, units: dict[str, int]) -> None:
        found = comments(SYSTEM_ACTOR, campaign=campaign(), on=day)
        codes = dict(Unit.objects.values_list("pk", "code"))
        waiting = [line for line in found if line.state not in CLOSED_COMMENTS]
        assert Counter(codes[line.comment.review.unit_id] for line in waiting) == units

    @pytest.mark.parametrize(
        ("day", "state", "text"),
        [
            (date(2023, 1, 31), CommentState.OPEN, None),
            (date(2023, 2, 7), CommentState.ANSWERED, "Đã viết lại phần hạn chế"),
            (date(2023, 2, 8), CommentState.RETURNED, "Phần trách nhiệm của người đứng đầu"),
            (date(2023, 2, 9), CommentState.ANSWERED, "Đã bổ sung trách nhiệm của đồng chí Bí thư"),
            (date(2023, 2, 10), CommentState.ACCEPTED, "Đã tiếp thu đầy đủ."),
        ],
    )
    def test_one_answer_of_the_pilot_was_sent_back(
        self, day: date, state: CommentState, text: str | None
    ) -> None:
        review = Review.objects.get(unit__code="28927")
        (line,) = [each for each in comments(SYSTEM_ACTOR, review=review, on=day) if each.comment.number == 3]
        assert line.state is state
        last = CommentStep.objects.filter(comment=line.comment, on__lte=day).order_by("sequence").last()
        assert (last is None) == (text is None)
        assert last is None or last.text.startswith(text or "?")

    def test_one_comment_was_waived_with_a_reason(self) -> None:
        (step,) = CommentStep.objects.filter(state="waived").select_related("comment__review__unit")
        assert (step.comment.review.unit.code, step.on, step.by) == (
            "28921",
            date(2023, 3, 22),
            "Võ Hoàng Ơn",
        )
        assert step.text.startswith("Xã đã triển khai tuyên truyền")

    def test_nobody_judges_an_own_answer(self) -> None:
        answered: dict[int, set[str]] = {}
        judged: dict[int, set[str]] = {}
        for comment, state, who in CommentStep.objects.values_list("comment_id", "state", "by"):
            side = answered if state == CommentState.ANSWERED else judged
            side.setdefault(comment, set()).add(who)
        assert (
            len(judged),
            [key for key, people in judged.items() if people & answered.get(key, set())],
        ) == (
            50,
            [],
        )

    @pytest.mark.parametrize("code", ["28927", "28921", "28948", "838"])
    def test_all_was_closed_when_a_unit_became_ready(self, code: str) -> None:
        review = Review.objects.get(unit__code=code)
        ready = review.moves.get(stage=StageCode.READY.value).on
        found = comments(SYSTEM_ACTOR, review=review, on=ready)
        assert [line.comment.number for line in found if line.state not in CLOSED_COMMENTS] == []

    def test_an_open_comment_would_have_held_a_unit_back(self) -> None:
        review = Review.objects.select_related("round__campaign").get(unit__code="28921")
        comment = Comment.objects.get(review=review, number=2)
        CommentStep.objects.filter(comment=comment).delete()
        review.moves.filter(on__gte=date(2023, 3, 23)).delete()
        with pytest.raises(Invalid) as refused:
            actions.move_stage(
                SYSTEM_ACTOR, review=review, stage=StageCode.READY, on=date(2023, 3, 23), reason="", now=NOW,
                expected=StageCode.COMMENTED,
            )  # fmt: skip
        assert "đã tiếp thu, giải trình hết các góp ý" in refused.value.message
