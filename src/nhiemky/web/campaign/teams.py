"""The teams of a campaign: who founded them and by what, who is in them and who was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nhiemky.campaign import queries
from nhiemky.campaign.queries import TeamLine
from nhiemky.campaign.vocab import DUTY_NAMES, TEAM_NAMES, Duty, TeamKind
from nhiemky.kernel.viet.collate import person_key
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org import queries as org
from nhiemky.org.vocab import Verb
from nhiemky.registry import queries as register
from nhiemky.web.campaign.papers import may_issue
from nhiemky.web.campaign.places import Tab, about_of, screen, tabs_of
from nhiemky.web.excel import About
from nhiemky.web.pages import page
from nhiemky.web.tables import Act, Column, Table, acts_column, table_of
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.campaign.models import Campaign, Member, Team
    from nhiemky.org.models import Unit

KEEPERS = (Verb.KEEP_REVIEW, Verb.KEEP_CAMPAIGN)
AGAIN = "them-nua"


@dataclass(frozen=True)
class TeamsPage:
    campaign: Campaign
    about: About
    tabs: tuple[Tab, ...]
    table: Table
    found: str


@dataclass(frozen=True)
class MemberLine:
    """A membership in words."""

    member: Member
    rank: str
    unit: str


@dataclass(frozen=True)
class Paper:
    """A directive behind a team, with where it is read; no address when the reader may not see it."""

    label: str
    symbol: str
    href: str


@dataclass(frozen=True)
class TeamPage:
    line: TeamLine
    about: About
    tabs: tuple[Tab, ...]
    kind: str
    holder: str
    supports: str
    papers: tuple[Paper, ...]
    members: Table
    former: Table
    files: tuple[tuple[str, str], ...]
    may_act: bool


@page("campaign/teams.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def teams(visit: Visit, id: int) -> TeamsPage:
    """This function will list the teams of a campaign that had been founded by the day."""
    row = queries.campaign(visit.actor, id=id, on=visit.as_of)
    lines = queries.teams(visit.actor, campaign=row, on=visit.as_of)
    ids = {unit for line in lines for unit in (line.team.holder_id, line.team.supports_id) if unit}
    names = org.unit_labels(visit.actor, ids | {row.holder_id}, on=visit.as_of)
    table = table_of(
        visit, lines, [
            Column("ten", _("Tổ, đoàn"), lambda line: line.team.name, href=lambda line: visit.to("team", line.team.pk),
                   note=lambda line: str(TEAM_NAMES[TeamKind(line.team.kind)])),
            Column("don-vi", _("Đơn vị thành lập"), lambda line: names.get(line.team.holder_id, "")),
            Column("theo-doi", _("Theo dõi"), lambda line: names.get(line.team.supports_id or 0, "")
                   if line.team.supports_id else _("cả đợt sơ kết")),
            Column("ngay", _("Ngày thành lập"), lambda line: line.team.founded_on,
                   note=lambda line: line.team.decision.symbol if line.team.decision else ""),
            Column("truong", _("Người đứng đầu"), lambda line: line.head.full_name if line.head else ""),
            Column("so", _("Thành viên"), lambda line: len(line.members), numeric=True),
            Column("tinh-trang", _("Tình trạng"), _state),
        ],
        caption=_("Tổ, đoàn của đợt sơ kết"), empty=_("Chưa có tổ, đoàn nào."),
    )  # fmt: skip
    may_found = bool(founders_of(visit, row))
    return TeamsPage(
        row,
        about_of(visit, row),
        tabs_of(visit, id, "teams"),
        table,
        visit.to("found_team", id) if may_found else "",
    )


@page("campaign/team.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def team(visit: Visit, id: int) -> TeamPage:
    """This function will show a team as it stood on the day: task, papers, members, and who left and why."""
    line = queries.team(visit.actor, id=id, on=visit.as_of)
    row = line.team
    people = (*line.members, *line.former)
    ids = {row.holder_id, row.supports_id, *(member.unit_id for member in people)} - {None}
    names = org.unit_labels(visit.actor, [unit for unit in ids if unit], on=visit.as_of)
    may_act = row.dissolved_on is None and row.campaign.removed_on is None and may_keep(visit, row)
    holder = names.get(row.holder_id, row.holder.code)
    return TeamPage(
        line=line,
        about=About(visit.as_of, row.holder.code, holder, row.campaign.term.label),
        tabs=tabs_of(visit, row.campaign_id, "teams"),
        kind=str(TEAM_NAMES[TeamKind(row.kind)]),
        holder=holder,
        supports=names.get(row.supports_id or 0, row.supports.code) if row.supports else "",
        papers=_papers(visit, row),
        members=_members(
            visit, row, [_member_line(member, names) for member in line.members], may_act=may_act
        ),
        former=_former(visit, row, [_member_line(member, names) for member in line.former]),
        files=tuple(
            (label, href)
            for label, name in (
                (_("Quyết định (Word)"), "team_decision"),
                (_("Thông báo (Word)"), "team_notice"),
            )
            if may_issue(visit, row.holder_id) and (href := screen(visit, name, id))
        ),
        may_act=may_act,
    )


def _members(visit: Visit, row: Team, lines: Sequence[MemberLine], *, may_act: bool) -> Table:
    def acts(line: MemberLine) -> tuple[Act, ...]:
        if line.member.valid_to is not None:
            return ()
        return tuple(
            Act(label, visit.to(name, row.pk, line.member.pk), f"{label}: {line.member.full_name}")
            for label, name in (
                (_("Đổi nhiệm vụ"), "change_member"),
                (_("Thôi tham gia"), "end_membership"),
            )
        )

    columns: list[Column[MemberLine]] = [
        *_of_person(),
        Column("chuc-vu", _("Chức vụ, đơn vị"), _post, shown=lambda line: line.member.title or "–", note=lambda line: line.unit),
        Column("viec-giao", _("Việc được phân công"), lambda line: line.member.duty or None),
        Column("tu-ngay", _("Từ ngày"), lambda line: line.member.valid_from),
    ]  # fmt: skip
    if may_act:
        columns.append(acts_column(acts))
    caption = _("%(team)s: thành viên ngày %(day)s") % {"team": row.name, "day": write_date(visit.as_of)}
    return table_of(visit, lines, columns, caption=caption, name="thanh-vien")


def _former(visit: Visit, row: Team, lines: Sequence[MemberLine]) -> Table:
    """Lay out who left or took another duty, the latest first."""
    columns: list[Column[MemberLine]] = [
        *_of_person(),
        Column("viec-giao", _("Việc được phân công"), lambda line: line.member.duty or None),
        Column("tu-ngay", _("Từ ngày"), lambda line: line.member.valid_from),
        Column("den-ngay", _("Đến ngày"), lambda line: line.member.valid_to),
        Column("ly-do", _("Lý do"), lambda line: line.member.left_because or _("đổi nhiệm vụ")),
    ]  # fmt: skip
    caption = _("%(team)s: đã thôi tham gia hoặc đổi nhiệm vụ") % {"team": row.name}
    return table_of(visit, lines, columns, caption=caption, name="da-thoi")


def _post(line: MemberLine) -> str | None:
    return ", ".join(filter(None, (line.member.title, line.unit))) or None


def _of_person() -> list[Column[MemberLine]]:
    order = list(Duty)
    return [
        Column("ten", _("Họ và tên"), lambda line: line.member.full_name, wide=True,
               sort=lambda line: person_key(line.member.full_name)),
        Column("vi-tri", _("Vị trí"), lambda line: line.rank, sort=lambda line: order.index(Duty(line.member.rank))),
    ]  # fmt: skip


def latest(visit: Visit) -> date:
    """This function will give the day on which acts build: the last state, whatever earlier day is looked at."""
    return max(visit.as_of, visit.today)


def _state(line: TeamLine) -> str:
    if line.stands or line.team.dissolved_on is None:
        return _("đang hoạt động")
    return _("giải thể ngày %(day)s") % {"day": write_date(line.team.dissolved_on)}


def taking_part(visit: Visit, row: Campaign) -> dict[int, Unit]:
    """This function will give the holder of a campaign and the units that take part, by id."""
    units = {row.holder_id: row.holder}
    for each in queries.reviews(visit.actor, campaign=row, on=latest(visit)):
        units.setdefault(each.unit_id, each.unit)
    return units


def founders_of(visit: Visit, row: Campaign) -> list[int]:
    """This function will give the units for which the visitor may found a team: all for who runs the campaign, else those
    whose review is kept."""
    part = taking_part(visit, row)
    if queries.may_run(visit.actor, campaign=row):
        return list(part)
    kept = org.kept_units(visit.actor, Verb.KEEP_REVIEW, part)
    return [unit for unit in part if unit in kept and unit != row.holder_id]


def may_keep(visit: Visit, row: Team) -> bool:
    """This function will say whether the visitor may act on a team."""
    if queries.may_run(visit.actor, campaign=row.campaign):
        return True
    own = row.holder_id != row.campaign.holder_id
    return own and row.holder_id in org.kept_units(visit.actor, Verb.KEEP_REVIEW, [row.holder_id])


def _member_line(member: Member, names: dict[int, str]) -> MemberLine:
    unit = names.get(member.unit_id or 0, member.unit.code) if member.unit else ""
    return MemberLine(member, str(DUTY_NAMES[Duty(member.rank)]), unit)


def _papers(visit: Visit, row: Team) -> tuple[Paper, ...]:
    papers = ((_("Quyết định thành lập"), row.decision), (_("Thông báo phân công"), row.notice))
    ids = [paper.pk for _label, paper in papers if paper is not None]
    seen = set(register.directives_among(visit.actor, ids).values_list("pk", flat=True)) if ids else set()
    return tuple(
        Paper(
            label, paper.symbol or paper.excerpt, visit.to("directive", paper.pk) if paper.pk in seen else ""
        )
        for label, paper in papers
        if paper is not None
    )
