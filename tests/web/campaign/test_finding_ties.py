"""What findings are tied to on screen: targets, work items, adjustments, and one another."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nhiemky.campaign.models import Finding, FindingChain, FindingLink
from nhiemky.history.models import LedgerLine
from tests.cast import make_term
from tests.cast_boards import place_of
from tests.cast_work import make_item
from tests.web.campaign.finding_scene import KIND, aimed, chained, noted
from tests.web.campaign.scene import Campaigns
from tests.web.reading import Page, get, post


def act() -> tuple[int, str]:
    line = LedgerLine.objects.order_by("-sequence")[0]
    return LedgerLine.objects.count(), line.act


def offered(page: Page) -> list[str]:
    return [
        str(value)
        for value in page.root.xpath("//*[@name='other']//option/@value | //input[@name='other']/@value")
        if value
    ]


def linked(row: Finding) -> list[tuple[int | None, int | None, bool]]:
    rows = FindingLink.objects.filter(finding=row).order_by("pk")
    return list(rows.values_list("target_id", "work_item_id", "gives"))


class TestLinking:
    """Targets, work items and adjustments of the same unit."""

    def test_only_things_of_the_unit_are_offered(self, runner: Client, campaigns: Campaigns) -> None:
        row, target = noted(campaigns), aimed(campaigns)
        aimed(campaigns, "8", at=campaigns.tree.third)
        item = make_item(place_of(campaigns.tree.second), make_term())
        make_item(place_of(campaigns.tree.third), make_term())
        page = get(runner, f"/phat-hien/{row.pk}/gan/")
        assert offered(page) == [f"target-{target.pk}", f"work_item-{item.pk}"]

    @pytest.mark.parametrize("kind", ["target", "work_item"])
    def test_a_thing_is_linked_and_taken_away(self, runner: Client, campaigns: Campaigns, kind: str) -> None:
        row = noted(campaigns)
        thing = (
            aimed(campaigns) if kind == "target" else make_item(place_of(campaigns.tree.second), make_term())
        )
        page = post(runner, f"/phat-hien/{row.pk}/gan/", other=f"{kind}-{thing.pk}")
        assert page.messages == ["Đã gắn."]
        expected = (thing.pk, None, False) if kind == "target" else (None, thing.pk, False)
        assert (linked(row), act()[1]) == ([expected], "finding.linked")
        link = FindingLink.objects.get(finding=row)
        gone = post(runner, f"/phat-hien/{row.pk}/gan/{link.pk}/bo/")
        assert (gone.messages, linked(row), act()[1]) == (["Đã bỏ gắn."], [], "finding.unlinked")
        assert post(runner, f"/phat-hien/{row.pk}/gan/{link.pk}/bo/").status == 404

    def test_the_same_twice_is_told(self, runner: Client, campaigns: Campaigns) -> None:
        row, target = noted(campaigns), aimed(campaigns)
        post(runner, f"/phat-hien/{row.pk}/gan/", other=f"target-{target.pk}")
        before = act()
        page = post(runner, f"/phat-hien/{row.pk}/gan/", other=f"target-{target.pk}")
        assert (page.status, page.summary, act()) == (422, ["Nội dung đã gắn với mục này."], before)

    def test_what_came_of_a_remedy_is_linked(self, runner: Client, campaigns: Campaigns) -> None:
        _limitation, cause, remedy = chained(campaigns)
        item = make_item(place_of(campaigns.tree.second), make_term())
        assert post(runner, f"/phat-hien/{remedy.pk}/gan/?ra=1", other=f"work_item-{item.pk}").messages == [
            "Đã gắn."
        ]
        assert linked(remedy) == [(None, item.pk, True)]
        wrong = post(runner, f"/phat-hien/{cause.pk}/gan/?ra=1", other=f"work_item-{item.pk}")
        assert wrong.summary == ["Chỉ giải pháp, nhiệm vụ mới hoặc kiến nghị mới dẫn đến việc mới."]

    @pytest.mark.parametrize(
        "other", ["", "target-987654321", "work_item-x", "la-1", "target-", "1", "-", "x" * 300]
    )
    def test_what_is_not_offered_is_refused(self, runner: Client, campaigns: Campaigns, other: str) -> None:
        row = noted(campaigns)
        aimed(campaigns)
        before = act()
        page = post(runner, f"/phat-hien/{row.pk}/gan/", other=other)
        assert (page.status, len(page.summary), linked(row), act()) == (422, 1, [], before)

    def test_a_thing_of_another_unit_is_refused(self, runner: Client, campaigns: Campaigns) -> None:
        row, foreign = noted(campaigns), aimed(campaigns, at=campaigns.tree.third)
        assert post(runner, f"/phat-hien/{row.pk}/gan/", other=f"target-{foreign.pk}").status == 422
        assert linked(row) == []

    def test_a_link_of_another_finding_is_not_found(self, runner: Client, campaigns: Campaigns) -> None:
        row, other, target = noted(campaigns), noted(campaigns, text="Nội dung khác"), aimed(campaigns)
        post(runner, f"/phat-hien/{row.pk}/gan/", other=f"target-{target.pk}")
        link = FindingLink.objects.get(finding=row)
        assert post(runner, f"/phat-hien/{other.pk}/gan/{link.pk}/bo/").status == 404
        assert len(linked(row)) == 1


class TestChaining:
    """Limitation, cause, remedy and task, in this order and of one unit."""

    def test_neighbours_are_offered_by_what_fits(self, runner: Client, campaigns: Campaigns) -> None:
        limitation = noted(campaigns)
        cause = noted(campaigns, KIND.CAUSE, "Chỉ đạo chậm")
        remedy = noted(campaigns, KIND.REMEDY, "Phân công lại")
        noted(campaigns, KIND.CAUSE, "Của xã khác", at=campaigns.tree.third)
        at_cause = set(offered(get(runner, f"/phat-hien/{cause.pk}/noi/")))
        assert {f"truoc-{limitation.pk}", f"sau-{remedy.pk}"} <= at_cause
        assert f"sau-{limitation.pk}" not in at_cause
        assert len(offered(get(runner, f"/phat-hien/{limitation.pk}/noi/"))) == 2

    def test_two_findings_are_chained_either_way_and_taken_apart(
        self, runner: Client, campaigns: Campaigns
    ) -> None:
        limitation, cause = noted(campaigns), noted(campaigns, KIND.CAUSE, "Chỉ đạo chậm")
        remedy = noted(campaigns, KIND.REMEDY, "Phân công lại")
        assert post(runner, f"/phat-hien/{cause.pk}/noi/", other=f"truoc-{limitation.pk}").messages == [
            "Đã nối hai nội dung."
        ]
        assert post(runner, f"/phat-hien/{cause.pk}/noi/", other=f"sau-{remedy.pk}").messages == [
            "Đã nối hai nội dung."
        ]
        pairs = FindingChain.objects.order_by("pk").values_list("earlier_id", "later_id")
        assert list(pairs) == [(limitation.pk, cause.pk), (cause.pk, remedy.pk)]
        chain = FindingChain.objects.latest("pk")
        gone = post(runner, f"/phat-hien/{remedy.pk}/noi/{chain.pk}/bo/")
        assert gone.messages == ["Đã bỏ nối; hai nội dung vẫn còn."]
        assert (FindingChain.objects.count(), Finding.objects.count()) == (1, 3)

    def test_what_is_chained_already_is_not_offered_again(self, runner: Client, campaigns: Campaigns) -> None:
        limitation, cause, remedy = chained(campaigns)
        assert f"truoc-{limitation.pk}" not in offered(get(runner, f"/phat-hien/{cause.pk}/noi/"))
        assert f"truoc-{cause.pk}" not in offered(get(runner, f"/phat-hien/{remedy.pk}/noi/"))

    @pytest.mark.parametrize("other", ["", "truoc-987654321", "sau-x", "giua-1", "truoc-", "-"])
    def test_what_is_not_offered_is_refused(self, runner: Client, campaigns: Campaigns, other: str) -> None:
        row = noted(campaigns)
        noted(campaigns, KIND.CAUSE, "Chỉ đạo chậm")
        page = post(runner, f"/phat-hien/{row.pk}/noi/", other=other)
        assert (page.status, FindingChain.objects.count()) == (422, 0)

    def test_a_chain_of_others_is_not_found(self, runner: Client, campaigns: Campaigns) -> None:
        chained(campaigns)
        stranger = noted(campaigns, text="Nội dung khác")
        chain = FindingChain.objects.order_by("pk")[0]
        assert post(runner, f"/phat-hien/{stranger.pk}/noi/{chain.pk}/bo/").status == 404


ACTS = ("gan/", "noi/")


@pytest.mark.parametrize("name", ["onlooker", "stranger"])
@pytest.mark.parametrize("where", ACTS)
def test_nobody_else_ties_findings(
    request: pytest.FixtureRequest, campaigns: Campaigns, name: str, where: str
) -> None:
    client: Client = request.getfixturevalue(name)
    limitation, _cause, _remedy = chained(campaigns)
    chain, before = FindingChain.objects.order_by("pk")[0], act()
    answers = {
        client.get(f"/phat-hien/{limitation.pk}/{where}").status_code,
        client.post(f"/phat-hien/{limitation.pk}/{where}", {"other": "x"}).status_code,
        client.post(f"/phat-hien/{limitation.pk}/noi/{chain.pk}/bo/").status_code,
    }
    assert (answers <= {403, 404}, act(), FindingChain.objects.count()) == (True, before, 2)


def test_a_unit_ties_its_own_findings_only(second_office: Client, campaigns: Campaigns) -> None:
    own, foreign = noted(campaigns), noted(campaigns, at=campaigns.tree.third)
    target = aimed(campaigns)
    assert post(second_office, f"/phat-hien/{own.pk}/gan/", other=f"target-{target.pk}").messages == [
        "Đã gắn."
    ]
    assert get(second_office, f"/phat-hien/{foreign.pk}/gan/").status == 404
    assert date(2023, 3, 2) == own.noted_on
