"""Invitations, passwords, signing in and out."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import timedelta

import pytest
from django.test import override_settings

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid, NotFound
from nhiemky.org.actions import (
    INVITATION_LIFE,
    TooManyAttempts,
    WrongSignIn,
    accept_invitation,
    change_password,
    doors,
    first_administrator,
    invite,
    sign_in,
    sign_out,
)
from nhiemky.org.models import Invitation, SignInFailure, User
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests import cast
from tests.standing import standing

pytestmark = pytest.mark.django_db

NOW, GOOD = cast.NOW, "nước lớn đầy kênh 9"
SECOND = timedelta(seconds=1)


@standing
def tree() -> cast.Tree:
    return cast.make_tree()


@standing
def user(tree: cast.Tree) -> User:
    return cast.make_user_with_role(RoleCode.OFFICE, tree.commune, username="vanphong", password=GOOD)


def acts() -> list[str]:
    return list(LedgerLine.objects.order_by("sequence").values_list("act", flat=True))


def fail(times: int, *, name: str = "vanphong", address: str = "10.0.0.1") -> None:
    for _ in range(times):
        with pytest.raises(WrongSignIn):
            sign_in(name, "sai mật khẩu", address, NOW)


class TestInvitations:
    def test_a_link_sets_the_password_once(self, tree: cast.Tree) -> None:
        user = cast.make_user("moi", unit=tree.commune)
        secret = invite(cast.administrator(tree.commune), user=user, now=NOW)
        assert accept_invitation(secret, GOOD, NOW + timedelta(hours=1)) == user
        assert User.objects.get(pk=user.pk).check_password(GOOD)
        with pytest.raises(NotFound, match="không còn hiệu lực"):
            accept_invitation(secret, GOOD + "1", NOW + timedelta(hours=2))
        assert acts()[-2:] == ["invite", "accept_invitation"]

    def test_only_the_digest_is_kept_and_the_ledger_knows_no_secret(self, tree: cast.Tree) -> None:
        user = cast.make_user("moi", unit=tree.commune)
        secret = invite(SYSTEM_ACTOR, user=user, now=NOW)
        row = Invitation.objects.get()
        assert row.digest == hashlib.sha256(secret.encode()).hexdigest()
        assert len(secret) >= 40
        written = json.dumps(list(LedgerLine.objects.values("summary", "before", "after", "object_id")))
        assert secret not in written
        assert row.digest not in written

    @pytest.mark.parametrize(("later", "works"), [(INVITATION_LIFE - SECOND, True), (INVITATION_LIFE, False)])
    def test_it_expires_after_72_hours(self, tree: cast.Tree, later: timedelta, works: bool) -> None:
        secret = invite(SYSTEM_ACTOR, user=cast.make_user(unit=tree.commune), now=NOW)
        if works:
            assert accept_invitation(secret, GOOD, NOW + later).has_usable_password()
        else:
            with pytest.raises(NotFound):
                accept_invitation(secret, GOOD, NOW + later)

    def test_a_new_link_ends_the_one_before(self, tree: cast.Tree) -> None:
        user = cast.make_user(unit=tree.commune)
        first = invite(SYSTEM_ACTOR, user=user, now=NOW)
        second = invite(SYSTEM_ACTOR, user=user, now=NOW)
        with pytest.raises(NotFound):
            accept_invitation(first, GOOD, NOW)
        assert accept_invitation(second, GOOD, NOW) == user

    @pytest.mark.parametrize("secret", ["", "không phải", "a" * 43, "\ud800"])
    def test_an_unknown_secret_is_refused(self, secret: str) -> None:
        with pytest.raises(NotFound):
            accept_invitation(secret, GOOD, NOW)

    @pytest.mark.parametrize("password", ["", "ngắn", "1234567890", "password123", "vanphongxa"])
    def test_a_weak_password_is_refused_and_the_link_stays(self, tree: cast.Tree, password: str) -> None:
        user = cast.make_user("vanphongxa", unit=tree.commune)
        secret = invite(SYSTEM_ACTOR, user=user, now=NOW)
        with pytest.raises(Invalid) as refused:
            accept_invitation(secret, password, NOW)
        assert {error.field for error in refused.value.errors} == {"password"}
        assert accept_invitation(secret, GOOD, NOW) == user

    def test_a_closed_account_gets_and_uses_none(self, tree: cast.Tree) -> None:
        user = cast.make_user(unit=tree.commune)
        secret = invite(SYSTEM_ACTOR, user=user, now=NOW)
        User.objects.filter(pk=user.pk).update(is_active=False)
        with pytest.raises(NotFound):
            accept_invitation(secret, GOOD, NOW)
        with pytest.raises(Conflict):
            invite(SYSTEM_ACTOR, user=user, now=NOW)

    def test_inviting_is_denied_where_the_account_has_more_rights(self, tree: cast.Tree) -> None:
        user = cast.make_user(unit=tree.commune)
        mine = cast.administrator(tree.commune)
        invite(mine, user=user, now=NOW)
        cast.give(user, RoleCode.ADMINISTRATOR, tree.district)
        with pytest.raises(Denied):
            invite(mine, user=user, now=NOW)
        with pytest.raises(Denied):
            invite(cast.administrator(tree.second), user=user, now=NOW)


class TestChangePassword:
    def test_the_own_password_changes(self, user: User) -> None:
        change_password(cast.acting(user), user=user, old=GOOD, new="một mật khẩu khác 7", now=NOW)
        assert User.objects.get(pk=user.pk).check_password("một mật khẩu khác 7")
        assert acts()[-1] == "change_password"

    @pytest.mark.parametrize(
        ("old", "new", "field"),
        [("sai", "một mật khẩu khác 7", "old"), (GOOD, GOOD, "password"), (GOOD, "ngắn", "password")],
    )
    def test_what_is_wrong_is_refused(self, user: User, old: str, new: str, field: str) -> None:
        with pytest.raises(Invalid) as refused:
            change_password(cast.acting(user), user=user, old=old, new=new, now=NOW)
        assert {error.field for error in refused.value.errors} == {field}
        assert User.objects.get(pk=user.pk).check_password(GOOD)

    def test_another_persons_is_denied(self, user: User, tree: cast.Tree) -> None:
        with pytest.raises(Denied):
            change_password(
                cast.administrator(tree.province), user=user, old=GOOD, new="khác hẳn 77777", now=NOW
            )


class TestFirstAdministrator:
    def make(self) -> tuple[User, str]:
        return first_administrator(full_name="Phạm Quang Dũng", username="quantri", now=NOW, today=cast.TODAY)

    def test_it_administers_the_first_root_by_a_link(self, tree: cast.Tree) -> None:
        user, secret = self.make()
        assert accept_invitation(secret, GOOD, NOW) == user
        assert [(role.code, role.unit) for role in user.roles.select_related("unit")] == [
            ("administrator", tree.province.unit)
        ]

    def test_it_may_administer_another_unit(self, tree: cast.Tree) -> None:
        user, _ = first_administrator(
            full_name="An", username="quantri", now=NOW, today=cast.TODAY, unit=tree.commune.unit
        )
        assert user.roles.get().unit == tree.commune.unit

    def test_a_second_call_gives_a_new_link_until_a_password_is_set(self, tree: cast.Tree) -> None:
        user, old = self.make()
        again, new = self.make()
        assert again == user
        with pytest.raises(NotFound):
            accept_invitation(old, GOOD, NOW)
        accept_invitation(new, GOOD, NOW)
        with pytest.raises(Conflict, match="Đã có quản trị"):
            self.make()

    def test_without_a_unit_it_is_refused(self) -> None:
        with pytest.raises(NotFound, match="Chưa có đơn vị"):
            self.make()


class TestSignIn:
    def test_name_and_password_open_the_account(self, user: User) -> None:
        assert sign_in(" VanPhong ", GOOD, "10.0.0.1", NOW) == user
        line = LedgerLine.objects.order_by("-sequence")[0]
        assert (line.act, line.actor_id, line.after) == ("signed_in", user.pk, {"address": "10.0.0.1"})
        assert User.objects.get(pk=user.pk).last_login == NOW
        assert SignInFailure.objects.count() == 0

    @pytest.mark.parametrize(
        ("name", "password"),
        [("vanphong", "sai"), ("vanphong", ""), ("không có", GOOD), ("", ""), ("vanphong", GOOD.upper())],
    )
    def test_anything_else_is_refused_in_the_same_words(self, user: User, name: str, password: str) -> None:
        with pytest.raises(WrongSignIn) as refused:
            sign_in(name, password, "10.0.0.1", NOW)
        assert refused.value.message == "Tên đăng nhập hoặc mật khẩu không đúng."
        assert acts()[-1] == "sign_in_refused"

    def test_a_closed_account_and_one_without_password_are_refused(self, tree: cast.Tree, user: User) -> None:
        User.objects.filter(pk=user.pk).update(is_active=False)
        cast.make_user("chuamoi", unit=tree.commune)
        for name in ("vanphong", "chuamoi"):
            with pytest.raises(WrongSignIn):
                sign_in(name, GOOD, "10.0.0.1", NOW)

    def test_the_ledger_never_holds_what_was_typed(self, user: User) -> None:
        with pytest.raises(WrongSignIn):
            sign_in("mật khẩu gõ nhầm ô", "bí mật đã gõ", "10.0.0.1", NOW)
        fail(1)
        sign_in("vanphong", GOOD, "10.0.0.1", NOW)
        sign_out(user, now=NOW)
        written = json.dumps(
            list(LedgerLine.objects.values("summary", "before", "after")), ensure_ascii=False
        )
        assert not re.search(f"{GOOD}|bí mật đã gõ|gõ nhầm|sai mật khẩu", written)
        assert acts()[-4:] == ["sign_in_refused", "sign_in_refused", "signed_in", "signed_out"]

    def test_lines_stand_in_the_branch_of_the_account(self, user: User, tree: cast.Tree) -> None:
        fail(1)
        fail(1, name="không có")
        branches = LedgerLine.objects.filter(act="sign_in_refused").order_by("sequence")
        assert list(branches.values_list("branch", flat=True)) == [tree.commune.path, "/"]

    def test_an_unknown_name_costs_one_hash_like_a_known_one(self, user: User) -> None:
        slow = override_settings(PASSWORD_HASHERS=["tests.org.actions.counting.CountingHasher"])
        with slow:
            User.objects.filter(pk=user.pk).update(password="counting$salt$nothing")
            from tests.org.actions.counting import CountingHasher

            counts = []
            for name in ("vanphong", "không có"):
                CountingHasher.count = 0
                fail(1, name=name)
                counts.append(CountingHasher.count)
        assert counts == [1, 1]


class TestThrottle:
    def test_five_failures_are_free_and_the_sixth_waits_even_with_the_right_password(
        self, user: User
    ) -> None:
        fail(5)
        with pytest.raises(TooManyAttempts) as refused:
            sign_in("vanphong", GOOD, "10.0.0.1", NOW)
        assert refused.value.wait == timedelta(seconds=10)
        assert refused.value.message == "Đăng nhập sai quá nhiều lần. Đề nghị thử lại sau 1 phút."
        assert acts().count("sign_in_refused") == 5

    def test_after_the_wait_the_right_password_opens_and_clears(self, user: User) -> None:
        fail(5)
        assert sign_in("vanphong", GOOD, "10.0.0.1", NOW + timedelta(seconds=10)) == user
        fail(5)

    def test_the_delay_doubles_up_to_the_window(self, user: User) -> None:
        moment, waits = NOW, []
        for _ in range(14):
            try:
                sign_in("vanphong", "sai", "10.0.0.1", moment)
            except TooManyAttempts as refused:
                waits.append(int(refused.wait.total_seconds()))
                moment += refused.wait
                with pytest.raises(WrongSignIn):
                    sign_in("vanphong", "sai", "10.0.0.1", moment)
            except WrongSignIn:
                continue
        assert waits[:6] == [10, 20, 40, 80, 160, 320]
        assert max(waits) <= 900

    def test_another_address_is_not_kept_waiting_by_somebody_elses_guesses(self, user: User) -> None:
        fail(5, address="10.9.9.9")
        assert sign_in("vanphong", GOOD, "10.0.0.1", NOW) == user

    def test_many_addresses_together_are_slowed_down_by_the_name(self, user: User) -> None:
        for number in range(doors.FREE_TRIES_NAME):
            fail(1, address=f"10.0.1.{number}")
        with pytest.raises(TooManyAttempts):
            sign_in("vanphong", GOOD, "10.0.2.1", NOW)

    def test_many_names_from_one_address_are_slowed_down(self, user: User) -> None:
        for number in range(doors.FREE_TRIES_ADDRESS):
            fail(1, name=f"ten{number}")
        with pytest.raises(TooManyAttempts):
            sign_in("vanphong", GOOD, "10.0.0.1", NOW)

    def test_unknown_names_wait_just_the_same(self) -> None:
        fail(5, name="không có")
        with pytest.raises(TooManyAttempts):
            sign_in("không có", GOOD, "10.0.0.1", NOW)

    def test_old_failures_do_not_count_and_are_cleared_away(self, user: User) -> None:
        fail(5)
        assert sign_in("vanphong", GOOD, "10.0.0.1", NOW + doors.WINDOW) == user
        with pytest.raises(WrongSignIn):
            sign_in("vanphong", "sai", "10.0.0.1", NOW + timedelta(days=2))
        assert SignInFailure.objects.filter(at__lte=NOW).count() == 0

    def test_only_digests_of_names_and_addresses_are_kept(self, user: User) -> None:
        fail(1)
        assert {len(key) for key in SignInFailure.objects.values_list("key", flat=True)} == {64}
        assert SignInFailure.objects.count() == 3
