"""The tutorial says what the commands say: each is run in order, and the lines printed below it stand in its answer."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cast_demo import Demo, nhiemky

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial" / "tu-bieu-den-bao-cao.md"
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """One command of the tutorial and the lines that it promises."""

    command: tuple[str, ...]
    promised: tuple[str, ...]


def steps(text: str) -> list[Step]:
    """Read the commands of a page in their order."""
    found = []
    for block in BLOCK.findall(text):
        first, *promised = block.strip().splitlines()
        found.append(Step(tuple(shlex.split(first.removeprefix("$ "))), tuple(promised)))
    return found


def answer(step: Step, folder: Path) -> str:
    """Run one command in a folder whose data lie below it."""
    done = nhiemky(folder / "var", *step.command[1:], cwd=folder)
    return done.stdout + done.stderr


def test_steps_reads_command_and_promise() -> None:
    page = "x\n```console\n$ nhiemky check\nNhật ký: nguyên vẹn\n```\n"
    assert steps(page) == [Step(("nhiemky", "check"), ("Nhật ký: nguyên vẹn",))]


def test_tutorial_commands_answer_as_it_says(demo: Demo, tmp_path: Path) -> None:
    demo.copied(tmp_path / "var")
    found = steps(TUTORIAL.read_text("utf-8"))
    assert [step.command[1] for step in found] == ["form", "evaluate", "import", "board", "report", "check"]
    broken = {
        line: said
        for step in found
        for said in [answer(step, tmp_path)]
        for line in step.promised
        if line not in said
    }
    assert broken == {}


@pytest.mark.parametrize("name", ["vanphong.ttt", "bithu.ttt", "vanphong.mcb"])
def test_tutorial_names_accounts_of_the_scenario(name: str) -> None:
    from nhiemky.scenario import facts

    assert name in TUTORIAL.read_text("utf-8")
    assert name in {row["username"] for row in facts.table("people")}
