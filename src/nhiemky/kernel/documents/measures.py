"""Lengths of a page in the unit of Word (twip, 1/20 point) and the widths that both renderers agree on."""

from collections.abc import Sequence

from nhiemky.kernel.documents.metrics import text_width
from nhiemky.kernel.documents.outline import Document, place_date_line
from nhiemky.kernel.documents.profiles import Part, Profile


def twips(millimetres: int) -> int:
    """Return a length in millimetres as twips, rounded half up."""
    return (millimetres * 14400 + 127) // 254


def scaled(shares: Sequence[int], total: int) -> tuple[int, ...]:
    """Divide `total` by shares into whole numbers that add up to it exactly."""
    whole, reached, widths = sum(shares), 0, []
    for place in range(1, len(shares) + 1):
        edge = total * sum(shares[:place]) // whole
        widths.append(edge - reached)
        reached = edge
    return tuple(widths)


def style_width(profile: Profile, part: Part, text: str) -> int:
    """Return the width in twips of one line of a component."""
    style = profile.style(part)
    printed = text.upper() if style.caps else text
    return text_width(printed, half_points=2 * style.size, bold=style.bold)


def letterhead_widths(document: Document) -> tuple[int, int]:
    """Return the widths in twips of the head's two columns: the right one as wide as its lines need, within bounds."""
    profile = document.profile
    lines = (
        (Part.NATIONAL_TITLE, profile.national_title),
        (Part.MOTTO, profile.motto),
        (Part.PLACE_DATE, place_date_line(document.letterhead)),
    )
    needed = max(style_width(profile, part, text) for part, text in lines) + twips(1)
    least, most = (twips(bound) for bound in profile.letterhead_right)
    right = min(max(needed, least), most)
    return twips(profile.text_width) - right, right


def title_rule(profile: Profile) -> int:
    """Return the length in twips of the rule under the national title (Party) or the motto (state): that of the text."""
    if profile.motto:
        return style_width(profile, Part.MOTTO, profile.motto)
    return style_width(profile, Part.NATIONAL_TITLE, profile.national_title)


def issuer_rule(document: Document, column: int) -> int:
    """Return the length in twips of the rule under a state issuer: two fifths of its line (ND30: a third to a half)."""
    width = min(style_width(document.profile, Part.ISSUER, document.letterhead.issuer), column)
    return width * 2 // 5


def excerpt_rule(document: Document) -> int:
    """Return the length in twips of the rule under a state excerpt: two fifths of its line (ND30: a third to a half)."""
    width = style_width(document.profile, Part.EXCERPT, document.letterhead.excerpt)
    return min(width, twips(document.profile.text_width)) * 2 // 5
