"""Issuing reports and papers: a file comes out, and the ledger says who took what out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from nhiemky.campaign.models import Campaign, Survey, Team
from nhiemky.history.actions import record
from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.kernel.documents import docx, pdf
from nhiemky.kernel.documents.outline import Document
from nhiemky.kernel.scoring import Scheme
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor, require
from nhiemky.org.queries import path_of
from nhiemky.org.vocab import Verb
from nhiemky.reporting.campaign.papers import (
    Dated,
    PaperKind,
    experience_paper,
    progress_paper,
    survey_paper,
    team_paper,
)
from nhiemky.reporting.formats import CONTENT_TYPES, ReportFormat, ReportKind
from nhiemky.reporting.issuer import profile_of
from nhiemky.reporting.report import review_facts
from nhiemky.reporting.review import ReviewFacts, review_document
from nhiemky.reporting.workbook import unit_workbook
from nhiemky.targets.models import Freeze

NOT_DATED = Dated()


@dataclass(frozen=True, slots=True)
class Issued:
    """A report as a file."""

    data: bytes
    file_name: str
    content_type: str


@transaction.atomic
def issue(
    actor: Actor,
    *,
    state: UnitState,
    term: Term,
    as_of: date,
    scheme: Scheme,
    format: ReportFormat,
    kind: ReportKind = ReportKind.REVIEW,
    freeze: Freeze | None = None,
    include_unconfirmed: bool = False,
    day: date | None = None,
    number: int | None = None,
    draft: str = "",
    preview: bool = False,
) -> Issued:
    """This function will write a unit's report as a file in official form and note it in the ledger.

    ``day`` is the date of the document, which decides the official form; without one the cut-off does, and the date is
    left to be written by hand. A preview is the same file; the ledger tells the two apart.

    :raises Denied: when the actor may not issue reports of the unit.
    :raises Invalid: when the freeze is one of another unit or term.
    """
    require(actor, Verb.ISSUE_REPORT, state.path)
    if freeze is not None and (freeze.unit_id, freeze.term_id) != (state.unit_id, term.pk):
        raise Invalid(FieldError("freeze", _("Lần chốt này là của đơn vị hoặc nhiệm kỳ khác.")))
    facts = review_facts(
        actor,
        state=state,
        term=term,
        as_of=as_of,
        scheme=scheme,
        include_unconfirmed=include_unconfirmed,
        freeze=freeze,
        day=day,
        number=number,
        draft=draft,
    )
    data = _written(facts, state, format)
    name = f"{kind}-{state.unit.code}-{facts.board.as_of.isoformat()}.{format}"
    record(
        actor,
        act="reporting.preview" if preview else "reporting.issue",
        object_kind="unit",
        object_id=state.unit_id,
        summary=_summary(preview) % {"unit": state.name, "day": write_date(facts.board.as_of)},
        branch=state.path,
        before=None,
        after={
            "kind": kind.value,
            "format": format.value,
            "as_of": facts.board.as_of.isoformat(),
            "scheme": facts.board.scheme.name,
            "sentence": facts.board.sentence,
            "freeze": facts.frozen_label,
            "sha256": hashlib.sha256(data).hexdigest(),
        },
    )
    return Issued(data, name, CONTENT_TYPES[format])


@transaction.atomic
def issue_paper(
    actor: Actor,
    *,
    kind: PaperKind,
    about: Campaign | Survey | Team,
    on: date,
    format: ReportFormat = ReportFormat.WORD,
    dated: Dated = NOT_DATED,
    preview: bool = False,
) -> Issued:
    """This function will write a paper of a campaign, as of a day, as a file in official form and note it in the ledger.

    Papers are Vietnamese, whatever language the person works in. A survey's report may also be written by who notes its findings.

    :raises Denied: when the actor may not issue reports of the unit that holds the campaign, or founded the team.
    :raises Invalid: for a kind that is not about such a thing, or a file that is no document.
    """
    campaign = about if isinstance(about, Campaign) else about.campaign
    holder_id = about.holder_id if isinstance(about, Team) else campaign.holder_id
    path = path_of(holder_id, on=actor.today)
    noting = kind is PaperKind.SURVEY and actor.may(Verb.RECORD_FINDINGS, path)
    require(actor, Verb.RECORD_FINDINGS if noting else Verb.ISSUE_REPORT, path)
    if format is ReportFormat.EXCEL:
        raise Invalid(FieldError("format", _("Văn bản này chỉ xuất được thành tệp .docx hoặc .pdf.")))
    with translation.override("vi"):
        document = _composed(actor, kind, about, on, dated)
        data = _rendered(document, format)
    record(
        actor,
        act="reporting.preview" if preview else "reporting.issue",
        object_kind=type(about).__name__.lower(),
        object_id=about.pk,
        summary=(_("Xem trước văn bản “%(title)s”") if preview else _("Xuất văn bản “%(title)s”")) % {"title": document.title},
        branch=path,
        before=None,
        after={
            "paper": kind.value,
            "format": format.value,
            "as_of": on.isoformat(),
            "sha256": hashlib.sha256(data).hexdigest(),
        },
    )  # fmt: skip
    return Issued(data, f"{kind}-{about.pk}-{on.isoformat()}.{format}", CONTENT_TYPES[format])


def _composed(
    actor: Actor, kind: PaperKind, about: Campaign | Survey | Team, on: date, dated: Dated
) -> Document:
    match kind, about:
        case ((PaperKind.FOUNDING | PaperKind.ASSIGNMENT), Team()):
            return team_paper(actor, kind=kind, team=about, on=on, dated=dated)
        case PaperKind.SURVEY, Survey():
            return survey_paper(actor, survey=about, on=on, dated=dated)
        case PaperKind.EXPERIENCE, Campaign():
            return experience_paper(actor, campaign=about, on=on, dated=dated)
        case PaperKind.PROGRESS, Campaign():
            return progress_paper(actor, campaign=about, on=on, dated=dated)
    raise Invalid(FieldError("kind", _("Không lập được văn bản loại này cho mục đã chọn.")))


def _rendered(document: Document, format: ReportFormat) -> bytes:
    if format is ReportFormat.PDF:
        return pdf.render(document, font_dirs=settings.NHIEMKY_FONT_DIRS)
    return docx.render(document)


def _summary(preview: bool) -> str:
    if preview:
        return _("Xem trước báo cáo sơ kết của %(unit)s, số liệu đến ngày %(day)s")
    return _("Xuất báo cáo sơ kết của %(unit)s, số liệu đến ngày %(day)s")


def _written(facts: ReviewFacts, state: UnitState, format: ReportFormat) -> bytes:
    if format is ReportFormat.EXCEL:
        by_year = {key: values.figures for key, values in facts.values.items()}
        return unit_workbook(facts.board, facts.years, by_year, frozen_label=facts.frozen_label)
    return _rendered(review_document(facts, profile_of(state, facts.day or facts.board.as_of)), format)
