"""Cells of a file corrected in its preview: the file stays as it came, the preview is read anew with what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.history import actions as history
from nhiemky.history.vocab import UNSTORABLE, Conflict, FieldError, Invalid
from nhiemky.intake import policy
from nhiemky.intake.actions.answering import clear_answers
from nhiemky.intake.actions.holding import collector_held
from nhiemky.intake.actions.opening import compare_again, hold_open
from nhiemky.intake.models import Batch
from nhiemky.intake.queries import cells_of
from nhiemky.intake.vocab import BatchKind
from nhiemky.org.policy import Actor

MOST_EDITS, LONGEST = 500, 2000


class Typed(NamedTuple):
    """What was typed over a cell, and what stood there when it was shown."""

    seen: str
    text: str


@clear_answers()
@collector_held()
@transaction.atomic
def edit_cells(
    actor: Actor, *, batch: Batch, cells: Mapping[str, Typed], results_to: date | None = None
) -> Batch:
    """This function will correct cells of an open file by their addresses ("Chỉ tiêu!C8") and compare it anew.

    Typing what the file itself says takes a correction back.

    :raises Denied: when the actor enters no results there.
    :raises Conflict: when the batch is no longer open, or somebody else corrected one of the cells meanwhile.
    :raises Invalid: when nothing is typed anew, a text is too long, there are too many corrections, a cell is not in the
        file, or nothing can be read with them. :raises NotFound: when the kept file is gone.
    """
    held = hold_open(batch)
    path = policy.require_kind(actor, BatchKind(held.kind), unit=held.unit)
    changed = {
        cell: UNSTORABLE.sub("", typed.text).strip()
        for cell, typed in cells.items()
        if typed.text.strip() != typed.seen
    }
    if not changed:
        raise Invalid(FieldError("", _("Chưa có ô nào được sửa.")))
    in_file = cells_of(held, changed)
    _refuse(held, cells, changed, in_file)
    before = {cell: held.edits.get(cell, ("", in_file[cell]))[1] for cell in changed}
    edits = {**held.edits, **{cell: [in_file[cell], text] for cell, text in changed.items()}}
    held.edits = {cell: pair for cell, pair in edits.items() if pair[0] != pair[1]}
    compare_again(actor, held, path, results_to)
    history.record(
        actor, act="batch.edited", object_kind="batch", object_id=held.key, branch=path,
        summary=_("Sửa %(count)d ô của tệp %(file)s") % {"count": len(changed), "file": held.file_name},
        before=before, after=changed,
    )  # fmt: skip
    return held


def _refuse(
    held: Batch, cells: Mapping[str, Typed], changed: Mapping[str, str], in_file: Mapping[str, str]
) -> None:
    errors = [
        FieldError(cell, _("Dài quá %(most)d ký tự.") % {"most": LONGEST})
        for cell, text in changed.items()
        if len(text) > LONGEST
    ]
    errors += [
        FieldError("", _("Tệp không có ô %(cell)s.") % {"cell": cell[:60]})
        for cell in changed
        if cell not in in_file
    ]
    if len(held.edits.keys() | changed.keys()) > MOST_EDITS:
        message = _("Đã sửa quá %(most)d ô; đề nghị sửa trong Excel rồi tải lại.")
        errors.append(FieldError("", message % {"most": MOST_EDITS}))
    if errors:
        raise Invalid(*errors)
    for cell in changed:
        stands = held.edits.get(cell, ("", in_file[cell]))[1]
        if stands != cells[cell].seen:
            message = _("Ô %(cell)s vừa được người khác sửa thành “%(text)s”. Đề nghị xem lại rồi sửa tiếp.")
            raise Conflict(message % {"cell": cell, "text": stands})
