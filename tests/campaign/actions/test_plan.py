"""Campaigns are drawn up; every draft out of order is refused in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import Campaign, CampaignStage, Round
from nhiemky.campaign.vocab import (
    STAGE_TEMPLATE,
    CampaignDraft,
    Need,
    RoundDraft,
    RoundKind,
    Rules,
    StageCode,
    StageDraft,
)
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, FieldError, Invalid
from nhiemky.org.models import UnitState
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from tests.cast import Tree, administrator, leader, make_directive, make_term, make_tree, office, overseer
from tests.cast_campaign import (
    BEGUN,
    NOW,
    PILOT_ON,
    WINDOWS,
    make_campaign,
    plain_draft,
)
from tests.standing import standing

pytestmark = pytest.mark.django_db

DAY = date(2023, 2, 1)
PLANNED, HELD, CLOSED = StageCode.PLANNED, StageCode.HELD, StageCode.CLOSED


@standing
def tree() -> Tree:
    return make_tree()


def add(tree: Tree, draft: CampaignDraft, *, person: Actor = SYSTEM_ACTOR, now: datetime = NOW) -> Campaign:
    return actions.add_campaign(person, holder=tree.district.unit, term=make_term(), draft=draft, now=now)


def refusal(act: Callable[[], object]) -> list[FieldError]:
    with pytest.raises(Invalid) as caught:
        act()
    return list(caught.value.errors)


def test_a_campaign_is_kept_as_it_was_stated(tree: Tree) -> None:
    directive = make_directive("165-KH/HU", holder=tree.district)
    rounds = (
        RoundDraft(
            RoundKind.PILOT,
            "Làm điểm",
            date(2023, 2, 21),
            date(2023, 2, 21),
            (PLANNED, HELD, CLOSED),
            ("Báo cáo sơ kết", "Nghị quyết", "Báo cáo sơ kết"),
        ),
        RoundDraft(RoundKind.GRASSROOTS, "Các đơn vị còn lại", date(2023, 3, 1), date(2023, 3, 31)),
    )
    draft = plain_draft(
        name="  Sơ kết\u200b nửa nhiệm kỳ ",
        directive_id=directive.pk,
        scheme="strict",
        cut_off=PILOT_ON,
        rounds=rounds,
        rules=Rules(grace_days=5, late_days=15),
    )
    campaign = add(tree, draft, person=office(tree.district))
    kept = queries.stated_campaign(Campaign.objects.get(pk=campaign.pk))
    assert kept == draft._replace(
        name="Sơ kết nửa nhiệm kỳ",
        rounds=(rounds[0]._replace(documents=("Báo cáo sơ kết", "Nghị quyết")), rounds[1]),
    )
    assert (campaign.holder_id, campaign.term.label, campaign.illustrative) == (
        tree.district.unit_id,
        "2020-2025",
        False,
    )


def test_without_stages_those_of_the_template_are_taken(tree: Tree) -> None:
    campaign = add(tree, plain_draft(stages=()))
    assert queries.stated_campaign(campaign).stages == STAGE_TEMPLATE


def test_drawing_up_leaves_one_line_with_everything(tree: Tree) -> None:
    campaign = add(tree, plain_draft(), person=leader(tree.district))
    line = LedgerLine.objects.get(object_kind="campaign")
    assert (line.act, line.object_id, line.branch, line.actor_name) == (
        "campaign.added",
        str(campaign.pk),
        tree.district.path,
        "Lê Văn Chính",
    )
    assert line.summary == "Lập đợt sơ kết “Sơ kết giữa nhiệm kỳ”"
    after = line.after
    assert (after["name"], after["begun_on"], after["cut_off"]) == (
        "Sơ kết giữa nhiệm kỳ",
        "2023-01-03",
        None,
    )
    assert [stage["code"] for stage in after["stages"]] == [code.value for code in StageCode]
    assert [part["starts_on"] for part in after["rounds"]] == ["2023-02-13", "2023-03-01", "2023-04-03"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": "  \u200b "}, ("name", "Chưa ghi nội dung ô “Tên đợt sơ kết”.")),
        ({"name": "x" * 301}, ("name", "Tên đợt sơ kết dài quá 300 ký tự.")),
        (
            {"begun_on": date(2019, 1, 3)},
            ("begun_on", "Ngày của kế hoạch (3-1-2019) nằm ngoài nhiệm kỳ 2020-2025."),
        ),
        (
            {"begun_on": date(2023, 5, 1), "rounds": ()},
            ("begun_on", "Ngày của kế hoạch (1-5-2023) chưa đến."),
        ),
        (
            {"cut_off": date(2027, 1, 1)},
            ("cut_off", "Ngày chốt số liệu (1-1-2027) nằm ngoài nhiệm kỳ 2020-2025."),
        ),
        ({"scheme": "không có"}, ("scheme", "Không có bộ nhóm mức đạt “không có”.")),
        (
            {"directive_id": 99999},
            ("directive", "Không có văn bản này, hoặc tài khoản của đồng chí không được xem."),
        ),
        ({"parent_id": 99999}, ("parent", "Đợt sơ kết cấp trên phải do một đơn vị cấp trên chủ trì.")),
        ({"rules": Rules(grace_days=-1)}, ("grace_days", "Số ngày làm việc phải từ 0 đến 250.")),
        ({"rules": Rules(late_days=251)}, ("late_days", "Số ngày làm việc phải từ 0 đến 250.")),
        (
            {"rules": Rules(grace_days=8, late_days=7)},
            ("late_days", "Số ngày coi là chậm nhiều không được ít hơn số ngày được châm chước."),
        ),
        ({"rules": Rules(window_share=101)}, ("window_share", "Tỷ lệ phải từ 0 đến 100%.")),
        (
            {"rules": Rules(on_plan_share=70)},
            (
                "mostly_share",
                "Tỷ lệ “cơ bản đúng kế hoạch” không được cao hơn tỷ lệ “đúng kế hoạch”.",
            ),
        ),
    ],
)
def test_a_heading_out_of_order_is_refused(
    tree: Tree, changes: dict[str, object], expected: tuple[str, str]
) -> None:
    assert refusal(lambda: add(tree, plain_draft(**changes))) == [FieldError(*expected)]
    assert (Campaign.objects.count(), Round.objects.count(), CampaignStage.objects.count()) == (0, 0, 0)


STAGES = (
    StageDraft(PLANNED, "Lập kế hoạch", 30),
    StageDraft(StageCode.READY, "Sẵn sàng", 5, (Need.OWNER,)),
    StageDraft(HELD, "Hội nghị", 0),
)


@pytest.mark.parametrize(
    ("stages", "message"),
    [
        (STAGES[:2], "Đợt sơ kết phải có giai đoạn tổ chức hội nghị."),
        (
            (STAGES[1]._replace(lead_days=30), STAGES[0], STAGES[2]),
            "Các giai đoạn phải theo thứ tự chung và mỗi giai đoạn chỉ có một lần.",
        ),
        (
            (*STAGES, STAGES[2]._replace(name="Hội nghị lần hai")),
            "Các giai đoạn phải theo thứ tự chung và mỗi giai đoạn chỉ có một lần.",
        ),
        (
            (STAGES[0], STAGES[1]._replace(name="LẬP KẾ HOẠCH"), STAGES[2]),
            "Hai giai đoạn không được trùng tên.",
        ),
        ((STAGES[0]._replace(name=" "), *STAGES[1:]), "Chưa ghi nội dung ô “Tên giai đoạn”."),
        ((STAGES[0]._replace(name="x" * 101), *STAGES[1:]), "Tên giai đoạn dài quá 100 ký tự."),
        (
            (STAGES[0]._replace(lead_days=501), *STAGES[1:]),
            "Giai đoạn “Lập kế hoạch”: số ngày làm việc trước hội nghị quá 500.",
        ),
        (
            (*STAGES[:2], STAGES[2]._replace(lead_days=1)),
            "Giai đoạn tổ chức hội nghị là mốc 0, không có số ngày trước hội nghị.",
        ),
        (
            (STAGES[0], STAGES[1]._replace(lead_days=31), STAGES[2]),
            "Giai đoạn “Sẵn sàng” được tính sớm hơn giai đoạn “Lập kế hoạch” trước nó.",
        ),
    ],
)
def test_stages_out_of_order_are_refused(tree: Tree, stages: tuple[StageDraft, ...], message: str) -> None:
    expected = [FieldError("stages", message)]
    assert refusal(lambda: add(tree, plain_draft(stages=stages))) == expected
    campaign = add(tree, plain_draft())
    assert (
        refusal(lambda: actions.set_stages(SYSTEM_ACTOR, campaign=campaign, stages=stages, on=BEGUN, now=NOW))
        == expected
    )


def test_everything_wrong_is_said_at_once(tree: Tree) -> None:
    draft = plain_draft(name="", scheme="?", stages=STAGES[:2], rules=Rules(grace_days=-1))
    fields = [error.field for error in refusal(lambda: add(tree, draft))]
    assert fields == ["name", "scheme", "stages", "grace_days"]


def test_two_rounds_of_one_name_are_refused(tree: Tree) -> None:
    rounds = tuple(
        RoundDraft(kind, "Vòng", *WINDOWS[kind]) for kind in (RoundKind.PILOT, RoundKind.GRASSROOTS)
    )
    assert refusal(lambda: add(tree, plain_draft(rounds=rounds))) == [
        FieldError("name", "Hai vòng của một đợt sơ kết không được trùng tên.")
    ]


def test_a_name_is_given_once_per_holder_and_term(tree: Tree) -> None:
    add(tree, plain_draft())
    with pytest.raises(Conflict, match="đã có đợt sơ kết tên “Sơ kết giữa nhiệm kỳ”"):
        add(tree, plain_draft())
    assert Campaign.objects.count() == 1
    later = actions.add_campaign(
        SYSTEM_ACTOR,
        holder=tree.other_district.unit,
        term=make_term(),
        draft=plain_draft(),
        now=NOW,
    )
    assert later.name == "Sơ kết giữa nhiệm kỳ"


@pytest.mark.parametrize("who", [administrator, overseer])
def test_who_does_not_run_campaigns_draws_up_none(tree: Tree, who: Callable[[UnitState], Actor]) -> None:
    with pytest.raises(Denied):
        add(tree, plain_draft(), person=who(tree.district))
    with pytest.raises(Denied):
        add(tree, plain_draft(), person=office(tree.province))
    assert (Campaign.objects.count(), LedgerLine.objects.filter(object_kind="campaign").count()) == (0, 0)


class TestNested:
    """Campaigns under a superior's campaign."""

    def test_a_campaign_nests_under_one_of_a_unit_above(self, tree: Tree) -> None:
        top = make_campaign(tree.province, begun_on=date(2022, 12, 1))
        own = add(tree, plain_draft(parent_id=top.pk), person=office(tree.district))
        assert own.parent_id == top.pk

    def test_a_unit_beside_or_below_is_no_superior(self, tree: Tree) -> None:
        expected = [FieldError("parent", "Đợt sơ kết cấp trên phải do một đơn vị cấp trên chủ trì.")]
        for state in (tree.other_district, tree.commune, tree.district):
            other = make_campaign(state, name="Đợt khác")
            assert refusal(lambda other=other: add(tree, plain_draft(parent_id=other.pk))) == expected

    def test_a_campaign_does_not_begin_before_its_superior_or_in_another_term(self, tree: Tree) -> None:
        top = make_campaign(tree.province, begun_on=date(2023, 1, 4))
        assert refusal(lambda: add(tree, plain_draft(parent_id=top.pk))) == [
            FieldError(
                "begun_on",
                "Ngày của kế hoạch (3-1-2023) trước ngày của kế hoạch cấp trên (4-1-2023).",
            )
        ]
        elsewhere = make_campaign(tree.province, term=make_term("2018-2023"), begun_on=BEGUN)
        assert refusal(lambda: add(tree, plain_draft(parent_id=elsewhere.pk))) == [
            FieldError("parent", "Đợt sơ kết cấp trên thuộc nhiệm kỳ khác.")
        ]

    def test_a_removed_campaign_is_no_superior(self, tree: Tree) -> None:
        top = make_campaign(tree.province, begun_on=BEGUN)
        actions.remove_campaign(SYSTEM_ACTOR, campaign=top, on=DAY, reason="Lập nhầm", now=NOW)
        fields = [error.field for error in refusal(lambda: add(tree, plain_draft(parent_id=top.pk)))]
        assert fields == ["parent"]
