"""Finding lines of the register by any way of writing, within reach."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from nhiemky.history.vocab import NotFound
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.registry.actions import link, withdraw_directive
from nhiemky.registry.models import Directive
from nhiemky.registry.queries import (
    chain,
    directive,
    directives,
    directives_among,
    doubts,
    duplicates,
    file,
    forest,
    has_path,
    issuers,
    links_of,
    resolutions,
)
from nhiemky.registry.vocab import Confidentiality, DirectiveType, LinkKind
from tests import cast
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def tree() -> cast.Tree:
    return cast.make_tree()


@standing
def chained(tree: cast.Tree) -> dict[str, Directive]:
    """The documents of the 2023 scenario that have a number."""
    term = cast.make_term()
    rows: dict[str, Directive] = {}
    for symbol, kind, holder, issuer, day, excerpt, above in (
        (
            "01-KL/TW",
            DirectiveType.CONCLUSION,
            tree.province,
            "Bộ Chính trị",
            None,
            "tiếp tục thực hiện Chỉ thị 05",
            "",
        ),
        (
            "09-CTr/HU",
            DirectiveType.PROGRAMME,
            tree.district,
            "Huyện ủy Mỏ Cày Bắc",
            date(2021, 5, 12),
            "thực hiện nghị quyết đại hội tỉnh",
            "",
        ),
        (
            "16-CTr/HU",
            DirectiveType.PROGRAMME,
            tree.district,
            "Huyện ủy Mỏ Cày Bắc",
            date(2021, 12, 30),
            "thực hiện nghị quyết đại hội XIII",
            "01-KL/TW",
        ),
        (
            "163-KH/TU",
            DirectiveType.PLAN,
            tree.province,
            "Tỉnh ủy Bến Tre",
            date(2022, 9, 8),
            "sơ kết giữa nhiệm kỳ",
            "",
        ),
        (
            "165-KH/HU",
            DirectiveType.PLAN,
            tree.district,
            "Huyện ủy Mỏ Cày Bắc",
            date(2022, 9, 28),
            "sơ kết giữa nhiệm kỳ",
            "163-KH/TU",
        ),
        (
            "20-KH/ĐU",
            DirectiveType.PLAN,
            tree.commune,
            "Đảng ủy xã Tân Thanh Tây",
            date(2022, 11, 1),
            "hội nghị sơ kết",
            "165-KH/HU",
        ),
    ):
        rows[symbol] = cast.make_directive(
            symbol,
            type=kind,
            holder=holder,
            issuer_name=issuer,
            issued_on=day,
            excerpt=excerpt,
            term=term,
            implements=rows.get(above),
        )
    return rows


def symbols(rows: object) -> list[str]:
    return [row.symbol for row in rows]  # type: ignore[attr-defined]


class TestSearch:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("163-KH/TU", ["163-KH/TU"]),
            ("163 KH TU", ["163-KH/TU"]),
            ("kh 163", ["163-KH/TU"]),
            ("163/KH-TU", ["163-KH/TU"]),
            ("163", ["163-KH/TU"]),
            ("163-kh", ["163-KH/TU"]),
            ("Kế hoạch số 163-KH/TU", ["163-KH/TU"]),
            ("Số: 163 -KH/TU", ["163-KH/TU"]),
            ("KH/TU", ["163-KH/TU"]),
            ("ctr hu", ["16-CTr/HU", "09-CTr/HU"]),
            ("9 ctr", ["09-CTr/HU"]),
            ("09-CTr/HU", ["09-CTr/HU"]),
            ("20-KH/DU", ["20-KH/ĐU"]),
            ("so ket giua nhiem ky", ["165-KH/HU", "163-KH/TU"]),
            ("đánh giá giữa nhiệm kỳ", ["165-KH/HU", "163-KH/TU"]),
            ("huyện uỷ mỏ cày bắc", ["165-KH/HU", "16-CTr/HU", "09-CTr/HU"]),
            ("tan thanh tay", ["20-KH/ĐU"]),
            ("ket luan", ["01-KL/TW"]),
            ("không có gì như vậy", []),
            ("999-KH/TU", []),
        ],
    )
    def test_any_writing_finds_it(self, chained: dict[str, Directive], text: str, found: list[str]) -> None:
        assert symbols(directives(SYSTEM_ACTOR, text=text)) == found

    def test_the_latest_come_first_and_those_without_date_last(self, chained: dict[str, Directive]) -> None:
        assert symbols(directives(SYSTEM_ACTOR)) == [
            "20-KH/ĐU",
            "165-KH/HU",
            "163-KH/TU",
            "16-CTr/HU",
            "09-CTr/HU",
            "01-KL/TW",
        ]

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"on": date(2022, 9, 8)}, ["163-KH/TU", "16-CTr/HU", "09-CTr/HU"]),
            ({"type": "chuong_trinh"}, ["16-CTr/HU", "09-CTr/HU"]),
            ({"issuer": "tỉnh uỷ"}, ["163-KH/TU"]),
            ({"year": 2021}, ["16-CTr/HU", "09-CTr/HU"]),
            ({"term": "2020-2025", "year": 2022, "text": "kh"}, ["20-KH/ĐU", "165-KH/HU", "163-KH/TU"]),
            ({"term": "2015-2020"}, []),
        ],
    )
    def test_it_is_narrowed(
        self, chained: dict[str, Directive], asked: dict[str, object], found: list[str]
    ) -> None:
        assert symbols(directives(SYSTEM_ACTOR, **asked)) == found  # type: ignore[arg-type]

    def test_one_register(self, tree: cast.Tree, chained: dict[str, Directive]) -> None:
        assert symbols(directives(SYSTEM_ACTOR, holder=tree.province.unit)) == ["163-KH/TU", "01-KL/TW"]

    def test_issuers_come_once(self, chained: dict[str, Directive]) -> None:
        assert issuers(SYSTEM_ACTOR) == [
            "Bộ Chính trị",
            "Đảng ủy xã Tân Thanh Tây",
            "Huyện ủy Mỏ Cày Bắc",
            "Tỉnh ủy Bến Tre",
        ]


class TestReach:
    def test_a_commune_sees_its_own_and_what_stands_above(
        self, tree: cast.Tree, chained: dict[str, Directive]
    ) -> None:
        assert len(directives(cast.office(tree.commune))) == 6
        assert symbols(directives(cast.office(tree.far))) == ["163-KH/TU", "01-KL/TW"]

    def test_a_province_sees_everything_below(self, tree: cast.Tree, chained: dict[str, Directive]) -> None:
        assert len(directives(cast.overseer(tree.province))) == 6

    def test_secret_lines_are_not_seen_from_below(self, tree: cast.Tree) -> None:
        secret = cast.make_directive("1-KH/HU", holder=tree.district, confidentiality=Confidentiality.SECRET)
        assert list(directives(cast.office(tree.district))) == [secret]
        assert list(directives(cast.office(tree.commune))) == []
        with pytest.raises(NotFound):
            directive(cast.office(tree.commune), id=secret.pk)

    def test_nobody_sees_nothing(self, chained: dict[str, Directive]) -> None:
        assert list(directives(cast.actor())) == []
        with pytest.raises(NotFound):
            directive(cast.actor(), id=chained["163-KH/TU"].pk)
        with pytest.raises(NotFound):
            file(SYSTEM_ACTOR, id=0)

    def test_the_number_of_queries_is_fixed(
        self, tree: cast.Tree, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        office = cast.office(tree.commune)
        for first in (1, 11):
            for number in range(first, first + 10):
                cast.make_directive(f"{number}-KH/HU", holder=tree.district)
            with django_assert_num_queries(2):
                assert len(directives(office)) >= 10
            with django_assert_num_queries(3):
                assert len(forest(office)) >= 10


class TestChain:
    def test_it_goes_up_and_down(self, chained: dict[str, Directive]) -> None:
        nodes = chain(SYSTEM_ACTOR, directive=chained["165-KH/HU"])
        assert [(node.directive.symbol, node.kinds, node.depth) for node in nodes] == [
            ("163-KH/TU", (), 0),
            ("165-KH/HU", (LinkKind.IMPLEMENTS,), 1),
            ("20-KH/ĐU", (LinkKind.IMPLEMENTS,), 2),
        ]

    def test_from_the_end_the_farthest_comes_first(
        self, tree: cast.Tree, chained: dict[str, Directive]
    ) -> None:
        nodes = chain(cast.office(tree.commune), directive=chained["20-KH/ĐU"])
        assert [(node.directive.symbol, node.depth) for node in nodes] == [
            ("163-KH/TU", 0),
            ("165-KH/HU", 1),
            ("20-KH/ĐU", 2),
        ]

    def test_what_may_not_be_seen_or_is_withdrawn_is_left_out(
        self, tree: cast.Tree, chained: dict[str, Directive]
    ) -> None:
        nodes = chain(cast.office(tree.far), directive=chained["163-KH/TU"])
        assert symbols(node.directive for node in nodes) == ["163-KH/TU"]
        withdraw_directive(SYSTEM_ACTOR, directive=chained["165-KH/HU"], reason="", now=cast.NOW)
        nodes = chain(SYSTEM_ACTOR, directive=chained["163-KH/TU"])
        assert symbols(node.directive for node in nodes) == ["163-KH/TU"]

    def test_links_are_listed_both_ways(self, chained: dict[str, Directive]) -> None:
        rows = links_of(SYSTEM_ACTOR, directive=chained["165-KH/HU"])
        assert [(row.later.symbol, row.earlier.symbol) for row in rows] == [
            ("165-KH/HU", "163-KH/TU"),
            ("20-KH/ĐU", "165-KH/HU"),
        ]

    def test_has_path(self, chained: dict[str, Directive]) -> None:
        first, last = chained["163-KH/TU"].pk, chained["20-KH/ĐU"].pk
        assert has_path(later_id=last, earlier_id=first)
        assert not has_path(later_id=first, earlier_id=last)
        assert has_path(later_id=first, earlier_id=first)


class TestForest:
    def test_it_is_a_tree_by_date(self, chained: dict[str, Directive]) -> None:
        assert [(node.depth, node.directive.symbol, node.child_count) for node in forest(SYSTEM_ACTOR)] == [
            (0, "09-CTr/HU", 0),
            (0, "163-KH/TU", 1),
            (1, "165-KH/HU", 1),
            (2, "20-KH/ĐU", 0),
            (0, "01-KL/TW", 1),
            (1, "16-CTr/HU", 0),
        ]

    def test_one_that_follows_from_two_stands_below_both_its_branch_once(
        self, chained: dict[str, Directive]
    ) -> None:
        link(SYSTEM_ACTOR, later=chained["165-KH/HU"], earlier=chained["09-CTr/HU"], kind=LinkKind.AMENDS)
        nodes = [
            (node.depth, node.directive.symbol, node.kinds, node.repeated) for node in forest(SYSTEM_ACTOR)
        ]
        assert nodes[:5] == [
            (0, "09-CTr/HU", (), False),
            (1, "165-KH/HU", (LinkKind.AMENDS,), False),
            (2, "20-KH/ĐU", (LinkKind.IMPLEMENTS,), False),
            (0, "163-KH/TU", (), False),
            (1, "165-KH/HU", (LinkKind.IMPLEMENTS,), True),
        ]

    def test_one_register_alone(self, tree: cast.Tree, chained: dict[str, Directive]) -> None:
        nodes = forest(SYSTEM_ACTOR, holder=tree.district.unit)
        assert [(node.depth, node.directive.symbol) for node in nodes] == [
            (0, "09-CTr/HU"),
            (0, "16-CTr/HU"),
            (0, "165-KH/HU"),
        ]


class TestDoubts:
    @pytest.mark.parametrize(
        ("issuer", "symbol", "kind", "day", "doubted"),
        [
            ("Đảng ủy xã Tân Thanh Tây", "1-HD/ĐU", DirectiveType.GUIDANCE, date(2023, 1, 1), True),
            ("Đảng ủy xã Tân Thanh Tây", "1-QC/ĐU", DirectiveType.WORKING_RULES, date(2023, 1, 1), False),
            (
                "Ban Thường vụ Đảng ủy xã Tân Thanh Tây",
                "1-QC/ĐU",
                DirectiveType.WORKING_RULES,
                date(2023, 1, 1),
                True,
            ),
            (
                "Ban Thường vụ Đảng ủy xã Tân Thanh Tây",
                "1-HD/ĐU",
                DirectiveType.GUIDANCE,
                date(2023, 1, 1),
                False,
            ),
            ("Chi bộ ấp Tân Thới", "1-QĐ/CB", DirectiveType.REGULATION, date(2023, 1, 1), True),
            ("Chi bộ ấp Tân Thới", "1-NQ/CB", DirectiveType.RESOLUTION, date(2023, 1, 1), False),
            ("Chi bộ ấp Tân Thới", "1-CT/CB", DirectiveType.INSTRUCTION, date(2026, 1, 1), True),
            ("Đảng ủy xã Phước Mỹ Trung", "1-CT/ĐU", DirectiveType.INSTRUCTION, date(2025, 6, 30), True),
            ("Đảng ủy xã Phước Mỹ Trung", "1-CT/ĐU", DirectiveType.INSTRUCTION, date(2025, 7, 1), False),
            ("Huyện ủy Mỏ Cày Bắc", "1-CT/HU", DirectiveType.INSTRUCTION, date(2023, 1, 1), False),
            ("Đảng ủy khối các cơ quan", "1-HD/ĐUK", DirectiveType.GUIDANCE, date(2023, 1, 1), False),
        ],
    )
    def test_who_issues_what(
        self, tree: cast.Tree, issuer: str, symbol: str, kind: DirectiveType, day: date, doubted: bool
    ) -> None:
        row = cast.make_directive(symbol, holder=tree.commune, type=kind, issuer_name=issuer, issued_on=day)
        assert [doubt.code for doubt in doubts(row)] == (["issuer_type"] if doubted else [])

    def test_the_words_say_what_and_what_to_do(self, tree: cast.Tree) -> None:
        row = cast.make_directive(
            "1-CT/CB",
            holder=tree.commune,
            type=DirectiveType.INSTRUCTION,
            issuer_name="Chi bộ ấp Tân Thới",
            issued_on=date(2023, 1, 1),
        )
        assert doubts(row)[0].message == (
            "Chi bộ thường không ban hành Chỉ thị (Quy định 399-QĐ/TW). Đề nghị kiểm tra lại loại văn bản."
        )

    def test_a_number_without_date(self, tree: cast.Tree) -> None:
        assert [doubt.code for doubt in doubts(cast.make_directive("1-KH/HU", holder=tree.district))] == [
            "no_date"
        ]

    @pytest.mark.parametrize(("year", "doubted"), [(2019, True), (2020, False), (2025, False), (2026, True)])
    def test_a_date_outside_the_term(self, tree: cast.Tree, year: int, doubted: bool) -> None:
        row = cast.make_directive(
            "1-KH/HU", holder=tree.district, term=cast.make_term(), issued_on=date(year, 6, 1)
        )
        assert [doubt.code for doubt in doubts(row)] == (["outside_term"] if doubted else [])

    def test_a_link_to_a_later_document(self, tree: cast.Tree) -> None:
        late = cast.make_directive("2-KH/HU", holder=tree.district, issued_on=date(2022, 9, 28))
        row = cast.make_directive(
            "1-KH/HU", holder=tree.district, issued_on=date(2022, 9, 8), implements=late
        )
        assert [(doubt.code, doubt.message) for doubt in doubts(row)] == [
            ("link_dates", "02-KH/HU ban hành ngày 28-9-2022, sau văn bản này.")
        ]
        assert doubts(late) == ()


class TestResolutions:
    def test_those_of_the_unit_and_term(self, tree: cast.Tree) -> None:
        term, before = cast.make_term(), cast.make_term("2015-2020")
        given = {"type": DirectiveType.RESOLUTION, "holder": tree.commune, "congress_resolution": True}
        mine = cast.make_directive("1-NQ/ĐH", term=term, **given)  # type: ignore[arg-type]
        cast.make_directive("1-NQ/ĐH", term=before, **given)  # type: ignore[arg-type]
        other = cast.make_directive("2-NQ/ĐH", term=term, issuer=tree.district, **given)  # type: ignore[arg-type]
        cast.make_directive("3-NQ/ĐU", term=term, holder=tree.commune, type=DirectiveType.RESOLUTION)
        assert resolutions(tree.commune.unit, term) == [mine]
        assert resolutions(tree.district.unit, term) == [other]


def test_duplicates_are_none_while_the_number_is_not_known(tree: cast.Tree) -> None:
    first = cast.make_directive(holder=tree.district, type=DirectiveType.DECISION)
    assert list(duplicates(SYSTEM_ACTOR, first)) == []


def test_directives_are_picked_by_number_where_they_may_be_seen(
    tree: cast.Tree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    own = cast.make_directive("1-KH/ĐU", holder=tree.commune)
    above = cast.make_directive("2-KH/HU", holder=tree.district)
    secret = cast.make_directive("3-KH/HU", holder=tree.district, confidentiality=Confidentiality.SECRET)
    beside = cast.make_directive("4-KH/ĐU", holder=tree.second)
    withdraw_directive(SYSTEM_ACTOR, directive=own, reason="nhầm", now=cast.NOW)
    asked = [own.pk, above.pk, secret.pk, beside.pk, 999999]
    assert {row.pk for row in directives_among(cast.office(tree.commune), asked)} == {own.pk, above.pk}
    assert {row.pk for row in directives_among(SYSTEM_ACTOR, [own.pk])} == {own.pk}
    assert list(directives_among(SYSTEM_ACTOR, [])) == []
    with django_assert_num_queries(1):
        assert len(directives_among(SYSTEM_ACTOR, asked)) == 4
