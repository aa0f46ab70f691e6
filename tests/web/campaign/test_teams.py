"""The list of a campaign's teams and the page of one, on several days, for who runs, keeps or only sees."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import actions
from nhiemky.campaign.vocab import Duty, MemberDraft, TeamKind
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast_campaign import moment
from tests.web.campaign.scene import ON, Campaigns
from tests.web.campaign.team_scene import make_team, staffed
from tests.web.reading import Page, exported, get

PAPERS = ["Quyết định (Word)", "Thông báo (Word)"]


def members(page: Page) -> list[list[str]]:
    return [row[:5] for row in page.rows]


def test_teams_are_listed_by_kind_with_head_and_number(runner: Client, campaigns: Campaigns) -> None:
    make_team(campaigns, "Đoàn khảo sát", kind=TeamKind.SURVEY, founded_on=date(2023, 1, 10))
    staffed(campaigns)
    page = get(runner, campaigns.at("/dot-so-ket/{c}/to/"))
    assert (page.heading, page.actions) == ("Tổ, đoàn", ["Thành lập tổ"])
    assert page.rows == [
        ["Tổ công tác 1Tổ công tác", "Đảng bộ huyện Mỏ Cày Bắc", "Đảng bộ xã Nhuận Phú Tân", "1-2-202312-QĐ/HU",
         "Trần Thị Tư", "2", "đang hoạt động"],
        ["Đoàn khảo sátĐoàn khảo sát", "Đảng bộ huyện Mỏ Cày Bắc", "cả đợt sơ kết", "10-1-2023", "", "0",
         "đang hoạt động"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("9-1-2023", []),
        ("10-1-2023", ["Đoàn khảo sátĐoàn khảo sát"]),
        ("1-2-2023", ["Tổ công tác 1Tổ công tác", "Đoàn khảo sátĐoàn khảo sát"]),
    ],
)
def test_list_holds_what_was_founded_by_the_day(
    runner: Client, campaigns: Campaigns, day: str, names: list[str]
) -> None:
    make_team(campaigns, "Đoàn khảo sát", kind=TeamKind.SURVEY, founded_on=date(2023, 1, 10))
    make_team(campaigns)
    assert get(runner, campaigns.at("/dot-so-ket/{c}/to/"), den=day).column("Tổ, đoàn") == names


def test_empty_list_offers_the_first_team_to_who_may_found_it(
    runner: Client, second_office: Client, onlooker: Client, campaigns: Campaigns
) -> None:
    offered = {
        name: bool(
            get(client, campaigns.at("/dot-so-ket/{c}/to/")).root.xpath("//a[contains(@href, '/to/lap/')]")
        )
        for name, client in (("runner", runner), ("second", second_office), ("onlooker", onlooker))
    }
    assert offered == {"runner": True, "second": True, "onlooker": False}


def test_list_goes_to_excel(runner: Client, campaigns: Campaigns) -> None:
    make_team(campaigns)
    answer = runner.get(campaigns.at("/dot-so-ket/{c}/to/"), {"xuat": "xlsx"})
    assert (answer.status_code, answer.headers["Content-Type"].rpartition(".")[2]) == (200, "sheet")


def test_team_says_who_it_is_and_by_what(runner: Client, campaigns: Campaigns) -> None:
    team = staffed(campaigns)
    page = get(runner, f"/to/{team.pk}/")
    assert (page.heading, page.actions) == ("Tổ công tác 1", ["Thêm thành viên", "Sửa", "Giải thể", *PAPERS])
    assert page.facts() == {
        "Đơn vị thành lập": "Đảng bộ huyện Mỏ Cày Bắc",
        "Theo dõi": "Đảng bộ xã Nhuận Phú Tân",
        "Ngày thành lập": "1-2-2023",
        "Quyết định thành lập": "12-QĐ/HU",
        "Nhiệm vụ": "Giúp chuẩn bịvà góp ý",
    }
    assert page.href("12-QĐ/HU").startswith("/van-ban/")


@pytest.mark.parametrize(
    ("day", "expected", "former"),
    [
        (
            "9-3-2023",
            [
                ["Trần Thị Tư", "Trưởng", "Trưởng ban", "–", "1-2-2023"],
                [
                    "Nguyễn Văn Ba",
                    "Thành viên",
                    "Chuyên viênĐảng bộ xã Tân Thanh Tây",
                    "Tổng hợp",
                    "1-2-2023",
                ],
            ],
            [],
        ),
        (
            "10-3-2023",
            [
                ["Trần Thị Tư", "Trưởng", "Trưởng ban", "–", "1-2-2023"],
                ["Lê Văn Năm", "Thành viên", "–", "Tổng hợp", "10-3-2023"],
            ],
            ["Nguyễn Văn Ba", "Thành viên", "Tổng hợp", "1-2-2023", "10-3-2023", "Chuyển công tác"],
        ),
    ],
)
def test_members_are_those_of_the_day_and_who_left_stays_shown(
    runner: Client, campaigns: Campaigns, day: str, expected: list[list[str]], former: list[str]
) -> None:
    page = get(runner, f"/to/{staffed(campaigns).pk}/", den=day)
    assert (members(page), page.texts("(//table)[2]/tbody/tr/td")) == (expected, former)


def test_another_duty_is_shown_as_such(runner: Client, campaigns: Campaigns) -> None:
    team = staffed(campaigns)
    actions.change_member(
        SYSTEM_ACTOR, member=team.members.get(full_name="Trần Thị Tư"), on=date(2023, 3, 15), now=moment(ON),
        draft=MemberDraft("Trần Thị Tư", Duty.DEPUTY, "Trưởng ban"),
    )  # fmt: skip
    page = get(runner, f"/to/{team.pk}/")
    assert page.texts("(//table)[2]/tbody/tr[1]/td") == [
        "Trần Thị Tư", "Trưởng", "–", "1-2-2023", "15-3-2023", "đổi nhiệm vụ",
    ]  # fmt: skip
    assert page.column("Vị trí")[:2] == ["Phó", "Thành viên"]


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("", ["Trần Thị Tư", "Đỗ Thị Bình", "Lê Văn Năm"]),
        ("ten", ["Đỗ Thị Bình", "Lê Văn Năm", "Trần Thị Tư"]),
        ("-ten", ["Trần Thị Tư", "Lê Văn Năm", "Đỗ Thị Bình"]),
        ("vi-tri", ["Trần Thị Tư", "Đỗ Thị Bình", "Lê Văn Năm"]),
        ("-vi-tri", ["Lê Văn Năm", "Đỗ Thị Bình", "Trần Thị Tư"]),
        ("-tu-ngay", ["Đỗ Thị Bình", "Lê Văn Năm", "Trần Thị Tư"]),
    ],
)
def test_members_are_sorted_as_the_address_says(
    runner: Client, campaigns: Campaigns, sort: str, names: list[str]
) -> None:
    team = staffed(campaigns)
    actions.add_member(
        SYSTEM_ACTOR, team=team, draft=MemberDraft("Đỗ Thị Bình", Duty.DEPUTY), on=date(2023, 3, 20), now=moment(ON)
    )  # fmt: skip
    page = get(runner, f"/to/{team.pk}/", **{"xep-thanh-vien": sort})
    assert page.column("Họ và tên") == names
    assert page.texts("(//table)[2]/tbody/tr/td[1]") == ["Nguyễn Văn Ba"]


def test_each_member_has_the_acts_that_name_whom_they_touch(runner: Client, campaigns: Campaigns) -> None:
    team = staffed(campaigns)
    head = team.members.get(rank="head")
    page = get(runner, f"/to/{team.pk}/")
    links = page.root.xpath("(//table)[1]/tbody/tr[1]/td[@class='no-print']/span[@class='row-acts']/a")
    assert [(link.get("aria-label"), link.get("href").partition("?")[0]) for link in links] == [
        ("Đổi nhiệm vụ: Trần Thị Tư", f"/to/{team.pk}/thanh-vien/{head.pk}/sua/"),
        ("Thôi tham gia: Trần Thị Tư", f"/to/{team.pk}/thanh-vien/{head.pk}/thoi/"),
    ]
    earlier = get(runner, f"/to/{team.pk}/", den="9-3-2023")
    assert [row[5] for row in earlier.rows] == ["Đổi nhiệm vụ Thôi tham gia", "–"]


def test_members_of_now_and_of_former_days_go_to_excel_apart(runner: Client, campaigns: Campaigns) -> None:
    address = f"/to/{staffed(campaigns).pk}/"
    assert exported(runner, address, "thanh-vien", den="9-3-2023") == [
        ["Tổ công tác 1: thành viên ngày 9-3-2023"],
        ["Họ và tên", "Vị trí", "Chức vụ, đơn vị", "Việc được phân công", "Từ ngày"],
        ["Trần Thị Tư", "Trưởng", "Trưởng ban", None, "2023-02-01T00:00:00"],
        ["Nguyễn Văn Ba", "Thành viên", "Chuyên viên, Đảng bộ xã Tân Thanh Tây", "Tổng hợp", "2023-02-01T00:00:00"],
    ]  # fmt: skip
    assert exported(runner, address, "da-thoi", den="24-3-2023") == [
        ["Tổ công tác 1: đã thôi tham gia hoặc đổi nhiệm vụ"],
        ["Họ và tên", "Vị trí", "Việc được phân công", "Từ ngày", "Đến ngày", "Lý do"],
        ["Nguyễn Văn Ba", "Thành viên", "Tổng hợp", "2023-02-01T00:00:00", "2023-03-10T00:00:00", "Chuyển công tác"],
    ]  # fmt: skip


def test_dissolved_team_stays_and_offers_nothing(runner: Client, campaigns: Campaigns) -> None:
    team = staffed(campaigns)
    actions.dissolve_team(SYSTEM_ACTOR, team=team, on=date(2023, 3, 20), reason="Xong việc", now=moment(ON))
    page = get(runner, f"/to/{team.pk}/")
    assert page.texts("//p[contains(@class, 'alert-warning')]") == ["Tổ đã giải thể ngày 20-3-2023."]
    assert (page.actions, page.root.xpath("//main//a[contains(@href, '/thanh-vien/')]")) == (PAPERS, [])
    earlier = get(runner, f"/to/{team.pk}/", den="19-3-2023")
    assert (earlier.texts("//p[contains(@class, 'alert-warning')]"), len(members(earlier))) == ([], 2)
    listed = get(runner, campaigns.at("/dot-so-ket/{c}/to/"), den="20-3-2023")
    assert listed.column("Tình trạng") == ["giải thể ngày 20-3-2023"]


def test_who_only_sees_the_unit_followed_sees_its_team_and_no_act(
    onlooker: Client, second_office: Client, stranger: Client, campaigns: Campaigns
) -> None:
    own = staffed(campaigns)
    other = make_team(campaigns, "Tổ của xã khác", supports=campaigns.tree.third.unit)
    for client in (onlooker, second_office):
        page = get(client, f"/to/{own.pk}/")
        assert (page.status, page.actions) == (200, [])
        assert get(client, f"/to/{other.pk}/").status == 404
        assert get(client, campaigns.at("/dot-so-ket/{c}/to/")).column("Tổ, đoàn") == [
            "Tổ công tác 1Tổ công tác"
        ]
    assert get(stranger, f"/to/{own.pk}/").status == 404
    assert get(stranger, campaigns.at("/dot-so-ket/{c}/to/")).status == 404


@pytest.mark.parametrize("address", ["/dot-so-ket/999999/to/", "/to/999999/", "/to/0/"])
def test_what_is_not_there_is_not_found(runner: Client, campaigns: Campaigns, address: str) -> None:
    assert get(runner, address).status == 404


def test_as_many_queries_for_many_teams_and_members(runner: Client, campaigns: Campaigns) -> None:
    team = staffed(campaigns)
    addresses = (campaigns.at("/dot-so-ket/{c}/to/"), f"/to/{team.pk}/")

    def asked() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as found:
                assert runner.get(address).status_code == 200
            counts.append(len(found))
        return counts

    asked()
    before = asked()
    for number in range(4):
        make_team(campaigns, f"Tổ {number + 2}", members=(MemberDraft("Võ Sáu"), MemberDraft("Võ Bảy")))
        actions.add_member(
            SYSTEM_ACTOR, team=team, draft=MemberDraft(f"Người {number}"), on=ON, now=moment(ON)
        )  # fmt: skip
    assert asked() == before
    assert max(before) < 25
