"""Who sees and keeps which line of the register: every role, from every place."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.history.vocab import Denied
from nhiemky.org.actions import merge_units
from nhiemky.org.models import UnitState
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from nhiemky.registry.models import Directive, DirectiveFile
from nhiemky.registry.policy import may_read, require_keep, require_read, units_above, visible
from nhiemky.registry.vocab import Confidentiality
from tests import cast
from tests.standing import standing

pytestmark = pytest.mark.django_db

PLACES = ("province", "district", "other_district", "commune", "second", "far", "cell")
OPEN = {
    "province": {"province"},
    "district": {"province", "district"},
    "commune": {"province", "district", "commune"},
    "cell": {"province", "district", "commune", "cell"},
    "far": {"province", "other_district", "far"},
}
BELOW = {
    "province": set(PLACES),
    "district": {"commune", "second", "cell"},
    "commune": {"cell"},
    "cell": set(),
    "far": set(),
}


@standing
def tree() -> cast.Tree:
    return cast.make_tree()


def lines_of(tree: cast.Tree, grade: Confidentiality) -> dict[int, str]:
    """Enter one line in every register; give the place of each."""
    return {
        cast.make_directive(f"{number}-KH/HU", holder=getattr(tree, place), confidentiality=grade).pk: place
        for number, place in enumerate(PLACES, 1)
    }


@pytest.mark.parametrize("where", OPEN)
@pytest.mark.parametrize("role", RoleCode)
@pytest.mark.parametrize("grade", [Confidentiality.PUBLIC, Confidentiality.INTERNAL])
def test_lines_seen_by_role_and_place(
    tree: cast.Tree, role: RoleCode, where: str, grade: Confidentiality
) -> None:
    places = lines_of(tree, grade)
    actor = cast.actor((role, getattr(tree, where)))
    seen = {places[pk] for pk in Directive.objects.filter(visible(actor)).values_list("pk", flat=True)}
    assert seen == OPEN[where] | (set() if role is RoleCode.DELEGATE else BELOW[where])


@pytest.mark.parametrize("where", OPEN)
def test_secret_lines_are_seen_downwards_only(tree: cast.Tree, where: str) -> None:
    places = lines_of(tree, Confidentiality.TOP_SECRET)
    actor = cast.office(getattr(tree, where))
    seen = {places[pk] for pk in Directive.objects.filter(visible(actor)).values_list("pk", flat=True)}
    assert seen == {where} | BELOW[where]


def test_the_system_sees_everything_and_nobody_nothing(tree: cast.Tree) -> None:
    lines_of(tree, Confidentiality.SECRET)
    assert Directive.objects.filter(visible(SYSTEM_ACTOR)).count() == len(PLACES)
    assert Directive.objects.filter(visible(cast.actor())).count() == 0


@pytest.mark.parametrize("role", RoleCode)
@pytest.mark.parametrize("where", ["province", "district", "commune", "second"])
def test_only_the_own_office_keeps_a_register(tree: cast.Tree, role: RoleCode, where: str) -> None:
    actor = cast.actor((role, getattr(tree, where)))
    if (role, where) == (RoleCode.OFFICE, "commune"):
        assert require_keep(actor, holder_id=tree.commune.unit_id) == tree.commune.path
    else:
        with pytest.raises(Denied):
            require_keep(actor, holder_id=tree.commune.unit_id)


@pytest.mark.parametrize(
    ("where", "grade", "reads"),
    [
        ("district", Confidentiality.INTERNAL, True),
        ("province", Confidentiality.INTERNAL, True),
        ("commune", Confidentiality.INTERNAL, False),
        ("commune", Confidentiality.PUBLIC, True),
        ("cell", Confidentiality.PUBLIC, True),
        ("far", Confidentiality.PUBLIC, False),
        ("other_district", Confidentiality.PUBLIC, False),
    ],
)
def test_who_reads_a_file(tree: cast.Tree, where: str, grade: Confidentiality, reads: bool) -> None:
    row = cast.make_directive("165-KH/HU", holder=tree.district, confidentiality=grade)
    actor, file = cast.office(getattr(tree, where)), DirectiveFile(directive=row)
    assert may_read(actor, row) is reads
    if reads:
        assert require_read(actor, file, row) == tree.district.path
    else:
        with pytest.raises(Denied):
            require_read(actor, file, row)


def test_units_above_are_those_of_every_role(tree: cast.Tree) -> None:
    actor = cast.actor((RoleCode.OFFICE, tree.cell), (RoleCode.DELEGATE, tree.far))
    assert units_above(actor) == {
        tree.province.unit_id,
        tree.district.unit_id,
        tree.commune.unit_id,
        tree.other_district.unit_id,
    }
    assert units_above(cast.actor()) == set()


def test_a_successor_reads_the_register_of_what_it_followed(tree: cast.Tree) -> None:
    row = cast.make_directive("20-KH/ĐU", holder=tree.commune, confidentiality=Confidentiality.SECRET)
    day = date(2025, 7, 1)
    merge_units(
        SYSTEM_ACTOR,
        predecessors=[tree.commune.unit],
        successor=cast.draft("Phước Mỹ Trung", code="29000", parent=tree.other_district),
        on=day,
    )
    new = UnitState.objects.get(unit__code="29000")
    office = cast.acting(cast.make_user_with_role(RoleCode.OFFICE, new, valid_from=day), today=day)
    assert list(Directive.objects.filter(visible(office))) == [row]
    with pytest.raises(Denied):
        require_keep(office, holder_id=tree.commune.unit_id)
