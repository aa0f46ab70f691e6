"""The reform of 1-7-2025 in whole: provinces merge, districts end, communes merge across districts; who may do and read what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import permutations

import pytest
from pytest_django import DjangoAssertNumQueries

from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import lines, verify
from nhiemky.history.vocab import Conflict, Denied, Invalid, NotFound
from nhiemky.org.actions import change_unit, dissolve_unit, give_role, merge_units
from nhiemky.org.models import Role, Unit, UnitState
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.org.queries import (
    find_units,
    home_path,
    home_states,
    ledger_branches,
    path_of,
    people,
    positions,
    reached_units,
    signer,
    state_of,
    successions_of,
    tree,
    visible_states,
)
from nhiemky.org.vocab import RoleCode, Verb
from tests import cast
from tests.standing import standing

pytestmark = pytest.mark.django_db

REFORM = date(2025, 7, 1)
EVE, AFTER = REFORM - timedelta(days=1), date(2025, 9, 2)
DECISION = "Nghị quyết số 1687/NQ-UBTVQH15 ngày 16-6-2025"


@dataclass(frozen=True)
class Reformed:
    old: cast.Tree
    vinh_long: UnitState
    new: UnitState


def merge_communes(old: cast.Tree, above: UnitState) -> None:
    merge_units(
        SYSTEM_ACTOR,
        predecessors=[state.unit for state in old.communes],
        successor=cast.draft("Phước Mỹ Trung", code="29000", parent=above),
        on=REFORM,
        decision=DECISION,
    )


def end_districts(old: cast.Tree, above: UnitState) -> None:
    for code, parent in (("28879", above), ("28927", above), ("28957", above), ("28903", above)):
        unit = Unit.objects.get(code=code)
        if unit.states.filter(valid_to__isnull=True, parent__code__in=("832", "838")).exists():
            change_unit(SYSTEM_ACTOR, unit=unit, on=REFORM, parent=parent.unit)
    for district in (old.district, old.other_district):
        dissolve_unit(SYSTEM_ACTOR, unit=district.unit, on=REFORM, decision=DECISION)


def merge_provinces(old: cast.Tree, above: UnitState) -> None:
    merge_units(
        SYSTEM_ACTOR, predecessors=[old.province.unit], successor=above.unit, on=REFORM, decision=DECISION
    )


@standing
def reformed() -> Reformed:
    old = cast.make_tree()
    vinh_long = cast.make_unit("Vĩnh Long", code="86", type="province", official_order=2)
    for act in (merge_communes, end_districts, merge_provinces):
        act(old, vinh_long)
    return Reformed(old, vinh_long, UnitState.objects.get(unit__code="29000", valid_to__isnull=True))


def codes(on: date) -> list[tuple[int, str]]:
    return [(node.depth, node.state.unit.code) for node in tree(SYSTEM_ACTOR, on=on)]


def who(role: RoleCode, where: UnitState, *, since: date = REFORM, today: date = AFTER) -> Actor:
    return cast.acting(cast.make_user_with_role(role, where, valid_from=since, password=""), today=today)


class TestOrder:
    @pytest.mark.parametrize(
        "order",
        [
            (merge_communes, end_districts, merge_provinces),
            (merge_communes, merge_provinces, end_districts),
            (merge_provinces, merge_communes, end_districts),
            (merge_provinces, end_districts, merge_communes),
            (end_districts, merge_communes, merge_provinces),
            (end_districts, merge_provinces, merge_communes),
        ],
    )
    def test_the_acts_of_the_day_may_be_entered_in_any_order(self, order: tuple[object, ...]) -> None:
        old = cast.make_tree()
        above = cast.make_unit("Vĩnh Long", code="86", type="province")
        before = codes(EVE)
        for act in order:
            act(old, above)  # type: ignore[operator]
        assert codes(REFORM) == [(0, "86"), (1, "29000"), (2, "28927-1"), (1, "28879")]
        assert codes(EVE) == before
        assert verify().ok

    def test_a_commune_that_changed_its_name_on_the_day_does_not_merge_on_it(self) -> None:
        old = cast.make_tree()
        above = cast.make_unit("Vĩnh Long", code="86", type="province")
        change_unit(SYSTEM_ACTOR, unit=old.third.unit, on=REFORM, place="Khác")
        with pytest.raises(Conflict, match="mới có thay đổi trong chính ngày 1-7-2025"):
            merge_communes(old, above)

    def test_a_province_cannot_end_with_its_districts_standing(self) -> None:
        old = cast.make_tree()
        with pytest.raises(Invalid, match="Còn 2 đơn vị trực thuộc sau ngày 1-7-2025"):
            dissolve_unit(SYSTEM_ACTOR, unit=old.province.unit, on=REFORM)

    def test_the_merger_in_every_order_of_names_is_the_same(self) -> None:
        shapes = set()
        for number, order in enumerate(permutations(range(3))):
            root = cast.make_unit(f"Tỉnh {number}", type="province")
            three = [cast.make_unit(f"Xã {number}{each}", parent=root) for each in range(3)]
            cells = [
                cast.make_unit(f"Ấp {each}", type="cell", parent=commune)
                for each, commune in enumerate(three)
            ]
            merge_units(
                SYSTEM_ACTOR,
                predecessors=[three[each].unit for each in order],
                successor=cast.draft("Mới", code=f"new{number}", parent=root),
                on=REFORM,
            )
            new = UnitState.objects.get(unit__code=f"new{number}")
            now = UnitState.objects.filter(unit__in=[cell.unit for cell in cells], valid_to__isnull=True)
            shapes.add(tuple(sorted(state.path == f"{new.path}{state.unit_id}/" for state in now)))
        assert shapes == {(True, True, True)}


class TestDays:
    def test_the_eve_and_the_day(self, reformed: Reformed) -> None:
        assert [code for _, code in codes(EVE)] == [
            "83", "838", "28927", "28927-1", "28957", "28903", "832", "28879", "86",
        ]  # fmt: skip
        assert codes(REFORM) == codes(AFTER) == [(0, "86"), (1, "29000"), (2, "28927-1"), (1, "28879")]

    @pytest.mark.parametrize("code", ["83", "838", "832", "28927", "28957", "28903"])
    def test_what_ended_is_read_up_to_the_eve(self, reformed: Reformed, code: str) -> None:
        assert state_of(SYSTEM_ACTOR, unit_code=code, on=EVE).valid_to == REFORM
        with pytest.raises(NotFound):
            state_of(SYSTEM_ACTOR, unit_code=code, on=REFORM)

    def test_what_was_founded_is_read_from_the_day(self, reformed: Reformed) -> None:
        assert state_of(SYSTEM_ACTOR, unit_code="29000", on=REFORM) == reformed.new
        with pytest.raises(NotFound):
            state_of(SYSTEM_ACTOR, unit_code="29000", on=EVE)

    def test_names_are_found_as_of_the_day(self, reformed: Reformed) -> None:
        assert [each.unit.code for each in find_units(SYSTEM_ACTOR, "tan thanh tay", EVE)] == ["28927"]
        assert find_units(SYSTEM_ACTOR, "tan thanh tay", REFORM) == []
        assert [each.unit.code for each in find_units(SYSTEM_ACTOR, "phuoc my trung", REFORM)] == ["29000"]

    def test_successions_tell_the_decision(self, reformed: Reformed) -> None:
        rows = successions_of(reformed.new.unit)
        assert [(row.predecessor.code, row.kind, row.on, row.decision) for row in rows] == [
            (code, "merge", REFORM, DECISION) for code in ("28927", "28957", "28903")
        ]

    def test_the_path_of_an_ended_unit_stays_its_last(self, reformed: Reformed) -> None:
        commune = reformed.old.commune
        assert [path_of(commune.unit_id, on=day) for day in (EVE, REFORM, AFTER)] == [commune.path] * 3


class TestReaders:
    OLD = ("28927", "28957", "28903", "28927-1")

    @pytest.mark.parametrize("role", [role for role in RoleCode if role is not RoleCode.DELEGATE])
    def test_the_new_commune_reads_the_old_ones(self, reformed: Reformed, role: RoleCode) -> None:
        reader = who(role, reformed.new)
        seen = {state.unit.code for state in visible_states(reader, on=EVE)}
        assert seen == set(self.OLD)
        assert {state.unit.code for state in visible_states(reader, on=AFTER)} == {"29000", "28927-1"}

    def test_a_delegate_reads_the_own_old_communes_only(self, reformed: Reformed) -> None:
        seen = {state.unit.code for state in visible_states(who(RoleCode.DELEGATE, reformed.new), on=EVE)}
        assert seen == set(self.OLD) - {"28927-1"}

    def test_the_new_province_reads_all_that_came_to_it(self, reformed: Reformed) -> None:
        seen = {
            state.unit.code for state in visible_states(who(RoleCode.OVERSEER, reformed.vinh_long), on=EVE)
        }
        assert seen == {"83", "838", "832", "28879", "86", *self.OLD}

    @pytest.mark.parametrize(
        "verb", [Verb.ENTER_RESULTS, Verb.CONFIRM_RESULTS, Verb.KEEP_REGISTRY, Verb.KEEP_UNITS]
    )
    def test_nobody_of_the_new_unit_writes_in_the_old_ones(self, reformed: Reformed, verb: Verb) -> None:
        for role in RoleCode:
            writer = who(role, reformed.new)
            assert [state.path for state in reformed.old.communes if writer.may(verb, state.path)] == []

    def test_who_was_in_an_old_commune_reads_it_on_but_not_the_new_one(self, reformed: Reformed) -> None:
        old_office = who(RoleCode.OFFICE, reformed.old.commune, since=cast.FOUNDED)
        assert {state.unit.code for state in visible_states(old_office, on=EVE)} == {"28927", "28927-1"}
        assert visible_states(old_office, on=AFTER) == []
        assert home_states(old_office, on=AFTER) == []

    def test_a_neighbour_inherits_nothing(self, reformed: Reformed) -> None:
        assert who(RoleCode.OFFICE, reformed.old.far).inherited == ()

    def test_units_reached_hold_the_old_ones_for_registers_and_people(self, reformed: Reformed) -> None:
        reader = who(RoleCode.OFFICE, reformed.new)
        reached = Unit.objects.filter(pk__in=reached_units(reader, Verb.SEE)).values_list("code", flat=True)
        assert set(reached) == {"29000", *self.OLD}

    def test_ledger_lines_of_the_old_communes_are_read_by_the_new_administrators(
        self, reformed: Reformed
    ) -> None:
        keeper = who(RoleCode.ADMINISTRATOR, reformed.new)
        branches = ledger_branches(keeper)
        found = lines(branches=branches, act="end_unit")
        assert {line.summary.partition(" kết thúc")[0] for line in found} == {
            state.name for state in reformed.old.communes
        }
        assert lines(branches=branches, act="dissolve_unit").count() == 0

    def test_rights_cost_the_same_however_many_units_merged(
        self, reformed: Reformed, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        user = cast.make_user_with_role(RoleCode.OFFICE, reformed.new, valid_from=REFORM, password="")
        with django_assert_num_queries(4):
            assert len(cast.acting(user, today=AFTER).inherited) == 3
        more = [cast.make_unit(f"Thêm {number}", parent=reformed.vinh_long) for number in range(9)]
        merge_units(
            SYSTEM_ACTOR,
            predecessors=[state.unit for state in more],
            successor=reformed.new.unit,
            on=date(2025, 8, 1),
        )
        with django_assert_num_queries(4):
            assert len(cast.acting(user, today=AFTER).inherited) == 12


class TestPeople:
    def test_positions_end_and_nobody_signs_for_an_ended_commune(self) -> None:
        old = cast.make_tree()
        secretary = cast.make_person("Nguyễn Thanh Ấn", keeper=old.commune)
        cast.make_position(secretary, old.commune, signs=True)
        above = cast.make_unit("Vĩnh Long", code="86", type="province")
        merge_communes(old, above)
        assert signer(old.commune.unit, REFORM) is None
        held = signer(old.commune.unit, EVE)
        assert held is not None
        assert (held.person, held.valid_to) == (secretary, REFORM)
        new = UnitState.objects.get(unit__code="29000")
        reader = who(RoleCode.OFFICE, new)
        assert secretary in people(reader)
        assert [each.person for each in positions(reader, old.commune.unit, EVE)] == [secretary]

    def test_roles_in_ended_units_rest_until_administrators_give_new_ones(self) -> None:
        old = cast.make_tree()
        user = cast.make_user_with_role(RoleCode.OFFICE, old.commune, password="")
        above = cast.make_unit("Vĩnh Long", code="86", type="province")
        merge_communes(old, above)
        new = UnitState.objects.get(unit__code="29000")
        assert home_path(user, on=AFTER) == old.commune.path
        with pytest.raises(Invalid, match="Đơn vị mã 28927 không tồn tại vào ngày 1-7-2025"):
            give_role(SYSTEM_ACTOR, user=user, unit=old.commune.unit, code=RoleCode.LEADER, valid_from=REFORM)
        keeper = who(RoleCode.ADMINISTRATOR, new)
        with pytest.raises(Denied):
            give_role(keeper, user=user, unit=old.far.unit, code=RoleCode.OFFICE, valid_from=REFORM)
        role = give_role(keeper, user=user, unit=new.unit, code=RoleCode.OFFICE, valid_from=REFORM)
        assert Role.objects.filter(user=user).count() == 2
        assert cast.acting(user, today=AFTER).may(Verb.ENTER_RESULTS, new.path)
        assert role.unit == new.unit


def test_every_line_of_the_day_stands_in_the_branch_of_its_time(reformed: Reformed) -> None:
    old = reformed.old
    ended = LedgerLine.objects.filter(act="end_unit").order_by("sequence")
    assert [line.branch for line in ended[:3]] == [state.path for state in old.communes]
    merged = LedgerLine.objects.get(act="merge_units", object_id=str(reformed.new.unit_id))
    assert merged.branch == reformed.new.path
    assert merged.after is not None
    assert (merged.after["decision"], merged.after["children"]) == (DECISION, ["ấp Tân Thới"])
