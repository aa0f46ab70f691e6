"""Rounds are added, changed, removed and restored; their windows and stages stay in order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import Round
from nhiemky.campaign.vocab import RoundDraft, RoundKind, StageCode
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, FieldError, Invalid
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast import leader, office, overseer
from tests.cast_campaign import BEGUN, NOW, Plan, make_plan, make_review
from tests.standing import standing

pytestmark = pytest.mark.django_db

DAY = date(2023, 2, 1)
HELD, CLOSED, PLANNED = StageCode.HELD, StageCode.CLOSED, StageCode.PLANNED
DRAFT = RoundDraft(
    RoundKind.GRASSROOTS,
    "Các chi bộ cơ quan",
    date(2023, 3, 13),
    date(2023, 3, 24),
    (HELD, PLANNED),
    ("Báo cáo", "  Kế\thoạch "),
)


@standing
def plan() -> Plan:
    return make_plan()


def refusal(act: Callable[[], object]) -> list[FieldError]:
    with pytest.raises(Invalid) as caught:
        act()
    return list(caught.value.errors)


def test_a_round_is_added_after_the_others(plan: Plan) -> None:
    row = actions.add_round(
        office(plan.tree.district), campaign=plan.campaign, draft=DRAFT, on=BEGUN, now=NOW
    )
    assert queries.stated_round(Round.objects.get(pk=row.pk)) == DRAFT._replace(
        stages=(PLANNED, HELD), documents=("Báo cáo", "Kế hoạch")
    )
    assert row.position == 4
    line = LedgerLine.objects.get(act="round.added")
    assert line.summary == "Thêm vòng “Các chi bộ cơ quan” vào đợt sơ kết “Sơ kết giữa nhiệm kỳ”"
    assert (line.object_kind, line.object_id, line.branch) == (
        "campaign",
        str(plan.campaign.pk),
        plan.tree.district.path,
    )
    assert line.after == {
        "round": row.pk,
        "stated": {
            "kind": "grassroots",
            "name": "Các chi bộ cơ quan",
            "starts_on": "2023-03-13",
            "ends_on": "2023-03-24",
            "stages": ["planned", "held"],
            "documents": ["Báo cáo", "Kế hoạch"],
        },
        "on": "2023-01-03",
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": " "}, ("name", "Chưa ghi nội dung ô “Tên vòng”.")),
        ({"name": "x" * 201}, ("name", "Tên vòng dài quá 200 ký tự.")),
        (
            {"ends_on": date(2023, 3, 12)},
            ("ends_on", "Ngày kết thúc vòng (12-3-2023) trước ngày bắt đầu vòng (13-3-2023)."),
        ),
        (
            {"starts_on": date(2023, 1, 2)},
            ("starts_on", "Ngày bắt đầu vòng (2-1-2023) trước ngày của kế hoạch (3-1-2023)."),
        ),
        (
            {"ends_on": date(2027, 1, 1)},
            ("ends_on", "Ngày kết thúc vòng (1-1-2027) nằm ngoài nhiệm kỳ 2020-2025."),
        ),
        ({"stages": (PLANNED,)}, ("stages", "Vòng phải đi qua giai đoạn tổ chức hội nghị.")),
        ({"documents": ("x" * 301,)}, ("documents", "Tên văn kiện dài quá 300 ký tự.")),
        (
            {"documents": tuple(f"Văn kiện {n}" for n in range(51))},
            ("documents", "Không quá 50 văn kiện cho một vòng."),
        ),
    ],
)
def test_a_round_out_of_order_is_refused(
    plan: Plan, changes: dict[str, object], expected: tuple[str, str]
) -> None:
    draft = DRAFT._replace(**changes)  # type: ignore[arg-type]
    error = [FieldError(*expected)]
    assert (
        refusal(
            lambda: actions.add_round(SYSTEM_ACTOR, campaign=plan.campaign, draft=draft, on=BEGUN, now=NOW)
        )
        == error
    )
    assert (
        refusal(lambda: actions.change_round(SYSTEM_ACTOR, round=plan.pilot, draft=draft, on=BEGUN, now=NOW))
        == error
    )
    assert Round.objects.count() == 3


def test_a_round_goes_through_stages_of_its_campaign_only(plan: Plan) -> None:
    stages = [stage for stage in queries.stated_campaign(plan.campaign).stages if stage.code is not CLOSED]
    actions.set_stages(SYSTEM_ACTOR, campaign=plan.campaign, stages=stages, on=BEGUN, now=NOW)
    draft = DRAFT._replace(stages=(HELD, CLOSED))
    assert refusal(
        lambda: actions.add_round(SYSTEM_ACTOR, campaign=plan.campaign, draft=draft, on=BEGUN, now=NOW)
    ) == [FieldError("stages", "Vòng đi qua giai đoạn mà đợt sơ kết không có.")]


def test_a_name_in_use_is_refused(plan: Plan) -> None:
    taken = DRAFT._replace(name=plan.others.name)
    with pytest.raises(Conflict, match="đã có vòng tên “Các chi bộ, đảng bộ trực thuộc còn lại”"):
        actions.add_round(SYSTEM_ACTOR, campaign=plan.campaign, draft=taken, on=BEGUN, now=NOW)
    with pytest.raises(Conflict):
        actions.change_round(SYSTEM_ACTOR, round=plan.pilot, draft=taken, on=BEGUN, now=NOW)
    assert Round.objects.get(pk=plan.pilot.pk).name == "Làm điểm"


def test_a_round_is_changed_and_both_states_kept_in_the_ledger(plan: Plan) -> None:
    actions.change_round(leader(plan.tree.district), round=plan.pilot, draft=DRAFT, on=BEGUN, now=NOW)
    assert queries.stated_round(Round.objects.get(pk=plan.pilot.pk)).name == "Các chi bộ cơ quan"
    line = LedgerLine.objects.get(act="round.changed")
    assert (line.before["stated"]["name"], line.after["stated"]["name"]) == (
        "Làm điểm",
        "Các chi bộ cơ quan",
    )
    assert line.summary == "Sửa vòng “Các chi bộ cơ quan” của đợt sơ kết “Sơ kết giữa nhiệm kỳ”"


def test_a_stage_that_a_unit_went_through_is_not_left_out_of_its_round(plan: Plan) -> None:
    make_review(plan.campaign, plan.tree.commune, stage=StageCode.PREPARING)
    assert refusal(
        lambda: actions.change_round(SYSTEM_ACTOR, round=plan.pilot, draft=DRAFT, on=BEGUN, now=NOW)
    ) == [FieldError("stages", "Không bỏ được giai đoạn mà đơn vị của vòng đã đi qua.")]
    wider = DRAFT._replace(stages=(PLANNED, StageCode.PREPARING, HELD))
    changed = actions.change_round(SYSTEM_ACTOR, round=plan.pilot, draft=wider, on=BEGUN, now=NOW)
    assert changed.stages == ["planned", "preparing", "held"]


def test_a_round_is_removed_and_restored(plan: Plan) -> None:
    person = office(plan.tree.district)
    actions.remove_round(person, round=plan.own, on=DAY, reason="Gộp vào đợt của tỉnh", now=NOW)
    names = [part.name for part in queries.rounds(person, campaign=plan.campaign, on=DAY)]
    assert names == ["Làm điểm", "Các chi bộ, đảng bộ trực thuộc còn lại"]
    earlier = queries.rounds(person, campaign=plan.campaign, on=date(2023, 1, 31))
    assert [part.pk for part in earlier] == [plan.pilot.pk, plan.others.pk, plan.own.pk]
    assert queries.removed_rounds(person, campaign=plan.campaign) == [plan.own]
    actions.restore_round(person, round=plan.own)
    assert len(queries.rounds(person, campaign=plan.campaign, on=DAY)) == 3
    found = LedgerLine.objects.filter(act__in=["round.removed", "round.restored"]).order_by("sequence")
    assert [(line.summary, line.after) for line in found] == [
        (
            "Bỏ vòng “Cấp huyện”: Gộp vào đợt của tỉnh",
            {"round": plan.own.pk, "removed_on": "2023-02-01", "reason": "Gộp vào đợt của tỉnh"},
        ),
        ("Khôi phục vòng “Cấp huyện”", {"round": plan.own.pk, "removed_on": None}),
    ]


@pytest.mark.parametrize(
    ("on", "reason", "now", "expected"),
    [
        (DAY, "", NOW, ("reason", "Chưa ghi nội dung ô “Lý do”.")),
        (DAY, "Thôi", datetime(2023, 1, 31, 9, tzinfo=UTC), ("on", "Ngày bỏ (1-2-2023) chưa đến.")),
        (
            date(2023, 1, 1),
            "Thôi",
            NOW,
            ("on", "Ngày bỏ (1-1-2023) trước ngày của kế hoạch (3-1-2023)."),
        ),
    ],
)
def test_removing_out_of_order_is_refused(
    plan: Plan, on: date, reason: str, now: datetime, expected: tuple[str, str]
) -> None:
    assert refusal(
        lambda: actions.remove_round(SYSTEM_ACTOR, round=plan.own, on=on, reason=reason, now=now)
    ) == [FieldError(*expected)]


def test_a_round_with_units_stays(plan: Plan) -> None:
    review = make_review(plan.campaign, plan.tree.commune)
    assert refusal(
        lambda: actions.remove_round(SYSTEM_ACTOR, round=plan.pilot, on=DAY, reason="Thôi", now=NOW)
    ) == [FieldError("", "Vòng còn đơn vị tham gia. Đề nghị đưa các đơn vị ra khỏi vòng trước.")]
    actions.withdraw_review(SYSTEM_ACTOR, review=review, on=DAY, reason="Thôi", now=NOW)
    gone = actions.remove_round(SYSTEM_ACTOR, round=plan.pilot, on=DAY, reason="Thôi", now=NOW)
    assert gone.removed_on == DAY
    assert refusal(lambda: actions.restore_review(SYSTEM_ACTOR, review=review, now=NOW, on=DAY)) == [
        FieldError("round", "Vòng này đã được bỏ; đề nghị khôi phục vòng trước.")
    ]


def test_what_is_removed_is_neither_changed_nor_removed_again(plan: Plan) -> None:
    with pytest.raises(Conflict, match="đang có hiệu lực"):
        actions.restore_round(SYSTEM_ACTOR, round=plan.own)
    actions.remove_round(SYSTEM_ACTOR, round=plan.own, on=DAY, reason="Thôi", now=NOW)
    for act in (
        lambda: actions.remove_round(SYSTEM_ACTOR, round=plan.own, on=DAY, reason="Thôi", now=NOW),
        lambda: actions.change_round(SYSTEM_ACTOR, round=plan.own, draft=DRAFT, on=BEGUN, now=NOW),
    ):
        with pytest.raises(Conflict, match="Vòng đã được bỏ từ ngày 1-2-2023"):
            act()
    assert refusal(
        lambda: actions.enter_units(
            SYSTEM_ACTOR, round=plan.own, units=[plan.tree.district.unit], on=DAY, now=NOW
        )
    ) == [FieldError("round", "Vòng này đã được bỏ.")]


def test_a_name_taken_meanwhile_keeps_a_round_from_coming_back(plan: Plan) -> None:
    actions.remove_round(SYSTEM_ACTOR, round=plan.own, on=DAY, reason="Thôi", now=NOW)
    actions.add_round(
        SYSTEM_ACTOR, campaign=plan.campaign, draft=DRAFT._replace(name=plan.own.name), on=BEGUN, now=NOW
    )
    with pytest.raises(Conflict, match="đã có vòng tên “Cấp huyện”"):
        actions.restore_round(SYSTEM_ACTOR, round=plan.own)


def test_who_does_not_run_the_campaign_is_denied(plan: Plan) -> None:
    make_review(plan.campaign, plan.tree.commune)
    for person in (office(plan.tree.commune), overseer(plan.tree.district), leader(plan.tree.far)):
        for act in (
            lambda person=person: actions.add_round(
                person, campaign=plan.campaign, draft=DRAFT, on=BEGUN, now=NOW
            ),
            lambda person=person: actions.change_round(
                person, round=plan.own, draft=DRAFT, on=BEGUN, now=NOW
            ),
            lambda person=person: actions.remove_round(
                person, round=plan.own, on=DAY, reason="Thôi", now=NOW
            ),
            lambda person=person: actions.restore_round(person, round=plan.own),
            lambda person=person: queries.removed_rounds(person, campaign=plan.campaign),
        ):
            with pytest.raises(Denied):
                act()
    assert Round.objects.filter(removed_on__isnull=True).count() == 3
