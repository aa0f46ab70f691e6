"""What is checked of everything that somebody states of a campaign."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from nhiemky.campaign.actions.checks import (
    Check,
    day_of,
    fitting_meeting,
    locked,
    seen_directive,
    standing_campaign,
    standing_review,
)
from nhiemky.campaign.models import Comment
from nhiemky.history.vocab import FieldError, Invalid, NotFound
from tests import cast
from tests.cast_reviews import NOW, Scene, make_comment, make_meeting, make_scene
from tests.standing import standing


@standing
def scene() -> Scene:
    return make_scene()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2023, 2, 20, 16, 59, tzinfo=UTC), date(2023, 2, 20)),
        (datetime(2023, 2, 20, 17, 0, tzinfo=UTC), date(2023, 2, 21)),
    ],
)
def test_the_business_day_is_that_of_viet_nam(moment: datetime, day: date) -> None:
    assert day_of(moment) == day


def test_texts_are_kept_clean_and_composed() -> None:
    check = Check()
    assert check.line("name", "Tên", "  Tô\u0309\u0000  công\u200b tác ", longest=20) == "Tổ công tác"
    assert check.text("task", "Nhiệm vụ", "\r\n một\t hai \r\n\r\nba\n\n") == "một hai\n\nba"
    assert check.reason(" Nghỉ  hưu ") == "Nghỉ hưu"
    check.finish()


def test_every_fault_is_told_with_its_field() -> None:
    check = Check()
    check.line("name", "Tên", " ", longest=5, needed=True)
    check.line("title", "Chức vụ", "x" * 6, longest=5)
    check.text("task", "Nhiệm vụ", "x" * 11, longest=10)
    check.reason("")
    with pytest.raises(Invalid) as refused:
        check.finish()
    assert refused.value.errors == (
        FieldError("name", "Chưa ghi nội dung ô “Tên”."),
        FieldError("title", "Chức vụ dài quá 5 ký tự."),
        FieldError("task", "Nhiệm vụ dài quá 10 ký tự."),
        FieldError("reason", "Chưa ghi nội dung ô “Lý do”."),
    )


def test_days_are_in_their_order() -> None:
    check = Check()
    check.happened("on", "Ngày họp", date(2023, 3, 1), now=NOW)
    check.not_before("on", "Ngày họp", date(2023, 3, 1), earliest=date(2023, 3, 1), since="ngày của kế hoạch")
    check.finish()
    check.happened("on", "Ngày họp", date(2023, 3, 2), now=NOW)
    check.not_before("on", "Ngày họp", date(2023, 2, 1), earliest=date(2023, 3, 1), since="ngày của kế hoạch")
    assert check.errors == [
        FieldError("on", "Ngày họp (2-3-2023) chưa đến."),
        FieldError("on", "Ngày họp (1-2-2023) trước ngày của kế hoạch (1-3-2023)."),
    ]


@pytest.mark.django_db
def test_a_row_is_given_as_it_stands_now(scene: Scene) -> None:
    row = make_comment(scene)
    Comment.objects.filter(pk=row.pk).update(addressee="Người khác")
    assert locked(row).addressee == "Người khác"
    Comment.objects.filter(pk=row.pk).delete()
    with pytest.raises(NotFound):
        locked(row)


@pytest.mark.django_db
def test_a_removed_campaign_takes_nothing(scene: Scene) -> None:
    assert standing_campaign(scene.campaign) == scene.campaign
    scene.campaign.removed_on = date(2023, 3, 1)
    scene.campaign.save()
    with pytest.raises(Invalid):
        standing_campaign(scene.campaign)


@pytest.mark.django_db
def test_a_directive_is_one_that_the_actor_sees(scene: Scene) -> None:
    own = cast.make_directive("1-KH/HU", holder=scene.tree.district)
    far = cast.make_directive("2-KH/HU", holder=scene.tree.other_district)
    assert seen_directive(scene.office, None) is None
    assert seen_directive(scene.office, own) == own
    assert seen_directive(scene.second_office, own) == own
    with pytest.raises(NotFound):
        seen_directive(scene.office, far)


@pytest.mark.django_db
def test_a_review_takes_what_falls_between_its_days(scene: Scene) -> None:
    scene.second.withdrawn_on = date(2023, 2, 10)
    days = {
        on: Check() for on in (date(2022, 11, 14), date(2022, 11, 15), date(2023, 2, 9), date(2023, 2, 10))
    }
    for on, check in days.items():
        standing_review(check, scene.second, on=on)
    assert [[error.field for error in check.errors] for check in days.values()] == [["on"], [], [], [""]]


@pytest.mark.django_db
def test_a_meeting_is_of_this_campaign_and_was_held_by_the_day(scene: Scene) -> None:
    met = make_meeting(scene)
    found = []
    for campaign, on in (
        (scene.campaign, date(2023, 2, 20)),
        (scene.above, date(2023, 2, 20)),
        (scene.campaign, date(2023, 2, 19)),
    ):
        check = Check()
        fitting_meeting(check, None, campaign=campaign, on=on)
        fitting_meeting(check, met, campaign=campaign, on=on)
        found.append([error.field for error in check.errors])
    assert found == [[], ["meeting"], ["on"]]
