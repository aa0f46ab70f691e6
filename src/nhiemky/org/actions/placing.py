"""Where units stand in the tree over time: paths follow the parents, whatever is changed and from whichever date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.models import UnitState

PATH_LENGTH = 255
AT_ONCE = 400


@dataclass(frozen=True)
class Stretch:
    """A path that holds from one day up to (not including) another; no end means for ever."""

    start: date
    end: date | None
    path: str


def ends_after(end: date | None, day: date) -> bool:
    """Tell whether something with this end still holds on the day."""
    return end is None or end > day


def lasting(since: date) -> Q:
    """Give the filter of states that hold on the day or later."""
    return Q(valid_to__isnull=True) | Q(valid_to__gt=since)


def stretches(unit_ids: Iterable[int], *, since: date) -> dict[int, list[Stretch]]:
    """Give where each unit stands from the day on, in order of time."""
    found: dict[int, list[Stretch]] = {unit_id: [] for unit_id in unit_ids}
    ids = list(found)
    for first in range(0, len(ids), AT_ONCE):
        rows = UnitState.objects.filter(lasting(since), unit_id__in=ids[first : first + AT_ONCE])
        for unit_id, start, end, path in rows.order_by("valid_from").values_list(
            "unit_id", "valid_from", "valid_to", "path"
        ):
            found[unit_id].append(Stretch(start, end, path))
    return found


def pieces(
    unit_id: int, *, start: date, end: date | None, above: Sequence[Stretch], name: str
) -> list[Stretch]:
    """Give the paths of a unit over a stretch of time, from where its parent stands (none above: it is a root).

    :raises Invalid: when the parent does not hold during the whole stretch, or itself stands below the unit.
    """
    step = f"{unit_id}/"
    found: list[Stretch] = []
    day = start
    for stretch in above:
        if not ends_after(stretch.end, day) or not ends_after(end, max(stretch.start, day)):
            continue
        if stretch.start > day:
            break
        if f"/{step}" in stretch.path:
            raise Invalid(
                FieldError("parent", _("Không thể đặt %(name)s vào đơn vị thuộc chính nó.") % {"name": name})
            )
        until = stretch.end if end is None or (stretch.end is not None and stretch.end < end) else end
        if len(stretch.path + step) > PATH_LENGTH:
            raise Invalid(FieldError("parent", _("Cây tổ chức quá sâu tại %(name)s.") % {"name": name}))
        if found and found[-1].path == stretch.path + step:
            found[-1] = Stretch(found[-1].start, until, found[-1].path)
        else:
            found.append(Stretch(day, until, stretch.path + step))
        if until is None or until == end:
            return found
        day = until
    raise Invalid(
        FieldError(
            "parent",
            _(
                "Đơn vị cấp trên của %(name)s không tồn tại từ ngày %(day)s. Hãy chuyển hoặc giải thể %(name)s trước."
            )
            % {"name": name, "day": write_date(day)},
        )
    )


def copied(state: UnitState, stretch: Stretch) -> UnitState:
    """Give a new state, not yet kept, equal to the given one but for its time and path."""
    fields = {
        field.attname: getattr(state, field.attname)
        for field in UnitState._meta.concrete_fields
        if field.attname not in ("id", "valid_from", "valid_to", "path")
    }
    return UnitState(**fields, valid_from=stretch.start, valid_to=stretch.end, path=stretch.path)


def _re_placed(state: UnitState, above: Sequence[Stretch], since: date) -> tuple[bool, list[UnitState]]:
    """Change the state in memory to follow its parent from the day on; tell whether it changed, and give what comes after it."""
    start, end = state.valid_from, state.valid_to
    wanted = pieces(state.unit_id, start=max(start, since), end=end, above=above, name=state.name)
    if start < since:
        if wanted[0].path == state.path:
            wanted[0] = Stretch(start, wanted[0].end, state.path)
        else:
            wanted.insert(0, Stretch(start, since, state.path))
    first, *rest = wanted
    changed = (state.path, state.valid_to) != (first.path, first.end)
    state.path, state.valid_to = first.path, first.end
    return changed, [copied(state, stretch) for stretch in rest]


def rewrite_below(unit_ids: Iterable[int], *, since: date) -> int:
    """Bring the paths of everything below the units in line with where those stand from the day on; give how many states
    were changed or added.

    :raises Invalid: when a unit below would outlive its parent or stand below itself.
    """
    touched = 0
    level = stretches(unit_ids, since=since)
    while level:
        changed: list[UnitState] = []
        added: list[UnitState] = []
        ids = list(level)
        for first in range(0, len(ids), AT_ONCE):
            for state in UnitState.objects.filter(lasting(since), parent_id__in=ids[first : first + AT_ONCE]):
                differs, later = _re_placed(state, level[state.parent_id or 0], since)
                changed.extend([state] if differs else [])
                added.extend(later)
        UnitState.objects.bulk_update(changed, ["path", "valid_to"], batch_size=AT_ONCE)
        UnitState.objects.bulk_create(added)
        touched += len(changed) + len(added)
        level = stretches(dict.fromkeys(state.unit_id for state in (*changed, *added)), since=since)
    return touched
