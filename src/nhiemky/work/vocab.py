"""Words of work items."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhiemky.org.vocab import clean


class WorkState(StrEnum):
    """How far a work item has come, as reported; whether it is overdue follows from its due date."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    PAUSED = "paused"
    CANCELLED = "cancelled"


STATE_NAMES: Mapping[WorkState, str | Promise] = {
    WorkState.NOT_STARTED: _("chưa triển khai"),
    WorkState.IN_PROGRESS: _("đang thực hiện"),
    WorkState.DONE: _("hoàn thành"),
    WorkState.PAUSED: _("tạm dừng"),
    WorkState.CANCELLED: _("không thực hiện nữa"),
}
# What is no longer expected is never overdue.
CLOSED = frozenset({WorkState.DONE, WorkState.CANCELLED})


class WorkRow(NamedTuple):
    """A work item as somebody states it.

    `programme` is the symbol of the directive it carries out, `lead_unit` the code of the unit that leads, `assigned_on` the
    day from which it is in the list (None: the day of the act, or as it stands).
    """

    number: str
    name: str
    code: str = ""
    group: str = ""
    key: bool = False
    breakthrough: bool = False
    lead: str = ""
    supporting: str = ""
    programme: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    product: str = ""
    note: str = ""
    illustrative: bool = False
    assigned_on: date | None = None
    lead_unit: str = ""


class ProgressEntry(NamedTuple):
    """What is reported of one work item at a day; a percentage of None leaves it to the state (done: 100, not started: 0)."""

    item_id: int
    on: date
    state: WorkState
    percent: int | None = None
    result: str = ""
    evidence: str = ""
    evidence_directive_id: int | None = None
    source_file: str = ""
    source_sha256: str = ""
    source_cell: str = ""
    source_text: str = ""
    batch: str = ""
    expected_version: int | None = None


_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_MANY_BREAKS = re.compile(r"\n{3,}")


def clean_text(text: str) -> str:
    """This function will give a longer text as it is kept: each line as `org.vocab.clean` does, line breaks kept."""
    return _MANY_BREAKS.sub(
        "\n\n", "\n".join(clean(line) for line in _BREAKS.sub("\n", text).split("\n"))
    ).strip()


def whole_percent(state: WorkState, percent: int | None) -> int | None:
    """This function will give the percentage that a report stands for: what is done is 100, what was not begun is 0."""
    if percent is None and state in _PLAIN_PERCENT:
        return _PLAIN_PERCENT[state]
    return percent


_PLAIN_PERCENT: Mapping[WorkState, int] = {WorkState.DONE: 100, WorkState.NOT_STARTED: 0}
