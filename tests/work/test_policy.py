"""Who may see and keep work items: every act and every question, for everybody who may not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nhiemky.history.vocab import Denied, NotFound
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import RoleCode
from nhiemky.work import actions, policy, queries
from nhiemky.work.models import WorkItem
from nhiemky.work.queries import WorkTally
from tests.cast_targets import TODAY, actor_in, make_place, make_term
from tests.cast_work import ASSIGNED, NOW, entry, make_item, work_row

pytestmark = pytest.mark.django_db

Act = Callable[[Actor, WorkItem], object]
ACTS: dict[str, Act] = {
    "add_item": lambda who, item: actions.add_item(
        who, unit=item.unit, term=item.term, row=work_row("8"), on=ASSIGNED, now=NOW
    ),
    "add_items": lambda who, item: actions.add_items(
        who, unit=item.unit, term=item.term, rows=[work_row("8")], on=ASSIGNED, now=NOW
    ),
    "change_item": lambda who, item: actions.change_item(who, item=item, row=work_row(key=True), now=NOW),
    "change_items": lambda who, item: actions.change_items(
        who, unit=item.unit, term=item.term, rows={item.pk: work_row(key=True)}, now=NOW
    ),
    "remove_item": lambda who, item: actions.remove_item(
        who, item=item, on=ASSIGNED, reason="Trùng", now=NOW
    ),
    "restore_item": lambda who, item: actions.restore_item(who, item=item, now=NOW),
    "link_targets": lambda who, item: actions.link_targets(who, item=item, targets=[], now=NOW),
    "report_progress": lambda who, item: actions.report_progress(
        who, unit=item.unit, entries=[entry(item)], now=NOW
    ),
}


def test_every_act_is_tried() -> None:
    assert sorted(ACTS) == sorted(actions.__all__)


@pytest.mark.parametrize("name", sorted(ACTS))
@pytest.mark.parametrize("role", [role for role in RoleCode if role is not RoleCode.OFFICE])
def test_only_the_office_of_the_unit_keeps_its_work_items(name: str, role: RoleCode) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    with pytest.raises(Denied, match="không có quyền cập nhật đầu công việc"):
        ACTS[name](actor_in(place.unit, role, name="Người khác"), item)


@pytest.mark.parametrize("name", sorted(ACTS))
def test_the_office_of_a_unit_above_or_beside_keeps_none(name: str) -> None:
    district = make_place("838", "Mỏ Cày Bắc")
    place, beside = make_place("28927", "Tân Thanh Tây", parent=district.state), make_place("28957", "Nhuận")
    item = make_item(place, make_term())
    for who in (district.office, beside.office):
        with pytest.raises(Denied):
            ACTS[name](who, item)


def test_a_unit_above_sees_and_one_beside_does_not() -> None:
    district = make_place("838", "Mỏ Cày Bắc")
    place, beside = make_place("28927", "Tân Thanh Tây", parent=district.state), make_place("28957", "Nhuận")
    term = make_term()
    item = make_item(place, term)
    assert policy.may_see(district.office, unit=place.unit)
    assert not policy.may_see(beside.office, unit=place.unit)
    assert queries.item(district.leader, id=item.pk, on=TODAY).row == item
    for ask in (
        lambda: queries.item(beside.office, id=item.pk, on=TODAY),
        lambda: queries.work_item(beside.office, id=item.pk),
        lambda: queries.work_item(place.office, id=item.pk + 1),
        lambda: queries.work_item(place.office, id=2**70),
        lambda: queries.work_item(place.office, id=-1),
    ):
        with pytest.raises(NotFound, match="Không có đầu công việc này"):
            ask()
    with pytest.raises(Denied):
        queries.removed_items(beside.office, unit=place.unit, term=term)


def test_a_list_leaves_out_the_units_that_the_actor_may_not_see() -> None:
    place, beside = make_place("28927", "Tân Thanh Tây"), make_place("28957", "Nhuận Phú Tân")
    term = make_term()
    make_item(place, term)
    make_item(beside, term)
    states = [place.state, beside.state]
    lines = queries.work_list(place.office, states=states, term=term, on=TODAY)
    assert [line.unit_id for line in lines] == [place.unit.pk]
    tally = queries.tallies(place.office, states=states, term=term, on=TODAY)
    assert (tally.total, list(tally.by_unit)) == (1, [place.unit.pk])
    stranger = Actor(None, "Người lạ", (), TODAY)
    assert queries.tallies(stranger, states=states, term=term, on=TODAY) == WorkTally()
