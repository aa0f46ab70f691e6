"""Founding, changing and dissolving teams on the screen; members who come, change duty, leave and are replaced."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nhiemky.campaign import actions
from nhiemky.campaign.models import Member, Team
from nhiemky.campaign.vocab import MemberDraft, TeamKind
from nhiemky.history.models import LedgerLine
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.registry.vocab import DirectiveType
from tests.cast import make_directive, make_person, make_position
from tests.cast_campaign import moment
from tests.web.campaign.scene import ON, Campaigns
from tests.web.campaign.team_scene import FOUNDED, make_team, staffed
from tests.web.reading import Page, get, post

TEAM = {
    "kind": "editorial", "name": "Tổ biên tập báo cáo", "founded_on": "10/3/2023", "task": "Viết báo cáo",
}  # fmt: skip
FRESH = {"full_name": "Phạm Văn Sáu", "rank": "member", "on": "1-3-2023"}


def found(client: Client, scene: Campaigns, **given: str) -> Page:
    holder = str(scene.tree.district.unit_id)
    return post(client, scene.at("/dot-so-ket/{c}/to/lap/"), **{**TEAM, "holder": holder, **given})


def stated(member: Member) -> tuple[object, ...]:
    """Give what is kept of a membership."""
    return (
        member.full_name, member.rank, member.title, member.duty, member.unit and member.unit.code, member.valid_from,
        member.valid_to, member.left_because,
    )  # fmt: skip


def test_team_is_founded_by_a_decision_and_assigned_by_a_notice(runner: Client, campaigns: Campaigns) -> None:
    tree = campaigns.tree
    decision = make_directive(
        "12-QĐ/HU", type=DirectiveType.DECISION, holder=tree.district, issued_on=date(2023, 3, 9)
    )
    notice = make_directive(
        "30-TB/HU", type=DirectiveType.NOTICE, holder=tree.district, issued_on=date(2023, 3, 10)
    )
    page = found(
        runner, campaigns, decision=str(decision.pk), notice=str(notice.pk), supports=str(tree.second.unit_id)
    )
    assert page.messages == ["Đã thành lập Tổ biên tập báo cáo. Đề nghị thêm thành viên."]
    assert page.facts() == {
        "Đơn vị thành lập": "Đảng bộ huyện Mỏ Cày Bắc",
        "Theo dõi": "Đảng bộ xã Nhuận Phú Tân",
        "Ngày thành lập": "10-3-2023",
        "Quyết định thành lập": "12-QĐ/HU",
        "Thông báo phân công": "30-TB/HU",
        "Nhiệm vụ": "Viết báo cáo",
    }
    assert LedgerLine.objects.filter(act="team.founded").count() == 1


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"name": " "}, "name", "Chưa nhập mục này."),
        ({"founded_on": "25-3-2023"}, "founded_on", "Ngày thành lập (25-3-2023) chưa đến."),
        ({"founded_on": "2-1-2023"}, "founded_on", "Ngày thành lập (2-1-2023) trước ngày của kế hoạch (3-1-2023)."),
        ({"founded_on": "hôm qua"}, "founded_on", None),
        ({"kind": "khác"}, "kind", "Không có “khác” trong danh sách."),
        ({"holder": "999999"}, "holder", "Không có “999999” trong danh sách."),
        ({"supports": "-1"}, "supports", "Không có “-1” trong danh sách."),
        ({"decision": "1 OR 1=1"}, "decision", "Không có “1 OR 1=1” trong danh sách."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_kept(
    runner: Client, campaigns: Campaigns, given: dict[str, str], field: str, message: str | None
) -> None:
    page = found(runner, campaigns, **given)
    assert page.status == 422
    assert page.errors(field) == [message] if message else len(page.errors(field)) == 1
    assert page.value("task") == "Viết báo cáo"
    assert Team.objects.count() == 0


def test_commune_founds_its_own_team_only(
    second_office: Client, onlooker: Client, campaigns: Campaigns
) -> None:
    address = campaigns.at("/dot-so-ket/{c}/to/lap/")
    own = str(campaigns.tree.second.unit_id)
    page = get(second_office, address)
    assert page.texts("//select[@name='holder']/option") == ["Đảng bộ xã Nhuận Phú Tân"]
    refused = found(second_office, campaigns)
    assert (refused.status, refused.errors("holder")) == (
        422,
        [f"Không có “{campaigns.tree.district.unit_id}” trong danh sách."],
    )
    assert found(second_office, campaigns, holder=own).heading == "Tổ biên tập báo cáo"
    assert [get(onlooker, address).status, found(onlooker, campaigns, holder=own).status] == [403, 403]
    assert Team.objects.count() == 1


def test_team_is_changed_with_what_it_holds_shown(runner: Client, campaigns: Campaigns) -> None:
    team = staffed(campaigns)
    page = get(runner, f"/to/{team.pk}/sua/")
    assert [page.value(name) for name in ("name", "task", "decision")] == [
        "Tổ công tác 1", "Giúp chuẩn bị và góp ý", str(team.decision_id),
    ]  # fmt: skip
    done = post(runner, f"/to/{team.pk}/sua/", name="Tổ số 1", task="", seen=page.value("seen"))
    assert (done.heading, done.messages) == ("Tổ số 1", ["Đã lưu thông tin của tổ."])
    assert "Quyết định thành lập" not in done.facts()


def test_change_of_somebody_else_is_noticed_and_nothing_typed_is_lost(
    runner: Client, campaigns: Campaigns
) -> None:
    team = make_team(campaigns)
    seen = get(runner, f"/to/{team.pk}/sua/").value("seen")
    post(runner, f"/to/{team.pk}/sua/", name="Tên của người khác", seen=seen)
    page = post(runner, f"/to/{team.pk}/sua/", name="Tên của tôi", seen=seen)
    assert (page.status, page.value("name")) == (422, "Tên của tôi")
    assert page.summary[0].startswith("Nội dung này vừa được người khác sửa.")
    again = post(runner, f"/to/{team.pk}/sua/", name="Tên của tôi", seen=page.value("seen"))
    assert again.heading == "Tên của tôi"


def test_member_is_added_by_name_with_unit_and_duty(runner: Client, campaigns: Campaigns) -> None:
    team = make_team(campaigns)
    page = post(
        runner, f"/to/{team.pk}/thanh-vien/",
        **{**FRESH, "rank": "head", "title": "Phó Bí thư", "unit": "28957 - Nhuận Phú Tân", "duty": "Phụ trách\nchung"},
    )  # fmt: skip
    assert page.messages == ["Đã thêm Phạm Văn Sáu vào Tổ công tác 1."]
    assert stated(team.members.get()) == (
        "Phạm Văn Sáu", "head", "Phó Bí thư", "Phụ trách chung", "28957", date(2023, 3, 1), None, "",
    )  # fmt: skip


def test_known_person_is_chosen_and_the_next_one_follows(runner: Client, campaigns: Campaigns) -> None:
    team = make_team(campaigns)
    person = make_person("Lý Thị Bảy", keeper=campaigns.tree.district)
    make_position(person, campaigns.tree.district, "Ủy viên")
    page = post(
        runner, f"/to/{team.pk}/thanh-vien/",
        **{"person": str(person.pk), "rank": "secretary", "on": "1-3-2023", "them-nua": "1"},
    )  # fmt: skip
    assert (page.heading, page.value("full_name")) == ("Thêm thành viên", "")
    member = team.members.get()
    assert (member.person, member.full_name, member.rank) == (person, "Lý Thị Bảy", "secretary")


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"full_name": ""}, "full_name", "Đề nghị chọn cán bộ hoặc ghi họ và tên."),
        ({"on": "31-1-2023"}, "on", "Ngày tham gia (31-1-2023) trước ngày thành lập tổ (1-2-2023)."),
        ({"on": "25-3-2023"}, "on", "Ngày tham gia (25-3-2023) chưa đến."),
        ({"rank": "head"}, "rank", "Tổ đã có người đứng đầu: Trần Thị Tư."),
        ({"full_name": "Lê Văn Năm", "on": "20-3-2023"}, "full_name", "Lê Văn Năm đã ở trong tổ."),
        ({"rank": "vua"}, "rank", "Không có “vua” trong danh sách."),
        ({"full_name": "A" * 151}, "full_name", "Dài quá 150 ký tự (hiện có 151)."),
        ({"person": "999999", "full_name": ""}, "person", "Không có “999999” trong danh sách."),
    ],
)  # fmt: skip
def test_member_who_cannot_be_is_refused_at_the_field(
    runner: Client, campaigns: Campaigns, given: dict[str, str], field: str, message: str
) -> None:
    team = staffed(campaigns)
    page = post(runner, f"/to/{team.pk}/thanh-vien/", **{**FRESH, **given})
    assert (page.status, page.errors(field), team.members.count()) == (422, [message], 3)


def test_unit_that_is_not_there_is_an_error_of_its_field(runner: Client, campaigns: Campaigns) -> None:
    team = make_team(campaigns)
    page = post(runner, f"/to/{team.pk}/thanh-vien/", **{**FRESH, "unit": "00000"})
    assert (page.status, page.errors("unit")[0][:29]) == (422, "Không có đơn vị mã 00000 vào ")


def test_duty_changes_from_a_day_on(runner: Client, campaigns: Campaigns) -> None:
    team = staffed(campaigns)
    head = team.members.get(rank="head")
    address = f"/to/{team.pk}/thanh-vien/{head.pk}/sua/"
    page = get(runner, address)
    assert (page.heading, page.value("full_name"), page.value("rank"), page.value("on")) == (
        "Đổi nhiệm vụ: Trần Thị Tư", "Trần Thị Tư", "head", "24-3-2023",
    )  # fmt: skip
    done = post(runner, address, full_name="Trần Thị Tư", rank="deputy", title="Trưởng ban", on="20-3-2023")
    assert done.messages == ["Đã thay đổi nhiệm vụ của Trần Thị Tư."]
    assert [stated(row)[1:3] + stated(row)[5:] for row in team.members.filter(full_name="Trần Thị Tư")] == [
        ("head", "Trưởng ban", FOUNDED, date(2023, 3, 20), ""),
        ("deputy", "Trưởng ban", date(2023, 3, 20), None, ""),
    ]


def test_member_leaves_for_a_reason_and_somebody_takes_the_place(
    runner: Client, campaigns: Campaigns
) -> None:
    team = staffed(campaigns)
    head = team.members.get(rank="head")
    page = post(
        runner, f"/to/{team.pk}/thanh-vien/{head.pk}/thoi/", on="21-3-2023", reason="Nghỉ hưu",
        full_name="Đỗ Văn Tám", title="Phó ban", unit="838",
    )  # fmt: skip
    assert page.messages == ["Trần Thị Tư đã thôi tham gia Tổ công tác 1."]
    assert [stated(row) for row in team.members.filter(rank="head").order_by("pk")] == [
        ("Trần Thị Tư", "head", "Trưởng ban", "", None, FOUNDED, date(2023, 3, 21), "Nghỉ hưu"),
        ("Đỗ Văn Tám", "head", "Phó ban", "", "838", date(2023, 3, 21), None, ""),
    ]
    assert page.texts("(//table)[2]/tbody/tr[1]/td")[5] == "Nghỉ hưu"


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"reason": ""}, "reason", "Chưa nhập mục này."),
        ({"on": "1-2-2023"}, "on", "Ngày thôi tham gia phải sau ngày bắt đầu (1-2-2023)."),
        ({"on": "25-3-2023"}, "on", "Ngày thôi tham gia (25-3-2023) chưa đến."),
        ({"title": "Phó ban"}, "full_name", "Đề nghị ghi họ và tên người thay."),
    ],
)
def test_leaving_out_of_order_is_refused_and_what_was_typed_stays(
    runner: Client, campaigns: Campaigns, given: dict[str, str], field: str, message: str
) -> None:
    team = staffed(campaigns)
    head = team.members.get(rank="head")
    typed = {"on": "21-3-2023", "reason": "Nghỉ hưu", **given}
    page = post(runner, f"/to/{team.pk}/thanh-vien/{head.pk}/thoi/", **typed)
    assert (page.status, page.errors(field), page.value("reason")) == (422, [message], typed["reason"])
    head.refresh_from_db()
    assert head.valid_to is None


def test_who_left_meanwhile_is_said_above_the_form(runner: Client, campaigns: Campaigns) -> None:
    team = staffed(campaigns)
    gone = team.members.get(full_name="Nguyễn Văn Ba")
    page = post(runner, f"/to/{team.pk}/thanh-vien/{gone.pk}/thoi/", on="21-3-2023", reason="Nghỉ hưu")
    assert (page.status, page.value("reason"), page.summary) == (
        422, "Nghỉ hưu", ["Nguyễn Văn Ba đã thôi tham gia từ ngày 10-3-2023. Đề nghị tải lại trang."],
    )  # fmt: skip


def test_team_is_dissolved_with_the_way_it_was_kept(runner: Client, campaigns: Campaigns) -> None:
    team = staffed(campaigns)
    address = f"/to/{team.pk}/giai-the/"
    assert get(runner, address).heading == "Giải thể tổ"
    refused = post(runner, address, on="9-3-2023", reason="Xong việc")
    assert (refused.status, refused.errors("on")) == (422, ["Tổ còn thay đổi thành viên ngày 10-3-2023."])
    done = post(runner, address, on="20-3-2023", reason="Xong việc")
    assert (done.messages, done.column("Họ và tên")[:1]) == (["Đã giải thể Tổ công tác 1."], ["Trần Thị Tư"])
    twice = post(runner, address, on="21-3-2023", reason="Lần nữa")
    assert (twice.status, twice.summary) == (422, ["Tổ công tác 1 đã giải thể ngày 20-3-2023."])


@pytest.mark.parametrize(
    "path", ["sua/", "giai-the/", "thanh-vien/", "thanh-vien/{m}/sua/", "thanh-vien/{m}/thoi/"]
)
def test_acts_are_for_who_runs_the_campaign_or_founded_the_team(
    runner: Client, second_office: Client, onlooker: Client, stranger: Client, campaigns: Campaigns, path: str
) -> None:
    team = staffed(campaigns)
    address = f"/to/{team.pk}/" + path.replace("{m}", str(team.members.get(rank="head").pk))
    clients = (runner, second_office, onlooker, stranger)
    assert [get(client, address).status for client in clients] == [200, 403, 403, 404]
    before = LedgerLine.objects.count()
    assert [post(client, address, reason="x").status for client in clients] == [422, 403, 403, 404]
    assert LedgerLine.objects.count() == before


def test_office_acts_on_the_team_its_own_unit_founded(second_office: Client, campaigns: Campaigns) -> None:
    team = actions.found_team(
        SYSTEM_ACTOR, campaign=campaigns.campaign, kind=TeamKind.EDITORIAL, name="Tổ giúp việc của xã", now=moment(ON),
        holder=campaigns.tree.second.unit, founded_on=FOUNDED, members=[MemberDraft("Võ Chín")],
    )  # fmt: skip
    page = get(second_office, f"/to/{team.pk}/")
    assert page.actions == ["Thêm thành viên", "Sửa", "Giải thể", "Quyết định (Word)", "Thông báo (Word)"]
    assert post(second_office, f"/to/{team.pk}/thanh-vien/", **FRESH).status == 200
    assert team.members.count() == 2


@pytest.mark.parametrize("member", [0, 999999])
def test_member_of_another_team_is_not_found(runner: Client, campaigns: Campaigns, member: int) -> None:
    team = staffed(campaigns)
    statuses = [get(runner, f"/to/{team.pk}/thanh-vien/{member}/{act}/").status for act in ("sua", "thoi")]
    assert statuses == [404, 404]
