import json

import pytest

from nhiemky.kernel.documents.measures import twips
from nhiemky.kernel.documents.outline import (
    Align,
    Annex,
    Block,
    Bullet,
    Cell,
    Column,
    GroupRow,
    HeaderCell,
    Landscape,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Run,
    Section,
    Table,
)
from nhiemky.kernel.documents.pdf.content import document_data
from nhiemky.kernel.documents.profiles import HD36, ND30, Part
from tests.kernel.documents import papers

Found = dict[str, object]


def data(*blocks: Block) -> list[Found]:
    """Return the data of blocks as the template reads them."""
    return json.loads(json.dumps(document_data(papers.short_report(blocks=blocks), ())))["blocks"]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Section(1, "Kết quả"), {"k": "section", "level": 1, "t": "I. KẾT QUẢ"}),
        (Section(3, "Kết quả"), {"k": "section", "level": 3, "t": "a) Kết quả"}),
        (PageBreak(), {"k": "break"}),
        (
            Paragraph("a", keep_with_next=True, indent=False),
            {"k": "text", "t": ["a./."], "align": "justify", "indent": False, "keep": True},
        ),
        (
            Paragraph("a", align=Align.RIGHT),
            {"k": "text", "t": ["a./."], "align": "right", "indent": True, "keep": False},
        ),
        (Bullet("a"), {"k": "text", "t": ["- ", "a./."], "align": "justify", "indent": True, "keep": False}),
        (
            Landscape((Paragraph("a"),)),
            {
                "k": "landscape",
                "blocks": [{"k": "text", "t": "a", "align": "justify", "indent": True, "keep": False}],
            },
        ),
    ],
)
def test_block_becomes_plain_data(block: Block, expected: Found) -> None:
    assert data(block) == [expected]


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (Run("a", bold=True), {"t": "a", "b": True}),
        (Run("a", italic=True, underline=True), {"t": "a", "i": True, "u": True}),
        (Run("a", superscript=True), {"t": "a", "s": True}),
        (Run("a"), "a"),
        (Run("a\x00b\r\nc"), "ab\nc"),
    ],
)
def test_run_becomes_plain_data(run: Run, expected: object) -> None:
    assert data(Paragraph((run, "x"))) == [
        {"k": "text", "t": [expected, "x./."], "align": "justify", "indent": True, "keep": False}
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (Row(("a", "b")), {"c": ["a", "b"]}),
        (Row(("a", "b"), bold=True), {"c": [{"t": "a", "b": True}, {"t": "b", "b": True}]}),
        (Row(("a\nb", "c")), {"c": [{"t": "a\nb", "b": False}, "c"]}),
        (Row((Run("a", italic=True), "b")), {"c": [{"t": [{"t": "a", "i": True}], "b": False}, "b"]}),
        (Row((Cell("a", columns=2, bold=True),)), {"c": [{"t": "a", "b": True, "c": 2}]}),
        (
            Row(("a", Cell("b", align=Align.CENTRE, fill="FFEB3B"))),
            {"c": ["a", {"t": "b", "b": False, "c": 1, "a": "center", "f": "#FFEB3B"}]},
        ),
        (GroupRow("Nhóm"), {"g": [{"t": "Nhóm", "b": True, "a": "left", "c": 2}]}),
        (
            GroupRow("Nhóm", "I"),
            {"g": [{"t": "I", "b": True, "a": "center"}, {"t": "Nhóm", "b": True, "a": "left", "c": 1}]},
        ),
    ],
)
def test_row_becomes_plain_data(row: Row | GroupRow, expected: Found) -> None:
    table = Table((Column(1), Column(1, Align.RIGHT)), (("x", "y"),), (row,))
    (found,) = data(table)
    assert found["rows"] == [expected]


def test_table_becomes_plain_data() -> None:
    table = Table(
        (Column(1), Column(1, Align.RIGHT)),
        ((HeaderCell("x", columns=2),), ("y", "z")),
        (),
        caption="Bảng",
        notes=("Ghi chú",),
        number_row=True,
        size=11,
    )
    head = [
        {"t": "x", "b": True, "a": "center", "c": 2, "r": 1},
        {"t": "y", "b": True, "a": "center", "c": 1, "r": 1},
        {"t": "z", "b": True, "a": "center", "c": 1, "r": 1},
        {"t": "(1)", "a": "center"},
        {"t": "(2)", "a": "center"},
    ]
    assert data(table) == [
        {
            "k": "table",
            "widths": [4677, 4677],
            "aligns": ["left", "right"],
            "size": 11,
            "caption": "Bảng",
            "notes": ["Ghi chú"],
            "tall": False,
            "header": head,
            "rows": [],
        }
    ]


@pytest.mark.parametrize(
    ("row", "tall"),
    [
        (Row(("a" * 519, "b")), False),
        (Row(("a" * 520, "b")), True),
        (Row(("b", "a" * 520)), True),
        (Row((Cell("a" * 1039, columns=2),)), False),
        (Row((Cell("a" * 1040, columns=2),)), True),
        (Row(("a\n" * 15, "b")), False),
        (Row(("a\n" * 16, "b")), True),
        (Row(((Run("a" * 520, italic=True), "c"), "b")), True),
        (GroupRow("a" * 1039, "I"), False),
        (GroupRow("a" * 1040), True),
    ],
)
def test_row_of_a_third_of_a_page_may_break(row: Row | GroupRow, tall: bool) -> None:
    (found,) = data(Table((Column(1), Column(1, Align.RIGHT)), (("x", "y"),), (row,)))
    assert ["tall" in one for one in found["rows"]] == [tall]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("notes", "tall"), [(("a",) * 16, False), (("a",) * 17, True), (("a" * 1040,), True)]
)
def test_notes_of_a_third_of_a_page_may_break(notes: tuple[str, ...], tall: bool) -> None:
    (found,) = data(Table((Column(1), Column(1)), (("x", "y"),), (), notes=notes))
    assert found["tall"] is tall


def test_table_on_lying_pages_fills_them() -> None:
    (found,) = data(Landscape((Table((Column(1), Column(2)), (("x", "y"),), ()),)))
    (table,) = found["blocks"]  # type: ignore[misc]
    assert sum(table["widths"]) == twips(252)


def test_bar_becomes_plain_data() -> None:
    (found,) = data(papers.BAR)
    assert [part["share"] for part in found["shown"]] == [15, 2, 4, 3, 1]  # type: ignore[attr-defined]
    assert [part["label"] for part in found["all"]][-1] == "Chưa đến hạn"  # type: ignore[attr-defined]


def test_pictures_are_named_by_their_place() -> None:
    picture, other = Picture(papers.png(), 400, "a"), Picture(papers.png(3), 20, "b", "Hình 2")
    found = document_data(papers.short_report(blocks=(other, picture)), (picture, other))
    assert found["pictures"] == [list(picture.png), list(other.png)]
    assert found["blocks"] == [
        {"k": "picture", "file": 1, "width": 20, "alt": "b", "caption": "Hình 2"},
        {"k": "picture", "file": 0, "width": 165, "alt": "a", "caption": ""},
    ]


def test_page_and_pitch_are_those_of_the_form() -> None:
    found = document_data(papers.short_report(), ())
    page = {"width": 210, "height": 297, "top": 20, "bottom": 20, "left": 30, "right": 15, "edge": 10}
    assert (found["page"], found["size"], found["leading"], found["spacing"], found["indent"]) == (
        page,
        14,
        5,
        11,
        10,
    )


@pytest.mark.parametrize(
    ("profile", "part", "expected"),
    [
        (HD36, Part.POSITION, {"size": 14, "bold": False, "italic": False, "underline": False}),
        (ND30, Part.POSITION, {"size": 14, "bold": True, "italic": False, "underline": False}),
        (HD36, Part.RECIPIENTS_TITLE, {"size": 14, "bold": False, "italic": False, "underline": True}),
    ],
)
def test_styles_are_those_of_the_form(profile: object, part: Part, expected: Found) -> None:
    found = document_data(papers.short_report(profile), ())  # type: ignore[arg-type]
    assert found["styles"][part.value] == expected  # type: ignore[index,call-overload]


def test_head_of_the_party() -> None:
    assert document_data(papers.short_report(), ())["head"] == {
        "widths": (4313, 5041),
        "issuer": [
            ["superior", "ĐẢNG BỘ HUYỆN MỎ CÀY BẮC"],
            ["issuer", "ĐẢNG ỦY XÃ TÂN THANH TÂY"],
            ["number", "*"],
        ],
        "issuer_rule": 0,
        "title": [["national_title", "ĐẢNG CỘNG SẢN VIỆT NAM"]],
        "title_rule": 4133,
        "number": [["number", "Số 127-BC/ĐU"]],
        "place_date": "Tân Thanh Tây, ngày 21 tháng 02 năm 2023",
        "type": [["type_name", "BÁO CÁO"], ["excerpt", papers.EXCERPT]],
        "excerpt_rule": 0,
        "air": 8,
        "addressees": [],
    }


def test_text_that_begins_without_a_heading_has_more_air_above() -> None:
    plain = (Paragraph("Căn cứ Kế hoạch"), Section(1, "Một"))
    documents = (
        papers.short_report(),
        papers.short_report(blocks=plain),
        papers.short_report(blocks=()),
        papers.letter(),
    )
    assert [document_data(each, ())["head"]["air"] for each in documents] == [8, 14, 8, 8]  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((), []),
        (("Huyện ủy",), ["Kính gửi: Huyện ủy"]),
        (("Huyện ủy", "Tỉnh ủy"), ["Kính gửi:", "- Huyện ủy;", "- Tỉnh ủy."]),
    ],
)
def test_addressees_are_listed(names: tuple[str, ...], expected: list[str]) -> None:
    document = papers.short_report(letterhead=papers.letterhead(addressees=names))
    assert document_data(document, ())["head"]["addressees"] == expected  # type: ignore[index,call-overload]


def test_foot_of_a_report() -> None:
    found = document_data(papers.short_report(), ())["foot"]
    assert found == {
        "minutes": False,
        "widths": (4195, 5159),
        "signers": [
            {"lines": [["authority", "T/M BAN CHẤP HÀNH"], ["position", "BÍ THƯ"]], "name": "Nguyễn Văn Đủ"}
        ],
        "recipients": list(papers.RECIPIENTS.printed()),
    }


def test_foot_of_minutes() -> None:
    assert document_data(papers.minutes(), ())["foot"] == {
        "minutes": True,
        "widths": (4677, 4677),
        "signers": [
            {"lines": [["position", "NGƯỜI GHI BIÊN BẢN"]], "name": "Lê Thị Lan"},
            {"lines": [["position", "CHỦ TRÌ HỘI NGHỊ"]], "name": "Nguyễn Văn Đủ"},
        ],
        "recipients": list(papers.RECIPIENTS.printed()),
    }


def test_document_without_foot() -> None:
    assert document_data(papers.short_report(signing=None, recipients=None), ())["foot"] is None


def test_appendix_becomes_plain_data() -> None:
    annex = Annex("Phụ lục 1", "Bảng", (Section(1, "Một"),), note="(Kèm theo)", landscape=True)
    assert document_data(papers.short_report(annexes=(annex,)), ())["annexes"] == [
        {
            "label": "PHỤ LỤC 1",
            "title": "Bảng",
            "note": "(Kèm theo)",
            "landscape": True,
            "blocks": [{"k": "section", "level": 1, "t": "I. MỘT"}],
        }
    ]
