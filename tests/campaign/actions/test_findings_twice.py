"""Two people at one finding, and acts on findings that were withdrawn or whose campaign was removed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nhiemky.campaign import actions
from nhiemky.campaign.actions.findings import draft_of
from nhiemky.campaign.models import Campaign, Finding, FindingChain, FindingLink
from nhiemky.campaign.vocab import FindingKind
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Invalid, NotFound
from tests.campaign.scene import NOW, TODAY, Scene, draft, make_finding, make_link, make_scene, make_target
from tests.standing import standing

pytestmark = pytest.mark.django_db

WITHDRAWN = "Nội dung đã được rút; đề nghị khôi phục trước."
REMOVED = "Đợt sơ kết đã được bỏ; đề nghị khôi phục trước khi cập nhật."


@standing
def scene() -> Scene:
    return make_scene()


def every_act(scene: Scene) -> dict[str, Callable[[], object]]:
    """Give every act on a limitation with a cause and a target, each of them sound in itself."""
    who = scene.commune
    row = make_finding(scene)
    cause = make_finding(scene, FindingKind.CAUSE, "Thiếu vốn")
    linked, free = make_target(scene, "1", None), make_target(scene, "2", None)
    link = make_link(finding=row, target=linked)
    return {
        "change": lambda: actions.change_finding(who, finding=row, draft=draft(text="Khác"), now=NOW),
        "withdraw": lambda: actions.withdraw_finding(who, finding=row, on=TODAY, reason="Nhầm", now=NOW),
        "link": lambda: actions.link_finding(who, finding=row, target=free, on=TODAY, now=NOW),
        "unlink": lambda: actions.unlink_finding(who, link=link, on=TODAY, now=NOW),
        "chain": lambda: actions.chain_findings(who, earlier=row, later=cause, on=TODAY, now=NOW),
    }


@pytest.mark.parametrize("name", ["change", "withdraw", "link", "unlink", "chain"])
def test_a_withdrawn_finding_is_left_alone_until_it_is_restored(scene: Scene, name: str) -> None:
    act = every_act(scene)[name]
    lines = LedgerLine.objects.count()
    changes: list[tuple[Callable[[], object], str]] = [
        (lambda: Finding.objects.update(withdrawn_on=TODAY), WITHDRAWN),
        (lambda: Campaign.objects.update(removed_on=TODAY), REMOVED),
    ]
    for change, message in changes:
        change()
        with pytest.raises(Invalid) as refused:
            act()
        assert [(error.field, error.message) for error in refused.value.errors] == [("", message)]
    assert LedgerLine.objects.count() == lines
    Finding.objects.update(withdrawn_on=None)
    Campaign.objects.update(removed_on=None)
    act()
    assert LedgerLine.objects.count() == lines + 1


def test_the_slower_of_two_who_change_a_finding_learns_of_the_other(scene: Scene) -> None:
    row = make_finding(scene)
    seen = draft_of(row)
    actions.change_finding(scene.commune, finding=row, draft=draft(text="Một"), now=NOW, expected=seen)
    lines = LedgerLine.objects.count()
    with pytest.raises(Conflict) as refused:
        actions.change_finding(scene.district, finding=row, draft=draft(text="Hai"), now=NOW, expected=seen)
    assert refused.value.message == "Nội dung vừa được người khác sửa. Đề nghị tải lại trang rồi sửa lại."
    assert (Finding.objects.get().text, LedgerLine.objects.count()) == ("Một", lines)


def test_what_was_taken_apart_by_another_is_gone_and_may_be_joined_again(scene: Scene) -> None:
    row = make_finding(scene)
    cause = make_finding(scene, FindingKind.CAUSE, "Thiếu vốn", after=row)
    link = make_link(finding=row, target=make_target(scene, "1", None))
    chain = FindingChain.objects.get()
    target = link.target
    first, same_link = FindingLink.objects.get(pk=link.pk), FindingChain.objects.get(pk=chain.pk)
    actions.unlink_finding(scene.commune, link=first, on=TODAY, now=NOW)
    actions.unchain_findings(scene.commune, chain=same_link, on=TODAY, now=NOW)
    lines = LedgerLine.objects.count()
    acts: list[Callable[[], object]] = [
        lambda: actions.unlink_finding(scene.district, link=link, on=TODAY, now=NOW),
        lambda: actions.unchain_findings(scene.district, chain=chain, on=TODAY, now=NOW),
    ]
    for act in acts:
        with pytest.raises(NotFound) as gone:
            act()
        assert str(gone.value) == "Không còn mục này."
    assert LedgerLine.objects.count() == lines
    actions.link_finding(scene.district, finding=row, target=target, on=TODAY, now=NOW)
    actions.chain_findings(scene.district, earlier=row, later=cause, on=TODAY, now=NOW)
    ties = [
        list(model._default_manager.order_by("pk").values_list("added_on", "removed_on"))
        for model in (FindingLink, FindingChain)
    ]
    assert ties == [[(row.noted_on, TODAY), (TODAY, None)]] * 2
