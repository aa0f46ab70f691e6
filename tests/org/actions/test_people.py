"""People, positions, accounts and roles."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid
from nhiemky.kernel.viet.collate import person_key
from nhiemky.org.actions import (
    add_account,
    add_person,
    add_position,
    change_person,
    close_account,
    end_position,
    end_role,
    give_role,
    open_account,
)
from nhiemky.org.models import Person, Role, User
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests import cast
from tests.standing import standing

pytestmark = pytest.mark.django_db

AUGUST, MARCH = date(2020, 8, 1), date(2023, 3, 1)


@standing
def tree() -> cast.Tree:
    return cast.make_tree()


def last_line() -> LedgerLine:
    return LedgerLine.objects.order_by("-sequence")[0]


class TestPeople:
    def test_a_person_is_kept_with_keys_for_order_and_search(self, tree: cast.Tree) -> None:
        mine = cast.administrator(tree.commune)
        person = add_person(
            mine,
            keeper=tree.commune.unit,
            full_name=" Đặng  Thị Ủy ",
            phone="0275 3 123",
            email=" uy@example.vn ",
        )
        assert (person.full_name, person.folded) == ("Đặng Thị Ủy", "dang thi uy")
        assert (person.phone, person.email, str(person)) == ("0275 3 123", "uy@example.vn", "Đặng Thị Ủy")
        assert bytes(Person.objects.get(pk=person.pk).sort_key) == person_key("Đặng Thị Ủy")
        assert (last_line().act, last_line().branch) == ("add_person", tree.commune.path)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"full_name": ""}, "full_name"),
            ({"full_name": "a" * 151}, "full_name"),
            ({"phone": "1" * 31}, "phone"),
            ({"email": "không phải địa chỉ"}, "email"),
        ],
    )
    def test_what_cannot_be_kept_is_refused(
        self, tree: cast.Tree, changes: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            add_person(SYSTEM_ACTOR, **{"keeper": tree.commune.unit, "full_name": "Nguyễn Văn An", **changes})
        assert [error.field for error in refused.value.errors] == [field]

    def test_adding_is_denied_outside_the_branch_and_to_others(self, tree: cast.Tree) -> None:
        for somebody in (
            cast.administrator(tree.second),
            cast.office(tree.commune),
            cast.leader(tree.commune),
        ):
            with pytest.raises(Denied):
                add_person(somebody, keeper=tree.commune.unit, full_name="Nguyễn Văn An")

    def test_a_person_changes(self, tree: cast.Tree) -> None:
        person = cast.make_person("Nguyễn Văn An", keeper=tree.commune)
        mine = cast.administrator(tree.district)
        changed = change_person(mine, person=person, full_name="Nguyễn Văn Ân", keeper=tree.second.unit)
        assert (changed.full_name, changed.folded, changed.keeper) == (
            "Nguyễn Văn Ân",
            "nguyen van an",
            tree.second.unit,
        )
        line = last_line()
        assert line.before is not None
        assert line.after is not None
        assert (line.before["full_name"], line.after["full_name"]) == ("Nguyễn Văn An", "Nguyễn Văn Ân")

    def test_a_person_without_a_change_is_refused(self, tree: cast.Tree) -> None:
        with pytest.raises(Invalid, match="Không có gì thay đổi"):
            change_person(
                SYSTEM_ACTOR, person=cast.make_person(keeper=tree.commune), full_name="Nguyễn Văn An"
            )

    def test_changing_is_denied_until_the_person_holds_a_position_there(self, tree: cast.Tree) -> None:
        person = cast.make_person(keeper=tree.commune)
        neighbour = cast.administrator(tree.second)
        with pytest.raises(Denied):
            change_person(neighbour, person=person, phone="1")
        cast.make_position(person, tree.second)
        assert change_person(neighbour, person=person, phone="1").phone == "1"
        with pytest.raises(Denied):
            change_person(neighbour, person=person, keeper=tree.district.unit)


class TestPositions:
    def test_a_position_is_kept_over_time(self, tree: cast.Tree) -> None:
        person = cast.make_person(keeper=tree.commune)
        position = add_position(
            cast.administrator(tree.district),
            person=person,
            unit=tree.commune.unit,
            title="Bí thư",
            valid_from=AUGUST,
            signs=True,
            official_order=1,
        )
        assert (str(position), position.signs, position.valid_to) == ("Bí thư", True, None)
        ended = end_position(SYSTEM_ACTOR, position=position, on=MARCH)
        assert ended.valid_to == MARCH
        assert last_line().summary == "Nguyễn Văn An thôi giữ chức vụ Bí thư từ ngày 1-3-2023"

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"title": " "}, "title"),
            ({"title": "x" * 151}, "title"),
            ({"valid_to": AUGUST}, "valid_to"),
            ({"valid_to": date(2020, 7, 1)}, "valid_to"),
            ({"valid_from": date(2009, 1, 1)}, "unit"),
        ],
    )
    def test_what_cannot_be_is_refused(self, tree: cast.Tree, changes: dict[str, Any], field: str) -> None:
        person = cast.make_person(keeper=tree.commune)
        given: dict[str, Any] = {
            "person": person,
            "unit": tree.commune.unit,
            "title": "Bí thư",
            "valid_from": AUGUST,
        }
        with pytest.raises(Invalid) as refused:
            add_position(SYSTEM_ACTOR, **{**given, **changes})
        assert [error.field for error in refused.value.errors] == [field]

    def test_it_is_denied_outside_the_branch(self, tree: cast.Tree) -> None:
        person = cast.make_person(keeper=tree.commune)
        with pytest.raises(Denied):
            add_position(
                cast.administrator(tree.second),
                person=person,
                unit=tree.commune.unit,
                title="B",
                valid_from=AUGUST,
            )
        with pytest.raises(Denied):
            end_position(
                cast.administrator(tree.second), position=cast.make_position(person, tree.commune), on=MARCH
            )

    def test_an_end_before_the_beginning_or_twice_is_refused(self, tree: cast.Tree) -> None:
        position = cast.make_position(cast.make_person(keeper=tree.commune), tree.commune, valid_from=AUGUST)
        with pytest.raises(Invalid):
            end_position(SYSTEM_ACTOR, position=position, on=AUGUST)
        end_position(SYSTEM_ACTOR, position=position, on=MARCH)
        with pytest.raises(Conflict, match="đã kết thúc từ ngày 1-3-2023"):
            end_position(SYSTEM_ACTOR, position=position, on=MARCH)


class TestAccounts:
    def test_an_account_has_no_password_and_no_role(self, tree: cast.Tree) -> None:
        person = cast.make_person(keeper=tree.commune)
        user = add_account(cast.administrator(tree.commune), person=person, username=" NVAn.28927 ")
        kept = User.objects.get(pk=user.pk)
        assert (kept.username, kept.has_usable_password(), kept.roles.count()) == ("nvan.28927", False, 0)
        assert (kept.is_staff, kept.is_superuser) == (False, False)
        assert last_line().act == "add_account"

    @pytest.mark.parametrize("name", ["", "ab", "có dấu", "a b c", "x" * 51, "-abc", "an@xa", "tên"])
    def test_a_name_that_is_no_name_is_refused(self, tree: cast.Tree, name: str) -> None:
        with pytest.raises(Invalid):
            add_account(SYSTEM_ACTOR, person=cast.make_person(keeper=tree.commune), username=name)

    def test_a_name_in_use_is_refused_whatever_its_case(self, tree: cast.Tree) -> None:
        cast.make_user("nvan", unit=tree.commune)
        with pytest.raises(Invalid, match="nvan đã có người dùng"):
            add_account(SYSTEM_ACTOR, person=cast.make_person(keeper=tree.commune), username="NVAN")

    def test_a_second_account_is_refused(self, tree: cast.Tree) -> None:
        user = cast.make_user("nvan", unit=tree.commune)
        assert user.person is not None
        with pytest.raises(Conflict):
            add_account(SYSTEM_ACTOR, person=user.person, username="nvan2")

    def test_it_is_denied_outside_the_branch(self, tree: cast.Tree) -> None:
        person = cast.make_person(keeper=tree.commune)
        for somebody in (cast.administrator(tree.second), cast.office(tree.commune)):
            with pytest.raises(Denied):
                add_account(somebody, person=person, username="nvan")

    def test_an_account_is_closed_and_opened(self, tree: cast.Tree) -> None:
        user = cast.make_user_with_role(RoleCode.OFFICE, tree.commune)
        mine = cast.administrator(tree.district)
        assert not close_account(mine, user=user).is_active
        assert cast.acting(User.objects.get(pk=user.pk)).grants == ()
        with pytest.raises(Conflict, match="đã khóa"):
            close_account(mine, user=user)
        assert open_account(mine, user=user).is_active
        with pytest.raises(Conflict, match="đang mở"):
            open_account(mine, user=user)

    def test_closing_is_denied_where_the_account_has_rights_elsewhere(self, tree: cast.Tree) -> None:
        user = cast.make_user_with_role(RoleCode.OFFICE, tree.commune)
        cast.give(user, RoleCode.OVERSEER, tree.district)
        for act in (close_account, open_account):
            with pytest.raises(Denied):
                act(cast.administrator(tree.commune), user=user)

    def test_the_last_administrator_is_not_closed(self, tree: cast.Tree) -> None:
        only = cast.make_user_with_role(RoleCode.ADMINISTRATOR, tree.district)
        with pytest.raises(Conflict, match="quản trị cuối cùng"):
            close_account(SYSTEM_ACTOR, user=only)
        cast.make_user_with_role(RoleCode.ADMINISTRATOR, tree.province)
        assert not close_account(SYSTEM_ACTOR, user=only).is_active


class TestRoles:
    def test_a_role_is_given_and_ended(self, tree: cast.Tree) -> None:
        user = cast.make_user(unit=tree.commune)
        mine = cast.administrator(tree.district)
        role = give_role(mine, user=user, unit=tree.commune.unit, code=RoleCode.LEADER, valid_from=AUGUST)
        assert [grant.role for grant in cast.acting(user).grants] == [RoleCode.LEADER]
        assert last_line().after == {
            "unit": tree.commune.unit_id,
            "role": "leader",
            "valid_from": "2020-08-01",
            "valid_to": None,
        }
        end_role(mine, role=role, on=MARCH)
        assert cast.acting(user, today=date(2023, 2, 28)).grants != ()
        assert cast.acting(user, today=MARCH).grants == ()

    @pytest.mark.parametrize(
        ("today", "held"),
        [(date(2022, 12, 31), 0), (date(2023, 1, 1), 1), (date(2023, 1, 31), 1), (date(2023, 2, 1), 0)],
    )
    def test_the_dates_of_a_role_count(self, tree: cast.Tree, today: date, held: int) -> None:
        user = cast.make_user(unit=tree.commune)
        give_role(
            SYSTEM_ACTOR,
            user=user,
            unit=tree.commune.unit,
            code=RoleCode.OFFICE,
            valid_from=date(2023, 1, 1),
            valid_to=date(2023, 2, 1),
        )
        assert len(cast.acting(user, today=today).grants) == held

    @pytest.mark.parametrize("where", ["second", "district", "province", "far"])
    def test_giving_is_denied_outside_the_branch(self, tree: cast.Tree, where: str) -> None:
        user = cast.make_user(unit=tree.commune)
        with pytest.raises(Denied):
            give_role(
                cast.administrator(tree.commune),
                user=user,
                unit=getattr(tree, where).unit,
                code=RoleCode.DELEGATE,
                valid_from=AUGUST,
            )
        assert Role.objects.count() == 0

    def test_giving_and_ending_are_denied_to_who_keeps_no_roles(self, tree: cast.Tree) -> None:
        user = cast.make_user(unit=tree.commune)
        role = cast.give(user, RoleCode.OFFICE, tree.commune)
        with pytest.raises(Denied):
            give_role(
                cast.leader(tree.commune),
                user=user,
                unit=tree.commune.unit,
                code=RoleCode.LEADER,
                valid_from=AUGUST,
            )
        with pytest.raises(Denied):
            end_role(cast.leader(tree.commune), role=role, on=MARCH)

    def test_the_same_role_twice_at_a_time_is_refused(self, tree: cast.Tree) -> None:
        user = cast.make_user(unit=tree.commune)
        role = cast.give(user, RoleCode.OFFICE, tree.commune, valid_from=AUGUST)
        with pytest.raises(Conflict, match="đã có quyền Văn phòng"):
            cast.give(user, RoleCode.OFFICE, tree.commune, valid_from=MARCH)
        end_role(SYSTEM_ACTOR, role=role, on=MARCH)
        assert cast.give(user, RoleCode.OFFICE, tree.commune, valid_from=MARCH).valid_to is None

    def test_wrong_dates_are_refused(self, tree: cast.Tree) -> None:
        user = cast.make_user(unit=tree.commune)
        for first, last in ((AUGUST, AUGUST), (date(2001, 1, 1), None)):
            with pytest.raises(Invalid):
                give_role(
                    SYSTEM_ACTOR,
                    user=user,
                    unit=tree.commune.unit,
                    code=RoleCode.OFFICE,
                    valid_from=first,
                    valid_to=last,
                )

    def test_ending_twice_is_refused(self, tree: cast.Tree) -> None:
        role = cast.give(cast.make_user(unit=tree.commune), RoleCode.OFFICE, tree.commune)
        end_role(SYSTEM_ACTOR, role=role, on=MARCH)
        with pytest.raises(Conflict, match="đã kết thúc"):
            end_role(SYSTEM_ACTOR, role=role, on=MARCH)

    def test_the_last_administrator_keeps_the_role(self, tree: cast.Tree) -> None:
        first = cast.give(cast.make_user(unit=tree.commune), RoleCode.ADMINISTRATOR, tree.commune)
        with pytest.raises(Conflict, match="quản trị cuối cùng"):
            end_role(SYSTEM_ACTOR, role=first, on=MARCH)
        cast.give(cast.make_user(unit=tree.second), RoleCode.ADMINISTRATOR, tree.second)
        with pytest.raises(Conflict):
            end_role(SYSTEM_ACTOR, role=first, on=MARCH)
        cast.give(cast.make_user(unit=tree.district), RoleCode.ADMINISTRATOR, tree.district)
        assert end_role(SYSTEM_ACTOR, role=first, on=MARCH).valid_to == MARCH

    def test_an_administrator_whose_role_ends_later_or_account_is_closed_does_not_count(
        self, tree: cast.Tree
    ) -> None:
        first = cast.give(cast.make_user(unit=tree.commune), RoleCode.ADMINISTRATOR, tree.commune)
        other = cast.make_user(unit=tree.commune)
        give_role(
            SYSTEM_ACTOR,
            user=other,
            unit=tree.commune.unit,
            code=RoleCode.ADMINISTRATOR,
            valid_from=AUGUST,
            valid_to=date(2030, 1, 1),
        )
        closed = cast.make_user_with_role(RoleCode.ADMINISTRATOR, tree.province)
        User.objects.filter(pk=closed.pk).update(is_active=False)
        with pytest.raises(Conflict):
            end_role(SYSTEM_ACTOR, role=first, on=MARCH)
