"""What a target would come to with other figures in some periods: shown while somebody types or confirms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from nhiemky.kernel.scoring import Assessment, Measured, Period, Scheme, TermYears, assess
from nhiemky.reporting.board.lines import percent_text
from nhiemky.targets.queries import TargetFact
from nhiemky.web.bands import tones


@dataclass(frozen=True)
class BandView:
    """A band as shown in a row: its tone and name, the attainment, a grey word on figures that do not count yet."""

    tone: str
    name: str
    share: str
    note: str = ""


def band_view(assessment: Assessment, scheme: Scheme, *, note: str = "") -> BandView:
    """This function will give the band of an assessment as a row shows it."""
    code = assessment.class_code
    return BandView(
        tones(scheme)[code], scheme.names[code], percent_text(assessment.attainment, scheme), note
    )


def tried(
    fact: TargetFact,
    figures: Iterable[Measured],
    withdrawn: Iterable[Period] = (),
    *,
    as_of: date,
    term: TermYears,
    scheme: Scheme,
) -> Assessment:
    """This function will judge a target as if the figures stood in place of those it has."""
    return assess(fact.goal, joined(fact.measured, figures, withdrawn), as_of=as_of, term=term, scheme=scheme)


def joined(
    measured: Sequence[Measured], figures: Iterable[Measured], withdrawn: Iterable[Period] = ()
) -> tuple[Measured, ...]:
    """This function will put figures in place of those of the same period and leave the withdrawn periods out."""
    by_period = {each.period: each for each in measured}
    by_period.update((each.period, each) for each in figures)
    for period in withdrawn:
        by_period.pop(period, None)
    return tuple(
        by_period[period]
        for period in sorted(by_period, key=lambda each: (each.end, -each.start.toordinal()))
    )
