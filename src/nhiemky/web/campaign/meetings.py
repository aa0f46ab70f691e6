"""Meetings of a campaign: the list, one with what came of it, recording one with its comments, correcting and removing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.campaign import actions, queries
from nhiemky.campaign.queries import MeetingLine
from nhiemky.campaign.vocab import GRADE_NAMES, MEETING_NAMES, Grade, MeetingDraft, MeetingKind
from nhiemky.history.vocab import Denied
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.vocab import Verb
from nhiemky.web.campaign.comments import comment_columns
from nhiemky.web.campaign.meeting_forms import MeetingForm, token
from nhiemky.web.campaign.places import Tab, about_of, tabs_of
from nhiemky.web.campaign.review_forms import WithdrawForm
from nhiemky.web.campaign.reviews import act_day
from nhiemky.web.campaign.row_forms import MORE
from nhiemky.web.excel import About
from nhiemky.web.pages import attempt, page
from nhiemky.web.tables import Column, Table, table_of
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.campaign.models import Campaign, Lesson, Meeting, Review

REVIEW = "so-ket"


@dataclass(frozen=True)
class MeetingsPage:
    campaign: Campaign
    about: About
    tabs: tuple[Tab, ...]
    table: Table
    hold: str


@dataclass(frozen=True)
class Side:
    """One side of the preparation: its name, the grade in words, what was said."""

    label: str
    grade: str
    text: str


@dataclass(frozen=True)
class MeetingScreen:
    meeting: Meeting
    kind: str
    sides: tuple[Side, ...]
    table: Table
    lessons: tuple[Lesson, ...]
    change: str
    comment: str


@dataclass(frozen=True)
class MeetingFormPage:
    campaign: Campaign
    form: MeetingForm
    meeting: Meeting | None
    seen: str
    theirs: Meeting | None
    may_comment: bool


@dataclass(frozen=True)
class RemovePage:
    meeting: Meeting
    form: WithdrawForm


@page("campaign/meetings.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def meetings(visit: Visit, id: int) -> MeetingsPage:
    """This function will list the meetings held up to the day, the latest first."""
    campaign = queries.campaign(visit.actor, id=id, on=visit.as_of)
    rows = queries.meetings(visit.actor, campaign=campaign, on=visit.as_of)
    columns: list[Column[MeetingLine]] = [
        Column("ngay", _("Ngày"), lambda row: row.meeting.held_on,
               href=lambda row: visit.to("meeting", row.meeting.pk)),
        Column("don-vi", _("Làm việc với"), lambda row: _with(row.meeting)),
        Column("noi-dung", _("Nội dung"), lambda row: str(MEETING_NAMES[MeetingKind(row.meeting.kind)])),
        Column("chu-tri", _("Chủ trì"), lambda row: row.meeting.chaired_by),
        Column("ket-luan", _("Kết luận"), lambda row: row.meeting.conclusion, wide=True),
        Column("gop-y", _("Góp ý"), lambda row: row.comments, numeric=True),
        Column("con", _("Còn phải xử lý"), lambda row: row.open, numeric=True),
        Column("bai-hoc", _("Bài học"), lambda row: row.lessons, numeric=True),
    ]  # fmt: skip
    table = table_of(
        visit, rows, columns, empty=_("Chưa có cuộc họp nào vào ngày này."),
        caption=_("Các cuộc họp đến ngày %s") % write_date(visit.as_of),
    )  # fmt: skip
    runs = queries.may_run(visit.actor, campaign=campaign)
    may = runs or bool(queries.met_reviews(visit.actor, campaign=campaign, on=visit.as_of))
    return MeetingsPage(
        campaign,
        about_of(visit, campaign),
        tabs_of(visit, id, "meetings"),
        table,
        visit.to("hold_meeting", id) if may else "",
    )


@page("campaign/meeting.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def meeting(visit: Visit, id: int) -> MeetingScreen:
    """This function will show one meeting with its comments and lessons as they stood on the day."""
    found = queries.meeting(visit.actor, id=id, on=visit.as_of)
    row = found.meeting
    rights = queries.review_rights(visit.actor, review=row.review) if row.review is not None else None
    table = table_of(
        visit, list(found.comments), comment_columns(visit), caption=_("Góp ý tại cuộc họp"),
        empty=_("Cuộc họp này chưa có góp ý nào."),
    )  # fmt: skip
    return MeetingScreen(
        row,
        str(MEETING_NAMES[MeetingKind(row.kind)]),
        _sides(row),
        table,
        found.lessons,
        visit.to("change_meeting", id) if _may_change(visit, row) else "",
        visit.to("raise_comment", row.review_id, hop=str(id)) if rights and rights.comment else "",
    )


@page("campaign/meeting_form.html", verbs=(Verb.COMMENT, Verb.KEEP_REVIEW, Verb.KEEP_CAMPAIGN), business=True)
def hold_meeting(visit: Visit, id: int) -> MeetingFormPage | HttpResponseBase:
    """This function will record a meeting with the comments made there."""
    on = max(visit.as_of, visit.today)
    campaign = queries.campaign(visit.actor, id=id, on=on)
    reviews = queries.met_reviews(visit.actor, campaign=campaign, on=on, looked=visit.as_of)
    runs = queries.may_run(visit.actor, campaign=campaign)
    if not reviews and not runs:
        raise Denied(_("Tài khoản của đồng chí không ghi được cuộc họp của đợt sơ kết này."))
    more = visit.posted is not None and MORE in visit.posted
    kept = visit.posted.dict() if more and visit.posted is not None else {}
    form = MeetingForm(
        None if more else visit.posted,
        reviews=[(str(each.pk), each.unit_name) for each in reviews],
        whole=_("cả đợt sơ kết") if runs else None,
        initial={"held_on": act_day(visit), "review": visit.asked(REVIEW), **kept},
    )
    named = {str(each.pk): each for each in reviews}
    done = attempt(form, lambda: _held(visit, campaign, named, form))
    if done is None:
        return MeetingFormPage(campaign, form, None, "", None, True)
    day = {"den": write_date(done.held_on)} if done.held_on > visit.as_of else {}
    return visit.done(_("Đã ghi cuộc họp."), "meeting", done.pk, **day)


@page("campaign/meeting_form.html", verbs=(Verb.COMMENT, Verb.KEEP_REVIEW, Verb.KEEP_CAMPAIGN), business=True)
def change_meeting(visit: Visit, id: int) -> MeetingFormPage | HttpResponseBase:
    """This function will correct what is said of a meeting."""
    row = _changed(visit, id)
    stated = queries.stated_meeting(row)
    given = str(visit.posted.get("seen", "")) if visit.posted is not None else token(stated)
    form = MeetingForm(visit.posted, reviews=None, with_rows=False, initial=stated._asdict())
    expected = stated if given == token(stated) else MeetingDraft(stated.held_on, "")
    done = attempt(
        form,
        form.heeding(
            lambda: actions.change_meeting(
                visit.actor, meeting=row, draft=form.draft(), now=visit.now, expected=expected
            )
        ),
    )
    if done is None:
        seen = token(stated) if form.overtaken else given
        return MeetingFormPage(row.campaign, form, row, seen, row if form.overtaken else None, False)
    return visit.done(_("Đã sửa cuộc họp."), "meeting", id)


@page(
    "campaign/remove_meeting.html", verbs=(Verb.COMMENT, Verb.KEEP_REVIEW, Verb.KEEP_CAMPAIGN), business=True
)
def remove_meeting(visit: Visit, id: int) -> RemovePage | HttpResponseBase:
    """This function will take a meeting out from a day on; its comments and lessons stay."""
    row = _changed(visit, id)
    form = WithdrawForm(visit.posted, initial={"on": act_day(visit)})
    done = attempt(
        form,
        lambda: actions.remove_meeting(
            visit.actor, meeting=row, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"],
            now=visit.now,
        ),
    )  # fmt: skip
    if done is None:
        return RemovePage(row, form)
    return visit.done(_("Đã bỏ cuộc họp."), "meetings", row.campaign_id)


def _changed(visit: Visit, id: int) -> Meeting:
    row = queries.meeting(visit.actor, id=id, on=max(visit.as_of, visit.today)).meeting
    if not _may_change(visit, row):
        raise Denied(_("Tài khoản của đồng chí không sửa được cuộc họp này."))
    return row


def _may_change(visit: Visit, row: Meeting) -> bool:
    if row.review is None:
        return queries.may_run(visit.actor, campaign=row.campaign)
    rights = queries.review_rights(visit.actor, review=row.review)
    return rights.keep or rights.comment


def _held(visit: Visit, campaign: Campaign, reviews: dict[str, Review], form: MeetingForm) -> Meeting:
    draft = form.draft()
    return actions.hold_meeting(
        visit.actor,
        campaign=campaign,
        review=reviews.get(form.cleaned_data["review"]),
        draft=draft,
        comments=[row.draft(draft.held_on) for row in form.told],  # type: ignore[attr-defined]
        now=visit.now,
    )


def _sides(row: Meeting) -> tuple[Side, ...]:
    named = (
        (_("Công tác chuẩn bị"), row.preparation_grade, row.preparation),
        (_("Công tác tổ chức"), row.organisation_grade, row.organisation),
        (_("Văn kiện"), row.documents_grade, row.documents),
    )
    return tuple(
        Side(label, str(GRADE_NAMES[Grade(grade)]) if grade else "", text)
        for label, grade, text in named
        if grade or text
    )


def _with(row: Meeting) -> str:
    return row.review.short_name if row.review is not None else _("cả đợt sơ kết")
