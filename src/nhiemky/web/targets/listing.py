"""The list of targets of a unit: by group, narrowed, sorted, and what was taken out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nhiemky.kernel.scoring import Scheme
from nhiemky.kernel.viet.fold import search_key
from nhiemky.org.vocab import Verb
from nhiemky.reporting.adjusted import adjusted_notes
from nhiemky.reporting.board import TargetLine, UnitBoard, unit_board
from nhiemky.targets import queries
from nhiemky.web.bands import BandBar, band_bar, tones
from nhiemky.web.boards.tables import outlook_of
from nhiemky.web.pages import page
from nhiemky.web.tables import SORT, Cell, Column, Table, table_of
from nhiemky.web.targets.figures import ShownFigures, shown_figures
from nhiemky.web.targets.forms import TargetFilter
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.targets.models import Target

WHOLE = 1000


@dataclass(frozen=True)
class Section:
    """The lines of one group, with how many of its counted targets are met."""

    name: str
    met: int
    total: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class TargetsPage:
    """The sentence and bands of a unit, its targets by group, how some were adjusted within the term, and the targets taken out
    for those who keep them."""

    board: UnitBoard
    bar: BandBar
    figures: ShownFigures
    form: TargetFilter
    table: Table
    sections: tuple[Section, ...]
    adjusted: tuple[str, ...]
    removed: tuple[Target, ...]
    may_keep: bool
    may_enter: bool


@page("targets/targets.html", verbs=(Verb.SEE,), partials=("danh-sach",), methods=("GET", "HEAD"))
def targets(visit: Visit) -> TargetsPage:
    """This function will list the targets of the chosen unit."""
    figures = shown_figures(visit, visit.state.path)
    board = unit_board(
        visit.actor, state=visit.state, term=visit.term, as_of=visit.as_of, scheme=figures.scheme,
        include_unconfirmed=figures.include_unconfirmed,
    )  # fmt: skip
    form = _filter(visit, board)
    lines = _grouped([line for line in board.lines if _asked_for(line, form)])
    table = table_of(
        visit, lines, _columns(visit, figures.scheme, mixed=not all(line.illustrative for line in board.lines)), per_page=WHOLE, caption=_("Các chỉ tiêu của đơn vị"),
        empty=_("Không có chỉ tiêu nào khớp với điều kiện lọc."), filterable=False,
    )  # fmt: skip
    may_keep = visit.may(Verb.KEEP_TARGETS)
    return TargetsPage(
        board=board,
        bar=band_bar(board.tally, figures.scheme),
        figures=figures,
        form=form,
        table=table,
        sections=tuple(_sections(visit, lines, table, figures.scheme)),
        adjusted=adjusted_of(visit),
        removed=tuple(_removed(visit)) if may_keep else (),
        may_keep=may_keep,
        may_enter=visit.may(Verb.ENTER_RESULTS),
    )


def adjusted_of(visit: Visit) -> tuple[str, ...]:
    """This function will tell how targets of the chosen unit were adjusted up to the day: by which directive, what they were."""
    found = queries.adjusted_within(visit.actor, states=[visit.state], term=visit.term, as_of=visit.as_of)
    return adjusted_notes(found)


def _filter(visit: Visit, board: UnitBoard) -> TargetFilter:
    groups = dict.fromkeys(line.group for line in board.lines if line.group)
    return TargetFilter(visit.request.GET, groups=groups, bands=board.scheme.names)


def _asked_for(line: TargetLine, form: TargetFilter) -> bool:
    text, group, band, kind = (form.asked(name) or "" for name in ("q", "linh_vuc", "nhom", "loai"))
    return (
        search_key(text) in search_key(f"{line.number} {line.name} {line.code} {line.owner}")
        and group in ("", line.group)
        and band in ("", line.class_code)
        and (kind == "" or (line.main if kind == "chu-yeu" else line.breakthrough))
        and (not form.asked("cho") or line.unconfirmed)
    )


def _grouped(lines: Sequence[TargetLine]) -> list[TargetLine]:
    places = {name: place for place, name in enumerate(dict.fromkeys(line.group for line in lines))}
    return sorted(lines, key=lambda line: places[line.group])


def _columns(visit: Visit, scheme: Scheme, *, mixed: bool) -> list[Column[TargetLine]]:
    """Give the columns; where all targets are illustrative (not `mixed`) the head of the page says so, once."""
    toned = tones(scheme)
    return [
        Column("so", _("STT"), lambda row: row.number, sort=lambda row: row.position),
        Column("ten", _("Chỉ tiêu"), lambda row: row.name, wide=True, href=lambda row: visit.to("target", row.id),
               note=lambda row: remarks(row, say_illustrative=mixed)),
        Column("dvt", _("Đơn vị tính"), lambda row: row.unit_of_measure, sortable=False),
        Column("goc", _("Mức gốc"), lambda row: row.baseline or None, numeric=True, sortable=False),
        Column("nq", _("Nghị quyết"), lambda row: row.goal or None, numeric=True, sortable=False),
        Column("th", _("Thực hiện"), lambda row: row.achieved or None, numeric=True, sortable=False, note=lambda row: row.periods),
        Column("muc", _("Mức đạt (%)"), lambda row: row.attainment_text or None, numeric=True, sort=lambda row: row.attainment),
        Column("nhom", _("Nhóm"), lambda row: row.judged, mark=lambda row: f"band-word band-word-{toned[row.class_code]}" if row.judged else "",
               sort=lambda row: scheme.class_codes.index(row.class_code)),
        Column("tien-do", _("Tiến độ"), lambda row: row.course_name, note=outlook_of),
    ]  # fmt: skip


def remarks(row: TargetLine, *, say_illustrative: bool = True) -> str:
    """This function will name what is special about a target: flags, unconfirmed or estimated figures, who is in charge."""
    words = (
        (row.is_sub_target, _("trong đó")),
        (row.main, _("chỉ tiêu chủ yếu")),
        (row.breakthrough, _("khâu đột phá")),
        (not row.counted, _("không tính vào tổng")),
        (row.unconfirmed, _("chưa xác nhận")),
        (row.estimate, _("ước thực hiện")),
        (row.illustrative and say_illustrative, _("số liệu minh họa")),
    )
    return " · ".join([*(word for holds, word in words if holds), *([row.owner] if row.owner else [])])


def _sections(visit: Visit, lines: Sequence[TargetLine], table: Table, scheme: Scheme) -> Iterable[Section]:
    if visit.asked(SORT) or table.pages > 1:
        yield Section("", 0, 0, table.rows)
        return
    best = scheme.bands[0].code
    start = 0
    for name in dict.fromkeys(line.group for line in lines):
        members = [line for line in lines if line.group == name]
        counted = [line for line in members if line.counted]
        met = sum(line.class_code == best for line in counted)
        rows = table.rows[start : start + len(members)]
        yield Section(name or _("Chưa xếp lĩnh vực"), met, len(counted), rows)
        start += len(members)


def _removed(visit: Visit) -> list[Target]:
    rows = queries.targets_of(visit.actor, unit=visit.state.unit, term=visit.term, include_removed=True)
    return [row for row in rows if row.removed_at is not None]
