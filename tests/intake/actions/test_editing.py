"""Cells of a file corrected in its preview."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, FieldError, Invalid, NotFound
from nhiemky.intake import actions, queries
from nhiemky.intake.actions import Typed
from nhiemky.intake.models import Batch
from nhiemky.intake.queries import FileCell, cells_of, line_cells, preview, preview_mark
from nhiemky.org.models import Term
from nhiemky.targets.models import Observation, Target
from tests.cast_intake import form_row, open_form
from tests.cast_targets import NOW, Place, make_place, make_target, make_term, record

pytestmark = pytest.mark.django_db
LINE, RESULT = "Chỉ tiêu!2", "Chỉ tiêu!R2"


@pytest.fixture
def place() -> Place:
    return make_place("28927", "Tân Thanh Tây")


@pytest.fixture
def term() -> Term:
    return make_term()


@pytest.fixture
def batch(place: Place, term: Term) -> Batch:
    """Bring a file whose only row holds a figure that cannot be read."""
    make_target(place, term, "1")
    return open_form(place, term, form_row("1", {"2021": Decimal(60), "2022": "sáu mốt"}))


def edit(place: Place, batch: Batch, cells: Mapping[str, tuple[str, str]]) -> Batch:
    return actions.edit_cells(
        place.office, batch=batch, cells={cell: Typed(*pair) for cell, pair in cells.items()}
    )


def states(batch: Batch) -> list[tuple[str, list[tuple[Decimal, str]]]]:
    rows = preview(Batch.objects.get(pk=batch.pk)).rows
    return [(row.state.value, [(each.value, each.cell) for each in row.figures]) for row in rows]


def test_a_corrected_cell_makes_its_row_sound_and_the_file_stays(place: Place, batch: Batch) -> None:
    data = queries.file_of(place.office, batch=batch)
    assert states(batch) == [("problem", [])]
    edited = edit(place, batch, {RESULT: ("sáu mốt", " 61,5 ")})
    assert states(batch) == [("new_figure", [(Decimal(60), "Chỉ tiêu!Q2"), (Decimal("61.5"), RESULT)])]
    assert edited.edits == {RESULT: ["sáu mốt", "61,5"]}
    assert queries.file_of(place.office, batch=batch) == data
    line = LedgerLine.objects.latest("sequence")
    assert (line.act, line.object_id, line.summary) == (
        "batch.edited",
        batch.key,
        "Sửa 1 ô của tệp ket-qua.xlsx",
    )
    assert (line.before, line.after) == ({RESULT: "sáu mốt"}, {RESULT: "61,5"})
    assert Observation.objects.count() == 0


def test_a_figure_says_that_its_cell_was_corrected_and_what_the_file_says(place: Place, batch: Batch) -> None:
    actions.apply_batch(place.office, batch=edit(place, batch, {RESULT: ("sáu mốt", "61,5")}), now=NOW)
    rows = Observation.objects.order_by("period_end").values_list("source_cell", "source_text")
    assert list(rows) == [("Chỉ tiêu!Q2", "60"), (RESULT, "61,5 (sửa khi nhập; tệp ghi “sáu mốt”)")]


def test_a_row_becomes_a_target_of_its_own_by_its_number(place: Place, term: Term) -> None:
    make_target(place, term, "1", name="Tỷ lệ hộ nghèo", unit_of_measure="%")
    batch = open_form(place, term, form_row("1", name="Kết nạp đảng viên mới"))
    assert states(batch)[0][0] == "problem"
    edited = edit(place, batch, {"Chỉ tiêu!A2": ("1", "9")})
    assert states(batch)[0][0] == "new_target"
    actions.apply_batch(place.office, batch=edited, now=NOW)
    assert Target.objects.get(number="9").name == "Kết nạp đảng viên mới"


def test_typing_what_the_file_says_takes_a_correction_back(place: Place, batch: Batch) -> None:
    edit(place, batch, {RESULT: ("sáu mốt", "61,5")})
    assert edit(place, batch, {RESULT: ("61,5", "sáu mốt")}).edits == {}
    assert states(batch) == [("problem", [])]


def test_a_cell_is_emptied_and_an_empty_one_filled(place: Place, batch: Batch) -> None:
    edit(place, batch, {RESULT: ("sáu mốt", ""), "Chỉ tiêu!S2": ("", "63")})
    assert states(batch) == [
        ("new_figure", [(Decimal(60), "Chỉ tiêu!Q2"), (Decimal(63), "Chỉ tiêu!S2")]),
    ]


def test_comparing_again_keeps_what_was_corrected(place: Place, batch: Batch) -> None:
    edit(place, batch, {RESULT: ("sáu mốt", "61,5")})
    record(place, Target.objects.get(number="1"), 60, 2021)
    actions.refresh_batch(place.office, batch=batch, now=NOW)
    assert states(batch)[0][1][1] == (Decimal("61.5"), RESULT)
    assert Batch.objects.get().edits == {RESULT: ["sáu mốt", "61,5"]}


@pytest.mark.parametrize(
    ("cells", "errors"),
    [
        ({}, [FieldError("", "Chưa có ô nào được sửa.")]),
        ({RESULT: ("sáu mốt", " sáu mốt ")}, [FieldError("", "Chưa có ô nào được sửa.")]),
        ({RESULT: ("sáu mốt", "x" * 2001)}, [FieldError(RESULT, "Dài quá 2000 ký tự.")]),
        ({"Khác!A1": ("", "1")}, [FieldError("", "Tệp không có ô Khác!A1.")]),
        ({"Chỉ tiêu!A9999": ("", "1")}, [FieldError("", "Tệp không có ô Chỉ tiêu!A9999.")]),
        ({"Chỉ tiêu!ZZZ2": ("", "1")}, [FieldError("", "Tệp không có ô Chỉ tiêu!ZZZ2.")]),
        ({"không phải ô": ("", "1")}, [FieldError("", "Tệp không có ô không phải ô.")]),
    ],
)
def test_what_cannot_be_corrected_is_refused_and_nothing_changes(
    place: Place, batch: Batch, cells: dict[str, tuple[str, str]], errors: list[FieldError]
) -> None:
    before = LedgerLine.objects.count()
    with pytest.raises(Invalid) as refused:
        edit(place, batch, cells)
    assert list(refused.value.errors) == errors
    assert (Batch.objects.get().edits, LedgerLine.objects.count()) == ({}, before)


def test_too_many_corrections_go_back_to_excel(place: Place, batch: Batch) -> None:
    Batch.objects.update(edits={f"Chỉ tiêu!A{line}": ["", "x"] for line in range(1000, 1500)})
    with pytest.raises(Invalid, match="Đã sửa quá 500 ô"):
        edit(place, Batch.objects.get(), {RESULT: ("sáu mốt", "61,5")})


def test_who_was_slower_is_told_what_stands_now(place: Place, batch: Batch) -> None:
    edit(place, batch, {RESULT: ("sáu mốt", "61,5")})
    with pytest.raises(Conflict, match="Ô Chỉ tiêu!R2 vừa được người khác sửa thành “61,5”"):
        edit(place, batch, {RESULT: ("sáu mốt", "65,1")})
    assert Batch.objects.get().edits == {RESULT: ["sáu mốt", "61,5"]}


def test_only_who_enters_results_corrects_a_file_and_only_an_open_one(place: Place, batch: Batch) -> None:
    with pytest.raises(Denied):
        actions.edit_cells(place.leader, batch=batch, cells={RESULT: Typed("sáu mốt", "61,5")})
    actions.drop_batch(place.office, batch=batch, now=NOW)
    with pytest.raises(Conflict, match="Tệp đã được bỏ"):
        edit(place, batch, {RESULT: ("sáu mốt", "61,5")})


def test_a_preview_that_was_corrected_since_is_not_confirmed_unseen(place: Place, batch: Batch) -> None:
    seen = preview_mark(batch)
    edited = edit(place, batch, {RESULT: ("sáu mốt", "61,5")})
    assert preview_mark(edited) != seen
    with pytest.raises(Conflict, match="Tệp vừa được sửa hoặc đối chiếu lại"):
        actions.apply_batch(place.office, batch=batch, now=NOW, seen=seen)
    assert (Batch.objects.get().state, Observation.objects.count()) == ("open", 0)
    actions.apply_batch(place.office, batch=batch, now=NOW, seen=preview_mark(edited))
    assert Observation.objects.count() == 2


def test_a_line_is_shown_with_titles_problems_and_what_was_corrected(place: Place, batch: Batch) -> None:
    shown = {cell.address: cell for cell in line_cells(place.office, batch=batch, line=LINE)}
    assert shown[RESULT] == FileCell(
        RESULT, "Thực hiện 2022", "sáu mốt", "sáu mốt", ("Không thấy số trong ô “sáu mốt”.",)
    )
    assert shown["Chỉ tiêu!A2"] == FileCell("Chỉ tiêu!A2", "STT", "1", "1", ())
    assert shown["Chỉ tiêu!S2"] == FileCell("Chỉ tiêu!S2", "Thực hiện 2023", "", "", ())
    edit(place, batch, {RESULT: ("sáu mốt", "61,5")})
    again = {cell.address: cell for cell in line_cells(place.office, batch=Batch.objects.get(), line=LINE)}
    assert again[RESULT] == FileCell(RESULT, "Thực hiện 2022", "61,5", "sáu mốt", ())


def test_a_line_that_is_not_in_the_file_is_not_found(place: Place, batch: Batch) -> None:
    for line in ("", "!", "Chỉ tiêu", "Chỉ tiêu!", "Khác!2", "Chỉ tiêu!0", "Chỉ tiêu!99999999", "Chỉ tiêu!²"):
        with pytest.raises(NotFound, match=f"^Tệp không có dòng {line}.$"):
            line_cells(place.office, batch=batch, line=line)


def test_only_cells_of_the_file_are_looked_up(place: Place, batch: Batch) -> None:
    asked = [RESULT, "Chỉ tiêu!S2", "Khác!A1", "Chỉ tiêu!A9999", "x"]
    assert cells_of(batch, asked) == {RESULT: "sáu mốt", "Chỉ tiêu!S2": ""}
