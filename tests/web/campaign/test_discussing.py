"""The page of what to discuss: the proposal, what is kept, editing, taking over, ordering, two people at once."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import actions
from nhiemky.campaign.models import DiscussionPoint
from nhiemky.campaign.vocab import PointDraft, PointKind
from nhiemky.history.models import LedgerLine
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.work.vocab import WorkState
from tests.cast import make_term
from tests.cast_boards import place_of
from tests.cast_campaign import moment
from tests.cast_targets import Place
from tests.cast_work import make_item, report
from tests.standing import standing
from tests.web.campaign.scene import ON, Campaigns
from tests.web.reading import Page, exported, get, post

DAY = date(2023, 3, 1)


@standing(at="2023-03-24 10:00+07:00")
def slow(campaigns: Campaigns) -> Place:
    """The second commune, with two pieces of key work that are late."""
    place = place_of(campaigns.tree.second)
    for number, name in (("T1", "Xây dựng cụm công nghiệp"), ("T2", "Tinh gọn bộ máy")):
        item = make_item(place, make_term(), number, name=name, key=True, lead="Ủy ban nhân dân xã")
        report(place, item, WorkState.IN_PROGRESS, 30, on=date(2023, 1, 31))
    return place


def keep(campaigns: Campaigns, *texts: str, on: date = DAY) -> list[DiscussionPoint]:
    drafts = [PointDraft(PointKind.OTHER, text, f"Hỏi: {text}", "Các chi bộ") for text in texts]
    return actions.keep_points(SYSTEM_ACTOR, review=campaigns.second, points=drafts, on=on, now=moment(ON))


def shown(client: Client, campaigns: Campaigns, **asked: str) -> Page:
    return get(client, campaigns.at("/so-ket/{second}/goi-y-thao-luan/"), **asked)


def fields(page: Page) -> dict[str, str]:
    """Give what the form would send as it stands."""
    found = {}
    for field in page.root.xpath("//form[contains(@class, 'points')]//*[@name]"):
        name = str(field.get("name"))
        if field.tag != "button" and field.get("type") != "checkbox":
            found[name] = (
                str(field.text_content()) if field.tag == "textarea" else str(field.get("value", ""))
            )
    return {**found, "lam": "luu"}


def send(client: Client, campaigns: Campaigns, **given: str) -> Page:
    return post(client, campaigns.at("/so-ket/{second}/goi-y-thao-luan/"), **given)


def texts(campaigns: Campaigns) -> list[str]:
    rows = DiscussionPoint.objects.filter(review=campaigns.second, removed_on__isnull=True)
    return list(rows.order_by("position").values_list("text", flat=True))


def proposed(page: Page) -> list[list[str]]:
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./td")]
        for row in page.root.xpath("//section[@aria-labelledby='de-xuat']//tbody/tr")
    ]


def test_late_key_work_is_proposed(second_office: Client, campaigns: Campaigns, slow: Place) -> None:
    page = shown(second_office, campaigns)
    assert [(row[0], row[1][:40], row[4]) for row in proposed(page)] == [
        ("nhiệm vụ trọng tâm, khâu đột phá chậm", "Nhiệm vụ trọng tâm T1: Xây dựng cụm công"[:40], "Lấy"),
        ("nhiệm vụ trọng tâm, khâu đột phá chậm", "Nhiệm vụ trọng tâm T2: Tinh gọn bộ máy ("[:40], "Lấy"),
    ]
    assert "quá hạn 83 ngày, hạn 31-12-2022" in proposed(page)[0][1]


def test_buttons_of_the_proposal_send_the_form_that_stands_above_it(
    second_office: Client, campaigns: Campaigns, slow: Place
) -> None:
    page = shown(second_office, campaigns)
    taking = page.root.xpath("//section[@aria-labelledby='de-xuat']//button[@name='lam']")
    assert [(each.get("value"), each.get("form")) for each in taking] == [
        ("lay-het", "goi-y"),
        ("lay-0", "goi-y"),
        ("lay-1", "goi-y"),
    ]
    (form,) = page.root.xpath("//*[@id='goi-y']")
    assert (form.tag, form.get("method"), form.xpath(".//form"), form.xpath(".//section//table/@class")) == (
        "form",
        "post",
        [],
        ["table data-table"],
    )


def test_who_only_reads_sorts_the_proposal(
    second_office: Client, onlooker: Client, campaigns: Campaigns, slow: Place
) -> None:
    send(second_office, campaigns, **{**fields(shown(second_office, campaigns)), "lam": "lay-1"})
    links = "//section[@aria-labelledby='de-xuat']//th/a"
    assert shown(second_office, campaigns).texts(links) == []
    read = shown(onlooker, campaigns)
    assert read.texts(links) == ["Loại", "Mời phát biểu", "Tình trạng"]
    assert [row[3:] for row in proposed(read)] == [
        ["Ủy ban nhân dân xã", "chưa chọn"],
        ["Ủy ban nhân dân xã", "đã chọn"],
    ]
    turned = shown(onlooker, campaigns, **{"xep-de-xuat": "-tinh-trang"})
    assert [row[4] for row in proposed(turned)] == ["đã chọn", "chưa chọn"]


def test_the_proposal_goes_to_excel(second_office: Client, campaigns: Campaigns, slow: Place) -> None:
    send(second_office, campaigns, **{**fields(shown(second_office, campaigns)), "lam": "lay-1"})
    address = campaigns.at("/so-ket/{second}/goi-y-thao-luan/")
    title, head, *rows = exported(second_office, address, "de-xuat", den="24-3-2023")
    assert title == ["Đảng bộ xã Nhuận Phú Tân: đề xuất từ số liệu, ngày 24-3-2023"]
    assert head == ["Loại", "Nội dung", "Câu hỏi gợi ý", "Mời phát biểu", "Tình trạng"]
    assert [(row[0], row[3], row[4]) for row in rows] == [
        ("nhiệm vụ trọng tâm, khâu đột phá chậm", "Ủy ban nhân dân xã", "chưa chọn"),
        ("nhiệm vụ trọng tâm, khâu đột phá chậm", "Ủy ban nhân dân xã", "đã chọn"),
    ]


def test_nothing_is_proposed_where_all_goes_well(second_office: Client, campaigns: Campaigns) -> None:
    page = shown(second_office, campaigns)
    assert proposed(page) == []
    assert "Số liệu và nội dung đã ghi chưa có gì cần đề xuất." in page.texts(
        "//section[@aria-labelledby='de-xuat']/p"
    )


def test_one_proposal_is_taken_over(second_office: Client, campaigns: Campaigns, slow: Place) -> None:
    page = shown(second_office, campaigns)
    done = send(second_office, campaigns, **{**fields(page), "lam": "lay-1"})
    assert done.messages == ["Đã lưu 1 nội dung gợi ý thảo luận."]
    assert [text.partition(" (")[0] for text in texts(campaigns)] == [
        "Nhiệm vụ trọng tâm T2: Tinh gọn bộ máy"
    ]
    assert [row[4] for row in proposed(done)] == ["Lấy", "đã chọn"]
    row = DiscussionPoint.objects.get(review=campaigns.second)
    assert (row.kind, row.invited, row.added_on) == ("work", "Ủy ban nhân dân xã", ON)
    assert row.work_item is not None


def test_all_open_proposals_are_taken_over_at_once(
    second_office: Client, campaigns: Campaigns, slow: Place
) -> None:
    send(second_office, campaigns, **{**fields(shown(second_office, campaigns)), "lam": "lay-1"})
    page = shown(second_office, campaigns)
    assert "Lấy 1 nội dung chưa chọn" in page.texts("//button")
    done = send(second_office, campaigns, **{**fields(page), "lam": "lay-het"})
    assert len(texts(campaigns)) == 2
    assert [row[4] for row in proposed(done)] == ["đã chọn", "đã chọn"]
    assert done.texts("//button[@value='lay-het']") == []


@pytest.mark.parametrize("asked", ["lay-99", "lay-", "lay-x", "lay--1", "la", "lay-999999999999999999999"])
def test_a_button_of_no_proposal_only_saves(
    second_office: Client, campaigns: Campaigns, slow: Place, asked: str
) -> None:
    keep(campaigns, "Một")
    send(second_office, campaigns, **{**fields(shown(second_office, campaigns)), "lam": asked})
    assert texts(campaigns) == ["Một"]


def test_points_are_edited_added_ordered_and_taken_off(second_office: Client, campaigns: Campaigns) -> None:
    one, two, three = keep(campaigns, "Một", "Hai", "Ba")
    given = fields(shown(second_office, campaigns))
    given |= {
        f"t{one.pk}": "Một, viết lại", f"o{one.pk}": "9", f"x{two.pk}": "on", "tn0": "Thêm của xã", "qn0": "Làm gì trước?",
        "mn0": "Bí thư chi bộ", "on0": "1",
    }  # fmt: skip
    send(second_office, campaigns, **given)
    assert texts(campaigns) == ["Thêm của xã", "Ba", "Một, viết lại"]
    added = DiscussionPoint.objects.get(text="Thêm của xã")
    assert (added.kind, added.question, added.invited) == ("other", "Làm gì trước?", "Bí thư chi bộ")
    assert DiscussionPoint.objects.get(pk=two.pk).removed_on == ON
    assert DiscussionPoint.objects.get(pk=three.pk).removed_on is None
    line = LedgerLine.objects.order_by("-sequence")[0]
    assert (line.act, line.object_id) == ("points.kept", str(campaigns.second.pk))


def test_points_are_shown_as_they_stood(
    second_office: Client, onlooker: Client, campaigns: Campaigns
) -> None:
    keep(campaigns, "Một", "Hai")
    keep(campaigns, "Hai", on=date(2023, 3, 20))
    read = shown(onlooker, campaigns)
    assert read.texts("//ol[contains(@class, 'points-read')]/li/strong") == ["Hai"]
    earlier = shown(onlooker, campaigns, den="15-3-2023")
    assert set(earlier.texts("//ol[contains(@class, 'points-read')]/li/strong")) == {"Một", "Hai"}
    empty = shown(onlooker, campaigns, den="28-2-2023")
    assert "Chưa chọn nội dung nào vào ngày này." in empty.texts("//section[@aria-labelledby='da-chon']/p")


def test_whoever_was_slower_is_told_and_loses_nothing(second_office: Client, campaigns: Campaigns) -> None:
    one, two = keep(campaigns, "Một", "Hai")
    given = fields(shown(second_office, campaigns)) | {"tn0": "Thêm của tôi", f"t{two.pk}": "Hai của tôi"}
    keep(campaigns, "Một", "Người khác thêm", on=ON)
    page = send(second_office, campaigns, **given)
    assert page.status == 422
    assert page.summary == ["Nội dung thảo luận vừa được người khác sửa. Đề nghị tải lại trang rồi làm lại."]
    left = [value for name, value in fields(page).items() if name.startswith("t")]
    assert {"Một", "Người khác thêm", "Thêm của tôi", "Hai của tôi"} <= set(left)
    assert texts(campaigns) == ["Một", "Người khác thêm"]
    again = send(second_office, campaigns, **fields(page))
    assert again.status == 200
    assert texts(campaigns) == ["Một", "Người khác thêm", "Thêm của tôi", "Hai của tôi"]
    assert DiscussionPoint.objects.get(pk=one.pk).removed_on is None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"on": "25-3-2023"}, "Ngày ghi (25-3-2023) chưa đến."),
        ({"on": "28-2-2023"}, "Ngày ghi (28-2-2023) trước lần ghi trước (1-3-2023)."),
        ({"on": ""}, "Chưa nhập mục này."),
        ({"tn0": "Mới", "mn0": "x" * 301}, "Nội dung 2: Mời phát biểu dài quá 300 ký tự."),
        ({"tn0": "x" * 20_001}, "Nội dung 2: Nội dung dài quá 20000 ký tự."),
    ],
)
def test_wrong_input_is_said_and_nothing_is_lost(
    second_office: Client, campaigns: Campaigns, changes: dict[str, str], message: str
) -> None:
    keep(campaigns, "Một")
    before = LedgerLine.objects.count()
    page = send(second_office, campaigns, **{**fields(shown(second_office, campaigns)), **changes})
    assert (page.status, page.summary, LedgerLine.objects.count()) == (422, [message], before)
    assert texts(campaigns) == ["Một"]
    if "tn0" in changes:
        assert changes["tn0"] in [value for name, value in fields(page).items() if name.startswith("t")]


def test_a_point_without_words_is_refused(second_office: Client, campaigns: Campaigns) -> None:
    (one,) = keep(campaigns, "Một")
    page = send(second_office, campaigns, **{**fields(shown(second_office, campaigns)), f"t{one.pk}": "  "})
    assert page.summary == ["Nội dung 1: Chưa ghi nội dung ô “Nội dung”."]


@pytest.mark.parametrize(
    ("who", "looks", "acts"),
    [("runner", 200, 200), ("second_office", 200, 200), ("onlooker", 200, 403), ("stranger", 404, 404)],
)
def test_who_may_look_and_who_may_act(
    request: pytest.FixtureRequest, campaigns: Campaigns, who: str, looks: int, acts: int
) -> None:
    client: Client = request.getfixturevalue(who)
    page = shown(client, campaigns)
    assert page.status == looks
    assert bool(page.root.xpath("//form[contains(@class, 'points')]")) is (acts == 200)
    given = {"on": "24-3-2023", "seen": "", "tn0": "Thử", "lam": "luu"}
    assert send(client, campaigns, **given).status == acts
    assert texts(campaigns) == (["Thử"] if acts == 200 else [])


def test_what_people_typed_is_text(second_office: Client, campaigns: Campaigns) -> None:
    hostile = "</textarea><script>alert(1)</script>"
    keep(campaigns, hostile)
    text = second_office.get(campaigns.at("/so-ket/{second}/goi-y-thao-luan/")).content.decode()
    assert (hostile in text, "&lt;/textarea&gt;&lt;script&gt;" in text) == (False, True)


def test_as_many_queries_for_many_points_as_for_few(second_office: Client, campaigns: Campaigns) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            shown(second_office, campaigns)
        return len(asked)

    keep(campaigns, "Một")
    counted()
    few = counted()
    keep(campaigns, *map(str, range(20)), on=date(2023, 3, 2))
    assert counted() == few


def test_before_the_last_change_points_are_only_read_and_lead_to_its_day(
    second_office: Client, campaigns: Campaigns
) -> None:
    assert fields(shown(second_office, campaigns, den="20-2-2023"))["tn0"] == ""
    keep(campaigns, "Đất đai")
    keep(campaigns, "Nước sạch", on=date(2023, 3, 6))
    note = "Nội dung được ghi lần cuối ngày 6-3-2023; ở các ngày trước đó chỉ xem lại."
    for day, read in (("20-2-2023", []), ("5-3-2023", ["Đất đai"])):
        page = shown(second_office, campaigns, den=day)
        assert page.texts("//div[contains(@class, 'alert-info')]//p") == [note]
        assert (fields(page), page.texts("//ol[contains(@class, 'points-read')]/li/strong")) == (
            {"lam": "luu"},
            read,
        )
        assert "6-3-2023" in page.href("Xem ngày đó")
    page = shown(second_office, campaigns, den="6-3-2023")
    assert page.texts("//div[contains(@class, 'alert-info')]") == []
    typed = {
        name: "Nước sạch nông thôn" if text == "Nước sạch" else text for name, text in fields(page).items()
    }
    assert send(second_office, campaigns, **typed).messages == ["Đã lưu 1 nội dung gợi ý thảo luận."]
    assert texts(campaigns) == ["Nước sạch nông thôn"]
