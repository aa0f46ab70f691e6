"""Every day goes on showing the plan as it was that day, whatever is changed later and in whatever order it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import Campaign, Review, Round
from nhiemky.campaign.queries.plan import standing_on
from nhiemky.campaign.vocab import Need, RoundKind, Rules, StageCode
from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.org.models import Person
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.registry.models import Directive
from nhiemky.registry.vocab import DirectiveType
from tests.cast import make_directive, make_person, make_term, office
from tests.cast_campaign import BEGUN, Plan, make_campaign, make_plan, make_review, moment, move_to
from tests.standing import standing

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2023, 2, 1), date(2023, 3, 12)


@dataclass(frozen=True)
class Scene:
    """A province's campaign, one of a district under it, three reviews, and what a heading may name."""

    plan: Plan
    above: Campaign
    other: Campaign
    reviews: tuple[Review, Review, Review]
    person: Person
    papers: tuple[Directive, Directive]


@standing
def scene() -> Scene:
    plan = make_plan()
    tree = plan.tree
    above, other = (
        make_campaign(tree.province, term=make_term(), name=name, begun_on=date(2022, 9, 8), rounds=[])
        for name in ("Sơ kết toàn tỉnh", "Sơ kết chuyên đề")
    )
    first = make_review(plan.campaign, tree.commune, conference_on=date(2023, 2, 24))
    move_to(first, StageCode.PREPARING, on=date(2023, 1, 10))
    second = make_review(
        plan.campaign, tree.second, kind=RoundKind.GRASSROOTS, conference_on=date(2023, 3, 20)
    )
    third = make_review(plan.campaign, tree.third, kind=RoundKind.GRASSROOTS, conference_on=date(2023, 3, 24))
    papers = tuple(
        make_directive(symbol, type=DirectiveType.PLAN, holder=tree.district, issued_on=BEGUN)
        for symbol in ("165-KH/HU", "166-KH/HU")
    )
    person = make_person("Ngô Thị Hai", keeper=tree.second)
    return Scene(plan, above, other, (first, second, third), person, (papers[0], papers[1]))


def heading(row: Campaign | None) -> tuple[object, ...]:
    if row is None:
        return ()
    symbol = row.directive.symbol if row.directive is not None else ""
    above = row.parent.name if row.parent is not None else ""
    return (row.pk, row.name, symbol, above, row.scheme, row.cut_off, queries.rules_of(row))


def view(scene: Scene, on: date) -> object:
    """Give all that is shown of the plan on a day: heading, stages, rounds, units, who is out, how everything stands."""
    actor, campaign = SYSTEM_ACTOR, queries.campaign(SYSTEM_ACTOR, id=scene.plan.campaign.pk, on=on)
    listed = queries.campaigns(actor, on=on)
    own = queries.standings(actor, campaign=scene.plan.campaign, on=on)
    whole = queries.standings(actor, campaign=scene.above, on=on)
    pages = [queries.review(actor, id=each.pk, on=on) for each in scene.reviews[:2]]
    out = queries.withdrawn_reviews(actor, campaign=campaign, on=on)
    found = queries.campaign_for(actor, unit_code="838", term=campaign.term, on=on)
    return (
        heading(campaign),
        heading(found),
        [(heading(line.campaign), line.units) for line in listed],
        [queries.stated_stage(row) for row in queries.stages(campaign, on=on)],
        [
            queries.stated_round(row)
            for row in queries.rounds(actor, campaign=scene.plan.campaign, on=on)
        ],
        [
            (row.pk, row.owner_id, row.owner_name, queries.stated_round(row.round), row.round.campaign.name)
            for row in queries.reviews(actor, campaign=campaign, on=on)
        ],
        [(row.pk, row.withdrawn_on, row.withdrawn_because) for row in out],
        [
            (
                heading(page.campaign), page.review.owner_name, page.review.round.name, page.next, page.unmet,
                tuple(map(queries.stated_stage, page.stages)), page.standing,
            )
            for page in pages
        ],
        (heading(own.campaign), own.rules, own.rounds, own.reviews, own.judgement),
        ([heading(each) for each in whole.campaigns], whole.rounds, whole.reviews, whole.judgement),
    )  # fmt: skip


def acts(scene: Scene, dice: Random, on: date) -> dict[str, Callable[[], object]]:
    """Give everything that may be changed, each with new values by chance."""
    campaign = Campaign.objects.get(pk=scene.plan.campaign.pk)
    review = Review.objects.get(pk=dice.choice(scene.reviews).pk)
    stated, word = queries.stated_campaign(campaign), f"số {dice.randrange(1000)}"
    given = {"on": on, "now": moment(on)}
    part = Round.objects.get(pk=dice.choice([scene.plan.pilot, scene.plan.others]).pk)
    window = queries.stated_round(part)

    def changed_heading() -> object:
        draft = stated._replace(
            name=f"Đợt {word}",
            directive_id=dice.choice([None, *(each.pk for each in scene.papers)]),
            parent_id=dice.choice([None, scene.above.pk, scene.other.pk]),
            cut_off=dice.choice([None, FIRST]),
        )
        return actions.change_campaign(SYSTEM_ACTOR, campaign=campaign, draft=draft, **given)

    def set_stages() -> object:
        needs = tuple(need for need in Need if dice.randrange(2))
        stages = tuple(
            stage._replace(name=f"{stage.name[:20]} {word}", needs=needs) if dice.randrange(3) == 0 else stage
            for stage in stated.stages
        )
        return actions.set_stages(SYSTEM_ACTOR, campaign=campaign, stages=stages, **given)

    def out_or_back() -> object:
        if review.withdrawn_on is not None:
            return actions.restore_review(SYSTEM_ACTOR, review=review, **given)
        return actions.withdraw_review(SYSTEM_ACTOR, review=review, reason=word, **given)

    return {
        "heading": changed_heading,
        "rules": lambda: actions.set_rules(
            SYSTEM_ACTOR, campaign=campaign, rules=Rules(grace_days=dice.randrange(10)), **given
        ),
        "stages": set_stages,
        "round": lambda: actions.change_round(
            SYSTEM_ACTOR,
            round=part,
            draft=window._replace(
                name=f"Vòng {word} {part.pk}", ends_on=window.ends_on + timedelta(days=dice.randrange(3))
            ),
            **given,
        ),
        "add": lambda: actions.add_round(
            SYSTEM_ACTOR,
            campaign=campaign,
            draft=window._replace(name=f"Thêm {word} {on}", starts_on=date(2023, 5, 1), ends_on=date(2023, 5, 9)),
            **given,
        ),
        "owner": lambda: review.withdrawn_on
        or actions.set_owner(
            SYSTEM_ACTOR, review=review, name=word, person=dice.choice([None, scene.person]), **given
        ),
        "out": out_or_back,
    }  # fmt: skip


def test_every_day_stays_as_it_was_seen_that_day(scene: Scene) -> None:
    dice = Random(12)
    seen: dict[date, object] = {}
    for day in (FIRST, date(2023, 2, 9), date(2023, 2, 20), LAST):
        names = sorted(acts(scene, dice, day))
        for name in dice.sample(names, len(names) - 1):
            acts(scene, dice, day)[name]()
        seen[day] = view(scene, day)
    assert {on: view(scene, on) for on in seen} == seen
    assert len({repr(value) for value in seen.values()}) == 4


def test_a_day_between_two_changes_shows_the_first(scene: Scene) -> None:
    first = scene.reviews[1]
    for on, name in ((FIRST, "Một"), (date(2023, 2, 10), "Hai"), (date(2023, 2, 10), "Ba")):
        actions.set_owner(SYSTEM_ACTOR, review=first, name=name, on=on, now=moment(LAST))
    days = (BEGUN, date(2023, 1, 31), FIRST, date(2023, 2, 9), date(2023, 2, 10), LAST)
    shown = [queries.review(SYSTEM_ACTOR, id=first.pk, on=on).review.owner_name for on in days]
    assert shown == ["", "", "Một", "Một", "Ba", "Ba"]


def test_the_way_back_into_a_campaign_follows_the_days(scene: Scene) -> None:
    first = scene.reviews[0]
    out, back = date(2023, 2, 10), date(2023, 2, 20)
    actions.withdraw_review(SYSTEM_ACTOR, review=first, on=out, reason="Chờ", now=moment(LAST))
    actions.restore_review(SYSTEM_ACTOR, review=first, on=back, now=moment(LAST))
    days = (date(2023, 2, 9), out, date(2023, 2, 19), back)
    told = [
        (
            [row.pk for row in queries.withdrawn_reviews(SYSTEM_ACTOR, campaign=scene.plan.campaign, on=on)],
            len(queries.standings(SYSTEM_ACTOR, campaign=scene.plan.campaign, on=on).reviews),
            queries.review(SYSTEM_ACTOR, id=first.pk, on=on).review.withdrawn_on,
            queries.find_review(SYSTEM_ACTOR, id=first.pk, on=on, withdrawn=True).withdrawn_because,
            next(line.units for line in queries.campaigns(SYSTEM_ACTOR, on=on) if line.units),
            len(queries.campaign_states(scene.plan.campaign, on=on)),
            len(queries.lesson_board(SYSTEM_ACTOR, campaign=scene.plan.campaign, on=on).units),
        )
        for on in days
    ]
    inside, outside = ([], 3, None, "", 3, 4, 3), ([first.pk], 2, out, "Chờ", 2, 3, 2)
    assert told == [inside, outside, outside, inside]


def test_rights_go_by_the_plan_of_now(scene: Scene) -> None:
    stated, boss = queries.stated_campaign(scene.plan.campaign), office(scene.plan.tree.province)
    for parent, on in ((scene.above, FIRST), (None, LAST)):
        draft = stated._replace(parent_id=parent.pk if parent else None)
        actions.change_campaign(
            SYSTEM_ACTOR, campaign=scene.plan.campaign, draft=draft, on=on, now=moment(LAST)
        )
        row = queries.campaign(SYSTEM_ACTOR, id=scene.plan.campaign.pk, on=FIRST)
        assert (row.parent, queries.may_run(boss, campaign=row)) == (scene.above, parent is not None)
    assert Campaign.objects.filter(standing_on(FIRST), parent=scene.above).count() == 0
    assert queries.campaign(SYSTEM_ACTOR, id=scene.plan.campaign.pk, on=LAST).scheme == DEFAULT_SCHEME.name


def test_as_many_queries_for_many_changes_as_for_few(scene: Scene) -> None:
    dice = Random(5)

    def asked() -> list[int]:
        counts = []
        for ask in (
            lambda: queries.standings(SYSTEM_ACTOR, campaign=scene.above, on=FIRST),
            lambda: queries.campaigns(SYSTEM_ACTOR, on=FIRST),
            lambda: [row.round.campaign.name for row in queries.reviews(SYSTEM_ACTOR, campaign=scene.plan.campaign, on=FIRST)],
            lambda: queries.rounds(SYSTEM_ACTOR, campaign=scene.plan.campaign, on=FIRST),
            lambda: [heading(line.campaign) for line in queries.campaigns(SYSTEM_ACTOR, on=FIRST)],
        ):  # fmt: skip
            with CaptureQueriesContext(connection) as found:
                ask()
            counts.append(len(found))
        return counts

    def change(times: int) -> None:
        for _time in range(times):
            every = acts(scene, dice, LAST)
            for name in ("heading", "rules", "stages", "round", "owner"):
                every[name]()
        for row in (scene.above, scene.other):
            draft = queries.stated_campaign(row)._replace(
                directive_id=scene.papers[0].pk, name=f"{row.pk} khác"
            )
            actions.change_campaign(SYSTEM_ACTOR, campaign=row, draft=draft, on=LAST, now=moment(LAST))

    change(1)
    few = asked()
    change(4)
    assert asked() == few
