"""Lessons of a campaign: lessons by units, one with all answers, drawing, wording anew, passing on, withdrawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.campaign import actions, queries
from nhiemky.campaign.queries import ChecklistRow, LessonCell, LessonSummary, LessonUnit
from nhiemky.campaign.vocab import APPLIED_NAMES, Applied, LessonDraft, Passed, StageCode
from nhiemky.history.vocab import Denied, NotFound
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.vocab import Verb
from nhiemky.web.campaign.lesson_forms import DrawForm, LessonForm, PassForm
from nhiemky.web.campaign.meeting_forms import ReasonForm, token
from nhiemky.web.campaign.papers import may_issue
from nhiemky.web.campaign.places import Tab, about_of, paper_links, papers_in, review_names, screen, tabs_of
from nhiemky.web.campaign.review_forms import WithdrawForm
from nhiemky.web.campaign.reviews import act_day
from nhiemky.web.campaign.row_forms import MORE
from nhiemky.web.excel import About
from nhiemky.web.pages import attempt, page
from nhiemky.web.registry.steps import choice_of
from nhiemky.web.tables import Column, Table, table_of
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.campaign.models import Campaign, Lesson

ROUND = "vong"
OVER = frozenset({StageCode.HELD, StageCode.CLOSED})


@dataclass(frozen=True)
class RoundChoice:
    """A round to look at."""

    name: str
    href: str
    current: bool


@dataclass(frozen=True)
class LessonsPage:
    campaign: Campaign
    about: About
    tabs: tuple[Tab, ...]
    lessons: tuple[LessonSummary, ...]
    withdrawn: tuple[Lesson, ...]
    rounds: tuple[RoundChoice, ...]
    table: Table
    draw: str
    hand_on: str
    report: str


@dataclass(frozen=True)
class LessonPage:
    row: LessonSummary
    about: About
    table: Table
    meeting: str
    papers: tuple[tuple[str, str], ...]
    change: str
    withdraw: str
    restore: str


@dataclass(frozen=True)
class DrawPage:
    campaign: Campaign
    form: DrawForm


@dataclass(frozen=True)
class ChangePage:
    lesson: Lesson
    form: LessonForm
    seen: str
    overtaken: bool


@dataclass(frozen=True)
class PassPage:
    campaign: Campaign
    form: PassForm
    preview: str


@dataclass(frozen=True)
class WithdrawPage:
    lesson: Lesson
    form: WithdrawForm | ReasonForm
    restores: bool


@page("campaign/lessons.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def lessons(visit: Visit, id: int) -> LessonsPage:
    """This function will show lessons by units, with how each was answered."""
    campaign = queries.campaign(visit.actor, id=id, on=visit.as_of)
    board = queries.lesson_board(visit.actor, campaign=campaign, on=visit.as_of)
    names = list(dict.fromkeys(unit.round_name for unit in board.units))
    asked = visit.asked(ROUND) if visit.asked(ROUND) in names else ""
    rounds = (
        RoundChoice(_("Tất cả các vòng"), visit.to("lessons", id), not asked),
        *(RoundChoice(name, visit.to("lessons", id, vong=name), name == asked) for name in names),
    )
    runs = queries.may_run(visit.actor, campaign=campaign)
    draws = runs or queries.may_draw(visit.actor, campaign=campaign)
    return LessonsPage(
        campaign,
        about_of(visit, campaign),
        tabs_of(visit, id, "lessons"),
        board.lessons,
        board.withdrawn,
        rounds,
        _board_table(
            visit, [unit for unit in board.units if not asked or unit.round_name == asked], board.lessons
        ),
        visit.to("draw_lessons", id) if draws else "",
        visit.to("pass_lessons", id) if runs and board.lessons else "",
        visit.to("experience_report", id) if may_issue(visit, campaign.holder_id) else "",
    )


@page("campaign/lesson.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def lesson(visit: Visit, id: int) -> LessonPage:
    """This function will show one lesson with the answers of all units, those of a withdrawn lesson too."""
    found = queries.lesson(visit.actor, id=id, on=visit.as_of)
    row = found.lesson
    lines = queries.lesson_answers(visit.actor, lesson=row, on=visit.as_of)
    papers = paper_links(visit, (line.line.directive for line in lines))
    columns: list[Column[ChecklistRow]] = [
        Column("don-vi", _("Đơn vị"), lambda line: line.line.review.short_name,
               href=lambda line: visit.to("checklist", line.line.review_id)),
        Column("ngay", _("Ngày chuyển"), lambda line: line.line.given_on),
        Column("han", _("Hạn trả lời"), lambda line: line.line.due_on,
               note=lambda line: _("quá hạn") if line.overdue else ""),
        Column("tra-loi", _("Trả lời"), lambda line: _applied(line.answer.applied if line.answer else None)),
        Column("cach-lam", _("Cách vận dụng, lý do"), lambda line: line.answer.text if line.answer else "",
               wide=True, note=lambda line: line.answer.evidence if line.answer else ""),
    ]  # fmt: skip
    table = table_of(
        visit, lines, columns, caption=_("Trả lời của các đơn vị"), empty=_("Chưa chuyển cho đơn vị nào.")
    )
    runs = queries.may_run(visit.actor, campaign=row.campaign)
    free = row.withdrawn_on is None
    draws = not lines and free and queries.may_draw(visit.actor, campaign=row.campaign)
    return LessonPage(
        found,
        about_of(visit, row.campaign),
        table,
        _meeting(visit, row),
        tuple(papers.values()),
        visit.to("change_lesson", id) if draws else "",
        visit.to("withdraw_lesson", id) if runs and free else "",
        visit.to("restore_lesson", id) if runs and not free else "",
    )


@page("campaign/draw_lessons.html", verbs=(Verb.COMMENT, Verb.KEEP_CAMPAIGN), business=True)
def draw_lessons(visit: Visit, id: int) -> DrawPage | HttpResponseBase:
    """This function will draw lessons from a unit's review, several at once."""
    on = max(visit.as_of, visit.today)
    campaign = queries.campaign(visit.actor, id=id, on=on)
    if not queries.may_draw(visit.actor, campaign=campaign):
        raise Denied(_("Tài khoản của đồng chí không ghi được bài học của đợt sơ kết này."))
    found = queries.branch_reviews(visit.actor, campaign=campaign, on=on, looked=visit.as_of)
    reviews = {str(row.pk): row for row in found}
    met = {
        str(row.meeting.pk): row.meeting for row in queries.meetings(visit.actor, campaign=campaign, on=on)
    }
    more = visit.posted is not None and MORE in visit.posted
    kept = visit.posted.dict() if more and visit.posted is not None else {}
    form = DrawForm(
        None if more else visit.posted,
        reviews=review_names(reviews),
        meetings=[(key, f"{write_date(row.held_on)} {row.chaired_by}") for key, row in met.items()],
        initial={"on": act_day(visit), **kept},
    )
    done = attempt(
        form,
        lambda: actions.draw_lessons(
            visit.actor, campaign=campaign, review=reviews[form.cleaned_data["review"]],
            drafts=[row.draft() for row in form.told],  # type: ignore[attr-defined]
            on=form.cleaned_data["on"], meeting=met.get(form.cleaned_data["meeting"]), now=visit.now,
        ),
    )  # fmt: skip
    if done is None:
        return DrawPage(campaign, form)
    return visit.done(_("Đã ghi %d bài học.") % len(done), "lessons", id)


@page("campaign/change_lesson.html", verbs=(Verb.COMMENT, Verb.KEEP_CAMPAIGN), business=True)
def change_lesson(visit: Visit, id: int) -> ChangePage | HttpResponseBase:
    """This function will word a lesson anew that no unit has yet."""
    row = queries.lesson(visit.actor, id=id, on=max(visit.as_of, visit.today)).lesson
    if not queries.may_draw(visit.actor, campaign=row.campaign):
        raise Denied(_("Tài khoản của đồng chí không sửa được bài học này."))
    stated = LessonDraft(row.seen, row.advice, row.good, row.applies_to)
    given = str(visit.posted.get("shown", "")) if visit.posted is not None else token(stated)
    form = LessonForm(visit.posted, initial={**stated._asdict(), "good": str(int(stated.good))})
    expected = stated if given == token(stated) else LessonDraft("", "")
    done = attempt(
        form,
        form.heeding(
            lambda: actions.change_lesson(
                visit.actor, lesson=row, draft=form.draft(), now=visit.now, expected=expected
            )
        ),
    )
    if done is None:
        return ChangePage(row, form, token(stated) if form.overtaken else given, form.overtaken)
    return visit.done(_("Đã sửa bài học."), "lesson", id)


@page("campaign/pass_lessons.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def pass_lessons(visit: Visit, id: int) -> PassPage | HttpResponseBase:
    """This function will pass lessons on to all remaining units by one act, after a look at whom it reaches."""
    on = max(visit.as_of, visit.today)
    campaign = queries.campaign(visit.actor, id=id, on=on)
    if not queries.may_run(visit.actor, campaign=campaign):
        raise Denied(_("Tài khoản của đồng chí không điều hành đợt sơ kết này."))
    # Whom lessons still reach is told by the day of the act, which may be one looked back at
    standing = queries.standings(visit.actor, campaign=campaign, on=act_day(visit))
    over = {each.facts.review_id for each in standing.reviews if each.facts.stage in OVER}
    board = queries.lesson_board(visit.actor, campaign=campaign, on=on)
    given = {str(row.lesson.pk): row.lesson for row in board.lessons if row.lesson.campaign_id == id}
    reviews = {
        str(row.pk): row
        for row in queries.branch_reviews(visit.actor, campaign=campaign, on=on)
        if row.pk not in over
    }
    look = visit.posted is not None and "xem" in visit.posted
    papers = papers_in(visit)
    form = PassForm(
        visit.posted,
        directives=[choice_of(row) for row in papers.values()],
        lessons=[(key, f"{row.number}. {row.seen}") for key, row in given.items()],
        reviews=review_names(reviews),
        initial={"on": act_day(visit), "lessons": list(given), "reviews": list(reviews)},
    )
    if visit.posted is None or look:
        chosen = form.cleaned_data if look and form.is_valid() else {"lessons": given, "reviews": reviews}
        text = passed_text(_preview(board.units, board.lessons, chosen["lessons"], chosen["reviews"]))
        return PassPage(campaign, form, text)
    done = attempt(
        form,
        lambda: actions.pass_lessons(
            visit.actor, lessons=[given[key] for key in form.cleaned_data["lessons"]],
            reviews=[reviews[key] for key in form.cleaned_data["reviews"]], on=form.cleaned_data["on"],
            due_on=form.cleaned_data["due_on"], directive=papers.get(form.cleaned_data["directive"]),
            now=visit.now,
        ),
    )  # fmt: skip
    if done is None:
        return PassPage(campaign, form, "")
    return visit.done(passed_text(done), "lessons", id)


@page("campaign/withdraw_lesson.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def withdraw_lesson(visit: Visit, id: int) -> WithdrawPage | HttpResponseBase:
    """This function will withdraw a lesson from a day on; its answers stay readable."""
    row = _run(visit, id)
    form = WithdrawForm(visit.posted, initial={"on": act_day(visit)})
    done = attempt(
        form,
        lambda: actions.withdraw_lesson(
            visit.actor, lesson=row, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"],
            now=visit.now,
        ),
    )  # fmt: skip
    if done is None:
        return WithdrawPage(row, form, False)
    return visit.done(_("Đã rút lại bài học; các trả lời vẫn được giữ."), "lesson", id)


@page("campaign/withdraw_lesson.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def restore_lesson(visit: Visit, id: int) -> WithdrawPage | HttpResponseBase:
    """This function will undo the withdrawal of a lesson."""
    row = _run(visit, id)
    form = ReasonForm(visit.posted)
    done = attempt(
        form,
        lambda: actions.restore_lesson(
            visit.actor, lesson=row, reason=form.cleaned_data["reason"], now=visit.now
        ),
    )
    if done is None:
        return WithdrawPage(row, form, True)
    return visit.done(_("Đã khôi phục bài học."), "lesson", id)


def passed_text(passed: Passed) -> str:
    """This function will say in words whom lessons were passed to and whom not, and why."""
    parts = [_("%d dòng mới trong danh mục của các đơn vị") % passed.added]
    if passed.already:
        parts.append(_("%d dòng đã có từ trước, giữ nguyên") % passed.already)
    if passed.own:
        parts.append(_("%d dòng bỏ qua vì bài học rút từ chính đơn vị") % passed.own)
    if passed.held:
        parts.append(_("không chuyển cho đơn vị đã tổ chức hội nghị: %s") % ", ".join(passed.held))
    if passed.withdrawn:
        parts.append(_("không chuyển cho đơn vị đã ra khỏi đợt: %s") % ", ".join(passed.withdrawn))
    return "; ".join(parts) + "."


def _preview(
    units: Sequence[LessonUnit],
    summaries: Sequence[LessonSummary],
    lessons: object,
    reviews: object,
) -> Passed:
    """Count what passing would add, before it is done."""
    chosen, reached = set(lessons), set(reviews)  # type: ignore[call-overload]
    added = already = own = 0
    known = {str(unit.review_id): unit.cells for unit in units}
    for key in reached:
        cells = known.get(key) or (LessonCell(),) * len(summaries)
        for summary, cell in zip(summaries, cells, strict=True):
            if str(summary.lesson.pk) not in chosen:
                continue
            source = str(summary.lesson.drawn_from_id) == key
            own += source
            already += not source and cell.line_id is not None
            added += not source and cell.line_id is None
    return Passed(added, already, own)


def _meeting(visit: Visit, row: Lesson) -> str:
    """Give the address of the meeting in which a lesson was drawn; empty without one, or where it is not seen."""
    if row.meeting_id is None:
        return ""
    try:
        queries.meeting(visit.actor, id=row.meeting_id, on=visit.as_of)
    except NotFound:
        return ""
    return screen(visit, "meeting", row.meeting_id)


def _run(visit: Visit, id: int) -> Lesson:
    row = queries.lesson(visit.actor, id=id, on=max(visit.as_of, visit.today)).lesson
    if not queries.may_run(visit.actor, campaign=row.campaign):
        raise Denied(_("Tài khoản của đồng chí không điều hành đợt sơ kết này."))
    return row


def _board_table(visit: Visit, units: Sequence[LessonUnit], given: Sequence[LessonSummary]) -> Table:
    columns: list[Column[LessonUnit]] = [
        Column("don-vi", _("Đơn vị"), lambda unit: unit.short_name, note=lambda unit: unit.round_name,
               href=lambda unit: visit.to("checklist", unit.review_id)),
    ]  # fmt: skip
    columns += [_lesson_column(place, each) for place, each in enumerate(given)]
    columns += [
        Column("duoc-giao", _("Được giao"), lambda unit: unit.tally.given, numeric=True),
        Column("da-tra-loi", _("Đã trả lời"), lambda unit: unit.tally.answered, numeric=True),
        Column("qua-han", _("Quá hạn"), lambda unit: unit.tally.overdue, numeric=True),
    ]
    return table_of(
        visit, units, columns, caption=_("Bài học theo đơn vị đến ngày %s") % write_date(visit.as_of),
        empty=_("Chưa có đơn vị nào."),
    )  # fmt: skip


def _lesson_column(place: int, summary: LessonSummary) -> Column[LessonUnit]:
    number = summary.lesson.number
    return Column(
        f"bai-{summary.lesson.pk}", _("Bài %d") % number, lambda unit: cell_text(unit.cells[place]),
        mark=lambda unit: f"applied applied-{cell_tone(unit.cells[place])}",
    )  # fmt: skip


def cell_tone(cell: LessonCell) -> str:
    """This function will give what a cell is coloured by: the answer, else what it waits for."""
    if cell.source or cell.line_id is None:
        return "source" if cell.source else "none"
    return cell.applied or ("overdue" if cell.overdue else "open")


def cell_text(cell: LessonCell) -> str:
    """This function will say in words what a unit did with a lesson."""
    if cell.source:
        return _("nơi rút bài học")
    if cell.line_id is None:
        return _("chưa chuyển")
    if cell.applied is not None:
        return _applied(cell.applied)
    return _("quá hạn trả lời") if cell.overdue else _("chưa trả lời")


def _applied(code: str | None) -> str:
    return str(APPLIED_NAMES[Applied(code)]) if code else _("chưa trả lời")
