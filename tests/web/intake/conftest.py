"""The commune that brings files, and the browsers of its people."""

from __future__ import annotations

import pytest
from django.test import Client

from nhiemky.org.models import User
from tests.standing import standing
from tests.web.targets.scene import Scene, scene


def browser_of(user: User) -> Client:
    """Give the browser of somebody who is signed in."""
    client = Client()
    client.force_login(user)
    return client


@standing(at="2023-02-21 10:00+07:00")
def commune() -> Scene:
    return scene()


@pytest.fixture
def office(commune: Scene) -> Client:
    return browser_of(commune.office)


@pytest.fixture
def leader(commune: Scene) -> Client:
    return browser_of(commune.leader)


@pytest.fixture
def overseer(commune: Scene) -> Client:
    return browser_of(commune.overseer)
