"""Whose file it is and for which term: a file for another unit or term is stopped as a whole."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nhiemky.intake.reading import ResultsTable
from nhiemky.intake.vocab import ERROR, WARNING, ProblemData
from nhiemky.kernel.scoring import PeriodError, TermYears
from nhiemky.kernel.viet.fold import fold
from nhiemky.org.models import Term, Unit, UnitState


def heading_problems(table: ResultsTable, *, unit: Unit, term: Term) -> list[ProblemData]:
    """This function will list what the file says against the unit and the term it was brought for.

    A code, or a name that belongs to another unit, is an error of the whole file; a name that nobody has is a warning.
    At most one SQL query.
    """
    return [*_unit_problems(table, unit), *_term_problems(table, term)]


def _unit_problems(table: ResultsTable, unit: Unit) -> list[ProblemData]:
    if table.unit_code:
        if table.unit_code.strip() == unit.code:
            return []
        message = _(
            "Tệp ghi mã đơn vị %(file)s, không phải %(code)s. Đề nghị chọn đúng đơn vị hoặc đúng tệp."
        )
        words = message % {"file": table.unit_code, "code": unit.code}
        return [ProblemData(table.sheet, ERROR, "other_unit", words)]
    named = fold(table.unit)
    if not named:
        return []
    found = _units_named(named)
    if unit.pk in found:
        return []
    if found:
        message = _("Tệp ghi đơn vị “%(file)s”, là một đơn vị khác. Đề nghị chọn đúng đơn vị hoặc đúng tệp.")
        return [ProblemData(table.sheet, ERROR, "other_unit", message % {"file": table.unit})]
    message = _("Tệp ghi đơn vị “%(file)s”; đề nghị kiểm tra đúng là tệp của đơn vị này.")
    return [ProblemData(table.sheet, WARNING, "unknown_unit", message % {"file": table.unit})]


def _units_named(named: str) -> set[int]:
    """Give the ids of the units whose short name ends (or is) the name in the file; the longest name decides."""
    rows = UnitState.objects.values_list("unit_id", "short_name")
    fitting = [
        (len(short), unit) for unit, name in rows if (short := fold(name)) and _ends_with(named, short)
    ]
    longest = max((length for length, _unit in fitting), default=0)
    return {unit for length, unit in fitting if length == longest}


def _ends_with(named: str, short: str) -> bool:
    return named == short or named.endswith(f" {short}")


def _term_problems(table: ResultsTable, term: Term) -> list[ProblemData]:
    if not table.term:
        return []
    try:
        years = TermYears.of_label(table.term)
    except PeriodError:
        message = _("Không đọc được nhiệm kỳ “%(term)s” ghi trong tệp.") % {"term": table.term}
        return [ProblemData(table.sheet, WARNING, "unknown_term", message)]
    if (years.first, years.last) == (term.first_year, term.last_year):
        return []
    message = _("Tệp của nhiệm kỳ %(file)s, không phải nhiệm kỳ %(term)s.")
    return [ProblemData(table.sheet, ERROR, "other_term", message % {"file": table.term, "term": term.label})]
