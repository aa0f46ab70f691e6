"""Random targets and observations, rich in edges: small numbers, zeros, missing parts, targets hit exactly."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from nhiemky.kernel.scoring import (
    SCHEMES,
    Comparator,
    Goal,
    Kind,
    Measured,
    Method,
    Period,
    TermYears,
)

TERM = TermYears(2021, 2025)

small = st.integers(-30, 130)
tenths = st.integers(-300, 1300).map(lambda number: Decimal(number) / 10)
millionths = st.integers(-(10**9), 10**9).map(lambda number: Decimal(number).scaleb(-6))
thirds = st.integers(-30, 300).map(lambda number: Fraction(number, 3))
huge = st.integers(-(10**24), 10**24).map(Decimal)
numbers = st.one_of(small, small, tenths, millionths, thirds, huge)
maybe = st.one_of(st.none(), numbers, numbers, numbers)

years = st.integers(2019, 2026).map(Period.of_year)
quarters = st.builds(Period.of_quarter, st.integers(2020, 2025), st.integers(1, 4))
halves = st.builds(Period.half, st.integers(2020, 2025), st.integers(1, 2))
periods = st.one_of(years, years, quarters, halves)
observations = st.builds(Measured, periods, numbers, st.sampled_from([None, None, True, False]))
histories = st.lists(observations, max_size=6)
days = st.integers(0, 365 * 7).map(lambda passed: date(2020, 1, 1) + timedelta(days=passed))

goals = st.builds(
    Goal,
    st.sampled_from(Comparator),
    target=maybe,
    low=maybe,
    high=maybe,
    baseline=maybe,
    due=st.one_of(st.none(), days),
    kind=st.sampled_from(Kind),
    method=st.one_of(st.none(), st.sampled_from(Method)),
)
schemes = st.sampled_from(sorted(SCHEMES.values(), key=lambda scheme: scheme.name))
