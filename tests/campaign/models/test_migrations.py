"""A campaign kept before its plan was dated stays as it was on every day; what was dated since goes with the way back."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import Campaign, Round
from nhiemky.campaign.queries import CampaignStanding
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast_campaign import BEGUN, NOW, PILOT_ON, make_plan, make_review

BEFORE = [("campaign", "0002_days_of_conclusions")]


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
