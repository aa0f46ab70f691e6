"""The chart of a campaign: its scale, days off, sheets of A4, bars, diamonds and lines, and that it says all of it in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from nhiemky.campaign.queries.judging import ReviewStanding, RoundFacts
from nhiemky.campaign.vocab import RoundKind, StageCode
from nhiemky.kernel.viet.workdays import is_working_day
from nhiemky.reporting.campaign import CampaignBoard
from nhiemky.web.campaign.gantt import NAMES, ROWS, WIDTH, Scale, free_spans, gantt_of, in_sheets, scale_of
from tests.campaign.queries.judging.cast import day
from tests.cast_campaign_board import HELD, PREPARING, READY, REST, board_of, coming, done, late, review
from tests.web.campaign.paper import visit_on
from tests.web.campaign.scene import REST as REST_NAME
from tests.web.campaign.scene import Campaigns
from tests.web.reading import get

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
MARCH = Scale(date(2023, 3, 1), date(2023, 3, 31))


def drawn(board: CampaignBoard) -> list[etree._Element]:
    return [etree.fromstring(sheet) for sheet in gantt_of(visit_on(board.on), board).sheets]


def texts(sheet: etree._Element) -> list[str]:
    return [str(text) for text in sheet.xpath("//text/text()")]


def of_round(number: int, part: int) -> ReviewStanding:
    return done(number, part=part)


def rounds_of(*sizes: int) -> CampaignBoard:
    """Give a board whose rounds have so many units each."""
    numbers = iter(range(1, sum(sizes) + 1))
    made = [
        of_round(next(numbers), part) for part, size in enumerate(sizes, start=1) for _unit in range(size)
    ]
    parts = [
        RoundFacts(part, 1, f"Vòng {part}", RoundKind.GRASSROOTS, date(2023, 3, 1), date(2023, 3, 31))
        for part in range(1, len(sizes) + 1)
    ]
    return board_of(*made, rounds=parts)


class TestScale:
    """Days across the sheet."""

    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            (date(2023, 3, 15), date(2023, 3, 15), MARCH),
            (date(2022, 12, 31), date(2023, 1, 1), Scale(date(2022, 12, 1), date(2023, 1, 31))),
            (date(2023, 1, 31), date(2023, 2, 28), Scale(date(2023, 1, 1), date(2023, 2, 28))),
            (date(2024, 2, 1), date(2024, 2, 29), Scale(date(2024, 2, 1), date(2024, 2, 29))),
            (date(2022, 9, 8), date(2023, 4, 30), Scale(date(2022, 9, 1), date(2023, 4, 30))),
        ],
    )
    def test_whole_months_are_shown(self, first: date, last: date, expected: Scale) -> None:
        assert scale_of(first, last) == expected

    def test_days_share_the_width(self) -> None:
        assert (MARCH.days, MARCH.x(date(2023, 3, 1)), MARCH.x(date(2023, 4, 1))) == (31, NAMES, WIDTH)

    @given(DAYS, st.integers(0, 3000))
    def test_every_day_lies_on_the_sheet_and_in_order(self, first: date, length: int) -> None:
        last = min(first + timedelta(days=length), date(2038, 12, 31))
        scale = scale_of(first, last)
        places = [scale.x(first), scale.x(last), scale.x(scale.last + timedelta(days=1))]
        assert scale.first <= first <= last <= scale.last
        assert (scale.first.day, (scale.last + timedelta(days=1)).day) == (1, 1)
        assert places == sorted(places)
        assert places[0] >= NAMES
        assert places[2] == WIDTH


class TestFreeDays:
    """Stretches on which offices do not work."""

    def test_weekends_and_holidays_are_joined(self) -> None:
        scale = Scale(date(2023, 4, 1), date(2023, 5, 31))
        found = free_spans(scale)
        assert found[:2] == [(date(2023, 4, 1), date(2023, 4, 2)), (date(2023, 4, 8), date(2023, 4, 9))]
        (holidays,) = [span for span in found if span[0] <= date(2023, 4, 30) <= span[1]]
        assert holidays[0] == date(2023, 4, 29)
        assert holidays[1] >= date(2023, 5, 1)

    @given(st.dates(date(2021, 1, 1), date(2026, 12, 31)), st.integers(0, 90))
    def test_every_day_is_in_a_span_or_worked(self, first: date, length: int) -> None:
        scale = Scale(first, first + timedelta(days=length))
        spans = free_spans(scale)
        for number in range(scale.days):
            here = first + timedelta(days=number)
            assert any(begins <= here <= ends for begins, ends in spans) == (not is_working_day(here))
        assert all(spans[place][1] < spans[place + 1][0] for place in range(len(spans) - 1))

    def test_a_long_sheet_shows_none(self) -> None:
        assert free_spans(Scale(date(2020, 1, 1), date(2025, 12, 31))) == []

    def test_years_without_known_holidays_have_weekends(self) -> None:
        found = free_spans(Scale(date(1900, 1, 1), date(1900, 1, 31)))
        assert (date(1900, 1, 6), date(1900, 1, 7)) in found


class TestSheets:
    """Forty rows on a sheet, a line for every round among them."""

    @pytest.mark.parametrize(
        ("sizes", "expected"),
        [
            ((1,), [[(1, 1)]]),
            ((39,), [[(1, 39)]]),
            ((40,), [[(1, 39)], [(1, 1)]]),
            ((1, 12, 1), [[(1, 1), (2, 12), (3, 1)]]),
            ((37, 5), [[(1, 37), (2, 1)], [(2, 4)]]),
            ((38, 5), [[(1, 38)], [(2, 5)]]),
            ((164,), [[(1, 39)], [(1, 39)], [(1, 39)], [(1, 39)], [(1, 8)]]),
        ],
    )
    def test_units_are_shared_out_by_rounds(
        self, sizes: tuple[int, ...], expected: list[list[tuple[int, int]]]
    ) -> None:
        found = in_sheets(rounds_of(*sizes))
        assert [
            [(band.round.facts.round_id, len(band.lines)) for band in sheet] for sheet in found
        ] == expected

    @given(st.lists(st.integers(1, 60), min_size=1, max_size=6))
    def test_no_unit_is_lost_and_no_sheet_is_too_long(self, sizes: list[int]) -> None:
        board = rounds_of(*sizes)
        sheets = in_sheets(board)
        found = [line.standing.facts.review_id for sheet in sheets for band in sheet for line in band.lines]
        assert found == [line.standing.facts.review_id for line in board.units]
        assert all(0 < sum(1 + len(band.lines) for band in sheet) <= ROWS for sheet in sheets)

    @pytest.mark.parametrize("sizes", [(1,), (14,), (1, 12, 1), (39,), (164,), (20, 20, 20)])
    def test_a_sheet_fits_a4_landscape(self, sizes: tuple[int, ...]) -> None:
        for sheet in drawn(rounds_of(*sizes)):
            _left, _top, width, height = map(int, str(sheet.get("viewBox")).split())
            assert (width, height * 273 / width <= 176) == (WIDTH, True)

    def test_nothing_planned_draws_nothing(self) -> None:
        assert gantt_of(visit_on(), board_of(rounds=())).sheets == ()
        assert gantt_of(visit_on(), board_of(review(1, day(READY, None)), rounds=())).sheets == ()

    def test_units_without_days_show_the_window_of_their_round(self) -> None:
        (sheet,) = drawn(board_of(review(1, day(READY, None)), rounds=(REST,)))
        assert "Còn lại: 1-3-2023 đến 31-3-2023" in texts(sheet)


class TestDrawing:
    """What lies on a sheet."""

    def test_rounds_units_scale_day_and_legend_are_written(self) -> None:
        (sheet,) = drawn(board_of(done(1, part=1), late(2)))
        found = texts(sheet)
        assert found[:1] == ["2/2023"]
        assert "3/2023" in found
        assert {
            "Làm điểm: 13-2-2023 đến 28-2-2023",
            "Còn lại: 1-3-2023 đến 31-3-2023",
            "Xã 1",
            "Xã 2",
        } <= set(found)
        assert found[-6:] == [
            "24-3-2023", "Kế hoạch", "Chuẩn bị", "Sẵn sàng", "Hội nghị",
            "Gạch đỏ: đang chậm. Nền xám: ngày nghỉ. Hình thoi: ngày hội nghị. Khung chấm: thời gian của vòng.",
        ]  # fmt: skip

    def test_bars_run_from_stage_to_stage_and_the_last_to_the_day(self) -> None:
        (sheet,) = drawn(board_of(coming(1), rounds=(REST,)))
        scale = MARCH
        (bar,) = sheet.xpath("//g[@class='gantt-row']/rect[starts-with(@fill, 'url')]")
        assert bar.get("fill") == "url(#moc-preparing)"
        assert (int(bar.get("x")), int(bar.get("width"))) == (
            scale.x(date(2023, 3, 20)),
            scale.x(date(2023, 3, 24)) - scale.x(date(2023, 3, 20)),
        )
        frames = sheet.xpath("//g[@class='gantt-row']/rect[@fill='#fff']")
        assert [(int(each.get("x")), int(each.get("width"))) for each in frames] == [
            (scale.x(date(2023, 3, first)), scale.x(date(2023, 3, last)) - scale.x(date(2023, 3, first)))
            for first, last in ((20, 27), (27, 31))
        ]

    def test_conference_is_a_diamond_hollow_when_planned_full_when_held(self) -> None:
        (sheet,) = drawn(board_of(done(1), rounds=(REST,)))
        fills = [each.get("fill") for each in sheet.xpath("//g[@class='gantt-row']/path[contains(@d, 'Z')]")]
        assert fills == ["#fff", "#1b2530"]
        (planned,) = drawn(board_of(coming(1), rounds=(REST,)))
        assert [each.get("fill") for each in planned.xpath("//g/path[contains(@d, 'Z')]")] == ["#fff"]

    @pytest.mark.parametrize(("made", "dashes"), [(late(1), 1), (done(1), 0), (coming(1), 0)])
    def test_what_is_late_has_dashes_up_to_the_day(self, made: ReviewStanding, dashes: int) -> None:
        (sheet,) = drawn(board_of(made, rounds=(REST,)))
        found = sheet.xpath("//g[@class='gantt-row']/path[@stroke-dasharray='4 3']/@d")
        assert len(found) == dashes
        assert all(path.endswith(f"H{MARCH.x(date(2023, 3, 24))}") for path in found)

    @pytest.mark.parametrize(
        ("on", "shown"),
        [
            (date(2023, 3, 24), True),
            (date(2023, 3, 31), True),
            (date(2023, 2, 28), False),
            (date(2023, 4, 1), False),
        ],
    )
    def test_line_of_the_day_only_where_it_lies(self, on: date, shown: bool) -> None:
        (sheet,) = drawn(board_of(done(1), rounds=(REST,), on=on))
        label = f"{on.day}-{on.month}-{on.year}"
        assert (label in texts(sheet)) is shown

    def test_window_of_the_round_frames_its_units(self) -> None:
        (sheet,) = drawn(board_of(done(1), late(2), rounds=(REST,)))
        (frame,) = sheet.xpath("//rect[@stroke-dasharray]")
        assert (int(frame.get("x")), int(frame.get("width"))) == (NAMES, WIDTH - NAMES)
        rows = sheet.xpath("//g[@class='gantt-row']/path[1]/@d")
        assert f"M0 {int(frame.get('y')) + int(frame.get('height')) + 1}H{WIDTH}" == rows[-1]

    def test_skipped_stages_are_told_but_not_drawn(self) -> None:
        made = review(1, day(PREPARING, 1, 1), day(READY, 6, skipped=True), day(HELD, 10, 10))
        (sheet,) = drawn(board_of(made, rounds=(REST,)))
        assert sheet.xpath("//g[@class='gantt-row']/rect[@fill='url(#moc-ready)']") == []
        assert sheet.xpath("//g[@class='gantt-row']/title/text()") == [
            "Đảng bộ xã 1. Chuẩn bị: kế hoạch 1-3-2023, thực hiện 1-3-2023; Sẵn sàng: kế hoạch 6-3-2023, bỏ qua; "
            "Hội nghị: kế hoạch 10-3-2023, thực hiện 10-3-2023"
        ]

    def test_every_stage_has_a_pattern_of_its_own(self) -> None:
        (sheet,) = drawn(board_of(done(1), rounds=(REST,)))
        patterns = sheet.xpath("//pattern")
        assert [each.get("id") for each in patterns] == [f"moc-{code}" for code in StageCode]
        looks = [etree.tostring(each).split(b">", 1)[1] for each in patterns]
        assert len(set(looks)) == len(StageCode)

    @pytest.mark.parametrize(
        "text", ["<script>x</script>", "A & B", "\"'>", "Đảng bộ có tên rất dài vượt quá chỗ"]
    )
    def test_names_are_cut_and_stay_texts(self, text: str) -> None:
        made = review(1, day(READY, 6, 6), short_name=text, name=text)
        (sheet,) = drawn(board_of(made, rounds=(REST,)))
        (name,) = sheet.xpath("//g[@class='gantt-row']/a/text/text()")
        assert name == (text if len(text) <= 26 else f"{text[:25]}…")
        assert str(sheet.xpath("//g/title/text()")[0]).startswith(f"{text}. ")

    def test_only_presentation_attributes_are_used(self) -> None:
        (sheet,) = drawn(board_of(done(1), late(2)))
        names = {str(name) for element in sheet.iter() for name in element.attrib}
        assert [name for name in names if name == "style" or name.startswith("on")] == []


class TestPage:
    """The page that shows it."""

    def test_chart_has_all_units_by_rounds(self, runner: Client, campaigns: Campaigns) -> None:
        page = get(runner, campaigns.at("/dot-so-ket/{c}/bieu-do/"))
        assert (page.status, page.heading) == (200, "Sơ kết huyện Mỏ Cày Bắc")
        assert page.texts("//figure/figcaption") == ["Sơ kết huyện Mỏ Cày Bắc · đến ngày 24-3-2023"]
        assert page.texts("//g[@class='gantt-row']/a") == [
            "Tân Thanh Tây",
            "Nhuận Phú Tân",
            "Thạnh Ngãi",
            "Mỏ Cày Bắc",
        ]
        links = [str(href).split("?")[0] for href in page.root.xpath("//g[@class='gantt-row']/a/@href")]
        assert links[1] == campaigns.at("/so-ket/{second}/")
        assert page.actions == ["In trên khổ A4 ngang"]

    @pytest.mark.parametrize("kind", ["pilot", "grassroots", "district"])
    def test_round_narrows_the_chart(self, runner: Client, campaigns: Campaigns, kind: str) -> None:
        part = campaigns.rounds[kind]
        page = get(runner, campaigns.at("/dot-so-ket/{c}/bieu-do/"), vong=str(part.pk))
        assert len(page.texts("//g[@class='gantt-row']/a")) == (2 if kind == "grassroots" else 1)
        assert [text.split(" ")[0] for text in page.texts("//nav[@aria-label='Vòng']/a[@aria-current]")] == [
            part.name.split(" ")[0]
        ]
        if kind == "grassroots":
            assert part.name == REST_NAME

    def test_campaign_without_days_says_so(self, keeper: Client, campaigns: Campaigns) -> None:
        page = get(keeper, campaigns.at("/dot-so-ket/{above}/bieu-do/"), den="1-10-2022")
        assert (page.status, page.texts("//figure")) == (200, [])
        assert "Chưa có mốc nào để vẽ" in page.texts("//main")[0]

    def test_page_is_laid_out_on_a4_landscape(self, runner: Client, campaigns: Campaigns) -> None:
        page = get(runner, campaigns.at("/dot-so-ket/{c}/bieu-do/"))
        assert "lies-wide" in str(page.root.xpath("//body/@class")[0]).split()
