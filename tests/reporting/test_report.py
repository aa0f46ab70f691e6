"""What a report is composed from: figures, issuer, signer, recipients, the official form of the day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.history.vocab import Denied
from nhiemky.kernel.scoring import DEFAULT_SCHEME, SCHEMES, Kind
from nhiemky.reporting.report import reported_years, year_values
from nhiemky.reporting.review import YearValues
from nhiemky.targets.models import Target
from nhiemky.targets.queries import AssessedTarget, assessed
from tests import cast_targets as cast
from tests.cast_boards import CUT_OFF, Branch, facts, freeze, make_branch

pytestmark = pytest.mark.django_db


def rows_of(branch: Branch) -> tuple[AssessedTarget, ...]:
    return assessed(
        branch.first.office, states=[branch.first.state], term=branch.term, as_of=CUT_OFF, scheme=DEFAULT_SCHEME
    )  # fmt: skip


def test_reported_years_are_those_with_a_figure_in_order() -> None:
    branch = make_branch()
    row = branch.first.unit.targets.get(number="3")
    cast.record(branch.first, row, 1, 2021)
    assert reported_years(rows_of(branch)) == (2021, 2022)


def test_reported_years_of_nothing_are_none() -> None:
    assert reported_years(()) == ()


def test_year_values_are_text_for_documents_and_numbers_for_workbooks() -> None:
    branch = make_branch()
    row = rows_of(branch)[1]
    assert year_values(row, (2021, 2022), 2023) == YearValues(
        row.fact.id, "", ("", "1,5"), (None, Decimal("1.5"))
    )


def test_year_values_take_the_last_figure_of_a_year() -> None:
    branch = make_branch()
    target = branch.first.unit.targets.get(number="1")
    cast.actions.record_observation(
        branch.first.office,
        target=target,
        period=cast.Period(date(2021, 1, 1), date(2021, 6, 30)),
        value=Decimal(40),
        now=cast.NOW,
    )
    cast.record(branch.first, target, 48, 2021)
    assert year_values(rows_of(branch)[0], (2021, 2022), 2023).by_year == ("48", "56")


def record_quarters(branch: Branch, target: Target, *values: int) -> None:
    ends = (date(2021, 3, 31), date(2021, 6, 30), date(2021, 9, 30), date(2021, 12, 31))
    starts = (date(2021, 1, 1), date(2021, 4, 1), date(2021, 7, 1), date(2021, 10, 1))
    for start, end, value in zip(starts, ends, values, strict=False):
        cast.actions.record_observation(
            branch.first.office, target=target, period=cast.Period(start, end), value=Decimal(value), now=cast.NOW
        )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "figure"),
    [
        (Kind.ACCUMULATE, "12", Decimal(12)),
        (Kind.AVERAGE, "4", Decimal(4)),
        (Kind.RUNNING_TOTAL, "5", Decimal(5)),
    ],
)
def test_year_values_put_the_parts_of_a_year_together(kind: Kind, text: str, figure: Decimal) -> None:
    branch = make_branch()
    target = cast.make_target(branch.first, branch.term, "4", kind=kind)
    record_quarters(branch, target, 3, 4, 5)
    row = next(row for row in rows_of(branch) if row.fact.id == target.pk)
    assert year_values(row, (2021, 2022), 2023) == YearValues(target.pk, "", (text, ""), (figure, None))


def test_year_values_take_parts_that_cancel_out_for_zero() -> None:
    branch = make_branch()
    target = cast.make_target(branch.first, branch.term, "4", kind=Kind.ACCUMULATE)
    record_quarters(branch, target, 5, -5)
    row = next(row for row in rows_of(branch) if row.fact.id == target.pk)
    assert year_values(row, (2021,), 2023).by_year == ("0",)


def test_review_facts_are_those_of_the_board() -> None:
    branch = make_branch()
    found = facts(branch.first, branch.term)
    assert found.board.sentence.startswith("Đạt và vượt 1/3 chỉ tiêu")
    assert (found.years, found.day, found.number, found.draft, found.frozen_label) == (
        (2022,),
        None,
        None,
        "",
        "",
    )
    assert set(found.values) == {line.id for line in found.board.lines}


def test_review_facts_of_a_freeze_stay_as_they_were() -> None:
    branch = make_branch()
    taken = freeze(branch.first, branch.term)
    cast.record(branch.first, branch.first.unit.targets.get(number="3"), 9, confirmed=True)
    before = facts(branch.first, branch.term, freeze=taken)
    after = facts(branch.first, branch.term)
    assert (before.board.tally.counts["no_data"], after.board.tally.counts["no_data"]) == (1, 0)
    assert before.frozen_label == "Số liệu sơ kết"


def test_review_facts_of_a_freeze_keep_its_cut_off_and_scheme() -> None:
    branch = make_branch()
    taken = freeze(branch.first, branch.term)
    found = facts(
        branch.first, branch.term, freeze=taken, as_of=date(2025, 1, 1), scheme=SCHEMES["two_bands_80"]
    )
    assert (found.board.as_of, found.board.scheme.name) == (CUT_OFF, "default")


def test_review_facts_of_a_neighbour_are_denied_or_empty() -> None:
    branch = make_branch()
    taken = freeze(branch.first, branch.term)
    assert facts(branch.first, branch.term, branch.second.office).board.lines == ()
    with pytest.raises(Denied):
        facts(branch.first, branch.term, branch.second.office, freeze=taken)


def test_review_facts_show_a_superior_confirmed_figures_only() -> None:
    branch = make_branch()
    cast.record(branch.first, branch.first.unit.targets.get(number="3"), 5)
    found = facts(branch.first, branch.term, branch.district.office)
    assert (found.board.tally.counts["no_data"], found.board.unconfirmed) == (1, 0)


def test_review_facts_ask_as_many_questions_for_many_targets() -> None:
    branch = make_branch()
    with CaptureQueriesContext(connection) as few:
        facts(branch.first, branch.term)
    for number in range(10, 30):
        cast.make_target(branch.first, branch.term, str(number))
    with CaptureQueriesContext(connection) as many:
        facts(branch.first, branch.term)
    assert len(many) == len(few)
