"""The survey: planned, visited, concluded; every day in its order; nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from nhiemky.campaign import actions
from nhiemky.campaign.models import Survey, Visit
from nhiemky.campaign.vocab import SurveyDraft, TeamKind, VisitDraft, VisitKind
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Denied, Invalid
from nhiemky.org.policy import Actor
from tests import cast
from tests.campaign.scene import BEGUN, NOW, Scene, make_scene, make_survey, make_team, make_visit
from tests.standing import standing

pytestmark = pytest.mark.django_db

PLAN = SurveyDraft(
    "Khảo sát việc thực hiện nghị quyết",
    date(2022, 10, 3),
    date(2022, 10, 10),
    date(2022, 11, 30),
    "Nắm tình hình",
)


@standing
def scene() -> Scene:
    return make_scene()


@standing
def survey(scene: Scene) -> Survey:
    return make_survey(scene)


def plan(scene: Scene, draft: SurveyDraft = PLAN, *visits: VisitDraft, actor: Actor | None = None) -> Survey:
    return actions.plan_survey(
        actor or scene.district, campaign=scene.campaign, draft=draft, visits=visits, now=NOW
    )


def errors_of(act: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        act()
    return [(error.field, error.message) for error in refused.value.errors]


def last_line() -> LedgerLine:
    return LedgerLine.objects.latest("sequence")


def test_a_plan_names_units_as_they_were_called_and_sectors_by_their_names(scene: Scene) -> None:
    team = make_team(scene)
    decision = cast.make_directive("170-KH/HU", holder=scene.tree.district, issued_on=date(2022, 10, 3))
    row = plan(
        scene,
        PLAN._replace(team_id=team.pk, directive_id=decision.pk),
        VisitDraft(unit_id=scene.unit.unit_id, planned_on=date(2022, 10, 12), by="Tổ 1"),
        VisitDraft("Ngành Giáo dục", VisitKind.SECTOR),
    )
    assert (row.name, row.purpose, row.team, row.directive) == (PLAN.name, "Nắm tình hình", team, decision)
    visits = Visit.objects.filter(survey=row).order_by("position")
    assert [(v.name, v.kind, v.unit_id, v.added_on, v.planned_on, v.by, v.position) for v in visits] == [
        ("Tân Thanh Tây", "commune", scene.unit.unit_id, PLAN.planned_on, date(2022, 10, 12), "Tổ 1", 1),
        ("Ngành Giáo dục", "sector", None, PLAN.planned_on, None, "", 2),
    ]


def test_planning_leaves_one_line_with_everything(scene: Scene) -> None:
    before = LedgerLine.objects.count()
    row = plan(scene, PLAN, VisitDraft("Ngành Y tế", VisitKind.SECTOR))
    line = last_line()
    assert LedgerLine.objects.count() == before + 1
    assert (line.act, line.object_kind, line.object_id, line.branch) == (
        "survey.planned",
        "survey",
        str(row.pk),
        scene.tree.district.path,
    )
    assert line.summary == "Lập kế hoạch khảo sát “Khảo sát việc thực hiện nghị quyết”"
    assert line.after == {
        "name": PLAN.name, "purpose": "Nắm tình hình", "planned_on": "2022-10-03", "starts_on": "2022-10-10",
        "ends_on": "2022-11-30", "conclusion": "", "concluded_on": None, "team": None, "directive": None,
        "visits": [
            {
                "name": "Ngành Y tế", "kind": "sector", "added_on": "2022-10-03", "planned_on": None, "by": "",
                "visited_on": None, "summary": "", "cancelled_on": None, "cancelled_because": "", "unit": None,
            }
        ],
    }  # fmt: skip


def test_who_runs_no_campaign_there_plans_no_survey(scene: Scene) -> None:
    for actor in (scene.commune, scene.surveyor, scene.other):
        with pytest.raises(Denied):
            plan(scene, actor=actor)
    assert not Survey.objects.exists()
    assert plan(scene, actor=scene.province).campaign == scene.campaign


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"name": " "}, [("name", "Chưa ghi nội dung ô “Tên cuộc khảo sát”.")]),
        ({"name": "ư" * 301}, [("name", "Tên cuộc khảo sát dài quá 300 ký tự.")]),
        (
            {"planned_on": date(2022, 9, 27)},
            [("planned_on", "Ngày lập kế hoạch (27-9-2022) trước ngày bắt đầu đợt sơ kết (28-9-2022).")],
        ),
        (
            {"planned_on": date(2022, 10, 11)},
            [("starts_on", "Ngày bắt đầu (10-10-2022) trước ngày lập kế hoạch (11-10-2022).")],
        ),
        (
            {"ends_on": date(2022, 10, 9)},
            [("ends_on", "Ngày kết thúc (09-10-2022) trước ngày bắt đầu (10-10-2022).")],
        ),
        ({"team_id": 999}, [("team", "Không có đoàn khảo sát này trong đợt sơ kết.")]),
        ({"directive_id": 999}, [("directive", "Không có văn bản này trong sổ, hoặc văn bản đã được rút.")]),
    ],
)
def test_an_unsound_plan_is_refused_by_field(
    scene: Scene, changes: dict[str, object], errors: list[tuple[str, str]]
) -> None:
    draft = PLAN._replace(**changes)  # type: ignore[arg-type]
    found = [(field, text.replace("(9-", "(09-")) for field, text in errors_of(lambda: plan(scene, draft))]
    assert found == [(field, text) for field, text in errors]
    assert not Survey.objects.exists()


def test_a_plan_of_a_day_to_come_is_refused(scene: Scene) -> None:
    day = date(2023, 3, 25)
    draft = PLAN._replace(planned_on=day, starts_on=day, ends_on=day)
    message = "Ngày lập kế hoạch (25-3-2023) chưa đến."
    assert errors_of(lambda: plan(scene, draft)) == [("planned_on", message)]


def test_a_team_of_another_kind_does_not_survey(scene: Scene) -> None:
    team = make_team(scene, TeamKind.EDITORIAL)
    message = "Không có đoàn khảo sát này trong đợt sơ kết."
    assert errors_of(lambda: plan(scene, PLAN._replace(team_id=team.pk))) == [("team", message)]


def test_every_unsound_visit_is_named_by_its_place(scene: Scene) -> None:
    visits = (
        VisitDraft("Ngành Y tế", VisitKind.SECTOR),
        VisitDraft("Ngành Y tế", VisitKind.SECTOR),
        VisitDraft(unit_id=999),
        VisitDraft(kind=VisitKind.SECTOR),
        VisitDraft("Ngành Thuế", VisitKind.SECTOR, planned_on=date(2022, 10, 1)),
    )
    assert errors_of(lambda: plan(scene, PLAN, *visits)) == [
        ("1|name", "Ngành Y tế đã có trong kế hoạch."),
        ("2|unit", "Không có đơn vị này vào ngày 3-10-2022."),
        ("3|name", "Chưa ghi nội dung ô “Tên nơi khảo sát”."),
        ("4|planned_on", "Ngày dự kiến (1-10-2022) trước ngày đưa vào kế hoạch (3-10-2022)."),
    ]
    assert not Survey.objects.exists()


def test_a_plan_is_changed_and_the_ledger_keeps_what_changed(scene: Scene, survey: Survey) -> None:
    draft = PLAN._replace(ends_on=date(2022, 12, 10), purpose="")
    actions.change_survey(scene.district, survey=survey, draft=draft, now=NOW)
    survey.refresh_from_db()
    assert (survey.name, survey.ends_on) == (PLAN.name, date(2022, 12, 10))
    line = last_line()
    assert (line.act, line.summary) == ("survey.changed", f"Sửa kế hoạch khảo sát “{PLAN.name}”")
    assert line.after == {"name": PLAN.name, "ends_on": "2022-12-10", "removed_on": None} or line.after == {
        "name": PLAN.name,
        "ends_on": "2022-12-10",
    }


def test_a_plan_does_not_move_behind_a_visit_that_was_paid(scene: Scene, survey: Survey) -> None:
    make_visit(survey, scene.unit, on=date(2022, 10, 12))
    late = PLAN._replace(planned_on=date(2022, 10, 13), starts_on=date(2022, 10, 13))
    message = "Đoàn đã đến Tân Thanh Tây trước ngày lập kế hoạch này."
    assert errors_of(lambda: actions.change_survey(scene.district, survey=survey, draft=late, now=NOW)) == [
        ("planned_on", message)
    ]


def test_a_survey_is_concluded_after_its_last_day(scene: Scene, survey: Survey) -> None:
    def conclude(text: str, on: date) -> Survey:
        return actions.conclude_survey(scene.surveyor, survey=survey, conclusion=text, on=on, now=NOW)

    early = "Ngày kết luận (29-11-2022) trước ngày kết thúc khảo sát (30-11-2022)."
    assert errors_of(lambda: conclude("Tốt", date(2022, 11, 29))) == [("on", early)]
    assert errors_of(lambda: conclude(" ", date(2022, 12, 1))) == [
        ("conclusion", "Chưa ghi nội dung ô “Kết luận khảo sát”.")
    ]
    assert (
        conclude("Cơ bản tốt.\n\nCòn hạn chế.", date(2022, 12, 1)).conclusion == "Cơ bản tốt.\n\nCòn hạn chế."
    )
    assert (last_line().act, last_line().after) == (
        "survey.concluded",
        {"conclusion": "Cơ bản tốt.\n\nCòn hạn chế.", "concluded_on": "2022-12-01"},
    )
    again = conclude("Cơ bản tốt.", date(2022, 12, 2))
    assert (again.conclusion, again.concluded_on) == ("Cơ bản tốt.", date(2022, 12, 2))
    with pytest.raises(Denied):
        actions.conclude_survey(scene.commune, survey=survey, conclusion="x", on=date(2022, 12, 1), now=NOW)


def test_a_survey_is_removed_with_a_reason_and_comes_back(scene: Scene, survey: Survey) -> None:
    def remove(reason: str, on: date = date(2022, 10, 5)) -> Survey:
        return actions.remove_survey(scene.district, survey=survey, on=on, reason=reason, now=NOW)

    assert errors_of(lambda: remove("")) == [("reason", "Chưa ghi nội dung ô “Lý do”.")]
    assert errors_of(lambda: remove("x", date(2022, 10, 2))) == [
        ("on", "Ngày bỏ (2-10-2022) trước ngày lập kế hoạch (3-10-2022).")
    ]
    assert remove("trùng").removed_on == date(2022, 10, 5)
    assert last_line().after == {"removed_on": "2022-10-05", "reason": "trùng"}
    gone = [("", "Cuộc khảo sát đã được bỏ; đề nghị khôi phục trước.")]
    assert errors_of(lambda: remove("x")) == gone
    assert (
        errors_of(lambda: actions.change_survey(scene.district, survey=survey, draft=PLAN, now=NOW)) == gone
    )
    assert actions.restore_survey(scene.district, survey=survey).removed_on is None
    assert last_line().act == "survey.restored"
    message = "Cuộc khảo sát đang có trong đợt sơ kết."
    assert errors_of(lambda: actions.restore_survey(scene.district, survey=survey)) == [("", message)]


def test_removing_and_restoring_are_for_who_runs_the_campaign(scene: Scene, survey: Survey) -> None:
    with pytest.raises(Denied):
        actions.remove_survey(scene.surveyor, survey=survey, on=BEGUN, reason="x", now=NOW)
    with pytest.raises(Denied):
        actions.restore_survey(scene.commune, survey=survey)
    with pytest.raises(Denied):
        actions.change_survey(scene.surveyor, survey=survey, draft=PLAN, now=NOW)


def test_places_are_added_behind_those_that_are_there(scene: Scene, survey: Survey) -> None:
    make_visit(survey, scene.unit)

    def add(*visits: VisitDraft, on: date = date(2022, 10, 6)) -> list[Visit]:
        return actions.add_visits(scene.surveyor, survey=survey, visits=visits, on=on, now=NOW)

    (row,) = add(VisitDraft(unit_id=scene.tree.second.unit_id))
    assert (row.name, row.position, row.added_on) == ("Nhuận Phú Tân", 2, date(2022, 10, 6))
    assert last_line().summary == "Thêm 1 nơi khảo sát"
    assert errors_of(lambda: add(VisitDraft("Tân Thanh Tây"))) == [
        ("0|name", "Tân Thanh Tây đã có trong kế hoạch.")
    ]
    assert errors_of(lambda: add()) == [("", "Chưa chọn đơn vị hoặc ngành nào để khảo sát.")]
    assert errors_of(lambda: add(VisitDraft("Ngành Y tế"), on=date(2023, 3, 25))) == [
        ("on", "Ngày bổ sung (25-3-2023) chưa đến.")
    ]
    assert errors_of(lambda: add(VisitDraft("Ngành Y tế"), on=date(2022, 10, 2))) == [
        ("on", "Ngày bổ sung (2-10-2022) trước ngày lập kế hoạch (3-10-2022).")
    ]
    with pytest.raises(Denied):
        actions.add_visits(scene.commune, survey=survey, visits=[VisitDraft("x")], on=BEGUN, now=NOW)


def test_a_visit_is_planned_paid_and_told(scene: Scene, survey: Survey) -> None:
    visit = make_visit(survey, scene.unit)
    actions.plan_visit(scene.surveyor, visit=visit, day=date(2022, 10, 12), by="Tổ 2")
    assert last_line().after == {"planned_on": "2022-10-12", "by": "Tổ 2"}
    row = actions.record_visit(
        scene.surveyor, visit=visit, visited_on=date(2022, 10, 13), summary="Nắm\r\nđược", now=NOW
    )
    assert (row.planned_on, row.by, row.visited_on, row.summary) == (
        date(2022, 10, 12),
        "Tổ 2",
        date(2022, 10, 13),
        "Nắm\nđược",
    )
    line = last_line()
    assert (line.act, line.object_kind, line.summary) == (
        "visit.recorded",
        "visit",
        "Ghi kết quả khảo sát Tân Thanh Tây",
    )
    paid = [("", "Đoàn đã đến nơi này; không đặt lại ngày dự kiến.")]
    assert errors_of(lambda: actions.plan_visit(scene.surveyor, visit=visit, day=None, by="")) == paid


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (date(2023, 3, 25), "Ngày khảo sát (25-3-2023) chưa đến."),
        (date(2022, 10, 2), "Ngày khảo sát (2-10-2022) trước ngày đưa vào kế hoạch (3-10-2022)."),
    ],
)
def test_a_visit_on_an_impossible_day_is_refused(
    scene: Scene, survey: Survey, day: date, message: str
) -> None:
    visit = make_visit(survey, scene.unit)
    found = errors_of(
        lambda: actions.record_visit(scene.surveyor, visit=visit, visited_on=day, summary="", now=NOW)
    )
    assert found[0] == ("visited_on", message)
    visit.refresh_from_db()
    assert visit.visited_on is None


def test_today_begins_at_midnight_of_this_country(scene: Scene, survey: Survey) -> None:
    visit = make_visit(survey, scene.unit)
    late = datetime(2023, 3, 24, 17, 30, tzinfo=UTC)
    row = actions.record_visit(
        scene.surveyor, visit=visit, visited_on=date(2023, 3, 25), summary="", now=late
    )
    assert row.visited_on == date(2023, 3, 25)


def test_a_place_is_taken_off_the_plan_with_a_reason(scene: Scene, survey: Survey) -> None:
    visit = make_visit(survey, scene.unit)

    def cancel(reason: str, on: date = date(2022, 10, 20)) -> Visit:
        return actions.cancel_visit(scene.surveyor, visit=visit, on=on, reason=reason, now=NOW)

    assert errors_of(lambda: cancel(" ")) == [("reason", "Chưa ghi nội dung ô “Lý do”.")]
    assert errors_of(lambda: cancel("x", date(2022, 10, 2))) == [
        ("on", "Ngày bỏ (2-10-2022) trước ngày đưa vào kế hoạch (3-10-2022).")
    ]
    row = cancel("Lũ lụt")
    assert (row.cancelled_on, row.cancelled_because) == (date(2022, 10, 20), "Lũ lụt")
    assert last_line().after == {"cancelled_on": "2022-10-20", "cancelled_because": "Lũ lụt"}
    assert errors_of(lambda: cancel("x")) == [
        ("", "Nơi này đã được bỏ khỏi kế hoạch khảo sát ngày 20-10-2022.")
    ]
    again = actions.add_visits(
        scene.surveyor,
        survey=survey,
        visits=[VisitDraft(unit_id=scene.unit.unit_id)],
        on=date(2022, 11, 1),
        now=NOW,
    )
    assert [each.name for each in again] == ["Tân Thanh Tây"]


def test_a_visit_that_was_paid_is_not_taken_off(scene: Scene, survey: Survey) -> None:
    visit = make_visit(survey, scene.unit, on=date(2022, 10, 12))
    message = "Đoàn đã đến nơi này; không bỏ khỏi kế hoạch được."
    assert errors_of(
        lambda: actions.cancel_visit(scene.surveyor, visit=visit, on=date(2022, 10, 20), reason="x", now=NOW)
    ) == [("", message)]


@pytest.mark.parametrize("who", ["commune", "other"])
def test_visits_are_kept_by_who_records_findings_at_the_holder(
    scene: Scene, survey: Survey, who: str
) -> None:
    visit, actor = make_visit(survey, scene.unit), getattr(scene, who)
    with pytest.raises(Denied):
        actions.plan_visit(actor, visit=visit, day=None, by="")
    with pytest.raises(Denied):
        actions.record_visit(actor, visit=visit, visited_on=date(2022, 10, 12), summary="", now=NOW)
    with pytest.raises(Denied):
        actions.cancel_visit(actor, visit=visit, on=date(2022, 10, 12), reason="x", now=NOW)


def test_a_removed_campaign_is_surveyed_no_more(scene: Scene, survey: Survey) -> None:
    scene.campaign.removed_on = date(2023, 1, 1)
    scene.campaign.save()
    message = "Đợt sơ kết đã được bỏ; đề nghị khôi phục trước khi cập nhật."
    assert errors_of(lambda: plan(scene)) == [("", message)]
    assert errors_of(
        lambda: actions.add_visits(scene.surveyor, survey=survey, visits=[VisitDraft("x")], on=BEGUN, now=NOW)
    ) == [("", message)]
