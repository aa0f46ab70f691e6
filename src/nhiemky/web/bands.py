"""The bar of bands: how many targets stand in each band or class, by colour, pattern, word and number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from nhiemky.kernel.scoring import CLASS_NAMES, Scheme, Tally

TONES = ("met", "over_90", "over_75", "over_50", "under_50")
TONES_OF_COUNT: Mapping[int, tuple[str, ...]] = {
    2: ("met", "under_50"),
    3: ("met", "over_90", "under_50"),
    4: ("met", "over_90", "over_75", "under_50"),
}


@dataclass(frozen=True)
class BandPart:
    """One part of the bar; `x` and `width` are percentages of the whole width with a point, as SVG wants them."""

    code: str
    name: str
    tone: str
    count: int
    total: int
    x: str
    width: str
    centre: str
    roomy: bool


@dataclass(frozen=True)
class BandBar:
    """The whole bar; `parts` are those that hold a target, `legend` all bands and the classes that hold one."""

    parts: tuple[BandPart, ...]
    legend: tuple[BandPart, ...]
    total: int
    label: str


def tones(scheme: Scheme) -> Mapping[str, str]:
    """This function will give the tone (the CSS name of colour and pattern) of each band and class of a scheme."""
    codes = [band.code for band in scheme.bands]
    ladder = TONES_OF_COUNT.get(len(codes), TONES)
    toned = {code: ladder[min(place, len(ladder) - 1)] for place, code in enumerate(codes)}
    return {**toned, **{code: code for code in CLASS_NAMES}}


def band_bar(tally: Tally, scheme: Scheme) -> BandBar:
    """This function will lay out the counts of a tally as a bar, in the order of the scheme."""
    legend = tuple(_parts(tally, scheme))
    held = tuple(part for part in legend if part.count)
    shown = tuple(part for part in legend if part.count or part.code not in CLASS_NAMES)
    label = "; ".join(f"{part.name}: {part.count}/{tally.total}" for part in held)
    return BandBar(held, shown, tally.total, label)


def _parts(tally: Tally, scheme: Scheme) -> Iterable[BandPart]:
    names = {band.code: band.name for band in scheme.bands} | dict(CLASS_NAMES)
    toned = tones(scheme)
    whole = Fraction(max(1, tally.total))
    before = Fraction(0)
    for code in scheme.class_codes:
        count = tally.counts[code]
        width = count * 100 / whole
        yield BandPart(
            code, names[code], toned[code], count, tally.total, _share(before), _share(width),
            _share(before + width / 2), width >= 4,
        )  # fmt: skip
        before += width


def _share(value: Fraction) -> str:
    thousandths = round(value * 1000)
    return f"{thousandths // 1000}.{thousandths % 1000:03d}%"
