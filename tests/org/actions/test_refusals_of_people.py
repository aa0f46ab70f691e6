"""Every refusal about people, accounts, sign-in and terms in its whole words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import FieldError, Invalid, NotFound, Refusal
from nhiemky.org import actions as org
from nhiemky.org import queries
from nhiemky.org.models import Person, Position, Role, Succession, Unit, UnitState, UnitType, User
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.org.vocab import RoleCode
from tests import cast
from tests.standing import standing

pytestmark = pytest.mark.django_db

MARCH, MAY, REFORM = date(2023, 3, 1), date(2023, 5, 1), date(2025, 7, 1)
GOOD = "nước lớn đầy kênh 9"
KEPT = (Unit, UnitState, UnitType, Succession, Person, Position, Role, User, LedgerLine)
Act = Callable[[cast.Tree], object]


@standing
def tree() -> cast.Tree:
    return cast.make_tree()


def refused(act: Callable[[], object]) -> Refusal:
    """Act, and give the refusal; no table may have gained or lost a row."""
    before = [model._default_manager.count() for model in KEPT]
    with pytest.raises(Refusal) as caught:
        act()
    assert [model._default_manager.count() for model in KEPT] == before
    return caught.value


class TestPeople:
    @pytest.mark.parametrize(
        ("given", "errors"),
        [
            ({"full_name": "\n"}, [FieldError("full_name", "Họ và tên có từ 1 đến 150 ký tự.")]),
            ({"phone": "0" * 31}, [FieldError("phone", "Số điện thoại dài quá 30 ký tự.")]),
            ({"email": "an@"}, [FieldError("email", "Địa chỉ thư điện tử không đúng.")]),
            (
                {"email": "a" * 244 + "@example.vn"},
                [FieldError("email", "Địa chỉ thư điện tử không đúng.")],
            ),
            (
                {"full_name": "", "phone": "0" * 31, "email": "@"},
                [
                    FieldError("full_name", "Họ và tên có từ 1 đến 150 ký tự."),
                    FieldError("phone", "Số điện thoại dài quá 30 ký tự."),
                    FieldError("email", "Địa chỉ thư điện tử không đúng."),
                ],
            ),
        ],
    )
    def test_who_cannot_be_kept(
        self, tree: cast.Tree, given: dict[str, Any], errors: list[FieldError]
    ) -> None:
        person = {"full_name": "Lê An", **given}
        found = refused(lambda: org.add_person(SYSTEM_ACTOR, keeper=tree.commune.unit, **person))
        assert isinstance(found, Invalid)
        assert list(found.errors) == errors

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ({"title": ""}, "Chức vụ có từ 1 đến 150 ký tự."),
            ({"valid_to": date(2020, 8, 1)}, "Ngày kết thúc phải sau ngày bắt đầu."),
            ({"valid_from": date(2009, 12, 31)}, "Đơn vị mã 28927 không tồn tại vào ngày 31-12-2009."),
            ({"official_order": -1}, "Thứ tự là số từ 0 đến 2147483647."),
        ],
    )
    def test_a_position_that_cannot_be(self, tree: cast.Tree, given: dict[str, object], message: str) -> None:
        person = cast.make_person(keeper=tree.commune)
        found = refused(lambda: cast.make_position(person, tree.commune, **given))  # type: ignore[arg-type]
        assert found.message == message

    def test_a_position_ends_once_and_after_it_began(self, tree: cast.Tree) -> None:
        held = cast.make_position(cast.make_person(keeper=tree.commune), tree.commune, valid_from=MARCH)
        early = refused(lambda: org.end_position(SYSTEM_ACTOR, position=held, on=MARCH))
        assert early.message == "Ngày kết thúc phải sau ngày bắt đầu."
        org.end_position(SYSTEM_ACTOR, position=held, on=MAY)
        twice = refused(lambda: org.end_position(SYSTEM_ACTOR, position=held, on=MAY))
        assert (twice.code, twice.message) == ("conflict", "Chức vụ này đã kết thúc từ ngày 1-5-2023.")

    def test_an_end_may_be_brought_forward_but_not_put_off(self, tree: cast.Tree) -> None:
        held = cast.make_position(
            cast.make_person(keeper=tree.commune), tree.commune, valid_from=MARCH, valid_to=REFORM
        )
        assert org.end_position(SYSTEM_ACTOR, position=held, on=MAY).valid_to == MAY
        late = refused(lambda: org.end_position(SYSTEM_ACTOR, position=held, on=REFORM))
        assert late.message == "Chức vụ này đã kết thúc từ ngày 1-5-2023."


class TestAccounts:
    @pytest.mark.parametrize(
        "username", ["", "ab", "lê.an", "le an", ".an", "a" * 51, "an@xa", "an/ba", "an\x00"]
    )
    def test_a_name_that_is_none(self, tree: cast.Tree, username: str) -> None:
        person = cast.make_person(keeper=tree.commune)
        found = refused(lambda: org.add_account(SYSTEM_ACTOR, person=person, username=username))
        assert found.message == (
            "Tên đăng nhập gồm 3 đến 50 chữ không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới."
        )

    def test_a_name_or_a_person_that_is_taken(self, tree: cast.Tree) -> None:
        user = cast.make_user("le.an", unit=tree.commune, full_name="Lê An")
        assert user.person is not None
        person, other = user.person, cast.make_person(keeper=tree.commune)
        second = refused(lambda: org.add_account(SYSTEM_ACTOR, person=person, username="le.an2"))
        assert (second.code, second.message) == ("conflict", "Lê An đã có tài khoản.")
        taken = refused(lambda: org.add_account(SYSTEM_ACTOR, person=other, username="LE.AN"))
        assert (taken.code, taken.message) == ("invalid", "Tên đăng nhập le.an đã có người dùng.")

    def test_an_account_is_closed_and_opened_once(self, tree: cast.Tree) -> None:
        user = cast.make_user("le.an", unit=tree.commune)
        opened = refused(lambda: org.open_account(SYSTEM_ACTOR, user=user))
        assert (opened.code, opened.message) == ("conflict", "Tài khoản le.an đang mở.")
        org.close_account(SYSTEM_ACTOR, user=user)
        closed = refused(lambda: org.close_account(SYSTEM_ACTOR, user=user))
        assert (closed.code, closed.message) == ("conflict", "Tài khoản le.an đã khóa.")
        invited = refused(lambda: org.invite(SYSTEM_ACTOR, user=user, now=cast.NOW))
        assert invited.message == "Tài khoản le.an đã khóa."

    def test_a_role_is_given_once_at_a_time_and_ends_once(self, tree: cast.Tree) -> None:
        user = cast.make_user(unit=tree.commune)
        role = cast.give(user, RoleCode.SURVEYOR, tree.commune)
        twice = refused(lambda: cast.give(user, RoleCode.SURVEYOR, tree.commune, valid_from=MARCH))
        assert twice.message == "Tài khoản này đã có quyền Đoàn khảo sát ở đơn vị."
        org.end_role(SYSTEM_ACTOR, role=role, on=MARCH)
        ended = refused(lambda: org.end_role(SYSTEM_ACTOR, role=role, on=MARCH))
        assert ended.message == "Quyền này đã kết thúc từ ngày 1-3-2023."

    @pytest.mark.parametrize("early", [0, 1, 400])
    def test_a_role_given_by_mistake_is_taken_back_at_once(self, tree: cast.Tree, early: int) -> None:
        user = cast.make_user(unit=tree.commune)
        role = cast.give(user, RoleCode.LEADER, tree.district, valid_from=cast.TODAY)
        org.end_role(SYSTEM_ACTOR, role=role, on=cast.TODAY - timedelta(days=early))
        assert Role.objects.filter(user=user).count() == 0
        assert cast.acting(user).grants == ()
        last = LedgerLine.objects.order_by("-sequence")[0]
        assert (last.act, last.object_id) == ("end_role", str(user.pk))
        assert cast.give(user, RoleCode.LEADER, tree.district, valid_from=cast.TODAY).valid_to is None

    def test_the_last_administrator_stays(self, tree: cast.Tree) -> None:
        words = (
            "Đây là quản trị cuối cùng của đơn vị và của các cấp trên. "
            "Hãy giao quyền quản trị cho người khác trước."
        )
        user = cast.make_user_with_role(RoleCode.ADMINISTRATOR, tree.district, valid_from=cast.TODAY)
        role = user.roles.get()
        for day in (cast.TODAY, MARCH):
            found = refused(lambda day=day: org.end_role(SYSTEM_ACTOR, role=role, on=day))  # type: ignore[misc]
            assert (found.code, found.message) == ("conflict", words)
        assert refused(lambda: org.close_account(SYSTEM_ACTOR, user=user)).message == words

    def test_links_and_passwords(self, tree: cast.Tree) -> None:
        user = cast.make_user("le.an", unit=tree.commune, password=GOOD)
        me, other = cast.acting(user), cast.make_user(unit=tree.commune)
        gone = refused(lambda: org.accept_invitation("x", GOOD, cast.NOW))
        assert gone.message == "Liên kết không còn hiệu lực. Đề nghị quản trị của đơn vị tạo liên kết mới."
        for old, new, message in (
            ("sai", "một mật khẩu khác 7", "Mật khẩu hiện tại không đúng."),
            (GOOD, GOOD, "Mật khẩu mới phải khác mật khẩu hiện tại."),
        ):
            found = refused(
                lambda old=old, new=new: org.change_password(  # type: ignore[misc]
                    me, user=user, old=old, new=new, now=cast.NOW
                )
            )
            assert found.message == message
        theirs = refused(lambda: org.change_password(me, user=other, old="", new=GOOD, now=cast.NOW))
        assert (theirs.code, theirs.message) == ("denied", "Mỗi người chỉ đổi được mật khẩu của mình.")

    def test_a_first_administrator_where_there_is_one(self, tree: cast.Tree) -> None:
        cast.make_user_with_role(RoleCode.ADMINISTRATOR, tree.far)
        found = refused(
            lambda: org.first_administrator(full_name="A", username="quantri", now=cast.NOW, today=cast.TODAY)
        )
        assert (found.code, found.message) == (
            "conflict",
            "Đã có quản trị. Đề nghị quản trị hiện có mời thêm người.",
        )


@pytest.mark.parametrize(("wait", "minutes"), [(10, 1), (59, 1), (60, 1), (61, 2), (320, 6), (900, 15)])
def test_the_wait_is_told_in_whole_minutes(tree: cast.Tree, wait: int, minutes: int) -> None:
    from nhiemky.org.models import SignInFailure

    doors = org.doors._doors("le.an", "10.0.0.1")
    failures = doors[0].free + 10
    moment = cast.NOW - (org.doors.WINDOW - timedelta(seconds=wait))
    SignInFailure.objects.bulk_create(SignInFailure(key=doors[0].key, at=moment) for _ in range(failures))
    later = cast.NOW if wait < 900 else moment + timedelta(0)
    with pytest.raises(org.TooManyAttempts) as caught:
        org.sign_in("le.an", GOOD, "10.0.0.1", later)
    assert caught.value.wait == timedelta(seconds=wait)
    assert caught.value.code == "too_many_attempts"
    assert caught.value.message == (f"Đăng nhập sai quá nhiều lần. Đề nghị thử lại sau {minutes} phút.")


ASKED: list[tuple[Callable[[Actor], object], str]] = [
    (
        lambda actor: queries.state_of(actor, unit_code="0", on=cast.TODAY),
        "Không có đơn vị mã 0 vào ngày 21-2-2023, hoặc tài khoản của đồng chí không được xem đơn vị này.",
    ),
    (lambda _: queries.term("1990-1995"), "Không có nhiệm kỳ 1990-1995."),
    (
        lambda actor: queries.person(actor, id=0),
        "Không có người này, hoặc tài khoản của đồng chí không được xem.",
    ),
    (
        lambda actor: queries.account(actor, id=0),
        "Không có tài khoản này, hoặc đồng chí không được xem.",
    ),
]


@pytest.mark.parametrize(("ask", "message"), ASKED)
def test_what_is_not_there_or_may_not_be_seen(
    tree: cast.Tree, ask: Callable[[Actor], object], message: str
) -> None:
    for actor in (SYSTEM_ACTOR, cast.actor(), cast.office(tree.cell)):
        with pytest.raises(NotFound) as caught:
            ask(actor)
        assert (caught.value.code, caught.value.message) == ("not_found", message)


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"label": " "}, "label", "Hãy nhập nhiệm kỳ, ví dụ 2020-2025."),
        ({"label": "x" * 21}, "label", "Hãy nhập nhiệm kỳ, ví dụ 2020-2025."),
        ({"label": "2015 – 2020"}, "label", "Nhiệm kỳ 2015-2020 đã có."),
        (
            {"last_year": 2031},
            "last_year",
            "Năm cuối không được trước năm đầu, nhiệm kỳ không quá 10 năm.",
        ),
        (
            {"first_year": 1929, "last_year": 1930},
            "last_year",
            "Năm cuối không được trước năm đầu, nhiệm kỳ không quá 10 năm.",
        ),
    ],
)
def test_a_term_that_cannot_be(given: dict[str, object], field: str, message: str) -> None:
    cast.make_term("2015-2020")
    asked = {"label": "2020-2025", "first_year": 2021, "last_year": 2025, **given}
    found = refused(lambda: org.add_term(SYSTEM_ACTOR, **asked))  # type: ignore[arg-type]
    assert isinstance(found, Invalid)
    assert found.errors == (FieldError(field, message),)
