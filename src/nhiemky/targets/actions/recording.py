"""Recording figures: one, a grid of them, a whole file at once, and taking a file back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, FieldError, Invalid, Json
from nhiemky.kernel.scoring import Period
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.targets import policy
from nhiemky.targets.actions.keeping import insert_targets
from nhiemky.targets.actions.versions import (
    TargetBrief,
    entry_data,
    standing_data,
    whole_entries,
    write_versions,
)
from nhiemky.targets.models import Observation, Target
from nhiemky.targets.queries.single import latest_versions
from nhiemky.targets.vocab import Entry, FileFigure, Origin, Source, WholeEntry, WholeTarget


@transaction.atomic
def record_observation(
    actor: Actor,
    *,
    target: Target,
    period: Period,
    value: Decimal | None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    done: bool | None = None,
    estimate: bool = False,
    note: str = "",
    source: Source | None = None,
    expected_version: int | None = None,
    now: datetime,
) -> Observation:
    """This function will record one figure as a new version in draft and give it.

    A value None (without `done`) withdraws the figure; the former value typed again undoes a change. The same figure
    again, typed or from the same cell of the same file, writes nothing and gives the version that stands.

    :raises Denied: when the actor enters no results there. :raises Invalid: for a value or period that cannot be kept,
        a removed target, or the withdrawal of a figure that does not exist.
    :raises Conflict: when `expected_version` (0: none yet) is no longer the latest.
    """
    path = policy.require(actor, Verb.ENTER_RESULTS, unit=target.unit)
    entry = Entry(
        target.pk, period, value, numerator, denominator, done, estimate, note, source, expected_version
    )
    written = write_versions(
        actor, unit=target.unit, term=target.term, entries=whole_entries([entry]), now=now
    )
    row = (
        Observation.objects.filter(target=target, period_start=period.start, period_end=period.end)
        .order_by("-version")
        .first()
    )
    if row is None:
        raise Invalid(FieldError("value", _("Kỳ này chưa có số liệu để rút.")))
    for each, former in written.changes:
        history.record(
            actor, act="observation.recorded", object_kind="target", object_id=target.pk, branch=path,
            summary=_summary(target.number, period, withdrawn=value is None and done is None),
            before=standing_data(former), after=entry_data(each, target.number),
        )  # fmt: skip
    return row


def _summary(number: str, period: Period, *, withdrawn: bool) -> str:
    words = (
        _("Rút số liệu %(period)s của chỉ tiêu %(number)s")
        if withdrawn
        else _("Ghi số liệu %(period)s của chỉ tiêu %(number)s")
    )
    return words % {"period": period.label, "number": number}


@transaction.atomic
def record_observations(
    actor: Actor, *, unit: Unit, term: Term, entries: Sequence[Entry], now: datetime
) -> int:
    """This function will record many figures of a unit and give how many new versions came of them.

    All or nothing, with one line in the ledger that lists every change; entries that repeat what stands write
    nothing (no line either, when all do).

    :raises Denied: when the actor enters no results there. :raises Invalid: with every entry in error.
    :raises Conflict: when any figure is no longer the version that the writer had seen.
    """
    path = policy.require(actor, Verb.ENTER_RESULTS, unit=unit)
    written = write_versions(actor, unit=unit, term=term, entries=whole_entries(entries), now=now)
    if written.changes:
        numbers = dict(Target.objects.filter(unit=unit, term=term).values_list("id", "number"))
        history.record(
            actor, act="observations.recorded", object_kind="unit", object_id=unit.pk, branch=path,
            summary=_("Ghi %(count)d số liệu") % {"count": len(written.changes)},
            before={"figures": [standing_data(former) for _each, former in written.changes]},
            after={"figures": [entry_data(each, numbers[each.target_id]) for each, _former in written.changes]},
        )  # fmt: skip
    return len(written.changes)


@transaction.atomic
def take_in(
    actor: Actor,
    *,
    unit: Unit,
    term: Term,
    origin: Origin,
    targets: Sequence[WholeTarget],
    figures: Sequence[FileFigure],
    now: datetime,
) -> tuple[int, int]:
    """This function will add the new targets and record the figures of one file; gives how many of each were written.

    One transaction, one line in the ledger with the file's digest and the counts; every figure keeps its cell.

    :raises Denied: when the actor enters no results there, or keeps no targets though there are new ones.
    :raises Invalid: with everything in error. :raises Conflict: when another writer was quicker.
    """
    path = policy.require(actor, Verb.ENTER_RESULTS, unit=unit)
    first = None
    had_targets = Target.objects.filter(unit=unit, term=term).exists()
    if targets:
        policy.require(actor, Verb.KEEP_TARGETS, unit=unit)
        numbers = insert_targets(unit, term, targets)
        if not had_targets:
            first = {numbers[row[0]]: TargetBrief(row[0], row[2], row[7]) for row in targets}
    else:
        rows = Target.objects.filter(unit=unit, term=term, removed_at__isnull=True)
        numbers = dict(rows.values_list("number", "id"))
    absent = [figure[0] for figure in figures if figure[0] not in numbers]
    if absent:
        raise Invalid(
            FieldError("", _("Không có chỉ tiêu số %(number)s.") % {"number": ", ".join(absent[:10])})
        )
    entries = [
        WholeEntry(numbers[number], period, value, None, None, done, estimate, "", source, None)
        for number, period, value, done, estimate, source in figures
    ]
    written = write_versions(actor, unit=unit, term=term, entries=entries, now=now, first=first)
    counts: dict[str, Json] = {"targets": len(targets), "figures": len(written.changes), "same": written.same}
    history.record(
        actor, act="batch.applied", object_kind="batch", object_id=origin.batch, branch=path,
        summary=_("Nhập tệp %(file)s: %(targets)d chỉ tiêu mới, %(figures)d số liệu")
        % {"file": origin.file, "targets": len(targets), "figures": len(written.changes)},
        before=None, after={"file": origin.file, "sha256": origin.sha256, "term": term.label, **counts},
    )  # fmt: skip
    return len(targets), len(written.changes)


@transaction.atomic
def take_back(
    actor: Actor, *, unit: Unit, term: Term, origin: Origin, targets: Sequence[str], now: datetime
) -> int:
    """This function will undo what one file brought: every figure gets a new version with its former value.

    `targets` are the numbers of the targets that the file added; they are removed (and can be restored). Gives the
    number of figures undone.

    :raises Denied: when the actor enters no results there. :raises Invalid: when the file left no figures.
    :raises Conflict: when a figure, or a target, of the file was changed since.
    """
    path = policy.require(actor, Verb.ENTER_RESULTS, unit=unit)
    brought = list(
        Observation.objects.filter(batch=origin.batch, target__unit=unit, target__term=term)
        .select_related("target")
        .order_by("pk")
    )
    standing = latest_versions(unit, term).filter(batch=origin.batch).count()
    if standing != len(brought):
        raise Conflict(
            _(
                "Có %(count)d số liệu của tệp đã được sửa sau khi nhập, nên không hoàn tác được cả tệp. Đề nghị sửa "
                "từng số ở bảng nhập liệu."
            )
            % {"count": len(brought) - standing}
        )
    if not brought and not targets:
        raise Invalid(FieldError("", _("Tệp không để lại số liệu nào để hoàn tác.")))
    written = write_versions(
        actor, unit=unit, term=term, entries=whole_entries(_former_entries(brought)), now=now
    )
    removed = _remove_brought(actor, unit, term, targets, brought, now)
    history.record(
        actor, act="batch.reverted", object_kind="batch", object_id=origin.batch, branch=path,
        summary=_("Hoàn tác tệp %(file)s: %(count)d số liệu")
        % {"file": origin.file, "count": len(written.changes)},
        before={"sha256": origin.sha256, "figures": len(brought)},
        after={"figures": len(written.changes), "targets_removed": removed},
    )  # fmt: skip
    return len(written.changes)


def _former_entries(brought: Sequence[Observation]) -> list[Entry]:
    keys = {(row.target_id, row.period_start, row.period_end): row.version for row in brought}
    earlier = Observation.objects.filter(target_id__in={row.target_id for row in brought}).order_by("version")
    former: dict[tuple[object, ...], Observation] = {}
    for row in earlier:
        key = (row.target_id, row.period_start, row.period_end)
        if row.version < keys.get(key, 0):
            former[key] = row
    entries = []
    for key, version in keys.items():
        before = former.get(key)
        entry = Entry(key[0], Period(key[1], key[2]), None, expected_version=version)
        if before is not None:
            entry = entry._replace(
                value=before.value, numerator=before.numerator, denominator=before.denominator, done=before.done,
                estimate=before.estimate, note=before.note,
            )  # fmt: skip
        entries.append(entry)
    return entries


def _remove_brought(
    actor: Actor,
    unit: Unit,
    term: Term,
    numbers: Sequence[str],
    brought: Sequence[Observation],
    now: datetime,
) -> int:
    if not numbers:
        return 0
    policy.require(actor, Verb.KEEP_TARGETS, unit=unit)
    rows = Target.objects.filter(unit=unit, term=term, number__in=numbers, removed_at__isnull=True)
    ids = list(rows.values_list("pk", flat=True))
    later = Observation.objects.filter(target_id__in=ids).exclude(pk__in=[row.pk for row in brought])
    if later.exclude(value__isnull=True, done__isnull=True).exists():
        raise Conflict(
            _(
                "Chỉ tiêu của tệp đã có số liệu ghi sau khi nhập, nên không hoàn tác được cả tệp. Đề nghị sửa từng số ở "
                "bảng nhập liệu."
            )
        )
    return rows.update(removed_at=now)
