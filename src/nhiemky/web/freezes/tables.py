"""The list of freezes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.utils.translation import gettext as _

from nhiemky.reporting.frozen import FrozenSummary
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
