"""The form of a unit, with its targets and the figures known so far, to be filled in Excel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nhiemky.kernel.scoring import DEFAULT_SCHEME, Comparator, Number
from nhiemky.kernel.sheets.form import FormRow, FormValue, write_form
from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor
from nhiemky.targets.queries import AssessedTarget, Figure, assessed


@dataclass(frozen=True, slots=True)
class FormFile:
    """A form as a file."""

    data: bytes
    file_name: str


def target_form(actor: Actor, *, state: UnitState, term: Term, today: date) -> FormFile:
    """This function will write the form of a unit and term with what is known today.

    :raises Denied: when the actor may not see the unit.
    """
    as_of = max(today, date(term.last_year, 12, 31))
    rows = assessed(actor, states=[state], term=term, as_of=as_of, scheme=DEFAULT_SCHEME)
    years = tuple(range(term.first_year, term.last_year + 1))
    data = write_form(
        [_row(each, years) for each in rows],
        unit=state.name,
        unit_code=state.unit.code,
        term=term.label,
        years=years,
    )
    return FormFile(data, f"bieu-chi-tieu-{state.unit.code}-{term.label}.xlsx")


def _row(each: AssessedTarget, years: tuple[int, ...]) -> FormRow:
    fact, goal = each.fact, each.fact.goal
    return FormRow(
        number=fact.number,
        name=fact.name,
        code=fact.code,
        group=fact.group,
        unit_of_measure=fact.unit_of_measure,
        comparator=goal.comparator.value,
        baseline=_value(goal.baseline),
        baseline_year=goal.baseline_year,
        target=_value(goal.low if goal.comparator is Comparator.BETWEEN else goal.target),
        high=_value(goal.high),
        kind=fact.kind,
        method=fact.method,
        due=fact.due,
        phased={year: Decimal(str(value)) for year, value in goal.phased},
        observed=_observed(fact.figures, years),
        note=fact.note,
    )


def _observed(figures: tuple[Figure, ...], years: tuple[int, ...]) -> dict[str, FormValue]:
    """Give the figure of each whole year; figures of parts of a year stay out, the form has no column for them."""
    found: dict[str, FormValue] = {}
    for figure in figures:
        year = figure.period.start.year
        whole = (figure.period.start.month, figure.period.end.month) == (1, 12)
        if year in years and whole and figure.period.end.year == year:
            value: FormValue | None = "Đạt" if figure.done else figure.value
            if value is not None:
                found[str(year)] = value
    return found


def _value(value: Number | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
