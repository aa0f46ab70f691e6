"""The tables of a board: units × bands, targets across units, targets worst first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeAlias

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nhiemky.kernel.scoring import Outlook, Scheme
from nhiemky.reporting.board import (
    Across,
    BandCount,
    SubtreeBoard,
    TargetColumn,
    TargetLine,
    UnitLine,
    UnitRow,
)
from nhiemky.web.bands import tones
from nhiemky.web.boards.figures import across_address
from nhiemky.web.tables import Column, Table, table_of
from nhiemky.web.visit import UNIT, Visit

# the kind of units of a level, and one target across them
TypedColumn: TypeAlias = tuple[str, TargetColumn]


def units_table(visit: Visit, board: SubtreeBoard, *, name: str = "") -> Table:
    """This function will lay out the units of a branch with their bands and the sums of all; `name` tells the table from others
    of its page."""
    met, total = board.bands[0].count, board.tally.total
    columns: list[Column[UnitRow]] = [
        Column(
            "ten",
            _("Đơn vị"),
            lambda row: row.name,
            href=lambda row: visit.to("overview", **{UNIT: row.code}),
            wide=True,
            foot=_("Cộng"),
        ),
        Column("tong", _("Số chỉ tiêu"), lambda row: row.total, numeric=True, foot=total),
        *(_band_column(band) for band in board.bands),
        Column(
            "ty-le",
            _("Đạt và vượt trên tổng số"),
            _met_text(board.scheme),
            numeric=True,
            sort=_met_share(board.scheme),
            foot=f"{met}/{total}",
        ),
        Column(
            "ve",
            _("Biểu đồ"),
            lambda row: "",
            sortable=False,
            wordless=True,
            shown=_bar(board.scheme),
        ),
    ]
    if board.unconfirmed:
        columns.append(
            Column(
                "cho", _("Chưa xác nhận"), lambda row: row.unconfirmed, numeric=True, foot=board.unconfirmed
            )
        )
    caption = _("Các đơn vị theo nhóm mức đạt")
    empty = _("Chưa đơn vị nào có chỉ tiêu.")
    return table_of(visit, board.reporting, columns, caption=caption, empty=empty, name=name)


def _shown_classes(board: SubtreeBoard) -> Sequence[tuple[str, str]]:
    return [(band.code, band.name) for band in board.bands]


def _band_column(band: BandCount) -> Column[UnitRow]:
    return Column(band.code, band.name, lambda row: row.counts[band.code], numeric=True, foot=band.count)


def _bar(scheme: Scheme) -> Callable[[UnitRow], SafeString]:
    toned = tones(scheme)
    return lambda row: small_bar([(toned[band.code], band.count) for band in row.bands], row.total)


def small_bar(parts: Sequence[tuple[str, int]], total: int) -> SafeString:
    """This function will draw counts as a bar without words; they stand beside it as numbers."""
    drawn, before = [], 0
    for tone, count in parts:
        if count:
            x, width = before * 1000 // total, (before + count) * 1000 // total - before * 1000 // total
            drawn.append(f'<rect class="band-{tone}" x="{x}" y="0" width="{width}" height="10"/>')
        before += count
    return mark_safe(
        '<svg class="small-bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">'
        f"{''.join(drawn)}</svg>"
    )


def _met_text(scheme: Scheme) -> Callable[[UnitRow], str]:
    first = scheme.bands[0].code
    return lambda row: f"{row.counts[first]}/{row.total}"


def _met_share(scheme: Scheme) -> Callable[[UnitRow], object]:
    first = scheme.bands[0].code
    return lambda row: (Fraction(row.counts[first], row.total), row.total)


def columns_table(visit: Visit, board: SubtreeBoard) -> Table:
    """This function will lay out the targets of a branch: how many units of each level met each."""
    parts = board.by_level
    rows = [(kind_of_units(part), column) for part in parts for column in part.columns]
    columns: list[Column[TypedColumn]] = [
        Column("so", _("STT"), lambda row: row[1].number, sortable=False),
        Column("ten", _("Chỉ tiêu"), lambda row: row[1].name, wide=True, note=lambda row: row[1].group),
        *([Column[TypedColumn]("loai", _("Loại đơn vị"), lambda row: row[0])] if len(parts) > 1 else []),
        Column(
            "dat",
            _("%(kind)s đạt và vượt") % {"kind": kind_of_units(parts[0] if len(parts) == 1 else board)},
            lambda row: f"{row[1].met}/{row[1].units}",
            numeric=True,
            href=lambda row: across_address(visit, row[1].target_id),
            sort=lambda row: (Fraction(row[1].met, row[1].units), row[1].met),
        ),
        *(_band_of_column(visit, code, name) for code, name in _shown_classes(board)[1:]),
    ]
    caption = _("Từng chỉ tiêu qua các đơn vị")
    return table_of(visit, rows, columns, caption=caption, empty=_("Chưa có chỉ tiêu nào."))


def kind_of_units(board: SubtreeBoard) -> str:
    """This function will name the units of a board: by their type where there is one only."""
    return board.type_name or _("Đơn vị")


def _band_of_column(visit: Visit, code: str, name: str) -> Column[TypedColumn]:
    def count(row: TypedColumn) -> int:
        return next((band.count for band in row[1].bands if band.code == code), 0)

    def href(row: TypedColumn) -> str:
        return across_address(visit, row[1].target_id, code) if count(row) else ""

    return Column(code, name, count, numeric=True, href=href)


def across_table(visit: Visit, found: Across, scheme: Scheme) -> Table:
    """This function will lay out the units that have a target, the lowest attainment first."""
    toned = tones(scheme)
    columns: list[Column[UnitLine]] = [
        Column("don-vi", found.type_name or _("Đơn vị"), lambda row: row.unit_name, wide=True,
               href=lambda row: visit.to("overview", **{UNIT: row.unit_code}),
               note=lambda row: _joined(row.line.name if row.line.name != found.name else "", _of_figure(row.line))),
        Column("nq", _("Nghị quyết"), lambda row: row.line.goal or None, numeric=True, sortable=False),
        Column("th", _("Thực hiện"), lambda row: _marked(row.line), numeric=True, href=lambda row: visit.to("target", row.line.id),
               sort=lambda row: row.line.achieved_value, note=lambda row: row.line.periods),
        Column("muc", _("Mức đạt (%)"), lambda row: row.line.attainment_text or None, numeric=True, sort=lambda row: row.line.attainment),
        Column("nhom", _("Nhóm"), lambda row: row.line.class_name, mark=lambda row: f"band-word band-word-{toned[row.line.class_code]}",
               sort=lambda row: scheme.class_codes.index(row.line.class_code)),
        Column("tien-do", _("Tiến độ"), lambda row: row.line.course_name, mark=lambda row: "course", note=lambda row: outlook_of(row.line)),
        Column("nguon", _("Nguồn"), lambda row: row.line.source or (_("nhập trên màn hình") if row.line.achieved else "")),
    ]  # fmt: skip
    return table_of(
        visit,
        found.lines,
        columns,
        caption=f"{found.number}. {found.name}",
        empty=_("Không có đơn vị nào ở nhóm này."),
    )


def worst_table(visit: Visit, board: SubtreeBoard) -> Table:
    """This function will lay out the targets of a branch that are furthest from being met."""
    toned, remarks = tones(board.scheme), _remarks([row.line for row in board.worst])
    columns: list[Column[UnitLine]] = [
        Column("don-vi", _("Đơn vị"), lambda row: row.unit_name, href=lambda row: visit.to("overview", **{UNIT: row.unit_code})),
        Column("ten", _("Chỉ tiêu"), lambda row: row.line.name, wide=True, note=lambda row: _joined(row.line.group, remarks(row.line)),
               href=lambda row: visit.to("target", row.line.id)),
        Column("dvt", _("Đơn vị tính"), lambda row: row.line.unit_of_measure, sortable=False),
        Column("nq", _("Nghị quyết"), lambda row: row.line.goal or None, numeric=True, sortable=False),
        Column("th", _("Thực hiện"), lambda row: _marked(row.line), numeric=True, sortable=False, note=lambda row: row.line.periods),
        Column("muc", _("Mức đạt (%)"), lambda row: row.line.attainment_text or None, numeric=True, sort=lambda row: row.line.attainment),
        Column("nhom", _("Nhóm"), lambda row: row.line.class_name, mark=lambda row: f"band-word band-word-{toned[row.line.class_code]}"),
        Column("tien-do", _("Tiến độ"), lambda row: row.line.course_name, mark=lambda row: "course", note=lambda row: outlook_of(row.line)),
    ]  # fmt: skip
    band = board.selection.band
    caption = board.scheme.names[band] if band else _("Chỉ tiêu đạt thấp nhất")
    empty = (
        _("Không có chỉ tiêu nào ở nhóm này.")
        if band
        else _("Tất cả các chỉ tiêu có số liệu đều đạt và vượt.")
    )
    return table_of(visit, board.worst, columns, caption=caption, empty=empty)


def lines_table(visit: Visit, lines: Sequence[TargetLine], scheme: Scheme) -> Table:
    """This function will lay out the targets of one unit."""
    toned, remarks = tones(scheme), _remarks(lines)
    columns: list[Column[TargetLine]] = [
        Column("so", _("STT"), lambda row: row.number, sort=lambda row: row.position),
        Column("ten", _("Chỉ tiêu"), lambda row: row.name, wide=True, href=lambda row: visit.to("target", row.id), note=remarks),
        Column("dvt", _("Đơn vị tính"), lambda row: row.unit_of_measure, sortable=False),
        Column("nq", _("Nghị quyết"), lambda row: row.goal or None, numeric=True, sortable=False),
        Column("th", _("Thực hiện"), _marked, numeric=True, sortable=False, note=lambda row: row.periods),
        Column("muc", _("Mức đạt (%)"), lambda row: row.attainment_text or None, numeric=True, sort=lambda row: row.attainment),
        Column("nhom", _("Nhóm"), lambda row: row.judged, mark=lambda row: f"band-word band-word-{toned[row.class_code]}" if row.judged else "",
               sort=lambda row: scheme.class_codes.index(row.class_code)),
        Column("tien-do", _("Tiến độ"), lambda row: row.course_name, mark=lambda row: "course", note=outlook_of),
        Column("nguon", _("Nguồn"), lambda row: row.source, sortable=False),
    ]  # fmt: skip
    return table_of(
        visit, lines, columns, caption=_("Các chỉ tiêu của đơn vị"), empty=_("Đơn vị chưa có chỉ tiêu.")
    )


def _marked(row: TargetLine) -> str | None:
    """Give what was achieved, with an asterisk where no leader has confirmed it."""
    return f"{row.achieved}{'*' if row.unconfirmed else ''}" if row.achieved else None


def outlook_of(row: TargetLine) -> str:
    """This function will say in two or three words where a straight line leads by the due date; nothing where none is drawn."""
    words = {Outlook.LIKELY.value: _("dự báo đạt"), Outlook.UNLIKELY.value: _("dự báo khó đạt")}
    return words.get(row.outlook, "")


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _of_figure(row: TargetLine) -> str:
    return _joined(_("chưa xác nhận") if row.unconfirmed else "", _("ước thực hiện") if row.estimate else "")


def _remarks(lines: Sequence[TargetLine]) -> Callable[[TargetLine], str]:
    """Give what writes the remarks on a target; where all are illustrative the head of the page says so, once."""
    mixed = not all(line.illustrative for line in lines)

    def written(row: TargetLine) -> str:
        words = (
            (row.main, _("chỉ tiêu chủ yếu")),
            (row.breakthrough, _("khâu đột phá")),
            (not row.counted, _("không tính vào tổng")),
            (True, _of_figure(row)),
            (row.illustrative and mixed, _("số liệu minh họa")),
        )
        return _joined(*(word for holds, word in words if holds))

    return written
