"""Acts on files: brought with a preview, compared again, corrected, confirmed, put aside, taken back."""

from nhiemky.intake.actions.answering import StorageFull
from nhiemky.intake.actions.applying import apply_batch, revert_batch
from nhiemky.intake.actions.editing import Typed, edit_cells
from nhiemky.intake.actions.opening import drop_batch, open_batch, refresh_batch

__all__ = [
    "StorageFull",
    "Typed",
    "apply_batch",
    "drop_batch",
    "edit_cells",
    "open_batch",
    "refresh_batch",
    "revert_batch",
]
