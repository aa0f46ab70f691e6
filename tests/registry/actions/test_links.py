"""Which directive implements which."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid, NotFound
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.registry.actions import link, unlink, withdraw_directive
from nhiemky.registry.models import Directive, DirectiveLink
from nhiemky.registry.vocab import LinkKind
from tests import cast
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def tree() -> cast.Tree:
    return cast.make_tree()


@standing
def above(tree: cast.Tree) -> Directive:
    return cast.make_directive("163-KH/TU", holder=tree.province, issued_on=date(2022, 9, 8))


@standing
def plan(tree: cast.Tree) -> Directive:
    return cast.make_directive("165-KH/HU", holder=tree.district, issued_on=date(2022, 9, 28))


def test_the_district_links_its_plan_to_that_of_the_province(
    tree: cast.Tree, above: Directive, plan: Directive
) -> None:
    row = link(cast.office(tree.district), later=plan, earlier=above)
    assert (row.later, row.earlier, row.kind) == (plan, above, "implements")
    line = LedgerLine.objects.order_by("-sequence")[0]
    assert line.summary == "165-KH/HU ngày 28-9-2022 thực hiện 163-KH/TU ngày 8-9-2022"
    assert line.after == {"later": plan.pk, "earlier": above.pk, "kind": "implements"}


@pytest.mark.parametrize("kind", LinkKind)
def test_every_kind_is_kept_once(above: Directive, plan: Directive, kind: LinkKind) -> None:
    link(SYSTEM_ACTOR, later=plan, earlier=above, kind=kind)
    with pytest.raises(Conflict, match="đã có"):
        link(SYSTEM_ACTOR, later=plan, earlier=above, kind=kind)
    assert DirectiveLink.objects.count() == 1


def test_it_is_denied_to_who_keeps_only_the_earlier_one(
    tree: cast.Tree, above: Directive, plan: Directive
) -> None:
    for somebody in (cast.office(tree.province), cast.leader(tree.district), cast.office(tree.commune)):
        with pytest.raises(Denied):
            link(somebody, later=plan, earlier=above)


def test_what_may_not_be_seen_is_not_linked(tree: cast.Tree, plan: Directive) -> None:
    beside = cast.make_directive("9-KH/HU", holder=tree.other_district)
    with pytest.raises(NotFound):
        link(cast.office(tree.district), later=plan, earlier=beside)


def test_a_circle_is_refused_however_long(tree: cast.Tree) -> None:
    rows = [cast.make_directive(f"{number}-KH/HU", holder=tree.district) for number in range(1, 6)]
    for later, earlier in zip(rows[1:], rows, strict=False):
        link(SYSTEM_ACTOR, later=later, earlier=earlier)
    for row in rows:
        with pytest.raises(Invalid, match="vòng"):
            link(SYSTEM_ACTOR, later=rows[0], earlier=row, kind=LinkKind.AMENDS)
    assert DirectiveLink.objects.count() == 4


def test_a_withdrawn_directive_is_not_linked(above: Directive, plan: Directive) -> None:
    withdraw_directive(SYSTEM_ACTOR, directive=above, reason="", now=cast.NOW)
    with pytest.raises(Invalid, match="đã rút"):
        link(SYSTEM_ACTOR, later=plan, earlier=above)


def test_dates_that_contradict_do_not_stop_it(above: Directive, plan: Directive) -> None:
    assert link(SYSTEM_ACTOR, later=above, earlier=plan).kind == "implements"


def test_a_link_is_taken_away_once(tree: cast.Tree, above: Directive, plan: Directive) -> None:
    row = link(SYSTEM_ACTOR, later=plan, earlier=above)
    with pytest.raises(Denied):
        unlink(cast.office(tree.commune), link=row)
    unlink(cast.office(tree.district), link=row)
    assert DirectiveLink.objects.count() == 0
    assert LedgerLine.objects.order_by("-sequence")[0].act == "unlink"
    row = DirectiveLink(pk=0, later=plan, earlier=above, kind="implements")
    with pytest.raises(Conflict, match="không còn"):
        unlink(SYSTEM_ACTOR, link=row)
