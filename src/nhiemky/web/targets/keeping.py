"""Keeping targets: adding, changing, taking out with a reason, bringing back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.history.vocab import Conflict, FieldError, Invalid
from nhiemky.kernel.scoring import Comparator, Goal, Kind, Method, NumberError, kind_of_wording, method_of
from nhiemky.kernel.viet.fold import nfc
from nhiemky.kernel.viet.numbers import read_number
from nhiemky.org.policy import require
from nhiemky.org.queries import path_of
from nhiemky.org.vocab import Verb
from nhiemky.reporting.labels import KINDS, METHODS
from nhiemky.targets import actions, queries
from nhiemky.targets.vocab import TargetRow
from nhiemky.web.pages import attempt, page
from nhiemky.web.targets.forms import RemoveForm, TargetForm
from nhiemky.web.targets.words import KIND_WORDS, METHOD_WORDS
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.targets.models import Target

KEEPING = (Verb.KEEP_TARGETS,)


@dataclass(frozen=True)
class Explained:
    """A kind or method with what it does."""

    name: str
    words: str


@dataclass(frozen=True)
class TargetFormPage:
    """The form of a target, new (no target) or to be changed, with kinds and methods explained."""

    form: TargetForm
    target: Target | None
    kinds: tuple[Explained, ...]
    methods: tuple[Explained, ...]


@dataclass(frozen=True)
class RemovePage:
    """What is taken out, and why."""

    form: RemoveForm
    target: Target


@dataclass(frozen=True)
class InferredPage:
    """What is taken for kind and method where the form leaves them open."""

    kind: str
    method: str


@page("targets/form.html", verbs=KEEPING)
def add_target(visit: Visit) -> TargetFormPage | HttpResponseBase:
    """This function will add a target to the list of the chosen unit."""
    require(visit.actor, Verb.KEEP_TARGETS, visit.state.path)
    form = _form(visit, None, _listed(visit))
    row = attempt(form, lambda: _added(visit, form))
    if row is not None:
        return visit.done(_("Đã thêm chỉ tiêu %(number)s.") % {"number": row.number}, "target", row.pk)
    return _form_page(form, None)


def _added(visit: Visit, form: TargetForm) -> Target:
    try:
        return actions.add_target(visit.actor, unit=visit.state.unit, term=visit.term, row=form.row())
    except Invalid as refusal:
        # Adding is adding a list of one: its fields are named "place of the row|field".
        errors = (FieldError(each.field.rpartition("|")[2], each.message) for each in refusal.errors)
        raise Invalid(*errors) from refusal


@page("targets/form.html", verbs=KEEPING)
def change_target(visit: Visit, id: int) -> TargetFormPage | HttpResponseBase:
    """This function will change a target; whoever was slower is told and loses nothing typed."""
    target = queries.target(visit.actor, id=id)
    _require(visit, target)
    former = queries.row_of(target)
    rows = queries.targets_of(visit.actor, unit=target.unit, term=target.term)
    form = _form(visit, target, list(rows), former)

    def change() -> Target:
        if form.cleaned_data["seen"] != digest(former):
            raise Conflict(
                _(
                    "Chỉ tiêu vừa được người khác sửa sau khi đồng chí mở trang. Nội dung đồng chí gõ còn nguyên ở dưới; "
                    "đề nghị mở chỉ tiêu ở thẻ khác để đối chiếu, rồi tải lại trang này và sửa lại."
                )
            )
        row = form.row(illustrative=former.illustrative)
        return actions.change_target(visit.actor, target=target, row=row, expected=former)

    row = attempt(form, change)
    if row is not None:
        return visit.done(_("Đã sửa chỉ tiêu %(number)s.") % {"number": row.number}, "target", row.pk)
    return _form_page(form, target)


@page("targets/remove.html", verbs=KEEPING)
def remove_target(visit: Visit, id: int) -> RemovePage | HttpResponseBase:
    """This function will take a target out of the list with a reason; it can be brought back."""
    target = queries.target(visit.actor, id=id)
    _require(visit, target)
    form = RemoveForm(visit.posted)
    row = attempt(
        form,
        lambda: actions.remove_target(
            visit.actor, target=target, reason=form.cleaned_data["reason"], now=visit.now
        ),
    )
    if row is None:
        return RemovePage(form, target)
    said = _("Đã đưa chỉ tiêu %(number)s ra khỏi danh sách. Có thể khôi phục ở cuối trang này.")
    return visit.done(said % {"number": row.number}, "targets")


@page("targets/remove.html", verbs=KEEPING, methods=("POST",))
def restore_target(visit: Visit, id: int) -> HttpResponseBase:
    """This function will bring a target back into the list with its figures."""
    row = actions.restore_target(visit.actor, target=queries.target(visit.actor, id=id))
    return visit.done(_("Đã khôi phục chỉ tiêu %(number)s.") % {"number": row.number}, "target", row.pk)


@page("targets/inferred.html", verbs=KEEPING, methods=("GET", "HEAD"))
def inferred(visit: Visit) -> InferredPage:
    """This function will say which kind and method are taken from what the form holds so far."""
    kind = kind_of_wording(nfc(visit.asked("name")))
    try:
        goal = Goal(
            comparator=Comparator(visit.asked("comparator", Comparator.AT_LEAST.value)),
            target=_typed(visit, "target"),
            low=_typed(visit, "low"),
            high=_typed(visit, "high"),
            baseline=_typed(visit, "baseline"),
        )
        method = METHODS[method_of(goal)]
    except (NumberError, ValueError):
        method = ""
    return InferredPage(KINDS[kind], method)


def digest(row: TargetRow) -> str:
    """This function will give a short mark of a target as it was seen, to notice that it changed meanwhile."""
    return hashlib.sha256(repr(row).encode()).hexdigest()[:16]


def _require(visit: Visit, target: Target) -> None:
    require(visit.actor, Verb.KEEP_TARGETS, path_of(target.unit_id, on=visit.today))


def _typed(visit: Visit, name: str) -> Any:
    return read_number(visit.asked(name)).value


def _listed(visit: Visit) -> list[Target]:
    return list(queries.targets_of(visit.actor, unit=visit.state.unit, term=visit.term))


def _form(
    visit: Visit, target: Target | None, listed: Sequence[Target], former: TargetRow | None = None
) -> TargetForm:
    term = target.term if target is not None else visit.term
    own = target.pk if target is not None else None
    initial: dict[str, Any] = {}
    if former is not None:
        initial = {**former._asdict(), "seen": digest(former)}
        initial |= {f"phased_{year}": value for year, value in former.phased}
    return TargetForm(
        visit.posted,
        initial=initial,
        years=range(term.first_year, term.last_year + 1),
        parents=[(row.number, f"{row.number}. {row.name[:80]}") for row in listed if row.pk != own],
        groups=dict.fromkeys(row.group for row in listed if row.group),
    )


def _form_page(form: TargetForm, target: Target | None) -> TargetFormPage:
    kinds = tuple(Explained(KINDS[kind], str(KIND_WORDS[kind])) for kind in Kind)
    methods = tuple(Explained(METHODS[method], str(METHOD_WORDS[method])) for method in Method)
    return TargetFormPage(form, target, kinds, methods)
