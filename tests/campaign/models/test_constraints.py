"""What the database itself refuses in a campaign, whoever writes: every constraint is tried with the row that just breaks it
and the one that just keeps it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from nhiemky.campaign import models as campaign_models
from nhiemky.campaign.models import (
    Absence,
    Campaign,
    CampaignStage,
    Comment,
    CommentStep,
    DiscussionPoint,
    Finding,
    FindingChain,
    FindingLink,
    Lesson,
    LessonAnswer,
    LessonLine,
    Meeting,
    Member,
    PlanChange,
    PlannedDay,
    Review,
    Round,
    StageMove,
    Survey,
    Team,
    Visit,
)
from nhiemky.campaign.vocab import FindingKind
from tests.campaign.scene import (
    BEGUN,
    NOW,
    TODAY,
    Scene,
    make_finding,
    make_link,
    make_scene,
    make_survey,
    make_target,
    make_team,
    make_visit,
)
from tests.standing import standing

pytestmark = pytest.mark.django_db

EARLY = date(2022, 9, 27)


@standing
def scene() -> Scene:
    return make_scene()


def refused(make: Callable[[], object]) -> bool:
    """Say whether the database refuses what is made; nothing of it stays."""
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False


def copy(row: models.Model, **changes: object) -> models.Model:
    """Write the row once more with some values changed."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    values.pop("id")
    return type(row)._default_manager.create(**{**values, **changes})


def rows(scene: Scene) -> dict[type[models.Model], Any]:
    """Give one row of every model of the campaign."""
    team, survey = make_team(scene), make_survey(scene)
    meeting = Meeting.objects.create(
        campaign=scene.campaign,
        review=scene.review,
        kind="preparation",
        held_on=TODAY,
        visitors="Ban Tổ chức",
    )
    comment = Comment.objects.create(
        review=scene.review, meeting=meeting, number=1, about="preparation", text="Bổ sung", raised_by="Bình",
        raised_on=TODAY, addressee="Văn phòng",
    )  # fmt: skip
    lesson = Lesson.objects.create(
        campaign=scene.campaign, drawn_from=scene.review, number=1, seen="Điều", good=True, advice="Cách",
        drawn_on=TODAY,
    )  # fmt: skip
    line = LessonLine.objects.create(lesson=lesson, review=scene.second, given_on=TODAY)
    visit = make_visit(survey, scene.tree.commune)
    limit = make_finding(scene)
    cause = make_finding(scene, FindingKind.CAUSE, "Thiếu vốn", after=limit)
    target = make_target(scene, "1", None)
    link = make_link(finding=limit, target=target)
    made: list[models.Model] = [
        scene.campaign, scene.review.round, scene.review, team, survey, meeting, comment, lesson, line, visit,
        limit, FindingChain.objects.get(later=cause), link,
        Absence.objects.create(
            review=scene.review, withdrawn_on=BEGUN, withdrawn_because="Chờ", restored_on=TODAY
        ),
        PlanChange.objects.create(
            campaign=scene.campaign, round=scene.review.round, decided_on=TODAY, old={"name": "Vòng"},
            new={"name": "Làm điểm"}, entered_by="-", entered_at=NOW,
        ),
        CampaignStage.objects.create(campaign=scene.campaign, code="ready", position=1, name="x", lead_days=4),
        CommentStep.objects.create(comment=comment, sequence=1, state="open", on=TODAY, by="-", at=NOW),
        DiscussionPoint.objects.create(
            review=scene.review, kind="target", position=1, text="Thu", target=target, added_on=TODAY
        ),
        LessonAnswer.objects.create(line=line, version=1, applied="yes", text="x", on=TODAY, by="-", at=NOW),
        Member.objects.create(team=team, full_name="An", rank="head", position=1, valid_from=BEGUN),
        PlannedDay.objects.create(
            review=scene.review, stage="ready", planned_on=TODAY, decided_on=BEGUN, version=1, entered_by="-",
            entered_at=NOW,
        ),
        StageMove.objects.create(
            review=scene.review, sequence=1, stage="planned", on=TODAY, moved_by="-", moved_at=NOW
        ),
    ]  # fmt: skip
    return {type(row): row for row in made}


@pytest.mark.parametrize(
    ("model", "broken", "kept"),
    [
        (Absence, {"restored_on": BEGUN}, {"restored_on": date(2022, 9, 29)}),
        (Campaign, {}, {"name": "Đợt khác"}),
        (Campaign, {}, {"removed_on": TODAY}),
        (CampaignStage, {"position": 2}, {"position": 2, "code": "held"}),
        (CampaignStage, {"code": "held"}, {"code": "held", "position": 2}),
        (Round, {}, {"name": "Vòng khác"}),
        (Round, {"position": 2}, {"removed_on": TODAY}),
        (
            Round,
            {"name": "Vòng", "ends_on": date(2023, 1, 31)},
            {"name": "Vòng", "ends_on": date(2023, 2, 1)},
        ),
        (Review, {"position": 9}, {"withdrawn_on": TODAY}),
        (PlannedDay, {"planned_on": None}, {"version": 2}),
        (PlannedDay, {"decided_on": TODAY}, {"stage": "held"}),
        (StageMove, {"stage": "ready"}, {"sequence": 2}),
        (Comment, {"text": "Khác"}, {"number": 2}),
        (CommentStep, {"state": "answered"}, {"sequence": 2}),
        (Lesson, {"seen": "Khác"}, {"number": 2}),
        (LessonAnswer, {"applied": "no"}, {"version": 2}),
        (Survey, {"ends_on": date(2022, 10, 9)}, {"ends_on": date(2022, 10, 10)}),
        (Visit, {"position": 2}, {"name": "Ngành Y tế"}),
        (Visit, {"unit_id": None}, {"cancelled_on": TODAY}),
        (Team, {"dissolved_on": BEGUN}, {"dissolved_on": date(2022, 9, 29)}),
        (Team, {"dissolved_on": EARLY}, {"dissolved_on": None}),
        (Member, {"valid_to": BEGUN}, {"valid_to": date(2022, 9, 29)}),
        (Member, {"valid_to": EARLY}, {"valid_to": None}),
        (Finding, {"cause": "objective"}, {"cause": ""}),
        (Finding, {"kind": "cause"}, {"kind": "cause", "cause": "objective"}),
        (FindingChain, {}, {"removed_on": TODAY}),
        (FindingChain, {"removed_on": date(2023, 2, 28)}, {"removed_on": date(2023, 3, 1)}),
        (FindingLink, {}, {"gives": True}),
        (FindingLink, {"added_on": TODAY}, {"removed_on": TODAY}),
        (FindingLink, {"removed_on": date(2023, 2, 28)}, {"removed_on": date(2023, 3, 1)}),
        (FindingLink, {"target_id": None}, None),
    ],
)
def test_the_database_refuses_what_breaks_a_rule_and_takes_what_just_keeps_it(
    scene: Scene,
    model: type[models.Model],
    broken: dict[str, object],
    kept: dict[str, object] | None,
) -> None:
    row = rows(scene)[model]
    count = model._default_manager.count()
    assert refused(lambda: copy(row, **broken))
    assert model._default_manager.count() == count
    if kept is not None:
        assert not refused(lambda: copy(row, **kept))
        assert model._default_manager.count() == count + 1


def test_a_lesson_is_in_the_checklist_of_a_unit_once(scene: Scene) -> None:
    line = rows(scene)[LessonLine]
    assert refused(lambda: copy(line, given_on=BEGUN))
    assert not refused(lambda: copy(line, review_id=scene.review.pk))


def test_a_change_is_of_a_round_or_of_a_review(scene: Scene) -> None:
    change = rows(scene)[PlanChange]
    assert refused(lambda: copy(change, review_id=scene.review.pk))
    assert not refused(lambda: copy(change, review_id=scene.review.pk, round_id=None))
    assert not refused(lambda: copy(change, round_id=None))


def test_a_campaign_is_not_its_own_parent(scene: Scene) -> None:
    own = Campaign.objects.filter(pk=scene.campaign.pk)
    assert refused(lambda: own.update(parent=scene.campaign))
    assert not refused(lambda: own.update(parent=None))


def test_a_finding_does_not_follow_from_itself_but_may_be_followed_both_ways(scene: Scene) -> None:
    chain = rows(scene)[FindingChain]
    assert refused(lambda: copy(chain, later_id=chain.earlier_id))
    assert not refused(lambda: copy(chain, later_id=chain.earlier_id, earlier_id=chain.later_id))


def test_the_same_name_comes_again_after_removal_but_not_back_beside_it(scene: Scene) -> None:
    part = scene.review.round
    Round.objects.filter(pk=part.pk).update(removed_on=TODAY)
    copy(part)
    assert refused(lambda: Round.objects.filter(pk=part.pk).update(removed_on=None))
    Review.objects.filter(pk=scene.second.pk).update(withdrawn_on=TODAY)
    copy(scene.second)
    assert refused(lambda: Review.objects.filter(pk=scene.second.pk).update(withdrawn_on=None))


@pytest.mark.parametrize(
    ("model", "kept_by"),
    [
        (Campaign, "campaign"),
        (Round, "round"),
        (Review, "review"),
        (Team, "team"),
        (Survey, "survey"),
        (Meeting, "meeting"),
        (Comment, "comment"),
        (Lesson, "lesson"),
        (LessonLine, "line"),
        (Finding, "finding"),
    ],
)
def test_what_others_rest_on_cannot_be_deleted(scene: Scene, model: type[models.Model], kept_by: str) -> None:
    row = rows(scene)[model]
    with pytest.raises(ProtectedError) as found:
        row.delete()
    fields = {
        field.name
        for kept in found.value.protected_objects
        for field in kept._meta.concrete_fields
        if getattr(kept, field.attname) == row.pk and field.related_model is model
    }
    assert kept_by in fields
    assert model._default_manager.filter(pk=row.pk).exists()


def test_units_terms_and_targets_stay_while_a_campaign_speaks_of_them(scene: Scene) -> None:
    link = rows(scene)[FindingLink]
    for row in (scene.unit.unit, scene.term, link.target, scene.tree.district.unit):
        with pytest.raises(ProtectedError):
            row.delete()


def test_every_link_between_rows_protects() -> None:
    loose = [
        f"{model.__name__}.{field.name}"
        for model in (getattr(campaign_models, name) for name in campaign_models.__all__)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT
    ]
    assert loose == []


def test_every_constraint_has_a_name_that_says_its_rule() -> None:
    names = sorted(
        constraint.name
        for model in (getattr(campaign_models, name) for name in campaign_models.__all__)
        for constraint in model._meta.constraints
    )
    assert len(names) == len(set(names)) == 28
    assert all(name == name.lower() and "_" in name and len(name) <= 60 for name in names)


def test_rows_say_shortly_what_they_are(scene: Scene) -> None:
    made = rows(scene)
    ids = {model: row.pk for model, row in made.items()}
    assert {model.__name__: str(row) for model, row in made.items()} == {
        "Absence": f"{ids[Review]} 2022-09-28",
        "Campaign": "Sơ kết giữa nhiệm kỳ",
        "CampaignStage": "x",
        "Comment": "Bổ sung",
        "CommentStep": "open",
        "DiscussionPoint": "Thu",
        "Finding": "Thu ngân sách thấp",
        "FindingChain": f"{made[FindingChain].earlier_id} > {made[FindingChain].later_id}",
        "FindingLink": f"{ids[Finding]}",
        "Lesson": "Điều",
        "LessonAnswer": "yes",
        "LessonLine": f"{ids[Lesson]} {ids[Review] + 1}",
        "Meeting": "preparation 2023-03-24",
        "Member": "An",
        "PlanChange": f"{ids[Campaign]} 2023-03-24",
        "PlannedDay": "ready 2023-03-24",
        "Review": scene.review.short_name,
        "Round": "Làm điểm",
        "StageMove": " > planned",
        "Survey": "Khảo sát",
        "Team": "Đoàn khảo sát",
        "Visit": scene.tree.commune.short_name,
    }
