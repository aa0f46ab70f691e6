"""The public names of scoring, and what importing them costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nhiemky.kernel import scoring

PLAIN = sorted(
    set(scoring.__all__)
    - {"AssessedTable", "GoalTable", "assess_many", "COMPARATORS", "INFER", "METHODS", "SCALE"}
)


def loaded_by(statement: str) -> set[str]:
    """This function will give the modules that a fresh interpreter has loaded after a statement."""
    code = f"import sys\n{statement}\nprint(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("name", scoring.__all__)
def test_every_public_name_can_be_had(name: str) -> None:
    found = getattr(scoring, name)

    assert getattr(scoring, name) is found


def test_each_name_is_listed_once() -> None:
    assert len(set(scoring.__all__)) == len(scoring.__all__)


def test_an_unknown_name_is_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        scoring.nothing  # noqa: B018


def test_importing_scoring_brings_in_nothing_else() -> None:
    loaded = loaded_by("import nhiemky.kernel.scoring")

    assert {name for name in loaded if name.startswith("nhiemky.kernel.scoring")} == {
        "nhiemky.kernel.scoring"
    }
    assert not {"numpy", "django", "decimal"} & loaded


def test_judging_targets_needs_neither_numpy_nor_django() -> None:
    loaded = loaded_by(f"from nhiemky.kernel.scoring import {', '.join(PLAIN)}")

    assert "nhiemky.kernel.scoring.assessment" in loaded
    assert not {"numpy", "django"} & loaded


def test_only_the_table_brings_in_numpy() -> None:
    assert "numpy" in loaded_by("from nhiemky.kernel.scoring import GoalTable")
