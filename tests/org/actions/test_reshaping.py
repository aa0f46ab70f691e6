"""Mergers, splits, new codes, ends; and the reform of 2025."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.history.vocab import Conflict, Denied, Invalid
from nhiemky.org.actions import change_unit, dissolve_unit, merge_units, rename_unit, split_unit
from nhiemky.org.models import Succession, Unit, UnitState
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.queries import history_of_unit, successions_of, tree, visible_states
from nhiemky.org.vocab import SuccessionKind
from tests import cast

pytestmark = pytest.mark.django_db

REFORM = date(2025, 7, 1)
EVE = REFORM - timedelta(days=1)


def codes(on: date) -> list[tuple[int, str]]:
    """Give depth and code of every unit of a day, as the tree is read."""
    return [(node.depth, node.state.unit.code) for node in tree(SYSTEM_ACTOR, on=on)]


def rows(unit: Unit) -> list[tuple[str, str, str]]:
    return [
        (row.predecessor.code, row.successor.code if row.successor else "", row.kind)
        for row in successions_of(unit)
    ]


def test_the_reform_of_2025() -> None:
    """Three provinces become one, the districts end, communes merge: on one day."""
    old = cast.make_tree()
    vinh_long = cast.make_unit("Vĩnh Long", code="86", type="province", official_order=2)
    merge_units(
        SYSTEM_ACTOR,
        predecessors=[state.unit for state in old.communes],
        successor=cast.draft("Phước Mỹ Trung", code="29000", parent=vinh_long),
        on=REFORM,
        decision="Nghị quyết về sắp xếp đơn vị hành chính cấp xã",
    )
    dissolve_unit(SYSTEM_ACTOR, unit=old.district.unit, on=REFORM, decision="Kết thúc hoạt động cấp huyện")
    change_unit(SYSTEM_ACTOR, unit=old.far.unit, on=REFORM, parent=vinh_long.unit)
    dissolve_unit(SYSTEM_ACTOR, unit=old.other_district.unit, on=REFORM)
    merge_units(SYSTEM_ACTOR, predecessors=[old.province.unit], successor=vinh_long.unit, on=REFORM)

    assert codes(EVE) == [
        (0, "83"),
        (1, "838"),
        (2, "28927"),
        (3, "28927-1"),
        (2, "28957"),
        (2, "28903"),
        (1, "832"),
        (2, "28879"),
        (0, "86"),
    ]
    assert codes(REFORM) == [(0, "86"), (1, "29000"), (2, "28927-1"), (1, "28879")]
    new = Unit.objects.get(code="29000")
    assert rows(new) == [(code, "29000", "merge") for code in ("28927", "28957", "28903")]
    assert rows(old.district.unit) == [("838", "", "dissolve")]
    assert rows(vinh_long.unit) == [("83", "86", "merge")]
    assert verify().ok


class TestMerge:
    def test_predecessors_end_and_their_units_move(self) -> None:
        old = cast.make_tree()
        found = merge_units(
            cast.administrator(old.district),
            predecessors=[old.commune.unit, old.second.unit],
            successor=old.third.unit,
            on=REFORM,
            decision="1234",
        )
        assert [(row.kind, row.on, row.decision) for row in found] == [("merge", REFORM, "1234")] * 2
        assert [state.valid_to for state in history_of_unit(old.commune.unit)] == [REFORM]
        assert [(state.path, state.valid_to) for state in history_of_unit(old.cell.unit)] == [
            (old.cell.path, REFORM),
            (f"{old.third.path}{old.cell.unit_id}/", None),
        ]
        assert [state.valid_to for state in history_of_unit(old.third.unit)] == [None]

    def test_the_new_unit_may_bear_the_name_of_a_predecessor(self) -> None:
        old = cast.make_tree()
        merge_units(
            SYSTEM_ACTOR,
            predecessors=[old.commune.unit, old.second.unit],
            successor=cast.draft("Tân Thanh Tây", code="29001", parent=old.district),
            on=REFORM,
        )
        assert [
            state.unit.code for state in visible_states(SYSTEM_ACTOR, on=REFORM, text="tan thanh tay")
        ] == ["29001"]
        assert [state.unit.code for state in visible_states(SYSTEM_ACTOR, on=EVE, text="tan thanh tay")] == [
            "28927"
        ]

    def test_positions_in_predecessors_end_too(self) -> None:
        old = cast.make_tree()
        person = cast.make_person(keeper=old.commune)
        held = cast.make_position(person, old.commune)
        later = cast.make_position(person, old.third)
        merge_units(SYSTEM_ACTOR, predecessors=[old.commune.unit], successor=old.third.unit, on=REFORM)
        held.refresh_from_db()
        later.refresh_from_db()
        assert (held.valid_to, later.valid_to) == (REFORM, None)

    def test_each_end_and_the_merger_leave_a_line(self) -> None:
        old = cast.make_tree()
        before = LedgerLine.objects.count()
        merge_units(
            SYSTEM_ACTOR,
            predecessors=[old.commune.unit, old.second.unit],
            successor=old.third.unit,
            on=REFORM,
        )
        lines = list(LedgerLine.objects.order_by("sequence")[before:])
        assert [(line.act, line.branch) for line in lines] == [
            ("merge_units", old.third.path),
            ("end_unit", old.commune.path),
            ("end_unit", old.second.path),
        ]
        assert lines[0].after is not None
        assert lines[0].after["children"] == ["ấp Tân Thới"]

    def test_it_is_denied_unless_every_branch_is_kept(self) -> None:
        old = cast.make_tree()
        mine = cast.administrator(old.district)
        with pytest.raises(Denied):
            merge_units(
                mine, predecessors=[old.commune.unit, old.far.unit], successor=old.third.unit, on=REFORM
            )
        with pytest.raises(Denied):
            merge_units(mine, predecessors=[old.commune.unit], successor=old.far.unit, on=REFORM)
        with pytest.raises(Denied):
            merge_units(
                mine,
                predecessors=[old.commune.unit],
                successor=cast.draft("Mới", code="n", parent=old.other_district),
                on=REFORM,
            )

    def test_no_predecessor_or_one_twice_is_refused(self) -> None:
        old = cast.make_tree()
        for chosen in ([], [old.commune.unit, old.commune.unit]):
            with pytest.raises(Invalid, match="mỗi đơn vị một lần"):
                merge_units(SYSTEM_ACTOR, predecessors=chosen, successor=old.third.unit, on=REFORM)

    def test_a_successor_among_the_predecessors_is_refused(self) -> None:
        old = cast.make_tree()
        with pytest.raises(Invalid, match="vừa kết thúc vừa tiếp nối"):
            merge_units(
                SYSTEM_ACTOR,
                predecessors=[old.commune.unit, old.third.unit],
                successor=old.third.unit,
                on=REFORM,
            )

    def test_a_successor_below_a_predecessor_is_refused(self) -> None:
        old = cast.make_tree()
        with pytest.raises(Invalid, match="không thể trực thuộc đơn vị kết thúc"):
            merge_units(
                SYSTEM_ACTOR,
                predecessors=[old.commune.unit],
                successor=cast.draft("Mới", code="n", parent=old.commune),
                on=REFORM,
            )
        with pytest.raises(Invalid):
            merge_units(SYSTEM_ACTOR, predecessors=[old.commune.unit], successor=old.cell.unit, on=REFORM)

    def test_an_ended_predecessor_and_one_changed_that_day_are_refused(self) -> None:
        old = cast.make_tree()
        merge_units(SYSTEM_ACTOR, predecessors=[old.commune.unit], successor=old.third.unit, on=REFORM)
        with pytest.raises(Conflict, match="đã kết thúc"):
            merge_units(SYSTEM_ACTOR, predecessors=[old.commune.unit], successor=old.third.unit, on=REFORM)
        change_unit(SYSTEM_ACTOR, unit=old.second.unit, on=REFORM, short_name="Khác")
        with pytest.raises(Conflict, match="trong chính ngày"):
            merge_units(SYSTEM_ACTOR, predecessors=[old.second.unit], successor=old.third.unit, on=REFORM)

    def test_a_unit_below_that_changes_later_stops_it(self) -> None:
        old = cast.make_tree()
        change_unit(SYSTEM_ACTOR, unit=old.cell.unit, on=date(2025, 8, 1), short_name="ấp khác")
        with pytest.raises(Conflict, match="ấp"):
            merge_units(SYSTEM_ACTOR, predecessors=[old.commune.unit], successor=old.third.unit, on=REFORM)
        assert Succession.objects.count() == 0


class TestRename:
    def test_a_new_code_makes_a_new_unit_that_takes_everything_over(self) -> None:
        old = cast.make_tree()
        row = rename_unit(
            SYSTEM_ACTOR,
            unit=old.commune.unit,
            successor=cast.draft("Tân Thanh Tây", code="99927", parent=old.district),
            on=REFORM,
        )
        assert (row.kind, row.on) == (SuccessionKind.RENAME.value, REFORM)
        assert codes(REFORM)[:4] == [(0, "83"), (1, "838"), (2, "99927"), (3, "28927-1")]

    def test_it_is_denied_to_others_and_refused_for_a_used_code(self) -> None:
        old = cast.make_tree()
        new = cast.draft("Tân Thanh Tây", code="28957", parent=old.district)
        with pytest.raises(Denied):
            rename_unit(cast.administrator(old.commune), unit=old.commune.unit, successor=new, on=REFORM)
        with pytest.raises(Invalid, match="28957"):
            rename_unit(SYSTEM_ACTOR, unit=old.commune.unit, successor=new, on=REFORM)


class TestSplit:
    def test_a_unit_becomes_two(self) -> None:
        old = cast.make_tree()
        found = split_unit(
            SYSTEM_ACTOR,
            predecessor=old.second.unit,
            successors=[
                cast.draft("Nhuận Phú", code="s1", parent=old.district),
                cast.draft("Phú Tân", code="s2", parent=old.district),
            ],
            on=REFORM,
            decision="55",
        )
        assert [row.successor.code for row in found if row.successor] == ["s1", "s2"]
        assert {row.kind for row in found} == {"split"}
        assert history_of_unit(old.second.unit)[-1].valid_to == REFORM

    def test_a_part_leaves_and_the_rest_survives(self) -> None:
        old = cast.make_tree()
        split_unit(
            SYSTEM_ACTOR,
            predecessor=old.commune.unit,
            successors=[cast.draft("Tân Thanh", code="s1", parent=old.district)],
            on=REFORM,
            survives=True,
        )
        assert history_of_unit(old.commune.unit)[-1].valid_to is None
        assert rows(old.commune.unit) == [("28927", "s1", "split")]

    def test_units_below_must_be_moved_first(self) -> None:
        old = cast.make_tree()
        parts = [cast.draft(name, code=name, parent=old.district) for name in ("một", "hai")]
        with pytest.raises(Invalid, match="Còn 1 đơn vị trực thuộc sau ngày 1-7-2025: ấp Tân Thới"):
            split_unit(SYSTEM_ACTOR, predecessor=old.commune.unit, successors=parts, on=REFORM)

    def test_one_part_or_none_is_no_split(self) -> None:
        old = cast.make_tree()
        for parts in ([], [old.third.unit]):
            with pytest.raises(Invalid, match="sau khi chia tách"):
                split_unit(SYSTEM_ACTOR, predecessor=old.second.unit, successors=parts, on=REFORM)

    def test_it_is_denied_outside_the_branch(self) -> None:
        old = cast.make_tree()
        mine = cast.administrator(old.commune)
        with pytest.raises(Denied):
            split_unit(
                mine, predecessor=old.second.unit, successors=[old.commune.unit], on=REFORM, survives=True
            )
        with pytest.raises(Denied):
            split_unit(
                mine, predecessor=old.commune.unit, successors=[old.second.unit], on=REFORM, survives=True
            )

    def test_an_ended_unit_is_refused(self) -> None:
        old = cast.make_tree()
        dissolve_unit(SYSTEM_ACTOR, unit=old.far.unit, on=REFORM)
        with pytest.raises(Conflict):
            split_unit(
                SYSTEM_ACTOR, predecessor=old.far.unit, successors=[old.third.unit], on=REFORM, survives=True
            )


class TestDissolve:
    def test_a_unit_ends_and_stays_readable(self) -> None:
        old = cast.make_tree()
        row = dissolve_unit(cast.administrator(old.district), unit=old.second.unit, on=REFORM, decision="77")
        assert (row.kind, row.successor, row.decision) == ("dissolve", None, "77")
        assert "28957" in [code for _, code in codes(EVE)]
        assert "28957" not in [code for _, code in codes(REFORM)]

    def test_another_unit_may_take_over_its_tasks(self) -> None:
        old = cast.make_tree()
        dissolve_unit(SYSTEM_ACTOR, unit=old.second.unit, on=REFORM, successor=old.third.unit)
        assert rows(old.third.unit) == [("28957", "28903", "dissolve")]

    def test_it_is_denied_outside_the_branch(self) -> None:
        old = cast.make_tree()
        with pytest.raises(Denied):
            dissolve_unit(cast.administrator(old.district), unit=old.far.unit, on=REFORM)

    def test_with_units_below_it_is_refused_by_their_names(self) -> None:
        old = cast.make_tree()
        with pytest.raises(
            Invalid, match=r"Còn 3 đơn vị trực thuộc .*: Tân Thanh Tây, Nhuận Phú Tân, Thạnh Ngãi"
        ):
            dissolve_unit(SYSTEM_ACTOR, unit=old.district.unit, on=REFORM)
        assert UnitState.objects.filter(valid_to__isnull=False).count() == 0

    def test_with_a_unit_that_comes_later_it_is_refused(self) -> None:
        old = cast.make_tree()
        cast.make_unit("về sau", parent=old.far, valid_from=date(2026, 1, 1))
        with pytest.raises(Invalid, match="về sau"):
            dissolve_unit(SYSTEM_ACTOR, unit=old.far.unit, on=REFORM)

    def test_twice_is_refused(self) -> None:
        old = cast.make_tree()
        dissolve_unit(SYSTEM_ACTOR, unit=old.far.unit, on=REFORM)
        with pytest.raises(Conflict):
            dissolve_unit(SYSTEM_ACTOR, unit=old.far.unit, on=REFORM)
