"""``nhiemky evaluate`` as a whole process on a form of 25 rows, against a Python that only starts.

The figure to reach is: at most three times ``python -c "import decimal, zipfile"`` plus 0.25 s, under 80 MB. The
limit of the ratio is worked out from the bare start measured in the same run; the memory is checked and printed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.case import Case
from benchmarks.forms import make_forms

MOST_MB, TIMES, EXTRA_S, RUNS = 80, 3, 0.25, 7
_BARE = [sys.executable, "-c", "import decimal, zipfile"]
_OURS = [sys.executable, "-m", "nhiemky.cli", "evaluate"]


class TooLargeError(Exception):
    """The process took more memory than the limit, or failed."""


def measure(command: list[str]) -> tuple[float, float]:
    """This function will run a command several times; gives the least time of the processor in seconds, the most memory in MB."""
    best, most = float("inf"), 0.0
    for _ in range(RUNS):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        best = min(best, usage.ru_utime + usage.ru_stime)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise TooLargeError(f"{command} ended with {process.returncode}")
        most = max(most, usage.ru_maxrss / 1024)
    return best, most


def run() -> list[Case]:
    """This function will measure both processes.

    :raises TooLargeError: when ours fails or takes 80 MB or more.
    """
    with tempfile.TemporaryDirectory() as folder:
        form = Path(folder) / "form.xlsx"
        form.write_bytes(make_forms(1)[0])
        ours, memory = measure([*_OURS, str(form), "--format", "json"])
    bare, _ = measure(_BARE)
    if memory >= MOST_MB:
        raise TooLargeError(f"{memory:.0f} MB")
    print(f"nhiemky evaluate: {memory:.0f} MB at most (limit {MOST_MB} MB)")
    limit = round(bare / (TIMES * bare + EXTRA_S), 4)
    return [
        Case(
            "nhiemky evaluate on 25 rows, whole process",
            ours,
            "python -c 'import decimal, zipfile'",
            bare,
            limit,
        )
    ]
