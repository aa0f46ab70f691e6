"""Findings linked, chained, taken apart again, each from a day on, and the tasks that are born from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from nhiemky.campaign import actions
from nhiemky.campaign.models import Finding, FindingChain, FindingLink
from nhiemky.campaign.vocab import FINDING_NAMES, FindingKind
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Denied, Invalid
from nhiemky.org.models import UnitState
from nhiemky.targets.models import Target, TargetAdjustment
from nhiemky.work.models import WorkItem
from nhiemky.work.vocab import WorkRow
from tests.campaign.scene import (
    BEGUN,
    NOW,
    TODAY,
    Scene,
    draft,
    make_finding,
    make_link,
    make_scene,
    make_target,
)
from tests.standing import standing

pytestmark = pytest.mark.django_db

DAY = date(2023, 3, 1)
L, C, R, N = FindingKind.LIMITATION, FindingKind.CAUSE, FindingKind.REMEDY, FindingKind.NEW_TASK


@standing
def scene() -> Scene:
    return make_scene()


def march(day: int) -> date:
    return date(2023, 3, day)


def errors_of(act: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        act()
    return [(error.field, error.message) for error in refused.value.errors]


def last_line() -> LedgerLine:
    return LedgerLine.objects.latest("sequence")


def make_item(scene: Scene, state: UnitState | None = None) -> WorkItem:
    return WorkItem.objects.create(
        unit=(state or scene.unit).unit, term=scene.term, number="1", position=1, name="Làm đường", assigned_on=BEGUN,
        folded="",
    )  # fmt: skip


def link(scene: Scene, finding: Finding, target: Target, on: date) -> FindingLink:
    return actions.link_finding(scene.commune, finding=finding, target=target, on=on, now=NOW)


def unlink(scene: Scene, tie: FindingLink, on: date) -> FindingLink:
    return actions.unlink_finding(scene.commune, link=tie, on=on, now=NOW)


def chain(scene: Scene, earlier: Finding, later: Finding, on: date) -> FindingChain:
    return actions.chain_findings(scene.commune, earlier=earlier, later=later, on=on, now=NOW)


def unchain(scene: Scene, tie: FindingChain, on: date) -> FindingChain:
    return actions.unchain_findings(scene.commune, chain=tie, on=on, now=NOW)


def spans(model: type[FindingLink] | type[FindingChain]) -> list[tuple[date, date | None]]:
    return list(model._default_manager.order_by("pk").values_list("added_on", "removed_on"))


def test_a_finding_is_linked_to_targets_work_and_adjustments(scene: Scene) -> None:
    row, target, item = make_finding(scene, R), make_target(scene, "7", None), make_item(scene)
    adjustment = TargetAdjustment.objects.create(
        target=target, decided_on=DAY, reason="x", old={}, new={}, adjusted_by="x", adjusted_at=NOW
    )
    who = scene.commune
    one = link(scene, row, target, DAY)
    two = actions.link_finding(who, finding=row, work_item=item, gives=True, on=march(2), now=NOW)
    three = actions.link_finding(who, finding=row, adjustment=adjustment, gives=True, on=TODAY, now=NOW)
    assert [
        (each.target, each.work_item, each.adjustment, each.gives, each.added_on, each.removed_on)
        for each in (one, two, three)
    ] == [
        (target, None, None, False, DAY, None),
        (None, item, None, True, march(2), None),
        (None, None, adjustment, True, TODAY, None),
    ]
    line = last_line()
    assert (line.act, line.summary, line.before, line.after) == (
        "finding.linked",
        "Gắn nội dung từ ngày 24-3-2023: Thu ngân sách thấp",
        None,
        {
            "target_id": None,
            "work_item": None,
            "adjustment": adjustment.pk,
            "gives": True,
            "on": "2023-03-24",
        },
    )
    again = [("", "Nội dung đã gắn với mục này từ ngày 1-3-2023.")]
    assert errors_of(lambda: link(scene, row, target, TODAY)) == again
    assert unlink(scene, one, march(20)).removed_on == march(20)
    line = last_line()
    assert (line.act, line.summary, line.before, line.after) == (
        "finding.unlinked",
        "Bỏ gắn nội dung từ ngày 20-3-2023: Thu ngân sách thấp",
        {
            "target_id": target.pk,
            "work_item": None,
            "adjustment": None,
            "gives": False,
            "on": "2023-03-01",
        },
        {"removed_on": "2023-03-20"},
    )
    assert spans(FindingLink) == [(DAY, march(20)), (march(2), None), (TODAY, None)]


def test_an_unfit_link_is_refused(scene: Scene) -> None:
    row, target = make_finding(scene), make_target(scene, "7", None)
    strange = make_item(scene, scene.tree.far)

    def tie(**changes: object) -> list[tuple[str, str]]:
        return errors_of(
            lambda: actions.link_finding(scene.commune, finding=row, on=DAY, now=NOW, **changes)  # type: ignore[arg-type]
        )

    one = "Đề nghị chọn đúng một chỉ tiêu, đầu công việc hoặc lần điều chỉnh chỉ tiêu."
    assert tie() == [("", one)]
    assert tie(target=target, work_item=make_item(scene)) == [("", one)]
    assert tie(target=target, gives=True) == [
        ("", "Chỉ giải pháp, nhiệm vụ mới hoặc kiến nghị mới dẫn đến việc mới.")
    ]
    assert tie(work_item=strange) == [("", "Chỉ tiêu hoặc đầu công việc không thuộc đợt sơ kết này.")]
    assert not FindingLink.objects.exists()


def test_a_link_begins_once_the_finding_was_noted_and_its_day_has_come(scene: Scene) -> None:
    row, target = make_finding(scene, on=march(10)), make_target(scene, "7", None)
    early, late = march(9), march(25)
    assert errors_of(lambda: link(scene, row, target, early)) == [
        ("on", "Ngày gắn (9-3-2023) trước ngày ghi (10-3-2023).")
    ]
    assert errors_of(lambda: link(scene, row, target, late)) == [("on", "Ngày gắn (25-3-2023) chưa đến.")]
    tie = link(scene, row, target, march(10))
    assert errors_of(lambda: unlink(scene, tie, early)) == [
        ("on", "Ngày bỏ gắn (9-3-2023) trước ngày gắn (10-3-2023).")
    ]
    assert errors_of(lambda: unlink(scene, tie, late)) == [("on", "Ngày bỏ gắn (25-3-2023) chưa đến.")]
    assert (spans(FindingLink), last_line().act) == ([(march(10), None)], "finding.linked")


def test_a_link_is_made_again_once_it_was_taken_away(scene: Scene) -> None:
    row, target = make_finding(scene), make_target(scene, "7", None)
    unlink(scene, link(scene, row, target, march(5)), march(10))
    assert errors_of(lambda: link(scene, row, target, march(9))) == [
        ("on", "Ngày gắn (9-3-2023) trước ngày bỏ gắn lần trước (10-3-2023).")
    ]
    unlink(scene, link(scene, row, target, march(10)), march(12))
    link(scene, row, target, march(20))
    assert spans(FindingLink) == [(march(5), march(10)), (march(10), march(12)), (march(20), None)]


def test_a_link_by_mistake_is_no_hindrance_to_the_right_day(scene: Scene) -> None:
    row, target = make_finding(scene), make_target(scene, "7", None)
    unlink(scene, link(scene, row, target, march(20)), march(20))
    link(scene, row, target, march(2))
    assert spans(FindingLink) == [(march(20), march(20)), (march(2), None)]


@pytest.mark.parametrize("kinds", [(L, C), (L, R), (C, R), (R, N)])
def test_kinds_that_follow_one_another_are_chained(
    scene: Scene, kinds: tuple[FindingKind, FindingKind]
) -> None:
    first, second = (make_finding(scene, kind) for kind in kinds)
    tie = chain(scene, first, second, march(2))
    assert (tie.earlier, tie.later, tie.added_on, tie.removed_on) == (first, second, march(2), None)
    line = last_line()
    told = {"first_finding": first.pk, "next_finding": second.pk, "on": "2023-03-02"}
    assert (line.act, line.summary, line.before, line.after) == (
        "findings.chained",
        f"Nối {FINDING_NAMES[kinds[0]]} với {FINDING_NAMES[kinds[1]]} từ ngày 2-3-2023",
        None,
        told,
    )
    message = "Hai nội dung đã nối với nhau từ ngày 2-3-2023."
    assert errors_of(lambda: chain(scene, first, second, TODAY)) == [("later", message)]
    assert unchain(scene, tie, march(20)).removed_on == march(20)
    line = last_line()
    assert (line.act, line.summary, line.before, line.after) == (
        "findings.unchained",
        "Bỏ nối nội dung từ ngày 20-3-2023: Thu ngân sách thấp",
        told,
        {"removed_on": "2023-03-20"},
    )
    assert (spans(FindingChain), Finding.objects.count()) == ([(march(2), march(20))], 2)


@pytest.mark.parametrize(
    "kinds",
    [(first, second) for first in FindingKind for second in FindingKind if (first, second) not in {(L, C), (L, R), (C, R), (R, N)}],
)  # fmt: skip
def test_other_kinds_are_not_so_no_chain_comes_back_to_its_beginning(
    scene: Scene, kinds: tuple[FindingKind, FindingKind]
) -> None:
    first, second = (make_finding(scene, kind) for kind in kinds)
    names = [FINDING_NAMES[kind] for kind in kinds]
    assert errors_of(lambda: chain(scene, first, second, DAY)) == [
        ("later", f"Từ {names[0]} không nối đến {names[1]} được.")
    ]


def test_findings_of_two_units_are_not_chained(scene: Scene) -> None:
    first, second = make_finding(scene), make_finding(scene, C, state=scene.tree.second)
    message = "Hai nội dung phải của cùng một đơn vị trong cùng một đợt sơ kết."
    assert errors_of(
        lambda: actions.chain_findings(scene.district, earlier=first, later=second, on=DAY, now=NOW)
    ) == [("later", message)]


@pytest.mark.parametrize(("noted", "after"), [(3, 10), (10, 3)])
def test_a_chain_begins_once_both_were_noted_and_its_day_has_come(
    scene: Scene, noted: int, after: int
) -> None:
    first, second = make_finding(scene, on=march(noted)), make_finding(scene, C, on=march(after))
    early, late = march(9), march(25)
    assert errors_of(lambda: chain(scene, first, second, early)) == [
        ("on", "Ngày nối (9-3-2023) trước ngày ghi cả hai nội dung (10-3-2023).")
    ]
    assert errors_of(lambda: chain(scene, first, second, late)) == [("on", "Ngày nối (25-3-2023) chưa đến.")]
    tie = chain(scene, first, second, march(10))
    assert errors_of(lambda: unchain(scene, tie, early)) == [
        ("on", "Ngày bỏ nối (9-3-2023) trước ngày nối (10-3-2023).")
    ]
    assert errors_of(lambda: unchain(scene, tie, late)) == [("on", "Ngày bỏ nối (25-3-2023) chưa đến.")]
    assert (spans(FindingChain), last_line().act) == ([(march(10), None)], "findings.chained")


def test_findings_are_chained_again_once_they_were_taken_apart(scene: Scene) -> None:
    first, second = make_finding(scene), make_finding(scene, C)
    unchain(scene, chain(scene, first, second, march(20)), march(20))
    unchain(scene, chain(scene, first, second, march(5)), march(10))
    assert errors_of(lambda: chain(scene, first, second, march(9))) == [
        ("on", "Ngày nối (9-3-2023) trước ngày bỏ nối lần trước (10-3-2023).")
    ]
    chain(scene, first, second, march(10))
    assert spans(FindingChain) == [(march(20), march(20)), (march(5), march(10)), (march(10), None)]


def test_a_task_is_born_from_a_remedy(scene: Scene) -> None:
    remedy = make_finding(scene, R, "Giao chỉ tiêu thu cho từng ấp")
    item = actions.task_from_finding(
        scene.commune, finding=remedy, row=WorkRow("65", "Giao chỉ tiêu thu"), on=TODAY, now=NOW
    )
    assert (item.unit, item.term, item.number, item.assigned_on) == (
        scene.unit.unit,
        scene.term,
        "65",
        TODAY,
    )
    tie = FindingLink.objects.get(finding=remedy)
    assert (tie.work_item, tie.gives, tie.added_on) == (item, True, TODAY)
    message = "Chỉ giải pháp, nhiệm vụ mới hoặc kiến nghị mới dẫn đến việc mới."
    limitation = make_finding(scene)
    assert errors_of(
        lambda: actions.task_from_finding(
            scene.commune, finding=limitation, row=WorkRow("66", "x"), on=TODAY, now=NOW
        )
    ) == [("", message)]
    with pytest.raises(Denied):
        actions.task_from_finding(scene.surveyor, finding=remedy, row=WorkRow("67", "x"), on=TODAY, now=NOW)
    assert WorkItem.objects.count() == 1


@pytest.mark.parametrize(("assigned", "born"), [(march(15), march(15)), (date(2023, 2, 1), DAY)])
def test_a_task_is_tied_from_the_day_it_is_assigned_but_not_before_the_finding(
    scene: Scene, assigned: date, born: date
) -> None:
    remedy = make_finding(scene, R)
    row = WorkRow("65", "Giao chỉ tiêu thu", assigned_on=assigned)
    item = actions.task_from_finding(scene.commune, finding=remedy, row=row, on=TODAY, now=NOW)
    assert (item.assigned_on, FindingLink.objects.get().added_on) == (assigned, born)


@pytest.mark.parametrize(("noted", "begins"), [(march(10), march(10)), (march(20), march(20))])
def test_what_is_noted_after_a_finding_is_tied_once_both_are_there(
    scene: Scene, noted: date, begins: date
) -> None:
    earlier, target = make_finding(scene, on=march(10)), make_target(scene, "7", None)
    row = actions.note_following(
        scene.commune, campaign=scene.campaign, unit=scene.unit.unit,
        draft=draft(C)._replace(noted_on=noted), now=NOW, target=target, earlier=earlier,
    )  # fmt: skip
    assert (spans(FindingLink), spans(FindingChain)) == ([(noted, None)], [(begins, None)])
    before = actions.note_following(
        scene.commune, campaign=scene.campaign, unit=scene.unit.unit,
        draft=draft(C)._replace(noted_on=march(5)), now=NOW, target=target, earlier=earlier,
    )  # fmt: skip
    assert (before.noted_on, FindingLink.objects.get(finding=before).added_on) == (march(5), march(5))
    assert FindingChain.objects.get(later=before).added_on == march(10)
    assert row.noted_on == noted


def test_who_records_no_findings_there_ties_none(scene: Scene) -> None:
    first, second = make_finding(scene), make_finding(scene, C)
    target, other = make_target(scene, "7", None), scene.other
    tie = make_link(first, target=target)
    pair = FindingChain.objects.create(earlier=first, later=second, added_on=DAY)
    acts: list[Callable[[], object]] = [
        lambda: actions.link_finding(other, finding=second, target=target, on=DAY, now=NOW),
        lambda: actions.unlink_finding(other, link=tie, on=DAY, now=NOW),
        lambda: actions.chain_findings(other, earlier=first, later=second, on=DAY, now=NOW),
        lambda: actions.unchain_findings(other, chain=pair, on=DAY, now=NOW),
        lambda: actions.task_from_finding(other, finding=first, row=WorkRow("1", "x"), on=DAY, now=NOW),
    ]
    before = LedgerLine.objects.count()
    for act in acts:
        with pytest.raises(Denied):
            act()
    assert LedgerLine.objects.count() == before
    assert (spans(FindingLink), spans(FindingChain)) == ([(DAY, None)], [(DAY, None)])
