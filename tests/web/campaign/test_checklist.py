"""The checklist of a unit: answers saved one by one, two people at once, a lesson withdrawn after answers came."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nhiemky.campaign import actions
from nhiemky.campaign.models import LessonAnswer
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast_campaign import moment
from tests.web.campaign.scene import ON, Campaigns, teach
from tests.web.campaign.talks import line_of, the_lesson
from tests.web.reading import Page, get, post

ADDRESS = "/so-ket/{second}/bai-hoc/"


def answer(client: Client, scene: Campaigns, seen: str = "0", **changes: str) -> Page:
    line = line_of(scene.second).pk
    given = {
        "applied": "yes",
        "text": "Đã làm theo",
        "evidence": "Báo cáo số 5",
        "on": "24-3-2023",
        "seen": seen,
    }
    posted = {f"d{line}-{name}": value for name, value in {**given, **changes}.items()}
    return post(client, scene.at(ADDRESS), dong=changes.get("dong", str(line)), **posted)


def kept() -> list[tuple[int, str, str, str, date]]:
    rows = LessonAnswer.objects.order_by("pk")
    return [(row.version, row.applied, row.text, row.evidence, row.on) for row in rows]


def test_unit_answers_one_lesson_at_a_time(second_office: Client, campaigns: Campaigns) -> None:
    teach(campaigns, campaigns.second)
    teach(campaigns, campaigns.second)
    page = answer(second_office, campaigns)
    assert page.messages == ["Đã ghi trả lời bài học số 1."]
    assert page.texts("//p[@class='page-lead']")[1] == "Đã trả lời 1/2 bài học"
    assert kept() == [(1, "yes", "Đã làm theo", "Báo cáo số 5", ON)]


def test_later_answer_is_a_new_version(second_office: Client, campaigns: Campaigns) -> None:
    teach(campaigns, campaigns.second)
    answer(second_office, campaigns, on="20-3-2023")
    answer(second_office, campaigns, "1", applied="no", text="Không phù hợp", evidence="")
    assert kept()[1] == (2, "no", "Không phù hợp", "", ON)
    earlier = get(second_office, campaigns.at(ADDRESS), den="21-3-2023")
    assert earlier.facts()["Trả lời"].startswith("Đã vận dụng: Đã làm theo")
    assert earlier.value(f"d{line_of(campaigns.second).pk}-seen") == "2"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": ""}, "Chưa nhập mục này."),
        ({"applied": ""}, "Chưa nhập mục này."),
        ({"applied": "la"}, "Không có “la” trong danh sách."),
        ({"on": "25-3-2023"}, "Ngày trả lời (25-3-2023) chưa đến."),
        ({"on": "26-2-2023"}, "trước ngày được chuyển bài học (27-2-2023)"),
        ({"evidence": "x" * 501}, "Dài quá 500 ký tự (hiện có 501)."),
    ],
)
def test_bad_answers_are_refused_and_keep_what_was_typed(
    second_office: Client, campaigns: Campaigns, changes: dict[str, str], words: str
) -> None:
    teach(campaigns, campaigns.second)
    page = answer(second_office, campaigns, **changes)
    assert (page.status, kept()) == (422, [])
    assert any(words in line for line in page.summary)
    if "text" not in changes:
        assert page.value(f"d{line_of(campaigns.second).pk}-text") == "Đã làm theo"


def test_second_of_two_keeps_what_was_typed(
    runner: Client, second_office: Client, campaigns: Campaigns
) -> None:
    teach(campaigns, campaigns.second)
    answer(runner, campaigns, text="Của huyện")
    page = answer(second_office, campaigns, text="Của xã")
    line = line_of(campaigns.second).pk
    assert (page.status, page.value(f"d{line}-text"), page.value(f"d{line}-seen")) == (422, "Của xã", "1")
    assert "Của huyện" in page.facts()["Trả lời"]
    assert answer(second_office, campaigns, "1", text="Của xã").status == 200


def test_withdrawn_lesson_keeps_its_answer_and_says_so(second_office: Client, campaigns: Campaigns) -> None:
    teach(campaigns, campaigns.second)
    answer(second_office, campaigns, on="20-3-2023")
    lesson = the_lesson(campaigns)
    actions.withdraw_lesson(
        SYSTEM_ACTOR, lesson=lesson, on=date(2023, 3, 22), reason="Không còn phù hợp", now=moment(ON)
    )
    page = get(second_office, campaigns.at(ADDRESS))
    assert page.texts("//h2[starts-with(@id, 'bai-hoc-')]") == [
        "Bài học số 1 đã rút lại từ ngày 22-3-2023, không phải trả lời"
    ]
    assert page.facts()["Trả lời"].startswith("Đã vận dụng: Đã làm theo")
    assert page.texts("//p[@class='page-lead']")[1] == "Đã trả lời 0/0 bài học"
    assert page.root.xpath("//main//button[normalize-space()='Ghi trả lời']") == []
    assert answer(second_office, campaigns, "1").status == 422


def test_onlooker_reads_and_answers_nothing(onlooker: Client, stranger: Client, campaigns: Campaigns) -> None:
    teach(campaigns, campaigns.second)
    page = get(onlooker, campaigns.at(ADDRESS))
    assert (page.status, page.root.xpath("//main//form[@method='post']")) == (200, [])
    assert (answer(onlooker, campaigns).status, get(stranger, campaigns.at(ADDRESS)).status) == (403, 404)
    assert kept() == []


@pytest.mark.parametrize("line", ["", "0", "la", "999999"])
def test_line_that_is_not_of_the_unit(second_office: Client, campaigns: Campaigns, line: str) -> None:
    teach(campaigns, campaigns.third)
    assert post(second_office, campaigns.at(ADDRESS), dong=line).status == 404
    assert post(second_office, campaigns.at(ADDRESS), dong=str(line_of(campaigns.third).pk)).status == 404


def test_empty_checklist_says_so(second_office: Client, campaigns: Campaigns) -> None:
    page = get(second_office, campaigns.at(ADDRESS))
    assert "Đơn vị chưa được chuyển bài học nào" in page.root.text_content()
