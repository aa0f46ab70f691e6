"""How adjustments of targets are told, part by part and as footnotes of the review report."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from nhiemky.kernel.scoring import DEFAULT_SCHEME, Comparator, Goal, Kind, Method
from nhiemky.reporting.adjusted import (
    AdjustedPart,
    adjusted_notes,
    adjusted_parts,
    branch_notes,
    directive_text,
)
from nhiemky.reporting.board import Selection
from nhiemky.reporting.overview import branch_board
from nhiemky.reporting.report import review_facts
from nhiemky.targets import actions
from nhiemky.targets.queries import Adjustment, row_of
from tests.cast_boards import CUT_OFF, make_branch
from tests.cast_targets import Place, make_place, make_target, make_term, record

NOW = datetime(2023, 6, 1, 3, 0, tzinfo=UTC)
OLD = Goal(Comparator.AT_LEAST, target=Decimal("1234.5"), wording="Thu nhập")
PLAIN = Adjustment(
    1, 2, 3, "7", date(2023, 5, 10), 9, "12-NQ/ĐU", date(2023, 5, 9), "Thực tế", OLD,
    Goal(Comparator.AT_LEAST, target=Decimal(1300), wording="Thu nhập"), "triệu đồng", "triệu đồng", ("target",),
    "Trần Thị Bình",
)  # fmt: skip


def adjustment(new: Goal, *changed: str, unit: str = "triệu đồng") -> Adjustment:
    return replace(PLAIN, new=new, changed=changed, new_unit_of_measure=unit)


@pytest.mark.parametrize(
    ("told", "parts"),
    [
        (PLAIN, [("Mức phải đạt", "≥ 1.234,5 triệu đồng", "≥ 1.300 triệu đồng")]),
        (
            adjustment(
                Goal(Comparator.BETWEEN, low=Decimal(1), high=Decimal(2)),
                "comparator",
                "low",
                "high",
                unit="",
            ),
            [("Mức phải đạt", "≥ 1.234,5 triệu đồng", "1 - 2")],
        ),
        (adjustment(Goal(Comparator.AT_LEAST, wording="Mới"), "name"), [("Nội dung", "Thu nhập", "Mới")]),
        (
            adjustment(
                Goal(Comparator.AT_LEAST, phased=((2023, Decimal(5)), (2024, Decimal("6.5")))), "phased"
            ),
            [("Phân kỳ", "không có", "2023: 5; 2024: 6,5")],
        ),
        (
            adjustment(Goal(Comparator.AT_LEAST, due=date(2024, 6, 30)), "due"),
            [("Hạn hoàn thành", "cuối nhiệm kỳ", "30-6-2024")],
        ),
        (
            adjustment(
                Goal(Comparator.AT_LEAST, kind=Kind.AVERAGE, method=Method.THRESHOLD), "kind", "method"
            ),
            [
                ("Cách lấy kết quả", "suy từ nội dung", "Bình quân"),
                ("Cách tính", "suy từ kiểu so sánh", "Đạt hay không"),
            ],
        ),
    ],
)
def test_every_change_is_told_as_it_was_and_became(
    told: Adjustment, parts: list[tuple[str, str, str]]
) -> None:
    found = adjusted_parts(told)
    assert [part.label for part in found] == [label for label, _old, _new in parts]
    assert [part.old for part in found] == [old for _label, old, _new in parts]
    if told.changed[0] != "kind":
        assert found == tuple(AdjustedPart(*part) for part in parts)


def test_a_footnote_names_target_day_directive_and_change() -> None:
    assert adjusted_notes([PLAIN]) == (
        "Chỉ tiêu số 7 được điều chỉnh ngày 10-5-2023 (theo 12-NQ/ĐU, ngày 9-5-2023): mức phải đạt từ “≥ 1.234,5 triệu "
        "đồng” thành “≥ 1.300 triệu đồng”.",
    )
    unseen = replace(PLAIN, directive_id=None, directive_symbol="", directive_issued_on=None)
    assert adjusted_notes([unseen])[0].startswith(
        "Chỉ tiêu số 7 được điều chỉnh ngày 10-5-2023: mức phải đạt"
    )
    assert (directive_text(unseen), directive_text(replace(PLAIN, directive_issued_on=None))) == (
        "",
        "12-NQ/ĐU",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("as_of", "count"), [(date(2023, 5, 9), 0), (date(2023, 5, 10), 1)])
def test_the_review_report_notes_what_was_adjusted_up_to_its_day(as_of: date, count: int) -> None:
    place: Place = make_place("28927", "Tân Thanh Tây")
    target = make_target(place, make_term(), "1")
    record(place, target, 60, 2022, confirmed=True)
    actions.adjust_target(
        place.office, target=target, decided_on=date(2023, 5, 10), directive=None, reason="x",
        row=row_of(target)._replace(target=Decimal(75)), now=NOW,
    )  # fmt: skip
    found = review_facts(
        place.office, state=place.state, term=target.term, as_of=as_of, scheme=DEFAULT_SCHEME
    )
    note = "Chỉ tiêu số 1 được điều chỉnh ngày 10-5-2023: mức phải đạt từ “≥ 70 triệu đồng” thành “≥ 75 triệu đồng”."
    assert found.adjusted == (note,) * count
    assert found.board.lines[0].goal == ("≥ 75" if count else "≥ 70")


@pytest.mark.django_db
def test_notes_of_a_branch_are_of_the_targets_that_its_board_shows_in_the_order_of_the_units() -> None:
    branch = make_branch()
    for place, day in ((branch.second, 20), (branch.first, 10)):
        target = place.unit.targets.get(number="1")
        actions.adjust_target(
            place.office, target=target, decided_on=date(2023, 2, day), directive=None, reason="x",
            row=row_of(target)._replace(target=Decimal(75)), now=NOW,
        )  # fmt: skip

    def told(group: str = "", as_of: date = CUT_OFF) -> list[tuple[int, str, str]]:
        board = branch_board(
            branch.district.office, state=branch.district.state, term=branch.term, as_of=as_of,
            scheme=DEFAULT_SCHEME, selection=Selection(group=group),
        )  # fmt: skip
        notes = branch_notes(branch.district.office, board, term=branch.term)
        return [(note.target_id, note.unit_name, note.text.partition(":")[0]) for note in notes]

    first, second = (
        (place.unit.targets.get(number="1").pk, place.state.short_name,
         f"Chỉ tiêu số 1 được điều chỉnh ngày {day}-2-2023")
        for place, day in ((branch.first, 10), (branch.second, 20))
    )  # fmt: skip
    # "Tân Bình" stands before "Tân Thanh Tây"
    assert told() == told("Kinh tế") == [second, first]
    assert (told("Xã hội"), told(as_of=date(2023, 2, 19))) == ([], [first])
