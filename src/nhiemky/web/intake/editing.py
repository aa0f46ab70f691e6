"""One line of a file, its cells corrected in place before the file is confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _

from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.intake import actions, queries
from nhiemky.intake.actions import Typed
from nhiemky.intake.policy import require_entry
from nhiemky.intake.queries import FileCell
from nhiemky.org.vocab import Verb
from nhiemky.web.forms import PageForm, TextField
from nhiemky.web.intake.forms import UploadForm
from nhiemky.web.intake.views import LINE, RESULTS_TO
from nhiemky.web.pages import attempt, page
from nhiemky.web.visit import TERM, UNIT, Visit

if TYPE_CHECKING:
    from nhiemky.intake.models import Batch


class LineForm(PageForm):
    """The cells of one line: what stands in each, and what stood there when it was shown."""

    def __init__(self, *args: Any, cells: Sequence[FileCell], **kwargs: Any) -> None:
        self.cells = {f"o{place}": cell for place, cell in enumerate(cells)}
        lines: dict[str, forms.Field] = {}
        for name, cell in self.cells.items():
            lines[name] = TextField(
                label=f"{cell.title} ({_place(cell)})" if cell.title else _place(cell),
                required=False,
                initial=cell.text,
                help_text=_hint(cell),
            )
            lines[f"{name}-thay"] = TextField(required=False, widget=forms.HiddenInput, initial=cell.text)
        self.base_fields = {**self.base_fields, **lines}  # type: ignore[misc]
        super().__init__(*args, **kwargs)

    @property
    def typed(self) -> Mapping[str, Typed]:
        """What the valid form holds, by the addresses of the cells."""
        given = self.cleaned_data
        return {cell.address: Typed(given[f"{name}-thay"], given[name]) for name, cell in self.cells.items()}

    def refuse(self, refusal: Invalid) -> None:
        """This function will put the errors of a refusal, named by addresses, at the fields of the cells."""
        named = {cell.address: name for name, cell in self.cells.items()}
        super().refuse(
            Invalid(*(FieldError(named.get(each.field, ""), each.message) for each in refusal.errors))
        )


@dataclass(frozen=True)
class LinePage:
    """The form of one line of a file; `file_line` is its number in the sheet."""

    batch: Batch
    form: LineForm
    sheet: str
    file_line: str
    results_to: str
    back: str


@page("intake/line.html", verbs=(Verb.ENTER_RESULTS,))
def batch_line(visit: Visit, key: str) -> LinePage | HttpResponseBase:
    """This function will correct cells of one line of an open file, and lead back to the preview, read anew."""
    found = queries.batch(visit.actor, key)
    require_entry(visit.actor, unit=found.unit)
    return line_page(visit, found, screen="batch")


def line_page(visit: Visit, found: Batch, *, screen: str) -> LinePage | HttpResponseBase:
    """This function will show the form of the line that the address names, or correct it and lead back to the preview, the
    page `screen`."""
    line, day = visit.asked(LINE), visit.asked(RESULTS_TO)
    form = LineForm(visit.posted, cells=queries.line_cells(visit.actor, batch=found, line=line))
    own = {UNIT: found.unit.code, TERM: found.term.label, **({RESULTS_TO: day} if day else {})}
    back = f"{visit.to(screen, found.key, **own)}#cac-dong"
    done = attempt(form, lambda: _edited(visit, found, form, day))
    if done is None:
        sheet, _mark, number = line.rpartition("!")
        return LinePage(found, form, sheet, number, day, back)
    visit.say(_("Đã sửa dòng %(line)s và đọc lại tệp. Tệp gốc giữ nguyên.") % {"line": line})
    return HttpResponseRedirect(back)


def _edited(visit: Visit, found: Batch, form: LineForm, day: str) -> Batch:
    asked = UploadForm({"results_to": day})
    asked.is_valid()
    to = asked.cleaned_data.get("results_to")
    return actions.edit_cells(visit.actor, batch=found, cells=form.typed, results_to=to)


def _place(cell: FileCell) -> str:
    return _("ô %(cell)s") % {"cell": cell.address.rpartition("!")[2]}


def _hint(cell: FileCell) -> str:
    """Say what is wrong with a cell, and what the file itself says where the cell was corrected."""
    if cell.text == cell.in_file:
        return " ".join(cell.problems)
    said = (
        _("Tệp gốc ghi “%(text)s”.") % {"text": cell.in_file}
        if cell.in_file
        else _("Trong tệp gốc ô này trống.")
    )
    return " ".join((*cell.problems, said))
