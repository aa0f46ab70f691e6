"""Chains of findings, limitation > cause > remedy > new task, and where they are incomplete."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from nhiemky.campaign.models import Campaign, FindingChain, Review
from nhiemky.campaign.queries.findings import FindingLine, findings, follows
from nhiemky.campaign.queries.former import taking_part_on, ties_on
from nhiemky.campaign.queries.standing import branch_campaigns
from nhiemky.campaign.vocab import FindingKind, GapCode
from nhiemky.kernel.scoring import CLASSES, Course, Scheme
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.models import Unit, UnitState
from nhiemky.org.policy import Actor, valid_at
from nhiemky.targets.queries import AssessedTarget, assessed, scheme

# A band is low when nothing in it reaches this attainment, in percent.
LOW_EDGE = 75


@dataclass(frozen=True)
class ChainRemedy:
    """A remedy with the new tasks that follow from it, and what they and it gave: work items, adjusted targets."""

    line: FindingLine
    tasks: tuple[FindingLine, ...]

    @property
    def bears(self) -> bool:
        """Whether a new task, a work item or an adjusted target came of it."""
        return bool(self.tasks or self.line.gives)


@dataclass(frozen=True)
class ChainCause:
    """A cause with the remedies against it."""

    line: FindingLine
    remedies: tuple[ChainRemedy, ...]


@dataclass(frozen=True)
class ChainRow:
    """A limitation with its causes, and the remedies that follow from it directly; `gaps` says where it is incomplete."""

    line: FindingLine
    causes: tuple[ChainCause, ...]
    remedies: tuple[ChainRemedy, ...]
    gaps: tuple[GapCode, ...]


@dataclass(frozen=True)
class Gap:
    """One place where something is missing, in words; it names the unit, and the target or the finding."""

    code: GapCode
    text: str
    unit_id: int
    unit_name: str
    target_id: int | None = None
    finding_id: int | None = None
    weak: bool = False


@dataclass(frozen=True)
class ChainBoard:
    """The findings of a campaign by id, their chains, what is missing, what follows from nothing yet, and the units."""

    lines: Mapping[int, FindingLine]
    rows: Sequence[ChainRow]
    gaps: Sequence[Gap]
    loose: Sequence[FindingLine]
    states: Sequence[UnitState]


@dataclass(frozen=True)
class _Web:
    """The findings of a campaign on a day and which followed from which."""

    lines: Mapping[int, FindingLine]
    later: Mapping[int, Sequence[int]] = field(default_factory=dict)

    def of_kind(self, kind: FindingKind) -> list[FindingLine]:
        return [line for line in self.lines.values() if line.finding.kind == kind.value]

    def following(self, line: FindingLine, kind: FindingKind) -> list[FindingLine]:
        found = (self.lines[key] for key in self.later.get(line.finding.pk, ()))
        return [each for each in found if each.finding.kind == kind.value]

    def remedy(self, line: FindingLine) -> ChainRemedy:
        return ChainRemedy(line, tuple(self.following(line, FindingKind.NEW_TASK)))

    def remedies(self, line: FindingLine) -> tuple[ChainRemedy, ...]:
        return tuple(self.remedy(each) for each in self.following(line, FindingKind.REMEDY))


def chains(actor: Actor, *, campaign: Campaign, on: date, unit: Unit | None = None) -> list[ChainRow]:
    """This function will give the limitations of a unit, or of all units seen, with what follows from them.

    :raises NotFound: when the actor does not see the campaign.
    """
    return _rows(_web(actor, campaign, unit, on))


def loose_findings(
    actor: Actor, *, campaign: Campaign, on: date, unit: Unit | None = None
) -> list[FindingLine]:
    """This function will give the causes, remedies and new tasks that follow from nothing yet.

    :raises NotFound: when the actor does not see the campaign.
    """
    return _loose(_web(actor, campaign, unit, on))


def gaps(actor: Actor, *, campaign: Campaign, on: date, unit: Unit | None = None) -> list[Gap]:
    """This function will list what is missing: low targets without a limitation, limitations without a cause, causes without a
    remedy, remedies without a task or an adjusted target (the weaker kind, last).

    A target is low when its band ends at 75 % or below, or when its course is at risk (PRODUCT section 3); figures are those
    at the campaign's cut-off, or at the day while that has not come.

    :raises NotFound: when the actor does not see the campaign.
    """
    web = _web(actor, campaign, unit, on)
    return _gaps(actor, campaign, web, campaign_states(campaign, on=on, unit=unit), on)


def chain_board(actor: Actor, *, campaign: Campaign, on: date) -> ChainBoard:
    """This function will give all chains of a campaign, what is missing in them, and what follows from nothing, at once.

    :raises NotFound: when the actor does not see the campaign.
    """
    web = _web(actor, campaign, None, on)
    states = campaign_states(campaign, on=on)
    return ChainBoard(web.lines, _rows(web), _gaps(actor, campaign, web, states, on), _loose(web), states)


def campaign_states(campaign: Campaign, *, on: date, unit: Unit | None = None) -> list[UnitState]:
    """This function will give the unit, or all units that hold or take part in the campaign and those under it, as they stood
    on the day; it asks no policy.
    """
    if unit is not None:
        ids = {unit.pk}
    else:
        every = branch_campaigns(campaign, on=on)
        standing = Review.objects.filter(taking_part_on(on), round__campaign__in=every)
        ids = {each.holder_id for each in every} | set(standing.values_list("unit_id", flat=True))
    rows = UnitState.objects.filter(valid_at(on), unit_id__in=ids).select_related("unit", "type")
    return sorted(rows, key=lambda state: (state.path.count("/"), state.official_order, state.unit_id))


def low_codes(scheme: Scheme) -> frozenset[str]:
    """This function will give the codes of the bands whose upper edge is 75 % or less; the last band where none is."""
    low = {
        band.code
        for above, band in zip(scheme.bands, scheme.bands[1:], strict=False)
        if above.threshold is not None and above.threshold <= LOW_EDGE
    }
    return frozenset(low or {scheme.bands[-1].code})


def is_low(target: AssessedTarget, low: frozenset[str]) -> bool:
    """This function will say whether a target that could be judged lies in a low band, or its course is at risk."""
    if target.met or target.class_code in CLASSES:
        return False
    return target.class_code in low or target.assessment.course is Course.AT_RISK


def judged_targets(
    actor: Actor, *, campaign: Campaign, states: Sequence[UnitState], on: date
) -> tuple[AssessedTarget, ...]:
    """This function will give the counted targets of units that the actor may see, judged as the campaign judges them."""
    day = min(on, campaign.cut_off) if campaign.cut_off is not None else on
    rows = assessed(actor, states=states, term=campaign.term, as_of=day, scheme=scheme(campaign.scheme))
    return tuple(row for row in rows if row.fact.counted)


def _web(actor: Actor, campaign: Campaign, unit: Unit | None, on: date) -> _Web:
    lines = {line.finding.pk: line for line in findings(actor, campaign=campaign, on=on, unit=unit)}
    later: dict[int, list[int]] = defaultdict(list)
    pairs = FindingChain.objects.filter(ties_on(on), earlier__in=lines).order_by("pk")
    for earlier, after in pairs.values_list("earlier_id", "later_id"):
        if after in lines and follows(lines[earlier].finding, lines[after].finding):
            later[earlier].append(after)
    return _Web(lines, later)


def _rows(web: _Web) -> list[ChainRow]:
    return [_row(web, line) for line in web.of_kind(FindingKind.LIMITATION)]


def _loose(web: _Web) -> list[FindingLine]:
    led_to = {key for after in web.later.values() for key in after}
    kinds = {FindingKind.CAUSE.value, FindingKind.REMEDY.value, FindingKind.NEW_TASK.value}
    return [line for key, line in web.lines.items() if line.finding.kind in kinds and key not in led_to]


def _gaps(actor: Actor, campaign: Campaign, web: _Web, states: Sequence[UnitState], on: date) -> list[Gap]:
    names = {state.unit_id: state.short_name for state in states}
    missing = [
        (GapCode.LIMITATION_WITHOUT_CAUSE, line)
        for line in web.of_kind(FindingKind.LIMITATION)
        if not web.following(line, FindingKind.CAUSE)
    ]
    missing += [
        (GapCode.CAUSE_WITHOUT_REMEDY, line)
        for line in web.of_kind(FindingKind.CAUSE)
        if not web.following(line, FindingKind.REMEDY)
    ]
    missing += [
        (GapCode.REMEDY_WITHOUT_TASK, line)
        for line in web.of_kind(FindingKind.REMEDY)
        if not web.remedy(line).bears
    ]
    targets = judged_targets(actor, campaign=campaign, states=states, on=on)
    return [
        *_target_gaps(targets, web, low_codes(scheme(campaign.scheme)), names),
        *(_finding_gap(code, line, names) for code, line in missing),
    ]


def _row(web: _Web, line: FindingLine) -> ChainRow:
    causes = tuple(ChainCause(each, web.remedies(each)) for each in web.following(line, FindingKind.CAUSE))
    remedies = web.remedies(line)
    missing = []
    if not causes:
        missing.append(GapCode.LIMITATION_WITHOUT_CAUSE)
    if any(not cause.remedies for cause in causes):
        missing.append(GapCode.CAUSE_WITHOUT_REMEDY)
    every = [*remedies, *(remedy for cause in causes for remedy in cause.remedies)]
    if any(not remedy.bears for remedy in every):
        missing.append(GapCode.REMEDY_WITHOUT_TASK)
    return ChainRow(line, causes, remedies, tuple(missing))


_TEXTS: Mapping[GapCode, Callable[[], str]] = {
    GapCode.LIMITATION_WITHOUT_CAUSE: lambda: _("Hạn chế chưa có nguyên nhân: %(text)s"),
    GapCode.CAUSE_WITHOUT_REMEDY: lambda: _("Nguyên nhân chưa có giải pháp: %(text)s"),
    GapCode.REMEDY_WITHOUT_TASK: lambda: _(
        "Giải pháp chưa thành nhiệm vụ mới hoặc chỉ tiêu điều chỉnh: %(text)s"
    ),
}


def _finding_gap(code: GapCode, line: FindingLine, names: Mapping[int, str]) -> Gap:
    finding = line.finding
    return Gap(
        code,
        _TEXTS[code]() % {"text": finding.text},
        finding.unit_id,
        names.get(finding.unit_id, finding.unit.code),
        finding_id=finding.pk,
        weak=code is GapCode.REMEDY_WITHOUT_TASK,
    )


def _target_gaps(
    rows: Sequence[AssessedTarget], web: _Web, low: frozenset[str], names: Mapping[int, str]
) -> list[Gap]:
    explained = {
        linked.id
        for line in web.of_kind(FindingKind.LIMITATION)
        for linked in line.about
        if linked.kind == "target"
    }
    return [
        Gap(
            GapCode.TARGET_WITHOUT_LIMITATION, _target_text(row, low), row.fact.unit_id, names[row.fact.unit_id],
            target_id=row.fact.id,
        )
        for row in rows
        if is_low(row, low) and row.fact.id not in explained
    ]  # fmt: skip


def _target_text(row: AssessedTarget, low: frozenset[str]) -> str:
    said = {"number": row.fact.number, "name": row.fact.name, "day": write_date(row.as_of)}
    if row.class_code in low:
        said["band"] = row.scheme.names[row.class_code]
        return _("Chỉ tiêu %(number)s (%(name)s), đến ngày %(day)s: %(band)s, chưa nêu hạn chế") % said
    return _("Chỉ tiêu %(number)s (%(name)s), đến ngày %(day)s có nguy cơ không đạt, chưa nêu hạn chế") % said
