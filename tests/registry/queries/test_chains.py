"""Chains that are long, wide or meet again; and a register of ten thousand lines."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from pytest_django import DjangoAssertNumQueries

from nhiemky.org.models import UnitState
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.registry.actions import link
from nhiemky.registry.models import Directive, DirectiveLink
from nhiemky.registry.queries import chain, directives, forest, has_path, issuers
from nhiemky.registry.vocab import Confidentiality, LinkKind
from tests import cast
from tests.standing import standing

pytestmark = pytest.mark.django_db

LONG = 60


@standing
def tree() -> cast.Tree:
    return cast.make_tree()


def rows_of(holder: UnitState, count: int, *, grade: str = "noi_bo") -> list[Directive]:
    """Put many lines into a register at once, one a day."""
    return Directive.objects.bulk_create(
        Directive(
            type="ke_hoach",
            number=number,
            symbol=f"{number:02d}-KH/HU",
            symbol_key=f"{number}-kh/hu",
            issuer_name="Huyện ủy",
            issuer_folded=f"huyen uy {grade}",
            holder_id=holder.unit_id,
            issued_on=date(2000, 1, 1) + timedelta(days=number),
            excerpt=f"việc {number}",
            folded=f"{number:02d} kh hu viec {number}",
            confidentiality=grade,
        )
        for number in range(1, count + 1)
    )


def linked(rows: list[Directive], kind: LinkKind = LinkKind.IMPLEMENTS) -> None:
    DirectiveLink.objects.bulk_create(
        DirectiveLink(later=later, earlier=earlier, kind=kind.value)
        for later, earlier in ((later, earlier) for earlier, later in pairwise(rows))
    )


class TestLong:
    def test_a_long_chain_is_given_from_its_first_to_its_last(self, tree: cast.Tree) -> None:
        rows = rows_of(tree.district, LONG)
        linked(rows)
        for place in (0, LONG // 2, LONG - 1):
            nodes = chain(SYSTEM_ACTOR, directive=rows[place])
            assert [(node.directive, node.depth) for node in nodes] == [
                (row, number) for number, row in enumerate(rows)
            ]

    def test_the_queries_of_a_chain_grow_with_its_depth_not_with_its_width(
        self, tree: cast.Tree, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        rows = rows_of(tree.district, 40)
        for row in rows[1:5]:
            link(SYSTEM_ACTOR, later=row, earlier=rows[0])
        with django_assert_num_queries(4):
            assert len(chain(SYSTEM_ACTOR, directive=rows[0])) == 5
        for row in rows[5:]:
            link(SYSTEM_ACTOR, later=row, earlier=rows[0])
        with django_assert_num_queries(4):
            assert len(chain(SYSTEM_ACTOR, directive=rows[0])) == 40

    def test_a_long_chain_is_a_tree_of_that_depth(self, tree: cast.Tree) -> None:
        rows = rows_of(tree.district, 400)
        linked(rows)
        assert [(node.directive, node.depth) for node in forest(SYSTEM_ACTOR)] == [
            (row, depth) for depth, row in enumerate(rows)
        ]

    def test_the_way_from_one_end_to_the_other_is_found(self, tree: cast.Tree) -> None:
        rows = rows_of(tree.district, LONG)
        linked(rows, LinkKind.REPLACES)
        assert has_path(later_id=rows[-1].pk, earlier_id=rows[0].pk)
        assert not has_path(later_id=rows[0].pk, earlier_id=rows[-1].pk)


class TestMeeting:
    def test_a_lattice_is_walked_once(self, tree: cast.Tree) -> None:
        """Each level follows from both of the level above: 2 to the 20th ways, 40 directives."""
        rows = rows_of(tree.district, 40)
        levels = [rows[at : at + 2] for at in range(0, 40, 2)]
        DirectiveLink.objects.bulk_create(
            DirectiveLink(later=later, earlier=earlier, kind="implements")
            for above, below in pairwise(levels)
            for earlier in above
            for later in below
        )
        nodes = chain(SYSTEM_ACTOR, directive=rows[0])
        depths = [node.depth for node in nodes if not node.repeated]
        assert depths == [*range(20), *range(19, 0, -1)]
        shown = forest(SYSTEM_ACTOR)
        assert len([node for node in shown if not node.repeated]) == 40
        assert len(shown) == 78

    def test_every_way_that_leads_to_a_directive_is_shown(self, tree: cast.Tree) -> None:
        first, middle, last = rows_of(tree.district, 3)
        linked([first, middle, last])
        link(SYSTEM_ACTOR, later=last, earlier=first, kind=LinkKind.AMENDS)
        for asked in (first, middle, last):
            nodes = chain(SYSTEM_ACTOR, directive=asked)
            assert [(node.directive, node.kinds, node.depth, node.repeated) for node in nodes] == [
                (first, (), 0, False),
                (middle, (LinkKind.IMPLEMENTS,), 1, False),
                (last, (LinkKind.IMPLEMENTS,), 2, False),
                (last, (LinkKind.AMENDS,), 1, True),
            ]

    def test_two_links_between_the_same_two_are_one_line(self, tree: cast.Tree) -> None:
        first, last = rows_of(tree.district, 2)
        linked([first, last], LinkKind.REPLACES)
        link(SYSTEM_ACTOR, later=last, earlier=first, kind=LinkKind.AMENDS)
        expected = [(first, (), 1), (last, (LinkKind.REPLACES, LinkKind.AMENDS), 0)]
        for nodes in (chain(SYSTEM_ACTOR, directive=first), forest(SYSTEM_ACTOR)):
            assert [(node.directive, node.kinds, node.child_count) for node in nodes] == expected

    def test_only_what_leads_to_a_directive_or_follows_from_it_is_in_its_chain(self, tree: cast.Tree) -> None:
        above, beside, row, below, apart = rows_of(tree.district, 5)
        linked([above, row, below])
        linked([above, beside])
        linked([apart, beside])
        nodes = chain(SYSTEM_ACTOR, directive=row)
        assert [(node.directive, node.depth) for node in nodes] == [(above, 0), (row, 1), (below, 2)]
        assert [(node.directive, node.depth) for node in chain(SYSTEM_ACTOR, directive=beside)] == [
            (above, 0),
            (beside, 1),
            (apart, 0),
            (beside, 1),
        ]

    def test_a_hidden_directive_between_two_leaves_no_gap_that_tells_of_it(self, tree: cast.Tree) -> None:
        secret = rows_of(tree.district, 1, grade=Confidentiality.SECRET.value)[0]
        above = cast.make_directive("163-KH/TU", holder=tree.province)
        below = cast.make_directive("20-KH/ĐU", holder=tree.commune)
        link(SYSTEM_ACTOR, later=secret, earlier=above)
        link(SYSTEM_ACTOR, later=below, earlier=secret)
        nodes = chain(cast.office(tree.commune), directive=below)
        assert [(node.directive, node.depth) for node in nodes] == [(above, 0), (below, 0)]
        roots = [node.directive for node in forest(cast.office(tree.commune)) if node.depth == 0]
        assert set(roots) == {above, below}


class TestMany:
    def test_ten_thousand_lines_cost_the_same_queries(
        self, tree: cast.Tree, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        rows = rows_of(tree.district, 10_000)
        office = cast.office(tree.district)
        with django_assert_num_queries(2):
            assert directives(office).count() == 10_000
        with django_assert_num_queries(2):
            latest = list(directives(office)[:3])
        assert latest == rows[:-4:-1]
        with django_assert_num_queries(2):
            assert list(directives(office, text="7777-KH/HU")) == [rows[7776]]
        with django_assert_num_queries(2):
            assert len(directives(office, year=2001)) == 365
        with django_assert_num_queries(2):
            assert issuers(office) == ["Huyện ủy"]

    @pytest.mark.parametrize(
        ("day", "found"),
        [(date(2000, 1, 1), 0), (date(2000, 1, 2), 1), (date(2000, 1, 3), 2), (date(2000, 1, 4), 3)],
    )
    def test_up_to_a_day_counts_the_day_itself(self, tree: cast.Tree, day: date, found: int) -> None:
        rows_of(tree.district, 5)
        assert directives(SYSTEM_ACTOR, on=day).count() == found

    @pytest.mark.parametrize(
        "text", ["9" * 40, "0", "-1", "99999-KH/TU", "KH/", "/", "%", "_", "163-KH/TU và 165-KH/HU"]
    )
    def test_odd_searches_find_nothing_and_do_not_fail(self, tree: cast.Tree, text: str) -> None:
        rows_of(tree.district, 3, grade="cong_khai")
        found = directives(SYSTEM_ACTOR, text=text)
        assert {row.number for row in found} <= {1, 2, 3}
        assert directives(SYSTEM_ACTOR, text=f"{text} không hề có").count() == 0
