"""Ties of findings hold from their day until they are taken away: every day shows what was tied on it, whatever came later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from itertools import product
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import Finding, FindingChain, FindingLink
from nhiemky.campaign.queries import Gap, Linked, Step, Steps
from nhiemky.campaign.vocab import FindingKind, GapCode, PointKind
from nhiemky.history.vocab import NotFound, Refusal
from nhiemky.targets.models import Target, TargetAdjustment
from tests.campaign.scene import NOW, TODAY, Scene, make_finding, make_link, make_scene, make_target
from tests.standing import standing

pytestmark = pytest.mark.django_db

CAUSE, REMEDY, TASK = FindingKind.CAUSE, FindingKind.REMEDY, FindingKind.NEW_TASK


@standing
def scene() -> Scene:
    return make_scene()


def march(day: int) -> date:
    return date(2023, 3, day)


def tie(earlier: Finding, later: Finding, on: int, until: int | None = None) -> FindingChain:
    return FindingChain.objects.create(
        earlier=earlier, later=later, added_on=march(on), removed_on=march(until) if until else None
    )


def gaps(scene: Scene, on: date) -> list[Gap]:
    return queries.gaps(scene.district, campaign=scene.campaign, on=on)


def test_what_a_finding_is_about_is_told_from_its_day_until_it_is_taken_away(scene: Scene) -> None:
    row, target = make_finding(scene, REMEDY), make_target(scene, "7", None)
    adjustment = TargetAdjustment.objects.create(
        target=target, decided_on=march(12), reason="x", old={}, new={}, adjusted_by="x", adjusted_at=NOW
    )
    about = make_link(row, target=target, on=march(5), removed_on=march(10))
    again = make_link(row, target=target, on=march(15))
    given = make_link(row, adjustment=adjustment, gives=True, on=march(8), removed_on=march(14))
    never = make_link(row, target=target, gives=True, on=march(8), removed_on=march(8))

    def told(day: int) -> tuple[tuple[Linked, ...], tuple[Linked, ...]]:
        line = queries.finding(scene.district, id=row.pk, on=march(day))
        (listed,) = queries.findings(scene.district, campaign=scene.campaign, on=march(day))
        assert listed == line
        return line.about, line.gives

    first = (Linked(about.pk, "target", target.pk, "7", "Chỉ tiêu số 7", untied=True),)
    second = (Linked(again.pk, "target", target.pk, "7", "Chỉ tiêu số 7"),)
    adjusted = (
        Linked(given.pk, "adjustment", adjustment.pk, "7", "Chỉ tiêu số 7", march(12), target.pk, True),
    )
    days = (4, 5, 9, 10, 11, 12, 13, 14, 15, 24)
    assert [told(day) for day in days] == [
        ((), ()), (first, ()), (first, ()), ((), ()), ((), ()), ((), adjusted), ((), adjusted), ((), ()),
        (second, ()), (second, ()),
    ]  # fmt: skip
    assert never.pk not in {each.link_id for day in days for part in told(day) for each in part}


def test_what_stands_before_and_after_a_finding_is_that_of_the_day(scene: Scene) -> None:
    limitation, cause, remedy = (
        make_finding(scene),
        make_finding(scene, CAUSE),
        make_finding(scene, REMEDY, on=march(8)),
    )
    before, after, again = (
        tie(limitation, cause, 5, 10),
        tie(cause, remedy, 9),
        tie(limitation, cause, 20),
    )

    def told(day: int) -> Steps:
        return queries.steps_of(cause, on=march(day))

    ended, begun = Step(before.pk, limitation, True), Step(again.pk, limitation)
    follows = Step(after.pk, remedy)
    assert [told(day) for day in (4, 5, 8, 9, 10, 19, 20)] == [
        Steps((), ()),
        Steps((ended,), ()),
        Steps((ended,), ()),
        Steps((ended,), (follows,)),
        Steps((), (follows,)),
        Steps((), (follows,)),
        Steps((begun,), (follows,)),
    ]


def test_chains_and_what_is_missing_in_them_are_those_of_the_day(scene: Scene) -> None:
    limitation, cause, remedy, task = (
        make_finding(scene, kind) for kind in (FindingKind.LIMITATION, CAUSE, REMEDY, TASK)
    )
    tie(limitation, cause, 5, 20)
    tie(cause, remedy, 10)
    tie(remedy, task, 12, 15)

    def told(day: int) -> tuple[list[list[int]], list[GapCode], list[Finding]]:
        who, campaign, on = scene.district, scene.campaign, march(day)
        board = queries.chain_board(who, campaign=campaign, on=on)
        (row,) = queries.chains(who, campaign=campaign, on=on)
        loose = queries.loose_findings(who, campaign=campaign, on=on)
        assert (board.rows, board.gaps, board.loose) == ([row], gaps(scene, on), loose)
        chain = [[len(each.tasks) for each in part.remedies] for part in row.causes]
        return chain, [gap.code for gap in board.gaps], [line.finding for line in loose]

    no_cause, no_remedy, no_task = (
        GapCode.LIMITATION_WITHOUT_CAUSE,
        GapCode.CAUSE_WITHOUT_REMEDY,
        GapCode.REMEDY_WITHOUT_TASK,
    )
    assert [told(day) for day in (4, 5, 9, 10, 12, 14, 15, 19, 20)] == [
        ([], [no_cause, no_remedy, no_task], [cause, remedy, task]),
        ([[]], [no_remedy, no_task], [remedy, task]),
        ([[]], [no_remedy, no_task], [remedy, task]),
        ([[0]], [no_task], [task]),
        ([[1]], [], []),
        ([[1]], [], []),
        ([[0]], [no_task], [task]),
        ([[0]], [no_task], [task]),
        ([], [no_cause, no_task], [cause, task]),
    ]


def test_a_low_target_is_explained_while_a_limitation_names_it(scene: Scene) -> None:
    target = make_target(scene, "1", 40)
    make_link(make_finding(scene), target=target, on=march(10), removed_on=march(20))
    asked = [
        [gap.target_id for gap in gaps(scene, march(day)) if gap.code is GapCode.TARGET_WITHOUT_LIMITATION]
        for day in (9, 10, 19, 20)
    ]
    assert asked == [[target.pk], [], [], [target.pk]]


def test_what_to_discuss_goes_by_the_ties_of_the_day(scene: Scene) -> None:
    limitation, cause, remedy = (
        make_finding(scene, kind) for kind in (FindingKind.LIMITATION, CAUSE, REMEDY)
    )
    tie(limitation, cause, 5, 20)
    tie(cause, remedy, 10, 15)
    proposed = [
        [
            point.finding_id
            for point in queries.proposal(scene.commune, review=scene.review, on=march(day))
            if point.kind is PointKind.LIMITATION
        ]
        for day in (4, 5, 9, 10, 14, 15, 19, 20)
    ]
    bare = [limitation.pk]
    assert proposed == [[], bare, bare, [], [], bare, bare, []]


def test_what_became_another_kind_since_is_in_no_chain_of_before(scene: Scene) -> None:
    limitation, cause = make_finding(scene), make_finding(scene, CAUSE)
    tie(limitation, cause, 5, 10)
    assert len(queries.steps_of(cause, on=march(5)).earlier) == 1
    Finding.objects.filter(pk=cause.pk).update(kind=TASK.value, cause="")
    cause.refresh_from_db()
    assert queries.steps_of(cause, on=march(5)) == Steps((), ())
    (loose,) = queries.loose_findings(scene.district, campaign=scene.campaign, on=march(5))
    assert loose.finding == cause


def test_a_tie_to_act_on_still_holds(scene: Scene) -> None:
    row, cause, target = make_finding(scene), make_finding(scene, CAUSE), make_target(scene, "7", None)
    link, chain = make_link(row, target=target), tie(row, cause, 5)
    assert (queries.finding_link(row, id=link.pk), queries.finding_chain(cause, id=chain.pk)) == (link, chain)
    FindingLink.objects.update(removed_on=TODAY)
    FindingChain.objects.update(removed_on=TODAY)
    with pytest.raises(NotFound) as gone:
        queries.finding_link(row, id=link.pk)
    assert str(gone.value) == "Nội dung này không gắn với mục ấy, hoặc vừa được bỏ gắn."
    with pytest.raises(NotFound) as apart:
        queries.finding_chain(cause, id=chain.pk)
    assert str(apart.value) == "Hai nội dung này không nối với nhau, hoặc vừa được bỏ nối."


def view(scene: Scene, rows: list[Finding], on: date) -> object:
    """Give which thing every finding was tied to on a day, what it followed from and led to, and all that was missing."""
    board = queries.chain_board(scene.district, campaign=scene.campaign, on=on)
    steps = [queries.steps_of(row, on=on) for row in rows]
    return (
        [[[each.id for each in part] for part in (line.about, line.gives)] for line in board.lines.values()],
        [[[step.finding.pk for step in part] for part in (each.earlier, each.later)] for each in steps],
        [(row.line.finding.pk, row.gaps) for row in board.rows],
        [(gap.code, gap.finding_id, gap.target_id) for gap in board.gaps],
        [line.finding.pk for line in board.loose],
        queries.proposal(scene.commune, review=scene.review, on=on),
    )


def acts(
    scene: Scene, rows: list[Finding], targets: list[Target], on: date
) -> list[Callable[[], FindingLink | FindingChain]]:
    """Give every act on ties that may be done from a day on; what does not fit is refused."""
    who, given = scene.commune, {"on": on, "now": NOW}
    links = FindingLink.objects.filter(removed_on__isnull=True)
    chains = FindingChain.objects.filter(removed_on__isnull=True)
    return [
        *(
            partial(actions.link_finding, who, finding=row, target=target, gives=gives, **given)
            for row, target, gives in product(rows, targets, (False, True))
        ),
        *(
            partial(actions.chain_findings, who, earlier=row, later=other, **given)
            for row, other in product(rows, rows)
        ),
        *(partial(actions.unlink_finding, who, link=link, **given) for link in links),
        *(partial(actions.unchain_findings, who, chain=chain, **given) for chain in chains),
    ]


@pytest.mark.parametrize("seed", range(2))
def test_no_act_changes_what_an_earlier_day_shows(scene: Scene, seed: int) -> None:
    dice = Random(seed)
    kinds = (FindingKind.LIMITATION, FindingKind.LIMITATION, CAUSE, CAUSE, REMEDY, TASK)
    rows = [make_finding(scene, kind, f"{place}") for place, kind in enumerate(kinds)]
    targets = [make_target(scene, "1", 40), make_target(scene, "2", 60)]
    first, days = march(1), 9
    shown: dict[date, object] = {}
    done = 0
    for day in (first + timedelta(days=number) for number in range(days)):
        for act in dice.sample(every := acts(scene, rows, targets, day), min(len(every), 12)):
            try:
                act()
            except Refusal:
                continue
            done += 1
        assert {each: view(scene, rows, each) for each in shown} == shown
        shown[day] = view(scene, rows, day)
    assert (done > days, len({str(each) for each in shown.values()}) > days // 2) == (True, True)
    assert FindingLink.objects.filter(removed_on__isnull=False).exists()
    assert FindingChain.objects.filter(removed_on__isnull=False).exists()


def test_the_number_of_queries_does_not_depend_on_ties(scene: Scene) -> None:
    limitation, cause, target = make_finding(scene), make_finding(scene, CAUSE), make_target(scene, "7", None)

    def asked() -> list[int]:
        counts = []
        for ask in (
            lambda: queries.chain_board(scene.district, campaign=scene.campaign, on=TODAY),
            lambda: queries.findings(scene.district, campaign=scene.campaign, on=TODAY),
            lambda: queries.steps_of(limitation, on=TODAY),
        ):
            with CaptureQueriesContext(connection) as captured:
                ask()
            counts.append(len(captured))
        return counts

    make_link(limitation, target=target, on=march(2), removed_on=march(3))
    tie(limitation, cause, 2, 3)
    before = asked()
    for day in range(5, 20, 2):
        make_link(limitation, target=target, on=march(day), removed_on=march(day + 1))
        tie(limitation, cause, day, day + 1)
    tie(limitation, cause, 22)
    make_link(limitation, target=target, on=march(22))
    assert asked() == before
