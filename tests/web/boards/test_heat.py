"""Rows of the heat table as they are written."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import RequestFactory
from lxml import html

from nhiemky.kernel.scoring import DEFAULT_SCHEME, SCHEMES, Scheme
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.reporting.board import EVERYTHING, Selection, SubtreeBoard
from nhiemky.reporting.overview import branch_board
from nhiemky.web.boards.heat import heat_rows
from nhiemky.web.visit import Visit
from tests import cast_targets as cast
from tests.cast_boards import CUT_OFF, Branch, make_branch
from tests.standing import standing

NOW = datetime(2023, 2, 21, 3, 0, tzinfo=UTC)


@standing(at="2023-02-21 10:00+07:00")
def branch() -> Branch:
    return make_branch()


def visit(branch: Branch, *, chosen_day: bool = False) -> Visit:
    request = RequestFactory().get("/bang/")
    return Visit(request, SYSTEM_ACTOR, NOW, CUT_OFF, CUT_OFF, chosen_day, branch.district.state, branch.term)


def board(
    branch: Branch,
    *,
    selection: Selection = EVERYTHING,
    scheme: Scheme = DEFAULT_SCHEME,
    include_unconfirmed: bool = False,
    as_of: date = CUT_OFF,
) -> SubtreeBoard:
    return branch_board(
        SYSTEM_ACTOR if include_unconfirmed else branch.district.office, state=branch.district.state, term=branch.term,
        as_of=as_of, scheme=scheme, include_unconfirmed=include_unconfirmed, selection=selection,
    )  # fmt: skip


def rows(text: str) -> list[html.HtmlElement]:
    return list(html.fragment_fromstring(f"<table>{text}</table>", create_parent="div").iter("tr"))


def test_heat_rows_name_the_unit_and_lead_to_it(branch: Branch) -> None:
    first = rows(heat_rows(visit(branch), board(branch)))[0]
    (link,) = first.xpath("./th/a")
    assert (link.text, link.get("href")) == ("Tân Bình", "/tong-quan/?don-vi=28933&nhiem-ky=2020-2025")


def test_heat_rows_keep_the_chosen_day(branch: Branch) -> None:
    first = rows(heat_rows(visit(branch, chosen_day=True), board(branch)))[0]
    assert [link.get("href").endswith("den=21-2-2023") for link in first.xpath(".//a")] == [True, True, True]


def test_heat_rows_have_a_cell_for_each_column(branch: Branch) -> None:
    found = board(branch)
    for row in rows(heat_rows(visit(branch), found)):
        assert len(row.xpath("./td")) == len(found.columns)


def test_heat_cells_lead_to_their_targets(branch: Branch) -> None:
    ids = {str(target.pk) for target in branch.second.unit.targets.all()}
    first = rows(heat_rows(visit(branch), board(branch)))[0]
    assert {link.get("href").split("/")[2] for link in first.xpath("./td/a")} == ids


def test_heat_cell_of_a_missing_target_is_empty(branch: Branch) -> None:
    last = rows(heat_rows(visit(branch), board(branch)))[0].xpath("./td")[-1]
    assert (last.get("class"), last.text_content()) == ("heat-none", "")


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda scheme: scheme.name)
def test_heat_cells_have_a_tone_and_a_word_in_every_scheme(branch: Branch, scheme: Scheme) -> None:
    found = board(branch, scheme=scheme)
    cells = [
        cell
        for row in rows(heat_rows(visit(branch), found))
        for cell in row.xpath("./td[@class!='heat-none']")
    ]
    classes = [each.class_code for row in found.heat for each in row.cells if each is not None]
    words = [cell[0].get("aria-label").partition(",")[0] for cell in cells]
    assert words == [scheme.names[code] for code in classes]
    assert [cell.get("class").startswith("heat heat-") for cell in cells] == [True] * len(classes)


def test_heat_cells_mark_unconfirmed_figures(branch: Branch) -> None:
    cast.record(branch.first, branch.first.unit.targets.get(number="3"), 4)
    last = rows(heat_rows(visit(branch), board(branch, include_unconfirmed=True)))[1].xpath("./td/a")[-1]
    assert (last.text, last.get("aria-label")) == ("80*", "Đạt trên 75%, 80, chưa xác nhận")


def test_heat_cells_outside_a_chosen_band_are_pale(branch: Branch) -> None:
    cells = rows(heat_rows(visit(branch), board(branch, selection=Selection(band="met"))))[0].xpath("./td")
    assert [cell.get("class") for cell in cells] == ["heat heat-met", "heat heat-over_50 heat-pale"]


def test_heat_rows_escape_names(branch: Branch) -> None:
    branch.first.state.short_name = '<img src=x onerror="alert(1)">'
    branch.first.state.save()
    found = board(branch)
    text = heat_rows(visit(branch), found)
    assert "<img" not in text
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;" in text


def test_heat_rows_of_nothing_are_nothing(branch: Branch) -> None:
    found = board(branch, selection=Selection(group="khac"))
    assert heat_rows(visit(branch), found) == ""
