"""The acts on one unit's review: moving it, planning its days, who is in charge, taking it out and back, handing it on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.campaign import actions, queries
from nhiemky.campaign.queries import ReviewPage
from nhiemky.campaign.vocab import StageCode
from nhiemky.history.vocab import Denied, NotFound
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org import queries as org
from nhiemky.org.vocab import Verb
from nhiemky.web.campaign.review_forms import (
    ConferenceForm,
    DaysForm,
    FollowForm,
    MoveForm,
    OwnerForm,
    RestoreForm,
    WithdrawForm,
)
from nhiemky.web.campaign.reviews import NeedLine, act_day, move_form, names_of, needs_of
from nhiemky.web.pages import attempt, page
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.campaign.models import PlannedDay, Review, StageMove

CONFERENCE, DAYS = "hoi-nghi", "tung-moc"


@dataclass(frozen=True)
class MoveScreen:
    data: ReviewPage
    form: MoveForm
    seen: str
    stage_name: str
    next_name: str
    needs: tuple[NeedLine, ...]


@dataclass(frozen=True)
class DaysScreen:
    data: ReviewPage
    conference: ConferenceForm
    form: DaysForm
    before_conference: bool
    conference_versions: tuple[tuple[str, int], ...]
    versions: tuple[tuple[str, int], ...]
    looks_back: bool


@dataclass(frozen=True)
class OwnerScreen:
    data: ReviewPage
    form: OwnerForm


@dataclass(frozen=True)
class WithdrawScreen:
    data: ReviewPage
    form: WithdrawForm


@dataclass(frozen=True)
class RestoreScreen:
    data: ReviewPage
    form: RestoreForm


@dataclass(frozen=True)
class FollowScreen:
    data: ReviewPage
    form: FollowForm


@page("campaign/move_stage.html", verbs=(Verb.KEEP_REVIEW, Verb.KEEP_CAMPAIGN), business=True)
def move_stage(visit: Visit, id: int) -> MoveScreen | HttpResponseBase:
    """This function will move a unit's review to another stage."""
    data = _kept(visit, id)
    form = move_form(visit, data, bound=True)
    moved = attempt(form, form.heeding(lambda: _moved(visit, data, form)))
    names = names_of(data)
    if moved is None:
        now = data.stage.value if data.stage else ""
        seen = str(form.data.get("seen", "")) if form.is_bound and not form.overtaken else now
        return MoveScreen(
            data, form, seen, names.get(now, ""), names.get(data.next or "", ""), needs_of(data)
        )
    message = _("%(unit)s đã chuyển sang giai đoạn “%(stage)s”.")
    values = {"unit": data.review.short_name, "stage": names.get(moved.stage, moved.stage)}
    return _back(visit, message % values, id, moved.on)


@page("campaign/plan_days.html", verbs=(Verb.KEEP_REVIEW, Verb.KEEP_CAMPAIGN), business=True)
def plan_days(visit: Visit, id: int) -> DaysScreen | HttpResponseBase:
    """This function will plan the days of a review: all counted back from the conference, or each by itself."""
    data = _kept(visit, id)
    coming = _coming(data)
    way = str(visit.posted.get("cach", "")) if visit.posted is not None else ""
    start = {"on": act_day(visit)}
    conference = ConferenceForm(
        visit.posted if way == CONFERENCE else None,
        auto_id="id_hn_%s",
        initial={**start, "conference_on": data.standing.planned},
    )
    stages = [(code, name, day) for code, name, day, _version in coming]
    form = DaysForm(visit.posted if way == DAYS else None, stages=stages, initial=start)
    done = None
    if way == CONFERENCE:
        done = attempt(
            conference, conference.heeding(lambda: _planned_back(visit, data, conference, form.codes))
        )
    elif way == DAYS:
        done = attempt(form, form.heeding(lambda: _planned(visit, data, form)))
    if done is None:
        known = {code: version for code, _name, _day, version in coming}
        before = any(code is StageCode.HELD for code in known)
        return DaysScreen(
            data,
            conference,
            form,
            before,
            conference.shown(known),
            form.shown(known),
            visit.as_of < visit.today,
        )
    return _back(visit, _("Đã đặt ngày kế hoạch."), id, done[0].decided_on)


@page("campaign/set_owner.html", verbs=(Verb.KEEP_REVIEW, Verb.KEEP_CAMPAIGN), business=True)
def set_owner(visit: Visit, id: int) -> OwnerScreen | HttpResponseBase:
    """This function will name who is in charge of a unit's review."""
    data = _kept(visit, id)
    kept = data.review
    people = org.people(visit.actor, unit=kept.unit, on=visit.as_of)
    known = kept.owner if kept.owner in people else None
    plain = known is not None and known.full_name == kept.owner_name
    form = OwnerForm(
        visit.posted,
        people=[(str(each.pk), each.full_name) for each in people],
        initial={
            "person": known.pk if known else "", "name": "" if plain else kept.owner_name, "on": act_day(visit),
        },
    )  # fmt: skip
    done = attempt(form, lambda: _owned(visit, data, form))
    if done is None:
        return OwnerScreen(data, form)
    message = _("Đã giao người phụ trách.") if done.owner_name else _("Đã ghi là chưa có người phụ trách.")
    return _back(visit, message, id, form.cleaned_data["on"])


@page("campaign/withdraw_review.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def withdraw_review(visit: Visit, id: int) -> WithdrawScreen | HttpResponseBase:
    """This function will take a unit out of a campaign from a day on."""
    data = _run(visit, id)
    form = WithdrawForm(visit.posted, initial={"on": act_day(visit)})
    done = attempt(
        form,
        lambda: actions.withdraw_review(
            visit.actor, review=data.review, now=visit.now, on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
        ),
    )  # fmt: skip
    if done is None:
        return WithdrawScreen(data, form)
    message = _("Đã đưa %(unit)s ra khỏi đợt sơ kết.") % {"unit": data.review.short_name}
    return visit.done(message, "review", id)


@page("campaign/restore_review.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def restore_review(visit: Visit, id: int) -> RestoreScreen | HttpResponseBase:
    """This function will let a unit that was taken out take part again from a day on."""
    data = _run(visit, id)
    first = data.review.withdrawn_on or act_day(visit)
    form = RestoreForm(visit.posted, initial={"on": max(act_day(visit), first)})
    done = attempt(
        form,
        lambda: actions.restore_review(
            visit.actor, review=data.review, on=form.cleaned_data["on"], now=visit.now
        ),
    )
    if done is None:
        return RestoreScreen(data, form)
    message = _("%(unit)s đã trở lại đợt sơ kết.") % {"unit": data.review.short_name}
    return _back(visit, message, id, form.cleaned_data["on"])


@page("campaign/follow_successor.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def follow_successor(visit: Visit, id: int) -> FollowScreen | HttpResponseBase:
    """This function will let a successor carry on the review of a unit that ended."""
    data = _run(visit, id)
    if data.ended is None or not data.ended.successors:
        raise NotFound(_("Đơn vị này không có đơn vị kế tục để tiếp tục việc sơ kết."))
    form = FollowForm(
        visit.posted,
        successors=[(state.unit.code, state.name) for state in data.ended.successors],
        initial={"on": act_day(visit), "reason": data.ended.decision},
    )
    done = attempt(form, lambda: _followed(visit, data, form))
    if done is None:
        return FollowScreen(data, form)
    return _back(visit, _("Đơn vị kế tục đã tiếp tục việc sơ kết."), done.pk, done.added_on)


def _now(visit: Visit, id: int) -> ReviewPage:
    """Give the review as it stands now: acts build on the last state, whatever day is looked at."""
    return queries.review(visit.actor, id=id, on=max(visit.as_of, visit.today))


def _kept(visit: Visit, id: int) -> ReviewPage:
    data = _now(visit, id)
    if not data.may_keep:
        raise Denied(_("Tài khoản của đồng chí không ghi được việc sơ kết của đơn vị này."))
    return data


def _run(visit: Visit, id: int) -> ReviewPage:
    data = _now(visit, id)
    if not data.may_run:
        raise Denied(_("Tài khoản của đồng chí không điều hành đợt sơ kết này."))
    return data


def _back(visit: Visit, message: str, id: int, on: date) -> HttpResponseBase:
    """Lead to the review; on the day of the act where that comes after the day looked at, so that the act is seen."""
    day = {"den": write_date(on)} if on > visit.as_of else {}
    return visit.done(message, "review", id, **day)


def _moved(visit: Visit, data: ReviewPage, form: MoveForm) -> StageMove:
    given = form.cleaned_data
    return actions.move_stage(
        visit.actor,
        review=data.review,
        stage=StageCode(given["stage"]),
        on=given["on"],
        reason=given["reason"],
        now=visit.now,
        expected=form.expected,
    )


def _coming(data: ReviewPage) -> list[tuple[StageCode, str, date | None, int]]:
    """Give the stages after the present one, with their days and the versions of these."""
    versions = {row.stage: row.version for row in data.planned}
    codes = [StageCode(stage.code) for stage in data.stages]
    place = codes.index(data.stage) + 1 if data.stage in codes else 0
    return [
        (day.code, day.name, day.planned, versions.get(day.code, 0))
        for day in data.standing.facts.days[place:]
    ]


def _planned_back(
    visit: Visit, data: ReviewPage, form: ConferenceForm, codes: Iterable[StageCode]
) -> Sequence[PlannedDay]:
    given = form.cleaned_data
    return actions.plan_from_conference(
        visit.actor,
        review=data.review,
        conference_on=given["conference_on"],
        on=given["on"],
        reason=given["reason"],
        now=visit.now,
        expected=form.versions(codes),
    )


def _planned(visit: Visit, data: ReviewPage, form: DaysForm) -> Sequence[PlannedDay]:
    return actions.plan_days(
        visit.actor,
        review=data.review,
        days=form.days,
        on=form.cleaned_data["on"],
        reason=form.cleaned_data["reason"],
        now=visit.now,
        expected=form.versions(form.codes),
    )


def _owned(visit: Visit, data: ReviewPage, form: OwnerForm) -> Review:
    given = form.cleaned_data
    known = org.person(visit.actor, id=int(given["person"])) if given["person"] else None
    return actions.set_owner(
        visit.actor, review=data.review, on=given["on"], now=visit.now, person=known, name=given["name"]
    )


def _followed(visit: Visit, data: ReviewPage, form: FollowForm) -> Review:
    given = form.cleaned_data
    assert data.ended is not None
    heir = next(state for state in data.ended.successors if state.unit.code == given["successor"])
    return actions.follow_successor(
        visit.actor,
        review=data.review,
        successor=heir.unit,
        on=given["on"],
        reason=given["reason"],
        now=visit.now,
    )
