"""Changes of a plan, each from a day on: days before it go on showing what was so then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils.translation import gettext as _

from nhiemky.campaign.actions.checks import Check
from nhiemky.campaign.models import Campaign, PlanChange, Review, Round
from nhiemky.campaign.queries.former import Columns
from nhiemky.org.policy import Actor


@dataclass(frozen=True)
class Change:
    """Columns of a round, a review or (neither named) the campaign as they are and as they are to be from the day on."""

    campaign: Campaign
    before: Columns
    after: Columns
    on: date
    now: datetime
    round: Round | None = None
    review: Review | None = None

    @cached_property
    def names(self) -> list[str]:
        """The columns that change."""
        return [name for name, value in self.after.items() if self.before[name] != value]

    def check(self, check: Check) -> None:
        """Note a day that has not come, or lies before the thing itself or an earlier change of the same columns."""
        label = _("Ngày có hiệu lực")
        check.happened("on", label, self.on, now=self.now)
        check.not_before("on", label, self.on, earliest=self.campaign.begun_on, since=_("ngày của kế hoạch"))
        if self.round is not None and self.round.added_on is not None:
            check.not_before("on", label, self.on, earliest=self.round.added_on, since=_("ngày thêm vòng"))
        if self.review is not None:
            check.not_before("on", label, self.on, earliest=self.review.added_on, since=_("ngày đưa vào"))
        last = self._last()
        if last is not None:
            check.not_before("on", label, self.on, earliest=last, since=_("lần thay đổi trước"))

    def keep(self, actor: Actor) -> None:
        """Write what changes, where anything does."""
        if self.names:
            PlanChange.objects.create(
                campaign=self.campaign, round=self.round, review=self.review, decided_on=self.on,
                old={name: self.before[name] for name in self.names},
                new={name: self.after[name] for name in self.names},
                entered_by=actor.name[:200], entered_at=self.now,
            )  # fmt: skip

    def _last(self) -> date | None:
        rows = PlanChange.objects.filter(campaign=self.campaign, round=self.round, review=self.review)
        days = [on for on, old in rows.values_list("decided_on", "old") if old.keys() & set(self.names)]
        return max(days, default=None)
