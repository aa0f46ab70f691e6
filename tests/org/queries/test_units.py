"""Reading the tree as of any date, within reach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from nhiemky.history.vocab import NotFound
from nhiemky.org.actions import change_unit, dissolve_unit
from nhiemky.org.models import UnitState
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.org.queries import (
    ancestors,
    children,
    common_path,
    find_units,
    history_of_unit,
    home_states,
    ledger_branches,
    path_of,
    reached_units,
    state_asked,
    state_of,
    states_of,
    tree,
    unit_labels,
    unit_types,
    visible_states,
    why_no_home,
)
from nhiemky.org.vocab import RoleCode, Verb
from tests import cast
from tests.standing import standing

pytestmark = pytest.mark.django_db

MARCH = date(2023, 3, 1)


@standing
def old() -> cast.Tree:
    return cast.make_tree()


def names(states: list[UnitState]) -> list[str]:
    return [state.short_name for state in states]


class TestTree:
    def test_it_is_read_from_above_in_official_order(self, old: cast.Tree) -> None:
        assert [
            (node.depth, node.state.short_name, node.child_count)
            for node in tree(SYSTEM_ACTOR, on=cast.TODAY)
        ] == [
            (0, "Bến Tre", 2),
            (1, "Mỏ Cày Bắc", 3),
            (2, "Tân Thanh Tây", 1),
            (3, "ấp Tân Thới", 0),
            (2, "Nhuận Phú Tân", 0),
            (2, "Thạnh Ngãi", 0),
            (1, "Chợ Lách", 1),
            (2, "Vĩnh Thành", 0),
        ]

    def test_depth_counts_from_the_highest_unit_that_may_be_seen(self, old: cast.Tree) -> None:
        nodes = tree(cast.office(old.commune), on=cast.TODAY)
        assert [(node.depth, node.state.short_name) for node in nodes] == [
            (0, "Tân Thanh Tây"),
            (1, "ấp Tân Thới"),
        ]

    def test_without_official_order_vietnamese_order_holds(self) -> None:
        root = cast.make_unit("gốc")
        for name in ("Chi bộ 10", "Đa", "Chi bộ 2", "Ân", "Tân", "Ăn", "Anh", "Dương"):
            cast.make_unit(name, parent=root)
        ordered = names(visible_states(SYSTEM_ACTOR, on=cast.TODAY, under=root, include_self=False))
        assert ordered == ["Anh", "Ăn", "Ân", "Chi bộ 2", "Chi bộ 10", "Dương", "Đa", "Tân"]

    def test_units_that_ended_or_have_not_begun_are_left_out(self, old: cast.Tree) -> None:
        dissolve_unit(SYSTEM_ACTOR, unit=old.far.unit, on=MARCH)
        cast.make_unit("mới", parent=old.other_district, valid_from=MARCH)
        assert names(children(SYSTEM_ACTOR, old.other_district, on=cast.TODAY)) == ["Vĩnh Thành"]
        assert names(children(SYSTEM_ACTOR, old.other_district, on=MARCH)) == ["mới"]

    @pytest.mark.parametrize("read", [tree, visible_states])
    def test_one_query_for_few_and_for_many(
        self,
        old: cast.Tree,
        django_assert_num_queries: DjangoAssertNumQueries,
        read: Callable[..., list[object]],
    ) -> None:
        with django_assert_num_queries(1):
            read(SYSTEM_ACTOR, on=cast.TODAY)
        for number in range(12):
            cast.make_unit(f"xã {number}", parent=old.district)
        with django_assert_num_queries(1):
            read(SYSTEM_ACTOR, on=cast.TODAY)


class TestVisibleStates:
    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({}, ["Mỏ Cày Bắc", "Tân Thanh Tây", "ấp Tân Thới", "Nhuận Phú Tân", "Thạnh Ngãi"]),
            ({"types": ["commune"]}, ["Tân Thanh Tây", "Nhuận Phú Tân", "Thạnh Ngãi"]),
            (
                {"types": ["commune", "cell"], "text": "tan"},
                ["Tân Thanh Tây", "ấp Tân Thới", "Nhuận Phú Tân"],
            ),
            ({"text": "TÂN THANH"}, ["Tân Thanh Tây"]),
            ({"text": "28903"}, ["Thạnh Ngãi"]),
            ({"text": "không có"}, []),
        ],
    )
    def test_they_are_narrowed(self, old: cast.Tree, asked: dict[str, object], found: list[str]) -> None:
        mine = cast.overseer(old.district)
        assert names(visible_states(mine, on=cast.TODAY, **asked)) == found  # type: ignore[arg-type]

    def test_under_a_unit_with_or_without_itself(self, old: cast.Tree) -> None:
        below = visible_states(SYSTEM_ACTOR, on=cast.TODAY, under=old.commune)
        assert names(below) == ["Tân Thanh Tây", "ấp Tân Thới"]
        assert names(visible_states(SYSTEM_ACTOR, on=cast.TODAY, under=old.commune, include_self=False)) == [
            "ấp Tân Thới"
        ]


class TestStateOf:
    def test_it_is_that_of_the_day(self, old: cast.Tree) -> None:
        change_unit(SYSTEM_ACTOR, unit=old.commune.unit, on=MARCH, short_name="Khác")
        assert state_of(SYSTEM_ACTOR, unit_code="28927", on=cast.TODAY).short_name == "Tân Thanh Tây"
        assert state_of(SYSTEM_ACTOR, unit_code="28927", on=MARCH).short_name == "Khác"

    @pytest.mark.parametrize("code", ["83", "838", "832", "28957", "28879", "không có"])
    def test_above_beside_and_unknown_are_all_the_same_to_who_may_not_see(
        self, old: cast.Tree, code: str
    ) -> None:
        with pytest.raises(NotFound) as refused:
            state_of(cast.leader(old.commune), unit_code=code, on=cast.TODAY)
        assert code in refused.value.message

    def test_before_its_time_and_after_its_end_it_is_said_when_it_was_there(self, old: cast.Tree) -> None:
        dissolve_unit(SYSTEM_ACTOR, unit=old.far.unit, on=MARCH)
        said = {
            ("28927", date(2009, 12, 31)): "Đảng bộ xã Tân Thanh Tây thành lập từ ngày 1-1-2010; đề nghị xem từ ngày đó trở đi.",
            ("28879", MARCH): "Đảng bộ xã Vĩnh Thành đã kết thúc từ ngày 1-3-2023; đề nghị xem ở một ngày trước đó.",
        }  # fmt: skip
        for (code, on), message in said.items():
            with pytest.raises(NotFound) as refused:
                state_of(SYSTEM_ACTOR, unit_code=code, on=on)
            assert refused.value.message == message
        with pytest.raises(NotFound) as hidden:
            state_of(cast.leader(old.commune), unit_code="28879", on=MARCH)
        assert hidden.value.message == (
            "Không có đơn vị mã 28879 vào ngày 1-3-2023, hoặc tài khoản của đồng chí không được xem đơn vị này."
        )


class TestStateAsked:
    @pytest.mark.parametrize(
        "asked",
        [
            "28927",
            " 28927 ",
            "Tân Thanh Tây",
            "tan thanh tay",
            "Đảng bộ xã Tân Thanh Tây",
            "ĐẢNG BỘ XÃ TÂN  THANH TÂY",
        ],
    )
    def test_a_unit_is_named_by_code_or_whole_name(self, old: cast.Tree, asked: str) -> None:
        assert state_asked(SYSTEM_ACTOR, asked, on=cast.TODAY).unit_id == old.commune.unit_id

    def test_a_name_of_one_word_is_a_name_too(self, old: cast.Tree) -> None:
        cast.make_unit("Huế", code="46", parent=old.province)
        assert state_asked(SYSTEM_ACTOR, "hue", on=cast.TODAY).unit.code == "46"

    @pytest.mark.parametrize(
        ("asked", "message"),
        [
            (
                "Tân Thanh",
                "Không có đơn vị nào tên “Tân Thanh” vào ngày 21-2-2023 trong các đơn vị đồng chí được xem.",
            ),
            (
                "tan",
                "Không có đơn vị mã tan vào ngày 21-2-2023, hoặc tài khoản của đồng chí không được xem đơn vị này.",
            ),
            (
                "",
                "Không có đơn vị mã  vào ngày 21-2-2023, hoặc tài khoản của đồng chí không được xem đơn vị này.",
            ),
            ("Thạnh Ngãi", "Có nhiều đơn vị tên “Thạnh Ngãi”; đề nghị ghi mã: 28903, 99."),
        ],
    )
    def test_what_names_none_or_several_is_refused(self, old: cast.Tree, asked: str, message: str) -> None:
        cast.make_unit("Thạnh Ngãi", code="99", parent=old.other_district)
        with pytest.raises(NotFound) as refused:
            state_asked(SYSTEM_ACTOR, asked, on=cast.TODAY)
        assert refused.value.message == message

    def test_a_unit_out_of_reach_is_not_found_by_its_name(self, old: cast.Tree) -> None:
        with pytest.raises(NotFound):
            state_asked(cast.leader(old.commune), "Thạnh Ngãi", on=cast.TODAY)


class TestAround:
    def test_ancestors_are_named_to_everybody_the_root_first(self, old: cast.Tree) -> None:
        assert names(ancestors(old.cell)) == ["Bến Tre", "Mỏ Cày Bắc", "Tân Thanh Tây"]
        assert ancestors(old.province) == []
        change_unit(SYSTEM_ACTOR, unit=old.province.unit, on=MARCH, short_name="Tỉnh khác")
        assert names(ancestors(old.cell, on=MARCH))[0] == "Tỉnh khác"

    def test_children_are_only_those_within_reach(self, old: cast.Tree) -> None:
        assert names(children(cast.office(old.district), old.district, on=cast.TODAY)) == [
            "Tân Thanh Tây",
            "Nhuận Phú Tân",
            "Thạnh Ngãi",
        ]
        assert children(cast.office(old.commune), old.district, on=cast.TODAY) == [old.commune]

    def test_types_come_by_rank(self, old: cast.Tree) -> None:
        assert [kind.code for kind in unit_types()] == ["province", "district", "commune", "cell"]

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("tan thanh tay", ["Tân Thanh Tây"]),
            ("tân", ["Tân Thanh Tây", "Nhuận Phú Tân", "ấp Tân Thới"]),
            ("dang uy xa nhuan", ["Nhuận Phú Tân"]),
            ("838", ["Mỏ Cày Bắc"]),
            ("vinh thanh", []),
        ],
    )
    def test_units_are_found_without_marks(self, old: cast.Tree, text: str, found: list[str]) -> None:
        assert names(find_units(cast.office(old.district), text, cast.TODAY)) == found

    def test_no_more_are_found_than_asked_for(self, old: cast.Tree) -> None:
        assert len(find_units(SYSTEM_ACTOR, "", cast.TODAY, limit=3)) == 3

    def test_home_is_where_roles_are_held(self, old: cast.Tree) -> None:
        mine = cast.actor((RoleCode.OFFICE, old.cell), (RoleCode.OVERSEER, old.district))
        assert names(home_states(mine, on=cast.TODAY)) == ["Mỏ Cày Bắc", "ấp Tân Thới"]
        assert names(home_states(SYSTEM_ACTOR, on=cast.TODAY)) == ["Bến Tre"]

    def test_path_of_a_unit_before_during_and_after(self, old: cast.Tree) -> None:
        change_unit(SYSTEM_ACTOR, unit=old.commune.unit, on=MARCH, parent=old.other_district.unit)
        moved = history_of_unit(old.commune.unit)[-1].path
        days = (date(2000, 1, 1), cast.TODAY, MARCH, date(2050, 1, 1))
        assert [path_of(old.commune.unit_id, on=day) for day in days] == [
            old.commune.path,
            old.commune.path,
            moved,
            moved,
        ]
        assert path_of(0, on=MARCH) == "/"


class TestReachedUnits:
    def test_a_unit_that_moved_away_is_reached_no_more(self, old: cast.Tree) -> None:
        change_unit(SYSTEM_ACTOR, unit=old.commune.unit, on=MARCH, parent=old.other_district.unit)
        before, after = cast.office(old.district), cast.office(old.district, today=MARCH)
        assert old.commune.unit_id in set(reached_units(before, Verb.SEE))
        assert old.commune.unit_id not in set(reached_units(after, Verb.SEE))
        assert old.commune.unit_id in set(
            reached_units(cast.office(old.other_district, today=MARCH), Verb.SEE)
        )

    def test_an_ended_unit_and_one_to_come_are_reached(self, old: cast.Tree) -> None:
        dissolve_unit(SYSTEM_ACTOR, unit=old.second.unit, on=MARCH)
        coming = cast.make_unit("sắp tới", parent=old.district, valid_from=date(2024, 1, 1))
        reached = set(reached_units(cast.office(old.district, today=MARCH), Verb.SEE))
        assert {old.second.unit_id, coming.unit_id} <= reached


class TestLedgerBranches:
    def test_an_administrator_sees_the_own_branch(self, old: cast.Tree) -> None:
        assert ledger_branches(cast.administrator(old.district)) == (f"/{old.district.unit_id}/",)

    def test_who_keeps_every_root_and_the_system_see_everything(self, old: cast.Tree) -> None:
        assert ledger_branches(cast.administrator(old.province)) == ("/",)
        assert ledger_branches(SYSTEM_ACTOR) == ("/",)
        cast.make_unit("Vĩnh Long", type="province")
        assert ledger_branches(cast.administrator(old.province)) == (f"/{old.province.unit_id}/",)

    @pytest.mark.parametrize("somebody", [cast.office, cast.leader, cast.overseer])
    def test_others_see_nothing(self, old: cast.Tree, somebody: Callable[[UnitState], Actor]) -> None:
        assert ledger_branches(somebody(old.province)) == ()

    def test_what_is_shared_belongs_to_a_root(self, old: cast.Tree) -> None:
        assert common_path(cast.administrator(old.province)) == old.province.path
        assert common_path(cast.administrator(old.district)) == "/"


def test_states_of_units_come_in_the_order_of_the_tree_within_reach(
    old: cast.Tree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asked = [old.third, old.far, old.district, old.cell, old.second]
    with django_assert_num_queries(1):
        found = states_of(SYSTEM_ACTOR, unit_ids=[each.unit_id for each in asked], on=MARCH)
    assert [each.short_name for each in found] == [
        "ấp Tân Thới", "Mỏ Cày Bắc", "Nhuận Phú Tân", "Thạnh Ngãi", "Vĩnh Thành",
    ]  # fmt: skip
    commune = cast.office(old.second)
    assert [
        each.unit_id for each in states_of(commune, unit_ids=[old.second.unit_id, old.far.unit_id], on=MARCH)
    ] == [old.second.unit_id]
    assert states_of(SYSTEM_ACTOR, unit_ids=[old.second.unit_id], on=date(2000, 1, 1)) == []


def test_unit_labels_are_those_of_the_day_where_reach_and_path_allow(
    old: cast.Tree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asked = [state.unit_id for state in (old.province, old.district, old.commune, old.cell, old.far)]
    change_unit(SYSTEM_ACTOR, unit=old.commune.unit, on=date(2022, 1, 1), name="Đảng bộ xã Mới")
    office = cast.office(old.commune)
    with django_assert_num_queries(1):
        found = unit_labels(office, asked, on=date(2023, 1, 1))
    assert found == {old.commune.unit_id: "Đảng bộ xã Mới", old.cell.unit_id: "Chi bộ ấp Tân Thới"}
    earlier = unit_labels(office, asked, on=date(2021, 12, 31), below=old.commune.path)
    assert earlier == {
        old.province.unit_id: "Đảng bộ tỉnh Bến Tre",
        old.district.unit_id: "Đảng bộ huyện Mỏ Cày Bắc",
        old.commune.unit_id: "Đảng bộ xã Tân Thanh Tây",
        old.cell.unit_id: "Chi bộ ấp Tân Thới",
    }
    assert unit_labels(office, [old.commune.unit_id], on=date(1999, 1, 1)) == {
        old.commune.unit_id: "Đảng bộ xã Tân Thanh Tây"
    }


class TestWhyNoHome:
    ELSEWHERE = "Muốn làm việc ở đơn vị khác, đề nghị quản trị giao vai trò ở đó."

    def test_who_has_no_role_is_told_whom_to_ask(self, old: cast.Tree) -> None:
        nobody = Actor(None, "", (), cast.TODAY)
        assert why_no_home(nobody, on=cast.TODAY) == (
            "Tài khoản của đồng chí chưa có vai trò ở đơn vị nào. Đề nghị quản trị của đơn vị giao vai trò."
        )

    def test_who_belongs_to_a_unit_that_ended_is_told_since_when(self, old: cast.Tree) -> None:
        mine = cast.office(old.far)
        dissolve_unit(SYSTEM_ACTOR, unit=old.far.unit, on=MARCH)
        assert home_states(mine, on=MARCH) == []
        assert why_no_home(mine, on=MARCH) == (
            f"{old.far.name} đã kết thúc từ ngày 1-3-2023; đề nghị xem ở một ngày trước đó. {self.ELSEWHERE}"
        )

    def test_who_looks_at_a_day_before_the_unit_began_is_told_from_when(self, old: cast.Tree) -> None:
        new = cast.make_unit("mới", parent=old.other_district, valid_from=MARCH)
        assert why_no_home(cast.office(new), on=cast.TODAY) == (
            f"{new.name} thành lập từ ngày 1-3-2023; đề nghị xem từ ngày đó trở đi. {self.ELSEWHERE}"
        )

    def test_without_any_unit_there_is_nothing_to_see(self) -> None:
        assert why_no_home(SYSTEM_ACTOR, on=cast.TODAY) == "Không có đơn vị nào để xem vào ngày này."

    def test_one_query_tells_it_of_many_units(
        self, old: cast.Tree, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(1):
            why_no_home(cast.office(old.commune), on=cast.TODAY)
