"""The list of campaigns and the board of one: judgement with evidence, units by stages, what is late, what comes, who sees it."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from nhiemky.campaign import actions
from nhiemky.campaign.models import Review
from nhiemky.campaign.vocab import RoundKind, StageCode
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast_campaign import NOW, make_campaign, make_review
from tests.web.campaign.scene import REST, Campaigns, remark, teach
from tests.web.reading import Page, get, parameters

BEHIND = "Nhìn chung, công tác chuẩn bị và tổ chức chậm so với kế hoạch đề ra."
ON_PLAN = "Nhìn chung, công tác chuẩn bị và tổ chức đúng theo kế hoạch đề ra."
MATRIX = "//table[contains(@class, 'matrix')]"


def board(client: Client, scene: Campaigns, **asked: str) -> Page:
    return get(client, scene.at("/dot-so-ket/{c}/"), **asked)


def units(page: Page) -> list[str]:
    return page.texts(f"{MATRIX}/tbody/tr[not(@class)]/th/a")


def listed(page: Page, name: str) -> list[str]:
    """Give the lines of a card: `cham` for what is late, `bay-ngay` for what comes next."""
    return page.texts(f"//section[@aria-labelledby='{name}']//li")


def verdict(page: Page) -> list[str]:
    return page.texts("//*[contains(@class, 'verdict-line')]")


def picks(page: Page, name: str) -> dict[str, str]:
    """Give the choices of a row of links with where they lead."""
    links = page.root.xpath(f"//nav[@aria-label='{name}']/a")
    return {" ".join(link.text_content().split()): link.get("href") for link in links}


def test_board_says_how_the_campaign_stands_with_all_evidence(runner: Client, campaigns: Campaigns) -> None:
    remark(campaigns.second)
    page = board(runner, campaigns)
    assert (page.status, page.heading, verdict(page)) == (200, "Sơ kết huyện Mỏ Cày Bắc", [BEHIND])
    assert page.texts("//ul[@class='proofs']/li") == [
        "14/19 mốc đến hạn được thực hiện đúng hạn (73,68%; đúng kế hoạch từ 95%, cơ bản đúng kế hoạch từ 80%).",
        "Làm điểm: 1/1 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 13-2-2023 đến 28-2-2023).",
        f"{REST}: 0/2 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 1-3-2023 đến 31-3-2023).",
        "Cấp huyện: 0/1 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 3-4-2023 đến 28-4-2023).",
        "Nhuận Phú Tân: “Góp ý dự thảo” chậm 19 ngày làm việc so với kế hoạch.",
        "Mỏ Cày Bắc: “Lập kế hoạch” chậm 26 ngày làm việc so với kế hoạch.",
        "Góp ý quá hạn chưa xử lý: 1, ở Nhuận Phú Tân.",
    ]
    against = page.texts("//ul[@class='proofs']/li[@class='against']")
    assert [text.split(":")[0][:14] for text in against] == [
        "14/19 mốc đến ",
        "Nhuận Phú Tân",
        "Mỏ Cày Bắc",
        "Góp ý quá hạn ",
    ]


def test_evidence_leads_to_the_units_that_it_names(runner: Client, campaigns: Campaigns) -> None:
    page = board(runner, campaigns)
    links = page.root.xpath("//ul[@class='proofs']//a")
    assert [(link.text_content(), link.get("href").split("?")[0]) for link in links] == [
        ("Nhuận Phú Tân", campaigns.at("/so-ket/{second}/")),
        ("Mỏ Cày Bắc", campaigns.at("/so-ket/{own}/")),
    ]


def test_units_by_stages_with_plan_and_fact(runner: Client, campaigns: Campaigns) -> None:
    teach(campaigns, campaigns.second, campaigns.third, due_on=date(2023, 3, 20))
    page = board(runner, campaigns)
    assert page.texts(f"{MATRIX}/thead//th") == [
        "Đơn vị", "Tình hình", "Lập kế hoạch", "Chuẩn bị", "Đánh giá sơ bộ", "Góp ý dự thảo", "Sẵn sàng",
        "Đã tổ chức hội nghị", "Kết thúc", "Góp ý", "Bài học",
    ]  # fmt: skip
    rows = [page.texts(f"{MATRIX}/tbody/tr[{place}]/*") for place in (1, 2, 3, 4)]
    assert rows[1] == [
        f"Nhuận Phú Tân {REST}",
        "chậm Góp ý dự thảo: kế hoạch ngày 27-2-2023, chưa thực hiện, chậm 19 ngày làm việc.",
        "KH 4-1 TH 4-1", "KH 18-1 TH 18-1", "KH 15-2 TH 15-2", "KH 27-2 chậm 19 ngày", "KH 9-3 chậm 11 ngày",
        "KH 15-3 chậm 7 ngày", "KH 29-3 sắp đến", "–", "0/1 quá hạn 1",
    ]  # fmt: skip
    assert rows[2][2:] == [
        "KH 19-1 TH 19-1", "KH 9-2 TH 9-2", "KH 2-3 TH 2-3", "KH 14-3 TH 14-3", "KH 24-3 đến hạn", "KH 30-3 sắp đến",
        "KH 13-4", "–", "0/1 quá hạn 1",
    ]  # fmt: skip
    assert rows[3][:2] == ["Tân Thanh Tây Làm điểm", "đã tổ chức"]
    assert rows[0][:3] == [
        "Mỏ Cày Bắc Cấp huyện",
        "chậm Lập kế hoạch: kế hoạch ngày 16-2-2023, chưa thực hiện, chậm 26 ngày làm việc.",
        "KH 16-2 chậm 26 ngày",
    ]


def test_every_cell_leads_to_the_review_at_its_stage(runner: Client, campaigns: Campaigns) -> None:
    page = board(runner, campaigns)
    links = page.root.xpath(f"{MATRIX}/tbody/tr[2]/td[contains(@class, 'stage')]/a/@href")
    assert [str(link).rpartition("#")[2] for link in links] == [code.value for code in StageCode]
    assert {str(link).split("?")[0] for link in links} == {campaigns.at("/so-ket/{second}/")}
    assert parameters(str(links[0]).partition("#")[0]) == {"don-vi": "838", "nhiem-ky": "2020-2025"}


def test_late_and_coming_are_lists_at_the_top(runner: Client, campaigns: Campaigns) -> None:
    page = board(runner, campaigns)
    assert listed(page, "cham") == [
        "Mỏ Cày Bắc Lập kế hoạch kế hoạch ngày 16-2-2023 chậm 26 ngày làm việc",
        "Nhuận Phú Tân Góp ý dự thảo kế hoạch ngày 27-2-2023 chậm 19 ngày làm việc",
        "Mỏ Cày Bắc Chuẩn bị kế hoạch ngày 2-3-2023 chậm 16 ngày làm việc",
        "Nhuận Phú Tân Sẵn sàng kế hoạch ngày 9-3-2023 chậm 11 ngày làm việc",
        "Nhuận Phú Tân Đã tổ chức hội nghị kế hoạch ngày 15-3-2023 chậm 7 ngày làm việc",
    ]
    assert listed(page, "bay-ngay") == [
        "Thạnh Ngãi Sẵn sàng 24-3-2023",
        "Nhuận Phú Tân Kết thúc 29-3-2023",
        "Thạnh Ngãi Đã tổ chức hội nghị 30-3-2023",
    ]
    first = page.root.xpath("//section[@aria-labelledby='cham']//li[1]/a/@href")[0]
    assert first.endswith("#planned")


def test_nothing_late_is_said(runner: Client, campaigns: Campaigns) -> None:
    page = board(runner, campaigns, den="3-1-2023")
    assert page.texts("//section[@aria-labelledby='cham']/p") == ["Không có mốc nào đang chậm."]
    assert verdict(page) == [ON_PLAN]


@pytest.mark.parametrize(
    ("kind", "shown", "judged"),
    [
        (RoundKind.PILOT, ["Tân Thanh Tây"], ON_PLAN),
        (RoundKind.GRASSROOTS, ["Nhuận Phú Tân", "Thạnh Ngãi"], BEHIND),
        (RoundKind.DISTRICT, ["Mỏ Cày Bắc"], BEHIND),
    ],
)
def test_round_narrows_units_lists_and_judgement(
    runner: Client, campaigns: Campaigns, kind: RoundKind, shown: list[str], judged: str
) -> None:
    page = board(runner, campaigns, vong=str(campaigns.rounds[kind].pk))
    assert (units(page), verdict(page)) == (shown, [judged])
    named = {line.split(" ")[0] for line in listed(page, "cham") + listed(page, "bay-ngay")}
    assert named <= {name.split(" ")[0] for name in shown}
    assert page.texts("//nav[@aria-label='Vòng']/a[@aria-current]") == [
        f"{campaigns.rounds[kind].name} {1 if kind is RoundKind.PILOT else 0}/{len(shown)}"
    ]


def test_rounds_are_offered_with_how_many_held_their_conference(runner: Client, campaigns: Campaigns) -> None:
    found = picks(board(runner, campaigns), "Vòng")
    assert list(found) == ["Tất cả các vòng 1/4", "Làm điểm 1/1", f"{REST} 0/2", "Cấp huyện 0/1"]
    assert [parameters(href).get("vong") for href in found.values()] == [
        None,
        *(str(campaigns.rounds[kind].pk) for kind in ("pilot", "grassroots", "district")),
    ]


@pytest.mark.parametrize("asked", ["999999", "-1", "abc", "１", "9" * 40, "1 OR 1=1", "<script>"])
def test_a_round_that_is_not_there_is_passed_over(runner: Client, campaigns: Campaigns, asked: str) -> None:
    page = board(runner, campaigns, vong=asked)
    assert (page.status, len(units(page)), verdict(page)) == (200, 4, [BEHIND])


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("late", ["Mỏ Cày Bắc", "Nhuận Phú Tân"]),
        ("attention", ["Thạnh Ngãi"]),
        ("held", ["Tân Thanh Tây"]),
        ("on_plan", []),
        ("la", []),
    ],
)
def test_state_narrows_the_table_only(
    runner: Client, campaigns: Campaigns, state: str, shown: list[str]
) -> None:
    page = board(runner, campaigns, **{"tinh-trang": state})
    assert (units(page), len(listed(page, "cham"))) == (shown, 5)
    assert "Bỏ lọc" in picks(page, "Tình hình")
    if not shown:
        assert page.texts("//div[contains(@class, 'empty')]//h2 | //div[contains(@class, 'empty')]//p")[
            0
        ] == ("Không có đơn vị nào theo lựa chọn này")


def test_states_are_counted_and_a_second_click_takes_one_off(runner: Client, campaigns: Campaigns) -> None:
    assert list(picks(board(runner, campaigns), "Tình hình")) == ["chậm 2", "cần lưu ý 1", "đã tổ chức 1"]
    found = picks(board(runner, campaigns, **{"tinh-trang": "late"}), "Tình hình")
    assert "tinh-trang" not in parameters(found["chậm 2"])
    assert parameters(found["cần lưu ý 1"])["tinh-trang"] == "attention"


@pytest.mark.parametrize(
    ("order", "shown"),
    [
        ("", ["Mỏ Cày Bắc", "Nhuận Phú Tân", "Thạnh Ngãi", "Tân Thanh Tây"]),
        ("cham", ["Mỏ Cày Bắc", "Nhuận Phú Tân", "Thạnh Ngãi", "Tân Thanh Tây"]),
        ("ke-hoach", ["Tân Thanh Tây", "Nhuận Phú Tân", "Thạnh Ngãi", "Mỏ Cày Bắc"]),
        ("hoi-nghi", ["Tân Thanh Tây", "Nhuận Phú Tân", "Thạnh Ngãi", "Mỏ Cày Bắc"]),
        ("don-vi", ["Mỏ Cày Bắc", "Nhuận Phú Tân", "Tân Thanh Tây", "Thạnh Ngãi"]),
    ],
)
def test_units_come_in_the_order_asked_for(
    runner: Client, campaigns: Campaigns, order: str, shown: list[str]
) -> None:
    assert units(board(runner, campaigns, **({"xep": order} if order else {}))) == shown


def test_choices_keep_each_other(runner: Client, campaigns: Campaigns) -> None:
    part = str(campaigns.rounds["grassroots"].pk)
    page = board(runner, campaigns, vong=part, xep="don-vi", **{"tinh-trang": "late"})
    assert units(page) == ["Nhuận Phú Tân"]
    asked = [parameters(href) for href in picks(page, "Thứ tự").values()]
    assert {each["vong"] for each in asked} == {part}
    assert {each["tinh-trang"] for each in asked} == {"late"}
    assert {parameters(href)["xep"] for href in picks(page, "Vòng").values()} == {"don-vi"}


@pytest.mark.parametrize(
    ("day", "stages", "held"),
    [
        ("2-1-2023", None, ""),
        ("3-1-2023", 0, "0/4"),
        ("20-2-2023", 0, "0/4"),
        ("21-2-2023", 1, "1/4"),
        ("24-3-2023", 1, "1/4"),
    ],
)
def test_board_shows_any_day(
    runner: Client, campaigns: Campaigns, day: str, stages: int | None, held: str
) -> None:
    page = board(runner, campaigns, den=day)
    if stages is None:
        assert page.status == 404
        return
    assert f"tình hình đến ngày {day}" in " ".join(page.texts("//p[@class='page-lead']"))
    assert page.texts("//dl[@class='count-row']/div") == [f"Đã tổ chức hội nghị{held}"]


def test_part_of_the_page_is_sent_to_htmx(runner: Client, campaigns: Campaigns) -> None:
    asked = {"HX-Request": "true", "HX-Target": "div#tien-do"}
    text = runner.get(campaigns.at("/dot-so-ket/{c}/?xep=don-vi"), headers=asked).content.decode()
    assert text.lstrip().startswith('<div id="tien-do"')
    assert "<html" not in text


def test_campaign_without_units_says_what_to_do(
    runner: Client, onlooker: Client, campaigns: Campaigns
) -> None:
    empty = make_campaign(campaigns.tree.district, name="Đợt mới", begun_on=date(2023, 3, 20), rounds=())
    page = get(runner, f"/dot-so-ket/{empty.pk}/")
    assert (page.status, units(page), verdict(page)) == (200, [], [])
    assert "Chưa có đơn vị nào trong đợt sơ kết" in page.texts("//main")[0]
    assert get(onlooker, f"/dot-so-ket/{empty.pk}/").status == 404


def test_board_of_the_province_holds_those_below(keeper: Client, campaigns: Campaigns) -> None:
    page = get(keeper, campaigns.at("/dot-so-ket/{above}/"))
    assert listed(page, "truc-thuoc") == [f"Sơ kết huyện Mỏ Cày Bắc {BEHIND} 1/4"]
    assert page.texts(f"{MATRIX}//tr[@class='group-head']") == ["Sơ kết huyện Mỏ Cày Bắc"]
    assert len(units(page)) == 4
    assert list(picks(page, "Vòng"))[1] == "Làm điểm · Mỏ Cày Bắc 1/1"
    assert page.href("Sơ kết huyện Mỏ Cày Bắc").split("?")[0] == campaigns.at("/dot-so-ket/{c}/")


def test_board_of_the_province_groups_two_districts(keeper: Client, campaigns: Campaigns) -> None:
    other = make_campaign(campaigns.tree.other_district, name="Sơ kết huyện Chợ Lách", parent=campaigns.above)
    make_review(other, campaigns.tree.far, conference_on=date(2023, 2, 22))
    page = get(keeper, campaigns.at("/dot-so-ket/{above}/"))
    assert page.texts(f"{MATRIX}//tr[@class='group-head']") == [
        "Sơ kết huyện Mỏ Cày Bắc",
        "Sơ kết huyện Chợ Lách",
    ]
    assert page.texts(f"{MATRIX}/tbody[2]/tr/th/a") == ["Vĩnh Thành"]
    assert [line.rsplit(" ", 1)[1] for line in listed(page, "truc-thuoc")] == ["1/4", "0/1"]


def test_link_to_the_campaign_above_only_for_who_sees_it(
    runner: Client, keeper: Client, campaigns: Campaigns
) -> None:
    way = "//p[contains(@class, 'page-lead')][1]"
    assert board(runner, campaigns).texts(way) == ["Các đợt sơ kết › Sơ kết toàn tỉnh"]
    links = [[a.text for a in board(client, campaigns).root.xpath(f"{way}/a")] for client in (runner, keeper)]
    assert links == [["Các đợt sơ kết"], ["Các đợt sơ kết", "Sơ kết toàn tỉnh"]]


def test_who_reaches_one_unit_sees_its_row_only(onlooker: Client, campaigns: Campaigns) -> None:
    page = board(onlooker, campaigns)
    assert units(page) == ["Nhuận Phú Tân"]
    text = page.texts("//main")[0]
    assert ("Thạnh Ngãi" in text, "Tân Thanh Tây" in text, "Làm điểm" in text) == (False, False, False)


PARTS = ("", "bieu-do/", "danh-gia/", "excel/")


@pytest.mark.parametrize("part", PARTS)
def test_strangers_find_no_campaign(stranger: Client, campaigns: Campaigns, part: str) -> None:
    assert stranger.get(campaigns.at("/dot-so-ket/{c}/") + part).status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_nobody_comes_in_without_signing_in(client: Client, campaigns: Campaigns, part: str) -> None:
    answer = client.get(campaigns.at("/dot-so-ket/{c}/") + part)
    assert (answer.status_code, "/dang-nhap/" in answer.headers["Location"]) == (302, True)


@pytest.mark.parametrize("part", PARTS)
def test_boards_take_no_posts(runner: Client, campaigns: Campaigns, part: str) -> None:
    assert runner.post(campaigns.at("/dot-so-ket/{c}/") + part).status_code == 405


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("id", ["0", "999999", "99999999999999999999"])
def test_unknown_campaigns_are_not_found(runner: Client, campaigns: Campaigns, part: str, id: str) -> None:
    assert runner.get(f"/dot-so-ket/{id}/{part}").status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_removed_campaign_is_not_found_from_that_day_on(
    runner: Client, campaigns: Campaigns, part: str
) -> None:
    actions.remove_campaign(
        SYSTEM_ACTOR, campaign=campaigns.campaign, on=date(2023, 3, 20), reason="Lập nhầm", now=NOW
    )
    address = campaigns.at("/dot-so-ket/{c}/") + part
    assert [runner.get(address, {"den": day}).status_code for day in ("19-3-2023", "20-3-2023")] == [200, 404]


@pytest.mark.parametrize("part", PARTS[:3])
def test_number_of_queries_does_not_depend_on_units(runner: Client, campaigns: Campaigns, part: str) -> None:
    address = campaigns.at("/dot-so-ket/{c}/") + part
    runner.get(address)
    counts = []
    for withdrawn in ((campaigns.second, campaigns.third, campaigns.own), ()):
        ids = [each.pk for each in withdrawn]
        Review.objects.filter(pk__in=ids).update(withdrawn_on=date(2023, 3, 20))
        with CaptureQueriesContext(connection) as queries:
            runner.get(address)
        counts.append(len(queries))
        Review.objects.filter(pk__in=ids).update(withdrawn_on=None)
    assert (counts[0], counts[0] <= 34) == (counts[1], True)


def test_workbook_is_that_of_the_board(runner: Client, campaigns: Campaigns) -> None:
    page = board(runner, campaigns, vong=str(campaigns.rounds["grassroots"].pk))
    answer = runner.get(page.href("Excel"))
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dot-so-ket-838-2023-03-24.xlsx"'
    assert parameters(page.href("Excel"))["vong"] == str(campaigns.rounds["grassroots"].pk)


def test_who_sees_a_part_is_told_that_only_it_is_judged(
    runner: Client, second_office: Client, onlooker: Client, campaigns: Campaigns
) -> None:
    note = "Chỉ tính 1 đơn vị mà tài khoản này được xem, không phải cả đợt sơ kết."
    for part in ("", "danh-gia/"):
        address = campaigns.at("/dot-so-ket/{c}/") + part
        shown = [
            get(client, address).texts("//p[@class='footnote']")
            for client in (runner, second_office, onlooker)
        ]
        assert [note in each for each in shown] == [False, True, True]
    answer = second_office.get(campaigns.at("/dot-so-ket/{c}/excel/"))
    book = load_workbook(BytesIO(answer.content))
    assert [book["Đánh giá"]["A2"].value, book["Đánh giá"]["B2"].value] == ["Các đơn vị được xem", BEHIND]
    whole = load_workbook(BytesIO(runner.get(campaigns.at("/dot-so-ket/{c}/excel/")).content))
    assert whole["Đánh giá"]["A2"].value == "Cả đợt"


def test_the_reason_beside_a_unit_is_the_one_that_decides(runner: Client, campaigns: Campaigns) -> None:
    remark(campaigns.third)
    actions.move_stage(
        SYSTEM_ACTOR, review=campaigns.third, stage=StageCode.READY, on=date(2023, 3, 24), reason="Còn góp ý",
        now=NOW, expected=StageCode.COMMENTED,
    )  # fmt: skip
    row = next(
        row
        for row in board(runner, campaigns).root.xpath(f"{MATRIX}/tbody/tr")
        if "Thạnh Ngãi" in row.text_content()
    )
    said = " ".join(row.xpath("./td")[0].text_content().split())
    assert said == "cần lưu ý 1 góp ý quá hạn chưa xử lý."
