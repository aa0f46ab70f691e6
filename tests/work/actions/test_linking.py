"""Which targets a work item serves."""

from __future__ import annotations

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.targets import actions as targets
from nhiemky.work import actions
from nhiemky.work.models import WorkTarget
from nhiemky.work.queries import work_list
from tests.cast_targets import TODAY, make_place, make_target, make_term
from tests.cast_work import ASSIGNED, NOW, make_item

pytestmark = pytest.mark.django_db


def test_linked_targets_are_shown_by_number_in_their_order() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    first, second = make_target(place, term, "1"), make_target(place, term, "2")
    actions.link_targets(place.office, item=item, targets=[second, first], now=NOW)
    line = work_list(place.office, states=[place.state], term=term, on=TODAY)[0]
    assert (line.targets, line.target_ids) == (("1", "2"), (first.pk, second.pk))
    last = LedgerLine.objects.latest("sequence")
    assert (last.act, last.before, last.after) == (
        "work_item.linked",
        {"targets": []},
        {"targets": ["1", "2"]},
    )


def test_linking_anew_takes_the_place_of_what_was_linked() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    first, second = make_target(place, term, "1"), make_target(place, term, "2")
    actions.link_targets(place.office, item=item, targets=[first], now=NOW)
    kept = WorkTarget.objects.get().pk
    actions.link_targets(place.office, item=item, targets=[first, second], now=NOW)
    assert WorkTarget.objects.order_by("pk").first().pk == kept  # type: ignore[union-attr]
    actions.link_targets(place.office, item=item, targets=[second], now=NOW)
    assert list(WorkTarget.objects.values_list("target__number", flat=True)) == ["2"]
    actions.link_targets(place.office, item=item, targets=[], now=NOW)
    assert WorkTarget.objects.count() == 0


def test_targets_of_another_unit_or_term_and_removed_ones_are_refused() -> None:
    place, other = make_place("28927", "Tân Thanh Tây"), make_place("28957", "Nhuận Phú Tân")
    term, later = make_term(), make_term("2025-2030")
    item = make_item(place, term)
    gone = make_target(place, term, "3")
    targets.remove_target(place.office, target=gone, reason="Trùng", now=NOW)
    strange = [make_target(other, term, "1"), make_target(place, later, "2"), gone]
    with pytest.raises(Invalid) as refused:
        actions.link_targets(place.office, item=item, targets=strange, now=NOW)
    assert refused.value.errors == (
        FieldError("targets", "Chỉ tiêu 1, 2, 3 không có trong danh sách chỉ tiêu của đơn vị."),
    )


def test_linking_what_is_linked_or_a_removed_item_is_refused() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item, target = make_item(place, term), make_target(place, term)
    actions.link_targets(place.office, item=item, targets=[target], now=NOW)
    with pytest.raises(Invalid, match="đã gắn với đúng các chỉ tiêu này"):
        actions.link_targets(place.office, item=item, targets=[target], now=NOW)
    actions.remove_item(place.office, item=item, on=ASSIGNED, reason="Trùng", now=NOW)
    with pytest.raises(Invalid, match="đã được đưa ra khỏi danh sách"):
        actions.link_targets(place.office, item=item, targets=[], now=NOW)


def test_a_target_removed_later_is_no_longer_shown() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item, target = make_item(place, term), make_target(place, term)
    actions.link_targets(place.office, item=item, targets=[target], now=NOW)
    targets.remove_target(place.office, target=target, reason="Trùng", now=NOW)
    assert work_list(place.office, states=[place.state], term=term, on=TODAY)[0].targets == ()
