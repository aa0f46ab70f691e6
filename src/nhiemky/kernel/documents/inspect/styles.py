"""The look of paragraphs: their own properties, those of their styles, the document's defaults."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from nhiemky.kernel.documents.inspect.facts import Line

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFF = frozenset({"0", "false", "off", "none"})
_DEEPER = frozenset(
    {f"{W}{name}" for name in ("hyperlink", "ins", "smartTag", "sdt", "sdtContent", "fldSimple")}
)
_ALIGNMENTS = {"start": "left", "end": "right", "distribute": "both"}


def whole(text: str | None, default: int = 0) -> int:
    """Return a whole number of an attribute (Word may write decimals), or the default."""
    try:
        return int((text or "").split(".")[0])
    except ValueError:
        return default


def runs_in(element: Element) -> Iterator[Element]:
    """Yield the runs of a paragraph, also those in links and insertions, not those that were deleted."""
    for child in element:
        if child.tag == f"{W}r":
            yield child
        elif child.tag in _DEEPER:
            yield from runs_in(child)


def run_text(run: Element) -> str:
    """Return the text of a run; tabs and breaks as such, text inside drawings left out."""
    pieces = []
    for child in run:
        if child.tag == f"{W}t":
            pieces.append(child.text or "")
        elif child.tag == f"{W}tab":
            pieces.append("\t")
        elif child.tag == f"{W}br":
            pieces.append("\n")
        elif child.tag == f"{W}noBreakHyphen":
            pieces.append("-")
    return "".join(pieces)


def text_of(paragraph: Element) -> str:
    """Return the text of a paragraph without blanks at its ends."""
    return "".join(map(run_text, runs_in(paragraph))).strip()


class Styles:
    """The styles of a document, asked property by property."""

    def __init__(self, root: Element | None, theme: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default = ""
        self._defaults: list[Element] = []
        self._theme = theme
        if root is None:
            return
        for style in root.iter(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            self._styles[name] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                self._default = name
        self._defaults = [
            found for path in ("pPrDefault/pPr", "rPrDefault/rPr") if (found := _find(root, f"docDefaults/{path}")) is not None
        ]  # fmt: skip

    def _chain(self, name: str) -> Iterator[Element]:
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            yield style
            based = style.find(f"{W}basedOn")
            name = "" if based is None else based.get(f"{W}val", "")

    def _sources(self, paragraph: Element, kind: str, run: Element | None = None) -> list[Element]:
        sources = [] if run is None else [run.find(f"{W}rPr")]
        if run is not None and (named := _find(run, "rPr/rStyle")) is not None:
            sources += [style.find(f"{W}rPr") for style in self._chain(named.get(f"{W}val", ""))]
        if kind == "pPr":
            sources.append(paragraph.find(f"{W}pPr"))
        named = _find(paragraph, "pPr/pStyle")
        style_name = self._default if named is None else named.get(f"{W}val", "")
        sources += [style.find(f"{W}{kind}") for style in self._chain(style_name)]
        sources += [default for default in self._defaults if default.tag == f"{W}{kind}"]
        return [source for source in sources if source is not None]

    def _attribute(self, sources: list[Element], element: str, *names: str) -> str | None:
        for source in sources:
            found = source.find(f"{W}{element}")
            for name in names if found is not None else ():
                value = found.get(f"{W}{name}") if found is not None else None
                if value is not None:
                    return value
        return None

    def _switch(self, sources: list[Element], element: str) -> bool:
        for source in sources:
            found = source.find(f"{W}{element}")
            if found is not None:
                return found.get(f"{W}val", "1") not in _OFF
        return False

    def _font(self, sources: list[Element]) -> str:
        for source in sources:
            fonts = source.find(f"{W}rFonts")
            if fonts is None:
                continue
            theme = fonts.get(f"{W}asciiTheme")
            if theme and self._theme is not None:
                place = "major" if theme.startswith("major") else "minor"
                latin = self._theme.find(f".//{_A}{place}Font/{_A}latin")
                return "" if latin is None else latin.get("typeface", "")
            if fonts.get(f"{W}ascii"):
                return fonts.get(f"{W}ascii", "")
        return ""

    def line(self, paragraph: Element) -> Line:
        """Return a paragraph with the look of most of its text; bold, italic, underlined only if all its text is."""
        runs = [run for run in runs_in(paragraph) if run_text(run).strip()]
        main = max(runs, key=lambda run: len(run_text(run))) if runs else None
        looks = [self._sources(paragraph, "rPr", run) for run in runs] or [self._sources(paragraph, "rPr")]
        own = self._sources(paragraph, "rPr", main)
        layout = self._sources(paragraph, "pPr")
        align = self._attribute(layout, "jc", "val") or "left"
        level = self._attribute(layout, "outlineLvl", "val")
        return Line(
            text=text_of(paragraph),
            font=self._font(own),
            size=whole(self._attribute(own, "sz", "val"), 20),
            bold=all(self._switch(look, "b") for look in looks),
            italic=all(self._switch(look, "i") for look in looks),
            underline=all(self._switch(look, "u") for look in looks),
            align=_ALIGNMENTS.get(align, align),
            first_line=whole(self._attribute(layout, "ind", "firstLine")),
            after=whole(self._attribute(layout, "spacing", "after")),
            line=whole(self._attribute(layout, "spacing", "line"), 240),
            rule=self._attribute(layout, "spacing", "lineRule") or "auto",
            level=None if level is None or whole(level) > 8 else whole(level),
        )

    def coloured(self, paragraph: Element) -> tuple[str, ...]:
        """Return the text that is not black, run by run; signs without letters and digits are drawings, not text."""
        found = []
        for run in runs_in(paragraph):
            text = run_text(run)
            if any(map(str.isalnum, text)):
                colour = self._attribute(self._sources(paragraph, "rPr", run), "color", "val")
                if colour not in (None, "auto", "000000"):
                    found.append(text.strip())
        return tuple(found)

    def indents(self, paragraph: Element) -> tuple[int, int]:
        """Return the left and right indent of a paragraph."""
        layout = self._sources(paragraph, "pPr")
        left = whole(self._attribute(layout, "ind", "left", "start"))
        return left, whole(self._attribute(layout, "ind", "right", "end"))

    def bordered(self, paragraph: Element) -> bool:
        """Tell whether a paragraph has a line above or below it."""
        for source in self._sources(paragraph, "pPr"):
            borders = source.find(f"{W}pBdr")
            if borders is not None:
                return any(
                    edge.get(f"{W}val") not in (None, "nil", "none")
                    for edge in borders
                    if edge.tag in (f"{W}top", f"{W}bottom")
                )
        return False

    @property
    def default(self) -> Line:
        """The look of plain text in this document."""
        return self.line(Element(f"{W}p"))


def _find(element: Element, path: str) -> Element | None:
    return element.find("/".join(f"{W}{step}" for step in path.split("/")))
