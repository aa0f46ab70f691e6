"""What a review report is composed from: the board of a unit (of today or frozen), its issuer, its figures by year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nhiemky.kernel.scoring import Comparator, Kind, Number, Scheme, TermYears
from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor
from nhiemky.reporting.adjusted import adjusted_notes
from nhiemky.reporting.board import composed
from nhiemky.reporting.issuer import issuer_of
from nhiemky.reporting.labels import figure_text
from nhiemky.reporting.review import ReviewFacts, YearValues
from nhiemky.targets.models import Freeze
from nhiemky.targets.queries import (
    AssessedTarget,
    adjusted_within,
    assessed,
    frozen_assessed,
    frozen_scheme,
)

DONE = "Đạt"


def review_facts(
    actor: Actor,
    *,
    state: UnitState,
    term: Term,
    as_of: date,
    scheme: Scheme,
    include_unconfirmed: bool = False,
    freeze: Freeze | None = None,
    day: date | None = None,
    number: int | None = None,
    draft: str = "",
) -> ReviewFacts:
    """This function will gather the facts of a review report, from a freeze where one is given.

    :raises Denied: when the actor may not see the unit.
    """
    if freeze is not None:
        rows: Sequence[AssessedTarget] = frozen_assessed(actor, freeze=freeze)
        as_of, scheme = freeze.cut_off, frozen_scheme(freeze)
    else:
        rows = assessed(
            actor,
            states=[state],
            term=term,
            as_of=as_of,
            scheme=scheme,
            include_unconfirmed=include_unconfirmed,
        )
    years = reported_years(rows)
    planned = TermYears(term.first_year, term.last_year)
    planned_year = planned.year_of(as_of)
    return ReviewFacts(
        board=composed(rows, state=state, term=term, as_of=as_of, scheme=scheme),
        planned=planned,
        issuer=issuer_of(state, on=day or as_of),
        years=years,
        values={row.fact.id: year_values(row, years, planned_year) for row in rows},
        day=day,
        number=number,
        draft=draft,
        frozen_label=freeze.label if freeze is not None else "",
        adjusted=adjusted_notes(adjusted_within(actor, states=[state], term=term, as_of=as_of)),
    )


def reported_years(rows: Sequence[AssessedTarget]) -> tuple[int, ...]:
    """This function will give the years in which a figure was reported, in order."""
    return tuple(sorted({figure.period.end.year for row in rows for figure in row.fact.figures}))


def year_values(row: AssessedTarget, years: Sequence[int], planned_year: int) -> YearValues:
    """This function will write the figures of a target by year.

    Where a year was reported in parts, they are put together as the target's kind puts periods together (a sum, a
    mean); of other kinds the last figure of the year is shown.
    """
    reported: dict[int, Number | str | None] = {
        figure.period.end.year: DONE if figure.done else figure.value for figure in row.fact.figures
    }
    assessment = row.assessment
    if assessment.kind in (Kind.ACCUMULATE, Kind.AVERAGE) and row.fact.goal.comparator is not Comparator.DONE:
        joined = {year: assessment.of_year(year) for year in reported}
        reported |= {year: value for year, value in joined.items() if value is not None}
    planned = dict(row.fact.goal.phased).get(planned_year)
    figures = tuple(reported.get(year) for year in years)
    texts = tuple(each if isinstance(each, str) else figure_text(each) for each in figures)
    return YearValues(row.fact.id, figure_text(planned, places=6), texts, figures)
