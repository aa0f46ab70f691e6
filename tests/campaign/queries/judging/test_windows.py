"""How the days of a round's window are written."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.campaign.queries.judging import judge, window_text
from tests.campaign.queries.judging.cast import ON, RULES, held, march


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2023, 3, 1), date(2023, 3, 31), "1-3-2023 đến 31-3-2023"),
        (date(2023, 2, 21), date(2023, 2, 21), "ngày 21-2-2023"),
        (date(2022, 12, 31), date(2023, 1, 1), "31-12-2022 đến 1-1-2023"),
    ],
)
def test_a_window_of_one_day_names_it_once(first: date, last: date, text: str) -> None:
    assert window_text(first, last) == text


def test_a_judgement_names_a_round_of_one_day_once() -> None:
    found = judge([held(planned=1, reached=1)], [march("Làm điểm", ends=1)], rules=RULES, on=ON)
    assert [each.text for each in found.evidence if each.code.startswith("window")] == [
        "Làm điểm: 1/1 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: ngày 1-3-2023)."
    ]
