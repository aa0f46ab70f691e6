"""What a conference should discuss, derived: what is low, behind, or has a subjective cause without a remedy (S12, S13)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from django.db.models import Q
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.models import DiscussionPoint, Review
from nhiemky.campaign.queries.chains import campaign_states, chains, is_low, judged_targets, low_codes
from nhiemky.campaign.vocab import CauseKind, PointDraft, PointKind
from nhiemky.history.vocab import NotFound
from nhiemky.kernel.scoring import Course, round_shown
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.numbers import write_number
from nhiemky.org.models import UnitState
from nhiemky.org.policy import Actor
from nhiemky.org.queries import path_of
from nhiemky.org.vocab import Verb
from nhiemky.targets.queries import AssessedTarget
from nhiemky.work.queries import WorkFilters, WorkLine, work_list
from nhiemky.work.vocab import CLOSED, WorkState

MOST_TARGETS = 5
MOST_WORK = 5
# Below this share of what the elapsed time lets expect, work is behind: as the course of a target (PRODUCT section 3).
BEHIND = Fraction(85, 100)
# Work that has only begun is not behind yet, whatever was reported: a quarter of its time is left to it.
GRACE = 25
_SLOW = frozenset({Course.BEHIND, Course.AT_RISK})


def points(actor: Actor, *, review: Review, on: date) -> list[DiscussionPoint]:
    """This function will give the points to discuss that stood on a day, in their order.

    :raises NotFound: when the actor sees neither the unit nor the whole campaign.
    """
    _require_sight(actor, review)
    standing = Q(removed_on__isnull=True) | Q(removed_on__gt=on)
    rows = DiscussionPoint.objects.filter(standing, review=review, added_on__lte=on)
    return list(rows.select_related("target", "work_item", "finding").order_by("position", "pk"))


def points_changed_on(actor: Actor, *, review: Review) -> date | None:
    """This function will give the day of the last change of a review's points, none before the first: from then on they may be
    changed again.

    :raises NotFound: when the actor sees neither the unit nor the whole campaign.
    """
    _require_sight(actor, review)
    days = DiscussionPoint.objects.filter(review=review).values_list("added_on", "removed_on")
    return max((day for pair in days for day in pair if day is not None), default=None)


def point_draft(row: DiscussionPoint) -> PointDraft:
    """This function will give a kept point as somebody would state it."""
    return PointDraft(
        PointKind(row.kind), row.text, row.question, row.invited, row.target_id, row.work_item_id, row.finding_id
    )  # fmt: skip


def proposal(actor: Actor, *, review: Review, on: date) -> tuple[PointDraft, ...]:
    """This function will propose what the conference of a unit should go deep into, the most pressing of each kind first.

    The lowest targets (at most five: band up to 75 % or course at risk) and breakthrough targets that are slow; key and
    breakthrough work that is overdue, paused or behind the elapsed time (at most five); every limitation with a subjective
    cause against which there is no remedy. Figures are those at the campaign's cut-off, work and findings those of the day.

    :raises NotFound: when the actor sees neither the unit nor the whole campaign.
    """
    _require_sight(actor, review)
    states = campaign_states(review.round.campaign, on=on, unit=review.unit)
    return (
        *(target_point(row) for row in _low_targets(actor, review, states, on)),
        *(work_point(line, on=on) for line in _slow_work(actor, review, states, on)),
        *_limitations(actor, review, on),
    )


def _require_sight(actor: Actor, review: Review) -> None:
    if actor.may(Verb.SEE, path_of(review.unit_id, on=actor.today)):
        return
    if not policy.sees_whole(actor, campaign=review.round.campaign):
        raise NotFound(_("Không có đơn vị này trong đợt sơ kết."))


def _low_targets(actor: Actor, review: Review, states: Sequence[UnitState], on: date) -> list[AssessedTarget]:
    rows = judged_targets(actor, campaign=review.round.campaign, states=states, on=on)
    low = low_codes(rows[0].scheme) if rows else frozenset()
    found = [row for row in rows if is_low(row, low)]
    found.sort(key=lambda row: row.attainment if row.attainment is not None else Fraction(0))
    slow = [
        row for row in rows
        if row.fact.breakthrough and row not in found[:MOST_TARGETS] and row.assessment.course in _SLOW
    ]  # fmt: skip
    return found[:MOST_TARGETS] + slow


def _slow_work(actor: Actor, review: Review, states: Sequence[UnitState], on: date) -> list[WorkLine]:
    lines = work_list(actor, states=states, term=review.round.campaign.term, on=on, filters=WorkFilters())
    found = [line for line in lines if (line.key or line.breakthrough) and is_slow(line, on=on)]
    found.sort(key=lambda line: (-line.days_late, line.percent or 0))
    return found[:MOST_WORK]


def is_slow(line: WorkLine, *, on: date) -> bool:
    """This function will say whether work is overdue, paused, or less done than 85 % of its elapsed time lets expect.

    The elapsed time counts once a quarter of it is over.
    """
    if line.state in CLOSED:
        return False
    if line.overdue or line.state is WorkState.PAUSED:
        return True
    start = line.starts_on or line.assigned_on
    if line.due_on is None or line.due_on <= start:
        return False
    elapsed = Fraction(max((on - start).days, 0) * 100, (line.due_on - start).days)
    return elapsed >= GRACE and (line.percent or 0) < elapsed * BEHIND


def target_point(row: AssessedTarget) -> PointDraft:
    """This function will make a point of a low target: what it has come to, and what to ask."""
    fact = row.fact
    said = {"number": fact.number, "name": fact.name, "day": write_date(row.as_of), "share": _share(row)}
    return PointDraft(
        PointKind.TARGET,
        _("Chỉ tiêu %(number)s: %(name)s (đến ngày %(day)s đạt %(share)s%% so với nghị quyết)") % said
        if said["share"]
        else _("Chỉ tiêu %(number)s: %(name)s") % said,
        _(
            "Vì sao chỉ tiêu đạt thấp; khó khăn, vướng mắc, hạn chế ở khâu nào; giải pháp nào để đạt và vượt chỉ tiêu "
            "trong nửa nhiệm kỳ còn lại, ai chịu trách nhiệm, khi nào hoàn thành?"
        ),
        fact.owner,
        target_id=fact.id,
    )


def _share(row: AssessedTarget) -> str:
    if row.attainment is None:
        return ""
    text = write_number(round_shown(row.attainment, row.scheme), places=2)
    return text.rstrip("0").rstrip(",") if "," in text else text


def work_point(line: WorkLine, *, on: date) -> PointDraft:
    """This function will make a point of key or breakthrough work that is slow: how late it is, and what to ask."""
    named = _("Khâu đột phá") if line.breakthrough else _("Nhiệm vụ trọng tâm")
    if line.overdue and line.due_on is not None:
        state = _("quá hạn %(days)d ngày, hạn %(due)s") % {
            "days": line.days_late, "due": write_date(line.due_on)
        }  # fmt: skip
    elif line.state is WorkState.PAUSED:
        state = _("đang tạm dừng")
    else:
        state = _("đến ngày %(day)s mới đạt %(percent)d%%") % {
            "day": write_date(on), "percent": line.percent or 0
        }  # fmt: skip
    return PointDraft(
        PointKind.WORK,
        f"{named} {line.number}: {line.name} ({state})",
        _(
            "Nguyên nhân chậm, vướng mắc cần tháo gỡ, cơ quan nào giải quyết; giải pháp và thời hạn hoàn thành trong nửa "
            "nhiệm kỳ còn lại?"
        ),
        line.lead,
        work_item_id=line.id,
    )


def _limitations(actor: Actor, review: Review, on: date) -> list[PointDraft]:
    found = []
    for row in chains(actor, campaign=review.round.campaign, on=on, unit=review.unit):
        bare = [
            cause.line.finding.text
            for cause in row.causes
            if cause.line.finding.cause == CauseKind.SUBJECTIVE.value and not cause.remedies
        ]
        if bare and not row.remedies:
            found.append(_limitation_point(row.line.finding.text, bare, row.line.finding.pk))
    return found


def _limitation_point(text: str, causes: Sequence[str], finding_id: int) -> PointDraft:
    said = {"text": text.rstrip("."), "causes": "; ".join(cause.rstrip(".") for cause in causes)}
    return PointDraft(
        PointKind.LIMITATION,
        _("Hạn chế: %(text)s (nguyên nhân chủ quan: %(causes)s)") % said,
        _(
            "Trách nhiệm trong lãnh đạo, chỉ đạo của Ban Chấp hành đến đâu; giải pháp khắc phục, người chịu trách nhiệm và "
            "thời hạn khắc phục?"
        ),
        finding_id=finding_id,
    )
