"""Reading and checking the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from nhiemky.history.actions import record
from nhiemky.history.models import LedgerHead, LedgerLine
from nhiemky.history.queries import head, hold, line, lines, verify
from nhiemky.history.vocab import ChainReport, NamedAuthor

AN, BINH = NamedAuthor("Nguyễn Văn An", 1), NamedAuthor("Trần Thị Bình", 2)


def note(
    author: NamedAuthor = AN, *, act: str = "change_unit", branch: str = "/1/", summary: str = "việc"
) -> LedgerLine:
    return record(
        author,
        act=act,
        object_kind="unit",
        object_id=branch.strip("/").rpartition("/")[2],
        summary=summary,
        branch=branch,
        before={"value": "1"},
        after={"value": "2"},
    )


def force(statement: str, *values: object) -> None:
    """Change the tables behind the back of the guard, as somebody with the database file could."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS ledger_refuses_UPDATE")
        else:
            cursor.execute("ALTER TABLE history_ledgerline DISABLE TRIGGER USER")
        cursor.execute(statement, values)


@pytest.mark.django_db
class TestLines:
    @pytest.fixture(autouse=True)
    def some_lines(self) -> None:
        note(AN, branch="/1/", summary="Đổi tên Bến Tre")
        note(BINH, branch="/1/2/", act="add_target")
        note(AN, branch="/1/2/3/")
        note(AN, branch="/1/12/")
        note(BINH, branch="/", act="add_term")

    def found(self, *branches: str, **sought: str) -> list[int]:
        return [entry.sequence for entry in lines(branches=branches, **sought)]

    @pytest.mark.parametrize(
        ("branches", "numbers"),
        [
            (("/",), [5, 4, 3, 2, 1]),
            (("/1/",), [4, 3, 2, 1]),
            (("/2/",), [3, 2]),
            (("/1/2/",), [3, 2]),
            (("/3/",), [3]),
            (("/12/",), [4]),
            (("/3/", "/12/"), [4, 3]),
            ((), []),
            (("/99/",), []),
        ],
    )
    def test_lines_are_those_of_the_branches_newest_first(
        self, branches: tuple[str, ...], numbers: list[int]
    ) -> None:
        assert self.found(*branches) == numbers

    @pytest.mark.parametrize(
        ("sought", "numbers"),
        [
            ({"act": "add_target"}, [2]),
            ({"actor_name": "bình"}, [5, 2]),
            ({"object_kind": "unit", "object_id": "12"}, [4]),
            ({"object_kind": "target"}, []),
            ({"text": "Bến Tre"}, [1]),
            ({"text": "add_"}, [5, 2]),
            ({"text": "ĐỔI TÊN bến"}, [1]),
            ({"text": "doi ten BEN TRE"}, [1]),
            ({"text": "tre đổi"}, [1]),
            ({"text": "đổi tên Cà Mau"}, []),
            ({"text": "(tre"}, []),
            ({"text": "việc BÌNH"}, [5, 2]),
            ({"text": "NGUYỄN văn"}, [4, 3, 1]),
            ({"actor_name": "tran thi"}, [5, 2]),
            ({"actor_name": "BÌNH Trần"}, [5, 2]),
            ({"actor_name": "."}, []),
        ],
    )
    def test_lines_are_narrowed(self, sought: dict[str, str], numbers: list[int]) -> None:
        assert self.found("/", **sought) == numbers

    def test_lines_are_narrowed_by_time(self) -> None:
        at = LedgerLine.objects.get(sequence=3).at
        assert {entry.sequence for entry in lines(branches=["/"], since=at)} == {3, 4, 5}
        assert {entry.sequence for entry in lines(branches=["/"], until=at)} == {1, 2}
        assert not lines(branches=["/"], since=at + timedelta(days=1)).exists()

    def test_one_line_is_found_only_in_its_branch(self) -> None:
        found = line(branches=["/2/"], sequence=3)
        assert found is not None
        assert found.branch == "/1/2/3/"
        assert line(branches=["/12/"], sequence=3) is None


@pytest.mark.django_db
class TestVerify:
    def test_an_empty_ledger_holds(self) -> None:
        assert verify() == ChainReport(True, 0)
        assert head() == (0, "")

    def test_an_untouched_ledger_holds(self) -> None:
        last = [note() for _ in range(5)][-1]
        assert verify() == ChainReport(True, 5, None, "", last.digest)

    def test_holding_the_head_changes_nothing(self) -> None:
        note()
        hold()
        assert verify().checked == 1

    @pytest.mark.parametrize(
        "change",
        [
            "summary = 'khác'",
            "actor_name = 'Người khác'",
            "actor_id = 9",
            "act = 'other'",
            "object_id = '77'",
            "object_kind = 'term'",
            "branch = '/2/'",
            'after = \'{"value": "3"}\'',
            "before = NULL",
            "at = '2020-01-01 00:00:00+00:00'",
        ],
    )
    def test_a_changed_line_is_found(self, change: str) -> None:
        for _ in range(4):
            note()
        force(f"UPDATE history_ledgerline SET {change} WHERE sequence = 3")
        report = verify()
        assert (report.ok, report.checked, report.first_bad) == (False, 2, 3)
        assert report.reason == "Nội dung dòng số 3 đã bị sửa."

    @pytest.mark.parametrize("gone", [1, 2, 4])
    def test_a_removed_line_is_found(self, gone: int) -> None:
        for _ in range(5):
            note()
        force("DELETE FROM history_ledgerline WHERE sequence = %s", gone)
        report = verify()
        assert (report.ok, report.first_bad) == (False, gone)
        assert report.reason == f"Thiếu dòng số {gone}: dòng tiếp theo là số {gone + 1}."

    def test_removed_last_lines_are_found_by_the_head(self) -> None:
        for _ in range(3):
            note()
        force("DELETE FROM history_ledgerline WHERE sequence = 3")
        report = verify()
        assert (report.ok, report.checked, report.first_bad) == (False, 2, 3)
        assert report.reason == "Điểm cuối của nhật ký là dòng số 3 nhưng các dòng chỉ đến số 2."

    def test_a_head_that_does_not_fit_the_last_line_is_found(self) -> None:
        for _ in range(3):
            note()
        whole = verify()
        force("UPDATE history_ledgerhead SET digest = 'khác'")
        assert verify() == ChainReport(
            False, 3, 3, "Mã ở điểm cuối của nhật ký không khớp với dòng số 3.", whole.digest
        )

    def test_lines_in_another_order_are_found(self) -> None:
        for _ in range(4):
            note()
        for old, new in ((2, 99), (3, 2), (99, 3)):
            force("UPDATE history_ledgerline SET sequence = %s WHERE sequence = %s", new, old)
        report = verify()
        assert (report.ok, report.first_bad) == (False, 2)
        assert report.reason.startswith("Dòng số 2 không nối tiếp dòng trước")

    def test_an_inserted_line_is_found(self) -> None:
        for _ in range(3):
            note()
        for number in (3, 2):
            force("UPDATE history_ledgerline SET sequence = %s WHERE sequence = %s", number + 1, number)
        forged = LedgerLine.objects.get(sequence=1)
        forged.pk, forged.sequence, forged.previous_digest, forged.summary = None, 2, forged.digest, "chèn"
        forged.digest = forged.computed_digest()
        forged.save(force_insert=True)
        report = verify()
        assert (report.ok, report.checked, report.first_bad) == (False, 2, 3)

    def test_a_line_after_the_head_is_found(self) -> None:
        note()
        forged = LedgerLine.objects.get(sequence=1)
        forged.pk, forged.sequence, forged.previous_digest = None, 2, forged.digest
        forged.digest = forged.computed_digest()
        forged.save(force_insert=True)
        report = verify()
        assert (report.ok, report.first_bad) == (False, 2)
        assert report.reason == "Dòng số 2 nằm sau điểm cuối của nhật ký."

    def test_a_rewritten_line_needs_all_later_ones_rewritten(self) -> None:
        for _ in range(4):
            note()
        entry = LedgerLine.objects.get(sequence=2)
        entry.summary = "viết lại"
        force(
            "UPDATE history_ledgerline SET summary = %s, digest = %s WHERE sequence = 2",
            entry.summary,
            entry.computed_digest(),
        )
        report = verify()
        assert (report.ok, report.checked, report.first_bad) == (False, 2, 3)

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda: LedgerHead.objects.update(digest="0" * 64),
            lambda: LedgerHead.objects.update(sequence=9),
            lambda: LedgerHead.objects.all().delete(),
        ],
    )
    def test_a_head_that_does_not_match_is_found(self, spoil: Callable[[], object]) -> None:
        note()
        note()
        spoil()
        assert not verify().ok

    def test_verify_reads_in_portions(self) -> None:
        for _ in range(30):
            note()
        assert verify().checked == 30


class TestAnyTampering(TestCase):  # type: ignore[misc]
    @given(
        length=st.integers(2, 6),
        data=st.data(),
        column=st.sampled_from(
            ["summary", "actor_name", "act", "branch", "object_id", "digest", "previous_digest"]
        ),
    )
    @settings(max_examples=25, deadline=None)
    def test_whatever_is_changed_in_whichever_line_is_found(
        self, length: int, data: st.DataObject, column: str
    ) -> None:
        for _ in range(length):
            note()
        number = data.draw(st.integers(1, length))
        force(f"UPDATE history_ledgerline SET {column} = 'x' WHERE sequence = %s", number)
        report = verify()
        assert not report.ok
        assert report.first_bad == number
