"""Freezing figures at a cut-off: kept as they were judged, for ever."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, FieldError, Invalid, plain
from nhiemky.kernel.scoring import Scheme
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.targets import policy
from nhiemky.targets.models import Freeze, FrozenTarget
from nhiemky.targets.queries.assessing import AssessedTarget, assess_one, counted_tally
from nhiemky.targets.queries.facts import read_facts
from nhiemky.targets.queries.freezes import facts_data, frozen_digest, ratio_text
from nhiemky.targets.queries.schemes import scheme_data


@transaction.atomic
def freeze_figures(
    actor: Actor,
    *,
    unit: Unit,
    term: Term,
    cut_off: date,
    label: str,
    scheme: Scheme,
    now: datetime,
    include_unconfirmed: bool = False,
) -> Freeze:
    """This function will copy every target of the unit with its figures and assessment at the cut-off, for ever.

    The figures are those the actor sees: a unit's own people freeze the latest versions, a superior the confirmed
    ones (or, where asked for and allowed, the latest). A digest over everything stands in the freeze and the ledger.

    :raises Denied: when the actor freezes nothing there.
    :raises Invalid: without a label or targets, or for a cut-off outside the term.
    :raises Conflict: when the unit has a freeze of that cut-off and label already.
    """
    path = policy.require(actor, Verb.FREEZE, unit=unit)
    own = policy.shows_latest(actor, path, include_unconfirmed=include_unconfirmed)
    facts = read_facts(
        [unit.pk], term=term, as_of=cut_off, latest=frozenset([unit.pk]) if own else frozenset()
    )
    _refuse_unsound(term, cut_off, label, targets=len(facts.targets))
    judged = [assess_one(fact, as_of=cut_off, term=facts.term, scheme=scheme) for fact in facts.targets]
    freeze = Freeze(
        unit=unit, term=term, cut_off=cut_off, label=label.strip(), scheme=scheme_data(scheme),
        unconfirmed=sum(fact.unconfirmed for fact in facts.targets), frozen_by=actor.name[:200], frozen_at=now,
    )  # fmt: skip
    rows = [_row(each) for each in judged]
    freeze.digest = frozen_digest(freeze, rows)
    _insert(freeze, rows)
    history.record(
        actor, act="figures.frozen", object_kind="freeze", object_id=freeze.pk, branch=path,
        summary=_("Chốt số liệu “%(label)s”") % {"label": freeze.label}, before=None,
        after={
            "label": freeze.label, "cut_off": cut_off, "scheme": scheme.name, "digest": freeze.digest,
            "counts": dict(counted_tally(judged, scheme).counts), "unconfirmed": freeze.unconfirmed,
        },
    )  # fmt: skip
    return freeze


def _refuse_unsound(term: Term, cut_off: date, label: str, *, targets: int) -> None:
    errors = []
    if not label.strip() or len(label) > 200:
        errors.append(FieldError("label", _("Đề nghị ghi tên đợt chốt số liệu, không quá 200 ký tự.")))
    if not term.first_year - 1 <= cut_off.year <= term.last_year + 1:
        errors.append(FieldError("cut_off", _("Ngày chốt số liệu nằm ngoài nhiệm kỳ.")))
    if not targets:
        errors.append(FieldError("", _("Đơn vị chưa có chỉ tiêu nào để chốt số liệu.")))
    if errors:
        raise Invalid(*errors)


def _insert(freeze: Freeze, rows: list[FrozenTarget]) -> None:
    try:
        with transaction.atomic():
            freeze.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(
            _("Đơn vị đã có số liệu chốt tên “%(label)s” ở ngày này. Đề nghị đặt tên khác.")
            % {"label": freeze.label}
        ) from error
    for row in rows:
        row.freeze = freeze
    FrozenTarget.objects.bulk_create(rows)


def _row(each: AssessedTarget) -> FrozenTarget:
    assessment = each.assessment
    return FrozenTarget(
        target_id=each.fact.id,
        position=each.fact.position,
        facts=plain(facts_data(each)),
        kind=assessment.kind.value,
        method=assessment.method.value,
        achieved=ratio_text(assessment.achieved),
        attainment=ratio_text(each.attainment),
        class_code=each.class_code,
        course=assessment.course.value if assessment.course else "",
        counted=each.fact.counted,
    )
