"""The pages of meetings: the list, one with what came of it, recording with comments, correcting, removing."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import actions
from nhiemky.campaign.models import Comment, Meeting
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast_campaign import moment
from tests.web.campaign.scene import ON, Campaigns
from tests.web.campaign.talks import met
from tests.web.reading import Page, get, post

GIVEN = {
    "kind": "preparation", "held_on": "20-3-2023", "visitors": "Ban Tổ chức Huyện ủy", "hosts": "Ban Thường vụ",
    "preparation_grade": "good", "preparation": "Kịp tiến độ", "conclusion": "Tiếp tục", "so-dong": "3",
}  # fmt: skip
FIRST = {
    "d0-text": "Bổ sung số liệu",
    "d0-about": "figures",
    "d0-addressee": "Văn phòng",
    "d0-due_on": "31-3-2023",
}
THIRD = {"d2-text": "Rút gọn báo cáo", "d2-about": "documents", "d2-addressee": "Tổ biên tập"}


def hold(client: Client, scene: Campaigns, **changes: str) -> Page:
    asked = {"review": str(scene.second.pk), **GIVEN, **changes}
    return post(client, scene.at("/dot-so-ket/{c}/cuoc-hop/ghi/"), **asked)


def change(client: Client, row: Meeting, seen: str, **changes: str) -> Page:
    return post(
        client, f"/cuoc-hop/{row.pk}/sua/", **{**GIVEN, "held_on": "1-3-2023", "seen": seen, **changes}
    )


def test_list_shows_what_came_of_each_meeting(runner: Client, campaigns: Campaigns) -> None:
    met(campaigns, "Một", "Hai")
    met(campaigns, review=campaigns.third)
    page = get(runner, campaigns.at("/dot-so-ket/{c}/cuoc-hop/"))
    assert [row[:2] + row[5:] for row in page.rows] == [
        ["1-3-2023", campaigns.third.short_name, "0", "0", "0"],
        ["1-3-2023", campaigns.second.short_name, "2", "2", "0"],
    ]
    assert page.actions == ["Ghi cuộc họp"]


def test_list_of_a_day_before_is_empty(runner: Client, campaigns: Campaigns) -> None:
    met(campaigns, "Một")
    assert get(runner, campaigns.at("/dot-so-ket/{c}/cuoc-hop/"), den="28-2-2023").rows == []


def test_list_asks_the_same_number_of_queries(runner: Client, campaigns: Campaigns) -> None:
    counts = []
    for number in (1, 2):
        for _again in range(number):
            met(campaigns, "Một", "Hai")
        get(runner, campaigns.at("/dot-so-ket/{c}/cuoc-hop/"))
        with CaptureQueriesContext(connection) as caught:
            get(runner, campaigns.at("/dot-so-ket/{c}/cuoc-hop/"))
        counts.append(len(caught))
    assert counts[0] == counts[1] < 25


def test_meeting_is_recorded_with_its_comments(runner: Client, campaigns: Campaigns) -> None:
    page = hold(runner, campaigns, **FIRST, **THIRD)
    assert (page.messages, page.heading) == (["Đã ghi cuộc họp."], "Cuộc họp ngày 20-3-2023")
    row = Meeting.objects.get()
    assert (row.review, row.held_on, row.visitors, row.preparation_grade) == (
        campaigns.second, date(2023, 3, 20), "Ban Tổ chức Huyện ủy", "good",
    )  # fmt: skip
    made = Comment.objects.filter(meeting=row).order_by("number")
    assert [(each.text, each.about, each.addressee, each.due_on) for each in made] == [
        ("Bổ sung số liệu", "figures", "Văn phòng", date(2023, 3, 31)),
        ("Rút gọn báo cáo", "documents", "Tổ biên tập", None),
    ]
    assert page.column("Góp ý") == ["Bổ sung số liệusố liệu", "Rút gọn báo cáovăn kiện"]
    assert page.facts()["Công tác chuẩn bị"] == "Tốt. Kịp tiến độ"


def test_more_rows_keep_what_was_typed_and_write_nothing(runner: Client, campaigns: Campaigns) -> None:
    page = hold(runner, campaigns, **FIRST, **{"them-dong": "1"})
    assert (page.status, page.value("so-dong"), page.value("d0-text")) == (200, "6", "Bổ sung số liệu")
    assert (page.value("visitors"), page.value("d5-text"), page.summary) == ("Ban Tổ chức Huyện ủy", "", [])
    assert Meeting.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"held_on": "25-3-2023"}, "Ngày họp (25-3-2023) chưa đến."),
        ({"held_on": "1-1-2022"}, "trước ngày của kế hoạch"),
        ({"visitors": ""}, "Chưa nhập mục này."),
        ({"review": "999999"}, "Không có “999999” trong danh sách."),
        ({"review": "", **FIRST}, "Góp ý phải gắn với một đơn vị."),
        ({**FIRST, "d0-addressee": ""}, "Đề nghị xem lại dòng 1."),
        ({**FIRST, **THIRD, "d2-due_on": "1-3-2023"}, "Đề nghị xem lại dòng 3."),
        ({**FIRST, "d0-due_on": "1-3-2023"}, "Đề nghị xem lại dòng 1."),
        ({"place": "x" * 201}, "Dài quá 200 ký tự (hiện có 201)."),
        ({"so-dong": "x", "kind": "la"}, "Không có “la” trong danh sách."),
    ],
)
def test_bad_meetings_are_refused_and_keep_what_was_typed(
    runner: Client, campaigns: Campaigns, changes: dict[str, str], words: str
) -> None:
    page = hold(runner, campaigns, **changes)
    assert (page.status, Meeting.objects.count(), Comment.objects.count()) == (422, 0, 0)
    assert any(words in line for line in page.summary)
    assert page.value("conclusion") == "Tiếp tục"


def test_who_may_record_is_offered_just_that(
    second_office: Client, onlooker: Client, stranger: Client, campaigns: Campaigns
) -> None:
    address = campaigns.at("/dot-so-ket/{c}/cuoc-hop/")
    assert get(second_office, address).actions == ["Ghi cuộc họp"]
    form = get(second_office, address + "ghi/")
    assert form.texts("//select[@name='review']/option") == [campaigns.second.unit_name]
    assert get(onlooker, address).actions == []
    assert get(onlooker, address + "ghi/").status == 403
    assert get(stranger, address).status == 404


class TestChanging:
    """Correcting what is said of a meeting."""

    def test_correction_is_kept(self, runner: Client, campaigns: Campaigns) -> None:
        row = met(campaigns, "Một")
        seen = get(runner, f"/cuoc-hop/{row.pk}/sua/").value("seen")
        page = change(runner, row, seen, conclusion="Hoàn chỉnh")
        assert page.messages == ["Đã sửa cuộc họp."]
        row.refresh_from_db()
        assert (row.conclusion, Comment.objects.filter(meeting=row).count()) == ("Hoàn chỉnh", 1)

    def test_second_of_two_sees_what_the_first_wrote(
        self, runner: Client, second_office: Client, campaigns: Campaigns
    ) -> None:
        row = met(campaigns)
        seen = get(runner, f"/cuoc-hop/{row.pk}/sua/").value("seen")
        change(second_office, row, seen, conclusion="Của xã")
        page = change(runner, row, seen, conclusion="Của huyện")
        assert (page.status, page.value("conclusion")) == (422, "Của huyện")
        assert page.summary == ["Cuộc họp vừa được người khác sửa. Đề nghị xem nội dung mới rồi gửi lại."]
        assert page.facts()["Kết luận"] == "Của xã"
        assert change(runner, row, page.value("seen"), conclusion="Của huyện").messages == [
            "Đã sửa cuộc họp."
        ]

    @pytest.mark.parametrize("act", ["sua", "bo"])
    def test_onlooker_is_denied_and_offered_nothing(
        self, onlooker: Client, campaigns: Campaigns, act: str
    ) -> None:
        row = met(campaigns)
        assert get(onlooker, f"/cuoc-hop/{row.pk}/").actions == []
        assert get(onlooker, f"/cuoc-hop/{row.pk}/{act}/").status == 403

    def test_removed_meeting_leaves_its_comments(self, runner: Client, campaigns: Campaigns) -> None:
        row = met(campaigns, "Một")
        page = post(runner, f"/cuoc-hop/{row.pk}/bo/", on="24-3-2023", reason="Ghi nhầm")
        assert (page.messages, page.rows) == (["Đã bỏ cuộc họp."], [])
        assert Comment.objects.filter(meeting=row).count() == 1
        assert get(runner, f"/cuoc-hop/{row.pk}/").status == 404
        assert get(runner, f"/cuoc-hop/{row.pk}/", den="2-3-2023").status == 200


def test_a_meeting_with_a_unit_that_left_since_is_recorded_on_a_day_on_which_it_took_part(
    runner: Client, campaigns: Campaigns
) -> None:
    actions.withdraw_review(
        SYSTEM_ACTOR, review=campaigns.second, on=date(2023, 3, 20), reason="Sáp nhập", now=moment(ON)
    )
    address, name = campaigns.at("/dot-so-ket/{c}/cuoc-hop/ghi/"), "Đảng bộ xã Nhuận Phú Tân"
    lessons = campaigns.at("/dot-so-ket/{c}/bai-hoc/rut/")
    for day, offered in (("24-3-2023", False), ("19-3-2023", True)):
        assert (name in get(runner, address, den=day).texts("//select[@name='review']/option")) is offered
        assert (name in get(runner, lessons, den=day).texts("//select[@name='review']/option")) is offered
    late = hold(runner, campaigns, held_on="20-3-2023")
    assert (late.status, late.errors("held_on")) == (
        422,
        ["Đơn vị đã được đưa ra khỏi đợt sơ kết; không ghi thêm được."],
    )
    assert hold(runner, campaigns, held_on="19-3-2023").messages == ["Đã ghi cuộc họp."]
    assert Meeting.objects.get().review == campaigns.second
