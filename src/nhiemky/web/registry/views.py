"""The register of documents: list, one document with its chain, the tree of implementation, files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import FileResponse, HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.org import queries as org
from nhiemky.org.vocab import Verb
from nhiemky.registry import actions, queries
from nhiemky.registry.policy import may_read
from nhiemky.registry.vocab import (
    GRADE_NAMES,
    LINK_NAMES,
    TYPE_NAMES,
    Confidentiality,
    DirectiveType,
    Doubt,
    LinkKind,
)
from nhiemky.web.pages import page
from nhiemky.web.registry.forms import DirectiveFilter, is_secret
from nhiemky.web.registry.steps import Step, excerpt_of, steps_of, title_of
from nhiemky.web.tables import Column, Table, table_of
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.registry.models import Directive, DirectiveFile


@dataclass(frozen=True)
class DirectivesPage:
    form: DirectiveFilter
    table: Table
    may_add: bool


@dataclass(frozen=True)
class Linked:
    """A link that can be taken away, said from this document."""

    id: int
    sentence: str


@dataclass(frozen=True)
class DirectivePage:
    directive: Directive
    title: str
    type: str
    grade: str
    secret: bool
    chain: tuple[Step, ...]
    links: tuple[Linked, ...]
    files: tuple[DirectiveFile, ...]
    doubts: tuple[Doubt, ...]
    may_keep: bool
    may_read: bool


@dataclass(frozen=True)
class ForestPage:
    steps: tuple[Step, ...]


@page("registry/directives.html", verbs=(Verb.SEE,), partials=("danh-sach",), methods=("GET", "HEAD"))
def directives(visit: Visit) -> DirectivesPage:
    """This function will list the documents that may be seen; numbers are found in any way of writing."""
    labels = [term.label for term in org.terms()]
    form = DirectiveFilter(visit.request.GET, terms=labels, issuers=queries.issuers(visit.actor))
    table = table_of(
        visit,
        _found(visit, form),
        _columns(visit),
        caption=_("Sổ văn bản"),
        empty=_("Không có văn bản nào khớp.")
        if visit.chosen_day or any(map(form.asked, form.fields))
        else _(
            "Chưa có văn bản nào trong sổ. Văn bản được vào sổ rồi nối với văn bản cấp trên sẽ hiện ở đây."
        ),
        filterable=False,
    )
    return DirectivesPage(form, table, visit.may(Verb.KEEP_REGISTRY))


@page("registry/directive.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"))
def directive(visit: Visit, id: int) -> DirectivePage:
    """This function will show one document, what it follows from and what follows from it."""
    row = queries.directive(visit.actor, id=id)
    keeps = visit.actor.may(Verb.KEEP_REGISTRY, org.path_of(row.holder_id, on=visit.today))
    return DirectivePage(
        directive=row,
        title=title_of(row),
        type=str(TYPE_NAMES[DirectiveType(row.type)]),
        grade=str(GRADE_NAMES[Confidentiality(row.confidentiality)]),
        secret=is_secret(row.confidentiality),
        chain=steps_of(queries.chain(visit.actor, directive=row), itself=row.pk),
        links=tuple(_linked(visit, row)),
        files=tuple(queries.files(visit.actor, directive=row)),
        doubts=queries.doubts(row),
        may_keep=keeps,
        may_read=may_read(visit.actor, row),
    )


@page("registry/forest.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"))
def forest(visit: Visit) -> ForestPage:
    """This function will show all documents as a tree, later ones below those that they implement."""
    return ForestPage(steps_of(queries.forest(visit.actor)))


@page("registry/directive.html", verbs=(Verb.SEE,), methods=("POST",))
def file_take(visit: Visit, id: int) -> HttpResponseBase:
    """This function will send a file of a document; the ledger notes who took it."""
    file = queries.file(visit.actor, id=id)
    path = actions.hand_out_file(visit.actor, file=file)
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename=file.name, content_type=file.content_type
    )
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _found(visit: Visit, form: DirectiveFilter) -> Sequence[Directive]:
    rows = queries.directives(
        visit.actor,
        on=visit.as_of if visit.chosen_day else None,
        type=form.asked("type") or "",
        text=form.asked("q") or "",
        term=form.asked("term") or "",
        issuer=form.asked("issuer") or "",
        year=form.asked("year"),
        withdrawn=bool(form.asked("withdrawn")),
    )
    grade = form.asked("grade")
    return [row for row in rows if not grade or row.confidentiality == grade]


def _columns(visit: Visit) -> list[Column[Directive]]:
    return [
        Column("loai", _("Loại"), lambda row: str(TYPE_NAMES[DirectiveType(row.type)])),
        Column("so", _("Số và ký hiệu"), lambda row: row.symbol or _("chưa có số"),
               href=lambda row: visit.to("directive", row.pk), sort=lambda row: (row.number or 0, row.symbol)),
        Column("ngay", _("Ngày ban hành"), lambda row: row.issued_on),
        Column("co-quan", _("Cơ quan ban hành"), lambda row: row.issuer_name),
        Column("trich-yeu", _("Trích yếu"), excerpt_of, wide=True, href=lambda row: visit.to("directive", row.pk),
               note=lambda row: _("số liệu minh họa") if row.illustrative else ""),
        Column("nhiem-ky", _("Nhiệm kỳ"), lambda row: row.term.label if row.term is not None else None),
        Column("do-mat", _("Độ mật"), lambda row: str(GRADE_NAMES[Confidentiality(row.confidentiality)]),
               mark=lambda row: "tag tag-danger" if is_secret(row.confidentiality) else ""),
    ]  # fmt: skip


def _linked(visit: Visit, row: Directive) -> list[Linked]:
    rows = queries.links_of(visit.actor, directive=row)
    return [
        Linked(link.pk, f"{title_of(link.later)} {LINK_NAMES[LinkKind(link.kind)]} {title_of(link.earlier)}")
        for link in rows
    ]
