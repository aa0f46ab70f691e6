"""The evaluation of one results table: every target judged, counted into bands, with its problems; no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from nhiemky.kernel.scoring import (
    Assessment,
    Goal,
    Measured,
    Number,
    Scheme,
    TermYears,
    assess,
    round_shown,
    tally,
)
from nhiemky.kernel.scoring.rollup import Tally
from nhiemky.kernel.sheets.problem import ERROR, WARNING, Problem
from nhiemky.kernel.viet.numbers import write_number
from nhiemky.reporting.wording import overview_sentence

FALLBACK_TERM = TermYears(2021, 2025)
TOLERANCE = Fraction(1, 2)
_PLACES = 4
_TERM_LENGTH = 5
_FRACTION_PLACES = 10

Json = str | int | bool | None | Mapping[str, "Json"] | Iterable["Json"]


class Row(Protocol):
    """One target of a table with its observations, whoever read it."""

    @property
    def number(self) -> str:
        """Return the number of the target as written."""

    @property
    def group(self) -> str:
        """Return the name of its group."""

    @property
    def name(self) -> str:
        """Return its wording."""

    @property
    def unit_of_measure(self) -> str:
        """Return its unit of measure."""

    @property
    def goal(self) -> Goal:
        """Return what it demands."""

    @property
    def measured(self) -> Sequence[Measured]:
        """Return its observations."""

    @property
    def source(self) -> str:
        """Return the cell where it begins."""

    @property
    def cells(self) -> Mapping[str, str]:
        """Return the cells of its fields."""

    @property
    def counted(self) -> bool:
        """Return whether it counts."""

    @property
    def stated_attainment(self) -> Decimal | None:
        """Return the attainment that the table itself states."""

    @property
    def stated_verdict(self) -> bool | None:
        """Return whether the table itself calls it met."""

    @property
    def fault(self) -> str:
        """Return why it cannot be judged, empty when it can."""


class Table(Protocol):
    """A results table as read."""

    @property
    def unit(self) -> str:
        """Return the unit's name."""

    @property
    def term(self) -> str:
        """Return the term ("2020-2025"), empty when unknown."""

    @property
    def rows(self) -> Sequence[Row]:
        """Return its targets."""

    @property
    def problems(self) -> Sequence[Problem]:
        """Return what was found while reading."""

    @property
    def undated(self) -> bool:
        """Return whether results carry no date of their own."""


@dataclass(frozen=True, slots=True)
class EvaluatedTarget:
    """One row of the table with what it comes to; ``class_code`` is a band or a class of the scheme."""

    row: Row
    assessment: Assessment
    class_code: str
    reason: str
    dated: bool

    @property
    def expected(self) -> Fraction | None:
        """Return the attainment in percent expected at the cut-off, None where there is no cut-off."""
        return self.assessment.expected if self.dated else None

    @property
    def course(self) -> str | None:
        """Return the code of the course, None where there is no cut-off."""
        course = self.assessment.course if self.dated else None
        return course.value if course is not None else None

    @property
    def attainment(self) -> Fraction | None:
        """Return the exact attainment in percent."""
        return self.assessment.attainment if not self.row.fault else None

    @property
    def _attainment_text(self) -> str | None:
        """Return the attainment with four decimals; it is never rounded over the edge of its band."""
        exact = self.attainment
        if exact is None:
            return None
        return format(round_shown(exact, self.assessment.scheme, _PLACES), f".{_PLACES}f")

    def to_json(self) -> dict[str, Json]:
        """Return the target as PRODUCT section 4 states it; numbers are decimal strings."""
        row, goal, assessment = self.row, self.row.goal, self.assessment
        return {
            "number": row.number,
            "name": row.name,
            "unit_of_measure": row.unit_of_measure,
            "comparator": goal.comparator.value,
            "kind": assessment.kind.value,
            "method": assessment.method.value,
            "baseline": decimal_text(goal.baseline),
            "target": decimal_text(goal.target),
            "low": decimal_text(goal.low),
            "high": decimal_text(goal.high),
            "achieved": decimal_text(assessment.achieved),
            "attainment": self._attainment_text,
            "class": self.class_code,
            "expected": rounded_text(self.expected),
            "course": self.course,
            "counted": row.counted,
            "source": row.source,
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A results table evaluated at a cut-off date; ``as_of`` is None when the table has no date and none was given."""

    table: Table
    as_of: date | None
    scheme: Scheme
    targets: tuple[EvaluatedTarget, ...]
    tally: Tally
    problems: tuple[Problem, ...]

    @property
    def sentence(self) -> str:
        """Return the n/N sentence."""
        return overview_sentence(self.tally, self.scheme)

    @property
    def exit_code(self) -> int:
        """Return 0 when nothing is in error, 1 when some cells are, 2 when there is no target at all."""
        if not self.targets:
            return 2
        return int(any(problem.severity == ERROR for problem in self.problems))

    def to_json(self) -> dict[str, Json]:
        """Return the evaluation as PRODUCT section 4 states it."""
        bands = [{"code": band.code, "threshold": decimal_text(band.threshold)} for band in self.scheme.bands]
        return {
            "unit": self.table.unit,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "scheme": {"name": self.scheme.name, "edges": self.scheme.edges, "bands": bands},
            "total": self.tally.total,
            "counts": dict(self.tally.counts),
            "sentence": self.sentence,
            "targets": [target.to_json() for target in self.targets],
            "problems": [problem._asdict() for problem in self.problems],
        }


def evaluate(table: Table, *, as_of: date | None, scheme: Scheme) -> Evaluation:
    """Judge every target of a table at the cut-off date, the end of the latest reported period unless given."""
    cut_off = as_of or latest_date(table)
    term = _term(table, cut_off)
    targets = []
    problems = list(table.problems)
    for row in table.rows:
        assessment = assess(row.goal, row.measured, as_of=cut_off or term.end, term=term, scheme=scheme)
        code = "not_computable" if row.fault else assessment.class_code
        reason = row.fault or assessment.reason or ""
        target = EvaluatedTarget(row, assessment, code, reason, cut_off is not None)
        targets.append(target)
        problems.extend(_compared(target, scheme))
        if reason and not row.fault:
            problems.append(
                Problem(row.source, WARNING, "not_computable", f"Không tính được mức đạt: {reason}")
            )
    counted = tally((target.class_code for target in targets if target.row.counted), scheme)
    return Evaluation(table, cut_off, scheme, tuple(targets), counted, tuple(problems))


def latest_date(table: Table) -> date | None:
    """Return the end of the latest period that has a value; None where results carry no date of their own."""
    undated = _term_years(table.term).end if table.undated else None
    ends = [measured.period.end for row in table.rows for measured in row.measured]
    dated = [end for end in ends if end != undated]
    return max(dated, default=None)


def _term(table: Table, cut_off: date | None) -> TermYears:
    if not table.term and cut_off is not None:
        last = -(-cut_off.year // _TERM_LENGTH) * _TERM_LENGTH
        return TermYears(last - _TERM_LENGTH + 1, last)
    return _term_years(table.term)


def _term_years(label: str) -> TermYears:
    try:
        return TermYears.of_label(label)
    except ValueError:
        return FALLBACK_TERM


def _compared(target: EvaluatedTarget, scheme: Scheme) -> list[Problem]:
    """Compare our figure with the ratio and the verdict that the office wrote beside it."""
    row, attainment = target.row, target.attainment
    if attainment is None:
        return []
    found = []
    stated = row.stated_attainment
    if stated is not None:
        # a ratio cell without percent format holds 0.87 for 87 %
        gap, stated = min((abs(attainment - Fraction(shown)), shown) for shown in (stated, stated * 100))
        if gap > TOLERANCE:
            ours = write_number(round_shown(attainment, scheme))
            message = f"Tỷ lệ ghi trong bảng là {write_number(stated)}%, chương trình tính được {ours}%; đề nghị kiểm tra."
            found.append(Problem(row.cells.get("ratio", row.source), WARNING, "ratio_differs", message))
    if row.stated_verdict is not None and row.stated_verdict != target.assessment.met:
        ours = "đạt" if target.assessment.met else "chưa đạt"
        theirs = "đạt" if row.stated_verdict else "chưa đạt"
        message = f"Bảng ghi “{theirs}” nhưng theo số liệu thì {ours} ({write_number(round_shown(attainment, scheme))}%)."
        cell = row.cells.get("verdict", row.cells.get("ratio", row.source))
        found.append(Problem(cell, WARNING, "verdict_differs", message))
    return found


def decimal_text(value: Number | None) -> str | None:
    """Return a number as a plain decimal string with a point; fractions without an end at ten decimals, half up."""
    if value is None:
        return None
    if isinstance(value, Fraction):
        return _trimmed(_rounded(value, _FRACTION_PLACES))
    return _trimmed(format(Decimal(value), "f"))


def rounded_text(value: Fraction | None) -> str | None:
    """Return a percentage with four decimals, rounded half up."""
    return None if value is None else _rounded(value, _PLACES)


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(value: Fraction, places: int) -> str:
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).rjust(places + 1, "0")
    sign = "-" if value < 0 and whole else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"
