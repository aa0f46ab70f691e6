"""What every act leaves in the ledger, in whole: act, object, words, branch, before and after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.history.vocab import Refusal
from nhiemky.org import actions as org
from nhiemky.org.models import UnitState
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.org.vocab import RoleCode
from tests import cast

pytestmark = pytest.mark.django_db

MARCH, MAY = date(2023, 3, 1), date(2023, 5, 1)
GOOD = "nước lớn đầy kênh 9"
Line = dict[str, object]


@pytest.fixture
def tree() -> cast.Tree:
    return cast.make_tree()


def written(act: Callable[[], object]) -> list[Line]:
    """Act, and give the lines that this left, each in whole but for number, time and digests."""
    known = LedgerLine.objects.count()
    act()
    fields = (
        "act",
        "object_kind",
        "object_id",
        "summary",
        "branch",
        "before",
        "after",
        "actor_name",
        "actor_id",
    )
    lines = list(LedgerLine.objects.order_by("sequence").values(*fields)[known:])
    assert verify().ok
    return [dict(line) for line in lines]


def line(
    act: str,
    kind: str,
    of: int,
    summary: str,
    branch: str,
    before: object,
    after: object,
    who: tuple[str, int | None] = ("hệ thống", None),
) -> Line:
    return {
        "act": act,
        "object_kind": kind,
        "object_id": str(of),
        "summary": summary,
        "branch": branch,
        "before": before,
        "after": after,
        "actor_name": who[0],
        "actor_id": who[1],
    }


def told(state: UnitState, **changes: object) -> dict[str, object]:
    """Give the state as the ledger tells it, with what differs."""
    return {
        "unit": state.unit_id,
        "valid_from": state.valid_from.isoformat(),
        "valid_to": state.valid_to.isoformat() if state.valid_to else None,
        "path": state.path,
        "parent": state.parent_id,
        "type": state.type.code,
        "official_order": state.official_order,
        "name": state.name,
        "short_name": state.short_name,
        "committee_name": state.committee_name,
        "symbol": state.symbol,
        "place": state.place,
        **changes,
    }


def somebody(role: RoleCode, where: UnitState) -> Actor:
    """Give somebody with an account of their own."""
    return cast.actor((role, where), name="Phạm Quang Dũng", user_id=71)


ADMINISTRATOR = ("Phạm Quang Dũng", 71)


class TestUnits:
    def test_founding(self, tree: cast.Tree) -> None:
        cast.make_type("board")
        found = written(
            lambda: org.add_unit(
                somebody(RoleCode.ADMINISTRATOR, tree.district),
                code="838-BTC",
                type_code="board",
                parent=tree.district.unit,
                valid_from=MARCH,
                name="Ban Tổ chức Huyện ủy",
                short_name="Ban Tổ chức",
                committee_name="Ban Tổ chức Huyện ủy",
                symbol="BTCHU",
                place="Mỏ Cày Bắc",
                official_order=7,
            )
        )
        new = UnitState.objects.get(unit__code="838-BTC")
        summary = "Thành lập Ban Tổ chức Huyện ủy từ ngày 1-3-2023"
        after = {"code": "838-BTC", **told(new)}
        assert found == [line("add_unit", "unit", new.unit_id, summary, new.path, None, after, ADMINISTRATOR)]
        assert after == {
            "code": "838-BTC",
            "unit": new.unit_id,
            "valid_from": "2023-03-01",
            "valid_to": None,
            "path": f"{tree.district.path}{new.unit_id}/",
            "parent": tree.district.unit_id,
            "type": "board",
            "official_order": 7,
            "name": "Ban Tổ chức Huyện ủy",
            "short_name": "Ban Tổ chức",
            "committee_name": "Ban Tổ chức Huyện ủy",
            "symbol": "BTCHU",
            "place": "Mỏ Cày Bắc",
        }

    def test_changing_a_name(self, tree: cast.Tree) -> None:
        found = written(
            lambda: org.change_unit(
                SYSTEM_ACTOR, unit=tree.commune.unit, on=MARCH, name="Đảng bộ xã Tân Thanh", place="Tân Thanh"
            )
        )
        before = told(tree.commune)
        after = {**before, "valid_from": "2023-03-01", "name": "Đảng bộ xã Tân Thanh", "place": "Tân Thanh"}
        summary = "Thay đổi Đảng bộ xã Tân Thanh từ ngày 1-3-2023"
        assert found == [
            line("change_unit", "unit", tree.commune.unit_id, summary, tree.commune.path, before, after)
        ]

    def test_moving_is_told_in_the_branch_where_the_unit_goes(self, tree: cast.Tree) -> None:
        found = written(
            lambda: org.change_unit(
                SYSTEM_ACTOR, unit=tree.commune.unit, on=MARCH, parent=tree.other_district.unit
            )
        )
        path = f"{tree.other_district.path}{tree.commune.unit_id}/"
        before = told(tree.commune)
        after = {**before, "valid_from": "2023-03-01", "parent": tree.other_district.unit_id, "path": path}
        summary = "Thay đổi Đảng bộ xã Tân Thanh Tây từ ngày 1-3-2023"
        assert found == [line("change_unit", "unit", tree.commune.unit_id, summary, path, before, after)]

    def test_a_correction_on_the_first_day_shows_what_stood_there(self, tree: cast.Tree) -> None:
        found = written(
            lambda: org.change_unit(SYSTEM_ACTOR, unit=tree.far.unit, on=cast.FOUNDED, symbol="ĐUX")
        )
        assert (found[0]["before"], found[0]["after"]) == (told(tree.far), told(tree.far, symbol="ĐUX"))

    def test_a_type(self, tree: cast.Tree) -> None:
        found = written(
            lambda: org.add_unit_type(
                somebody(RoleCode.ADMINISTRATOR, tree.province),
                code="ward",
                name="Đảng bộ phường",
                rank=3,
                state_body=True,
            )
        )
        of = int(str(found[0]["object_id"]))
        after = {"code": "ward", "name": "Đảng bộ phường", "rank": 3, "state_body": True}
        summary = "Thêm loại đơn vị Đảng bộ phường"
        assert found == [line("add_unit_type", "unit_type", of, summary, "/", None, after, ADMINISTRATOR)]

    def test_refused_acts_leave_no_line(self, tree: cast.Tree) -> None:
        known = LedgerLine.objects.count()
        for act in (
            lambda: org.change_unit(SYSTEM_ACTOR, unit=tree.far.unit, on=MARCH),
            lambda: org.dissolve_unit(SYSTEM_ACTOR, unit=tree.district.unit, on=MARCH),
            lambda: org.split_unit(SYSTEM_ACTOR, predecessor=tree.far.unit, successors=[], on=MARCH),
            lambda: org.merge_units(SYSTEM_ACTOR, predecessors=[], successor=tree.far.unit, on=MARCH),
            lambda: cast.make_unit("x", code="28927"),
        ):
            with pytest.raises(Refusal):
                act()
        assert LedgerLine.objects.count() == known


class TestReshaping:
    def test_a_merger_tells_every_unit_that_ends_and_what_moved(self, tree: cast.Tree) -> None:
        found = written(
            lambda: org.merge_units(
                SYSTEM_ACTOR,
                predecessors=[tree.commune.unit, tree.second.unit],
                successor=tree.third.unit,
                on=MARCH,
                decision="  Nghị quyết   số 12 ",
            )
        )
        end = {"on": "2023-03-01", "successor": tree.third.unit_id, "kind": "merge"}
        assert found == [
            line(
                "merge_units",
                "unit",
                tree.third.unit_id,
                "Đảng bộ xã Tân Thanh Tây, Đảng bộ xã Nhuận Phú Tân → Đảng bộ xã Thạnh Ngãi từ ngày 1-3-2023",
                tree.third.path,
                [told(tree.commune, valid_to="2023-03-01"), told(tree.second, valid_to="2023-03-01")],
                {"decision": "Nghị quyết số 12", "children": ["ấp Tân Thới"], **told(tree.third)},
            ),
            line(
                "end_unit",
                "unit",
                tree.commune.unit_id,
                "Đảng bộ xã Tân Thanh Tây kết thúc ngày 1-3-2023, tiếp nối: Đảng bộ xã Thạnh Ngãi",
                tree.commune.path,
                None,
                end,
            ),
            line(
                "end_unit",
                "unit",
                tree.second.unit_id,
                "Đảng bộ xã Nhuận Phú Tân kết thúc ngày 1-3-2023, tiếp nối: Đảng bộ xã Thạnh Ngãi",
                tree.second.path,
                None,
                end,
            ),
        ]

    def test_a_new_code_tells_both_units(self, tree: cast.Tree) -> None:
        found = written(
            lambda: org.rename_unit(
                SYSTEM_ACTOR,
                unit=tree.far.unit,
                successor=cast.draft("Vĩnh Thành", code="99879", parent=tree.other_district),
                on=MARCH,
            )
        )
        new = UnitState.objects.get(unit__code="99879")
        assert found == [
            line(
                "rename_units",
                "unit",
                new.unit_id,
                "Đảng bộ xã Vĩnh Thành → Đảng bộ xã Vĩnh Thành từ ngày 1-3-2023",
                new.path,
                [told(tree.far, valid_to="2023-03-01")],
                {"decision": "", "children": [], **told(new)},
            ),
            line(
                "end_unit",
                "unit",
                tree.far.unit_id,
                "Đảng bộ xã Vĩnh Thành kết thúc ngày 1-3-2023, tiếp nối: Đảng bộ xã Vĩnh Thành",
                tree.far.path,
                None,
                {"on": "2023-03-01", "successor": new.unit_id, "kind": "rename"},
            ),
        ]

    @pytest.mark.parametrize("survives", [False, True])
    def test_a_split_tells_the_parts(self, tree: cast.Tree, survives: bool) -> None:
        found = written(
            lambda: org.split_unit(
                SYSTEM_ACTOR,
                predecessor=tree.second.unit,
                successors=[
                    cast.draft("Nhuận Phú", code="s1", parent=tree.district),
                    cast.draft("Phú Tân", code="s2", parent=tree.district),
                ],
                on=MARCH,
                decision="55",
                survives=survives,
            )
        )
        parts = [told(UnitState.objects.get(unit__code=code)) for code in ("s1", "s2")]
        before = told(tree.second, valid_to=None if survives else "2023-03-01")
        assert found == [
            line(
                "split_unit",
                "unit",
                tree.second.unit_id,
                "Chia tách Đảng bộ xã Nhuận Phú Tân từ ngày 1-3-2023",
                tree.second.path,
                before,
                {"decision": "55", "survives": survives, "successors": parts},
            )
        ]

    def test_an_end_tells_who_takes_over(self, tree: cast.Tree) -> None:
        summary = "Đảng bộ xã Vĩnh Thành kết thúc ngày 1-3-2023"
        found = written(
            lambda: org.dissolve_unit(
                SYSTEM_ACTOR, unit=tree.far.unit, on=MARCH, decision="77", successor=tree.third.unit
            )
        )
        after = {"on": "2023-03-01", "decision": "77", "successor": tree.third.unit_id}
        before = told(tree.far, valid_to="2023-03-01")
        assert found == [
            line("dissolve_unit", "unit", tree.far.unit_id, summary, tree.far.path, before, after)
        ]


class TestTerms:
    def test_a_term_and_its_cut_off_concern_no_unit(self, tree: cast.Tree) -> None:
        top = somebody(RoleCode.ADMINISTRATOR, tree.province)
        added = written(lambda: org.add_term(top, label="2020-2025", first_year=2021, last_year=2025))
        term = cast.make_term()
        after = {"label": "2020-2025", "first_year": 2021, "last_year": 2025, "cut_off": None}
        assert added == [
            line("add_term", "term", term.pk, "Thêm nhiệm kỳ 2020-2025", "/", None, after, ADMINISTRATOR)
        ]
        summary = "Ngày lấy số liệu của nhiệm kỳ 2020-2025: 21-2-2023"
        cut = written(lambda: org.set_cut_off(top, term=term, cut_off=cast.TODAY))
        before, after = {"cut_off": None}, {"cut_off": "2023-02-21"}
        assert cut == [line("set_cut_off", "term", term.pk, summary, "/", before, after, ADMINISTRATOR)]


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
