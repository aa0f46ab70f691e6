"""What must be true of every row is refused by the database itself, whoever writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from nhiemky.org.models import (
    Invitation,
    Position,
    Role,
    SignInFailure,
    Succession,
    Term,
    Unit,
    UnitState,
    UnitType,
    User,
)
from nhiemky.org.vocab import RoleCode, SuccessionKind
from tests import cast
from tests.standing import standing

pytestmark = pytest.mark.django_db

DAY = date(2023, 1, 1)


@standing
def tree() -> cast.Tree:
    return cast.make_tree()


def refused(row: models.Model, constraint: str) -> None:
    """Assert that the database refuses the row, by the named constraint where it names constraints."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        row.save(force_insert=True)
    words = str(error.value).lower()
    assert constraint in words or "unique constraint failed" in words


def state_like(state: UnitState, **changes: object) -> UnitState:
    copy = UnitState.objects.get(pk=state.pk)
    copy.pk = None
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


class TestUnitState:
    @pytest.mark.parametrize("days", [0, -1, -4000])
    def test_it_ends_after_it_begins(self, tree: cast.Tree, days: int) -> None:
        begin = date(2024, 1, 1)
        copy = state_like(tree.far, valid_from=begin, valid_to=begin + timedelta(days=days))
        refused(copy, "unit_state_ends_after_it_begins")

    def test_a_unit_has_one_state_from_a_date(self, tree: cast.Tree) -> None:
        refused(state_like(tree.far, valid_to=date(2030, 1, 1)), "unit_has_one_state_from_a_date")

    def test_a_unit_has_one_open_state(self, tree: cast.Tree) -> None:
        refused(state_like(tree.far, valid_from=DAY), "unit_has_one_open_state")

    def test_the_code_of_a_unit_is_its_own(self, tree: cast.Tree) -> None:
        refused(Unit(code="28927"), "code")

    def test_the_code_of_a_type_is_its_own(self, tree: cast.Tree) -> None:
        refused(UnitType(code="commune", name="khác", rank=1), "code")

    def test_a_unit_with_history_is_never_deleted(self, tree: cast.Tree) -> None:
        with pytest.raises(ProtectedError):
            tree.commune.unit.delete()


class TestSuccession:
    @pytest.mark.parametrize("kind", [kind for kind in SuccessionKind if kind is not SuccessionKind.DISSOLVE])
    def test_only_a_dissolved_unit_has_no_successor(self, tree: cast.Tree, kind: SuccessionKind) -> None:
        refused(
            Succession(predecessor=tree.far.unit, kind=kind.value, on=DAY),
            "only_a_dissolved_unit_has_no_successor",
        )

    def test_a_dissolved_unit_may_have_none(self, tree: cast.Tree) -> None:
        row = Succession.objects.create(predecessor=tree.far.unit, kind="dissolve", on=DAY)
        assert str(row) == f"{tree.far.unit_id} dissolve None"

    def test_it_is_recorded_once(self, tree: cast.Tree) -> None:
        given = {"predecessor": tree.far.unit, "successor": tree.third.unit, "kind": "merge", "on": DAY}
        Succession.objects.create(**given)
        refused(Succession(**given), "succession_is_recorded_once")


class TestPeople:
    def test_a_term_ends_after_it_begins(self) -> None:
        refused(Term(label="x", first_year=2025, last_year=2024), "term_ends_after_it_begins")

    def test_a_label_names_one_term(self) -> None:
        cast.make_term()
        refused(Term(label="2020-2025", first_year=2021, last_year=2025), "label")

    def test_a_position_ends_after_it_begins(self, tree: cast.Tree) -> None:
        person = cast.make_person(keeper=tree.commune)
        row = Position(person=person, unit=tree.commune.unit, title="Bí thư", valid_from=DAY, valid_to=DAY)
        refused(row, "position_ends_after_it_begins")

    def test_a_role_ends_after_it_begins(self, tree: cast.Tree) -> None:
        user = cast.make_user(unit=tree.commune)
        row = Role(user=user, unit=tree.commune.unit, code="office", valid_from=DAY, valid_to=DAY)
        refused(row, "role_ends_after_it_begins")

    def test_a_role_is_held_once_without_end(self, tree: cast.Tree) -> None:
        role = cast.give(cast.make_user(unit=tree.commune), RoleCode.OFFICE, tree.commune)
        row = Role(user=role.user, unit=role.unit, code=role.code, valid_from=DAY)
        refused(row, "role_is_held_once_without_end")

    def test_a_name_opens_one_account_and_a_person_has_one(self, tree: cast.Tree) -> None:
        user = cast.make_user("nvan", unit=tree.commune)
        refused(User(username="nvan"), "username")
        refused(User(username="khac", person=user.person), "person_id")

    def test_a_secret_belongs_to_one_invitation(self, tree: cast.Tree) -> None:
        user = cast.make_user(unit=tree.commune)
        Invitation.objects.create(user=user, digest="a" * 64, expires_at=cast.NOW)
        refused(Invitation(user=user, digest="a" * 64, expires_at=cast.NOW), "digest")


@pytest.mark.parametrize(
    ("build", "text"),
    [
        (lambda tree: tree.commune, "Đảng bộ xã Tân Thanh Tây"),
        (lambda tree: tree.commune.unit, "28927"),
        (lambda tree: tree.commune.type, "Đảng bộ xã"),
        (lambda tree: cast.make_term(), "2020-2025"),
        (lambda tree: cast.make_person("Lê An", keeper=tree.commune), "Lê An"),
        (lambda tree: cast.make_user("nvan", unit=tree.commune), "nvan"),
        (
            lambda tree: cast.make_position(
                cast.make_person(keeper=tree.commune), tree.commune, "Phó Bí thư"
            ),
            "Phó Bí thư",
        ),
        (lambda tree: cast.give(cast.make_user(unit=tree.commune), RoleCode.LEADER, tree.commune), "leader"),
        (lambda tree: Invitation(user_id=7), "7"),
        (lambda tree: SignInFailure(at=cast.NOW), "2023-02-21 03:00:00+00:00"),
    ],
)
def test_every_row_tells_itself(
    tree: cast.Tree, build: Callable[[cast.Tree], models.Model], text: str
) -> None:
    assert str(build(tree)) == text
