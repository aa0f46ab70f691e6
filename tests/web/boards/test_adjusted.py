"""What a board says of targets that were adjusted within the term: what they were, since when, where all of it stands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from nhiemky.targets import actions
from nhiemky.targets.queries import row_of
from tests.cast import Tree
from tests.cast_boards import Stage, make_stage
from tests.cast_targets import Place
from tests.standing import standing
from tests.web.reading import Page, get

PAGE, BOOK = "/bang-theo-doi/", "/bang-theo-doi/excel/"
NOW = datetime(2023, 2, 21, 3, 0, tzinfo=UTC)
FIRST = (
    "Chỉ tiêu số 1 được điều chỉnh ngày 10-2-2023: mức phải đạt từ “≥ 70 triệu đồng” thành “≥ 60 triệu đồng”."
)
SECOND = (
    "Chỉ tiêu số 1 được điều chỉnh ngày 20-2-2023: mức phải đạt từ “≥ 70 triệu đồng” thành “≥ 80 triệu đồng”."
)


@standing(at="2023-02-21 10:00+07:00")
def stage(tree: Tree) -> Stage:
    return make_stage(tree)


def adjust(place: Place, target: int, day: date) -> int:
    """Adjust the income of a unit on a day, and give the number of the target."""
    row = place.unit.targets.get(number="1")
    actions.adjust_target(
        place.office, target=row, decided_on=day, directive=None, reason="Theo thực tế",
        row=row_of(row)._replace(target=Decimal(target)), now=NOW,
    )  # fmt: skip
    return int(row.pk)


def lines(page: Page) -> list[str]:
    return page.texts("//details[@class='adjusted']/*")


def test_a_board_tells_how_targets_were_adjusted_in_the_order_of_the_units(
    stage: Stage, district_office: Client
) -> None:
    adjust(stage.second, 80, date(2023, 2, 20))
    first = adjust(stage.first, 60, date(2023, 2, 10))
    page = get(district_office, PAGE, den="21-2-2023")
    assert page.texts("//details[@class='adjusted']/summary") == ["2 lần điều chỉnh chỉ tiêu trong nhiệm kỳ"]
    assert page.texts("//details[@class='adjusted']//li") == [
        f"Tân Thanh Tây: {FIRST}", f"Nhuận Phú Tân: {SECOND}",
    ]  # fmt: skip
    (link, _) = page.root.xpath("//details[@class='adjusted']//a/@href")
    assert link.startswith(f"/chi-tieu/{first}/?")


def test_before_the_day_nothing_was_adjusted(stage: Stage, district_office: Client) -> None:
    adjust(stage.first, 60, date(2023, 2, 10))
    adjust(stage.second, 80, date(2023, 2, 20))
    assert lines(get(district_office, PAGE, den="9-2-2023")) == []
    assert len(get(district_office, PAGE, den="19-2-2023").texts("//details[@class='adjusted']//li")) == 1


def test_only_targets_of_the_chosen_group_are_told(stage: Stage, district_office: Client) -> None:
    row = stage.first.unit.targets.get(pk=adjust(stage.first, 60, date(2023, 2, 10)))
    assert row.group == "Kinh tế"
    told = {
        group: len(lines(get(district_office, PAGE, **{"den": "21-2-2023", "nhom-chi-tieu": group})))
        for group in ("", "Kinh tế", "Xã hội")
    }
    assert told == {"": 2, "Kinh tế": 2, "Xã hội": 0}


def test_the_workbook_tells_it_below_the_bands(stage: Stage, district_office: Client) -> None:
    adjust(stage.first, 60, date(2023, 2, 10))
    sheet = load_workbook(BytesIO(district_office.get(BOOK, {"den": "21-2-2023"}).content))["Tổng hợp"]
    said = [row[0] for row in sheet.iter_rows(values_only=True)]
    assert said.count(f"Tân Thanh Tây: {FIRST}") == 1


def test_many_adjustments_cost_no_more_queries(stage: Stage, district_office: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert get(district_office, PAGE, den="21-2-2023").status == 200
        return len(queries)

    adjust(stage.first, 60, date(2023, 2, 10))
    asked()
    one = asked()
    adjust(stage.second, 80, date(2023, 2, 20))
    adjust(stage.first, 65, date(2023, 2, 19))
    assert asked() == one
