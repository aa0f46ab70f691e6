"""The form of a unit of the database; Django is brought in only here."""

from __future__ import annotations

import os
from datetime import date


def form_of_unit(unit_code: str, *, term: str | None, today: date) -> bytes:
    """Return the form of a unit with its targets and the figures known so far.

    The unit is taken as it is today, else as it was in the term: units end and merge within terms.

    :raises ValueError: when there is no such unit or term.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhiemky.config.settings")
    import django

    django.setup()
    from nhiemky.history.vocab import Refusal
    from nhiemky.org.policy import SYSTEM_ACTOR
    from nhiemky.org.queries import default_term, state_of
    from nhiemky.org.queries import term as term_of
    from nhiemky.reporting.target_form import target_form

    try:
        chosen = term_of(term) if term else default_term(today)
        if chosen is None:
            raise ValueError("Dữ liệu chưa có nhiệm kỳ nào; hãy chạy “nhiemky demo” hoặc thêm nhiệm kỳ.")
        days = [today, date(chosen.last_year, 12, 31), date(chosen.first_year, 1, 1)]
        refused: Refusal | None = None
        for day in days:
            try:
                state = state_of(SYSTEM_ACTOR, unit_code=unit_code, on=day)
            except Refusal as error:
                refused = refused or error
                continue
            return target_form(SYSTEM_ACTOR, state=state, term=chosen, today=today).data
    except Refusal as error:
        refused = error
    raise ValueError(refused.message if refused else "Không tìm thấy đơn vị.")
