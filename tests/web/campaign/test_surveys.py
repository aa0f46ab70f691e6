"""The pages of surveys: the list, one with its places, and every act on it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import actions
from nhiemky.campaign.models import Survey, Visit
from nhiemky.campaign.vocab import TeamKind, VisitDraft, VisitKind
from nhiemky.history.models import LedgerLine
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests.cast_campaign import NOW
from tests.standing import standing
from tests.web.campaign.scene import Campaigns
from tests.web.campaign.survey_scene import FIRST, LAST, PLANNED, make_survey
from tests.web.conftest import visitor
from tests.web.reading import Page, get, post

GIVEN = {
    "name": "Khảo sát đợt 1", "planned_on": "9-1-2023", "starts_on": "16-1-2023", "ends_on": "10-3-2023",
    "purpose": "Nắm tình hình", "team": "", "directive": "", "sectors": "Nông nghiệp\n\n  Y  tế \nNông nghiệp",
    "visit_on": "20-1-2023", "by": "Đoàn số 1",
}  # fmt: skip


@standing(at="2023-03-24 10:00+07:00")
def survey(campaigns: Campaigns) -> Survey:
    return make_survey(campaigns)


def place(survey: Survey, position: int) -> Visit:
    return Visit.objects.filter(survey=survey).order_by("position")[position - 1]


def ledger() -> tuple[int, str]:
    line = LedgerLine.objects.order_by("-sequence")[0]
    return LedgerLine.objects.count(), line.act


def acts(page: Page) -> set[str]:
    """Give the acts offered, as the last part of their addresses."""
    hrefs = page.root.xpath("//div[@class='page-actions']//a/@href | //span[@class='row-acts']//a/@href")
    return {str(href).partition("?")[0].rstrip("/").rpartition("/")[2] for href in hrefs}


def test_the_list_counts_places_visited(runner: Client, campaigns: Campaigns, survey: Survey) -> None:
    page = get(runner, campaigns.at("/dot-so-ket/{c}/khao-sat/"))
    assert page.rows == [["Khảo sát huyện", "16-1-2023", "10-3-2023", "", "1/2", "0/1", "chưa có"]]
    before = get(runner, campaigns.at("/dot-so-ket/{c}/khao-sat/"), den="1-2-2023")
    assert [row[4:6] for row in before.rows] == [["0/2", "0/1"]]
    assert get(runner, campaigns.at("/dot-so-ket/{c}/khao-sat/"), den="8-1-2023").rows == []


def test_a_survey_shows_its_places_as_they_stood(runner: Client, survey: Survey) -> None:
    page = get(runner, f"/khao-sat/{survey.pk}/")
    assert page.heading == "Khảo sát huyện"
    assert [page.facts()[name] for name in ("Địa phương đã khảo sát", "Ngành đã khảo sát", "Mục đích, yêu cầu")] == [
        "1/2", "0/1", "Nắm tình hình",
    ]  # fmt: skip
    assert page.column("Tình trạng") == ["đã khảo sát ngày 2-2-2023", "quá ngày dự kiến", "chưa khảo sát"]
    assert page.column("Tóm tắt kết quả") == ["Chuẩn bị kỹ", "–", "–"]
    before = get(runner, f"/khao-sat/{survey.pk}/", den="1-2-2023")
    assert before.column("Tình trạng") == ["chưa khảo sát"] * 3
    assert before.column("Tóm tắt kết quả") == ["–", "–", "–"]
    assert get(runner, f"/khao-sat/{survey.pk}/", den="8-1-2023").status == 404


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("runner", {"noi", "ket-luan", "sua", "bo", "ket-qua", "ngay", "bao-cao"}),
        ("surveyor", {"noi", "ket-luan", "ket-qua", "ngay", "bo", "bao-cao"}),
        ("second_office", set()),
        ("onlooker", set()),
    ],
)
def test_acts_are_offered_to_who_may_do_them(
    request: pytest.FixtureRequest, campaigns: Campaigns, survey: Survey, who: str, offered: set[str]
) -> None:
    client = (
        visitor(RoleCode.SURVEYOR, campaigns.tree.district, "doankhaosat")
        if who == "surveyor"
        else request.getfixturevalue(who)
    )
    page = get(client, f"/khao-sat/{survey.pk}/")
    assert (page.status, acts(page) - {"phat-hien", "ghi", "them"}) == (200, offered)


def test_who_sees_one_unit_sees_its_visit_only(onlooker: Client, stranger: Client, survey: Survey) -> None:
    page = get(onlooker, f"/khao-sat/{survey.pk}/")
    assert [row[0] for row in page.rows] == ["Nhuận Phú Tânđịa phương"]
    assert get(stranger, f"/khao-sat/{survey.pk}/").status == 404


def test_a_survey_is_planned_with_its_places(runner: Client, campaigns: Campaigns) -> None:
    address = campaigns.at("/dot-so-ket/{c}/khao-sat/lap/")
    units = [str(state.unit_id) for state in (campaigns.tree.commune, campaigns.tree.second)]
    answer = runner.post(address, {**GIVEN, "units": units})
    made = Survey.objects.get(name="Khảo sát đợt 1")
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (
        302,
        f"/khao-sat/{made.pk}/",
    )
    assert (made.planned_on, made.starts_on, made.ends_on, made.purpose, made.team, made.directive) == (
        PLANNED, FIRST, LAST, "Nắm tình hình", None, None,
    )  # fmt: skip
    rows = (
        Visit.objects.filter(survey=made).order_by("position").values_list("name", "kind", "planned_on", "by")
    )
    assert list(rows) == [
        ("Tân Thanh Tây", "commune", date(2023, 1, 20), "Đoàn số 1"),
        ("Nhuận Phú Tân", "commune", date(2023, 1, 20), "Đoàn số 1"),
        ("Nông nghiệp", "sector", date(2023, 1, 20), "Đoàn số 1"),
        ("Y tế", "sector", date(2023, 1, 20), "Đoàn số 1"),
    ]
    assert ledger()[1] == "survey.planned"


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"name": ""}, "name", "Chưa nhập mục này."),
        ({"name": "x" * 301}, "name", "Dài quá 300 ký tự (hiện có 301)."),
        (
            {"planned_on": "2-1-2023"},
            "planned_on",
            "Ngày lập kế hoạch (2-1-2023) trước ngày bắt đầu đợt sơ kết (3-1-2023).",
        ),
        ({"planned_on": "25-3-2023"}, "planned_on", "Ngày lập kế hoạch (25-3-2023) chưa đến."),
        (
            {"starts_on": "8-1-2023"},
            "starts_on",
            "Ngày bắt đầu (8-1-2023) trước ngày lập kế hoạch (9-1-2023).",
        ),
        ({"ends_on": "15-1-2023"}, "ends_on", "Ngày kết thúc (15-1-2023) trước ngày bắt đầu (16-1-2023)."),
        (
            {"visit_on": "1-1-2023"},
            "visit_on",
            "Ngày dự kiến (1-1-2023) trước ngày đưa vào kế hoạch (9-1-2023).",
        ),
        ({"team": "987654321"}, "team", "Không có “987654321” trong danh sách."),
        ({"directive": "987654321"}, "directive", "Không có “987654321” trong danh sách."),
        ({"sectors": "x" * 201}, "sectors", "Tên nơi khảo sát dài quá 200 ký tự."),
        ({"sectors": "\n".join(map(str, range(101)))}, "sectors", "Không quá 100 ngành một lần."),
        ({"by": "x" * 301}, "by", "Dài quá 300 ký tự (hiện có 301)."),
        ({"units": "987654321"}, "units", None),
        ({"starts_on": "mai"}, "starts_on", None),
    ],
)
def test_a_wrong_plan_is_said_at_its_field_and_nothing_is_kept(
    runner: Client, campaigns: Campaigns, changes: dict[str, str], field: str, message: str | None
) -> None:
    before = ledger()
    page = post(runner, campaigns.at("/dot-so-ket/{c}/khao-sat/lap/"), **{**GIVEN, **changes})
    assert (page.status, ledger(), Survey.objects.count()) == (422, before, 0)
    assert page.errors(field) == [message] if message else len(page.errors(field)) == 1
    assert page.value("purpose") == "Nắm tình hình"


def test_only_survey_teams_of_this_campaign_are_offered(runner: Client, campaigns: Campaigns) -> None:
    for kind, name in ((TeamKind.SURVEY, "Đoàn khảo sát số 1"), (TeamKind.EDITORIAL, "Tổ biên tập")):
        actions.found_team(
            SYSTEM_ACTOR, campaign=campaigns.campaign, kind=kind, name=name, holder=campaigns.tree.district.unit,
            supports=None, founded_on=PLANNED, members=[], now=NOW,
        )  # fmt: skip
    page = get(runner, campaigns.at("/dot-so-ket/{c}/khao-sat/lap/"))
    assert page.texts("//select[@name='team']/option") == ["chưa thành lập", "Đoàn khảo sát số 1"]


def test_a_plan_is_changed_and_whoever_was_slower_is_told(runner: Client, survey: Survey) -> None:
    address = f"/khao-sat/{survey.pk}/sua/"
    shown = get(runner, address)
    fields = {
        name: shown.value(name) for name in ("name", "planned_on", "starts_on", "ends_on", "purpose", "seen")
    }
    fields |= {"team": "", "directive": ""}
    assert fields["name"] == "Khảo sát huyện"
    assert runner.post(address, {**fields, "name": "Khảo sát toàn huyện"}).status_code == 302
    assert Survey.objects.get(pk=survey.pk).name == "Khảo sát toàn huyện"
    slower = post(runner, address, **{**fields, "name": "Tên của tôi"})
    assert (slower.status, slower.value("name")) == (422, "Tên của tôi")
    assert slower.summary[0].startswith("Nội dung này vừa được người khác sửa.")
    assert Survey.objects.get(pk=survey.pk).name == "Khảo sát toàn huyện"
    late = post(
        runner,
        address,
        **{**fields, "seen": slower.value("seen"), "planned_on": "3-2-2023", "starts_on": "3-2-2023"},
    )
    assert late.errors("planned_on") == ["Đoàn đã đến Tân Thanh Tây trước ngày lập kế hoạch này."]


def test_a_conclusion_comes_after_the_last_day(runner: Client, survey: Survey) -> None:
    address = f"/khao-sat/{survey.pk}/ket-luan/"
    early = post(runner, address, on="9-3-2023", conclusion="Tốt")
    assert early.errors("on") == ["Ngày kết luận (9-3-2023) trước ngày kết thúc khảo sát (10-3-2023)."]
    assert post(runner, address, on="20-3-2023", conclusion=" ").errors("conclusion") == [
        "Chưa nhập mục này."
    ]
    assert (
        runner.post(address, {"on": "20-3-2023", "conclusion": "Chuẩn bị tốt.\nCần đôn đốc."}).status_code
        == 302
    )
    page = get(runner, f"/khao-sat/{survey.pk}/")
    told = ["Chuẩn bị tốt.Cần đôn đốc.", "Kết luận ngày 20-3-2023."]
    assert page.texts("//section[@aria-labelledby='ket-luan']//p") == told
    before = get(runner, f"/khao-sat/{survey.pk}/", den="19-3-2023")
    assert before.texts("//section[@aria-labelledby='ket-luan']//p") == ["Chưa có kết luận vào ngày này."]


def test_a_survey_taken_out_is_gone_from_that_day_and_comes_back(runner: Client, survey: Survey) -> None:
    assert post(runner, f"/khao-sat/{survey.pk}/bo/", on="20-3-2023", reason="").errors("reason") == [
        "Chưa nhập mục này."
    ]
    assert (
        runner.post(f"/khao-sat/{survey.pk}/bo/", {"on": "20-3-2023", "reason": "Trùng đợt"}).status_code
        == 302
    )
    assert get(runner, f"/khao-sat/{survey.pk}/").status == 404
    page = get(runner, f"/khao-sat/{survey.pk}/", den="19-3-2023")
    assert (page.status, acts(page) & {"sua", "bo", "noi"}) == (200, set())
    assert (
        "Cuộc khảo sát đã được bỏ từ ngày 20-3-2023."
        in page.texts("//div[contains(@class, 'alert-warning')]")[0]
    )
    assert runner.post(f"/khao-sat/{survey.pk}/khoi-phuc/?den=19-3-2023").status_code == 302
    assert get(runner, f"/khao-sat/{survey.pk}/", den="24-3-2023").status == 200
    assert runner.post(f"/khao-sat/{survey.pk}/khoi-phuc/").status_code == 422


def test_places_are_added_once(runner: Client, campaigns: Campaigns, survey: Survey) -> None:
    address = f"/khao-sat/{survey.pk}/noi/"
    shown = get(runner, address)
    offered = {str(value) for value in shown.root.xpath("//input[@name='units']/@value")}
    third = str(campaigns.tree.third.unit_id)
    assert third in offered
    assert str(campaigns.tree.commune.unit_id) not in offered
    empty = post(runner, address, on="1-3-2023", sectors="")
    assert empty.summary == ["Chưa chọn đơn vị hoặc ngành nào để khảo sát."]
    twice = post(runner, address, on="1-3-2023", sectors="Ngành Y tế")
    assert twice.errors("sectors") == ["Ngành Y tế đã có trong kế hoạch."]
    assert (
        runner.post(address, {"on": "1-3-2023", "units": [third], "sectors": "Ngành Giáo dục"}).status_code
        == 302
    )
    assert [place(survey, number).name for number in (4, 5)] == ["Thạnh Ngãi", "Ngành Giáo dục"]
    assert len(get(runner, f"/khao-sat/{survey.pk}/", den="28-2-2023").rows) == 3


def test_a_visit_is_planned_recorded_and_corrected(runner: Client, survey: Survey) -> None:
    second = place(survey, 2)
    assert get(runner, f"/noi-khao-sat/{second.pk}/ngay/").value("day") == "20-2-2023"
    wrong = post(runner, f"/noi-khao-sat/{second.pk}/ngay/", day="1-1-2023", by="")
    assert wrong.errors("day") == [
        "Ngày dự kiến (1-1-2023) trước ngày đưa vào kế hoạch (9-1-2023).",
        "Ngày dự kiến (1-1-2023) trước ngày lập kế hoạch (9-1-2023).",
    ]
    assert (
        runner.post(f"/noi-khao-sat/{second.pk}/ngay/", {"day": "25-3-2023", "by": "Đoàn số 2"}).status_code
        == 302
    )
    record = f"/noi-khao-sat/{second.pk}/ket-qua/"
    future = post(runner, record, visited_on="25-3-2023", outcome="Tốt")
    assert future.errors("visited_on") == ["Ngày khảo sát (25-3-2023) chưa đến."]
    assert runner.post(record, {"visited_on": "22-3-2023", "outcome": "Còn chậm"}).status_code == 302
    assert runner.post(record, {"visited_on": "23-3-2023", "outcome": "Còn chậm, đã nhắc"}).status_code == 302
    kept = place(survey, 2)
    assert (kept.planned_on, kept.by, kept.visited_on, kept.summary) == (
        date(2023, 3, 25), "Đoàn số 2", date(2023, 3, 23), "Còn chậm, đã nhắc",
    )  # fmt: skip
    again = post(runner, f"/noi-khao-sat/{second.pk}/ngay/", day="24-3-2023", by="")
    assert again.summary == ["Đoàn đã đến nơi này; không đặt lại ngày dự kiến."]


def test_a_place_leaves_the_plan_with_a_reason(runner: Client, survey: Survey) -> None:
    third = place(survey, 3)
    address = f"/noi-khao-sat/{third.pk}/bo/"
    assert post(runner, address, on="1-3-2023", reason="").errors("reason") == ["Chưa nhập mục này."]
    assert runner.post(address, {"on": "1-3-2023", "reason": "Đã có báo cáo riêng"}).status_code == 302
    page = get(runner, f"/khao-sat/{survey.pk}/")
    assert page.column("Tình trạng")[-1] == "đã bỏ khỏi kế hoạch: Đã có báo cáo riêng"
    assert page.texts("//td/del[@class='struck']") == ["Ngành Y tế"]
    assert page.facts()["Ngành đã khảo sát"] == "0/0"
    assert get(runner, f"/khao-sat/{survey.pk}/", den="28-2-2023").facts()["Ngành đã khảo sát"] == "0/1"
    again = post(runner, address, on="2-3-2023", reason="Lần nữa")
    assert again.summary == ["Nơi này đã được bỏ khỏi kế hoạch khảo sát ngày 1-3-2023."]


SURVEY_ACTS = ("sua/", "ket-luan/", "bo/", "noi/")
PLACE_ACTS = ("ngay/", "ket-qua/", "bo/")


@pytest.mark.parametrize(("who", "status"), [("second_office", 403), ("onlooker", 403), ("stranger", 404)])
def test_nobody_else_may_act(
    request: pytest.FixtureRequest, campaigns: Campaigns, survey: Survey, who: str, status: int
) -> None:
    client: Client = request.getfixturevalue(who)
    before = ledger()[0]
    seen = place(survey, 2)
    asked = [
        *(f"/khao-sat/{survey.pk}/{act}" for act in SURVEY_ACTS),
        *(f"/noi-khao-sat/{seen.pk}/{act}" for act in PLACE_ACTS),
    ]
    asked.append(campaigns.at("/dot-so-ket/{c}/khao-sat/lap/"))
    answers = {
        address: (client.get(address).status_code, client.post(address, GIVEN).status_code)
        for address in asked
    }
    assert set(answers.values()) <= {(403, 403), (404, 404)}
    assert (status, status) in answers.values()
    assert ledger()[0] == before


def test_a_surveyor_records_but_does_not_plan(campaigns: Campaigns, survey: Survey) -> None:
    client = visitor(RoleCode.SURVEYOR, campaigns.tree.district, "doankhaosat")
    assert client.get(f"/noi-khao-sat/{place(survey, 2).pk}/ket-qua/").status_code == 200
    for act in ("sua/", "bo/"):
        assert client.get(f"/khao-sat/{survey.pk}/{act}").status_code == 403
    assert client.get(campaigns.at("/dot-so-ket/{c}/khao-sat/lap/")).status_code == 403


def test_what_people_typed_is_text(runner: Client, survey: Survey) -> None:
    hostile = "<script>alert(1)</script>"
    runner.post(
        f"/noi-khao-sat/{place(survey, 2).pk}/ket-qua/", {"visited_on": "22-3-2023", "outcome": hostile}
    )
    text = runner.get(f"/khao-sat/{survey.pk}/").content.decode()
    assert (hostile in text, "&lt;script&gt;alert(1)&lt;/script&gt;" in text) == (False, True)


def test_as_many_queries_for_many_places_as_for_few(runner: Client, survey: Survey) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            get(runner, f"/khao-sat/{survey.pk}/")
        return len(asked)

    counted()
    few = counted()
    drafts = [VisitDraft(f"Ngành {number}", VisitKind.SECTOR) for number in range(12)]
    actions.add_visits(SYSTEM_ACTOR, survey=survey, visits=drafts, on=date(2023, 2, 1), now=NOW)
    assert (counted(), few < 25) == (few, True)
