"""What the conference of a unit is to discuss: taken over from the proposal, changed, added or taken off by hand (S12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.actions.checks import Check, locked, standing_campaign, standing_review
from nhiemky.campaign.models import DiscussionPoint, Finding, Review
from nhiemky.campaign.queries.discussing import point_draft, points_changed_on
from nhiemky.campaign.vocab import PointDraft
from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, Json
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.targets.models import Target
from nhiemky.work.models import WorkItem

MOST_POINTS = 50


@transaction.atomic
def keep_points(
    actor: Actor,
    *,
    review: Review,
    points: Sequence[PointDraft],
    on: date,
    now: datetime,
    expected: Sequence[int] | None = None,
) -> list[DiscussionPoint]:
    """This function will make the points of a review these, in this order, from a day on; what was taken off stays readable.

    `expected` are the ids of the points that the writer had seen. A point that is stated as it stands is the same point
    and takes its new place on earlier days too.

    :raises Denied: to whoever keeps no review there. :raises Conflict: when the points are no longer those seen.
    :raises Invalid: with everything that is wrong ("place (from 0)|field"), for a day before the last change.
    """
    path = policy.require_review(actor, Verb.KEEP_REVIEW, review=review)
    standing_campaign(review.round.campaign)
    held = locked(review)
    former = list(
        DiscussionPoint.objects.filter(review=held, removed_on__isnull=True).order_by("position", "pk")
    )
    if expected is not None and sorted(expected) != sorted(row.pk for row in former):
        raise Conflict(_("Nội dung thảo luận vừa được người khác sửa. Đề nghị tải lại trang rồi làm lại."))
    check = Check()
    check.happened("on", _("Ngày ghi"), on, now=now)
    standing_review(check, held, on=on)
    last = points_changed_on(actor, review=held)
    check.not_before("on", _("Ngày ghi"), on, earliest=last or on, since=_("lần ghi trước"))
    wanted = [_checked(check, place, point) for place, point in enumerate(points)]
    _refuse_strangers(check, held, wanted)
    if len(points) > MOST_POINTS:
        check.wrong("", _("Quá %(most)d nội dung thảo luận.") % {"most": MOST_POINTS})
    check.finish()
    before = _data(former)
    rows = _written(held, former, wanted, on)
    history.record(
        actor, act="points.kept", object_kind="review", object_id=held.pk, branch=path,
        summary=_("Ghi %(count)d nội dung gợi ý thảo luận") % {"count": len(rows)},
        before=before, after=_data(rows) | {"on": on},
    )  # fmt: skip
    return rows


def _written(
    review: Review, former: Sequence[DiscussionPoint], wanted: Sequence[PointDraft], on: date
) -> list[DiscussionPoint]:
    """Keep the rows that are stated as they stand, end the others on the day, add what is new; give all in their order."""
    standing: dict[PointDraft, list[DiscussionPoint]] = defaultdict(list)
    for row in former:
        standing[point_draft(row)].append(row)
    rows = []
    for place, draft in enumerate(wanted, start=1):
        if standing[draft]:
            row = standing[draft].pop(0)
            row.position = place
            row.save(update_fields=["position"])
        else:
            columns = draft._asdict() | {"kind": draft.kind.value}
            row = DiscussionPoint.objects.create(review=review, position=place, added_on=on, **columns)
        rows.append(row)
    gone = [row.pk for left in standing.values() for row in left]
    DiscussionPoint.objects.filter(pk__in=gone).update(removed_on=on)
    return rows


def _checked(check: Check, place: int, point: PointDraft) -> PointDraft:
    return point._replace(
        text=check.text(f"{place}|text", _("Nội dung"), point.text, needed=True),
        question=check.text(f"{place}|question", _("Câu hỏi gợi ý"), point.question),
        invited=check.line(f"{place}|invited", _("Mời phát biểu"), point.invited, longest=300),
    )


def _refuse_strangers(check: Check, review: Review, points: Sequence[PointDraft]) -> None:
    """Note what is drawn from targets, work items and findings of another unit, term or campaign."""
    campaign = review.round.campaign
    own = {"unit_id": review.unit_id, "term_id": campaign.term_id}
    targets = set(Target.objects.filter(**own).values_list("pk", flat=True))
    items = set(WorkItem.objects.filter(**own).values_list("pk", flat=True))
    found = set(Finding.objects.filter(unit_id=review.unit_id).values_list("pk", flat=True))
    for place, point in enumerate(points):
        for key, known in (
            (point.target_id, targets),
            (point.work_item_id, items),
            (point.finding_id, found),
        ):
            if key is not None and key not in known:
                check.wrong(f"{place}|", _("Chỉ tiêu, đầu công việc hoặc hạn chế không phải của đơn vị này."))


def _data(rows: Sequence[DiscussionPoint]) -> dict[str, Json]:
    return {"points": [[row.pk, row.kind, row.text, row.question, row.invited] for row in rows]}
