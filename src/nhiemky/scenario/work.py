"""The 64 work items and 12 key work items of the district, the targets that they serve, and the reports on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from nhiemky.scenario import facts
from nhiemky.scenario.facts import day
from nhiemky.scenario.play import DISTRICT_OFFICE, Play, Turn
from nhiemky.work import actions
from nhiemky.work.models import WorkItem
from nhiemky.work.vocab import STATE_NAMES, ProgressEntry, WorkRow, WorkState

STATES = {str(name): state for state, name in STATE_NAMES.items()}
MID_2022, END_2022, MARCH_2023 = date(2022, 6, 30), date(2022, 12, 31), date(2023, 3, 20)
Row = Mapping[str, str]


def lay_down(play: Play) -> None:
    """This function will lay down the list as of the later of the two programmes, and the reports of three days."""
    rows = list(facts.table("work_items"))
    begun = max(_issued(play, row) for row in rows)
    play.on(begun, Turn.WORK, partial(_add, play, rows, begun))
    for on in (MID_2022, END_2022, MARCH_2023):
        play.on(on, Turn.WORK, partial(_report, play, rows, on))


def reported(row: Row, on: date) -> tuple[WorkState, int] | None:
    """This function will give the state and percentage that a row reports for one of the days; none when it says nothing."""
    if on == MID_2022:
        return WorkState.IN_PROGRESS, int(row["percent_mid"])
    year = "2022" if on == END_2022 else "2023"
    state = row[f"state_{year}"]
    return (STATES[state], int(row[f"percent_{year}"])) if state else None


def _issued(play: Play, row: Row) -> date:
    issued = play.directives[row["programme"]].issued_on
    return issued or facts.BEGUN


def _add(play: Play, rows: Sequence[Row], begun: date) -> None:
    names = {each["code"]: each["name"] for each in facts.table("units")}
    office = play.actor(DISTRICT_OFFICE)
    ids = actions.add_items(
        office,
        unit=play.units[facts.DISTRICT],
        term=play.term,
        rows=[
            WorkRow(
                row["number"], row["name"], group=row["group"], key=bool(row["key"]),
                breakthrough=bool(row["breakthrough"]), lead=names[row["lead"]], lead_unit=row["lead"],
                supporting=row["supporting"], programme=play.directives[row["programme"]].symbol,
                due_on=day(row["due"]), assigned_on=_issued(play, row), illustrative=True,
            )
            for row in rows
        ],
        on=begun,
        now=play.now,
    )  # fmt: skip
    found = WorkItem.objects.select_related("unit", "term").in_bulk(ids.values())
    play.items.update((number, found[key]) for number, key in ids.items())
    known = play.targets(facts.DISTRICT)
    for row in rows:
        served = [known[code] for code in row["targets"].split(",") if code]
        if served:
            actions.link_targets(office, item=play.items[row["number"]], targets=served, now=play.now)


def _report(play: Play, rows: Sequence[Row], on: date) -> None:
    entries = []
    for row in rows:
        found = reported(row, on)
        if found is not None:
            state, percent = found
            result = "" if on == MID_2022 else row["result"]
            entries.append(ProgressEntry(play.items[row["number"]].pk, on, state, percent, result))
    actions.report_progress(
        play.actor(DISTRICT_OFFICE), unit=play.units[facts.DISTRICT], entries=entries, now=play.now
    )
