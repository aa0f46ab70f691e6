"""What tests stand on in the database, built once and kept for all tests in a row that ask for it.

`standing(build)` makes a fixture of a builder. What it builds lies in a savepoint under the transaction of each test, so a
test may change everything; before a test that stands on something else it is taken back. Each test gets a copy of what the
builder gave, with the same row being the same object throughout. A builder's parameters are fixtures of the same kind.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Generator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
import time_machine
from django.db import transaction
from pytest_django import DjangoDbBlocker

COPIES = pytest.StashKey[dict[int, object]]()
# The fixture of pytest-django that opens the transaction of a test, whichever way the test asks for it.
OPENS = "_django_db_helper"


@dataclass(frozen=True, eq=False)
class Layer:
    """A builder, the names of the fixtures it stands on, and the moment at which it builds, where it matters."""

    build: Callable[..., object]
    under: tuple[str, ...]
    at: str | None


@dataclass
class Ground:
    """What stands, from the bottom up: each layer with its savepoint and what its builder gave."""

    blocker: DjangoDbBlocker | None = None
    stood: list[tuple[Layer, ExitStack, object]] = field(default_factory=list)
    fault: Exception | None = None

    def show(self, wanted: dict[str, Layer], blocker: DjangoDbBlocker) -> None:
        """Build what is wanted and does not stand yet; a fault waits for the test that asks for what it spoiled."""
        self.blocker, self.fault = blocker, None
        try:
            self._build(wanted)
        except Exception as fault:
            self.fault = fault

    def _build(self, wanted: dict[str, Layer]) -> None:
        values: dict[str, object] = {}
        for at, (name, layer) in enumerate(wanted.items()):
            if at == len(self.stood):
                self._add(layer, values)
            assert self.stood[at][0] is layer, f"{name} does not stand where it should"
            values[name] = self.stood[at][2]

    def _add(self, layer: Layer, values: dict[str, object]) -> None:
        assert self.blocker is not None
        with self.blocker.unblock(), ExitStack() as opened:
            opened.enter_context(transaction.atomic())
            if layer.at:
                with time_machine.travel(layer.at, tick=False):
                    value = layer.build(*(values[name] for name in layer.under))
            else:
                value = layer.build(*(values[name] for name in layer.under))
            self.stood.append((layer, opened.pop_all(), value))

    def keep(self, wanted: dict[str, Layer]) -> None:
        """Take back, from the top, what is not wanted."""
        layers = list(wanted.values())
        while self.stood and [layer for layer, _, _ in self.stood] != layers[: len(self.stood)]:
            _, opened, _ = self.stood.pop()
            assert self.blocker is not None
            with self.blocker.unblock():
                transaction.set_rollback(True)
                opened.close()

    def value(self, layer: Layer) -> object:
        """Give what the builder of a standing layer gave."""
        if self.fault:
            raise self.fault
        found = [value for stands, _, value in self.stood if stands is layer]
        assert found, f"{layer.build.__qualname__} stands only where a test names its fixture"
        return found[0]


GROUND = Ground()


def standing(build: Callable[..., object] | None = None, *, at: str | None = None) -> object:
    """Make a fixture that gives what the builder builds, once for all tests in a row that stand on it."""
    if build is None:
        return lambda given: standing(given, at=at)
    layer = Layer(build, tuple(inspect.signature(build).parameters), at)

    def handed(request: pytest.FixtureRequest, **below: object) -> object:
        memo = request.node.stash.setdefault(COPIES, {})
        return copy.deepcopy(GROUND.value(layer), memo)

    kind = inspect.Parameter.KEYWORD_ONLY
    names = ("request", "db", *layer.under)
    handed.__signature__ = inspect.Signature([inspect.Parameter(name, kind) for name in names])  # type: ignore[attr-defined]
    handed.layer = layer  # type: ignore[attr-defined]
    handed.__name__ = build.__name__
    return pytest.fixture(handed)


def layers_of(item: pytest.Item | None) -> dict[str, Layer]:
    """Give what a test stands on by the name of the fixture, from the bottom up; nothing where it commits."""
    if not isinstance(item, pytest.Function) or commits(item):
        return {}
    found: dict[str, Layer] = {}

    def add(name: str) -> None:
        fixtures = item._fixtureinfo.name2fixturedefs.get(name, ())
        layer = getattr(fixtures[-1].func, "layer", None) if fixtures else None
        if layer is not None and name not in found:
            for below in layer.under:
                add(below)
            found[name] = layer

    for name in sorted(item.fixturenames):
        add(name)
    return found


def commits(item: pytest.Item) -> bool:
    """Tell whether a test commits what it writes, so that nothing may stand around it."""
    mark = item.get_closest_marker("django_db")
    names = getattr(item, "fixturenames", ())
    return bool(
        (mark and mark.kwargs.get("transaction")) or "transactional_db" in names or "live_server" in names
    )


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest) -> None:
    """Build what a test stands on before its own transaction opens."""
    if fixturedef.argname == OPENS:
        GROUND.show(layers_of(request.node), request.getfixturevalue("django_db_blocker"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    """Take back what the next test does not stand on, and let go of this test's copies."""
    yield
    if COPIES in item.stash:
        del item.stash[COPIES]
    GROUND.keep(layers_of(nextitem))
