"""The chart of a campaign: planned and actual days of its units on one time line, drawn in sheets that print on A4 landscape.

Only presentation attributes are used. Each stage has a pattern of its own, so that black-and-white prints can be read.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nhiemky.campaign.queries.judging import ReviewStanding, RoundStanding, StageDay
from nhiemky.campaign.vocab import StageCode
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.workdays import WorkdayError, is_working_day
from nhiemky.reporting.campaign import CampaignBoard, UnitLine, stage_names
from nhiemky.web.visit import Visit

DAY = timedelta(days=1)
# A sheet is 1,092 × 680 units: a quarter of a millimetre each, with margins, caption and footer left out.
WIDTH, NAMES, TOP, BOTTOM = 1092, 186, 40, 46
ROWS, TALLEST, LOWEST = 40, 32, 14
LONGEST_SHADED = 800
NAME_LENGTH = 26


@dataclass(frozen=True)
class Gantt:
    """The sheets of the chart."""

    sheets: tuple[SafeString, ...]


@dataclass(frozen=True)
class Scale:
    """Days across the sheet."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """This property will give how many days the sheet shows."""
        return (self.last - self.first).days + 1

    def x(self, day: date) -> int:
        """This function will give where a day begins, in units from the left."""
        return NAMES + (day - self.first).days * (WIDTH - NAMES) // self.days


@dataclass(frozen=True)
class Band:
    """Units of one round that stand below each other on a sheet, under a line with the name of the round."""

    round: RoundStanding
    lines: tuple[UnitLine, ...]


def gantt_of(visit: Visit, board: CampaignBoard) -> Gantt:
    """This function will draw the units of a board by rounds, up to 40 rows on a sheet; none when nothing is planned or reached."""
    known = list(_known_days(board))
    if not known:
        return Gantt(())
    scale = scale_of(min(known), max(known))
    chart = _Chart(visit, scale, board.on, stage_names(board.units))
    sheets = in_sheets(board)
    most = max(_rows(bands) for bands in sheets)
    tall = max(LOWEST, min(TALLEST, ROWS * LOWEST // most))
    return Gantt(tuple(chart.sheet(bands, tall) for bands in sheets))


def in_sheets(board: CampaignBoard) -> list[list[Band]]:
    """This function will share out the units to sheets; a round that goes on is named again on the next one."""
    rounds = {part.facts.round_id: part for part in board.rounds}
    sheets: list[list[Band]] = [[]]
    for key, group in itertools.groupby(board.units, key=lambda line: line.standing.facts.round_id):
        lines = tuple(group)
        while lines:
            room = ROWS - _rows(sheets[-1]) - 1
            if room < 1:
                sheets.append([])
                continue
            sheets[-1].append(Band(rounds[key], lines[:room]))
            lines = lines[room:]
    return sheets


def _rows(bands: Sequence[Band]) -> int:
    return sum(1 + len(band.lines) for band in bands)


def scale_of(first: date, last: date) -> Scale:
    """This function will give whole months around the days."""
    begins = first.replace(day=1)
    after = (last.replace(day=1) + timedelta(days=31)).replace(day=1)
    return Scale(begins, after - DAY)


def _known_days(board: CampaignBoard) -> Iterator[date]:
    shown = {line.standing.facts.round_id for line in board.units}
    for line in board.units:
        for day in line.standing.facts.days:
            yield from (each for each in (day.planned, day.reached) if each is not None)
    for part in board.rounds:
        if part.facts.round_id in shown:
            yield from (part.facts.starts_on, part.facts.ends_on)


def free_spans(scale: Scale) -> list[tuple[date, date]]:
    """This function will give the stretches of days on which offices do not work; none on a sheet too long to show them."""
    if scale.days > LONGEST_SHADED:
        return []
    spans: list[tuple[date, date]] = []
    for place in range(scale.days):
        day = scale.first + place * DAY
        try:
            works = is_working_day(day)
        except WorkdayError:
            works = day.weekday() < 5
        if not works:
            if spans and spans[-1][1] == day - DAY:
                spans[-1] = (spans[-1][0], day)
            else:
                spans.append((day, day))
    return spans


class _Chart:
    """Draws sheets; what all of them share is drawn once."""

    def __init__(self, visit: Visit, scale: Scale, on: date, stages: Sequence[tuple[StageCode, str]]) -> None:
        self.visit, self.scale, self.on, self.stages = visit, scale, on, stages
        self.free = free_spans(scale)

    def sheet(self, bands: Sequence[Band], tall: int) -> SafeString:
        """Give one sheet with its scale, rounds, rows and legend."""
        end = TOP + tall * _rows(bands)
        height = end + BOTTOM
        drawn, y = [], TOP
        for band in bands:
            drawn.append(self._band(band, y, tall))
            y += tall * (1 + len(band.lines))
        count = sum(len(band.lines) for band in bands)
        label = conditional_escape(_("Biểu đồ kế hoạch và thực hiện của %(count)d đơn vị") % {"count": count})
        return mark_safe(
            f'<svg class="gantt" viewBox="0 0 {WIDTH} {height}" width="100%" role="group" aria-label="{label}">'
            f"{_patterns()}{self._ground(end)}{''.join(drawn)}{self._today(end)}{self._legend(end + 14)}</svg>"
        )

    def _band(self, band: Band, y: int, tall: int) -> str:
        """Draw a round: its name with its window, the frame of the window behind its units, the units."""
        facts, half = band.round.facts, tall // 2
        left, right = self.scale.x(facts.starts_on), self.scale.x(facts.ends_on + DAY)
        values = {"round": facts.name, "window": facts.window}
        told = conditional_escape(_("%(round)s: %(window)s") % values)
        bottom = tall * (1 + len(band.lines))
        rows = "".join(
            self._row(line.standing, y + tall * place, tall) for place, line in enumerate(band.lines, start=1)
        )
        return (
            f'<rect x="{left}" y="{y + 1}" width="{right - left}" height="{bottom - 2}" fill="#0b5394" fill-opacity=".05" '
            'stroke="#0b5394" stroke-width="1" stroke-dasharray="2 3"/>'
            f'<path d="M0 {y}H{WIDTH}" stroke="#8693a3" stroke-width=".75" fill="none"/>'
            f'<text x="4" y="{y + half + 4}" font-size="11" font-weight="600" fill="#083d6d">{told}</text>{rows}'
        )

    def _ground(self, end: int) -> str:
        x, drawn = self.scale.x, []
        for first, last in self.free:
            left = x(first)
            drawn.append(
                f'<rect x="{left}" y="{TOP}" width="{max(1, x(last + DAY) - left)}" height="{end - TOP}" fill="#e9edf2"/>'
            )
        drawn += list(self._months(end))
        drawn.append(
            f'<path d="M0 {TOP}H{WIDTH}M0 {end}H{WIDTH}" stroke="#55606e" stroke-width="1" fill="none"/>'
        )
        return "".join(drawn)

    def _months(self, end: int) -> Iterator[str]:
        step = next(n for n in (1, 2, 3, 6, 12, 120) if self.scale.days // 30 * 40 <= (WIDTH - NAMES) * n)
        day, place = self.scale.first, 0
        while day <= self.scale.last:
            x = self.scale.x(day)
            yield f'<path d="M{x} {TOP - 14}V{end}" stroke="#8693a3" stroke-width=".75" fill="none"/>'
            if place % step == 0:
                yield f'<text x="{x + 3}" y="{TOP - 18}" font-size="11" fill="#1b2530">{day.month}/{day.year}</text>'
            yield from self._weeks(day, end)
            day, place = (day + timedelta(days=31)).replace(day=1), place + 1

    def _weeks(self, month: date, end: int) -> Iterator[str]:
        """Mark the Mondays of a month with their day where there is room."""
        if self.scale.days * 3 > (WIDTH - NAMES):
            return
        for place in range(31):
            day = month + place * DAY
            if day.month != month.month or day > self.scale.last:
                return
            if day.weekday() == 0:
                x = self.scale.x(day)
                yield f'<path d="M{x} {TOP}V{end}" stroke="#d5dbe3" stroke-width=".5" fill="none"/>'
                yield f'<text x="{x + 1}" y="{TOP - 4}" font-size="8.5" fill="#55606e">{day.day}</text>'

    def _row(self, standing: ReviewStanding, y: int, tall: int) -> str:
        facts = standing.facts
        href = conditional_escape(self.visit.to("review", facts.review_id))
        name = (
            facts.short_name
            if len(facts.short_name) <= NAME_LENGTH
            else facts.short_name[: NAME_LENGTH - 1] + "…"
        )
        half = tall // 2
        days = [day for day in facts.days if not day.skipped]
        return (
            f'<g class="gantt-row"><title>{conditional_escape(self._told(standing))}</title>'
            f'<path d="M0 {y + tall}H{WIDTH}" stroke="#d5dbe3" stroke-width=".5" fill="none"/>'
            f'<a href="{href}"><text x="4" y="{y + half + 4}" font-size="11" fill="#1b2530">{conditional_escape(name)}</text></a>'
            f"{self._planned(days, y + 2, half - 3)}{self._actual(days, y + half, half - 2)}</g>"
        )

    def _planned(self, days: Sequence[StageDay], y: int, tall: int) -> str:
        """Draw the outline of every planned stage up to the next planned one, and the diamond of the conference."""
        x, drawn = self.scale.x, []
        planned = [(day.code, day.planned) for day in days if day.planned is not None]
        for (_code, begins), (_next, ends) in itertools.pairwise(planned):
            width = x(ends) - x(begins)
            if width > 0:
                drawn.append(
                    f'<rect x="{x(begins)}" y="{y}" width="{width}" height="{tall}" fill="#fff" fill-opacity=".6" '
                    'stroke="#3d4855" stroke-width=".75"/>'
                )
        drawn += [self._diamond(day, y, tall, "#fff") for code, day in planned if code is StageCode.HELD]
        return "".join(drawn)

    def _actual(self, days: Sequence[StageDay], y: int, tall: int) -> str:
        """Fill every stage from the day it was reached to the day the next one was, the last one to the day looked at."""
        x, drawn = self.scale.x, []
        reached = [(day.code, day.reached) for day in days if day.reached is not None]
        ends = [day for _code, day in reached[1:]]
        closed = bool(reached) and reached[-1][0] is StageCode.CLOSED
        for place, (code, begins) in enumerate(reached):
            last = ends[place] if place < len(ends) else begins if closed else min(self.on, self.scale.last)
            width = max(2, x(last) - x(begins))
            drawn.append(
                f'<rect x="{x(begins)}" y="{y}" width="{width}" height="{tall}" fill="url(#moc-{code})" '
                'stroke="#1b2530" stroke-width=".75"/>'
            )
        drawn += [self._diamond(day, y, tall, "#1b2530") for code, day in reached if code is StageCode.HELD]
        drawn += [self._late(day, y, tall) for day in days if day.late and day.reached is None]
        return "".join(drawn)

    def _diamond(self, day: date, y: int, tall: int, fill: str) -> str:
        x, half = self.scale.x(day), max(4, tall // 2 + 1)
        middle = y + tall // 2
        return (
            f'<path d="M{x} {middle - half}L{x + half} {middle}L{x} {middle + half}L{x - half} {middle}Z" '
            f'fill="{fill}" stroke="#1b2530" stroke-width="1"/>'
        )

    def _late(self, day: StageDay, y: int, tall: int) -> str:
        """Draw the dashes from a planned day that was missed to the day looked at."""
        if day.planned is None:
            return ""
        middle = y + tall // 2
        return (
            f'<path d="M{self.scale.x(day.planned)} {middle}H{self.scale.x(min(self.on, self.scale.last))}" stroke="#b3261e" '
            'stroke-width="2" stroke-dasharray="4 3" fill="none"/>'
        )

    def _told(self, standing: ReviewStanding) -> str:
        told = []
        for day in standing.facts.days:
            plan = _("kế hoạch %(day)s") % {"day": write_date(day.planned)} if day.planned else ""
            done = _("thực hiện %(day)s") % {"day": write_date(day.reached)} if day.reached else ""
            words = ", ".join(part for part in (plan, done, _("bỏ qua") if day.skipped else "") if part)
            if words:
                told.append(f"{day.name}: {words}")
        return f"{standing.facts.name}. {'; '.join(told)}"

    def _today(self, end: int) -> str:
        if not self.scale.first <= self.on <= self.scale.last:
            return ""
        x = self.scale.x(self.on)
        anchor, shift = ("end", -4) if x > WIDTH - 60 else ("start", 4)
        return (
            f'<path d="M{x} 4V{end}" stroke="#b3261e" stroke-width="1.5" fill="none"/>'
            f'<text x="{x + shift}" y="11" font-size="10" text-anchor="{anchor}" font-weight="600" fill="#8f1d17">'
            f"{write_date(self.on)}</text>"
        )

    def _legend(self, y: int) -> str:
        width = max(1, WIDTH // max(1, len(self.stages) + 1))
        drawn = [
            f'<rect x="4" y="{y}" width="18" height="9" fill="#fff" stroke="#3d4855" stroke-width=".75"/>'
            f'<text x="26" y="{y + 8}" font-size="10" fill="#1b2530">{conditional_escape(_("Kế hoạch"))}</text>'
        ]
        for place, (code, name) in enumerate(self.stages, start=1):
            x = 4 + place * width
            drawn.append(
                f'<rect x="{x}" y="{y}" width="18" height="9" fill="url(#moc-{code})" stroke="#1b2530" stroke-width=".75"/>'
                f'<text x="{x + 22}" y="{y + 8}" font-size="10" fill="#1b2530">{conditional_escape(name)}</text>'
            )
        late = conditional_escape(
            _(
                "Gạch đỏ: đang chậm. Nền xám: ngày nghỉ. Hình thoi: ngày hội nghị. Khung chấm: thời gian của vòng."
            )
        )
        drawn.append(f'<text x="4" y="{y + 24}" font-size="10" fill="#55606e">{late}</text>')
        return "".join(drawn)


# What lies on the ground of each stage: ground, then lines or dots
_INKS: dict[StageCode, tuple[str, str]] = {
    StageCode.PLANNED: ("#ffffff", '<circle cx="3" cy="3" r=".8" fill="#3d4855"/>'),
    StageCode.PREPARING: ("#dbe7f3", '<path d="M0 6L6 0" stroke="#0b5394" stroke-width="1"/>'),
    StageCode.ASSESSED: ("#b9d3ea", '<path d="M0 0L6 6" stroke="#083d6d" stroke-width="1"/>'),
    StageCode.COMMENTED: ("#ffe27a", '<path d="M0 3H6" stroke="#6b5200" stroke-width="1"/>'),
    StageCode.READY: ("#8fd19a", '<path d="M3 0V6" stroke="#10240f" stroke-width="1"/>'),
    StageCode.HELD: ("#1b5e20", '<path d="M0 3H6M3 0V6" stroke="#ffffff" stroke-width=".6"/>'),
    StageCode.CLOSED: ("#3d4855", ""),
}


def _patterns() -> str:
    drawn = "".join(
        f'<pattern id="moc-{code}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{ground}"/>{ink}</pattern>'
        for code, (ground, ink) in _INKS.items()
    )
    return f"<defs>{drawn}</defs>"
