"""Who is seen by whom."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from nhiemky.history.vocab import NotFound
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.queries import (
    account,
    accounts,
    home_path,
    people,
    person,
    positions,
    roles_in,
    roles_of,
    signer,
)
from nhiemky.org.vocab import RoleCode
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> cast.Tree:
    return cast.make_tree()


def test_people_come_by_given_name(tree: cast.Tree) -> None:
    for name in ("Trần Văn Đạt", "Nguyễn Thị Ánh", "Lê Văn Dũng", "Nguyễn Văn An", "Bùi Thị Ân"):
        cast.make_person(name, keeper=tree.commune)
    found = [each.full_name for each in people(SYSTEM_ACTOR)]
    assert found == ["Nguyễn Văn An", "Nguyễn Thị Ánh", "Bùi Thị Ân", "Lê Văn Dũng", "Trần Văn Đạt"]
    assert [each.full_name for each in people(SYSTEM_ACTOR, text="thi an")] == [
        "Nguyễn Thị Ánh",
        "Bùi Thị Ân",
    ]


def test_people_are_seen_by_keeper_position_or_role(tree: cast.Tree) -> None:
    kept = cast.make_person("Người Một", keeper=tree.commune)
    placed = cast.make_person("Người Hai", keeper=tree.far)
    cast.make_position(placed, tree.commune)
    acting = cast.make_user(unit=tree.far, full_name="Người Ba")
    cast.give(acting, RoleCode.OFFICE, tree.commune)
    hidden = cast.make_person("Người Bốn", keeper=tree.far)
    seen = people(cast.office(tree.commune))
    assert {each.full_name for each in seen} == {"Người Một", "Người Hai", "Người Ba"}
    assert person(cast.office(tree.commune), id=kept.pk) == kept
    with pytest.raises(NotFound):
        person(cast.office(tree.commune), id=hidden.pk)


def test_everybody_sees_oneself(tree: cast.Tree) -> None:
    user = cast.make_user(unit=tree.far)
    assert user.person is not None
    assert people(cast.acting(user)) == [user.person]


def test_people_of_a_unit_on_a_day(tree: cast.Tree) -> None:
    first, second = (cast.make_person(name, keeper=tree.commune) for name in ("Lê An", "Lê Bình"))
    cast.make_position(first, tree.commune, valid_from=date(2020, 1, 1), valid_to=date(2022, 1, 1))
    cast.make_position(second, tree.commune, valid_from=date(2022, 1, 1))
    assert people(SYSTEM_ACTOR, unit=tree.commune.unit) == [first, second]
    assert people(SYSTEM_ACTOR, unit=tree.commune.unit, on=cast.TODAY) == [second]


def test_positions_come_in_official_order_then_by_given_name(tree: cast.Tree) -> None:
    for name, title, order in (("Lê Bình", "Ủy viên", 3), ("Lê An", "Ủy viên", 3), ("Lê Dũng", "Bí thư", 1)):
        cast.make_position(
            cast.make_person(name, keeper=tree.commune), tree.commune, title, official_order=order
        )
    holders = positions(cast.office(tree.commune), tree.commune.unit, cast.TODAY)
    assert [(each.person.full_name, each.position.title) for each in holders] == [
        ("Lê Dũng", "Bí thư"),
        ("Lê An", "Ủy viên"),
        ("Lê Bình", "Ủy viên"),
    ]
    assert positions(cast.office(tree.second), tree.commune.unit, cast.TODAY) == []


def test_the_signer_is_the_first_who_signs_on_the_day(tree: cast.Tree) -> None:
    assert signer(tree.commune.unit, cast.TODAY) is None
    deputy, secretary = (cast.make_person(name, keeper=tree.commune) for name in ("Lê An", "Lê Bình"))
    cast.make_position(deputy, tree.commune, "Phó Bí thư", signs=True, official_order=2)
    cast.make_position(
        secretary,
        tree.commune,
        signs=True,
        official_order=1,
        valid_from=date(2020, 1, 1),
        valid_to=date(2024, 1, 1),
    )
    cast.make_position(secretary, tree.commune, "Chủ tịch", official_order=0)
    found = signer(tree.commune.unit, cast.TODAY)
    assert found is not None
    assert (found.title, found.person) == ("Bí thư", secretary)
    later = signer(tree.commune.unit, date(2024, 1, 1))
    assert later is not None
    assert later.title == "Phó Bí thư"


def test_accounts_are_found_by_name_of_person_or_account(tree: cast.Tree) -> None:
    first = cast.make_user("vp01", unit=tree.commune, full_name="Đặng Thị Mười")
    cast.make_user("vp02", unit=tree.commune, full_name="Lê An")
    cast.make_user("xa01", unit=tree.far, full_name="Đặng Văn Xa")
    mine = cast.administrator(tree.commune)
    assert [each.username for each in accounts(mine)] == ["vp02", "vp01"]
    assert accounts(mine, text="dang muoi") == accounts(mine, text="VP01") == [first]
    assert account(mine, id=first.pk) == first
    with pytest.raises(NotFound):
        account(cast.administrator(tree.second), id=first.pk)


def test_roles_of_a_unit_are_shown_to_who_keeps_them(tree: cast.Tree) -> None:
    user = cast.make_user_with_role(RoleCode.OFFICE, tree.commune)
    assert [
        role.user for role in roles_in(cast.administrator(tree.district), tree.commune.unit, on=cast.TODAY)
    ] == [user]
    assert roles_in(cast.office(tree.commune), tree.commune.unit, on=cast.TODAY) == []
    assert roles_in(cast.administrator(tree.district), tree.commune.unit, on=date(2000, 1, 1)) == []


def test_roles_of_an_account_are_shown_where_units_are_seen(tree: cast.Tree) -> None:
    user = cast.make_user_with_role(RoleCode.OFFICE, tree.commune)
    far = cast.give(user, RoleCode.DELEGATE, tree.far)
    assert [role.code for role in roles_of(cast.administrator(tree.commune), user)] == ["office"]
    assert roles_of(cast.acting(user), user)[-1] == far


def test_home_path_is_that_of_the_first_role_else_of_the_keeper(tree: cast.Tree) -> None:
    user = cast.make_user(unit=tree.commune)
    assert home_path(user, on=cast.TODAY) == tree.commune.path
    cast.give(user, RoleCode.OFFICE, tree.second)
    assert home_path(user, on=cast.TODAY) == tree.second.path


def test_people_need_one_query_however_many(
    tree: cast.Tree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mine = cast.office(tree.district)
    for count in (1, 3):
        for number in range(count):
            cast.make_position(cast.make_person(f"Lê Văn {number}", keeper=tree.commune), tree.commune)
        with django_assert_num_queries(1):
            people(mine)
        with django_assert_num_queries(1):
            positions(mine, tree.commune.unit, cast.TODAY)
