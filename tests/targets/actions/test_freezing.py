"""Frozen figures never change, and what became of them since is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import DatabaseError, connection, transaction

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid
from nhiemky.kernel.scoring import DEFAULT_SCHEME, SCHEMES, Comparator, Kind
from nhiemky.org.models import Term
from nhiemky.org.vocab import RoleCode
from nhiemky.targets import actions, queries
from nhiemky.targets.models import Freeze, FrozenTarget
from nhiemky.targets.queries import Difference
from tests.cast_targets import NOW, TODAY, Place, actor_in, make_place, make_target, make_term, record
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def place() -> Place:
    """A unit with a target met, one missed, and one without a figure."""
    found, term = make_place("28927", "Tân Thanh Tây"), make_term()
    record(found, make_target(found, term, "1"), 70, confirmed=True)
    record(
        found,
        make_target(
            found,
            term,
            "2",
            comparator=Comparator.AT_MOST,
            target=Decimal(3),
            baseline=Decimal(10),
            kind=Kind.SNAPSHOT,
        ),
        4,
    )
    make_target(found, term, "3")
    return found


def freeze(place: Place, *, label: str = "Sơ kết giữa nhiệm kỳ", cut_off: date = TODAY) -> Freeze:
    return actions.freeze_figures(
        place.office, unit=place.unit, term=Term.objects.get(), cut_off=cut_off, label=label, scheme=DEFAULT_SCHEME,
        now=NOW,
    )  # fmt: skip


def changes(place: Place, frozen: Freeze) -> list[tuple[str, str]]:
    return [(each.number, each.what) for each in queries.differences(place.office, freeze=frozen)]


def test_freeze_copies_facts_and_assessments(place: Place) -> None:
    frozen = freeze(place)
    rows = list(queries.freeze_rows(place.office, freeze=frozen))
    assert [(row.class_code, row.attainment, row.achieved, row.method, row.kind) for row in rows] == [
        ("met", "100/1", "70/1", "ratio", "snapshot"),
        ("over_75", "600/7", "4/1", "linear", "snapshot"),
        ("no_data", "", "", "ratio", "snapshot"),
    ]
    assert rows[1].facts["formula"] == "(4 − 10) / (3 − 10) × 100 = 85,71 %"
    assert (frozen.unconfirmed, frozen.frozen_by, frozen.frozen_at) == (1, "Văn phòng Tân Thanh Tây", NOW)
    assert queries.frozen_scheme(frozen) == DEFAULT_SCHEME


def test_digest_stands_in_the_freeze_and_in_the_ledger(place: Place) -> None:
    frozen = freeze(place)
    line = LedgerLine.objects.latest("sequence")
    assert line.act == "figures.frozen"
    assert line.after is not None
    assert line.after["digest"] == frozen.digest
    assert len(frozen.digest) == 64
    counts = dict.fromkeys(DEFAULT_SCHEME.class_codes, 0) | {"met": 1, "over_75": 1, "no_data": 1}
    assert line.after["counts"] == counts


def test_frozen_targets_have_the_shape_of_assessed_ones(place: Place) -> None:
    term = Term.objects.get()
    now = queries.assessed(place.office, states=[place.state], term=term, as_of=TODAY, scheme=DEFAULT_SCHEME)
    then = queries.frozen_assessed(place.office, freeze=freeze(place))
    assert [each.fact for each in then] == [each.fact for each in now]
    assert [(each.class_code, each.met, each.attainment) for each in then] == [
        (each.class_code, each.met, each.attainment) for each in now
    ]
    assert [each.assessment for each in then] == [each.assessment for each in now]


def test_later_figures_show_as_differences_only(place: Place) -> None:
    frozen = freeze(place)
    first, second, third = place.unit.targets.order_by("number")
    record(place, first, 71)
    record(place, second, 6)
    actions.remove_target(place.office, target=third, reason="Bỏ", now=NOW)
    make_target(place, Term.objects.get(), "4")
    assert changes(place, frozen) == [("1", "figure"), ("2", "band"), ("3", "removed"), ("4", "added")]
    band = queries.differences(place.office, freeze=frozen)[1]
    assert isinstance(band, Difference)
    assert band.frozen is not None
    assert band.now is not None
    assert (band.frozen.attainment, band.now.attainment) == (Fraction(600, 7), Fraction(400, 7))
    assert [each.class_code for each in queries.frozen_assessed(place.office, freeze=frozen)] == [
        "met",
        "over_75",
        "no_data",
    ]


def test_figures_measured_after_the_cut_off_make_no_difference(place: Place) -> None:
    frozen = freeze(place)
    record(place, place.unit.targets.get(number="3"), 99, 2024)
    assert changes(place, frozen) == []


def test_superior_freezes_confirmed_figures_only() -> None:
    district = make_place("838", "Mỏ Cày Bắc")
    place, term = make_place("28927", "Tân Thanh Tây", parent=district.state), make_term()
    target = make_target(place, term)
    record(place, target, 70, confirmed=True)
    record(place, target, 10)
    frozen = actions.freeze_figures(
        district.leader,
        unit=place.unit,
        term=term,
        cut_off=TODAY,
        label="Huyện chốt",
        scheme=SCHEMES["strict"],
        now=NOW,
    )
    assert (frozen.unconfirmed, FrozenTarget.objects.get().achieved) == (0, "70/1")
    assert queries.frozen_scheme(frozen) == SCHEMES["strict"]
    assert queries.differences(district.office, freeze=frozen) == ()


def test_same_label_at_the_same_day_is_refused(place: Place) -> None:
    freeze(place)
    with pytest.raises(Conflict, match="đã có số liệu chốt tên “Sơ kết giữa nhiệm kỳ”"):
        freeze(place)
    freeze(place, label="Lần hai")
    freeze(place, cut_off=date(2023, 6, 30))
    shown = queries.freezes(place.office, unit=place.unit)
    assert [(each.cut_off, each.label) for each in shown] == [
        (date(2023, 6, 30), "Sơ kết giữa nhiệm kỳ"),
        (TODAY, "Lần hai"),
        (TODAY, "Sơ kết giữa nhiệm kỳ"),
    ]


@pytest.mark.parametrize(
    ("label", "cut_off", "field"),
    [
        (" ", TODAY, "label"),
        ("x" * 201, TODAY, "label"),
        ("Chốt", date(2019, 1, 1), "cut_off"),
        ("Chốt", date(2027, 1, 1), "cut_off"),
    ],
)
def test_unsound_freeze_is_refused(place: Place, label: str, cut_off: date, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        freeze(place, label=label, cut_off=cut_off)
    assert [error.field for error in refused.value.errors] == [field]


def test_unit_without_targets_cannot_be_frozen() -> None:
    place = make_place("28927", "Tân Thanh Tây")
    make_term()
    with pytest.raises(Invalid, match="chưa có chỉ tiêu nào"):
        freeze(place)


def test_an_editor_freezes_nothing_and_a_stranger_sees_nothing(place: Place) -> None:
    editor = actor_in(place.unit, RoleCode.EDITOR, name="Biên tập")
    with pytest.raises(Denied):
        actions.freeze_figures(
            editor,
            unit=place.unit,
            term=Term.objects.get(),
            cut_off=TODAY,
            label="a",
            scheme=DEFAULT_SCHEME,
            now=NOW,
        )
    frozen, stranger = freeze(place), make_place("900", "Chợ Lách").office
    asks: tuple[Callable[[], object], ...] = (
        lambda: queries.freezes(stranger, unit=place.unit),
        lambda: queries.freeze_rows(stranger, freeze=frozen),
        lambda: queries.frozen_assessed(stranger, freeze=frozen),
        lambda: queries.differences(stranger, freeze=frozen),
    )
    for ask in asks:
        with pytest.raises(Denied):
            ask()


@pytest.mark.parametrize("model", [Freeze, FrozenTarget])
def test_database_refuses_to_change_or_remove_frozen_figures(
    place: Place, model: type[Freeze] | type[FrozenTarget]
) -> None:
    freeze(place)
    table = model._meta.db_table
    column = "label" if model is Freeze else "class_code"
    for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="frozen figures are never changed"), transaction.atomic():
            connection.cursor().execute(statement)
    assert model.objects.count() in (1, 3)


def unguard() -> None:
    """Take the triggers away, as somebody with the keys of the database could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("targets_freeze", "targets_frozentarget"):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER {table}_refuses_UPDATE")
            else:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def test_untouched_freezes_are_found_sound(place: Place) -> None:
    freeze(place)
    freeze(place, label="Lần hai")
    report = queries.verify_freezes()
    assert (report.ok, report.checked, report.faults) == (True, 2, ())


def test_changed_row_is_found(place: Place) -> None:
    frozen = freeze(place)
    unguard()
    FrozenTarget.objects.filter(position=1).update(class_code="under_50")
    (fault,) = queries.verify_freezes().faults
    assert (fault.freeze_id, fault.label) == (frozen.pk, "Sơ kết giữa nhiệm kỳ")
    assert fault.reason == "Số liệu chốt đã bị sửa: mã kiểm tra không khớp với các dòng."


def test_row_changed_together_with_its_digest_is_found_by_the_ledger(place: Place) -> None:
    from nhiemky.targets.queries.freezes import frozen_digest

    frozen = freeze(place)
    unguard()
    FrozenTarget.objects.filter(position=1).update(class_code="under_50")
    digest = frozen_digest(frozen, list(FrozenTarget.objects.all()))
    Freeze.objects.update(digest=digest)
    (fault,) = queries.verify_freezes().faults
    assert fault.reason == "Số liệu chốt đã bị thay: mã kiểm tra không khớp với nhật ký."


def test_freeze_without_a_line_in_the_ledger_is_found(place: Place) -> None:
    frozen = freeze(place)
    copy = Freeze.objects.get(pk=frozen.pk)
    copy.pk, copy.label = None, "Giả"
    from nhiemky.targets.queries.freezes import frozen_digest

    copy.digest = frozen_digest(copy, [])
    copy.save(force_insert=True)
    faults = queries.verify_freezes().faults
    assert [(fault.label, fault.reason) for fault in faults] == [
        ("Giả", "Nhật ký không có dòng ghi việc chốt số liệu này.")
    ]
