"""Words of official reports about targets; they are not interface and are never translated."""

from __future__ import annotations

from nhiemky.kernel.scoring import CLASS_NAMES, CLASSES, Scheme
from nhiemky.kernel.scoring.rollup import Tally

NO_TARGETS = "Chưa có chỉ tiêu nào được tính."


def overview_sentence(tally: Tally, scheme: Scheme) -> str:
    """Write the n/N sentence of a review report: bands in their order, then the classes, those with none left out.

    With the default scheme: "Đạt và vượt 15/25 chỉ tiêu, 2/25 chỉ tiêu đạt trên 90%, … 1/25 chỉ tiêu đạt dưới 50%."
    """
    if not tally.total:
        return NO_TARGETS
    parts = []
    for place, band in enumerate(scheme.bands):
        count = f"{tally.counts[band.code]}/{tally.total} chỉ tiêu"
        if tally.counts[band.code]:
            parts.append(f"{band.name} {count}" if place == 0 else f"{count} {_lowered(band.name)}")
    parts += [
        f"{tally.counts[code]}/{tally.total} chỉ tiêu {_lowered(CLASS_NAMES[code])}"
        for code in CLASSES
        if tally.counts[code]
    ]
    return ", ".join(parts) + "."


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]
