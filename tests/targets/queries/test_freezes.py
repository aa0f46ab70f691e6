"""Frozen figures read back: the same facts, only to whom they may be shown, and a check that finds every change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.history.vocab import Denied, NotFound
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Comparator, Kind, Period
from nhiemky.org.models import Term
from nhiemky.org.vocab import RoleCode
from nhiemky.targets import actions, queries
from nhiemky.targets.models import Freeze, FrozenTarget
from nhiemky.targets.queries import AssessedTarget
from nhiemky.targets.queries.freezes import (
    FreezeReport,
    _share,
    differences,
    facts_data,
    freeze_of,
    freeze_rows,
    freezes,
    frozen_assessed,
    frozen_digest,
    frozen_fact,
    frozen_scheme,
    ratio_text,
    verify_freezes,
)
from tests.cast_targets import NOW, TODAY, Place, actor_in, make_place, make_target, make_term, record
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def place() -> Place:
    """A unit with targets of several kinds and figures with all that can be said of one."""
    found, term = make_place("28927", "Tân Thanh Tây"), make_term()
    record(found, make_target(found, term, "1", code="CT-01", main=True), 60, confirmed=True)
    share = make_target(
        found, term, "2", unit_of_measure="%", phased=((2021, Decimal(50)), (2025, Decimal(70)))
    )
    actions.record_observation(
        found.office, target=share, period=Period.of_year(2022), value=Decimal("66.67"), numerator=Decimal(2),
        denominator=Decimal(3), estimate=True, note="Ước cả năm", now=NOW,
    )  # fmt: skip
    done = make_target(found, term, "3", comparator=Comparator.DONE, target=None, unit_of_measure="")
    actions.record_observation(
        found.office, target=done, period=Period.of_year(2022), value=None, done=True, now=NOW
    )
    summed = make_target(found, term, "4", kind=Kind.ACCUMULATE)
    record(found, summed, 10, 2021)
    record(found, summed, 15, 2022)
    make_target(found, term, "5", due=date(2024, 12, 31), breakthrough=True)
    return found


def freeze(place: Place, *, label: str = "Sơ kết", cut_off: date = TODAY) -> Freeze:
    return actions.freeze_figures(
        place.office, unit=place.unit, term=Term.objects.get(), cut_off=cut_off, label=label, scheme=DEFAULT_SCHEME,
        now=NOW,
    )  # fmt: skip


def assessed(place: Place) -> tuple[AssessedTarget, ...]:
    return queries.assessed(
        place.office, states=[place.state], term=Term.objects.get(), as_of=TODAY, scheme=DEFAULT_SCHEME
    )


def test_facts_are_frozen_whole_and_read_back_the_same(place: Place) -> None:
    frozen = freeze(place)
    live = assessed(place)
    assert [each.fact.number for each in live] == ["1", "2", "3", "4", "5"]
    read = frozen_assessed(place.office, freeze=frozen)
    assert [each.fact for each in read] == [each.fact for each in live]
    assert [(each.class_code, each.attainment) for each in read] == [
        (each.class_code, each.attainment) for each in live
    ]
    assert differences(place.office, freeze=frozen) == ()


def test_what_is_kept_of_a_figure_is_plain_and_exact(place: Place) -> None:
    rows = {row.facts["number"]: row for row in freeze_rows(place.office, freeze=freeze(place))}
    (figure,) = rows["2"].facts["figures"]
    del figure["observation"]
    assert figure == {
        "start": "2022-01-01", "end": "2022-12-31", "value": "66.67", "numerator": "2", "denominator": "3", "done": None,
        "estimate": True, "state": "draft", "version": 1, "source": "",
    }  # fmt: skip
    assert [rows["3"].facts[name] for name in ("target", "low", "high", "due")] == [None, None, None, None]
    assert (rows["2"].facts["phased"], rows["5"].facts["due"]) == ([[2021, "50"], [2025, "70"]], "2024-12-31")
    assert rows["5"].facts["figures"] == []
    assert {number: (row.kind, row.counted) for number, row in rows.items()}["4"] == ("accumulate", True)


def test_facts_of_a_live_target_and_of_a_frozen_one_are_written_the_same(place: Place) -> None:
    frozen = freeze(place)
    rows = list(freeze_rows(place.office, freeze=frozen))
    live = assessed(place)
    assert [facts_data(each) for each in live] == [row.facts for row in rows]
    assert [frozen_fact(row, place.unit.pk) for row in rows] == [each.fact for each in live]


def test_freezes_come_latest_cut_off_first(place: Place) -> None:
    early = freeze(place, label="Quý I", cut_off=TODAY - timedelta(days=30))
    late, other = freeze(place, label="Sơ kết"), freeze(place, label="Sơ kết, sửa")
    term = Term.objects.get()
    assert list(freezes(place.office, unit=place.unit)) == [other, late, early]
    assert list(freezes(place.office, unit=place.unit, term=term)) == [other, late, early]
    assert list(freezes(place.office, unit=place.unit, term=make_term("2015-2020"))) == []
    beside = make_place("28930", "Nhuận Phú Tân")
    assert list(freezes(beside.office, unit=beside.unit)) == []


@pytest.mark.parametrize(
    ("role", "below", "seen"),
    [
        (RoleCode.OFFICE, True, True),
        (RoleCode.OVERSEER, True, True),
        (RoleCode.ADMINISTRATOR, True, True),
        (RoleCode.OFFICE, False, False),
        (RoleCode.ADMINISTRATOR, False, False),
    ],
)
def test_a_freeze_is_seen_from_above_and_not_from_beside(role: RoleCode, below: bool, seen: bool) -> None:
    district = make_place("838", "Mỏ Cày Bắc")
    commune = make_place("28927", "Tân Thanh Tây", parent=district.state)
    make_target(commune, make_term())
    frozen = freeze(commune)
    beside = make_place("28930", "Nhuận Phú Tân", parent=district.state)
    reader = actor_in((district if below else beside).unit, role, name="Người xem")
    asks: list[Callable[[], object]] = [
        lambda: list(freezes(reader, unit=commune.unit)),
        lambda: list(freeze_rows(reader, freeze=frozen)),
        lambda: frozen_assessed(reader, freeze=frozen),
        lambda: differences(reader, freeze=frozen),
    ]
    if seen:
        assert freeze_of(reader, id=frozen.pk) == frozen
        assert all(ask() is not None for ask in asks)
        return
    with pytest.raises(NotFound):
        freeze_of(reader, id=frozen.pk)
    for ask in asks:
        with pytest.raises(Denied):
            ask()


@pytest.mark.parametrize("number", [0, -1, 987654321, 2**63 - 1])
def test_a_freeze_that_is_not_there_is_not_found(place: Place, number: int) -> None:
    with pytest.raises(NotFound) as refused:
        freeze_of(place.office, id=number)
    assert refused.value.message == "Không có lần chốt số liệu này hoặc đồng chí không có quyền xem."


def test_the_scheme_is_the_one_of_then(place: Place) -> None:
    assert frozen_scheme(freeze(place)) == DEFAULT_SCHEME


def tamper(sql: str) -> None:
    """Change rows behind the product's back; the guards of the table are taken away first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'targets_%'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql)
        if connection.vendor != "sqlite":
            cursor.execute("SET session_replication_role = DEFAULT")


CHANGED = "Số liệu chốt đã bị sửa: mã kiểm tra không khớp với các dòng."


def test_untouched_freezes_are_counted_without_a_fault(place: Place) -> None:
    assert verify_freezes() == FreezeReport(0, ())
    freeze(place)
    freeze(place, label="Lần hai")
    assert (verify_freezes(), verify_freezes().ok) == (FreezeReport(2, ()), True)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE targets_frozentarget SET attainment = '1/1' WHERE position = (SELECT MIN(position) FROM targets_frozentarget)",
        "UPDATE targets_frozentarget SET class_code = 'met'",
        "UPDATE targets_frozentarget SET achieved = '99'",
        "DELETE FROM targets_frozentarget WHERE position = (SELECT MAX(position) FROM targets_frozentarget)",
        "UPDATE targets_freeze SET frozen_by = 'Người khác'",
        "UPDATE targets_freeze SET cut_off = '2022-12-31'",
        "UPDATE targets_freeze SET unconfirmed = 0 + 7",
        "UPDATE targets_freeze SET label = 'Khác'",
    ],
    ids=["attainment", "class", "figure", "row gone", "who", "day", "unconfirmed", "label"],
)
def test_every_change_of_a_freeze_is_found(place: Place, sql: str) -> None:
    frozen = freeze(place)
    tamper(sql)
    ((fault),) = verify_freezes().faults
    assert (fault.freeze_id, fault.reason) == (frozen.pk, CHANGED)


def test_a_digest_that_was_made_to_fit_is_found_by_the_ledger(place: Place) -> None:
    frozen = freeze(place)
    tamper("UPDATE targets_frozentarget SET achieved = '99'")
    rows = list(FrozenTarget.objects.filter(freeze=frozen))
    tamper(f"UPDATE targets_freeze SET digest = '{frozen_digest(frozen, rows)}'")
    (fault,) = verify_freezes().faults
    assert fault.reason == "Số liệu chốt đã bị thay: mã kiểm tra không khớp với nhật ký."


def test_the_digest_does_not_depend_on_the_order_of_the_rows(place: Place) -> None:
    frozen = freeze(place)
    rows = list(FrozenTarget.objects.filter(freeze=frozen))
    assert frozen_digest(frozen, rows) == frozen_digest(frozen, rows[::-1]) == frozen.digest
    assert frozen_digest(frozen, rows[1:]) != frozen.digest


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (Decimal(0), "0/1"),
        (Decimal("66.67"), "6667/100"),
        (Decimal("-0.5"), "-1/2"),
        (Fraction(2, 3), "2/3"),
        (Decimal("100.00"), "100/1"),
    ],
)
def test_an_exact_number_is_written_as_a_ratio(value: Decimal | Fraction | None, text: str) -> None:
    assert ratio_text(value) == text


@given(st.fractions())
def test_an_attainment_is_read_back_as_a_share_in_lowest_terms(percent: Fraction) -> None:
    share = _share(ratio_text(percent))
    assert share is not None
    assert Fraction(*share) * 100 == percent
    assert share == (percent / 100).as_integer_ratio()


def test_no_attainment_is_no_share() -> None:
    assert _share("") is None
