"""Which target of the unit a row of a file speaks of: for certain, or a problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from nhiemky.intake.reading import ResultRow
from nhiemky.kernel.viet.fold import fold

# Of 100: the wording with this much in common is the same target, if the number says so too …
_SAME_WITH_NUMBER = 80
# … or if it stands alone, so far ahead of the next one.
_SAME_ALONE = 92
_AHEAD = 6
# Below this a wording is nothing like any target there is.
_LIKE = 78


class Known(NamedTuple):
    """A target of the unit, as matching needs it."""

    id: int
    number: str
    code: str
    name: str


class Match(NamedTuple):
    """The target of a row (None: a new one), or why it could not be told."""

    known: Known | None
    problem: str = ""
    notice: str = ""


def match_rows(rows: Sequence[ResultRow], known: Sequence[Known]) -> list[Match]:
    """This function will match every row, by code, by number with wording, by wording alone; two never to one target."""
    if not known:
        return [Match(None)] * len(rows)
    matcher = _Matcher(known)
    matches = [matcher.match(row) for row in rows]
    taken = Counter(match.known.id for match in matches if match.known is not None)
    return [_once(match, taken) for match in matches]


def _once(match: Match, taken: Mapping[int, int]) -> Match:
    if match.known is None or taken[match.known.id] == 1:
        return match
    message = _("Nhiều dòng của tệp cùng ứng với chỉ tiêu %(number)s; không rõ dòng nào đúng.")
    return Match(None, message % {"number": match.known.number})


class _Matcher:
    """The targets of a unit by code, number and wording."""

    def __init__(self, known: Sequence[Known]) -> None:
        self._known = known
        self._by_number = {each.number: each for each in known}
        self._by_code = {each.code: each for each in known if each.code}

    @cached_property
    def _folded(self) -> list[str]:
        return [fold(each.name) for each in self._known]

    def match(self, row: ResultRow) -> Match:
        """Give the target of one row."""
        if row.code and row.code in self._by_code:
            return Match(self._by_code[row.code])
        same_number = self._by_number.get(row.number)
        if same_number is not None:
            if row.name == same_number.name:
                return Match(same_number)
            folded = fold(row.name)
            own = fold(same_number.name)
            # under the number of a like-named target ("hộ cận nghèo") the exact wording of another one is no match
            if folded == own or (fuzz.ratio(folded, own) >= _SAME_WITH_NUMBER and folded not in self._folded):
                return Match(same_number)
            return self._by_wording(row, folded, same_number)
        return self._by_wording(row, fold(row.name), None)

    def _by_wording(self, row: ResultRow, folded: str, same_number: Known | None) -> Match:
        best = process.extract(folded, self._folded, scorer=fuzz.ratio, limit=2)
        if best and best[0][1] >= _SAME_ALONE and (len(best) < 2 or best[0][1] - best[1][1] >= _AHEAD):
            found = self._known[best[0][2]]
            notice = _("Dòng mang số “%(row)s” được nhận là chỉ tiêu %(number)s vì trùng nội dung.")
            return Match(found, notice=notice % {"row": row.number or "–", "number": found.number})
        if same_number is not None:
            message = _(
                "Chỉ tiêu số %(number)s trong hệ thống là “%(name)s”, khác với nội dung của dòng này."
            )
            return Match(None, message % {"number": same_number.number, "name": same_number.name})
        if best and best[0][1] >= _LIKE:
            near = self._known[best[0][2]]
            message = _("Nội dung gần giống chỉ tiêu %(number)s “%(name)s” nhưng không đủ chắc chắn.")
            return Match(None, message % {"number": near.number, "name": near.name})
        return Match(None)
