"""Every code of a campaign has one name, in clean Vietnamese, and an English one."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest
from django.utils import translation
from django.utils.functional import Promise

from nhiemky.campaign import vocab
from nhiemky.campaign.vocab import (
    ABOUT_NAMES,
    APPLIED_NAMES,
    CAUSE_NAMES,
    CLOSED_COMMENTS,
    COMMENT_NAMES,
    DUTY_NAMES,
    FINDING_NAMES,
    GAP_NAMES,
    GRADE_NAMES,
    JUDGEMENT_NAMES,
    MEETING_NAMES,
    NEED_NAMES,
    POINT_NAMES,
    READINESS_NAMES,
    ROUND_NAMES,
    SOURCE_NAMES,
    STAGE_NAMES,
    STAGE_TEMPLATE,
    TEAM_NAMES,
    VISIT_NAMES,
    Applied,
    CauseKind,
    CommentAbout,
    CommentState,
    Duty,
    FindingKind,
    FindingSource,
    GapCode,
    Grade,
    JudgementCode,
    MeetingKind,
    Need,
    PointKind,
    Readiness,
    RoundKind,
    Rules,
    StageCode,
    TeamKind,
    VisitKind,
)

TABLES: Mapping[type[StrEnum], Mapping[Any, str | Promise]] = {
    Applied: APPLIED_NAMES, CauseKind: CAUSE_NAMES, CommentAbout: ABOUT_NAMES, CommentState: COMMENT_NAMES,
    Duty: DUTY_NAMES, FindingKind: FINDING_NAMES, FindingSource: SOURCE_NAMES, GapCode: GAP_NAMES, Grade: GRADE_NAMES,
    JudgementCode: JUDGEMENT_NAMES, MeetingKind: MEETING_NAMES, Need: NEED_NAMES, PointKind: POINT_NAMES,
    Readiness: READINESS_NAMES, RoundKind: ROUND_NAMES, StageCode: STAGE_NAMES, TeamKind: TEAM_NAMES,
    VisitKind: VISIT_NAMES,
}  # fmt: skip
CODES = [pytest.param(kind, names, id=kind.__name__) for kind, names in TABLES.items()]


@pytest.mark.parametrize(("kind", "names"), CODES)
def test_every_code_has_a_name_of_its_own(
    kind: type[StrEnum], names: Mapping[StrEnum, str | Promise]
) -> None:
    assert list(names) == list(kind)
    shown = [str(name) for name in names.values()]
    assert len(set(shown)) == len(shown)


@pytest.mark.parametrize(("kind", "names"), CODES)
def test_names_are_clean_words(kind: type[StrEnum], names: Mapping[StrEnum, str | Promise]) -> None:
    for code, name in names.items():
        text = str(name)
        assert (code, unicodedata.normalize("NFC", text)) == (code, text)
        assert (code, " ".join(text.split())) == (code, text)
        assert not text.endswith((".", "!", ":"))


@pytest.mark.parametrize(("kind", "names"), CODES)
def test_codes_are_short_words_that_stay(kind: type[StrEnum], names: Mapping[StrEnum, object]) -> None:
    assert all(code.value == code.name.lower() for code in kind), names


@pytest.mark.parametrize(("kind", "names"), CODES)
def test_names_have_english_words(kind: type[StrEnum], names: Mapping[StrEnum, str | Promise]) -> None:
    with translation.override("en"):
        english = {code: str(name) for code, name in names.items()}
    with translation.override("vi"):
        assert {code for code, name in names.items() if str(name) == english[code]} == set()


def test_no_enumeration_is_left_out() -> None:
    known = {
        each
        for each in vars(vocab).values()
        if isinstance(each, type) and issubclass(each, StrEnum) and each is not StrEnum
    }
    assert known == set(TABLES)


def test_the_codes_of_the_contract_are_as_it_says() -> None:
    assert [code.value for code in JudgementCode] == ["on_plan", "mostly_on_plan", "behind"]
    assert [code.value for code in RoundKind] == ["pilot", "grassroots", "district", "province"]
    assert [code.value for code in StageCode] == [
        "planned", "preparing", "assessed", "commented", "ready", "held", "closed",
    ]  # fmt: skip


def test_a_comment_is_closed_once_it_is_accepted_or_waived() -> None:
    assert set(CLOSED_COMMENTS) == {CommentState.ACCEPTED, CommentState.WAIVED}


def test_the_template_goes_through_every_stage_by_its_name() -> None:
    assert [(stage.code, stage.name) for stage in STAGE_TEMPLATE] == [
        (code, str(name)) for code, name in STAGE_NAMES.items()
    ]
    leads = [stage.lead_days for stage in STAGE_TEMPLATE]
    assert leads == sorted(leads, reverse=True)
    assert {need for stage in STAGE_TEMPLATE for need in stage.needs} == set(Need)


def test_the_usual_rules_are_strict_before_mild() -> None:
    rules = Rules()
    assert 0 < rules.grace_days < rules.late_days
    assert 0 < rules.mostly_share < rules.on_plan_share <= 100
    assert (rules.comments_count, rules.lessons_count, rules.documents_count) == (True, True, True)
