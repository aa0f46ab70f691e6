"""The page of one unit's review: stages with plan and fact, reasons, what comes next, what is offered to whom, on any day."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import actions
from nhiemky.campaign.models import Review
from nhiemky.campaign.vocab import MeetingDraft, MeetingKind, StageCode
from nhiemky.org.actions import merge_units
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests.cast import draft
from tests.cast_campaign import moment, move_to
from tests.web.campaign.finding_scene import noted
from tests.web.campaign.scene import ON, PILOT_DAYS, REST, Campaigns, remark, teach
from tests.web.conftest import visitor
from tests.web.reading import Page, exported, get, parameters

STEPS = "//ol[@class='stage-steps']/li"


def review(client: Client, scene: Campaigns, which: str = "second", **asked: str) -> Page:
    return get(client, scene.at(f"/so-ket/{{{which}}}/"), **asked)


def kinds(page: Page) -> list[str]:
    return [str(each.get("class")) for each in page.root.xpath(STEPS)]


def reasons(page: Page) -> list[str]:
    return page.texts("//section[@aria-labelledby='ly-do']//li")


def head(page: Page) -> str:
    return page.texts("//p[@class='page-lead']")[1]


def days(page: Page) -> list[tuple[str, str]]:
    """Give plan and fact of every stage."""
    found = [
        [text.removeprefix("Kế hoạch").removeprefix("Thực hiện") for text in page.texts(f"({STEPS})[{place}]/span[@class='step-day']")]
        for place in range(1, len(page.root.xpath(STEPS)) + 1)
    ]  # fmt: skip
    return [(plan, fact) for plan, fact in found]


def test_short_parts_count_and_lead_on(runner: Client, campaigns: Campaigns) -> None:
    remark(campaigns.second)
    remark(campaigns.second, due_on=None)
    teach(campaigns, campaigns.second)
    noted(campaigns)
    noted(campaigns, text="Ở xã khác", at=campaigns.tree.third)
    page = review(runner, campaigns)
    cards = "//ul[@class='link-cards']/li"
    assert page.texts(f"{cards}/a") == [
        "Góp ý đã xử lý", "Bài học đã trả lời", "Cuộc họp, buổi làm việc", "Nội dung gợi ý thảo luận", "Phát hiện",
        "Chỉ tiêu của đơn vị",
    ]  # fmt: skip
    assert page.texts(f"{cards}/strong") == ["0/2", "0/1", "0", "0", "1"]
    own = get(runner, page.href("Góp ý đã xử lý"))
    assert own.column("Đơn vị") == ["Nhuận Phú Tân", "Nhuận Phú Tân"]
    assert get(runner, str(page.root.xpath(f"({cards}/a)[5]/@href")[0])).column("Nội dung") == [
        "Thu nhập còn thấp"
    ]
    waiting = page.texts("//section[@aria-labelledby='gop-y']//li")
    assert [text.split()[:2] for text in waiting] == [["Góp", "ý"], ["Góp", "ý"]]
    assert get(runner, page.href("Góp ý 1")).heading == "Góp ý số 1"


def test_review_shows_stages_reasons_and_what_comes_next(runner: Client, campaigns: Campaigns) -> None:
    remark(campaigns.second)
    page = review(runner, campaigns)
    assert (page.status, page.heading) == (200, "Đảng bộ xã Nhuận Phú Tân")
    assert page.texts("//p[@class='page-lead']")[0] == f"Sơ kết huyện Mỏ Cày Bắc › {REST}"
    assert head(page) == "chậm đến ngày 24-3-2023 · người phụ trách: chưa có (giao)"
    assert reasons(page) == [
        "Góp ý dự thảo: kế hoạch ngày 27-2-2023, chưa thực hiện, chậm 19 ngày làm việc.",
        "Sẵn sàng: kế hoạch ngày 9-3-2023, chưa thực hiện, chậm 11 ngày làm việc.",
        "Đã tổ chức hội nghị: kế hoạch ngày 15-3-2023, chưa thực hiện, chậm 7 ngày làm việc.",
        "1 góp ý quá hạn chưa xử lý.",
        "Để chuyển sang “Góp ý dự thảo” cần: đã làm việc với tổ công tác.",
    ]
    assert kinds(page) == ["step-done", "step-done", "step-done step-now", *["step-late"] * 3, "step-coming"]
    assert days(page) == [
        ("4-1-2023", "4-1-2023"), ("18-1-2023", "18-1-2023"), ("15-2-2023", "15-2-2023"), ("27-2-2023", "–"),
        ("9-3-2023", "–"), ("15-3-2023", "–"), ("29-3-2023", "–"),
    ]  # fmt: skip
    assert page.texts("//li[@aria-current='step']//strong") == ["Đánh giá sơ bộ"]
    assert page.texts("//h2[@id='chuyen']") == ["Tiếp theo: Góp ý dự thảo"]
    assert page.texts("//ul[@class='needs']/li") == ["đã làm việc với tổ công tác (chưa)"]


def test_notes_are_told_from_what_is_good_and_what_is_not(runner: Client, campaigns: Campaigns) -> None:
    teach(campaigns, campaigns.second)
    signs = "//section[@aria-labelledby='ly-do']//li/@class"
    late, held = (review(runner, campaigns, which).root.xpath(signs) for which in ("second", "pilot"))
    assert ([str(sign) for sign in late], list(held)) == (["against"] * 4 + ["noted"], [])


def test_every_stage_is_a_place_that_cells_lead_to(runner: Client, campaigns: Campaigns) -> None:
    page = review(runner, campaigns)
    assert [each.get("id") for each in page.root.xpath(STEPS)] == [code.value for code in StageCode]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("3-1-2023", ("đúng kế hoạch", ["step-coming"] * 7)),
        ("4-1-2023", ("đúng kế hoạch", ["step-done step-now", *["step-coming"] * 6])),
        ("15-2-2023", ("đúng kế hoạch", [*["step-done"] * 2, "step-done step-now", *["step-coming"] * 4])),
        (
            "10-3-2023",
            ("chậm", [*["step-done"] * 2, "step-done step-now", "step-late", *["step-coming"] * 3]),
        ),
        (
            "24-3-2023",
            ("chậm", [*["step-done"] * 2, "step-done step-now", *["step-late"] * 3, "step-coming"]),
        ),
    ],
)
def test_review_stands_as_it_did_on_the_day(
    runner: Client, campaigns: Campaigns, day: str, expected: tuple[str, list[str]]
) -> None:
    page = review(runner, campaigns, den=day)
    assert (page.texts("//span[contains(@class, 'state-')]")[0], kinds(page)) == expected


@pytest.mark.parametrize(("day", "status"), [("2-1-2023", 404), ("3-1-2023", 200)])
def test_review_is_there_from_its_first_day_on(
    runner: Client, campaigns: Campaigns, day: str, status: int
) -> None:
    assert review(runner, campaigns, den=day).status == status


def test_what_was_skipped_or_waived_is_shown_with_its_reason(runner: Client, campaigns: Campaigns) -> None:
    actions.move_stage(
        SYSTEM_ACTOR, review=campaigns.second, stage=StageCode.READY, on=date(2023, 3, 20),
        reason="Đã họp chung với cụm", now=moment(ON), expected=StageCode.ASSESSED,
    )  # fmt: skip
    page = review(runner, campaigns)
    assert kinds(page)[3:5] == ["step-skipped", "step-done step-now"]
    notes = page.texts(f"{STEPS}/span[@class='step-note']")
    assert notes[4] == (
        "chậm 7 ngày làm việcĐã họp chung với cụmchưa đáp ứng khi chuyển: đã làm việc với tổ công tác, đã chốt số liệu chỉ tiêu"
    )
    assert "Bỏ qua: Góp ý dự thảo." in reasons(page)
    assert "bỏ qua" in page.texts(f"{STEPS}/span[@class='step-name']")[3]


def test_going_back_is_shown(runner: Client, campaigns: Campaigns) -> None:
    move_to(campaigns.second, StageCode.PREPARING, on=date(2023, 3, 1))
    page = review(runner, campaigns)
    assert (kinds(page)[1], kinds(page)[2]) == ("step-done step-now", "step-late")
    assert "Đã có lần chuyển lại giai đoạn trước." in reasons(page)


def test_history_has_every_move_and_every_planned_day(runner: Client, campaigns: Campaigns) -> None:
    actions.plan_days(
        SYSTEM_ACTOR, review=campaigns.second, days={StageCode.CLOSED: None, StageCode.HELD: date(2023, 3, 30)},
        on=date(2023, 3, 20), reason="Dời hội nghị", now=moment(ON),
    )  # fmt: skip
    page = review(runner, campaigns)
    assert page.texts("//main//details[@id='lich-su']/summary") == [
        "Lịch sử: 3 lần chuyển giai đoạn, 9 lần đặt ngày"
    ]
    moves, plans = (page.texts(f"(//main//details//table)[{place}]/tbody/tr[1]/td") for place in (1, 2))
    assert moves[:3] == ["15-2-2023", "Đánh giá sơ bộ", "Theo tiến độ"]
    assert plans[:1] == ["20-3-2023"]
    rows = [page.texts(f"(//main//details//table)[2]/tbody/tr[{place}]/td")[1:4] for place in (1, 2)]
    assert sorted(rows) == [
        ["Kết thúc", "không đặt ngày", "Dời hội nghị"],
        ["Đã tổ chức hội nghị", "30-3-2023", "Dời hội nghị"],
    ]


MOVES = "Đảng bộ xã Nhuận Phú Tân: các lần chuyển giai đoạn"


def test_history_is_open_where_the_address_asks_for_a_part_of_it(
    runner: Client, campaigns: Campaigns
) -> None:
    page = review(runner, campaigns)
    asked = {"xep-chuyen": "giai-doan", "an-ke-hoach": "ghi-luc"}
    turned = review(runner, campaigns, **asked)
    assert [each.root.xpath("//details[@id='lich-su']/@open") for each in (page, turned)] == [[], [""]]
    assert [row[:2] for row in page.table(MOVES)] == [
        ["15-2-2023", "Đánh giá sơ bộ"],
        ["18-1-2023", "Chuẩn bị"],
        ["4-1-2023", "Lập kế hoạch"],
    ]
    assert turned.table(MOVES) == page.table(MOVES)[::-1]
    heads = [turned.texts(f"(//main//details//table)[{place}]/thead//th") for place in (1, 2)]
    assert heads == [
        ["Ngày", "Giai đoạn", "Lý do", "Người ghi", "Ghi lúc"],
        ["Ngày quyết định", "Giai đoạn", "Ngày kế hoạch", "Lý do", "Người ghi"],
    ]


def test_history_goes_to_excel(runner: Client, campaigns: Campaigns) -> None:
    actions.plan_days(
        SYSTEM_ACTOR, review=campaigns.second, days={StageCode.CLOSED: None}, on=date(2023, 3, 20), reason="Dời", now=moment(ON),
    )  # fmt: skip
    address = f"/so-ket/{campaigns.second.pk}/"
    moves, plans = (exported(runner, address, name, den="24-3-2023") for name in ("chuyen", "ke-hoach"))
    assert (len(moves), moves[0], moves[2]) == (
        5, [MOVES], ["2023-02-15T00:00:00", "Đánh giá sơ bộ", "Theo tiến độ", "hệ thống", "2023-04-28T10:00:00"],
    )  # fmt: skip
    assert (len(plans), plans[0], plans[2][:5]) == (
        10, ["Đảng bộ xã Nhuận Phú Tân: các lần đặt ngày kế hoạch"],
        ["2023-03-20T00:00:00", "Kết thúc", "không đặt ngày", "Dời", "hệ thống"],
    )  # fmt: skip


def test_open_comments_and_meetings_are_short_parts(runner: Client, campaigns: Campaigns) -> None:
    for number in range(8):
        remark(campaigns.second, due_on=date(2023, 3, 10 + number))
    actions.hold_meeting(
        SYSTEM_ACTOR, campaign=campaigns.campaign, review=campaigns.second, comments=(), now=moment(ON),
        draft=MeetingDraft(date(2023, 3, 2), "Ban Tổ chức", conclusion="Cần bổ sung số liệu", kind=MeetingKind.PREPARATION),
    )  # fmt: skip
    page = review(runner, campaigns)
    comments = page.texts("//section[@aria-labelledby='gop-y']//li")
    assert (len(comments), comments[0]) == (6, "Góp ý 1Bổ sung số liệu thu nhậphạn 10-3-2023")
    assert page.texts("//section[@aria-labelledby='cuoc-hop']//li") == ["2-3-2023Cần bổ sung số liệu0 góp ý"]
    assert page.texts("//ul[@class='needs']/li") == ["đã làm việc với tổ công tác"]


def test_empty_parts_say_so(runner: Client, campaigns: Campaigns) -> None:
    page = review(runner, campaigns)
    assert page.texts("//section[@aria-labelledby='gop-y']/p") == ["Không có góp ý nào đang chờ."]
    assert page.texts("//section[@aria-labelledby='cuoc-hop']/p") == ["Chưa có cuộc họp nào."]


def offered(page: Page) -> tuple[list[str], bool, bool]:
    """Give the acts in the head, whether a move is offered, and whether an owner may be named."""
    return (
        [text for text in page.actions if text != "In"],
        bool(page.root.xpath("//form[contains(@action, 'chuyen-giai-doan')]")),
        bool(page.root.xpath("//a[contains(@href, 'phu-trach')]")),
    )


@pytest.mark.parametrize(
    ("role", "where", "expected"),
    [
        (RoleCode.OFFICE, "district", (["Đặt ngày kế hoạch", "Đưa ra khỏi đợt"], True, True)),
        (RoleCode.OFFICE, "province", (["Đặt ngày kế hoạch", "Đưa ra khỏi đợt"], True, True)),
        (RoleCode.OFFICE, "second", (["Đặt ngày kế hoạch"], True, True)),
        (RoleCode.DELEGATE, "second", ([], False, False)),
        (RoleCode.DELEGATE, "district", ([], False, False)),
        (RoleCode.OVERSEER, "district", ([], False, False)),
    ],
)
def test_only_what_is_allowed_is_offered(
    campaigns: Campaigns, role: RoleCode, where: str, expected: tuple[list[str], bool, bool]
) -> None:
    client = visitor(role, getattr(campaigns.tree, where), "aido")
    assert offered(review(client, campaigns)) == expected


@pytest.mark.parametrize("where", ["third", "far", "commune"])
def test_other_units_do_not_see_the_review(campaigns: Campaigns, where: str) -> None:
    client = visitor(RoleCode.OFFICE, getattr(campaigns.tree, where), "aido")
    assert review(client, campaigns).status == 404


@pytest.mark.parametrize("id", ["0", "999999", "99999999999999999999"])
@pytest.mark.parametrize(
    "part", ["", "chuyen-giai-doan/", "ngay-ke-hoach/", "phu-trach/", "dua-ra/", "ke-tuc/"]
)
def test_unknown_reviews_are_not_found(runner: Client, campaigns: Campaigns, id: str, part: str) -> None:
    assert runner.get(f"/so-ket/{id}/{part}").status_code == 404


def test_a_day_before_later_moves_offers_no_act(runner: Client, campaigns: Campaigns) -> None:
    page = review(runner, campaigns, den="20-1-2023")
    assert offered(page)[1] is False
    assert page.texts("//section[@aria-labelledby='ve-sau']//p") == [
        "Đơn vị đã chuyển tiếp đến giai đoạn “Đánh giá sơ bộ” (ngày 15-2-2023)."
    ]
    assert parameters(page.href("Xem ngày đó"))["den"] == "15-2-2023"
    assert offered(review(runner, campaigns, den="15-2-2023"))[1] is True


def test_move_is_set_to_the_stage_that_follows_and_to_the_day(runner: Client, campaigns: Campaigns) -> None:
    page = review(runner, campaigns)
    assert (page.value("stage"), page.value("on"), page.value("seen")) == (
        "commented",
        "24-3-2023",
        "assessed",
    )
    assert review(runner, campaigns, den="20-3-2023").value("on") == "20-3-2023"
    asked = review(runner, campaigns, **{"giai-doan": "ready"})
    assert asked.value("stage") == "ready"
    assert review(runner, campaigns, **{"giai-doan": "la"}).value("stage") == "commented"


def test_closed_review_has_nothing_that_follows(runner: Client, campaigns: Campaigns) -> None:
    page = review(runner, campaigns, "pilot")
    assert kinds(page) == [*["step-done"] * 6, "step-done step-now"]
    assert page.texts("//h2[@id='chuyen']") == ["Chuyển giai đoạn"]
    assert days(page) == [
        (plan, f"{on.day}-{on.month}-{on.year}")
        for plan, (_code, on) in zip(
            ("3-1-2023", "3-1-2023", "17-1-2023", "3-2-2023", "15-2-2023", "21-2-2023", "7-3-2023"),
            PILOT_DAYS,
            strict=True,
        )
    ]


def test_withdrawn_review_stays_readable_and_offers_the_way_back(
    runner: Client, onlooker: Client, campaigns: Campaigns
) -> None:
    actions.withdraw_review(
        SYSTEM_ACTOR, review=campaigns.second, on=date(2023, 3, 20), reason="Sáp nhập", now=moment(ON)
    )
    words = "Đơn vị được đưa ra khỏi đợt sơ kết từ ngày 20-3-2023: Sáp nhập. Mọi việc đã ghi vẫn xem được."
    for client, buttons in ((runner, ["Đưa trở lại"]), (onlooker, [])):
        page = review(client, campaigns)
        assert page.texts("//div[contains(@class, 'alert-warning')]//p") == [words]
        assert page.texts("//div[contains(@class, 'alert-warning')]//a") == buttons
        assert (offered(page)[:2], head(page)[:8]) == (([], False), "đến ngày")
    before = review(runner, campaigns, den="19-3-2023")
    assert head(before).startswith("chậm")


def test_review_of_an_ended_unit_names_its_successor(
    runner: Client, second_office: Client, campaigns: Campaigns
) -> None:
    tree = campaigns.tree
    merge_units(
        SYSTEM_ACTOR, successor=draft("Nhuận Thạnh", code="29000", parent=tree.district),
        predecessors=[tree.second.unit, tree.third.unit], on=date(2023, 3, 20), decision="Nghị quyết 12-NQ/HĐND",
    )  # fmt: skip
    page = review(runner, campaigns)
    (words,) = page.texts("//div[contains(@class, 'alert-warning')]//p")
    assert words.startswith("Đơn vị đã kết thúc từ ngày 20-3-2023. Nghị quyết 12-NQ/HĐND. Đơn vị kế tục: ")
    assert offered(page)[1] is False
    assert page.href("Để đơn vị kế tục tiếp tục").split("?")[0] == campaigns.at("/so-ket/{second}/ke-tuc/")
    assert review(runner, campaigns, den="19-3-2023").texts("//div[contains(@class, 'alert-warning')]") == []


def test_number_of_queries_does_not_depend_on_what_was_recorded(runner: Client, campaigns: Campaigns) -> None:
    address = campaigns.at("/so-ket/{second}/")

    def asked() -> int:
        runner.get(address)
        with CaptureQueriesContext(connection) as queries:
            runner.get(address)
        return len(queries)

    remark(campaigns.second)
    counts = [asked()]
    for _number in range(3):
        remark(campaigns.second)
    teach(campaigns, campaigns.second)
    move_to(campaigns.second, StageCode.COMMENTED, on=date(2023, 3, 20))
    counts.append(asked())
    assert (counts[0], counts[0] <= 50) == (counts[1], True)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\"'><b>", "{{ 7*7 }}"])
def test_what_people_typed_is_text(runner: Client, campaigns: Campaigns, text: str) -> None:
    Review.objects.filter(pk=campaigns.second.pk).update(unit_name=text, short_name=text, owner_name=text)
    page = review(runner, campaigns)
    assert (page.heading, text in head(page)) == (text, True)
    assert page.root.xpath("//main//script | //main//h1/b") == []
    board = get(runner, campaigns.at("/dot-so-ket/{c}/"))
    assert board.texts("//table//th/a")[1] == text
    assert (
        get(runner, campaigns.at("/dot-so-ket/{c}/bieu-do/")).root.xpath("//main//script | //main//b") == []
    )
