"""Two people at once, with a connection each: one succeeds, the other is told, the ledger stays whole."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.history.vocab import Conflict, Invalid
from nhiemky.kernel.scoring import Period
from nhiemky.targets import actions
from nhiemky.targets.models import Observation, Target
from nhiemky.targets.queries import row_of
from nhiemky.targets.vocab import Entry
from tests.cast_targets import (
    NOW,
    at_once,
    make_place,
    make_target,
    make_term,
    record,
    several_connections,
    target_row,
)

pytestmark = pytest.mark.django_db(transaction=True)

Y2022 = Period.of_year(2022)


def refused(results: list[object]) -> list[type[object]]:
    return [type(result) for result in results if isinstance(result, Exception)]


def test_one_number_is_given_to_one_target(tmp_path: Path) -> None:
    with several_connections(tmp_path):
        place, term = make_place("28927", "Tân Thanh Tây"), make_term()
        make_target(place, term, "1")

        def add() -> Target:
            return actions.add_target(place.office, unit=place.unit, term=term, row=target_row("7"))

        results = at_once(add, add, add)
        assert len(refused(results)) == 2
        assert set(refused(results)) <= {Conflict, Invalid}
        assert list(Target.objects.order_by("number").values_list("number", flat=True)) == ["1", "7"]
        assert LedgerLine.objects.filter(act="target.added").count() == 2
        assert verify().ok


def test_of_two_changes_of_one_target_the_second_is_told(tmp_path: Path) -> None:
    with several_connections(tmp_path):
        place, term = make_place("28927", "Tân Thanh Tây"), make_term()
        target = make_target(place, term)
        seen = row_of(target)

        def change(value: int) -> Target:
            row = seen._replace(target=Decimal(value))
            return actions.change_target(place.office, target=target, row=row, expected=seen)

        results = at_once(lambda: change(71), lambda: change(72))
        assert refused(results) == [Conflict]
        winner = next(result for result in results if isinstance(result, Target))
        assert Target.objects.get().target == winner.target
        assert LedgerLine.objects.filter(act="target.changed").count() == 1


def test_of_two_grids_with_one_cell_in_common_the_second_is_refused_whole(tmp_path: Path) -> None:
    with several_connections(tmp_path):
        place, term = make_place("28927", "Tân Thanh Tây"), make_term()
        first, second, third = (make_target(place, term, number) for number in ("1", "2", "3"))

        def save(*cells: tuple[Target, int]) -> int:
            entries = [Entry(target.pk, Y2022, Decimal(value), expected_version=0) for target, value in cells]
            return actions.record_observations(
                place.office, unit=place.unit, term=term, entries=entries, now=NOW
            )

        results = at_once(lambda: save((first, 1), (second, 2)), lambda: save((second, 3), (third, 4)))
        assert refused(results) == [Conflict]
        kept = dict(Observation.objects.values_list("target__number", "value"))
        assert kept in ({"1": Decimal(1), "2": Decimal(2)}, {"2": Decimal(3), "3": Decimal(4)})
        assert verify().ok


def test_grids_without_a_common_cell_both_succeed(tmp_path: Path) -> None:
    with several_connections(tmp_path):
        place, term = make_place("28927", "Tân Thanh Tây"), make_term()
        targets = [make_target(place, term, str(number)) for number in range(1, 5)]

        def save(target: Target) -> int:
            entries = [Entry(target.pk, Y2022, Decimal(5), expected_version=0)]
            return actions.record_observations(
                place.office, unit=place.unit, term=term, entries=entries, now=NOW
            )

        results = at_once(*(lambda target=target: save(target) for target in targets))  # type: ignore[misc]
        assert results == [1, 1, 1, 1]
        assert verify().ok


def test_confirming_while_the_office_corrects_never_confirms_the_correction(tmp_path: Path) -> None:
    with several_connections(tmp_path):
        place, term = make_place("28927", "Tân Thanh Tây"), make_term()
        target = make_target(place, term)
        shown = record(place, target, 60).pk
        actions.submit_figures(place.office, unit=place.unit, term=term, now=NOW)

        def confirm() -> int:
            return actions.confirm_figures(
                place.leader, unit=place.unit, term=term, observation_ids=[shown], now=NOW
            )

        at_once(confirm, lambda: record(place, target, 61))
        states = list(Observation.objects.order_by("version").values_list("value", "state"))
        assert states in (
            [(Decimal(60), "confirmed"), (Decimal(61), "draft")],
            [(Decimal(60), "submitted"), (Decimal(61), "draft")],
        )
        assert verify().ok


def test_submitting_twice_at_once_submits_once(tmp_path: Path) -> None:
    with several_connections(tmp_path):
        place, term = make_place("28927", "Tân Thanh Tây"), make_term()
        record(place, make_target(place, term), 60)

        def submit() -> int:
            return actions.submit_figures(place.office, unit=place.unit, term=term, now=NOW)

        results = at_once(submit, submit)
        assert sorted(map(str, results)) == ["1", "Không có số liệu mới để trình."]
        assert LedgerLine.objects.filter(act="figures.submitted").count() == 1
