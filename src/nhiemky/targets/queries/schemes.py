"""Band schemes: those of the kernel, and those that were added as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TypedDict

from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.kernel.scoring import SCHEMES, Band, Scheme, SchemeError
from nhiemky.targets.models import BandScheme


class BandData(TypedDict):
    """One band as JSON: the threshold is a decimal string, None for the last band."""

    code: str
    threshold: str | None
    name: str


class SchemeData(TypedDict):
    """A whole scheme as JSON."""

    name: str
    title: str
    inclusive: bool
    bands: list[BandData]


def schemes() -> Mapping[str, Scheme]:
    """This function will give every scheme by its name, those of the kernel first. One SQL query."""
    rows = BandScheme.objects.order_by("name")
    return {
        **SCHEMES,
        **{
            row.name: read_scheme(row.name, row.title, row.bands, inclusive=row.inclusive)
            for row in rows
            if row.name not in SCHEMES
        },
    }


def scheme(name: str) -> Scheme:
    """This function will give a scheme by its name.

    :raises NotFound: when there is none of that name.
    """
    if name in SCHEMES:
        return SCHEMES[name]
    row = BandScheme.objects.filter(name=name).first()
    if row is None:
        raise NotFound(_("Không có bộ nhóm mức đạt “%(name)s”.") % {"name": name})
    return read_scheme(row.name, row.title, row.bands, inclusive=row.inclusive)


def read_scheme(name: str, title: str, bands: Sequence[BandData], *, inclusive: bool) -> Scheme:
    """This function will build the kernel's scheme from JSON bands, which checks it.

    :raises SchemeError: for gaps, overlaps, disorder, duplicate codes, thresholds that are no numbers.
    """
    try:
        read = tuple(Band(band["code"], _threshold(band["threshold"]), band["name"]) for band in bands)
    except (KeyError, TypeError, InvalidOperation) as error:
        raise SchemeError(
            "Bộ nhóm mức đạt ghi không đúng: mỗi nhóm cần mã, cận dưới là số và tên."
        ) from error
    return Scheme(name, title, read, inclusive)


def scheme_data(scheme: Scheme) -> SchemeData:
    """This function will give a scheme as JSON that `read_scheme` reads back unchanged."""
    return {
        "name": scheme.name,
        "title": scheme.title,
        "inclusive": scheme.inclusive,
        "bands": [
            {
                "code": band.code,
                "threshold": None if band.threshold is None else str(band.threshold),
                "name": band.name,
            }
            for band in scheme.bands
        ],
    }


def _threshold(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
