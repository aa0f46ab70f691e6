"""Findings on a day, with what they are about and what was born from them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import queries
from nhiemky.campaign.queries import FindingLine, Linked
from nhiemky.campaign.vocab import CauseKind, FindingKind, FindingSource
from nhiemky.history.vocab import NotFound
from nhiemky.org.policy import Actor
from nhiemky.targets.models import TargetAdjustment
from nhiemky.work.models import WorkItem
from tests.campaign.scene import (
    NOW,
    TODAY,
    Scene,
    make_campaign,
    make_finding,
    make_link,
    make_scene,
    make_target,
)
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def scene() -> Scene:
    return make_scene()


def found(scene: Scene, actor: Actor | None = None, *, on: date = TODAY, **asked: Any) -> list[FindingLine]:
    return queries.findings(actor or scene.district, campaign=scene.campaign, on=on, **asked)


def texts(lines: list[FindingLine]) -> list[str]:
    return [line.finding.text for line in lines]


def make_item(scene: Scene, number: str = "1", *, removed_on: date | None = None) -> WorkItem:
    return WorkItem.objects.create(
        unit=scene.unit.unit, term=scene.term, number=number, position=1, name="Làm đường", assigned_on=date(2023, 1, 5),
        folded="", removed_on=removed_on,
    )  # fmt: skip


def test_findings_stand_from_the_day_they_were_noted_until_they_are_withdrawn(scene: Scene) -> None:
    row = make_finding(scene, on=date(2023, 2, 1))
    row.withdrawn_on = date(2023, 3, 1)
    row.save()
    days = (date(2023, 1, 31), date(2023, 2, 1), date(2023, 2, 28), date(2023, 3, 1))
    assert [len(found(scene, on=day)) for day in days] == [0, 1, 1, 0]


def test_findings_are_told_by_unit_and_day_and_found_by_what_they_are(scene: Scene) -> None:
    late = make_finding(scene, text="sau", on=date(2023, 3, 2))
    late.group, late.source = "Kinh tế", FindingSource.SURVEY.value
    late.save()
    make_finding(scene, text="trước", on=date(2023, 3, 1))
    make_finding(scene, FindingKind.CAUSE, "chủ quan", on=date(2023, 3, 3))
    make_finding(scene, FindingKind.CAUSE, "khách quan", cause=CauseKind.OBJECTIVE, on=date(2023, 3, 4))
    make_finding(scene, text="xã khác", state=scene.tree.second)
    assert texts(found(scene)) == ["trước", "sau", "chủ quan", "khách quan", "xã khác"]
    assert texts(found(scene, unit=scene.tree.second.unit)) == ["xã khác"]
    assert texts(found(scene, kind=FindingKind.CAUSE)) == ["chủ quan", "khách quan"]
    assert texts(found(scene, cause=CauseKind.OBJECTIVE)) == ["khách quan"]
    assert texts(found(scene, group="Kinh tế")) == ["sau"]
    assert texts(found(scene, source=FindingSource.SURVEY)) == ["sau"]


def test_a_superior_campaign_tells_those_of_the_campaigns_under_it(scene: Scene) -> None:
    make_finding(scene, text="của huyện")
    above = queries.findings(scene.province, campaign=scene.parent, on=TODAY)
    assert texts(above) == ["của huyện"]
    apart = make_campaign(scene.tree.other_district, scene.term, date(2022, 9, 28), "Huyện khác")
    assert queries.findings(scene.province, campaign=apart, on=TODAY) == []


def test_a_unit_is_told_its_own(scene: Scene) -> None:
    own = make_finding(scene, text="của mình")
    strange = make_finding(scene, text="của xã khác", state=scene.tree.second)
    assert texts(found(scene, scene.commune)) == ["của mình"]
    assert queries.finding(scene.commune, id=own.pk, on=TODAY).finding == own
    for key, actor in ((strange.pk, scene.commune), (own.pk, scene.other), (999, scene.district)):
        with pytest.raises(NotFound):
            queries.finding(actor, id=key, on=TODAY)
    with pytest.raises(NotFound):
        found(scene, scene.other)


def test_one_finding_is_told_even_when_withdrawn_but_not_before_it_was_noted(scene: Scene) -> None:
    row = make_finding(scene, on=date(2023, 2, 1))
    row.withdrawn_on = date(2023, 3, 1)
    row.save()
    assert queries.finding(scene.district, id=row.pk, on=TODAY).finding.withdrawn_on == date(2023, 3, 1)
    with pytest.raises(NotFound):
        queries.finding(scene.district, id=row.pk, on=date(2023, 1, 31))


def test_what_a_finding_is_about_and_gives_is_told_apart(scene: Scene) -> None:
    row, target, item = make_finding(scene), make_target(scene, "7", None), make_item(scene)
    adjustment = TargetAdjustment.objects.create(
        target=target,
        decided_on=date(2023, 3, 10),
        reason="x",
        old={},
        new={},
        adjusted_by="x",
        adjusted_at=NOW,
    )
    about = make_link(finding=row, target=target)
    work = make_link(finding=row, work_item=item, gives=True)
    changed = make_link(finding=row, adjustment=adjustment, gives=True)
    line = queries.finding(scene.district, id=row.pk, on=TODAY)
    assert line.about == (Linked(about.pk, "target", target.pk, "7", "Chỉ tiêu số 7"),)
    assert line.gives == (
        Linked(work.pk, "work", item.pk, "1", "Làm đường"),
        Linked(changed.pk, "adjustment", adjustment.pk, "7", "Chỉ tiêu số 7", date(2023, 3, 10), target.pk),
    )
    before = queries.finding(scene.district, id=row.pk, on=date(2023, 3, 9))
    assert [linked.kind for linked in before.gives] == ["work"]


def test_what_was_taken_off_its_list_is_no_longer_told(scene: Scene) -> None:
    row, target = make_finding(scene), make_target(scene, "7", None)
    item = make_item(scene, removed_on=date(2023, 3, 10))
    make_link(finding=row, work_item=item)
    make_link(finding=row, target=target)

    def kinds(day: date) -> list[str]:
        return [linked.kind for linked in queries.finding(scene.district, id=row.pk, on=day).about]

    assert (kinds(date(2023, 3, 9)), kinds(date(2023, 3, 10))) == (["work", "target"], ["target"])
    target.removed_at = NOW
    target.save()
    assert kinds(TODAY) == []


def test_the_number_of_queries_does_not_depend_on_findings(scene: Scene) -> None:
    target = make_target(scene, "7", None, target=Decimal(5))

    def asked() -> tuple[int, int]:
        counts = []
        for actor in (scene.district, scene.commune):
            with CaptureQueriesContext(connection) as captured:
                found(scene, actor)
            counts.append(len(captured))
        return counts[0], counts[1]

    make_link(finding=make_finding(scene), target=target)
    before = asked()
    for state in scene.tree.communes:
        row = make_finding(scene, FindingKind.REMEDY, state=state)
        make_link(finding=row, target=target)
        make_link(finding=row, work_item=make_item(scene, str(row.pk)), gives=True)
    assert asked() == before
