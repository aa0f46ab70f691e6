"""Acts on work items: each one transaction, asked of the policy, checked, written, noted in the ledger."""

from nhiemky.work.actions.changing import change_item, change_items
from nhiemky.work.actions.keeping import add_item, add_items, link_targets, remove_item, restore_item
from nhiemky.work.actions.reporting import report_progress

__all__ = [
    "add_item", "add_items", "change_item", "change_items", "link_targets", "remove_item", "report_progress",
    "restore_item",
]  # fmt: skip
