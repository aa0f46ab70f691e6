"""Limitations with their causes, remedies and what came of them; first where something is missing, with the act that closes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nhiemky.campaign import queries
from nhiemky.campaign.queries import ChainRemedy, ChainRow, FindingLine, Gap, Linked
from nhiemky.campaign.vocab import GAP_NAMES, FindingKind, GapCode
from nhiemky.kernel.viet.collate import sort_key
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org import queries as org
from nhiemky.org.vocab import Verb
from nhiemky.web.campaign.findings import SCREEN_OF, kind_name, noted_units
from nhiemky.web.campaign.places import Tab, screen, tabs_of
from nhiemky.web.pages import page
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.campaign.models import Campaign

UNIT = "dv"


@dataclass(frozen=True)
class GapLine:
    """Something missing: what, where it is read, and the acts that close it as label and address."""

    unit: str
    text: str
    href: str
    acts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class GapGroup:
    """What is missing in the same way."""

    code: str
    name: str
    weak: bool
    lines: tuple[GapLine, ...]


@dataclass(frozen=True)
class Part:
    """A finding in a chain, with what follows from it, what it is about, and what came of it."""

    kind: str
    text: str
    href: str
    about: tuple[tuple[str, str], ...]
    gives: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    missing: str


@dataclass(frozen=True)
class UnitChains:
    """The chains of one unit, incomplete ones first."""

    unit: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Choice:
    """A unit to look at alone."""

    name: str
    key: str
    current: bool


@dataclass(frozen=True)
class ChainsPage:
    campaign: Campaign
    tabs: tuple[Tab, ...]
    units: tuple[Choice, ...]
    gaps: tuple[GapGroup, ...]
    total: int
    chains: tuple[UnitChains, ...]
    loose: tuple[GapLine, ...]
    note: str


@page("campaign/chains.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def chains(visit: Visit, id: int) -> ChainsPage:
    """This function will show what is missing in the chains of a campaign, and the chains, as they stood on the day."""
    campaign = queries.campaign(visit.actor, id=id, on=visit.as_of)
    on = visit.as_of
    board = queries.chain_board(visit.actor, campaign=campaign, on=on)
    missing, rows, loose = board.gaps, board.rows, board.loose
    noted = noted_units(visit, campaign, board.states) if campaign.removed_on is None else {}
    tasked = frozenset(state.unit_id for state in board.states if visit.actor.may(Verb.KEEP_WORK, state.path))
    known = {state.unit_id: state.name for state in board.states}
    found = {each.finding.unit_id: each.finding.unit.code for each in board.lines.values()}
    # Units that were surveyed only take no part, and are named apart
    apart = found.keys() - known.keys()
    if apart:
        known |= {unit: found[unit] for unit in apart} | org.unit_labels(visit.actor, apart, on=on)
    names = {unit: known[unit] for unit in (*(gap.unit_id for gap in missing), *found)}
    asked = visit.asked(UNIT)
    chosen = int(asked) if asked in {str(key) for key in names} else None
    shown = [gap for gap in missing if chosen in (None, gap.unit_id)]
    return ChainsPage(
        campaign=campaign,
        tabs=tabs_of(visit, id, "findings"),
        units=_choices(names, chosen),
        gaps=_groups(visit, campaign, shown, board.lines, names, noted, tasked),
        total=len(shown),
        chains=tuple(_by_unit(visit, [row for row in rows if chosen in (None, row.line.finding.unit_id)], names)),
        loose=tuple(
            _loose(visit, each, names, noted) for each in loose if chosen in (None, each.finding.unit_id)
        ),
        note=visit.to("note_finding", id) if noted else "",
    )  # fmt: skip


def _choices(names: dict[int, str], chosen: int | None) -> tuple[Choice, ...]:
    units = sorted(names.items(), key=lambda pair: sort_key(pair[1]))
    every = Choice(_("Tất cả đơn vị"), "", chosen is None)
    return (every, *(Choice(name, str(key), key == chosen) for key, name in units))


def _groups(
    visit: Visit, campaign: Campaign, found: Iterable[Gap], lines: Mapping[int, FindingLine],
    names: dict[int, str], noted: dict[int, str], tasked: frozenset[int],
) -> tuple[GapGroup, ...]:  # fmt: skip
    by_code: dict[GapCode, list[GapLine]] = {code: [] for code in GapCode}
    weak = {}
    for gap in found:
        href = visit.to("target", gap.target_id) if gap.target_id else visit.to("finding", gap.finding_id)
        acts = _closing(visit, campaign, gap, lines, tasked) if gap.unit_id in noted else ()
        line = lines.get(gap.finding_id or 0)
        text = line.finding.text if line is not None else gap.text
        by_code[gap.code].append(GapLine(names.get(gap.unit_id, gap.unit_name), text, href, acts))
        weak[gap.code] = gap.weak
    return tuple(
        GapGroup(code.value, str(GAP_NAMES[code]), weak[code], tuple(lines)) for code, lines in by_code.items() if lines
    )  # fmt: skip


def _closing(
    visit: Visit, campaign: Campaign, gap: Gap, lines: Mapping[int, FindingLine], tasked: frozenset[int]
) -> tuple[tuple[str, str], ...]:
    """Give the acts that close a gap, filled in as far as is known."""
    if gap.target_id is not None:
        kind = FindingKind.LIMITATION.value
        named = visit.to("note_finding", campaign.pk, chi_tieu=str(gap.target_id), loai=kind)
        return ((_("Ghi hạn chế"), named),)
    after = {
        GapCode.LIMITATION_WITHOUT_CAUSE: (_("Ghi nguyên nhân"), FindingKind.CAUSE),
        GapCode.CAUSE_WITHOUT_REMEDY: (_("Ghi giải pháp"), FindingKind.REMEDY),
        GapCode.REMEDY_WITHOUT_TASK: (_("Ghi nhiệm vụ mới"), FindingKind.NEW_TASK),
    }
    label, following = after[gap.code]
    row = lines[gap.finding_id or 0].finding
    acts = [(label, visit.to("note_finding", row.campaign_id, tu=str(row.pk), loai=following.value))]
    if gap.code is GapCode.REMEDY_WITHOUT_TASK:
        if gap.unit_id in tasked:
            acts.append((_("Giao đầu công việc"), visit.to("task_from_finding", row.pk)))
        acts.append((_("Gắn chỉ tiêu điều chỉnh"), visit.to("link_finding", row.pk, ra="1")))
    else:
        acts.append((_("Nối với nội dung đã có"), visit.to("chain_finding", row.pk)))
    return tuple(acts)


def _by_unit(visit: Visit, rows: Iterable[ChainRow], names: dict[int, str]) -> Iterable[UnitChains]:
    units: dict[int, list[ChainRow]] = {}
    for row in rows:
        units.setdefault(row.line.finding.unit_id, []).append(row)
    for unit, own in units.items():
        ordered = sorted(own, key=lambda row: not row.gaps)
        yield UnitChains(names.get(unit, ""), tuple(_chain(visit, row) for row in ordered))


def _chain(visit: Visit, row: ChainRow) -> Part:
    causes = tuple(
        _part(
            visit, cause.line, tuple(_remedy(visit, each) for each in cause.remedies),
            "" if cause.remedies else str(GAP_NAMES[GapCode.CAUSE_WITHOUT_REMEDY]),
        )
        for cause in row.causes
    )  # fmt: skip
    remedies = tuple(_remedy(visit, each) for each in row.remedies)
    missing = "" if row.causes else str(GAP_NAMES[GapCode.LIMITATION_WITHOUT_CAUSE])
    return _part(visit, row.line, (*causes, *remedies), missing)


def _remedy(visit: Visit, remedy: ChainRemedy) -> Part:
    missing = "" if remedy.bears else str(GAP_NAMES[GapCode.REMEDY_WITHOUT_TASK])
    return _part(visit, remedy.line, tuple(_part(visit, each, (), "") for each in remedy.tasks), missing)


def _part(visit: Visit, line: FindingLine, parts: tuple[Part, ...], missing: str) -> Part:
    row = line.finding
    return Part(
        kind_name(row), row.text, visit.to("finding", row.pk),
        tuple(_thing(visit, each) for each in line.about), tuple(_thing(visit, each) for each in line.gives),
        parts, missing,
    )  # fmt: skip


def _thing(visit: Visit, linked: Linked) -> tuple[str, str]:
    text = f"{linked.number}. {linked.name}"
    if linked.decided_on is not None:
        text = _("Chỉ tiêu %(text)s, điều chỉnh ngày %(day)s") % {
            "text": text,
            "day": write_date(linked.decided_on),
        }
    return text, screen(visit, SCREEN_OF[linked.kind], linked.target_id or linked.id)


def _loose(visit: Visit, line: FindingLine, names: dict[int, str], noted: dict[int, str]) -> GapLine:
    row = line.finding
    acts = ((_("Nối với nội dung đã có"), visit.to("chain_finding", row.pk)),) if row.unit_id in noted else ()
    return GapLine(
        names.get(row.unit_id, ""), f"{kind_name(row)}: {row.text}", visit.to("finding", row.pk), acts
    )
