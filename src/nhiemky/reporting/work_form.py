"""The form of work items of a unit, with its list and how far each item has come, to be filled in Excel or kept."""

from __future__ import annotations

from datetime import date

from nhiemky.kernel.sheets.work_form import WorkFormRow, write_work_form
from nhiemky.kernel.viet.codes import SymbolError, read_symbol
from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor
from nhiemky.reporting.target_form import FormFile
from nhiemky.work.queries import WorkFilters, WorkLine, work_list


def work_form(
    actor: Actor,
    *,
    state: UnitState,
    term: Term,
    on: date,
    filters: WorkFilters | None = None,
    with_days: bool = False,
) -> FormFile:
    """This function will write the form of a unit and term with its work items as they stood on a day.

    The days of the reports are left out unless `with_days` asks for them: in a form that is filled anew they would make a
    correction of what is a new report. A unit that the actor may not see gives an empty form.
    """
    lines = work_list(actor, states=[state], term=term, on=on, filters=filters or WorkFilters())
    data = write_work_form(
        [_row(line, with_days=with_days) for line in lines],
        unit=state.name,
        unit_code=state.unit.code,
        term=term.label,
    )
    return FormFile(data, f"dau-cong-viec-{state.unit.code}-{term.label}.xlsx")


def _row(line: WorkLine, *, with_days: bool) -> WorkFormRow:
    reported = line.reported_on is not None
    return WorkFormRow(
        number=line.number,
        code=line.code,
        group=line.group,
        name=line.name,
        key=line.key,
        lead=line.lead,
        supporting=line.supporting,
        programme=_symbol(line.programme),
        starts_on=line.starts_on,
        due_on=line.due_on,
        product=line.product,
        state=line.state.value if reported else "",
        percent=line.percent,
        result=line.result,
        evidence=line.evidence,
        reported_on=line.reported_on if with_days else None,
        note=line.note,
    )


def _symbol(programme: str) -> str:
    try:
        return read_symbol(programme).text
    except SymbolError:
        return ""
