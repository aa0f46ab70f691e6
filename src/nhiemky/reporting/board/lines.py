"""One assessed target as a line to read, and counts of bands as parts of a bar."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from nhiemky.kernel.scoring import Method, Number, Scheme, Tally, round_shown
from nhiemky.reporting.labels import COURSES, KINDS, METHODS, OUTLOOKS, figure_text, goal_text
from nhiemky.targets.queries import AssessedTarget


@dataclass(frozen=True, slots=True)
class BandCount:
    """How many of the counted targets lie in one band or class."""

    code: str
    name: str
    count: int
    total: int

    @property
    def percent(self) -> Decimal:
        """The share of the total in percent, one decimal, for the width of a bar."""
        return round(Decimal(self.count * 100) / self.total, 1) if self.total else Decimal(0)


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target with what it has come to; figures as text, ready to print, and the achieved one also as a number."""

    id: int
    unit_id: int
    number: str
    position: int
    code: str
    name: str
    group: str
    unit_of_measure: str
    goal: str
    baseline: str
    achieved: str
    achieved_value: Number | None
    attainment: Fraction | None
    attainment_text: str
    class_code: str
    class_name: str
    expected: str
    course: str
    course_name: str
    outlook: str
    outlook_name: str
    projection: str
    kind_name: str
    kind_inferred: bool
    method: Method
    method_name: str
    met: bool
    periods: str
    reason: str
    source: str
    owner: str
    counted: bool
    is_sub_target: bool
    main: bool
    breakthrough: bool
    unconfirmed: bool
    estimate: bool
    illustrative: bool

    @property
    def is_heading(self) -> bool:
        """Whether this is a mere heading of sub-targets: it states no level and nothing was reported, so nothing is judged."""
        return not (self.goal or self.achieved)

    @property
    def judged(self) -> str:
        """The band or class in words, for tables; nothing for a heading."""
        return "" if self.is_heading else self.class_name


def band_counts(tally: Tally, scheme: Scheme) -> tuple[BandCount, ...]:
    """This function will list every band of the scheme, and those classes beside the bands that hold a target."""
    bands = {band.code for band in scheme.bands}
    names = scheme.names
    return tuple(
        BandCount(code, names[code], count, tally.total)
        for code, count in tally.counts.items()
        if code in bands or count
    )


def percent_text(attainment: Fraction | None, scheme: Scheme) -> str:
    """This function will write an attainment without ever crossing the edge of its band: "85,71"."""
    return "" if attainment is None else figure_text(round_shown(attainment, scheme), places=4)


def target_line(assessed: AssessedTarget, scheme: Scheme) -> TargetLine:
    """This function will lay out one assessed target as a line of a board or report."""
    fact, result = assessed.fact, assessed.assessment
    course, outlook = result.course or "", result.outlook or ""
    met = "" if result.periods_met is None else f"{result.periods_met}/{result.periods_reported} kỳ đạt"
    return TargetLine(
        id=fact.id,
        unit_id=fact.unit_id,
        number=fact.number,
        position=fact.position,
        code=fact.code,
        name=fact.name,
        group=fact.group,
        unit_of_measure=fact.unit_of_measure,
        goal=goal_text(fact.goal),
        baseline=figure_text(fact.goal.baseline, places=6),
        achieved=figure_text(result.achieved),
        achieved_value=result.achieved,
        attainment=result.attainment,
        attainment_text=percent_text(result.attainment, scheme),
        class_code=result.class_code,
        class_name=scheme.names[result.class_code],
        expected=figure_text(result.expected),
        course=course,
        course_name=COURSES.get(course, ""),
        outlook=outlook,
        outlook_name=OUTLOOKS.get(outlook, ""),
        projection=figure_text(result.projection),
        kind_name=KINDS[result.kind],
        kind_inferred=result.kind_inferred,
        method=result.method,
        met=result.met,
        method_name=METHODS[result.method],
        periods=met,
        reason=result.reason or "",
        source=fact.figures[-1].source_cell if fact.figures else "",
        owner=fact.owner,
        counted=fact.counted,
        is_sub_target=fact.parent_id is not None,
        main=fact.main,
        breakthrough=fact.breakthrough,
        unconfirmed=fact.unconfirmed,
        estimate=fact.estimate,
        illustrative=fact.illustrative,
    )


def worst_first(line: TargetLine) -> tuple[int, Fraction, int]:
    """This function will give the key that puts the lowest attainment first and targets without one last."""
    if line.attainment is None:
        return (1, Fraction(0), line.position)
    return (0, line.attainment, line.position)
