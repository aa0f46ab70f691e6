"""Lessons on a day: the list, the checklist of a unit, and the board of lessons by units."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.models import Campaign, Lesson, LessonAnswer, LessonLine, Review
from nhiemky.campaign.queries.comments import require_sight
from nhiemky.campaign.queries.former import plans_on, taking_part_on
from nhiemky.campaign.vocab import Applied
from nhiemky.history.vocab import NotFound
from nhiemky.org.policy import Actor


@dataclass(frozen=True)
class LessonTally:
    """Lines of lessons on a day: given, answered (with how), past their day without an answer."""

    given: int = 0
    answered: int = 0
    overdue: int = 0
    applied: int = 0
    partly: int = 0
    not_applied: int = 0


@dataclass(frozen=True)
class LessonSummary:
    """A lesson with what has become of it by the day; lines of a withdrawn lesson are no longer counted."""

    lesson: Lesson
    withdrawn: bool
    tally: LessonTally


@dataclass(frozen=True)
class ChecklistRow:
    """A lesson that a unit was given, with the answer that stands on the day; `version` 0 means none yet."""

    line: LessonLine
    lesson: Lesson
    answer: LessonAnswer | None
    version: int
    counts: bool
    overdue: bool
    days_left: int | None


@dataclass(frozen=True)
class LessonCell:
    """What one unit did with one lesson: not given (`line_id` None), the unit that it was drawn from (`source`), waiting, overdue,
    or answered."""

    line_id: int | None = None
    source: bool = False
    applied: Applied | None = None
    overdue: bool = False


@dataclass(frozen=True)
class LessonUnit:
    """The row of one unit on the board: a cell for each lesson, in their order."""

    review_id: int
    unit_id: int
    short_name: str
    round_name: str
    cells: tuple[LessonCell, ...]
    tally: LessonTally


@dataclass(frozen=True)
class LessonBoard:
    """Lessons by units on a day: lessons that stand, units that take part here or were given one, and the sums of both; beside
    them the lessons withdrawn by then."""

    on: date
    lessons: tuple[LessonSummary, ...]
    units: tuple[LessonUnit, ...]
    tally: LessonTally
    withdrawn: tuple[Lesson, ...] = ()


def lessons(actor: Actor, *, campaign: Campaign, on: date) -> list[LessonSummary]:
    """This function will give the lessons drawn up to the day, withdrawn ones too: those of the campaign, and those of others
    that its units were given; each with what became of it in all units seen. The number of queries is fixed.

    Who does not see the holder gets the lessons drawn from, or given to, units seen.

    :raises NotFound: when the actor does not see the campaign.
    """
    policy.require_sight(actor, campaign=campaign, message=_("Không có đợt sơ kết này."))
    rows = list(_seen_lessons(actor, campaign, on))
    cells = _cells(_seen_lines(actor, campaign, on).filter(lesson__in=rows), on)
    return _summaries(rows, cells, on)


def lesson(actor: Actor, *, id: int, on: date) -> LessonSummary:
    """This function will give one lesson with what became of it.

    :raises NotFound: when there was none on the day, or none that the actor sees.
    """
    row = Lesson.objects.filter(pk=id).select_related("campaign__parent").first()
    seen = row is not None and policy.may_see(actor, campaign=row.campaign)
    found = _seen_lessons(actor, row.campaign, on).filter(pk=id).first() if row is not None and seen else None
    if found is None:
        raise NotFound(_("Không có bài học này, hoặc tài khoản của đồng chí không được xem."))
    cells = _cells(_seen_lines(actor, found.campaign, on).filter(lesson=found), on)
    return _summaries([found], cells, on)[0]


def checklist(actor: Actor, *, review: Review, on: date) -> list[ChecklistRow]:
    """This function will give the lessons that a unit was given up to the day with its answers, in the order of their numbers;
    withdrawn ones stay, marked as no longer counting. Two queries beside those of the rights.

    :raises NotFound: when the actor sees neither the unit nor the campaign's holder.
    """
    require_sight(actor, review)
    lines = LessonLine.objects.filter(review=review, given_on__lte=on).select_related(
        "lesson__drawn_from", "lesson__campaign", "directive", "review__round__campaign__parent"
    )
    rows = list(lines.order_by("lesson__campaign", "lesson__number"))
    stands = {
        answer.line_id: answer
        for answer in LessonAnswer.objects.filter(line__review=review, on__lte=on)
        .select_related("evidence_directive")
        .order_by("version")
    }
    return [_checklist_row(row, stands.get(row.pk), on) for row in rows]


def lesson_line(actor: Actor, *, id: int, on: date) -> ChecklistRow:
    """This function will give one line of a checklist with the answer that stands on the day.

    :raises NotFound: when there was none on the day, or none that the actor sees.
    """
    row = LessonLine.objects.filter(pk=id, given_on__lte=on).select_related("review__round__campaign").first()
    if row is None:
        raise NotFound(_("Không có bài học này trong danh mục của đơn vị."))
    return next(each for each in checklist(actor, review=row.review, on=on) if each.line.pk == row.pk)


def lesson_answers(actor: Actor, *, lesson: Lesson, on: date) -> list[ChecklistRow]:
    """This function will give the lines of a lesson in all units seen that take part, with the answers that stand on the day;
    those of a withdrawn lesson stay. The number of queries is fixed.

    :raises NotFound: when the actor does not see the lesson's campaign.
    """
    policy.require_sight(actor, campaign=lesson.campaign, message=_("Không có đợt sơ kết này."))
    rows = _seen_lines(actor, lesson.campaign, on).filter(lesson=lesson)
    related = ("lesson", "directive", "review__round", "review__unit")
    former = plans_on(on, term=lesson.campaign.term_id)
    found = sorted(
        rows.select_related(*related),
        key=lambda row: (former.round(row.review.round).starts_on, row.review.position, row.pk),
    )
    stands = {
        answer.line_id: answer
        for answer in LessonAnswer.objects.filter(line__in=found, on__lte=on).order_by("version")
    }
    return [_checklist_row(row, stands.get(row.pk), on) for row in found]


def answers(actor: Actor, *, line: LessonLine, on: date) -> list[LessonAnswer]:
    """This function will give every version of an answer up to the day, the latest first.

    :raises NotFound: when the actor sees neither the unit nor the campaign's holder.
    """
    require_sight(actor, line.review)
    found = LessonAnswer.objects.filter(line=line, on__lte=on).select_related("evidence_directive")
    return list(found.order_by("-version"))


def lesson_board(actor: Actor, *, campaign: Campaign, on: date) -> LessonBoard:
    """This function will give lessons by units on the day: every unit of the campaign, and those of campaigns under it that were
    given one of its lessons. The number of queries is fixed.

    :raises NotFound: when the actor does not see the campaign.
    """
    policy.require_sight(actor, campaign=campaign, message=_("Không có đợt sơ kết này."))
    every = list(_seen_lessons(actor, campaign, on))
    rows = [row for row in every if not _is_withdrawn(row, on)]
    gone = tuple(row for row in every if _is_withdrawn(row, on))
    cells = _cells(_seen_lines(actor, campaign, on).filter(lesson__in=rows), on)
    by_unit: dict[int, dict[int, LessonCell]] = defaultdict(dict)
    for (lesson_id, review_id), cell in cells.items():
        by_unit[review_id][lesson_id] = cell
    units = tuple(
        _unit(review, rows, by_unit.get(review.pk, {})) for review in _units(actor, campaign, by_unit, on)
    )
    return LessonBoard(on, tuple(_summaries(rows, cells, on)), units, _tally(cells.values()), gone)


def _seen_lessons(actor: Actor, campaign: Campaign, on: date) -> QuerySet[Lesson]:
    given = LessonLine.objects.filter(review__round__campaign=campaign, given_on__lte=on)
    rows = Lesson.objects.filter(drawn_on__lte=on)
    if policy.sees_whole(actor, campaign=campaign):
        rows = rows.filter(Q(campaign=campaign) | Q(pk__in=given.values("lesson_id")))
    else:
        own = policy.seen_units(actor, field="review__unit_id")
        drawn = Q(campaign=campaign) & policy.seen_units(actor, field="drawn_from__unit_id")
        rows = rows.filter(drawn | Q(pk__in=given.filter(own).values("lesson_id")))
    return rows.select_related("drawn_from", "meeting", "campaign__parent").order_by("campaign", "number")


def _seen_lines(actor: Actor, campaign: Campaign, on: date) -> QuerySet[LessonLine]:
    seen = policy.seen_rows(actor, campaign=campaign, field="review__unit_id")
    under = Q(review__round__campaign=campaign) | Q(lesson__campaign=campaign)
    # a unit that left answers no more: what it had is its successor's, or nobody's
    standing = Review.objects.filter(taking_part_on(on))
    return LessonLine.objects.filter(seen, under, given_on__lte=on, review__in=standing)


def _cells(lines: QuerySet[LessonLine], on: date) -> Mapping[tuple[int, int], LessonCell]:
    """Give the cells of the lines that count on the day, by lesson and review. Two queries."""
    stand = lines.filter(Q(lesson__withdrawn_on__isnull=True) | Q(lesson__withdrawn_on__gt=on))
    latest = dict(
        LessonAnswer.objects.filter(line__in=stand, on__lte=on)
        .order_by("version")
        .values_list("line_id", "applied")
    )
    words = {applied.value: applied for applied in Applied}
    return {
        (lesson_id, review_id): LessonCell(
            key,
            applied=words[latest[key]] if key in latest else None,
            overdue=key not in latest and due is not None and due < on,
        )
        for key, lesson_id, review_id, due in stand.values_list("pk", "lesson_id", "review_id", "due_on")
    }


def _units(actor: Actor, campaign: Campaign, given: Mapping[int, object], on: date) -> list[Review]:
    own = Q(round__campaign=campaign) & taking_part_on(on)
    seen = policy.seen_rows(actor, campaign=campaign)
    former = plans_on(on, term=campaign.term_id)
    found = Review.objects.filter(seen, own | Q(pk__in=list(given))).select_related("round__campaign")
    return sorted(
        (former.review(row) for row in found),
        key=lambda row: (row.round.starts_on, row.round.position, row.position, row.pk),
    )


def _unit(review: Review, rows: Sequence[Lesson], cells: Mapping[int, LessonCell]) -> LessonUnit:
    nothing = LessonCell()
    return LessonUnit(
        review.pk,
        review.unit_id,
        review.short_name,
        review.round.name,
        tuple(
            cells.get(row.pk) or (LessonCell(source=True) if row.drawn_from_id == review.pk else nothing)
            for row in rows
        ),
        _tally(cells.values()),
    )


def _summaries(
    rows: Iterable[Lesson], cells: Mapping[tuple[int, int], LessonCell], on: date
) -> list[LessonSummary]:
    own: dict[int, list[LessonCell]] = defaultdict(list)
    for (lesson_id, _review), cell in cells.items():
        own[lesson_id].append(cell)
    return [LessonSummary(row, _is_withdrawn(row, on), _tally(own[row.pk])) for row in rows]


def _is_withdrawn(row: Lesson, on: date) -> bool:
    return row.withdrawn_on is not None and row.withdrawn_on <= on


def _tally(cells: Iterable[LessonCell]) -> LessonTally:
    listed = list(cells)
    how = Counter(cell.applied for cell in listed)
    return LessonTally(
        given=len(listed),
        answered=len(listed) - how[None],
        overdue=sum(cell.overdue for cell in listed),
        applied=how[Applied.YES],
        partly=how[Applied.PARTLY],
        not_applied=how[Applied.NO],
    )


def _checklist_row(row: LessonLine, answer: LessonAnswer | None, on: date) -> ChecklistRow:
    counts = not _is_withdrawn(row.lesson, on)
    waits = counts and answer is None and row.due_on is not None
    left = (row.due_on - on).days if waits and row.due_on is not None else None
    return ChecklistRow(
        row, row.lesson, answer, 0 if answer is None else answer.version, counts,
        left is not None and left < 0, left,
    )  # fmt: skip
