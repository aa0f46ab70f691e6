"""Units by stages as written: what every kind of cell says, in which order units come, that texts stay texts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from nhiemky.campaign.queries.judging import Counted, ReviewStanding, StageDay
from nhiemky.campaign.vocab import StageCode
from nhiemky.reporting.campaign import CampaignBoard
from nhiemky.web.campaign.matrix import BY_DAY, BY_NAME, BY_PLAN, LATE_FIRST, in_order, matrix_of
from tests.campaign.queries.judging.cast import ON, day
from tests.cast_campaign_board import (
    HELD,
    PREPARING,
    READY,
    board_of,
    campaign_row,
    coming,
    done,
    late,
    review,
)
from tests.web.campaign.paper import visit_on
from tests.web.reading import words

WHOLE = html.HtmlElement


def written(board: CampaignBoard, *, order: str = BY_PLAN) -> WHOLE:
    """Give the table as parsed."""
    found = matrix_of(visit_on(board.on), board, board.units, order=order)
    return html.fromstring(f"<table>{found.body}</table>")


def cell(stage: StageDay, *, on: date = ON) -> tuple[str, str]:
    """Give the class and the text of the only stage of a unit that stands nowhere yet."""
    made = review(1, stage)
    (found,) = written(board_of(made, on=on)).xpath("//td[contains(@class, 'stage')]")
    return (found.get("class").split()[1], words(found))


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (day(READY, 6, 6), ("stage-done", "KH 6-3 TH 6-3")),
        (day(READY, 6, 9), ("stage-done", "KH 6-3 TH 9-3")),
        (day(READY, None, 6), ("stage-done", "TH 6-3")),
        (day(READY, 6, 20), ("stage-slipped", "KH 6-3 TH 20-3 chậm 14 ngày")),
        (day(READY, 6), ("stage-late", "KH 6-3 chậm 18 ngày")),
        (day(READY, 22), ("stage-due", "KH 22-3 đến hạn")),
        (day(READY, 24), ("stage-due", "KH 24-3 đến hạn")),
        (day(READY, 25), ("stage-soon", "KH 25-3 sắp đến")),
        (day(READY, 31), ("stage-soon", "KH 31-3 sắp đến")),
        (day(READY, 6, skipped=True), ("stage-skipped", "KH 6-3 bỏ qua")),
        (day(READY, None, skipped=True), ("stage-skipped", "bỏ qua")),
        (day(READY, None), ("stage-open", "–")),
    ],
)
def test_every_kind_of_cell_says_what_it_is(stage: StageDay, expected: tuple[str, str]) -> None:
    assert cell(stage) == expected


@pytest.mark.parametrize(
    ("planned", "text"),
    [
        (date(2023, 9, 23), "KH 23-9"),
        (date(2023, 9, 24), "KH 24-9-2023"),
        (date(2022, 9, 22), "KH 22-9"),
        (date(2022, 9, 21), "KH 21-9-2022"),
        (date(2024, 3, 24), "KH 24-3-2024"),
    ],
)
def test_days_half_a_year_away_are_written_with_their_year(planned: date, text: str) -> None:
    stage = StageDay(READY, "Sẵn sàng", planned, None, False)
    assert cell(stage)[1].startswith(text)
    assert (cell(stage)[1] + " ").startswith(f"{text} ")


def test_stage_that_stands_and_the_one_that_follows_are_marked() -> None:
    root = written(board_of(late(1), coming(2)))
    assert [each.get("class").split()[2:] for each in root.xpath("//td[contains(@class, 'stage')]")] == [
        ["stage-now"], ["stage-next"], [],
        ["stage-now"], ["stage-next"], [],
    ]  # fmt: skip


def test_stage_that_a_unit_does_not_go_through_is_empty() -> None:
    root = written(board_of(done(1), review(2, day(HELD, 10, 10))))
    assert [each.get("class") for each in root.xpath("//tr[2]/td")][1:4] == [
        "stage-none", "stage-none", "stage stage-done stage-now",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "text"),
    [(Counted(), "–"), (Counted(3, 3), "3/3"), (Counted(3, 1), "1/3"), (Counted(3, 1, 2), "1/3 quá hạn 2")],
)
def test_comments_and_lessons_are_counted(count: Counted, text: str) -> None:
    root = written(board_of(review(1, day(READY, 6, 6), comments=count, lessons=count)))
    found = {each.get("data-label"): words(each) for each in root.xpath("//td[@class='num']")}
    assert found == {"Góp ý": text, "Bài học": text}


def test_state_has_its_word_and_the_worst_reason() -> None:
    root = written(board_of(done(1), late(2)))
    assert [words(each) for each in root.xpath("//td[@data-label='Tình hình']")] == [
        "đã tổ chức",
        "chậm Sẵn sàng: kế hoạch ngày 10-3-2023, chưa thực hiện, chậm 14 ngày làm việc.",
    ]
    assert [each.get("class") for each in root.xpath("//td/span[1]")] == [
        "state state-held",
        "state state-late",
    ]


def test_rows_lead_to_reviews_and_cells_to_their_stage() -> None:
    root = written(board_of(review(41, day(PREPARING, 1, 1), day(READY, 6))))
    assert root.xpath("//th/a/@href") == ["/so-ket/41/?den=24-3-2023"]
    assert root.xpath("//td/a/@href") == [
        "/so-ket/41/?den=24-3-2023#preparing",
        "/so-ket/41/?den=24-3-2023#ready",
    ]


@pytest.mark.parametrize("text", ["<script>x</script>", "A & B", "\"'>", "{{ 7 }}", "Tân <b>Thanh</b>"])
def test_texts_stay_texts(text: str) -> None:
    made = review(1, day(READY, 6, 6), short_name=text)
    stage = StageDay(READY, text, date(2023, 3, 6), None, False, late_days=4)
    root = written(
        board_of(made, review(2, stage), campaigns=[campaign_row(name=text), campaign_row(2, parent=1)])
    )
    assert words(root.xpath("//th[@scope='row']/a")[0]) == text
    assert words(root.xpath("//tr[@class='group-head']")[0]) == text
    assert root.xpath("//script | //b[not(starts-with(., 'TH'))]") == []


def test_units_of_each_campaign_stand_under_its_name() -> None:
    rows = [
        campaign_row(1, name="Tỉnh"),
        campaign_row(2, name="Huyện A", parent=1),
        campaign_row(3, name="Huyện B", parent=1),
    ]
    board = board_of(
        review(1, day(READY, 6, 6), campaign_id=3),
        review(2, day(READY, 6, 6), campaign_id=2),
        review(3, day(READY, 6, 6), campaign_id=3),
        campaigns=rows,
    )
    root = written(board)
    assert [words(each) for each in root.xpath("//tr/th")] == [
        "Huyện A", "Xã 2 Còn lại", "Huyện B", "Xã 1 Còn lại", "Xã 3 Còn lại",
    ]  # fmt: skip
    assert root.xpath("//tr[@class='group-head']/th/@colspan") == ["5", "5"]


def test_one_campaign_has_no_heads() -> None:
    board = board_of(done(1))
    found = matrix_of(visit_on(), board, board.units, order=BY_PLAN)
    assert (found.grouped, found.units, "group-head" in found.body) == (False, 1, False)
    assert found.stages == ((PREPARING, "Chuẩn bị"), (READY, "Sẵn sàng"), (HELD, "Hội nghị"))


def test_nothing_to_show_writes_nothing() -> None:
    board = board_of()
    found = matrix_of(visit_on(), board, board.units, order=LATE_FIRST)
    assert (found.body, found.units, found.stages) == ("", 0, ())


def ordered(order: str, *made: ReviewStanding) -> list[int]:
    return [line.standing.facts.review_id for line in in_order(board_of(*made).units, order)]


NAMED = [
    review(number, day(READY, 6, 6), short_name=name)
    for number, name in enumerate(("Đồng Khởi", "Ân Hải", "Dừa", "an Thạnh", "Ba Tri"), start=1)
]


@pytest.mark.parametrize(
    ("order", "made", "expected"),
    [
        (LATE_FIRST, [done(1), coming(2), late(3, planned=17), late(4, planned=8)], [4, 3, 2, 1]),
        (LATE_FIRST, [coming(1, planned=30), coming(2, planned=26), coming(3, planned=28)], [2, 3, 1]),
        ("la", [done(1), late(2)], [2, 1]),
        ("", [done(1), late(2)], [2, 1]),
        (BY_PLAN, [done(1), late(2), coming(3)], [1, 2, 3]),
        (BY_DAY, [done(1, on=20), done(2, on=8), late(3), coming(4)], [2, 1, 3, 4]),
        (BY_DAY, [review(1, day(READY, 6, 6)), done(2)], [2, 1]),
        (BY_NAME, NAMED, [4, 2, 5, 3, 1]),
    ],
)
def test_units_come_in_the_order_asked_for(
    order: str, made: list[ReviewStanding], expected: list[int]
) -> None:
    assert ordered(order, *made) == expected


@given(
    st.lists(st.tuples(st.integers(1, 31), st.booleans()), min_size=1, max_size=15),
    st.sampled_from([LATE_FIRST, BY_PLAN, BY_NAME, BY_DAY]),
)
def test_no_order_loses_or_doubles_a_unit(rows: list[tuple[int, bool]], order: str) -> None:
    made = [
        done(number, on=planned) if held else coming(number, planned=planned)
        for number, (planned, held) in enumerate(rows, start=1)
    ]
    assert sorted(ordered(order, *made)) == list(range(1, len(rows) + 1))


@given(st.lists(st.integers(1, 31), min_size=1, max_size=15))
def test_the_latest_comes_first_and_held_ones_last(days: list[int]) -> None:
    made = [
        done(number) if planned % 4 == 0 else late(number, planned=planned)
        for number, planned in enumerate(days, start=1)
    ]
    found = [line.standing for line in in_order(board_of(*made).units, LATE_FIRST)]
    behind = [max((each.late_days for each in row.facts.days), default=0) for row in found]
    ranks = [0 if row.readiness == "late" else 2 if row.readiness == "held" else 1 for row in found]
    assert ranks == sorted(ranks)
    assert [days for days, rank in zip(behind, ranks, strict=True) if rank == 0] == sorted(
        (days for days, rank in zip(behind, ranks, strict=True) if rank == 0), reverse=True
    )


def test_stages_are_those_of_the_vocabulary_in_their_order() -> None:
    made = review(1, day(HELD, 10), day(PREPARING, 1))
    board = board_of(made)
    assert [code for code, _name in matrix_of(visit_on(), board, board.units, order=BY_PLAN).stages] == [
        StageCode.PREPARING,
        StageCode.HELD,
    ]
