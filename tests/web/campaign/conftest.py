"""A district's campaign on 24 March 2023: the pilot was held in time, the second commune is late, the third is on its way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from nhiemky.org.vocab import RoleCode
from tests.cast import Tree
from tests.standing import standing
from tests.web.campaign.scene import Campaigns, make_campaigns
from tests.web.conftest import visitor


@pytest.fixture(autouse=True)
def review_day() -> Iterator[None]:
    """Let it be 24 March 2023, in the morning."""
    with time_machine.travel("2023-03-24 10:00+07:00", tick=False):
        yield


@standing(at="2023-03-24 10:00+07:00")
def campaigns(tree: Tree) -> Campaigns:
    return make_campaigns(tree)


@pytest.fixture
def runner(campaigns: Campaigns) -> Client:
    """The browser of the district's office, which runs the campaign."""
    return visitor(RoleCode.OFFICE, campaigns.tree.district, "dieuhanh")


@pytest.fixture
def second_office(campaigns: Campaigns) -> Client:
    """The browser of the office of the second commune, which keeps its own review only."""
    return visitor(RoleCode.OFFICE, campaigns.tree.second, "vphai")


@pytest.fixture
def onlooker(campaigns: Campaigns) -> Client:
    """The browser of somebody who sees the second commune and keeps nothing."""
    return visitor(RoleCode.DELEGATE, campaigns.tree.second, "daibieuhai")


@pytest.fixture
def stranger(campaigns: Campaigns) -> Client:
    """The browser of the office of a commune of another district."""
    return visitor(RoleCode.OFFICE, campaigns.tree.far, "vpxa")
