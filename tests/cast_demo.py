"""The commands over data, each as a process of its own, and the data of the demo, made once for all tests that only need them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


def nhiemky(home: Path, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command on the data of a folder."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "nhiemky.cli", *arguments],
        cwd=cwd,
        env={**environment, "NHIEMKY_HOME": str(home), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@dataclass(frozen=True)
class Demo:
    """Where the data of the demo lie, and what making them answered."""

    home: Path
    made: subprocess.CompletedProcess[str]

    def copied(self, home: Path) -> Path:
        """Copy the data to a folder that is not there yet, for a test that changes them."""
        return Path(shutil.copytree(self.home, home))
