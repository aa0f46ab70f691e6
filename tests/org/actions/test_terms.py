"""Terms of office."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Denied, Invalid, NotFound
from nhiemky.org.actions import add_term, set_cut_off
from nhiemky.org.models import Term
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.queries import business_day, default_term, term, terms
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_term_is_kept_with_its_planned_years() -> None:
    kept = add_term(SYSTEM_ACTOR, label="2020 – 2025", first_year=2021, last_year=2025)
    assert (kept.label, kept.first_year, kept.last_year, kept.cut_off) == ("2020-2025", 2021, 2025, None)
    assert str(kept) == "2020-2025"
    line = LedgerLine.objects.get()
    assert (line.act, line.branch) == ("add_term", "/")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"label": ""}, "label"),
        ({"label": "x" * 21}, "label"),
        ({"label": "2015-2020"}, "label"),
        ({"last_year": 2020}, "last_year"),
        ({"last_year": 2031}, "last_year"),
        ({"first_year": 1900}, "last_year"),
    ],
)
def test_what_is_no_term_is_refused(changes: dict[str, Any], field: str) -> None:
    cast.make_term("2015-2020")
    with pytest.raises(Invalid) as refused:
        add_term(SYSTEM_ACTOR, **{"label": "2020-2025", "first_year": 2021, "last_year": 2025, **changes})
    assert [error.field for error in refused.value.errors] == [field]


def test_who_keeps_a_root_keeps_terms_and_nobody_else() -> None:
    tree = cast.make_tree()
    top = cast.administrator(tree.province)
    kept = add_term(top, label="2020-2025", first_year=2021, last_year=2025)
    assert set_cut_off(top, term=kept, cut_off=cast.TODAY).cut_off == cast.TODAY
    for somebody in (cast.administrator(tree.district), cast.office(tree.province)):
        with pytest.raises(Denied):
            add_term(somebody, label="2025-2030", first_year=2026, last_year=2030)
        with pytest.raises(Denied):
            set_cut_off(somebody, term=kept, cut_off=None)


def test_the_cut_off_is_set_and_given_back() -> None:
    kept = cast.make_term()
    set_cut_off(SYSTEM_ACTOR, term=kept, cut_off=cast.TODAY)
    assert Term.objects.get().cut_off == cast.TODAY
    set_cut_off(SYSTEM_ACTOR, term=kept, cut_off=None)
    assert Term.objects.get().cut_off is None
    summaries = list(
        LedgerLine.objects.filter(act="set_cut_off").order_by("sequence").values_list("summary", flat=True)
    )
    assert summaries == [
        "Ngày lấy số liệu của nhiệm kỳ 2020-2025: 21-2-2023",
        "Ngày lấy số liệu của nhiệm kỳ 2020-2025: theo số liệu",
    ]


@pytest.mark.parametrize(
    ("today", "label"),
    [
        (date(2010, 1, 1), "2015-2020"),
        (date(2016, 1, 1), "2015-2020"),
        (date(2020, 12, 31), "2015-2020"),
        (date(2021, 1, 1), "2020-2025"),
        (date(2025, 12, 31), "2020-2025"),
        (date(2026, 1, 1), "2025-2030"),
        (date(2040, 1, 1), "2025-2030"),
    ],
)
def test_the_default_term_is_that_of_the_day(today: date, label: str) -> None:
    for each in ("2015-2020", "2025-2030", "2020-2025"):
        cast.make_term(each)
    found = default_term(today)
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize(
    ("today", "cut_off", "day"),
    [
        (date(2023, 3, 1), date(2023, 2, 21), date(2023, 3, 1)),
        (date(2023, 3, 1), None, date(2023, 3, 1)),
        (date(2025, 12, 31), date(2023, 2, 21), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2023, 2, 21), date(2023, 2, 21)),
        (date(2026, 1, 1), None, date(2025, 12, 31)),
        (date(2026, 1, 1), date(2030, 1, 1), date(2026, 1, 1)),
    ],
)
def test_work_is_looked_at_today_while_the_term_runs(today: date, cut_off: date | None, day: date) -> None:
    assert business_day(cast.make_term("2020-2025", cut_off=cut_off), today=today) == day


def test_without_terms_there_is_no_default() -> None:
    assert default_term(cast.TODAY) is None


def test_terms_are_found_by_label_the_latest_first() -> None:
    for each in ("2015-2020", "2020-2025"):
        cast.make_term(each)
    assert [each.label for each in terms()] == ["2020-2025", "2015-2020"]
    assert term("2015-2020").first_year == 2016
    with pytest.raises(NotFound, match="2030-2035"):
        term("2030-2035")
