"""Issuing reports: who may, which file comes out, what the ledger keeps."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.history.vocab import Denied, FieldError, Invalid
from nhiemky.kernel.documents.inspect import check, inspect
from nhiemky.kernel.documents.profiles import HD05, HD36, ND30, Profile
from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.org.models import UnitType
from nhiemky.reporting.actions import Issued, issue
from nhiemky.reporting.formats import ReportFormat
from tests import cast_targets as cast
from tests.cast import make_person, make_position, make_term, make_tree, overseer
from tests.cast_boards import CUT_OFF, Stage, freeze, make_branch, make_stage
from tests.standing import standing

pytestmark = pytest.mark.django_db

SENTENCE = "đạt và vượt 1/3 chỉ tiêu, 1/3 chỉ tiêu đạt trên 75%, 1/3 chỉ tiêu chưa có số liệu."


@standing
def stage() -> Stage:
    found = make_stage(make_tree())
    person = make_person("Nguyễn Thanh Ấn", keeper=found.tree.commune)
    make_position(person, found.tree.commune, "Bí thư", signs=True)
    return found


def issued(stage: Stage, format: ReportFormat = ReportFormat.WORD, **changes: object) -> Issued:
    asked: dict[str, object] = {"as_of": CUT_OFF, "scheme": DEFAULT_SCHEME, "format": format, **changes}
    return issue(stage.first.office, state=stage.first.state, term=stage.term, **asked)  # type: ignore[arg-type]


def word_text(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    return " ".join(re.sub(r"<[^>]+>", "", xml.replace("</w:p>", " ")).split())


def pdf_text(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


def last_line() -> LedgerLine:
    return LedgerLine.objects.order_by("-pk")[0]


@pytest.mark.parametrize(
    ("format", "begins", "content_type"),
    [
        (ReportFormat.WORD, b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (ReportFormat.PDF, b"%PDF-", "application/pdf"),
        (ReportFormat.EXCEL, b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_issue_gives_a_file_of_each_format(
    stage: Stage, format: ReportFormat, begins: bytes, content_type: str
) -> None:
    found = issued(stage, format)
    assert found.data.startswith(begins)
    assert (found.file_name, found.content_type) == (f"review-28927-2023-02-21.{format}", content_type)


def test_issue_as_word_says_the_sentence(stage: Stage) -> None:
    assert SENTENCE in word_text(issued(stage).data)


def test_issue_as_pdf_says_the_sentence_and_who_signs(stage: Stage) -> None:
    text = pdf_text(issued(stage, ReportFormat.PDF).data)
    assert SENTENCE in text
    assert ("ĐẢNG CỘNG SẢN VIỆT NAM" in text, "Nguyễn Thanh Ấn" in text, "T/M ĐẢNG ỦY" in text) == (
        True,
        True,
        True,
    )


def test_issue_as_pdf_lays_the_annex_across(stage: Stage) -> None:
    pages = PdfReader(BytesIO(issued(stage, ReportFormat.PDF).data)).pages
    sizes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages]
    assert (sizes[0], sizes[-1]) == ((595, 842), (842, 595))


def test_issue_as_workbook_says_the_sentence(stage: Stage) -> None:
    book = load_workbook(BytesIO(issued(stage, ReportFormat.EXCEL).data))
    assert str(book["Tổng hợp"]["A3"].value).lower() == SENTENCE


@pytest.mark.parametrize(
    ("day", "profile"), [(None, HD36), (date(2023, 2, 24), HD36), (date(2026, 5, 27), HD05)]
)
def test_issue_as_word_holds_the_form_of_its_day(stage: Stage, day: date | None, profile: Profile) -> None:
    found = inspect(issued(stage, day=day, number=15 if day else None).data)
    assert check(found, profile) == ()


def test_issue_of_a_state_body_holds_the_form_of_the_government(stage: Stage) -> None:
    stage.first.state.type = UnitType.objects.create(
        code="people", name="Ủy ban nhân dân xã", rank=3, state_body=True
    )
    data = issued(stage, day=date(2023, 2, 24), number=15).data
    assert check(inspect(data), ND30) == ()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in word_text(data)


@pytest.mark.parametrize("format", ReportFormat)
def test_issue_of_a_unit_without_targets_still_is_a_file(stage: Stage, format: ReportFormat) -> None:
    found = issue(
        stage.district.office, state=stage.district.state, term=stage.term, as_of=CUT_OFF, scheme=DEFAULT_SCHEME,
        format=format,
    )  # fmt: skip
    assert len(found.data) > 1000


def test_issue_with_hostile_names_is_sound(stage: Stage) -> None:
    cast.make_target(
        stage.first, stage.term, "4", name='<b>&amp; "#let x"\\u{0} $1$ @ref', group="<Kinh & tế>"
    )
    assert '<b>&amp; "#let' in word_text(issued(stage).data).replace("&lt;", "<").replace(
        "&gt;", ">"
    ).replace("&amp;", "&").replace("<b>& ", "<b>&amp; ")
    assert "#let x" in pdf_text(issued(stage, ReportFormat.PDF).data)


def test_issue_leaves_a_line_with_the_digest_of_the_file(stage: Stage) -> None:
    found = issued(stage)
    line = last_line()
    assert (line.act, line.object_kind, line.object_id, line.branch, line.actor_name) == (
        "reporting.issue",
        "unit",
        str(stage.first.unit.pk),
        stage.first.state.path,
        stage.first.office.name,
    )
    assert line.summary == "Xuất báo cáo sơ kết của Đảng bộ xã Tân Thanh Tây, số liệu đến ngày 21-2-2023"
    assert line.after == {
        "kind": "review",
        "format": "docx",
        "as_of": "2023-02-21",
        "scheme": "default",
        "sentence": "Đ" + SENTENCE[1:],
        "freeze": "",
        "sha256": hashlib.sha256(found.data).hexdigest(),
    }
    assert verify().ok


def test_issue_for_a_look_says_so_in_the_ledger(stage: Stage) -> None:
    found = issued(stage, ReportFormat.PDF, preview=True)
    line = last_line()
    assert (line.act, line.summary) == (
        "reporting.preview",
        "Xem trước báo cáo sơ kết của Đảng bộ xã Tân Thanh Tây, số liệu đến ngày 21-2-2023",
    )
    assert line.after is not None
    assert line.after["sha256"] == hashlib.sha256(found.data).hexdigest()


def test_issue_from_a_freeze_names_it(stage: Stage) -> None:
    taken = freeze(stage.first, stage.term)
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 9, confirmed=True)
    found = issued(stage, freeze=taken)
    assert SENTENCE in word_text(found.data)
    after = last_line().after
    assert after is not None
    assert after["freeze"] == "Số liệu sơ kết"


def test_issue_refuses_a_freeze_of_another_unit(stage: Stage) -> None:
    other = freeze(stage.second, stage.term)
    with pytest.raises(Invalid) as refused:
        issued(stage, freeze=other)
    assert refused.value.errors == (FieldError("freeze", "Lần chốt này là của đơn vị hoặc nhiệm kỳ khác."),)


def test_issue_refuses_a_freeze_of_another_term(stage: Stage) -> None:
    taken = freeze(stage.first, stage.term)
    with pytest.raises(Invalid):
        issue(
            stage.first.office, state=stage.first.state, term=make_term("2025-2030"), as_of=CUT_OFF,
            scheme=DEFAULT_SCHEME, format=ReportFormat.WORD, freeze=taken,
        )  # fmt: skip


def test_issue_is_denied_to_who_only_looks_and_leaves_no_line(stage: Stage) -> None:
    before = LedgerLine.objects.count()
    with pytest.raises(Denied):
        issue(
            overseer(stage.tree.district), state=stage.first.state, term=stage.term, as_of=CUT_OFF,
            scheme=DEFAULT_SCHEME, format=ReportFormat.WORD,
        )  # fmt: skip
    assert LedgerLine.objects.count() == before


def test_issue_is_denied_to_a_neighbour() -> None:
    branch = make_branch()
    with pytest.raises(Denied):
        issue(
            branch.second.office, state=branch.first.state, term=branch.term, as_of=CUT_OFF, scheme=DEFAULT_SCHEME,
            format=ReportFormat.PDF,
        )  # fmt: skip


def test_issue_by_a_superior_shows_confirmed_figures(stage: Stage) -> None:
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 9)
    found = issue(
        stage.district.office, state=stage.first.state, term=stage.term, as_of=CUT_OFF, scheme=DEFAULT_SCHEME,
        format=ReportFormat.WORD,
    )  # fmt: skip
    assert SENTENCE in word_text(found.data)


def test_issue_writes_number_and_draft_mark(stage: Stage) -> None:
    text = word_text(issued(stage, number=15, day=date(2023, 2, 24), draft="Dự thảo lần 1").data)
    assert ("Số 15-BC/ĐU" in text, "ngày 24 tháng 02 năm 2023" in text, "Dự thảo lần 1" in text) == (
        True,
        True,
        True,
    )
