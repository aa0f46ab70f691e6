"""Forms of findings: what they make of typed text, and what the filter offers."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.campaign.vocab import (
    CAUSE_NAMES,
    FINDING_NAMES,
    SOURCE_NAMES,
    CauseKind,
    FindingDraft,
    FindingKind,
    FindingSource,
)
from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.web.campaign.finding_forms import FindingFilter, FindingForm, TieForm

GIVEN = {"kind": "limitation", "cause": "", "unit": "5", "text": "Thu nhập thấp", "group": "Kinh tế", "noted_on": "1-3-2023",
         "source": "report", "visit": "", "meeting": "", "source_text": "Báo cáo số 12"}  # fmt: skip


def form(units: list[tuple[str, str]] | None = [("5", "Xã Năm")], **changes: str) -> FindingForm:  # noqa: B006
    return FindingForm(
        {**GIVEN, **changes}, units=units, visits=[("7", "Xã Năm")], meetings=[("8", "1-3-2023")]
    )


@pytest.mark.parametrize(
    ("changes", "draft"),
    [
        (
            {},
            FindingDraft(
                FindingKind.LIMITATION,
                "Thu nhập thấp",
                FindingSource.REPORT,
                date(2023, 3, 1),
                None,
                "Kinh tế",
                None,
                None,
                "Báo cáo số 12",
            ),
        ),
        (
            {"kind": "cause", "cause": "subjective", "group": "", "source_text": ""},
            FindingDraft(
                FindingKind.CAUSE,
                "Thu nhập thấp",
                FindingSource.REPORT,
                date(2023, 3, 1),
                CauseKind.SUBJECTIVE,
            ),
        ),
        (
            {"source": "survey", "visit": "7"},
            FindingDraft(
                FindingKind.LIMITATION,
                "Thu nhập thấp",
                FindingSource.SURVEY,
                date(2023, 3, 1),
                None,
                "Kinh tế",
                7,
                None,
                "Báo cáo số 12",
            ),
        ),
        (
            {"source": "meeting", "meeting": "8"},
            FindingDraft(
                FindingKind.LIMITATION,
                "Thu nhập thấp",
                FindingSource.MEETING,
                date(2023, 3, 1),
                None,
                "Kinh tế",
                None,
                8,
                "Báo cáo số 12",
            ),
        ),
    ],
)
def test_a_finding_is_given_as_typed(changes: dict[str, str], draft: FindingDraft) -> None:
    made = form(**changes)
    assert made.is_valid(), made.errors
    assert made.draft() == draft


@pytest.mark.parametrize("kind", FindingKind)
def test_every_kind_may_be_noted(kind: FindingKind) -> None:
    made = form(kind=kind.value)
    assert made.is_valid()
    assert made.draft().kind is kind


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "la"}, "kind"),
        ({"cause": "la"}, "cause"),
        ({"unit": ""}, "unit"),
        ({"unit": "6"}, "unit"),
        ({"text": " "}, "text"),
        ({"text": "x" * 4001}, "text"),
        ({"group": "x" * 151}, "group"),
        ({"noted_on": ""}, "noted_on"),
        ({"noted_on": "mai"}, "noted_on"),
        ({"source": ""}, "source"),
        ({"visit": "9"}, "visit"),
        ({"meeting": "9"}, "meeting"),
        ({"source_text": "x" * 301}, "source_text"),
        ({"text": "a\x00b"}, "text"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(changes: dict[str, str], field: str) -> None:
    made = form(**changes)
    assert not made.is_valid()
    assert list(made.errors) == [field]


def test_a_finding_that_is_changed_keeps_its_unit() -> None:
    made = form(None)
    assert made.is_valid()
    assert "unit" not in made.fields


def test_what_is_said_of_the_chain_stands_at_the_kind() -> None:
    made = form()
    assert made.is_valid()
    made.refuse(
        Invalid(
            FieldError("later", "Không nối được."),
            FieldError("noted_on", "Sai ngày."),
            FieldError("", "Khác."),
        )
    )
    assert made.errors == {"kind": ["Không nối được."], "noted_on": ["Sai ngày."], "__all__": ["Khác."]}


def listed(made: FindingFilter, name: str) -> list[str]:
    return [value for value, _label in made.fields[name].choices]  # type: ignore[attr-defined]


def test_the_filter_offers_what_there_is() -> None:
    made = FindingFilter({}, units=[("5", "Xã Năm")], groups=["Kinh tế", "Xã hội"], places=[("7", "Xã Năm")])
    assert listed(made, "loai") == ["", *(kind.value for kind in FINDING_NAMES)]
    assert listed(made, "nn") == ["", *(cause.value for cause in CAUSE_NAMES)]
    assert listed(made, "nguon") == ["", *(source.value for source in SOURCE_NAMES)]
    assert (listed(made, "dv"), listed(made, "nhom"), listed(made, "chuyen")) == (
        ["", "5"],
        ["", "Kinh tế", "Xã hội"],
        ["", "7"],
    )


@pytest.mark.parametrize(
    ("asked", "name", "value"),
    [
        ({"loai": "cause"}, "loai", "cause"),
        ({"loai": "la"}, "loai", None),
        ({"dv": "5"}, "dv", "5"),
        ({"dv": "6"}, "dv", None),
        ({"q": " thấp "}, "q", "thấp"),
        ({}, "q", None),
    ],
)
def test_what_the_filter_cannot_read_asks_for_nothing(
    asked: dict[str, str], name: str, value: str | None
) -> None:
    made = FindingFilter(asked, units=[("5", "Xã Năm")], groups=[], places=[])
    assert (made.asked(name) or None) == value


OFFERED = [("Chỉ tiêu", [("target-1", "1. Thu nhập")]), ("Đầu công việc", [("work_item-2", "2. Mở đường")])]


@pytest.mark.parametrize(
    ("chosen", "valid"),
    [("target-1", True), ("work_item-2", True), ("", False), ("target-2", False), ("Chỉ tiêu", False)],
)
def test_only_what_is_offered_is_tied(chosen: str, valid: bool) -> None:
    made = TieForm({"other": chosen, "on": "21-3-2023"}, label="Gắn với", offered=OFFERED)
    assert made.is_valid() is valid
    assert str(made.fields["other"].label) == "Gắn với"


@pytest.mark.parametrize(("on", "valid"), [("21-3-2023", True), ("", False), ("x", False)])
def test_a_tie_has_its_day(on: str, valid: bool) -> None:
    made = TieForm({"other": "target-1", "on": on}, label="Gắn với", offered=OFFERED)
    assert (made.is_valid(), list(made.errors)) == (valid, [] if valid else ["on"])
    assert str(made.fields["on"].label) == "Từ ngày"


def test_what_is_said_of_the_day_of_a_tie_stands_at_the_day_all_else_at_the_choice() -> None:
    made = TieForm({"other": "target-1", "on": "21-3-2023"}, label="Gắn với", offered=OFFERED)
    assert made.is_valid()
    made.refuse(
        Invalid(FieldError("on", "chưa đến"), FieldError("", "gắn rồi"), FieldError("later", "không nối"))
    )
    assert {name: list(errors) for name, errors in made.errors.items()} == {
        "on": ["chưa đến"],
        "other": ["gắn rồi", "không nối"],
    }
