"""What a review report is composed from: the board of a unit (of today or frozen), its issuer, its figures by year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from nhiemky.kernel.documents.profiles import Profile, profile_for
from nhiemky.kernel.scoring import Scheme
from nhiemky.org import queries as org
from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor
from nhiemky.reporting.board import composed
from nhiemky.reporting.labels import figure_text
from nhiemky.reporting.review import Issuer, ReviewFacts, YearValues
from nhiemky.targets.models import Freeze
from nhiemky.targets.queries import AssessedTarget, assessed, frozen_assessed, frozen_scheme

DONE = "Đạt"
RECIPIENTS_ABOVE = "Ban Thường vụ {superior} (báo cáo)"
RECIPIENTS_OWN = "Các đồng chí trong Ban Chấp hành"


def profile_of(state: UnitState, day: date) -> Profile:
    """This function will give the official form that a unit writes in on a day."""
    return profile_for(day, state_body=state.type.state_body)


def review_facts(
    actor: Actor,
    *,
    state: UnitState,
    term: Term,
    as_of: date,
    scheme: Scheme,
    include_unconfirmed: bool = False,
    freeze: Freeze | None = None,
    day: date | None = None,
    number: int | None = None,
    draft: str = "",
) -> ReviewFacts:
    """This function will gather the facts of a review report, from a freeze where one is given.

    :raises Denied: when the actor may not see the unit.
    """
    if freeze is not None:
        rows: Sequence[AssessedTarget] = frozen_assessed(actor, freeze=freeze)
        as_of, scheme = freeze.cut_off, frozen_scheme(freeze)
    else:
        rows = assessed(
            actor,
            states=[state],
            term=term,
            as_of=as_of,
            scheme=scheme,
            include_unconfirmed=include_unconfirmed,
        )
    years = reported_years(rows)
    return ReviewFacts(
        board=composed(rows, state=state, term=term, as_of=as_of, scheme=scheme),
        issuer=issuer_of(state, on=day or as_of),
        years=years,
        values={row.fact.id: year_values(row, years, as_of.year) for row in rows},
        day=day,
        number=number,
        draft=draft,
        frozen_label=freeze.label if freeze is not None else "",
    )


def reported_years(rows: Sequence[AssessedTarget]) -> tuple[int, ...]:
    """This function will give the years in which a figure was reported, in order."""
    return tuple(sorted({figure.period.end.year for row in rows for figure in row.fact.figures}))


def year_values(row: AssessedTarget, years: Sequence[int], planned_year: int) -> YearValues:
    """This function will write the figures of a target by year; the last one of a year is shown."""
    reported: dict[int, Decimal | str | None] = {
        figure.period.end.year: DONE if figure.done else figure.value for figure in row.fact.figures
    }
    planned = dict(row.fact.goal.phased).get(planned_year)
    figures = tuple(reported.get(year) for year in years)
    texts = tuple(each if isinstance(each, str) else figure_text(each) for each in figures)
    return YearValues(row.fact.id, figure_text(planned, places=6), texts, figures)


def issuer_of(state: UnitState, *, on: date) -> Issuer:
    """This function will say who issues a unit's report on a day and how it is signed."""
    above = org.ancestors(state, on=on)
    superior = above[-1].committee_name if above else ""
    holder = org.signer(state.unit, on)
    body = "" if state.type.state_body else body_of(state.committee_name)
    lines = [RECIPIENTS_ABOVE.format(superior=superior)] if superior else []
    return Issuer(
        name=state.committee_name,
        superior=superior,
        symbol=state.symbol,
        place=state.place,
        body=body,
        position=(holder.title if holder else "Bí thư").upper(),
        signer=holder.person.full_name if holder else "",
        recipients=(*lines, RECIPIENTS_OWN),
        archive=f"Lưu Văn phòng {state.committee_name.split(' ')[0]} {state.committee_name.split(' ')[1]}"
        if state.committee_name.startswith(("Đảng ủy", "Huyện ủy", "Tỉnh ủy", "Thành ủy"))
        else "Lưu Văn phòng",
    )


def body_of(committee_name: str) -> str:
    """This function will give the collective that signs (T/M): "ĐẢNG ỦY", "BAN THƯỜNG VỤ", "CHI BỘ"."""
    name = committee_name.upper()
    if name.startswith(("HUYỆN ỦY", "TỈNH ỦY", "THÀNH ỦY", "QUẬN ỦY", "THỊ ỦY")):
        return "BAN THƯỜNG VỤ"
    return "CHI BỘ" if name.startswith("CHI BỘ") else "ĐẢNG ỦY"
