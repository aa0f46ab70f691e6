"""The collector of garbage is held still during bulk work, and is as it was afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from nhiemky.intake.actions.holding import collector_held


@pytest.fixture
def collector() -> Iterator[None]:
    """Leave the collector on after the test."""
    yield
    gc.enable()


@pytest.mark.usefixtures("collector")
def test_collector_is_off_within_and_on_again_after() -> None:
    gc.enable()
    with collector_held():
        assert not gc.isenabled()
    assert gc.isenabled()


@pytest.mark.usefixtures("collector")
def test_collector_that_was_off_stays_off() -> None:
    gc.disable()
    with collector_held():
        assert not gc.isenabled()
    assert not gc.isenabled()


@pytest.mark.usefixtures("collector")
def test_collector_comes_back_after_trouble() -> None:
    gc.enable()
    with pytest.raises(ValueError, match="trouble"), collector_held():
        raise ValueError("trouble")
    assert gc.isenabled()
