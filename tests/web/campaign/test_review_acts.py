"""Acts on one review, through the pages: moving with a reason, two people at once, owner, withdrawing and back, successors."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nhiemky.campaign import actions
from nhiemky.campaign.models import Review, StageMove
from nhiemky.campaign.vocab import StageCode
from nhiemky.history.models import LedgerLine
from nhiemky.org.actions import change_unit, merge_units
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests.cast import draft, make_person, make_position
from tests.cast_campaign import BEGUN, NOW, moment, move_to
from tests.web.campaign.scene import ON, Campaigns, remark
from tests.web.conftest import visitor
from tests.web.reading import Page, get, parameters, post

ACTS = ("chuyen-giai-doan", "ngay-ke-hoach", "phu-trach", "dua-ra", "ke-tuc", "dua-lai")


def move(client: Client, scene: Campaigns, which: str = "second", **given: str) -> Page:
    asked = {"stage": "commented", "on": "24-3-2023", "reason": "Theo tiến độ", "seen": "assessed", **given}
    return post(client, scene.at(f"/so-ket/{{{which}}}/chuyen-giai-doan/"), **asked)


def stage(review: Review) -> tuple[str, str, date, list[str], list[str]]:
    row = StageMove.objects.filter(review=review).latest("sequence")
    return (row.stage, row.reason, row.on, row.skipped, row.unmet)


def moves(review: Review) -> int:
    return StageMove.objects.filter(review=review).count()


def test_move_is_kept_and_said(runner: Client, campaigns: Campaigns) -> None:
    page = move(runner, campaigns)
    assert page.messages == ["Nhuận Phú Tân đã chuyển sang giai đoạn “Góp ý dự thảo”."]
    assert page.heading == "Đảng bộ xã Nhuận Phú Tân"
    assert page.texts("//li[@aria-current='step']//strong") == ["Góp ý dự thảo"]
    assert stage(campaigns.second) == ("commented", "Theo tiến độ", ON, [], ["meeting"])
    line = LedgerLine.objects.latest("sequence")
    assert (line.act, line.object_id, line.actor_name) == (
        "review.moved",
        str(campaigns.second.pk),
        "Nguyễn Văn An",
    )


def test_unit_moves_its_own_review(second_office: Client, campaigns: Campaigns) -> None:
    assert move(second_office, campaigns).status == 200
    assert stage(campaigns.second)[0] == "commented"


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        (
            {"reason": ""},
            "reason",
            "Chưa đáp ứng: đã làm việc với tổ công tác. Nếu vẫn chuyển, đề nghị ghi lý do.",
        ),
        (
            {"stage": "held", "reason": ""},
            "reason",
            "Bỏ qua giai đoạn “Góp ý dự thảo”, “Sẵn sàng” cần ghi lý do.",
        ),
        ({"stage": "planned", "reason": ""}, "reason", "Chuyển về giai đoạn trước cần ghi lý do."),
        ({"stage": "la"}, "stage", "Không có “la” trong danh sách."),
        ({"stage": ""}, "stage", "Chưa nhập mục này."),
        ({"stage": "assessed"}, "stage", "Không có “assessed” trong danh sách."),
        ({"on": "25-3-2023"}, "on", "Ngày chuyển giai đoạn (25-3-2023) chưa đến."),
        (
            {"on": "14-2-2023"},
            "on",
            "Ngày chuyển giai đoạn (14-2-2023) trước lần chuyển giai đoạn gần nhất (15-2-2023).",
        ),
        ({"on": ""}, "on", "Chưa nhập mục này."),
        ({"on": "31-2-2023"}, "on", ""),
        ({"reason": "x" * 501}, "reason", "Dài quá 500 ký tự (hiện có 501)."),
        ({"reason": "a\0b"}, "reason", "Có ký tự không đọc được, đề nghị gõ lại."),
    ],
)
def test_bad_moves_are_refused_at_the_field(
    runner: Client, campaigns: Campaigns, given: dict[str, str], field: str, words: str
) -> None:
    page = move(runner, campaigns, **given)
    assert (page.status, page.heading) == (422, "Chuyển giai đoạn")
    errors = page.errors(field)
    assert words in errors if words else errors
    assert (moves(campaigns.second), page.value("seen")) == (3, "assessed")
    if field != "reason":
        assert page.value("reason") == "Theo tiến độ"


def test_skipping_with_a_reason_is_kept_with_what_was_missing(runner: Client, campaigns: Campaigns) -> None:
    remark(campaigns.second)
    move(runner, campaigns, stage="ready", reason="Họp chung cụm")
    assert stage(campaigns.second) == (
        "ready", "Họp chung cụm", ON, ["commented"], ["meeting", "figures", "comments_closed"],
    )  # fmt: skip


@pytest.mark.parametrize(("den", "expected"), [("", ON), ("20-3-2023", date(2023, 3, 20))])
def test_page_of_the_move_is_set_to_the_day_looked_at(
    runner: Client, campaigns: Campaigns, den: str, expected: date
) -> None:
    page = get(runner, campaigns.at("/so-ket/{second}/chuyen-giai-doan/"), **({"den": den} if den else {}))
    assert (page.status, page.value("on")) == (200, f"{expected.day}-{expected.month}-{expected.year}")
    assert page.texts("//p[@class='page-lead']")[1] == (
        "Đang ở giai đoạn “Đánh giá sơ bộ”. Giai đoạn tiếp theo: “Góp ý dự thảo”."
    )


def test_first_stage_of_a_review_that_did_not_begin(runner: Client, campaigns: Campaigns) -> None:
    page = get(runner, campaigns.at("/so-ket/{own}/chuyen-giai-doan/"))
    assert page.texts("//p[@class='page-lead']")[1] == (
        "Chưa bắt đầu giai đoạn nào. Giai đoạn tiếp theo: “Lập kế hoạch”."
    )
    move(runner, campaigns, "own", stage="planned", seen="", reason="")
    assert stage(campaigns.own) == ("planned", "", ON, [], [])


class TestTwoAtOnce:
    """Two people move one review: the second is told, keeps what was typed, and may then decide."""

    def test_second_is_told_who_was_quicker(
        self, runner: Client, second_office: Client, campaigns: Campaigns
    ) -> None:
        move(second_office, campaigns)
        page = move(runner, campaigns, reason="Ý kiến của huyện", on="23-3-2023")
        assert page.status == 422
        assert page.summary == [
            "Nguyễn Văn An vừa chuyển đơn vị này sang giai đoạn “Góp ý dự thảo” (ngày 24-3-2023). Đề nghị xem lại trước khi chuyển."
        ]
        assert (page.value("reason"), page.value("on")) == ("Ý kiến của huyện", "23-3-2023")
        assert page.value("seen") == "commented"
        assert "Đang ở giai đoạn “Góp ý dự thảo”." in page.texts("//p[@class='page-lead']")[1]
        assert moves(campaigns.second) == 4

    def test_second_may_go_on_after_looking(
        self, runner: Client, second_office: Client, campaigns: Campaigns
    ) -> None:
        move(second_office, campaigns)
        told = move(runner, campaigns)
        page = move(runner, campaigns, stage="ready", seen=told.value("seen"))
        assert page.messages == ["Nhuận Phú Tân đã chuyển sang giai đoạn “Sẵn sàng”."]
        assert [row.sequence for row in StageMove.objects.filter(review=campaigns.second).order_by("pk")] == [
            1,
            2,
            3,
            4,
            5,
        ]

    def test_an_error_in_the_form_does_not_hide_that_somebody_was_quicker(
        self, runner: Client, second_office: Client, campaigns: Campaigns
    ) -> None:
        move(second_office, campaigns)
        page = move(runner, campaigns, on="", stage="ready")
        assert (page.status, page.value("seen")) == (422, "assessed")
        again = move(runner, campaigns, stage="ready", seen=page.value("seen"))
        assert (again.status, "vừa chuyển" in again.summary[0], moves(campaigns.second)) == (422, True, 4)

    @pytest.mark.parametrize("seen", ["", "la", "assessed' OR 1=1", "planned", "ASSESSED"])
    def test_what_was_not_seen_is_no_way_round(self, runner: Client, campaigns: Campaigns, seen: str) -> None:
        page = move(runner, campaigns, seen=seen)
        assert (page.status, moves(campaigns.second)) == (422, 3)

    def test_a_stale_day_is_told_the_last_state(self, runner: Client, campaigns: Campaigns) -> None:
        address = campaigns.at("/so-ket/{second}/chuyen-giai-doan/")
        page = get(runner, address, den="20-1-2023")
        assert (page.value("seen"), page.value("on")) == ("assessed", "20-1-2023")


class TestOwner:
    """Who is in charge."""

    def test_name_is_kept(self, runner: Client, campaigns: Campaigns) -> None:
        page = post(
            runner,
            campaigns.at("/so-ket/{second}/phu-trach/"),
            person="",
            name="  Lê Văn  Tám, Bí thư ",
            on="24-3-2023",
        )
        assert page.messages == ["Đã giao người phụ trách."]
        assert "người phụ trách: Lê Văn Tám, Bí thư" in page.texts("//p[@class='page-lead']")[1]

    def test_person_of_the_unit_is_chosen(self, second_office: Client, campaigns: Campaigns) -> None:
        tree = campaigns.tree
        person = make_person("Ngô Thị Hai", keeper=tree.second)
        make_position(person, tree.second, "Bí thư")
        other = make_person("Bùi Thị Xa", keeper=tree.far)
        address = campaigns.at("/so-ket/{second}/phu-trach/")
        assert get(second_office, address).texts("//select[@name='person']/option") == [
            "chưa chọn",
            "Ngô Thị Hai",
        ]
        refused = post(second_office, address, person=str(other.pk), name="")
        assert (refused.status, len(refused.errors("person"))) == (422, 1)
        post(second_office, address, person=str(person.pk), name="", on="24-3-2023")
        row = Review.objects.get(pk=campaigns.second.pk)
        assert (row.owner_id, row.owner_name) == (person.pk, "Ngô Thị Hai")
        page = get(second_office, address)
        assert (page.value("person"), page.value("name")) == (str(person.pk), "")

    def test_owner_that_cannot_be_chosen_any_more_is_not_lost(
        self, runner: Client, campaigns: Campaigns
    ) -> None:
        person = make_person("Ngô Thị Hai", keeper=campaigns.tree.second)
        actions.set_owner(
            SYSTEM_ACTOR,
            review=campaigns.second,
            person=person,
            name="Ngô Thị Hai, Bí thư",
            on=BEGUN,
            now=NOW,
        )
        address = campaigns.at("/so-ket/{second}/phu-trach/")
        page = get(runner, address)
        assert (page.value("person"), page.value("name")) == ("", "Ngô Thị Hai, Bí thư")
        post(runner, address, person=page.value("person"), name=page.value("name"), on=page.value("on"))
        assert Review.objects.get(pk=campaigns.second.pk).owner_name == "Ngô Thị Hai, Bí thư"

    def test_nobody_is_possible_and_said(self, runner: Client, campaigns: Campaigns) -> None:
        actions.set_owner(SYSTEM_ACTOR, review=campaigns.second, name="Lê Văn Tám", on=BEGUN, now=NOW)
        page = post(runner, campaigns.at("/so-ket/{second}/phu-trach/"), person="", name="", on="24-3-2023")
        assert page.messages == ["Đã ghi là chưa có người phụ trách."]
        assert Review.objects.get(pk=campaigns.second.pk).owner_name == ""

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"name": "x" * 201}, "name"),
            ({"person": "99"}, "person"),
            ({"person": "x"}, "person"),
            ({"on": "25-3-2023"}, "on"),
            ({"on": ""}, "on"),
        ],
    )
    def test_bad_owner_is_refused(
        self, runner: Client, campaigns: Campaigns, given: dict[str, str], field: str
    ) -> None:
        page = post(
            runner,
            campaigns.at("/so-ket/{second}/phu-trach/"),
            **{"person": "", "name": "", "on": "24-3-2023", **given},
        )
        assert (page.status, len(page.errors(field))) == (422, 1)


def merge(scene: Campaigns) -> None:
    """Let the second and the third commune become one on 20 March."""
    merge_units(
        SYSTEM_ACTOR, successor=draft("Nhuận Thạnh", code="29000", parent=scene.tree.district),
        predecessors=[scene.tree.second.unit, scene.tree.third.unit], on=date(2023, 3, 20), decision="NQ 12",
    )  # fmt: skip


class TestSuccessor:
    """The successor of a unit that ended carries on."""

    def test_successor_carries_on(self, runner: Client, campaigns: Campaigns) -> None:
        merge(campaigns)
        address = campaigns.at("/so-ket/{second}/ke-tuc/")
        page = get(runner, address)
        assert page.texts("//select[@name='successor']/option") == ["Đảng bộ xã Nhuận Thạnh"]
        assert (page.value("on"), page.value("reason")) == ("24-3-2023", "NQ 12")
        done = post(runner, address, successor="29000", on="21-3-2023", reason="NQ 12")
        assert (done.messages, done.heading) == (
            ["Đơn vị kế tục đã tiếp tục việc sơ kết."],
            "Đảng bộ xã Nhuận Thạnh",
        )
        assert done.texts("//li[@aria-current='step']//strong") == ["Đánh giá sơ bộ"]
        assert (
            "Tiếp tục việc sơ kết của Đảng bộ xã Nhuận Phú Tân từ ngày 21-3-2023." in done.texts("//main")[0]
        )
        assert done.href("Xem phần trước").split("?")[0] == campaigns.at("/so-ket/{second}/")

    @pytest.mark.parametrize(
        ("given", "field"),
        [({"successor": "838"}, "successor"), ({"on": "19-3-2023"}, "successor"), ({"reason": ""}, "reason")],
    )
    def test_bad_succession_is_refused(
        self, runner: Client, campaigns: Campaigns, given: dict[str, str], field: str
    ) -> None:
        merge(campaigns)
        asked = {"successor": "29000", "on": "21-3-2023", "reason": "NQ 12", **given}
        page = post(runner, campaigns.at("/so-ket/{second}/ke-tuc/"), **asked)
        assert (page.status, bool(page.errors(field))) == (422, True)
        assert Review.objects.get(pk=campaigns.second.pk).withdrawn_on is None

    def test_a_unit_that_stands_has_no_such_page(self, runner: Client, campaigns: Campaigns) -> None:
        change_unit(SYSTEM_ACTOR, unit=campaigns.tree.second.unit, on=date(2023, 3, 1), short_name="Tên mới")
        assert runner.get(campaigns.at("/so-ket/{second}/ke-tuc/")).status_code == 404


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("role", "where", "status"),
    [
        (RoleCode.DELEGATE, "second", 403),
        (RoleCode.OVERSEER, "district", 403),
        (RoleCode.OFFICE, "third", 404),
        (RoleCode.OFFICE, "far", 404),
    ],
)
def test_who_may_not_act_sees_no_form(
    campaigns: Campaigns, act: str, role: RoleCode, where: str, status: int
) -> None:
    client = visitor(role, getattr(campaigns.tree, where), "aido")
    address = campaigns.at(f"/so-ket/{{second}}/{act}/")
    answers = {client.post(address, {"stage": "commented"}).status_code, client.get(address).status_code}
    assert answers == {status}
    assert moves(campaigns.second) == 3


@pytest.mark.parametrize("act", ["dua-ra", "ke-tuc", "dua-lai"])
def test_unit_does_not_run_the_campaign(second_office: Client, campaigns: Campaigns, act: str) -> None:
    merge(campaigns)
    assert second_office.post(campaigns.at(f"/so-ket/{{second}}/{act}/")).status_code == 403


def test_acts_of_a_removed_campaign_are_refused(runner: Client, campaigns: Campaigns) -> None:
    actions.remove_campaign(
        SYSTEM_ACTOR, campaign=campaigns.campaign, on=date(2023, 3, 20), reason="Lập nhầm", now=moment(ON)
    )
    assert (
        runner.post(campaigns.at("/so-ket/{second}/chuyen-giai-doan/"), {"stage": "commented"}).status_code
        == 404
    )


def test_act_after_the_day_looked_at_leads_to_its_own_day(runner: Client, campaigns: Campaigns) -> None:
    address = campaigns.at("/so-ket/{second}/chuyen-giai-doan/?den=20-3-2023")
    given = {"stage": "commented", "on": "23-3-2023", "reason": "Theo tiến độ", "seen": "assessed"}
    answer = runner.post(address, given)
    assert parameters(answer.headers["Location"])["den"] == "23-3-2023"
    given = {"stage": "ready", "on": "23-3-2023", "reason": "Theo tiến độ", "seen": "commented"}
    again = runner.post(campaigns.at("/so-ket/{second}/chuyen-giai-doan/?den=24-3-2023"), given)
    assert parameters(again.headers["Location"])["den"] == "24-3-2023"


def test_moved_back_by_the_page(runner: Client, campaigns: Campaigns) -> None:
    move_to(campaigns.second, StageCode.COMMENTED, on=date(2023, 3, 20))
    page = move(runner, campaigns, stage="preparing", seen="commented", reason="Làm lại dự thảo")
    assert page.texts("//li[@aria-current='step']//strong") == ["Chuẩn bị"]
    assert stage(campaigns.second) == ("preparing", "Làm lại dự thảo", ON, [], [])
