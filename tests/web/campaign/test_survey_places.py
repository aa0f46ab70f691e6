"""The places of a survey as a table: sorted, narrowed, to Excel."""

from __future__ import annotations

import pytest
from django.test import Client

from nhiemky.campaign.models import Survey
from tests.standing import standing
from tests.web.campaign.scene import Campaigns
from tests.web.campaign.survey_scene import make_survey
from tests.web.reading import exported, get


@standing(at="2023-03-24 10:00+07:00")
def survey(campaigns: Campaigns) -> Survey:
    return make_survey(campaigns)


PLACES = [
    ["Tân Thanh Tâyđịa phương · Đoàn số 1", "1-2-2023", "đã khảo sát ngày 2-2-2023", "Chuẩn bị kỹ", "0"],
    ["Nhuận Phú Tânđịa phương", "20-2-2023", "quá ngày dự kiến", "–", "0"],
    ["Ngành Y tếngành", "–", "chưa khảo sát", "–", "0"],
]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", [0, 1, 2]),
        ("noi", [2, 1, 0]),
        ("-noi", [0, 1, 2]),
        ("-du-kien", [1, 0, 2]),
        ("tinh-trang", [1, 2, 0]),
        ("-tinh-trang", [0, 2, 1]),
    ],
)
def test_places_are_sorted_as_the_address_says(
    onlooker: Client, runner: Client, survey: Survey, sort: str, order: list[int]
) -> None:
    page = get(runner, f"/khao-sat/{survey.pk}/", **{"xep-noi": sort, "chua-noi": "dia phuong 2023"})
    kept = [place for place in order if place < 2]
    assert [row[:5] for row in page.rows] == [PLACES[place] for place in kept]
    whole = get(runner, f"/khao-sat/{survey.pk}/", **{"xep-noi": sort})
    assert [row[:5] for row in whole.rows] == [PLACES[place] for place in order]
    assert (len(whole.rows[0]), len(get(onlooker, f"/khao-sat/{survey.pk}/").rows[0])) == (6, 5)


def test_places_go_to_excel(runner: Client, survey: Survey) -> None:
    at = "2023-02-{}T00:00:00"
    assert exported(runner, f"/khao-sat/{survey.pk}/", "noi", den="24-3-2023") == [
        ["Khảo sát huyện: nơi khảo sát, đến ngày 24-3-2023"],
        ["Nơi khảo sát", "Ngày dự kiến", "Tình trạng", "Tóm tắt kết quả", "Nội dung ghi nhận"],
        ["Tân Thanh Tây", at.format("01"), "đã khảo sát ngày 2-2-2023", "Chuẩn bị kỹ", 0],
        ["Nhuận Phú Tân", at.format("20"), "quá ngày dự kiến", None, 0],
        ["Ngành Y tế", None, "chưa khảo sát", None, 0],
    ]
