"""Entering, changing, linking and withdrawing documents; their files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.org import queries as org
from nhiemky.org.policy import require
from nhiemky.org.vocab import Verb
from nhiemky.registry import actions, queries
from nhiemky.registry.policy import require_keep
from nhiemky.registry.vocab import SECRET_GRADES, Confidentiality, DirectiveEntry, DirectiveType, LinkKind
from nhiemky.web.forms import PageForm
from nhiemky.web.pages import attempt, page
from nhiemky.web.registry.forms import DirectiveForm, FileForm, LinkForm, ReasonForm, is_secret
from nhiemky.web.registry.steps import choice_of, title_of
from nhiemky.web.units import unit_options
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.registry.models import Directive, DirectiveFile


@dataclass(frozen=True)
class DirectiveFormPage:
    """A form about a document; none and no title while it is being entered."""

    form: PageForm
    directive: Directive | None = None
    title: str = ""


@dataclass(frozen=True)
class FilePage:
    form: ReasonForm
    file: DirectiveFile
    directive: Directive


@page("registry/directive_add.html", verbs=(Verb.KEEP_REGISTRY,))
def directive_add(visit: Visit) -> DirectiveFormPage | HttpResponseBase:
    """This function will enter a document in the register of the chosen unit; its file is attached as a step of its own."""
    require(visit.actor, Verb.KEEP_REGISTRY, visit.state.path)
    form = _form(visit, {"confidentiality": Confidentiality.INTERNAL.value, "term": _term_id(visit)})
    added = attempt(form, lambda: _added(visit, form))
    if added is None:
        return DirectiveFormPage(form)
    wants_file = "kem-tep" in visit.request.POST and not is_secret(added.confidentiality)
    screen = "file_attach" if wants_file else "directive"
    return visit.done(_("Đã vào sổ %(title)s.") % {"title": title_of(added)}, screen, added.pk)


@page("registry/directive_change.html", verbs=(Verb.KEEP_REGISTRY,))
def directive_change(visit: Visit, id: int) -> DirectiveFormPage | HttpResponseBase:
    """This function will correct the line of a document."""
    row = _kept(visit, id)
    words = ("type", "symbol", "issuer_name", "issued_on", "excerpt", "confidentiality", "paper_place")
    known = {word: getattr(row, word) for word in (*words, "congress_resolution")}
    linked = {"term": row.term_id, "issuer": row.issuer.code if row.issuer is not None else ""}
    form = _form(visit, {**known, **linked})
    changed = attempt(
        form, lambda: actions.change_directive(visit.actor, directive=row, entry=_entry(visit, form))
    )
    if changed is None:
        return DirectiveFormPage(form, row, title_of(row))
    return visit.done(_("Đã sửa %(title)s.") % {"title": title_of(changed)}, "directive", id)


@page("registry/directive_withdraw.html", verbs=(Verb.KEEP_REGISTRY,))
def directive_withdraw(visit: Visit, id: int) -> DirectiveFormPage | HttpResponseBase:
    """This function will take a document out of the register; it can be put back."""
    row = _kept(visit, id)
    form = ReasonForm(visit.posted)
    done = attempt(
        form,
        lambda: actions.withdraw_directive(
            visit.actor, directive=row, reason=form.cleaned_data["reason"], now=visit.now
        ),
    )
    if done is None:
        return DirectiveFormPage(form, row, title_of(row))
    return visit.done(
        _("Đã rút %(title)s khỏi sổ. Có thể đưa lại vào sổ ở trang này.") % {"title": title_of(row)},
        "directive",
        id,
    )


@page("registry/directive.html", verbs=(Verb.KEEP_REGISTRY,), methods=("POST",))
def directive_restore(visit: Visit, id: int) -> HttpResponseBase:
    """This function will put a withdrawn document back."""
    row = actions.restore_directive(visit.actor, directive=queries.directive(visit.actor, id=id))
    return visit.done(_("Đã đưa %(title)s trở lại sổ.") % {"title": title_of(row)}, "directive", id)


@page("registry/directive_link.html", verbs=(Verb.KEEP_REGISTRY,))
def directive_link(visit: Visit, id: int) -> DirectiveFormPage | HttpResponseBase:
    """This function will keep that this document implements, amends or replaces an earlier one."""
    row = _kept(visit, id)
    others = [choice_of(other) for other in queries.directives(visit.actor) if other.pk != row.pk]
    form = LinkForm(visit.posted, others=others)
    done = attempt(form, lambda: _link(visit, row, form))
    if done is None:
        return DirectiveFormPage(form, row, title_of(row))
    return visit.done(_("Đã nối hai văn bản."), "directive", id)


@page("registry/directive.html", verbs=(Verb.KEEP_REGISTRY,), methods=("POST",))
def directive_unlink(visit: Visit, id: int, link: int) -> HttpResponseBase:
    """This function will take a link away; it can be made again."""
    row = queries.directive(visit.actor, id=id)
    found = next((one for one in queries.links_of(visit.actor, directive=row) if one.pk == link), None)
    if found is None:
        raise NotFound(_("Không có mối nối này giữa hai văn bản."))
    actions.unlink(visit.actor, link=found)
    return visit.done(_("Đã bỏ nối. Có thể nối lại ở trang này."), "directive", id)


@page("registry/file_attach.html", verbs=(Verb.KEEP_REGISTRY,))
def file_attach(visit: Visit, id: int) -> DirectiveFormPage | HttpResponseBase:
    """This function will attach a file to a document that is not secret."""
    row = _kept(visit, id)
    if row.confidentiality in SECRET_GRADES:
        raise actions.SecretFile.of(Confidentiality(row.confidentiality))
    form = FileForm(visit.posted, visit.files)
    kept = attempt(form, lambda: _attached(visit, row, form))
    if kept is None:
        return DirectiveFormPage(form, row, title_of(row))
    return visit.done(_("Đã đính kèm tệp %(name)s.") % {"name": kept.name}, "directive", id)


@page("registry/directive.html", verbs=(Verb.KEEP_REGISTRY,), methods=("POST",))
def file_remove(visit: Visit, id: int) -> HttpResponseBase:
    """This function will take a file out of the register; its content is kept."""
    file = queries.file(visit.actor, id=id)
    actions.remove_file(visit.actor, file=file, now=visit.now)
    return visit.done(_("Đã gỡ tệp %(name)s.") % {"name": file.name}, "directive", file.directive_id)


@page("registry/file_purge.html", verbs=(Verb.KEEP_REGISTRY,))
def file_purge(visit: Visit, id: int) -> FilePage | HttpResponseBase:
    """This function will destroy the content of a file that should never have been kept."""
    file = queries.file(visit.actor, id=id)
    require_keep(visit.actor, holder_id=file.directive.holder_id)
    form = ReasonForm(visit.posted)
    done = attempt(
        form,
        lambda: actions.purge_file(visit.actor, file=file, reason=form.cleaned_data["reason"], now=visit.now),
    )
    if done is None:
        return FilePage(form, file, file.directive)
    return visit.done(
        _("Đã hủy nội dung tệp. Nhật ký chỉ giữ việc hủy và lý do."), "directive", file.directive_id
    )


def _kept(visit: Visit, id: int) -> Directive:
    """Give a document that the visitor keeps; nobody fills in a form that would be denied."""
    row = queries.directive(visit.actor, id=id)
    require_keep(visit.actor, holder_id=row.holder_id)
    return row


def _form(visit: Visit, initial: dict[str, object]) -> DirectiveForm:
    terms = [(str(term.pk), term.label) for term in org.terms()]
    form = DirectiveForm(visit.posted, initial=initial, terms=terms)
    form.offer("issuer", unit_options(visit))
    return form


def _term_id(visit: Visit) -> int | None:
    return visit.chosen_term.pk if visit.chosen_term is not None else None


def _entry(visit: Visit, form: DirectiveForm) -> DirectiveEntry:
    given = form.cleaned_data
    day = given["issued_on"] or visit.today
    issuer = visit.unit_named(given["issuer"], on=day, field="issuer") if given["issuer"] else None
    return DirectiveEntry(
        type=DirectiveType(given["type"]),
        excerpt=given["excerpt"],
        issuer_name=given["issuer_name"],
        symbol=given["symbol"],
        issuer_id=issuer.pk if issuer is not None else None,
        term_id=int(given["term"]) if given["term"] else None,
        issued_on=given["issued_on"],
        confidentiality=Confidentiality(given["confidentiality"]),
        paper_place=given["paper_place"],
        congress_resolution=given["congress_resolution"],
    )


def _added(visit: Visit, form: DirectiveForm) -> Directive:
    return actions.add_directive(visit.actor, holder=visit.state.unit, entry=_entry(visit, form))


def _attached(visit: Visit, row: Directive, form: FileForm) -> DirectiveFile:
    file = form.cleaned_data["file"]
    return actions.attach_file(visit.actor, directive=row, name=file.name, data=file.read(), now=visit.now)


def _link(visit: Visit, row: Directive, form: LinkForm) -> object:
    earlier = queries.directive(visit.actor, id=int(form.cleaned_data["earlier"]))
    return actions.link(visit.actor, later=row, earlier=earlier, kind=LinkKind(form.cleaned_data["kind"]))
