"""The pages that take out the papers of a campaign: where they are offered, what they ask, what comes out, for whom."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nhiemky.campaign import actions
from nhiemky.campaign.models import Survey, Team
from nhiemky.campaign.vocab import SurveyDraft, VisitDraft, VisitKind
from nhiemky.history.models import LedgerLine
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests.cast_campaign import moment
from tests.reporting.test_actions import word_text
from tests.web.campaign.scene import ON, Campaigns
from tests.web.campaign.team_scene import staffed
from tests.web.conftest import visitor
from tests.web.reading import Page, get

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
GIVEN = {"day": "", "number": "", "draft": "", "format": "docx"}


@pytest.fixture
def team(campaigns: Campaigns) -> Team:
    return staffed(campaigns)


@pytest.fixture
def survey(campaigns: Campaigns) -> Survey:
    draft = SurveyDraft("Khảo sát huyện", date(2023, 2, 1), date(2023, 2, 6), date(2023, 2, 10))
    visits = [VisitDraft("Ngành y tế", VisitKind.SECTOR)]
    return actions.plan_survey(
        SYSTEM_ACTOR, campaign=campaigns.campaign, draft=draft, visits=visits, now=moment(ON)
    )


@pytest.fixture
def addresses(campaigns: Campaigns, team: Team, survey: Survey) -> dict[str, tuple[str, str, str]]:
    """Give, by heading: the page that offers the paper, its address, and the label of the offer."""
    campaign = campaigns.at("/dot-so-ket/{c}/")
    return {
        "Quyết định thành lập": (f"/to/{team.pk}/", f"/to/{team.pk}/quyet-dinh/", "Quyết định (Word)"),
        "Thông báo phân công": (f"/to/{team.pk}/", f"/to/{team.pk}/thong-bao/", "Thông báo (Word)"),
        "Báo cáo kết quả khảo sát": (f"/khao-sat/{survey.pk}/", f"/khao-sat/{survey.pk}/bao-cao/", "Báo cáo khảo sát (Word)"),
        "Báo cáo rút kinh nghiệm": (f"{campaign}bai-hoc/", f"{campaign}rut-kinh-nghiem/", "Báo cáo rút kinh nghiệm"),
        "Báo cáo tiến độ": (campaign, f"{campaign}bao-cao-tien-do/", "Báo cáo tiến độ"),
    }  # fmt: skip


def offers(page: Page, label: str) -> bool:
    return label in page.actions


def test_each_paper_is_offered_where_it_belongs_and_comes_out_as_word(
    runner: Client, addresses: dict[str, tuple[str, str, str]]
) -> None:
    for heading, (place, address, label) in addresses.items():
        assert get(runner, place).href(label).split("?")[0] == address
        page = get(runner, address)
        assert (page.status, page.heading) == (200, heading)
        assert "đến ngày" in " ".join(page.texts("//p[@class='page-lead']"))
        answer = runner.post(address, {**GIVEN, "number": "7", "day": "25-3-2023", "draft": "Dự thảo lần 2"})
        told = word_text(answer.content)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, WORD)
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="')
        assert [
            part for part in ("Số 07-", "ngày 25 tháng 3 năm 2023", "Dự thảo lần 2") if part not in told
        ] == []


def test_preview_is_shown_in_the_browser_and_noted_as_such(
    runner: Client, addresses: dict[str, tuple[str, str, str]]
) -> None:
    address = addresses["Báo cáo tiến độ"][1]
    answer = runner.post(address, {**GIVEN, "viec": "xem"})
    assert (answer.content[:5], answer.headers["Content-Type"]) == (b"%PDF-", "application/pdf")
    assert answer.headers["Content-Disposition"].startswith('inline; filename="progress-')
    assert LedgerLine.objects.order_by("-pk")[0].act == "reporting.preview"


def test_decision_begins_with_what_the_register_knows_and_as_of_the_founding(
    runner: Client, team: Team
) -> None:
    page = get(runner, f"/to/{team.pk}/quyet-dinh/", den="20-3-2023")
    values = {name: page.root.xpath(f"string(//input[@name='{name}']/@value)") for name in ("day", "number")}
    assert values == {"day": "1-2-2023", "number": "12"}
    assert "đến ngày 1-2-2023" in " ".join(page.texts("//p[@class='page-lead']"))
    told = word_text(runner.post(f"/to/{team.pk}/quyet-dinh/", GIVEN).content)
    assert "Nguyễn Văn Ba" in told
    assert "Lê Văn Năm" not in told


def test_notice_is_of_the_day_looked_at(runner: Client, team: Team) -> None:
    address = f"/to/{team.pk}/thong-bao/"
    early = word_text(runner.post(f"{address}?den=9-3-2023", GIVEN).content)
    late = word_text(runner.post(f"{address}?den=10-3-2023", GIVEN).content)
    assert ["Lê Văn Năm" in each for each in (early, late)] == [False, True]
    assert "đồng chí Nguyễn Văn Ba thôi tham gia (chuyển công tác)" in late


@pytest.mark.parametrize(
    ("who", "seen", "offered"),
    [
        ("onlooker", {"Quyết định thành lập", "Thông báo phân công", "Báo cáo kết quả khảo sát", "Báo cáo rút kinh nghiệm",
                      "Báo cáo tiến độ"}, set()),
        ("second_office", {"Quyết định thành lập", "Thông báo phân công", "Báo cáo kết quả khảo sát", "Báo cáo rút kinh nghiệm",
                           "Báo cáo tiến độ"}, set()),
        ("stranger", set(), set()),
        ("surveyor", {"Quyết định thành lập", "Thông báo phân công", "Báo cáo kết quả khảo sát", "Báo cáo rút kinh nghiệm",
                      "Báo cáo tiến độ"}, {"Báo cáo kết quả khảo sát"}),
    ],
)  # fmt: skip
def test_who_may_not_take_a_paper_out_is_not_offered_it_and_gets_none(
    request: pytest.FixtureRequest, campaigns: Campaigns, addresses: dict[str, tuple[str, str, str]], who: str,
    seen: set[str], offered: set[str],
) -> None:  # fmt: skip
    client = (
        visitor(RoleCode.SURVEYOR, campaigns.tree.district, "doankhaosat") if who == "surveyor" else request.getfixturevalue(who)
    )  # fmt: skip
    found, came, statuses = set(), set(), set()
    for heading, (place, address, label) in addresses.items():
        page = get(client, place)
        found |= {heading} if page.status == 200 else set()
        assert (page.status == 200 and offers(page, label)) is (heading in offered)
        answer = client.post(address, GIVEN)
        came |= {heading} if answer.status_code == 200 else set()
        statuses.add(answer.status_code)
    assert (found, came) == (seen, offered)
    assert statuses - {200} == ({404} if who == "stranger" else {403})


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": "31-2-2023"}, "31-2-2023"),
        ({"number": "0"}, "Số nhỏ nhất được nhận là 1."),
        ({"number": "100000"}, "Số lớn nhất được nhận là 99999."),
        ({"number": "bảy"}, "Hãy nhập một số nguyên"),
        ({"draft": "x" * 41}, "Dài quá 40 ký tự"),
        ({"format": "xlsx"}, "Không có “xlsx” trong danh sách."),
        ({"format": ""}, "Chưa nhập mục này."),
    ],
)
def test_what_cannot_be_is_said_at_the_form(
    runner: Client, campaigns: Campaigns, wrong: dict[str, str], said: str
) -> None:
    answer = runner.post(campaigns.at("/dot-so-ket/{c}/bao-cao-tien-do/"), {**GIVEN, **wrong})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert LedgerLine.objects.filter(act__startswith="reporting.").count() == 0


@pytest.mark.parametrize(
    "address",
    ["/to/999999/quyet-dinh/", "/to/0/thong-bao/", "/khao-sat/999999/bao-cao/", "/dot-so-ket/999999/bao-cao-tien-do/",
     "/dot-so-ket/999999/rut-kinh-nghiem/"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(runner: Client, campaigns: Campaigns, address: str) -> None:
    assert [get(runner, address).status, runner.post(address, GIVEN).status_code] == [404, 404]
