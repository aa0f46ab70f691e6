"""The teams of a campaign and who was in them on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.models import Campaign, Member, Team
from nhiemky.campaign.queries.former import headed
from nhiemky.campaign.vocab import Duty, TeamKind
from nhiemky.history.vocab import NotFound
from nhiemky.org.policy import Actor

_KINDS = {kind.value: place for place, kind in enumerate(TeamKind)}
_RANKS = {
    rank.value: place for place, rank in enumerate((Duty.HEAD, Duty.DEPUTY, Duty.MEMBER, Duty.SECRETARY))
}


@dataclass(frozen=True)
class TeamLine:
    """A team as it stood on a day: its members of that day, head first, and the memberships that had ended, the latest first.

    An ended membership without a reason goes on under another duty.
    """

    team: Team
    stands: bool
    members: tuple[Member, ...]
    former: tuple[Member, ...]

    @property
    def head(self) -> Member | None:
        """The head on that day."""
        return next((member for member in self.members if member.rank == Duty.HEAD.value), None)


def teams(actor: Actor, *, campaign: Campaign, on: date) -> list[TeamLine]:
    """This function will give the teams founded up to the day, dissolved ones too, in the order of their kinds.

    Who does not see the holder gets the teams of the whole campaign and those that follow a unit seen. The number of
    queries is fixed.

    :raises NotFound: when the actor does not see the campaign.
    """
    policy.require_sight(actor, campaign=campaign, message=_("Không có đợt sơ kết này."))
    seen = policy.seen_rows(actor, campaign=campaign, field="supports_id")
    if seen:
        seen |= policy.seen_units(actor, field="holder_id") | Q(supports__isnull=True)
    found = _founded(on).filter(seen, campaign=campaign).order_by("founded_on", "pk")
    rows = sorted(found, key=lambda team: _KINDS[team.kind])
    members = _members(rows, on)
    return [_line(team, members.get(team.pk, ()), on) for team in rows]


def team(actor: Actor, *, id: int, on: date) -> TeamLine:
    """This function will give one team with its members of the day and the former ones.

    :raises NotFound: when there was none on the day, or none that the actor sees.
    """
    row = _founded(on).filter(pk=id).first()
    if row is None or not _may_see(actor, row):
        raise NotFound(_("Không có tổ này, hoặc tài khoản của đồng chí không được xem."))
    return _line(headed(row, on=on), _members([row], on).get(row.pk, ()), on)


def members_of(team: Team, *, on: date) -> tuple[Member, ...]:
    """This function will give the members on a day, head first: what a document of that day says, now and later.

    It asks no policy: who has the team may know its members.
    """
    return _line(team, _members([team], on).get(team.pk, ()), on).members


def _founded(on: date) -> QuerySet[Team]:
    related = ("campaign", "holder", "supports", "decision", "notice")
    return Team.objects.filter(founded_on__lte=on).select_related(*related)


def _may_see(actor: Actor, team: Team) -> bool:
    if policy.sees_whole(actor, campaign=team.campaign):
        return True
    own = policy.seen_units(actor, field="supports_id") | policy.seen_units(actor, field="holder_id")
    if Team.objects.filter(own, pk=team.pk).exists():
        return True
    return team.supports_id is None and policy.may_see(actor, campaign=team.campaign)


def _members(teams: Sequence[Team], on: date) -> Mapping[int, Sequence[Member]]:
    found: dict[int, list[Member]] = defaultdict(list)
    rows = Member.objects.filter(team__in=teams, valid_from__lte=on).select_related("unit", "person")
    for member in rows.order_by("position", "pk"):
        found[member.team_id].append(member)
    return found


def _line(team: Team, every: Sequence[Member], on: date) -> TeamLine:
    standing = [member for member in every if member.valid_to is None or member.valid_to > on]
    ended = [member for member in every if member.valid_to is not None and member.valid_to <= on]
    return TeamLine(
        team,
        team.dissolved_on is None or team.dissolved_on > on,
        tuple(sorted(standing, key=lambda member: _RANKS[member.rank])),
        tuple(sorted(ended, key=lambda member: member.valid_to or on, reverse=True)),
    )
