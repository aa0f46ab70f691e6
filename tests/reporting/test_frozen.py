"""Frozen figures as boards: unchanged for ever, beside what is known today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.history.vocab import Denied, NotFound
from nhiemky.kernel.scoring import SCHEMES
from nhiemky.reporting.frozen import FrozenBoard, frozen_board, frozen_list
from nhiemky.targets.actions import freeze_figures
from nhiemky.targets.models import Freeze
from tests import cast_targets as cast
from tests.cast_boards import CUT_OFF, Branch, board, freeze, make_branch
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def branch() -> Branch:
    return make_branch()


def seen(branch: Branch, taken: Freeze) -> FrozenBoard:
    return frozen_board(branch.first.office, freeze_id=taken.pk)


def changes(branch: Branch, taken: Freeze) -> list[tuple[str, str, str, str]]:
    return [
        (
            each.number,
            each.what,
            each.frozen.achieved if each.frozen else "",
            each.now.achieved if each.now else "",
        )
        for each in seen(branch, taken).changes
    ]


def test_frozen_list_of_nothing_is_empty(branch: Branch) -> None:
    assert frozen_list(branch.first.office, state=branch.first.state, term=branch.term) == ()


def test_frozen_list_gives_the_latest_cut_off_first(branch: Branch) -> None:
    freeze(branch.first, branch.term, "Lần hai")
    freeze_figures(
        branch.first.office, unit=branch.first.unit, term=branch.term, cut_off=date(2022, 12, 31), label="Lần một",
        scheme=SCHEMES["two_bands_80"], now=cast.NOW,
    )  # fmt: skip
    found = frozen_list(branch.first.office, state=branch.first.state, term=branch.term)
    assert [(each.label, each.cut_off, each.scheme) for each in found] == [
        ("Lần hai", CUT_OFF, "Năm nhóm: 100, 90, 75, 50"),
        ("Lần một", date(2022, 12, 31), SCHEMES["two_bands_80"].title),
    ]
    assert {(each.frozen_by, each.frozen_at, each.unconfirmed) for each in found} == {
        ("Văn phòng Tân Thanh Tây", cast.NOW, 0)
    }


def test_frozen_list_is_denied_to_a_neighbour(branch: Branch) -> None:
    with pytest.raises(Denied):
        frozen_list(branch.second.office, state=branch.first.state, term=branch.term)


def test_frozen_list_asks_one_question_for_many_freezes(branch: Branch) -> None:
    freeze(branch.first, branch.term, "Một")
    with CaptureQueriesContext(connection) as few:
        frozen_list(branch.first.office, state=branch.first.state, term=branch.term)
    for label in ("Hai", "Ba"):
        freeze(branch.first, branch.term, label)
    with CaptureQueriesContext(connection) as many:
        assert len(frozen_list(branch.first.office, state=branch.first.state, term=branch.term)) == 3
    assert len(many) == len(few)


def test_frozen_board_is_the_board_of_the_cut_off(branch: Branch) -> None:
    live = board(branch.first, branch.term)
    found = seen(branch, freeze(branch.first, branch.term)).board
    assert (found.sentence, found.tally, found.as_of) == (live.sentence, live.tally, CUT_OFF)
    assert [replace(line, id=0) for line in found.lines] == [replace(line, id=0) for line in live.lines]


def test_frozen_board_tells_who_froze_it(branch: Branch) -> None:
    taken = freeze(branch.first, branch.term)
    found = seen(branch, taken)
    assert (found.id, found.label, found.frozen_by, found.frozen_at, found.unconfirmed, found.digest) == (
        taken.pk,
        "Số liệu sơ kết",
        "Văn phòng Tân Thanh Tây",
        cast.NOW,
        0,
        taken.digest,
    )


def test_frozen_board_stays_when_figures_change(branch: Branch) -> None:
    taken = freeze(branch.first, branch.term)
    before = seen(branch, taken).board
    cast.record(branch.first, branch.first.unit.targets.get(number="1"), 99, confirmed=True)
    assert seen(branch, taken).board == before


def test_frozen_board_stays_when_targets_change(branch: Branch) -> None:
    taken = freeze(branch.first, branch.term)
    before = seen(branch, taken).board
    cast.actions.change_target(
        branch.first.office,
        target=branch.first.unit.targets.get(number="1"),
        row=cast.target_row("1", name="Thu nhập", target=Decimal(10)),
    )
    assert seen(branch, taken).board == before


def test_frozen_board_without_changes_has_none(branch: Branch) -> None:
    assert changes(branch, freeze(branch.first, branch.term)) == []


def test_frozen_board_shows_a_figure_that_changed_within_its_band(branch: Branch) -> None:
    taken = freeze(branch.first, branch.term)
    cast.record(branch.first, branch.first.unit.targets.get(number="1"), 57, confirmed=True)
    assert changes(branch, taken) == [("1", "figure", "56", "57")]


def test_frozen_board_shows_a_band_that_changed(branch: Branch) -> None:
    taken = freeze(branch.first, branch.term)
    cast.record(branch.first, branch.first.unit.targets.get(number="3"), 5, confirmed=True)
    assert changes(branch, taken) == [("3", "band", "", "5")]


def test_frozen_board_knows_nothing_of_figures_after_its_cut_off(branch: Branch) -> None:
    taken = freeze(branch.first, branch.term)
    cast.record(branch.first, branch.first.unit.targets.get(number="1"), 80, 2024, confirmed=True)
    assert changes(branch, taken) == []


def test_frozen_board_shows_targets_added_and_removed(branch: Branch) -> None:
    taken = freeze(branch.first, branch.term)
    cast.make_target(branch.first, branch.term, "4")
    cast.actions.remove_target(
        branch.first.office,
        target=branch.first.unit.targets.get(number="3"),
        reason="trùng",
        now=cast.NOW,
    )
    assert sorted(changes(branch, taken)) == [("3", "removed", "", ""), ("4", "added", "", "")]


def test_frozen_board_counts_what_was_unconfirmed(branch: Branch) -> None:
    cast.record(branch.first, branch.first.unit.targets.get(number="3"), 5)
    found = seen(branch, freeze(branch.first, branch.term))
    assert (found.unconfirmed, found.board.unconfirmed) == (1, 1)


def test_frozen_board_is_not_found_for_a_neighbour(branch: Branch) -> None:
    taken = freeze(branch.first, branch.term)
    with pytest.raises(NotFound):
        frozen_board(branch.second.office, freeze_id=taken.pk)


def test_frozen_board_of_an_unknown_id_is_not_found(branch: Branch) -> None:
    with pytest.raises(NotFound):
        frozen_board(branch.first.office, freeze_id=404)
