"""Offices' own tables and hostile files through the whole way: brought, shown, confirmed, brought again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from nhiemky.history.vocab import Invalid
from nhiemky.intake import actions
from nhiemky.intake.models import Batch
from nhiemky.intake.queries import Preview, preview
from nhiemky.org.models import Term
from nhiemky.targets.models import Observation, Target
from tests.cast_targets import NOW, Place, make_place, make_term
from tests.samples import broken
from tests.samples.office import table
from tests.standing import standing

pytestmark = pytest.mark.django_db

HEADER = ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Thực hiện 2021", "Thực hiện 2022")


@standing
def place() -> Place:
    return make_place("28927", "Tân Thanh Tây")


@standing
def term() -> Term:
    return make_term()


def bring(place: Place, term: Term, data: bytes, **more: date) -> Batch:
    return actions.open_batch(
        place.office, unit=place.unit, term=term, file_name="biểu.xlsx", data=data, now=NOW, **more
    )


def confirm(place: Place, batch: Batch) -> Batch:
    return actions.apply_batch(place.office, batch=batch, now=NOW)


def states(shown: Preview) -> list[tuple[str, str]]:
    return [(row.number, row.state.value) for row in shown.rows]


def kept() -> list[tuple[str, int, Decimal | None, str]]:
    rows = Observation.objects.order_by("target__position", "period_end", "version")
    return [
        (number, end.year, value, cell)
        for number, end, value, cell in rows.values_list(
            "target__number", "period_end", "value", "source_cell"
        )
    ]


def commune(*rows: tuple[object, ...]) -> bytes:
    return table(
        ("ĐẢNG BỘ XÃ TÂN THANH TÂY",),
        ("KẾT QUẢ THỰC HIỆN CHỈ TIÊU NGHỊ QUYẾT NHIỆM KỲ 2020-2025",),
        (),
        HEADER,
        *rows,  # type: ignore[arg-type]
    )


def test_table_of_an_office_makes_the_list_and_the_figures(place: Place, term: Term) -> None:
    data = commune(
        ("I", "KINH TẾ", None, None, None, None),
        (1, "Thu nhập bình quân đầu người", "triệu đồng", "≥ 70", "50,5", "61,25"),
        (2, "Tỷ lệ hộ nghèo", "%", "dưới 2%", "3,1%", "2,5%"),
        ("II", "XÂY DỰNG ĐẢNG", None, None, None, None),
        (3, "Kết nạp đảng viên mới trong nhiệm kỳ", "đảng viên", 35, 8, 9),
    )
    confirm(place, bring(place, term, data))
    found = Target.objects.order_by("position").values_list("number", "comparator", "target", "group")
    assert [(number, comparator, target) for number, comparator, target, _group in found] == [
        ("1", "at_least", Decimal(70)),
        ("2", "below", Decimal(2)),
        ("3", "at_least", Decimal(35)),
    ]
    assert kept() == [
        ("1", 2021, Decimal("50.5"), "Sheet1!E6"),
        ("1", 2022, Decimal("61.25"), "Sheet1!F6"),
        ("2", 2021, Decimal("3.1"), "Sheet1!E7"),
        ("2", 2022, Decimal("2.5"), "Sheet1!F7"),
        ("3", 2021, Decimal(8), "Sheet1!E9"),
        ("3", 2022, Decimal(9), "Sheet1!F9"),
    ]


def test_later_table_brings_only_what_is_new_or_changed(place: Place, term: Term) -> None:
    first = commune(
        (1, "Thu nhập bình quân đầu người", "triệu đồng", 70, 50, None),
        (2, "Số km đường bê tông", "km", 12, 3, None),
    )
    confirm(place, bring(place, term, first))
    second = commune(
        (1, "Thu nhập bình quân đầu người", "triệu đồng", 70, 50, "61,25"),
        (2, "Số km đường bê tông", "km", 12, 4, None),
    )
    shown = bring(place, term, second)
    assert states(preview(shown)) == [("1", "new_figure"), ("2", "changed")]
    confirm(place, shown)
    assert [row[:3] for row in kept()] == [
        ("1", 2021, Decimal(50)),
        ("1", 2022, Decimal("61.25")),
        ("2", 2021, Decimal(3)),
        ("2", 2021, Decimal(4)),
    ]


def test_empty_marks_are_missing_and_zero_is_a_figure(place: Place, term: Term) -> None:
    data = commune(
        (1, "Thu nhập bình quân đầu người", "triệu đồng", 70, "-", "x"),
        (2, "Số vụ phạm pháp hình sự tăng thêm", "vụ", "không quá 3", ".", 0),
    )
    confirm(place, bring(place, term, data))
    assert [row[:3] for row in kept()] == [("2", 2022, Decimal(0))]


def test_table_of_another_commune_is_blocked(place: Place, term: Term) -> None:
    make_place("28957", "Nhuận Phú Tân")
    data = table(
        ("ĐẢNG BỘ XÃ NHUẬN PHÚ TÂN",),
        (),
        HEADER,
        (1, "Thu nhập bình quân đầu người", "triệu đồng", 70, 50, 60),
    )
    shown = preview(bring(place, term, data))
    assert shown.blocked
    assert "other_unit" in [problem.code for problem in shown.problems]


def test_results_to_date_take_the_day_that_is_given(place: Place, term: Term) -> None:
    data = table(
        ("TT", "Nội dung", "ĐVT", "NQ đề ra", "Kết quả thực hiện đến nay"),
        (1, "Thu nhập bình quân đầu người", "triệu đồng", 70, 61),
    )
    bare = preview(bring(place, term, data))
    dated = bring(place, term, data, results_to=date(2023, 2, 21))
    assert states(bare) == [("1", "problem")]
    assert states(preview(dated)) == [("1", "new_target")]
    confirm(place, dated)
    assert Observation.objects.get().period_end == date(2023, 2, 21)


@pytest.mark.parametrize(
    "make",
    [
        broken.encrypted,
        broken.old_format,
        broken.with_entities,
        broken.zip_bomb,
        broken.million_rows,
        broken.widest_row,
        lambda: broken.repacked(xl__vbaProject_bin=b"macro"),
        lambda: broken.good()[:400],
        lambda: table(("Họ và tên", "Ngày sinh"), ("Nguyễn Văn An", "1970")),
        lambda: table(HEADER),
    ],
)
def test_file_that_cannot_be_used_is_refused_in_words_and_leaves_nothing(
    place: Place, term: Term, make: Callable[[], bytes]
) -> None:
    with pytest.raises(Invalid) as refused:
        bring(place, term, make())
    (error,) = refused.value.errors
    assert error.field == "file"
    assert error.message.endswith(".")
    assert not {"Error", "Exception", "Traceback"} & set(error.message.split())
    assert Batch.objects.count() == 0


@pytest.mark.parametrize(
    "value", ["#DIV/0!", "NaN", "1" * 400, "1E+400", "mười hai", "12/13/14", "=1+1", "<script>", "1.5.6", "−"]
)
def test_hostile_cell_never_becomes_a_figure_that_was_not_meant(place: Place, term: Term, value: str) -> None:
    data = commune(
        (1, "Thu nhập bình quân đầu người", "triệu đồng", 70, 50, value),
        (2, "Số km đường bê tông", "km", 12, 3, 4),
    )
    shown = preview(bring(place, term, data))
    assert [figure.value for figure in shown.rows[-1].figures] == [Decimal(3), Decimal(4)]
    hostile = [figure.value for row in shown.rows if row.number == "1" for figure in row.figures]
    assert hostile in ([], [Decimal(50)], [Decimal(50), Decimal(12)])


def test_preview_of_a_file_with_every_kind_of_trouble_never_fails(place: Place, term: Term) -> None:
    data = commune(
        (1, "Thu nhập bình quân đầu người", "triệu đồng", 70, 50, 60),
        (1, "Thu nhập bình quân đầu người", "triệu đồng", 70, 50, 60),
        ("", "Không có số", "km", 12, "3 km", "4,5"),
        (3, "Tỷ lệ hộ nghèo", "%", "ít thôi", 1, 2),
        (4, "x" * 3000, "km", 1, 1, 1),
        (5, "Mức rất lớn", "đồng", 10**14, 1, 1),
    )
    batch = bring(place, term, data)
    shown = preview(batch)
    assert len(shown.rows) + 1 >= 5
    assert shown.severities["error"] >= 3
    with pytest.raises(Invalid, match="lỗi"):
        confirm(place, batch)
    actions.apply_batch(place.office, batch=batch, now=NOW, skip_problem_rows=True)
    assert ("1", 2022, Decimal(60)) in [row[:3] for row in kept()]
