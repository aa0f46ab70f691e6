"""How one review stands, with every reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from nhiemky.campaign.queries.judging.facts import Calendar, Reason, ReviewFacts, ReviewStanding, StageDay
from nhiemky.campaign.vocab import NEED_NAMES, Readiness, Rules, StageCode
from nhiemky.kernel.viet.dates import write_date

SOON = timedelta(days=7)


def judge_review(facts: ReviewFacts, *, rules: Rules, calendar: Calendar) -> ReviewStanding:
    """This function will tell the readiness of one review and every reason for it: what is still missing first, then what asks
    for attention, then what came late, then what is only told."""
    standing = [_late_reason(day) for day in facts.days if day.late and day.reached is None]
    slipped = [_late_reason(day) for day in facts.days if day.late and day.reached is not None]
    held = any(day.code == StageCode.HELD and day.reached for day in facts.days)
    attention = [*_ended_reasons(facts), *_open_reasons(facts, rules), *_coming_reasons(facts, calendar)]
    against = [reason for reason in attention if reason.against]
    told = [reason for reason in attention if not reason.against]
    decisive = [*standing, *against, *slipped, *told]
    if held:
        readiness = Readiness.HELD
    elif standing:
        readiness = Readiness.LATE
    elif against:
        readiness = Readiness.ATTENTION
    elif facts.stage == StageCode.READY:
        readiness = Readiness.READY
    else:
        readiness = Readiness.ON_PLAN
    return ReviewStanding(
        facts, readiness, (*(decisive or [_plain_reason(readiness, facts)]), *_notes(facts))
    )


def _plain_reason(readiness: Readiness, facts: ReviewFacts) -> Reason:
    coming = next(
        (day for day in facts.days if day.reached is None and day.planned and not day.skipped), None
    )
    if readiness is Readiness.HELD:
        return Reason("held", _("Hội nghị đã được tổ chức trong thời gian kế hoạch cho phép."), against=False)
    if readiness is Readiness.READY:
        return Reason("ready", _("Không còn góp ý, bài học nào chưa xử lý."), against=False)
    if coming is None or coming.planned is None:
        return Reason("no_plan", _("Chưa có mốc nào được lập kế hoạch."), against=False)
    text = _("Các mốc đến hạn đều đúng kế hoạch; mốc tiếp theo: %(stage)s, ngày %(day)s.")
    return Reason("on_plan", text % {"stage": coming.name, "day": write_date(coming.planned)}, against=False)


def _late_reason(day: StageDay) -> Reason:
    values = {
        "stage": day.name,
        "planned": write_date(day.planned) if day.planned else "",
        "days": day.late_days,
        "reached": write_date(day.reached) if day.reached else "",
    }
    if day.reached is None:
        text = _("%(stage)s: kế hoạch ngày %(planned)s, chưa thực hiện, chậm %(days)d ngày làm việc.")
    else:
        text = _(
            "%(stage)s: kế hoạch ngày %(planned)s, thực hiện ngày %(reached)s, chậm %(days)d ngày làm việc."
        )
    return Reason("late", text % values)


def _ended_reasons(facts: ReviewFacts) -> Iterable[Reason]:
    """A unit that ended with stages still to go stands still until somebody decides."""
    if facts.left_behind and facts.ended_on is not None:
        text = _(
            "Đơn vị đã kết thúc từ ngày %(day)s; cần để đơn vị kế tục tiếp tục hoặc đưa ra khỏi đợt sơ kết."
        )
        yield Reason("ended", text % {"day": write_date(facts.ended_on)})


def _open_reasons(facts: ReviewFacts, rules: Rules) -> Iterable[Reason]:
    if facts.comments.overdue and rules.comments_count:
        yield Reason("comments", _("%(count)d góp ý quá hạn chưa xử lý.") % {"count": facts.comments.overdue})
    elif facts.comments.open:
        text = _("%(count)d góp ý đang chờ trả lời hoặc chấp nhận.") % {"count": facts.comments.open}
        yield Reason("comments", text, against=False)
    if facts.lessons.overdue and rules.lessons_count:
        text = _("%(count)d bài học kinh nghiệm quá hạn chưa trả lời.") % {"count": facts.lessons.overdue}
        yield Reason("lessons", text)
    elif facts.lessons.open:
        text = _("%(count)d bài học kinh nghiệm chưa trả lời.") % {"count": facts.lessons.open}
        yield Reason("lessons", text, against=False)


def _coming_reasons(facts: ReviewFacts, calendar: Calendar) -> Iterable[Reason]:
    """Needs of the next stage count once its day is a week away."""
    coming = next((day for day in facts.days if day.reached is None and not day.skipped), None)
    if coming is None or coming.planned is None or not facts.unmet:
        return
    near = coming.planned <= calendar.on + SOON
    for need in facts.unmet:
        text = _("Để chuyển sang “%(stage)s” cần: %(need)s.")
        yield Reason("need", text % {"stage": coming.name, "need": NEED_NAMES[need]}, against=near)


def _notes(facts: ReviewFacts) -> Iterable[Reason]:
    skipped = [day.name for day in facts.days if day.skipped]
    if skipped:
        yield Reason("skipped", _("Bỏ qua: %(stages)s.") % {"stages": ", ".join(skipped)}, against=False)
    if facts.put_off:
        # the other stages move with the conference
        told = [day for day in facts.put_off if day.code == StageCode.HELD] or facts.put_off
        stages = ", ".join(
            f"{day.name} ({write_date(day.first)} → {write_date(day.planned)})"
            for day in told
            if day.first is not None and day.planned is not None
        )
        text = _("Đã lùi so với kế hoạch đầu: %(stages)s.")
        yield Reason("put_off", text % {"stages": stages}, against=False)
    if facts.moved_back:
        yield Reason("moved_back", _("Đã có lần chuyển lại giai đoạn trước."), against=False)
