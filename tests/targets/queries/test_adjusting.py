"""What a target was on a day before it was adjusted, and how its adjustments are told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.history.vocab import Denied
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Comparator, Goal, Kind, Method
from nhiemky.org.models import Term
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.registry.models import Directive
from nhiemky.registry.vocab import Confidentiality, DirectiveType
from nhiemky.targets import actions
from nhiemky.targets.models import Target, TargetAdjustment
from nhiemky.targets.queries import (
    Adjustment,
    adjusted_within,
    adjustments,
    assessed,
    row_of,
    target_facts,
)
from nhiemky.targets.queries.adjusting import fact_columns
from tests.cast import make_directive
from tests.cast_targets import Place, make_place, make_target, make_term, record
from tests.standing import standing

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 12, 1, 3, 0, tzinfo=UTC)
FIRST, SECOND = date(2023, 5, 10), date(2024, 6, 20)


def adjust(
    place: Place, held: Target, on: date, directive: Directive | None = None, **changes: object
) -> TargetAdjustment:
    held.refresh_from_db()
    return actions.adjust_target(
        place.office,
        target=held,
        decided_on=on,
        directive=directive,
        reason="Thực tế thay đổi",
        row=row_of(held)._replace(**changes),  # type: ignore[arg-type]
        now=NOW,
    )


def goal_at(place: Place, term: Term, day: date) -> Goal:
    return target_facts(place.office, states=[place.state], term=term, as_of=day).targets[0].goal


@standing
def place() -> Place:
    return make_place("28927", "Tân Thanh Tây")


@standing
def twice(place: Place) -> Target:
    """Let a target of 70 become 75 and then 80 with another wording."""
    target = make_target(place, make_term(), "1", phased=((2023, Decimal(60)),))
    adjust(place, target, FIRST, target=Decimal(75))
    adjust(place, target, SECOND, target=Decimal(80), phased=(), name="Thu nhập, mới")
    return target


@pytest.mark.parametrize(
    ("day", "value", "name", "phased"),
    [
        (date(2023, 5, 9), 70, "Thu nhập bình quân đầu người, chỉ tiêu 1", ((2023, Decimal(60)),)),
        (FIRST, 75, "Thu nhập bình quân đầu người, chỉ tiêu 1", ((2023, Decimal(60)),)),
        (date(2024, 6, 19), 75, "Thu nhập bình quân đầu người, chỉ tiêu 1", ((2023, Decimal(60)),)),
        (SECOND, 80, "Thu nhập, mới", ()),
        (date.max, 80, "Thu nhập, mới", ()),
    ],
)
def test_facts_of_a_day_are_those_that_held_then(
    place: Place,
    twice: Target,
    day: date,
    value: int,
    name: str,
    phased: tuple[tuple[int, Decimal], ...],
) -> None:
    goal = goal_at(place, twice.term, day)
    assert (goal.target, goal.wording, goal.phased) == (Decimal(value), name, phased)


def test_every_column_of_a_former_target_comes_back(place: Place) -> None:
    target = make_target(place, make_term(), "1")
    former = goal_at(place, target.term, date.max)
    adjust(
        place, target, FIRST, comparator=Comparator.BETWEEN, target=None, low=Decimal(1), high=Decimal(2),
        due=date(2024, 12, 31), kind=Kind.AVERAGE, method=Method.RANGE, unit_of_measure="%",
    )  # fmt: skip
    adjust(
        place, target, SECOND, comparator=Comparator.AT_MOST, target=Decimal("2.5"), low=None, high=None, due=None,
        kind=Kind.SNAPSHOT, method=None,
    )  # fmt: skip
    assert goal_at(place, target.term, date(2023, 1, 1)) == former
    assert goal_at(place, target.term, FIRST) == Goal(
        comparator=Comparator.BETWEEN,
        low=Decimal(1),
        high=Decimal(2),
        due=date(2024, 12, 31),
        kind=Kind.AVERAGE,
        method=Method.RANGE,
        wording=former.wording,
    )
    now = goal_at(place, target.term, SECOND)
    assert (now.comparator, now.target, now.low, now.due, now.method) == (
        Comparator.AT_MOST,
        Decimal("2.5"),
        None,
        None,
        None,
    )


def test_the_band_of_a_day_follows_the_value_of_that_day(place: Place, twice: Target) -> None:
    record(place, twice, 70, 2022)

    def class_at(day: date) -> str:
        (row,) = assessed(
            place.office, states=[place.state], term=twice.term, as_of=day, scheme=DEFAULT_SCHEME
        )
        return row.class_code

    assert [class_at(day) for day in (date(2023, 5, 9), FIRST, SECOND)] == ["met", "over_90", "over_75"]


def test_columns_are_read_as_facts_keep_them() -> None:
    stated = {
        "target": "1.5",
        "low": None,
        "due": "2024-12-31",
        "phased": [[2023, "2"]],
        "name": "Tên",
        "kind": "",
    }
    assert fact_columns(stated) == {
        "target_scaled": 1_500_000,
        "low_scaled": None,
        "due": date(2024, 12, 31),
        "phased_scaled": ((2023, 2_000_000),),
        "name": "Tên",
        "kind": "",
    }
    assert fact_columns({"due": None}) == {"due": None}


def test_adjustments_are_told_with_the_goal_before_and_after(place: Place) -> None:
    target = make_target(place, make_term(), "1")
    decision = make_directive("12-NQ/ĐU", holder=place.unit, type=DirectiveType.RESOLUTION, issued_on=FIRST)
    first = adjust(place, target, FIRST, decision, target=Decimal(75))
    second = adjust(place, target, SECOND, target=Decimal(80), unit_of_measure="triệu đồng/năm")
    name = target.name
    goals = [Goal(Comparator.AT_LEAST, target=Decimal(value), wording=name) for value in (70, 75, 80)]
    assert adjustments(place.office, target=target) == (
        Adjustment(
            first.pk, target.pk, place.unit.pk, "1", FIRST, decision.pk, "12-NQ/ĐU", FIRST, "Thực tế thay đổi",
            goals[0], goals[1], "triệu đồng", "triệu đồng", ("target",), "Văn phòng Tân Thanh Tây",
        ),
        Adjustment(
            second.pk, target.pk, place.unit.pk, "1", SECOND, None, "", None, "Thực tế thay đổi", goals[1], goals[2],
            "triệu đồng", "triệu đồng/năm", ("unit_of_measure", "target"), "Văn phòng Tân Thanh Tây",
        ),
    )  # fmt: skip


def test_what_was_decided_is_told_even_when_the_target_was_corrected_since(
    place: Place, twice: Target
) -> None:
    twice.refresh_from_db()
    actions.change_target(place.office, target=twice, row=row_of(twice)._replace(target=Decimal(99)))
    told = adjustments(place.office, target=twice)
    assert [(each.old.target, each.new.target) for each in told] == [
        (Decimal(70), Decimal(75)),
        (Decimal(75), Decimal(80)),
    ]


def test_a_directive_whose_line_may_not_be_seen_is_not_named() -> None:
    district = make_place("838", "Mỏ Cày Bắc")
    commune = make_place("28927", "Tân Thanh Tây", parent=district.state)
    secret = make_directive(
        "3-KH/HU", holder=district.unit, confidentiality=Confidentiality.SECRET, issued_on=FIRST
    )
    target = make_target(commune, make_term(), "1")
    row = row_of(target)._replace(target=Decimal(75))
    actions.adjust_target(
        SYSTEM_ACTOR, target=target, decided_on=FIRST, directive=secret, reason="mật", row=row, now=NOW
    )

    def named(place: Place) -> list[tuple[int | None, str, date | None]]:
        return [
            (each.directive_id, each.directive_symbol, each.directive_issued_on)
            for each in adjustments(place.office, target=target)
        ]

    assert named(district) == [(secret.pk, "03-KH/HU", FIRST)]
    assert named(commune) == [(None, "", None)]
    with pytest.raises(Denied):
        named(make_place("28927-1", "ấp Tân Thới", parent=commune.state))


def test_adjustments_within_a_branch_are_those_up_to_the_day_in_the_order_of_targets() -> None:
    district, term = make_place("838", "Mỏ Cày Bắc"), make_term()
    communes = [make_place(f"c{n}", f"Xã {n}", parent=district.state) for n in range(2)]
    for commune in communes:
        for number in ("1", "2"):
            target = make_target(commune, term, number)
            adjust(commune, target, FIRST if number == "1" else SECOND, target=Decimal(75))
    states = [commune.state for commune in communes]

    def told(day: date) -> list[tuple[int, str]]:
        rows = adjusted_within(district.office, states=states, term=term, as_of=day)
        return [(row.unit_id, row.number) for row in rows]

    one, other = (commune.unit.pk for commune in communes)
    assert told(date(2023, 5, 9)) == []
    assert told(FIRST) == [(one, "1"), (other, "1")]
    assert told(SECOND) == [(one, "1"), (one, "2"), (other, "1"), (other, "2")]
    neighbour = make_place("999", "Nơi khác")
    assert adjusted_within(neighbour.office, states=states, term=term, as_of=SECOND) == ()


@pytest.mark.parametrize("count", [0, 1, 3])
def test_number_of_queries_does_not_depend_on_adjustments(place: Place, count: int) -> None:
    term = make_term()
    decision = make_directive("12-NQ/ĐU", holder=place.unit, type=DirectiveType.RESOLUTION, issued_on=FIRST)
    target = make_target(place, term, "1")
    for step in range(count):
        adjust(place, target, date(2023, 5, 10 + step), decision, target=Decimal(71 + step))
    with CaptureQueriesContext(connection) as queries:
        target_facts(place.office, states=[place.state], term=term, as_of=date(2023, 1, 1))
    with CaptureQueriesContext(connection) as told:
        adjusted_within(place.office, states=[place.state], term=term, as_of=date.max)
    assert (len(queries), len(told)) == (4, 2)
