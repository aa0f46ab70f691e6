"""Install a lock file into the environment that runs this script, and the project itself beside it.

Needs the standard library only. uv is ten times faster than pip, but reads no configuration of pip's: where that names an index of
its own, or none, pip does the work; likewise where uv cannot be had.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

UV = "uv>=0.5,<1"
PIP_ONLY = ("no-index", "index-url")


def pip_decides(configuration: str, environment: Mapping[str, str]) -> bool:
    """Tell whether pip's configuration (the lines of ``pip config list``) says where packages come from.

    Names of environment variables that say the same to uv win: then uv knows where to look.
    """
    if any(
        name in environment
        for name in ("UV_INDEX", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_NO_INDEX", "UV_FIND_LINKS")
    ):
        return False
    settings = [line.partition("=")[0].rpartition(".")[2] for line in configuration.splitlines()]
    return any(setting in PIP_ONLY for setting in settings)


def commands(*, lock: str, by_uv: bool) -> tuple[tuple[str, ...], ...]:
    """Give the commands that install the lock file with its hashes, then the project in place."""
    tool = ("uv", "pip", "install", "--python", sys.executable) if by_uv else ("pip", "install")
    run = (sys.executable, "-m", *tool, "--quiet")
    return ((*run, "--require-hashes", "-r", lock), (*run, "--no-deps", "-e", "."))


def succeeds(command: Sequence[str]) -> bool:
    """Run the command and tell whether it ended well."""
    return subprocess.run(command, check=False).returncode == 0


def has_uv() -> bool:
    """Tell whether uv is there, after trying to install it."""
    pip = (sys.executable, "-m", "pip")
    configuration = subprocess.run(
        [*pip, "config", "list"], check=False, capture_output=True, text=True
    ).stdout
    if pip_decides(configuration, os.environ):
        return False
    return succeeds([*pip, "install", "--quiet", UV])


def main(lock: str) -> int:
    """Install by uv, or by pip where uv is missing or fails; the exit code says whether it worked."""
    if has_uv() and all(succeeds(command) for command in commands(lock=lock, by_uv=True)):
        return 0
    print("Installing with pip; this takes about half a minute.", flush=True)
    return 0 if all(succeeds(command) for command in commands(lock=lock, by_uv=False)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
