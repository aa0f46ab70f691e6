"""The surveys of a campaign: the list, and one with its places, visits and conclusion as they stood on the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nhiemky.campaign import queries
from nhiemky.campaign.queries import SurveyLine, VisitLine
from nhiemky.campaign.vocab import VISIT_NAMES, VisitKind
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.vocab import Verb
from nhiemky.web.campaign.papers import may_issue
from nhiemky.web.campaign.places import Tab, about_of, paper_links, screen, tabs_of
from nhiemky.web.excel import About
from nhiemky.web.pages import page
from nhiemky.web.tables import Act, Column, Table, acts_column, struck, table_of
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.campaign.models import Campaign, Survey


@dataclass(frozen=True)
class SurveysPage:
    campaign: Campaign
    about: About
    tabs: tuple[Tab, ...]
    table: Table
    may_run: bool


@dataclass(frozen=True)
class PlaceLine:
    """A place of the survey in words; `acts` are what may be done about it now, as label and address."""

    line: VisitLine
    state: str
    tone: str
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class SurveyPage:
    line: SurveyLine
    about: About
    tabs: tuple[Tab, ...]
    places: Table
    paper: tuple[str, str]
    word: str
    may_run: bool
    may_note: bool
    may_restore: bool


@page("campaign/surveys.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def surveys(visit: Visit, id: int) -> SurveysPage:
    """This function will list the surveys of a campaign that had been planned by the day."""
    row = queries.campaign(visit.actor, id=id, on=visit.as_of)
    lines = queries.surveys(visit.actor, campaign=row, on=visit.as_of)
    table = table_of(
        visit, lines, [
            Column("ten", _("Cuộc khảo sát"), lambda line: line.survey.name, wide=True,
                   href=lambda line: visit.to("survey", line.survey.pk)),
            Column("tu", _("Từ ngày"), lambda line: line.survey.starts_on),
            Column("den-ngay", _("Đến ngày"), lambda line: line.survey.ends_on),
            Column("doan", _("Đoàn khảo sát"), lambda line: line.survey.team.name if line.survey.team else ""),
            Column("xa", _("Địa phương"), lambda line: _share(line.communes.visited, line.communes.planned)),
            Column("nganh", _("Ngành"), lambda line: _share(line.sectors.visited, line.sectors.planned)),
            Column("ket-luan", _("Kết luận"), lambda line: _("đã có") if line.conclusion else _("chưa có")),
        ],
        caption=_("Các cuộc khảo sát: số nơi đã đến trên số nơi theo kế hoạch"), empty=_("Chưa có cuộc khảo sát nào."),
    )  # fmt: skip
    return SurveysPage(
        row,
        about_of(visit, row),
        tabs_of(visit, id, "surveys"),
        table,
        queries.may_run(visit.actor, campaign=row),
    )


@page("campaign/survey.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def survey(visit: Visit, id: int) -> SurveyPage:
    """This function will show a survey as it stood on the day: plan, places, visits, conclusion."""
    line = queries.survey(visit.actor, id=id, on=visit.as_of)
    row = line.survey
    standing = row.removed_on is None and row.campaign.removed_on is None
    runs = queries.may_run(visit.actor, campaign=row.campaign)
    may_note = standing and queries.may_note(visit.actor, campaign=row.campaign)
    papers = paper_links(visit, [row.directive])
    return SurveyPage(
        line=line,
        about=about_of(visit, row.campaign),
        tabs=tabs_of(visit, row.campaign_id, "surveys"),
        places=places_table(visit, row, queries.visits(visit.actor, survey=row, on=visit.as_of), may_note=may_note),
        paper=papers.get(row.directive_id or 0, ("", "")),
        word=screen(visit, "survey_report", id)
        if may_issue(visit, row.campaign.holder_id, noting=True)
        else "",
        may_run=standing and runs,
        may_note=may_note,
        may_restore=runs and row.removed_on is not None,
    )  # fmt: skip


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole}"


def places_table(visit: Visit, row: Survey, lines: Iterable[VisitLine], *, may_note: bool) -> Table:
    """This function will lay out the places of a survey in the order of the plan, those taken out of it struck through."""
    columns: list[Column[PlaceLine]] = [
        Column("noi", _("Nơi khảo sát"), lambda each: each.line.visit.name, wide=True,
               shown=lambda each: struck(each.line.visit.name) if each.line.cancelled else None,
               note=lambda each: " · ".join(filter(None, (_kind(each), each.line.visit.by)))),
        Column("du-kien", _("Ngày dự kiến"), lambda each: each.line.visit.planned_on),
        Column("tinh-trang", _("Tình trạng"), lambda each: each.state, mark=lambda each: f"tag {each.tone}".strip(), sort=_urgency),
        Column("ket-qua", _("Tóm tắt kết quả"), lambda each: each.line.summary or None, mark=lambda each: "lines", sortable=False),
        Column("noi-dung", _("Nội dung ghi nhận"), lambda each: each.line.findings, numeric=True,
               href=lambda each: screen(visit, "findings", row.campaign_id, chuyen=str(each.line.visit.pk)) if each.line.findings else ""),
    ]  # fmt: skip
    if may_note:
        columns.append(acts_column(lambda each: each.acts))
    caption = _("%(survey)s: nơi khảo sát, đến ngày %(day)s") % {
        "survey": row.name,
        "day": write_date(visit.as_of),
    }
    places = [_place(visit, line, may_note) for line in lines]
    return table_of(visit, places, columns, caption=caption, name="noi")


def _kind(place: PlaceLine) -> str:
    return str(VISIT_NAMES[VisitKind(place.line.visit.kind)])


def _urgency(place: PlaceLine) -> tuple[bool, bool, bool, date]:
    """Give what sorts late places first, then those to come, those visited by their day, those taken out of the plan."""
    line = place.line
    return line.cancelled, line.visited_on is not None, not line.late, line.visited_on or date.min


def _place(visit: Visit, line: VisitLine, may_note: bool) -> PlaceLine:
    row = line.visit
    state, tone = _state(line)
    acts: list[tuple[str, str]] = []
    if may_note and row.cancelled_on is None:
        acts.append(
            (_("Sửa kết quả") if row.visited_on else _("Ghi kết quả"), visit.to("record_visit", row.pk))
        )
        if row.visited_on is None:
            acts.append((_("Đặt ngày"), visit.to("plan_visit", row.pk)))
            acts.append((_("Bỏ khỏi kế hoạch"), visit.to("cancel_visit", row.pk)))
        elif noting := screen(visit, "note_finding", row.survey.campaign_id, chuyen=str(row.pk)):
            acts.append((_("Ghi nội dung"), noting))
    return PlaceLine(
        line, state, tone, tuple(Act(label, href, f"{label}: {row.name}") for label, href in acts)
    )


def _state(line: VisitLine) -> tuple[str, str]:
    """Give what has become of a place, and the tone of the word."""
    if line.cancelled:
        return _("đã bỏ khỏi kế hoạch: %(reason)s") % {"reason": line.visit.cancelled_because}, "tag-quiet"
    if line.visited_on is not None:
        return _("đã khảo sát ngày %(day)s") % {"day": write_date(line.visited_on)}, ""
    if line.late:
        return _("quá ngày dự kiến"), "tag-danger"
    return _("chưa khảo sát"), "tag-warning"
