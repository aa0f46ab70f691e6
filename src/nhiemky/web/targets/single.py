"""One target: where it stands and why, its picture, every version of its figures with the source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.kernel.scoring import Goal, Scheme
from nhiemky.org.queries import state_of
from nhiemky.org.vocab import Verb
from nhiemky.reporting.board.lines import TargetLine, target_line
from nhiemky.reporting.labels import figure_text
from nhiemky.targets import queries
from nhiemky.targets.queries import AssessedTarget
from nhiemky.web.bands import tones
from nhiemky.web.excel import About
from nhiemky.web.pages import page
from nhiemky.web.tables import Table
from nhiemky.web.targets.chart import Chart, chart_of
from nhiemky.web.targets.figures import ShownFigures, shown_figures
from nhiemky.web.targets.listing import remarks
from nhiemky.web.targets.past import decisions_table, versions_table
from nhiemky.web.targets.words import Standing, standing_of
from nhiemky.web.visit import UNIT, Visit

if TYPE_CHECKING:
    from nhiemky.org.models import UnitState
    from nhiemky.targets.models import Target


@dataclass(frozen=True)
class Judged:
    """Where a target stands at the cut-off, in figures and in words."""

    line: TargetLine
    tone: str
    formula: str
    words: Standing
    remarks: str
    chart: Chart | None


@dataclass(frozen=True)
class TargetPage:
    """A target of a unit as it was on the day; `judged` is missing for one that was taken out of the list."""

    target: Target
    name: str
    due: date | None
    unit_name: str
    unit_href: str
    entry_href: str
    phased: tuple[tuple[int, str], ...]
    parent: tuple[str, str] | None
    children: tuple[tuple[str, str], ...]
    judged: Judged | None
    about: About
    versions: Table
    decisions: Table
    figures: ShownFigures
    scheme: Scheme
    may_keep: bool
    may_enter: bool


@page("targets/target.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"))
def target(visit: Visit, id: int) -> TargetPage:
    """This function will show one target of any unit that may be seen, as of the chosen day."""
    row = queries.target(visit.actor, id=id)
    state = _state(visit, row)
    figures = shown_figures(visit, state.path)
    rows = queries.assessed(
        visit.actor, states=[state], term=row.term, as_of=visit.as_of, scheme=figures.scheme,
        include_unconfirmed=figures.include_unconfirmed,
    )  # fmt: skip
    found = next((each for each in rows if each.fact.id == row.pk), None)
    goal = found.fact.goal if found is not None else _goal_now(row)
    code = row.unit.code
    counted = [] if found is None else [each.period for each in found.assessment.facts.counted]
    return TargetPage(
        target=row,
        name=goal.wording,
        due=goal.due,
        unit_name=state.name,
        unit_href=visit.to("targets", **{UNIT: code}),
        entry_href=f"{visit.to('entry', **{UNIT: code})}#ct-{row.pk}",
        phased=tuple((year, figure_text(value, places=6)) for year, value in goal.phased),
        parent=(f"{row.parent.number}. {row.parent.name}", visit.to("target", row.parent.pk))
        if row.parent
        else None,
        children=tuple(_children(visit, row, rows)),
        judged=_judged(found, figures.scheme) if found is not None else None,
        about=About(visit.as_of, code, state.name, row.term.label),
        versions=versions_table(
            visit, row, queries.observations_of(visit.actor, target=row), counted=counted,
            files=visit.actor.may(Verb.SEE_UNCONFIRMED, state.path),
        ),
        decisions=decisions_table(visit, row, queries.adjustments(visit.actor, target=row)),
        figures=figures,
        scheme=figures.scheme,
        may_keep=visit.actor.may(Verb.KEEP_TARGETS, state.path),
        may_enter=visit.actor.may(Verb.ENTER_RESULTS, state.path) and row.removed_at is None,
    )  # fmt: skip


def _state(visit: Visit, row: Target) -> UnitState:
    try:
        return state_of(visit.actor, unit_code=row.unit.code, on=visit.as_of)
    except NotFound:
        return state_of(visit.actor, unit_code=row.unit.code, on=visit.today)


def _goal_now(row: Target) -> Goal:
    stated = queries.row_of(row)
    return Goal(comparator=stated.comparator, phased=stated.phased, due=stated.due, wording=stated.name)


def _children(visit: Visit, row: Target, rows: Sequence[AssessedTarget]) -> Iterable[tuple[str, str]]:
    for each in rows:
        if each.fact.parent_id == row.pk:
            yield f"{each.fact.number}. {each.fact.name}", visit.to("target", each.fact.id)


def _judged(found: AssessedTarget, scheme: Scheme) -> Judged:
    line = target_line(found, scheme)
    waiting = frozenset(figure.period for figure in found.fact.figures if not figure.confirmed)
    return Judged(
        line=line,
        tone=tones(scheme)[line.class_code],
        formula=found.assessment.formula,
        words=standing_of(found.assessment, scheme),
        remarks=remarks(line),
        chart=chart_of(
            found.assessment,
            title=_("Biểu đồ chỉ tiêu %(number)s: %(name)s") % {"number": line.number, "name": line.name},
            unit_of_measure=line.unit_of_measure,
            unconfirmed=waiting,
        ),
    )
