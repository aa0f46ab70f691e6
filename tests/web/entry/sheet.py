"""The grid as somebody fills it: names of cells, forms to post, answers to read."""

from __future__ import annotations

from typing import Any

from django.test import Client

from nhiemky.kernel.scoring import Period
from nhiemky.targets.models import Observation, Target
from nhiemky.web.entry.periods import key_of
from tests.web.reading import Page


def key(target: Target, year: int = 2022) -> str:
    """Name the cell of a target and year."""
    return key_of(target.pk, Period.of_year(year))


def typed(*cells: tuple[Target, int, str, int]) -> dict[str, str]:
    """Give the form of some cells: target, year, text, and the version that was seen."""
    given: dict[str, str] = {}
    for target, year, text, version in cells:
        name = key(target, year)
        given |= {f"o-{name}": text, f"v-{name}": str(version)}
    return given


def save(client: Client, *cells: tuple[Target, int, str, int], **asked: str) -> dict[str, Any]:
    """Save cells as the page's script does and give the answer."""
    response = client.post("/nhap-lieu/luu/", typed(*cells), query_params=asked)
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


def stored(target: Target, year: int = 2022) -> list[tuple[int, str, str]]:
    """Give version, value and state of every version of a figure."""
    rows = Observation.objects.filter(target=target, period_end__year=year).order_by("version")
    return [(row.version, str(row.value), row.state) for row in rows]


def whole_form(page: Page) -> dict[str, str]:
    """Give everything that the grid's form would post."""
    fields = page.root.xpath("//form[@id='luoi']//input[@name]")
    return {str(field.get("name")): str(field.get("value", "")) for field in fields}


def cell_texts(page: Page, path: str) -> list[str]:
    """Give the texts at a path below the cells of the grid, those that say something."""
    return [text for text in page.texts(f"//td[contains(@class, 'grid-cell')]{path}") if text]
