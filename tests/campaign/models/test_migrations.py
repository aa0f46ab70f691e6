"""What was kept before it was dated stays as it was on every day; what was dated since goes with the way back."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import Campaign, Finding, FindingChain, FindingLink, Round
from nhiemky.campaign.queries import CampaignStanding
from nhiemky.campaign.vocab import CauseKind, FindingDraft, FindingKind, FindingSource
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.targets.actions import add_target
from nhiemky.targets.models import Target
from tests.cast_campaign import BEGUN, NOW, PILOT_ON, Plan, make_plan, make_review, moment
from tests.cast_targets import target_row

BEFORE = [("campaign", "0002_days_of_conclusions")]
UNDATED_TIES = [("campaign", "0003_dated_plans")]


def migrate(to: list[tuple[str, str]]) -> None:
    """Migrate to what is named, or to the newest where nothing is."""
    executor = MigrationExecutor(connection)
    executor.loader.build_graph()
    executor.migrate(to or executor.loader.graph.leaf_nodes("campaign"))


def shown(campaign: Campaign, on: date) -> CampaignStanding:
    return queries.standings(SYSTEM_ACTOR, campaign=campaign, on=on)


@pytest.mark.django_db(transaction=True)
def test_campaigns_of_before_stay_as_they_were_on_every_day() -> None:
    plan = make_plan()
    review = make_review(plan.campaign, plan.tree.commune, conference_on=PILOT_ON)
    days = (BEGUN, PILOT_ON)
    before = [shown(plan.campaign, on) for on in days]
    try:
        migrate(BEFORE)
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
        assert {"campaign_planchange", "campaign_absence"} & set(tables) == set()
    finally:
        migrate([])
    assert [shown(plan.campaign, on) for on in days] == before
    assert set(Round.objects.values_list("added_on", flat=True)) == {None}
    actions.set_owner(SYSTEM_ACTOR, review=review, name="Lê Văn Tám", on=PILOT_ON, now=NOW)
    owners = [shown(plan.campaign, on).reviews[0].facts.owner for on in days]
    assert owners == ["", "Lê Văn Tám"]


def march(day: int) -> date:
    return date(2023, 3, day)


def note(plan: Plan, kind: FindingKind, on: date) -> Finding:
    """Note a finding on the district."""
    cause = CauseKind.SUBJECTIVE if kind is FindingKind.CAUSE else None
    draft = FindingDraft(kind, kind.value, FindingSource.REPORT, on, cause)
    return actions.note_finding(
        SYSTEM_ACTOR, campaign=plan.campaign, unit=plan.tree.district.unit, draft=draft, now=moment(march(24))
    )


def aim(plan: Plan, number: str) -> Target:
    """Give the district a target."""
    return add_target(
        SYSTEM_ACTOR, unit=plan.tree.district.unit, term=plan.campaign.term, row=target_row(number)
    )


def columns(table: str) -> set[str]:
    with connection.cursor() as cursor:
        return {each.name for each in connection.introspection.get_table_description(cursor, table)}


@pytest.mark.django_db(transaction=True)
def test_ties_of_before_hold_from_the_day_on_which_what_they_tie_was_noted() -> None:
    plan, now = make_plan(), moment(march(24))
    limitation, cause, remedy = (
        note(plan, kind, march(day))
        for kind, day in ((FindingKind.LIMITATION, 8), (FindingKind.CAUSE, 2), (FindingKind.REMEDY, 10))
    )
    first, second = aim(plan, "1"), aim(plan, "2")
    given = {"on": march(20), "now": now}
    links = [
        actions.link_finding(SYSTEM_ACTOR, finding=limitation, target=first, **given),
        actions.link_finding(SYSTEM_ACTOR, finding=cause, target=second, **given),
    ]
    chains = [
        actions.chain_findings(SYSTEM_ACTOR, earlier=limitation, later=cause, **given),
        actions.chain_findings(SYSTEM_ACTOR, earlier=cause, later=remedy, **given),
    ]
    actions.unlink_finding(SYSTEM_ACTOR, link=links[0], on=march(21), now=now)
    actions.unchain_findings(SYSTEM_ACTOR, chain=chains[0], on=march(21), now=now)
    again = (
        actions.link_finding(SYSTEM_ACTOR, finding=limitation, target=first, on=march(22), now=now),
        actions.chain_findings(SYSTEM_ACTOR, earlier=limitation, later=cause, on=march(22), now=now),
    )
    dated = {"added_on", "removed_on"}
    try:
        migrate(UNDATED_TIES)
        assert dated & (columns("campaign_findinglink") | columns("campaign_findingchain")) == set()
    finally:
        migrate([])
    assert list(FindingLink.objects.order_by("pk").values_list("pk", "added_on", "removed_on")) == [
        (links[1].pk, march(2), None),
        (again[0].pk, march(8), None),
    ]
    assert list(FindingChain.objects.order_by("pk").values_list("pk", "added_on", "removed_on")) == [
        (chains[1].pk, march(10), None),
        (again[1].pk, march(8), None),
    ]
    shown = [
        [len(each.causes) for each in queries.chains(SYSTEM_ACTOR, campaign=plan.campaign, on=march(day))]
        for day in (7, 8)
    ]
    assert shown == [[], [1]]
