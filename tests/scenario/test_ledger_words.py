"""Everything that the ledger of the scenario tells has a Vietnamese name on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Plain
from nhiemky.web.ledger.words import ACTS, FIELDS, OBJECTS, value_text
from tests.cast_scenario import Loaded


@pytest.fixture(autouse=True)
def loaded(scenario: Loaded, db: None) -> Loaded:
    return scenario


def fields(value: Plain) -> Iterator[str]:
    """Give the names of all fields in a recorded value, however deep; numbers as names are those of units."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield name
            yield from fields(part)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for part in value:
            yield from fields(part)


def test_acts_things_and_fields_have_names() -> None:
    told = list(LedgerLine.objects.values_list("act", "object_kind", "before", "after"))
    found = {name for _act, _kind, *values in told for value in values for name in fields(value)}
    assert {act for act, *_rest in told} - ACTS.keys() == set()
    assert {kind for _act, kind, *_rest in told} - OBJECTS.keys() == set()
    assert {name for name in found if not name.isdigit()} - FIELDS.keys() == set()
    assert len(found) > 150


@pytest.mark.parametrize(
    ("field", "code", "words"),
    [
        ("preparation_grade", "good", "tốt"),
        ("organisation_grade", "average", "trung bình"),
        ("documents_grade", "weak", "yếu"),
        ("paper", "experience", "Báo cáo rút kinh nghiệm"),
        ("concluded_on", "2023-02-20", "20-2-2023"),
    ],
)
def test_codes_of_a_campaign_are_told_in_words(field: str, code: str, words: str) -> None:
    assert value_text(field, code) == words
