"""Odd figures are said, never refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nhiemky.targets.queries import doubts


@pytest.mark.parametrize(
    ("value", "unit", "target", "former", "found"),
    [
        ("63.2", "%", "70", None, ()),
        ("100", "%", None, None, ()),
        ("0", "%", "95", "90", ()),
        ("122.5", "%", "100", None, ("Tỷ lệ 122,5 % nằm ngoài khoảng từ 0 đến 100.",)),
        ("-1", "phần trăm", None, None, ("Tỷ lệ -1 % nằm ngoài khoảng từ 0 đến 100.",)),
        ("122.5", "triệu đồng", "100", None, ()),
        (
            "65000",
            "triệu đồng",
            "65",
            None,
            ("Số 65.000 chênh từ 100 lần trở lên (mức chỉ tiêu là 65); đề nghị xem lại đơn vị tính.",),
        ),
        (
            "0.65",
            "tỷ đồng",
            "70",
            "65",
            ("Số 0,65 chênh từ 100 lần trở lên (số đã có là 65); đề nghị xem lại đơn vị tính.",),
        ),
        (None, "%", "70", None, ()),
    ],
)
def test_doubts_of_a_figure(
    value: str | None, unit: str, target: str | None, former: str | None, found: tuple[str, ...]
) -> None:
    numbers = [None if text is None else Decimal(text) for text in (value, target, former)]
    assert doubts(numbers[0], unit_of_measure=unit, target=numbers[1], former=numbers[2]) == found
