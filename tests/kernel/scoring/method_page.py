"""Reading the tables of the method page, so that its examples are computed and compared."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from nhiemky.kernel.scoring import Comparator, Goal, Kind, Measured, Method, Period

PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "method.md"
NOTHING = "–"


def table(first_heading: str) -> list[dict[str, str]]:
    """This function will give the rows of every table whose first column has the heading, cell by heading."""
    rows: list[dict[str, str]] = []
    headings: list[str] | None = None
    for line in PAGE.read_text("utf-8").splitlines():
        cells = (
            [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else None
        )
        if cells is None:
            headings = None
        elif cells[0] == first_heading:
            headings = cells
        elif headings is not None and not set(cells[0]) <= {"-", ":"}:
            rows.append(dict(zip(headings, cells, strict=True)))
    return rows


def number(text: str) -> Decimal | None:
    """This function will read a Vietnamese figure of the page; a dash is nothing."""
    if text == NOTHING:
        return None
    return Decimal(text.replace(".", "").replace(",", ".").replace("−", "-"))


def bounds(text: str) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """This function will read the target cell as (target, low, high): "65", "9 đến 10" or a dash."""
    if " đến " in text:
        low, high = text.split(" đến ")
        return None, number(low), number(high)
    return number(text), None, None


def day(text: str) -> date:
    """This function will read a date of the page such as 21-2-2023."""
    number_of_day, month, year = (int(part) for part in text.split("-"))
    return date(year, month, number_of_day)


def goal(row: dict[str, str]) -> Goal:
    """This function will build the goal that a row of the page speaks of."""
    target, low, high = bounds(row["Chỉ tiêu"])
    method = row.get("Cách tính", NOTHING).strip("`")
    phased = row.get("Phân kỳ", NOTHING)
    due = row.get("Hạn", NOTHING)
    return Goal(
        Comparator(row["So sánh"].strip("`")),
        target,
        low=low,
        high=high,
        baseline=number(row["Mức gốc"]),
        kind=Kind(row["Cách lấy"].strip("`")),
        method=None if method == NOTHING else Method(method),
        phased=() if phased == NOTHING else tuple(_phase(part) for part in phased.split("; ")),
        due=None if due == NOTHING else day(due),
    )


def _phase(text: str) -> tuple[int, Decimal]:
    year, value = text.split(": ")
    read = number(value)
    assert read is not None
    return int(year), read


def measured(row: dict[str, str]) -> list[Measured]:
    """This function will build the observations of a row: values of 2021, 2022 and so on; "xong" means done."""
    found = []
    for place, text in enumerate(row["Kết quả"].split("; ")):
        if text != NOTHING:
            done = text == "xong"
            value = Decimal(0) if done else number(text)
            assert value is not None
            found.append(Measured(Period.of_year(2021 + place), value, done or None))
    return found
