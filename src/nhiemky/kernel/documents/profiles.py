"""Official form as data: what HD36, HD05 and ND30 demand of a page, component by component."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Part(StrEnum):
    """A component of an official document whose type is laid down by the form."""

    NATIONAL_TITLE = "national_title"
    MOTTO = "motto"
    SUPERIOR = "superior"
    ISSUER = "issuer"
    NUMBER = "number"
    PLACE_DATE = "place_date"
    URGENCY = "urgency"
    DRAFT = "draft"
    TYPE_NAME = "type_name"
    EXCERPT = "excerpt"
    LETTER_EXCERPT = "letter_excerpt"
    BODY = "body"
    SECTION_0 = "section_0"
    SECTION_1 = "section_1"
    SECTION_2 = "section_2"
    SECTION_3 = "section_3"
    AUTHORITY = "authority"
    POSITION = "position"
    SIGNER = "signer"
    RECIPIENTS_TITLE = "recipients_title"
    RECIPIENTS = "recipients"
    PAGE_NUMBER = "page_number"
    TABLE = "table"
    TABLE_NOTE = "table_note"


@dataclass(frozen=True, slots=True)
class Style:
    """Type of one component: `size` in points is what we write, `size`..`largest` is what the form allows."""

    size: int
    largest: int = 0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    caps: bool = False
    smallest: int = 0

    def allows(self, half_points: int) -> bool:
        """Tell whether a size in half points lies in the range that the form allows."""
        return 2 * (self.smallest or self.size) <= half_points <= 2 * (self.largest or self.size)


@dataclass(frozen=True, slots=True)
class Margins:
    """Page margins in millimetres."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Spacing:
    """Body paragraph: line pitch and gap in points (`line_least`..`line_most` is allowed), indent in millimetres."""

    line: int
    line_least: int
    line_most: int
    exact: bool
    after: int
    indent: int
    indent_least: int
    indent_most: int


@dataclass(frozen=True, slots=True)
class Profile:
    """One rule of official form as data; lengths in millimetres, type sizes in points.

    `page_number_from_edge` is what we write; a form that only wants the number inside the top margin says so.
    """

    name: str
    title: str
    state: bool
    national_title: str
    motto: str
    number_prefix: str
    number_infix: str
    issuer_infix: str
    issuer_mark: str
    excerpt_mark: str
    ending_mark: str
    letter_excerpt_prefix: str
    authority_marks: tuple[tuple[str, str], ...]
    margins: Margins
    margins_most: Margins
    spacing: Spacing
    letterhead_right: tuple[int, int]
    styles: tuple[tuple[Part, Style], ...]
    font: str = "Times New Roman"
    page_width: int = 210
    page_height: int = 297
    page_number_from_edge: int = 10
    page_number_anywhere_in_margin: bool = False
    black: bool = False
    recipient_ends: str = ";"
    _by_part: dict[Part, Style] = field(
        default_factory=dict, init=False, repr=False, compare=False, hash=False
    )

    def __post_init__(self) -> None:
        self._by_part.update(self.styles)

    def style(self, part: Part) -> Style:
        """Return the type of a component."""
        return self._by_part[part]

    def authority_mark(self, code: str) -> str:
        """Return how this form writes an authority to sign ("T/M" in the Party, "TM." in the state)."""
        return dict(self.authority_marks)[code]

    @property
    def text_width(self) -> int:
        """Width of the text on an upright page in millimetres."""
        return self.page_width - self.margins.left - self.margins.right

    @property
    def landscape_text_width(self) -> int:
        """Width of the text on a lying page in millimetres."""
        return self.page_height - self.margins.left - self.margins.right


_PARTY_STYLES: tuple[tuple[Part, Style], ...] = (
    (Part.NATIONAL_TITLE, Style(15, bold=True, caps=True)),
    (Part.MOTTO, Style(14, bold=True)),
    (Part.SUPERIOR, Style(14, caps=True)),
    (Part.ISSUER, Style(14, bold=True, caps=True)),
    (Part.NUMBER, Style(14)),
    (Part.PLACE_DATE, Style(14, italic=True)),
    (Part.URGENCY, Style(14, bold=True, caps=True)),
    (Part.DRAFT, Style(14, italic=True)),
    (Part.TYPE_NAME, Style(16, smallest=15, bold=True, caps=True)),
    (Part.EXCERPT, Style(14, 15, bold=True)),
    (Part.LETTER_EXCERPT, Style(12, italic=True)),
    (Part.BODY, Style(14, 15)),
    (Part.SECTION_0, Style(14, 15, bold=True, caps=True)),
    (Part.SECTION_1, Style(14, 15, bold=True, caps=True)),
    (Part.SECTION_2, Style(14, 15, bold=True)),
    (Part.SECTION_3, Style(14, 15, bold=True, italic=True)),
    (Part.AUTHORITY, Style(14, bold=True, caps=True)),
    (Part.POSITION, Style(14, caps=True)),
    (Part.SIGNER, Style(14, bold=True)),
    (Part.RECIPIENTS_TITLE, Style(14, underline=True)),
    (Part.RECIPIENTS, Style(12)),
    (Part.PAGE_NUMBER, Style(14)),
    (Part.TABLE, Style(12, 14, smallest=10)),
    (Part.TABLE_NOTE, Style(12, 14, smallest=10, italic=True)),
)

_STATE_STYLES: tuple[tuple[Part, Style], ...] = (
    (Part.NATIONAL_TITLE, Style(13, smallest=12, bold=True, caps=True)),
    (Part.MOTTO, Style(14, smallest=13, bold=True)),
    (Part.SUPERIOR, Style(13, smallest=12, caps=True)),
    (Part.ISSUER, Style(13, smallest=12, bold=True, caps=True)),
    (Part.NUMBER, Style(13)),
    (Part.PLACE_DATE, Style(14, smallest=13, italic=True)),
    (Part.URGENCY, Style(14, smallest=13, bold=True, caps=True)),
    (Part.DRAFT, Style(13, italic=True)),
    (Part.TYPE_NAME, Style(14, smallest=13, bold=True, caps=True)),
    (Part.EXCERPT, Style(14, smallest=13, bold=True)),
    (Part.LETTER_EXCERPT, Style(12, 13)),
    (Part.BODY, Style(14, smallest=13)),
    (Part.SECTION_0, Style(14, smallest=13, bold=True, caps=True)),
    (Part.SECTION_1, Style(14, smallest=13, bold=True, caps=True)),
    (Part.SECTION_2, Style(14, smallest=13, bold=True)),
    (Part.SECTION_3, Style(14, smallest=13, bold=True, italic=True)),
    (Part.AUTHORITY, Style(14, smallest=13, bold=True, caps=True)),
    (Part.POSITION, Style(14, smallest=13, bold=True, caps=True)),
    (Part.SIGNER, Style(14, smallest=13, bold=True)),
    (Part.RECIPIENTS_TITLE, Style(12, bold=True, italic=True)),
    (Part.RECIPIENTS, Style(11)),
    (Part.PAGE_NUMBER, Style(14, smallest=13)),
    (Part.TABLE, Style(12, 14, smallest=10)),
    (Part.TABLE_NOTE, Style(12, 14, smallest=10, italic=True)),
)

_PARTY_MARKS = (("T/M", "T/M "), ("K/T", "K/T "), ("T/L", "T/L "), ("Q", "Q. "), ("", ""))
_STATE_MARKS = (("T/M", "TM. "), ("K/T", "KT. "), ("T/L", "TL. "), ("Q", "Q. "), ("", ""))
_PARTY_MARGINS = Margins(top=20, bottom=20, left=30, right=15)
_PARTY_SPACING = Spacing(
    line=19, line_least=18, line_most=22, exact=True, after=6, indent=10, indent_least=9, indent_most=13
)

HD36 = Profile(
    name="HD36",
    title="Hướng dẫn 36-HD/VPTW, ngày 03-4-2018",
    state=False,
    national_title="ĐẢNG CỘNG SẢN VIỆT NAM",
    motto="",
    number_prefix="Số ",
    number_infix="-",
    issuer_infix="/",
    issuer_mark="*",
    excerpt_mark="",
    ending_mark="./.",
    recipient_ends=";,",
    letter_excerpt_prefix="",
    authority_marks=_PARTY_MARKS,
    margins=_PARTY_MARGINS,
    margins_most=_PARTY_MARGINS,
    spacing=_PARTY_SPACING,
    letterhead_right=(88, 98),
    styles=_PARTY_STYLES,
)

HD05 = Profile(
    name="HD05",
    title="Hướng dẫn 05-HD/VPTW, ngày 27-5-2026",
    state=False,
    national_title="ĐẢNG CỘNG SẢN VIỆT NAM",
    motto="",
    number_prefix="Số ",
    number_infix="-",
    issuer_infix="/",
    issuer_mark="*",
    excerpt_mark="-----",
    ending_mark=".",
    black=True,
    letter_excerpt_prefix="về việc ",
    authority_marks=_PARTY_MARKS,
    margins=_PARTY_MARGINS,
    margins_most=_PARTY_MARGINS,
    spacing=_PARTY_SPACING,
    letterhead_right=(88, 98),
    styles=_PARTY_STYLES,
)

ND30 = Profile(
    name="ND30",
    title="Nghị định 30/2020/NĐ-CP, ngày 05-3-2020",
    state=True,
    national_title="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    motto="Độc lập - Tự do - Hạnh phúc",
    number_prefix="Số: ",
    number_infix="/",
    issuer_infix="-",
    issuer_mark="",
    excerpt_mark="",
    ending_mark="./.",
    page_number_anywhere_in_margin=True,
    black=True,
    letter_excerpt_prefix="V/v ",
    authority_marks=_STATE_MARKS,
    margins=_PARTY_MARGINS,
    margins_most=Margins(top=25, bottom=25, left=35, right=20),
    spacing=Spacing(
        line=19, line_least=14, line_most=24, exact=True, after=6, indent=10, indent_least=10, indent_most=13
    ),
    letterhead_right=(98, 105),
    styles=_STATE_STYLES,
)

PROFILES: dict[str, Profile] = {profile.name: profile for profile in (HD36, HD05, ND30)}
HD05_IN_FORCE = date(2026, 5, 27)


def profile_for(day: date, *, state_body: bool = False) -> Profile:
    """Return the form in force on a document's day: ND30 for state bodies, else HD36 until HD05 replaced it.

    Source: Hướng dẫn 05-HD/VPTW of 27-5-2026 (secondary sources), Nghị định 30/2020/NĐ-CP.
    """
    if state_body:
        return ND30
    return HD05 if day >= HD05_IN_FORCE else HD36
