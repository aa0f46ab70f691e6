"""Chains from limitation to task, and the places where something is missing."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import queries
from nhiemky.campaign.models import Finding, FindingChain
from nhiemky.campaign.queries import ChainRemedy, ChainRow, Gap
from nhiemky.campaign.vocab import FindingKind, GapCode
from nhiemky.history.vocab import NotFound
from nhiemky.kernel.scoring import DEFAULT_SCHEME, SCHEMES, Band, Scheme
from nhiemky.org.models import Unit
from nhiemky.org.policy import Actor
from nhiemky.work.models import WorkItem
from tests.campaign.scene import BEGUN, TODAY, Scene, make_finding, make_link, make_scene, make_target
from tests.standing import standing

pytestmark = pytest.mark.django_db

CAUSE, REMEDY, TASK = FindingKind.CAUSE, FindingKind.REMEDY, FindingKind.NEW_TASK


@standing
def scene() -> Scene:
    return make_scene()


def chains(scene: Scene, *, on: date = TODAY, unit: Unit | None = None) -> list[ChainRow]:
    return queries.chains(scene.district, campaign=scene.campaign, on=on, unit=unit)


def gaps(
    scene: Scene, actor: Actor | None = None, *, on: date = TODAY, unit: Unit | None = None
) -> list[Gap]:
    return queries.gaps(actor or scene.district, campaign=scene.campaign, on=on, unit=unit)


def told(found: list[Gap]) -> list[tuple[GapCode, str]]:
    return [(gap.code, gap.text) for gap in found]


def text(remedy: ChainRemedy) -> tuple[str, list[str]]:
    return remedy.line.finding.text, [task.finding.text for task in remedy.tasks]


def give_work(scene: Scene, remedy: Finding) -> None:
    item = WorkItem.objects.create(
        unit=scene.unit.unit, term=scene.term, number="1", position=1, name="Làm đường", assigned_on=BEGUN, folded=""
    )  # fmt: skip
    make_link(finding=remedy, work_item=item, gives=True)


def test_a_chain_goes_from_the_limitation_to_the_task(scene: Scene) -> None:
    limitation = make_finding(scene, text="hạn chế")
    cause = make_finding(scene, CAUSE, "nguyên nhân", after=limitation)
    remedy = make_finding(scene, REMEDY, "giải pháp", after=cause)
    make_finding(scene, TASK, "nhiệm vụ", after=remedy)
    make_finding(scene, REMEDY, "giải pháp thẳng", after=limitation)
    (row,) = chains(scene)
    assert row.line.finding == limitation
    assert [(each.line.finding.text, [text(r) for r in each.remedies]) for each in row.causes] == [
        ("nguyên nhân", [("giải pháp", ["nhiệm vụ"])])
    ]
    assert [text(each) for each in row.remedies] == [("giải pháp thẳng", [])]
    assert row.gaps == (GapCode.REMEDY_WITHOUT_TASK,)


@pytest.mark.parametrize(
    ("kinds", "missing"),
    [
        ((), (GapCode.LIMITATION_WITHOUT_CAUSE,)),
        ((CAUSE,), (GapCode.CAUSE_WITHOUT_REMEDY,)),
        ((CAUSE, REMEDY), (GapCode.REMEDY_WITHOUT_TASK,)),
        ((CAUSE, REMEDY, TASK), ()),
        ((REMEDY,), (GapCode.LIMITATION_WITHOUT_CAUSE, GapCode.REMEDY_WITHOUT_TASK)),
    ],
)
def test_a_chain_says_where_it_is_incomplete(
    scene: Scene, kinds: tuple[FindingKind, ...], missing: tuple[GapCode, ...]
) -> None:
    last = make_finding(scene)
    for kind in kinds:
        last = make_finding(scene, kind, after=last)
    (row,) = chains(scene)
    assert row.gaps == missing
    assert tuple(gap.code for gap in gaps(scene)) == missing


def test_a_chain_is_as_it_was_on_the_day(scene: Scene) -> None:
    limitation = make_finding(scene, on=date(2023, 3, 1))
    cause = make_finding(scene, CAUSE, after=limitation, on=date(2023, 3, 5))
    cause.withdrawn_on = date(2023, 3, 10)
    cause.save()
    days = (date(2023, 2, 28), date(2023, 3, 4), date(2023, 3, 5), date(2023, 3, 10))
    assert [[len(row.causes) for row in chains(scene, on=day)] for day in days] == [[], [0], [1], [0]]


def test_chains_of_one_unit_are_told_alone(scene: Scene) -> None:
    make_finding(scene, text="một")
    make_finding(scene, text="hai", state=scene.tree.second)
    assert [row.line.finding.text for row in chains(scene)] == ["một", "hai"]
    assert [row.line.finding.text for row in chains(scene, unit=scene.tree.second.unit)] == ["hai"]


def test_what_follows_from_nothing_is_told(scene: Scene) -> None:
    limitation = make_finding(scene)
    make_finding(scene, CAUSE, "nối", after=limitation)
    make_finding(scene, CAUSE, "lẻ")
    make_finding(scene, FindingKind.STRENGTH, "ưu điểm")
    loose = queries.loose_findings(scene.district, campaign=scene.campaign, on=TODAY)
    assert [line.finding.text for line in loose] == ["lẻ"]


def test_a_work_item_or_an_adjusted_target_completes_a_remedy(scene: Scene) -> None:
    remedy = make_finding(scene, REMEDY, "Giao chỉ tiêu")
    assert gaps(scene) == [
        Gap(
            GapCode.REMEDY_WITHOUT_TASK,
            "Giải pháp chưa thành nhiệm vụ mới hoặc chỉ tiêu điều chỉnh: Giao chỉ tiêu",
            scene.unit.unit_id,
            "Tân Thanh Tây",
            finding_id=remedy.pk,
            weak=True,
        )
    ]
    give_work(scene, remedy)
    assert gaps(scene) == []


def test_low_targets_without_a_limitation_are_listed_by_the_band_of_the_cut_off(scene: Scene) -> None:
    low = make_target(scene, "1", 40)
    make_target(scene, "2", 100)
    make_target(scene, "3", 80)
    make_target(scene, "4", None)
    (gap,) = gaps(scene)
    assert gap == Gap(
        GapCode.TARGET_WITHOUT_LIMITATION,
        "Chỉ tiêu 1 (Chỉ tiêu số 1), đến ngày 21-2-2023: Đạt dưới 50%, chưa nêu hạn chế",
        scene.unit.unit_id,
        "Tân Thanh Tây",
        target_id=low.pk,
    )
    make_link(finding=make_finding(scene, FindingKind.STRENGTH), target=low)
    assert len(gaps(scene)) == 1
    make_link(finding=make_finding(scene), target=low)
    assert [gap.code for gap in gaps(scene)] == [GapCode.LIMITATION_WITHOUT_CAUSE]


def test_a_target_at_risk_is_low_whatever_its_band(scene: Scene) -> None:
    make_target(scene, "1", 80, phased=((2022, 100), (2023, 100)))
    assert told(gaps(scene)) == [
        (
            GapCode.TARGET_WITHOUT_LIMITATION,
            "Chỉ tiêu 1 (Chỉ tiêu số 1), đến ngày 21-2-2023 có nguy cơ không đạt, chưa nêu hạn chế",
        )
    ]


def test_targets_that_do_not_count_are_not_asked_about(scene: Scene) -> None:
    make_target(scene, "1", 40, counted=False)
    assert gaps(scene) == []


def test_before_the_cut_off_figures_are_those_of_the_day(scene: Scene) -> None:
    make_target(scene, "1", 40)
    assert len(gaps(scene, on=date(2022, 12, 31))) == 1
    assert gaps(scene, on=date(2021, 12, 31)) == []
    scene.campaign.cut_off = None
    scene.campaign.save()
    (gap,) = gaps(scene)
    assert "đến ngày 24-3-2023" in gap.text


def test_gaps_are_told_by_kind_then_by_finding_and_to_a_unit_its_own(scene: Scene) -> None:
    make_finding(scene, REMEDY, "c")
    make_finding(scene, CAUSE, "b")
    make_finding(scene, text="a")
    make_finding(scene, text="xã khác", state=scene.tree.second)
    make_target(scene, "1", 40)
    assert [gap.code for gap in gaps(scene)] == [
        GapCode.TARGET_WITHOUT_LIMITATION,
        GapCode.LIMITATION_WITHOUT_CAUSE,
        GapCode.LIMITATION_WITHOUT_CAUSE,
        GapCode.CAUSE_WITHOUT_REMEDY,
        GapCode.REMEDY_WITHOUT_TASK,
    ]
    assert {gap.unit_name for gap in gaps(scene, scene.commune)} == {"Tân Thanh Tây"}
    assert {gap.unit_name for gap in gaps(scene, unit=scene.tree.second.unit)} == {"Nhuận Phú Tân"}
    with pytest.raises(NotFound):
        gaps(scene, scene.other)


@pytest.mark.parametrize(
    ("scheme", "codes"),
    [
        (DEFAULT_SCHEME, {"over_50", "under_50"}),
        (
            Scheme("two", "Hai", (Band("met", 100, "Đạt"), Band("missed", None, "Chưa")), inclusive=True),
            {"missed"},
        ),
    ],
)
def test_low_bands_are_those_that_end_at_75_or_the_last(scheme: Scheme, codes: set[str]) -> None:
    assert queries.low_codes(scheme) == codes
    assert all(queries.low_codes(each) for each in SCHEMES.values())


def test_the_number_of_queries_does_not_depend_on_findings_or_targets(scene: Scene) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            gaps(scene)
        return len(captured)

    make_finding(scene, CAUSE, after=make_finding(scene))
    make_target(scene, "1", 40)
    before = asked()
    for place in range(3):
        limitation = make_finding(scene, state=scene.tree.communes[place])
        cause = make_finding(scene, CAUSE, after=limitation, state=scene.tree.communes[place])
        make_finding(scene, REMEDY, after=cause, state=scene.tree.communes[place])
        make_target(scene, str(place + 2), 40)
    assert FindingChain.objects.count() == 7
    assert asked() == before
