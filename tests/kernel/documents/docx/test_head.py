import pytest

from nhiemky.kernel.documents.docx.head import annex_title
from nhiemky.kernel.documents.outline import Authority, Document, Recipients, Signing
from nhiemky.kernel.documents.profiles import HD05, HD36, ND30
from tests.kernel.documents import papers
from tests.kernel.documents.docx.parts_of import W, text, texts, tree, value


def cells(document: Document, table: int) -> list[list[list[str]]]:
    """Return the texts of the cells of a table, row by row."""
    tables = list(tree(document).iter(f"{W}tbl"))
    return [[texts(cell) for cell in row.findall(f"{W}tc")] for row in tables[table].findall(f"{W}tr")]


def lines_between_tables(document: Document) -> list[tuple[str | None, str]]:
    """Return style and text of the paragraphs of the body that have text."""
    body = tree(document)[0]
    return [(value(child, "pPr/pStyle"), text(child)) for child in body.findall(f"{W}p") if text(child)]


def test_letterhead_of_the_party() -> None:
    assert cells(papers.short_report(HD36), 0) == [
        [["ĐẢNG BỘ HUYỆN MỎ CÀY BẮC", "ĐẢNG ỦY XÃ TÂN THANH TÂY", "*"], ["ĐẢNG CỘNG SẢN VIỆT NAM"]],
        [["Số 127-BC/ĐU"], ["Tân Thanh Tây, ngày 21 tháng 02 năm 2023"]],
    ]


def test_letterhead_of_the_state() -> None:
    assert cells(papers.state_report(), 0) == [
        [
            ["ỦY BAN NHÂN DÂN HUYỆN MỎ CÀY BẮC", "ỦY BAN NHÂN DÂN XÃ TÂN THANH TÂY"],
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
        ],
        [["Số: 06/BC-UBND"], ["Tân Thanh Tây, ngày 21 tháng 02 năm 2023"]],
    ]


def test_letterhead_of_a_letter_has_excerpt_urgency_and_draft_under_the_number() -> None:
    assert cells(papers.letter(), 0)[1] == [
        ["Số 03-CV/ĐU", "về việc góp ý dự thảo", "KHẨN", "Dự thảo lần 1"],
        ["Tân Thanh Tây, ngày 21 tháng 02 năm 2023"],
    ]


def test_letterhead_without_a_superior_begins_with_the_issuer() -> None:
    head = papers.letterhead(superior="")
    assert cells(papers.short_report(letterhead=head), 0)[0][0] == ["ĐẢNG ỦY XÃ TÂN THANH TÂY", "*"]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (papers.short_report(HD36), [("TypeName", "BÁO CÁO"), ("Excerpt", papers.EXCERPT)]),
        (
            papers.short_report(HD05),
            [("TypeName", "BÁO CÁO"), ("Excerpt", papers.EXCERPT), ("DocNumber", "-----")],
        ),
        (papers.short_report(ND30), [("TypeName", "BÁO CÁO"), ("Excerpt", papers.EXCERPT)]),
        (papers.letter(), [("Addressee", "Kính gửi: Ban Thường vụ Huyện ủy")]),
    ],
    ids=["HD36", "HD05", "ND30", "letter"],
)
def test_type_name_and_excerpt_follow_the_letterhead(
    document: Document, expected: list[tuple[str, str]]
) -> None:
    assert lines_between_tables(document)[: len(expected)] == expected
    assert lines_between_tables(document)[len(expected)][0] == "Heading1"


def test_several_addressees_stand_on_lines_of_their_own() -> None:
    head = papers.letterhead(addressees=("Huyện ủy", "Ban Tổ chức Huyện ủy"))
    lines = lines_between_tables(papers.short_report(letterhead=head))
    assert lines[2:5] == [
        ("Addressee", "Kính gửi:"),
        ("Addressee", "- Huyện ủy;"),
        ("Addressee", "- Ban Tổ chức Huyện ủy."),
    ]


@pytest.mark.parametrize(
    ("document", "rules"),
    [(papers.short_report(HD36), 1), (papers.short_report(ND30), 3), (papers.letter(), 1)],
)
def test_rules_are_drawn_where_the_form_wants_them(document: Document, rules: int) -> None:
    styles = [named.get(f"{W}val") for named in tree(document).iter(f"{W}pStyle")]
    assert styles.count("Rule") == rules


def test_foot_has_recipients_on_the_left_and_the_signer_on_the_right() -> None:
    assert cells(papers.short_report(), -1) == [
        [
            [
                "Nơi nhận:",
                "- Ban Thường vụ Huyện ủy;",
                "- Các chi bộ trực thuộc;",
                "- Các đồng chí đảng ủy viên;",
                "- Lưu Văn phòng Đảng ủy.",
            ],
            ["T/M BAN CHẤP HÀNH", "BÍ THƯ", "Nguyễn Văn Đủ"],
        ]
    ]


@pytest.mark.parametrize(
    ("profile", "signing", "expected"),
    [
        (HD36, Signing("Phó Bí thư", "A", body="Đảng ủy"), ["T/M ĐẢNG ỦY", "PHÓ BÍ THƯ", "A"]),
        (
            HD36,
            Signing("Phó Trưởng ban", "A", authority=Authority.FOR_HEAD, body="Trưởng ban"),
            ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "A"],
        ),
        (
            HD05,
            Signing("Chánh Văn phòng", "A", authority=Authority.DELEGATED, body="Ban Thường vụ"),
            ["T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", "A"],
        ),
        (HD05, Signing("Trưởng ban", "A", authority=Authority.ACTING), ["Q. TRƯỞNG BAN", "A"]),
        (HD05, Signing("Trưởng ban", "A", authority=Authority.NONE), ["TRƯỞNG BAN", "A"]),
        (ND30, Signing("Chủ tịch", "A", body="Ủy ban nhân dân"), ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "A"]),
        (
            ND30,
            Signing("Phó Chủ tịch", "", authority=Authority.FOR_HEAD, body="Chủ tịch"),
            ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
    ],
)
def test_signing_is_written_as_the_form_does(profile: object, signing: Signing, expected: list[str]) -> None:
    assert cells(papers.short_report(profile, signing=signing), -1)[0][1] == expected  # type: ignore[arg-type]


def test_minutes_have_two_signers_and_recipients_below() -> None:
    assert cells(papers.minutes(), -2) == [
        [["NGƯỜI GHI BIÊN BẢN", "Lê Thị Lan"], ["CHỦ TRÌ HỘI NGHỊ", "Nguyễn Văn Đủ"]]
    ]
    assert cells(papers.minutes(), -1)[0][0][0] == "Nơi nhận:"


def test_minutes_without_recipients_end_with_the_signers() -> None:
    document = papers.short_report(signing=papers.minutes().signing, recipients=None)
    assert cells(document, -1)[0][1] == ["CHỦ TRÌ HỘI NGHỊ", "Nguyễn Văn Đủ"]


def test_foot_without_signer_or_without_recipients_leaves_its_cell_empty() -> None:
    assert cells(papers.short_report(signing=None), -1)[0][1] == []
    assert cells(papers.short_report(recipients=None), -1)[0][0] == []
    assert len(cells(papers.short_report(signing=None, recipients=Recipients((), "")), -1)[0][0]) == 1


def test_document_without_foot_has_only_the_letterhead_table() -> None:
    document = papers.short_report(signing=None, recipients=None)
    assert len(list(tree(document).iter(f"{W}tbl"))) == 1


@pytest.mark.parametrize("document", [papers.short_report(), papers.minutes()], ids=["report", "minutes"])
def test_signature_never_stands_alone_on_a_page(document: Document) -> None:
    """Each paragraph from the last line of text to the table of signatures keeps with what follows it."""
    children = list(tree(document)[0])
    last = max(at for at, child in enumerate(children) if child.tag == f"{W}p" and text(child))
    foot = next(at for at, child in enumerate(children) if at > last and child.tag == f"{W}tbl")
    assert [value(child, "pPr/keepNext") for child in children[last:foot]] == ["", ""]


def test_rows_of_head_and_foot_never_break() -> None:
    for table in tree(papers.short_report()).iter(f"{W}tbl"):
        assert [value(row, "trPr/cantSplit") for row in table.findall(f"{W}tr")] == [""] * len(
            table.findall(f"{W}tr")
        )


@pytest.mark.parametrize(("new_page", "expected"), [(True, 1), (False, 0)])
def test_annex_title_begins_a_page_where_asked(new_page: bool, expected: int) -> None:
    title = annex_title("Phụ lục 1", "Biểu chỉ tiêu", "(Kèm theo)", new_page=new_page)
    assert title.count("pageBreakBefore") == expected
    assert "PHỤ LỤC 1" in title


def test_annex_title_without_a_note_has_two_lines() -> None:
    assert annex_title("Phụ lục", "Tên", "", new_page=False).count("<w:p>") == 2
