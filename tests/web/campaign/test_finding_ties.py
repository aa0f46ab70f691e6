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
from tests.web.reading import Page, get, parameters, post


def act() -> tuple[int, str]:
    line = LedgerLine.objects.order_by("-sequence")[0]
    return LedgerLine.objects.count(), line.act


def tie(client: Client, address: str, other: str, on: str = "20-3-2023") -> Page:
    """Send the form of a tie."""
    return post(client, address, other=other, on=on)


def offered(page: Page) -> list[str]:
    return [
        str(value)
        for value in page.root.xpath("//*[@name='other']//option/@value | //input[@name='other']/@value")
        if value
    ]


def linked(row: Finding) -> list[tuple[int | None, int | None, bool]]:
    rows = FindingLink.objects.filter(finding=row).order_by("pk")
    return list(rows.values_list("target_id", "work_item_id", "gives"))


def spans(model: type[FindingLink] | type[FindingChain]) -> list[tuple[date, date | None]]:
    return list(model._default_manager.order_by("pk").values_list("added_on", "removed_on"))


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
        page = tie(runner, f"/phat-hien/{row.pk}/gan/", f"{kind}-{thing.pk}")
        assert page.messages == ["Đã gắn."]
        expected = (thing.pk, None, False) if kind == "target" else (None, thing.pk, False)
        assert (linked(row), act()[1]) == ([expected], "finding.linked")
        link = FindingLink.objects.get(finding=row)
        gone = post(runner, f"/phat-hien/{row.pk}/gan/{link.pk}/bo/")
        assert (gone.messages, spans(FindingLink), act()[1]) == (
            ["Đã bỏ gắn từ ngày 24-3-2023."],
            [(date(2023, 3, 20), date(2023, 3, 24))],
            "finding.unlinked",
        )
        assert post(runner, f"/phat-hien/{row.pk}/gan/{link.pk}/bo/").status == 404

    def test_the_same_twice_is_told(self, runner: Client, campaigns: Campaigns) -> None:
        row, target = noted(campaigns), aimed(campaigns)
        tie(runner, f"/phat-hien/{row.pk}/gan/", f"target-{target.pk}")
        before = act()
        page = tie(runner, f"/phat-hien/{row.pk}/gan/", f"target-{target.pk}")
        assert (page.status, page.summary, act()) == (
            422,
            ["Nội dung đã gắn với mục này từ ngày 20-3-2023."],
            before,
        )

    def test_what_came_of_a_remedy_is_linked(self, runner: Client, campaigns: Campaigns) -> None:
        _limitation, cause, remedy = chained(campaigns)
        item = make_item(place_of(campaigns.tree.second), make_term())
        assert tie(runner, f"/phat-hien/{remedy.pk}/gan/?ra=1", f"work_item-{item.pk}").messages == [
            "Đã gắn."
        ]
        assert linked(remedy) == [(None, item.pk, True)]
        wrong = tie(runner, f"/phat-hien/{cause.pk}/gan/?ra=1", f"work_item-{item.pk}")
        assert wrong.summary == ["Chỉ giải pháp, nhiệm vụ mới hoặc kiến nghị mới dẫn đến việc mới."]

    @pytest.mark.parametrize(
        "other", ["", "target-987654321", "work_item-x", "la-1", "target-", "1", "-", "x" * 300]
    )
    def test_what_is_not_offered_is_refused(self, runner: Client, campaigns: Campaigns, other: str) -> None:
        row = noted(campaigns)
        aimed(campaigns)
        before = act()
        page = tie(runner, f"/phat-hien/{row.pk}/gan/", other)
        assert (page.status, len(page.summary), linked(row), act()) == (422, 1, [], before)

    def test_a_thing_of_another_unit_is_refused(self, runner: Client, campaigns: Campaigns) -> None:
        row, foreign = noted(campaigns), aimed(campaigns, at=campaigns.tree.third)
        assert tie(runner, f"/phat-hien/{row.pk}/gan/", f"target-{foreign.pk}").status == 422
        assert linked(row) == []

    def test_a_link_of_another_finding_is_not_found(self, runner: Client, campaigns: Campaigns) -> None:
        row, other, target = noted(campaigns), noted(campaigns, text="Nội dung khác"), aimed(campaigns)
        tie(runner, f"/phat-hien/{row.pk}/gan/", f"target-{target.pk}")
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
        assert tie(runner, f"/phat-hien/{cause.pk}/noi/", f"truoc-{limitation.pk}").messages == [
            "Đã nối hai nội dung."
        ]
        assert tie(runner, f"/phat-hien/{cause.pk}/noi/", f"sau-{remedy.pk}").messages == [
            "Đã nối hai nội dung."
        ]
        pairs = FindingChain.objects.order_by("pk").values_list("earlier_id", "later_id")
        assert list(pairs) == [(limitation.pk, cause.pk), (cause.pk, remedy.pk)]
        chain = FindingChain.objects.latest("pk")
        gone = post(runner, f"/phat-hien/{remedy.pk}/noi/{chain.pk}/bo/")
        assert gone.messages == ["Đã bỏ nối từ ngày 24-3-2023; hai nội dung vẫn còn."]
        assert spans(FindingChain) == [(date(2023, 3, 20), None), (date(2023, 3, 20), date(2023, 3, 24))]
        assert Finding.objects.count() == 3
        assert post(runner, f"/phat-hien/{remedy.pk}/noi/{chain.pk}/bo/").status == 404

    def test_what_is_chained_already_is_not_offered_again(self, runner: Client, campaigns: Campaigns) -> None:
        limitation, cause, remedy = chained(campaigns)
        assert f"truoc-{limitation.pk}" not in offered(get(runner, f"/phat-hien/{cause.pk}/noi/"))
        assert f"truoc-{cause.pk}" not in offered(get(runner, f"/phat-hien/{remedy.pk}/noi/"))

    @pytest.mark.parametrize("other", ["", "truoc-987654321", "sau-x", "giua-1", "truoc-", "-"])
    def test_what_is_not_offered_is_refused(self, runner: Client, campaigns: Campaigns, other: str) -> None:
        row = noted(campaigns)
        noted(campaigns, KIND.CAUSE, "Chỉ đạo chậm")
        page = tie(runner, f"/phat-hien/{row.pk}/noi/", other)
        assert (page.status, FindingChain.objects.count()) == (422, 0)

    def test_a_chain_of_others_is_not_found(self, runner: Client, campaigns: Campaigns) -> None:
        chained(campaigns)
        stranger = noted(campaigns, text="Nội dung khác")
        chain = FindingChain.objects.order_by("pk")[0]
        assert post(runner, f"/phat-hien/{stranger.pk}/noi/{chain.pk}/bo/").status == 404


ACTS = ("gan/", "noi/")
CHAINS = "//section[contains(@class, 'unit-chains')]"


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
    assert tie(second_office, f"/phat-hien/{own.pk}/gan/", f"target-{target.pk}").messages == ["Đã gắn."]
    assert get(second_office, f"/phat-hien/{foreign.pk}/gan/").status == 404
    assert date(2023, 3, 2) == own.noted_on


class TestDays:
    """A tie holds from the day typed, and until the day looked at as it is taken away."""

    @pytest.mark.parametrize("where", ACTS)
    @pytest.mark.parametrize(
        ("den", "day"), [("", "24-3-2023"), ("10-3-2023", "10-3-2023"), ("1-2-2023", "2-3-2023"), ("31-3-2023", "24-3-2023")]
    )  # fmt: skip
    def test_the_day_looked_at_is_proposed_once_the_finding_was_noted(
        self, runner: Client, campaigns: Campaigns, where: str, den: str, day: str
    ) -> None:
        row = noted(campaigns)
        page = get(runner, f"/phat-hien/{row.pk}/{where}", **({"den": den} if den else {}))
        assert page.value("on") == day

    @pytest.mark.parametrize(
        ("on", "message"),
        [
            ("1-3-2023", "Ngày gắn (1-3-2023) trước ngày ghi (2-3-2023)."),
            ("25-3-2023", "Ngày gắn (25-3-2023) chưa đến."),
            ("", None),
            ("30-2-2023", None),
        ],
    )
    def test_an_unfit_day_is_told_at_its_field(
        self, runner: Client, campaigns: Campaigns, on: str, message: str | None
    ) -> None:
        row, target, before = noted(campaigns), aimed(campaigns), act()
        page = tie(runner, f"/phat-hien/{row.pk}/gan/", f"target-{target.pk}", on)
        assert (page.status, page.errors("other"), act(), linked(row)) == (422, [], before, [])
        assert page.errors("on") == [message] if message else len(page.errors("on")) == 1
        chosen = page.root.xpath("//select[@name='other']//option[@selected]/@value")
        assert (chosen, page.value("on")) == ([f"target-{target.pk}"], on)

    def test_a_chain_before_one_of_both_was_noted_is_told_at_the_day(
        self, runner: Client, campaigns: Campaigns
    ) -> None:
        limitation = noted(campaigns)
        cause = noted(campaigns, KIND.CAUSE, "Chỉ đạo chậm", on=date(2023, 3, 15))
        page = tie(runner, f"/phat-hien/{limitation.pk}/noi/", f"sau-{cause.pk}", "14-3-2023")
        message = "Ngày nối (14-3-2023) trước ngày ghi cả hai nội dung (15-3-2023)."
        assert (page.status, page.errors("on"), spans(FindingChain)) == (422, [message], [])

    def test_a_tie_shows_from_its_day_until_it_is_taken_away(
        self, runner: Client, campaigns: Campaigns
    ) -> None:
        row, target = noted(campaigns), aimed(campaigns)
        cause = noted(campaigns, KIND.CAUSE, "Chỉ đạo chậm")
        own = f"/phat-hien/{row.pk}/"
        tie(runner, f"{own}gan/", f"target-{target.pk}", "10-3-2023")
        tie(runner, f"{own}noi/", f"sau-{cause.pk}", "12-3-2023")
        link, chain = FindingLink.objects.get(), FindingChain.objects.get()
        runner.post(f"{own}gan/{link.pk}/bo/?den=20-3-2023")
        runner.post(f"{own}noi/{chain.pk}/bo/?den=22-3-2023")

        def shown(day: str) -> tuple[list[str], list[str], int]:
            page = get(runner, own, den=day)
            things, steps = (
                "//section[@aria-labelledby='gan-voi']//li",
                "//section[@aria-labelledby='chuoi']//li",
            )
            return (
                page.texts(f"{things}//a"),
                page.texts(f"{steps}//a"),
                len(page.root.xpath(f"{things}//form|{steps}//form")),
            )

        named, following = ["7. Chỉ tiêu số 7"], ["Chỉ đạo chậm"]
        days = ("9-3-2023", "10-3-2023", "12-3-2023", "19-3-2023", "20-3-2023", "21-3-2023", "22-3-2023")
        # no button takes away what was taken away later
        assert [shown(day) for day in days] == [
            ([], [], 0), (named, [], 0), (named, following, 0), (named, following, 0), ([], following, 0),
            ([], following, 0), ([], [], 0),
        ]  # fmt: skip
        at_cause = get(runner, f"/phat-hien/{cause.pk}/", den="21-3-2023")
        steps = "//section[@aria-labelledby='chuoi']//li"
        assert (at_cause.texts(f"{steps}//a"), at_cause.texts(f"{steps}//form")) == (
            ["Thu nhập còn thấp"],
            [],
        )
        listed = [
            get(runner, campaigns.at("/dot-so-ket/{c}/phat-hien/"), den=day)
            .texts("//main")[0]
            .count("7. Chỉ tiêu số 7")
            for day in ("9-3-2023", "10-3-2023", "19-3-2023", "20-3-2023")
        ]
        assert [bool(count) for count in listed] == [False, True, True, False]
        told = [
            "Chỉ đạo chậm"
            in " ".join(get(runner, campaigns.at("/dot-so-ket/{c}/chuoi/"), den=day).texts(CHAINS))
            for day in ("11-3-2023", "12-3-2023", "21-3-2023", "22-3-2023")
        ]
        assert told == [False, True, True, False]

    def test_a_tie_that_holds_has_its_button_on_earlier_days_too(
        self, runner: Client, campaigns: Campaigns
    ) -> None:
        row, target = noted(campaigns), aimed(campaigns)
        tie(runner, f"/phat-hien/{row.pk}/gan/", f"target-{target.pk}", "10-3-2023")
        forms = "//section[@aria-labelledby='gan-voi']//form/@action"
        found = get(runner, f"/phat-hien/{row.pk}/", den="15-3-2023").root.xpath(forms)
        assert [parameters(str(each))["den"] for each in found] == ["15-3-2023"]

    def test_what_is_taken_away_before_it_was_tied_is_refused(
        self, runner: Client, campaigns: Campaigns
    ) -> None:
        row, target = noted(campaigns), aimed(campaigns)
        tie(runner, f"/phat-hien/{row.pk}/gan/", f"target-{target.pk}", "10-3-2023")
        link, before = FindingLink.objects.get(), act()
        page = post(runner, f"/phat-hien/{row.pk}/gan/{link.pk}/bo/?den=9-3-2023")
        assert page.status == 422
        assert "Ngày bỏ gắn (9-3-2023) trước ngày gắn (10-3-2023)." in page.texts("//main")[0]
        assert (act(), spans(FindingLink)) == (before, [(date(2023, 3, 10), None)])

    def test_a_tie_after_the_day_looked_at_leads_to_its_own_day(
        self, runner: Client, campaigns: Campaigns
    ) -> None:
        row, target = noted(campaigns), aimed(campaigns)
        address = f"/phat-hien/{row.pk}/gan/?den=10-3-2023"
        answer = runner.post(address, {"other": f"target-{target.pk}", "on": "15-3-2023"})
        assert (answer.status_code, parameters(answer["Location"])["den"]) == (302, "15-3-2023")

    def test_what_was_taken_away_is_tied_again(self, runner: Client, campaigns: Campaigns) -> None:
        row, target = noted(campaigns), aimed(campaigns)
        own, other = f"/phat-hien/{row.pk}/", f"target-{target.pk}"
        tie(runner, f"{own}gan/", other, "10-3-2023")
        post(runner, f"{own}gan/{FindingLink.objects.get().pk}/bo/")
        refused = tie(runner, f"{own}gan/", other, "20-3-2023")
        message = "Ngày gắn (20-3-2023) trước ngày bỏ gắn lần trước (24-3-2023)."
        assert (refused.status, refused.errors("on")) == (422, [message])
        assert tie(runner, f"{own}gan/", other, "24-3-2023").messages == ["Đã gắn."]
        days = [date(2023, 3, day) for day in (10, 24)]
        assert spans(FindingLink) == [(days[0], days[1]), (days[1], None)]
