"""Whatever happens to work items, lists, numbers and single pages agree on every day with a plain record of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhiemky.work import actions
from nhiemky.work.queries import WorkFilters, item, tallies, work_list
from nhiemky.work.vocab import ProgressEntry, WorkState
from tests.cast_targets import make_place, make_term
from tests.cast_work import NOW, work_row

pytestmark = pytest.mark.django_db

FIRST = date(2022, 1, 3)
CODES = count(1)
DAYS = st.integers(0, 40).map(lambda days: FIRST + timedelta(days=days))


@dataclass
class Record:
    """What a pencil would have noted of an item."""

    assigned: date
    due: date | None
    key: bool
    reports: dict[date, WorkState] = field(default_factory=dict)
    gone: date | None = None

    def there(self, on: date) -> bool:
        return self.assigned <= on and (self.gone is None or on < self.gone)

    def state(self, on: date) -> WorkState:
        past = [day for day in self.reports if day <= on]
        return self.reports[max(past)] if past else WorkState.NOT_STARTED

    def overdue(self, on: date) -> bool:
        closed = (WorkState.DONE, WorkState.CANCELLED)
        return self.due is not None and self.due < on and self.state(on) not in closed


ITEMS = st.lists(
    st.tuples(DAYS, st.none() | DAYS, st.booleans(), st.lists(st.tuples(DAYS, st.sampled_from(WorkState)), max_size=4),
              st.none() | DAYS),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=ITEMS, looked=st.lists(DAYS, min_size=1, max_size=4))
def test_lists_numbers_and_pages_agree_with_a_plain_record(
    items: list[tuple[date, date | None, bool, list[tuple[date, WorkState]], date | None]], looked: list[date]
) -> None:
    place, term = make_place(f"X{next(CODES)}", "Tân Thanh Tây"), make_term()
    records: dict[int, Record] = {}
    for number, (assigned, due, key, reports, gone) in enumerate(items, start=1):
        last = due if due is not None and due >= assigned else None
        row = work_row(str(number), due_on=last, key=key)
        made = actions.add_item(place.office, unit=place.unit, term=term, row=row, on=assigned, now=NOW)
        note = records[made.pk] = Record(assigned, last, key)
        for day, state in reports:
            if day >= assigned:
                entry = ProgressEntry(made.pk, day, state)
                actions.report_progress(place.office, unit=place.unit, entries=[entry], now=NOW)
                note.reports[day] = state
        if gone is not None and gone >= assigned:
            actions.remove_item(place.office, item=made, on=gone, reason="Ghép việc", now=NOW)
            note.gone = gone
    for on in {*looked, FIRST, FIRST + timedelta(days=41)}:
        known = {pk: note for pk, note in records.items() if note.there(on)}
        lines = work_list(place.office, states=[place.state], term=term, on=on)
        assert {line.id: (line.state, line.overdue, line.key) for line in lines} == {
            pk: (note.state(on), note.overdue(on), note.key) for pk, note in known.items()
        }
        tally = tallies(place.office, states=[place.state], term=term, on=on)
        assert (tally.total, tally.key, tally.overdue) == (
            len(known), sum(note.key for note in known.values()), sum(note.overdue(on) for note in known.values()),
        )  # fmt: skip
        assert tally.by_state == {
            state: sum(note.state(on) is state for note in known.values()) for state in WorkState
        }
        late = work_list(
            place.office, states=[place.state], term=term, on=on, filters=WorkFilters(overdue=True)
        )
        assert {line.id for line in late} == {pk for pk, note in known.items() if note.overdue(on)}
        for pk, note in records.items():
            assert item(place.office, id=pk, on=on).line.state is note.state(on)
