"""Checking what somebody states of a campaign before it is kept: texts, days, their order."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from nhiemky.campaign.models import Campaign, Meeting, Review
from nhiemky.history.vocab import FieldError, Invalid, NotFound
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import clean
from nhiemky.registry import queries as register
from nhiemky.registry.models import Directive
from nhiemky.work.vocab import clean_text

LONGEST_TEXT = 20_000
_Row = TypeVar("_Row", bound=Model)


def day_of(now: datetime) -> date:
    """This function will give the business day of a moment, as the calendar in Viet Nam has it."""
    return timezone.localtime(now).date()


class Check:
    """Collects everything that is wrong with what was stated, so that all of it is said at once."""

    def __init__(self) -> None:
        self.errors: list[FieldError] = []

    def wrong(self, field: str, message: str) -> None:
        """Note one thing that is wrong with a field."""
        self.errors.append(FieldError(field, message))

    def line(self, field: str, label: str, text: str, *, longest: int, needed: bool = False) -> str:
        """Give the line as it is kept, and note when it is missing or too long."""
        return self._measured(field, label, clean(text), longest, needed)

    def text(
        self, field: str, label: str, text: str, *, longest: int = LONGEST_TEXT, needed: bool = False
    ) -> str:
        """Give the text of several lines as it is kept, and note when it is missing or too long."""
        return self._measured(field, label, clean_text(text), longest, needed)

    def reason(self, text: str, *, field: str = "reason", longest: int = 500) -> str:
        """Give the reason as it is kept, and note when it is missing."""
        return self.line(field, _("Lý do"), text, longest=longest, needed=True)

    def happened(self, field: str, label: str, day: date, *, now: datetime) -> None:
        """Note a day that has not come yet, for what is said to have happened."""
        if day > day_of(now):
            self.wrong(field, _("%(label)s (%(day)s) chưa đến.") % {"label": label, "day": write_date(day)})

    def not_before(self, field: str, label: str, day: date, *, earliest: date, since: str) -> None:
        """Note a day that comes before the one from which it is possible; `since` says what that one is."""
        if day < earliest:
            self.wrong(
                field,
                _("%(label)s (%(day)s) trước %(since)s (%(earliest)s).")
                % {"label": label, "day": write_date(day), "since": since, "earliest": write_date(earliest)},
            )

    def finish(self) -> None:
        """Let pass when nothing is wrong.

        :raises Invalid: with everything that is.
        """
        if self.errors:
            raise Invalid(*self.errors)

    def _measured(self, field: str, label: str, text: str, longest: int, needed: bool) -> str:
        if needed and not text:
            self.wrong(field, _("Chưa ghi nội dung ô “%(label)s”.") % {"label": label})
        if len(text) > longest:
            self.wrong(field, _("%(label)s dài quá %(length)d ký tự.") % {"label": label, "length": longest})
        return text


def locked(row: _Row) -> _Row:
    """This function will give the row as it stands now, kept from other writers until the transaction ends.

    :raises NotFound: when it is gone.
    """
    found = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise NotFound(_("Không còn mục này."))
    return found


def standing_campaign(campaign: Campaign) -> Campaign:
    """This function will give the campaign as it stands now, kept from other writers.

    :raises Invalid: when it was removed.
    """
    held = locked(campaign)
    if held.removed_on is not None:
        raise Invalid(FieldError("", _("Đợt sơ kết đã được bỏ; đề nghị khôi phục trước khi cập nhật.")))
    return held


def seen_directive(actor: Actor, directive: Directive | None) -> Directive | None:
    """This function will let pass a directive that the actor sees in the register; none stays none.

    :raises NotFound: for one that is not seen.
    """
    return None if directive is None else register.directive(actor, id=directive.pk)


def fitting_meeting(check: Check, meeting: Meeting | None, *, campaign: Campaign, on: date) -> None:
    """This function will note a meeting that was removed, belongs to another campaign, or had not been held on the day."""
    if meeting is None:
        return
    if meeting.campaign_id != campaign.pk or meeting.removed_on is not None:
        check.wrong("meeting", _("Cuộc họp không thuộc đợt sơ kết này hoặc đã được bỏ."))
    check.not_before("on", _("Ngày ghi"), on, earliest=meeting.held_on, since=_("ngày họp"))


def standing_review(check: Check, review: Review, *, on: date) -> None:
    """This function will note a review that had not begun on the day or was withdrawn by then."""
    check.not_before(
        "on", _("Ngày ghi"), on, earliest=review.added_on, since=_("ngày đơn vị được đưa vào đợt sơ kết")
    )
    if review.withdrawn_on is not None and review.withdrawn_on <= on:
        check.wrong("", _("Đơn vị đã được đưa ra khỏi đợt sơ kết; không ghi thêm được."))
