"""Figures with a comparison behind them: the figure is read, the comparison is checked or left."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nhiemky.kernel.viet.numbers import Reading, read_number

CELLS: list[tuple[str, dict[str, object]]] = [
    (
        "22/23 triệu đồng, đạt 96%",
        {
            "value": Decimal(22),
            "numerator": Decimal(22),
            "denominator": Decimal(23),
            "unit": "triệu đồng",
        },
    ),
    (
        "1.809,5/75 triệu đồng, đạt 2413%",
        {
            "value": Decimal("1809.5"),
            "numerator": Decimal("1809.5"),
            "denominator": Decimal(75),
            "unit": "triệu đồng",
        },
    ),
    (
        "673/550ha, đạt 122,5%",
        {"value": Decimal(673), "numerator": Decimal(673), "denominator": Decimal(550), "unit": "ha"},
    ),
    (
        "22/23 triệu đồng, đạt 86%",
        {
            "value": Decimal(22),
            "numerator": Decimal(22),
            "denominator": Decimal(23),
            "unit": "triệu đồng",
            "ambiguous": True,
        },
    ),
    (
        "bình quân hàng năm 15,22%, tăng 0,28% so với Nghị quyết",
        {"value": Decimal("15.22"), "unit": "%", "per": "năm", "rest": "tăng 0,28% so với Nghị quyết"},
    ),
    (
        "giảm 3,92%, vượt mục tiêu 0,42%",
        {"value": Decimal("3.92"), "unit": "%", "trend": "giảm", "rest": "vượt mục tiêu 0,42%"},
    ),
    (
        "92,3% tăng 2,1% so với năm 2020",
        {"value": Decimal("92.3"), "unit": "%", "rest": "tăng 2,1% so với năm 2020"},
    ),
    ("35 hộ, chiếm 1,8%", {"value": Decimal(35), "unit": "hộ", "rest": "chiếm 1,8%"}),
    (
        "12 hộ và 5 hộ, đạt 20%",
        {"error": "Ô “12 hộ và 5 hộ, đạt 20%” có nhiều số, không biết chắc lấy số nào."},
    ),
]


@pytest.mark.parametrize(("text", "expected"), CELLS)
def test_figure_before_its_comparison_is_read(text: str, expected: dict[str, object]) -> None:
    assert read_number(text) == Reading(text, **expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("35 hộ, chiếm 1,8%", "%", Decimal("1.8")),
        ("35 hộ (1,8%)", "%", Decimal("1.8")),
        ("35 hộ, chiếm 1,8%", "hộ", Decimal(35)),
        ("36/35 đảng viên, đạt 103%", "đảng viên", Decimal(36)),
        ("22/23 triệu đồng, đạt 96%", "triệu đồng", Decimal(22)),
    ],
)
def test_unit_of_the_row_tells_which_of_two_figures_is_meant(text: str, unit: str, value: Decimal) -> None:
    assert read_number(text, unit=unit).value == value
