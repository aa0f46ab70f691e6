"""Questions about work items: lists as of a day, one item with its reports, numbers over units and groups."""

from nhiemky.work.queries.counting import SharedItem, WorkCount, WorkTally, shared_items, tallies
from nhiemky.work.queries.listing import (
    WorkFilters,
    WorkLine,
    items_on,
    latest_progress,
    work_list,
)
from nhiemky.work.queries.single import WorkPage, item, progress_of, removed_items, work_item
from nhiemky.work.queries.stated import Programme, programmes, row_of

__all__ = [
    "Programme", "SharedItem", "WorkCount", "WorkFilters", "WorkLine", "WorkPage", "WorkTally", "item", "items_on",
    "latest_progress", "programmes", "progress_of", "removed_items", "row_of", "shared_items", "tallies", "work_item",
    "work_list",
]  # fmt: skip
