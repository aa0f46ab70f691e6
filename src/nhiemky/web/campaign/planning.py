"""The plan of a campaign: drawing it up with a preview of its days, its page, heading, stages and rules, removing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.campaign import actions, queries
from nhiemky.campaign.queries import CampaignLine
from nhiemky.campaign.queries.judging import rule_texts, window_text
from nhiemky.campaign.vocab import (
    ROUND_NAMES,
    CampaignDraft,
    RoundKind,
)
from nhiemky.history.vocab import Denied
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.workdays import LAST_YEAR
from nhiemky.org import queries as org
from nhiemky.org.vocab import Verb
from nhiemky.registry import queries as register
from nhiemky.targets import queries as targets
from nhiemky.web.campaign.places import Tab, tabs_of
from nhiemky.web.campaign.plan_stages import stages_table
from nhiemky.web.campaign.planning_forms import (
    ChangeForm,
    EarlierForm,
    HeadingForm,
    RulesForm,
    StagesForm,
    TemplateForm,
    mark_of,
)
from nhiemky.web.campaign.planning_preview import RoundDays, days_of
from nhiemky.web.campaign.review_forms import WithdrawForm
from nhiemky.web.campaign.reviews import act_day
from nhiemky.web.excel import About
from nhiemky.web.pages import attempt, page
from nhiemky.web.registry.steps import choice_of
from nhiemky.web.tables import Table
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.campaign.models import Campaign, Review, Round
    from nhiemky.org.models import Term, Unit

WAY, EARLIER, ACT, SAVE, GONE = "cach", "dot-truoc", "viec", "luu", "da-bo"


@dataclass(frozen=True)
class DrawUpPage:
    """A campaign to be: by the template or from an earlier one; `preview` once what was typed holds together."""

    holder: str
    form: HeadingForm
    earlier: bool
    may_choose: bool
    preview: tuple[RoundDays, ...]
    units: int


@dataclass(frozen=True)
class RoundPart:
    """A round of a plan: its kind in words, the stages it is limited to, its units by name."""

    part: Round
    kind: str
    window: str
    stages: tuple[str, ...]
    units: tuple[Review, ...]


@dataclass(frozen=True)
class PlanPage:
    campaign: Campaign
    about: About
    tabs: tuple[Tab, ...]
    holder: str
    above: str
    below: tuple[CampaignLine, ...]
    directive: str
    scheme: str
    rounds: tuple[RoundPart, ...]
    stages: Table
    rules: tuple[str, ...]
    removed: tuple[Round, ...]
    withdrawn: tuple[Review, ...]
    gone: bool
    listed: str
    may_run: bool


@dataclass(frozen=True)
class PlanFormPage:
    """A form about a campaign as a whole."""

    campaign: Campaign
    form: HeadingForm | StagesForm | RulesForm | WithdrawForm
    rules: tuple[str, ...] = ()


@page("campaign/add_campaign.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def add_campaign(visit: Visit) -> DrawUpPage | HttpResponseBase:
    """This function will draw up a campaign of the chosen unit, with a preview of the days that it comes to."""
    holder, term = visit.state, visit.term
    if not visit.may(Verb.KEEP_CAMPAIGN):
        raise Denied(
            _("Tài khoản của đồng chí không lập được đợt sơ kết của %(unit)s.") % {"unit": holder.name}
        )
    known = [line.campaign for line in queries.campaigns(visit.actor, on=visit.today)]
    wanted = EARLIER if known and visit.asked(WAY) == EARLIER else ""
    given = _choices(visit, holder.unit, term)
    start: dict[str, Any] = {"begun_on": act_day(visit), "scheme": "default"}
    form: TemplateForm | EarlierForm
    if wanted:
        start["earlier"] = visit.asked("dot")
        names = [(str(row.pk), f"{row.name} ({row.term.label})") for row in known]
        form = EarlierForm(visit.posted, earlier=names, initial=start, **given)
    else:
        form = TemplateForm(visit.posted, initial=start, **given)
    saving = visit.posted is not None and visit.posted.get(ACT) == SAVE
    done = attempt(form, lambda: _drawn_up(visit, form, known)) if saving else None
    if done is not None:
        said = " ".join(filter(None, (_("Đã lập đợt sơ kết."), _left_out(visit, done))))
        return visit.done(said, "campaign_plan", done.pk, **on_day(visit, done.begun_on))
    preview, units = _preview(visit, form, known) if form.is_bound and form.is_valid() else ((), 0)
    return DrawUpPage(holder.name, form, bool(wanted), bool(known), preview, units)


@page("campaign/change_campaign.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def change_campaign(visit: Visit, id: int) -> PlanFormPage | HttpResponseBase:
    """This function will change the heading of a campaign."""
    row = run_now(visit, id)
    stated = queries.stated_campaign(row)
    start = {
        **stated._asdict(), "seen": mark_of(stated), "directive": stated.directive_id, "parent": stated.parent_id,
        "on": act_day(visit),
    }  # fmt: skip
    form = ChangeForm(visit.posted, initial=start, **_choices(visit, row.holder, row.term, but=row))

    def changed() -> Campaign:
        form.unchanged(stated)
        return actions.change_campaign(
            visit.actor, campaign=row, draft=form.heading(stated), on=form.cleaned_data["on"], now=visit.now
        )

    done = attempt(form, changed)
    if done is None:
        return PlanFormPage(row, form)
    day = max(done.begun_on, form.cleaned_data["on"])
    return visit.done(_("Đã lưu kế hoạch."), "campaign_plan", id, **on_day(visit, day))


@page("campaign/campaign_plan.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def campaign_plan(visit: Visit, id: int) -> PlanPage:
    """This function will show the plan of a campaign as it stood on the day: rounds with their units, stages, rules."""
    row = queries.campaign(visit.actor, id=id, on=visit.as_of)
    seen = queries.campaigns(visit.actor, on=visit.as_of, term=row.term)
    rows = queries.stages(row, on=visit.as_of)
    names = {stage.code: stage.name for stage in rows}
    may_run, gone = queries.may_run(visit.actor, campaign=row), bool(visit.asked(GONE))
    units = queries.reviews(visit.actor, campaign=row, on=visit.as_of)
    above = next((line.campaign.pk for line in seen if line.campaign.pk == row.parent_id), None)
    known = register.directives_among(visit.actor, [row.directive_id] if row.directive_id else [])
    holder = next((line.holder_name for line in seen if line.campaign.pk == id), row.holder.code)
    return PlanPage(
        campaign=row,
        about=About(visit.as_of, row.holder.code, holder, row.term.label),
        tabs=tabs_of(visit, id, "campaign_plan"),
        holder=holder,
        above=visit.to("campaign_plan", above) if above else "",
        below=tuple(line for line in seen if line.campaign.parent_id == id),
        directive=visit.to("directive", row.directive_id) if known.exists() else "",
        scheme=targets.scheme(row.scheme).title,
        rounds=tuple(
            RoundPart(
                part, str(ROUND_NAMES[RoundKind(part.kind)]), window_text(part.starts_on, part.ends_on), tuple(names.get(code, code) for code in part.stages),
                tuple(each for each in units if each.round_id == part.pk),
            )
            for part in queries.rounds(visit.actor, campaign=row, on=visit.as_of)
        ),
        stages=stages_table(visit, row.name, [queries.stated_stage(stage) for stage in rows]),
        rules=rule_texts(queries.rules_of(row)),
        removed=tuple(queries.removed_rounds(visit.actor, campaign=row)) if gone and may_run else (),
        withdrawn=tuple(queries.withdrawn_reviews(visit.actor, campaign=row, on=visit.as_of)) if gone else (),
        gone=gone,
        listed=visit.to("campaigns", tat_ca="1"),
        may_run=may_run,
    )  # fmt: skip


@page("campaign/campaign_stages.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def campaign_stages(visit: Visit, id: int) -> PlanFormPage | HttpResponseBase:
    """This function will set the stages of a campaign: names, lead times, needs."""
    row = run_now(visit, id)
    stated = queries.stated_campaign(row).stages
    form = StagesForm(visit.posted, stages=stated, initial={"seen": mark_of(stated), "on": act_day(visit)})

    def kept() -> Sequence[object]:
        form.unchanged(stated)
        return actions.set_stages(
            visit.actor, campaign=row, stages=form.drafts, on=form.cleaned_data["on"], now=visit.now
        )

    if attempt(form, kept) is None:
        return PlanFormPage(row, form)
    return visit.done(
        _("Đã lưu các giai đoạn."), "campaign_plan", id, **on_day(visit, form.cleaned_data["on"])
    )


@page("campaign/campaign_rules.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def campaign_rules(visit: Visit, id: int) -> PlanFormPage | HttpResponseBase:
    """This function will set the rules by which a campaign is judged, each explained in a sentence."""
    row = run_now(visit, id)
    rules = queries.rules_of(row)
    form = RulesForm(visit.posted, rules=rules, initial={"seen": mark_of(rules), "on": act_day(visit)})

    def kept() -> Campaign:
        form.unchanged(rules)
        return actions.set_rules(
            visit.actor, campaign=row, rules=form.rules, on=form.cleaned_data["on"], now=visit.now
        )

    if attempt(form, kept) is None:
        return PlanFormPage(row, form, rule_texts(rules))
    return visit.done(
        _("Đã lưu cách đánh giá."), "campaign_plan", id, **on_day(visit, form.cleaned_data["on"])
    )


@page("campaign/remove_campaign.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def remove_campaign(visit: Visit, id: int) -> PlanFormPage | HttpResponseBase:
    """This function will remove a campaign from a day on; nothing of it is lost."""
    row = run_now(visit, id)
    form = WithdrawForm(visit.posted, initial={"on": act_day(visit)})
    done = attempt(
        form,
        lambda: actions.remove_campaign(
            visit.actor, campaign=row, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"], now=visit.now
        ),
    )  # fmt: skip
    if done is None:
        return PlanFormPage(row, form)
    message = _("Đã bỏ đợt sơ kết “%(name)s”. Mọi nội dung còn nguyên, có thể khôi phục ở trang này.")
    return visit.done(message % {"name": row.name}, "campaigns", tat_ca="1")


@page("campaign/campaigns.html", verbs=(Verb.KEEP_CAMPAIGN,), methods=("POST",), business=True)
def restore_campaign(visit: Visit, id: int) -> HttpResponseBase:
    """This function will restore a removed campaign with everything that belongs to it."""
    row = queries.campaign(visit.actor, id=id, on=_latest(visit), removed=True)
    _require_run(visit, row)
    actions.restore_campaign(visit.actor, campaign=row, now=visit.now)
    return visit.done(_("Đã khôi phục đợt sơ kết “%(name)s”.") % {"name": row.name}, "campaign_plan", id)


def run_now(visit: Visit, id: int) -> Campaign:
    """This function will give a campaign as it stands now to who runs it: acts build on the last state.

    :raises NotFound: when it is not seen or was removed. :raises Denied: to everybody else who sees it.
    """
    row = queries.campaign(visit.actor, id=id, on=_latest(visit))
    _require_run(visit, row)
    return row


def _require_run(visit: Visit, row: Campaign) -> None:
    if not queries.may_run(visit.actor, campaign=row):
        raise Denied(_("Tài khoản của đồng chí không điều hành đợt sơ kết này."))


def _latest(visit: Visit) -> date:
    return max(visit.as_of, visit.today)


def on_day(visit: Visit, day: date) -> dict[str, str]:
    """This function will give the parameter of the day on which an act is seen, where it comes after the day looked at."""
    return {"den": write_date(day)} if day > visit.as_of else {}


def _choices(visit: Visit, holder: Unit, term: Term, *, but: Campaign | None = None) -> dict[str, Any]:
    """Give what the heading of a campaign chooses from: directives, campaigns above, band schemes."""
    above = (
        queries.parent_choices(visit.actor, holder=holder, term=term, on=_latest(visit))
        if _may(visit, holder)
        else []
    )
    if but is not None and but.parent is not None and but.parent not in above:
        above.append(but.parent)
    papers = {row.pk: row for row in register.directives(visit.actor, on=visit.today)}
    if but is not None and but.directive is not None:
        papers.setdefault(but.directive.pk, but.directive)
    return {
        "directives": [choice_of(row) for row in papers.values()],
        "parents": [(str(row.pk), row.name) for row in above],
        "schemes": [(name, scheme.title) for name, scheme in targets.schemes().items()],
    }


def _may(visit: Visit, holder: Unit) -> bool:
    return visit.actor.may(Verb.KEEP_CAMPAIGN, org.path_of(holder.pk, on=visit.today))


def _drawn_up(visit: Visit, form: TemplateForm | EarlierForm, known: Sequence[Campaign]) -> Campaign:
    if isinstance(form, TemplateForm):
        return actions.add_campaign(
            visit.actor, holder=visit.state.unit, term=visit.term, draft=form.draft, now=visit.now
        )
    draft = form.heading(CampaignDraft("", visit.today))
    return actions.draw_up_from(
        visit.actor,
        earlier=_earlier(form, known),
        holder=visit.state.unit,
        term=visit.term,
        name=draft.name,
        begun_on=draft.begun_on,
        directive_id=draft.directive_id,
        parent_id=draft.parent_id,
        now=visit.now,
    )


def _left_out(visit: Visit, row: Campaign) -> str:
    """Name the units of the earlier campaign that could not be entered again; empty where there are none."""
    if row.drawn_from is None:
        return ""
    entered = {each.unit_id for each in queries.reviews(visit.actor, campaign=row, on=row.begun_on)}
    names = [
        each.unit_name
        for each in queries.reviews(visit.actor, campaign=row.drawn_from, on=_latest(visit))
        if each.unit_id not in entered
    ]
    message = _("Không đưa vào vì không thuộc đơn vị chủ trì vào ngày %(day)s: %(units)s.")
    return message % {"day": write_date(row.begun_on), "units": ", ".join(names)} if names else ""


def _earlier(form: EarlierForm, known: Sequence[Campaign]) -> Campaign:
    return next(row for row in known if str(row.pk) == form.cleaned_data["earlier"])


def _preview(
    visit: Visit, form: TemplateForm | EarlierForm, known: Sequence[Campaign]
) -> tuple[tuple[RoundDays, ...], int]:
    """Give the days of the campaign to be, and how many units took part in the earlier one to the end."""
    if isinstance(form, TemplateForm):
        return days_of(form.draft), 0
    row = _earlier(form, known)
    stated = queries.stated_campaign(row)
    shift = form.cleaned_data["begun_on"] - row.begun_on
    parts = tuple(
        part._replace(starts_on=_moved(part.starts_on, shift), ends_on=_moved(part.ends_on, shift))
        for part in stated.rounds
    )
    units = queries.reviews(visit.actor, campaign=row, on=visit.today)
    draft = stated._replace(begun_on=form.cleaned_data["begun_on"], rounds=parts)
    return days_of(draft), len(units)


def _moved(day: date, shift: timedelta) -> date:
    """Give a day moved on, never out of the years that working days are counted in."""
    last = date(LAST_YEAR, 12, 31)
    return min(day + shift, last) if shift <= last - day else last
