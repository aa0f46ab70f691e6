"""Several people at once on one database file: what a process of its own does for the tests of two quick hands.

A test database in memory cannot show it: there the threads would not wait for one another as they do on disk.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Barrier, Thread

ROOT = Path(__file__).parents[3]
QUICK = "django.contrib.auth.hashers.MD5PasswordHasher"


def told(module: str, home: Path) -> dict[str, object]:
    """Run a module as its own process on an empty data folder, and give the JSON that it prints."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("NHIEMKY", "DATABASE"))}
    done = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env={**clean, "NHIEMKY_HOME": str(home), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def prepare() -> None:
    """Set Django up on the data folder and make the tables."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "nhiemky.config.settings"
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.PASSWORD_HASHERS = [QUICK]
    call_command("migrate", interactive=False, verbosity=0)


def together(acts: Sequence[Callable[[], object]]) -> dict[str, int]:
    """Let everybody act at the same moment; tell how many came through ("done") and how many met which refusal or fault."""
    from django.db import connection

    from nhiemky.history.vocab import Refusal

    barrier, heard = Barrier(len(acts)), Counter[str]()

    def one(act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            act()
            heard["done"] += 1
        except Refusal as refusal:
            heard[refusal.code] += 1
        except Exception as fault:
            heard[f"fault {type(fault).__name__}: {fault}"] += 1
        finally:
            connection.close()

    threads = [Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return dict(heard)


def ledger() -> dict[str, object]:
    """Tell whether the ledger holds and has no gaps."""
    from nhiemky.history.models import LedgerLine
    from nhiemky.history.queries import verify

    report = verify()
    numbers = list(LedgerLine.objects.order_by("sequence").values_list("sequence", flat=True))
    return {"ok": report.ok, "gaps": numbers != list(range(1, len(numbers) + 1))}
