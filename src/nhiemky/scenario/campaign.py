"""The two nested campaigns of the scenario: rounds, units with their planned days, and how each went from stage to stage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import partial

from nhiemky.campaign import actions
from nhiemky.campaign.queries import rounds
from nhiemky.campaign.vocab import CampaignDraft, RoundDraft, RoundKind, StageCode
from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.scenario import facts
from nhiemky.scenario.facts import day, known_day
from nhiemky.scenario.play import DISTRICT_OFFICE, OFFICES, Play, Turn
from nhiemky.targets import actions as targets

DRAFT_FIGURES = date(2022, 12, 31)
DRAFT_LABEL = "Số liệu năm 2022 phục vụ dự thảo báo cáo sơ kết"
BELOW_THE_PROVINCE = ("pilot", "grassroots", "district")
Row = Mapping[str, str]


def lay_down(play: Play) -> None:
    """This function will lay down the campaigns with their units, the figures frozen for the drafts, and every stage reached."""
    entered = defaultdict(list)
    for row in facts.table("reviews"):
        holder = facts.DISTRICT if row["round"] in BELOW_THE_PROVINCE else facts.PROVINCE
        entered[holder].append(row)
    for row in facts.table("campaigns"):
        play.on(known_day(row["begun"]), Turn.PLAN, partial(_draw_up, play, row, entered[row["holder"]]))
    for row in facts.table("reviews"):
        if row["unit"] != facts.PROVINCE:
            play.on(DRAFT_FIGURES, Turn.PLAN, partial(_freeze, play, row["unit"]))
        _lay_down_moves(play, row)


def _draw_up(play: Play, row: Row, entered: list[Row]) -> None:
    holder, begun = row["holder"], known_day(row["begun"])
    actor = play.actor(OFFICES[holder])
    above = play.campaigns.get(row["parent"])
    parts = tuple(
        RoundDraft(
            RoundKind(each["kind"]), each["name"], known_day(each["starts"]), known_day(each["ends"]),
            documents=tuple(each["documents"].split("|")),
        )
        for each in facts.table("rounds")
        if each["holder"] == holder
    )  # fmt: skip
    draft = CampaignDraft(
        row["name"], begun, directive_id=play.directives[row["directive"]].pk,
        parent_id=above.pk if above else None, rounds=parts,
    )  # fmt: skip
    campaign = actions.add_campaign(
        actor, holder=play.units[holder], term=play.term, draft=draft, now=play.now
    )
    play.campaigns[holder] = campaign
    for part in rounds(actor, campaign=campaign, on=begun):
        rows = [each for each in entered if each["round"] == part.kind]
        units = [play.units[each["unit"]] for each in rows]
        conferences = {play.units[each["unit"]].pk: known_day(each["conference"]) for each in rows}
        made = actions.enter_units(
            actor,
            round=part,
            units=units,
            on=begun,
            now=play.now,
            conference_on=conferences,
            illustrative=part.kind != "pilot",
        )
        for each, review in zip(rows, made, strict=True):
            play.reviews[each["unit"]] = actions.set_owner(
                actor, review=review, name=each["owner"], on=begun, now=play.now
            )


def _freeze(play: Play, code: str) -> None:
    targets.freeze_figures(
        play.actor(DISTRICT_OFFICE), unit=play.units[code], term=play.term, cut_off=DRAFT_FIGURES,
        label=DRAFT_LABEL, scheme=DEFAULT_SCHEME, now=play.now,
    )  # fmt: skip


def _lay_down_moves(play: Play, row: Row) -> None:
    before: StageCode | None = None
    for stage in StageCode:
        reached = day(row[stage.value])
        if reached is not None:
            play.on(reached, Turn.MOVE, partial(_move, play, row["unit"], stage, reached, before))
            before = stage


def _move(play: Play, code: str, stage: StageCode, on: date, before: StageCode | None) -> None:
    actions.move_stage(
        play.keeper(code),
        review=play.reviews[code],
        stage=stage,
        on=on,
        reason="",
        now=play.now,
        expected=before,
    )
