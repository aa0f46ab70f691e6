"""Who is seen by whom."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from nhiemky.history.vocab import NotFound
from nhiemky.org.actions import change_unit
from nhiemky.org.models import Person, User
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.org.queries import (
    account,
    account_labels,
    accounts,
    home_path,
    keeping_path,
    keeps_account,
    kept_units,
    people,
    person,
    person_labels,
    positions,
    positions_of,
    roles_in,
    roles_of,
    signer,
)
from nhiemky.org.vocab import RoleCode, Verb
from tests import cast
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
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


def seats(actor: Actor, who: Person) -> list[tuple[str, str, bool]]:
    return [(seat.position.title, seat.unit_name, seat.may_end) for seat in positions_of(actor, who)]


def test_positions_of_somebody_come_latest_first(tree: cast.Tree) -> None:
    who = cast.make_person("Lê Thị Hoa", keeper=tree.commune)
    cast.make_position(
        who, tree.commune, "Phó Bí thư", valid_from=date(2015, 6, 1), valid_to=date(2020, 5, 1)
    )
    cast.make_position(who, tree.commune, "Bí thư", valid_from=date(2020, 5, 1), signs=True)
    cast.make_position(who, tree.district, "Huyện ủy viên", valid_from=date(2020, 8, 1))
    assert seats(cast.administrator(tree.district), who) == [
        ("Huyện ủy viên", "Đảng bộ huyện Mỏ Cày Bắc", True),
        ("Bí thư", "Đảng bộ xã Tân Thanh Tây", True),
        ("Phó Bí thư", "Đảng bộ xã Tân Thanh Tây", False),
    ]


def test_positions_of_somebody_are_seen_where_the_unit_is_seen(tree: cast.Tree) -> None:
    user = cast.make_user(unit=tree.commune, full_name="Lê Thị Hoa")
    assert user.person is not None
    cast.make_position(user.person, tree.commune, "Bí thư")
    cast.make_position(user.person, tree.far, "Ủy viên")
    assert seats(cast.office(tree.commune), user.person) == [("Bí thư", "Đảng bộ xã Tân Thanh Tây", False)]
    assert {title for title, _, _ in seats(cast.actor(user_id=user.pk), user.person)} == {"Bí thư", "Ủy viên"}
    assert {may_end for _, _, may_end in seats(SYSTEM_ACTOR, user.person)} == {True}
    assert seats(cast.office(tree.second), user.person) == []


def test_a_position_names_its_unit_as_it_was_when_held(tree: cast.Tree) -> None:
    who = cast.make_person("Lê Thị Hoa", keeper=tree.commune)
    cast.make_position(
        who, tree.commune, "Phó Bí thư", valid_from=date(2015, 6, 1), valid_to=date(2020, 5, 1)
    )
    cast.make_position(who, tree.commune, "Bí thư", valid_from=date(2020, 5, 1))
    change_unit(SYSTEM_ACTOR, unit=tree.commune.unit, on=date(2022, 1, 1), name="Đảng bộ xã Mới")
    change_unit(SYSTEM_ACTOR, unit=tree.commune.unit, on=date(2024, 1, 1), name="Đảng bộ xã Sắp Đổi")
    assert seats(cast.administrator(tree.commune), who) == [
        ("Bí thư", "Đảng bộ xã Mới", True),
        ("Phó Bí thư", "Đảng bộ xã Tân Thanh Tây", False),
    ]


def test_a_position_to_come_is_named_and_may_be_ended(tree: cast.Tree) -> None:
    who = cast.make_person("Lê Thị Hoa", keeper=tree.commune)
    cast.make_position(who, tree.commune, "Bí thư", valid_from=date(2023, 6, 1), valid_to=date(2025, 1, 1))
    assert seats(cast.administrator(tree.commune), who) == [("Bí thư", "Đảng bộ xã Tân Thanh Tây", True)]


@pytest.mark.parametrize("count", [1, 3])
def test_positions_of_somebody_are_two_queries(
    tree: cast.Tree, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    who = cast.make_person("Lê Thị Hoa", keeper=tree.commune)
    for number in range(count):
        cast.make_position(who, tree.communes[number], f"Chức vụ {number}")
    with django_assert_num_queries(2):
        assert len(positions_of(cast.administrator(tree.district), who)) == count


def test_somebody_is_kept_through_the_keeper_or_a_position(tree: cast.Tree) -> None:
    who = cast.make_person("Lê Thị Hoa", keeper=tree.commune)
    cast.make_position(who, tree.far, "Ủy viên")
    assert keeping_path(cast.administrator(tree.commune), who) == tree.commune.path
    assert keeping_path(cast.administrator(tree.other_district), who) == tree.far.path
    assert keeping_path(cast.administrator(tree.second), who) is None
    assert keeping_path(cast.office(tree.commune), who) is None
    assert keeping_path(SYSTEM_ACTOR, who) == tree.commune.path


def test_an_account_is_kept_where_all_its_roles_are(tree: cast.Tree) -> None:
    user = cast.make_user(unit=tree.commune)
    assert keeps_account(cast.administrator(tree.commune), user)
    cast.give(user, RoleCode.OFFICE, tree.district)
    assert not keeps_account(cast.administrator(tree.commune), user)
    assert keeps_account(cast.administrator(tree.district), user)
    assert not keeps_account(cast.administrator(tree.other_district), user)


def test_an_account_of_nobody_is_kept_by_the_system_only(tree: cast.Tree) -> None:
    user = User.objects.create(username="maychu")
    assert keeps_account(SYSTEM_ACTOR, user)
    assert not keeps_account(cast.administrator(tree.province), user)


def test_kept_units_are_those_asked_for(
    tree: cast.Tree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asked = [tree.commune.unit_id, tree.far.unit_id, tree.province.unit_id]
    with django_assert_num_queries(1):
        found = kept_units(cast.administrator(tree.district), Verb.KEEP_ROLES, asked)
    assert found == {tree.commune.unit_id}
    assert kept_units(cast.office(tree.district), Verb.KEEP_ROLES, asked) == frozenset()


def test_labels_name_who_may_be_seen(
    tree: cast.Tree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = cast.make_user("lethihoa", unit=tree.commune, full_name="Lê Thị Hoa")
    far = cast.make_user("vanxa", unit=tree.far, full_name="Võ Văn Xa")
    assert user.person is not None
    assert far.person is not None
    asked, accounts_asked = [user.person.pk, far.person.pk, 999999], [user.pk, far.pk, 999999]
    with django_assert_num_queries(2):
        found = (
            person_labels(cast.office(tree.commune), asked),
            account_labels(cast.office(tree.commune), accounts_asked),
        )
    assert found == ({user.person.pk: "Lê Thị Hoa"}, {user.pk: "Lê Thị Hoa, lethihoa"})
    assert set(person_labels(SYSTEM_ACTOR, asked).values()) == {"Lê Thị Hoa", "Võ Văn Xa"}
