"""The boards of campaigns: the list, units × stages with the judgement, the chart, the judgement with all evidence, Excel."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.campaign import queries
from nhiemky.campaign.queries import CampaignLine
from nhiemky.campaign.queries.judging import rule_texts
from nhiemky.campaign.vocab import READINESS_NAMES, Readiness
from nhiemky.history.vocab import NotFound
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.fold import fold
from nhiemky.org.vocab import Verb
from nhiemky.reporting.campaign import CampaignBoard, Milestone, Part, board_workbook, campaign_board
from nhiemky.web.campaign.gantt import Gantt, gantt_of
from nhiemky.web.campaign.matrix import BY_DAY, BY_NAME, BY_PLAN, LATE_FIRST, Matrix, matrix_of
from nhiemky.web.campaign.papers import may_issue
from nhiemky.web.campaign.places import Tab, screen, tabs_of
from nhiemky.web.campaign.verdicts import Verdict, verdict_of
from nhiemky.web.excel import XLSX, download
from nhiemky.web.pages import page
from nhiemky.web.tables import Column, Table, table_of
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.campaign.models import Campaign

ROUND, STATE, ORDER, ALL = "vong", "tinh-trang", "xep", "tat-ca"


@dataclass(frozen=True)
class Choice:
    """One way to narrow or order a board."""

    label: str
    href: str
    current: bool
    note: str = ""
    code: str = ""


@dataclass(frozen=True)
class Line:
    """A stage of a unit in the lists of what is late and what comes next."""

    unit: str
    stage: str
    day: date | None
    late_days: int
    href: str


@dataclass(frozen=True)
class RoundVerdict:
    """A round with its window, how many have held their conference, and how it stands."""

    name: str
    window: str
    units: int
    held: int
    verdict: Verdict
    href: str


@dataclass(frozen=True)
class PartLine:
    """A campaign under the one looked at."""

    name: str
    href: str
    held: str
    code: str
    text: str


@dataclass(frozen=True)
class CampaignsPage:
    table: Table
    removed: tuple[tuple[CampaignLine, str], ...]
    add: str


@dataclass(frozen=True)
class CampaignPage:
    campaign: Campaign
    board: CampaignBoard
    tabs: tuple[Tab, ...]
    verdict: Verdict
    parts: tuple[PartLine, ...]
    rounds: tuple[Choice, ...]
    states: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    matrix: Matrix
    late: tuple[Line, ...]
    late_more: int
    coming: tuple[Line, ...]
    coming_more: int
    narrowed: bool
    above: str
    plan: str
    work: str
    surveys: str
    workbook: str
    report: str
    listed: str


@dataclass(frozen=True)
class GanttPage:
    campaign: Campaign
    tabs: tuple[Tab, ...]
    gantt: Gantt
    rounds: tuple[Choice, ...]


@dataclass(frozen=True)
class JudgementPage:
    campaign: Campaign
    board: CampaignBoard
    tabs: tuple[Tab, ...]
    verdict: Verdict
    rules: tuple[str, ...]
    rounds: tuple[RoundVerdict, ...]
    change: str


SHOWN_LATE = 12


@page("campaign/campaigns.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def campaigns(visit: Visit) -> CampaignsPage | HttpResponseBase:
    """This function will list the campaigns seen, or lead to the only one."""
    rows = queries.campaigns(visit.actor, on=visit.as_of, term=visit.chosen_term)
    if len(rows) == 1 and not visit.asked(ALL):
        return HttpResponseRedirect(visit.to("campaign", rows[0].campaign.pk))
    may_add = visit.may(Verb.KEEP_CAMPAIGN)
    gone = (
        queries.campaigns(visit.actor, on=visit.as_of, term=visit.chosen_term, removed=True)
        if may_add
        else []
    )
    return CampaignsPage(
        _campaign_table(visit, rows),
        tuple(
            (row, screen(visit, "restore_campaign", row.campaign.pk))
            for row in gone
            if queries.may_run(visit.actor, campaign=row.campaign)
        ),
        screen(visit, "add_campaign") if may_add else "",
    )


@page(
    "campaign/campaign.html", verbs=(Verb.SEE,), partials=("tien-do",), methods=("GET", "HEAD"), business=True
)
def campaign(visit: Visit, id: int) -> CampaignPage:
    """This function will show where the units of a campaign stand against their plan, late ones first."""
    board = _board(visit, id)
    state = visit.asked(STATE)
    shown = [line for line in board.units if not state or line.standing.readiness == state]
    return CampaignPage(
        campaign=board.campaign,
        board=board,
        tabs=tabs_of(visit, id, "campaign"),
        verdict=verdict_of(visit, board, board.judgement),
        parts=tuple(_part(visit, each) for each in board.parts),
        rounds=_rounds(visit, board, "campaign", keep=(STATE, ORDER)),
        states=_states(visit, board),
        orders=_orders(visit, id),
        matrix=matrix_of(visit, board, shown, order=visit.asked(ORDER, LATE_FIRST)),
        late=tuple(_line(visit, each) for each in board.late[:SHOWN_LATE]),
        late_more=max(0, len(board.late) - SHOWN_LATE),
        coming=tuple(_line(visit, each) for each in board.coming[:SHOWN_LATE]),
        coming_more=max(0, len(board.coming) - SHOWN_LATE),
        narrowed=bool(state) or board.round_id is not None,
        above=_above(visit, board.campaign),
        plan=_kept_by(visit, board, "campaign_plan"),
        work=screen(visit, "work"),
        surveys=screen(visit, "surveys", id),
        workbook=visit.to("campaign_workbook", id, **_kept(visit, ROUND)),
        report=visit.to("progress_report", id) if may_issue(visit, board.campaign.holder_id) else "",
        listed=visit.to("campaigns", tat_ca="1"),
    )


@page("campaign/campaign_gantt.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def campaign_gantt(visit: Visit, id: int) -> GanttPage:
    """This function will draw the planned and actual days of all units on one time line, in pages of A4."""
    board = _board(visit, id)
    return GanttPage(
        board.campaign,
        tabs_of(visit, id, "campaign_gantt"),
        gantt_of(visit, board),
        _rounds(visit, board, "campaign_gantt", keep=()),
    )


@page("campaign/campaign_judgement.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def campaign_judgement(visit: Visit, id: int) -> JudgementPage:
    """This function will show how a campaign and each of its rounds stand, with all evidence and the rules in words."""
    board = _board(visit, id)
    rounds = tuple(
        RoundVerdict(
            part.facts.full_name,
            part.facts.window,
            part.units,
            part.held,
            verdict_of(visit, board, part.judgement),
            visit.to("campaign", id, vong=str(part.facts.round_id)),
        )
        for part in board.rounds
    )
    return JudgementPage(
        board.campaign,
        board,
        tabs_of(visit, id, "campaign_judgement"),
        verdict_of(visit, board, board.standing.judgement),
        rule_texts(board.standing.rules),
        rounds,
        _kept_by(visit, board, "campaign_rules"),
    )


@page("campaign/campaign.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def campaign_workbook(visit: Visit, id: int) -> HttpResponse:
    """This function will give the board of a campaign as an Excel workbook."""
    board = _board(visit, id)
    name = f"dot-so-ket-{fold(board.campaign.holder.code)}-{board.on.isoformat()}.xlsx"
    return download(board_workbook(board), name, XLSX)


def _board(visit: Visit, id: int) -> CampaignBoard:
    found = queries.campaign(visit.actor, id=id, on=visit.as_of)
    asked = visit.asked(ROUND)
    part = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
    board = campaign_board(visit.actor, campaign=found, on=visit.as_of, round_id=part, figures=False)
    if part is None or any(each.facts.round_id == part for each in board.rounds):
        return board
    return replace(board, round_id=None)


def _above(visit: Visit, campaign: Campaign) -> str:
    """Give the address of the campaign that this one was drawn up under; empty where it is not seen."""
    if campaign.parent_id is None:
        return ""
    try:
        return visit.to("campaign", queries.campaign(visit.actor, id=campaign.parent_id, on=visit.as_of).pk)
    except NotFound:
        return ""


def _kept_by(visit: Visit, board: CampaignBoard, name: str) -> str:
    """Give a screen of those who run the campaign; empty for others."""
    if not queries.may_run(visit.actor, campaign=board.campaign):
        return ""
    return screen(visit, name, board.campaign.pk)


def _kept(visit: Visit, *names: str) -> dict[str, str]:
    return {name: value for name in names if (value := visit.asked(name))}


def _rounds(visit: Visit, board: CampaignBoard, name: str, *, keep: tuple[str, ...]) -> tuple[Choice, ...]:
    """Give the rounds to look at, those of other campaigns with the name of theirs."""
    kept, id = _kept(visit, *keep), board.campaign.pk
    every = sum(part.units for part in board.rounds), sum(part.held for part in board.rounds)
    first = Choice(_("Tất cả các vòng"), visit.to(name, id, **kept), board.round_id is None, _held(*every))
    several = len(board.standing.campaigns) > 1
    return (
        first,
        *(
            Choice(
                f"{part.facts.name} · {board.holders[part.facts.campaign_id]}"
                if several
                else part.facts.name,
                visit.to(name, id, **kept, vong=str(part.facts.round_id)),
                board.round_id == part.facts.round_id,
                _held(part.units, part.held),
            )
            for part in board.rounds
        ),
    )


def _held(units: int, held: int) -> str:
    return f"{held}/{units}"


def _states(visit: Visit, board: CampaignBoard) -> tuple[Choice, ...]:
    counts = Counter(line.standing.readiness for line in board.units)
    kept, id, asked = _kept(visit, ROUND, ORDER), board.campaign.pk, visit.asked(STATE)
    order = (Readiness.LATE, Readiness.ATTENTION, Readiness.ON_PLAN, Readiness.READY, Readiness.HELD)
    return tuple(
        Choice(
            str(READINESS_NAMES[code]),
            visit.to("campaign", id, **kept, **({} if asked == code else {STATE: code.value})),
            asked == code,
            str(counts[code]),
            code.value,
        )
        for code in order
        if counts[code] or asked == code
    )


def _orders(visit: Visit, id: int) -> tuple[Choice, ...]:
    labels = {
        LATE_FIRST: _("Chậm trước"), BY_PLAN: _("Theo vòng"), BY_DAY: _("Theo ngày hội nghị"),
        BY_NAME: _("Theo tên"),
    }  # fmt: skip
    asked, kept = visit.asked(ORDER, LATE_FIRST), _kept(visit, ROUND, STATE)
    return tuple(
        Choice(label, visit.to("campaign", id, **kept, xep=key), key == asked)
        for key, label in labels.items()
    )


def _line(visit: Visit, milestone: Milestone) -> Line:
    facts, day = milestone.unit.facts, milestone.day
    href = f"{visit.to('review', facts.review_id)}#{day.code}"
    return Line(facts.short_name, day.name, day.planned, day.late_days, href)


def _part(visit: Visit, part: Part) -> PartLine:
    href = visit.to("campaign", part.campaign.pk)
    judgement = part.judgement
    return PartLine(part.campaign.name, href, _held(part.units, part.held), judgement.code, judgement.text)


def _campaign_table(visit: Visit, rows: list[CampaignLine]) -> Table:
    columns: list[Column[CampaignLine]] = [
        Column("ten", _("Đợt sơ kết"), lambda row: row.campaign.name, wide=True,
               href=lambda row: visit.to("campaign", row.campaign.pk), note=_remark),
        Column("don-vi", _("Đơn vị chủ trì"), lambda row: row.holder_name),
        Column("van-ban", _("Văn bản"), _directive),
        Column("ngay", _("Ngày kế hoạch"), lambda row: row.campaign.begun_on),
        Column("tham-gia", _("Số đơn vị"), lambda row: row.units, numeric=True),
    ]  # fmt: skip
    caption = _("Các đợt sơ kết vào ngày %(day)s") % {"day": write_date(visit.as_of)}
    return table_of(visit, rows, columns, caption=caption, empty=_("Chưa có đợt sơ kết nào vào ngày này."))


def _directive(row: CampaignLine) -> str:
    directive = row.campaign.directive
    return directive.symbol if directive is not None else ""


def _remark(row: CampaignLine) -> str:
    parent = row.campaign.parent
    words = [_("thuộc “%(name)s”") % {"name": parent.name}] if parent is not None else []
    if row.campaign.illustrative:
        words.append(_("số liệu minh họa"))
    return " · ".join(words)
