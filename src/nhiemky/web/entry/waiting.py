"""Figures that wait for a leader: old and new, source, and what confirming them would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nhiemky.kernel.scoring import DEFAULT_SCHEME, Assessment, Measured, Period, TermYears, tally
from nhiemky.reporting.labels import figure_text, goal_text
from nhiemky.reporting.wording import overview_sentence
from nhiemky.targets.queries import TargetFact, entry_rows, read_facts, waiting_figures
from nhiemky.web.bands import BandBar, band_bar
from nhiemky.web.entry.periods import key_of, ordered, read_key
from nhiemky.web.entry.trial import BandView, band_view, tried
from nhiemky.web.entry.typed import text_of
from nhiemky.web.targets.words import STATES
from nhiemky.web.templatetags.figures import moment
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.targets.models import Observation

SHOWN = "d-"


@dataclass(frozen=True)
class WaitingFigure:
    """One figure to confirm: the confirmed value it would replace, its source, the target's band before and after."""

    id: int
    key: str
    target_id: int
    number: str
    position: int
    name: str
    unit_of_measure: str
    goal: str
    period: str
    old: str
    old_value: Decimal | None
    new: str
    new_value: Decimal | None
    reached: Fraction | None
    file: str
    cell: str
    cell_text: str
    batch: str
    person: str
    at: datetime
    note: str
    before: BandView
    after: BandView


@dataclass(frozen=True)
class Waiting:
    """All figures that wait, and what the unit comes to before and after all of them are confirmed."""

    figures: tuple[WaitingFigure, ...]
    sentence_before: str
    sentence_after: str
    bar_before: BandBar
    bar_after: BandBar


def waiting_of(visit: Visit) -> Waiting:
    """This function will gather the figures of the chosen unit that wait for a leader. A fixed number of queries.

    :raises Denied: when the person may not see unconfirmed figures there.
    """
    unit, term = visit.state.unit, visit.term
    rows = list(waiting_figures(visit.actor, unit=unit, term=term))
    facts = read_facts([unit.pk], term=term, as_of=date.max, latest=frozenset())
    by_id = {fact.id: fact for fact in facts.targets}
    years = TermYears(term.first_year, term.last_year)
    as_of = max([visit.as_of, *(row.period_end for row in rows)]) if not _fixed(visit) else visit.as_of
    before, after = {}, {}
    for fact in facts.targets:
        own = [row for row in rows if row.target_id == fact.id]
        before[fact.id] = tried(fact, (), as_of=as_of, term=years, scheme=DEFAULT_SCHEME)
        figures, withdrawn = _figures(own)
        after[fact.id] = tried(fact, figures, withdrawn, as_of=as_of, term=years, scheme=DEFAULT_SCHEME)
    counted = [fact.id for fact in facts.targets if fact.counted]
    tallies = [tally((each[id].class_code for id in counted), DEFAULT_SCHEME) for each in (before, after)]
    return Waiting(
        figures=tuple(
            _figure(row, by_id[row.target_id], before[row.target_id], after[row.target_id]) for row in rows
        ),
        sentence_before=overview_sentence(tallies[0], DEFAULT_SCHEME),
        sentence_after=overview_sentence(tallies[1], DEFAULT_SCHEME),
        bar_before=band_bar(tallies[0], DEFAULT_SCHEME),
        bar_after=band_bar(tallies[1], DEFAULT_SCHEME),
    )  # fmt: skip


def _fixed(visit: Visit) -> bool:
    return visit.chosen_day or visit.term.cut_off is not None


def _figures(rows: Iterable[Observation]) -> tuple[list[Measured], list[Period]]:
    figures, withdrawn = [], []
    for row in rows:
        period = Period(row.period_start, row.period_end)
        if row.value is None and row.done is None:
            withdrawn.append(period)
        else:
            figures.append(Measured(period, row.value if row.value is not None else Decimal(0), row.done))
    return figures, withdrawn


def _figure(row: Observation, fact: TargetFact, before: Assessment, after: Assessment) -> WaitingFigure:
    period = Period(row.period_start, row.period_end)
    former = next((figure for figure in fact.figures if figure.period == period), None)
    return WaitingFigure(
        id=row.pk,
        key=key_of(row.target_id, period),
        target_id=row.target_id,
        number=fact.number,
        position=fact.position,
        name=fact.name,
        unit_of_measure=fact.unit_of_measure,
        goal=goal_text(fact.goal),
        period=period.label,
        old=_spoken(former.value, former.done, estimate=former.estimate) if former is not None else "",
        old_value=former.value if former is not None else None,
        new=_spoken(row.value, row.done, estimate=row.estimate),
        new_value=row.value,
        reached=after.attainment,
        file=row.source_file,
        cell=row.source_cell,
        cell_text=row.source_text,
        batch=row.batch,
        person=row.entered_by,
        at=row.entered_at,
        note=row.note,
        before=band_view(before, DEFAULT_SCHEME),
        after=band_view(after, DEFAULT_SCHEME),
    )


def _spoken(value: Decimal | None, done: bool | None, *, estimate: bool) -> str:
    if done is not None and (done or not value):
        return _("đạt") if done else _("chưa đạt")
    if value is None:
        return _("rút số liệu")
    text = figure_text(value, places=6)
    return _("ước %(value)s") % {"value": text} if estimate else text


def changed_since(
    visit: Visit, posted: Mapping[str, str], chosen: Sequence[int], waiting: Waiting
) -> list[str]:
    """This function will say what became of the chosen figures that no longer wait as the page had shown them.

    The page sends for each figure the cell it belongs to and the value it showed ("d-<id>" = "<cell>|<value>").
    """
    still = {figure.id for figure in waiting.figures}
    gone = []
    for id in chosen:
        key, _bar, shown = str(posted.get(f"{SHOWN}{id}", "")).partition("|")
        place = read_key(key)
        if id not in still and place is not None:
            gone.append((place, shown))
    if not gone:
        return []
    rows = entry_rows(
        visit.actor, unit=visit.state.unit, term=visit.term, periods=ordered([place[1] for place, _ in gone])
    )
    standing = {(row.target.pk, cell.period): (row.target, cell) for row in rows for cell in row.cells}
    said = []
    for place, shown in gone:
        if place not in standing:
            continue
        target, cell = standing[place]
        said.append(
            _(
                "Chỉ tiêu %(number)s, %(period)s: trang đã mở hiện %(shown)s; nay là %(now)s (%(state)s), %(name)s ghi lúc %(when)s."
            )
            % {
                "number": target.number,
                "period": cell.period.label,
                "shown": shown,
                "now": text_of(cell) or _("để trống"),
                "state": STATES[cell.state] if cell.state is not None else "–",
                "name": cell.entered_by,
                "when": moment(cell.entered_at),
            }
        )
    return said
