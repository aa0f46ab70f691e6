"""Empty, begun by somebody, or the scenario."""

from __future__ import annotations

import pytest

from nhiemky.history.actions import SYSTEM, record
from nhiemky.scenario.queries import LOADED, is_empty, is_scenario
from tests import cast

pytestmark = [pytest.mark.usefixtures("nothing"), pytest.mark.django_db]


def test_nothing_has_happened_yet() -> None:
    assert (is_empty(), is_scenario()) == (True, False)


def test_data_begun_by_somebody_are_no_scenario() -> None:
    cast.make_tree()
    assert (is_empty(), is_scenario()) == (False, False)


@pytest.mark.parametrize(
    ("act", "found"), [(LOADED, True), ("scenario", False), ("scenario.loaded.x", False)]
)
def test_the_line_of_the_loader_tells_the_scenario(act: str, found: bool) -> None:
    record(SYSTEM, act=act, object_kind="x", object_id="1", summary="", branch="/1/", before=None, after=None)
    assert is_scenario() is found
