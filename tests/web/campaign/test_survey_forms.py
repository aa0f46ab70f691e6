"""Forms of surveys: what they make of typed text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.campaign.vocab import SurveyDraft, VisitDraft, VisitKind
from nhiemky.web.campaign.survey_forms import (
    MOST_SECTORS,
    ConclusionForm,
    PlacesForm,
    PlanSurveyForm,
    SurveyForm,
    VisitForm,
    VisitPlanForm,
)

PLAN = {"name": "Khảo sát", "planned_on": "5-12-2022", "starts_on": "6/12/2022", "ends_on": "10.2.2023", "purpose": "Nắm tình hình",
        "team": "3", "directive": "4"}  # fmt: skip
PLACES = {"sectors": "Y tế\nGiáo dục", "visit_on": "6-12-2022", "by": "Đoàn số 1", "on": "5-12-2022"}
UNITS = [("11", "Xã Một"), ("12", "Xã Hai")]


def survey(**changes: str) -> SurveyForm:
    return SurveyForm({**PLAN, **changes}, teams=[("3", "Đoàn số 1")], directives=[("4", "12-KH/HU")])


def places(units: tuple[str, ...] = ("12", "11"), **changes: str) -> PlacesForm:
    return PlacesForm({**PLACES, "units": list(units), **changes}, units=UNITS)


@pytest.mark.parametrize(
    ("changes", "draft"),
    [
        (
            {},
            SurveyDraft(
                "Khảo sát", date(2022, 12, 5), date(2022, 12, 6), date(2023, 2, 10), "Nắm tình hình", 3, 4
            ),
        ),
        (
            {"team": "", "directive": "", "purpose": ""},
            SurveyDraft("Khảo sát", date(2022, 12, 5), date(2022, 12, 6), date(2023, 2, 10)),
        ),
    ],
)
def test_a_plan_is_given_as_typed(changes: dict[str, str], draft: SurveyDraft) -> None:
    form = survey(**changes)
    assert form.is_valid(), form.errors
    assert form.draft() == draft


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 301}, "name"),
        ({"planned_on": ""}, "planned_on"),
        ({"starts_on": "31-2-2023"}, "starts_on"),
        ({"ends_on": "2023"}, "ends_on"),
        ({"team": "9"}, "team"),
        ({"directive": "x"}, "directive"),
        ({"purpose": "\x00"}, "purpose"),
    ],
)
def test_a_wrong_plan_is_said_at_its_field(changes: dict[str, str], field: str) -> None:
    form = survey(**changes)
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_places_are_given_units_first_then_sectors() -> None:
    form = places()
    assert form.is_valid(), form.errors
    shared = {"planned_on": date(2022, 12, 6), "by": "Đoàn số 1"}
    assert form.drafts() == [
        VisitDraft("", VisitKind.COMMUNE, 12, **shared),
        VisitDraft("", VisitKind.COMMUNE, 11, **shared),
        VisitDraft("Y tế", VisitKind.SECTOR, None, **shared),
        VisitDraft("Giáo dục", VisitKind.SECTOR, None, **shared),
    ]


@pytest.mark.parametrize(
    ("text", "sectors"),
    [
        ("", []),
        ("\n \n", []),
        ("Y tế", ["Y tế"]),
        ("  Y   tế \r\nGiáo dục\r\n", ["Y tế", "Giáo dục"]),
        ("Y tế\nY tế\nY  tế", ["Y tế"]),
        ("\n".join(map(str, range(MOST_SECTORS))), [str(number) for number in range(MOST_SECTORS)]),
    ],
)
def test_sectors_are_a_line_each_and_once(text: str, sectors: list[str]) -> None:
    form = places((), sectors=text)
    assert form.is_valid(), form.errors
    assert [draft.name for draft in form.drafts()] == sectors


@given(st.lists(st.text("abcđêÁ 0-9", min_size=1, max_size=12), max_size=20))
def test_whatever_is_typed_gives_clean_sectors_in_order(lines: list[str]) -> None:
    form = places((), sectors="\n".join(lines))
    assert form.is_valid()
    names = [draft.name for draft in form.drafts()]
    clean = [" ".join(line.split()) for line in lines]
    assert names == list(dict.fromkeys(line for line in clean if line))


@pytest.mark.parametrize(
    ("units", "changes", "field"),
    [
        (("13",), {}, "units"),
        (("x",), {}, "units"),
        ((), {"sectors": "\n".join(map(str, range(MOST_SECTORS + 1)))}, "sectors"),
        ((), {"visit_on": "mai"}, "visit_on"),
        ((), {"by": "x" * 301}, "by"),
        ((), {"on": ""}, "on"),
    ],
)
def test_wrong_places_are_said_at_their_field(
    units: tuple[str, ...], changes: dict[str, str], field: str
) -> None:
    form = places(units, **changes)
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_a_new_survey_asks_for_plan_and_places_but_for_one_day_only() -> None:
    form = PlanSurveyForm(
        {**PLAN, **PLACES, "units": ["11"]},
        teams=[("3", "Đoàn")],
        directives=[("4", "12-KH/HU")],
        units=UNITS,
    )
    assert form.is_valid(), form.errors
    assert "on" not in form.fields
    assert (form.draft().name, [draft.unit_id for draft in form.drafts()]) == ("Khảo sát", [11, None, None])


@pytest.mark.parametrize(
    ("form", "data", "valid"),
    [
        (VisitPlanForm, {"day": "", "by": ""}, True),
        (VisitPlanForm, {"day": "6-12-2022", "by": "Đoàn"}, True),
        (VisitPlanForm, {"day": "mai", "by": ""}, False),
        (VisitPlanForm, {"day": "", "by": "x" * 301}, False),
        (VisitForm, {"visited_on": "6-12-2022", "outcome": ""}, True),
        (VisitForm, {"visited_on": "", "outcome": "Tốt"}, False),
        (ConclusionForm, {"on": "10-2-2023", "conclusion": "Tốt"}, True),
        (ConclusionForm, {"on": "10-2-2023", "conclusion": " "}, False),
        (ConclusionForm, {"on": "", "conclusion": "Tốt"}, False),
    ],
)
def test_small_forms(
    form: type[VisitPlanForm | VisitForm | ConclusionForm], data: dict[str, str], valid: bool
) -> None:
    assert form(data).is_valid() is valid
