"""One target: where it stands and why, its picture, every version of its figures with the source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.kernel.scoring import Goal, Period, Scheme
from nhiemky.org.queries import state_of
from nhiemky.org.vocab import Verb
from nhiemky.reporting.adjusted import AdjustedPart, adjusted_parts, directive_text
from nhiemky.reporting.board.lines import TargetLine, target_line
from nhiemky.reporting.labels import figure_text
from nhiemky.targets import queries
from nhiemky.targets.queries import AssessedTarget
from nhiemky.targets.vocab import ObservationState
from nhiemky.web.bands import tones
from nhiemky.web.pages import page
from nhiemky.web.targets.chart import Chart, chart_of
from nhiemky.web.targets.figures import ShownFigures, shown_figures
from nhiemky.web.targets.listing import remarks
from nhiemky.web.targets.words import STATES, Standing, standing_of
from nhiemky.web.visit import UNIT, Visit

if TYPE_CHECKING:
    from nhiemky.org.models import UnitState
    from nhiemky.targets.models import Observation, Target


@dataclass(frozen=True)
class Version:
    """One version of a figure as shown; `current` unless a later version took its place.

    `passed_over` says why a current figure does not count at the cut-off.
    """

    period: str
    value: str
    state: str
    state_code: str
    note: str
    file: str
    cell: str
    cell_text: str
    batch: str
    person: str
    at: datetime
    confirmed_by: str
    confirmed_at: datetime | None
    current: bool
    passed_over: str


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
class Decision:
    """One adjustment of the target: the day, the deciding directive (empty: none to be seen), why, and what it changed."""

    day: date
    directive: str
    directive_href: str
    reason: str
    parts: tuple[AdjustedPart, ...]
    person: str


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
    versions: tuple[Version, ...]
    decisions: tuple[Decision, ...]
    figures: ShownFigures
    scheme: Scheme
    may_keep: bool
    may_enter: bool
    may_see_batches: bool


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
    versions = versions_of(queries.observations_of(visit.actor, target=row), counted=counted, as_of=visit.as_of)
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
        versions=tuple(versions),
        decisions=tuple(_decisions(visit, row)),
        figures=figures,
        scheme=figures.scheme,
        may_keep=visit.actor.may(Verb.KEEP_TARGETS, state.path),
        may_enter=visit.actor.may(Verb.ENTER_RESULTS, state.path) and row.removed_at is None,
        may_see_batches=visit.actor.may(Verb.SEE_UNCONFIRMED, state.path),
    )


def _state(visit: Visit, row: Target) -> UnitState:
    try:
        return state_of(visit.actor, unit_code=row.unit.code, on=visit.as_of)
    except NotFound:
        return state_of(visit.actor, unit_code=row.unit.code, on=visit.today)


def _goal_now(row: Target) -> Goal:
    stated = queries.row_of(row)
    return Goal(comparator=stated.comparator, phased=stated.phased, due=stated.due, wording=stated.name)


def _decisions(visit: Visit, row: Target) -> Iterable[Decision]:
    for each in queries.adjustments(visit.actor, target=row):
        if each.decided_on <= visit.as_of:
            href = "" if each.directive_id is None else visit.to("directive", each.directive_id)
            yield Decision(
                each.decided_on, directive_text(each), href, each.reason, adjusted_parts(each), each.adjusted_by
            )  # fmt: skip


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


def versions_of(
    rows: Iterable[Observation], *, counted: Sequence[Period], as_of: date
) -> Iterable[Version]:
    """This function will lay out versions, given latest period and version first; the first of a period is current.

    `counted` are the periods whose figures count at the cut-off.
    """
    former = None
    for row in rows:
        period = Period(row.period_start, row.period_end)
        current = period != former
        why = _passed_over(period, counted, as_of=as_of) if current else ""
        yield _version(row, period, current=current, passed_over=why)
        former = period


def _passed_over(period: Period, counted: Sequence[Period], *, as_of: date) -> str:
    """Say why a figure is left out: its period lies after the cut-off, or within a longer one that counts already."""
    if period.start > as_of:
        return _("sau ngày số liệu, chưa tính")
    if period not in counted:
        for longer in counted:
            if longer.start <= period.start and period.end <= longer.end:
                return _("nằm trong kỳ %(period)s đã có số liệu, không tính thêm") % {"period": longer.label}
    return ""


def _version(row: Observation, period: Period, *, current: bool, passed_over: str) -> Version:
    return Version(
        period=period.label,
        value=_value_text(row),
        state=str(STATES[ObservationState(row.state)]),
        state_code=row.state,
        note="; ".join(text for text in (row.note, row.state_note) if text),
        file=row.source_file,
        cell=row.source_cell,
        cell_text=row.source_text,
        batch=row.batch,
        person=row.entered_by,
        at=row.entered_at,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        current=current,
        passed_over=passed_over,
    )


def _value_text(row: Observation) -> str:
    if row.done is not None:
        said = _("đạt") if row.done else _("chưa đạt")
        return said if row.value is None or row.done else f"{said} ({figure_text(row.value)} %)"
    if row.value is None:
        return _("đã rút số liệu")
    text = figure_text(row.value, places=6)
    if row.numerator is not None:
        text += f" ({figure_text(row.numerator, places=6)}/{figure_text(row.denominator, places=6)})"
    return _("ước %(value)s") % {"value": text} if row.estimate else text
