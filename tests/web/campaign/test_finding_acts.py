"""The acts on findings: noting, changing, taking back and restoring one; a task that is born from one."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nhiemky.campaign.models import Finding, FindingChain, FindingLink
from nhiemky.campaign.vocab import FindingSource
from nhiemky.history.models import LedgerLine
from nhiemky.org.vocab import RoleCode
from nhiemky.work.models import WorkItem
from tests.web.campaign.finding_scene import KIND, aimed, chained, noted, visited
from tests.web.campaign.scene import Campaigns
from tests.web.campaign.talks import met
from tests.web.conftest import visitor
from tests.web.reading import get, post

NOTE = "/dot-so-ket/{c}/phat-hien/ghi/"


def given(scene: Campaigns, **changes: str) -> dict[str, str]:
    """Give what somebody types who notes a limitation of the second commune."""
    return {
        "kind": "limitation", "cause": "", "unit": str(scene.tree.second.unit_id), "text": "Thu ngân sách thấp",
        "group": "Kinh tế", "noted_on": "10-3-2023", "source": "report", "visit": "", "meeting": "",
        "source_text": "Báo cáo số 12-BC/ĐU", **changes,
    }  # fmt: skip


def ledger() -> tuple[int, str]:
    line = LedgerLine.objects.order_by("-sequence")[0]
    return LedgerLine.objects.count(), line.act


def latest() -> Finding:
    return Finding.objects.latest("pk")


def test_a_finding_is_noted_as_typed(runner: Client, campaigns: Campaigns) -> None:
    answer = runner.post(campaigns.at(NOTE), given(campaigns))
    row = latest()
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (
        302,
        f"/phat-hien/{row.pk}/",
    )
    assert (row.kind, row.cause, row.text, row.group, row.source, row.source_text, row.noted_on) == (
        "limitation", "", "Thu ngân sách thấp", "Kinh tế", "report", "Báo cáo số 12-BC/ĐU", date(2023, 3, 10),
    )  # fmt: skip
    assert (row.unit_id, row.campaign_id) == (campaigns.tree.second.unit_id, campaigns.campaign.pk)
    assert ledger()[1] == "finding.noted"


@pytest.mark.parametrize(
    ("kind", "cause"),
    [
        ("result", ""),
        ("strength", ""),
        ("limitation", ""),
        ("cause", "objective"),
        ("cause", "subjective"),
        ("remedy", ""),
        ("new_task", ""),
        ("proposal", ""),
    ],
)
def test_every_kind_can_be_noted(runner: Client, campaigns: Campaigns, kind: str, cause: str) -> None:
    answer = runner.post(campaigns.at(NOTE), given(campaigns, kind=kind, cause=cause))
    assert (answer.status_code, latest().kind, latest().cause) == (302, kind, cause)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"text": " "}, "text", "Chưa nhập mục này."),
        ({"noted_on": "25-3-2023"}, "noted_on", "Ngày ghi (25-3-2023) chưa đến."),
        (
            {"noted_on": "2-1-2023"},
            "noted_on",
            "Ngày ghi (2-1-2023) trước ngày bắt đầu đợt sơ kết (3-1-2023).",
        ),
        ({"noted_on": "hôm qua"}, "noted_on", None),
        (
            {"kind": "cause"},
            "cause",
            "Nguyên nhân phải ghi rõ khách quan hay chủ quan; nội dung khác thì không.",
        ),
        (
            {"cause": "objective"},
            "cause",
            "Nguyên nhân phải ghi rõ khách quan hay chủ quan; nội dung khác thì không.",
        ),
        ({"kind": "khác"}, "kind", "Không có “khác” trong danh sách."),
        ({"unit": "987654321"}, "unit", "Không có “987654321” trong danh sách."),
        ({"visit": "987654321"}, "visit", "Không có “987654321” trong danh sách."),
        ({"meeting": "x"}, "meeting", "Không có “x” trong danh sách."),
        ({"group": "x" * 151}, "group", "Dài quá 150 ký tự (hiện có 151)."),
        ({"source_text": "x" * 301}, "source_text", "Dài quá 300 ký tự (hiện có 301)."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    runner: Client, campaigns: Campaigns, changes: dict[str, str], field: str, message: str | None
) -> None:
    before = ledger()
    page = post(runner, campaigns.at(NOTE), **given(campaigns, **changes))
    assert (page.status, ledger(), Finding.objects.count()) == (422, before, 0)
    assert page.errors(field) == [message] if message else len(page.errors(field)) == 1
    if "text" not in changes:
        assert page.value("text") == "Thu ngân sách thấp"


def test_a_limitation_noted_from_a_target_is_tied_to_it(runner: Client, campaigns: Campaigns) -> None:
    target = aimed(campaigns, group="Kinh tế")
    address = campaigns.at(NOTE) + f"?chi-tieu={target.pk}&loai=limitation"
    page = get(runner, address)
    assert page.facts() == {"Về chỉ tiêu": "7. Chỉ tiêu số 7"}
    assert [page.value(name) for name in ("kind", "unit", "group")] == [
        "limitation", str(campaigns.tree.second.unit_id), "Kinh tế",
    ]  # fmt: skip
    assert runner.post(address, given(campaigns)).status_code == 302
    link = FindingLink.objects.get(finding=latest())
    assert (link.target_id, link.gives) == (target.pk, False)


def test_what_is_noted_after_a_finding_is_chained_to_it(runner: Client, campaigns: Campaigns) -> None:
    limitation = noted(campaigns, group="Kinh tế", source_text="Báo cáo quý I")
    address = campaigns.at(NOTE) + f"?tu={limitation.pk}&loai=cause"
    page = get(runner, address)
    assert page.facts() == {"Tiếp theo hạn chế": "Thu nhập còn thấp"}
    names = ("kind", "unit", "group", "source", "source_text")
    assert [page.value(name) for name in names] == [
        "cause", str(campaigns.tree.second.unit_id), "Kinh tế", "report", "Báo cáo quý I",
    ]  # fmt: skip
    assert runner.post(address, given(campaigns, kind="cause", cause="subjective")).status_code == 302
    chain = FindingChain.objects.get()
    assert (chain.earlier_id, chain.later_id) == (limitation.pk, latest().pk)


@pytest.mark.parametrize("kind", ["limitation", "new_task", "result", "proposal"])
def test_what_cannot_follow_is_not_noted_at_all(runner: Client, campaigns: Campaigns, kind: str) -> None:
    limitation = noted(campaigns)
    before = ledger()
    page = post(runner, campaigns.at(NOTE) + f"?tu={limitation.pk}", **given(campaigns, kind=kind))
    assert (page.status, ledger(), Finding.objects.count()) == (422, before, 1)
    assert page.errors("kind")[0].startswith("Từ hạn chế không nối đến ")


def test_what_follows_is_of_the_same_unit(runner: Client, campaigns: Campaigns) -> None:
    limitation = noted(campaigns)
    other = given(campaigns, kind="remedy", unit=str(campaigns.tree.commune.unit_id))
    page = post(runner, campaigns.at(NOTE) + f"?tu={limitation.pk}", **other)
    assert page.errors("kind") == ["Hai nội dung phải của cùng một đơn vị trong cùng một đợt sơ kết."]
    assert Finding.objects.count() == 1


def test_what_is_noted_at_a_visit_comes_from_the_survey(runner: Client, campaigns: Campaigns) -> None:
    place = visited(campaigns)
    address = campaigns.at(NOTE) + f"?chuyen={place.pk}"
    page = get(runner, address)
    assert (page.facts(), page.value("source"), page.value("visit")) == (
        {"Ghi khi khảo sát": "Nhuận Phú Tân"}, "survey", str(place.pk),
    )  # fmt: skip
    early = post(
        runner, address, **given(campaigns, source="survey", visit=str(place.pk), noted_on="31-1-2023")
    )
    assert early.errors("noted_on") == ["Ngày ghi trước ngày đoàn khảo sát đến."]
    assert runner.post(address, given(campaigns, source="survey", visit=str(place.pk))).status_code == 302
    assert (latest().visit_id, latest().source) == (place.pk, "survey")


def test_a_place_visited_asks_for_the_survey_as_source(runner: Client, campaigns: Campaigns) -> None:
    place = visited(campaigns)
    page = post(runner, campaigns.at(NOTE), **given(campaigns, visit=str(place.pk)))
    assert page.errors("source") == ["Nội dung gắn với chuyến khảo sát thì nguồn là khảo sát."]


def test_a_meeting_can_be_named(runner: Client, campaigns: Campaigns) -> None:
    meeting = met(campaigns)
    told = given(campaigns, source="meeting", meeting=str(meeting.pk))
    assert runner.post(campaigns.at(NOTE), told).status_code == 302
    assert latest().meeting_id == meeting.pk


@pytest.mark.parametrize(
    "asked", ["tu=0", "tu=x", "tu=987654321", "chi-tieu=-1", "chi-tieu=9999999999", "chuyen=77777"]
)
def test_an_address_that_names_nothing_is_not_found(runner: Client, campaigns: Campaigns, asked: str) -> None:
    assert runner.get(campaigns.at(NOTE) + f"?{asked}").status_code == 404


def test_a_finding_of_another_campaign_is_not_followed(campaigns: Campaigns) -> None:
    client = visitor(RoleCode.OFFICE, campaigns.tree.province, "vptinh")
    row = noted(campaigns)
    address = campaigns.at("/dot-so-ket/{above}/phat-hien/ghi/")
    assert client.get(address).status_code == 200
    assert client.get(f"{address}?tu={row.pk}").status_code == 404


@pytest.mark.parametrize(
    ("who", "units"),
    [
        ("runner", {"pilot", "second", "third", "own"}),
        ("second_office", {"second"}),
        ("onlooker", None),
        ("stranger", None),
    ],
)
def test_only_units_are_offered_on_which_one_may_note(
    request: pytest.FixtureRequest, campaigns: Campaigns, who: str, units: set[str] | None
) -> None:
    page = get(request.getfixturevalue(who), campaigns.at(NOTE))
    if units is None:
        assert page.status in (403, 404)
        return
    offered = {str(value) for value in page.root.xpath("//select[@name='unit']/option/@value")}
    assert offered == {str(getattr(campaigns, name).unit_id) for name in units}


def test_a_finding_is_changed_and_whoever_was_slower_is_told(runner: Client, campaigns: Campaigns) -> None:
    row = noted(campaigns)
    address = f"/phat-hien/{row.pk}/sua/"
    shown = get(runner, address)
    told = given(campaigns) | {"seen": shown.value("seen")}
    assert [shown.value(name) for name in ("kind", "text", "noted_on")] == [
        "limitation", "Thu nhập còn thấp", "2-3-2023",
    ]  # fmt: skip
    assert runner.post(address, told | {"text": "Thu nhập tăng chậm"}).status_code == 302
    assert Finding.objects.get(pk=row.pk).text == "Thu nhập tăng chậm"
    slower = post(runner, address, **(told | {"text": "Điều của tôi"}))
    assert (slower.status, slower.value("text")) == (422, "Điều của tôi")
    assert slower.summary[0].startswith("Nội dung này vừa được người khác sửa.")
    assert slower.facts() == {"Hiện nay": "hạn chế: Thu nhập tăng chậm"}
    again = runner.post(address, told | {"text": "Điều của tôi", "seen": slower.value("seen")})
    assert (again.status_code, Finding.objects.get(pk=row.pk).text) == (302, "Điều của tôi")


def test_the_kind_of_a_chained_finding_stays(runner: Client, campaigns: Campaigns) -> None:
    limitation, _cause, _remedy = chained(campaigns)
    address = f"/phat-hien/{limitation.pk}/sua/"
    page = post(runner, address, **given(campaigns, kind="result", seen=get(runner, address).value("seen")))
    assert page.errors("kind") == ["Nội dung đã nối với nội dung khác; đề nghị bỏ nối trước khi đổi loại."]


@pytest.mark.parametrize(
    ("on", "reason", "field", "message"),
    [
        ("10-3-2023", "", "reason", "Chưa nhập mục này."),
        ("25-3-2023", "Nhầm", "on", "Ngày rút (25-3-2023) chưa đến."),
        ("1-3-2023", "Nhầm", "on", "Ngày rút (1-3-2023) trước ngày ghi (2-3-2023)."),
    ],
)
def test_a_wrong_withdrawal_keeps_the_finding(
    runner: Client, campaigns: Campaigns, on: str, reason: str, field: str, message: str
) -> None:
    row = noted(campaigns)
    page = post(runner, f"/phat-hien/{row.pk}/rut/", on=on, reason=reason)
    assert (page.status, page.errors(field)) == (422, [message])
    assert Finding.objects.get(pk=row.pk).withdrawn_on is None


def test_a_finding_is_withdrawn_and_comes_back_with_its_ties(runner: Client, campaigns: Campaigns) -> None:
    limitation, cause, _remedy = chained(campaigns)
    answer = runner.post(f"/phat-hien/{cause.pk}/rut/", {"on": "10-3-2023", "reason": "Ghi nhầm"})
    assert (answer.status_code, ledger()[1]) == (302, "finding.withdrawn")
    told = "//section[@aria-labelledby='chuoi']//li//a"
    assert get(runner, f"/phat-hien/{limitation.pk}/").texts(told) == []
    assert runner.post(f"/phat-hien/{cause.pk}/sua/", given(campaigns)).status_code == 422
    assert runner.post(f"/phat-hien/{cause.pk}/khoi-phuc/").status_code == 302
    assert get(runner, f"/phat-hien/{limitation.pk}/").texts(told) == ["Chỉ đạo chưa quyết liệt"]
    assert runner.post(f"/phat-hien/{cause.pk}/khoi-phuc/").status_code == 422


def test_a_task_is_born_from_a_remedy(runner: Client, campaigns: Campaigns) -> None:
    row = noted(campaigns, KIND.REMEDY, "Rà soát hộ nghèo", at=campaigns.tree.district, group="Xã hội")
    address = f"/phat-hien/{row.pk}/dau-cong-viec/"
    page = get(runner, address)
    assert [page.value(name) for name in ("name", "group", "assigned_on")] == [
        "Rà soát hộ nghèo", "Xã hội", "24-3-2023",
    ]  # fmt: skip
    told = {"number": "65", "name": "Rà soát hộ nghèo", "group": "Xã hội", "assigned_on": "24-3-2023"}
    wrong = post(runner, address, **(told | {"number": ""}))
    assert (wrong.status, wrong.errors("number"), WorkItem.objects.count()) == (
        422,
        ["Chưa nhập mục này."],
        0,
    )
    assert runner.post(address, told).status_code == 302
    item, link = WorkItem.objects.get(), FindingLink.objects.get()
    assert (item.number, item.unit_id, item.name) == (
        "65",
        campaigns.tree.district.unit_id,
        "Rà soát hộ nghèo",
    )
    assert (link.finding_id, link.work_item_id, link.gives) == (row.pk, item.pk, True)
    shown = get(runner, f"/phat-hien/{row.pk}/")
    assert shown.href("65. Rà soát hộ nghèo").startswith(f"/dau-cong-viec/{item.pk}/")


@pytest.mark.parametrize("kind", [KIND.RESULT, KIND.STRENGTH, KIND.LIMITATION, KIND.CAUSE])
def test_no_task_is_born_from_what_bears_nothing(runner: Client, campaigns: Campaigns, kind: KIND) -> None:
    row = noted(campaigns, kind, at=campaigns.tree.district)
    assert runner.get(f"/phat-hien/{row.pk}/dau-cong-viec/").status_code == 404


ACTS = ("sua", "rut", "gan", "noi", "dau-cong-viec")


@pytest.mark.parametrize(("who", "status"), [("onlooker", 403), ("stranger", (403, 404))])
def test_nobody_else_may_act(
    request: pytest.FixtureRequest, campaigns: Campaigns, who: str, status: int | tuple[int, ...]
) -> None:
    client: Client = request.getfixturevalue(who)
    row = noted(campaigns, KIND.REMEDY)
    before = ledger()[0]
    told = {"on": "10-3-2023", "reason": "x", **given(campaigns)}
    asked = [client.get(f"/phat-hien/{row.pk}/{act}/").status_code for act in ACTS]
    asked += [client.post(f"/phat-hien/{row.pk}/{act}/", told).status_code for act in (*ACTS, "khoi-phuc")]
    asked += [client.post(f"/phat-hien/{row.pk}/{act}/1/bo/").status_code for act in ("gan", "noi")]
    assert set(asked) <= {status} if isinstance(status, int) else set(asked) <= set(status)
    assert ledger()[0] == before


@pytest.mark.parametrize("act", ["khoi-phuc/", "gan/1/bo/", "noi/1/bo/"])
def test_what_changes_something_is_not_done_by_looking(
    runner: Client, campaigns: Campaigns, act: str
) -> None:
    row = noted(campaigns)
    assert runner.get(f"/phat-hien/{row.pk}/{act}").status_code == 405


def test_a_remedy_of_another_source_lets_go_of_the_visit(runner: Client, campaigns: Campaigns) -> None:
    place = visited(campaigns)
    limitation = noted(campaigns, source=FindingSource.SURVEY, visit_id=place.pk)
    address = campaigns.at(NOTE) + f"?tu={limitation.pk}&loai=remedy"
    page = get(runner, address)
    assert (page.value("source"), page.value("visit")) == ("survey", str(place.pk))
    for source, kept in (("report", None), ("conference", None), ("other", None), ("survey", place.pk)):
        typed = given(campaigns, kind="remedy", source=source, visit=str(place.pk))
        assert (source, runner.post(address, typed).status_code) == (source, 302)
        assert (latest().source, latest().visit_id) == (source, kept)


def test_a_finding_of_a_meeting_can_be_told_from_elsewhere(runner: Client, campaigns: Campaigns) -> None:
    meeting = met(campaigns)
    row = noted(campaigns, source=FindingSource.MEETING, meeting_id=meeting.pk)
    where = f"/phat-hien/{row.pk}/sua/"
    typed = given(campaigns, source="report", meeting=str(meeting.pk))
    assert runner.post(where, typed | {"seen": get(runner, where).value("seen")}).status_code == 302
    kept = Finding.objects.get(pk=row.pk)
    assert (kept.source, kept.meeting_id, kept.source_text) == ("report", None, "Báo cáo số 12-BC/ĐU")


def test_a_visit_chosen_anew_still_asks_for_the_survey(runner: Client, campaigns: Campaigns) -> None:
    place, limitation = visited(campaigns), noted(campaigns)
    address = campaigns.at(NOTE) + f"?tu={limitation.pk}&loai=remedy"
    page = post(runner, address, **given(campaigns, kind="remedy", visit=str(place.pk)))
    assert page.errors("source") == ["Nội dung gắn với chuyến khảo sát thì nguồn là khảo sát."]
    assert Finding.objects.count() == 1
