"""The order that WordprocessingML demands of children, for the elements that we write (ECMA-376, part 1)."""

from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath"
)
ORDERS: dict[str, tuple[str, ...]] = {
    name: tuple(children.split())
    for name, children in {
        "body": "",
        "pPr": _PARAGRAPH,
        "rPr": _RUN,
        "tbl": "tblPr tblGrid tr",
        "tblPr": (
            "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
            "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
        ),
        "tblBorders": "top left start bottom right end insideH insideV",
        "tblCellMar": "top left start bottom right end",
        "tr": "tblPrEx trPr tc",
        "trPr": "cantSplit tblHeader",
        "tc": "tcPr p",
        "tcPr": (
            "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
        ),
        "p": "pPr r",
        "pBdr": "top left bottom right between bar",
        "sectPr": (
            "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
            "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"
        ),
        "style": (
            "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
            "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
        ),
        "styles": "docDefaults latentStyles style",
        "docDefaults": "rPrDefault pPrDefault",
        "settings": (
            "writeProtection view zoom removePersonalInformation mirrorMargins defaultTabStop characterSpacingControl "
            "footnotePr endnotePr compat rsids themeFontLang clrSchemeMapping decimalSymbol listSeparator"
        ),
        "font": "altName panose1 charset family notTrueType pitch sig",
    }.items()
}
_FREE = {"body", "hdr", "document", "fonts"}
_LEAVES = {"drawing", "r", "t", "rPrDefault", "pPrDefault", "compat", "tblGrid", "instrText", "fldChar"}


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def disorder(root: Element) -> list[str]:
    """Return every place where children of a WordprocessingML element stand in an order that the schema forbids."""
    found = []
    for element in root.iter():
        if not element.tag.startswith(W):
            continue
        name = name_of(element)
        children = [name_of(child) for child in element]
        if name in ORDERS and name not in _FREE:
            order = ORDERS[name]
            unknown = [child for child in children if child not in order]
            places = [order.index(child) for child in children if child in order]
            if unknown or places != sorted(places):
                found.append(f"{name}: {' '.join(children)}")
        elif children and name not in _FREE | _LEAVES:
            found.append(f"{name}: no order known for {' '.join(children)}")
    return found


def repeated(root: Element) -> list[str]:
    """Return every property that is given twice in one element."""
    single = {"pPr", "rPr", "tblPr", "tcPr", "trPr", "sectPr"}
    found = []
    for element in root.iter():
        if name_of(element) in single:
            names = [name_of(child) for child in element]
            found += [f"{name_of(element)}: {name}" for name in sorted(set(names)) if names.count(name) > 1]
    return found
