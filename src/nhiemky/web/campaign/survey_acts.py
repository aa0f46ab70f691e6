"""The acts on surveys: planning, changing, concluding, taking out; places added, planned, visited, dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.campaign import actions, queries
from nhiemky.campaign.vocab import TeamKind
from nhiemky.history.vocab import Denied, FieldError, Invalid
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org import queries as org
from nhiemky.org.vocab import Verb
from nhiemky.web.campaign.places import papers_in
from nhiemky.web.campaign.planning_forms import mark_of
from nhiemky.web.campaign.review_forms import WithdrawForm
from nhiemky.web.campaign.reviews import act_day
from nhiemky.web.campaign.survey_forms import (
    ConclusionForm,
    PlacesForm,
    PlanSurveyForm,
    SurveyForm,
    VisitForm,
    VisitPlanForm,
)
from nhiemky.web.campaign.teams import latest
from nhiemky.web.forms import PageForm
from nhiemky.web.pages import attempt, page
from nhiemky.web.registry.steps import choice_of
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from datetime import date

    from nhiemky.campaign.models import Campaign, Survey
    from nhiemky.campaign.models import Visit as Place

Done = TypeVar("Done")
PLACE_FIELDS = {"unit": "units", "name": "sectors", "planned_on": "visit_on", "by": "by"}
NOTERS = (Verb.RECORD_FINDINGS, Verb.KEEP_CAMPAIGN)


@dataclass(frozen=True)
class SurveyFormPage:
    """A form about a survey; `back` is where it leads when nothing is done."""

    form: PageForm
    title: str
    lead: str
    lead_href: str
    button: str
    back: str
    note: str = ""


@page("campaign/survey_form.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def plan_survey(visit: Visit, id: int) -> SurveyFormPage | HttpResponseBase:
    """This function will plan a survey with the places to visit."""
    row = queries.campaign(visit.actor, id=id, on=latest(visit))
    _require_running(visit, row)
    form = PlanSurveyForm(
        visit.posted, teams=_teams(visit, row), directives=_directives(visit), units=_units(visit, row),
        initial={"planned_on": act_day(visit)},
    )  # fmt: skip
    done = attempt(
        form,
        lambda: _told(
            lambda: actions.plan_survey(
                visit.actor, campaign=row, draft=form.draft(), visits=form.drafts(), now=visit.now
            )
        ),
    )  # fmt: skip
    if done is None:
        back = visit.to("surveys", id)
        return SurveyFormPage(form, _("Lập kế hoạch khảo sát"), row.name, back, _("Lập kế hoạch"), back)
    return _back(visit, _("Đã lập kế hoạch khảo sát."), done, done.planned_on)


@page("campaign/survey_form.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def change_survey(visit: Visit, id: int) -> SurveyFormPage | HttpResponseBase:
    """This function will change name, days, team, paper and purpose of a survey."""
    row = _survey(visit, id)
    _require_running(visit, row.campaign)
    stated = {
        "name": row.name, "planned_on": row.planned_on, "starts_on": row.starts_on, "ends_on": row.ends_on,
        "purpose": row.purpose, "team": row.team_id, "directive": row.directive_id,
    }  # fmt: skip
    known = _directives(visit)
    if row.directive is not None and str(row.directive_id) not in dict(known):
        known.append(choice_of(row.directive))
    form = SurveyForm(
        visit.posted,
        teams=_teams(visit, row.campaign),
        directives=known,
        initial={**stated, "seen": mark_of(stated)},
    )

    def change() -> Survey:
        form.unchanged(stated)
        return actions.change_survey(visit.actor, survey=row, draft=form.draft(), now=visit.now)

    if attempt(form, change) is None:
        return _survey_page(visit, row, form, _("Sửa kế hoạch khảo sát"), _("Lưu"))
    return visit.done(_("Đã sửa kế hoạch khảo sát."), "survey", id)


@page("campaign/survey_form.html", verbs=NOTERS, business=True)
def conclude_survey(visit: Visit, id: int) -> SurveyFormPage | HttpResponseBase:
    """This function will keep what a survey came to."""
    row = _survey(visit, id)
    _require_noting(visit, row.campaign)
    day = row.concluded_on or max(act_day(visit), row.ends_on)
    start = {"on": day, "conclusion": row.conclusion}
    form = ConclusionForm(visit.posted, initial=start)
    done = attempt(
        form,
        lambda: actions.conclude_survey(
            visit.actor, survey=row, conclusion=form.cleaned_data["conclusion"], on=form.cleaned_data["on"],
            now=visit.now,
        ),
    )  # fmt: skip
    if done is None:
        return _survey_page(visit, row, form, _("Kết luận khảo sát"), _("Ghi kết luận"))
    return _back(visit, _("Đã ghi kết luận khảo sát."), row, form.cleaned_data["on"])


@page("campaign/survey_form.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def remove_survey(visit: Visit, id: int) -> SurveyFormPage | HttpResponseBase:
    """This function will take a survey out of the campaign; it can be brought back."""
    row = _survey(visit, id)
    _require_running(visit, row.campaign)
    form = WithdrawForm(visit.posted, initial={"on": act_day(visit)})
    done = attempt(
        form,
        lambda: actions.remove_survey(
            visit.actor,
            survey=row,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            now=visit.now,
        ),
    )
    if done is None:
        note = _("Cuộc khảo sát và mọi kết quả được giữ lại và có thể khôi phục.")
        return _survey_page(visit, row, form, _("Bỏ cuộc khảo sát"), _("Bỏ cuộc khảo sát"), note)
    return visit.done(_("Đã bỏ cuộc khảo sát. Xem ngày trước đó để khôi phục."), "surveys", row.campaign_id)


@page("campaign/survey_form.html", verbs=(Verb.KEEP_CAMPAIGN,), methods=("POST",), business=True)
def restore_survey(visit: Visit, id: int) -> HttpResponseBase:
    """This function will bring a removed survey back; it is asked for on a day on which the survey was still there."""
    row = queries.survey(visit.actor, id=id, on=visit.as_of).survey
    actions.restore_survey(visit.actor, survey=row)
    return visit.done(_("Đã khôi phục cuộc khảo sát."), "survey", id)


@page("campaign/survey_form.html", verbs=NOTERS, business=True)
def add_visits(visit: Visit, id: int) -> SurveyFormPage | HttpResponseBase:
    """This function will add places to a survey from a day on."""
    row = _survey(visit, id)
    _require_noting(visit, row.campaign)
    taken = {
        each.visit.unit_id
        for each in queries.visits(visit.actor, survey=row, on=latest(visit))
        if not each.cancelled
    }
    units = [pair for pair in _units(visit, row.campaign) if int(pair[0]) not in taken]
    form = PlacesForm(visit.posted, units=units, initial={"on": max(act_day(visit), row.planned_on)})
    done = attempt(
        form,
        lambda: _told(
            lambda: actions.add_visits(
                visit.actor, survey=row, visits=form.drafts(), on=form.cleaned_data["on"], now=visit.now
            )
        ),
    )
    if done is None:
        return _survey_page(visit, row, form, _("Thêm nơi khảo sát"), _("Thêm"))
    said = _("Đã thêm %(count)d nơi khảo sát.") % {"count": len(done)}
    return _back(visit, said, row, form.cleaned_data["on"])


@page("campaign/survey_form.html", verbs=NOTERS, business=True)
def plan_visit(visit: Visit, id: int) -> SurveyFormPage | HttpResponseBase:
    """This function will set the day on which the team is to come, and who goes."""
    place = _place(visit, id)
    form = VisitPlanForm(visit.posted, initial={"day": place.planned_on, "by": place.by})
    done = attempt(
        form,
        lambda: actions.plan_visit(
            visit.actor, visit=place, day=form.cleaned_data["day"], by=form.cleaned_data["by"]
        ),
    )
    if done is None:
        return _survey_page(visit, place.survey, form, _("Đặt ngày khảo sát: %s") % place.name, _("Lưu"))
    return visit.done(_("Đã đặt ngày khảo sát %(name)s.") % {"name": place.name}, "survey", place.survey_id)


@page("campaign/survey_form.html", verbs=NOTERS, business=True)
def record_visit(visit: Visit, id: int) -> SurveyFormPage | HttpResponseBase:
    """This function will keep that the team came, and what it saw."""
    place = _place(visit, id)
    start = {"visited_on": place.visited_on or act_day(visit), "outcome": place.summary}
    form = VisitForm(visit.posted, initial=start)
    done = attempt(
        form,
        lambda: actions.record_visit(
            visit.actor, visit=place, visited_on=form.cleaned_data["visited_on"],
            summary=form.cleaned_data["outcome"], now=visit.now,
        ),
    )  # fmt: skip
    if done is None:
        title = _("Kết quả khảo sát: %s") % place.name
        return _survey_page(visit, place.survey, form, title, _("Ghi kết quả"))
    said = _("Đã ghi kết quả khảo sát %(name)s.") % {"name": place.name}
    return _back(visit, said, place.survey, form.cleaned_data["visited_on"])


@page("campaign/survey_form.html", verbs=NOTERS, business=True)
def cancel_visit(visit: Visit, id: int) -> SurveyFormPage | HttpResponseBase:
    """This function will take a place off the plan of a survey with the reason."""
    place = _place(visit, id)
    form = WithdrawForm(visit.posted, initial={"on": act_day(visit)})
    done = attempt(
        form,
        lambda: actions.cancel_visit(
            visit.actor,
            visit=place,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            now=visit.now,
        ),
    )
    if done is None:
        title = _("Bỏ khỏi kế hoạch khảo sát: %s") % place.name
        return _survey_page(visit, place.survey, form, title, _("Bỏ khỏi kế hoạch"))
    said = _("Đã bỏ %(name)s khỏi kế hoạch khảo sát.") % {"name": place.name}
    return _back(visit, said, place.survey, form.cleaned_data["on"])


def _told(act: Callable[[], Done]) -> Done:
    """Do an act whose places are named "place|field", and name their faults for the form."""
    try:
        return act()
    except Invalid as refusal:
        errors = []
        for error in refusal.errors:
            _number, mark, field = error.field.partition("|")
            errors.append(FieldError(PLACE_FIELDS.get(field, "") if mark else error.field, error.message))
        raise Invalid(*dict.fromkeys(errors)) from refusal


def _survey(visit: Visit, id: int) -> Survey:
    return queries.survey(visit.actor, id=id, on=latest(visit)).survey


def _place(visit: Visit, id: int) -> Place:
    place = queries.visit(visit.actor, id=id)
    _require_noting(visit, place.survey.campaign)
    return place


def _require_running(visit: Visit, row: Campaign) -> None:
    if not queries.may_run(visit.actor, campaign=row):
        raise Denied(_("Tài khoản của đồng chí không điều hành đợt sơ kết này."))


def _require_noting(visit: Visit, row: Campaign) -> None:
    if not queries.may_note(visit.actor, campaign=row):
        raise Denied(_("Tài khoản của đồng chí không ghi được kết quả khảo sát của đợt này."))


def _teams(visit: Visit, row: Campaign) -> list[tuple[str, str]]:
    lines = queries.teams(visit.actor, campaign=row, on=latest(visit))
    return [(str(each.team.pk), each.team.name) for each in lines if each.team.kind == TeamKind.SURVEY.value]


def _directives(visit: Visit) -> list[tuple[str, str]]:
    return [choice_of(row) for row in papers_in(visit).values()]


def _units(visit: Visit, row: Campaign) -> list[tuple[str, str]]:
    """Give the units below the holder, in the order of the tree."""
    path = org.path_of(row.holder_id, on=visit.today)
    return [
        (str(each.unit_id), each.name)
        for each in org.visible_states(visit.actor, on=visit.today)
        if each.path.startswith(path) and each.unit_id != row.holder_id
    ]


def _survey_page(
    visit: Visit, row: Survey, form: PageForm, title: str, button: str, note: str = ""
) -> SurveyFormPage:
    back = visit.to("survey", row.pk)
    return SurveyFormPage(form, title, row.name, back, button, back, note)


def _back(visit: Visit, message: str, row: Survey, on: date) -> HttpResponseBase:
    """Lead to the survey; on the day of the act where that comes after the day looked at, so that it is seen."""
    day = {"den": write_date(on)} if on > visit.as_of else {}
    return visit.done(message, "survey", row.pk, **day)
