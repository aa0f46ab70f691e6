"""Questions about targets: facts at a cut-off, assessments, figures with their versions, schemes, freezes."""

from nhiemky.targets.queries.adjusting import ADJUSTABLE, Adjustment, adjusted_within, adjustments
from nhiemky.targets.queries.assessing import (
    AssessedTarget,
    assess_facts,
    assess_one,
    assessed,
    counted_tally,
)
from nhiemky.targets.queries.doubts import doubts
from nhiemky.targets.queries.facts import Facts, Figure, TargetFact, read_facts, target_facts
from nhiemky.targets.queries.freezes import (
    Difference,
    FreezeFault,
    FreezeReport,
    differences,
    freeze_of,
    freeze_rows,
    freezes,
    frozen_assessed,
    frozen_scheme,
    verify_freezes,
)
from nhiemky.targets.queries.rolling import BranchValue, rolled_up
from nhiemky.targets.queries.schemes import read_scheme, scheme, scheme_data, schemes
from nhiemky.targets.queries.single import (
    EntryCell,
    EntryRow,
    default_cut_off,
    entry_rows,
    latest_versions,
    observations_of,
    target,
    targets_of,
    waiting_figures,
)
from nhiemky.targets.queries.stated import row_of

__all__ = [
    "ADJUSTABLE", "Adjustment", "AssessedTarget", "BranchValue", "Difference", "EntryCell", "EntryRow", "Facts", "Figure", "FreezeFault",
    "FreezeReport", "TargetFact", "adjusted_within", "adjustments", "assess_facts", "assess_one", "assessed", "counted_tally", "default_cut_off",
    "differences", "doubts", "entry_rows", "freeze_of", "freeze_rows", "freezes", "frozen_assessed", "frozen_scheme",
    "latest_versions", "observations_of", "read_facts", "read_scheme", "rolled_up", "row_of", "scheme", "scheme_data",
    "schemes", "target", "target_facts", "targets_of", "verify_freezes", "waiting_figures",
]  # fmt: skip
