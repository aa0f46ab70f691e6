"""Confirming a file: whole, once, from a fresh preview; and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.history.vocab import Conflict, Denied, Invalid
from nhiemky.intake import actions
from nhiemky.intake.models import Batch
from nhiemky.intake.queries import preview
from nhiemky.org.models import Term
from nhiemky.targets.models import Observation, Target
from tests.cast_intake import apply_form, form_row, make_form, open_form
from tests.cast_targets import (
    NOW,
    Place,
    at_once,
    make_place,
    make_target,
    make_term,
    record,
    several_connections,
)

LATER = datetime(2023, 3, 1, 3, 20, tzinfo=UTC)


@pytest.fixture
def place(db: None) -> Place:
    return make_place("28927", "Tân Thanh Tây")


@pytest.fixture
def term(db: None) -> Term:
    return make_term()


def figures() -> list[tuple[str, int, Decimal | None]]:
    rows = Observation.objects.order_by("target__position", "period_end", "version")
    return list(rows.values_list("target__number", "version", "value"))


def test_confirmed_file_writes_targets_figures_and_one_line(place: Place, term: Term) -> None:
    batch = open_form(place, term, form_row("1"), form_row("2", {"2021": Decimal(5), "2022": "61,25"}))
    lines = LedgerLine.objects.count()
    applied = actions.apply_batch(place.office, batch=batch, now=LATER)
    assert (applied.state, applied.applied_by, applied.applied_at) == (
        "applied",
        "Văn phòng Tân Thanh Tây",
        LATER,
    )
    assert figures() == [("1", 1, Decimal(60)), ("2", 1, Decimal(5)), ("2", 1, Decimal("61.25"))]
    assert LedgerLine.objects.count() == lines + 1
    line = LedgerLine.objects.latest("sequence")
    assert (line.act, line.object_id) == ("batch.applied", batch.key)
    assert line.after == {
        "file": "ket-qua.xlsx", "sha256": batch.sha256, "term": "2020-2025", "targets": 2, "figures": 3, "same": 0,
    }  # fmt: skip
    assert line.summary == "Nhập tệp ket-qua.xlsx: 2 chỉ tiêu mới, 3 số liệu"


def test_every_figure_can_be_traced_to_its_cell(place: Place, term: Term) -> None:
    batch = apply_form(place, term, form_row("1"), form_row("2", {"2021": Decimal(5)}))
    traced = Observation.objects.order_by("target__position").values_list(
        "source_file", "source_sha256", "source_cell", "source_text", "batch", "state"
    )
    assert list(traced) == [
        ("ket-qua.xlsx", batch.sha256, "Chỉ tiêu!R2", "60", batch.key, "draft"),
        ("ket-qua.xlsx", batch.sha256, "Chỉ tiêu!Q3", "5", batch.key, "draft"),
    ]


def test_every_figure_keeps_what_its_cell_says(place: Place, term: Term) -> None:
    record(place, make_target(place, term, "1"), 60)
    apply_form(
        place,
        term,
        form_row("1", {"2021": "65.500.000 đồng", "2022": Decimal("61.25")}),
        form_row("2", {"2021": "trên 65", "2022": Decimal("-0.5")}, name="Số giường bệnh"),
    )
    kept = Observation.objects.exclude(batch="").order_by("target__position", "period_end")
    assert list(kept.values_list("value", "source_text")) == [
        (Decimal("65.5"), "65.500.000 đồng"),
        (Decimal("61.25"), "61,25"),
        (Decimal(65), "trên 65"),
        (Decimal("-0.5"), "-0,5"),
    ]


def test_targets_of_the_file_are_kept_as_stated(place: Place, term: Term) -> None:
    apply_form(
        place,
        term,
        form_row("1", comparator="at_most", target=Decimal(3), baseline=Decimal("9.5"), baseline_year=2020,
                 method="linear", code="HN", unit_of_measure="%", phased={2022: Decimal(5)}, note="Chuẩn mới"),
    )  # fmt: skip
    found = Target.objects.get()
    assert (found.comparator, found.target, found.baseline, found.baseline_year) == (
        "at_most", Decimal(3), Decimal("9.5"), 2020,
    )  # fmt: skip
    assert (found.kind, found.method, found.code, found.group, found.note) == (
        "snapshot", "linear", "HN", "Kinh tế", "Chuẩn mới",
    )  # fmt: skip
    assert [(each.year, each.value) for each in found.phased_values.all()] == [(2022, Decimal(5))]


def test_only_what_is_new_or_changed_is_written(place: Place, term: Term) -> None:
    for number in ("1", "2"):
        record(place, make_target(place, term, number), 60)
    apply_form(place, term, form_row("1"), form_row("2", {"2021": Decimal(50), "2022": Decimal(62)}))
    assert figures() == [
        ("1", 1, Decimal(60)),
        ("2", 1, Decimal(50)),
        ("2", 1, Decimal(60)),
        ("2", 2, Decimal(62)),
    ]


def test_second_confirmation_is_told_who_was_first(place: Place, term: Term) -> None:
    batch = open_form(place, term)
    actions.apply_batch(place.office, batch=batch, now=NOW)
    with pytest.raises(Conflict) as refused:
        actions.apply_batch(place.office, batch=batch, now=LATER)
    assert refused.value.message == (
        "Tệp đã được Văn phòng Tân Thanh Tây nhập lúc 10:00, 21-02-2023; không nhập lần thứ hai."
    )
    assert len(figures()) == 1


def test_rows_in_error_are_left_out_only_on_demand(place: Place, term: Term) -> None:
    batch = open_form(place, term, form_row("1"), form_row("2", {"2022": "abc"}))
    with pytest.raises(Invalid) as refused:
        actions.apply_batch(place.office, batch=batch, now=NOW)
    assert [(error.field, error.message) for error in refused.value.errors] == [
        ("skip_problem_rows", "Tệp còn 1 lỗi. Đề nghị sửa tệp rồi tải lại, hoặc chọn bỏ qua các dòng lỗi.")
    ]
    assert figures() == []
    actions.apply_batch(place.office, batch=batch, now=NOW, skip_problem_rows=True)
    assert figures() == [("1", 1, Decimal(60))]


def test_repeated_row_is_left_out_only_on_demand(place: Place, term: Term) -> None:
    batch = open_form(place, term, form_row("1"), form_row("1"))
    with pytest.raises(Invalid, match="Tệp còn 1 lỗi"):
        actions.apply_batch(place.office, batch=batch, now=NOW)
    actions.apply_batch(place.office, batch=batch, now=NOW, skip_problem_rows=True)
    assert figures() == [("1", 1, Decimal(60))]


def test_file_of_another_unit_is_never_applied(place: Place, term: Term) -> None:
    data = make_form(place, form_row(), code="28928")
    batch = actions.open_batch(
        place.office, unit=place.unit, term=term, file_name="a.xlsx", data=data, now=NOW
    )
    with pytest.raises(Invalid, match="đơn vị khác hoặc nhiệm kỳ khác"):
        actions.apply_batch(place.office, batch=batch, now=NOW, skip_problem_rows=True)
    assert figures() == []


def test_file_with_nothing_new_is_refused(place: Place, term: Term) -> None:
    apply_form(place, term)
    with pytest.raises(Invalid, match="không có gì mới"):
        apply_form(place, term)


def test_stale_preview_is_a_conflict_and_a_fresh_one_passes(place: Place, term: Term) -> None:
    target = make_target(place, term, "1")
    batch = open_form(place, term, form_row("1"))
    record(place, target, 59)
    with pytest.raises(Conflict, match="đã thay đổi sau khi xem trước"):
        actions.apply_batch(place.office, batch=batch, now=NOW)
    batch.refresh_from_db()
    assert (batch.state, figures()) == ("open", [("1", 1, Decimal(59))])
    actions.apply_batch(
        place.office, batch=actions.refresh_batch(place.office, batch=batch, now=NOW), now=NOW
    )
    assert figures() == [("1", 1, Decimal(59)), ("1", 2, Decimal(60))]


def test_targets_changed_since_make_the_preview_stale(place: Place, term: Term) -> None:
    batch = open_form(place, term, form_row("1"))
    make_target(place, term, "5")
    with pytest.raises(Conflict, match="đã thay đổi sau khi xem trước"):
        actions.apply_batch(place.office, batch=batch, now=NOW)


def test_reverted_file_leaves_the_former_values(place: Place, term: Term) -> None:
    record(place, make_target(place, term, "1"), 59)
    batch = apply_form(
        place, term, form_row("1"), form_row("2", name="Xây dựng 3 km đường giao thông nông thôn")
    )
    reverted = actions.revert_batch(place.office, batch=batch, now=LATER)
    assert (reverted.state, reverted.reverted_by, reverted.reverted_at) == (
        "reverted",
        "Văn phòng Tân Thanh Tây",
        LATER,
    )
    assert figures() == [
        ("1", 1, Decimal(59)), ("1", 2, Decimal(60)), ("1", 3, Decimal(59)), ("2", 1, Decimal(60)), ("2", 2, None),
    ]  # fmt: skip
    assert list(Target.objects.filter(removed_at__isnull=True).values_list("number", flat=True)) == ["1"]
    assert LedgerLine.objects.latest("sequence").act == "batch.reverted"
    with pytest.raises(Conflict, match="hoàn tác lúc 10:20, 01-03-2023"):
        actions.revert_batch(place.office, batch=batch, now=LATER)


def test_reverted_file_can_be_brought_again(place: Place, term: Term) -> None:
    actions.revert_batch(place.office, batch=apply_form(place, term), now=LATER)
    assert [row.state.value for row in preview(open_form(place, term)).rows] == ["new_target"]
    apply_form(place, term)
    assert Target.objects.filter(removed_at__isnull=True).count() == 1


def test_file_with_later_versions_is_not_reverted(place: Place, term: Term) -> None:
    batch = apply_form(place, term)
    record(place, Target.objects.get(), 65)
    with pytest.raises(Conflict, match="đã được sửa sau khi nhập"):
        actions.revert_batch(place.office, batch=batch, now=LATER)
    batch.refresh_from_db()
    assert (batch.state, figures()) == ("applied", [("1", 1, Decimal(60)), ("1", 2, Decimal(65))])


def test_what_was_not_applied_cannot_be_reverted(place: Place, term: Term) -> None:
    batch = open_form(place, term)
    with pytest.raises(Conflict, match="chưa được nhập"):
        actions.revert_batch(place.office, batch=batch, now=LATER)
    with pytest.raises(Denied):
        actions.revert_batch(place.leader, batch=batch, now=LATER)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_exactly_one_succeeds(tmp_path: Path) -> None:
    with several_connections(tmp_path):
        place, term = make_place("28927", "Tân Thanh Tây"), make_term()
        batch = open_form(place, term, *(form_row(str(number)) for number in range(1, 26)))

        def confirm() -> Batch:
            return actions.apply_batch(place.office, batch=Batch.objects.get(pk=batch.pk), now=NOW)

        results = at_once(confirm, confirm, confirm)
        assert sorted(type(result).__name__ for result in results) == ["Batch", "Conflict", "Conflict"]
        assert (Target.objects.count(), Observation.objects.count()) == (25, 25)
        assert LedgerLine.objects.filter(act="batch.applied").count() == 1
        assert verify().ok


@pytest.mark.django_db(transaction=True)
def test_of_two_files_for_one_unit_the_second_meets_a_stale_preview(tmp_path: Path) -> None:
    with several_connections(tmp_path):
        place, term = make_place("28927", "Tân Thanh Tây"), make_term()
        make_target(place, term, "1")
        batches = [open_form(place, term, form_row("1", {"2022": Decimal(value)})) for value in (61, 62)]

        def confirm(number: int) -> Callable[[], Batch]:
            return lambda: actions.apply_batch(place.office, batch=batches[number], now=NOW)

        results = at_once(confirm(0), confirm(1))
        assert sorted(type(result).__name__ for result in results) == ["Batch", "Conflict"]
        assert [version for _number, version, _value in figures()] == [1]


def full_disk(
    execute: Callable[..., object], sql: str, params: object, many: bool, context: object
) -> object:
    """Answer as a database whose disk is full when figures are written."""
    if sql.startswith("INSERT INTO") and "targets_observation" in sql:
        raise OperationalError("database or disk is full")
    return execute(sql, params, many, context)


@pytest.mark.django_db(transaction=True)
def test_full_disk_is_told_and_nothing_is_half_written() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    batch = open_form(place, term)
    with connection.execute_wrapper(full_disk), pytest.raises(actions.StorageFull, match="đã đầy"):
        actions.apply_batch(place.office, batch=batch, now=NOW)
    batch.refresh_from_db()
    assert (batch.state, Target.objects.count(), figures()) == ("open", 0, [])
    actions.apply_batch(place.office, batch=batch, now=NOW)
    assert figures() == [("1", 1, Decimal(60))]
    assert verify().ok


@pytest.mark.django_db(transaction=True)
def test_database_that_may_not_grow_refuses_in_words(tmp_path: Path) -> None:
    with several_connections(tmp_path):
        place, term = make_place("28927", "Tân Thanh Tây"), make_term()
        batch = open_form(place, term, *(form_row(str(number)) for number in range(1, 400)))
        if connection.vendor == "sqlite":
            pages = connection.cursor().execute("PRAGMA page_count").fetchone()[0]
            connection.cursor().execute(f"PRAGMA max_page_count = {pages + 3}")
            with pytest.raises(actions.StorageFull):
                actions.apply_batch(place.office, batch=batch, now=NOW)
            connection.cursor().execute("PRAGMA max_page_count = 1073741823")
        assert Target.objects.count() == 0
        actions.apply_batch(place.office, batch=batch, now=NOW)
        assert Observation.objects.count() == 399
        assert verify().ok
