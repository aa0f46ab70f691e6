"""The survey as it stood on a day: counts of communes and sectors, visits, what each showed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import queries
from nhiemky.campaign.models import Survey, Visit
from nhiemky.campaign.queries import SurveyLine, VisitCount
from nhiemky.campaign.vocab import FindingKind, VisitKind
from nhiemky.history.vocab import NotFound
from nhiemky.org.policy import Actor
from tests.campaign.scene import Scene, make_finding, make_scene, make_survey, make_visit
from tests.standing import standing

pytestmark = pytest.mark.django_db

LAST = date(2022, 12, 31)


@standing
def scene() -> Scene:
    return make_scene()


@standing
def survey(scene: Scene) -> Survey:
    """Let a survey have two communes, one visited on 12-10-2022, and a sector visited on 20-10-2022."""
    row = make_survey(scene)
    make_visit(row, scene.unit, 1, on=date(2022, 10, 12))
    make_visit(row, scene.tree.second, 2)
    Visit.objects.create(
        survey=row,
        kind=VisitKind.SECTOR.value,
        name="Ngành Y tế",
        position=3,
        added_on=row.planned_on,
        planned_on=date(2022, 10, 15),
        visited_on=date(2022, 10, 20),
        summary="Đủ số liệu",
    )
    return row


def line_on(scene: Scene, day: date, actor: Actor | None = None) -> SurveyLine:
    (line,) = queries.surveys(actor or scene.district, campaign=scene.campaign, on=day)
    return line


@pytest.mark.parametrize(
    ("day", "communes", "sectors"),
    [
        (date(2022, 10, 3), (2, 0), (1, 0)),
        (date(2022, 10, 12), (2, 1), (1, 0)),
        (date(2022, 10, 20), (2, 1), (1, 1)),
    ],
)
@pytest.mark.usefixtures("survey")
def test_counts_are_those_of_the_day(
    scene: Scene, day: date, communes: tuple[int, int], sectors: tuple[int, int]
) -> None:
    line = line_on(scene, day)
    assert (line.communes, line.sectors) == (VisitCount(*communes), VisitCount(*sectors))


def test_a_survey_is_there_from_the_day_of_its_plan_until_it_is_removed(scene: Scene, survey: Survey) -> None:
    survey.removed_on = date(2022, 11, 1)
    survey.save()

    def names(day: date) -> list[int]:
        return [line.survey.pk for line in queries.surveys(scene.district, campaign=scene.campaign, on=day)]

    days = (date(2022, 10, 2), date(2022, 10, 3), date(2022, 10, 31), date(2022, 11, 1))
    assert [names(day) for day in days] == [[], [survey.pk], [survey.pk], []]
    assert queries.survey(scene.district, id=survey.pk, on=date(2022, 10, 3)).communes == VisitCount(2, 0)
    for day in (days[0], days[3]):
        with pytest.raises(NotFound):
            queries.survey(scene.district, id=survey.pk, on=day)


def test_places_added_or_cancelled_later_do_not_count_before_and_after(scene: Scene, survey: Survey) -> None:
    Visit.objects.filter(name="Nhuận Phú Tân").update(cancelled_on=date(2022, 11, 1))
    Visit.objects.filter(name="Ngành Y tế").update(added_on=date(2022, 10, 8))
    counts = [
        (line_on(scene, day).communes.planned, line_on(scene, day).sectors.planned)
        for day in (date(2022, 10, 7), date(2022, 10, 8), date(2022, 11, 1))
    ]
    assert counts == [(2, 0), (2, 1), (1, 1)]


def test_the_conclusion_is_known_from_the_day_on_which_it_was_drawn(scene: Scene, survey: Survey) -> None:
    survey.conclusion, survey.concluded_on = "Cơ bản tốt", date(2022, 12, 5)
    survey.save()
    days = (date(2022, 11, 30), date(2022, 12, 4), date(2022, 12, 5))
    assert [line_on(scene, day).conclusion for day in days] == ["", "", "Cơ bản tốt"]


def test_visits_say_when_the_team_came_what_it_saw_and_what_it_found(scene: Scene, survey: Survey) -> None:
    visit = Visit.objects.get(name="Tân Thanh Tây")
    for kind in (FindingKind.LIMITATION, FindingKind.RESULT):
        row = make_finding(scene, kind, on=date(2022, 10, 12))
        row.visit = visit
        row.save()
    row.withdrawn_on = date(2022, 12, 1)
    row.save()

    def told(day: date) -> list[tuple[str, date | None, str, bool, int]]:
        lines = queries.visits(scene.district, survey=survey, on=day)
        return [(each.visit.name, each.visited_on, each.summary, each.late, each.findings) for each in lines]

    assert told(date(2022, 10, 16)) == [
        ("Tân Thanh Tây", date(2022, 10, 12), "", False, 2),
        ("Nhuận Phú Tân", None, "", False, 0),
        ("Ngành Y tế", None, "", True, 0),
    ]
    assert told(date(2022, 12, 1)) == [
        ("Tân Thanh Tây", date(2022, 10, 12), "", False, 1),
        ("Nhuận Phú Tân", None, "", False, 0),
        ("Ngành Y tế", date(2022, 10, 20), "Đủ số liệu", False, 0),
    ]


def test_cancelled_places_stand_last(scene: Scene, survey: Survey) -> None:
    Visit.objects.filter(name="Tân Thanh Tây").update(cancelled_on=date(2022, 11, 1))

    def told(day: date) -> list[tuple[str, bool]]:
        return [
            (each.visit.name, each.cancelled)
            for each in queries.visits(scene.district, survey=survey, on=day)
        ]

    assert told(date(2022, 10, 31))[0] == ("Tân Thanh Tây", False)
    assert told(date(2022, 11, 1)) == [
        ("Nhuận Phú Tân", False),
        ("Ngành Y tế", False),
        ("Tân Thanh Tây", True),
    ]


def test_a_unit_sees_the_visits_to_itself_and_the_numbers_of_all(scene: Scene, survey: Survey) -> None:
    lines = queries.visits(scene.commune, survey=survey, on=LAST)
    assert [each.visit.name for each in lines] == ["Tân Thanh Tây"]
    assert line_on(scene, LAST, scene.commune).communes == VisitCount(2, 1)
    own, strange = lines[0].visit, Visit.objects.get(name="Nhuận Phú Tân")
    assert queries.visit(scene.commune, id=own.pk) == own
    assert queries.visit(scene.province, id=strange.pk) == strange
    for key in (strange.pk, 999):
        with pytest.raises(NotFound):
            queries.visit(scene.commune, id=key)


def test_to_others_there_is_no_survey(scene: Scene, survey: Survey) -> None:
    with pytest.raises(NotFound):
        queries.surveys(scene.other, campaign=scene.campaign, on=LAST)
    with pytest.raises(NotFound):
        queries.survey(scene.other, id=survey.pk, on=LAST)
    with pytest.raises(NotFound):
        queries.visits(scene.other, survey=survey, on=LAST)


def test_the_number_of_queries_does_not_depend_on_visits(scene: Scene) -> None:
    survey = make_survey(scene)

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as listed:
            queries.surveys(scene.district, campaign=scene.campaign, on=LAST)
        with CaptureQueriesContext(connection) as shown:
            queries.visits(scene.district, survey=survey, on=LAST)
        return len(listed), len(shown)

    make_visit(survey, scene.unit)
    before = asked()
    make_survey(scene)
    for place, state in enumerate((scene.tree.second, scene.tree.third), start=2):
        make_visit(survey, state, place, on=date(2022, 10, 12))
    assert asked() == before
