"""Frozen figures: as they were, what has become of them since, and whether their rows are untouched."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Json, NotFound, canonical
from nhiemky.kernel.scoring import Number, Period, Scheme, TermYears
from nhiemky.org import policy as org_policy
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.targets import policy
from nhiemky.targets.models import Freeze, FrozenTarget
from nhiemky.targets.models.numbers import from_scaled, to_scaled
from nhiemky.targets.queries.assessing import AssessedTarget, assess_facts, assess_one
from nhiemky.targets.queries.facts import Figure, TargetFact, read_facts
from nhiemky.targets.queries.schemes import read_scheme
from nhiemky.targets.vocab import ObservationState

_NUMBERS = ("target", "low", "high", "baseline")
_WORDS = (
    "number", "position", "code", "group", "name", "unit_of_measure", "comparator", "baseline_year", "kind", "method",
    "roll_up", "main", "breakthrough", "counted", "owner", "note", "illustrative",
)  # fmt: skip


def freezes(actor: Actor, *, unit: Unit, term: Term | None = None) -> QuerySet[Freeze]:
    """This function will give the freezes of a unit, latest cut-off first.

    :raises Denied: when the actor may not see the unit.
    """
    org_policy.require(actor, Verb.SEE, policy.path_of(unit, on=actor.today))
    rows = Freeze.objects.filter(unit=unit).select_related("term")
    if term is not None:
        rows = rows.filter(term=term)
    return rows.order_by("-cut_off", "-frozen_at", "-pk")


def freeze_of(actor: Actor, *, id: int) -> Freeze:
    """This function will give one freeze.

    :raises NotFound: when there is none, or none that the actor may see.
    """
    row = Freeze.objects.select_related("unit", "term").filter(pk=id).first()
    if row is None or not actor.may(Verb.SEE, policy.path_of(row.unit, on=actor.today)):
        raise NotFound(_("Không có lần chốt số liệu này hoặc đồng chí không có quyền xem."))
    return row


def freeze_rows(actor: Actor, *, freeze: Freeze) -> QuerySet[FrozenTarget]:
    """This function will give the frozen rows in the order of the targets.

    :raises Denied: when the actor may not see the unit.
    """
    org_policy.require(actor, Verb.SEE, policy.path_of(freeze.unit, on=actor.today))
    return FrozenTarget.objects.filter(freeze=freeze).order_by("position", "pk")


def frozen_scheme(freeze: Freeze) -> Scheme:
    """This function will give the scheme as it was frozen."""
    data = freeze.scheme
    return read_scheme(data["name"], data["title"], data["bands"], inclusive=data["inclusive"])


def frozen_assessed(actor: Actor, *, freeze: Freeze) -> tuple[AssessedTarget, ...]:
    """This function will give the frozen targets in the shape of `assessed`: class and attainment as they were kept.

    :raises Denied: when the actor may not see the unit.
    """
    scheme, term = frozen_scheme(freeze), TermYears(freeze.term.first_year, freeze.term.last_year)
    return tuple(
        AssessedTarget(
            frozen_fact(row, freeze.unit_id), row.class_code, row.facts["met"], _share(row.attainment),
            freeze.cut_off, term, scheme,
        )
        for row in freeze_rows(actor, freeze=freeze)
    )  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """A target that is now other than it was frozen: `what` is "figure", "band", "added" or "removed"."""

    number: str
    name: str
    what: str
    frozen: AssessedTarget | None
    now: AssessedTarget | None


def differences(actor: Actor, *, freeze: Freeze) -> tuple[Difference, ...]:
    """This function will list the targets whose figures or band, at the frozen cut-off, are other today.

    The same cut-off, scheme and rules are applied to what is known now: what was measured later than the cut-off
    makes no difference, what was corrected does.

    :raises Denied: when the actor may not see the unit.
    """
    before = {each.fact.id: each for each in frozen_assessed(actor, freeze=freeze)}
    path = policy.path_of(freeze.unit, on=actor.today)
    own = policy.shows_latest(actor, path, include_unconfirmed=False)
    latest = frozenset([freeze.unit_id]) if own else frozenset()
    facts = read_facts([freeze.unit_id], term=freeze.term, as_of=freeze.cut_off, latest=latest)
    after = {each.fact.id: each for each in assess_facts(facts, scheme=frozen_scheme(freeze))}
    found = [_difference(before.get(key), after.get(key)) for key in {**before, **after}]
    return tuple(each for each in found if each is not None)


def _difference(frozen: AssessedTarget | None, now: AssessedTarget | None) -> Difference | None:
    shown = now or frozen
    if shown is None:
        return None
    what = ""
    if frozen is None or now is None:
        what = "added" if frozen is None else "removed"
    elif frozen.class_code != now.class_code:
        what = "band"
    elif frozen.attainment != now.attainment or _values(frozen) != _values(now):
        what = "figure"
    return Difference(shown.fact.number, shown.fact.name, what, frozen, now) if what else None


def _values(each: AssessedTarget) -> Sequence[tuple[Period, int | None, bool | None]]:
    return [(figure.period, figure.scaled, figure.done) for figure in each.fact.figures]


def facts_data(each: AssessedTarget) -> dict[str, Json]:
    """This function will give a target and its figures as JSON, numbers as decimal strings."""
    fact, goal = each.fact, each.fact.goal
    data: dict[str, Json] = {word: getattr(fact, word) for word in _WORDS}
    data.update({name: _written(getattr(goal, name)) for name in _NUMBERS})
    data["due"] = None if fact.due is None else fact.due.isoformat()
    data["parent"] = fact.parent_id
    data["phased"] = [[year, _written(value)] for year, value in goal.phased]
    data["met"] = each.met
    data["formula"] = each.assessment.formula
    data["reason"] = each.assessment.reason
    data["figures"] = [_figure_data(figure) for figure in fact.figures]
    return data


def _figure_data(figure: Figure) -> dict[str, Json]:
    return {
        "start": figure.period.start.isoformat(),
        "end": figure.period.end.isoformat(),
        "value": _written(figure.value),
        "numerator": None if figure.numerator is None else _written(from_scaled(figure.numerator)),
        "denominator": None if figure.denominator is None else _written(from_scaled(figure.denominator)),
        "done": figure.done,
        "estimate": figure.estimate,
        "state": figure.state,
        "version": figure.version,
        "observation": figure.id,
        "source": figure.source_cell,
    }


def frozen_fact(row: FrozenTarget, unit_id: int) -> TargetFact:
    """This function will give the target and figures of a frozen row as facts."""
    data: dict[str, Any] = row.facts
    columns = {word: data[word] for word in _WORDS}
    columns.update({f"{name}_scaled": _scaled(data[name]) for name in _NUMBERS})
    return TargetFact(
        id=row.target_id,
        unit_id=unit_id,
        due=None if data["due"] is None else date.fromisoformat(data["due"]),
        parent_id=data["parent"],
        phased_scaled=tuple((year, to_scaled(Decimal(value))) for year, value in data["phased"]),
        figures=tuple(_frozen_figure(each) for each in data["figures"]),
        **columns,
    )


def _frozen_figure(data: Mapping[str, Any]) -> Figure:
    return Figure(
        period=Period(date.fromisoformat(data["start"]), date.fromisoformat(data["end"])),
        scaled=_scaled(data["value"]),
        numerator=_scaled(data["numerator"]),
        denominator=_scaled(data["denominator"]),
        done=data["done"],
        estimate=data["estimate"],
        state=ObservationState(data["state"]).value,
        version=data["version"],
        id=data["observation"],
        source_cell=data["source"],
    )


def frozen_digest(freeze: Freeze, rows: Sequence[FrozenTarget]) -> str:
    """This function will give the SHA-256 over the canonical content of a freeze and its rows in their order."""
    content: Json = {
        "unit": freeze.unit_id,
        "term": freeze.term_id,
        "cut_off": freeze.cut_off,
        "label": freeze.label,
        "scheme": freeze.scheme,
        "unconfirmed": freeze.unconfirmed,
        "frozen_by": freeze.frozen_by,
        "frozen_at": freeze.frozen_at,
        "rows": [
            [
                row.target_id, row.position, row.facts, row.kind, row.method, row.achieved, row.attainment,
                row.class_code, row.course, row.counted,
            ]
            for row in sorted(rows, key=lambda row: (row.position, row.target_id))
        ],
    }  # fmt: skip
    return hashlib.sha256(canonical(content)).hexdigest()


@dataclass(frozen=True)
class FreezeFault:
    """A freeze whose rows are not as they were written."""

    freeze_id: int
    label: str
    reason: str


@dataclass(frozen=True)
class FreezeReport:
    """What checking the frozen figures found."""

    checked: int
    faults: tuple[FreezeFault, ...]

    @property
    def ok(self) -> bool:
        """This property will say whether every freeze is as it was written."""
        return not self.faults


def verify_freezes() -> FreezeReport:
    """This function will recompute the digest of every freeze, compare it with the ledger, and judge every row anew.

    It asks no policy: it is for whoever runs the installation.
    """
    checked, faults = 0, []
    noted = {
        line.object_id: (line.after or {}).get("digest")
        for line in LedgerLine.objects.filter(act="figures.frozen", object_kind="freeze")
    }
    for freeze in Freeze.objects.select_related("term", "unit").order_by("pk").iterator():
        checked += 1
        reason = _fault(freeze, noted.get(str(freeze.pk)))
        if reason:
            faults.append(FreezeFault(freeze.pk, freeze.label, reason))
    return FreezeReport(checked, tuple(faults))


def _fault(freeze: Freeze, noted: object) -> str:
    rows = list(FrozenTarget.objects.filter(freeze=freeze))
    digest = frozen_digest(freeze, rows)
    if digest != freeze.digest:
        return _("Số liệu chốt đã bị sửa: mã kiểm tra không khớp với các dòng.")
    if noted is None:
        return _("Nhật ký không có dòng ghi việc chốt số liệu này.")
    if noted != digest:
        return _("Số liệu chốt đã bị thay: mã kiểm tra không khớp với nhật ký.")
    scheme, term = frozen_scheme(freeze), TermYears(freeze.term.first_year, freeze.term.last_year)
    for row in rows:
        fact = frozen_fact(row, freeze.unit_id)
        again = assess_one(fact, as_of=freeze.cut_off, term=term, scheme=scheme)
        if (again.class_code, ratio_text(again.attainment)) != (row.class_code, row.attainment):
            return _("Chỉ tiêu %(number)s tính lại cho kết quả khác với lúc chốt.") % {"number": fact.number}
    return ""


def ratio_text(value: Number | None) -> str:
    """This function will write an exact number as numerator/denominator; empty for None."""
    if value is None:
        return ""
    numerator, denominator = value.as_integer_ratio()
    return f"{numerator}/{denominator}"


def _share(text: str) -> tuple[int, int] | None:
    """Read an attainment in percent, kept as numerator/denominator, as a share of the whole in lowest terms."""
    if not text:
        return None
    share = Fraction(text) / 100
    return share.numerator, share.denominator


def _written(value: Number | None) -> str | None:
    return None if value is None else str(from_scaled(to_scaled(value)))


def _scaled(text: str | None) -> int | None:
    return None if text is None else to_scaled(Decimal(text))
