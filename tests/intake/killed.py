"""A process of its own: brings a file into a fresh SQLite database, or confirms it, and may be killed on the way.

``python -m tests.intake.killed prepare|confirm|die|count`` works in $NHIEMKY_HOME. ``die`` kills itself, as a cut in the
power would, in the middle of the confirmation: targets and figures are written, the transaction is not yet ended.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "nhiemky.config.settings"
os.environ["DATABASE_URL"] = ""
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from nhiemky.history.models import LedgerLine  # noqa: E402
from nhiemky.history.queries import verify  # noqa: E402
from nhiemky.intake import actions  # noqa: E402
from nhiemky.intake.models import Batch  # noqa: E402
from nhiemky.org.policy import SYSTEM_ACTOR  # noqa: E402
from nhiemky.targets.models import Observation, Target  # noqa: E402
from tests.cast_intake import form_row, open_form  # noqa: E402
from tests.cast_targets import NOW, make_place, make_term  # noqa: E402

ROWS = 300


def die_after_figures(
    execute: Callable[..., object], sql: str, params: object, many: bool, context: object
) -> object:
    """Kill this process as soon as figures were written."""
    result = execute(sql, params, many, context)
    if sql.startswith("INSERT INTO") and "targets_observation" in sql:
        os.kill(os.getpid(), signal.SIGKILL)
    return result


def confirm() -> None:
    """Confirm the file."""
    actions.apply_batch(SYSTEM_ACTOR, batch=Batch.objects.get(), now=NOW)


match sys.argv[1]:
    case "prepare":
        call_command("migrate", verbosity=0, skip_checks=True)
        place = make_place("28927", "Tân Thanh Tây")
        open_form(place, make_term(), *(form_row(str(number)) for number in range(1, ROWS + 1)))
    case "die":
        with connection.execute_wrapper(die_after_figures):
            confirm()
    case "confirm":
        confirm()
    case "count":
        lines = LedgerLine.objects.filter(act="batch.applied").count()
        state = Batch.objects.get().state
        print(state, Target.objects.count(), Observation.objects.count(), lines, verify().ok)
