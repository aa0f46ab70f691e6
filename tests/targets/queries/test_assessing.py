"""Many targets judged as columns come out as each judged by itself."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.kernel.scoring import DEFAULT_SCHEME, SCHEMES, Comparator, Kind, Method, Period, Tally, TermYears
from nhiemky.targets.queries import (
    Facts,
    Figure,
    TargetFact,
    assess_facts,
    assess_one,
    assessed,
    assessing,
    counted_tally,
)
from tests.cast_targets import TODAY, make_place, make_target, make_term, record

TERM = TermYears(2021, 2025)
AS_OF = date(2023, 2, 21)
MILLION = 1_000_000


def make_fact(
    *values: int | None,
    comparator: Comparator = Comparator.AT_LEAST,
    target: int | None = 70 * MILLION,
    kind: str = "",
    method: str = "",
    **changes: object,
) -> TargetFact:
    figures = tuple(
        Figure(Period.of_year(2020 + place), value, None, None, None, False, "confirmed", 1, place, "")
        for place, value in enumerate(values, 1)
        if value is not None
    )
    fact = TargetFact(
        1, 1, "1", 1, "", "", "Thu nhập", "triệu đồng", comparator.value, target, None, None, None, None, None, kind,
        method, "none", False, False, True, None, "", "", False, figures, (),
    )  # fmt: skip
    return fact._replace(**changes)  # type: ignore[arg-type]


_scaled = st.one_of(
    st.integers(-5, 200).map(lambda value: value * MILLION), st.integers(-(10**9), 10**9), st.just(0)
)
_maybe = st.one_of(st.none(), _scaled)


@st.composite
def facts(draw: st.DrawFn) -> TargetFact:
    bounds = sorted(draw(st.tuples(_scaled, _scaled)))
    fact = make_fact(
        *draw(st.lists(_maybe, max_size=3)),
        comparator=draw(st.sampled_from(list(Comparator))),
        target=draw(_maybe),
        kind=draw(st.sampled_from(["", *(kind.value for kind in Kind)])),
        method=draw(st.sampled_from(["", *(method.value for method in Method)])),
        low_scaled=draw(st.sampled_from([None, bounds[0]])),
        high_scaled=draw(st.sampled_from([None, bounds[1]])),
        baseline_scaled=draw(_maybe),
        due=draw(st.sampled_from([None, date(2022, 12, 31), date(2025, 12, 31)])),
        name=draw(st.sampled_from(["Thu nhập", "Bình quân hằng năm", "Cả thời kỳ 2021-2025"])),
    )
    done = draw(st.sampled_from([None, True, False]))
    if fact.comparator == "done" and fact.figures:
        fact = fact._replace(figures=tuple(figure._replace(done=done) for figure in fact.figures))
    return fact


@settings(max_examples=60, deadline=None)
@given(st.lists(facts(), min_size=1, max_size=30), st.sampled_from(list(SCHEMES)))
def test_columns_judge_as_one_by_one(targets: list[TargetFact], name: str) -> None:
    everything = Facts(TERM, AS_OF, tuple(targets))
    columns = assessing._assess_columns(everything, SCHEMES[name])
    alone = [assess_one(fact, as_of=AS_OF, term=TERM, scheme=SCHEMES[name]) for fact in targets]
    assert [(each.class_code, each.met, each.attainment) for each in columns] == [
        (each.class_code, each.met, each.attainment) for each in alone
    ]
    assert [each.assessment for each in columns] == [each.assessment for each in alone]


@pytest.mark.parametrize(
    ("fact", "class_code", "attainment"),
    [
        (make_fact(63 * MILLION), "over_90", Fraction(90)),
        (make_fact(70 * MILLION), "met", Fraction(100)),
        (make_fact(30 * MILLION, 40 * MILLION, kind="accumulate"), "met", Fraction(100)),
        (make_fact(60 * MILLION, 70 * MILLION, 80 * MILLION, kind="average"), "met", Fraction(100)),
        (make_fact(80 * MILLION, 35 * MILLION, kind="every_period"), "over_50", Fraction(50)),
        (make_fact(), "no_data", None),
        (make_fact(due=date(2025, 6, 30)), "not_due", None),
        (make_fact(0), "under_50", Fraction(0)),
        (make_fact(50 * MILLION, target=None), "not_computable", None),
    ],
)
def test_class_and_attainment_of_known_cases(
    fact: TargetFact, class_code: str, attainment: Fraction | None
) -> None:
    many = Facts(TERM, AS_OF, (fact,) * assessing.MANY)
    for each in (
        *assess_facts(many, scheme=DEFAULT_SCHEME)[:1],
        assess_one(fact, as_of=AS_OF, term=TERM, scheme=DEFAULT_SCHEME),
    ):
        assert (each.class_code, each.attainment) == (class_code, attainment)


def test_sums_too_large_for_columns_are_judged_one_by_one() -> None:
    huge = 10**18 - 1
    fact = make_fact(*[huge] * 12, target=huge, kind="accumulate")
    figures = tuple(
        figure._replace(period=Period.of_month(2021 + place // 12, place % 12 + 1))
        for place, figure in enumerate(fact.figures)
    )
    many = Facts(TERM, AS_OF, (fact._replace(figures=figures),) * assessing.MANY)
    assert {each.attainment for each in assess_facts(many, scheme=DEFAULT_SCHEME)} == {Fraction(1200)}


@pytest.mark.django_db
def test_assessed_gives_the_facts_in_order_with_their_class() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    for number, value in (("1", 70), ("2", 60), ("3", None)):
        target = make_target(place, term, number)
        if value is not None:
            record(place, target, value)
    found = assessed(place.office, states=[place.state], term=term, as_of=TODAY, scheme=DEFAULT_SCHEME)
    assert [(each.fact.number, each.class_code) for each in found] == [
        ("1", "met"),
        ("2", "over_75"),
        ("3", "no_data"),
    ]


def test_tally_counts_counted_targets_only() -> None:
    shown = Facts(TERM, AS_OF, (make_fact(70 * MILLION), make_fact(1, counted=False), make_fact()))
    tally = counted_tally(assess_facts(shown, scheme=DEFAULT_SCHEME), DEFAULT_SCHEME)
    counts = dict.fromkeys(DEFAULT_SCHEME.class_codes, 0) | {"met": 1, "no_data": 1}
    assert tally == Tally(2, counts)
