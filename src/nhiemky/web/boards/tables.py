"""The tables of a board: units × bands, targets across units, targets worst first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from nhiemky.kernel.scoring import Scheme
from nhiemky.reporting.board import SubtreeBoard, TargetColumn, TargetLine, UnitRow
from nhiemky.reporting.board.subtree import WorstTarget
from nhiemky.web.bands import tones
from nhiemky.web.tables import Column, Table, table_of
from nhiemky.web.visit import UNIT, Visit


def units_table(visit: Visit, board: SubtreeBoard) -> Table:
    """This function will lay out the units of a branch with their bands."""
    columns: list[Column[UnitRow]] = [
        Column(
            "ten",
            _("Đơn vị"),
            lambda row: row.name,
            href=lambda row: visit.to("overview", **{UNIT: row.code}),
            wide=True,
        ),
        Column("tong", _("Số chỉ tiêu"), lambda row: row.total, numeric=True),
        *(_band_column(code, name) for code, name in _shown_classes(board)),
        Column(
            "ty-le", _("Đạt và vượt"), _met_text(board.scheme), numeric=True, sort=_met_share(board.scheme)
        ),
    ]
    if board.unconfirmed:
        columns.append(Column("cho", _("Chưa xác nhận"), lambda row: row.unconfirmed, numeric=True))
    caption = _("Các đơn vị theo nhóm mức đạt")
    return table_of(visit, board.reporting, columns, caption=caption, empty=_("Chưa đơn vị nào có chỉ tiêu."))


def _shown_classes(board: SubtreeBoard) -> Sequence[tuple[str, str]]:
    return [(band.code, band.name) for band in board.bands]


def _band_column(code: str, name: str) -> Column[UnitRow]:
    return Column(code, name, lambda row: row.counts[code], numeric=True)


def _met_text(scheme: Scheme) -> Callable[[UnitRow], str]:
    first = scheme.bands[0].code
    return lambda row: f"{row.counts[first]}/{row.total}"


def _met_share(scheme: Scheme) -> Callable[[UnitRow], object]:
    first = scheme.bands[0].code
    return lambda row: (Fraction(row.counts[first], row.total), row.total)


def columns_table(visit: Visit, board: SubtreeBoard) -> Table:
    """This function will lay out the targets of a branch: how many units met each."""
    columns: list[Column[TargetColumn]] = [
        Column("so", _("STT"), lambda row: row.number, sortable=False),
        Column("ten", _("Chỉ tiêu"), lambda row: row.name, wide=True, note=lambda row: row.group),
        Column(
            "dat",
            _("%(kind)s đạt và vượt") % {"kind": kind_of_units(board)},
            lambda row: f"{row.met}/{row.units}",
            numeric=True,
            sort=lambda row: (Fraction(row.met, row.units), row.met),
        ),
        *(_band_of_column(code, name) for code, name in _shown_classes(board)[1:]),
    ]
    return table_of(
        visit,
        board.columns,
        columns,
        caption=_("Từng chỉ tiêu qua các đơn vị"),
        empty=_("Chưa có chỉ tiêu nào."),
    )


def kind_of_units(board: SubtreeBoard) -> str:
    """This function will name the units of a board: by their type where there is one only."""
    chosen = [
        name
        for code, name in board.types
        if not board.selection.unit_type or code == board.selection.unit_type
    ]
    return chosen[0] if len(chosen) == 1 else _("Đơn vị")


def _band_of_column(code: str, name: str) -> Column[TargetColumn]:
    def count(row: TargetColumn) -> int:
        return next((band.count for band in row.bands if band.code == code), 0)

    return Column(code, name, count, numeric=True)


def worst_table(visit: Visit, board: SubtreeBoard) -> Table:
    """This function will lay out the targets of a branch that are furthest from being met."""
    toned = tones(board.scheme)
    columns: list[Column[WorstTarget]] = [
        Column("don-vi", _("Đơn vị"), lambda row: row.unit_name, href=lambda row: visit.to("overview", **{UNIT: row.unit_code})),
        Column("ten", _("Chỉ tiêu"), lambda row: row.line.name, wide=True, note=lambda row: _joined(row.line.group, _remarks(row.line)),
               href=lambda row: visit.to("target", row.line.id)),
        Column("nq", _("Nghị quyết"), lambda row: row.line.goal, numeric=True, sortable=False),
        Column("th", _("Thực hiện"), lambda row: _marked(row.line), numeric=True, sortable=False, note=lambda row: row.line.unit_of_measure),
        Column("muc", _("Mức đạt (%)"), lambda row: row.line.attainment_text or None, numeric=True, sort=lambda row: row.line.attainment),
        Column("nhom", _("Nhóm"), lambda row: row.line.class_name, mark=lambda row: f"band-word band-word-{toned[row.line.class_code]}"),
        Column("tien-do", _("Tiến độ"), lambda row: row.line.course_name, mark=lambda row: "course", note=lambda row: row.line.outlook_name),
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
    toned = tones(scheme)
    columns: list[Column[TargetLine]] = [
        Column("so", _("STT"), lambda row: row.number, sort=lambda row: row.position),
        Column("ten", _("Chỉ tiêu"), lambda row: row.name, wide=True, href=lambda row: visit.to("target", row.id), note=_remarks),
        Column("dvt", _("Đơn vị tính"), lambda row: row.unit_of_measure, sortable=False),
        Column("nq", _("Nghị quyết"), lambda row: row.goal, numeric=True, sortable=False),
        Column("th", _("Thực hiện"), _marked, numeric=True, sortable=False, note=lambda row: row.periods),
        Column("muc", _("Mức đạt (%)"), lambda row: row.attainment_text or None, numeric=True, sort=lambda row: row.attainment),
        Column("nhom", _("Nhóm"), lambda row: row.class_name, mark=lambda row: f"band-word band-word-{toned[row.class_code]}",
               sort=lambda row: scheme.class_codes.index(row.class_code)),
        Column("tien-do", _("Tiến độ"), lambda row: row.course_name, mark=lambda row: "course", note=lambda row: row.outlook_name),
        Column("nguon", _("Nguồn"), lambda row: row.source, sortable=False),
    ]  # fmt: skip
    return table_of(
        visit, lines, columns, caption=_("Các chỉ tiêu của đơn vị"), empty=_("Đơn vị chưa có chỉ tiêu.")
    )


def _marked(row: TargetLine) -> str | None:
    """Give what was achieved, with an asterisk where no leader has confirmed it."""
    return f"{row.achieved}{'*' if row.unconfirmed else ''}" if row.achieved else None


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _remarks(row: TargetLine) -> str:
    words = (
        (row.main, _("chỉ tiêu chủ yếu")),
        (row.breakthrough, _("khâu đột phá")),
        (not row.counted, _("không tính vào tổng")),
        (row.unconfirmed, _("chưa xác nhận")),
        (row.estimate, _("ước thực hiện")),
        (row.illustrative, _("số liệu minh họa")),
    )
    return _joined(*(word for holds, word in words if holds))
