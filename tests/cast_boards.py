"""A small branch for tests of boards and reports: a district with two communes, six targets, known bands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from nhiemky.kernel.scoring import DEFAULT_SCHEME, Comparator, Kind, Method
from nhiemky.org.models import Term, UnitState, UnitType
from nhiemky.org.policy import Actor
from nhiemky.reporting.board import UnitBoard, unit_board
from nhiemky.reporting.report import review_facts
from nhiemky.reporting.review import ReviewFacts
from nhiemky.targets.actions import freeze_figures
from nhiemky.targets.models import Freeze, FrozenTarget
from tests import cast_targets as cast
from tests.cast import Tree, leader, make_term, office
from tests.cast_targets import Place

CUT_OFF = date(2023, 2, 21)


@dataclass(frozen=True)
class Branch:
    """A district, two communes below it, and the term; commune A stands at 1 met, 1 over 75, 1 without data; B at 1, 0, 0."""

    term: Term
    district: Place
    first: Place
    second: Place


@dataclass(frozen=True)
class Stage:
    """The same on the usual tree of pages: Tân Thanh Tây and Nhuận Phú Tân report, Thạnh Ngãi has no targets yet."""

    tree: Tree
    term: Term
    district: Place
    first: Place
    second: Place


def make_branch() -> Branch:
    """Make the branch with confirmed figures of 2022, all through the actions that everybody uses."""
    term = cast.make_term()
    district = cast.make_place("838", "Huyện")
    first = cast.make_place("28927", "Tân Thanh Tây", parent=district.state)
    second = cast.make_place("28933", "Tân Bình", parent=district.state)
    fill_both(first, second, term)
    return Branch(term, district, first, second)


def make_province(branch: Branch) -> Place:
    """Put a town beside the communes, one target its own with a number of theirs; give it."""
    town = cast.make_place("28889", "Phước Mỹ Trung", parent=branch.district.state)
    town.state.type = UnitType.objects.create(code="town", name="Đảng bộ thị trấn", rank=2)
    town.state.save()
    street = cast.make_target(town, branch.term, "1", code="T1", name="Đường phố có đèn", target=Decimal(40))
    shared = cast.make_target(
        town, branch.term, "2", code="C1", name="Thu nhập bình quân đầu người", target=Decimal(90)
    )
    cast.record(town, street, 40, confirmed=True)
    cast.record(town, shared, 45, confirmed=True)
    return town


def make_stage(tree: Tree) -> Stage:
    """Fill two communes of the usual tree; the term is that of the pages."""
    term = make_term("2020-2025", cut_off=CUT_OFF)
    first, second = place_of(tree.commune), place_of(tree.second)
    fill_both(first, second, term)
    return Stage(tree, term, place_of(tree.district), first, second)


def place_of(state: UnitState) -> Place:
    """Give a unit of the usual tree with somebody of its office and its leader."""
    return Place(state.unit, state, office(state), leader(state))


def fill_both(first: Place, second: Place, term: Term) -> None:
    """Give both places their targets; a third one, without figures, to the first."""
    fill(first, term, income="56", poverty="1.5")
    fill(second, term, income="70", poverty="3")
    cast.make_target(first, term, "3", code="C3", name="Số hợp tác xã thành lập mới", target=Decimal(5))


def fill(place: Place, term: Term, *, income: str, poverty: str) -> None:
    """Add income (at least 70) and poverty (at most 2, from 4) with confirmed figures of 2022."""
    rich = cast.make_target(
        place, term, "1", code="C1", name="Thu nhập bình quân đầu người", target=Decimal(70)
    )
    poor = cast.make_target(
        place,
        term,
        "2",
        code="C2",
        name="Tỷ lệ hộ nghèo",
        comparator=Comparator.AT_MOST,
        target=Decimal(2),
        baseline=Decimal(4),
        baseline_year=2020,
        unit_of_measure="%",
        group="Xã hội",
        kind=Kind.SNAPSHOT,
        method=Method.LINEAR,
    )
    cast.record(place, rich, income, confirmed=True)
    cast.record(place, poor, poverty, confirmed=True)


def board(place: Place, term: Term, actor: Actor | None = None, **changes: object) -> UnitBoard:
    """Give the board of a place as its own office sees it at the cut-off."""
    asked: dict[str, object] = {"as_of": CUT_OFF, "scheme": DEFAULT_SCHEME, **changes}
    return unit_board(actor or place.office, state=place.state, term=term, **asked)  # type: ignore[arg-type]


def facts(place: Place, term: Term, actor: Actor | None = None, **changes: object) -> ReviewFacts:
    """Give the facts of a review report of a place as its own office sees them at the cut-off."""
    asked: dict[str, object] = {"as_of": CUT_OFF, "scheme": DEFAULT_SCHEME, **changes}
    return review_facts(actor or place.office, state=place.state, term=term, **asked)  # type: ignore[arg-type]


def freeze(place: Place, term: Term, label: str = "Số liệu sơ kết") -> Freeze:
    """Freeze the figures of a place at the cut-off."""
    return freeze_figures(
        place.office,
        unit=place.unit,
        term=term,
        cut_off=CUT_OFF,
        label=label,
        scheme=DEFAULT_SCHEME,
        now=cast.NOW,
    )


def let_freezes_go() -> None:
    """Take the freezes out after a test that commits: where SQLite guards them, the guard steps aside and comes back."""
    with connection.cursor() as cursor:
        guards: list[tuple[str, str]] = []
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%frozen figures%'"
            )
            guards = cursor.fetchall()
            for name, _ in guards:
                cursor.execute(f'DROP TRIGGER "{name}"')
            cursor.execute(f"DELETE FROM {FrozenTarget._meta.db_table}")
            cursor.execute(f"DELETE FROM {Freeze._meta.db_table}")
        for _, sql in guards:
            cursor.execute(sql)
