"""What a stage still needs, what is counted by a day, and what a row of moves amounts to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.campaign import actions
from nhiemky.campaign.models import CampaignStage, Comment, LessonLine
from nhiemky.campaign.queries.judging import Counted
from nhiemky.campaign.queries.passages import passage_of
from nhiemky.campaign.queries.standing import review_standing, unmet_needs
from nhiemky.campaign.vocab import Applied, Need, StageCode, TeamKind
from nhiemky.org.models import Person, UnitState
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.targets.models import Freeze
from tests import cast
from tests.cast_reviews import (
    DRAWN,
    NOW,
    PLAN,
    TODAY,
    Scene,
    give,
    make_comment,
    make_meeting,
    make_scene,
    make_team,
    remark,
)
from tests.standing import standing

READY, HELD = StageCode.READY, StageCode.HELD
BEFORE = DRAWN - timedelta(days=10)


@standing
def scene() -> Scene:
    return make_scene()


def ask_for(scene: Scene, *needs: Need) -> None:
    """Let the stage "ready" of the campaign need these."""
    CampaignStage.objects.filter(campaign=scene.campaign, code=READY.value).update(
        needs=[need.value for need in needs]
    )


def unmet(scene: Scene, on: date = TODAY) -> tuple[Need, ...]:
    scene.second.refresh_from_db()
    return unmet_needs(scene.second, stage=READY, on=on)


def give_owner(scene: Scene) -> None:
    actions.set_owner(
        scene.office, review=scene.second, name="Đỗ Văn Chính, Bí thư Đảng ủy", on=PLAN, now=NOW
    )


def give_known_owner(scene: Scene) -> None:
    person: Person = cast.make_person("Đỗ Văn Chính", keeper=scene.tree.second)
    actions.set_owner(SYSTEM_ACTOR, review=scene.second, person=person, on=PLAN, now=NOW)


def found(scene: Scene, holder: UnitState, supports: UnitState | None) -> None:
    actions.found_team(
        SYSTEM_ACTOR, campaign=scene.campaign, kind=TeamKind.EDITORIAL, name="Tổ biên tập", holder=holder.unit,
        supports=supports.unit if supports else None, founded_on=BEFORE, members=[], now=NOW,
    )  # fmt: skip


def of_all(scene: Scene) -> None:
    found(scene, scene.tree.district, None)


def own(scene: Scene) -> None:
    found(scene, scene.tree.second, scene.tree.second)


def for_it(scene: Scene) -> None:
    found(scene, scene.tree.district, scene.tree.second)


def for_another(scene: Scene) -> None:
    found(scene, scene.tree.district, scene.tree.third)


def meet(scene: Scene) -> None:
    make_meeting(scene)


def meet_another(scene: Scene) -> None:
    make_meeting(scene, review=scene.third)


def meet_and_remove(scene: Scene) -> None:
    actions.remove_meeting(scene.boards, meeting=make_meeting(scene), on=DRAWN, reason="Ghi nhầm", now=NOW)


def nothing(scene: Scene) -> None:
    assert scene.second.pk


MEETS: list[tuple[Need, Callable[[Scene], None], bool]] = [
    (Need.OWNER, nothing, False),
    (Need.OWNER, give_owner, True),
    (Need.OWNER, give_known_owner, True),
    (Need.TEAM, nothing, False),
    (Need.TEAM, of_all, True),
    (Need.TEAM, own, True),
    (Need.TEAM, for_it, True),
    (Need.TEAM, for_another, False),
    (Need.MEETING, nothing, False),
    (Need.MEETING, meet, True),
    (Need.MEETING, meet_another, False),
    (Need.MEETING, meet_and_remove, False),
    (Need.FIGURES, nothing, False),
    (Need.COMMENTS_CLOSED, nothing, True),
    (Need.LESSONS_ANSWERED, nothing, True),
    (Need.DOCUMENTS, nothing, True),
]


@pytest.mark.parametrize(("need", "happens", "met"), MEETS)
def test_a_need_is_met_by_what_happened(
    scene: Scene, need: Need, happens: Callable[[Scene], None], met: bool
) -> None:
    ask_for(scene, need)
    happens(scene)
    assert unmet(scene) == (() if met else (need,))


def test_needs_are_told_in_the_order_in_which_they_are_asked(scene: Scene) -> None:
    ask_for(scene, Need.FIGURES, Need.TEAM, Need.OWNER, Need.DOCUMENTS)
    assert unmet(scene) == (Need.FIGURES, Need.TEAM, Need.OWNER)
    give_owner(scene)
    assert unmet(scene) == (Need.FIGURES, Need.TEAM)
    assert unmet_needs(scene.second, stage=HELD, on=TODAY) == ()


def test_a_team_counts_from_its_founding_to_its_end(scene: Scene) -> None:
    ask_for(scene, Need.TEAM)
    team = make_team(scene, founded_on=BEFORE)
    actions.dissolve_team(scene.office, team=team, on=DRAWN, reason="Hoàn thành nhiệm vụ", now=NOW)
    days = (BEFORE - timedelta(days=1), BEFORE, DRAWN - timedelta(days=1), DRAWN)
    assert [unmet(scene, day) for day in days] == [(Need.TEAM,), (), (), (Need.TEAM,)]


def test_a_meeting_counts_from_its_day_until_it_is_removed(scene: Scene) -> None:
    ask_for(scene, Need.MEETING)
    meeting = make_meeting(scene)
    actions.remove_meeting(scene.boards, meeting=meeting, on=DRAWN, reason="Ghi nhầm đơn vị", now=NOW)
    held = meeting.held_on
    days = (held - timedelta(days=1), held, DRAWN - timedelta(days=1), DRAWN)
    assert [unmet(scene, day) for day in days] == [(Need.MEETING,), (), (), (Need.MEETING,)]


def freeze(scene: Scene, where: UnitState, cut_off: date, *, label: str = "2020-2025") -> None:
    Freeze.objects.create(
        unit=where.unit, term=cast.make_term(label), cut_off=cut_off, label="Sơ kết", scheme={}, unconfirmed=0,
        frozen_by="-", frozen_at=NOW, digest="-",
    )  # fmt: skip


def test_figures_are_there_once_they_are_frozen_for_this_unit_and_term(scene: Scene) -> None:
    ask_for(scene, Need.FIGURES)
    freeze(scene, scene.tree.third, BEFORE)
    freeze(scene, scene.tree.second, BEFORE, label="2015-2020")
    assert unmet(scene) == (Need.FIGURES,)
    freeze(scene, scene.tree.second, DRAWN)
    assert [unmet(scene, day) for day in (DRAWN - timedelta(days=1), DRAWN)] == [(Need.FIGURES,), ()]


def counts(scene: Scene, on: date) -> tuple[Counted, Counted]:
    facts = review_standing(scene.second, on=on).facts
    return facts.comments, facts.lessons


def test_comments_are_counted_as_they_stood(scene: Scene) -> None:
    ask_for(scene, Need.COMMENTS_CLOSED)
    first, _second = make_comment(scene), make_comment(scene, due_on=None)
    make_comment(scene, review=scene.third)
    actions.answer_comment(
        scene.second_office, comment=first, text="Đã bổ sung", on=date(2023, 2, 22), now=NOW, expected=0
    )
    assert unmet(scene) == (Need.COMMENTS_CLOSED,)
    actions.accept_comment(scene.boards, comment=first, on=date(2023, 3, 1), now=NOW, expected=1)
    days = {date(2023, 2, 19): (0, 0, 0), date(2023, 2, 20): (2, 0, 0), date(2023, 2, 27): (2, 0, 0),
            date(2023, 2, 28): (2, 0, 1), date(2023, 3, 1): (2, 1, 0)}  # fmt: skip
    assert {day: counts(scene, day)[0] for day in days} == {day: Counted(*each) for day, each in days.items()}
    assert unmet(scene, date(2023, 2, 19)) == ()
    other = Comment.objects.exclude(pk=first.pk).get(review=scene.second)
    actions.waive_comment(
        scene.boards, comment=other, reason="Không còn phù hợp", on=TODAY, now=NOW, expected=0
    )
    assert (counts(scene, TODAY)[0], unmet(scene)) == (Counted(2, 2, 0), ())


def test_lessons_are_counted_as_they_stood(scene: Scene) -> None:
    ask_for(scene, Need.LESSONS_ANSWERED)
    first, second = give(scene, 2)
    actions.answer_lesson(
        scene.second_office, line=first, applied=Applied.YES, text="Đã làm", evidence="Biên bản", on=date(2023, 2, 28),
        now=NOW, expected=0,
    )  # fmt: skip
    days = {DRAWN - timedelta(days=1): (0, 0, 0), DRAWN: (2, 0, 0), date(2023, 2, 27): (2, 0, 0),
            date(2023, 2, 28): (2, 1, 1), TODAY: (2, 1, 1)}  # fmt: skip
    assert {day: counts(scene, day)[1] for day in days} == {day: Counted(*each) for day, each in days.items()}
    assert unmet(scene) == (Need.LESSONS_ANSWERED,)
    actions.withdraw_lesson(scene.office, lesson=second.lesson, on=TODAY, reason="Không còn phù hợp", now=NOW)
    assert (counts(scene, TODAY)[1], unmet(scene)) == (Counted(1, 1, 0), ())
    assert counts(scene, date(2023, 2, 28))[1] == Counted(2, 1, 1)
    assert LessonLine.objects.filter(review=scene.second).count() == 2


def test_nothing_is_counted_before_the_plan(scene: Scene) -> None:
    make_meeting(scene, remark())
    before = PLAN - timedelta(days=1)
    assert counts(scene, before) == (Counted(), Counted())
    assert review_standing(scene.second, on=before).facts.stage is None


Moves = Sequence[tuple[StageCode, bool]]
ORDER = list(StageCode)


def rows(stages: Sequence[StageCode]) -> list[tuple[str, str, date, list[str]]]:
    """Give moves through these stages, a day each; what lies between two on the way forward is left out."""
    found, here = [], ""
    for day, stage in enumerate(stages):
        place = ORDER.index(stage)
        start = ORDER.index(StageCode(here)) + 1 if here else 0
        left_out = [code.value for code in ORDER[start:place]]
        found.append((here, stage.value, date(2023, 1, 1) + timedelta(days=day), left_out))
        here = stage.value
    return found


def test_moves_forward_reach_each_stage_on_its_day() -> None:
    passage = passage_of(rows([StageCode.PLANNED, StageCode.PREPARING, StageCode.READY]), ORDER)
    assert (passage.stage, passage.back) == (StageCode.READY, False)
    assert dict(passage.reached) == {
        "planned": date(2023, 1, 1), "preparing": date(2023, 1, 2), "ready": date(2023, 1, 3),
    }  # fmt: skip
    assert passage.skipped == {"assessed", "commented"}


def test_a_move_back_takes_away_what_lies_after_it() -> None:
    passage = passage_of(rows([StageCode.PLANNED, StageCode.READY, StageCode.PREPARING]), ORDER)
    assert (passage.stage, passage.back) == (StageCode.PREPARING, True)
    assert dict(passage.reached) == {"planned": date(2023, 1, 1), "preparing": date(2023, 1, 3)}
    assert passage.skipped == frozenset()


@given(st.lists(st.sampled_from(ORDER), min_size=1, max_size=12))
def test_any_course_agrees_with_a_walk_through_it(stages: list[StageCode]) -> None:
    walk = [stage for place, stage in enumerate(stages) if place == 0 or stages[place - 1] is not stage]
    passage = passage_of(rows(walk), ORDER)
    reached: dict[StageCode, int] = {}
    for day, stage in enumerate(walk):
        reached = {code: at for code, at in reached.items() if ORDER.index(code) < ORDER.index(stage)}
        reached[stage] = day
    passed = ORDER[: ORDER.index(walk[-1])]
    assert passage.stage is walk[-1]
    assert {StageCode(code): day for code, day in passage.reached.items()} == {
        code: date(2023, 1, 1) + timedelta(days=day) for code, day in reached.items()
    }
    assert passage.skipped == {code.value for code in passed if code not in reached}
    assert passage.back is any(ORDER.index(later) < ORDER.index(earlier) for earlier, later in pairwise(walk))
