"""Measure: ``python -m benchmarks`` runs every module here and writes results.json and the table of docs/reference/speed.md; with
names it runs those and writes nothing.

Each module runs in a process of its own, so that what one has warmed up or filled does not help or hinder the next.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.case import Case, Row, case_of

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
PAGE = HERE.parent / "docs" / "reference" / "speed.md"
TABLE, END = "<!-- table -->\n", "<!-- end of table -->"
NOT_MEASURED = {"__init__", "__main__", "case"}
ALONE = "--alone"


def names(folder: Path) -> list[str]:
    """Give the names of the modules that measure, in order; a module named with a leading underscore only helps others."""
    found = {path.stem for path in folder.glob("*.py")} | {
        path.parent.name for path in folder.glob("*/__init__.py")
    }
    return sorted(name for name in found - NOT_MEASURED if not name.startswith("_"))


def rows_of(module: object) -> list[Row]:
    """Run the module and give its cases as rows."""
    found = module.run()  # type: ignore[attr-defined]
    return [(case if isinstance(case, Case) else case_of(case)).row() for case in found]


def measure(name: str) -> list[Case] | None:
    """Run one module in a process of its own; none when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder) / "rows.json"
        command = [sys.executable, "-m", "benchmarks", ALONE, name, str(into)]
        if subprocess.run(command, check=False).returncode != 0 or not into.exists():
            print(f"{name}: FAILED", flush=True)
            return None
        return [case_of(row) for row in json.loads(into.read_text("utf-8"))]


def write(cases: Sequence[Case], path: Path) -> None:
    """Write the cases as a list of objects, one a line."""
    lines = ",\n".join("  " + json.dumps(case.row(), ensure_ascii=False) for case in cases)
    path.write_text(f"[\n{lines}\n]\n", "utf-8")


def table(cases: Sequence[Case]) -> str:
    """Give the cases as the table of the page."""
    lines = ["| Case | Ours | Compared with | | Ratio | Limit |", "|---|---:|---|---:|---:|---:|"]
    lines += [
        f"| {case.case} | {seconds(case.ours_s)} | {case.peer} | {seconds(case.peer_s)} | {case.ratio:.2f} | "
        f"{case.limit_ratio:g}{'' if case.holds else ' (missed)'} |"
        for case in cases
    ]
    return "\n".join(lines) + "\n"


def seconds(value: float) -> str:
    """Give a time as people read it: in milliseconds below a second."""
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.2f} ms"


def page_with(cases: Sequence[Case], text: str) -> str:
    """Give the text of the page with the table of these cases in its place."""
    before, _, rest = text.partition(TABLE)
    _, _, after = rest.partition(END)
    return f"{before}{TABLE}\n{table(cases)}\n{END}{after}"


def main(arguments: Sequence[str]) -> int:
    """Measure and report; the exit code is 1 when a module failed or a limit was missed."""
    if arguments and arguments[0] == ALONE:
        rows = rows_of(importlib.import_module(f"benchmarks.{arguments[1]}"))
        Path(arguments[2]).write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
        return 0
    cases: list[Case] = []
    failed = False
    for name in arguments or names(HERE):
        measured = measure(name)
        failed = failed or measured is None
        for case in measured or ():
            print(case.line(), flush=True)
            cases.append(case)
    if not arguments:
        write(cases, RESULTS)
        kept = [case_of(case.row()) for case in cases]
        PAGE.write_text(page_with(kept, PAGE.read_text("utf-8")), "utf-8")
    return 1 if failed or not all(case.holds for case in cases) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
