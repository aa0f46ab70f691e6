"""The whole line that every act on targets and figures leaves in the ledger; refused acts leave none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import FieldError, Invalid, Refusal
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Comparator, Period
from nhiemky.org.models import Term
from nhiemky.targets import actions
from nhiemky.targets.models import Freeze, Observation, Target
from nhiemky.targets.vocab import Entry, FileFigure, Origin, Source
from tests.cast_targets import (
    NOW,
    TODAY,
    Place,
    confirm_all,
    make_place,
    make_target,
    make_term,
    record,
    target_row,
)
from tests.standing import standing

pytestmark = pytest.mark.django_db

Y2021, Y2022 = Period.of_year(2021), Period.of_year(2022)
CELL = Source("ket-qua.xlsx", "ab" * 32, "Chỉ tiêu!N8", "61,5", "b1")
ORIGIN = Origin("b1", "ket-qua.xlsx", "ab" * 32)
OFFICE, LEADER = "Văn phòng Tân Thanh Tây", "Bí thư Tân Thanh Tây"
ROW = {
    "number": "1", "name": "Thu nhập bình quân đầu người, chỉ tiêu 1", "comparator": "at_least", "target": "70",
    "low": None, "high": None, "baseline": None, "baseline_year": None, "unit_of_measure": "triệu đồng",
    "group": "Kinh tế", "code": "", "due": None, "kind": None, "method": None, "roll_up": "none", "main": False,
    "breakthrough": False, "counted": True, "parent_number": None, "owner": "", "note": "", "illustrative": False,
    "phased": [],
}  # fmt: skip


def row(number: str = "1", **changes: object) -> dict[str, object]:
    """Give a target as the ledger keeps it."""
    return {**ROW, "number": number, "name": f"Thu nhập bình quân đầu người, chỉ tiêu {number}", **changes}


@dataclass(frozen=True)
class Scene:
    """A unit with one target and a figure of 2022 in draft."""

    place: Place
    term: Term
    target: Target
    figure: Observation

    def submitted(self) -> int:
        """Submit the figure and give its id."""
        actions.submit_figures(self.place.office, unit=self.place.unit, term=self.term, now=NOW)
        return self.figure.pk

    def enter(self, period: Period = Y2022, value: Decimal | None = None, **changes: object) -> None:
        """Record a figure."""
        actions.record_observation(
            self.place.office,
            target=self.target,
            period=period,
            value=value,
            now=NOW,
            **changes,  # type: ignore[arg-type]
        )


@standing
def scene() -> Scene:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    return Scene(place, term, target, record(place, target, 60))


def last(scene: Scene) -> tuple[object, ...]:
    """Give the last line; its object as the word that it stands for."""
    line = LedgerLine.objects.latest("sequence")
    freeze = Freeze.objects.order_by("-pk").values_list("pk", flat=True).first()
    known = {"target": scene.target.pk, "unit": scene.place.unit.pk, "freeze": freeze, "batch": "b1"}
    assert line.object_id == str(known[line.object_kind])
    assert (line.branch, line.actor_id) == (scene.place.state.path, None)
    assert line.digest == line.computed_digest()
    return line.actor_name, line.act, line.object_kind, line.summary, line.before, line.after


Change = tuple[dict[str, object], dict[str, object], dict[str, object]]
CHANGES: Mapping[str, Change] = {
    "name": ({"name": "Khác"}, {"name": ROW["name"]}, {"name": "Khác"}),
    "target": ({"target": Decimal("70.50")}, {"target": "70"}, {"target": "70.50"}),
    "no target": ({"target": None}, {"target": "70"}, {"target": None}),
    "due": ({"due": date(2024, 6, 30)}, {"due": None}, {"due": "2024-06-30"}),
    "comparator": ({"comparator": Comparator.AT_MOST}, {"comparator": "at_least"}, {"comparator": "at_most"}),
    "main": ({"main": True}, {"main": False}, {"main": True}),
    "counted": ({"counted": False}, {"counted": True}, {"counted": False}),
    "two at once": (
        {"owner": "Ủy ban", "note": "Theo chuẩn"},
        {"owner": "", "note": ""},
        {"owner": "Ủy ban", "note": "Theo chuẩn"},
    ),
    "phased": ({"phased": ((2022, Decimal("3.5")),)}, {"phased": []}, {"phased": [[2022, "3.5"]]}),
    "baseline": (
        {"baseline": Decimal(40), "baseline_year": 2019},
        {"baseline": None, "baseline_year": None},
        {"baseline": "40", "baseline_year": 2019},
    ),
    "nothing": ({}, {}, {}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_changed_target_keeps_what_changed_and_nothing_else(scene: Scene, name: str) -> None:
    changes, before, after = CHANGES[name]
    actions.change_target(scene.place.office, target=scene.target, row=target_row(**changes))  # type: ignore[arg-type]
    assert last(scene) == (OFFICE, "target.changed", "target", "Sửa chỉ tiêu 1", before, after)


Given = tuple[dict[str, object], str, dict[str, object] | None, dict[str, object]]
HELD = {"version": 1, "value": "60", "done": None}
FIGURES: Mapping[str, Given] = {
    "first of a year": (
        {"period": Y2021, "value": Decimal("55.5")},
        "Ghi số liệu 2021 của chỉ tiêu 1",
        None,
        {"number": "1", "period": "2021", "value": "55.5"},
    ),
    "correction": (
        {"value": Decimal(61)},
        "Ghi số liệu 2022 của chỉ tiêu 1",
        HELD,
        {"number": "1", "period": "2022", "value": "61"},
    ),
    "withdrawal": (
        {"value": None},
        "Rút số liệu 2022 của chỉ tiêu 1",
        HELD,
        {"number": "1", "period": "2022", "value": None},
    ),
    "estimate": (
        {"value": Decimal(60), "estimate": True},
        "Ghi số liệu 2022 của chỉ tiêu 1",
        HELD,
        {"number": "1", "period": "2022", "value": "60", "estimate": True},
    ),
    "ratio": (
        {"value": Decimal(50), "numerator": Decimal(1), "denominator": Decimal(2)},
        "Ghi số liệu 2022 của chỉ tiêu 1",
        HELD,
        {"number": "1", "period": "2022", "value": "50", "numerator": "1", "denominator": "2"},
    ),
    "of a cell": (
        {"value": Decimal("61.5"), "source": CELL},
        "Ghi số liệu 2022 của chỉ tiêu 1",
        HELD,
        {"number": "1", "period": "2022", "value": "61.5", "source": "ket-qua.xlsx Chỉ tiêu!N8"},
    ),
    "of a quarter": (
        {"period": Period.of_quarter(2022, 2), "value": Decimal(0)},
        "Ghi số liệu quý II-2022 của chỉ tiêu 1",
        None,
        {"number": "1", "period": "quý II-2022", "value": "0"},
    ),
    "of half a year": (
        {"period": Period.half(2022, 1), "value": Decimal("-0.000001")},
        "Ghi số liệu 6 tháng đầu năm 2022 của chỉ tiêu 1",
        None,
        {"number": "1", "period": "6 tháng đầu năm 2022", "value": "-0.000001"},
    ),
}


@pytest.mark.parametrize("name", FIGURES)
def test_recorded_figure_keeps_what_stood_and_what_stands(scene: Scene, name: str) -> None:
    given, summary, before, after = FIGURES[name]
    scene.enter(**given)  # type: ignore[arg-type]
    assert last(scene) == (OFFICE, "observation.recorded", "target", summary, before, after)


def test_added_target_is_kept_whole(scene: Scene) -> None:
    line = LedgerLine.objects.get(act="target.added")
    assert (line.actor_name, line.object_id, line.summary) == (
        OFFICE,
        str(scene.target.pk),
        "Thêm chỉ tiêu 1",
    )
    assert (line.before, line.after) == (None, row())


def test_added_list_is_kept_whole_in_one_line(scene: Scene) -> None:
    rows = [target_row("2"), target_row("2.1", parent_number="2", counted=False)]
    actions.add_targets(scene.place.office, unit=scene.place.unit, term=scene.term, rows=rows)
    after = {"targets": [row("2"), row("2.1", parent_number="2", counted=False)]}
    assert last(scene) == (OFFICE, "targets.added", "unit", "Thêm 2 chỉ tiêu", None, after)


def test_removal_and_return_of_a_target_are_kept(scene: Scene) -> None:
    actions.remove_target(scene.place.office, target=scene.target, reason="Trùng chỉ tiêu 2", now=NOW)
    removed = {"reason": "Trùng chỉ tiêu 2"}
    summary = "Đưa chỉ tiêu 1 ra khỏi danh sách"
    assert last(scene) == (OFFICE, "target.removed", "target", summary, row(), removed)
    actions.restore_target(scene.place.office, target=scene.target)
    assert last(scene) == (OFFICE, "target.restored", "target", "Khôi phục chỉ tiêu 1", None, row())


def test_planned_values_are_kept_by_year(scene: Scene) -> None:
    plans: list[dict[int, Decimal]] = [{2023: Decimal(65), 2022: Decimal("62.5")}, {2024: Decimal(68)}, {}]
    kept: list[list[list[object]]] = [[], [[2022, "62.5"], [2023, "65"]], [[2024, "68"]], []]
    for place, values in enumerate(plans):
        actions.set_phased_values(scene.place.office, target=scene.target, values=values)
        before, after = {"phased": kept[place]}, {"phased": kept[place + 1]}
        summary = "Đặt phân kỳ của chỉ tiêu 1"
        assert last(scene) == (OFFICE, "target.phased", "target", summary, before, after)


def test_grid_keeps_former_figures_beside_new_ones(scene: Scene) -> None:
    entries = [Entry(scene.target.pk, Y2022, Decimal(61)), Entry(scene.target.pk, Y2021, Decimal(55))]
    actions.record_observations(
        scene.place.office, unit=scene.place.unit, term=scene.term, entries=entries, now=NOW
    )
    after = [
        {"number": "1", "period": "2022", "value": "61"},
        {"number": "1", "period": "2021", "value": "55"},
    ]
    assert last(scene) == (
        OFFICE, "observations.recorded", "unit", "Ghi 2 số liệu", {"figures": [HELD, None]}, {"figures": after},
    )  # fmt: skip


def test_submitting_and_confirming_name_the_figures(scene: Scene) -> None:
    after = {"term": "2020-2025", "observations": [scene.submitted()]}
    assert last(scene) == (OFFICE, "figures.submitted", "unit", "Trình 1 số liệu", None, after)
    confirm = {"unit": scene.place.unit, "term": scene.term, "observation_ids": [scene.figure.pk] * 2}
    actions.confirm_figures(scene.place.leader, **confirm, now=NOW)  # type: ignore[arg-type]
    assert last(scene) == (LEADER, "figures.confirmed", "unit", "Xác nhận 1 số liệu", None, after)


def test_returning_keeps_the_reason_without_blanks_around_it(scene: Scene) -> None:
    ids = [scene.submitted()]
    actions.return_figures(
        scene.place.leader,
        unit=scene.place.unit,
        term=scene.term,
        observation_ids=ids,
        reason="  Sai số ",
        now=NOW,
    )
    after = {"term": "2020-2025", "observations": ids, "reason": "Sai số"}
    assert last(scene) == (LEADER, "figures.returned", "unit", "Trả lại 1 số liệu: Sai số", None, after)


@pytest.mark.parametrize("confirmed", [True, False])
def test_freeze_keeps_digest_counts_and_how_many_were_unconfirmed(scene: Scene, confirmed: bool) -> None:
    if confirmed:
        confirm_all(scene.place, scene.term)
    frozen = actions.freeze_figures(
        scene.place.leader, unit=scene.place.unit, term=scene.term, cut_off=TODAY, label=" Giữa nhiệm kỳ ",
        scheme=DEFAULT_SCHEME, now=NOW,
    )  # fmt: skip
    counts = {**dict.fromkeys(DEFAULT_SCHEME.class_codes, 0), "over_75": 1}
    after = {
        "label": "Giữa nhiệm kỳ", "cut_off": "2023-02-21", "scheme": "default", "digest": frozen.digest,
        "counts": counts, "unconfirmed": 0 if confirmed else 1,
    }  # fmt: skip
    summary = "Chốt số liệu “Giữa nhiệm kỳ”"
    assert last(scene) == (LEADER, "figures.frozen", "freeze", summary, None, after)


def test_file_taken_in_and_back_is_kept_with_its_digest(scene: Scene) -> None:
    what = {"unit": scene.place.unit, "term": scene.term, "origin": ORIGIN, "now": NOW}
    figure = FileFigure("1", Y2022, 61_500_000, None, False, CELL)
    actions.take_in(scene.place.office, **what, targets=[], figures=[figure])  # type: ignore[arg-type]
    after = {
        "file": "ket-qua.xlsx", "sha256": "ab" * 32, "term": "2020-2025", "targets": 0, "figures": 1, "same": 0,
    }  # fmt: skip
    summary = "Nhập tệp ket-qua.xlsx: 0 chỉ tiêu mới, 1 số liệu"
    assert last(scene) == (OFFICE, "batch.applied", "batch", summary, None, after)
    actions.take_back(scene.place.office, **what, targets=[])  # type: ignore[arg-type]
    before, undone = {"sha256": "ab" * 32, "figures": 1}, {"figures": 1, "targets_removed": 0}
    summary = "Hoàn tác tệp ket-qua.xlsx: 1 số liệu"
    assert last(scene) == (OFFICE, "batch.reverted", "batch", summary, before, undone)


Refused = tuple[Callable[[Scene], object], tuple[FieldError, ...]]
REFUSED: Mapping[str, Refused] = {
    "empty list": (
        lambda s: actions.add_targets(s.place.office, unit=s.place.unit, term=s.term, rows=[]),
        (FieldError("", "Danh sách chỉ tiêu trống."),),
    ),
    "taken number": (
        lambda s: make_target(s.place, s.term),
        (FieldError("0|number", "Số thứ tự 1 đã có chỉ tiêu khác."),),
    ),
    "no such parent": (
        lambda s: make_target(s.place, s.term, "2.1", parent_number="2"),
        (FieldError("0|parent_number", "Không có chỉ tiêu số 2 để chứa chỉ tiêu này."),),
    ),
    "no reason to remove": (
        lambda s: actions.remove_target(s.place.office, target=s.target, reason=" ", now=NOW),
        (FieldError("reason", "Chưa ghi lý do đưa chỉ tiêu ra khỏi danh sách."),),
    ),
    "restoring what is there": (
        lambda s: actions.restore_target(s.place.office, target=s.target),
        (FieldError("", "Chỉ tiêu đang có trong danh sách."),),
    ),
    "planned year outside": (
        lambda s: actions.set_phased_values(s.place.office, target=s.target, values={2019: Decimal(1)}),
        (FieldError("phased_2019", "Phân kỳ năm 2019 nằm ngoài nhiệm kỳ."),),
    ),
    "nothing to withdraw": (
        lambda s: s.enter(Y2021),
        (FieldError("value", "Kỳ này chưa có số liệu để rút."),),
    ),
    "nothing chosen": (
        lambda s: actions.confirm_figures(
            s.place.leader, unit=s.place.unit, term=s.term, observation_ids=[], now=NOW
        ),
        (FieldError("", "Chưa chọn số liệu nào."),),
    ),
    "no reason to return": (
        lambda s: actions.return_figures(
            s.place.leader, unit=s.place.unit, term=s.term, observation_ids=[s.figure.pk], reason="", now=NOW
        ),
        (FieldError("reason", "Đề nghị ghi lý do trả lại, không quá 500 ký tự."),),
    ),
    "freeze without label outside the term": (
        lambda s: actions.freeze_figures(
            s.place.office, unit=s.place.unit, term=s.term, cut_off=date(2019, 1, 1), label="", now=NOW,
            scheme=DEFAULT_SCHEME,
        ),
        (
            FieldError("label", "Đề nghị ghi tên đợt chốt số liệu, không quá 200 ký tự."),
            FieldError("cut_off", "Ngày chốt số liệu nằm ngoài nhiệm kỳ."),
        ),
    ),
    "file without figures": (
        lambda s: actions.take_back(
            s.place.office, unit=s.place.unit, term=s.term, origin=ORIGIN, targets=[], now=NOW
        ),
        (FieldError("", "Tệp không để lại số liệu nào để hoàn tác."),),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_act_says_why_and_leaves_no_line(scene: Scene, name: str) -> None:
    act, errors = REFUSED[name]
    lines = LedgerLine.objects.count()
    with pytest.raises(Invalid) as refused:
        act(scene)
    assert refused.value.errors == errors
    assert LedgerLine.objects.count() == lines


def test_same_figure_again_and_a_second_submission_leave_no_line(scene: Scene) -> None:
    scene.submitted()
    lines = LedgerLine.objects.count()
    scene.enter(value=Decimal(60))
    with pytest.raises(Refusal, match=r"^Không có số liệu mới để trình\.$"):
        scene.submitted()
    assert LedgerLine.objects.count() == lines
