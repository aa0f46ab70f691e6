"""Points to discuss: taken over, changed, taken off; what stood on a day stays readable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import DiscussionPoint
from nhiemky.campaign.vocab import PointDraft, PointKind
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid
from nhiemky.org.policy import Actor
from tests.campaign.scene import NOW, TODAY, Scene, make_finding, make_scene, make_target
from tests.standing import standing

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2023, 3, 10), date(2023, 3, 15)
A = PointDraft(PointKind.OTHER, "Xây dựng nông thôn mới", "Vướng mắc ở đâu?", "Hội Nông dân")
B = PointDraft(PointKind.OTHER, "Kết nạp đảng viên")


@standing
def scene() -> Scene:
    return make_scene()


def keep(
    scene: Scene,
    *points: PointDraft,
    on: date = FIRST,
    actor: Actor | None = None,
    expected: Sequence[int] | None = None,
) -> list[DiscussionPoint]:
    return actions.keep_points(
        actor or scene.commune, review=scene.review, points=points, on=on, now=NOW, expected=expected
    )


def texts(scene: Scene, day: date) -> list[str]:
    return [point.text for point in queries.points(scene.commune, review=scene.review, on=day)]


def errors_of(act: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        act()
    return [(error.field, error.message) for error in refused.value.errors]


def test_points_are_kept_in_their_order_with_what_they_are_drawn_from(scene: Scene) -> None:
    target, finding = make_target(scene, "1", 40), make_finding(scene)
    drawn = PointDraft(
        PointKind.TARGET, " Chỉ tiêu\r\n1 ", "Vì sao?", "Hội Nông dân", target_id=target.pk, finding_id=finding.pk
    )  # fmt: skip
    keep(scene, drawn, A)
    one, two = queries.points(scene.commune, review=scene.review, on=TODAY)
    assert (one.kind, one.position, one.text, one.question, one.invited, one.target, one.finding) == (
        "target",
        1,
        "Chỉ tiêu\n1",
        "Vì sao?",
        "Hội Nông dân",
        target,
        finding,
    )
    assert queries.point_draft(two) == A
    assert (one.added_on, two.position) == (FIRST, 2)


def test_the_whole_proposal_can_be_taken_over(scene: Scene) -> None:
    make_target(scene, "1", 40)
    proposed = queries.proposal(scene.commune, review=scene.review, on=TODAY)
    keep(scene, *proposed)
    kept = queries.points(scene.commune, review=scene.review, on=TODAY)
    assert tuple(map(queries.point_draft, kept)) == proposed


def test_what_is_taken_off_or_changed_stays_readable_on_the_days_before(scene: Scene) -> None:
    first = keep(scene, A, B)
    changed = A._replace(text="Nông thôn mới nâng cao")
    second = keep(scene, B, changed, on=SECOND)
    assert [row.pk == first[1].pk for row in second] == [True, False]
    assert set(texts(scene, date(2023, 3, 14))) == {"Kết nạp đảng viên", "Xây dựng nông thôn mới"}
    assert texts(scene, SECOND) == ["Kết nạp đảng viên", "Nông thôn mới nâng cao"]
    assert DiscussionPoint.objects.count() == 3
    keep(scene, on=TODAY)
    assert texts(scene, TODAY) == []
    assert DiscussionPoint.objects.count() == 3


def test_the_same_point_twice_stays_two_points(scene: Scene) -> None:
    first = keep(scene, B, B)
    again = keep(scene, B, B, on=SECOND)
    assert [row.pk for row in again] == [row.pk for row in first]


def test_one_line_keeps_the_points_before_and_after(scene: Scene) -> None:
    (row,) = keep(scene, B)
    before = LedgerLine.objects.count()
    keep(scene, on=SECOND)
    line = LedgerLine.objects.latest("sequence")
    assert LedgerLine.objects.count() == before + 1
    assert (line.act, line.object_kind, line.object_id, line.branch, line.summary) == (
        "points.kept",
        "review",
        str(scene.review.pk),
        scene.unit.path,
        "Ghi 0 nội dung gợi ý thảo luận",
    )
    assert line.before == {"points": [[row.pk, "other", "Kết nạp đảng viên", "", ""]]}
    assert line.after == {"points": [], "on": "2023-03-15"}


def test_points_that_changed_meanwhile_are_a_conflict(scene: Scene) -> None:
    (row,) = keep(scene, A, expected=())
    with pytest.raises(Conflict) as refused:
        keep(scene, B, on=SECOND, expected=())
    assert (
        refused.value.message
        == "Nội dung thảo luận vừa được người khác sửa. Đề nghị tải lại trang rồi làm lại."
    )
    assert texts(scene, TODAY) == ["Xây dựng nông thôn mới"]
    keep(scene, A, B, on=SECOND, expected=[row.pk])
    assert texts(scene, TODAY) == ["Xây dựng nông thôn mới", "Kết nạp đảng viên"]


def test_points_are_kept_by_the_unit_and_by_who_runs_the_campaign(scene: Scene) -> None:
    keep(scene, A, actor=scene.district)
    keep(scene, B, actor=scene.province, on=SECOND)
    for actor in (scene.other, scene.surveyor):
        with pytest.raises(Denied):
            keep(scene, actor=actor, on=SECOND)
    assert texts(scene, TODAY) == ["Kết nạp đảng viên"]


def test_all_that_is_wrong_is_said_by_place(scene: Scene) -> None:
    strange = make_finding(scene, state=scene.tree.second)
    points = (
        B._replace(text=" "),
        B._replace(invited="ư" * 301),
        B._replace(target_id=999),
        B._replace(finding_id=strange.pk),
    )
    other = "Chỉ tiêu, đầu công việc hoặc hạn chế không phải của đơn vị này."
    assert errors_of(lambda: keep(scene, *points, on=date(2023, 3, 25))) == [
        ("on", "Ngày ghi (25-3-2023) chưa đến."),
        ("0|text", "Chưa ghi nội dung ô “Nội dung”."),
        ("1|invited", "Mời phát biểu dài quá 300 ký tự."),
        ("2|", other),
        ("3|", other),
    ]
    assert errors_of(lambda: keep(scene, *[B] * 51)) == [("", "Quá 50 nội dung thảo luận.")]
    assert not DiscussionPoint.objects.exists()


def test_a_day_before_the_last_change_is_refused(scene: Scene) -> None:
    keep(scene, A, on=SECOND)
    message = "Ngày ghi (10-3-2023) trước lần ghi trước (15-3-2023)."
    assert errors_of(lambda: keep(scene, B, on=FIRST)) == [("on", message)]


def test_a_withdrawn_review_gets_no_points(scene: Scene) -> None:
    scene.review.withdrawn_on = date(2023, 3, 1)
    scene.review.save()
    message = "Đơn vị đã được đưa ra khỏi đợt sơ kết; không ghi thêm được."
    assert errors_of(lambda: keep(scene, A)) == [("", message)]
