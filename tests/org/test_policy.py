"""Who may do what where: the whole matrix role × verb × place."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from nhiemky.history.vocab import Denied
from nhiemky.org.actions import merge_units
from nhiemky.org.models import UnitState
from nhiemky.org.policy import (
    READING,
    ROLE_VERBS,
    SYSTEM_ACTOR,
    Actor,
    Grant,
    reach,
    reached_paths,
    require,
    valid_at,
)
from nhiemky.org.queries import actor_of
from nhiemky.org.vocab import ROLE_NAMES, VERB_NAMES, RoleCode, Scope, Verb
from tests import cast

OWN, BRANCH, NO = "own", "branch", ""
PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "to-chuc-va-quyen.md"

# Written down a second time on purpose: a change of rights must be made twice to be believed.
EXPECTED: dict[RoleCode, dict[Verb, str]] = {
    RoleCode.OFFICE: {
        Verb.SEE: BRANCH,
        Verb.SEE_UNCONFIRMED: OWN,
        Verb.KEEP_TARGETS: OWN,
        Verb.ENTER_RESULTS: OWN,
        Verb.CONFIRM_RESULTS: NO,
        Verb.FREEZE: BRANCH,
        Verb.ISSUE_REPORT: BRANCH,
        Verb.KEEP_REGISTRY: OWN,
        Verb.KEEP_UNITS: NO,
        Verb.KEEP_PEOPLE: NO,
        Verb.KEEP_ROLES: NO,
        Verb.SEE_LEDGER: NO,
        Verb.KEEP_WORK: OWN,
        Verb.KEEP_CAMPAIGN: OWN,
        Verb.KEEP_REVIEW: OWN,
        Verb.COMMENT: BRANCH,
        Verb.RECORD_FINDINGS: OWN,
    },
    RoleCode.LEADER: {
        Verb.SEE: BRANCH,
        Verb.SEE_UNCONFIRMED: OWN,
        Verb.KEEP_TARGETS: NO,
        Verb.ENTER_RESULTS: NO,
        Verb.CONFIRM_RESULTS: OWN,
        Verb.FREEZE: BRANCH,
        Verb.ISSUE_REPORT: BRANCH,
        Verb.KEEP_REGISTRY: NO,
        Verb.KEEP_UNITS: NO,
        Verb.KEEP_PEOPLE: NO,
        Verb.KEEP_ROLES: NO,
        Verb.SEE_LEDGER: NO,
        Verb.KEEP_WORK: NO,
        Verb.KEEP_CAMPAIGN: OWN,
        Verb.KEEP_REVIEW: OWN,
        Verb.COMMENT: BRANCH,
        Verb.RECORD_FINDINGS: OWN,
    },
    RoleCode.EDITOR: {
        Verb.SEE: BRANCH,
        Verb.SEE_UNCONFIRMED: OWN,
        Verb.KEEP_TARGETS: NO,
        Verb.ENTER_RESULTS: NO,
        Verb.CONFIRM_RESULTS: NO,
        Verb.FREEZE: NO,
        Verb.ISSUE_REPORT: BRANCH,
        Verb.KEEP_REGISTRY: NO,
        Verb.KEEP_UNITS: NO,
        Verb.KEEP_PEOPLE: NO,
        Verb.KEEP_ROLES: NO,
        Verb.SEE_LEDGER: NO,
        Verb.KEEP_WORK: NO,
        Verb.KEEP_CAMPAIGN: NO,
        Verb.KEEP_REVIEW: OWN,
        Verb.COMMENT: NO,
        Verb.RECORD_FINDINGS: OWN,
    },
    RoleCode.OVERSEER: {
        Verb.SEE: BRANCH,
        Verb.SEE_UNCONFIRMED: BRANCH,
        Verb.KEEP_TARGETS: NO,
        Verb.ENTER_RESULTS: NO,
        Verb.CONFIRM_RESULTS: NO,
        Verb.FREEZE: NO,
        Verb.ISSUE_REPORT: NO,
        Verb.KEEP_REGISTRY: NO,
        Verb.KEEP_UNITS: NO,
        Verb.KEEP_PEOPLE: NO,
        Verb.KEEP_ROLES: NO,
        Verb.SEE_LEDGER: NO,
        Verb.KEEP_WORK: NO,
        Verb.KEEP_CAMPAIGN: NO,
        Verb.KEEP_REVIEW: NO,
        Verb.COMMENT: BRANCH,
        Verb.RECORD_FINDINGS: BRANCH,
    },
    RoleCode.SURVEYOR: {verb: BRANCH if verb in (Verb.SEE, Verb.RECORD_FINDINGS) else NO for verb in Verb},
    RoleCode.DELEGATE: {verb: OWN if verb is Verb.SEE else NO for verb in Verb},
    RoleCode.ADMINISTRATOR: {
        Verb.SEE: BRANCH,
        Verb.SEE_UNCONFIRMED: NO,
        Verb.KEEP_TARGETS: NO,
        Verb.ENTER_RESULTS: NO,
        Verb.CONFIRM_RESULTS: NO,
        Verb.FREEZE: NO,
        Verb.ISSUE_REPORT: NO,
        Verb.KEEP_REGISTRY: NO,
        Verb.KEEP_UNITS: BRANCH,
        Verb.KEEP_PEOPLE: BRANCH,
        Verb.KEEP_ROLES: BRANCH,
        Verb.SEE_LEDGER: BRANCH,
        Verb.KEEP_WORK: NO,
        Verb.KEEP_CAMPAIGN: NO,
        Verb.KEEP_REVIEW: NO,
        Verb.COMMENT: NO,
        Verb.RECORD_FINDINGS: NO,
    },
}
READS = {Verb.SEE, Verb.SEE_UNCONFIRMED, Verb.ISSUE_REPORT, Verb.SEE_LEDGER}

# Paths as in /province/district/commune/cell; the role is held in the district, id 2.
PLACES = {
    "own": "/1/2/",
    "child": "/1/2/3/",
    "grandchild": "/1/2/3/4/",
    "beside": "/1/22/",
    "below_beside": "/1/22/5/",
    "above": "/1/",
    "elsewhere": "/9/",
    "far_below": "/9/12/7/",
}


def expected(role: RoleCode, verb: Verb, place: str) -> bool:
    scope = EXPECTED[role][verb]
    return (place == "own" and scope != NO) or (place in ("child", "grandchild") and scope == BRANCH)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("role", RoleCode)
def test_matrix_of_role_verb_and_place(role: RoleCode, verb: Verb, place: str) -> None:
    actor = Actor(1, "An", (Grant(role, 2),), cast.TODAY)
    assert actor.may(verb, PLACES[place]) is expected(role, verb, place)


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("role", RoleCode)
def test_matrix_for_a_unit_that_the_own_unit_followed(role: RoleCode, verb: Verb) -> None:
    actor = Actor(1, "An", (Grant(role, 2),), cast.TODAY, inherited=(Grant(role, 77),))
    scope = EXPECTED[role][verb]
    assert actor.may(verb, "/70/77/") is (verb in READS and scope != NO)
    assert actor.may(verb, "/70/77/78/") is (verb in READS and scope == BRANCH)
    assert actor.may(verb, "/70/") is False


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("role", RoleCode)
def test_matrix_for_a_unit_that_a_unit_below_followed(role: RoleCode, verb: Verb) -> None:
    actor = Actor(1, "An", (Grant(role, 2),), cast.TODAY, inherited=(Grant(role, 77, from_below=True),))
    assert actor.may(verb, "/70/77/") is (verb in READS and EXPECTED[role][verb] == BRANCH)


def test_reading_is_all_that_changes_nothing() -> None:
    assert READING == READS


def test_role_verbs_hold_no_more_and_no_less_than_the_matrix() -> None:
    given = {
        role: {verb: scope for verb, scope in verbs.items() if scope != NO}
        for role, verbs in EXPECTED.items()
    }
    assert {
        role: {verb: str(scope) for verb, scope in verbs.items()} for role, verbs in ROLE_VERBS.items()
    } == given


def test_every_role_and_verb_has_a_name() -> None:
    assert set(ROLE_NAMES) == set(RoleCode)
    assert set(VERB_NAMES) == set(Verb)


def test_the_page_about_rights_shows_the_same_matrix() -> None:
    words = {OWN: "đơn vị mình", BRANCH: "cả nhánh", NO: "–"}
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.read_text("utf-8").splitlines()
        if re.match(r"\|\s*(Việc|`)", line)
    ]
    header, *body = rows
    assert header == ["Việc", *(str(ROLE_NAMES[role]) for role in RoleCode)]
    assert body == [
        [f"`{verb.value}` {VERB_NAMES[verb]}", *(words[EXPECTED[role][verb]] for role in RoleCode)]
        for verb in Verb
    ]


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("path", ["/", "/1/", "/9/8/7/"])
def test_the_system_may_everything_everywhere(verb: Verb, path: str) -> None:
    assert SYSTEM_ACTOR.may(verb, path)


@pytest.mark.parametrize("verb", Verb)
def test_nobody_without_a_role_may_anything(verb: Verb) -> None:
    nobody = Actor(1, "An", (), cast.TODAY)
    assert [path for path in (*PLACES.values(), "/") if nobody.may(verb, path)] == []


def test_several_roles_add_up() -> None:
    actor = Actor(1, "An", (Grant(RoleCode.OFFICE, 3), Grant(RoleCode.OVERSEER, 2)), cast.TODAY)
    assert actor.may(Verb.ENTER_RESULTS, "/1/2/3/")
    assert not actor.may(Verb.ENTER_RESULTS, "/1/2/")
    assert actor.may(Verb.SEE_UNCONFIRMED, "/1/2/6/")
    assert actor.branches(Verb.SEE) == (3, 2)
    assert actor.branches(Verb.ENTER_RESULTS) == (3,)
    assert actor.branches(Verb.KEEP_UNITS) == ()


@pytest.mark.parametrize(("unit_id", "path"), [(2, "/12/"), (2, "/1/22/"), (12, "/1/2/"), (1, "/11/1111/")])
def test_ids_that_only_look_alike_are_not_reached(unit_id: int, path: str) -> None:
    actor = Actor(1, "An", (Grant(RoleCode.OVERSEER, unit_id),), cast.TODAY)
    assert not actor.may(Verb.SEE, path)


def test_require_lets_pass_who_may() -> None:
    require(cast.SYSTEM_ACTOR, Verb.KEEP_UNITS, "/")
    require(Actor(1, "An", (Grant(RoleCode.OFFICE, 2),), cast.TODAY), Verb.ENTER_RESULTS, "/1/2/")


def test_require_denies_everybody_else_with_words() -> None:
    with pytest.raises(Denied) as refused:
        require(Actor(1, "An", (Grant(RoleCode.OFFICE, 2),), cast.TODAY), Verb.CONFIRM_RESULTS, "/1/2/")
    assert refused.value.message == (
        "Tài khoản của đồng chí không có quyền xác nhận kết quả ở đơn vị này. Đề nghị liên hệ quản trị của đơn vị."
    )


def test_scope_of_a_grant() -> None:
    assert Grant(RoleCode.OFFICE, 1).scope(Verb.SEE) is Scope.BRANCH
    assert Grant(RoleCode.OFFICE, 1).scope(Verb.ENTER_RESULTS) is Scope.OWN
    assert Grant(RoleCode.OFFICE, 1, from_below=True).scope(Verb.SEE_UNCONFIRMED) is None
    assert Grant(RoleCode.OFFICE, 1).scope(Verb.KEEP_UNITS) is None


@pytest.mark.django_db
class TestReach:
    """The filters give exactly the rows for which ``may`` says yes."""

    @pytest.mark.parametrize("verb", Verb)
    @pytest.mark.parametrize("role", RoleCode)
    def test_reach_agrees_with_may(self, role: RoleCode, verb: Verb) -> None:
        tree = cast.make_tree()
        actor = cast.actor((role, tree.district))
        states = list(UnitState.objects.filter(valid_at(cast.TODAY)))
        reached = set(UnitState.objects.filter(reach(actor, verb, on=cast.TODAY)))
        assert reached == {state for state in states if actor.may(verb, state.path)}

    def test_reach_of_the_system_is_everything_of_the_day(self) -> None:
        tree = cast.make_tree()
        late = cast.make_unit("Thành lập sau", parent=tree.district, valid_from=date(2024, 1, 1))
        seen = UnitState.objects.filter(reach(SYSTEM_ACTOR, Verb.SEE, on=cast.TODAY))
        assert seen.count() == 8
        assert late not in seen
        assert UnitState.objects.filter(reach(SYSTEM_ACTOR, Verb.SEE, on=date(2024, 1, 1))).count() == 9

    def test_reached_paths_of_nobody_are_none(self) -> None:
        cast.make_tree()
        nobody = Actor(1, "An", (), cast.TODAY)
        assert UnitState.objects.filter(reached_paths(nobody, Verb.SEE)).count() == 0

    @pytest.mark.parametrize(
        ("day", "holds"),
        [
            (date(2009, 12, 31), False),
            (date(2010, 1, 1), True),
            (date(2023, 2, 20), True),
            (date(2023, 2, 21), False),
        ],
    )
    def test_valid_at_counts_the_first_day_and_not_the_last(self, day: date, holds: bool) -> None:
        state = cast.make_unit()
        UnitState.objects.filter(pk=state.pk).update(valid_to=date(2023, 2, 21))
        assert UnitState.objects.filter(valid_at(day)).exists() is holds


@pytest.mark.django_db
class TestSuccession:
    """Communes of two provinces merge on 1-7-2025: who reaches the new commune reads the old ones."""

    DAY = date(2025, 7, 1)

    @pytest.fixture
    def tree(self) -> cast.Tree:
        tree = cast.make_tree()
        vinh_long = cast.make_unit("Vĩnh Long", code="86", type="province")
        merge_units(
            SYSTEM_ACTOR,
            predecessors=[tree.commune.unit, tree.second.unit],
            successor=cast.draft("Phước Mỹ Trung", code="29000", parent=vinh_long),
            on=self.DAY,
        )
        return tree

    def actor(self, role: RoleCode, code: str) -> Actor:
        unit = UnitState.objects.get(unit__code=code, valid_to__isnull=True)
        return actor_of(cast.make_user_with_role(role, unit, valid_from=self.DAY), today=date(2026, 1, 1))

    def test_the_successor_reads_what_it_followed(self, tree: cast.Tree) -> None:
        office = self.actor(RoleCode.OFFICE, "29000")
        assert set(office.inherited) == {
            Grant(RoleCode.OFFICE, tree.commune.unit_id),
            Grant(RoleCode.OFFICE, tree.second.unit_id),
        }
        assert office.may(Verb.SEE, tree.commune.path)
        assert office.may(Verb.SEE, tree.cell.path)
        assert office.may(Verb.SEE_UNCONFIRMED, tree.commune.path)
        assert not office.may(Verb.ENTER_RESULTS, tree.commune.path)
        assert not office.may(Verb.SEE, tree.third.path)
        assert not office.may(Verb.SEE, tree.district.path)

    def test_the_units_above_the_successor_read_too_but_no_unconfirmed_figures(self, tree: cast.Tree) -> None:
        office = self.actor(RoleCode.OFFICE, "86")
        assert office.may(Verb.SEE, tree.commune.path)
        assert not office.may(Verb.SEE_UNCONFIRMED, tree.commune.path)
        assert not office.may(Verb.SEE, tree.third.path)

    def test_a_delegate_of_a_unit_above_reads_nothing_below(self, tree: cast.Tree) -> None:
        assert self.actor(RoleCode.DELEGATE, "86").inherited == ()

    def test_who_reached_the_old_units_anyway_inherits_nothing(self, tree: cast.Tree) -> None:
        assert self.actor(RoleCode.OVERSEER, "83").inherited == ()
        assert self.actor(RoleCode.OVERSEER, "83").may(Verb.SEE, tree.commune.path)

    def test_before_the_merger_nothing_is_inherited(self, tree: cast.Tree) -> None:
        user = cast.make_user_with_role(RoleCode.OVERSEER, UnitState.objects.get(unit__code="86"))
        assert actor_of(user, today=date(2025, 6, 30)).inherited == ()
        assert len(actor_of(user, today=self.DAY).inherited) == 2

    def test_successions_are_followed_however_many_steps_back(self, tree: cast.Tree) -> None:
        merge_units(
            SYSTEM_ACTOR,
            predecessors=[UnitState.objects.get(unit__code="29000").unit],
            successor=cast.draft("Mới hơn", code="29999", parent=UnitState.objects.get(unit__code="86")),
            on=date(2025, 12, 1),
        )
        newest = UnitState.objects.get(unit__code="29999")
        user = cast.make_user_with_role(RoleCode.OFFICE, newest, valid_from=date(2025, 12, 1))
        office = actor_of(user, today=date(2026, 1, 1))
        assert {grant.unit_id for grant in office.inherited} >= {tree.commune.unit_id, tree.second.unit_id}
