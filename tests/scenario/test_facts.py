"""The data of the scenario hold what the source article says."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from nhiemky.campaign.vocab import StageCode
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Measured, Period, TermYears, assess, tally
from nhiemky.kernel.viet.workdays import is_working_day
from nhiemky.scenario import facts

ARTICLE_BANDS = {"met": 15, "over_90": 2, "over_75": 4, "over_50": 3, "under_50": 1}
COMMUNES = {
    "28889": "Phú Mỹ",
    "28901": "Hưng Khánh Trung A",
    "28906": "Thanh Tân",
    "28909": "Thạnh Ngãi",
    "28912": "Tân Phú Tây",
    "28915": "Phước Mỹ Trung",
    "28918": "Tân Thành Bình",
    "28921": "Thành An",
    "28924": "Hòa Lộc",
    "28927": "Tân Thanh Tây",
    "28933": "Tân Bình",
    "28936": "Nhuận Phú Tân",
    "28948": "Khánh Thạnh Tân",
}


def assessed_codes(unit_code: str, as_of: date = facts.CUT_OFF) -> Counter[str]:
    term = TermYears(facts.FIRST_YEAR, facts.LAST_YEAR)
    codes = []
    for seed in facts.target_seeds():
        if seed.unit_code == unit_code:
            measured = [Measured(Period.of_year(year), value) for year, value in seed.observed]
            result = assess(seed.goal, measured, as_of=as_of, term=term, scheme=DEFAULT_SCHEME)
            codes.append(result.class_code)
    return Counter(tally(codes, DEFAULT_SCHEME).counts)


def test_pilot_bands_are_those_of_the_article() -> None:
    found = assessed_codes(facts.PILOT)
    assert {code: found[code] for code in ARTICLE_BANDS} == ARTICLE_BANDS
    assert sum(found.values()) == 25


def test_pilot_bands_come_from_the_figures_and_turn_with_them() -> None:
    before_any_figure = assessed_codes(facts.PILOT, date(2020, 12, 31))
    assert before_any_figure["no_data"] == 25
    at_the_end_of_2021 = assessed_codes(facts.PILOT, date(2021, 12, 31))
    assert at_the_end_of_2021["met"] < 15


@pytest.mark.parametrize("code", sorted(COMMUNES))
def test_every_commune_has_twenty_five_targets_and_bands_that_add_up(code: str) -> None:
    assert sum(assessed_codes(code).values()) == 25


def test_communes_carry_their_official_codes() -> None:
    found = {row["code"]: row["short_name"] for row in facts.table("units") if row["type"] == "commune"}
    assert found == COMMUNES


def test_communes_do_not_all_stand_alike() -> None:
    assert len({tuple(sorted(assessed_codes(code).items())) for code in COMMUNES}) >= 8


def test_district_has_targets_of_its_own() -> None:
    assert sum(assessed_codes(facts.DISTRICT).values()) == 22


def test_directives_have_the_numbers_and_dates_of_the_article() -> None:
    found = {row["symbol"]: facts.day(row["issued_on"]) for row in facts.table("directives") if row["symbol"]}
    assert found == {
        "163-KH/TU": date(2022, 9, 8),
        "165-KH/HU": date(2022, 9, 28),
        "16-CTr/HU": date(2021, 12, 30),
        "09-CTr/HU": date(2021, 5, 12),
        "01-KL/TW": None,
    }


def test_directives_implement_others_of_the_list() -> None:
    rows = list(facts.table("directives"))
    keys = {row["key"] for row in rows}
    links = {(row["key"], earlier) for row in rows for earlier in row["implements"].split(",") if earlier}
    assert {earlier for _, earlier in links} <= keys
    assert ("kh-165", "kh-163") in links


@pytest.mark.parametrize(
    ("text", "value"), [("", None), ("0", Decimal(0)), ("1,86", Decimal("1.86")), ("250", Decimal(250))]
)
def test_decimal_reads_missing_as_missing(text: str, value: Decimal | None) -> None:
    assert facts.decimal(text) == value


def test_every_unit_has_a_parent_in_the_list_and_a_known_type() -> None:
    units = list(facts.table("units"))
    codes = {row["code"] for row in units}
    types = {row["code"] for row in facts.table("unit_types")}
    assert [row["code"] for row in units if row["parent"] and row["parent"] not in codes] == []
    assert [row["code"] for row in units if row["type"] not in types] == []


def test_people_belong_to_units_and_only_the_article_names_a_real_one() -> None:
    codes = {row["code"] for row in facts.table("units")}
    people = list(facts.table("people"))
    assert {row["unit"] for row in people} <= codes
    assert [row["full_name"] for row in people if not row["illustrative"]] == ["Nguyễn Văn Trung"]


def test_targets_stand_in_the_four_groups_of_a_resolution() -> None:
    assert {seed.group for seed in facts.target_seeds()} == {
        "KINH TẾ",
        "VĂN HÓA - XÃ HỘI",
        "QUỐC PHÒNG - AN NINH",
        "XÂY DỰNG ĐẢNG VÀ HỆ THỐNG CHÍNH TRỊ",
    }


@pytest.mark.parametrize(
    ("text", "wanted"), [("8-9-2022", date(2022, 9, 8)), ("30-4-2023", date(2023, 4, 30))]
)
def test_a_day_that_must_be_there_is_read(text: str, wanted: date) -> None:
    assert facts.known_day(text) == wanted


@pytest.mark.parametrize("text", ["", "31-2-2023", "3-2023", "hôm nay"])
def test_a_missing_or_impossible_day_is_an_error_of_the_data(text: str) -> None:
    with pytest.raises(ValueError):
        facts.known_day(text)


CAMPAIGN_TABLES = {
    "answers": 132,
    "campaigns": 2,
    "comments": 51,
    "findings": 58,
    "lessons": 12,
    "meetings": 17,
    "members": 18,
    "points": 14,
    "reviews": 15,
    "rounds": 4,
    "surveys": 1,
    "teams": 3,
    "visits": 14,
    "work_items": 76,
}


@pytest.mark.parametrize(("name", "rows"), CAMPAIGN_TABLES.items())
def test_tables_of_the_campaign_are_whole_composed_and_neither_padded_nor_cut(name: str, rows: int) -> None:
    found = list(facts.table(name))
    assert len(found) == rows
    for row in found:
        assert None not in row
        for text in row.values():
            assert text is not None
            assert text == unicodedata.normalize("NFC", text).strip()
            assert "\t" not in text


@pytest.mark.parametrize(
    ("name", "column"),
    [("answers", "unit"), ("comments", "unit"), ("findings", "unit"), ("meetings", "unit"), ("members", "unit"),
     ("points", "unit"), ("reviews", "unit"), ("visits", "unit"), ("work_items", "lead")],
)  # fmt: skip
def test_units_that_the_campaign_names_are_units_of_the_scenario(name: str, column: str) -> None:
    known = {row["code"] for row in facts.table("units")}
    assert {row[column] for row in facts.table(name)} - known == set()


def test_stages_of_every_unit_follow_one_another() -> None:
    for row in facts.table("reviews"):
        days = [facts.day(row[stage.value]) for stage in StageCode]
        reached = [each for each in days if each is not None]
        assert reached == sorted(reached), row["unit"]
        assert days[: len(reached)] == reached, row["unit"]
        assert [each for each in reached if not is_working_day(each)] == [], row["unit"]


def test_findings_follow_from_findings_of_the_same_unit_noted_by_then() -> None:
    rows = {row["key"]: row for row in facts.table("findings")}
    for row in rows.values():
        for earlier in filter(None, row["after"].split(",")):
            assert rows[earlier]["unit"] == row["unit"], row["key"]
            assert facts.known_day(rows[earlier]["noted"]) <= facts.known_day(row["noted"]), row["key"]


def test_no_text_is_said_in_haste() -> None:
    texts = [text for name in CAMPAIGN_TABLES for row in facts.table(name) for text in row.values()]
    assert [text for text in texts if "!" in text or "  " in text] == []
