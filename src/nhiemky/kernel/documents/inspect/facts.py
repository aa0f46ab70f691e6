"""What an inspection of a Word file finds; lengths in twips (1/20 point) unless said, sizes in half points."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with the look of most of its text and its layout; `line` is the pitch, 240 a single line if `rule` is auto."""

    text: str
    font: str
    size: int
    bold: bool
    italic: bool
    underline: bool
    align: str
    first_line: int
    after: int
    line: int
    rule: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Paper and margins of one section in millimetres, and where its page number stands."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    number_place: str = ""
    number_align: str = ""
    number_size: int = 0
    number_edge: int = 0
    number_on_first: bool = False
    number_coloured: bool = False

    @property
    def landscape(self) -> bool:
        """Whether the paper lies."""
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table of the body: its columns, how many header rows repeat on each page, its rows as text."""

    columns: int
    repeated: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The letterhead as found; `rule` is the length of the line under title or motto, `rule_due` that of the text.

    `issuer_lines` and `excerpt_lines` are the lengths of the printed lines above the other two drawn lines.
    """

    national_title: Line | None = None
    motto: Line | None = None
    rule: int | None = None
    rule_due: int = 0
    organisations: tuple[Line, ...] = ()
    issuer_mark: str = ""
    issuer_rule: int | None = None
    issuer_lines: tuple[int, ...] = ()
    number: Line | None = None
    below_number: tuple[Line, ...] = ()
    place_date: Line | None = None
    type_name: Line | None = None
    excerpt: tuple[Line, ...] = ()
    excerpt_mark: str = ""
    excerpt_rule: int | None = None
    excerpt_lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that was found in a Word file; `coloured` is the text that is not black."""

    pages: tuple[Page, ...]
    font: str
    size: int
    head: Head
    headings: tuple[Line, ...]
    body: tuple[Line, ...]
    signing: tuple[Line, ...]
    recipients: tuple[Line, ...]
    tables: tuple[TableFacts, ...]
    coloured: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One departure from the official form: a stable code and a Vietnamese sentence."""

    code: str
    message: str
