"""One measured case: our time beside the time of what a user would otherwise take."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Row = Mapping[str, str | float]


@dataclass(frozen=True, slots=True)
class Case:
    """Seconds of ours and of the peer for the same work in the same run; the ratio says how many times faster ours is."""

    case: str
    ours_s: float
    peer: str
    peer_s: float
    limit_ratio: float

    @property
    def ratio(self) -> float:
        """How many times faster ours is."""
        return self.peer_s / self.ours_s

    @property
    def holds(self) -> bool:
        """Whether the ratio reaches its limit."""
        return self.ratio >= self.limit_ratio

    def row(self) -> Row:
        """Give the case as it stands in results.json."""
        return {
            "case": self.case,
            "ours_s": round(self.ours_s, 6),
            "peer": self.peer,
            "peer_s": round(self.peer_s, 6),
            "ratio": round(self.ratio, 2),
            "limit_ratio": self.limit_ratio,
        }

    def line(self) -> str:
        """Give the case as one line for people."""
        verdict = "reached" if self.holds else "MISSED"
        return (
            f"{self.case}: ours {self.ours_s:.4f} s, {self.peer} {self.peer_s:.4f} s, "
            f"{self.ratio:.1f}x (limit {self.limit_ratio:g}x, {verdict})"
        )


def case_of(row: Row) -> Case:
    """Give the case of a row of results.json."""
    return Case(
        case=str(row["case"]),
        ours_s=float(row["ours_s"]),
        peer=str(row["peer"]),
        peer_s=float(row["peer_s"]),
        limit_ratio=float(row["limit_ratio"]),
    )


def best_of(work: Callable[[], object], *, times: int = 5) -> float:
    """Do the work several times and give the shortest time in seconds of the processor, the collector of garbage held still.

    All is done in this process, so on an idle machine that is the time that passes; other work on it does not weigh.
    """
    best = float("inf")
    held = gc.isenabled()
    gc.disable()
    try:
        for _ in range(times):
            start = time.process_time()
            work()
            best = min(best, time.process_time() - start)
            gc.collect()
    finally:
        if held:
            gc.enable()
    return best
