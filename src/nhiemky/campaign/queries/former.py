"""Plans as they were on a day: what was changed after it is put back in copies of the rows; no row in the database changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from nhiemky.campaign.models import (
    Absence,
    Campaign,
    CampaignStage,
    Finding,
    Meeting,
    PlanChange,
    Review,
    Round,
    Survey,
    Team,
)
from nhiemky.campaign.vocab import Need, StageCode, StageDraft
from nhiemky.history.vocab import Plain, plain
from nhiemky.registry.models import Directive

# What is dated. The day of the plan is not: before it there was no campaign, so its correction is one for all days.
HEADING = ("name", "directive_id", "parent_id", "scheme", "cut_off", "rules")
WINDOW = ("kind", "name", "starts_on", "ends_on", "stages", "documents")
OWNER = ("owner_id", "owner_name")
STAGES = "stages"

Columns = dict[str, Plain]
_Row = TypeVar("_Row", bound=Model)
_Headed = TypeVar("_Headed", Team, Survey, Meeting, Finding)
_Thing = tuple[int, int | None, int | None]


class Former:
    """What was changed after a day, by what it is of. One query."""

    def __init__(self, changes: QuerySet[PlanChange], on: date) -> None:
        self.on = on
        self._columns: dict[_Thing, Columns] = defaultdict(dict)
        self._headings: dict[int, Campaign | None] = {}
        rows = changes.filter(decided_on__gt=on).order_by("-decided_on", "-pk")
        for campaign, round, review, old in rows.values_list("campaign_id", "round_id", "review_id", "old"):
            # the earliest change after the day comes last and tells how it was
            self._columns[campaign, round, review].update(old)

    def headings(self, rows: Iterable[Campaign]) -> list[Campaign]:
        """This function will give campaigns with the heading and rules of the day. At most two more queries, for whatever of
        directives and superior campaigns was another one then."""
        kept = list(rows)
        shown = [self.campaign(row) for row in kept]
        changed = [row for row, now in zip(shown, kept, strict=True) if row is not now]
        directives = Directive.objects.in_bulk({row.directive_id for row in changed if row.directive_id})
        above = Campaign.objects.in_bulk({row.parent_id for row in changed if row.parent_id})
        for row in changed:
            row.directive = directives.get(row.directive_id or 0)
            row.parent = above.get(row.parent_id or 0)
        return [self._under(row) for row in shown]

    def heading(self, row: Campaign) -> Campaign:
        """This function will give one campaign with the heading and rules of the day."""
        return self.headings([row])[0]

    def campaign(self, row: Campaign) -> Campaign:
        """This function will give one campaign with its own columns of the day, without a query."""
        return _as(row, self._columns.get((row.pk, None, None), {}), HEADING)

    def round(self, row: Round) -> Round:
        """This function will give a round with its name and window of the day."""
        return _as(row, self._columns.get((row.campaign_id, row.pk, None), {}), WINDOW)

    def placed(self, row: Round) -> Round:
        """This function will give a round with its campaign, both as on the day."""
        part, campaign = self.round(row), self._changed(row.campaign)
        if campaign is not None:
            part = copy(part)
            part.campaign = campaign
        return part

    def owner(self, row: Review, *, campaign_id: int) -> Review:
        """This function will give a review with who was in charge on the day."""
        return _as(row, self._columns.get((campaign_id, None, row.pk), {}), OWNER)

    def review(self, row: Review) -> Review:
        """This function will give a review with who was in charge, its round and its campaign, all as on the day."""
        part = self.placed(row.round)
        shown = self.owner(row, campaign_id=part.campaign_id)
        if part is not row.round:
            shown = copy(shown)
            shown.round = part
        return shown

    def stages(self, campaign_id: int, rows: Sequence[CampaignStage]) -> list[CampaignStage]:
        """This function will give the stages of a campaign as on the day, given those that it has now."""
        was = self._columns.get((campaign_id, None, None), {}).get(STAGES)
        if not isinstance(was, list):
            return list(rows)
        return [
            CampaignStage(campaign_id=campaign_id, position=place, **_dict(stage))
            for place, stage in enumerate(was, start=1)
        ]

    def _changed(self, row: Campaign) -> Campaign | None:
        """Give the heading of the day where it was another one, asking once for each campaign."""
        if row.pk not in self._headings:
            was = self.heading(row)
            self._headings[row.pk] = None if was is row else was
        return self._headings[row.pk]

    def _under(self, row: Campaign) -> Campaign:
        """Name the superior campaign as it was called on the day."""
        if "parent" not in row._state.fields_cache or row.parent is None:
            return row
        parent = self.campaign(row.parent)
        if parent is row.parent:
            return row
        shown = copy(row)
        shown.parent = parent
        return shown


def headings_on(on: date, *, terms: Iterable[int]) -> Former:
    """This function will give the headings of all campaigns of some terms as they were on the day."""
    changes = PlanChange.objects.filter(round__isnull=True, review__isnull=True, campaign__term__in=terms)
    return Former(changes, on)


def plans_on(on: date, *, term: int) -> Former:
    """This function will give the whole plans of all campaigns of a term as they were on the day."""
    return Former(PlanChange.objects.filter(campaign__term=term), on)


def headed(row: _Headed, *, on: date) -> _Headed:
    """This function will give a row of a campaign with that campaign's heading of the day. One query."""
    campaign = headings_on(on, terms=[row.campaign.term_id]).heading(row.campaign)
    if campaign is row.campaign:
        return row
    shown = copy(row)
    shown.campaign = campaign
    return shown


def columns_of(row: Model, names: Sequence[str]) -> Columns:
    """This function will give columns of a row as a change of the plan keeps them."""
    return {name: plain(getattr(row, name)) for name in names}


def stage_columns(stages: Iterable[StageDraft]) -> Columns:
    """This function will give the stages of a campaign as a change of the plan keeps them."""
    return {STAGES: [plain(stage._asdict()) for stage in stages]}


def stated_stage(stage: CampaignStage) -> StageDraft:
    """This function will give a stage as it was stated."""
    return StageDraft(StageCode(stage.code), stage.name, stage.lead_days, tuple(map(Need, stage.needs)))


def taking_part_on(on: date) -> Q:
    """This function will give the filter of the reviews that stood on a day: entered, and not out by then."""
    stays = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on)
    return Q(added_on__lte=on) & stays & ~Q(pk__in=_absences(on).values("review_id"))


def out_on(on: date) -> Q:
    """This function will give the filter of the reviews whose unit was out of the campaign on a day: withdrawn by then, or
    withdrawn and not back yet."""
    return Q(withdrawn_on__lte=on) | Q(pk__in=_absences(on).values("review_id"))


def rounds_on(on: date, *, prefix: str = "") -> Q:
    """This function will give the filter of the rounds that stood on a day: added, and not removed by then; of rows that name
    a round with the prefix of that."""
    added = Q(**{f"{prefix}added_on__isnull": True}) | Q(**{f"{prefix}added_on__lte": on})
    return added & (Q(**{f"{prefix}removed_on__isnull": True}) | Q(**{f"{prefix}removed_on__gt": on}))


def ties_on(on: date) -> Q:
    """This function will give the filter of the links and chains of findings that held on a day: tied, and not untied by then."""
    return Q(added_on__lte=on) & (Q(removed_on__isnull=True) | Q(removed_on__gt=on))


def absent_on(on: date, rows: Sequence[Review]) -> list[Review]:
    """This function will give reviews that say of the day since when and why the unit was out, though it is back since. One
    query."""
    out = {row.review_id: row for row in _absences(on).filter(review__in=rows)}
    return [_out(row, out.get(row.pk)) for row in rows]


def _absences(on: date) -> QuerySet[Absence]:
    return Absence.objects.filter(withdrawn_on__lte=on, restored_on__gt=on)


def _out(row: Review, absence: Absence | None) -> Review:
    if absence is None:
        return row
    shown = copy(row)
    shown.withdrawn_on, shown.withdrawn_because = absence.withdrawn_on, absence.withdrawn_because
    return shown


def _as(row: _Row, columns: Mapping[str, Plain], names: Sequence[str]) -> _Row:
    """Give the row itself where nothing of the names was otherwise, else a copy with the columns as they were."""
    was = {name: columns[name] for name in names if name in columns}
    if not was:
        return row
    shown = copy(row)
    for field in row._meta.concrete_fields:
        if field.attname in was:
            setattr(shown, field.attname, field.to_python(was[field.attname]))
    return shown


def _dict(value: Plain) -> dict[str, Plain]:
    assert isinstance(value, dict)
    return value
