"""The picture of one target: baseline, plan, figures, projection and target line as coordinates of an SVG. Exact and pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from nhiemky.kernel.scoring import Assessment, Comparator, Goal, Kind, Number, Period
from nhiemky.kernel.scoring.course import CourseFacts
from nhiemky.kernel.scoring.kinds import achieved_values, value_of
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.numbers import write_number

WIDTH, HEIGHT = 720, 320
LEFT, RIGHT, TOP, BOTTOM = 70, 24, 26, 40
_TICKS = 5
_STEPS = (1, 2, Fraction(5, 2), 5, 10)
_JOINED = (Kind.ACCUMULATE, Kind.AVERAGE)

Point = tuple[date, Fraction]


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: where it stands (in units of the picture) and what it says."""

    at: str
    label: str


@dataclass(frozen=True)
class Mark:
    """One point: where it stands, what it says when pointed at, and what it is (baseline, plan, figure, waiting)."""

    x: str
    y: str
    label: str
    what: str


@dataclass(frozen=True)
class Level:
    """A horizontal line at what the target demands."""

    y: str
    text_y: str
    label: str


@dataclass(frozen=True)
class Chart:
    """The whole picture; lines are lists of "x,y" as SVG wants them, empty when there is nothing to draw."""

    title: str
    description: str
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]
    plan: str
    observed: str
    projection: str
    marks: tuple[Mark, ...]
    levels: tuple[Level, ...]
    cut_off: str
    cut_off_label: str
    joined: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM

    @property
    def kinds(self) -> frozenset[str]:
        """What the picture holds, for its legend."""
        held = {mark.what for mark in self.marks}
        return frozenset(held | {name for name in ("plan", "projection") if getattr(self, name)})


def chart_of(
    assessment: Assessment,
    *,
    title: str,
    unit_of_measure: str = "",
    unconfirmed: frozenset[Period] = frozenset(),
) -> Chart | None:
    """This function will draw a target from its assessment; none when it has neither a figure nor a value to reach."""
    facts = assessment.facts
    levels, figures, plan = _levels(facts.goal), _figures(facts), _plan(facts)
    if not levels and not figures:
        return None
    start = None if facts.kind in (Kind.ACCUMULATE, Kind.RUNNING_TOTAL) else _baseline(facts)
    ahead = _projection(assessment, figures)
    path = ([start] if start else []) + plan if plan else []
    values = [*levels, *(value for _, value in (*figures, *plan, *ahead, *([start] if start else [])))]
    first = min([date(facts.term.first - 1, 12, 31), *([start[0]] if start else [])])
    last = max([facts.due, facts.term.end, *(day for day, _ in figures)])
    low, high, step = _span(values)
    x, y = (
        _scale(first.toordinal(), last.toordinal(), LEFT, WIDTH - RIGHT),
        _scale(low, high, HEIGHT - BOTTOM, TOP),
    )
    waiting = {each.period.end for each in facts.counted if each.period in unconfirmed}
    marks = [
        *([_mark(start, "baseline", x, y)] if start else []),
        *(_mark(point, "plan", x, y) for point in plan),
        *(_mark(point, "waiting" if point[0] in waiting else "figure", x, y) for point in figures),
    ]
    return Chart(
        title=title,
        description=_description(facts, start, plan, figures, ahead, unit_of_measure),
        y_ticks=tuple(Tick(y(value), write_number(value)) for value in _ticks(low, high, step)),
        x_ticks=tuple(
            Tick(x(date(year, 12, 31).toordinal()), str(year)) for year in range(first.year, last.year + 1)
        ),
        plan=_line(path, x, y) if len(path) > 1 else "",
        observed=_line(figures, x, y) if len(figures) > 1 else "",
        projection=_line(ahead, x, y),
        marks=tuple(marks),
        levels=tuple(_level(value, facts.goal, y) for value in levels),
        cut_off=x(facts.as_of.toordinal()) if first <= facts.as_of <= last else "",
        cut_off_label=write_date(facts.as_of),
        joined=facts.kind.value if facts.kind in _JOINED else "",
    )


def _levels(goal: Goal) -> list[Fraction]:
    if goal.comparator is Comparator.DONE:
        return [Fraction(100)]
    demanded = (goal.low, goal.high) if goal.comparator is Comparator.BETWEEN else (goal.target,)
    return [Fraction(value) for value in demanded if value is not None]


def _baseline(facts: CourseFacts) -> Point | None:
    goal = facts.goal
    if goal.baseline is None:
        return None
    return date(goal.baseline_year or facts.term.first - 1, 12, 31), Fraction(goal.baseline)


def _figures(facts: CourseFacts) -> list[Point]:
    """Give what was achieved up to the end of each period: summed or averaged where the kind says so."""
    values, points = [], {}
    for each in facts.counted:
        values.append(value_of(each, facts.goal.comparator))
        numerator, denominator = (
            achieved_values(values, facts.kind)[0] if facts.kind in _JOINED else values[-1]
        )
        points[each.period.end] = Fraction(numerator, denominator)
    return sorted(points.items())


def _plan(facts: CourseFacts) -> list[Point]:
    phased = [(year, Fraction(value)) for year, value in sorted(facts.goal.phased)]
    values = [value for _, value in phased]
    target = facts.goal.target
    running = target is not None and values and values[-1] == Fraction(target) and values == sorted(values)
    if facts.kind is Kind.ACCUMULATE and not running:
        values = [sum(values[: place + 1], Fraction(0)) for place in range(len(values))]
    return [(date(year, 12, 31), value) for (year, _), value in zip(phased, values, strict=True)]


def _projection(assessment: Assessment, figures: Sequence[Point]) -> list[Point]:
    value, due = assessment.projection, assessment.facts.due
    if value is None or not figures or figures[-1][0] >= due:
        return []
    return [figures[-1], (due, Fraction(value))]


def _span(values: Sequence[Fraction]) -> tuple[Fraction, Fraction, Fraction]:
    """Give the lowest and highest value of the axis and the step of its ticks, all round numbers."""
    low, high = min(values), max(values)
    if 0 <= low <= high * Fraction(2, 3):
        low = Fraction(0)
    spread = high - low or abs(high) or Fraction(1)
    step = _round_step(spread / _TICKS)
    bottom, top = low // step * step, -(-high // step) * step
    return (bottom, top, step) if bottom < top else (bottom, bottom + step, step)


def _round_step(rough: Fraction) -> Fraction:
    power = Fraction(1)
    while power * 10 <= rough:
        power *= 10
    while power > rough:
        power /= 10
    return next(power * step for step in _STEPS if power * step >= rough)


def _ticks(low: Fraction, high: Fraction, step: Fraction) -> Iterable[Fraction]:
    value = low
    while value <= high:
        yield value
        value += step


def _scale(
    low: Fraction | int, high: Fraction | int, start: int, end: int
) -> Callable[[Fraction | int], str]:
    """Give the function that puts a value of the axis into the picture, with one decimal."""

    def placed(value: Fraction | int) -> str:
        tenths = round(10 * (start + Fraction(value - low) * (end - start) / Fraction(high - low)))
        sign = "-" if tenths < 0 else ""
        return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}"

    return placed


Placing = Callable[[Fraction | int], str]


def _line(points: Sequence[Point], x: Placing, y: Placing) -> str:
    return " ".join(f"{x(day.toordinal())},{y(value)}" for day, value in points)


def _mark(point: Point, what: str, x: Placing, y: Placing) -> Mark:
    return Mark(x(point[0].toordinal()), y(point[1]), f"{_when(point[0])}: {_shown(point[1])}", what)


def _level(value: Fraction, goal: Goal, y: Placing) -> Level:
    place = Fraction(y(value))
    falls = goal.comparator in (Comparator.AT_MOST, Comparator.BELOW)
    above = place + 16 if (falls and place < HEIGHT - BOTTOM - 20) or place < TOP + 12 else place - 6
    label = "100 %" if goal.comparator is Comparator.DONE else _shown(value)
    return Level(y(value), f"{above.numerator * 10 // above.denominator // 10}", label)


def _shown(value: Number) -> str:
    text = write_number(value, places=2)
    return text.rstrip("0").rstrip(",") if "," in text else text


def _when(day: date) -> str:
    return str(day.year) if (day.month, day.day) == (12, 31) else write_date(day)


def _description(
    facts: CourseFacts,
    start: Point | None,
    plan: Sequence[Point],
    figures: Sequence[Point],
    ahead: Sequence[Point],
    unit: str,
) -> str:
    parts = [
        ("Mức gốc", [start] if start else []),
        ("Phân kỳ", plan),
        ("Thực hiện", figures),
        ("Dự báo", ahead[1:]),
    ]
    said = [
        f"{name}: " + "; ".join(f"{_when(day)}: {_shown(value)}" for day, value in points) + "."
        for name, points in parts
        if points
    ]
    demanded = " - ".join(_shown(value) for value in _levels(facts.goal))
    if demanded:
        said.append(f"Mức chỉ tiêu: {demanded}.")
    if unit:
        said.append(f"Đơn vị tính: {unit}.")
    return " ".join(said)
