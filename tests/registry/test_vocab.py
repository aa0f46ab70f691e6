"""Marks of secrecy, and names for every word of the registry."""

from __future__ import annotations

import pytest

from nhiemky.registry.vocab import (
    GRADE_NAMES,
    LINK_NAMES,
    SECRET_GRADES,
    TYPE_NAMES,
    TYPE_SYMBOLS,
    Confidentiality,
    DirectiveType,
    LinkKind,
    grade_in,
)

SECRET, TOP, STRICT = Confidentiality.SECRET, Confidentiality.TOP_SECRET, Confidentiality.STRICTLY_SECRET


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("MẬT", SECRET),
        ("TỐI MẬT", TOP),
        ("TUYỆT MẬT", STRICT),
        ("TỈNH ỦY BẾN TRE\nMẬT\nSố 12-BC/TU", SECRET),
        ("Độ mật: TỐI MẬT", TOP),
        ("12-BC/TU-MẬT", SECRET),
        ("[TUYỆT MẬT]", STRICT),
        ("báo cáo (MẬT).docx", SECRET),
        ("bao cao_TỐI_MẬT.pdf", TOP),
        ("MẬT và TUYỆT MẬT", STRICT),
        ("BẢO MẬT THÔNG TIN", None),
        ("BẢO VỆ BÍ MẬT NHÀ NƯỚC", None),
        ("CƠ MẬT", None),
        ("MẬT ĐỘ DÂN SỐ", None),
        ("MẬT KHẨU", None),
        ("MẶT TRẬN TỔ QUỐC", None),
        ("mật", None),
        ("Mật độ", None),
        ("KHOMẬT", None),
        ("", None),
    ],
)
def test_grade_in_finds_marks_and_leaves_other_words(text: str, grade: Confidentiality | None) -> None:
    assert grade_in(text) == grade


def test_every_word_has_a_name() -> None:
    assert set(TYPE_NAMES) == set(DirectiveType)
    assert set(GRADE_NAMES) == set(Confidentiality)
    assert set(LINK_NAMES) == set(LinkKind)
    assert set(TYPE_SYMBOLS) == set(DirectiveType) - {DirectiveType.OTHER}


def test_the_last_three_grades_are_secret() -> None:
    assert {SECRET, TOP, STRICT} == SECRET_GRADES
