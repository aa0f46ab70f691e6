"""A process killed in the middle of a confirmation leaves nothing half done, and the file can be confirmed again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(home: Path, step: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "NHIEMKY_HOME": str(home),
        "NHIEMKY_SECRET_KEY": "test",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "tests.intake.killed", step]
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


def test_confirmation_killed_in_the_middle_is_confirmed_whole_afterwards(tmp_path: Path) -> None:
    prepared = run(tmp_path, "prepare")
    assert prepared.returncode == 0, prepared.stderr
    assert run(tmp_path, "die").returncode == -signal.SIGKILL
    assert run(tmp_path, "count").stdout.split() == ["open", "0", "0", "0", "True"]
    confirmed = run(tmp_path, "confirm")
    assert confirmed.returncode == 0, confirmed.stderr
    assert run(tmp_path, "count").stdout.split() == ["applied", "300", "300", "1", "True"]
