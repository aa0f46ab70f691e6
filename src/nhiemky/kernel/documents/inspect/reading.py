"""A Word file read back: which of its paragraphs and tables are which component of the form."""

import re
from collections.abc import Sequence
from itertools import takewhile
from xml.etree.ElementTree import Element

from nhiemky.kernel.documents.inspect.archive import Archive, InspectError
from nhiemky.kernel.documents.inspect.facts import Head, Inspection, Line, TableFacts
from nhiemky.kernel.documents.inspect.lines import column_width, printed_lengths, rule_length
from nhiemky.kernel.documents.inspect.pages import pages_of
from nhiemky.kernel.documents.inspect.styles import Styles, W, text_of
from nhiemky.kernel.documents.measures import twips
from nhiemky.kernel.documents.metrics import text_width

_TITLE = re.compile(r"ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H(ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM", re.IGNORECASE)
_MOTTO = re.compile(r"Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc", re.IGNORECASE)
_NUMBER = re.compile(r"Số(\b|:)")
_DATE = re.compile(r"ngày\b.*\btháng\b.*\bnăm\b", re.IGNORECASE)
_SIGN = re.compile(r"(T/M|TM\.|K/T|KT\.|T/L|TL\.|TUQ\.|Q\.)\s*\S|NGƯỜI GHI BIÊN BẢN|CHỦ TRÌ", re.IGNORECASE)
_RECIPIENTS = re.compile(r"Nơi nhận", re.IGNORECASE)
_NUMBERED = re.compile(r"([IVX]+\s*[.\-]|\d+(\.\d+)*\s*[.\-]|[a-zđ]\))\s*\S")


def inspect(data: bytes) -> Inspection:
    """Read a Word file and return what its form is; files of Word and python-docx are read as well as our own.

    :raises InspectError: not a Word file, damaged, too large unpacked, or with a declared document type.
    """
    archive = Archive(data)
    root_relations = archive.relations("")
    part = next(
        (name for kind, name in root_relations.values() if kind == "officeDocument"), "word/document.xml"
    )
    root = archive.part(part)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise InspectError("Tệp không phải là văn bản Word (.docx).")
    related = dict(archive.relations(part).values())
    styles = Styles(
        archive.part(related.get("styles", "word/styles.xml")), archive.part(related.get("theme", "word/theme/theme1.xml"))
    )  # fmt: skip
    return _Reader(styles, body).inspection(archive, part)


class _Reader:
    """Walks the body once and sorts its children into head, text, foot and what follows."""

    def __init__(self, styles: Styles, body: Element) -> None:
        self.styles = styles
        self.children = [child for child in body if child.tag in (f"{W}p", f"{W}tbl")]
        self.body = body
        self.head_at = self._first(_TITLE, range(min(len(self.children), 12)))
        backwards = range(len(self.children) - 1, self.head_at, -1)
        self.foot_at = self._foot(backwards)

    def _first(self, wanted: re.Pattern[str], places: range) -> int:
        return next((at for at in places if any(wanted.search(text) for text in self._texts(at))), -1)

    def _foot(self, places: range) -> int:
        for at in places:
            if any(_RECIPIENTS.match(text) or _SIGN.match(text) for text in self._texts(at)):
                earlier = range(at - 1, max(at - 8, self.head_at), -1)
                above = [early for early in earlier if any(_SIGN.match(text) for text in self._texts(early))]
                return min([at, *above])
        return len(self.children)

    def _texts(self, at: int) -> list[str]:
        return [text_of(paragraph) for paragraph in self.children[at].iter(f"{W}p")]

    def inspection(self, archive: Archive, part: str) -> Inspection:
        """Return what was found."""
        default = self.styles.default
        text_at = self._head_end()
        pages = pages_of(archive, self.body, part, self.styles)
        room = twips(pages[0].width - pages[0].left - pages[0].right) if pages else 0
        head, named = self._head(text_at, room)
        headings, body = self._text(range(named, self.foot_at))
        signing, recipients = self._closing()
        tables = [
            child
            for at, child in enumerate(self.children)
            if child.tag == f"{W}tbl" and at != self.head_at and not self._is_foot(at)
        ]
        return Inspection(
            pages=pages,
            font=default.font,
            size=default.size,
            head=head,
            headings=headings,
            body=body,
            signing=signing,
            recipients=recipients,
            tables=tuple(filter(None, map(_table, tables))),
            coloured=tuple(text for each in self.body.iter(f"{W}p") for text in self.styles.coloured(each)),
        )

    def _is_foot(self, at: int) -> bool:
        texts = self._texts(at)
        return at >= self.foot_at and any(_RECIPIENTS.match(text) or _SIGN.match(text) for text in texts)

    def _head_end(self) -> int:
        """Return the place behind the letterhead: behind its table, or behind the paragraphs up to the date."""
        if self.head_at < 0 or self.children[self.head_at].tag == f"{W}tbl":
            return self.head_at + 1
        dated = self._first(_DATE, range(self.head_at, min(self.head_at + 12, len(self.children))))
        return max(dated, self.head_at) + 1

    def _lines(self, paragraphs: Sequence[Element]) -> list[Line]:
        return [line for line in map(self.styles.line, paragraphs) if line.text]

    def _head(self, text_at: int, room: int) -> tuple[Head, int]:
        paragraphs, right, left = self._letterhead(text_at)
        lines = self._lines(paragraphs)
        title = next((line for line in lines if _TITLE.search(line.text)), None)
        motto = next((line for line in lines if _MOTTO.search(line.text)), None)
        ruled = motto or title
        others = self._lines(left)
        before = list(takewhile(lambda line: not _NUMBER.match(line.text), others))
        type_name, excerpt, mark, named = self._named(text_at)
        organisations = tuple(line for line in before if line.text.strip("*_-– "))
        issuer = [line for line in organisations if line.bold]
        holder = self.children[self.head_at] if self.children else self.body
        below = [child for child in self.children[text_at:named] if child.tag == f"{W}p"]
        return (
            Head(
                national_title=title,
                motto=motto,
                rule=rule_length(self.styles, holder, right, ruled, room=room) if ruled else None,
                rule_due=text_width(ruled.text, half_points=ruled.size, bold=ruled.bold) if ruled else 0,
                organisations=organisations,
                issuer_mark=next((line.text for line in before if line.text == "*"), ""),
                issuer_rule=rule_length(self.styles, holder, left, None, room=room) if lines else None,
                issuer_lines=printed_lengths(issuer, column_width(holder, left[0], room)) if left else (),
                number=next((line for line in others if _NUMBER.match(line.text)), None),
                below_number=tuple(others[len(before) + 1 :]),
                place_date=next((line for line in lines if _DATE.search(line.text)), None),
                type_name=type_name,
                excerpt=excerpt,
                excerpt_mark=mark,
                excerpt_rule=rule_length(self.styles, holder, below, None, room=room) if excerpt else None,
                excerpt_lines=printed_lengths(excerpt, room),
            ),
            named,
        )

    def _letterhead(self, text_at: int) -> tuple[list[Element], list[Element], list[Element]]:
        """Return all paragraphs of the letterhead, those of its right and those of its left column."""
        if self.head_at < 0:
            return [], [], []
        head = self.children[self.head_at]
        if head.tag == f"{W}p":
            every = [child for child in self.children[:text_at] if child.tag == f"{W}p"]
            return every, every, every
        left: list[Element] = []
        right: list[Element] = []
        for row in head.iter(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            for cells_of_side, side in ((cells[:1], left), (cells[1:], right)):
                for cell in cells_of_side:
                    side.extend(cell.iter(f"{W}p"))
        return left + right, right, left

    def _named(self, text_at: int) -> tuple[Line | None, tuple[Line, ...], str, int]:
        """Return type name, excerpt, the hyphens below it, and the place where the text begins."""
        centred: list[Line] = []
        at = text_at
        while at < self.foot_at and self.children[at].tag == f"{W}p":
            line = self.styles.line(self.children[at])
            if line.text and (line.align != "center" or line.level is not None):
                break
            if line.text:
                centred.append(line)
            at += 1
        if not centred or centred[0].text != centred[0].text.upper():
            return None, (), "", text_at
        mark = next((line.text for line in centred if not line.text.strip("-–_ ")), "")
        excerpt = tuple(line for line in centred[1:] if line.text.strip("-–_ "))
        return centred[0], excerpt, mark, at

    def _text(self, places: range) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        headings, body, behind_table = [], [], False
        for at in places:
            child = self.children[at]
            if child.tag == f"{W}tbl":
                behind_table = True
                continue
            line = self.styles.line(child)
            if not line.text:
                continue
            note = behind_table and line.size <= 24 and line.first_line == 0
            behind_table = note
            if line.level is not None or (line.bold and _NUMBERED.match(line.text)):
                headings.append(line)
            elif not note and line.align != "center":
                body.append(line)
        return tuple(headings), tuple(body)

    def _closing(self) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        signing: list[Line] = []
        recipients: list[Line] = []
        for child in self.children[self.foot_at : self.foot_at + 12]:
            cells = child.iter(f"{W}tc") if child.tag == f"{W}tbl" else [child]
            for cell in cells:
                paragraphs = cell.findall(f"{W}p") if cell.tag == f"{W}tc" else [cell]
                lines = self._lines(paragraphs)
                listed = lines and (
                    _RECIPIENTS.match(lines[0].text) or (recipients and lines[0].text.startswith("-"))
                )
                if listed:
                    recipients += lines
                elif child.tag == f"{W}tbl" or not _is_page_start(child):
                    signing += lines
            if _ends_section(child):
                break
            if signing and recipients and child.tag == f"{W}tbl":
                break
        return tuple(signing), tuple(recipients)


def _is_page_start(paragraph: Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None


def _ends_section(paragraph: Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}sectPr") is not None


def _table(table: Element) -> TableFacts | None:
    rows = table.findall(f"{W}tr")
    texts = tuple(
        tuple(" ".join(filter(None, map(text_of, cell.iter(f"{W}p")))) for cell in row.findall(f"{W}tc"))
        for row in rows
    )
    if len(rows) < 2:
        return None
    repeated = len(list(takewhile(_repeats, rows)))
    return TableFacts(len(table.findall(f"{W}tblGrid/{W}gridCol")) or max(map(len, texts)), repeated, texts)


def _repeats(row: Element) -> bool:
    mark = row.find(f"{W}trPr/{W}tblHeader")
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "off")
