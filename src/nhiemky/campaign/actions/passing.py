"""Lessons passed on to units, as lines of their checklists, and answered with how they were applied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.actions.checks import (
    Check,
    locked,
    seen_directive,
    standing_campaign,
    standing_review,
)
from nhiemky.campaign.models import (
    Campaign,
    CampaignStage,
    Lesson,
    LessonAnswer,
    LessonLine,
    PlannedDay,
    Review,
    StageMove,
)
from nhiemky.campaign.queries.standing import branch_campaigns
from nhiemky.campaign.vocab import APPLIED_NAMES, Applied, Passed, StageCode
from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, FieldError, Invalid, Json
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.workdays import working_day_before
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.registry.models import Directive
from nhiemky.targets.actions.inserting import insert_rows, stored_day

# Days to answer in before the conference, where the campaign has no stage "ready" that says how many.
LEAD_DAYS = 4
_OVER = frozenset({StageCode.HELD.value, StageCode.CLOSED.value})


@transaction.atomic
def pass_lessons(
    actor: Actor,
    *,
    lessons: Sequence[Lesson],
    reviews: Sequence[Review],
    on: date,
    now: datetime,
    due_on: date | None = None,
    directive: Directive | None = None,
) -> Passed:
    """This function will pass lessons of one campaign on to units that take part in it, or in one drawn up under it.

    Without a day to answer by, each unit has until it is to be ready: its planned day for that stage, else so many working
    days before its conference as the stage leads; without either the line has no such day. What a unit has already is left
    as it is. Left out, and told, are the unit that a lesson was drawn from, and units whose conference was held or that were
    withdrawn. One transaction, one line in the ledger.

    :raises Denied: when the actor does not run the campaign. :raises Invalid: with everything in error; then nothing is passed.
    """
    campaign = _one_campaign(lessons)
    path = policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=campaign)
    held = standing_campaign(campaign)
    directive = seen_directive(actor, directive)
    check = Check()
    _check_days(check, on=on, due_on=due_on, now=now)
    given = _check_lessons(check, lessons, on=on)
    branch = [each.pk for each in branch_campaigns(held, on=on)]
    units = _check_reviews(check, reviews, branch)
    check.finish()
    over = _over(branch, on)
    gone = [review for review in units if review.withdrawn_on is not None and review.withdrawn_on <= on]
    done = [review for review in units if review.pk in over and review not in gone]
    left_out = {review.pk for review in (*gone, *done)}
    open_units = [review for review in units if review.pk not in left_out]
    days = _days(open_units, branch, on) if due_on is None else {}
    have = set(LessonLine.objects.filter(lesson__in=given).values_list("lesson_id", "review_id"))
    pairs = [(lesson, review) for lesson in given for review in open_units]
    own = sum(lesson.drawn_from_id == review.pk for lesson, review in pairs)
    paper = None if directive is None else int(directive.pk)
    missing = [
        (lesson.pk, review.pk, stored_day(on), stored_day(due_on or days.get(review.pk)), paper)
        for lesson, review in pairs
        if lesson.drawn_from_id != review.pk and (lesson.pk, review.pk) not in have
    ]
    if missing:
        insert_rows(LessonLine, ("lesson_id", "review_id", "given_on", "due_on", "directive_id"), missing)
    passed = Passed(
        added=len(missing),
        already=len(pairs) - own - len(missing),
        own=own,
        held=tuple(review.short_name for review in done),
        withdrawn=tuple(review.short_name for review in gone),
    )
    history.record(
        actor, act="lessons.passed", object_kind="campaign", object_id=held.pk, branch=path,
        summary=_("Chuyển %(lessons)d bài học kinh nghiệm cho %(units)d đơn vị (%(lines)d dòng mới)")
        % {"lessons": len(given), "units": len(open_units), "lines": len(missing)},
        before=None, after=_passed_data(passed, given, open_units, on, due_on, directive),
    )  # fmt: skip
    return passed


@transaction.atomic
def answer_lesson(
    actor: Actor,
    *,
    line: LessonLine,
    applied: Applied,
    text: str,
    on: date,
    now: datetime,
    expected: int,
    evidence: str = "",
    evidence_directive: Directive | None = None,
) -> LessonAnswer:
    """This function will answer a line of a unit's checklist: how the lesson was applied, or why not, with evidence.

    A later answer is a new version; `expected` is the version that the writer had seen (0: none yet).

    :raises Denied: when the actor neither keeps the unit's review nor runs the campaign.
    :raises Invalid: with everything in error, or when the lesson was withdrawn. :raises NotFound: for a directive not seen.
    :raises Conflict: when somebody else answered meanwhile.
    """
    path = policy.require_review(actor, Verb.KEEP_REVIEW, review=line.review)
    standing_campaign(line.review.round.campaign)
    held = locked(line)
    last = LessonAnswer.objects.filter(line=held).order_by("-version").first()
    _refuse_stale(last, expected)
    evidence_directive = seen_directive(actor, evidence_directive)
    lesson = locked(line.lesson)
    check = Check()
    if lesson.withdrawn_on is not None:
        check.wrong(
            "",
            _("Bài học đã được rút lại từ ngày %s, không phải trả lời nữa.")
            % write_date(lesson.withdrawn_on),
        )
    text = check.text("text", _("Cách vận dụng hoặc lý do"), text, needed=True)
    evidence = check.line("evidence", _("Minh chứng"), evidence, longest=500)
    earliest, since = (
        (held.given_on, _("ngày được chuyển bài học")) if last is None else (last.on, _("lần trả lời trước"))
    )
    check.happened("on", _("Ngày trả lời"), on, now=now)
    check.not_before("on", _("Ngày trả lời"), on, earliest=earliest, since=since)
    standing_review(check, line.review, on=on)
    check.finish()
    row = LessonAnswer.objects.create(
        line=held, version=expected + 1, applied=applied.value, text=text, evidence=evidence,
        evidence_directive=evidence_directive, on=on, by_id=actor.user_id, by=actor.name[:200], at=now,
    )  # fmt: skip
    history.record(
        actor, act="lesson.answered", object_kind="lesson", object_id=lesson.pk, branch=path,
        summary=_("%(unit)s trả lời bài học số %(number)d: %(applied)s")
        % {"unit": line.review.short_name, "number": lesson.number, "applied": APPLIED_NAMES[applied]},
        before=None if last is None else _answer_data(last), after=_answer_data(row),
    )  # fmt: skip
    return row


def _one_campaign(lessons: Sequence[Lesson]) -> Campaign:
    if not lessons:
        raise Invalid(FieldError("lessons", _("Chưa chọn bài học nào.")))
    if len({lesson.campaign_id for lesson in lessons}) > 1:
        raise Invalid(FieldError("lessons", _("Các bài học phải cùng một đợt sơ kết.")))
    return lessons[0].campaign


def _check_days(check: Check, *, on: date, due_on: date | None, now: datetime) -> None:
    check.happened("on", _("Ngày chuyển"), on, now=now)
    if due_on is not None:
        check.not_before("due_on", _("Hạn trả lời"), due_on, earliest=on, since=_("ngày chuyển"))


def _check_lessons(check: Check, lessons: Sequence[Lesson], *, on: date) -> list[Lesson]:
    """Give the lessons as they stand now, in their order, and note those that cannot be passed on."""
    rows = list(
        Lesson.objects.select_for_update().filter(pk__in={lesson.pk for lesson in lessons}).order_by("number")
    )
    for row in rows:
        if row.withdrawn_on is not None:
            check.wrong("lessons", _("Bài học số %d đã được rút lại.") % row.number)
        check.not_before(
            "on", _("Ngày chuyển"), on, earliest=row.drawn_on, since=_("ngày rút bài học số %d") % row.number
        )
    return rows


def _check_reviews(check: Check, reviews: Sequence[Review], branch: Sequence[int]) -> list[Review]:
    """Give the reviews as they stand now, in the order given, and note those outside the campaign."""
    if not reviews:
        check.wrong("reviews", _("Chưa chọn đơn vị nào."))
    known = {row.pk: row for row in Review.objects.filter(round__campaign__in=branch)}
    wanted = dict.fromkeys(review.pk for review in reviews)
    if any(key not in known for key in wanted):
        check.wrong("reviews", _("Có đơn vị không thuộc đợt sơ kết này."))
    return [known[key] for key in wanted if key in known]


def _over(branch: Sequence[int], on: date) -> frozenset[int]:
    """Give the reviews whose conference was held by the day."""
    moves = StageMove.objects.filter(review__round__campaign__in=branch, on__lte=on).order_by("sequence")
    stages = dict(moves.values_list("review_id", "stage"))
    return frozenset(review for review, stage in stages.items() if stage in _OVER)


def _days(reviews: Iterable[Review], branch: Sequence[int], on: date) -> Mapping[int, date]:
    """Give the day by which each review answers: the planned day of being ready, else before the planned conference."""
    stages = (StageCode.READY.value, StageCode.HELD.value)
    planned: dict[tuple[int, str], date | None] = {
        (review, stage): day
        for review, stage, day in PlannedDay.objects.filter(
            review__round__campaign__in=branch, stage__in=stages, decided_on__lte=on
        )
        .order_by("decided_on", "version")
        .values_list("review_id", "stage", "planned_on")
    }
    leads = dict(
        CampaignStage.objects.filter(campaign__in=branch, code=StageCode.READY.value).values_list(
            "campaign__rounds", "lead_days"
        )
    )
    found: dict[int, date] = {}
    for review in reviews:
        ready = planned.get((review.pk, StageCode.READY.value))
        conference = planned.get((review.pk, StageCode.HELD.value))
        if ready is None and conference is not None:
            ready = working_day_before(conference, leads.get(review.round_id, LEAD_DAYS))
        if ready is not None:
            found[review.pk] = max(ready, on)
    return found


def _passed_data(
    passed: Passed,
    lessons: Sequence[Lesson],
    reviews: Sequence[Review],
    on: date,
    due_on: date | None,
    directive: Directive | None,
) -> dict[str, Json]:
    return {
        "on": on,
        "due_on": due_on,
        "directive": directive.pk if directive else None,
        "lessons": [lesson.number for lesson in lessons],
        "reviews": [review.pk for review in reviews],
        **passed._asdict(),
    }


def _answer_data(row: LessonAnswer) -> dict[str, Json]:
    return {
        "version": row.version,
        "applied": str(APPLIED_NAMES[Applied(row.applied)]),
        "text": row.text,
        "evidence": row.evidence,
        "evidence_directive": row.evidence_directive_id,
        "on": row.on,
    }


def _refuse_stale(last: LessonAnswer | None, expected: int) -> None:
    if (0 if last is None else last.version) == expected:
        return
    if last is None:
        raise Conflict(_("Bài học này chưa được trả lời. Đề nghị tải lại trang."))
    raise Conflict(
        _("%(who)s vừa trả lời bài học này ngày %(day)s: %(applied)s. Đề nghị xem lại rồi gửi lại.")
        % {"who": last.by, "day": write_date(last.on), "applied": APPLIED_NAMES[Applied(last.applied)]}
    )
