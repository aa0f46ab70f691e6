"""The outline as plain data for the typst template: nothing but strings, whole numbers and lists of them."""

from collections.abc import Sequence
from typing import TypeAlias

from nhiemky.kernel.documents.contents import clean
from nhiemky.kernel.documents.measures import (
    excerpt_rule,
    issuer_rule,
    letterhead_widths,
    scaled,
    title_rule,
    twips,
)
from nhiemky.kernel.documents.outline import (
    Annex,
    Bar,
    Block,
    Bullet,
    Cell,
    Document,
    GroupRow,
    Inline,
    Landscape,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Run,
    Section,
    Signing,
    Table,
    TwoSigners,
    excerpt_line,
    laid_out,
    number_line,
    place_date_line,
    plain,
    runs_of,
)
from nhiemky.kernel.documents.profiles import Part, Profile

Data: TypeAlias = "str | int | bool | Sequence[Data] | dict[str, Data] | None"
FONTS = ("Tinos", "Liberation Serif", "Times New Roman")
# Rows of about this height in twips (a third of a page) may break, lest one taller than a page run off it.
_TALL = 4800
_SECTIONS = (Part.SECTION_0, Part.SECTION_1, Part.SECTION_2, Part.SECTION_3)


def document_data(document: Document, pictures: Sequence[Picture]) -> dict[str, Data]:
    """Return all that the template draws; `pictures` are the document's pictures in the order of their files."""
    profile, spacing = document.profile, document.profile.spacing
    body = profile.style(Part.BODY).size
    builder = _Builder(profile, pictures)
    margins = profile.margins
    return {
        "title": clean(document.title),
        "author": clean(document.letterhead.issuer),
        "fonts": FONTS,
        "size": body,
        "leading": spacing.line - body,
        "spacing": spacing.line - body + spacing.after,
        "indent": spacing.indent,
        "page": {
            "width": profile.page_width,
            "height": profile.page_height,
            "top": margins.top,
            "bottom": margins.bottom,
            "left": margins.left,
            "right": margins.right,
            "edge": profile.page_number_from_edge,
        },
        "styles": {
            part.value: {
                "size": style.size,
                "bold": style.bold,
                "italic": style.italic,
                "underline": style.underline,
            }
            for part, style in profile.styles
        },
        "head": _head(document),
        "pictures": [list(picture.png) for picture in pictures],
        "blocks": builder.blocks(laid_out(profile, document.blocks, ends=True), profile.text_width),
        "foot": _foot(document),
        "annexes": [builder.annex(annex) for annex in document.annexes],
    }


def _line(profile: Profile, part: Part, text: str) -> list[Data]:
    return [part.value, clean(text.upper() if profile.style(part).caps else text)]


def _head(document: Document) -> dict[str, Data]:
    profile, head = document.profile, document.letterhead
    widths = letterhead_widths(document)
    issuer = [(Part.SUPERIOR, head.superior), (Part.ISSUER, head.issuer), (Part.NUMBER, profile.issuer_mark)]
    title = [(Part.NATIONAL_TITLE, profile.national_title), (Part.MOTTO, profile.motto)]
    number = [
        (Part.NUMBER, number_line(profile, head)),
        (Part.LETTER_EXCERPT, "" if head.type_name else excerpt_line(profile, head)),
        (Part.URGENCY, head.urgency),
        (Part.DRAFT, head.draft),
    ]
    named = [
        (Part.TYPE_NAME, head.type_name),
        (Part.EXCERPT, head.excerpt),
        (Part.NUMBER, profile.excerpt_mark),
    ]

    def lines(parts: list[tuple[Part, str]]) -> list[Data]:
        return [_line(profile, part, text) for part, text in parts if text]

    return {
        "widths": widths,
        "issuer": lines(issuer),
        "issuer_rule": 0 if profile.issuer_mark else issuer_rule(document, widths[0]),
        "title": lines(title),
        "title_rule": title_rule(profile),
        "number": lines(number),
        "place_date": clean(place_date_line(head)),
        "type": lines(named) if head.type_name else [],
        "excerpt_rule": excerpt_rule(document) if profile.state and head.excerpt else 0,
        "air": 14 if head.type_name and not document.opens_with_heading else 8,
        "addressees": _addressees(head.addressees),
    }


def _addressees(names: tuple[str, ...]) -> list[Data]:
    if len(names) == 1:
        return [f"Kính gửi: {clean(names[0])}"]
    lines: list[Data] = ["Kính gửi:"] if names else []
    for place, name in enumerate(names, start=1):
        lines.append(f"- {clean(name)}{'.' if place == len(names) else ';'}")
    return lines


def _foot(document: Document) -> Data:
    profile, signing = document.profile, document.signing
    if signing is None and document.recipients is None:
        return None
    width = twips(profile.text_width)
    signers: list[Data] = []
    if isinstance(signing, TwoSigners):
        signers = [_signer(profile, "", one.position, one.name) for one in (signing.left, signing.right)]
    elif signing is not None:
        signers = [_single(profile, signing)]
    minutes = isinstance(signing, TwoSigners)
    return {
        "minutes": minutes,
        "widths": scaled((1, 1) if minutes else (74, 91), width),
        "signers": signers,
        "recipients": [clean(line) for line in document.recipients.printed()] if document.recipients else [],
    }


def _single(profile: Profile, signing: Signing) -> Data:
    mark = profile.authority_mark(signing.authority.value)
    if signing.authority.value == "Q":
        return _signer(profile, "", mark + signing.position, signing.name)
    return _signer(profile, f"{mark}{signing.body}" if signing.body else "", signing.position, signing.name)


def _signer(profile: Profile, authority: str, position: str, name: str) -> Data:
    lines = [(Part.AUTHORITY, authority), (Part.POSITION, position)]
    return {"lines": [_line(profile, part, text) for part, text in lines if text], "name": clean(name)}


def _inline(text: Inline) -> Data:
    if isinstance(text, str):
        return clean(text)
    return [_piece(run) for run in runs_of(text)]


def _piece(run: Run) -> Data:
    looks = (("b", run.bold), ("i", run.italic), ("u", run.underline), ("s", run.superscript))
    asked: dict[str, Data] = {key: True for key, wanted in looks if wanted}
    return {"t": clean(run.text), **asked} if asked else clean(run.text)


class _Builder:
    """Turns blocks into data on pages of a known width."""

    def __init__(self, profile: Profile, pictures: Sequence[Picture]) -> None:
        self.profile = profile
        self.places = {picture: place for place, picture in enumerate(pictures)}

    def annex(self, annex: Annex) -> Data:
        """Return an appendix."""
        width = self.profile.landscape_text_width if annex.landscape else self.profile.text_width
        return {
            "label": clean(annex.label.upper()),
            "title": clean(annex.title),
            "note": clean(annex.note),
            "landscape": annex.landscape,
            "blocks": self.blocks(laid_out(self.profile, annex.blocks, ends=False), width),
        }

    def blocks(self, blocks: Sequence[Block], width: int) -> list[Data]:
        """Return blocks for a text `width` millimetres wide."""
        return [self.block(block, width) for block in blocks]

    def block(self, block: Block, width: int) -> Data:
        """Return one block."""
        match block:
            case Section(level=level):
                text = block.heading.upper() if self.profile.style(_SECTIONS[level]).caps else block.heading
                return {"k": "section", "level": level, "t": clean(text)}
            case Paragraph():
                align = block.align.value if block.align else "justify"
                return _text(block.text, align=align, indent=block.indent, keep=block.keep_with_next)
            case Bullet():
                sign = "- " if block.level == 1 else "\u2003+ "
                return _text((sign, *runs_of(block.text)), align="justify", indent=True, keep=False)
            case Table():
                return self.table(block, width)
            case Bar():
                return _bar(block)
            case Picture():
                return self.picture(block, width)
            case PageBreak():
                return {"k": "break"}
            case Landscape():
                lying = self.blocks(block.blocks, self.profile.landscape_text_width)
                return {"k": "landscape", "blocks": lying}

    def picture(self, picture: Picture, width: int) -> Data:
        """Return a picture at most `width` millimetres wide."""
        return {
            "k": "picture",
            "file": self.places[picture],
            "width": min(picture.width, width),
            "alt": clean(picture.alt),
            "caption": _inline(picture.caption) if plain(picture.caption) else "",
        }

    def table(self, table: Table, width: int) -> Data:
        """Return a table over `width` millimetres."""
        widths = scaled([column.width for column in table.columns], twips(width))
        size = table.size or self.profile.style(Part.TABLE).size
        return {
            "k": "table",
            "widths": widths,
            "aligns": [column.align.value for column in table.columns],
            "size": size,
            "caption": _inline(table.caption) if plain(table.caption) else "",
            "notes": [_inline(note) for note in table.notes],
            "tall": sum(_height(plain(note), twips(width), size) for note in table.notes) > _TALL,
            "header": _header(table),
            "rows": [_row(row, widths, size) for row in table.rows],
        }


def _text(text: Inline, *, align: str, indent: bool, keep: bool) -> Data:
    return {"k": "text", "t": _inline(text), "align": align, "indent": indent, "keep": keep}


def _bar(bar: Bar) -> Data:
    parts: list[dict[str, Data]] = [
        {"label": clean(part.label), "share": part.share, "fill": f"#{part.fill}"} for part in bar.parts
    ]
    shown = [data for part, data in zip(bar.parts, parts, strict=True) if part.share > 0]
    return {"k": "bar", "all": parts, "shown": shown}


def _header(table: Table) -> list[Data]:
    cells: list[Data] = [
        {"t": clean(cell.text), "b": True, "a": "center", "c": cell.columns, "r": cell.rows}
        for line in table.header_layout()
        for _, cell in line
    ]
    if table.number_row:
        cells += [{"t": f"({place})", "a": "center"} for place in range(1, len(table.columns) + 1)]
    return cells


def _group(row: GroupRow, columns: int) -> list[Data]:
    if row.number and columns > 1:
        number: Data = {"t": clean(row.number), "b": True, "a": "center"}
        return [number, {"t": clean(row.text), "b": True, "a": "left", "c": columns - 1}]
    return [{"t": clean(row.text), "b": True, "a": "left", "c": columns}]


def _row(row: Row | GroupRow, widths: Sequence[int], size: int) -> Data:
    data: dict[str, Data] = (
        {"g": _group(row, len(widths))}
        if isinstance(row, GroupRow)
        else {"c": [_cell(cell, bold=row.bold) for cell in row.cells]}
    )
    return {**data, "tall": True} if _is_tall(row, widths, size) else data


def _is_tall(row: Row | GroupRow, widths: Sequence[int], size: int) -> bool:
    if isinstance(row, GroupRow):
        return _height(row.text, sum(widths), size) > _TALL
    column = 0
    for cell in row.cells:
        text, across = (plain(cell.text), cell.columns) if isinstance(cell, Cell) else (plain(cell), 1)
        if _height(text, sum(widths[column : column + across]), size) > _TALL:
            return True
        column += across
    return False


def _height(text: str, width: int, size: int) -> int:
    """Return about how high text stands in a column, in twips: letters 0.6, lines 1.2 times the type size."""
    lines = 1 + text.count("\n") + len(text) * size * 12 // width
    return lines * size * 24


def _cell(cell: Inline | Cell, *, bold: bool) -> Data:
    if isinstance(cell, str) and not bold and "\n" not in cell:
        return clean(cell)
    if not isinstance(cell, Cell):
        return {"t": _inline(cell), "b": bold}
    look: dict[str, Data] = {"t": _inline(cell.text), "b": bold or cell.bold, "c": cell.columns}
    if cell.align:
        look["a"] = cell.align.value
    if cell.fill:
        look["f"] = f"#{cell.fill}"
    return look
