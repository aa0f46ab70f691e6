"""The evaluation of a table: classes, counts, cut-off, comparison with what the office wrote, JSON to the letter."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from nhiemky.intake.reading import read_results
from nhiemky.kernel.scoring import DEFAULT_SCHEME, SCHEMES, Number
from nhiemky.reporting.evaluation import Evaluation, decimal_text, evaluate, rounded_text
from tests.samples.office import CellValue, table

HEADER = (
    "TT",
    "Chỉ tiêu",
    "ĐVT",
    "Nghị quyết",
    "Thực hiện 2022",
    "Thực hiện 2023",
    "So với NQ (%)",
    "Đánh giá",
)


def evaluated(*rows: tuple[CellValue, ...], as_of: date | None = None, scheme: str = "default") -> Evaluation:
    title = ("ĐẢNG ỦY XÃ AN ĐỨC - NHIỆM KỲ 2020-2025",)
    return evaluate(read_results(table(title, HEADER, *rows)), as_of=as_of, scheme=SCHEMES[scheme])


def warned(evaluation: Evaluation) -> list[tuple[str, str]]:
    return [(problem.cell, problem.code) for problem in evaluation.problems if problem.severity == "warning"]


def test_json_is_that_of_the_contract() -> None:
    evaluation = evaluated((1, "Thu nhập bình quân", "triệu đồng", 60, 50, "52,3", None, None))
    assert {key: value for key, value in evaluation.to_json().items() if key != "problems"} == {
        "unit": "ĐẢNG ỦY XÃ AN ĐỨC",
        "as_of": "2023-12-31",
        "scheme": {
            "name": "default",
            "edges": "inclusive",
            "bands": [
                {"code": "met", "threshold": "100"},
                {"code": "over_90", "threshold": "90"},
                {"code": "over_75", "threshold": "75"},
                {"code": "over_50", "threshold": "50"},
                {"code": "under_50", "threshold": None},
            ],
        },
        "total": 1,
        "counts": {
            "met": 0, "over_90": 0, "over_75": 1, "over_50": 0, "under_50": 0,
            "not_due": 0, "no_data": 0, "not_computable": 0,
        },
        "sentence": "1/1 chỉ tiêu đạt trên 75%.",
        "targets": [
            {
                "number": "1",
                "name": "Thu nhập bình quân",
                "unit_of_measure": "triệu đồng",
                "comparator": "at_least",
                "kind": "snapshot",
                "method": "ratio",
                "baseline": None,
                "target": "60",
                "low": None,
                "high": None,
                "achieved": "52.3",
                "attainment": "87.1667",
                "class": "over_75",
                "expected": "59.9452",
                "course": "on_track",
                "counted": True,
                "source": "Sheet1!A3",
            }
        ],
    }  # fmt: skip


def test_json_can_be_written() -> None:
    evaluation = evaluated((1, "Thôn đạt chuẩn", "%", "58,9% (66/112 thôn)", None, "61/112", None, None))
    again = json.loads(json.dumps(evaluation.to_json(), ensure_ascii=False))
    target = again["targets"][0]
    assert (target["target"], target["achieved"], target["attainment"]) == (
        "58.9285714286",
        "54.4642857143",
        "92.4242",
    )
    assert again["problems"][0].keys() == {"cell", "severity", "code", "message"}


@pytest.mark.parametrize(
    ("as_of", "achieved", "cut_off"),
    [
        (None, "80", date(2023, 12, 31)),
        (date(2023, 2, 21), "80", date(2023, 2, 21)),
        (date(2022, 12, 31), "70", date(2022, 12, 31)),
    ],
)
def test_cut_off_counts_periods_that_have_begun(as_of: date | None, achieved: str, cut_off: date) -> None:
    evaluation = evaluated((1, "Nước sạch", "%", 100, 70, 80, None, None), as_of=as_of)
    assert (evaluation.targets[0].to_json()["achieved"], evaluation.as_of) == (achieved, cut_off)


def test_latest_period_with_a_value_is_the_cut_off() -> None:
    assert evaluated((1, "Nước sạch", "%", 100, 70, None, None, None)).as_of == date(2022, 12, 31)


def test_undated_results_have_no_cut_off_and_no_course() -> None:
    found = evaluate(
        read_results(
            table(("TT", "Chỉ tiêu", "ĐVT", "NQ", "Thực hiện đến nay"), (1, "Nước sạch", "%", 100, 90))
        ),
        as_of=None,
        scheme=DEFAULT_SCHEME,
    )
    target = found.targets[0].to_json()
    assert (found.as_of, target["class"], target["expected"], target["course"]) == (
        None,
        "over_90",
        None,
        None,
    )


def test_undated_results_take_the_cut_off_that_is_given() -> None:
    data = table(("TT", "Chỉ tiêu", "ĐVT", "NQ", "Thực hiện đến nay"), (1, "Nước sạch", "%", 100, 90))
    found = evaluate(read_results(data), as_of=date(2028, 6, 30), scheme=DEFAULT_SCHEME)
    assert (found.as_of, found.targets[0].class_code, found.targets[0].course) == (
        date(2028, 6, 30),
        "over_90",
        "on_track",
    )


@pytest.mark.parametrize(
    ("stated", "differs"),
    [
        (90, False),
        ("90,5", False),
        ("90,51", True),
        (89.5, False),
        (89.4, True),
        (0.9, False),
        (0.85, True),
        (None, False),
    ],
)
def test_ratio_of_the_office_is_compared_within_half_a_point(stated: CellValue, differs: bool) -> None:
    evaluation = evaluated((1, "Nước sạch", "%", 100, None, 90, stated, None))
    assert (("Sheet1!G3", "ratio_differs") in warned(evaluation)) is differs


def test_both_figures_are_in_the_warning() -> None:
    evaluation = evaluated((1, "Nước sạch", "%", 100, None, 90, 80, None))
    assert [p.message for p in evaluation.problems if p.code == "ratio_differs"] == [
        "Tỷ lệ ghi trong bảng là 80%, chương trình tính được 90%; đề nghị kiểm tra."
    ]


@pytest.mark.parametrize(
    ("result", "verdict", "differs"),
    [(90, "Đạt", True), (90, "Chưa đạt", False), (101, "Vượt", False), (101, "Chưa đạt", True)],
)
def test_verdict_of_the_office_is_compared(result: int, verdict: str, differs: bool) -> None:
    evaluation = evaluated((1, "Nước sạch", "%", 100, None, result, None, verdict))
    assert (("Sheet1!H3", "verdict_differs") in warned(evaluation)) is differs


def test_row_in_error_is_counted_as_not_computable() -> None:
    evaluation = evaluated(
        (1, "A b", "ha", "không rõ", None, 5, None, None), (2, "Nước sạch", "%", 100, None, 100, None, None)
    )
    assert [target.class_code for target in evaluation.targets] == ["not_computable", "met"]
    assert evaluation.tally.counts["not_computable"] == 1
    assert evaluation.sentence == "Đạt và vượt 1/2 chỉ tiêu, 1/2 chỉ tiêu không tính được mức đạt."
    assert evaluation.exit_code == 1


def test_formula_that_cannot_be_computed_says_why() -> None:
    evaluation = evaluated((1, "Hộ nghèo", "%", "không quá -1", None, 5, None, None))
    assert ("Sheet1!A3", "not_computable") in warned(evaluation)


def test_parts_are_shown_and_not_counted() -> None:
    evaluation = evaluated(
        (1, "Nông nghiệp", "tỷ đồng", 100, None, 90, None, None),
        (None, "- Lúa", "tỷ đồng", 50, None, 50, None, None),
    )
    assert [(target.to_json()["counted"], target.class_code) for target in evaluation.targets] == [
        (True, "over_90"), (False, "met")
    ]  # fmt: skip
    assert evaluation.tally.total == 1


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (((1, "Nước sạch", "%", 100, None, 90, None, None),), 0),
        (((1, "Nước sạch", "%", 100, None, "nhiều", None, None),), 1),
        ((), 2),
    ],
)
def test_exit_code(rows: tuple[tuple[CellValue, ...], ...], code: int) -> None:
    assert evaluated(*rows).exit_code == code


@pytest.mark.parametrize(
    ("scheme", "code"),
    [("default", "over_90"), ("strict", "over_75"), ("two_bands_80", "over_80"), ("two_bands_90", "over_90")],
)
def test_scheme_decides_the_band(scheme: str, code: str) -> None:
    evaluation = evaluated((1, "Nước sạch", "%", 100, None, 90, None, None), scheme=scheme)
    assert evaluation.targets[0].class_code == code
    assert evaluation.to_json()["scheme"]["name"] == scheme  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None), (Decimal("60.50"), "60.5"), (Decimal("1E+3"), "1000"), (Decimal(0), "0"), (7, "7"),
        (Fraction(1, 3), "0.3333333333"), (Fraction(2, 3), "0.6666666667"), (Fraction(-1, 8), "-0.125"),
    ],
)  # fmt: skip
def test_numbers_are_plain_decimal_strings(value: Number | None, text: str | None) -> None:
    assert decimal_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None), (Fraction(90), "90.0000"), (Fraction(200, 3), "66.6667"), (Fraction(999999, 10000), "99.9999"),
        (Fraction(1, 20000), "0.0001"), (Fraction(-1, 3), "-0.3333"), (Fraction(-1, 100000), "0.0000"), (Fraction(0), "0.0000"),
    ],
)  # fmt: skip
def test_attainment_is_rounded_half_up_to_four_places(value: Fraction | None, text: str | None) -> None:
    assert rounded_text(value) == text


def test_evaluating_needs_neither_django_nor_numpy() -> None:
    names = "('django', 'numpy', 'openpyxl', 'typer', 'rich', 'icu', 'xlsxwriter')"
    script = (
        "import sys, nhiemky.cli.evaluate, nhiemky.cli.__main__, nhiemky.reporting.evaluation_table\n"
        f"print([name for name in {names} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("result", "text", "code"),
    [
        (999999.6, "99.9999", "over_90"),
        (1000000, "100.0000", "met"),
        (899999.7, "89.9999", "over_75"),
        (900000, "90.0000", "over_90"),
        (749999.99, "74.9999", "over_50"),
        (499999.96, "49.9999", "under_50"),
        (500000.04, "50.0000", "over_50"),
        (666666.66, "66.6667", "over_50"),
        (123456.55, "12.3457", "under_50"),
        (-0.04, "0.0000", "under_50"),
        (1234567.85, "123.4568", "met"),
    ],
)
def test_attainment_of_the_json_never_leaves_its_band(result: float, text: str, code: str) -> None:
    (target,) = evaluated((1, "Diện tích", "ha", 1000000, None, result, None, None)).targets
    found = target.to_json()
    assert (found["attainment"], found["class"]) == (text, code)


def test_strict_edges_keep_what_lies_above_them_apart() -> None:
    rows = (
        (1, "A b", "ha", 1000000, None, 900000, None, None),
        (2, "C d", "ha", 1000000, None, 900000.4, None, None),
    )
    found = [target.to_json() for target in evaluated(*rows, scheme="strict").targets]
    assert [(each["attainment"], each["class"]) for each in found] == [
        ("90.0000", "over_75"),
        ("90.0001", "over_90"),
    ]
