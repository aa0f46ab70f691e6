"""Submitting, confirming and returning figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.history.vocab import Conflict, Denied, Invalid
from nhiemky.kernel.scoring import Period
from nhiemky.org.vocab import RoleCode
from nhiemky.targets import actions
from nhiemky.targets.models import Observation
from tests.cast_targets import (
    NOW,
    Place,
    actor_in,
    at_once,
    make_place,
    make_target,
    make_term,
    record,
    several_connections,
)


def ids() -> Sequence[int]:
    return list(Observation.objects.order_by("pk").values_list("pk", flat=True))


def states() -> list[tuple[str, str, str]]:
    return list(Observation.objects.order_by("pk").values_list("state", "confirmed_by", "state_note"))


@pytest.fixture
def place(db: None) -> Place:
    """A unit with one target and a figure in draft."""
    found = make_place("28927", "Tân Thanh Tây")
    record(found, make_target(found, make_term()), 60)
    return found


@pytest.mark.django_db
def test_draft_is_submitted_then_confirmed(place: Place) -> None:
    term = make_target(place, make_term("2025-2030"), "9").term
    term = Observation.objects.get().target.term
    assert actions.submit_figures(place.office, unit=place.unit, term=term, now=NOW) == 1
    assert states() == [("submitted", "", "")]
    assert (
        actions.confirm_figures(place.leader, unit=place.unit, term=term, observation_ids=ids(), now=NOW) == 1
    )
    assert states() == [("confirmed", "Bí thư Tân Thanh Tây", "")]
    assert Observation.objects.get().confirmed_at == NOW
    line = LedgerLine.objects.latest("sequence")
    assert (line.act, line.after) == ("figures.confirmed", {"term": "2020-2025", "observations": list(ids())})


@pytest.mark.django_db
def test_returned_with_a_note_and_submitted_again(place: Place) -> None:
    term = Observation.objects.get().target.term
    actions.submit_figures(place.office, unit=place.unit, term=term, now=NOW)
    actions.return_figures(
        place.leader, unit=place.unit, term=term, observation_ids=ids(), reason=" Xem lại nguồn ", now=NOW
    )
    assert states() == [("returned", "", "Xem lại nguồn")]
    assert actions.submit_figures(place.office, unit=place.unit, term=term, now=NOW) == 1
    assert states() == [("submitted", "", "")]


@pytest.mark.django_db
def test_only_latest_versions_are_submitted(place: Place) -> None:
    target = Observation.objects.get().target
    record(place, target, 61)
    assert actions.submit_figures(place.office, unit=place.unit, term=target.term, now=NOW) == 1
    assert states() == [("draft", "", ""), ("submitted", "", "")]


@pytest.mark.django_db
def test_nothing_to_submit_is_said(place: Place) -> None:
    term = Observation.objects.get().target.term
    actions.submit_figures(place.office, unit=place.unit, term=term, now=NOW)
    with pytest.raises(Invalid, match="Không có số liệu mới để trình"):
        actions.submit_figures(place.office, unit=place.unit, term=term, now=NOW)


@pytest.mark.django_db
def test_second_confirmation_is_told_who_was_first(place: Place) -> None:
    term = Observation.objects.get().target.term
    actions.submit_figures(place.office, unit=place.unit, term=term, now=NOW)
    actions.confirm_figures(place.leader, unit=place.unit, term=term, observation_ids=ids(), now=NOW)
    deputy = actor_in(place.unit, RoleCode.LEADER, name="Phó Bí thư")
    with pytest.raises(Conflict) as refused:
        actions.confirm_figures(deputy, unit=place.unit, term=term, observation_ids=ids(), now=NOW)
    assert refused.value.message == (
        "Số liệu đã được Bí thư Tân Thanh Tây xác nhận lúc 10:00, 21-02-2023. Đề nghị tải lại trang."
    )
    assert states() == [("confirmed", "Bí thư Tân Thanh Tây", "")]


@pytest.mark.django_db
def test_figure_changed_after_it_was_shown_is_not_confirmed(place: Place) -> None:
    target = Observation.objects.get().target
    actions.submit_figures(place.office, unit=place.unit, term=target.term, now=NOW)
    shown = ids()
    record(place, target, 61)
    for act in (actions.confirm_figures, actions.return_figures):
        more = {"reason": "Sai"} if act is actions.return_figures else {}
        with pytest.raises(Conflict, match="đã được sửa hoặc trả lại"):
            act(place.leader, unit=place.unit, term=target.term, observation_ids=shown, now=NOW, **more)  # type: ignore[operator]
    assert [row[0] for row in states()] == ["submitted", "draft"]


@pytest.mark.django_db
def test_one_figure_in_draft_stops_the_whole_confirmation(place: Place) -> None:
    target = Observation.objects.get().target
    actions.submit_figures(place.office, unit=place.unit, term=target.term, now=NOW)
    record(place, target, 50, 2021)
    with pytest.raises(Conflict):
        actions.confirm_figures(
            place.leader, unit=place.unit, term=target.term, observation_ids=ids(), now=NOW
        )
    assert [row[0] for row in states()] == ["submitted", "draft"]


@pytest.mark.django_db
def test_figures_of_another_unit_are_not_confirmed_by_their_ids(place: Place) -> None:
    term = Observation.objects.get().target.term
    actions.submit_figures(place.office, unit=place.unit, term=term, now=NOW)
    other = make_place("28928", "Nhuận Phú Tân")
    with pytest.raises(Conflict):
        actions.confirm_figures(other.leader, unit=other.unit, term=term, observation_ids=ids(), now=NOW)
    assert states() == [("submitted", "", "")]


@pytest.mark.django_db
def test_choice_and_reason_are_asked_for(place: Place) -> None:
    term = Observation.objects.get().target.term
    with pytest.raises(Invalid, match="Chưa chọn số liệu nào"):
        actions.confirm_figures(place.leader, unit=place.unit, term=term, observation_ids=[], now=NOW)
    for reason in ("  ", "x" * 501):
        with pytest.raises(Invalid, match="ghi lý do trả lại"):
            actions.return_figures(
                place.leader, unit=place.unit, term=term, observation_ids=ids(), reason=reason, now=NOW
            )


@pytest.mark.django_db
def test_office_confirms_nothing_and_a_leader_submits_nothing(place: Place) -> None:
    term = Observation.objects.get().target.term
    with pytest.raises(Denied):
        actions.submit_figures(place.leader, unit=place.unit, term=term, now=NOW)
    actions.submit_figures(place.office, unit=place.unit, term=term, now=NOW)
    with pytest.raises(Denied):
        actions.confirm_figures(place.office, unit=place.unit, term=term, observation_ids=ids(), now=NOW)
    with pytest.raises(Denied):
        actions.return_figures(
            place.office, unit=place.unit, term=term, observation_ids=ids(), reason="a", now=NOW
        )
    assert states() == [("submitted", "", "")]


@pytest.mark.django_db(transaction=True)
def test_of_two_leaders_who_confirm_at_once_exactly_one_succeeds(tmp_path: Path) -> None:
    with several_connections(tmp_path):
        place, term = make_place("28927", "Tân Thanh Tây"), make_term()
        for number in ("1", "2", "3"):
            record(place, make_target(place, term, number), 60)
        actions.submit_figures(place.office, unit=place.unit, term=term, now=NOW)
        waiting = ids()
        leaders = [actor_in(place.unit, RoleCode.LEADER, name=name) for name in ("Bí thư", "Phó Bí thư")]

        def confirm(place_in_line: int) -> int:
            return actions.confirm_figures(
                leaders[place_in_line], unit=place.unit, term=term, observation_ids=waiting, now=NOW
            )

        results = at_once(lambda: confirm(0), lambda: confirm(1))
        winner = "Bí thư" if results[0] == 3 else "Phó Bí thư"
        assert sorted(isinstance(result, Conflict) for result in results) == [False, True]
        assert states() == [("confirmed", winner, "")] * 3
        assert LedgerLine.objects.filter(act="figures.confirmed").count() == 1
        assert verify().ok


@pytest.mark.django_db(transaction=True)
def test_of_two_who_correct_the_same_figure_at_once_exactly_one_succeeds(tmp_path: Path) -> None:
    with several_connections(tmp_path):
        place, term = make_place("28927", "Tân Thanh Tây"), make_term()
        target = make_target(place, term)
        record(place, target, 60)

        def correct(value: int) -> object:
            return actions.record_observation(
                place.office,
                target=target,
                period=Period.of_year(2022),
                value=Decimal(value),
                expected_version=1,
                now=NOW,
            )

        results = at_once(lambda: correct(61), lambda: correct(62))
        assert sorted(isinstance(result, Conflict) for result in results) == [False, True]
        assert list(Observation.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
        assert verify().ok
