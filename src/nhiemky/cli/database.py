"""Commands that need the data: Django is set up, the tables are brought up to date, refusals become plain words."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from nhiemky.cli.arguments import Unusable

REFUSED, UNUSABLE = 1, 2


def open_data(*, migrate: bool = True) -> Path:
    """This function will set up Django, bring the tables up to date, and give the data folder.

    :raises Unusable: in Vietnamese, when a setting cannot be used or the database does not answer.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhiemky.config.settings")
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import call_command
    from django.db.utils import DatabaseError

    try:
        django.setup()
        home = Path(settings.NHIEMKY_HOME)
        home.mkdir(parents=True, exist_ok=True)
        if migrate:
            call_command("migrate", interactive=False, verbosity=0)
    except ImproperlyConfigured as error:
        raise Unusable(str(error)) from error
    except DatabaseError as error:
        raise Unusable(_unanswered(error)) from error
    return home


# what SQLite says when it can write neither the data nor the files beside it
_NO_ROOM = ("database or disk is full", "disk I/O error")


def _unanswered(error: Exception) -> str:
    words = " ".join(str(error).split())
    if words in _NO_ROOM:
        return (
            "Ổ đĩa đã đầy hoặc không ghi được nên cơ sở dữ liệu không làm việc được; chưa có gì được ghi, dữ liệu cũ còn "
            "nguyên. Hãy giải phóng ổ đĩa rồi thử lại."
        )
    return f"Cơ sở dữ liệu không trả lời được: {words}"


def answering(act: Callable[[], int]) -> int:
    """This function will act and give its exit code; a refusal is said in its own words and gives 1."""
    from django.db.utils import DatabaseError

    from nhiemky.history.vocab import Refusal

    try:
        return act()
    except Refusal as refusal:
        sys.stderr.write(f"{refusal.message}\n")
        return REFUSED
    except DatabaseError as error:
        sys.stderr.write(f"{_unanswered(error)}\n")
        return UNUSABLE


def clock() -> datetime:
    """This function will give the point in time by the clock of Việt Nam."""
    from django.utils import timezone

    return timezone.localtime()


def say(text: str = "") -> None:
    """This function will print a line."""
    sys.stdout.write(f"{text}\n")


def cut_off_of(given: date | None, *, unit_code: str | None, term_label: str) -> date:
    """This function will give the cut-off asked for, else the one that pages take for the unit and all below it.

    :raises NotFound: when the term or the unit are not kept.
    """
    from nhiemky.org.policy import SYSTEM_ACTOR
    from nhiemky.org.queries import state_of, term, visible_states
    from nhiemky.targets.queries import default_cut_off

    if given is not None:
        return given
    kept, today = term(term_label), clock().date()
    day = kept.cut_off or min(today, date(kept.last_year, 12, 31))
    top = state_of(SYSTEM_ACTOR, unit_code=unit_code, on=day) if unit_code else None
    ids = [state.unit_id for state in visible_states(SYSTEM_ACTOR, on=day, under=top)]
    found = default_cut_off(SYSTEM_ACTOR, unit_ids=ids, term=kept)
    return today if found == SYSTEM_ACTOR.today else found


def chosen_term(label: str | None) -> str:
    """This function will give the label of the term asked for, else of the one that runs.

    :raises NotFound: when no term is kept yet.
    """
    from nhiemky.history.vocab import NotFound
    from nhiemky.org.queries import default_term, term

    found = term(label) if label else default_term(clock().date())
    if found is None:
        raise NotFound(
            "Chưa có nhiệm kỳ nào trong dữ liệu. Hãy chạy “nhiemky demo” hoặc “nhiemky init” trước."
        )
    return found.label
