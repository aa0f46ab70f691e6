"""What boards and reports know of targets at a cut-off."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.kernel.scoring import Comparator, Goal, Kind, Measured, Method, Period, TermYears
from nhiemky.org.vocab import RoleCode
from nhiemky.targets import actions
from nhiemky.targets.models import Observation, Target
from nhiemky.targets.queries import Facts, TargetFact, target_facts
from tests.cast_targets import (
    NOW,
    TODAY,
    Place,
    actor_in,
    confirm_all,
    make_place,
    make_target,
    make_term,
    record,
    target_row,
)

pytestmark = pytest.mark.django_db


def facts_for(place: Place, target: Target, *, as_of: date = TODAY) -> Facts:
    return target_facts(place.office, states=[place.state], term=target.term, as_of=as_of)


def values(fact: TargetFact) -> list[tuple[str, Decimal | None]]:
    return [(figure.period.label, figure.value) for figure in fact.figures]


def test_target_arrives_whole() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(
        place,
        term,
        "7.1",
        comparator=Comparator.AT_MOST,
        target=Decimal("3.5"),
        baseline=Decimal(10),
        baseline_year=2020,
        due=date(2024, 6, 30),
        kind=Kind.SNAPSHOT,
        method=Method.LINEAR,
        main=True,
        code="HN",
        phased=((2021, Decimal("8.5")), (2023, Decimal(5))),
    )
    record(place, target, "4.25", 2021)
    facts = facts_for(place, target)
    (fact,) = facts.targets
    assert facts.term == TermYears(2021, 2025)
    assert fact.goal == Goal(
        comparator=Comparator.AT_MOST,
        target=Decimal("3.5"),
        baseline=Decimal(10),
        baseline_year=2020,
        phased=((2021, Decimal("8.5")), (2023, Decimal(5))),
        due=date(2024, 6, 30),
        kind=Kind.SNAPSHOT,
        method=Method.LINEAR,
        wording=target.name,
    )
    assert fact.measured == (Measured(Period.of_year(2021), Decimal("4.25"), None, ""),)
    assert (fact.number, fact.code, fact.main, fact.breakthrough, fact.counted) == (
        "7.1",
        "HN",
        True,
        False,
        True,
    )


def test_only_periods_begun_at_the_cut_off_count() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    for year in (2021, 2022, 2023, 2024):
        record(place, target, year - 1960, year)
    (fact,) = facts_for(place, target, as_of=date(2023, 2, 21)).targets
    assert values(fact) == [("2021", Decimal(61)), ("2022", Decimal(62)), ("2023", Decimal(63))]


def test_figures_come_by_the_end_of_their_period_whatever_the_order_of_entry() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    periods = [
        Period.of_year(2022),
        Period.of_quarter(2022, 4),
        Period.of_year(2021),
        Period.of_quarter(2022, 1),
    ]
    for period in periods:
        actions.record_observation(place.office, target=target, period=period, value=Decimal(1), now=NOW)
    (fact,) = facts_for(place, target).targets
    assert [figure.period.label for figure in fact.figures] == ["2021", "quý I-2022", "quý IV-2022", "2022"]


def test_own_people_see_the_latest_version_marked_unconfirmed() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    record(place, target, 60, confirmed=True)
    record(place, target, 61)
    facts = facts_for(place, target)
    (fact,) = facts.targets
    assert values(fact) == [("2022", Decimal(61))]
    assert fact.unconfirmed
    assert dict(facts.unconfirmed) == {place.unit.pk: 1}


def test_superior_sees_the_confirmed_version_below_a_draft_correction() -> None:
    district = make_place("838", "Mỏ Cày Bắc")
    place, term = make_place("28927", "Tân Thanh Tây", parent=district.state), make_term()
    target = make_target(place, term)
    record(place, target, 60, confirmed=True)
    record(place, target, 61)
    record(place, target, 55, 2021)
    facts = target_facts(district.office, states=[place.state], term=term, as_of=TODAY)
    (fact,) = facts.targets
    assert values(fact) == [("2022", Decimal(60))]
    assert not fact.unconfirmed
    assert dict(facts.unconfirmed) == {place.unit.pk: 0}


def test_superior_with_the_role_sees_unconfirmed_figures_when_asked() -> None:
    district = make_place("838", "Mỏ Cày Bắc")
    place, term = make_place("28927", "Tân Thanh Tây", parent=district.state), make_term()
    target = make_target(place, term)
    record(place, target, 60, confirmed=True)
    record(place, target, 61)
    overseer = actor_in(district.unit, RoleCode.OVERSEER, name="Ban Tổ chức")
    shown = [
        target_facts(who, states=[place.state], term=term, as_of=TODAY, include_unconfirmed=True).targets[0]
        for who in (overseer, district.office)
    ]
    assert [values(fact) for fact in shown] == [[("2022", Decimal(61))], [("2022", Decimal(60))]]
    assert [fact.unconfirmed for fact in shown] == [True, False]


def test_a_confirmed_withdrawal_takes_the_figure_away() -> None:
    district = make_place("838", "Mỏ Cày Bắc")
    place, term = make_place("28927", "Tân Thanh Tây", parent=district.state), make_term()
    target = make_target(place, term)
    record(place, target, 60, confirmed=True)
    record(place, target, None)
    seen = [
        [values(fact) for fact in target_facts(who, states=[place.state], term=term, as_of=TODAY).targets]
        for who in (place.office, district.office)
    ]
    assert seen == [[[]], [[("2022", Decimal(60))]]]
    confirm_all(place, term)
    (fact,) = target_facts(district.office, states=[place.state], term=term, as_of=TODAY).targets
    assert fact.figures == ()


def test_units_out_of_reach_are_left_out() -> None:
    district, far = make_place("838", "Mỏ Cày Bắc"), make_place("900", "Chợ Lách")
    place, term = make_place("28927", "Tân Thanh Tây", parent=district.state), make_term()
    make_target(place, term)
    make_target(far, term)
    facts = target_facts(district.office, states=[far.state, place.state], term=term, as_of=TODAY)
    assert [fact.unit_id for fact in facts.targets] == [place.unit.pk]


def test_targets_come_in_the_order_of_the_units_then_of_their_list() -> None:
    first, second, term = make_place("1", "Một"), make_place("2", "Hai"), make_term()
    for place in (first, second):
        for number in ("2", "1"):
            make_target(place, term, number)
    everyone = actor_in(first.unit, RoleCode.OFFICE, name="A")
    everyone = type(everyone)(None, "A", (*first.office.grants, *second.office.grants), TODAY)
    facts = target_facts(everyone, states=[second.state, first.state], term=term, as_of=TODAY)
    assert [(fact.unit_id, fact.number) for fact in facts.targets] == [
        (second.unit.pk, "2"),
        (second.unit.pk, "1"),
        (first.unit.pk, "2"),
        (first.unit.pk, "1"),
    ]
    assert set(facts.by_unit) == {first.unit.pk, second.unit.pk}


def test_removed_targets_are_not_there() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    actions.remove_target(place.office, target=target, reason="Trùng", now=NOW)
    assert facts_for(place, target).targets == ()


def test_an_estimate_is_said_of_the_latest_figure_only() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    for year, estimate in ((2021, True), (2022, False)):
        actions.record_observation(
            place.office,
            target=target,
            period=Period.of_year(year),
            value=Decimal(1),
            estimate=estimate,
            now=NOW,
        )
    assert not facts_for(place, target).targets[0].estimate
    assert facts_for(place, target, as_of=date(2021, 6, 1)).targets[0].estimate


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_does_not_depend_on_units_or_targets(count: int) -> None:
    district, term = make_place("838", "Mỏ Cày Bắc"), make_term()
    places = [make_place(f"c{n}", f"Xã {n}", parent=district.state) for n in range(count)]
    for place in places:
        rows = [target_row(str(n), phased=((2022, Decimal(5)),)) for n in range(1, count + 1)]
        actions.add_targets(place.office, unit=place.unit, term=term, rows=rows)
        for target in Target.objects.filter(unit=place.unit):
            record(place, target, 60)
    Observation.objects.update(state="confirmed")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        facts = target_facts(district.office, states=[each.state for each in places], term=term, as_of=TODAY)
    assert len(facts.targets) == count * count
    assert len(queries) == 4
