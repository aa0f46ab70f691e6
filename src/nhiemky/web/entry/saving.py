"""Saving what was typed into the grid: every sound cell is kept, every other one is answered in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nhiemky.history.vocab import Conflict, FieldError, Invalid
from nhiemky.kernel.scoring import Period
from nhiemky.org.policy import require
from nhiemky.org.vocab import Verb
from nhiemky.targets.actions import record_observations
from nhiemky.targets.queries import EntryCell, entry_rows
from nhiemky.targets.vocab import Entry, ObservationState
from nhiemky.web.entry.periods import key_of, ordered, read_key
from nhiemky.web.entry.typed import LONGEST, Typed, read_typed, text_of
from nhiemky.web.templatetags.figures import moment
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.targets.models import Target

SAVED, SAME, PROBLEM, CONFLICT = "saved", "same", "problem", "conflict"
TEXT, VERSION, ORIGINAL = "o-", "v-", "g-"
MOST_CELLS, MOST_PERIODS = 3000, 60
ATTEMPTS = 3

Place = tuple[int, Period]


@dataclass(frozen=True)
class Posted:
    """One cell as it was sent: the text, and the version that the writer had seen."""

    target_id: int
    period: Period
    text: str
    version: int

    @property
    def key(self) -> str:
        """The name of the cell."""
        return key_of(self.target_id, self.period)


@dataclass(frozen=True)
class Answer:
    """What became of one cell: the text and version that stand now, and what is to be said at the cell."""

    key: str
    state: str
    text: str
    version: int
    message: str = ""
    candidates: tuple[str, ...] = ()
    theirs: str = ""
    draft: bool = False


@dataclass(frozen=True)
class Standing:
    """The grid as it stands, for the periods of what was sent."""

    targets: Mapping[int, Target]
    cells: Mapping[Place, EntryCell]

    def others(self, place: Place) -> tuple[Decimal, ...]:
        """This function will give the other figures of the cell's target."""
        return tuple(
            cell.value
            for (target, period), cell in self.cells.items()
            if target == place[0] and period != place[1] and cell.value is not None
        )


def posted_cells(data: Mapping[str, str]) -> list[Posted]:
    """This function will give the cells of a posted form whose text is not the one the page showed.

    :raises Invalid: when there are more cells or periods than any grid has.
    """
    found = []
    for name in data:
        place = read_key(name.removeprefix(TEXT)) if name.startswith(TEXT) else None
        if place is None:
            continue
        key, text = name.removeprefix(TEXT), str(data[name])
        if text.strip() == str(data.get(ORIGINAL + key, "\0")).strip():
            continue
        version = str(data.get(VERSION + key, "0"))
        number = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
        found.append(Posted(*place, text[: LONGEST + 1], number))
    if len(found) > MOST_CELLS or len({cell.period for cell in found}) > MOST_PERIODS:
        raise Invalid(FieldError("", _("Gửi quá nhiều ô một lần; đề nghị chia nhỏ.")))
    return found


def save_cells(visit: Visit, cells: Sequence[Posted]) -> list[Answer]:
    """This function will record every cell that can be, in one act, and answer for each cell in turn.

    :raises Denied: when the person enters no results in the chosen unit.
    """
    require(visit.actor, Verb.ENTER_RESULTS, visit.state.path)
    answers: dict[str, Answer] = {}
    waiting = {cell.key: cell for cell in cells}
    for _attempt in range(ATTEMPTS):
        standing = standing_of(visit, [cell.period for cell in cells])
        entries, refused = _entries(standing, list(waiting.values()))
        answers |= refused
        waiting = {key: cell for key, cell in waiting.items() if key not in refused}
        try:
            record_observations(
                visit.actor, unit=visit.state.unit, term=visit.term, entries=entries, now=visit.now
            )
            break
        except Invalid as refusal:
            errors = _by_key(refusal)
            answers |= {
                key: Answer(key, PROBLEM, waiting[key].text, waiting[key].version, errors[key])
                for key in waiting
                if key in errors
            }
            waiting = {key: cell for key, cell in waiting.items() if key not in errors}
        except Conflict:
            continue
    else:
        busy = _("Người khác đang ghi cùng lúc. Số này chưa được lưu, đề nghị thử lại.")
        answers |= {key: Answer(key, PROBLEM, cell.text, cell.version, busy) for key, cell in waiting.items()}
        waiting = {}
    standing = standing_of(visit, [cell.period for cell in cells])
    answers |= {key: _saved(standing, cell) for key, cell in waiting.items()}
    return [answers[cell.key] for cell in cells]


def standing_of(visit: Visit, periods: Sequence[Period]) -> Standing:
    """This function will read the grid of the chosen unit for some periods."""
    rows = entry_rows(visit.actor, unit=visit.state.unit, term=visit.term, periods=ordered(periods))
    return Standing(
        {row.target.pk: row.target for row in rows},
        {(row.target.pk, cell.period): cell for row in rows for cell in row.cells},
    )


def _entries(standing: Standing, cells: Sequence[Posted]) -> tuple[list[Entry], dict[str, Answer]]:
    entries: list[Entry] = []
    refused: dict[str, Answer] = {}
    for cell in cells:
        target = standing.targets.get(cell.target_id)
        if target is None:
            words = _("Chỉ tiêu này không còn trong danh sách của đơn vị.")
            refused[cell.key] = Answer(cell.key, PROBLEM, cell.text, cell.version, words)
            continue
        place = cell.target_id, cell.period
        typed = read_typed(cell.text, target=target, period=cell.period, others=standing.others(place))
        now = standing.cells[place]
        if typed.problem:
            refused[cell.key] = Answer(
                cell.key, PROBLEM, cell.text, cell.version, typed.problem, typed.candidates
            )
        elif now.version != cell.version and (now.value, now.done, now.estimate) != typed.content:
            refused[cell.key] = _conflict(cell, now)
        else:
            entries.append(_entry(cell, typed, now.version))
    return entries, refused


def _entry(cell: Posted, typed: Typed, version: int) -> Entry:
    return Entry(
        cell.target_id, cell.period, typed.value, typed.numerator, typed.denominator, typed.done, typed.estimate,
        expected_version=version,
    )  # fmt: skip


def _conflict(cell: Posted, now: EntryCell) -> Answer:
    theirs = text_of(now)
    words = _(
        "%(name)s đã ghi %(theirs)s lúc %(when)s; đồng chí gõ %(ours)s. Đề nghị chọn một trong hai số."
    ) % {
        "name": now.entered_by,
        "theirs": theirs or _("để trống"),
        "when": moment(now.entered_at),
        "ours": cell.text.strip() or _("để trống"),
    }
    return Answer(cell.key, CONFLICT, cell.text, now.version, words, theirs=theirs)


def _by_key(refusal: Invalid) -> dict[str, str]:
    """Give the errors of a refusal by the name of their cell; actions name a cell "target|first day|last day"."""
    return {error.field.replace("-", "").replace("|", "-"): error.message for error in refusal.errors}


def _saved(standing: Standing, cell: Posted) -> Answer:
    place = cell.target_id, cell.period
    now, target = standing.cells[place], standing.targets[cell.target_id]
    typed = read_typed(cell.text, target=target, period=cell.period, others=standing.others(place))
    answer = Answer(cell.key, SAVED if now.version != cell.version else SAME, text_of(now), now.version)
    return replace(
        answer, message=typed.doubt, draft=bool(answer.text) and now.state is ObservationState.DRAFT
    )
