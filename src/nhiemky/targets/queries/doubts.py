"""Figures that are possible but odd: said, never refused."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from nhiemky.kernel.viet.numbers import write_number

_TIMES = 100


def doubts(
    value: Decimal | None,
    *,
    unit_of_measure: str,
    target: Decimal | None = None,
    former: Decimal | None = None,
) -> tuple[str, ...]:
    """This function will say, in Vietnamese, what is odd about a figure; nothing for a plausible one.

    A percentage below 0 or above 100 (growth may be so, a share may not), and a figure a hundred times larger or
    smaller than the target or the former figure, which is how a wrong unit of measure shows.
    """
    if value is None:
        return ()
    found = []
    if unit_of_measure.strip() in ("%", "phần trăm") and not 0 <= value <= 100:
        found.append(_("Tỷ lệ %(value)s %% nằm ngoài khoảng từ 0 đến 100.") % {"value": write_number(value)})
    for other, words in (
        (former, _("số đã có là %(other)s")),
        (target, _("mức chỉ tiêu là %(other)s")),
    ):
        if other and value and not (abs(other) < abs(value) * _TIMES and abs(value) < abs(other) * _TIMES):
            against = words % {"other": write_number(other)}
            found.append(
                _("Số %(value)s chênh từ 100 lần trở lên (%(against)s); đề nghị xem lại đơn vị tính.")
                % {"value": write_number(value), "against": against}
            )
            break
    return tuple(found)
