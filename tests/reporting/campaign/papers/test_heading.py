"""How directives are cited, texts fitted into sentences, and who issues a paper."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.kernel.documents.outline import Authority, Paragraph
from nhiemky.kernel.documents.profiles import HD36, ND30
from nhiemky.registry.models import Directive
from nhiemky.reporting.campaign.papers.heading import (
    ILLUSTRATIVE,
    Dated,
    capital,
    cited,
    listed,
    lowered,
    paper,
    sentence,
    titled,
    upwards,
)
from tests.reporting.campaign.papers.cast import directive, office, said

KH = "Kế hoạch số 165-KH/HU, ngày 28-9-2022 của Ban Thường vụ Huyện ủy"


@pytest.mark.parametrize(
    ("row", "name", "whole"),
    [
        (
            directive(),
            "Kế hoạch số 165-KH/HU, ngày 28-9-2022",
            f"{KH} về tổ chức hội nghị sơ kết",
        ),
        (
            directive(excerpt="Về rút kinh nghiệm"),
            "Kế hoạch số 165-KH/HU, ngày 28-9-2022",
            f"{KH} về rút kinh nghiệm",
        ),
        (directive(excerpt=""), "Kế hoạch số 165-KH/HU, ngày 28-9-2022", KH),
        (
            directive(on=None),
            "Kế hoạch số 165-KH/HU",
            "Kế hoạch số 165-KH/HU của Ban Thường vụ Huyện ủy về tổ chức hội nghị sơ kết",
        ),
        (
            directive("quyet_dinh", "", date(2022, 10, 25), "Quyết định thành lập Tổ công tác"),
            "Quyết định ngày 25-10-2022",
            "Quyết định ngày 25-10-2022 của Ban Thường vụ Huyện ủy thành lập Tổ công tác",
        ),
        (
            directive("quyet_dinh", "", None, "QUYẾT ĐỊNH thành lập Tổ công tác "),
            "Quyết định",
            "Quyết định của Ban Thường vụ Huyện ủy thành lập Tổ công tác",
        ),
        (
            directive(
                "nghi_quyet", "", None, "Nghị quyết Đại hội Đảng bộ huyện lần thứ XII", resolution=True
            ),
            "Nghị quyết",
            "Nghị quyết Đại hội Đảng bộ huyện lần thứ XII",
        ),
        (directive(grade="mat"), "Kế hoạch số 165-KH/HU, ngày 28-9-2022", KH),
        (directive(grade="tuyet_mat"), "Kế hoạch số 165-KH/HU, ngày 28-9-2022", KH),
    ],
)
def test_directives_are_cited_as_offices_do(row: Directive, name: str, whole: str) -> None:
    assert (titled(row), cited(row)) == (name, whole)


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("Giải phóng mặt bằng chậm", "giải phóng mặt bằng chậm"),
        ("Chuyển công tác", "chuyển công tác"),
        ("Đồng chí phụ trách xã", "đồng chí phụ trách xã"),
        ("Chậm", "chậm"),
        ("", ""),
        ("Ban Thường vụ phân công chưa rõ", "Ban Thường vụ phân công chưa rõ"),
        ("Lê Văn Nghĩa, Tổ trưởng", "Lê Văn Nghĩa, Tổ trưởng"),
        ("Đảng ủy theo dõi từng chỉ tiêu", "Đảng ủy theo dõi từng chỉ tiêu"),
        ("Huyện ủy chỉ đạo", "Huyện ủy chỉ đạo"),
        ("HTX hoạt động chưa hiệu quả", "HTX hoạt động chưa hiệu quả"),
        ("Ô nhiễm còn phát sinh", "ô nhiễm còn phát sinh"),
    ],
)
def test_texts_are_fitted_into_a_sentence_without_hurting_names(text: str, small: str) -> None:
    assert lowered(text) == small


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("Xong", "Xong."), ("Xong.", "Xong."), ("Xong…", "Xong…"), ("Vì sao?", "Vì sao?"),
        ("  Hai\n dòng ", "Hai dòng."), ("", "."),
    ],
)  # fmt: skip
def test_sentences_end_once(text: str, ended: str) -> None:
    assert sentence(text) == ended


def test_lists_say_when_they_are_empty() -> None:
    assert listed([], "Chưa có.") == [Paragraph("Chưa có.")]
    assert capital("đồng chí") == "Đồng chí"


def test_office_is_spoken_of_as_who_decides() -> None:
    commune = office(name="Đảng ủy xã Phú Mỹ", body="ĐẢNG ỦY")
    state = office(name="Ủy ban nhân dân xã", body="", profile=ND30)
    assert [each.collective for each in (office(), commune, state)] == [
        "Ban Thường vụ Huyện ủy", "Đảng ủy xã Phú Mỹ", "Ủy ban nhân dân xã",
    ]  # fmt: skip
    assert [each.comrade for each in (office(), state)] == ["đồng chí", "ông (bà)"]


def test_paper_takes_head_and_foot_of_the_office() -> None:
    dated = Dated(date(2023, 3, 25), 7, "Dự thảo lần 1")
    made = paper(
        office(dated=dated), type_code="BC", type_name="BÁO CÁO", excerpt="tiến độ", blocks=[Paragraph("Một.")],
        recipients=upwards(office()), illustrative=True,
    )  # fmt: skip
    head, signing, to = made.letterhead, made.signing, made.recipients
    assert (head.number, head.day, head.draft, head.year, head.issuer_code) == (
        7,
        dated.day,
        dated.draft,
        2023,
        "HU",
    )
    assert (signing.authority, signing.body, signing.name) == (  # type: ignore[union-attr]
        Authority.ON_BEHALF, "BAN THƯỜNG VỤ", "Nguyễn Văn Trung",
    )  # fmt: skip
    assert to is not None
    assert to.lines == ("Ban Thường vụ Tỉnh ủy Bến Tre (báo cáo)",)
    assert (said(made), made.profile) == ([ILLUSTRATIVE, "Một."], HD36)


def test_paper_of_a_single_head_is_signed_by_the_head() -> None:
    made = paper(office(body=""), type_code="BC", type_name="BÁO CÁO", excerpt="", blocks=[], recipients=())
    assert made.signing is not None
    assert (made.signing.authority, said(made)) == (Authority.NONE, [])  # type: ignore[union-attr]
