"""The fixed parts of a Word file, made in code once for each form."""

from functools import lru_cache

from nhiemky.kernel.documents.docx.markup import attribute
from nhiemky.kernel.documents.measures import twips
from nhiemky.kernel.documents.outline import Document
from nhiemky.kernel.documents.profiles import Part, Profile, Style

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCUMENT_OPEN = (
    f'{_XML}<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>'
)
DOCUMENT_CLOSE = "</w:body></w:document>"
TABLE_SIZES = range(8, 15)
SIGNATURE_ROOM = 1500

CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_TYPES}.settings+xml"/>'
    f'<Override PartName="/word/fontTable.xml" ContentType="{_TYPES}.fontTable+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_TYPES}.header+xml"/>'
    '<Override PartName="/docProps/core.xml"'
    ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    '<Override PartName="/docProps/app.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
)
ROOT_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/relationships/extended-properties" Target="docProps/app.xml"/>'
    "</Relationships>"
)
SETTINGS = (
    f'{_XML}<w:settings xmlns:w="{_WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
    "</w:settings>"
)
APP_PROPERTIES = f'{_XML}<Properties xmlns="{_OFFICE}/extended-properties"><Application>Nhiệm Kỳ</Application></Properties>'


def document_relations(pictures: int) -> str:
    """Return the relations of the document part with `pictures` pictures (rId11, rId12…)."""
    media = "".join(
        f'<Relationship Id="rId{10 + place}" Type="{_OFFICE}/relationships/image" Target="media/image{place}.png"/>'
        for place in range(1, pictures + 1)
    )
    fixed = "".join(
        f'<Relationship Id="rId{place}" Type="{_OFFICE}/relationships/{kind}" Target="{target}.xml"/>'
        for place, (kind, target) in enumerate(
            (
                ("styles", "styles"),
                ("settings", "settings"),
                ("fontTable", "fontTable"),
                ("header", "header1"),
            ),
            1,
        )
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{fixed}{media}</Relationships>'


def core_properties(document: Document) -> str:
    """Return the file's properties: title, issuer, and the document's own day (never the clock's)."""
    day = document.letterhead.day
    stamp = (
        "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z</dcterms:{name}>'
            for name in ("created", "modified")
        )
        if day
        else ""
    )
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{attribute(document.title)}</dc:title>"
        f"<dc:creator>{attribute(document.letterhead.issuer)}</dc:creator>"
        f"<dc:language>vi-VN</dc:language>{stamp}</cp:coreProperties>"
    )


def font_table(profile: Profile) -> str:
    """Return the table of fonts with the one that the form demands."""
    return (
        f'{_XML}<w:fonts xmlns:w="{_WORD}"><w:font w:name="{profile.font}"><w:altName w:val="Tinos"/>'
        '<w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def page_header(profile: Profile) -> str:
    """Return the header that carries the page number, centred."""
    return (
        f'{_XML}<w:hdr xmlns:w="{_WORD}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>'
    )


STYLE_IDS: dict[Part, str] = {
    Part.NATIONAL_TITLE: "NationalTitle",
    Part.MOTTO: "Motto",
    Part.SUPERIOR: "Superior",
    Part.ISSUER: "Issuer",
    Part.NUMBER: "DocNumber",
    Part.PLACE_DATE: "PlaceDate",
    Part.URGENCY: "Urgency",
    Part.DRAFT: "Draft",
    Part.TYPE_NAME: "TypeName",
    Part.EXCERPT: "Excerpt",
    Part.LETTER_EXCERPT: "LetterExcerpt",
    Part.SECTION_0: "PartHeading",
    Part.SECTION_1: "Heading1",
    Part.SECTION_2: "Heading2",
    Part.SECTION_3: "Heading3",
    Part.AUTHORITY: "Authority",
    Part.POSITION: "Position",
    Part.SIGNER: "Signer",
    Part.RECIPIENTS_TITLE: "RecipientsTitle",
    Part.RECIPIENTS: "Recipients",
    Part.PAGE_NUMBER: "Header",
    Part.BODY: "BodyText",
    Part.TABLE_NOTE: "TableNote",
}
_BUILT_IN = {
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "Header": "header",
    "BodyText": "Body Text",
}


def _paragraph_style(name: str, properties: str, look: str, *, based: str = "Normal") -> str:
    custom = "" if name in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{name}"><w:name w:val="{_BUILT_IN.get(name, name)}"/>'
        f'<w:basedOn w:val="{based}"/><w:qFormat/><w:pPr>{properties}</w:pPr><w:rPr>{look}</w:rPr></w:style>'
    )


def _look(style: Style) -> str:
    return (
        ("<w:b/><w:bCs/>" if style.bold else "")
        + ("<w:i/><w:iCs/>" if style.italic else "")
        + f'<w:sz w:val="{2 * style.size}"/><w:szCs w:val="{2 * style.size}"/>'
        + ('<w:u w:val="single"/>' if style.underline else "")
    )


def _body_properties(profile: Profile) -> tuple[str, str]:
    spacing = profile.spacing
    pitch = (
        f'<w:spacing w:before="0" w:after="{20 * spacing.after}" w:line="{20 * spacing.line}" '
        f'w:lineRule="{"exact" if spacing.exact else "atLeast"}"/>'
    )
    return pitch, f'<w:ind w:firstLine="{twips(spacing.indent)}"/>'


def _properties(profile: Profile) -> dict[Part, str]:
    pitch, indent = _body_properties(profile)
    centre, tight = '<w:jc w:val="center"/>', '<w:spacing w:before="0" w:after="0"/>'
    heading = f"<w:keepNext/>{pitch}{indent}" + '<w:jc w:val="both"/><w:outlineLvl w:val="{}"/>'
    properties = dict.fromkeys(STYLE_IDS, tight + centre)
    properties |= {
        Part.BODY: f'{pitch}{indent}<w:jc w:val="both"/>',
        Part.SECTION_0: f'<w:keepNext/><w:spacing w:before="240" w:after="120"/>{centre}<w:outlineLvl w:val="0"/>',
        Part.SECTION_1: heading.format(0),
        Part.SECTION_2: heading.format(1),
        Part.SECTION_3: heading.format(2),
        Part.TYPE_NAME: f'<w:keepNext/><w:spacing w:before="240" w:after="0"/>{centre}',
        Part.DRAFT: f'<w:spacing w:before="60" w:after="0"/>{centre}',
        Part.SIGNER: f'<w:spacing w:before="{SIGNATURE_ROOM}" w:after="0"/>{centre}',
        Part.RECIPIENTS_TITLE: f'{tight}<w:jc w:val="left"/>',
        Part.RECIPIENTS: f'{tight}<w:jc w:val="left"/>',
        Part.TABLE_NOTE: f'{tight}<w:jc w:val="both"/>',
    }
    return properties


def _own_styles(profile: Profile) -> str:
    pitch, _ = _body_properties(profile)
    centre = '<w:jc w:val="center"/>'
    bold = "<w:b/><w:bCs/>"
    step = twips(profile.spacing.indent)
    made = [
        _paragraph_style(
            "Rule",
            '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
            '<w:spacing w:before="20" w:after="0" w:line="60" w:lineRule="exact"/>',
            '<w:sz w:val="4"/><w:szCs w:val="4"/>',
        ),
        _paragraph_style(
            "Gap", '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>', '<w:sz w:val="4"/>'
        ),
        _paragraph_style("Bullet2", f'<w:ind w:left="{step // 2}" w:firstLine="{step}"/>', "", based="BodyText"),
        _paragraph_style("Caption", f'<w:keepNext/><w:spacing w:before="120" w:after="60"/>{centre}', bold),
        _paragraph_style("AnnexTitle", f'<w:keepNext/><w:spacing w:before="0" w:after="60"/>{centre}', bold),
        _paragraph_style("AnnexNote", f'<w:spacing w:before="0" w:after="160"/>{centre}', "<w:i/><w:iCs/>"),
        _paragraph_style("Picture", f'<w:keepLines/><w:spacing w:before="120" w:after="60"/>{centre}', ""),
        _paragraph_style("Addressee", f'{pitch}{centre}', ""),
    ]  # fmt: skip
    for size in TABLE_SIZES:
        look = f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>'
        air = '<w:spacing w:before="20" w:after="20"/>'
        for letter, align in (("L", "left"), ("C", "center"), ("R", "right"), ("J", "both")):
            made.append(_paragraph_style(f"T{letter}{size}", f'{air}<w:jc w:val="{align}"/>', look))
        made.append(_paragraph_style(f"TG{size}", f'<w:keepNext/>{air}<w:jc w:val="left"/>', look))
        made.append(_paragraph_style(f"TH{size}", f"<w:keepNext/>{air}{centre}", bold + look))
    return "".join(made)


@lru_cache(maxsize=16)
def styles(profile: Profile) -> str:
    """Return the styles part: one style per component of the form, headings of Word's own names for navigation."""
    body = profile.style(Part.BODY)
    properties = _properties(profile)
    components = "".join(
        _paragraph_style(STYLE_IDS[part], properties[part], _look(profile.style(part))) for part in STYLE_IDS
    )
    fonts = " ".join(f'w:{script}="{profile.font}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    margins = '<w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'{_XML}<w:styles xmlns:w="{_WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>'
        f'<w:sz w:val="{2 * body.size}"/><w:szCs w:val="{2 * body.size}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f'{components}{_own_styles(profile)}'
        '<w:style w:type="table" w:customStyle="1" w:styleId="Ruled"><w:name w:val="Ruled"/>'
        '<w:basedOn w:val="TableNormal"/>'
        f'<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>'
        "</w:styles>"
    )  # fmt: skip
