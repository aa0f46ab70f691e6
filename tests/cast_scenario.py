"""The scenario held in a transaction of its own, so that many tests can share one loading."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import transaction
from pytest_django import DjangoDbBlocker

from nhiemky.scenario.loader import SignIn, load

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Loaded:
    """What loading gave: the accounts, and the steps that were told."""

    sign_ins: tuple[SignIn, ...]
    steps: tuple[tuple[str, int, int], ...]


@dataclass
class Once:
    """Holds the loaded scenario in a transaction of its own until it is let go."""

    blocker: DjangoDbBlocker
    loaded: Loaded | None = None
    open: ExitStack = field(default_factory=ExitStack)

    def load(self) -> Loaded:
        """Load the scenario unless it stands."""
        if self.loaded is None:
            self.open = ExitStack()
            self.open.enter_context(self.blocker.unblock())
            self.open.enter_context(transaction.atomic())
            steps: list[tuple[str, int, int]] = []
            sign_ins = load(now=NOW, on_step=lambda name, done, whole: steps.append((name, done, whole)))
            self.loaded = Loaded(sign_ins, tuple(steps))
        return self.loaded

    def let_go(self) -> None:
        """Take the scenario back, so that the tables are empty again."""
        if self.loaded is not None:
            transaction.set_rollback(True)
            self.open.close()
            self.loaded = None
