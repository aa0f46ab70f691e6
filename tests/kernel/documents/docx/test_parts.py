from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from nhiemky.kernel.documents.docx import parts
from nhiemky.kernel.documents.profiles import HD05, HD36, ND30, Profile
from tests.kernel.documents import papers
from tests.kernel.documents.docx.parts_of import W, value

# What each style sets, in the order of the file: paragraph first, then letters. Lengths in twips, sizes in half points.
PARTY = {
    "NationalTitle": "spacing(before=0 after=0) jc(val=center) b bCs sz(val=30) szCs(val=30)",
    "Motto": "spacing(before=0 after=0) jc(val=center) b bCs sz(val=28) szCs(val=28)",
    "Superior": "spacing(before=0 after=0) jc(val=center) sz(val=28) szCs(val=28)",
    "Issuer": "spacing(before=0 after=0) jc(val=center) b bCs sz(val=28) szCs(val=28)",
    "DocNumber": "spacing(before=0 after=0) jc(val=center) sz(val=28) szCs(val=28)",
    "PlaceDate": "spacing(before=0 after=0) jc(val=center) i iCs sz(val=28) szCs(val=28)",
    "Urgency": "spacing(before=0 after=0) jc(val=center) b bCs sz(val=28) szCs(val=28)",
    "Draft": "spacing(before=60 after=0) jc(val=center) i iCs sz(val=28) szCs(val=28)",
    "TypeName": "keepNext spacing(before=240 after=0) jc(val=center) b bCs sz(val=32) szCs(val=32)",
    "Excerpt": "spacing(before=0 after=0) jc(val=center) b bCs sz(val=28) szCs(val=28)",
    "LetterExcerpt": "spacing(before=0 after=0) jc(val=center) i iCs sz(val=24) szCs(val=24)",
    "PartHeading": "keepNext spacing(before=240 after=120) jc(val=center) outlineLvl(val=0) b bCs sz(val=28) szCs(val=28)",
    "Heading1": "keepNext spacing(before=0 after=120 line=380 lineRule=exact) ind(firstLine=567) jc(val=both) outlineLvl(val=0) b bCs sz(val=28) szCs(val=28)",
    "Heading2": "keepNext spacing(before=0 after=120 line=380 lineRule=exact) ind(firstLine=567) jc(val=both) outlineLvl(val=1) b bCs sz(val=28) szCs(val=28)",
    "Heading3": "keepNext spacing(before=0 after=120 line=380 lineRule=exact) ind(firstLine=567) jc(val=both) outlineLvl(val=2) b bCs i iCs sz(val=28) szCs(val=28)",
    "Authority": "spacing(before=0 after=0) jc(val=center) b bCs sz(val=28) szCs(val=28)",
    "Position": "spacing(before=0 after=0) jc(val=center) sz(val=28) szCs(val=28)",
    "Signer": "spacing(before=1500 after=0) jc(val=center) b bCs sz(val=28) szCs(val=28)",
    "RecipientsTitle": "spacing(before=0 after=0) jc(val=left) sz(val=28) szCs(val=28) u(val=single)",
    "Recipients": "spacing(before=0 after=0) jc(val=left) sz(val=24) szCs(val=24)",
    "Header": "spacing(before=0 after=0) jc(val=center) sz(val=28) szCs(val=28)",
    "BodyText": "spacing(before=0 after=120 line=380 lineRule=exact) ind(firstLine=567) jc(val=both) sz(val=28) szCs(val=28)",
    "TableNote": "spacing(before=0 after=0) jc(val=both) i iCs sz(val=24) szCs(val=24)",
    "Rule": "pBdr spacing(before=20 after=0 line=60 lineRule=exact) sz(val=4) szCs(val=4)",
    "Gap": "spacing(before=0 after=0 line=120 lineRule=exact) sz(val=4)",
    "Bullet2": "ind(left=283 firstLine=567)",
    "Caption": "keepNext spacing(before=120 after=60) jc(val=center) b bCs",
    "AnnexTitle": "keepNext spacing(before=0 after=60) jc(val=center) b bCs",
    "AnnexNote": "spacing(before=0 after=160) jc(val=center) i iCs",
    "Picture": "keepLines spacing(before=120 after=60) jc(val=center)",
    "Addressee": "spacing(before=0 after=120 line=380 lineRule=exact) jc(val=center)",
    "TL12": "spacing(before=20 after=20) jc(val=left) sz(val=24) szCs(val=24)",
    "TC12": "spacing(before=20 after=20) jc(val=center) sz(val=24) szCs(val=24)",
    "TR12": "spacing(before=20 after=20) jc(val=right) sz(val=24) szCs(val=24)",
    "TJ12": "spacing(before=20 after=20) jc(val=both) sz(val=24) szCs(val=24)",
    "TG12": "keepNext spacing(before=20 after=20) jc(val=left) sz(val=24) szCs(val=24)",
    "TH12": "keepNext spacing(before=20 after=20) jc(val=center) b bCs sz(val=24) szCs(val=24)",
}

STATE = {
    "NationalTitle": "spacing(before=0 after=0) jc(val=center) b bCs sz(val=26) szCs(val=26)",
    "Superior": "spacing(before=0 after=0) jc(val=center) sz(val=26) szCs(val=26)",
    "Issuer": "spacing(before=0 after=0) jc(val=center) b bCs sz(val=26) szCs(val=26)",
    "DocNumber": "spacing(before=0 after=0) jc(val=center) sz(val=26) szCs(val=26)",
    "Draft": "spacing(before=60 after=0) jc(val=center) i iCs sz(val=26) szCs(val=26)",
    "TypeName": "keepNext spacing(before=240 after=0) jc(val=center) b bCs sz(val=28) szCs(val=28)",
    "LetterExcerpt": "spacing(before=0 after=0) jc(val=center) sz(val=24) szCs(val=24)",
    "Position": "spacing(before=0 after=0) jc(val=center) b bCs sz(val=28) szCs(val=28)",
    "RecipientsTitle": "spacing(before=0 after=0) jc(val=left) b bCs i iCs sz(val=24) szCs(val=24)",
    "Recipients": "spacing(before=0 after=0) jc(val=left) sz(val=22) szCs(val=22)",
}

TABLE_STYLES = {
    "TL": ("left", False, False),
    "TC": ("center", False, False),
    "TR": ("right", False, False),
    "TJ": ("both", False, False),
    "TG": ("left", False, True),
    "TH": ("center", True, True),
}


def described(style: Element) -> str:
    """Return what a style sets as one line of text."""
    words = []
    for kind in ("pPr", "rPr"):
        properties = style.find(f"{W}{kind}")
        for one in properties if properties is not None else ():
            attributes = " ".join(f"{key.removeprefix(W)}={found}" for key, found in one.items())
            words.append(one.tag.removeprefix(W) + (f"({attributes})" if attributes else ""))
    return " ".join(words)


def styles(profile: Profile) -> dict[str, Element]:
    root = ElementTree.fromstring(parts.styles(profile))
    return {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}


@pytest.mark.parametrize("name", PARTY)
@pytest.mark.parametrize("profile", [HD36, HD05], ids=lambda profile: profile.name)
def test_style_of_the_party(profile: Profile, name: str) -> None:
    assert described(styles(profile)[name]) == PARTY[name]


@pytest.mark.parametrize("name", PARTY)
def test_style_of_the_state(name: str) -> None:
    assert described(styles(ND30)[name]) == (PARTY | STATE)[name]


@pytest.mark.parametrize("size", parts.TABLE_SIZES)
@pytest.mark.parametrize("kind", TABLE_STYLES)
def test_table_styles_exist_in_every_size(kind: str, size: int) -> None:
    style = styles(HD36)[f"{kind}{size}"]
    found = (
        value(style, "pPr/jc"),
        value(style, "rPr/b") is not None,
        value(style, "pPr/keepNext") is not None,
    )
    assert found == TABLE_STYLES[kind]
    assert value(style, "rPr/sz") == str(2 * size)


def test_style_names_are_unique() -> None:
    root = ElementTree.fromstring(parts.styles(HD36))
    names = [value(style, "name") for style in root.iter(f"{W}style")]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("style", "name"),
    [
        ("Heading1", "heading 1"),
        ("Heading2", "heading 2"),
        ("Heading3", "heading 3"),
        ("Header", "header"),
        ("BodyText", "Body Text"),
        ("Signer", "Signer"),
    ],
)
def test_headings_carry_words_own_names(style: str, name: str) -> None:
    found = styles(HD36)[style]
    assert (value(found, "name"), found.get(f"{W}customStyle")) == (name, "1" if name == "Signer" else None)


def test_default_font_is_that_of_the_form_for_every_script() -> None:
    fonts = ElementTree.fromstring(parts.styles(HD36)).find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert fonts is not None
    assert {key.removeprefix(W): found for key, found in fonts.items()} == {
        "ascii": "Times New Roman",
        "hAnsi": "Times New Roman",
        "eastAsia": "Times New Roman",
        "cs": "Times New Roman",
    }


def test_default_size_is_that_of_the_body() -> None:
    root = ElementTree.fromstring(parts.styles(HD36))
    found = [value(root, f"docDefaults/rPrDefault/rPr/{name}") for name in ("sz", "szCs")]
    assert found == ["28", "28"]


def test_cells_of_ruled_tables_leave_three_points_at_their_sides() -> None:
    found = styles(HD36)["Ruled"]
    assert [value(found, f"tblPr/tblCellMar/{side}", "w") for side in ("left", "right")] == ["60", "60"]
    plain = styles(HD36)["TableNormal"]
    sides = ("top", "left", "bottom", "right")
    assert [value(plain, f"tblPr/tblCellMar/{side}", "w") for side in sides] == ["0"] * 4


def test_page_header_is_written_in_full() -> None:
    runs = parts.page_header(HD36).split("<w:p>")[1]
    assert runs == (
        '<w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>'
    )


def test_language_is_vietnamese() -> None:
    root = ElementTree.fromstring(parts.styles(HD36))
    assert value(root, "docDefaults/rPrDefault/rPr/lang") == "vi-VN"
    assert value(ElementTree.fromstring(parts.SETTINGS), "themeFontLang") == "vi-VN"


def test_ruled_tables_have_lines_on_all_sides() -> None:
    borders = styles(HD36)["Ruled"].find(f"{W}tblPr/{W}tblBorders")
    assert borders is not None
    assert [(one.tag.removeprefix(W), one.get(f"{W}val")) for one in borders] == [
        ("top", "single"),
        ("left", "single"),
        ("bottom", "single"),
        ("right", "single"),
        ("insideH", "single"),
        ("insideV", "single"),
    ]


def test_settings_speak_of_the_present_word() -> None:
    settings = ElementTree.fromstring(parts.SETTINGS)
    assert value(settings, "compat/compatSetting", "name") == "compatibilityMode"
    assert value(settings, "compat/compatSetting") == "15"
    assert value(settings, "decimalSymbol") == ","


@pytest.mark.parametrize(("pictures", "names"), [(0, []), (2, ["media/image1.png", "media/image2.png"])])
def test_document_relations_name_the_pictures(pictures: int, names: list[str]) -> None:
    root = ElementTree.fromstring(parts.document_relations(pictures))
    targets = {one.get("Id"): one.get("Target") for one in root}
    assert [targets[f"rId{10 + place}"] for place in range(1, pictures + 1)] == names
    assert [targets[f"rId{place}"] for place in range(1, 5)] == [
        "styles.xml",
        "settings.xml",
        "fontTable.xml",
        "header1.xml",
    ]


def test_font_table_names_the_font_and_its_twin() -> None:
    root = ElementTree.fromstring(parts.font_table(HD05))
    font = root.find(f"{W}font")
    assert font is not None
    assert (font.get(f"{W}name"), value(font, "altName")) == ("Times New Roman", "Tinos")


def test_page_header_is_one_field() -> None:
    root = ElementTree.fromstring(parts.page_header(HD05))
    kinds = [one.get(f"{W}fldCharType") for one in root.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    assert value(root, "p/pPr/pStyle") == "Header"


def test_core_properties_are_well_formed() -> None:
    root = ElementTree.fromstring(parts.core_properties(papers.short_report()))
    assert [one.tag.rpartition("}")[2] for one in root] == [
        "title",
        "creator",
        "language",
        "created",
        "modified",
    ]
    assert {one.text for one in root if one.tag.endswith("ed")} == {"2023-02-21T00:00:00Z"}
