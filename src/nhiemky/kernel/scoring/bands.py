"""Bands: ordered, exclusive, complete; first match wins; and rounding that never crosses an edge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from nhiemky.kernel.scoring.figures import write_number
from nhiemky.kernel.scoring.values import Number, NumberError, ratio_of

if TYPE_CHECKING:
    from nhiemky.kernel.scoring.arithmetic import Ints

CLASSES = ("not_due", "no_data", "not_computable")
CLASS_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "not_due": "Chưa đến hạn",
        "no_data": "Chưa có số liệu",
        "not_computable": "Không tính được mức đạt",
    }
)
_MET = Fraction(100)


class SchemeError(ValueError):
    """A scheme of bands with a gap, an overlap, a wrong order or a code used twice."""


@dataclass(frozen=True, slots=True)
class Band:
    """One band: from its threshold in percent up to the band above; the last band (None) takes the rest."""

    code: str
    threshold: Number | None
    name: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A lower edge as the share numerator / denominator of the whole; strict when the edge itself is below."""

    numerator: int
    denominator: int
    strict: bool


@dataclass(frozen=True, slots=True)
class Scheme:
    """An ordered list of bands, highest first. In a strict scheme only the edge at 100 % includes itself."""

    name: str
    title: str
    bands: tuple[Band, ...]
    inclusive: bool = True
    cuts: tuple[Edge, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """This function will check the scheme and keep its edges as integer shares.

        :raises SchemeError: for gaps, overlaps, disorder, duplicate or reserved codes.
        """
        _check_codes(self.bands)
        thresholds = _thresholds(self.bands)
        cuts = tuple(
            Edge(share.numerator, share.denominator, not self.inclusive and share != 1)
            for share in (threshold / 100 for threshold in thresholds)
        )
        object.__setattr__(self, "cuts", cuts)

    @classmethod
    def from_ranges(
        cls,
        name: str,
        title: str,
        ranges: Sequence[tuple[str, Number | None, Number | None, str]],
        *,
        inclusive: bool = True,
    ) -> Self:
        """This function will build a scheme from (code, from, to, name) in percent, None for unbounded.

        :raises SchemeError: when two neighbouring ranges leave a gap, overlap, or are out of order.
        """
        for (_, above, _, upper), (_, _, below, lower) in pairwise(ranges):
            if above is None or below is None:
                raise SchemeError(f"Nhóm “{upper}” và nhóm “{lower}” chồng lên nhau.")
            step = Fraction(*ratio_of(above)) - Fraction(*ratio_of(below))
            if step > 0:
                raise SchemeError(f"Có khoảng trống giữa nhóm “{upper}” và nhóm “{lower}”.")
            if step < 0:
                raise SchemeError(f"Nhóm “{upper}” và nhóm “{lower}” chồng lên nhau.")
        if ranges and ranges[0][2] is not None:
            raise SchemeError("Có khoảng trống phía trên nhóm cao nhất.")
        return cls(name, title, tuple(Band(code, low, label) for code, low, _, label in ranges), inclusive)

    @property
    def edges(self) -> str:
        """This function will say how lower edges are read: "inclusive" or "strict"."""
        return "inclusive" if self.inclusive else "strict"

    @property
    def class_codes(self) -> tuple[str, ...]:
        """This function will list the codes of all bands, then of the three classes beside them."""
        return (*(band.code for band in self.bands), *CLASSES)

    @property
    def names(self) -> Mapping[str, str]:
        """This function will map every code of the scheme to its Vietnamese name."""
        return {**{band.code: band.name for band in self.bands}, **CLASS_NAMES}

    def position(self, numerator: Ints, denominator: Ints) -> Ints:
        """This function will count the edges that numerator / denominator (> 0) misses: its band's position."""
        missed: Ints = 0
        for cut in self.cuts:
            have, need = numerator * cut.denominator, denominator * cut.numerator
            missed = missed + ((have <= need) if cut.strict else (have < need))
        return missed

    def classify(self, attainment: Number) -> str:
        """This function will give the code of the one band that an attainment in percent belongs to."""
        numerator, denominator = ratio_of_percent(attainment)
        return self.bands[int(self.position(numerator, denominator))].code

    @property
    def rule_text(self) -> str:
        """This function will state the rule of the bands as a Vietnamese footnote of a report."""
        parts = [f"“{band.name}” {self._extent(place)}" for place, band in enumerate(self.bands)]
        rule = (
            "Mỗi chỉ tiêu được xếp vào một nhóm duy nhất, là nhóm cao nhất mà mức đạt của chỉ tiêu "
            f"thuộc về: {'; '.join(parts)}."
        )
        return f"{rule} {self._edge_note()}".rstrip()

    def _extent(self, place: int) -> str:
        here = self.bands[place].threshold
        above = self.bands[place - 1].threshold if place else None
        lower, upper = self._from(here), self._up_to(above)
        if above is None and here is None:
            return "mọi mức đạt"
        if here is None:
            extent = upper.removeprefix("đến ")
            return extent if self._includes(above) else f"từ {extent} trở xuống"
        return f"{lower} {upper}" if upper else f"{lower} trở lên"

    def _includes(self, threshold: Number | None) -> bool:
        return self.inclusive or (threshold is not None and Fraction(*ratio_of(threshold)) == _MET)

    def _from(self, threshold: Number | None) -> str:
        if threshold is None:
            return ""
        word = "từ" if self._includes(threshold) else "trên"
        return f"{word} {write_number(threshold)}%"

    def _up_to(self, threshold: Number | None) -> str:
        if threshold is None:
            return ""
        word = "đến dưới" if self._includes(threshold) else "đến"
        return f"{word} {write_number(threshold)}%"

    def _edge_note(self) -> str:
        edges = [
            b for b in self.bands if b.threshold is not None and Fraction(*ratio_of(b.threshold)) != _MET
        ]
        if not edges:
            return ""
        band = edges[0]
        edge = f"mức đạt đúng {write_number(band.threshold or 0)}%"
        if self.inclusive:
            return f"Cận dưới thuộc nhóm: {edge} được xếp vào nhóm “{band.name}”."
        return f"Cận dưới không thuộc nhóm: {edge} không được xếp vào nhóm “{band.name}” mà vào nhóm kế dưới."


def ratio_of_percent(attainment: Number) -> tuple[int, int]:
    """This function will give an attainment in percent as the share (numerator, denominator) of the whole."""
    if isinstance(attainment, Fraction):
        return attainment.numerator, attainment.denominator * 100
    numerator, denominator = ratio_of(attainment)
    return numerator, denominator * 100


def _check_codes(bands: Sequence[Band]) -> None:
    if not bands:
        raise SchemeError("Bộ nhóm mức đạt chưa có nhóm nào.")
    codes = [band.code for band in bands]
    for code in codes:
        if not code or code in CLASSES:
            raise SchemeError(f"Mã nhóm “{code}” không dùng được.")
        if codes.count(code) > 1:
            raise SchemeError(f"Mã nhóm “{code}” bị trùng.")


def _thresholds(bands: Sequence[Band]) -> list[Fraction]:
    thresholds: list[Fraction] = []
    for band in bands[:-1]:
        if band.threshold is None:
            raise SchemeError(f"Nhóm “{band.name}” thiếu cận dưới nên chồng lên các nhóm sau.")
        try:
            thresholds.append(Fraction(*ratio_of(band.threshold)))
        except NumberError as error:
            raise SchemeError(f"Cận dưới của nhóm “{band.name}” không hợp lệ.") from error
    if bands[-1].threshold is not None:
        raise SchemeError(f"Có khoảng trống phía dưới nhóm “{bands[-1].name}”.")
    for upper, lower, band in zip(thresholds, thresholds[1:], bands[1:], strict=False):
        if upper == lower:
            raise SchemeError(f"Nhóm “{band.name}” trùng cận dưới với nhóm trên nên không nhận chỉ tiêu nào.")
        if upper < lower:
            raise SchemeError(f"Nhóm “{band.name}” sai thứ tự: các nhóm phải xếp từ cao xuống thấp.")
    return thresholds


def round_shown(attainment: Number, scheme: Scheme, places: int = 2) -> Decimal:
    """This function will round an attainment half up to `places` decimals without crossing a band's edge or 100.

    Where no figure of so few decimals lies in the band, decimals are added until one does.
    """
    numerator, denominator = ratio_of_percent(attainment)
    power = 10**places
    scaled, whole = numerator * 100 * power, denominator
    shown = (2 * scaled + whole) // (2 * whole) if scaled >= 0 else -((-2 * scaled + whole) // (2 * whole))
    for candidate in (shown, scaled // whole, -(-scaled // whole)):
        if _side(candidate, 100 * power, scheme) == _side(numerator, denominator, scheme):
            return Decimal(f"{candidate}E-{places}" if places else candidate)
    return round_shown(attainment, scheme, places + 1)


def _side(numerator: int, denominator: int, scheme: Scheme) -> tuple[bool, int]:
    return numerator >= denominator, int(scheme.position(numerator, denominator))


def _band(code: str, threshold: int | None, name: str) -> Band:
    return Band(code, None if threshold is None else Decimal(threshold), name)


DEFAULT_SCHEME = Scheme(
    name="default",
    title="Năm nhóm: 100, 90, 75, 50",
    bands=(
        _band("met", 100, "Đạt và vượt"),
        _band("over_90", 90, "Đạt trên 90%"),
        _band("over_75", 75, "Đạt trên 75%"),
        _band("over_50", 50, "Đạt trên 50%"),
        _band("under_50", None, "Đạt dưới 50%"),
    ),
)
SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {
        scheme.name: scheme
        for scheme in (
            DEFAULT_SCHEME,
            replace(
                DEFAULT_SCHEME, name="strict", title="Năm nhóm, cận dưới không thuộc nhóm", inclusive=False
            ),
            Scheme(
                name="two_bands_80",
                title="Đạt và vượt, đạt trên 80%, còn lại",
                bands=(
                    _band("met", 100, "Đạt và vượt"),
                    _band("over_80", 80, "Đạt trên 80%"),
                    _band("under_80", None, "Đạt dưới 80%"),
                ),
            ),
            Scheme(
                name="two_bands_90",
                title="Đạt và vượt, đạt từ 90%, còn lại",
                bands=(
                    _band("met", 100, "Đạt và vượt"),
                    _band("over_90", 90, "Đạt từ 90% trở lên"),
                    _band("under_90", None, "Đạt dưới 90%"),
                ),
            ),
        )
    }
)
