"""Names of things of campaigns for lists of what happened: every kind, for who may see the unit or the holder."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign.models import Lesson
from nhiemky.campaign.queries import LABELLED, labels
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from tests import cast
from tests.cast_boards import place_of
from tests.cast_world_campaign import Campaigning, make_campaigning

pytestmark = pytest.mark.django_db


def things(made: Campaigning) -> dict[str, int]:
    """Give one thing of each kind by its number."""
    return {
        "campaign": made.campaign.pk, "round": made.round.pk, "review": made.review.pk, "team": made.team.pk,
        "meeting": made.meeting.pk, "comment": made.comment.pk, "lesson": made.lesson.pk, "survey": made.survey.pk,
        "visit": made.visit.pk, "finding": made.finding.pk, "work_item": made.item.pk,
    }  # fmt: skip


def named(actor: Actor, made: Campaigning) -> dict[str, str]:
    """Give the name of each thing as somebody sees it; nothing for what is not seen."""
    return {
        kind: labels(actor, kind=kind, ids=[number]).get(number, "") for kind, number in things(made).items()
    }


NAMES = {
    "campaign": "Sơ kết KKK",
    "round": "Làm điểm",
    "review": "Đảng bộ xã Tân Thanh Tây",
    "team": "Đoàn KKK",
    "meeting": "làm việc về công tác chuẩn bị, 15-2-2023",
    "comment": "Góp ý KKK",
    "lesson": "1. Thấy KKK",
    "survey": "Khảo sát KKK",
    "visit": "Ngành KKK",
    "finding": "Hạn chế KKK",
    "work_item": "1. Việc KKK",
}


def test_every_kind_is_named_to_who_sees_the_unit() -> None:
    tree, term = cast.make_tree(), cast.make_term()
    made = make_campaigning(place_of(tree.commune), term, "KKK")
    assert set(things(made)) == LABELLED
    assert named(SYSTEM_ACTOR, made) == NAMES
    assert named(cast.office(tree.commune), made) == NAMES
    assert named(cast.office(tree.district), made) == NAMES
    assert named(cast.office(tree.second), made) == dict.fromkeys(NAMES, "")
    assert named(cast.office(tree.far), made) == dict.fromkeys(NAMES, "")


def test_long_words_are_cut_and_removed_things_keep_their_names() -> None:
    tree, term = cast.make_tree(), cast.make_term()
    made = make_campaigning(place_of(tree.commune), term, "KKK")
    Lesson.objects.filter(pk=made.lesson.pk).update(seen="chậm " * 40, withdrawn_on=date(2023, 2, 20))
    found = labels(SYSTEM_ACTOR, kind="lesson", ids=[made.lesson.pk, 404])
    assert found == {made.lesson.pk: f"1. {('chậm ' * 16).strip()}…"}
    assert labels(SYSTEM_ACTOR, kind="lesson", ids=[]) == {}


def test_names_of_one_kind_take_one_query() -> None:
    tree, term = cast.make_tree(), cast.make_term()
    made = make_campaigning(place_of(tree.commune), term, "KKK")
    asker = cast.office(tree.district)
    for kind, number in things(made).items():
        with CaptureQueriesContext(connection) as asked:
            labels(asker, kind=kind, ids=[number, 404])
        assert (kind, len(asked)) == (kind, 1)
