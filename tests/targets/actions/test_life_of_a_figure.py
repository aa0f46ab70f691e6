"""Any sequence of acts on one figure, held against a simple model of what must come of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Invalid
from nhiemky.kernel.scoring import Period
from nhiemky.org.models import Term
from nhiemky.targets import actions, queries
from nhiemky.targets.models import Observation, Target
from tests.cast_targets import NOW, TODAY, Place, make_place, make_target, make_term

Y2022 = Period.of_year(2022)
Version = tuple[int | None, str]

_acts = st.one_of(
    st.tuples(st.just("record"), st.one_of(st.none(), st.integers(58, 61))),
    st.tuples(st.sampled_from(["submit", "confirm", "return"]), st.none()),
)


@dataclass
class Model:
    """The versions of one figure as they should be."""

    versions: list[Version] = field(default_factory=list)

    def record(self, value: int | None) -> bool:
        if not self.versions and value is None:
            return False
        if not self.versions or self.versions[-1][0] != value:
            restored = bool(self.versions) and value == self.confirmed_value()
            self.versions.append((value, "restored" if restored else "draft"))
        return True

    def submit(self) -> bool:
        return self._move({"draft", "returned"}, "submitted")

    def confirm(self) -> bool:
        return self._move({"submitted"}, "confirmed")

    def give_back(self) -> bool:
        return self._move({"submitted"}, "returned")

    def _move(self, allowed: set[str], state: str) -> bool:
        if not self.versions or self.versions[-1][1] not in allowed:
            return False
        self.versions[-1] = (self.versions[-1][0], state)
        return True

    def confirmed_value(self) -> int | None:
        return next((value for value, state in reversed(self.versions) if state == "confirmed"), None)


def act(place: Place, target: Target, name: str, value: int | None) -> bool:
    latest = (
        Observation.objects.filter(target=target).order_by("-version").values_list("pk", flat=True).first()
        or 0
    )
    where = {"unit": place.unit, "term": target.term, "now": NOW}
    try:
        if name == "record":
            actions.record_observation(
                place.office,
                target=target,
                period=Y2022,
                value=None if value is None else Decimal(value),
                now=NOW,
            )
        elif name == "submit":
            actions.submit_figures(place.office, **where)
        elif name == "confirm":
            actions.confirm_figures(place.leader, observation_ids=[latest], **where)
        else:
            actions.return_figures(place.leader, observation_ids=[latest], reason="Xem lại", **where)
    except (Conflict, Invalid):
        return False
    return True


@pytest.mark.django_db(transaction=False)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_acts, max_size=12))
def test_figure_lives_as_the_model_says(db: None, steps: list[tuple[str, int | None]]) -> None:
    number = LedgerLine.objects.count()
    district = make_place(f"d{number}", f"Huyện {number}")
    place = make_place(f"c{number}", f"Xã {number}", parent=district.state)
    term = make_term_once()
    target = make_target(place, term)
    model = Model()
    for name, value in steps:
        expected = {
            "record": lambda value=value: model.record(value),
            "submit": model.submit,
            "confirm": model.confirm,
            "return": model.give_back,
        }[name]()
        lines = LedgerLine.objects.count()
        assert act(place, target, name, value) == expected
        assert LedgerLine.objects.count() in ((lines, lines + 1) if expected else (lines,))
    kept = Observation.objects.filter(target=target).order_by("version").values_list("value", "state")
    assert [(None if value is None else int(value), state) for value, state in kept] == model.versions
    (fact,) = queries.target_facts(district.office, states=[place.state], term=term, as_of=TODAY).targets
    seen = [figure.value for figure in fact.figures]
    confirmed = model.confirmed_value()
    assert seen == ([] if confirmed is None else [Decimal(confirmed)])
    waiting = [value != confirmed for value, _state in model.versions[-1:]]
    (own,) = queries.target_facts(place.office, states=[place.state], term=term, as_of=TODAY).targets
    latest = model.versions[-1][0] if model.versions else None
    assert [figure.value for figure in own.figures] == ([] if latest is None else [Decimal(latest)])
    assert not own.unconfirmed or waiting == [True]


def make_term_once() -> Term:
    return Term.objects.filter(label="2020-2025").first() or make_term()
