"""Issuing reports: a file comes out, and the ledger says who took which figures out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.history.actions import record
from nhiemky.kernel.documents import docx, pdf
from nhiemky.kernel.scoring import Scheme
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor, require
from nhiemky.org.vocab import Verb
from nhiemky.reporting.formats import CONTENT_TYPES, ReportFormat, ReportKind
from nhiemky.reporting.report import profile_of, review_facts
from nhiemky.reporting.review import ReviewFacts, review_document
from nhiemky.reporting.workbook import unit_workbook
from nhiemky.targets.models import Freeze


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
) -> Issued:
    """This function will write a unit's report as a file in official form and note it in the ledger.

    ``day`` is the date of the document, which decides the official form; without one the cut-off does, and the date is
    left to be written by hand.

    :raises Denied: when the actor may not issue reports of the unit.
    """
    require(actor, Verb.ISSUE_REPORT, state.path)
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
        act="reporting.issue",
        object_kind="unit",
        object_id=state.unit_id,
        summary=_("Xuất báo cáo sơ kết của %(unit)s, số liệu đến ngày %(day)s")
        % {"unit": state.name, "day": write_date(facts.board.as_of)},
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


def _written(facts: ReviewFacts, state: UnitState, format: ReportFormat) -> bytes:
    if format is ReportFormat.EXCEL:
        return unit_workbook(
            facts.board, facts.years, {key: values.by_year for key, values in facts.values.items()}
        )
    document = review_document(facts, profile_of(state, facts.day or facts.board.as_of))
    if format is ReportFormat.PDF:
        return pdf.render(document, font_dirs=settings.NHIEMKY_FONT_DIRS)
    return docx.render(document)
