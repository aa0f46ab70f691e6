"""The pages of findings: the list with its filters, and one with what it is about, follows from and leads to."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from nhiemky.campaign import actions
from nhiemky.campaign.models import Finding
from nhiemky.campaign.vocab import CauseKind, FindingSource
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests.cast_campaign import moment
from tests.web.campaign.finding_scene import KIND, aimed, chained, noted, visited
from tests.web.campaign.scene import ON, Campaigns
from tests.web.campaign.talks import met
from tests.web.conftest import visitor
from tests.web.reading import Page, get

SECOND, COMMUNE = "Đảng bộ xã Nhuận Phú Tân", "Đảng bộ xã Tân Thanh Tây"
LIST = "/dot-so-ket/{c}/phat-hien/"


@pytest.fixture
def several(campaigns: Campaigns) -> list[Finding]:
    """Five findings of two units, two fields, and four sources."""
    place, meeting = visited(campaigns), met(campaigns)
    return [
        noted(campaigns, KIND.RESULT, "Giảm nghèo đạt khá", group="Xã hội", on=date(2023, 2, 3)),
        noted(campaigns, text="Thu nhập còn thấp", group="Kinh tế", source_text="Báo cáo số 12-BC/ĐU"),
        noted(campaigns, text="Đường xuống cấp", source=FindingSource.SURVEY, visit_id=place.pk),
        noted(campaigns, KIND.CAUSE, "Chỉ đạo chậm", source=FindingSource.MEETING, meeting_id=meeting.pk),
        noted(
            campaigns, KIND.CAUSE, "Dịch bệnh kéo dài", at=campaigns.tree.commune, cause=CauseKind.OBJECTIVE,
            group="Kinh tế",
        ),
    ]  # fmt: skip


def texts(page: Page) -> set[str]:
    return {row[0] for row in page.rows}


def acts(page: Page) -> set[str]:
    """Give the acts offered, as the last part of their addresses."""
    found = page.root.xpath(
        "//div[@class='page-actions']//a/@href | //div[@class='card-header']//a/@href | //form[@method='post']/@action"
    )
    parts = {str(each).partition("?")[0].rstrip("/").rpartition("/")[2] for each in found}
    return parts & {"sua", "rut", "gan", "noi", "ghi", "bo", "khoi-phuc", "dau-cong-viec"}


def test_the_list_tells_what_was_found_where_and_by_what(
    runner: Client, campaigns: Campaigns, several: list[Finding]
) -> None:
    page = get(runner, campaigns.at(LIST))
    assert page.heads == ["Nội dung", "Loại", "Đơn vị", "Lĩnh vực", "Nguồn", "Ngày ghi"]
    assert sorted(page.rows) == sorted(
        [
            ["Giảm nghèo đạt khá", "kết quả", SECOND, "Xã hội", "báo cáo", "3-2-2023"],
            ["Thu nhập còn thấp", "hạn chế", SECOND, "Kinh tế", "báo cáo, Báo cáo số 12-BC/ĐU", "2-3-2023"],
            ["Đường xuống cấp", "hạn chế", SECOND, "", "khảo sát, Nhuận Phú Tân", "2-3-2023"],
            ["Chỉ đạo chậm", "nguyên nhân chủ quan", SECOND, "", "cuộc họp, 1-3-2023", "2-3-2023"],
            ["Dịch bệnh kéo dài", "nguyên nhân khách quan", COMMUNE, "Kinh tế", "báo cáo", "2-3-2023"],
        ]
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {0, 1, 2, 3, 4}),
        ({"loai": "limitation"}, {1, 2}),
        ({"loai": "result"}, {0}),
        ({"loai": "proposal"}, set()),
        ({"nn": "subjective"}, {3}),
        ({"nn": "objective"}, {4}),
        ({"nguon": "survey"}, {2}),
        ({"nguon": "meeting"}, {3}),
        ({"nguon": "report"}, {0, 1, 4}),
        ({"nhom": "Kinh tế"}, {1, 4}),
        ({"nhom": "Kinh tế", "loai": "cause"}, {4}),
        ({"q": "duong xuong"}, {2}),
        ({"q": "12-bc/du"}, {1}),
        ({"q": "XÃ HỘI"}, {0}),
        ({"q": "không có"}, set()),
        ({"loai": "la-gi"}, {0, 1, 2, 3, 4}),
        ({"nhom": "Quốc phòng"}, {0, 1, 2, 3, 4}),
        ({"chuyen": "987654321"}, {0, 1, 2, 3, 4}),
        ({"dv": "'; drop table"}, {0, 1, 2, 3, 4}),
    ],
)
def test_the_list_is_narrowed(
    runner: Client, campaigns: Campaigns, several: list[Finding], asked: dict[str, str], found: set[int]
) -> None:
    page = get(runner, campaigns.at(LIST), **asked)
    assert (page.status, texts(page)) == (200, {several[place].text for place in found})


def test_the_list_is_narrowed_to_a_unit_and_a_place(
    runner: Client, campaigns: Campaigns, several: list[Finding]
) -> None:
    commune = str(campaigns.tree.commune.unit_id)
    assert texts(get(runner, campaigns.at(LIST), dv=commune)) == {"Dịch bệnh kéo dài"}
    assert texts(get(runner, campaigns.at(LIST), chuyen=str(several[2].visit_id))) == {"Đường xuống cấp"}


@pytest.mark.parametrize(
    ("den", "found"), [("2-2-2023", 0), ("3-2-2023", 1), ("1-3-2023", 1), ("2-3-2023", 5), ("24-3-2023", 5)]
)
def test_the_list_stands_as_it_stood(
    runner: Client, campaigns: Campaigns, several: list[Finding], den: str, found: int
) -> None:
    page = get(runner, campaigns.at(LIST), den=den)
    assert (page.status, len(page.rows)) == (200, found)


def test_the_list_is_brought_out_as_a_workbook(
    runner: Client, campaigns: Campaigns, several: list[Finding]
) -> None:
    answer = runner.get(campaigns.at(LIST), {"xuat": "xlsx", "loai": "cause"})
    cells = [
        [cell for cell in row if cell]
        for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)  # type: ignore[union-attr]
    ]
    told = {str(cell) for row in cells for cell in row}
    assert (answer.status_code, {"Chỉ đạo chậm", "Dịch bệnh kéo dài"} <= told) == (200, True)
    assert "Đường xuống cấp" not in told


@pytest.mark.parametrize(
    ("who", "status", "found"),
    [("runner", 200, 5), ("second_office", 200, 4), ("onlooker", 200, 4), ("stranger", 404, 0)],
)
def test_everybody_sees_the_findings_of_the_units_seen(
    request: pytest.FixtureRequest, campaigns: Campaigns, several: list[Finding], who: str, status: int, found: int
) -> None:  # fmt: skip
    page = get(request.getfixturevalue(who), campaigns.at(LIST))
    assert (page.status, len(page.rows)) == (status, found)


def test_the_province_sees_what_was_found_in_the_district(
    campaigns: Campaigns, several: list[Finding]
) -> None:
    client = visitor(RoleCode.OFFICE, campaigns.tree.province, "vptinh")
    assert len(get(client, campaigns.at("/dot-so-ket/{above}/phat-hien/")).rows) == 5


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("runner", {"sua", "rut", "gan", "noi", "ghi"}),
        ("second_office", {"sua", "rut", "gan", "noi", "ghi"}),
        ("onlooker", set()),
    ],
)
def test_acts_are_offered_to_who_may_do_them(
    request: pytest.FixtureRequest, campaigns: Campaigns, who: str, offered: set[str]
) -> None:
    row = noted(campaigns)
    client: Client = request.getfixturevalue(who)
    page = get(client, f"/phat-hien/{row.pk}/")
    assert (page.status, acts(page)) == (200, offered)
    assert acts(get(client, campaigns.at(LIST))) == ({"ghi"} if offered else set())


def test_a_surveyor_notes_and_changes(campaigns: Campaigns) -> None:
    client = visitor(RoleCode.SURVEYOR, campaigns.tree.district, "doankhaosat")
    row = noted(campaigns)
    assert acts(get(client, f"/phat-hien/{row.pk}/")) == {"sua", "rut", "gan", "noi", "ghi"}
    assert acts(get(client, campaigns.at(LIST))) == {"ghi"}


def test_a_finding_tells_where_it_came_from(
    runner: Client, campaigns: Campaigns, several: list[Finding]
) -> None:
    page = get(runner, f"/phat-hien/{several[1].pk}/")
    assert (page.heading, page.texts("//p[@class='finding-text']")) == ("Hạn chế", ["Thu nhập còn thấp"])
    assert page.facts() == {
        "Lĩnh vực": "Kinh tế", "Nguồn": "báo cáo, Báo cáo số 12-BC/ĐU", "Ngày ghi": "2-3-2023",
        "Người ghi": SYSTEM_ACTOR.name,
    }  # fmt: skip
    surveyed = get(runner, f"/phat-hien/{several[2].pk}/")
    assert several[2].visit is not None
    assert surveyed.href("khảo sát, Nhuận Phú Tân").startswith(f"/khao-sat/{several[2].visit.survey_id}/")
    spoken = get(runner, f"/phat-hien/{several[3].pk}/")
    assert spoken.href("cuộc họp, 1-3-2023").startswith(f"/cuoc-hop/{several[3].meeting_id}/")
    assert spoken.heading == "Nguyên nhân chủ quan"


def test_a_finding_tells_what_stands_before_and_after_it(runner: Client, campaigns: Campaigns) -> None:
    limitation, cause, remedy = chained(campaigns)
    told = "//section[@aria-labelledby='chuoi']//li"
    pages = [get(runner, f"/phat-hien/{row.pk}/") for row in (limitation, cause, remedy)]
    assert [page.texts(f"{told}/span[1]") for page in pages] == [
        ["Dẫn đến nguyên nhân chủ quan"],
        ["Xuất phát từ hạn chế", "Dẫn đến giải pháp"],
        ["Xuất phát từ nguyên nhân chủ quan"],
    ]
    assert pages[1].texts(f"{told}//a") == ["Thu nhập còn thấp", "Phân công cấp ủy viên"]
    assert pages[1].href("Thu nhập còn thấp").startswith(f"/phat-hien/{limitation.pk}/")


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        (KIND.LIMITATION, ["Ghi nguyên nhân", "Ghi giải pháp", "Sửa", "Rút"]),
        (KIND.CAUSE, ["Ghi giải pháp", "Sửa", "Rút"]),
        (KIND.REMEDY, ["Ghi nhiệm vụ mới", "Sửa", "Rút"]),
        (KIND.NEW_TASK, ["Sửa", "Rút"]),
        (KIND.RESULT, ["Sửa", "Rút"]),
        (KIND.STRENGTH, ["Sửa", "Rút"]),
        (KIND.PROPOSAL, ["Sửa", "Rút"]),
    ],
)
def test_only_what_may_follow_is_offered(
    runner: Client, campaigns: Campaigns, kind: KIND, offered: list[str]
) -> None:
    row = noted(campaigns, kind, "Nội dung")
    page = get(runner, f"/phat-hien/{row.pk}/")
    assert page.texts("//div[@class='page-actions']/a") == offered
    shown = page.texts("//section/div[@class='card-header']/h2")
    assert ("Trước và sau trong chuỗi" in shown) == (
        kind in (KIND.LIMITATION, KIND.CAUSE, KIND.REMEDY, KIND.NEW_TASK)
    )
    assert ("Việc đã hình thành" in shown) == (kind in (KIND.REMEDY, KIND.NEW_TASK, KIND.PROPOSAL))


def test_a_task_is_offered_to_who_keeps_the_work_of_the_unit(runner: Client, campaigns: Campaigns) -> None:
    own = noted(campaigns, KIND.REMEDY, "Rà soát", at=campaigns.tree.district)
    below = noted(campaigns, KIND.REMEDY, "Rà soát")
    assert acts(get(runner, f"/phat-hien/{own.pk}/")) == {"sua", "rut", "gan", "noi", "ghi", "dau-cong-viec"}
    assert acts(get(runner, f"/phat-hien/{below.pk}/")) == {"sua", "rut", "gan", "noi", "ghi"}


def test_a_target_named_can_be_adjusted_from_there(runner: Client, campaigns: Campaigns) -> None:
    row = noted(campaigns, at=campaigns.tree.district)
    target = aimed(campaigns, at=campaigns.tree.district)
    actions.link_finding(SYSTEM_ACTOR, finding=row, target=target, on=row.noted_on, now=moment(ON))
    page = get(runner, f"/phat-hien/{row.pk}/")
    things = "//section[@aria-labelledby='gan-voi']//li"
    assert page.texts(f"{things}/span[1]") == ["Chỉ tiêu"]
    assert page.href("7. Chỉ tiêu số 7").startswith(f"/chi-tieu/{target.pk}/")
    address = page.href("Điều chỉnh chỉ tiêu")
    assert (address.partition("?")[0], runner.get(address).status_code) == (
        f"/chi-tieu/{target.pk}/dieu-chinh/", 200,
    )  # fmt: skip


def test_an_earlier_day_shows_what_stood_then(runner: Client, campaigns: Campaigns) -> None:
    limitation, _cause, _remedy = chained(campaigns)
    later = noted(campaigns, KIND.REMEDY, "Kiểm tra", after=limitation, on=date(2023, 3, 20))
    told = "//section[@aria-labelledby='chuoi']//li//a"
    assert get(runner, f"/phat-hien/{limitation.pk}/").texts(told) == ["Chỉ đạo chưa quyết liệt", "Kiểm tra"]
    before = get(runner, f"/phat-hien/{limitation.pk}/", den="19-3-2023")
    assert before.texts(told) == ["Chỉ đạo chưa quyết liệt"]
    assert get(runner, f"/phat-hien/{later.pk}/", den="19-3-2023").status == 404
    assert get(runner, f"/phat-hien/{limitation.pk}/", den="1-3-2023").status == 404


def test_a_withdrawn_finding_says_so_and_offers_only_to_restore(runner: Client, campaigns: Campaigns) -> None:
    row = noted(campaigns)
    actions.withdraw_finding(
        SYSTEM_ACTOR, finding=row, on=date(2023, 3, 10), reason="Ghi nhầm đơn vị", now=moment(ON)
    )
    page = get(runner, f"/phat-hien/{row.pk}/")
    assert acts(page) == {"khoi-phuc"}
    assert page.texts("//div[contains(@class, 'alert-warning')]/div") == [
        "Nội dung đã được rút từ ngày 10-3-2023: Ghi nhầm đơn vị Khôi phục"
    ]
    assert texts(get(runner, campaigns.at(LIST))) == set()
    assert texts(get(runner, campaigns.at(LIST), den="9-3-2023")) == {"Thu nhập còn thấp"}


def test_what_people_typed_is_text(runner: Client, campaigns: Campaigns) -> None:
    hostile = "<script>alert(1)</script>"
    row = noted(campaigns, text=hostile, group=hostile, source_text=hostile)
    for address in (f"/phat-hien/{row.pk}/", campaigns.at(LIST), campaigns.at("/dot-so-ket/{c}/chuoi/")):
        shown = runner.get(address).content.decode()
        assert (hostile in shown, "&lt;script&gt;alert(1)&lt;/script&gt;" in shown) == (False, True)


@pytest.mark.parametrize("address", [LIST, "/dot-so-ket/{c}/chuoi/"])
def test_as_many_queries_for_many_findings_as_for_few(
    runner: Client, campaigns: Campaigns, address: str
) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert get(runner, campaigns.at(address)).status == 200
        return len(asked)

    chained(campaigns)
    counted()
    few = counted()
    for number in range(6):
        after = noted(campaigns, text=f"Hạn chế {number}", at=campaigns.tree.commune)
        noted(campaigns, KIND.CAUSE, f"Nguyên nhân {number}", at=campaigns.tree.commune, after=after)
    assert (counted(), few < 28) == (few, True)


def test_a_review_leads_to_the_findings_of_its_unit(
    runner: Client, campaigns: Campaigns, several: list[Finding]
) -> None:
    page = get(runner, campaigns.at("/so-ket/{pilot}/"))
    found = [str(href) for href in page.root.xpath("//a/@href") if "/phat-hien/" in str(href)]
    narrowed = [href for href in found if "dv=" in href]
    assert narrowed
    assert {row[0] for row in get(runner, narrowed[0]).rows} == {"Dịch bệnh kéo dài"}
