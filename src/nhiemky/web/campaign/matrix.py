"""The table units × stages, written in one go: it may hold thousands of cells.

Texts are escaped once per unit; ids are integers; days come from our own writing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nhiemky.campaign.queries.judging import Counted, StageDay
from nhiemky.campaign.vocab import READINESS_NAMES, Readiness, StageCode
from nhiemky.kernel.viet.collate import sort_key
from nhiemky.reporting.campaign import CampaignBoard, UnitLine, stage_names
from nhiemky.web.visit import Visit

SOON = timedelta(days=7)
HALF_A_YEAR = timedelta(days=183)
LATE_FIRST, BY_PLAN, BY_NAME, BY_DAY = "cham", "ke-hoach", "don-vi", "hoi-nghi"
_PLACE = 999_999_999
_RANKS = {
    Readiness.LATE: 0,
    Readiness.ATTENTION: 1,
    Readiness.ON_PLAN: 2,
    Readiness.READY: 2,
    Readiness.HELD: 3,
}


@dataclass(frozen=True)
class Matrix:
    """The table as shown: its stages by code and name, and its bodies, one for every campaign."""

    stages: tuple[tuple[StageCode, str], ...]
    body: SafeString
    units: int
    grouped: bool


def matrix_of(visit: Visit, board: CampaignBoard, lines: Sequence[UnitLine], *, order: str) -> Matrix:
    """This function will write the units × stages of a board in an order, units of each campaign under its name."""
    stages = stage_names(lines)
    writer = _Writer(visit, board.on, [code for code, _name in stages])
    groups: dict[int, list[UnitLine]] = defaultdict(list)
    for line in lines:
        groups[line.standing.facts.campaign_id].append(line)
    grouped = len(board.standing.campaigns) > 1
    names = {each.pk: each.name for each in board.standing.campaigns}
    bodies = [
        f"<tbody>{writer.head(names[key]) if grouped else ''}"
        f"{''.join(map(writer.row, in_order(groups[key], order)))}</tbody>"
        for key in names
        if key in groups
    ]
    return Matrix(stages, mark_safe("".join(bodies)), len(lines), grouped)


def in_order(lines: Sequence[UnitLine], order: str) -> list[UnitLine]:
    """This function will put units in order: late first (as usual), by round and place in it, by name, or by conference."""
    if order == BY_PLAN:
        return list(lines)
    keys: Mapping[str, Callable[[UnitLine], tuple[object, ...]]] = {
        BY_NAME: lambda line: (sort_key(line.standing.facts.short_name),),
        BY_DAY: lambda line: (line.standing.actual or line.standing.planned or date.max,),
    }
    return sorted(lines, key=keys.get(order, _late_first))


def _late_first(line: UnitLine) -> tuple[int, int, date]:
    days = line.standing.facts.days
    behind = max((day.late_days for day in days if day.late and day.reached is None), default=0)
    coming = next(
        (day.planned for day in days if day.planned and day.reached is None and not day.skipped), date.max
    )
    return _RANKS[line.standing.readiness], -behind, coming


class _Writer:
    """Writes rows; what is the same in all of them is asked for once."""

    def __init__(self, visit: Visit, on: date, codes: Sequence[StageCode]) -> None:
        self.on, self.codes = on, codes
        self.before, after = visit.to("review", _PLACE).split(str(_PLACE))
        self.before, self.after = str(conditional_escape(self.before)), str(conditional_escape(after))
        self.readiness = {
            code: f'<span class="state state-{code}">{conditional_escape(str(name))}</span>'
            for code, name in READINESS_NAMES.items()
        }
        words = {
            "plan": _("KH"), "done": _("TH"), "skipped": _("bỏ qua"), "due": _("đến hạn"), "soon": _("sắp đến"),
            "unit": _("Đơn vị"), "state": _("Tình hình"), "comments": _("Góp ý"), "lessons": _("Bài học"),
            "overdue": _("quá hạn %(count)d"), "late": _("chậm %(days)d ngày"), "round": _("Vòng"),
        }  # fmt: skip
        self.words = {key: str(conditional_escape(word)) for key, word in words.items()}
        self.names: dict[str, str] = {}

    def head(self, name: str) -> str:
        """Give the line that names the campaign of the units under it."""
        width = len(self.codes) + 4
        return f'<tr class="group-head"><th scope="rowgroup" colspan="{width}">{conditional_escape(name)}</th></tr>'

    def row(self, line: UnitLine) -> str:
        """Give the row of one unit."""
        standing = line.standing
        facts = standing.facts
        href = f"{self.before}{facts.review_id}{self.after}"
        by_code = {day.code: day for day in facts.days}
        coming = next((day.code for day in facts.days if day.reached is None and not day.skipped), None)
        cells = "".join(
            [
                self._cell(by_code[code], href, now=code == facts.stage, following=code == coming)
                if code in by_code
                else '<td class="stage-none"></td>'
                for code in self.codes
            ]
        )
        worst = next((reason.text for reason in standing.reasons if reason.against), "")
        note = f' <span class="cell-note">{conditional_escape(worst)}</span>' if worst else ""
        words = self.words
        return (
            f'<tr><th scope="row"><a href="{href}">{conditional_escape(facts.short_name)}</a> '
            f'<span class="cell-note">{self._escaped(line.round)}</span></th>'
            f'<td data-label="{words["state"]}">{self.readiness[standing.readiness]}{note}</td>{cells}'
            f"{self._counted(facts.comments, words['comments'])}{self._counted(facts.lessons, words['lessons'])}</tr>"
        )

    def _escaped(self, text: str) -> str:
        if text not in self.names:
            self.names[text] = str(conditional_escape(text))
        return self.names[text]

    def _counted(self, count: Counted, label: str) -> str:
        shown = f"{count.done}/{count.given}" if count.given else "–"
        over = (
            f' <span class="cell-note over">{self.words["overdue"] % {"count": count.overdue}}</span>'
            if count.overdue
            else ""
        )
        return f'<td class="num" data-label="{label}">{shown}{over}</td>'

    def _cell(self, day: StageDay, href: str, *, now: bool, following: bool) -> str:
        kind, lines = self._told(day)
        current = " stage-now" if now else " stage-next" if following else ""
        return (
            f'<td class="stage stage-{kind}{current}" data-label="{self._escaped(day.name)}">'
            f'<a href="{href}#{day.code}">{lines}</a></td>'
        )

    def _told(self, day: StageDay) -> tuple[str, str]:
        words = self.words
        plan = f"<span>{words['plan']} {self._day(day.planned)}</span>" if day.planned else ""
        if day.reached is not None:
            late = f"<em>{words['late'] % {'days': day.late_days}}</em>" if day.late else ""
            done = f"<b>{words['done']} {self._day(day.reached)}</b>"
            return ("slipped" if day.late else "done"), f"{plan} {done} {late}"
        if day.skipped:
            return "skipped", f"{plan} <em>{words['skipped']}</em>"
        if day.planned is None:
            return "open", "–"
        if day.late:
            return "late", f"{plan} <em>{words['late'] % {'days': day.late_days}}</em>"
        if day.planned <= self.on:
            return "due", f"{plan} <em>{words['due']}</em>"
        if day.planned <= self.on + SOON:
            return "soon", f"{plan} <em>{words['soon']}</em>"
        return "planned", plan

    def _day(self, day: date) -> str:
        near = abs(day - self.on) <= HALF_A_YEAR
        return f"{day.day}-{day.month}" if near else f"{day.day}-{day.month}-{day.year}"
