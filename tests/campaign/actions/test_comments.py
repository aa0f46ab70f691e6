"""Comments, step by step, and two people at one of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from nhiemky.campaign.actions import (
    accept_comment,
    answer_comment,
    raise_comment,
    reopen_comment,
    return_comment,
    waive_comment,
)
from nhiemky.campaign.models import Campaign, Comment, CommentStep, Review
from nhiemky.campaign.queries import comment_steps
from nhiemky.campaign.vocab import CommentAbout
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid
from nhiemky.org.vocab import RoleCode
from tests.cast_reviews import (
    NOW,
    TODAY,
    Scene,
    last_line,
    make_comment,
    make_meeting,
    make_scene,
    person,
    remark,
)
from tests.standing import standing

pytestmark = pytest.mark.django_db

RAISED, ANSWERED, JUDGED = date(2023, 2, 20), date(2023, 2, 23), date(2023, 2, 25)


@standing
def scene() -> Scene:
    return make_scene()


def answer(scene: Scene, row: Comment, expected: int = 0, **changes: Any) -> CommentStep:
    given: dict[str, Any] = {"text": "Đã bổ sung tại trang 12", "on": ANSWERED, **changes}
    return answer_comment(scene.second_office, comment=row, now=NOW, expected=expected, **given)


def accept(scene: Scene, row: Comment, expected: int = 1, **changes: Any) -> CommentStep:
    given: dict[str, Any] = {"actor": scene.boards, "on": JUDGED, **changes}
    return accept_comment(given.pop("actor"), comment=row, now=NOW, expected=expected, **given)


def steps(row: Comment) -> list[tuple[int, str, str, str]]:
    found = CommentStep.objects.filter(comment=row).order_by("sequence")
    return [(step.sequence, step.state, step.text, step.by) for step in found]


def test_a_comment_is_raised_with_whom_it_is_for_and_until_when(scene: Scene) -> None:
    row = raise_comment(
        scene.boards, review=scene.second, now=NOW,
        draft=remark("Bổ sung số liệu\n- thu nhập\n- hộ nghèo", about=CommentAbout.FIGURES),
    )  # fmt: skip
    assert (row.number, row.about, row.text, row.raised_by, row.raised_on, row.addressee, row.due_on) == (
        1, "figures", "Bổ sung số liệu\n- thu nhập\n- hộ nghèo", scene.boards.name, RAISED, "Văn phòng Đảng ủy",
        date(2023, 2, 27),
    )  # fmt: skip
    assert last_line() == (
        "comment.raised", "comment", "Góp ý số 1 với Nhuận Phú Tân", scene.boards.name,
    )  # fmt: skip
    line = LedgerLine.objects.latest("sequence")
    assert (line.branch, line.after["about"]) == (scene.tree.second.path, "số liệu")
    assert make_comment(scene).number == 2
    assert make_comment(scene, review=scene.third).number == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "  \n "}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"addressee": ""}, "addressee"),
        ({"addressee": "x" * 201}, "addressee"),
        ({"raised_by": "x" * 201}, "raised_by"),
        ({"raised_on": date(2023, 3, 2), "due_on": None}, "raised_on"),
        ({"raised_on": date(2022, 11, 1)}, "on"),
        ({"due_on": date(2023, 2, 19)}, "due_on"),
    ],
)
def test_what_is_no_comment_is_refused(scene: Scene, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        make_comment(scene, **changes)
    assert [error.field for error in refused.value.errors] == [field]
    assert Comment.objects.count() == 0


def test_comments_come_from_whoever_reaches_the_unit(scene: Scene) -> None:
    for somebody in (scene.boards, scene.office, scene.province, scene.second_office):
        raise_comment(somebody, review=scene.second, draft=remark(), now=NOW)
    for somebody in (scene.outsider, scene.pilot_office):
        with pytest.raises(Denied):
            raise_comment(somebody, review=scene.second, draft=remark(), now=NOW)
    assert list(Comment.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_a_comment_of_a_meeting_fits_the_meeting(scene: Scene) -> None:
    meeting = make_meeting(scene)
    row = raise_comment(scene.boards, review=scene.second, draft=remark(), meeting=meeting, now=NOW)
    assert row.meeting_id == meeting.pk
    early = remark(raised_on=date(2023, 2, 19))
    with pytest.raises(Invalid) as refused:
        raise_comment(scene.boards, review=scene.second, draft=early, meeting=meeting, now=NOW)
    assert str(refused.value) == "Ngày ghi (19-2-2023) trước ngày họp (20-2-2023)."


def test_an_answer_is_accepted_and_every_step_stays(scene: Scene) -> None:
    row = make_comment(scene)
    answer(scene, row)
    accept(scene, row, text="Đồng ý")
    assert steps(row) == [
        (1, "answered", "Đã bổ sung tại trang 12", scene.second_office.name),
        (2, "accepted", "Đồng ý", scene.boards.name),
    ]
    assert last_line()[:3] == (
        "comment.accepted", "comment", "Chấp nhận trả lời góp ý số 1 của Nhuận Phú Tân",
    )  # fmt: skip
    assert LedgerLine.objects.latest("sequence").before == {"state": "đã trả lời, chờ chấp nhận"}


def test_an_answer_that_does_not_do_is_returned_and_given_again(scene: Scene) -> None:
    row = make_comment(scene)
    answer(scene, row)
    return_comment(scene.boards, comment=row, reason="Chưa có nguồn số liệu", on=JUDGED, now=NOW, expected=1)
    answer(scene, row, 2, text="Nguồn: Chi cục Thống kê", on=TODAY)
    answer(scene, row, 3, text="Bổ sung bảng kèm theo", on=TODAY)
    accept(scene, row, 4, on=TODAY)
    assert [state for _sequence, state, _text, _by in steps(row)] == [
        "answered", "returned", "answered", "answered", "accepted",
    ]  # fmt: skip


def test_a_comment_is_waived_with_its_reason_and_opened_again(scene: Scene) -> None:
    row = make_comment(scene)
    waive_comment(
        scene.boards, comment=row, reason="Số liệu do tỉnh công bố sau", on=JUDGED, now=NOW, expected=0
    )
    reopen_comment(scene.office, comment=row, reason="Tỉnh đã công bố", on=TODAY, now=NOW, expected=1)
    assert steps(row) == [
        (1, "waived", "Số liệu do tỉnh công bố sau", scene.boards.name),
        (2, "open", "Tỉnh đã công bố", scene.office.name),
    ]
    assert [step.state for step in comment_steps(scene.boards, comment=row, on=JUDGED)] == ["waived"]


JUDGING: list[tuple[Callable[..., CommentStep], dict[str, str]]] = [
    (accept_comment, {}),
    (return_comment, {"reason": "Chưa đủ"}),
    (waive_comment, {"reason": "Không cần"}),
    (reopen_comment, {"reason": "Xem lại"}),
]


@pytest.mark.parametrize(("act", "words"), JUDGING)
def test_the_unit_does_not_judge_its_own_answer(
    scene: Scene, act: Callable[..., CommentStep], words: dict[str, str]
) -> None:
    row = make_comment(scene)
    answer(scene, row)
    editor = person(RoleCode.EDITOR, scene.tree.second, "Tô Văn Biên", 9)
    for somebody in (scene.second_office, scene.second_leader, editor, scene.pilot_office, scene.outsider):
        with pytest.raises(Denied):
            act(somebody, comment=row, on=JUDGED, now=NOW, expected=1, **words)
    assert len(steps(row)) == 1


def test_the_editor_of_the_unit_answers_and_strangers_do_not(scene: Scene) -> None:
    row = make_comment(scene)
    editor = person(RoleCode.EDITOR, scene.tree.second, "Tô Văn Biên", 9)
    for somebody in (scene.boards, scene.pilot_office, scene.outsider):
        with pytest.raises(Denied):
            answer_comment(somebody, comment=row, text="Đã sửa", on=ANSWERED, now=NOW, expected=0)
    answer_comment(editor, comment=row, text="Đã sửa", on=ANSWERED, now=NOW, expected=0)
    assert steps(row) == [(1, "answered", "Đã sửa", "Tô Văn Biên")]


def test_who_gave_the_answer_does_not_accept_it_even_when_running_the_campaign(scene: Scene) -> None:
    row = make_comment(scene)
    answer_comment(scene.office, comment=row, text="Ghi thay đơn vị", on=ANSWERED, now=NOW, expected=0)
    with pytest.raises(Denied) as refused:
        accept(scene, row, actor=scene.office)
    assert refused.value.message == "Người đã trả lời không tự chấp nhận câu trả lời của mình."
    assert accept(scene, row, actor=scene.boards).state == "accepted"


def test_the_district_answers_the_province_on_its_own_review(scene: Scene) -> None:
    row = raise_comment(scene.province, review=scene.own, draft=remark(), now=NOW)
    answer_comment(scene.office, comment=row, text="Đã bổ sung", on=ANSWERED, now=NOW, expected=0)
    with pytest.raises(Denied):
        accept(scene, row, actor=scene.boards)
    assert accept(scene, row, actor=scene.province).by == scene.province.name


@pytest.mark.parametrize(("act", "words"), [(accept_comment, {}), (return_comment, {"reason": "Chưa đủ"})])
def test_there_is_nothing_to_accept_or_return_without_an_answer(
    scene: Scene, act: Callable[..., CommentStep], words: dict[str, str]
) -> None:
    row = make_comment(scene)
    with pytest.raises(Invalid) as refused:
        act(scene.boards, comment=row, on=JUDGED, now=NOW, expected=0, **words)
    assert str(refused.value) == "Góp ý chưa trả lời; không làm được việc này."


def test_a_closed_comment_is_neither_answered_nor_waived_and_an_open_one_not_opened(scene: Scene) -> None:
    row = make_comment(scene)
    with pytest.raises(Invalid):
        reopen_comment(scene.boards, comment=row, reason="Xem lại", on=JUDGED, now=NOW, expected=0)
    answer(scene, row)
    accept(scene, row)
    with pytest.raises(Invalid) as refused:
        answer(scene, row, 2, on=TODAY)
    assert str(refused.value) == "Góp ý đã chấp nhận; không làm được việc này."
    with pytest.raises(Invalid):
        waive_comment(scene.boards, comment=row, reason="Thôi", on=TODAY, now=NOW, expected=2)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"on": date(2023, 2, 19)}, "on"),
        ({"on": date(2023, 3, 2)}, "on"),
    ],
)
def test_an_answer_has_words_and_a_day_between(scene: Scene, changes: dict[str, Any], field: str) -> None:
    row = make_comment(scene)
    with pytest.raises(Invalid) as refused:
        answer(scene, row, **changes)
    assert [error.field for error in refused.value.errors] == [field]
    assert steps(row) == []


def test_a_step_does_not_come_before_the_one_before(scene: Scene) -> None:
    row = make_comment(scene)
    answer(scene, row)
    with pytest.raises(Invalid) as refused:
        accept(scene, row, on=date(2023, 2, 22))
    assert str(refused.value) == "Ngày ghi (22-2-2023) trước bước trước (23-2-2023)."


@pytest.mark.parametrize("act", [return_comment, waive_comment])
def test_returning_and_waiving_need_a_reason(scene: Scene, act: Callable[..., CommentStep]) -> None:
    row = make_comment(scene)
    answer(scene, row)
    with pytest.raises(Invalid) as refused:
        act(scene.boards, comment=row, reason=" ", on=JUDGED, now=NOW, expected=1)
    assert [error.field for error in refused.value.errors] == ["reason"]


def test_the_slower_of_two_learns_who_was_quicker_and_nothing_is_lost(scene: Scene) -> None:
    row = make_comment(scene)
    answer(scene, row)
    with pytest.raises(Conflict) as refused:
        answer_comment(scene.second_leader, comment=row, text="Câu khác", on=ANSWERED, now=NOW, expected=0)
    assert refused.value.message == (
        "Ngô Thị Hai vừa cập nhật góp ý này ngày 23-2-2023: đã trả lời, chờ chấp nhận. "
        "Đề nghị xem lại rồi gửi lại."
    )
    assert steps(row) == [(1, "answered", "Đã bổ sung tại trang 12", scene.second_office.name)]
    with pytest.raises(Conflict):
        accept(scene, row, expected=2)
    with pytest.raises(Conflict):
        waive_comment(
            scene.boards, comment=make_comment(scene), reason="Thôi", on=JUDGED, now=NOW, expected=3
        )


def test_nothing_is_written_on_a_withdrawn_review_or_a_removed_campaign(scene: Scene) -> None:
    row = make_comment(scene)
    Review.objects.filter(pk=scene.second.pk).update(withdrawn_on=date(2023, 2, 22))
    stale = Comment.objects.select_related("review__round__campaign__parent").get(pk=row.pk)
    with pytest.raises(Invalid) as refused:
        answer(scene, stale)
    assert str(refused.value) == "Đơn vị đã được đưa ra khỏi đợt sơ kết; không ghi thêm được."
    Review.objects.filter(pk=scene.second.pk).update(withdrawn_on=None)
    Campaign.objects.filter(pk=scene.campaign.pk).update(removed_on=JUDGED)
    with pytest.raises(Invalid):
        make_comment(scene)
    with pytest.raises(Invalid):
        answer(scene, stale)
    assert (Comment.objects.count(), steps(row)) == (1, [])
