"""One unit's review: its stages with plan and fact, what the next one needs, and short parts that lead on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nhiemky.campaign import queries
from nhiemky.campaign.queries import ReviewPage
from nhiemky.campaign.vocab import NEED_NAMES, READINESS_NAMES, Need
from nhiemky.org.vocab import Verb
from nhiemky.web.campaign.places import Tab, screen, tabs_of
from nhiemky.web.campaign.review_forms import (
    MoveForm,
)
from nhiemky.web.excel import About
from nhiemky.web.pages import page
from nhiemky.web.tables import Column, Table, table_of
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.campaign.models import PlannedDay, StageMove
    from nhiemky.campaign.queries import CommentLine, MeetingLine

SHOWN_COMMENTS = 6
CONFERENCE, DAYS = "hoi-nghi", "tung-moc"
MOVES, CHANGES = "chuyen", "ke-hoach"


@dataclass(frozen=True)
class Step:
    """A stage of a review as shown: `kind` is done, now, late, skipped or coming."""

    code: str
    name: str
    number: int
    kind: str
    now: bool
    planned: date | None
    reached: date | None
    late_days: int
    waited: bool
    move: StageMove | None
    waived: tuple[str, ...]


@dataclass(frozen=True)
class NeedLine:
    """Something that the next stage needs, and whether it is there."""

    text: str
    met: bool


@dataclass(frozen=True)
class Card:
    """A short part of the page that leads to another screen."""

    label: str
    count: str
    note: str
    href: str
    warns: bool = False


@dataclass(frozen=True)
class ReviewScreen:
    data: ReviewPage
    about: About
    tabs: tuple[Tab, ...]
    state: str
    steps: tuple[Step, ...]
    next_name: str
    needs: tuple[NeedLine, ...]
    move: MoveForm
    cards: tuple[Card, ...]
    comments: tuple[CommentLine, ...]
    meetings: tuple[MeetingLine, ...]
    changes: Table
    moves: Table
    past_asked: bool
    later: StageMove | None
    later_name: str
    out: bool
    may_act: bool


@page("campaign/review.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def review(visit: Visit, id: int) -> ReviewScreen:
    """This function will show one unit's review as it stood on the day."""
    data = queries.review(visit.actor, id=id, on=visit.as_of)
    comments = queries.comments(visit.actor, review=data.review, on=visit.as_of)
    meetings = queries.meetings(visit.actor, campaign=data.campaign, review=data.review, on=visit.as_of)
    later = queries.moves(visit.actor, review=data.review)[len(data.moves) :]
    names, withdrawn_on = names_of(data), data.review.withdrawn_on
    return ReviewScreen(
        data=data,
        about=About(visit.as_of, data.review.unit.code, data.review.unit_name, data.campaign.term.label),
        tabs=tabs_of(visit, data.campaign.pk, ""),
        state=str(READINESS_NAMES[data.standing.readiness]),
        steps=tuple(_steps(data)),
        next_name=names.get(data.next or "", ""),
        needs=needs_of(data),
        move=move_form(visit, data, bound=False),
        cards=tuple(card for card in _cards(visit, data, len(meetings)) if card.href),
        comments=tuple(line for line in comments if line.open)[:SHOWN_COMMENTS],
        meetings=tuple(meetings[:SHOWN_COMMENTS]),
        changes=_changes_table(visit, data, names),
        moves=_moves_table(visit, data, names),
        past_asked=any(key.endswith((f"-{MOVES}", f"-{CHANGES}")) for key, _value in visit.pairs),
        later=later[-1] if later else None,
        later_name=names.get(later[-1].stage, "") if later else "",
        out=withdrawn_on is not None and withdrawn_on <= visit.as_of,
        may_act=data.may_keep and withdrawn_on is None,
    )


def _moves_table(visit: Visit, data: ReviewPage, names: Mapping[str, str]) -> Table:
    """Lay out how the review went from stage to stage, the last move first."""
    order = list(names)
    columns: list[Column[StageMove]] = [
        Column("ngay", _("Ngày"), lambda row: row.on),
        Column("giai-doan", _("Giai đoạn"), lambda row: names.get(row.stage, row.stage), sort=lambda row: _place(order, row.stage)),
        Column("ly-do", _("Lý do"), lambda row: row.reason or None),
        Column("nguoi-ghi", _("Người ghi"), lambda row: row.moved_by),
        Column("ghi-luc", _("Ghi lúc"), lambda row: row.moved_at),
    ]  # fmt: skip
    caption = _("%(unit)s: các lần chuyển giai đoạn") % {"unit": data.review.unit_name}
    return table_of(visit, data.moves[::-1], columns, caption=caption, name=MOVES)


def _changes_table(visit: Visit, data: ReviewPage, names: Mapping[str, str]) -> Table:
    """Lay out the planned days as they were decided, the last decision first."""
    order = list(names)
    columns: list[Column[PlannedDay]] = [
        Column("ngay", _("Ngày quyết định"), lambda row: row.decided_on),
        Column("giai-doan", _("Giai đoạn"), lambda row: names.get(row.stage, row.stage), sort=lambda row: _place(order, row.stage)),
        Column("ke-hoach", _("Ngày kế hoạch"), lambda row: row.planned_on or _("không đặt ngày"), sort=lambda row: row.planned_on),
        Column("ly-do", _("Lý do"), lambda row: row.reason or None),
        Column("nguoi-ghi", _("Người ghi"), lambda row: row.entered_by),
        Column("ghi-luc", _("Ghi lúc"), lambda row: row.entered_at),
    ]  # fmt: skip
    caption = _("%(unit)s: các lần đặt ngày kế hoạch") % {"unit": data.review.unit_name}
    return table_of(visit, data.planned[::-1], columns, caption=caption, name=CHANGES)


def _place(order: Sequence[str], stage: str) -> int:
    """Give the place of a stage in the campaign; one that it has no more comes last."""
    return order.index(stage) if stage in order else len(order)


def act_day(visit: Visit) -> date:
    """This function will give the day that an act is likely to be of: the day chosen in the frame, else today."""
    return min(visit.as_of, visit.today) if visit.chosen_day else visit.today


def names_of(data: ReviewPage) -> dict[str, str]:
    """This function will give what the campaign calls each stage of the review, by code."""
    return {stage.code: stage.name for stage in data.stages}


def _steps(data: ReviewPage) -> Sequence[Step]:
    last: dict[str, StageMove] = {row.stage: row for row in data.moves}
    found = []
    for number, day in enumerate(data.standing.facts.days, start=1):
        move = last.get(day.code) if day.reached is not None else None
        now = day.code == data.stage
        kind = (
            "done" if day.reached is not None
            else "skipped" if day.skipped
            else "late" if day.late
            else "coming"
        )  # fmt: skip
        waived = tuple(str(NEED_NAMES[Need(code)]) for code in move.unmet) if move is not None else ()
        found.append(
            Step(
                day.code, day.name, number, kind, now, day.planned, day.reached, day.late_days,
                day.missing and not day.late, move, waived,
            )
        )  # fmt: skip
    return found


def needs_of(data: ReviewPage) -> tuple[NeedLine, ...]:
    """This function will give what the stage that follows needs, with what is there already."""
    asked = next((stage.needs for stage in data.stages if stage.code == data.next), ())
    return tuple(NeedLine(str(NEED_NAMES[need]), need not in data.unmet) for need in map(Need, asked))


def move_form(visit: Visit, data: ReviewPage, *, bound: bool) -> MoveForm:
    """This function will give the form of a move, set to the stage asked for in the address, else to the one that follows."""
    # Who was overtaken asked for a stage that was another one then: the act says so, not the list of choices.
    seen = str(visit.posted.get("seen", "")) if bound and visit.posted is not None else data.stage
    names = [(stage.code, stage.name) for stage in data.stages if stage.code != seen]
    asked = visit.asked("giai-doan")
    chosen = asked if asked in dict(names) else data.next
    return MoveForm(
        visit.posted if bound else None, stages=names, initial={"stage": chosen, "on": act_day(visit)}
    )


def _cards(visit: Visit, data: ReviewPage, meetings: int) -> Sequence[Card]:
    facts, unit = data.standing.facts, data.review.unit.code
    id, campaign = data.review.pk, data.campaign.pk
    points = len(queries.points(visit.actor, review=data.review, on=visit.as_of))
    found = len(queries.findings(visit.actor, campaign=data.campaign, unit=data.review.unit, on=visit.as_of))
    return (
        Card(
            _("Góp ý đã xử lý"), f"{facts.comments.done}/{facts.comments.given}", _overdue(facts.comments.overdue),
            screen(visit, "comments", campaign, dv=str(id)), bool(facts.comments.overdue),
        ),
        Card(
            _("Bài học đã trả lời"), f"{facts.lessons.done}/{facts.lessons.given}", _overdue(facts.lessons.overdue),
            screen(visit, "checklist", id), bool(facts.lessons.overdue),
        ),
        Card(_("Cuộc họp, buổi làm việc"), str(meetings), "", screen(visit, "meetings", campaign)),
        Card(_("Nội dung gợi ý thảo luận"), str(points), "", screen(visit, "discussion", id)),
        Card(_("Phát hiện"), str(found), "", screen(visit, "findings", campaign, dv=str(data.review.unit_id))),
        Card(_("Chỉ tiêu của đơn vị"), "", "", screen(visit, "overview", don_vi=unit)),
    )  # fmt: skip


def _overdue(count: int) -> str:
    return _("%(count)d quá hạn") % {"count": count} if count else ""
