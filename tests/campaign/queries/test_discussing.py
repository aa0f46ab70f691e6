"""What a conference should discuss: proposed from what is low, slow or unexplained; kept points as of a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import queries
from nhiemky.campaign.models import DiscussionPoint
from nhiemky.campaign.vocab import CauseKind, FindingKind, PointDraft, PointKind
from nhiemky.history.vocab import NotFound
from nhiemky.kernel.scoring import Comparator
from nhiemky.work.models import Progress, WorkItem
from nhiemky.work.vocab import WorkState
from tests.campaign.scene import BEGUN, NOW, TODAY, Scene, make_finding, make_scene, make_target
from tests.standing import standing

pytestmark = pytest.mark.django_db

ASK_TARGET = (
    "Vì sao chỉ tiêu đạt thấp; khó khăn, vướng mắc, hạn chế ở khâu nào; giải pháp nào để đạt và vượt chỉ tiêu trong nửa "
    "nhiệm kỳ còn lại, ai chịu trách nhiệm, khi nào hoàn thành?"
)
ASK_WORK = (
    "Nguyên nhân chậm, vướng mắc cần tháo gỡ, cơ quan nào giải quyết; giải pháp và thời hạn hoàn thành trong nửa nhiệm kỳ "
    "còn lại?"
)
ASK_LIMITATION = (
    "Trách nhiệm trong lãnh đạo, chỉ đạo của Ban Chấp hành đến đâu; giải pháp khắc phục, người chịu trách nhiệm và thời hạn "
    "khắc phục?"
)


@standing
def scene() -> Scene:
    return make_scene()


def proposal(scene: Scene, *, on: date = TODAY) -> tuple[PointDraft, ...]:
    return queries.proposal(scene.commune, review=scene.review, on=on)


def make_item(
    scene: Scene,
    number: str,
    *,
    due_on: date | None = date(2023, 3, 1),
    state: WorkState | None = None,
    percent: int = 0,
    key: bool = True,
    breakthrough: bool = False,
    starts_on: date | None = None,
) -> WorkItem:
    """Make a work item; with a state, one report of 1-2-2023."""
    row = WorkItem.objects.create(
        unit=scene.unit.unit, term=scene.term, number=number, position=1, name="Làm cầu Tân Thới", key=key,
        breakthrough=breakthrough, lead="UBND xã", assigned_on=BEGUN, starts_on=starts_on, due_on=due_on, folded="",
    )  # fmt: skip
    if state is not None:
        Progress.objects.create(
            item=row, on=date(2023, 2, 1), state=state.value, percent=percent, entered_by="x", entered_at=NOW
        )  # fmt: skip
    return row


def test_the_lowest_targets_come_first_with_what_to_ask(scene: Scene) -> None:
    for number, reached in (("1", 60), ("2", 40), ("3", 100), ("4", 80)):
        make_target(scene, number, reached, owner="Hội Nông dân" if number == "2" else "")
    found = proposal(scene)
    assert [point.text for point in found] == [
        "Chỉ tiêu 2: Chỉ tiêu số 2 (đến ngày 21-2-2023 đạt 40% so với nghị quyết)",
        "Chỉ tiêu 1: Chỉ tiêu số 1 (đến ngày 21-2-2023 đạt 60% so với nghị quyết)",
    ]
    assert (found[0].kind, found[0].question, found[0].invited) == (
        PointKind.TARGET,
        ASK_TARGET,
        "Hội Nông dân",
    )
    assert found[0].target_id is not None


def test_at_most_five_targets_are_proposed(scene: Scene) -> None:
    for number in range(1, 8):
        make_target(scene, str(number), 10 + number)
    texts = [point.text.partition(":")[0] for point in proposal(scene)]
    assert texts == [f"Chỉ tiêu {number}" for number in range(1, 6)]


def test_a_breakthrough_target_that_is_slow_is_proposed_whatever_its_band(scene: Scene) -> None:
    phased = ((2022, Decimal(100)), (2023, Decimal(100)))
    make_target(scene, "1", 92, breakthrough=True, phased=phased)
    make_target(scene, "2", 92, phased=phased)
    assert [point.text for point in proposal(scene)] == [
        "Chỉ tiêu 1: Chỉ tiêu số 1 (đến ngày 21-2-2023 đạt 92% so với nghị quyết)"
    ]


def test_shares_are_written_as_boards_do(scene: Scene) -> None:
    make_target(scene, "1", 1, target=Decimal(3))
    make_target(scene, "2", 5, comparator=Comparator.BETWEEN, target=None, low=Decimal(20), high=Decimal(30))
    assert [point.text.partition("đạt ")[2] for point in proposal(scene)] == [
        "25% so với nghị quyết)",
        "33,33% so với nghị quyết)",
    ]


def test_overdue_paused_and_slow_key_work_is_proposed_the_latest_first(scene: Scene) -> None:
    late = make_item(scene, "T1")
    make_item(scene, "T2", due_on=date(2025, 12, 31), state=WorkState.PAUSED)
    make_item(scene, "3", key=False, breakthrough=True, due_on=date(2023, 3, 20))
    make_item(
        scene, "T4", starts_on=date(2023, 1, 1), due_on=date(2023, 4, 1), state=WorkState.IN_PROGRESS, percent=40
    )  # fmt: skip
    make_item(scene, "5", key=False)
    make_item(scene, "T6", state=WorkState.DONE, percent=100)
    found = proposal(scene)
    assert [point.text for point in found] == [
        "Nhiệm vụ trọng tâm T1: Làm cầu Tân Thới (quá hạn 23 ngày, hạn 01-3-2023)".replace("01-", "1-"),
        "Khâu đột phá 3: Làm cầu Tân Thới (quá hạn 4 ngày, hạn 20-3-2023)",
        "Nhiệm vụ trọng tâm T2: Làm cầu Tân Thới (đang tạm dừng)",
        "Nhiệm vụ trọng tâm T4: Làm cầu Tân Thới (đến ngày 24-3-2023 mới đạt 40%)",
    ]
    assert found[0] == PointDraft(PointKind.WORK, found[0].text, ASK_WORK, "UBND xã", work_item_id=late.pk)


@pytest.mark.parametrize(
    ("percent", "proposed"), [(77, True), (78, False)]
)  # 82 of 90 days are over: 85 % of 91,1 % is 77,4 %
def test_work_is_slow_below_85_percent_of_its_elapsed_time(
    scene: Scene, percent: int, proposed: bool
) -> None:
    make_item(
        scene, "T1", starts_on=date(2023, 1, 1), due_on=date(2023, 4, 1), state=WorkState.IN_PROGRESS, percent=percent
    )  # fmt: skip
    assert bool(proposal(scene)) is proposed


@pytest.mark.parametrize(("day", "proposed"), [(date(2023, 1, 10), False), (date(2023, 1, 11), True)])
def test_a_quarter_of_its_time_is_left_to_work_that_has_only_begun(
    scene: Scene, day: date, proposed: bool
) -> None:
    make_item(scene, "T1", starts_on=date(2023, 1, 1), due_on=date(2023, 2, 10))
    assert bool(proposal(scene, on=day)) is proposed


def test_work_without_a_due_date_or_not_yet_begun_is_not_slow(scene: Scene) -> None:
    make_item(scene, "T1", due_on=None)
    make_item(scene, "T2", starts_on=date(2023, 6, 1), due_on=date(2023, 12, 31))
    make_item(scene, "T3", due_on=BEGUN, state=WorkState.CANCELLED)
    assert proposal(scene) == ()


def test_limitations_with_a_subjective_cause_and_no_remedy_are_proposed(scene: Scene) -> None:
    first = make_finding(scene, text="Thu ngân sách thấp.")
    make_finding(scene, FindingKind.CAUSE, "Chỉ đạo chưa quyết liệt.", after=first)
    make_finding(scene, FindingKind.CAUSE, "Kiểm tra ít", after=first)
    make_finding(scene, FindingKind.CAUSE, "Hạn mặn", cause=CauseKind.OBJECTIVE, after=first)
    outside = make_finding(scene, text="Hạn mặn kéo dài")
    make_finding(scene, FindingKind.CAUSE, "Thời tiết", cause=CauseKind.OBJECTIVE, after=outside)
    solved = make_finding(scene, text="Đã có giải pháp")
    cause = make_finding(scene, FindingKind.CAUSE, "Chủ quan", after=solved)
    make_finding(scene, FindingKind.REMEDY, "Giao việc", after=cause)
    make_finding(scene, text="Của xã khác", state=scene.tree.second)
    assert proposal(scene) == (
        PointDraft(
            PointKind.LIMITATION,
            "Hạn chế: Thu ngân sách thấp (nguyên nhân chủ quan: Chỉ đạo chưa quyết liệt; Kiểm tra ít)",
            ASK_LIMITATION,
            finding_id=first.pk,
        ),
    )


def test_what_is_proposed_goes_by_the_day(scene: Scene) -> None:
    make_item(scene, "T1", due_on=date(2023, 3, 10))
    first = make_finding(scene, on=date(2023, 3, 15))
    make_finding(scene, FindingKind.CAUSE, after=first, on=date(2023, 3, 20))
    counts = [
        len(proposal(scene, on=day)) for day in (date(2022, 10, 1), date(2023, 3, 11), date(2023, 3, 20))
    ]
    assert counts == [0, 1, 2]


def make_point(scene: Scene, place: int, text: str, added: date, removed: date | None = None) -> None:
    DiscussionPoint.objects.create(
        review=scene.review, kind=PointKind.OTHER.value, position=place, text=text, added_on=added, removed_on=removed
    )  # fmt: skip


def test_points_are_those_of_the_day_in_their_order(scene: Scene) -> None:
    make_point(scene, 2, "hai", date(2023, 3, 1))
    make_point(scene, 1, "một", date(2023, 3, 5))
    make_point(scene, 3, "bỏ", date(2023, 3, 1), date(2023, 3, 10))

    def texts(day: date) -> list[str]:
        return [point.text for point in queries.points(scene.commune, review=scene.review, on=day)]

    assert [texts(day) for day in (date(2023, 2, 28), date(2023, 3, 1), date(2023, 3, 9), TODAY)] == [
        [],
        ["hai", "bỏ"],
        ["một", "hai", "bỏ"],
        ["một", "hai"],
    ]


def test_points_and_proposal_are_for_who_sees_the_unit_or_the_campaign(scene: Scene) -> None:
    make_target(scene, "1", 40)
    for actor in (scene.district, scene.province, scene.surveyor):
        assert queries.points(actor, review=scene.review, on=TODAY) == []
        assert len(queries.proposal(actor, review=scene.review, on=TODAY)) == 1
    for review, actor in ((scene.second, scene.commune), (scene.review, scene.other)):
        with pytest.raises(NotFound):
            queries.points(actor, review=review, on=TODAY)
        with pytest.raises(NotFound):
            queries.proposal(actor, review=review, on=TODAY)


def test_the_number_of_queries_does_not_depend_on_what_is_proposed(scene: Scene) -> None:
    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as derived:
            proposal(scene)
        with CaptureQueriesContext(connection) as kept:
            queries.points(scene.commune, review=scene.review, on=TODAY)
        return len(derived), len(kept)

    def grow(place: int) -> None:
        make_target(scene, str(place), 40)
        make_item(scene, f"T{place}")
        make_finding(scene, FindingKind.CAUSE, after=make_finding(scene))
        make_point(scene, place, "x", BEGUN)

    grow(1)
    before = asked()
    grow(2)
    grow(3)
    assert asked() == before
