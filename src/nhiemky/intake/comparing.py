"""A file compared with what the unit has: rows with their states, every problem, and what applying would change."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nhiemky.intake.effect import Effect, effect_of
from nhiemky.intake.heading import heading_problems
from nhiemky.intake.matching import Known, Match, match_rows
from nhiemky.intake.reading import ResultsTable
from nhiemky.intake.rows import RowReader
from nhiemky.intake.vocab import BLOCKING, ERROR, NOTICE, ProblemData, RowData, RowState
from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.org.models import Term, Unit
from nhiemky.targets.queries import Facts, TargetFact, read_facts

_LINE = re.compile(r"(\d+)$")
_PROBLEM = RowState.PROBLEM.value


@dataclass(frozen=True)
class Comparison:
    """What the preview shows and what applying needs."""

    rows: Sequence[RowData]
    problems: Sequence[ProblemData]
    basis: str
    effect: Effect

    def counts(self) -> dict[str, object]:
        """This function will count rows by state and problems by severity, and give the bands, as JSON."""
        states = Counter(row.state for row in self.rows)
        severities = Counter(problem.severity for problem in self.problems)
        return {
            "rows": {state.value: states[state.value] for state in RowState},
            "problems": {name: severities[name] for name in (ERROR, "warning", NOTICE)},
            "blocked": any(problem.code in BLOCKING for problem in self.problems),
            "as_of": self.effect.as_of.isoformat(),
            "scheme": DEFAULT_SCHEME.name,
            "before": dict(self.effect.before.counts),
            "after": dict(self.effect.after.counts),
        }


def compare(
    table: ResultsTable,
    *,
    unit: Unit,
    term: Term,
    today: date,
    may_add_targets: bool,
    results_to: date | None = None,
) -> Comparison:
    """This function will compare every row of a file with the unit's targets and latest figures.

    `results_to` dates results that carry no date of their own. At most six SQL queries.
    """
    facts = standing_facts(unit, term)
    problems = [ProblemData(*problem) for problem in table.problems]
    problems += heading_problems(table, unit=unit, term=term)
    known = [Known(fact.id, fact.number, fact.code, fact.name) for fact in facts.targets]
    by_id = {fact.id: fact for fact in facts.targets}
    faulty = {_line(problem.cell) for problem in table.problems if problem.severity == ERROR}
    reader = RowReader(
        term=term,
        problems=problems,
        may_add_targets=may_add_targets,
        numbers={fact.number for fact in facts.targets},
        stated={row.number for row in table.rows},
        undated=table.undated,
        results_to=results_to,
        rows=table.rows,
    )
    rows = [
        reader.read(row, match, _fact_of(match, by_id), faulty=bool(faulty) and _line(row.source) in faulty)
        for row, match in zip(table.rows, match_rows(table.rows, known), strict=True)
    ]
    rows = reader.without_orphans(rows)
    sound = [row for row in rows if row.state != _PROBLEM]
    effect = effect_of(facts, sound, term=term, today=today, scheme=DEFAULT_SCHEME)
    return Comparison(rows, problems, basis_of(facts), effect)


def standing_facts(unit: Unit, term: Term) -> Facts:
    """This function will give the unit's targets with the latest version of every figure, of any period."""
    return read_facts([unit.pk], term=term, as_of=date.max, latest=frozenset([unit.pk]))


def basis_of(facts: Facts) -> str:
    """This function will give the SHA-256 over the targets and figures that a preview was compared with."""
    digest = hashlib.sha256()
    for fact in facts.targets:
        figures = [
            (f.period.start.toordinal(), f.period.end.toordinal(), f.scaled, f.done, f.version)
            for f in fact.figures
        ]
        digest.update(repr((fact[0], fact[2], fact[6:14], figures)).encode())
    return digest.hexdigest()


def nothing_new(rows: Sequence[RowData]) -> bool:
    """This function will say whether every sound row only repeats what is there."""
    return all(row.state in (RowState.SAME.value, _PROBLEM) for row in rows)


def seen_before(when: str, by: str) -> ProblemData:
    """This function will give the notice about a file that was applied before."""
    message = _("Tệp này đã nhập ngày %(when)s (%(by)s), không có gì mới.") % {"when": when, "by": by}
    return ProblemData("", NOTICE, "same_file", message)


def _fact_of(match: Match, by_id: dict[int, TargetFact]) -> TargetFact | None:
    return None if match.known is None else by_id[match.known.id]


def _line(cell: str) -> str:
    found = _LINE.search(cell)
    return found[1] if found and "!" in cell else ""
