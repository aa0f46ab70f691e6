"""Reading a file of work items and comparing it: the part of bringing a file that is its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.intake.comparing import seen_before
from nhiemky.intake.models import Batch
from nhiemky.intake.reading.work_table import BookError, Limits, read_work
from nhiemky.intake.vocab import BatchKind, BatchState
from nhiemky.intake.work_comparing import WorkComparison, compare_work, nothing_new_in
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor


def compared_work(
    data: bytes,
    limits: Limits,
    *,
    actor: Actor,
    unit: Unit,
    term: Term,
    path: str,
    sha256: str,
    reported_on: date | None,
    edits: Mapping[str, str],
) -> WorkComparison:
    """This function will read a file of work items and compare it with the unit's list; a part of an action.

    :raises Invalid: when the file cannot be read as a table of work items; the reason is in words.
    """
    try:
        table = read_work(data, limits=limits, edits=edits)
    except BookError as error:
        raise Invalid(FieldError("file", error.message)) from error
    if not table.rows:
        raise Invalid(FieldError("file", _("Tệp không có đầu công việc nào để nhập.")))
    if reported_on is not None and reported_on > actor.today:
        raise Invalid(FieldError("results_to", _("Ngày báo cáo chưa tới.")))
    found = compare_work(
        table, actor=actor, unit=unit, term=term, path=path, today=actor.today, reported_on=reported_on
    )
    applied = Batch.objects.filter(
        unit=unit, term=term, sha256=sha256, state=BatchState.APPLIED.value, kind=BatchKind.WORK.value
    )
    former = applied.defer("problems").order_by("-applied_at").first()
    if former is None or former.applied_at is None or not nothing_new_in(found.rows):
        return found
    notice = seen_before(f"{timezone.localtime(former.applied_at):%d-%m-%Y}", former.applied_by)
    return WorkComparison(found.rows, [notice, *found.problems], found.basis)
