"""Campaigns that stand are changed, removed by mistake and restored; the ledger stays complete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import Campaign, CampaignStage, PlannedDay, Review, Round, StageMove
from nhiemky.campaign.vocab import (
    CampaignDraft,
    Need,
    RoundDraft,
    RoundKind,
    Rules,
    StageCode,
    StageDraft,
)
from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.history.vocab import Conflict, Denied, FieldError, Invalid, NotFound
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from tests.cast import Tree, make_term, make_tree, office
from tests.cast_campaign import (
    BEGUN,
    NOW,
    PILOT_ON,
    WINDOWS,
    make_campaign,
    make_plan,
    make_review,
    make_round,
    plain_draft,
)
from tests.standing import standing

pytestmark = pytest.mark.django_db

DAY = date(2023, 2, 1)
PLANNED, HELD, CLOSED = StageCode.PLANNED, StageCode.HELD, StageCode.CLOSED


STAGES = (
    StageDraft(PLANNED, "Lập kế hoạch", 30),
    StageDraft(StageCode.READY, "Sẵn sàng", 5, (Need.OWNER,)),
    StageDraft(HELD, "Hội nghị", 0),
)


@standing
def tree() -> Tree:
    return make_tree()


def add(tree: Tree, draft: CampaignDraft, *, person: Actor = SYSTEM_ACTOR, now: datetime = NOW) -> Campaign:
    return actions.add_campaign(person, holder=tree.district.unit, term=make_term(), draft=draft, now=now)


def refusal(act: Callable[[], object]) -> list[FieldError]:
    with pytest.raises(Invalid) as caught:
        act()
    return list(caught.value.errors)


class TestChanging:
    """The heading, the rules and the stages of a campaign that stands."""

    def test_the_heading_is_changed_and_the_rest_left_alone(self, tree: Tree) -> None:
        campaign = add(tree, plain_draft())
        draft = plain_draft(
            name="Sơ kết 2023", cut_off=PILOT_ON, begun_on=date(2023, 1, 2), stages=STAGES, rounds=()
        )
        changed = actions.change_campaign(
            office(tree.district), campaign=campaign, draft=draft, now=NOW, on=BEGUN
        )
        assert queries.stated_campaign(Campaign.objects.get()) == plain_draft(
            name="Sơ kết 2023", cut_off=PILOT_ON, begun_on=date(2023, 1, 2)
        )
        line = LedgerLine.objects.get(act="campaign.changed")
        assert (line.before["name"], line.after["name"]) == ("Sơ kết giữa nhiệm kỳ", "Sơ kết 2023")
        assert changed.name == "Sơ kết 2023"

    def test_a_plan_does_not_begin_after_what_belongs_to_it(self, tree: Tree) -> None:
        plan = make_plan(tree)
        make_review(plan.campaign, tree.commune, on=DAY)
        draft = plain_draft(begun_on=date(2023, 2, 2))
        assert refusal(
            lambda: actions.change_campaign(
                SYSTEM_ACTOR, campaign=plan.campaign, draft=draft, now=NOW, on=PILOT_ON
            )
        ) == [
            FieldError(
                "begun_on",
                "Ngày của kế hoạch (2-2-2023) sau ngày đã có việc trong đợt sơ kết (1-2-2023).",
            )
        ]

    def test_a_name_in_use_is_refused(self, tree: Tree) -> None:
        add(tree, plain_draft())
        second = add(tree, plain_draft(name="Đợt hai"))
        with pytest.raises(Conflict):
            actions.change_campaign(SYSTEM_ACTOR, campaign=second, draft=plain_draft(), now=NOW, on=BEGUN)
        assert Campaign.objects.get(pk=second.pk).name == "Đợt hai"

    def test_rules_are_set_and_both_kept_in_the_ledger(self, tree: Tree) -> None:
        campaign = add(tree, plain_draft())
        actions.set_rules(
            office(tree.district), campaign=campaign, rules=Rules(grace_days=0), on=BEGUN, now=NOW
        )
        assert queries.stated_campaign(Campaign.objects.get()).rules == Rules(grace_days=0)
        line = LedgerLine.objects.get(act="campaign.rules_set")
        assert (line.before["grace_days"], line.after["grace_days"]) == (3, 0)
        with pytest.raises(Invalid):
            actions.set_rules(
                SYSTEM_ACTOR, campaign=campaign, rules=Rules(on_plan_share=-1), on=BEGUN, now=NOW
            )

    def test_stages_are_set_while_none_that_is_left_out_was_reached(self, tree: Tree) -> None:
        plan = make_plan(tree)
        make_review(plan.campaign, tree.commune, stage=StageCode.PREPARING, moved_on=DAY)
        assert refusal(
            lambda: actions.set_stages(SYSTEM_ACTOR, campaign=plan.campaign, stages=STAGES, on=BEGUN, now=NOW)
        ) == [FieldError("stages", "Không bỏ được giai đoạn “Chuẩn bị”: đã có đơn vị đi qua.")]
        wider = (STAGES[0], StageDraft(StageCode.PREPARING, "Sửa soạn", 20), *STAGES[1:])
        actions.set_stages(office(tree.district), campaign=plan.campaign, stages=wider, on=BEGUN, now=NOW)
        assert queries.stated_campaign(plan.campaign).stages == wider
        line = LedgerLine.objects.get(act="campaign.stages_set")
        assert (len(line.before["stages"]), [stage["name"] for stage in line.after["stages"]]) == (
            7,
            ["Lập kế hoạch", "Sửa soạn", "Sẵn sàng", "Hội nghị"],
        )
        assert line.after["on"] == "2023-01-03"

    def test_a_stage_named_by_a_round_is_not_left_out(self, tree: Tree) -> None:
        part = RoundDraft(RoundKind.PILOT, "Làm điểm", *WINDOWS[RoundKind.PILOT], (PLANNED, HELD, CLOSED))
        campaign = add(tree, plain_draft(rounds=(part,)))
        assert refusal(
            lambda: actions.set_stages(SYSTEM_ACTOR, campaign=campaign, stages=STAGES, on=BEGUN, now=NOW)
        ) == [FieldError("stages", "Không bỏ được giai đoạn “Kết thúc”: có vòng nêu rõ giai đoạn này.")]

    def test_who_only_takes_part_changes_nothing(self, tree: Tree) -> None:
        plan = make_plan(tree)
        make_review(plan.campaign, tree.commune)
        person, campaign = office(tree.commune), plan.campaign
        acts: list[Callable[[], object]] = [
            lambda: actions.change_campaign(
                person, campaign=campaign, draft=plain_draft(), now=NOW, on=BEGUN
            ),
            lambda: actions.set_rules(person, campaign=campaign, rules=Rules(), on=BEGUN, now=NOW),
            lambda: actions.set_stages(person, campaign=campaign, stages=STAGES, on=BEGUN, now=NOW),
            lambda: actions.remove_campaign(person, campaign=campaign, on=DAY, reason="Thôi", now=NOW),
            lambda: actions.restore_campaign(person, campaign=campaign, now=NOW),
        ]
        before = LedgerLine.objects.count()
        for act in acts:
            with pytest.raises(Denied):
                act()
        assert LedgerLine.objects.count() == before


class TestRemoving:
    """A campaign deleted by mistake is never really deleted."""

    def test_a_removed_campaign_comes_back_with_everything(self, tree: Tree) -> None:
        plan = make_plan(tree)
        make_review(plan.campaign, tree.commune, conference_on=PILOT_ON, stage=HELD, moved_on=PILOT_ON)
        rows = [Round, Review, PlannedDay, StageMove, CampaignStage]
        before = [list(model.objects.order_by("pk").values()) for model in rows]
        person = office(tree.district)
        actions.remove_campaign(
            person, campaign=plan.campaign, on=date(2023, 3, 1), reason="Xóa nhầm", now=NOW
        )
        with pytest.raises(NotFound):
            queries.campaign(person, id=plan.campaign.pk, on=date(2023, 3, 1))
        seen = queries.campaign(person, id=plan.campaign.pk, on=date(2023, 2, 28))
        assert seen.pk == plan.campaign.pk
        gone = queries.campaign(person, id=plan.campaign.pk, on=date(2023, 3, 1), removed=True)
        assert (gone.removed_on, gone.removed_because) == (date(2023, 3, 1), "Xóa nhầm")
        actions.restore_campaign(person, campaign=gone, now=NOW)
        assert queries.campaign(person, id=gone.pk, on=date(2023, 3, 2)).removed_because == ""
        assert [list(model.objects.order_by("pk").values()) for model in rows] == before

    def test_removing_and_restoring_leave_their_lines(self, tree: Tree) -> None:
        campaign = make_plan(tree).campaign
        actions.remove_campaign(SYSTEM_ACTOR, campaign=campaign, on=DAY, reason="Xóa nhầm", now=NOW)
        actions.restore_campaign(SYSTEM_ACTOR, campaign=campaign, now=NOW)
        found = LedgerLine.objects.filter(object_kind="campaign").order_by("sequence")
        assert [(line.act, line.before, line.after) for line in found[1:]] == [
            (
                "campaign.removed",
                {"removed_on": None},
                {"removed_on": "2023-02-01", "reason": "Xóa nhầm"},
            ),
            (
                "campaign.restored",
                {"removed_on": "2023-02-01", "reason": "Xóa nhầm"},
                {"removed_on": None},
            ),
        ]
        assert verify().ok

    @pytest.mark.parametrize(
        ("on", "reason", "now", "expected"),
        [
            (DAY, " ", NOW, ("reason", "Chưa ghi nội dung ô “Lý do”.")),
            (DAY, "x" * 501, NOW, ("reason", "Lý do dài quá 500 ký tự.")),
            (
                date(2023, 1, 2),
                "Thôi",
                NOW,
                ("on", "Ngày bỏ (2-1-2023) trước ngày của kế hoạch (3-1-2023)."),
            ),
            (DAY, "Thôi", datetime(2023, 1, 31, 9, tzinfo=UTC), ("on", "Ngày bỏ (1-2-2023) chưa đến.")),
        ],
    )
    def test_removing_out_of_order_is_refused(
        self, tree: Tree, on: date, reason: str, now: datetime, expected: tuple[str, str]
    ) -> None:
        campaign = make_plan(tree).campaign
        assert refusal(
            lambda: actions.remove_campaign(SYSTEM_ACTOR, campaign=campaign, on=on, reason=reason, now=now)
        ) == [FieldError(*expected)]

    def test_removing_twice_and_restoring_what_stands_are_told(self, tree: Tree) -> None:
        campaign = make_plan(tree).campaign
        with pytest.raises(Conflict, match="đang có hiệu lực"):
            actions.restore_campaign(SYSTEM_ACTOR, campaign=campaign, now=NOW)
        actions.remove_campaign(SYSTEM_ACTOR, campaign=campaign, on=DAY, reason="Thôi", now=NOW)
        with pytest.raises(Conflict, match="đã được bỏ từ ngày 1-2-2023"):
            actions.remove_campaign(SYSTEM_ACTOR, campaign=campaign, on=DAY, reason="Thôi", now=NOW)

    def test_a_campaign_with_others_under_it_stays_and_theirs_wait_for_it(self, tree: Tree) -> None:
        top = make_campaign(tree.province, begun_on=BEGUN, name="Đợt của tỉnh")
        below = make_campaign(tree.district, parent=top)
        assert refusal(
            lambda: actions.remove_campaign(SYSTEM_ACTOR, campaign=top, on=DAY, reason="Thôi", now=NOW)
        ) == [
            FieldError(
                "",
                "Còn đợt sơ kết cấp dưới thuộc đợt này: “Sơ kết giữa nhiệm kỳ”. Đề nghị bỏ hoặc tách trước.",
            )
        ]
        actions.remove_campaign(SYSTEM_ACTOR, campaign=below, on=DAY, reason="Thôi", now=NOW)
        actions.remove_campaign(SYSTEM_ACTOR, campaign=top, on=DAY, reason="Thôi", now=NOW)
        with pytest.raises(Conflict, match="Đợt sơ kết cấp trên đã được bỏ"):
            actions.restore_campaign(SYSTEM_ACTOR, campaign=below, now=NOW)

    def test_a_name_taken_meanwhile_keeps_a_campaign_from_coming_back(self, tree: Tree) -> None:
        campaign = make_plan(tree).campaign
        actions.remove_campaign(SYSTEM_ACTOR, campaign=campaign, on=DAY, reason="Thôi", now=NOW)
        add(tree, plain_draft())
        with pytest.raises(Conflict, match="Đề nghị đặt tên khác"):
            actions.restore_campaign(SYSTEM_ACTOR, campaign=campaign, now=NOW)

    def test_nothing_is_changed_in_a_removed_campaign(self, tree: Tree) -> None:
        plan = make_plan(tree)
        campaign, part = plan.campaign, make_round(plan.campaign)
        review = make_review(campaign, tree.commune)
        actions.remove_campaign(SYSTEM_ACTOR, campaign=campaign, on=DAY, reason="Thôi", now=NOW)
        acts: list[Callable[[], object]] = [
            lambda: actions.change_campaign(
                SYSTEM_ACTOR, campaign=campaign, draft=plain_draft(), now=NOW, on=BEGUN
            ),
            lambda: actions.set_rules(SYSTEM_ACTOR, campaign=campaign, rules=Rules(), on=BEGUN, now=NOW),
            lambda: actions.set_stages(SYSTEM_ACTOR, campaign=campaign, stages=STAGES, on=BEGUN, now=NOW),
            lambda: actions.add_round(
                SYSTEM_ACTOR,
                campaign=campaign,
                draft=queries.stated_round(part)._replace(name="Thêm"),
                on=BEGUN,
                now=NOW,
            ),
            lambda: actions.change_round(
                SYSTEM_ACTOR, round=part, draft=queries.stated_round(part), on=BEGUN, now=NOW
            ),
            lambda: actions.enter_units(SYSTEM_ACTOR, round=part, units=[tree.second.unit], on=DAY, now=NOW),
            lambda: actions.withdraw_review(SYSTEM_ACTOR, review=review, on=DAY, reason="Thôi", now=NOW),
            lambda: actions.set_owner(SYSTEM_ACTOR, review=review, name="Ai", on=BEGUN, now=NOW),
            lambda: actions.plan_days(
                SYSTEM_ACTOR, review=review, days={HELD: PILOT_ON}, on=DAY, reason="", now=NOW
            ),
        ]
        expected = [FieldError("", "Đợt sơ kết đã được bỏ; đề nghị khôi phục trước khi cập nhật.")]
        assert [refusal(act) for act in acts] == [expected] * len(acts)
