"""Units enter a round by name at the time, are taken out and come back; somebody is in charge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import Absence, PlannedDay, Review
from nhiemky.campaign.vocab import RoundKind, StageCode
from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.history.vocab import Conflict, Denied, FieldError, Invalid
from nhiemky.org import actions as org
from nhiemky.org.models import Unit
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast import leader, make_person, make_unit, office, overseer
from tests.cast_campaign import BEGUN, NOW, PILOT_ON, Plan, make_plan, make_review, move_to
from tests.cast_targets import at_once, several_connections

pytestmark = pytest.mark.django_db

DAY = date(2023, 2, 1)
MARCH = date(2023, 3, 15)


@pytest.fixture
def plan() -> Plan:
    return make_plan()


def refusal(act: Callable[[], object]) -> list[FieldError]:
    with pytest.raises(Invalid) as caught:
        act()
    return list(caught.value.errors)


def enter(plan: Plan, *units: Unit, on: date = DAY, **how: object) -> list[Review]:
    return actions.enter_units(
        SYSTEM_ACTOR,
        round=plan.others,
        units=list(units),
        on=on,
        now=NOW,
        **how,  # type: ignore[arg-type]
    )


def test_units_are_entered_together_in_their_order(plan: Plan) -> None:
    tree = plan.tree
    rows = actions.enter_units(
        office(tree.district),
        round=plan.others,
        units=[tree.third.unit, tree.second.unit],
        on=DAY,
        now=NOW,
        conference_on={tree.second.unit_id: MARCH},
        illustrative=True,
    )
    assert [
        (row.unit_name, row.short_name, row.position, row.added_on, row.illustrative) for row in rows
    ] == [
        ("Đảng bộ xã Thạnh Ngãi", "Thạnh Ngãi", 1, DAY, True),
        ("Đảng bộ xã Nhuận Phú Tân", "Nhuận Phú Tân", 2, DAY, True),
    ]
    assert set(PlannedDay.objects.values_list("review__short_name", flat=True)) == {"Nhuận Phú Tân"}
    (later,) = enter(plan, tree.commune.unit)
    assert later.position == 3
    line = LedgerLine.objects.filter(act="reviews.entered").earliest("sequence")
    assert line.summary == "Đưa 2 đơn vị vào vòng “Các chi bộ, đảng bộ trực thuộc còn lại”"
    assert line.branch == tree.district.path
    assert [(each["name"], each["conference"]) for each in line.after["reviews"]] == [
        ("Đảng bộ xã Thạnh Ngãi", None),
        ("Đảng bộ xã Nhuận Phú Tân", "2023-03-15"),
    ]


def test_the_name_is_that_of_the_day_and_stays(plan: Plan) -> None:
    unit = plan.tree.second.unit
    org.change_unit(SYSTEM_ACTOR, unit=unit, on=date(2023, 2, 10), name="Đảng bộ xã Mới", short_name="Mới")
    (before,) = enter(plan, unit, on=DAY)
    assert before.unit_name == "Đảng bộ xã Nhuận Phú Tân"
    actions.withdraw_review(SYSTEM_ACTOR, review=before, on=DAY, reason="Nhập lại", now=NOW)
    (after,) = enter(plan, unit, on=date(2023, 2, 10))
    assert (after.unit_name, after.short_name) == ("Đảng bộ xã Mới", "Mới")
    assert Review.objects.get(pk=before.pk).unit_name == "Đảng bộ xã Nhuận Phú Tân"


def test_the_holder_itself_takes_part(plan: Plan) -> None:
    review = make_review(plan.campaign, plan.tree.district, kind=RoundKind.DISTRICT)
    assert (review.unit_id, review.round_id) == (plan.tree.district.unit_id, plan.own.pk)


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("far", "Đơn vị mã 28879 không có hoặc không thuộc đơn vị chủ trì vào ngày 1-2-2023."),
        ("province", "Đơn vị mã 83 không có hoặc không thuộc đơn vị chủ trì vào ngày 1-2-2023."),
        ("commune", "Đảng bộ xã Tân Thanh Tây đã tham gia đợt sơ kết này."),
    ],
)
def test_units_elsewhere_or_in_another_round_are_refused(plan: Plan, where: str, message: str) -> None:
    make_review(plan.campaign, plan.tree.commune)
    unit = getattr(plan.tree, where).unit
    assert refusal(lambda: enter(plan, plan.tree.second.unit, unit)) == [FieldError("units", message)]
    assert Review.objects.count() == 1


def test_a_unit_that_does_not_stand_on_the_day_is_refused(plan: Plan) -> None:
    coming = make_unit("Tương Lai", code="99001", parent=plan.tree.district, valid_from=date(2023, 2, 2))
    org.dissolve_unit(SYSTEM_ACTOR, unit=plan.tree.third.unit, on=date(2023, 2, 1))
    found = refusal(lambda: enter(plan, coming.unit, plan.tree.third.unit))
    assert [error.message[:15] for error in found] == ["Đơn vị mã 99001", "Đơn vị mã 28903"]
    assert [row.short_name for row in enter(plan, coming.unit, on=date(2023, 2, 2))] == ["Tương Lai"]


@pytest.mark.parametrize("times", [0, 2])
def test_no_unit_or_one_twice_is_refused(plan: Plan, times: int) -> None:
    assert refusal(lambda: enter(plan, *[plan.tree.second.unit] * times)) == [
        FieldError("units", "Đề nghị chọn ít nhất một đơn vị, mỗi đơn vị một lần.")
    ]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (
            {"on": date(2023, 1, 2)},
            ("on", "Ngày đưa vào (2-1-2023) trước ngày của kế hoạch (3-1-2023)."),
        ),
        ({"on": date(2023, 4, 29)}, ("on", "Ngày đưa vào (29-4-2023) chưa đến.")),
        (
            {"on": date(2023, 3, 16), "conference_on": MARCH},
            ("conference_on", "Ngày hội nghị (15-3-2023) trước ngày quyết định kế hoạch (16-3-2023)."),
        ),
        (
            {"conference_on": date(2023, 4, 1)},
            (
                "conference_on",
                "Ngày hội nghị (1-4-2023) nằm ngoài thời gian của vòng (1-3-2023 đến 31-3-2023).",
            ),
        ),
        (
            {"conference_on": {0: MARCH}},
            ("conference_on", "Có ngày hội nghị của đơn vị không nằm trong danh sách."),
        ),
    ],
)
def test_days_out_of_order_are_refused(plan: Plan, how: dict[str, object], expected: tuple[str, str]) -> None:
    assert refusal(lambda: enter(plan, plan.tree.second.unit, **how)) == [  # type: ignore[arg-type]
        FieldError(*expected)
    ]
    assert (Review.objects.count(), PlannedDay.objects.count()) == (0, 0)


def test_entering_more_units_takes_no_more_queries(plan: Plan) -> None:
    more = [make_unit(parent=plan.tree.district).unit for _ in range(12)]

    def cost(units: list[Unit]) -> int:
        with CaptureQueriesContext(connection) as caught:
            enter(plan, *units, conference_on=MARCH)
        return len(caught)

    enter(plan, plan.tree.third.unit)
    assert cost([plan.tree.second.unit]) == cost(more)


class TestWithdrawing:
    """Units taken out of a campaign, by mistake too."""

    def test_a_unit_is_taken_out_and_stays_readable(self, plan: Plan) -> None:
        review = make_review(plan.campaign, plan.tree.commune, conference_on=PILOT_ON)
        move_to(review, StageCode.PREPARING, on=date(2023, 1, 10))
        person = office(plan.tree.district)
        gone = actions.withdraw_review(person, review=review, on=DAY, reason="Chuyển sang vòng sau", now=NOW)
        assert (gone.withdrawn_on, gone.withdrawn_because) == (DAY, "Chuyển sang vòng sau")
        assert queries.reviews(person, campaign=plan.campaign, on=DAY) == []
        assert queries.reviews(person, campaign=plan.campaign, on=date(2023, 1, 31)) == [review]
        assert queries.withdrawn_reviews(person, campaign=plan.campaign, on=DAY) == [review]
        assert len(queries.moves(person, review=review)) == 2
        line = LedgerLine.objects.get(act="review.withdrawn")
        assert line.summary == "Đưa Đảng bộ xã Tân Thanh Tây ra khỏi đợt sơ kết: Chuyển sang vòng sau"
        assert (line.branch, line.after) == (
            plan.tree.commune.path,
            {"withdrawn_on": "2023-02-01", "reason": "Chuyển sang vòng sau"},
        )

    def test_a_unit_taken_out_enters_another_round(self, plan: Plan) -> None:
        review = make_review(plan.campaign, plan.tree.commune)
        actions.withdraw_review(SYSTEM_ACTOR, review=review, on=DAY, reason="Chuyển vòng", now=NOW)
        (again,) = enter(plan, plan.tree.commune.unit)
        assert queries.reviews(SYSTEM_ACTOR, campaign=plan.campaign, on=DAY) == [again]

    @pytest.mark.parametrize(
        ("on", "reason", "now", "expected"),
        [
            (DAY, "", NOW, ("reason", "Chưa ghi nội dung ô “Lý do”.")),
            (
                date(2023, 1, 9),
                "Thôi",
                NOW,
                ("on", "Ngày đưa ra (9-1-2023) trước lần chuyển giai đoạn gần nhất (10-1-2023)."),
            ),
            (
                DAY,
                "Thôi",
                datetime(2023, 1, 31, 9, tzinfo=UTC),
                ("on", "Ngày đưa ra (1-2-2023) chưa đến."),
            ),
        ],
    )
    def test_taking_out_out_of_order_is_refused(
        self, plan: Plan, on: date, reason: str, now: datetime, expected: tuple[str, str]
    ) -> None:
        review = make_review(
            plan.campaign, plan.tree.commune, stage=StageCode.PLANNED, moved_on=date(2023, 1, 10)
        )
        assert refusal(
            lambda: actions.withdraw_review(SYSTEM_ACTOR, review=review, on=on, reason=reason, now=now)
        ) == [FieldError(*expected)]

    def test_a_unit_comes_back_with_everything(self, plan: Plan) -> None:
        review = make_review(plan.campaign, plan.tree.commune, conference_on=PILOT_ON)
        before = Review.objects.values().get()
        person = leader(plan.tree.district)
        with pytest.raises(Conflict, match="đang tham gia"):
            actions.restore_review(person, review=review, now=NOW, on=BEGUN)
        actions.withdraw_review(person, review=review, on=DAY, reason="Nhầm", now=NOW)
        with pytest.raises(Conflict, match="đã được đưa ra khỏi đợt sơ kết từ ngày 1-2-2023"):
            actions.withdraw_review(person, review=review, on=DAY, reason="Nhầm", now=NOW)
        actions.restore_review(person, review=review, now=NOW, on=DAY)
        assert Review.objects.values().get() == before
        assert not Absence.objects.exists()
        line = LedgerLine.objects.get(act="review.restored")
        assert (line.before, line.after) == (
            {"withdrawn_on": "2023-02-01", "reason": "Nhầm"},
            {"withdrawn_on": None, "on": "2023-02-01"},
        )

    def test_a_unit_that_entered_anew_does_not_come_back_twice(self, plan: Plan) -> None:
        review = make_review(plan.campaign, plan.tree.commune)
        actions.withdraw_review(SYSTEM_ACTOR, review=review, on=DAY, reason="Chuyển vòng", now=NOW)
        enter(plan, plan.tree.commune.unit)
        with pytest.raises(Conflict, match="đang tham gia đợt sơ kết"):
            actions.restore_review(SYSTEM_ACTOR, review=review, now=NOW, on=BEGUN)


class TestOwner:
    """Who is in charge of a unit's review."""

    def test_a_person_or_a_name_is_in_charge(self, plan: Plan) -> None:
        review = make_review(plan.campaign, plan.tree.commune)
        person = make_person("Nguyễn Thị Hoa", keeper=plan.tree.commune)
        own = office(plan.tree.commune)
        kept = actions.set_owner(own, review=review, person=person, on=BEGUN, now=NOW)
        assert (kept.owner_id, kept.owner_name) == (person.pk, "Nguyễn Thị Hoa")
        kept = actions.set_owner(
            own, review=review, person=person, name=" Đ/c Hoa,  Phó bí thư ", on=BEGUN, now=NOW
        )
        assert (kept.owner_id, kept.owner_name) == (person.pk, "Đ/c Hoa, Phó bí thư")
        kept = actions.set_owner(own, review=review, on=BEGUN, now=NOW)
        assert (kept.owner_id, kept.owner_name) == (None, "")
        found = LedgerLine.objects.filter(act="review.owner_set").order_by("sequence")
        assert [(line.before["owner"], line.after["owner"]) for line in found] == [
            ("", "Nguyễn Thị Hoa"),
            ("Nguyễn Thị Hoa", "Đ/c Hoa, Phó bí thư"),
            ("Đ/c Hoa, Phó bí thư", ""),
        ]
        assert found[2].summary == "Giao người phụ trách sơ kết của Đảng bộ xã Tân Thanh Tây: chưa có"

    def test_a_name_too_long_and_a_withdrawn_review_are_refused(self, plan: Plan) -> None:
        review = make_review(plan.campaign, plan.tree.commune)
        assert refusal(
            lambda: actions.set_owner(SYSTEM_ACTOR, review=review, name="x" * 201, on=BEGUN, now=NOW)
        ) == [FieldError("owner", "Người phụ trách dài quá 200 ký tự.")]
        actions.withdraw_review(SYSTEM_ACTOR, review=review, on=DAY, reason="Thôi", now=NOW)
        assert refusal(
            lambda: actions.set_owner(SYSTEM_ACTOR, review=review, name="Ai", on=BEGUN, now=NOW)
        ) == [FieldError("", "Đơn vị đã được đưa ra khỏi đợt sơ kết.")]


def test_units_do_not_enter_or_leave_by_themselves(plan: Plan) -> None:
    review = make_review(plan.campaign, plan.tree.commune)
    for person in (office(plan.tree.commune), overseer(plan.tree.district), leader(plan.tree.far)):
        for act in (
            lambda person=person: actions.enter_units(
                person, round=plan.others, units=[plan.tree.second.unit], on=DAY, now=NOW
            ),
            lambda person=person: actions.withdraw_review(
                person, review=review, on=DAY, reason="Thôi", now=NOW
            ),
            lambda person=person: actions.restore_review(person, review=review, now=NOW, on=BEGUN),
        ):
            with pytest.raises(Denied):
                act()
    with pytest.raises(Denied):
        actions.set_owner(office(plan.tree.second), review=review, name="Ai", on=BEGUN, now=NOW)
    assert Review.objects.filter(withdrawn_on__isnull=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_enter_one_unit_at_once_one_is_told(tmp_path: Path) -> None:
    with several_connections(tmp_path):
        plan = make_plan()
        unit = plan.tree.second.unit

        def into(part: RoundKind) -> list[Review]:
            where = plan.pilot if part is RoundKind.PILOT else plan.others
            return actions.enter_units(SYSTEM_ACTOR, round=where, units=[unit], on=BEGUN, now=NOW)

        results = at_once(lambda: into(RoundKind.PILOT), lambda: into(RoundKind.GRASSROOTS))
        refused = [str(result) for result in results if isinstance(result, Exception)]
        assert refused == ["Đảng bộ xã Nhuận Phú Tân đã tham gia đợt sơ kết này."]
        assert Review.objects.count() == 1
        assert LedgerLine.objects.filter(act="reviews.entered").count() == 1
        assert verify().ok
