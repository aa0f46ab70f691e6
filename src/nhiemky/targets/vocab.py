"""Words of targets and observations beside those of the scoring kernel."""

from __future__ import annotations

from enum import StrEnum


class ObservationState(StrEnum):
    """A figure is drafted by the office, submitted, confirmed by a leader, or returned with a note."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    RETURNED = "returned"


class RollUpRule(StrEnum):
    """How values of units below become one value."""

    NONE = "none"
    SUM = "sum"
    RATIO_OF_SUMS = "ratio_of_sums"
