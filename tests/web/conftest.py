"""Who visits the pages: people with one role each, signed in, on the day of the review in Tân Thanh Tây."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from nhiemky.org.vocab import RoleCode
from tests.cast import TODAY, Tree, give, make_term, make_tree, make_user_with_role
from tests.standing import standing
from tests.web.scene import Scene, make_scene


@pytest.fixture(autouse=True)
def review_day() -> Iterator[None]:
    """Let it be the day of the review, in the morning."""
    with time_machine.travel("2023-02-21 10:00+07:00", tick=False):
        yield


@standing(at="2023-02-21 10:00+07:00")
def tree() -> Tree:
    make_term("2020-2025", cut_off=TODAY)
    return make_tree()


def visitor(role: RoleCode, where: object, username: str) -> Client:
    """Give the browser of somebody who holds one role and is signed in."""
    client = Client()
    client.force_login(make_user_with_role(role, where, username=username))  # type: ignore[arg-type]
    return client


@pytest.fixture
def administrator(tree: Tree) -> Client:
    return visitor(RoleCode.ADMINISTRATOR, tree.province, "quantri")


@pytest.fixture
def office(tree: Tree) -> Client:
    return visitor(RoleCode.OFFICE, tree.commune, "vanphong")


@pytest.fixture
def district_office(tree: Tree) -> Client:
    return visitor(RoleCode.OFFICE, tree.district, "vphuyen")


@pytest.fixture
def delegate(tree: Tree) -> Client:
    return visitor(RoleCode.DELEGATE, tree.commune, "daibieu")


@pytest.fixture
def keeper(tree: Tree) -> Client:
    """The browser of somebody who administers the province and is its and the district's office."""
    user = make_user_with_role(RoleCode.ADMINISTRATOR, tree.province, username="toanquyen")
    for where in (tree.province, tree.district):
        give(user, RoleCode.OFFICE, where)
    client = Client()
    client.force_login(user)
    return client


@standing(at="2023-02-21 10:00+07:00")
def scene(tree: Tree) -> Scene:
    return make_scene(tree)
