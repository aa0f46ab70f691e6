"""The form of a unit that is kept in the data."""

from __future__ import annotations

from datetime import date

from nhiemky.cli.database import chosen_term, open_data


def form_of_unit(code: str, *, term: str | None, today: date) -> bytes:
    """This function will write the form of a unit with its targets and figures.

    :raises ValueError: in Vietnamese, when unit or term are not kept.
    """
    open_data()
    from nhiemky.history.vocab import Refusal
    from nhiemky.org import queries
    from nhiemky.org.policy import SYSTEM_ACTOR
    from nhiemky.reporting.target_form import target_form

    try:
        kept = queries.term(chosen_term(term))
        state = queries.state_of(SYSTEM_ACTOR, unit_code=code, on=min(today, date(kept.last_year, 12, 31)))
        return target_form(SYSTEM_ACTOR, state=state, term=kept, today=today).data
    except Refusal as refusal:
        raise ValueError(refusal.message) from refusal
