"""What must hold of a target and of a figure before it is written; messages in words for the user."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nhiemky.history.vocab import UNSTORABLE, FieldError
from nhiemky.kernel.scoring import Comparator, Method, Period
from nhiemky.org.models import Term
from nhiemky.targets.models.numbers import to_scaled
from nhiemky.targets.vocab import TargetRow

_LENGTHS = {
    "number": 20,
    "code": 40,
    "group": 150,
    "unit_of_measure": 60,
    "owner": 200,
    "name": 2000,
    "note": 2000,
}
_LABELS = {
    "number": "Số thứ tự",
    "code": "Mã",
    "group": "Lĩnh vực",
    "unit_of_measure": "Đơn vị tính",
    "owner": "Cơ quan chủ trì",
    "name": "Nội dung chỉ tiêu",
    "note": "Ghi chú",
    "target": "Chỉ tiêu nghị quyết",
    "low": "Cận dưới",
    "high": "Cận trên",
    "baseline": "Mức gốc",
}
_RISING = frozenset({Comparator.AT_LEAST, Comparator.ABOVE})
_FALLING = frozenset({Comparator.AT_MOST, Comparator.BELOW})
_METHODS = {
    **dict.fromkeys(_RISING, frozenset({Method.RATIO, Method.LINEAR, Method.THRESHOLD})),
    **dict.fromkeys(_FALLING, frozenset({Method.LINEAR, Method.INVERSE_RATIO, Method.THRESHOLD})),
    Comparator.BETWEEN: frozenset({Method.RANGE, Method.THRESHOLD}),
    Comparator.DONE: frozenset({Method.MILESTONE, Method.THRESHOLD}),
}
_EARLIEST_YEAR = 1945
_YEARS_AFTER = 10


def scaled_or_error(value: Decimal | None, field: str) -> tuple[int | None, FieldError | None]:
    """This function will give a value in whole millionths, or what is wrong with it."""
    if value is None:
        return None, None
    try:
        return to_scaled(value), None
    except ValidationError as error:
        label = _LABELS.get(field)
        words = " ".join(error.messages)
        return None, FieldError(field, f"{_(label)}: {words}" if label else words)


def target_errors(row: TargetRow, term: Term) -> list[FieldError]:
    """This function will list everything that is wrong with a target as stated, nothing for a sound one."""
    errors = _text_errors(row)
    for field in ("target", "low", "high", "baseline"):
        error = scaled_or_error(getattr(row, field), field)[1]
        if error:
            errors.append(error)
    if not errors and row.low is not None and row.high is not None and row.low > row.high:
        errors.append(FieldError("high", _("Cận trên nhỏ hơn cận dưới.")))
    if row.comparator is Comparator.BETWEEN and row.low is None and row.high is None:
        errors.append(FieldError("low", _("So sánh “trong khoảng” cần cận dưới hoặc cận trên.")))
    if row.method is not None and row.method not in _METHODS[row.comparator]:
        errors.append(FieldError("method", _("Cách tính không dùng được với kiểu so sánh đã chọn.")))
    if row.parent_number is not None and row.parent_number == row.number:
        errors.append(FieldError("parent_number", _("Chỉ tiêu không thể thuộc về chính nó.")))
    if row.baseline_year is not None or row.due is not None or row.phased:
        errors += _date_errors(row, term)
    return errors


def _text_errors(row: TargetRow) -> list[FieldError]:
    errors = []
    if not row.number.strip():
        errors.append(FieldError("number", _("Chưa ghi số thứ tự của chỉ tiêu.")))
    if not row.name.strip():
        errors.append(FieldError("name", _("Chưa ghi nội dung chỉ tiêu.")))
    for field, length in _LENGTHS.items():
        text = getattr(row, field)
        if len(text) > length:
            message = _("%(label)s dài quá %(length)d ký tự.") % {
                "label": _(_LABELS[field]),
                "length": length,
            }
            errors.append(FieldError(field, message))
        elif UNSTORABLE.search(text):
            errors.append(
                FieldError(field, _("%(label)s có ký tự không lưu được.") % {"label": _(_LABELS[field])})
            )
    return errors


def _date_errors(row: TargetRow, term: Term) -> list[FieldError]:
    errors = []
    if row.baseline_year is not None and not _EARLIEST_YEAR <= row.baseline_year <= term.last_year:
        message = _("Năm gốc %(year)s không hợp lệ.") % {"year": row.baseline_year}
        errors.append(FieldError("baseline_year", message))
    if row.due is not None and not term.first_year - 1 <= row.due.year <= term.last_year + _YEARS_AFTER:
        errors.append(FieldError("due", _("Hạn hoàn thành nằm ngoài nhiệm kỳ.")))
    errors += phased_errors(row.phased, term)
    return errors


def phased_errors(phased: Iterable[tuple[int, Decimal]], term: Term) -> list[FieldError]:
    """This function will list what is wrong with the values planned for the years of a term."""
    errors: list[FieldError] = []
    years: set[int] = set()
    for year, value in phased:
        field = f"phased_{year}"
        if not term.first_year - 1 <= year <= term.last_year:
            errors.append(FieldError(field, _("Phân kỳ năm %(year)s nằm ngoài nhiệm kỳ.") % {"year": year}))
        if year in years:
            errors.append(FieldError(field, _("Phân kỳ năm %(year)s ghi hai lần.") % {"year": year}))
        years.add(year)
        error = scaled_or_error(value, field)[1]
        if error:
            errors.append(error)
    return errors


def period_error(period: Period, *, term: Term, baseline_year: int | None) -> str:
    """This function will say why no figure of the period can be kept for a target of the term; empty when one can.

    The period begins between the baseline year (else the year before the term's first) and the term's last year,
    and ends within the year after it.
    """
    first = min(term.first_year - 1, baseline_year or term.first_year)
    if first <= period.start.year <= term.last_year and period.end <= date(term.last_year + 1, 12, 31):
        return ""
    return _("Kỳ %(period)s nằm ngoài nhiệm kỳ %(term)s (từ năm %(first)d đến năm %(last)d).") % {
        "period": period.label,
        "term": term.label,
        "first": first,
        "last": term.last_year,
    }
