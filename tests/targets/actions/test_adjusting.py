"""Targets adjusted within the term: the old value stays readable, with the day and the directive that decided it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, FieldError, Invalid
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Comparator, Method
from nhiemky.org.models import Term
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.registry import actions as registry
from nhiemky.registry.models import Directive
from nhiemky.registry.vocab import DirectiveType
from nhiemky.targets import actions
from nhiemky.targets.models import PhasedValue, Target, TargetAdjustment
from nhiemky.targets.queries import differences, frozen_assessed, row_of, verify_freezes
from nhiemky.targets.vocab import TargetRow
from tests.cast import make_directive
from tests.cast_targets import Place, make_place, make_target, make_term, record
from tests.standing import standing

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 6, 1, 3, 0, tzinfo=UTC)
DECIDED = date(2023, 5, 10)
REASON = "Tình hình thực tế thay đổi"
FIXED = "Quyết định điều chỉnh không đổi mục này; đề nghị dùng “Sửa” để sửa lại danh sách."


@dataclass(frozen=True)
class Scene:
    place: Place
    term: Term
    target: Target
    decision: Directive


@standing
def scene() -> Scene:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term, "1", phased=((2022, Decimal(60)), (2023, Decimal(65))))
    decision = make_directive("12-NQ/ĐU", holder=place.unit, type=DirectiveType.RESOLUTION, issued_on=DECIDED)
    return Scene(place, term, target, decision)


def adjust(
    scene: Scene,
    row: TargetRow | None = None,
    *,
    actor: Actor | None = None,
    on: date = DECIDED,
    reason: str = REASON,
    now: datetime = NOW,
    directive: Directive | None = None,
    expected: TargetRow | None = None,
) -> TargetAdjustment:
    return actions.adjust_target(
        actor or scene.place.office,
        target=scene.target,
        decided_on=on,
        directive=directive or scene.decision,
        reason=reason,
        row=row or row_of(scene.target)._replace(target=Decimal("75.5")),
        now=now,
        expected=expected,
    )


def errors_of(scene: Scene, row: TargetRow | None = None, **changes: object) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        adjust(scene, row, **changes)  # type: ignore[arg-type]
    assert TargetAdjustment.objects.count() == 0
    return [(error.field, error.message) for error in refused.value.errors]


def test_adjusting_keeps_the_old_value_the_day_the_directive_and_the_reason(scene: Scene) -> None:
    row = adjust(scene, reason="  Tình hình\tthực tế thay đổi ")
    row.refresh_from_db()
    assert (row.target, row.decided_on, row.directive, row.reason) == (
        scene.target,
        DECIDED,
        scene.decision,
        REASON,
    )
    assert (row.old, row.new) == ({"target": "70"}, {"target": "75.5"})
    assert (row.adjusted_by, row.adjusted_at) == ("Văn phòng Tân Thanh Tây", NOW)
    scene.target.refresh_from_db()
    assert scene.target.target == Decimal("75.5")


def test_everything_that_a_decision_can_change_is_changed_and_kept(scene: Scene) -> None:
    former = row_of(scene.target)
    new = former._replace(
        name="Hộ nghèo còn từ 2% đến 3%",
        comparator=Comparator.BETWEEN,
        target=None,
        low=Decimal(2),
        high=Decimal(3),
        unit_of_measure="%",
        due=date(2024, 12, 31),
        method=Method.RANGE,
        phased=((2024, Decimal("2.5")),),
    )
    row = adjust(scene, new)
    scene.target.refresh_from_db()
    assert row_of(scene.target) == new
    assert scene.target.folded == "ho ngheo con tu 2% den 3%"
    assert row.old == {
        "name": former.name, "unit_of_measure": "triệu đồng", "comparator": "at_least", "target": "70", "low": None,
        "high": None, "due": None, "method": None, "phased": [[2022, "60"], [2023, "65"]],
    }  # fmt: skip
    assert row.new == {
        "name": new.name, "unit_of_measure": "%", "comparator": "between", "target": None, "low": "2", "high": "3",
        "due": "2024-12-31", "method": "range", "phased": [[2024, "2.5"]],
    }  # fmt: skip


def test_planned_values_that_stay_are_not_written_anew(scene: Scene) -> None:
    before = list(PhasedValue.objects.filter(target=scene.target).values_list("pk", "year", "value"))
    adjust(scene)
    assert list(PhasedValue.objects.filter(target=scene.target).values_list("pk", "year", "value")) == before


def test_one_line_in_the_ledger_says_all(scene: Scene) -> None:
    before = LedgerLine.objects.count()
    adjust(scene)
    assert LedgerLine.objects.count() == before + 1
    line = LedgerLine.objects.latest("sequence")
    assert (line.act, line.object_kind, line.object_id, line.branch, line.summary) == (
        "target.adjusted",
        "target",
        str(scene.target.pk),
        scene.place.state.path,
        "Điều chỉnh chỉ tiêu 1 từ ngày 10-5-2023",
    )
    assert line.before == {"target": "70"}
    assert line.after == {
        "target": "75.5",
        "decided_on": "2023-05-10",
        "directive": scene.decision.pk,
        "reason": REASON,
    }


def test_frozen_figures_are_not_touched(scene: Scene) -> None:
    record(scene.place, scene.target, 70, 2022)
    freeze = actions.freeze_figures(
        scene.place.office,
        unit=scene.place.unit,
        term=scene.term,
        cut_off=date(2023, 2, 21),
        label="Sơ kết",
        scheme=DEFAULT_SCHEME,
        now=NOW,
    )
    adjust(scene)
    (frozen,) = frozen_assessed(scene.place.office, freeze=freeze)
    assert (frozen.class_code, frozen.fact.goal.target) == ("met", Decimal(70))
    assert verify_freezes().ok
    assert differences(scene.place.office, freeze=freeze) == ()


@pytest.mark.parametrize("who", ["leader", "neighbour"])
def test_whoever_keeps_no_targets_there_is_denied(scene: Scene, who: str) -> None:
    neighbour = make_place("28957", "Nhuận Phú Tân")
    with pytest.raises(Denied):
        adjust(scene, actor=scene.place.leader if who == "leader" else neighbour.office)
    assert TargetAdjustment.objects.count() == 0


def test_a_target_changed_meanwhile_is_a_conflict(scene: Scene) -> None:
    seen = row_of(scene.target)
    actions.change_target(scene.place.office, target=scene.target, row=seen._replace(note="đã sửa"))
    with pytest.raises(Conflict) as refused:
        adjust(scene, seen._replace(target=Decimal(80)), expected=seen)
    assert (
        refused.value.message == "Chỉ tiêu vừa được người khác sửa. Đề nghị tải lại trang rồi điều chỉnh lại."
    )
    assert TargetAdjustment.objects.count() == 0


def test_a_removed_target_is_not_adjusted(scene: Scene) -> None:
    actions.remove_target(scene.place.office, target=scene.target, reason="trùng", now=NOW)
    message = "Chỉ tiêu đã được đưa ra khỏi danh sách; đề nghị khôi phục trước."
    assert errors_of(scene) == [("", message)]


def test_nothing_changed_is_said(scene: Scene) -> None:
    message = "Chưa có gì được điều chỉnh: nội dung giống hệt chỉ tiêu hiện nay."
    assert errors_of(scene, row_of(scene.target)) == [("", message)]


@pytest.mark.parametrize(
    ("field", "value"),
    [("number", "9"), ("group", "Xã hội"), ("main", True), ("counted", False), ("baseline", Decimal(5))],
)
def test_what_no_decision_changes_is_refused_by_name(scene: Scene, field: str, value: object) -> None:
    row = row_of(scene.target)._replace(target=Decimal(80), **{field: value})  # type: ignore[arg-type]
    assert errors_of(scene, row) == [(field, FIXED)]


@pytest.mark.parametrize(
    ("on", "now", "message"),
    [
        (date(2023, 6, 2), NOW, "Ngày quyết định không được sau hôm nay."),
        (
            date(2026, 1, 1),
            datetime(2026, 3, 1, tzinfo=UTC),
            "Nhiệm kỳ 2020-2025 đã kết thúc, chỉ tiêu không điều chỉnh được nữa.",
        ),
        (date(2019, 12, 31), NOW, "Ngày quyết định trước khi nhiệm kỳ 2020-2025 bắt đầu."),
    ],
)
def test_a_day_that_cannot_be_is_refused(scene: Scene, on: date, now: datetime, message: str) -> None:
    assert errors_of(scene, on=on, now=now) == [("decided_on", message)]


def test_the_day_is_that_of_this_country_not_of_greenwich(scene: Scene) -> None:
    adjust(scene, on=date(2023, 6, 2), now=datetime(2023, 6, 1, 18, 0, tzinfo=UTC))
    assert TargetAdjustment.objects.get().decided_on == date(2023, 6, 2)


@pytest.mark.parametrize("on", [DECIDED, date(2023, 5, 9)])
def test_a_second_decision_is_later_than_the_first(scene: Scene, on: date) -> None:
    adjust(scene)
    scene.target.refresh_from_db()
    with pytest.raises(Invalid) as refused:
        adjust(scene, row_of(scene.target)._replace(target=Decimal(80)), on=on)
    message = "Chỉ tiêu đã được điều chỉnh ngày 10-5-2023; ngày quyết định mới phải sau ngày đó."
    assert refused.value.errors == (FieldError("decided_on", message),)
    assert TargetAdjustment.objects.count() == 1


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("", "Chưa ghi lý do điều chỉnh chỉ tiêu."),
        (" \n", "Chưa ghi lý do điều chỉnh chỉ tiêu."),
        ("ư" * 501, "Lý do dài quá 500 ký tự."),
        ("a\x00", "Lý do có ký tự không lưu được."),
    ],
)
def test_an_unfit_reason_is_refused(scene: Scene, reason: str, message: str) -> None:
    assert errors_of(scene, reason=reason) == [("reason", message)]


def test_all_errors_are_said_at_once(scene: Scene) -> None:
    row = row_of(scene.target)._replace(name=" ", target=Decimal("1e15"))
    assert errors_of(scene, row, on=date(2023, 6, 2), reason="") == [
        ("target", "Chỉ tiêu nghị quyết: Số quá lớn: có trên 12 chữ số."),
        ("name", "Chưa ghi nội dung chỉ tiêu."),
        ("decided_on", "Ngày quyết định không được sau hôm nay."),
        ("reason", "Chưa ghi lý do điều chỉnh chỉ tiêu."),
    ]


def test_a_directive_that_was_withdrawn_or_may_not_be_seen_is_refused(scene: Scene) -> None:
    message = "Không có văn bản này trong sổ, hoặc văn bản đã được rút."
    hidden = make_directive("9-KH/ĐU", holder=make_place("28957", "Nhuận Phú Tân").unit)
    assert errors_of(scene, directive=hidden) == [("directive", message)]
    registry.withdraw_directive(SYSTEM_ACTOR, directive=scene.decision, reason="sai", now=NOW)
    assert errors_of(scene) == [("directive", message)]


def test_a_decision_without_a_directive_in_the_register_is_kept_with_its_reason(scene: Scene) -> None:
    row = actions.adjust_target(
        scene.place.office,
        target=scene.target,
        decided_on=DECIDED,
        directive=None,
        reason=REASON,
        row=row_of(scene.target)._replace(target=Decimal(75)),
        now=NOW,
    )
    assert (row.directive, row.reason) == (None, REASON)
