"""Whole previews: every row with its state and figures, old beside new, every sentence, and what is left afterwards."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from nhiemky.history.vocab import Conflict, FieldError, Invalid
from nhiemky.intake import actions
from nhiemky.intake.queries import Preview, PreviewFigure, PreviewRow, preview
from nhiemky.intake.vocab import ProblemData, RowState
from nhiemky.kernel.scoring import Period
from nhiemky.org.models import Term
from nhiemky.targets.models import Observation, Target
from tests.cast_intake import apply_form, form_row, open_form
from tests.cast_targets import NOW, Place, make_place, make_target, make_term, record
from tests.standing import standing

pytestmark = pytest.mark.django_db

LATER = datetime(2023, 3, 1, 3, 20, tzinfo=UTC)
NAME = "Thu nhập bình quân đầu người, chỉ tiêu {}"


@standing
def place() -> Place:
    return make_place("28927", "Tân Thanh Tây")


@standing
def term() -> Term:
    return make_term()


def seen(
    year: int, value: str | int, cell: str, state: RowState, old: str | int | None = None
) -> PreviewFigure:
    former = None if old is None else Decimal(old)
    return PreviewFigure(
        Period.of_year(year), Decimal(value), None, False, f"Chỉ tiêu!{cell}", state, former, None
    )


def severities(error: int = 0, warning: int = 0, notice: int = 0) -> dict[str, int]:
    return {"error": error, "warning": warning, "notice": notice}


def row_counts(**changed: int) -> dict[RowState, int]:
    return {state: changed.get(state.value, 0) for state in RowState}


def bands(shown: Preview) -> tuple[dict[str, int], dict[str, int]]:
    before, after = (
        {code: n for code, n in each.counts.items() if n} for each in (shown.before, shown.after)
    )
    return before, after


def latest() -> list[tuple[str, int, int, object]]:
    rows = Observation.objects.order_by("target__position", "period_end", "version")
    return [
        (number, end.year, version, value)
        for number, end, version, value in rows.values_list(
            "target__number", "period_end", "version", "value"
        )
    ]


def test_rows_show_old_beside_new(place: Place, term: Term) -> None:
    one, two, three = (make_target(place, term, number) for number in ("1", "2", "3"))
    for target in (one, two):
        record(place, target, 60)
    shown = preview(
        open_form(
            place,
            term,
            form_row("1"),
            form_row("2", {"2021": Decimal(55), "2022": Decimal("71.5")}),
            form_row("3", {"2022": Decimal(35)}),
        )
    )
    assert shown.rows == (
        PreviewRow("Chỉ tiêu!A2", RowState.SAME, "1", NAME.format(1), one.pk, (seen(2022, 60, "R2", RowState.SAME, 60),), ()),
        PreviewRow(
            "Chỉ tiêu!A3", RowState.CHANGED, "2", NAME.format(2), two.pk,
            (seen(2021, 55, "Q3", RowState.NEW_FIGURE), seen(2022, "71.5", "R3", RowState.CHANGED, 60)), (),
        ),
        PreviewRow("Chỉ tiêu!A4", RowState.NEW_FIGURE, "3", NAME.format(3), three.pk, (seen(2022, 35, "R4", RowState.NEW_FIGURE),), ()),
    )  # fmt: skip
    assert (shown.problems, shown.blocked, shown.as_of) == ((), False, date(2022, 12, 31))
    assert shown.counts == row_counts(same=1, changed=1, new_figure=1)
    assert shown.severities == severities()
    assert bands(shown) == ({"over_75": 2, "no_data": 1}, {"over_75": 1, "met": 1, "over_50": 1})


def test_converted_and_odd_figures_carry_their_sentences(place: Place, term: Term) -> None:
    make_target(place, term, "1")
    make_target(place, term, "2", name="Tỷ lệ hộ sử dụng nước sạch", unit_of_measure="%", target=Decimal(95))
    shown = preview(
        open_form(
            place,
            term,
            form_row("1", {"2022": Decimal("0.0655")}, unit_of_measure="tỷ đồng", target=Decimal("0.07")),
            form_row(
                "2", name="Tỷ lệ hộ sử dụng nước sạch", unit_of_measure="%", target=Decimal(90),
                results={"2022": Decimal(91)},
            ),
        )
    )  # fmt: skip
    converted = ProblemData("Chỉ tiêu!R2", "notice", "converted", "Đã đổi từ “tỷ đồng” sang “triệu đồng”.")
    words = "Tệp ghi mức chỉ tiêu 90, trong hệ thống là 95; nhập tệp không sửa chỉ tiêu."
    differs = ProblemData("Chỉ tiêu!I3", "warning", "target_differs", words)
    assert shown.problems == (converted, differs)
    assert [row.problems for row in shown.rows] == [(converted,), (differs,)]
    assert [figure.value for row in shown.rows for figure in row.figures] == [Decimal("65.5"), Decimal(91)]
    assert (shown.severities, shown.blocked) == (severities(warning=1, notice=1), False)


def test_rows_in_error_say_why_and_count_nowhere(place: Place, term: Term) -> None:
    known = make_target(place, term, "1")
    make_target(place, term, "2", name="Kết nạp đảng viên mới", unit_of_measure="đảng viên")
    shown = preview(
        open_form(
            place,
            term,
            form_row("1", {"2022": Decimal(3)}, unit_of_measure="km"),
            form_row("2", {"2022": Decimal(40)}, name="Bê tông hóa đường giao thông nông thôn"),
            form_row("3", {"2022": "nhiều"}, name="Trồng cây xanh ở các trục đường chính"),
            form_row("4", {"2022": Decimal("0.1234567")}, name="Tỷ lệ hộ sử dụng nước sạch hợp vệ sinh"),
        )
    )
    other = "Đơn vị tính trong tệp là “km”, khác với “triệu đồng” của chỉ tiêu."
    uncertain = "Chỉ tiêu số 2 trong hệ thống là “Kết nạp đảng viên mới”, khác với nội dung của dòng này."
    inexact = "Số quá lớn hoặc không ghi được chính xác đến sáu chữ số thập phân."
    assert [(row.number, row.target_id, row.state, row.figures) for row in shown.rows] == [
        ("1", known.pk, RowState.PROBLEM, ()),
        ("2", None, RowState.PROBLEM, ()),
        ("3", None, RowState.PROBLEM, ()),
        ("4", None, RowState.PROBLEM, ()),
    ]
    assert [row.problems for row in shown.rows] == [
        (ProblemData("Chỉ tiêu!R2", "error", "other_unit_of_measure", other),),
        (ProblemData("Chỉ tiêu!A3", "error", "uncertain_target", uncertain),),
        (ProblemData("Chỉ tiêu!R4", "error", "unreadable_result", "Không thấy số trong ô “nhiều”."),),
        (ProblemData("Chỉ tiêu!R5", "error", "inexact_number", inexact),),
    ]
    assert (shown.counts, shown.severities) == (row_counts(problem=4), severities(error=4))
    assert bands(shown) == ({"no_data": 2}, {"no_data": 2})


def test_file_with_errors_is_refused_until_they_are_skipped(place: Place, term: Term) -> None:
    batch = open_form(place, term, form_row("1"), form_row("2", {"2022": "nhiều"}))
    with pytest.raises(Invalid) as refused:
        actions.apply_batch(place.office, batch=batch, now=NOW)
    words = "Tệp còn 1 lỗi. Đề nghị sửa tệp rồi tải lại, hoặc chọn bỏ qua các dòng lỗi."
    assert list(refused.value.errors) == [FieldError("skip_problem_rows", words)]
    assert (latest(), Target.objects.count()) == ([], 0)
    applied = actions.apply_batch(place.office, batch=batch, now=LATER, skip_problem_rows=True)
    assert (applied.state, latest()) == ("applied", [("1", 2022, 1, Decimal(60))])


def test_file_of_repetitions_has_nothing_to_bring(place: Place, term: Term) -> None:
    record(place, make_target(place, term), 60)
    batch = open_form(place, term)
    assert preview(batch).counts == row_counts(same=1)
    with pytest.raises(Invalid) as refused:
        actions.apply_batch(place.office, batch=batch, now=NOW)
    assert list(refused.value.errors) == [FieldError("", "Tệp không có gì mới để nhập.")]
    assert latest() == [("1", 2022, 1, Decimal(60))]


def test_reverted_file_leaves_the_former_values_as_new_versions(place: Place, term: Term) -> None:
    record(place, make_target(place, term, "1"), 60)
    batch = apply_form(
        place, term, form_row("1", {"2022": Decimal(66)}), form_row("2", name="Kết nạp đảng viên")
    )
    assert latest() == [("1", 2022, 1, Decimal(60)), ("1", 2022, 2, Decimal(66)), ("2", 2022, 1, Decimal(60))]
    reverted = actions.revert_batch(place.office, batch=batch, now=LATER)
    assert (reverted.state, reverted.reverted_by, reverted.reverted_at) == (
        "reverted",
        "Văn phòng Tân Thanh Tây",
        LATER,
    )
    assert latest()[:3] == [
        ("1", 2022, 1, Decimal(60)),
        ("1", 2022, 2, Decimal(66)),
        ("1", 2022, 3, Decimal(60)),
    ]
    again = preview(
        open_form(place, term, form_row("1", {"2022": Decimal(66)}), form_row("2", name="Kết nạp đảng viên"))
    )
    assert [(row.number, row.state) for row in again.rows] == [
        ("1", RowState.CHANGED),
        ("2", RowState.NEW_TARGET),
    ]
    assert again.problems == ()


def test_batch_that_is_settled_says_what_became_of_it(place: Place, term: Term) -> None:
    batch = open_form(place, term)
    with pytest.raises(Conflict) as too_early:
        actions.revert_batch(place.office, batch=batch, now=NOW)
    assert too_early.value.message == "Tệp chưa được nhập nên không có gì để hoàn tác."
    actions.apply_batch(place.office, batch=batch, now=NOW)
    actions.revert_batch(place.office, batch=batch, now=LATER)
    words = "Tệp đã được Văn phòng Tân Thanh Tây hoàn tác lúc 10:20, 01-03-2023. Muốn nhập lại, đề nghị tải tệp lên lần nữa."
    for act in (actions.apply_batch, actions.revert_batch, actions.refresh_batch, actions.drop_batch):
        with pytest.raises(Conflict) as refused:
            act(place.office, batch=batch, now=LATER)
        assert refused.value.message == words


def test_figures_recorded_meanwhile_ask_for_a_new_comparison(place: Place, term: Term) -> None:
    target = make_target(place, term)
    batch = open_form(place, term, form_row("1", {"2022": Decimal(66)}))
    record(place, target, 60)
    with pytest.raises(Conflict) as refused:
        actions.apply_batch(place.office, batch=batch, now=NOW)
    assert refused.value.message == (
        "Số liệu của đơn vị đã thay đổi sau khi xem trước. Chưa có gì được ghi; đề nghị đối chiếu lại tệp."
    )
    refreshed = actions.refresh_batch(place.office, batch=batch, now=LATER)
    assert preview(refreshed).rows == (
        PreviewRow(
            "Chỉ tiêu!A2", RowState.CHANGED, "1", NAME.format(1), target.pk, (seen(2022, 66, "R2", RowState.CHANGED, 60),), ()
        ),
    )  # fmt: skip
    actions.apply_batch(place.office, batch=refreshed, now=LATER)
    assert latest() == [("1", 2022, 1, Decimal(60)), ("1", 2022, 2, Decimal(66))]
