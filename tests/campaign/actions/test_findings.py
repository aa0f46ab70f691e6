"""Findings noted, changed with the ties that began with them, withdrawn and restored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from nhiemky.campaign import actions
from nhiemky.campaign.actions.findings import draft_of
from nhiemky.campaign.models import Finding, FindingChain, FindingLink, Meeting
from nhiemky.campaign.vocab import (
    CauseKind,
    FindingDraft,
    FindingKind,
    FindingSource,
    MeetingKind,
)
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid
from nhiemky.org.models import UnitState
from nhiemky.org.policy import Actor
from nhiemky.work.models import WorkItem
from tests.campaign.scene import (
    BEGUN,
    NOW,
    Scene,
    draft,
    make_finding,
    make_link,
    make_scene,
    make_survey,
    make_target,
    make_visit,
)
from tests.standing import standing

pytestmark = pytest.mark.django_db

DAY = date(2023, 3, 1)


@standing
def scene() -> Scene:
    return make_scene()


def note(
    scene: Scene,
    stated: FindingDraft | None = None,
    *,
    actor: Actor | None = None,
    state: UnitState | None = None,
) -> Finding:
    return actions.note_finding(
        actor or scene.commune,
        campaign=scene.campaign,
        unit=(state or scene.unit).unit,
        draft=stated or draft(),
        now=NOW,
    )


def errors_of(act: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        act()
    return [(error.field, error.message) for error in refused.value.errors]


def last_line() -> LedgerLine:
    return LedgerLine.objects.latest("sequence")


def make_item(scene: Scene, state: UnitState | None = None) -> WorkItem:
    return WorkItem.objects.create(
        unit=(state or scene.unit).unit, term=scene.term, number="1", position=1, name="Làm đường", assigned_on=BEGUN,
        folded="",
    )  # fmt: skip


def test_a_finding_is_noted_with_its_source(scene: Scene) -> None:
    visit = make_visit(make_survey(scene), scene.unit, on=date(2022, 10, 12))
    stated = FindingDraft(
        FindingKind.CAUSE, " Chỉ đạo\r\n chưa quyết liệt ", FindingSource.SURVEY, DAY, CauseKind.SUBJECTIVE,
        "Kinh  tế", visit.pk, None, "Biên bản",
    )  # fmt: skip
    row = note(scene, stated)
    row.refresh_from_db()
    assert (row.campaign, row.unit, row.kind, row.cause, row.text) == (
        scene.campaign,
        scene.unit.unit,
        "cause",
        "subjective",
        "Chỉ đạo\nchưa quyết liệt",
    )
    assert (row.group, row.source, row.visit, row.source_text, row.noted_on, row.noted_by) == (
        "Kinh tế",
        "survey",
        visit,
        "Biên bản",
        DAY,
        "Trần Thị Bình",
    )


def test_noting_leaves_one_line(scene: Scene) -> None:
    before = LedgerLine.objects.count()
    row = note(scene)
    line = last_line()
    assert LedgerLine.objects.count() == before + 1
    assert (line.act, line.object_kind, line.object_id, line.branch, line.summary) == (
        "finding.noted",
        "finding",
        str(row.pk),
        scene.unit.path,
        "Ghi hạn chế: Thu ngân sách thấp",
    )
    assert line.after == {
        "kind": "limitation", "cause": "", "text": "Thu ngân sách thấp", "group": "", "source": "report",
        "source_text": "", "noted_on": "2023-03-01", "unit": scene.unit.unit_id, "visit": None, "meeting": None,
        "campaign": scene.campaign.pk,
    }  # fmt: skip


def test_findings_are_noted_by_the_unit_the_survey_team_and_who_runs_the_campaign(scene: Scene) -> None:
    for actor in (scene.commune, scene.surveyor, scene.district, scene.province):
        assert note(scene, actor=actor).noted_by == actor.name
    with pytest.raises(Denied):
        note(scene, actor=scene.other)
    with pytest.raises(Denied):
        note(scene, actor=scene.commune, state=scene.tree.second)


def test_findings_are_of_units_of_the_campaign(scene: Scene) -> None:
    assert note(scene, actor=scene.district, state=scene.tree.district).unit == scene.tree.district.unit
    outside = [("unit", "Đơn vị không thuộc đợt sơ kết này.")]
    third = scene.tree.third
    assert errors_of(lambda: note(scene, actor=scene.district, state=third)) == outside
    make_visit(make_survey(scene), third)
    assert note(scene, actor=scene.district, state=third).unit == third.unit


@pytest.mark.parametrize(
    ("stated", "errors"),
    [
        (draft()._replace(text=" "), [("text", "Chưa ghi nội dung ô “Nội dung”.")]),
        (draft()._replace(text="ư" * 20_001), [("text", "Nội dung dài quá 20000 ký tự.")]),
        (draft()._replace(group="ư" * 151), [("group", "Lĩnh vực dài quá 150 ký tự.")]),
        (draft()._replace(source_text="ư" * 301), [("source_text", "Nguồn dài quá 300 ký tự.")]),
        (draft()._replace(noted_on=date(2023, 3, 25)), [("noted_on", "Ngày ghi (25-3-2023) chưa đến.")]),
        (
            draft()._replace(noted_on=date(2022, 9, 27)),
            [
                ("unit", "Đơn vị không thuộc đợt sơ kết này."),
                ("noted_on", "Ngày ghi (27-9-2022) trước ngày bắt đầu đợt sơ kết (28-9-2022)."),
            ],
        ),
        (
            draft(FindingKind.CAUSE)._replace(cause=None),
            [("cause", "Nguyên nhân phải ghi rõ khách quan hay chủ quan; nội dung khác thì không.")],
        ),
        (
            draft()._replace(cause=CauseKind.OBJECTIVE),
            [("cause", "Nguyên nhân phải ghi rõ khách quan hay chủ quan; nội dung khác thì không.")],
        ),
        (
            draft()._replace(visit_id=999),
            [
                ("visit", "Chưa có chuyến khảo sát này trong đợt sơ kết, hoặc đoàn chưa đến."),
                ("source", "Nội dung gắn với chuyến khảo sát thì nguồn là khảo sát."),
            ],
        ),
        (draft()._replace(meeting_id=999), [("meeting", "Không có cuộc họp này.")]),
    ],
)
def test_an_unsound_finding_is_refused_by_field(
    scene: Scene, stated: FindingDraft, errors: list[tuple[str, str]]
) -> None:
    found = errors_of(lambda: note(scene, stated))
    if stated.noted_on < BEGUN:
        found = [each for each in found if each[0] == "noted_on"]
        errors = errors[1:]
    assert found == errors
    assert not Finding.objects.exists()


def test_a_finding_does_not_come_before_the_visit_or_meeting_it_comes_from(scene: Scene) -> None:
    visit = make_visit(make_survey(scene), scene.unit, on=date(2023, 3, 2))
    stated = draft()._replace(source=FindingSource.SURVEY, visit_id=visit.pk)
    assert errors_of(lambda: note(scene, stated)) == [("noted_on", "Ngày ghi trước ngày đoàn khảo sát đến.")]
    meeting = Meeting.objects.create(
        campaign=scene.campaign, kind=MeetingKind.OTHER.value, held_on=date(2023, 3, 2), visitors="x"
    )
    stated = draft()._replace(source=FindingSource.MEETING, meeting_id=meeting.pk)
    assert [field for field, _text in errors_of(lambda: note(scene, stated))] == ["on"]
    assert note(scene, stated._replace(noted_on=date(2023, 3, 2))).meeting == meeting


def test_a_finding_is_changed_and_the_ledger_keeps_both(scene: Scene) -> None:
    row = note(scene)
    seen = draft_of(row)
    assert seen == draft()
    actions.change_finding(
        scene.commune,
        finding=row,
        draft=draft()._replace(text="Thu thấp", group="Kinh tế"),
        now=NOW,
        expected=seen,
    )
    line = last_line()
    assert (line.act, line.before, line.after) == (
        "finding.changed",
        {"text": "Thu ngân sách thấp", "group": ""},
        {"text": "Thu thấp", "group": "Kinh tế"},
    )
    with pytest.raises(Conflict) as refused:
        actions.change_finding(scene.district, finding=row, draft=draft(), now=NOW, expected=seen)
    assert refused.value.message == "Nội dung vừa được người khác sửa. Đề nghị tải lại trang rồi sửa lại."


def test_a_chained_finding_keeps_its_kind(scene: Scene) -> None:
    first = make_finding(scene)
    make_finding(scene, FindingKind.CAUSE, after=first)
    stated = draft(FindingKind.STRENGTH)
    message = "Nội dung đã nối với nội dung khác; đề nghị bỏ nối trước khi đổi loại."
    assert errors_of(lambda: actions.change_finding(scene.commune, finding=first, draft=stated, now=NOW)) == [
        ("kind", message)
    ]
    chain = FindingChain.objects.get()
    actions.unchain_findings(scene.commune, chain=chain, on=date(2023, 3, 10), now=NOW)
    changed = actions.change_finding(scene.commune, finding=first, draft=stated, now=NOW)
    assert (changed.kind, FindingChain.objects.get().removed_on) == ("strength", date(2023, 3, 10))


def move(scene: Scene, row: Finding, day: int) -> None:
    """Let a finding have been noted on another day of March."""
    stated = draft_of(row)._replace(noted_on=date(2023, 3, day))
    actions.change_finding(scene.commune, finding=row, draft=stated, now=NOW)


@pytest.mark.parametrize(
    ("noted", "days"),
    [
        # what began with the finding begins with it on its other day, but not before what else it ties was noted
        (3, [(3, None), (3, 8), (5, 5), (12, None), (4, None)]),
        # what began later begins with it too where it would begin before it, and ends on its day at the latest
        (10, [(10, None), (8, 8), (5, 5), (12, None), (10, None)]),
        (15, [(15, None), (8, 8), (5, 5), (15, None), (15, None)]),
    ],
)
def test_ties_that_began_with_a_finding_go_with_its_day(
    scene: Scene, noted: int, days: list[tuple[int, int | None]]
) -> None:
    row = make_finding(scene, on=date(2023, 3, 5))
    targets = [make_target(scene, str(number), None) for number in range(1, 5)]
    made = [
        make_link(row, target=targets[0]),
        make_link(row, target=targets[1], removed_on=date(2023, 3, 8)),
        make_link(row, target=targets[2], removed_on=date(2023, 3, 5)),
        make_link(row, target=targets[3], on=date(2023, 3, 12)),
    ]
    cause = make_finding(scene, FindingKind.CAUSE, after=row, on=date(2023, 3, 4))
    move(scene, row, noted)
    chain = FindingChain.objects.get(later=cause)
    found = [FindingLink.objects.get(pk=each.pk) for each in made]
    assert [
        (each.added_on.day, each.removed_on.day if each.removed_on else None) for each in (*found, chain)
    ] == days


def test_another_text_of_a_finding_leaves_its_ties(scene: Scene) -> None:
    row = make_finding(scene)
    made = make_link(row, target=make_target(scene, "1", None), on=date(2023, 2, 1))
    actions.change_finding(scene.commune, finding=row, draft=draft(text="Khác"), now=NOW)
    assert FindingLink.objects.get() == made
    assert FindingLink.objects.get().added_on == date(2023, 2, 1)


def test_a_finding_is_withdrawn_with_a_reason_and_comes_back(scene: Scene) -> None:
    row = note(scene)

    def withdraw(reason: str, on: date = DAY) -> Finding:
        return actions.withdraw_finding(scene.commune, finding=row, on=on, reason=reason, now=NOW)

    assert errors_of(lambda: withdraw(" ")) == [("reason", "Chưa ghi nội dung ô “Lý do”.")]
    assert errors_of(lambda: withdraw("x", date(2023, 2, 28))) == [
        ("on", "Ngày rút (28-2-2023) trước ngày ghi (1-3-2023).")
    ]
    assert errors_of(lambda: withdraw("x", date(2023, 3, 25))) == [("on", "Ngày rút (25-3-2023) chưa đến.")]
    gone = withdraw("Số liệu sai")
    assert (gone.withdrawn_on, gone.withdrawn_because) == (DAY, "Số liệu sai")
    assert last_line().after == {"withdrawn_on": "2023-03-01", "reason": "Số liệu sai"}
    message = "Nội dung đã được rút; đề nghị khôi phục trước."
    assert errors_of(lambda: withdraw("x")) == [("", message)]
    back = actions.restore_finding(scene.commune, finding=row)
    assert (back.withdrawn_on, back.withdrawn_because) == (None, "")
    assert last_line().act == "finding.restored"
    assert errors_of(lambda: actions.restore_finding(scene.commune, finding=row)) == [
        ("", "Nội dung này không bị rút.")
    ]


def test_who_records_no_findings_there_touches_none(scene: Scene) -> None:
    first, other = make_finding(scene), scene.other
    acts: list[Callable[[], object]] = [
        lambda: actions.change_finding(other, finding=first, draft=draft(), now=NOW),
        lambda: actions.withdraw_finding(other, finding=first, on=DAY, reason="x", now=NOW),
        lambda: actions.restore_finding(other, finding=first),
    ]
    before = LedgerLine.objects.count()
    for act in acts:
        with pytest.raises(Denied):
            act()
    assert LedgerLine.objects.count() == before
