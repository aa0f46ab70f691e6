"""The head and the foot of a document as WordprocessingML: letterhead, type name, signing, recipients."""

from collections.abc import Sequence

from nhiemky.kernel.documents.docx.markup import paragraph, rule
from nhiemky.kernel.documents.docx.parts import STYLE_IDS
from nhiemky.kernel.documents.docx.tables import GAP, KEPT_GAP, table_open
from nhiemky.kernel.documents.measures import (
    excerpt_rule,
    issuer_rule,
    letterhead_widths,
    scaled,
    title_rule,
    twips,
)
from nhiemky.kernel.documents.outline import (
    Document,
    Recipients,
    Signing,
    TwoSigners,
    excerpt_line,
    number_line,
    place_date_line,
)
from nhiemky.kernel.documents.profiles import Part, Profile

_ROW_OPEN = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"


def component(profile: Profile, part: Part, text: str, extra: str = "") -> str:
    """Return one component of the form as a paragraph, in capitals where the form demands them."""
    return paragraph(STYLE_IDS[part], text.upper() if profile.style(part).caps else text, extra)


def _cells(widths: Sequence[int], left: str, right: str) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content or GAP}</w:tc>'
        for width, content in zip(widths, (left, right), strict=True)
    )
    return f"{_ROW_OPEN}{cells}</w:tr>"


def letterhead_xml(document: Document) -> str:
    """Return the head: issuer and number on the left, title, place and day on the right, type name and excerpt below."""
    profile = document.profile
    widths = letterhead_widths(document)
    return (
        table_open("", widths)
        + _cells(widths, _issuer(document, widths[0]), _national_title(profile, widths[1]))
        + _cells(
            widths,
            _number(document),
            component(profile, Part.PLACE_DATE, place_date_line(document.letterhead)),
        )
        + "</w:tbl>"
        + (_type_name(document) if document.letterhead.type_name else GAP)
        + _addressees(document)
    )


def _issuer(document: Document, width: int) -> str:
    profile, head = document.profile, document.letterhead
    superior = component(profile, Part.SUPERIOR, head.superior) if head.superior else ""
    mark = (
        component(profile, Part.NUMBER, profile.issuer_mark)
        if profile.issuer_mark
        else rule(width, issuer_rule(document, width))
    )
    return superior + component(profile, Part.ISSUER, head.issuer) + mark


def _national_title(profile: Profile, width: int) -> str:
    motto = component(profile, Part.MOTTO, profile.motto) if profile.motto else ""
    return (
        component(profile, Part.NATIONAL_TITLE, profile.national_title)
        + motto
        + rule(width, title_rule(profile))
    )


def _number(document: Document) -> str:
    profile, head = document.profile, document.letterhead
    lines = component(profile, Part.NUMBER, number_line(profile, head))
    if not head.type_name and head.excerpt:
        lines += component(profile, Part.LETTER_EXCERPT, excerpt_line(profile, head))
    if head.urgency:
        lines += component(profile, Part.URGENCY, head.urgency)
    if head.draft:
        lines += component(profile, Part.DRAFT, head.draft)
    return lines


def _type_name(document: Document) -> str:
    profile, head = document.profile, document.letterhead
    width = twips(profile.text_width)
    # Headings bring air of their own.
    air = GAP if document.opens_with_heading else GAP + GAP
    lines = component(profile, Part.TYPE_NAME, head.type_name)
    if head.excerpt:
        lines += component(profile, Part.EXCERPT, head.excerpt)
    if profile.state and head.excerpt:
        return lines + rule(width, excerpt_rule(document)) + air
    mark = component(profile, Part.NUMBER, profile.excerpt_mark) if profile.excerpt_mark else ""
    return lines + mark + air


def _addressees(document: Document) -> str:
    names = document.letterhead.addressees
    if len(names) == 1:
        return paragraph("Addressee", f"Kính gửi: {names[0]}")
    lines = [paragraph("Addressee", "Kính gửi:")] if names else []
    for place, name in enumerate(names, start=1):
        lines.append(paragraph("Addressee", f"- {name}{'.' if place == len(names) else ';'}"))
    return "".join(lines)


def foot_xml(document: Document) -> str:
    """Return recipients and signatures as a table that never breaks over a page; empty if there are none."""
    width = twips(document.profile.text_width)
    widths = scaled((74, 91), width)
    recipients = _recipients(document.profile, document.recipients)
    if isinstance(document.signing, TwoSigners):
        halves = scaled((1, 1), width)
        signers = (document.signing.left, document.signing.right)
        left, right = (_signer(document.profile, "", signer.position, signer.name) for signer in signers)
        below = f"{table_open('', (width,))}{_one(width, recipients)}</w:tbl>" if recipients else ""
        return f"{KEPT_GAP}{table_open('', halves)}{_cells(halves, left, right)}</w:tbl>{GAP}{below}{GAP if below else ''}"
    if document.signing is None and not recipients:
        return ""
    signed = _signing(document.profile, document.signing) if document.signing else ""
    return f"{KEPT_GAP}{table_open('', widths)}{_cells(widths, recipients, signed)}</w:tbl>{GAP}"


def _one(width: int, content: str) -> str:
    return f'{_ROW_OPEN}<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc></w:tr>'


def _signing(profile: Profile, signing: Signing) -> str:
    mark = profile.authority_mark(signing.authority.value)
    if signing.authority.value == "Q":
        return _signer(profile, "", mark + signing.position, signing.name)
    authority = f"{mark}{signing.body}" if signing.body else ""
    return _signer(profile, authority, signing.position, signing.name)


def _signer(profile: Profile, authority: str, position: str, name: str) -> str:
    lines = component(profile, Part.AUTHORITY, authority) if authority else ""
    return lines + component(profile, Part.POSITION, position) + component(profile, Part.SIGNER, name)


def _recipients(profile: Profile, recipients: Recipients | None) -> str:
    if recipients is None:
        return ""
    title = component(profile, Part.RECIPIENTS_TITLE, "Nơi nhận:")
    return title + "".join(component(profile, Part.RECIPIENTS, line) for line in recipients.printed())


def annex_title(label: str, title: str, note: str, *, new_page: bool) -> str:
    """Return the title of an appendix: label and title bold, a note in italics, on a new page if asked."""
    page = "<w:pageBreakBefore/>" if new_page else ""
    lines = paragraph("AnnexTitle", label.upper(), page) + paragraph("AnnexTitle", title)
    return lines + (paragraph("AnnexNote", note) if note else "")
