"""Adjusting a target within the term, by a decision that is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.history.vocab import Conflict
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.policy import require
from nhiemky.org.queries import path_of
from nhiemky.org.vocab import Verb
from nhiemky.registry import queries as register
from nhiemky.targets import actions, queries
from nhiemky.web.pages import attempt, page
from nhiemky.web.registry.steps import choice_of
from nhiemky.web.targets.forms import AdjustForm
from nhiemky.web.targets.keeping import digest
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.registry.models import Directive
    from nhiemky.targets.models import Target, TargetAdjustment
    from nhiemky.targets.vocab import TargetRow


@dataclass(frozen=True)
class AdjustPage:
    """The form of an adjustment, filled with the target as it is."""

    form: AdjustForm
    target: Target


@page("targets/adjust.html", verbs=(Verb.KEEP_TARGETS,))
def adjust_target(visit: Visit, id: int) -> AdjustPage | HttpResponseBase:
    """This function will adjust a target from the day of a decision on; what it was stays readable."""
    target = queries.target(visit.actor, id=id)
    require(visit.actor, Verb.KEEP_TARGETS, path_of(target.unit_id, on=visit.today))
    former = queries.row_of(target)
    known = {str(row.pk): row for row in register.directives(visit.actor, on=visit.today)}
    form = _form(visit, target, former, known)
    if attempt(form, lambda: _adjusted(visit, target, former, form, known)) is None:
        return AdjustPage(form, target)
    said = _("Đã điều chỉnh chỉ tiêu %(number)s từ ngày %(day)s.")
    day = write_date(form.cleaned_data["decided_on"])
    return visit.done(said % {"number": target.number, "day": day}, "target", target.pk)


def _adjusted(
    visit: Visit, target: Target, former: TargetRow, form: AdjustForm, known: dict[str, Directive]
) -> TargetAdjustment:
    given = form.cleaned_data
    if given["seen"] != digest(former):
        raise Conflict(
            _(
                "Chỉ tiêu vừa được người khác sửa sau khi đồng chí mở trang. Nội dung đồng chí gõ còn nguyên ở dưới; "
                "đề nghị mở chỉ tiêu ở thẻ khác để đối chiếu, rồi tải lại trang này và sửa lại."
            )
        )
    return actions.adjust_target(
        visit.actor,
        target=target,
        decided_on=given["decided_on"],
        directive=known.get(given["directive"]),
        reason=given["reason"],
        row=form.row(former),
        now=visit.now,
        expected=former,
    )


def _form(visit: Visit, target: Target, former: TargetRow, known: dict[str, Directive]) -> AdjustForm:
    initial: dict[str, Any] = {**former._asdict(), "seen": digest(former)}
    initial |= {f"phased_{year}": value for year, value in former.phased}
    years = {
        *range(target.term.first_year, target.term.last_year + 1),
        *(year for year, _value in former.phased),
    }
    return AdjustForm(
        visit.posted,
        initial=initial,
        years=sorted(years),
        directives=map(choice_of, known.values()),
    )
