"""Writing the ledger."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from nhiemky.history.actions import SYSTEM, record
from nhiemky.history.models import LedgerHead, LedgerLine
from nhiemky.history.queries import head, verify
from nhiemky.history.vocab import Json, NamedAuthor

pytestmark = pytest.mark.django_db


def note(number: int = 1, *, after: Json = None, branch: str = "/1/") -> LedgerLine:
    return record(
        NamedAuthor("Nguyễn Văn An", 7),
        act="change",
        object_kind="unit",
        object_id=number,
        summary=f"việc {number}",
        branch=branch,
        before=None,
        after=after,
    )


def test_record_numbers_lines_from_one_and_chains_them() -> None:
    first, second = note(1), note(2)
    assert (first.sequence, first.previous_digest) == (1, "")
    assert (second.sequence, second.previous_digest) == (2, first.digest)
    assert head() == (2, second.digest)


def test_record_keeps_every_field() -> None:
    line = note(3, after={"name": "Tân Thanh Tây", "rows": [1, 2]}, branch="/1/2/")
    kept = LedgerLine.objects.get(pk=line.pk)
    assert (kept.actor_id, kept.actor_name, kept.act) == (7, "Nguyễn Văn An", "change")
    assert (kept.object_kind, kept.object_id, kept.summary, kept.branch) == ("unit", "3", "việc 3", "/1/2/")
    assert (kept.before, kept.after) == (None, {"name": "Tân Thanh Tây", "rows": [1, 2]})
    assert kept.digest == kept.computed_digest() == line.digest


def test_record_cuts_what_is_too_long_and_puts_what_concerns_no_unit_at_the_root() -> None:
    line = record(
        NamedAuthor("a" * 300),
        act="b" * 300,
        object_kind="c" * 60,
        object_id="d" * 60,
        summary="e" * 600,
        branch="",
        before=None,
        after=None,
    )
    lengths = [
        len(text) for text in (line.actor_name, line.act, line.object_kind, line.object_id, line.summary)
    ]
    assert lengths == [200, 100, 50, 50, 500]
    assert line.summary.endswith("e…")
    assert line.branch == "/"
    assert verify().ok


def test_record_of_the_system_has_no_account() -> None:
    line = record(
        SYSTEM, act="a", object_kind="b", object_id="", summary="", branch="/", before=None, after=None
    )
    assert (line.actor_id, line.actor_name) == (None, "hệ thống")


def test_record_leaves_nothing_behind_when_a_value_cannot_be_written() -> None:
    with pytest.raises(TypeError):
        note(1, after={"share": 0.5})  # type: ignore[dict-item]
    assert (LedgerLine.objects.count(), head()) == (0, (0, ""))


def test_record_goes_back_with_its_transaction() -> None:
    note(1)
    with transaction.atomic():
        note(2)
        transaction.set_rollback(True)
    assert note(3).sequence == 2
    assert verify().checked == 2


def test_record_keeps_ten_thousand_rows_in_one_line(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    rows: Json = [{"target": number, "value": f"{number}.5"} for number in range(10_000)]
    note(1)
    with django_assert_max_num_queries(6):
        line = note(2, after=rows)
    kept = LedgerLine.objects.get(pk=line.pk)
    assert kept.after == rows
    assert verify().checked == 2


def test_record_needs_a_fixed_number_of_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    note(1)
    with django_assert_num_queries(5):  # savepoint, head, line, head, release
        note(2)


def test_the_head_is_one_row() -> None:
    note(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerHead.objects.create(pk=2, sequence=9, digest="")


def test_lines_cannot_be_numbered_twice() -> None:
    line = note(1)
    line.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save(force_insert=True)


def test_a_head_and_a_line_tell_themselves() -> None:
    line = note(1)
    assert str(line) == "1: change"
    assert str(LedgerHead.objects.get()) == f"1 {line.digest[:12]}"
