"""Writing versions of figures: the one way in which any figure enters, from the screen, a file or the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nhiemky.history.vocab import UNSTORABLE, Conflict, FieldError, Invalid, Json
from nhiemky.kernel.scoring import Comparator, Period
from nhiemky.kernel.viet.numbers import write_number
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.targets.actions.checks import period_error, whole
from nhiemky.targets.actions.inserting import Stored, insert_columns, stored_day, stored_moment
from nhiemky.targets.models import Observation, Target
from nhiemky.targets.models.numbers import from_scaled
from nhiemky.targets.queries.facts import CONFIRMED, period_of, raw, raw_day
from nhiemky.targets.vocab import Entry, ObservationState, Source, WholeEntry

_NO_SOURCE = Source("", "", "")
_FEW = 500
_STATED = ("value", "numerator", "denominator", "done", "estimate", "note")
_SOURCE = ("source_file", "source_sha256", "source_cell", "source_text", "batch")


class TargetBrief(NamedTuple):
    """What writing a figure needs to know of its target."""

    number: str
    comparator: str
    baseline_year: int | None


Content = tuple[int | None, int | None, int | None, bool | None, bool, str]
_NOTHING: tuple[Content, tuple[str, str]] = ((None, None, None, None, False, ""), ("", ""))


class Standing(NamedTuple):
    """The latest version of a figure; `content` is what makes two versions the same, `confirmed` what a leader last confirmed."""

    version: int
    content: Content
    source: tuple[str, str]
    entered_by: str
    entered_at: datetime
    confirmed: tuple[Content, tuple[str, str]] = _NOTHING


class Written(NamedTuple):
    """What writing came to: new versions (entry, former version), and how many entries changed nothing."""

    changes: Sequence[tuple[WholeEntry, Standing | None]]
    same: int


Standings = Mapping[tuple[int, Period], Standing]


def briefs_of(unit: Unit, term: Term) -> Mapping[int, TargetBrief]:
    """This function will give what is needed of every target of a unit that is in the list, by its id."""
    rows = Target.objects.filter(unit=unit, term=term, removed_at__isnull=True)
    return {
        row[0]: TargetBrief._make(row[1:])
        for row in rows.values_list("id", "number", "comparator", "baseline_year")
    }


def standings_of(unit: Unit, term: Term, target_ids: Sequence[int] | None = None) -> Standings:
    """This function will give the latest version of every figure of a unit (of a few targets, when they are named)."""
    rows = Observation.objects.filter(target__unit=unit, target__term=term)
    if target_ids is not None and len(target_ids) <= _FEW:
        rows = rows.filter(target_id__in=target_ids)
    columns = rows.order_by("version").values_list(
        "target_id", raw_day("period_start"), raw_day("period_end"), "version", raw("value"), raw("numerator"),
        raw("denominator"), "done", "estimate", "note", "source_sha256", "source_cell", "entered_by", "entered_at",
        "state",
    )  # fmt: skip
    found: dict[tuple[int, Period], Standing] = {}
    confirmed: dict[tuple[int, Period], tuple[Content, tuple[str, str]]] = {}
    for row in columns.iterator(chunk_size=5000):
        key = row[0], period_of(row[1], row[2])
        if row[14] == CONFIRMED:
            confirmed[key] = row[4:10], row[10:12]
        found[key] = Standing(row[3], row[4:10], row[10:12], row[12], row[13], confirmed.get(key, _NOTHING))
    return found


def whole_entries(entries: Sequence[Entry]) -> list[WholeEntry]:
    """This function will give entries in whole millionths; a part of an action.

    :raises Invalid: with every number in error, named "target id|first day|last day".
    """
    errors: list[FieldError] = []
    found = []
    for entry in entries:
        faults: list[FieldError] = []
        value, numerator, denominator = (
            whole(number, "", faults) for number in (entry.value, entry.numerator, entry.denominator)
        )
        errors += [FieldError(_field(entry), fault.message) for fault in faults]
        found.append(WholeEntry(entry.target_id, entry.period, value, numerator, denominator, *entry[5:]))
    if errors:
        raise Invalid(*errors)
    return found


def write_versions(
    actor: Actor,
    *,
    unit: Unit,
    term: Term,
    entries: Sequence[WholeEntry],
    now: datetime,
    first: Mapping[int, TargetBrief] | None = None,
) -> Written:
    """This function will write a new version for each entry that says something new; a part of an action.

    An entry that repeats the latest version, typed or from the same cell of the same file, writes nothing; nor does
    the withdrawal of what is not there. `first` are all targets of a unit that had none before, so no figures are looked for.

    :raises Invalid: with every entry in error, named "target id|first day|last day"; nothing is written.
    :raises Conflict: when a figure is no longer the one that the writer had seen; both values are named.
    """
    briefs = briefs_of(unit, term) if first is None else first
    _refuse_unsound(entries, briefs, term)
    standings: Standings = {}
    if first is None:
        standings = standings_of(unit, term, sorted({each.target_id for each in entries}))
    changes: list[tuple[WholeEntry, Standing | None]] = []
    for entry in entries:
        standing = standings.get((entry.target_id, entry.period)) if standings else None
        if standing is None:
            if entry.expected_version:
                raise Conflict(_stale(entry, None, briefs))
            if entry.value is None and entry.done is None:
                continue
        elif _repeats(entry, standing):
            continue
        elif entry.expected_version not in (None, standing.version):
            raise Conflict(_stale(entry, standing, briefs))
        changes.append((entry, standing))
    if changes:
        _insert(_columns(changes, actor, now))
    return Written(changes, len(entries) - len(changes))


def _refuse_unsound(entries: Sequence[WholeEntry], briefs: Mapping[int, TargetBrief], term: Term) -> None:
    errors: list[FieldError] = []
    seen: set[tuple[int, int]] = set()
    outside: dict[tuple[int, int | None], str] = {}
    # most entries share the very same period, so few have to be compared by their days
    by_days: dict[Period, int] = {}
    places = {
        key: by_days.setdefault(period, len(by_days))
        for key, period in {id(entry[1]): entry[1] for entry in entries}.items()
    }
    for entry in entries:
        brief = briefs.get(entry.target_id)
        if brief is None:
            errors.append(FieldError(_field(entry), _("Chỉ tiêu không có trong danh sách của đơn vị.")))
            continue
        place = places[id(entry[1])]
        year = brief.baseline_year
        if (place, year) not in outside:
            outside[place, year] = period_error(entry.period, term=term, baseline_year=year)
        found = [outside[place, year]] if outside[place, year] else []
        if (
            entry.done is not None
            or entry.numerator is not None
            or entry.denominator is not None
            or entry.note
        ):
            found += _words_on(entry, brief)
        key = entry.target_id, place
        if key in seen:
            found.append(_("Kỳ %(period)s ghi hai lần.") % {"period": entry.period.label})
        seen.add(key)
        if found:
            prefix = _("Chỉ tiêu %(number)s") % {"number": brief.number}
            errors.append(FieldError(_field(entry), f"{prefix}: {' '.join(found)}"))
    if errors:
        raise Invalid(*errors)


def _words_on(entry: WholeEntry, brief: TargetBrief) -> list[str]:
    found = []
    if entry.done is not None and brief.comparator != Comparator.DONE.value:
        found.append(_("Chỉ chỉ tiêu “hoàn thành” mới ghi được “đã xong” hoặc “chưa xong”."))
    if (entry.numerator is None) != (entry.denominator is None):
        found.append(_("Tử số và mẫu số phải ghi cùng nhau."))
    if entry.denominator is not None and entry.denominator <= 0:
        found.append(_("Mẫu số phải lớn hơn 0."))
    if len(entry.note) > 500 or UNSTORABLE.search(entry.note):
        found.append(_("Ghi chú dài quá 500 ký tự hoặc có ký tự không lưu được."))
    return found


def _field(entry: Entry | WholeEntry) -> str:
    return f"{entry.target_id}|{entry.period.start.isoformat()}|{entry.period.end.isoformat()}"


def _repeats(entry: WholeEntry, standing: Standing) -> bool:
    if standing.content != entry[2:8]:
        return False
    return entry.source is None or (entry.source.sha256, entry.source.cell) == standing.source


def _restores(entry: WholeEntry, former: Standing | None) -> bool:
    """Say whether a new version takes a change back: to what a leader has confirmed, or to nothing where nothing is."""
    if former is None:
        return False
    content, source = former.confirmed
    if content[:5] != entry[2:7] or entry.note not in ("", content[5]):
        return False
    return entry.source is None or (entry.source.sha256, entry.source.cell) == source


def _stale(entry: WholeEntry, standing: Standing | None, briefs: Mapping[int, TargetBrief]) -> str:
    words = {"period": entry.period.label, "number": briefs[entry.target_id].number}
    if standing is None:
        return _("Số liệu %(period)s của chỉ tiêu %(number)s đã đổi. Đề nghị tải lại trang.") % words
    return _(
        "Số liệu %(period)s của chỉ tiêu %(number)s đã được %(name)s ghi là %(theirs)s lúc %(when)s; "
        "đồng chí đang ghi %(ours)s. Số của đồng chí chưa được lưu, đề nghị đối chiếu rồi ghi lại."
    ) % {
        **words,
        "name": standing.entered_by,
        "theirs": _spoken(standing.content[0], standing.content[3]),
        "when": f"{timezone.localtime(standing.entered_at):%H:%M, %d-%m-%Y}",
        "ours": _spoken(entry.value, entry.done),
    }


def _spoken(scaled: int | None, done: bool | None) -> str:
    if done is not None:
        return _("đã xong") if done else _("chưa xong")
    return _("để trống") if scaled is None else write_number(from_scaled(scaled))


def _columns(
    changes: Sequence[tuple[WholeEntry, Standing | None]], actor: Actor, now: datetime
) -> dict[str, Sequence[Stored]]:
    entries = [entry for entry, _former in changes]
    fields = list(zip(*entries, strict=True))
    days = {period: (stored_day(period.start), stored_day(period.end)) for period in _distinct(fields[1])}
    if len(days) == 1:
        starts, ends = ([day] * len(entries) for day in days[fields[1][0]])
    else:
        starts, ends = ([days[period][side] for period in fields[1]] for side in (0, 1))
    sources = zip(*(source or _NO_SOURCE for source in fields[8]), strict=True)
    same: dict[str, Stored] = {
        "state_note": "", "entered_by_id": actor.user_id,
        "entered_by": actor.name[:200], "entered_at": stored_moment(now), "confirmed_by": "", "confirmed_at": None,
    }  # fmt: skip
    return {
        "target_id": fields[0], "period_start": starts, "period_end": ends,
        "version": [1 if former is None else former.version + 1 for _entry, former in changes],
        "state": [(ObservationState.RESTORED if _restores(*change) else ObservationState.DRAFT).value for change in changes],
        **dict(zip(_STATED, fields[2:8], strict=True)), **dict(zip(_SOURCE, sources, strict=True)),
        **{name: [value] * len(entries) for name, value in same.items()},
    }  # fmt: skip


def _distinct(periods: Sequence[Period]) -> set[Period]:
    # most entries share the very same period, so few have to be compared by their days
    return set({id(period): period for period in periods}.values())


def _insert(columns: Mapping[str, Sequence[Stored]]) -> None:
    try:
        with transaction.atomic():
            insert_columns(Observation, columns)
    except IntegrityError as error:
        raise Conflict(
            _(
                "Số liệu vừa được người khác ghi cùng lúc. Số của đồng chí chưa được lưu, đề nghị tải lại trang."
            )
        ) from error


def entry_data(entry: WholeEntry, number: str) -> dict[str, Json]:
    """This function will give an entry as JSON for the ledger."""
    data: dict[str, Json] = {"number": number, "period": entry.period.label, "value": _given(entry.value)}
    if entry.done is not None:
        data["done"] = entry.done
    if entry.numerator is not None:
        data["numerator"], data["denominator"] = _given(entry.numerator), _given(entry.denominator)
    if entry.estimate:
        data["estimate"] = True
    if entry.source is not None:
        data["source"] = f"{entry.source.file} {entry.source.cell}"
    return data


def _given(scaled: int | None) -> Decimal | None:
    return None if scaled is None else from_scaled(scaled)


def standing_data(standing: Standing | None) -> dict[str, Json] | None:
    """This function will give a former version as JSON for the ledger."""
    if standing is None:
        return None
    scaled = standing.content[0]
    return {
        "version": standing.version,
        "value": _given(scaled),
        "done": standing.content[3],
    }
