"""The list of freezes, and what has changed since one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.utils.translation import gettext as _

from nhiemky.kernel.viet.dates import write_date
from nhiemky.reporting.board import TargetLine
from nhiemky.reporting.frozen import ChangedLine, FrozenBoard, FrozenSummary
from nhiemky.web.tables import Column, Table, table_of
from nhiemky.web.visit import Visit


@dataclass(frozen=True)
class FreezeLine:
    """One freeze of the list."""

    id: int
    cut_off: date
    label: str
    scheme: str
    unconfirmed: int
    frozen_by: str
    frozen_at: datetime

    @classmethod
    def of(cls, row: FrozenSummary) -> Self:
        """This function will take over one freeze."""
        return cls(row.id, row.cut_off, row.label, row.scheme, row.unconfirmed, row.frozen_by, row.frozen_at)


def freezes_table(visit: Visit, rows: Sequence[FreezeLine]) -> Table:
    """This function will lay out the freezes, the latest cut-off first."""
    columns: list[Column[FreezeLine]] = [
        Column("ngay", _("Ngày chốt"), lambda row: row.cut_off),
        Column("ten", _("Tên lần chốt"), lambda row: row.label, href=lambda row: visit.to("freeze", row.id), wide=True),
        Column("bo-nhom", _("Bộ nhóm"), lambda row: row.scheme),
        Column("chua", _("Chưa xác nhận"), lambda row: row.unconfirmed, numeric=True),
        Column("nguoi", _("Người chốt"), lambda row: row.frozen_by),
        Column("luc", _("Lúc"), lambda row: row.frozen_at),
    ]  # fmt: skip
    empty = _("Chưa chốt số liệu lần nào. Chốt số liệu để báo cáo và hội nghị dùng cùng một bộ số không đổi.")
    return table_of(visit, rows, columns, caption=_("Các lần chốt số liệu"), empty=empty)


def changes_table(visit: Visit, frozen: FrozenBoard) -> Table:
    """This function will lay out the targets that are other today than they were frozen, in their order."""
    codes = frozen.board.scheme.class_codes

    def figure(line: TargetLine | None) -> str | None:
        return (line.achieved or None) if line is not None else None

    def band(line: TargetLine | None) -> str | None:
        return line.class_name if line is not None else None

    def order(side: Callable[[ChangedLine], TargetLine | None]) -> Callable[[ChangedLine], object]:
        return lambda row: codes.index(line.class_code) if (line := side(row)) is not None else None

    def value(side: Callable[[ChangedLine], TargetLine | None]) -> Callable[[ChangedLine], object]:
        return lambda row: line.achieved_value if (line := side(row)) is not None else None

    columns: list[Column[ChangedLine]] = [
        Column("so", _("STT"), lambda row: row.number, sortable=False),
        Column("ten", _("Chỉ tiêu"), lambda row: row.name, note=_came_or_went, wide=True),
        Column("khi-chot", _("Khi chốt"), lambda row: figure(row.frozen), numeric=True, sort=value(lambda row: row.frozen)),
        Column("hien-nay", _("Hiện nay"), lambda row: figure(row.now), numeric=True, sort=value(lambda row: row.now)),
        Column("nhom-khi-chot", _("Nhóm khi chốt"), lambda row: band(row.frozen), sort=order(lambda row: row.frozen)),
        Column("nhom-hien-nay", _("Nhóm hiện nay"), lambda row: band(row.now), sort=order(lambda row: row.now)),
    ]  # fmt: skip
    caption = _("Chênh lệch so với số liệu chốt: số liệu biết đến ngày %(day)s, cùng ngày chốt, cùng bộ nhóm")
    return table_of(
        visit,
        frozen.changes,
        columns,
        caption=caption % {"day": write_date(visit.today)},
        name="chenh-lech",
    )


def _came_or_went(row: ChangedLine) -> str:
    said = {"added": _("chỉ tiêu thêm sau khi chốt"), "removed": _("chỉ tiêu đã bỏ sau khi chốt")}
    return said.get(row.what, "")
