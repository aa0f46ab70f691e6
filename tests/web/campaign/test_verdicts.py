"""Judgements as shown: sentences cut at the names of units, links once each, long lists cut short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.campaign.queries.judging import Evidence, Judgement, ReviewStanding
from nhiemky.campaign.vocab import JudgementCode
from nhiemky.web.campaign.verdicts import SHOWN_UNITS, Proof, verdict_of
from tests.campaign.queries.judging.cast import day
from tests.cast_campaign_board import READY, board_of, review
from tests.web.campaign.paper import visit_on


def units(*names: str) -> list[ReviewStanding]:
    return [review(number, day(READY, 6, 6), short_name=name) for number, name in enumerate(names, start=1)]


def proof(text: str, *names: str, reviews: tuple[int, ...] | None = None, against: bool = True) -> Proof:
    """Show one sentence that speaks of all the units, unless others are named."""
    keys = tuple(range(1, len(names) + 1)) if reviews is None else reviews
    evidence = Evidence("late", text, against, keys)
    judgement = Judgement(JudgementCode.BEHIND, "Chậm.", (evidence,))
    (found,) = verdict_of(visit_on(), board_of(*units(*names)), judgement).proofs
    return found


def at(number: int) -> str:
    return f"/so-ket/{number}/?den=24-3-2023"


@pytest.mark.parametrize(
    ("text", "names", "pieces"),
    [
        ("Không ai.", (), [("Không ai.", "")]),
        ("Phú Mỹ chậm.", ("Phú Mỹ",), [("Phú Mỹ", at(1)), (" chậm.", "")]),
        (
            "Ở Phú Mỹ, Hòa Lộc.",
            ("Hòa Lộc", "Phú Mỹ"),
            [("Ở ", ""), ("Phú Mỹ", at(2)), (", ", ""), ("Hòa Lộc", at(1)), (".", "")],
        ),
        ("Ở Tân Phú Tây.", ("Tân Phú", "Tân Phú Tây"), [("Ở ", ""), ("Tân Phú Tây", at(2)), (".", "")]),
        ("Phú Mỹ và Phú Mỹ.", ("Phú Mỹ",), [("Phú Mỹ", at(1)), (" và ", ""), ("Phú Mỹ", ""), (".", "")]),
        ("Xã (1)+ chậm.", ("Xã (1)+",), [("Xã (1)+", at(1)), (" chậm.", "")]),
        ("A.B chậm, AxB không.", ("A.B",), [("A.B", at(1)), (" chậm, AxB không.", "")]),
    ],
)
def test_names_in_a_sentence_are_links(
    text: str, names: tuple[str, ...], pieces: list[tuple[str, str]]
) -> None:
    found = proof(text, *names)
    assert list(found.pieces) == pieces


@pytest.mark.parametrize(
    ("text", "names", "rest"),
    [
        ("2 đơn vị chậm.", ("Phú Mỹ", "Hòa Lộc"), [("Phú Mỹ", at(1)), ("Hòa Lộc", at(2))]),
        ("Ở Phú Mỹ…", ("Phú Mỹ", "Hòa Lộc"), [("Hòa Lộc", at(2))]),
        ("Ở Phú Mỹ…", ("Phú Mỹ", "Phú Mỹ"), [("Phú Mỹ", at(2))]),
        ("Ở Tân Phú Tây.", ("Tân Phú", "Tân Phú Tây"), [("Tân Phú", at(1))]),
    ],
)
def test_units_that_are_not_named_follow(
    text: str, names: tuple[str, ...], rest: list[tuple[str, str]]
) -> None:
    assert (list(proof(text, *names).units), proof(text, *names).more) == (rest, 0)


@pytest.mark.parametrize(("count", "shown", "more"), [(7, 7, 0), (8, 8, 0), (9, 8, 1), (164, 8, 156)])
def test_long_lists_are_cut_short(count: int, shown: int, more: int) -> None:
    found = proof("Nhiều đơn vị.", *(f"Xã số {number}" for number in range(1, count + 1)))
    assert (len(found.units), found.more, SHOWN_UNITS) == (shown, more, 8)


def test_units_that_are_not_seen_are_not_named() -> None:
    found = proof("Ở Phú Mỹ.", "Phú Mỹ", reviews=(7, 8))
    assert (found.pieces, found.units, found.more) == ((("Ở Phú Mỹ.", ""),), (), 0)


@pytest.mark.parametrize("against", [True, False])
def test_what_counts_against_the_plan_is_kept(against: bool) -> None:
    assert proof("Câu.", against=against).against is against


def test_verdict_keeps_code_sentence_and_order() -> None:
    evidence = tuple(Evidence(str(number), f"Câu {number}.") for number in range(3))
    judgement = Judgement(JudgementCode.MOSTLY_ON_PLAN, "Cơ bản đúng.", evidence)
    found = verdict_of(visit_on(), board_of(), judgement)
    assert (found.code, found.text) == ("mostly_on_plan", "Cơ bản đúng.")
    assert [each.pieces for each in found.proofs] == [((f"Câu {number}.", ""),) for number in range(3)]


NAMES = st.lists(st.text("ab .(", min_size=1, max_size=4).filter(str.strip), min_size=1, max_size=6)


@given(st.text("ab .(c", max_size=30), NAMES)
def test_no_letter_of_a_sentence_is_lost_and_every_unit_is_led_to(text: str, names: list[str]) -> None:
    found = proof(text, *names)
    assert "".join(piece for piece, _href in found.pieces) == text
    led = [href for _piece, href in found.pieces if href] + [href for _name, href in found.units]
    assert sorted(led) == sorted(at(number) for number in range(1, len(names) + 1))
