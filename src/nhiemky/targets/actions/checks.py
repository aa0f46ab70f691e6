"""What must hold of a target and of a figure before it is written; messages in words for the user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nhiemky.history.vocab import UNSTORABLE, FieldError
from nhiemky.kernel.scoring import Period
from nhiemky.org.models import Term
from nhiemky.targets.models.numbers import to_scaled
from nhiemky.targets.vocab import TargetRow, WholeTarget

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
_METHODS = {
    **dict.fromkeys(("at_least", "above"), ("ratio", "linear", "threshold")),
    **dict.fromkeys(("at_most", "below"), ("linear", "inverse_ratio", "threshold")),
    "between": ("range", "threshold"),
    "done": ("milestone", "threshold"),
}
_EARLIEST_YEAR = 1945
_YEARS_AFTER = 10


def whole_target(row: TargetRow) -> tuple[WholeTarget, list[FieldError]]:
    """This function will give a stated target in whole millionths, with what is wrong with its numbers."""
    errors: list[FieldError] = []
    phased = tuple((year, whole(value, f"phased_{year}", errors) or 0) for year, value in row.phased)
    found = WholeTarget(
        row.number, row.name, row.comparator.value, whole(row.target, "target", errors), whole(row.low, "low", errors),
        whole(row.high, "high", errors), whole(row.baseline, "baseline", errors), row.baseline_year,
        row.unit_of_measure, row.group, row.code, None if row.due is None else row.due.isoformat(),
        row.kind.value if row.kind else "", row.method.value if row.method else "", row.roll_up.value, row.main,
        row.breakthrough, row.counted, row.parent_number, row.owner, row.note, row.illustrative, phased,
    )  # fmt: skip
    return found, errors


def whole(value: Decimal | None, field: str, errors: list[FieldError]) -> int | None:
    """This function will give a value in whole millionths; what is wrong with it is added to the errors."""
    if value is None:
        return None
    try:
        return to_scaled(value)
    except ValidationError as error:
        label = _LABELS.get(field)
        words = " ".join(error.messages)
        errors.append(FieldError(field, f"{_(label)}: {words}" if label else words))
        return None


def target_errors(row: WholeTarget, term: Term) -> list[FieldError]:
    """This function will list everything that is wrong with a target but its numbers, nothing for a sound one."""
    errors = [] if _is_plain(row) else _text_errors(row)
    if row.low is not None and row.high is not None and row.low > row.high:
        errors.append(FieldError("high", _("Cận trên nhỏ hơn cận dưới.")))
    if row.comparator == "between" and row.low is None and row.high is None:
        errors.append(FieldError("low", _("So sánh “trong khoảng” cần cận dưới hoặc cận trên.")))
    if row.method and row.method not in _METHODS[row.comparator]:
        errors.append(FieldError("method", _("Cách tính không dùng được với kiểu so sánh đã chọn.")))
    if row.parent_number is not None and row.parent_number == row.number:
        errors.append(FieldError("parent_number", _("Chỉ tiêu không thể thuộc về chính nó.")))
    if not is_sound_year(row.baseline_year, term):
        message = _("Năm gốc %(year)s không hợp lệ.") % {"year": row.baseline_year}
        errors.append(FieldError("baseline_year", message))
    if row.due is not None and not (
        term.first_year - 1 <= date.fromisoformat(row.due).year <= term.last_year + _YEARS_AFTER
    ):
        errors.append(FieldError("due", _("Hạn hoàn thành nằm ngoài nhiệm kỳ.")))
    if row.phased:
        errors += phased_errors([year for year, _value in row.phased], term)
    return errors


def _is_plain(row: WholeTarget) -> bool:
    """Say quickly that no text of the row can be at fault; most rows are so."""
    return (
        len(row.number) <= 20
        and len(row.code) <= 40
        and len(row.unit_of_measure) <= 60
        and len(row.group) <= 150
        and len(row.name) + len(row.note) <= 2000
        and len(row.owner) <= 200
        and bool(row.number and not row.number.isspace() and row.name and not row.name.isspace())
        and f"{row.number}{row.code}{row.unit_of_measure}{row.group}{row.name}{row.note}{row.owner}".isprintable()
    )


def are_plain(columns: Mapping[str, Sequence[str]]) -> bool:
    """This function will say quickly that no text of any target can be at fault, given as columns by their fields.

    False only means that each has to be looked at.
    """
    for field, texts in columns.items():
        if max(map(len, texts), default=0) > _LENGTHS[field] or not "".join(texts).isprintable():
            return False
    return not any(not text or text.isspace() for text in (*columns["number"], *columns["name"]))


def are_sound(rows: Sequence[WholeTarget], term: Term) -> bool:
    """This function will say quickly that `target_errors` lists nothing for any of the targets.

    Only targets without bounds, method, parent, date and planned values are told so; False means that each has to be
    looked at.
    """
    columns = dict(zip(WholeTarget._fields, zip(*rows, strict=True), strict=False))
    unused = ("low", "high", "due", "method", "parent_number", "phased")
    if not rows or any(any(columns[field]) for field in unused) or "between" in columns["comparator"]:
        return False
    if not are_plain({field: columns[field] for field in _LENGTHS}):
        return False
    return all(is_sound_year(year, term) for year in set(columns["baseline_year"]))


def is_sound_year(year: int | None, term: Term) -> bool:
    """This function will say whether a target of the term can have its baseline in the year."""
    return year is None or _EARLIEST_YEAR <= year <= term.last_year


def _text_errors(row: WholeTarget) -> list[FieldError]:
    errors = []
    if not row.number.strip():
        errors.append(FieldError("number", _("Chưa ghi số thứ tự của chỉ tiêu.")))
    if not row.name.strip():
        errors.append(FieldError("name", _("Chưa ghi nội dung chỉ tiêu.")))
    for field, length in _LENGTHS.items():
        text = getattr(row, field)
        label = _(_LABELS[field])
        if len(text) > length:
            message = _("%(label)s dài quá %(length)d ký tự.") % {"label": label, "length": length}
            errors.append(FieldError(field, message))
        elif UNSTORABLE.search(text):
            errors.append(FieldError(field, _("%(label)s có ký tự không lưu được.") % {"label": label}))
    return errors


def phased_errors(years: Sequence[int], term: Term) -> list[FieldError]:
    """This function will list what is wrong with the years that values are planned for."""
    errors: list[FieldError] = []
    for place, year in enumerate(years):
        if not term.first_year - 1 <= year <= term.last_year:
            message = _("Phân kỳ năm %(year)s nằm ngoài nhiệm kỳ.") % {"year": year}
            errors.append(FieldError(f"phased_{year}", message))
        if year in years[:place]:
            message = _("Phân kỳ năm %(year)s ghi hai lần.") % {"year": year}
            errors.append(FieldError(f"phased_{year}", message))
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
