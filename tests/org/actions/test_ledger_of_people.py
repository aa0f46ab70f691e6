"""What every act on people, accounts and sign-in leaves in the ledger, in whole."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nhiemky.org import actions as org
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests import cast
from tests.org.actions.ledger_lines import ADMINISTRATOR, line, somebody, written
from tests.standing import standing

pytestmark = pytest.mark.django_db

MARCH, MAY = date(2023, 3, 1), date(2023, 5, 1)
GOOD = "nước lớn đầy kênh 9"


@standing
def tree() -> cast.Tree:
    return cast.make_tree()


class TestPeople:
    def test_a_person(self, tree: cast.Tree) -> None:
        found = written(
            lambda: org.add_person(
                somebody(RoleCode.ADMINISTRATOR, tree.commune),
                keeper=tree.commune.unit,
                full_name="Lê Văn Được",
                phone="0275",
                email="duoc@example.vn",
                illustrative=True,
            )
        )
        of = int(str(found[0]["object_id"]))
        facts = {
            "keeper": tree.commune.unit_id,
            "full_name": "Lê Văn Được",
            "phone": "0275",
            "email": "duoc@example.vn",
            "illustrative": True,
        }
        path = tree.commune.path
        assert found == [
            line("add_person", "person", of, "Thêm Lê Văn Được", path, None, facts, ADMINISTRATOR)
        ]

    def test_a_change_stands_in_the_branch_through_which_it_was_made(self, tree: cast.Tree) -> None:
        person = cast.make_person("Lê An", keeper=tree.commune)
        cast.make_position(person, tree.second)
        neighbour = somebody(RoleCode.ADMINISTRATOR, tree.second)
        before = {
            "keeper": tree.commune.unit_id,
            "full_name": "Lê An",
            "phone": "",
            "email": "",
            "illustrative": False,
        }
        after = {**before, "phone": "113"}
        found = written(lambda: org.change_person(neighbour, person=person, phone="113"))
        summary, path = "Sửa thông tin của Lê An", tree.second.path
        assert found == [
            line("change_person", "person", person.pk, summary, path, before, after, ADMINISTRATOR)
        ]

    def test_a_position_and_its_end(self, tree: cast.Tree) -> None:
        person = cast.make_person("Lê An", keeper=tree.commune)
        found = written(
            lambda: cast.make_position(person, tree.commune, "Phó Bí thư", signs=True, valid_to=MAY)
        )
        after = {
            "unit": tree.commune.unit_id,
            "title": "Phó Bí thư",
            "signs": True,
            "valid_from": "2020-08-01",
            "valid_to": "2023-05-01",
        }
        path, summary = tree.commune.path, "Lê An: Phó Bí thư từ ngày 1-8-2020"
        assert found == [line("add_position", "person", person.pk, summary, path, None, after)]
        held = person.positions.get()
        ended = written(lambda: org.end_position(SYSTEM_ACTOR, position=held, on=MARCH))
        summary = "Lê An thôi giữ chức vụ Phó Bí thư từ ngày 1-3-2023"
        before = {"position": held.pk, "valid_to": "2023-05-01"}
        now = {"position": held.pk, "valid_to": "2023-03-01"}
        assert ended == [line("end_position", "person", person.pk, summary, path, before, now)]


class TestAccounts:
    def test_an_account(self, tree: cast.Tree) -> None:
        person = cast.make_person("Lê An", keeper=tree.commune)
        found = written(lambda: org.add_account(SYSTEM_ACTOR, person=person, username="Le.An"))
        of = int(str(found[0]["object_id"]))
        summary, after = "Mở tài khoản le.an cho Lê An", {"username": "le.an", "person": person.pk}
        assert found == [line("add_account", "account", of, summary, tree.commune.path, None, after)]

    def test_closing_and_opening(self, tree: cast.Tree) -> None:
        user, path = cast.make_user("le.an", unit=tree.commune), tree.commune.path
        shut, held = {"is_active": False}, {"is_active": True}
        closed = written(lambda: org.close_account(SYSTEM_ACTOR, user=user))
        assert closed == [line("close_account", "account", user.pk, "Khóa tài khoản le.an", path, held, shut)]
        opened = written(lambda: org.open_account(SYSTEM_ACTOR, user=user))
        assert opened == [
            line("open_account", "account", user.pk, "Mở lại tài khoản le.an", path, shut, held)
        ]

    def test_a_role_and_its_end(self, tree: cast.Tree) -> None:
        user = cast.make_user("le.an", unit=tree.commune)
        given = written(lambda: cast.give(user, RoleCode.OVERSEER, tree.district, valid_from=cast.TODAY))
        path = tree.district.path
        after = {
            "unit": tree.district.unit_id,
            "role": "overseer",
            "valid_from": "2023-02-21",
            "valid_to": None,
        }
        summary = "Giao quyền Cấp trên theo dõi cho le.an từ ngày 21-2-2023"
        assert given == [line("give_role", "account", user.pk, summary, path, None, after)]
        role = user.roles.get()
        ended = written(lambda: org.end_role(SYSTEM_ACTOR, role=role, on=MARCH))
        summary = "Thôi quyền Cấp trên theo dõi của le.an từ ngày 1-3-2023"
        before, now = {"role": role.pk, "valid_to": None}, {"role": role.pk, "valid_to": "2023-03-01"}
        assert ended == [line("end_role", "account", user.pk, summary, path, before, now)]

    def test_a_link_and_its_use_tell_no_secret(self, tree: cast.Tree) -> None:
        user, path = cast.make_user("le.an", unit=tree.commune, full_name="Lê An"), tree.commune.path
        kept: list[str] = []
        invited = written(lambda: kept.append(org.invite(SYSTEM_ACTOR, user=user, now=cast.NOW)))
        after = {"expires_at": (cast.NOW + timedelta(hours=72)).isoformat(timespec="microseconds")}
        summary = "Tạo liên kết đặt mật khẩu cho le.an"
        assert invited == [line("invite", "account", user.pk, summary, path, None, after)]
        used = written(lambda: org.accept_invitation(kept[0], GOOD, cast.NOW))
        own, summary = ("Lê An", user.pk), "le.an đặt mật khẩu qua liên kết"
        assert used == [line("accept_invitation", "account", user.pk, summary, path, None, None, own)]

    def test_a_new_password_in_out_and_refused(self, tree: cast.Tree) -> None:
        user = cast.make_user("le.an", unit=tree.commune, full_name="Lê An", password=GOOD)
        me, path, own = cast.acting(user), tree.commune.path, ("Lê An", user.pk)
        address = {"address": "10.0.0.1"}

        def wrong() -> None:
            with pytest.raises(org.WrongSignIn):
                org.sign_in("le.an", "sai", "10.0.0.1", cast.NOW)

        def unknown() -> None:
            with pytest.raises(org.WrongSignIn):
                org.sign_in("khong.co", "sai", "10.0.0.1", cast.NOW)

        nobody = ("chưa đăng nhập", None)
        refused = line(
            "sign_in_refused", "account", user.pk, "Từ chối đăng nhập le.an", path, None, address, nobody
        )
        stranger = line(
            "sign_in_refused", "account", 0, "Từ chối đăng nhập, tên không có", "/", None, address, nobody
        )
        summary = "le.an đổi mật khẩu"
        changed = line("change_password", "account", user.pk, summary, path, None, None, own)
        new = "một mật khẩu khác 7"
        assert written(lambda: org.change_password(me, user=user, old=GOOD, new=new, now=cast.NOW)) == [
            changed
        ]
        assert written(wrong) == [refused]
        assert written(unknown) == [{**stranger, "object_id": ""}]
        entered = line("signed_in", "account", user.pk, "le.an đăng nhập", path, None, address, own)
        assert written(lambda: org.sign_in("le.an", new, "10.0.0.1", cast.NOW)) == [entered]
        left = line("signed_out", "account", user.pk, "le.an đăng xuất", path, None, None, own)
        assert written(lambda: org.sign_out(user, now=cast.NOW)) == [left]

    def test_an_address_of_any_length_is_cut(self, tree: cast.Tree) -> None:
        cast.make_user("le.an", unit=tree.commune, password=GOOD)
        found = written(lambda: org.sign_in("le.an", GOOD, "f" * 500, cast.NOW))
        assert found[0]["after"] == {"address": "f" * 64}

    def test_the_first_administrator_comes_by_four_ordinary_acts(self, tree: cast.Tree) -> None:
        found = written(
            lambda: org.first_administrator(
                full_name="Quản trị", username="quantri", now=cast.NOW, today=cast.TODAY
            )
        )
        assert [(each["act"], each["summary"], each["branch"]) for each in found] == [
            ("add_person", "Thêm Quản trị", tree.province.path),
            ("add_account", "Mở tài khoản quantri cho Quản trị", tree.province.path),
            ("give_role", "Giao quyền Quản trị cho quantri từ ngày 21-2-2023", tree.province.path),
            ("invite", "Tạo liên kết đặt mật khẩu cho quantri", tree.province.path),
        ]
