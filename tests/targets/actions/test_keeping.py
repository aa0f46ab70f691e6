"""Keeping the list of targets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid
from nhiemky.kernel.scoring import Comparator, Kind, Method
from nhiemky.targets import actions
from nhiemky.targets.models import PhasedValue, Target
from nhiemky.targets.queries import row_of
from nhiemky.targets.vocab import RollUpRule, TargetRow
from tests.cast_targets import NOW, Place, make_place, make_target, make_term, record, target_row

pytestmark = pytest.mark.django_db

FULL = TargetRow(
    number="7",
    name="Tỷ lệ hộ nghèo còn dưới 2 %",
    comparator=Comparator.BELOW,
    target=Decimal("2"),
    baseline=Decimal("4.75"),
    baseline_year=2020,
    unit_of_measure="%",
    group="Xã hội",
    code="HN",
    due=date(2024, 12, 31),
    kind=Kind.SNAPSHOT,
    method=Method.LINEAR,
    roll_up=RollUpRule.RATIO_OF_SUMS,
    main=True,
    breakthrough=True,
    owner="Ủy ban nhân dân xã",
    note="Theo chuẩn mới",
    phased=((2021, Decimal("4")), (2023, Decimal("3.125"))),
)


def last_line() -> LedgerLine:
    return LedgerLine.objects.latest("sequence")


def test_added_target_comes_back_as_it_was_stated() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = actions.add_target(place.office, unit=place.unit, term=term, row=FULL)
    assert row_of(target) == FULL
    assert (target.position, target.folded) == (1, "ty le ho ngheo con duoi 2 %")
    line = last_line()
    assert (line.act, line.object_id, line.branch) == ("target.added", str(target.pk), place.state.path)
    assert line.after is not None
    assert (line.after["target"], line.after["phased"]) == ("2", [[2021, "4"], [2023, "3.125"]])


def test_many_targets_keep_their_order_and_leave_one_line() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    make_target(place, term, "9")
    rows = [target_row("2"), target_row("1"), target_row("1.1", parent_number="1", counted=False)]
    before = LedgerLine.objects.count()
    ids = actions.add_targets(place.office, unit=place.unit, term=term, rows=rows)
    found = Target.objects.order_by("position").values_list("number", "position", "parent__number", "counted")
    assert list(found) == [
        ("9", 1, None, True),
        ("2", 2, None, True),
        ("1", 3, None, True),
        ("1.1", 4, "1", False),
    ]
    assert set(ids) == {"9", "2", "1", "1.1"}
    assert LedgerLine.objects.count() == before + 1
    assert last_line().act == "targets.added"


def test_many_targets_are_all_refused_with_every_row_in_error() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    make_target(place, term, "1")
    rows = [
        target_row("1"),
        target_row("2", name=" "),
        target_row("3", low=Decimal(9), high=Decimal(8)),
        target_row("4"),
        target_row("4"),
        target_row("5", parent_number="99"),
        target_row("6", parent_number="6"),
    ]
    with pytest.raises(Invalid) as refused:
        actions.add_targets(place.office, unit=place.unit, term=term, rows=rows)
    assert [(error.field, error.message) for error in refused.value.errors] == [
        ("0|number", "Số thứ tự 1 đã có chỉ tiêu khác."),
        ("1|name", "Chưa ghi nội dung chỉ tiêu."),
        ("2|high", "Cận trên nhỏ hơn cận dưới."),
        ("4|number", "Số thứ tự 4 đã có chỉ tiêu khác."),
        ("5|parent_number", "Không có chỉ tiêu số 99 để chứa chỉ tiêu này."),
        ("6|parent_number", "Chỉ tiêu không thể thuộc về chính nó."),
    ]
    assert Target.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"number": ""}, "number", "Chưa ghi số thứ tự của chỉ tiêu."),
        ({"number": "1" * 21}, "number", "Số thứ tự dài quá 20 ký tự."),
        ({"name": "a\x00b"}, "name", "Nội dung chỉ tiêu có ký tự không lưu được."),
        ({"name": "x" * 2001}, "name", "Nội dung chỉ tiêu dài quá 2000 ký tự."),
        ({"target": Decimal("NaN")}, "target", "Chỉ tiêu nghị quyết: Giá trị phải là một số hữu hạn."),
        ({"target": Decimal("1E+400")}, "target", "Chỉ tiêu nghị quyết: Số quá lớn: có trên 12 chữ số."),
        ({"baseline": Decimal("0.1234567")}, "baseline", "Mức gốc: Số có quá sáu chữ số thập phân."),
        (
            {"comparator": Comparator.BETWEEN, "target": None},
            "low",
            "So sánh “trong khoảng” cần cận dưới hoặc cận trên.",
        ),
        ({"method": Method.RANGE}, "method", "Cách tính không dùng được với kiểu so sánh đã chọn."),
        ({"baseline_year": 1900}, "baseline_year", "Năm gốc 1900 không hợp lệ."),
        ({"baseline_year": 2026}, "baseline_year", "Năm gốc 2026 không hợp lệ."),
        ({"due": date(2019, 1, 1)}, "due", "Hạn hoàn thành nằm ngoài nhiệm kỳ."),
        ({"phased": ((2019, Decimal(1)),)}, "phased_2019", "Phân kỳ năm 2019 nằm ngoài nhiệm kỳ."),
        (
            {"phased": ((2022, Decimal(1)), (2022, Decimal(2)))},
            "phased_2022",
            "Phân kỳ năm 2022 ghi hai lần.",
        ),
        ({"phased": ((2022, Decimal("Infinity")),)}, "phased_2022", "Giá trị phải là một số hữu hạn."),
    ],
)
def test_unsound_target_is_refused_by_field(changes: dict[str, object], field: str, message: str) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    with pytest.raises(Invalid) as refused:
        make_target(place, term, **{"number": "1", **changes})  # type: ignore[arg-type]
    assert [(error.field, error.message) for error in refused.value.errors] == [(f"0|{field}", message)]


def test_empty_list_is_refused() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    with pytest.raises(Invalid, match="Danh sách chỉ tiêu trống"):
        actions.add_targets(place.office, unit=place.unit, term=term, rows=[])


def test_a_target_without_a_figure_to_reach_may_be_kept() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term, target=None, name="Tỷ lệ hộ nghèo thấp hơn bình quân chung của huyện")
    assert row_of(target).target is None


def test_the_same_number_may_stand_in_another_unit_and_another_term() -> None:
    place, other, term = make_place("1", "Một"), make_place("2", "Hai"), make_term()
    numbers = [
        make_target(where, when, "7").number
        for where, when in ((place, term), (other, term), (place, make_term("2025-2030")))
    ]
    assert numbers == ["7", "7", "7"]


def test_change_keeps_before_and_after_of_what_changed() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = actions.add_target(place.office, unit=place.unit, term=term, row=FULL)
    changed = actions.change_target(
        place.office,
        target=target,
        row=FULL._replace(target=Decimal("1.5"), phased=((2022, Decimal(3)),), kind=None),
        expected=FULL,
    )
    assert row_of(changed) == FULL._replace(target=Decimal("1.5"), phased=((2022, Decimal(3)),), kind=None)
    line = last_line()
    assert line.before == {"target": "2", "kind": "snapshot", "phased": [[2021, "4"], [2023, "3.125"]]}
    assert line.after == {"target": "1.5", "kind": None, "phased": [[2022, "3"]]}


def test_change_of_what_somebody_else_changed_is_a_conflict() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    seen = row_of(target)
    actions.change_target(place.office, target=target, row=seen._replace(target=Decimal(75)))
    with pytest.raises(Conflict, match="vừa được người khác sửa"):
        actions.change_target(
            place.office, target=target, row=seen._replace(target=Decimal(80)), expected=seen
        )
    assert row_of(Target.objects.get()).target == Decimal(75)


def test_change_to_a_taken_number_or_into_its_own_part_is_refused() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    first = make_target(place, term, "1")
    make_target(place, term, "1.1", parent_number="1")
    messages = []
    for row in (target_row("1.1"), target_row("1", parent_number="1.1"), target_row("1", parent_number="5")):
        with pytest.raises(Invalid) as refused:
            actions.change_target(place.office, target=first, row=row)
        messages.append(refused.value.message)
    assert messages == [
        "Số thứ tự 1.1 đã có chỉ tiêu khác.",
        "Chỉ tiêu không thể thuộc về chỉ tiêu thành phần của nó.",
        "Không có chỉ tiêu số 5 để chứa chỉ tiêu này.",
    ]


def test_removed_target_frees_its_number_and_comes_back_with_its_figures() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    record(place, target, 60)
    removed = actions.remove_target(place.office, target=target, reason="Ghi trùng", now=NOW)
    assert removed.removed_at == NOW
    assert last_line().after == {"reason": "Ghi trùng"}
    restored = actions.restore_target(place.office, target=target)
    assert (restored.removed_at, restored.observations.count()) == (None, 1)
    assert last_line().act == "target.restored"


def test_target_whose_number_was_given_away_cannot_come_back() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    actions.remove_target(place.office, target=target, reason="Ghi trùng", now=NOW)
    make_target(place, term)
    with pytest.raises(Invalid, match="Số thứ tự 1 đã có chỉ tiêu khác"):
        actions.restore_target(place.office, target=target)


def test_removing_asks_for_a_reason_and_for_the_parts_first() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    part = make_target(place, term, "1.1", parent_number="1")
    with pytest.raises(Invalid, match="Chưa ghi lý do"):
        actions.remove_target(place.office, target=target, reason=" ", now=NOW)
    with pytest.raises(Invalid, match="còn chỉ tiêu thành phần"):
        actions.remove_target(place.office, target=target, reason="Bỏ", now=NOW)
    actions.remove_target(place.office, target=part, reason="Bỏ", now=NOW)
    actions.remove_target(place.office, target=target, reason="Bỏ", now=NOW)
    with pytest.raises(Invalid, match="Chỉ tiêu cha không còn"):
        actions.restore_target(place.office, target=part)
    with pytest.raises(Invalid, match="đã được đưa ra khỏi danh sách"):
        actions.remove_target(place.office, target=target, reason="Bỏ", now=NOW)


def test_restoring_what_is_in_the_list_is_refused() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    with pytest.raises(Invalid, match="đang có trong danh sách"):
        actions.restore_target(place.office, target=make_target(place, term))


def test_phased_values_take_the_place_of_those_before() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term, phased=((2021, Decimal(50)),))
    actions.set_phased_values(place.office, target=target, values={2023: Decimal(60), 2022: Decimal("55.5")})
    found = PhasedValue.objects.order_by("year").values_list("year", flat=True)
    assert list(found) == [2022, 2023]
    assert (last_line().before, last_line().after) == (
        {"phased": [[2021, "50"]]},
        {"phased": [[2022, "55.5"], [2023, "60"]]},
    )


def test_phased_values_in_error_change_nothing() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term, phased=((2021, Decimal(50)),))
    with pytest.raises(Invalid) as refused:
        actions.set_phased_values(
            place.office, target=target, values={2030: Decimal(1), 2022: Decimal("NaN")}
        )
    assert [error.field for error in refused.value.errors] == ["phased_2030", "phased_2022"]
    assert row_of(target).phased == ((2021, Decimal(50)),)


@pytest.mark.parametrize(
    "act",
    [
        lambda place, target: actions.add_target(
            place.leader, unit=place.unit, term=target.term, row=target_row("2")
        ),
        lambda place, target: actions.add_targets(
            place.leader, unit=place.unit, term=target.term, rows=[target_row("2")]
        ),
        lambda place, target: actions.change_target(place.leader, target=target, row=target_row("1")),
        lambda place, target: actions.remove_target(place.leader, target=target, reason="Bỏ", now=NOW),
        lambda place, target: actions.restore_target(place.leader, target=target),
        lambda place, target: actions.set_phased_values(place.leader, target=target, values={}),
    ],
)
def test_a_leader_keeps_no_targets(act: Callable[[Place, Target], object]) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    lines = LedgerLine.objects.count()
    with pytest.raises(Denied):
        act(place, target)
    assert (Target.objects.count(), LedgerLine.objects.count()) == (1, lines)
