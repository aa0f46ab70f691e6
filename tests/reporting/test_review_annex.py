"""The annex of the review report: the table of targets, its columns, rows and remarks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nhiemky.kernel.documents.outline import GroupRow, HeaderCell, Row, Run
from nhiemky.kernel.scoring import Comparator, Kind, Method
from nhiemky.reporting.review import results_table
from tests import cast_targets as cast
from tests.cast_boards import Branch, facts, make_branch
from tests.reporting.test_review import annex, cells, composed
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def branch() -> Branch:
    return make_branch()


def test_annex_lies_and_names_the_report_it_belongs_to(branch: Branch) -> None:
    (part,) = composed(branch).annexes
    assert (part.label, part.title, part.note, part.landscape) == (
        "Phụ lục",
        "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU",
        "(Kèm theo Báo cáo của Đảng ủy xã Tân Thanh Tây)",
        True,
    )


def test_annex_has_the_columns_of_published_annexes(branch: Branch) -> None:
    table = annex(composed(branch))
    top, years = table.header
    assert [cell.text if isinstance(cell, HeaderCell) else cell for cell in top] == [
        "TT", "Chỉ tiêu", "ĐVT", "Chỉ tiêu NQ", "Phân kỳ 2023", "Thực hiện", "Kết quả chốt", "Tỷ lệ % so NQ", "Đánh giá",
        "Cách tính", "Dự kiến cuối NK", "Ghi chú",
    ]  # fmt: skip
    assert (years, table.number_row, len(table.columns)) == (("2022",), True, 12)


def test_annex_has_a_column_for_each_year_reported(branch: Branch) -> None:
    cast.record(branch.first, branch.first.unit.targets.get(number="1"), "50", 2021, confirmed=True)
    found = facts(branch.first, branch.term)
    assert found.years == (2021, 2022)
    table = results_table(found)
    assert table.header[1] == ("2021", "2022")
    assert cells(table.rows[1])[5:7] == ["50", "56"]


# A digit of the annex takes 1,8 mm, the air at both sides 2,1 mm, a share about 0,9 mm.
@pytest.mark.parametrize(
    ("figure", "name", "year", "achieved"),
    [("56", 70, 12, 15), ("15000", 68, 14, 15), ("1150.5", 65, 16, 16), ("45799.25", 57, 20, 20)],
)
def test_annex_gives_long_figures_room_on_one_line(
    branch: Branch, figure: str, name: int, year: int, achieved: int
) -> None:
    cast.record(branch.first, branch.first.unit.targets.get(number="3"), figure, 2022, confirmed=True)
    widths = [column.width for column in annex(composed(branch)).columns]
    assert (widths[1], widths[5], widths[6]) == (name, year, achieved)


def test_annex_without_any_year_has_one_line_of_heads(branch: Branch) -> None:
    table = annex(composed(branch, as_of=date(2021, 1, 1)))
    assert (len(table.header), len(table.columns)) == (1, 11)
    assert [len(cells(row)) for row in table.rows if isinstance(row, Row)] == [11, 11, 11]


def test_annex_rows_stand_under_their_group(branch: Branch) -> None:
    assert [row.text if isinstance(row, GroupRow) else cells(row)[:8] for row in annex(composed(branch)).rows] == [
        "Kinh tế",
        ["1", "Thu nhập bình quân đầu người", "triệu đồng", "≥ 70", "", "56", "56", "80"],
        "Xã hội",
        ["2", "Tỷ lệ hộ nghèo", "%", "≤ 2", "", "1,5", "1,5", "125"],
        "Kinh tế",
        ["3", "Số hợp tác xã thành lập mới", "triệu đồng", "≥ 5", "", "", "", ""],
    ]  # fmt: skip


def test_annex_shows_the_value_planned_for_the_year_of_the_cut_off(branch: Branch) -> None:
    row = branch.first.unit.targets.get(number="1")
    cast.actions.set_phased_values(
        branch.first.office, target=row, values={2022: Decimal(55), 2023: Decimal("60.5")}
    )
    assert cells(annex(composed(branch)).rows[1])[4] == "60,5"


def test_annex_says_what_a_sub_target_is_and_whether_it_counts(branch: Branch) -> None:
    cast.make_target(branch.first, branch.term, "1.1", name="Nông nghiệp", counted=False, parent_number="1")
    last = cells(annex(composed(branch)).rows[-1])
    assert last[1] == (Run("Trong đó: ", italic=True), "Nông nghiệp")
    assert last[-1] == "không tính vào tổng"


@pytest.mark.parametrize("name", ["Trong đó: nông nghiệp", "trong đó nông nghiệp", "TRONG ĐÓ: nông nghiệp"])
def test_annex_does_not_say_twice_what_a_sub_target_is(branch: Branch, name: str) -> None:
    cast.make_target(branch.first, branch.term, "1.1", name=name, parent_number="1")
    assert cells(annex(composed(branch)).rows[-1])[1] == name


def test_annex_judges_nothing_of_a_mere_heading(branch: Branch) -> None:
    cast.make_target(branch.first, branch.term, "4", name="Xây dựng Đảng", target=None, counted=False)
    row = cells(annex(composed(branch)).rows[-1])
    assert (row[0], row[1], row[3:]) == (
        "4", "Xây dựng Đảng", ["", "", "", "", "", "", "", "", "không tính vào tổng"],
    )  # fmt: skip


def test_annex_shows_what_was_reported_under_a_heading(branch: Branch) -> None:
    target = cast.make_target(branch.first, branch.term, "4", target=None, counted=False)
    cast.record(branch.first, target, 7, 2022, confirmed=True)
    row = cells(annex(composed(branch)).rows[-1])
    assert (row[3], row[6], row[8]) == ("", "7", "Không tính được mức đạt")


def test_annex_heads_targets_of_no_field_below_those_of_one(branch: Branch) -> None:
    cast.make_target(branch.first, branch.term, "4", group="")
    rows = annex(composed(branch)).rows
    assert [row.text for row in rows if isinstance(row, GroupRow)] == [
        "Kinh tế", "Xã hội", "Kinh tế", "Các chỉ tiêu khác",
    ]  # fmt: skip


def test_annex_after_the_term_shows_what_was_planned_for_its_last_year(branch: Branch) -> None:
    row = branch.first.unit.targets.get(number="1")
    cast.actions.set_phased_values(branch.first.office, target=row, values={2025: Decimal(70)})
    table = annex(composed(branch, as_of=date(2026, 6, 30)))
    heads = [cell.text if isinstance(cell, HeaderCell) else cell for cell in table.header[0]]
    assert (heads[4], cells(table.rows[1])[4]) == ("Phân kỳ 2025", "70")


@pytest.mark.parametrize(("number", "width", "name"), [("12", 8, 70), ("26.1", 10, 68), ("III.12.1", 18, 60)])
def test_annex_gives_long_numbers_room_on_one_line(
    branch: Branch, number: str, width: int, name: int
) -> None:
    cast.make_target(branch.first, branch.term, number)
    widths = [column.width for column in annex(composed(branch)).columns]
    assert widths[:2] == [width, name]


def test_annex_says_estimates_and_reasons(branch: Branch) -> None:
    row = cast.make_target(
        branch.first, branch.term, "4", comparator=Comparator.AT_MOST, target=Decimal(2), baseline=Decimal(2),
        baseline_year=2020, method=Method.LINEAR, kind=Kind.SNAPSHOT,
    )  # fmt: skip
    cast.actions.record_observation(
        branch.first.office, target=row, period=cast.Period.of_year(2022), value=Decimal(3), estimate=True, now=cast.NOW
    )  # fmt: skip
    remark = str(cells(annex(composed(branch)).rows[-1])[-1])
    assert remark.startswith("ước; ")
    assert len(remark) > len("ước; ")


def test_annex_lets_long_units_of_measure_break(branch: Branch) -> None:
    cast.make_target(branch.first, branch.term, "4", unit_of_measure="triệu đồng/người/năm")
    assert cells(annex(composed(branch)).rows[-1])[2] == "triệu đồng/\u200bngười/\u200bnăm"
