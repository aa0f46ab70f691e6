"""What was recorded of a target over time, as tables: every version of its figures with the source, its adjustments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nhiemky.kernel.scoring import Period
from nhiemky.reporting.adjusted import adjusted_parts, directive_text
from nhiemky.reporting.labels import figure_text
from nhiemky.targets.queries import Adjustment
from nhiemky.targets.vocab import ObservationState
from nhiemky.web.tables import Column, Table, struck, table_of, written
from nhiemky.web.targets.words import STATES
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.targets.models import Observation, Target

_ORDER = list(ObservationState)
_SETTLED = (ObservationState.CONFIRMED, ObservationState.RESTORED)


@dataclass(frozen=True)
class Version:
    """One version of a figure as shown; `current` unless a later version took its place.

    `passed_over` says why a current figure does not count at the cut-off.
    """

    period: Period
    figure: Decimal | str
    amount: Decimal | None
    state: ObservationState
    note: str
    file: str
    cell: str
    batch: str
    person: str
    at: datetime
    confirmed_by: str
    confirmed_at: datetime | None
    current: bool
    passed_over: str

    @property
    def state_text(self) -> str:
        """The state in words; of a figure that was superseded it says so, for Excel strikes nothing through."""
        said = str(STATES[self.state])
        return said if self.current else f"{said}, {_('đã được thay')}"

    @property
    def tone(self) -> str:
        """The class of the mark of the state: what still waits or came back stands out, unless it was superseded."""
        if not self.current or self.state in _SETTLED:
            return "tag"
        return "tag tag-danger" if self.state == ObservationState.RETURNED else "tag tag-warning"

    @property
    def source(self) -> str:
        """Where the figure came from."""
        return ", ".join(filter(None, (self.origin, self.cell)))

    @property
    def origin(self) -> str:
        """The file, or that there was none."""
        return self.file or _("nhập trên màn hình")

    @property
    def shown(self) -> SafeString:
        """The figure: plain to see where it stands, struck through where it was superseded."""
        text = written(self.figure)
        return format_html("<strong>{}</strong>", text) if self.current else struck(text)


@dataclass(frozen=True)
class Decision:
    """One adjustment: the day, the deciding directive (empty: none to be seen), why, and what changed (what, old, new)."""

    day: date
    directive: str
    href: str
    reason: str
    changes: tuple[tuple[str, str, str], ...]
    person: str


def versions_table(
    visit: Visit, target: Target, rows: Iterable[Observation], *, counted: Sequence[Period], files: bool
) -> Table:
    """This function will lay out the versions of a target's figures, given latest period and version first; `counted` are the
    periods whose figures count at the cut-off, with `files` each leads to the file that it came from."""
    columns: list[Column[Version]] = [
        Column("ky", _("Kỳ"), lambda row: row.period.label, sort=lambda row: row.period,
               note=lambda row: row.passed_over),
        Column("so-lieu", _("Số liệu"), lambda row: row.figure, numeric=True, shown=lambda row: row.shown,
               sort=lambda row: row.amount, note=lambda row: row.note),
        Column("tinh-trang", _("Tình trạng"), lambda row: row.state_text, mark=lambda row: row.tone,
               sort=lambda row: (not row.current, _ORDER.index(row.state))),
        Column("nguon", _("Nguồn"), lambda row: row.source, shown=lambda row: row.origin, note=lambda row: row.cell,
               href=lambda row: visit.to("batch", row.batch) if files and row.file and row.batch else ""),
        Column("nguoi-ghi", _("Người ghi"), lambda row: row.person),
        Column("ghi-luc", _("Ghi lúc"), lambda row: row.at),
        Column("nguoi-xac-nhan", _("Người xác nhận"), lambda row: row.confirmed_by or None),
        Column("xac-nhan-luc", _("Xác nhận lúc"), lambda row: row.confirmed_at),
    ]  # fmt: skip
    caption = _("Chỉ tiêu %(number)s: số liệu và nguồn") % {"number": target.number}
    lines = list(versions_of(rows, counted=counted, as_of=visit.as_of))
    return table_of(visit, lines, columns, caption=caption, name="so-lieu")


def versions_of(rows: Iterable[Observation], *, counted: Sequence[Period], as_of: date) -> Iterable[Version]:
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
        period=period,
        figure=_figure(row),
        amount=row.value,
        state=ObservationState(row.state),
        note="; ".join(text for text in (row.note, row.state_note) if text),
        file=row.source_file,
        cell=_cell(row) if row.source_file else "",
        batch=row.batch,
        person=row.entered_by,
        at=row.entered_at,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        current=current,
        passed_over=passed_over,
    )


def _cell(row: Observation) -> str:
    said = _("ô %(cell)s") % {"cell": row.source_cell}
    return f"{said}: “{row.source_text}”" if row.source_text else said


def _figure(row: Observation) -> Decimal | str:
    """Give a plain figure as the number that it is, any other as it is written."""
    value: Decimal | None = row.value
    if row.done is not None:
        said = _("đạt") if row.done else _("chưa đạt")
        return said if value is None or row.done else f"{said} ({figure_text(value)} %)"
    if value is None:
        return _("đã rút số liệu")
    if row.numerator is None and not row.estimate:
        return value
    text = figure_text(value, places=6)
    if row.numerator is not None:
        text += f" ({figure_text(row.numerator, places=6)}/{figure_text(row.denominator, places=6)})"
    return _("ước %(value)s") % {"value": text} if row.estimate else text


def decisions_table(visit: Visit, target: Target, rows: Iterable[Adjustment]) -> Table:
    """This function will lay out the adjustments of a target decided up to the day, in their order."""
    columns: list[Column[Decision]] = [
        Column("ngay", _("Ngày quyết định"), lambda row: row.day),
        Column("noi-dung", _("Nội dung điều chỉnh"), _changes_text, part="tables/changes.html", sortable=False),
        Column("van-ban", _("Văn bản quyết định"), lambda row: row.directive or None, href=lambda row: row.href),
        Column("ly-do", _("Lý do"), lambda row: row.reason),
        Column("nguoi-ghi", _("Người ghi"), lambda row: row.person),
    ]  # fmt: skip
    caption = _("Chỉ tiêu %(number)s: các lần điều chỉnh") % {"number": target.number}
    lines = [_decision(visit, each) for each in rows if each.decided_on <= visit.as_of]
    return table_of(visit, lines, columns, caption=caption, name="dieu-chinh")


def _decision(visit: Visit, row: Adjustment) -> Decision:
    return Decision(
        day=row.decided_on,
        directive=directive_text(row),
        href="" if row.directive_id is None else visit.to("directive", row.directive_id),
        reason=row.reason,
        changes=tuple((part.label, part.old, part.new) for part in adjusted_parts(row)),
        person=row.adjusted_by,
    )


def _changes_text(row: Decision) -> str:
    return "; ".join(f"{label}: {old} → {new}" for label, old, new in row.changes)
