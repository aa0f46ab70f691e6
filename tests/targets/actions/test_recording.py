"""Recording figures as versions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid
from nhiemky.kernel.scoring import Comparator, Period
from nhiemky.targets import actions
from nhiemky.targets.actions.checks import whole_target
from nhiemky.targets.models import Observation
from nhiemky.targets.vocab import Entry, FileFigure, Origin, Source, WholeTarget
from tests.cast_targets import NOW, confirm_all, make_place, make_target, make_term, record, target_row

pytestmark = pytest.mark.django_db

Y2021, Y2022 = Period.of_year(2021), Period.of_year(2022)
CELL = Source("ket-qua.xlsx", "ab" * 32, "Chỉ tiêu!O8", "61,5", "b1")
D, R = "draft", "restored"
LATER = datetime(2023, 3, 1, 3, 20, tzinfo=UTC)


def versions() -> list[tuple[int, Decimal | None, str]]:
    return list(Observation.objects.order_by("version").values_list("version", "value", "state"))


def test_figure_keeps_who_when_and_where_it_was_read() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    row = actions.record_observation(
        place.office, target=make_target(place, term), period=Y2022, value=Decimal("61.5"), source=CELL,
        estimate=True, note="ước cả năm", now=NOW,
    )  # fmt: skip
    assert (row.version, row.value, row.state, row.estimate, row.note) == (
        1,
        Decimal("61.5"),
        "draft",
        True,
        "ước cả năm",
    )
    assert (row.source_file, row.source_sha256, row.source_cell, row.source_text, row.batch) == CELL
    assert (row.entered_by, row.entered_at) == ("Văn phòng Tân Thanh Tây", NOW)
    line = LedgerLine.objects.latest("sequence")
    assert (line.act, line.before) == ("observation.recorded", None)
    assert line.after == {
        "number": "1", "period": "2022", "value": "61.5", "estimate": True, "source": "ket-qua.xlsx Chỉ tiêu!O8",
    }  # fmt: skip


def test_correction_is_a_new_version_in_draft() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    record(place, target, 60, confirmed=True)
    record(place, target, 61)
    assert versions() == [(1, Decimal(60), "confirmed"), (2, Decimal(61), "draft")]
    assert LedgerLine.objects.latest("sequence").before == {"version": 1, "value": "60", "done": None}


def test_same_figure_again_writes_nothing() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    first = record(place, target, "60.50")
    lines = LedgerLine.objects.count()
    assert record(place, target, "60.5") == first
    assert (len(versions()), LedgerLine.objects.count()) == (1, lines)


def test_same_figure_from_another_source_is_a_version_with_that_source() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    record(place, target, 60)
    for _again in range(2):
        row = actions.record_observation(
            place.office, target=target, period=Y2022, value=Decimal(60), source=CELL, now=NOW
        )
    assert (row.version, row.source_cell) == (2, "Chỉ tiêu!O8")


def test_withdrawing_and_typing_the_former_value_again_are_versions() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    for value in (60, None, 60):
        record(place, target, value)
    assert versions() == [(1, Decimal(60), "draft"), (2, None, "restored"), (3, Decimal(60), "draft")]


def test_zero_is_a_figure_and_nothing_cannot_be_withdrawn() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    with pytest.raises(Invalid, match="chưa có số liệu để rút"):
        record(place, target, None)
    assert record(place, target, 0).value == Decimal(0)


def test_stale_version_is_a_conflict_that_names_both_values() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    record(place, target, "1234.5")
    with pytest.raises(Conflict) as refused:
        actions.record_observation(
            place.office, target=target, period=Y2022, value=Decimal("61.25"), expected_version=0, now=LATER
        )
    assert refused.value.message == (
        "Số liệu 2022 của chỉ tiêu 1 đã được Văn phòng Tân Thanh Tây ghi là 1.234,5 lúc 10:00, 21-02-2023; đồng chí đang "
        "ghi 61,25. Số của đồng chí chưa được lưu, đề nghị đối chiếu rồi ghi lại."
    )
    assert versions() == [(1, Decimal("1234.5"), "draft")]


def test_expected_version_that_still_stands_passes() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    for place_in_line, value in enumerate((60, 61, 62)):
        actions.record_observation(
            place.office,
            target=target,
            period=Y2022,
            value=Decimal(value),
            expected_version=place_in_line,
            now=NOW,
        )
    assert [row[0] for row in versions()] == [1, 2, 3]


def test_expecting_a_version_that_never_was_is_a_conflict() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    with pytest.raises(Conflict, match="đã đổi"):
        actions.record_observation(
            place.office,
            target=make_target(place, term),
            period=Y2022,
            value=Decimal(1),
            expected_version=4,
            now=NOW,
        )


@pytest.mark.parametrize(
    ("period", "fits"),
    [
        (Period.of_year(2019), False),
        (Period.of_year(2020), True),
        (Period.of_quarter(2025, 4), True),
        (Period.of_year(2026), False),
        (Period(date(2021, 1, 1), date(2025, 12, 31)), True),
        (Period(date(2025, 1, 1), date(2027, 1, 1)), False),
    ],
)
def test_period_lies_in_the_term_or_its_eve(period: Period, fits: bool) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    if fits:
        row = actions.record_observation(
            place.office, target=target, period=period, value=Decimal(1), now=NOW
        )
        assert (row.period_start, row.period_end) == (period.start, period.end)
        return
    with pytest.raises(Invalid) as refused:
        actions.record_observation(place.office, target=target, period=period, value=Decimal(1), now=NOW)
    assert refused.value.message == (
        f"Chỉ tiêu 1: Kỳ {period.label} nằm ngoài nhiệm kỳ 2020-2025 (từ năm 2020 đến năm 2025)."
    )


def test_baseline_year_opens_the_years_before_the_term() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term, baseline=Decimal(1), baseline_year=2015)
    assert record(place, target, 5, 2015).value == Decimal(5)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"value": Decimal("NaN")}, "Giá trị phải là một số hữu hạn."),
        ({"value": Decimal("9" * 400)}, "Số quá lớn: có trên 12 chữ số."),
        ({"value": Decimal("1E-7")}, "Số có quá sáu chữ số thập phân."),
        ({"done": True}, "Chỉ tiêu 1: Chỉ chỉ tiêu “hoàn thành” mới ghi được “đã xong” hoặc “chưa xong”."),
        ({"numerator": Decimal(3)}, "Chỉ tiêu 1: Tử số và mẫu số phải ghi cùng nhau."),
        ({"numerator": Decimal(3), "denominator": Decimal(0)}, "Chỉ tiêu 1: Mẫu số phải lớn hơn 0."),
        ({"note": "x" * 501}, "Chỉ tiêu 1: Ghi chú dài quá 500 ký tự hoặc có ký tự không lưu được."),
    ],
)
def test_figure_that_cannot_be_kept_is_refused(changes: dict[str, object], message: str) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    entry = Entry(target.pk, Y2022, Decimal(1))._replace(**changes)  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refused:
        actions.record_observations(place.office, unit=place.unit, term=term, entries=[entry], now=NOW)
    assert [(error.field, error.message) for error in refused.value.errors] == [
        (f"{target.pk}|2022-01-01|2022-12-31", message)
    ]
    assert versions() == []


def test_milestone_is_done_or_not() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term, comparator=Comparator.DONE, target=None)
    row = actions.record_observation(
        place.office, target=target, period=Y2022, value=None, done=True, now=NOW
    )
    assert (row.done, row.value) == (True, None)


def test_grid_is_recorded_whole_with_one_line_that_lists_the_changes() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    first, second = make_target(place, term, "1"), make_target(place, term, "2")
    record(place, first, 60)
    lines = LedgerLine.objects.count()
    entries = [
        Entry(first.pk, Y2022, Decimal(60), expected_version=1),
        Entry(first.pk, Y2021, Decimal(55), expected_version=0),
        Entry(second.pk, Y2022, Decimal("0.5"), expected_version=0),
        Entry(second.pk, Y2021, None, expected_version=0),
    ]
    assert (
        actions.record_observations(place.office, unit=place.unit, term=term, entries=entries, now=NOW) == 2
    )
    line = LedgerLine.objects.latest("sequence")
    assert LedgerLine.objects.count() == lines + 1
    assert line.before == {"figures": [None, None]}
    assert line.after == {
        "figures": [
            {"number": "1", "period": "2021", "value": "55"},
            {"number": "2", "period": "2022", "value": "0.5"},
        ]
    }


def test_grid_that_repeats_what_stands_leaves_no_line() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    record(place, target, 60)
    lines = LedgerLine.objects.count()
    entries = [Entry(target.pk, Y2022, Decimal(60))]
    assert (
        actions.record_observations(place.office, unit=place.unit, term=term, entries=entries, now=NOW) == 0
    )
    assert LedgerLine.objects.count() == lines


def test_grid_with_one_stale_cell_is_refused_whole() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    record(place, target, 60)
    entries = [Entry(target.pk, Y2021, Decimal(1)), Entry(target.pk, Y2022, Decimal(2), expected_version=0)]
    with pytest.raises(Conflict):
        actions.record_observations(place.office, unit=place.unit, term=term, entries=entries, now=NOW)
    assert versions() == [(1, Decimal(60), "draft")]


def test_cell_given_twice_and_target_of_another_unit_are_refused() -> None:
    place, other, term = make_place("1", "Một"), make_place("2", "Hai"), make_term()
    target, foreign = make_target(place, term), make_target(other, term)
    entries = [Entry(target.pk, Y2022, Decimal(1))] * 2 + [Entry(foreign.pk, Y2022, Decimal(1))]
    with pytest.raises(Invalid) as refused:
        actions.record_observations(place.office, unit=place.unit, term=term, entries=entries, now=NOW)
    assert [error.message for error in refused.value.errors] == [
        "Chỉ tiêu 1: Kỳ 2022 ghi hai lần.",
        "Chỉ tiêu không có trong danh sách của đơn vị.",
    ]


def test_figure_of_a_removed_target_is_refused() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    actions.remove_target(place.office, target=target, reason="Bỏ", now=NOW)
    with pytest.raises(Invalid, match="không có trong danh sách"):
        record(place, target, 60)


def whole(number: str) -> WholeTarget:
    return whole_target(target_row(number))[0]


def test_file_brings_targets_and_figures_with_one_line() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    lines = LedgerLine.objects.count()
    counts = actions.take_in(
        place.office, unit=place.unit, term=term, origin=Origin("b1", "ket-qua.xlsx", "ab" * 32),
        targets=[whole("1"), whole("2")],
        figures=[FileFigure("2", Y2022, 61_500_000, None, False, CELL)], now=NOW,
    )  # fmt: skip
    assert counts == (2, 1)
    assert LedgerLine.objects.count() == lines + 1
    assert LedgerLine.objects.latest("sequence").after == {
        "file": "ket-qua.xlsx", "sha256": "ab" * 32, "term": "2020-2025", "targets": 2, "figures": 1, "same": 0,
    }  # fmt: skip
    assert Observation.objects.get().target.number == "2"


def test_file_with_a_figure_of_no_target_is_refused_whole() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    figure = FileFigure("9", Y2022, 1, None, False, CELL)
    with pytest.raises(Invalid, match="Không có chỉ tiêu số 9"):
        actions.take_in(
            place.office, unit=place.unit, term=term, origin=Origin("b1", "a.xlsx", "ab"), targets=[whole("1")],
            figures=[figure], now=NOW,
        )  # fmt: skip
    assert versions() == []


def test_file_is_taken_back_to_the_former_values() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    record(place, target, 60)
    origin = Origin("b1", "ket-qua.xlsx", "ab" * 32)
    figures = [
        FileFigure("1", Y2022, 61_000_000, None, False, CELL),
        FileFigure("2", Y2022, 5_000_000, None, False, CELL._replace(cell="Chỉ tiêu!O9")),
    ]
    actions.take_in(
        place.office,
        unit=place.unit,
        term=term,
        origin=origin,
        targets=[whole("2")],
        figures=figures,
        now=NOW,
    )
    undone = actions.take_back(
        place.office, unit=place.unit, term=term, origin=origin, targets=["2"], now=LATER
    )
    assert undone == 2
    kept = Observation.objects.order_by("target__number", "version").values_list(
        "target__number", "version", "value", "state"
    )
    assert list(kept) == [
        ("1", 1, Decimal(60), D), ("1", 2, Decimal(61), D), ("1", 3, Decimal(60), D),
        ("2", 1, Decimal(5), D), ("2", 2, None, R),
    ]  # fmt: skip
    assert list(place.unit.targets.filter(removed_at__isnull=False).values_list("number", flat=True)) == ["2"]


def test_file_with_a_figure_changed_since_is_not_taken_back() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    origin = Origin("b1", "ket-qua.xlsx", "ab" * 32)
    figure = FileFigure("1", Y2022, 61_000_000, None, False, CELL)
    actions.take_in(
        place.office, unit=place.unit, term=term, origin=origin, targets=[], figures=[figure], now=NOW
    )
    record(place, target, 62)
    with pytest.raises(Conflict) as refused:
        actions.take_back(place.office, unit=place.unit, term=term, origin=origin, targets=[], now=LATER)
    assert refused.value.message == (
        "Có 1 số liệu của tệp đã được sửa sau khi nhập, nên không hoàn tác được cả tệp. Đề nghị sửa từng số ở bảng nhập liệu."
    )
    assert [row[1] for row in versions()] == [Decimal(61), Decimal(62)]


def test_leaders_and_superiors_enter_no_results() -> None:
    district = make_place("838", "Mỏ Cày Bắc")
    place, term = make_place("28927", "Tân Thanh Tây", parent=district.state), make_term()
    target = make_target(place, term)
    for who in (place.leader, district.office):
        with pytest.raises(Denied):
            actions.record_observation(who, target=target, period=Y2022, value=Decimal(1), now=NOW)
        with pytest.raises(Denied):
            actions.record_observations(who, unit=place.unit, term=term, entries=[], now=NOW)
    assert versions() == []


def test_change_after_confirmation_waits_to_be_submitted_again() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    record(place, target, 60, confirmed=True)
    record(place, target, 61)
    assert confirm_all(place, term) == 1
    assert versions() == [(1, Decimal(60), "confirmed"), (2, Decimal(61), "confirmed")]
