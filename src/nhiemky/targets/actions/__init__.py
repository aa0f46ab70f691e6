"""Acts on targets and figures: each one transaction, asked of the policy, checked, written, noted in the ledger."""

from nhiemky.targets.actions.adjusting import adjust_target
from nhiemky.targets.actions.confirming import confirm_figures, return_figures, submit_figures
from nhiemky.targets.actions.freezing import freeze_figures
from nhiemky.targets.actions.keeping import (
    add_target,
    add_targets,
    change_target,
    remove_target,
    restore_target,
    set_phased_values,
)
from nhiemky.targets.actions.recording import (
    record_observation,
    record_observations,
    take_back,
    take_in,
)
from nhiemky.targets.actions.schemes import add_scheme

__all__ = [
    "add_scheme", "add_target", "add_targets", "adjust_target", "change_target", "confirm_figures",
    "freeze_figures", "record_observation", "record_observations", "remove_target", "restore_target", "return_figures",
    "set_phased_values", "submit_figures", "take_back", "take_in",
]  # fmt: skip
