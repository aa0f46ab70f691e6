"""The pages of comments: the list with its filters, one with its steps, raising one, two people at once."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import actions
from nhiemky.campaign.models import Comment, CommentStep
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests.cast_campaign import moment
from tests.web.campaign.scene import ON, Campaigns, remark
from tests.web.campaign.talks import met, raised
from tests.web.conftest import visitor
from tests.web.reading import Page, get, post


def step(client: Client, row: Comment, act: str, seen: str = "0", **changes: str) -> Page:
    given = {"act": act, "text": "Đã bổ sung", "on": "24-3-2023", "seen": seen, **changes}
    return post(client, f"/gop-y/{row.pk}/", **given)


def acts(page: Page) -> list[str]:
    return [str(button.get("value")) for button in page.root.xpath("//button[@name='act']")]


def states(row: Comment) -> list[str]:
    return list(CommentStep.objects.filter(comment=row).order_by("sequence").values_list("state", flat=True))


class TestList:
    """All comments of a campaign."""

    @pytest.fixture
    def made(self, campaigns: Campaigns) -> list[Comment]:
        met(campaigns, "Nhắc một")
        remark(campaigns.third, due_on=date(2023, 3, 31))
        remark(campaigns.third, due_on=None)
        return list(Comment.objects.order_by("pk"))

    @pytest.mark.parametrize(
        ("asked", "shown"),
        [
            ({}, [0, 1, 2]),
            ({"tt": "answered"}, [1]),
            ({"tt": "chua-xong"}, [0, 1, 2]),
            ({"tt": "waived"}, []),
            ({"tt": "la"}, [0, 1, 2]),
            ({"han": "on"}, [0]),
            ({"ai": "van phong"}, [0, 1, 2]),
            ({"ai": "to bien tap"}, []),
            ({"dv": "third"}, [1, 2]),
            ({"den": "28-2-2023"}, []),
            ({"den": "2-3-2023", "han": "on"}, []),
        ],
    )
    def test_filters(
        self,
        runner: Client,
        second_office: Client,
        campaigns: Campaigns,
        made: list[Comment],
        asked: dict[str, str],
        shown: list[int],
    ) -> None:
        step(runner, made[1], "answer")
        where = {"dv": str(campaigns.third.pk)} if "dv" in asked else {}
        page = get(runner, campaigns.at("/dot-so-ket/{c}/gop-y/"), **{**asked, **where})
        links = [str(a.get("href")) for a in page.root.xpath("//table//td[@data-label='Góp ý']/a")]
        assert [link.split("/")[2] for link in links] == [str(made[place].pk) for place in shown]

    def test_head_counts_what_blocks(self, runner: Client, campaigns: Campaigns, made: list[Comment]) -> None:
        page = get(runner, campaigns.at("/dot-so-ket/{c}/gop-y/"))
        assert page.texts("//p[@class='page-lead']")[0].endswith("3 góp ý còn phải xử lý, 1 quá hạn")
        step(runner, made[0], "waive", text="Không còn cần")
        page = get(runner, campaigns.at("/dot-so-ket/{c}/gop-y/"))
        assert page.texts("//p[@class='page-lead']")[0].endswith("2 góp ý còn phải xử lý, 0 quá hạn")

    def test_what_waits_comes_first_by_its_day(
        self, runner: Client, campaigns: Campaigns, made: list[Comment]
    ) -> None:
        step(runner, made[0], "waive", text="Không còn cần")
        remark(campaigns.third, due_on=date(2023, 3, 28))
        page = get(runner, campaigns.at("/dot-so-ket/{c}/gop-y/"))
        assert list(zip(page.column("Hạn trả lời"), page.column("Trạng thái"), strict=True)) == [
            ("28-3-2023", "chưa trả lời"),
            ("31-3-2023", "chưa trả lời"),
            ("–", "chưa trả lời"),
            ("10-3-2023", "được miễn"),
        ]

    def test_unit_sees_its_own_only(
        self, second_office: Client, stranger: Client, campaigns: Campaigns, made: list[Comment]
    ) -> None:
        address = campaigns.at("/dot-so-ket/{c}/gop-y/")
        assert get(second_office, address).column("Đơn vị") == [campaigns.second.short_name]
        assert get(stranger, address).status == 404

    def test_same_number_of_queries(self, runner: Client, campaigns: Campaigns) -> None:
        counts = []
        for texts in (("Một",), ("Hai", "Ba")):
            met(campaigns, *texts)
            get(runner, campaigns.at("/dot-so-ket/{c}/gop-y/"))
            with CaptureQueriesContext(connection) as caught:
                get(runner, campaigns.at("/dot-so-ket/{c}/gop-y/"))
            counts.append(len(caught))
        assert counts[0] == counts[1] < 25


class TestSteps:
    """From the answer to the end, each by who may."""

    def test_whole_course(self, runner: Client, second_office: Client, campaigns: Campaigns) -> None:
        row = raised(campaigns.second)
        assert acts(get(second_office, f"/gop-y/{row.pk}/")) == ["answer"]
        assert step(second_office, row, "answer").messages == ["Góp ý: đã trả lời, chờ chấp nhận."]
        assert step(runner, row, "return", "1", text="Còn thiếu").messages == [
            "Góp ý: trả lại, cần trả lời thêm."
        ]
        step(second_office, row, "answer", "2", text="Đã đủ")
        page = step(runner, row, "accept", "3", text="")
        assert page.messages == ["Góp ý: đã chấp nhận."]
        assert page.texts("//ol[@class='plain-list']/li/strong") == [
            "Đã trả lời, chờ chấp nhận", "Trả lại, cần trả lời thêm", "Đã trả lời, chờ chấp nhận", "Đã chấp nhận",
        ]  # fmt: skip
        assert acts(page) == ["reopen"]
        step(runner, row, "reopen", "4", text="Số liệu sai")
        assert states(row) == ["answered", "returned", "answered", "accepted", "open"]

    def test_what_is_offered_follows_the_rights(
        self, runner: Client, onlooker: Client, campaigns: Campaigns
    ) -> None:
        row = raised(campaigns.second)
        assert acts(get(runner, f"/gop-y/{row.pk}/")) == ["answer", "waive"]
        assert acts(get(onlooker, f"/gop-y/{row.pk}/")) == []
        step(runner, row, "answer")
        assert acts(get(runner, f"/gop-y/{row.pk}/")) == ["return", "answer", "waive"]
        other = visitor(RoleCode.OFFICE, campaigns.tree.district, "khac")
        assert acts(get(other, f"/gop-y/{row.pk}/")) == ["accept", "return", "answer", "waive"]

    @pytest.mark.parametrize("act", ["answer", "accept", "return", "waive", "reopen"])
    def test_onlooker_does_nothing(self, onlooker: Client, campaigns: Campaigns, act: str) -> None:
        row = raised(campaigns.second)
        assert (step(onlooker, row, act).status, states(row)) == (403, [])

    @pytest.mark.parametrize("act", ["accept", "return", "waive", "reopen"])
    def test_unit_does_not_judge_itself(self, second_office: Client, campaigns: Campaigns, act: str) -> None:
        row = raised(campaigns.second)
        assert (step(second_office, row, act).status, states(row)) == (403, [])

    @pytest.mark.parametrize(
        ("act", "changes", "words"),
        [
            ("waive", {"text": ""}, "Lý do"),
            ("answer", {"text": ""}, "Nội dung"),
            ("answer", {"on": "25-3-2023"}, "Ngày ghi (25-3-2023) chưa đến."),
            ("answer", {"on": "28-2-2023"}, "trước ngày góp ý (1-3-2023)"),
            ("answer", {"on": ""}, "Chưa nhập mục này."),
            ("accept", {}, "không làm được việc này"),
            ("la", {}, "Đề nghị chọn việc cần làm với góp ý."),
            ("", {}, "Đề nghị chọn việc cần làm với góp ý."),
            ("answer", {"seen": "la"}, "không còn như đồng chí đã xem"),
        ],
    )
    def test_bad_steps_are_refused(
        self, runner: Client, campaigns: Campaigns, act: str, changes: dict[str, str], words: str
    ) -> None:
        row = raised(campaigns.second)
        page = step(runner, row, act, **changes)
        assert (page.status, states(row)) == (422, [])
        assert any(words in line for line in page.summary), page.summary

    def test_second_of_two_keeps_what_was_typed(
        self, runner: Client, second_office: Client, campaigns: Campaigns
    ) -> None:
        row = raised(campaigns.second)
        step(second_office, row, "answer", text="Của xã")
        page = step(runner, row, "answer", text="Của huyện")
        assert (page.status, page.value("text"), page.value("seen")) == (422, "Của huyện", "1")
        assert "vừa cập nhật góp ý này ngày 24-3-2023" in page.summary[0]
        assert page.texts("//ol[@class='plain-list']/li")[0].endswith("Của xã")
        assert step(runner, row, "answer", "1", text="Của huyện").status == 200
        assert states(row) == ["answered", "answered"]

    def test_day_before_shows_the_comment_as_it_stood(self, runner: Client, campaigns: Campaigns) -> None:
        row = raised(campaigns.second)
        step(runner, row, "answer", on="20-3-2023")
        page = get(runner, f"/gop-y/{row.pk}/", den="19-3-2023")
        assert page.texts("//ol[@class='plain-list']/li") == []
        assert (page.value("seen"), page.value("on")) == ("1", "19-3-2023")
        assert get(runner, f"/gop-y/{row.pk}/", den="28-2-2023").status == 404


class TestRaising:
    """A comment after a meeting, or without one."""

    GIVEN = {
        "text": "Bổ sung số liệu",
        "about": "figures",
        "addressee": "Văn phòng",
        "raised_on": "20-3-2023",
    }

    def test_comment_is_added_to_a_meeting(self, runner: Client, campaigns: Campaigns) -> None:
        meeting = met(campaigns, "Một")
        address = get(runner, f"/cuoc-hop/{meeting.pk}/").href("Thêm góp ý")
        page = read_post(runner, address, {**self.GIVEN, "due_on": "31-3-2023"})
        assert (page.messages, page.heading) == (["Đã ghi góp ý."], "Góp ý số 2")
        row = Comment.objects.latest("pk")
        assert (row.meeting, row.review, row.raised_on, row.due_on, row.raised_by) == (
            meeting, campaigns.second, date(2023, 3, 20), date(2023, 3, 31), "Nguyễn Văn An",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"text": ""}, "text"),
            ({"addressee": ""}, "addressee"),
            ({"about": "la"}, "about"),
            ({"raised_on": "25-3-2023"}, "raised_on"),
            ({"due_on": "19-3-2023"}, "due_on"),
        ],
    )
    def test_bad_comments_are_refused_at_the_field(
        self, runner: Client, campaigns: Campaigns, changes: dict[str, str], field: str
    ) -> None:
        page = read_post(runner, campaigns.at("/so-ket/{second}/gop-y/"), {**self.GIVEN, **changes})
        assert (page.status, Comment.objects.count()) == (422, 0)
        assert page.errors(field) != []

    @pytest.mark.parametrize("hop", ["999999", "0"])
    def test_meeting_that_is_not_there(self, runner: Client, campaigns: Campaigns, hop: str) -> None:
        assert get(runner, campaigns.at("/so-ket/{second}/gop-y/"), hop=hop).status == 404

    def test_onlooker_is_denied(self, onlooker: Client, campaigns: Campaigns) -> None:
        assert get(onlooker, campaigns.at("/so-ket/{second}/gop-y/")).status == 403


def read_post(client: Client, address: str, given: dict[str, str]) -> Page:
    return post(client, address, **given)


def test_comments_on_a_unit_that_left_are_listed_only_when_its_page_asks(
    runner: Client, campaigns: Campaigns
) -> None:
    remark(campaigns.second)
    remark(campaigns.third, due_on=date(2023, 3, 31))
    actions.withdraw_review(
        SYSTEM_ACTOR, review=campaigns.second, on=date(2023, 3, 20), reason="Sáp nhập", now=moment(ON)
    )
    address = campaigns.at("/dot-so-ket/{c}/gop-y/")
    page = get(runner, address)
    assert (page.column("Đơn vị"), page.texts("//p[@class='page-lead']")[0]) == (
        ["Thạnh Ngãi"],
        "Sơ kết huyện Mỏ Cày Bắc · 1 góp ý còn phải xử lý, 0 quá hạn",
    )
    own = get(runner, campaigns.at("/so-ket/{second}/")).href("Góp ý đã xử lý")
    assert get(runner, own).column("Đơn vị") == ["Nhuận Phú Tân"]
    for nobody in ("999999", "12345678901", "xa"):
        assert get(runner, address, dv=nobody).column("Đơn vị") == ["Thạnh Ngãi"]
    assert get(runner, address, den="19-3-2023").column("Đơn vị") == ["Nhuận Phú Tân", "Thạnh Ngãi"]
