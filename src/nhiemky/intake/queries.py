"""Files that were brought: batches, previews, and what stands in a cell of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.intake import policy
from nhiemky.intake.files import read_file
from nhiemky.intake.models import Batch
from nhiemky.intake.vocab import FigureData, ProblemData, RowData, RowState
from nhiemky.kernel.scoring import Period, Scheme, Tally
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.targets.models.numbers import from_scaled
from nhiemky.targets.policy import path_of
from nhiemky.targets.queries import scheme
from nhiemky.targets.queries.facts import period_of
from nhiemky.targets.vocab import WholeTarget


@dataclass(frozen=True)
class PreviewFigure:
    """One figure of a row, beside what it would replace; `state` is new_figure, changed or same."""

    period: Period
    value: Decimal
    done: bool | None
    estimate: bool
    cell: str
    state: RowState
    old: Decimal | None
    old_done: bool | None


@dataclass(frozen=True)
class PreviewRow:
    """One row of the file with its state and the problems of its line."""

    source: str
    state: RowState
    number: str
    name: str
    target_id: int | None
    figures: tuple[PreviewFigure, ...]
    problems: tuple[ProblemData, ...]


@dataclass(frozen=True)
class Preview:
    """What applying a batch would do; `blocked` says that nothing of the file can be applied."""

    rows: tuple[PreviewRow, ...]
    problems: tuple[ProblemData, ...]
    counts: Mapping[RowState, int]
    severities: Mapping[str, int]
    blocked: bool
    as_of: date
    scheme: Scheme
    before: Tally
    after: Tally


def batch(actor: Actor, key: str) -> Batch:
    """This function will give one batch by its key.

    :raises NotFound: when there is none, or none that the actor may see.
    """
    row = Batch.objects.select_related("unit", "term").filter(key=key).first()
    if row is None or not actor.may(Verb.SEE_UNCONFIRMED, path_of(row.unit, on=actor.today)):
        raise NotFound(_("Không có tệp này hoặc đồng chí không có quyền xem."))
    return row


def batches(actor: Actor, *, unit: Unit, term: Term | None = None) -> QuerySet[Batch]:
    """This function will give the files that were brought for a unit, latest first, without their rows.

    :raises Denied: when the actor may not see unconfirmed figures of the unit.
    """
    policy.require_sight(actor, unit=unit)
    rows = Batch.objects.filter(unit=unit).select_related("term").defer("rows", "problems")
    if term is not None:
        rows = rows.filter(term=term)
    return rows.order_by("-opened_at", "-pk")


def preview(batch: Batch) -> Preview:
    """This function will give a batch, obtained through `batch`, as it is shown before it is applied."""
    problems = tuple(ProblemData(*each) for each in batch.problems)
    by_line: dict[str, list[ProblemData]] = {}
    for problem in problems:
        by_line.setdefault(line_of(problem.cell), []).append(problem)
    counts = batch.counts
    return Preview(
        rows=tuple(_preview_row(row, by_line) for row in rows_of(batch)),
        problems=problems,
        counts={state: counts["rows"][state.value] for state in RowState},
        severities=counts["problems"],
        blocked=counts["blocked"],
        as_of=date.fromisoformat(counts["as_of"]),
        scheme=scheme(counts["scheme"]),
        before=_tally(counts["before"]),
        after=_tally(counts["after"]),
    )


def rows_of(batch: Batch) -> list[RowData]:
    """This function will give the rows of a batch as they are kept."""
    return [
        RowData(
            source,
            state,
            number,
            name,
            target_id,
            tuple([FigureData(*figure) for figure in figures]),
            None if target is None else WholeTarget(*target),
        )
        for source, state, number, name, target_id, figures, target in batch.rows
    ]


def file_of(actor: Actor, *, batch: Batch) -> bytes:
    """This function will give the bytes of a batch's file as they came.

    :raises Denied: when the actor may not see unconfirmed figures of the unit.
    :raises NotFound: when the file is no longer there.
    """
    policy.require_sight(actor, unit=batch.unit)
    return read_file(batch.stored_as, sha256=batch.sha256)


def line_of(cell: str) -> str:
    """This function will give sheet and line of a cell: "Chỉ tiêu!C8" and "Chỉ tiêu!D8" lie in "Chỉ tiêu!8"."""
    sheet, mark, place = cell.rpartition("!")
    return f"{sheet}!{place.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}" if mark else cell


def _preview_row(row: RowData, by_line: Mapping[str, Sequence[ProblemData]]) -> PreviewRow:
    return PreviewRow(
        source=row.source,
        state=RowState(row.state),
        number=row.number,
        name=row.name,
        target_id=row.target_id,
        figures=tuple(_preview_figure(figure) for figure in row.figures),
        problems=tuple(by_line.get(line_of(row.source), ())),
    )


def _preview_figure(figure: FigureData) -> PreviewFigure:
    return PreviewFigure(
        period=period_of(figure.start, figure.end),
        value=from_scaled(figure.value),
        done=figure.done,
        estimate=figure.estimate,
        cell=figure.cell,
        state=RowState(figure.state),
        old=None if figure.old is None else from_scaled(figure.old),
        old_done=figure.old_done,
    )


def _tally(counts: Mapping[str, int]) -> Tally:
    return Tally(sum(counts.values()), counts)
