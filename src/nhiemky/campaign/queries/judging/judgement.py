"""How a round or a campaign stands, with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhiemky.campaign.queries.judging.facts import Evidence, Judgement, Milestones, ReviewStanding, RoundFacts
from nhiemky.campaign.vocab import JUDGEMENT_NAMES, JudgementCode, Readiness, Rules


def milestones(reviews: Iterable[ReviewStanding], *, on: date) -> Milestones:
    """This function will count the milestones due on the day: in time or late; what is within its days of grace waits."""
    in_time = late = 0
    for standing in reviews:
        for day in standing.facts.days:
            if day.skipped or day.planned is None or day.planned > on:
                continue
            if day.late:
                late += 1
            elif day.reached is not None:
                in_time += 1
    return Milestones(in_time, late)


def judge(
    reviews: Sequence[ReviewStanding],
    rounds: Sequence[RoundFacts],
    *,
    rules: Rules,
    on: date,
) -> Judgement:
    """This function will judge reviews and the windows of their rounds against the plan, with all evidence.

    "On plan": enough milestones in time, no review late, nothing overdue, no window missed. "Mostly on plan": fewer
    milestones in time but enough, most reviews not late and none later than `late_days`, windows mostly kept.
    """
    counted = milestones(reviews, on=on)
    late = [each for each in reviews if each.readiness is Readiness.LATE]
    far = [each for each in late if _days_behind(each) > rules.late_days]
    kept, windows = _windows(reviews, rounds, rules, on)
    overdue = list(_overdue(reviews, rules))
    evidence = (
        _milestone_evidence(counted, rules),
        *windows,
        *_late_evidence(late, rules),
        *overdue,
        *_told_evidence(reviews),
    )
    if counted.reaches(rules.on_plan_share) and not late and not overdue and kept == len(windows):
        code = JudgementCode.ON_PLAN
    elif (
        counted.reaches(rules.mostly_share)
        and not far
        and (len(reviews) - len(late)) * 100 >= rules.mostly_share * len(reviews)
        and not any(each.code == "window_failed" for each in windows)
    ):
        code = JudgementCode.MOSTLY_ON_PLAN
    else:
        code = JudgementCode.BEHIND
    return Judgement(code, judgement_text(code), evidence)


def judgement_text(code: JudgementCode) -> str:
    """This function will give the sentence of a judgement."""
    return _("Nhìn chung, công tác chuẩn bị và tổ chức %(judgement)s.") % {"judgement": JUDGEMENT_NAMES[code]}


def _days_behind(standing: ReviewStanding) -> int:
    return max((day.late_days for day in standing.facts.days if day.late and day.reached is None), default=0)


def _milestone_evidence(counted: Milestones, rules: Rules) -> Evidence:
    if not counted.due:
        return Evidence("milestones", _("Chưa có mốc nào đến hạn."))
    text = _(
        "%(in_time)d/%(due)d mốc đến hạn được thực hiện đúng hạn (%(share)s%%; đúng kế hoạch từ %(plan)d%%, "
        "cơ bản đúng kế hoạch từ %(mostly)d%%)."
    ) % {
        "in_time": counted.in_time,
        "due": counted.due,
        "share": share_text(counted.in_time, counted.due, (rules.mostly_share, rules.on_plan_share)),
        "plan": rules.on_plan_share,
        "mostly": rules.mostly_share,
    }
    return Evidence("milestones", text, against=not counted.reaches(rules.on_plan_share))


def share_text(part: int, whole: int, edges: Iterable[int]) -> str:
    """This function will write a share in percent with two decimals, rounded half up but never so that it seems to reach an
    edge, or the whole, that it misses."""
    shown = (part * 20_000 + whole) // (2 * whole)
    if any(part * 100 < edge * whole and shown >= edge * 100 for edge in (*edges, 100)):
        shown = part * 10_000 // whole
    return f"{shown // 100},{shown % 100:02d}".rstrip("0").rstrip(",")


def _windows(
    reviews: Sequence[ReviewStanding], rounds: Sequence[RoundFacts], rules: Rules, on: date
) -> tuple[int, list[Evidence]]:
    found: list[Evidence] = []
    kept = 0
    by_round: dict[int, list[ReviewStanding]] = {}
    for each in reviews:
        by_round.setdefault(each.facts.round_id, []).append(each)
    for part in rounds:
        units = by_round.get(part.round_id, [])
        held = [each for each in units if each.actual is not None]
        inside = [each for each in held if each.actual is not None and each.actual <= part.ends_on]
        values = {
            "round": part.full_name,
            "held": len(held),
            "units": len(units),
            "window": part.window,
        }
        text = _("%(round)s: %(held)d/%(units)d đơn vị đã tổ chức hội nghị (thời gian kế hoạch: %(window)s).")
        over = part.ends_on < on
        missed = over and len(inside) < len(units)
        failed = over and len(inside) * 100 < rules.window_share * len(units)
        code = "window_failed" if failed else "window_missed" if missed else "window"
        waiting = tuple(each.facts.review_id for each in units if each not in inside) if missed else ()
        found.append(Evidence(code, text % values, against=missed, reviews=waiting))
        kept += not missed
    return kept, found


def _late_evidence(late: Sequence[ReviewStanding], rules: Rules) -> Iterable[Evidence]:
    for each in late:
        worst = max(
            (day for day in each.facts.days if day.late and day.reached is None),
            key=lambda day: day.late_days,
        )
        text = _("%(unit)s: “%(stage)s” chậm %(days)d ngày làm việc so với kế hoạch.") % {
            "unit": each.facts.short_name,
            "stage": worst.name,
            "days": worst.late_days,
        }
        code = "far_behind" if worst.late_days > rules.late_days else "late"
        yield Evidence(code, text, against=True, reviews=(each.facts.review_id,))


def _overdue(reviews: Sequence[ReviewStanding], rules: Rules) -> Iterable[Evidence]:
    groups: Mapping[str, tuple[bool, Callable[[ReviewStanding], int], str]] = {
        "comments": (
            rules.comments_count,
            lambda each: each.facts.comments.overdue,
            _("Góp ý quá hạn chưa xử lý: %(count)d, ở %(units)s."),
        ),
        "lessons": (
            rules.lessons_count,
            lambda each: each.facts.lessons.overdue,
            _("Bài học kinh nghiệm quá hạn chưa trả lời: %(count)d, ở %(units)s."),
        ),
    }
    for code, (counts, number, text) in groups.items():
        having = [each for each in reviews if number(each)]
        if counts and having:
            names = ", ".join(each.facts.short_name for each in having[:5]) + ("…" if len(having) > 5 else "")
            total = sum(number(each) for each in having)
            ids = tuple(each.facts.review_id for each in having)
            yield Evidence(code, text % {"count": total, "units": names}, against=True, reviews=ids)


def _told_evidence(reviews: Sequence[ReviewStanding]) -> Iterable[Evidence]:
    """What turns no judgement but must be known beside it: units that ended, have no plan, put planned days off, or slipped."""
    ended = [each for each in reviews if each.facts.left_behind]
    bare = [each for each in reviews if each.facts.without_plan]
    put_off = [each for each in reviews if each.facts.put_off]
    slipped = [
        each for each in reviews if any(day.late and day.reached is not None for day in each.facts.days)
    ]
    told = (
        ("ended", ended, ngettext(
            "%(count)d đơn vị đã kết thúc mà việc sơ kết chưa có đơn vị kế tục.",
            "%(count)d đơn vị đã kết thúc mà việc sơ kết chưa có đơn vị kế tục.",
            len(ended),
        )),
        ("without_plan", bare, ngettext(
            "%(count)d đơn vị chưa đặt ngày kế hoạch nào nên chưa có mốc để xét.",
            "%(count)d đơn vị chưa đặt ngày kế hoạch nào nên chưa có mốc để xét.",
            len(bare),
        )),
        ("put_off", put_off, ngettext(
            "%(count)d đơn vị đã lùi ngày kế hoạch; mốc được xét theo ngày mới.",
            "%(count)d đơn vị đã lùi ngày kế hoạch; mốc được xét theo ngày mới.",
            len(put_off),
        )),
        ("slipped", slipped, ngettext(
            "%(count)d đơn vị có mốc đã thực hiện nhưng chậm so với kế hoạch.",
            "%(count)d đơn vị có mốc đã thực hiện nhưng chậm so với kế hoạch.",
            len(slipped),
        )),
    )  # fmt: skip
    for code, found, text in told:
        if found:
            ids = tuple(each.facts.review_id for each in found)
            yield Evidence(code, text % {"count": len(found)}, against=True, reviews=ids)
