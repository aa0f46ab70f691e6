"""The survey of a campaign as it stood on a day: whom the team was to visit, and where it had been (S16)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.models import Campaign, Finding, Survey, Visit
from nhiemky.campaign.queries.former import headed
from nhiemky.campaign.vocab import VisitKind
from nhiemky.history.vocab import NotFound
from nhiemky.org.policy import Actor


@dataclass(frozen=True)
class VisitCount:
    """How many places of a kind were to be visited, and how many had been."""

    planned: int = 0
    visited: int = 0


@dataclass(frozen=True)
class SurveyLine:
    """A survey on a day with its numbers; the conclusion is empty before the day on which it was drawn."""

    survey: Survey
    communes: VisitCount
    sectors: VisitCount
    conclusion: str


@dataclass(frozen=True)
class VisitLine:
    """A place of a survey on a day: when the team had come, what it saw, how many findings were noted by then."""

    visit: Visit
    visited_on: date | None
    summary: str
    cancelled: bool
    late: bool
    findings: int


def surveys(actor: Actor, *, campaign: Campaign, on: date) -> list[SurveyLine]:
    """This function will give the surveys of a campaign planned up to the day, the first first. The number of queries is fixed.

    :raises NotFound: when the actor does not see the campaign.
    """
    policy.require_sight(actor, campaign=campaign, message=_("Không có đợt sơ kết này."))
    return survey_lines([campaign], on=on)


def survey(actor: Actor, *, id: int, on: date) -> SurveyLine:
    """This function will give one survey as it stood on the day.

    :raises NotFound: when there was none on the day, or the actor does not see its campaign.
    """
    row = _planned(on).filter(pk=id).first()
    message = _("Không có cuộc khảo sát này.")
    if row is None:
        raise NotFound(message)
    policy.require_sight(actor, campaign=row.campaign, message=message)
    return _line(headed(row, on=on), _counts([row], on), on)


def survey_lines(campaigns: Sequence[Campaign], *, on: date) -> list[SurveyLine]:
    """This function will give the surveys of some campaigns with their numbers; two queries, it asks no policy."""
    rows = list(_planned(on).filter(campaign__in=campaigns).order_by("planned_on", "pk"))
    counts = _counts(rows, on)
    return [_line(row, counts, on) for row in rows]


def visits(actor: Actor, *, survey: Survey, on: date) -> list[VisitLine]:
    """This function will give the places of a survey in their order, cancelled ones last.

    Who does not see the holder gets the visits to the units seen. The number of queries is fixed.

    :raises NotFound: when the actor does not see the campaign.
    """
    campaign = survey.campaign
    policy.require_sight(actor, campaign=campaign, message=_("Không có cuộc khảo sát này."))
    rows = list(
        Visit.objects.filter(policy.seen_rows(actor, campaign=campaign), survey=survey, added_on__lte=on)
        .select_related("unit", "survey")
        .order_by("position", "pk")
    )
    noted = Counter(
        Finding.objects.filter(visit__in=rows, noted_on__lte=on)
        .filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on))
        .values_list("visit_id", flat=True)
    )
    lines = [_visit_line(row, noted[row.pk], on) for row in rows]
    return sorted(lines, key=lambda line: line.cancelled)


def visit(actor: Actor, *, id: int) -> Visit:
    """This function will give one visit, cancelled ones too.

    :raises NotFound: when there is none, or none that the actor sees.
    """
    row = Visit.objects.select_related("survey__campaign__parent", "unit").filter(pk=id).first()
    if row is not None:
        seen = Visit.objects.filter(policy.seen_rows(actor, campaign=row.survey.campaign), pk=id)
        if seen.exists():
            return row
    raise NotFound(_("Không có chuyến khảo sát này, hoặc tài khoản của đồng chí không được xem."))


def _planned(on: date) -> QuerySet[Survey]:
    standing = Q(removed_on__isnull=True) | Q(removed_on__gt=on)
    return Survey.objects.filter(standing, planned_on__lte=on).select_related(
        "campaign__parent", "team", "directive"
    )


def _counts(rows: Sequence[Survey], on: date) -> Mapping[tuple[int, str], VisitCount]:
    every: dict[tuple[int, str], list[bool]] = defaultdict(list)
    found = Visit.objects.filter(survey__in=rows, added_on__lte=on).filter(
        Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=on)
    )
    for survey_id, kind, visited_on in found.values_list("survey_id", "kind", "visited_on"):
        every[survey_id, kind].append(visited_on is not None and visited_on <= on)
    return {key: VisitCount(len(flags), sum(flags)) for key, flags in every.items()}


def _line(row: Survey, counts: Mapping[tuple[int, str], VisitCount], on: date) -> SurveyLine:
    return SurveyLine(
        row,
        counts.get((row.pk, VisitKind.COMMUNE.value), VisitCount()),
        counts.get((row.pk, VisitKind.SECTOR.value), VisitCount()),
        row.conclusion if row.concluded_on is not None and row.concluded_on <= on else "",
    )


def _visit_line(row: Visit, findings: int, on: date) -> VisitLine:
    paid = row.visited_on if row.visited_on is not None and row.visited_on <= on else None
    cancelled = row.cancelled_on is not None and row.cancelled_on <= on
    late = not cancelled and paid is None and row.planned_on is not None and row.planned_on < on
    return VisitLine(row, paid, row.summary if paid is not None else "", cancelled, late, findings)
