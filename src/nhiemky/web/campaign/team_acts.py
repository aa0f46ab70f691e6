"""The acts on a campaign's teams: founding, changing and dissolving them; members who come, change duty and leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.campaign import actions, queries
from nhiemky.campaign.queries import TeamLine
from nhiemky.campaign.vocab import Duty, TeamKind
from nhiemky.history.vocab import Denied, NotFound
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org import queries as org
from nhiemky.org.vocab import Verb
from nhiemky.web.campaign.places import papers_in
from nhiemky.web.campaign.planning_forms import mark_of
from nhiemky.web.campaign.review_forms import WithdrawForm
from nhiemky.web.campaign.reviews import act_day
from nhiemky.web.campaign.team_forms import FoundForm, LeaveForm, MemberForm, TeamForm
from nhiemky.web.campaign.teams import founders_of, latest, may_keep, taking_part
from nhiemky.web.pages import attempt, page
from nhiemky.web.registry.steps import choice_of
from nhiemky.web.units import unit_options
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.campaign.models import Campaign, Member, Team

KEEPERS = (Verb.KEEP_REVIEW, Verb.KEEP_CAMPAIGN)
AGAIN = "them-nua"


@dataclass(frozen=True)
class FoundPage:
    campaign: Campaign
    form: FoundForm


@dataclass(frozen=True)
class TeamFormPage:
    """A form about one team, or about one of its members."""

    team: Team
    form: TeamForm | MemberForm | LeaveForm | WithdrawForm
    member: Member | None = None

    @property
    def dissolving(self) -> bool:
        """Whether the team is to end."""
        return self.member is None and isinstance(self.form, WithdrawForm)

    @property
    def title(self) -> str:
        """What is done to a member."""
        if self.member is None:
            return _("Thêm thành viên")
        said = (
            _("Thôi tham gia: %(name)s") if isinstance(self.form, LeaveForm) else _("Đổi nhiệm vụ: %(name)s")
        )
        return said % {"name": self.member.full_name}


@page("campaign/found_team.html", verbs=KEEPERS, business=True)
def found_team(visit: Visit, id: int) -> FoundPage | HttpResponseBase:
    """This function will found a team; its members are added next."""
    row = queries.campaign(visit.actor, id=id, on=latest(visit))
    founders = founders_of(visit, row)
    if not founders:
        raise Denied(_("Tài khoản của đồng chí không thành lập được tổ của đợt sơ kết này."))
    part = taking_part(visit, row)
    names = org.unit_labels(visit.actor, part, on=latest(visit))
    known = papers_in(visit)
    form = FoundForm(
        visit.posted,
        holders=[(str(unit), names.get(unit, part[unit].code)) for unit in founders],
        supported=[(str(unit), names.get(unit, part[unit].code)) for unit in part if unit != row.holder_id],
        directives=[choice_of(row) for row in known.values()],
        initial={"founded_on": act_day(visit)},
    )

    def founded() -> Team:
        given = form.cleaned_data
        return actions.found_team(
            visit.actor, campaign=row, kind=TeamKind(given["kind"]), name=given["name"], task=given["task"],
            holder=part[int(given["holder"])], supports=part.get(int(given["supports"] or 0)),
            founded_on=given["founded_on"], decision=known.get(given["decision"]), notice=known.get(given["notice"]),
            now=visit.now,
        )  # fmt: skip

    done = attempt(form, founded)
    if done is None:
        return FoundPage(row, form)
    return _back(
        visit,
        _("Đã thành lập %(team)s. Đề nghị thêm thành viên.") % {"team": done.name},
        done,
        done.founded_on,
    )


@page("campaign/team_form.html", verbs=KEEPERS, business=True)
def change_team(visit: Visit, id: int) -> TeamFormPage | HttpResponseBase:
    """This function will correct what is said of a team."""
    row = _kept(visit, id).team
    known = papers_in(visit)
    for paper in (row.decision, row.notice):
        if paper is not None:
            known.setdefault(str(paper.pk), paper)
    stated = (row.name, row.task, row.decision_id, row.notice_id)
    start = {
        "name": row.name, "task": row.task, "decision": row.decision_id, "notice": row.notice_id,
        "seen": mark_of(stated),
    }  # fmt: skip
    form = TeamForm(visit.posted, directives=[choice_of(row) for row in known.values()], initial=start)

    def changed() -> Team:
        form.unchanged(stated)
        given = form.cleaned_data
        return actions.change_team(
            visit.actor, team=row, name=given["name"], task=given["task"], now=visit.now,
            decision=known.get(given["decision"]), notice=known.get(given["notice"]),
        )  # fmt: skip

    if attempt(form, changed) is None:
        return TeamFormPage(row, form)
    return visit.done(_("Đã lưu thông tin của tổ."), "team", id)


@page("campaign/member_form.html", verbs=KEEPERS, business=True)
def add_member(visit: Visit, id: int) -> TeamFormPage | HttpResponseBase:
    """This function will let somebody serve in a team from a day on."""
    row = _kept(visit, id).team
    form = _member_form(visit, row, {"on": max(act_day(visit), row.founded_on)})

    def added() -> Member:
        draft = form.draft(_unit(visit, form))
        return actions.add_member(
            visit.actor, team=row, draft=draft, on=form.cleaned_data["on"], now=visit.now
        )

    done = attempt(form, added)
    if done is None:
        return TeamFormPage(row, form)
    message = _("Đã thêm %(name)s vào %(team)s.") % {"name": done.full_name, "team": row.name}
    if visit.posted is not None and AGAIN in visit.posted:
        return visit.done(message, "add_member", id)
    return _back(visit, message, row, done.valid_from)


@page("campaign/member_form.html", verbs=KEEPERS, business=True)
def change_member(visit: Visit, id: int, member: int) -> TeamFormPage | HttpResponseBase:
    """This function will give a member another duty, rank or title from a day on."""
    line = _kept(visit, id)
    row = _serving(line, member)
    start = {
        "person": row.person_id, "full_name": row.full_name, "title": row.title, "rank": row.rank, "duty": row.duty,
        "unit": row.unit.code if row.unit else "", "on": max(act_day(visit), row.valid_from),
    }  # fmt: skip
    form = _member_form(visit, line.team, start, row)

    def changed() -> Member:
        draft = form.draft(_unit(visit, form))
        return actions.change_member(
            visit.actor, member=row, draft=draft, on=form.cleaned_data["on"], now=visit.now
        )

    done = attempt(form, changed)
    if done is None:
        return TeamFormPage(line.team, form, row)
    message = _("Đã thay đổi nhiệm vụ của %(name)s.") % {"name": done.full_name}
    return _back(visit, message, line.team, form.cleaned_data["on"])


@page("campaign/member_form.html", verbs=KEEPERS, business=True)
def end_membership(visit: Visit, id: int, member: int) -> TeamFormPage | HttpResponseBase:
    """This function will let a member leave, and let somebody else take the place from that day on."""
    line = _kept(visit, id)
    row = _serving(line, member)
    form = LeaveForm(visit.posted, people=_people(visit, line.team), initial={"on": act_day(visit)})
    form.offer("unit", unit_options(visit))

    def ended() -> Member:
        given = form.cleaned_data
        other = form.replacement(_unit(visit, form), rank=Duty(row.rank), duty=row.duty)
        return actions.end_membership(
            visit.actor, member=row, on=given["on"], reason=given["reason"], replaced_by=other, now=visit.now
        )

    if attempt(form, ended) is None:
        return TeamFormPage(line.team, form, row)
    message = _("%(name)s đã thôi tham gia %(team)s.") % {"name": row.full_name, "team": line.team.name}
    return _back(visit, message, line.team, form.cleaned_data["on"])


@page("campaign/team_form.html", verbs=KEEPERS, business=True)
def dissolve_team(visit: Visit, id: int) -> TeamFormPage | HttpResponseBase:
    """This function will end a team on a day; it stays readable with its members."""
    row = _kept(visit, id).team
    form = WithdrawForm(visit.posted, initial={"on": act_day(visit)})
    done = attempt(
        form,
        lambda: actions.dissolve_team(
            visit.actor, team=row, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"], now=visit.now
        ),
    )  # fmt: skip
    if done is None:
        return TeamFormPage(row, form)
    return _back(visit, _("Đã giải thể %(team)s.") % {"team": row.name}, row, form.cleaned_data["on"])


def _kept(visit: Visit, id: int) -> TeamLine:
    """Give a team as it stands now to who may act on it."""
    line = queries.team(visit.actor, id=id, on=latest(visit))
    if not may_keep(visit, line.team):
        raise Denied(_("Tài khoản của đồng chí không sửa được tổ này."))
    return line


def _serving(line: TeamLine, member: int) -> Member:
    found = next((each for each in (*line.members, *line.former) if each.pk == member), None)
    if found is None:
        raise NotFound(_("Không có thành viên này trong tổ."))
    return found


def _people(visit: Visit, row: Team, member: Member | None = None) -> list[tuple[str, str]]:
    """Give the people of the founder and of the unit followed; the member itself always."""
    units = [row.holder] if row.supports is None or row.supports == row.holder else [row.holder, row.supports]
    found = {str(each.pk): each.full_name for unit in units for each in org.people(visit.actor, unit=unit)}
    if member is not None and member.person is not None:
        found.setdefault(str(member.person.pk), member.person.full_name)
    return list(found.items())


def _member_form(visit: Visit, row: Team, start: dict[str, Any], member: Member | None = None) -> MemberForm:
    form = MemberForm(visit.posted, people=_people(visit, row, member), initial=start)
    form.offer("unit", unit_options(visit))
    return form


def _unit(visit: Visit, form: MemberForm | LeaveForm) -> int | None:
    given = form.cleaned_data
    return visit.unit_named(given["unit"], on=given["on"], field="unit").pk if given["unit"] else None


def _back(visit: Visit, message: str, row: Team, on: date) -> HttpResponseBase:
    """Lead to the team; on the day of the act where that comes after the day looked at, so that it is seen."""
    day = {"den": write_date(on)} if on > visit.as_of else {}
    return visit.done(message, "team", row.pk, **day)
