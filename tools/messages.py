"""Keep the English catalogue of the interface: collect its messages from the source, report gaps, compile it.

``python -m tools.messages`` brings ``django.po`` up to date; ``python -m tools.messages compile`` writes every ``django.mo``.
The source text is Vietnamese, so Vietnamese needs no catalogue of its own. GNU gettext is not needed.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

PACKAGE = Path(__file__).parent.parent / "src" / "nhiemky"
LOCALE = PACKAGE / "locale"
ENGLISH = LOCALE / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
CHANGING_HEADERS = re.compile(
    r'^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):.*\n',
    re.M,
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def template_as_python(text: str) -> str:
    """Give the messages of a Django template as Python calls on the same lines, all else blotted out."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    from django.utils.translation.template import templatize

    blotted: str = templatize(text)
    return "\n".join(line.lstrip() for line in blotted.splitlines())


def messages_of(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None, list[str]]]:
    """Give each message of a Python module or a template: text (or singular and plural), context, comments."""
    text = path.read_text("utf-8")
    source = template_as_python(text) if path.suffix in {".html", ".txt"} else text
    for _line, message, comments, context in extract(
        "python", io.BytesIO(source.encode()), KEYWORDS, ["Translators"], {}
    ):
        yield message, context, list(comments)


def source_files(package: Path) -> list[Path]:
    """Give the modules and templates that may hold messages, in order."""
    modules = [path for path in package.rglob("*.py") if "migrations" not in path.parts]
    templates = [path for path in package.rglob("templates/**/*") if path.suffix in {".html", ".txt"}]
    return sorted([*modules, *templates])


def collect(package: Path) -> Catalog:
    """Collect all messages of the package into a catalogue without translations."""
    catalogue = Catalog(locale="en", project="nhiemky", charset="utf-8", fuzzy=False)
    for path in source_files(package):
        place = [(path.relative_to(package).as_posix(), 1)]
        for message, context, comments in messages_of(path):
            catalogue.add(message, locations=place, auto_comments=comments, context=context)
    return catalogue


def load(path: Path) -> Catalog:
    """Read a catalogue; an empty one where there is none yet."""
    if not path.exists():
        return Catalog(locale="en", project="nhiemky", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="en")


def merge(old: Catalog, found: Catalog) -> Catalog:
    """Give the found messages with the translations of the old catalogue; what is no longer used goes."""
    for message in found:
        known = old.get(message.id, message.context) if message.id else None
        # a catalogue finds a message with a plural by its singular, also where that was a message without plural before
        if known is not None and known.pluralizable == message.pluralizable:
            message.string = known.string
    return found


def render(catalogue: Catalog) -> str:
    """Give the text of a catalogue; the same catalogue always gives the same text."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=True, include_lineno=False, ignore_obsolete=True)
    text = buffer.getvalue().decode()
    header, _, rest = text.partition("msgid")
    comments = "# English words of the interface; kept by `make messages`.\n" if header else ""
    return comments + CHANGING_HEADERS.sub("", "msgid" + rest)


def placeholders(text: str) -> set[str]:
    """Give the names that a message wants filled in."""
    return {named or braced for named, braced in PLACEHOLDER.findall(text)}


def texts(value: str | Sequence[str] | None) -> tuple[str, ...]:
    """Give a message or its plural forms as a tuple."""
    return (value or "",) if isinstance(value, str | None) else tuple(value)


def faults_of(message: Message) -> Iterator[str]:
    """Give what is wrong with one translation: missing, or with other names to fill in than the source."""
    shown = texts(message.id)[0]
    if message.fuzzy or not all(texts(message.string)):
        yield f"untranslated: {shown}"
        return
    wanted = set().union(*map(placeholders, texts(message.id)))
    given = set().union(*map(placeholders, texts(message.string)))
    if wanted != given:
        yield f"placeholders differ: {shown}"


def faults(catalogue: Iterable[Message], found: Catalog) -> list[str]:
    """Give all that keeps the catalogue from being complete and up to date with the messages found."""
    mine = {(message.context, message.id): message for message in catalogue if message.id}
    wanted = {(message.context, message.id) for message in found if message.id}
    result = [f"not in the catalogue: {texts(text)[0]}" for _, text in wanted - mine.keys()]
    result += [f"no longer used: {texts(text)[0]}" for _, text in mine.keys() - wanted]
    for key in mine.keys() & wanted:
        result += faults_of(mine[key])
    return sorted(result)


def compile_all(locale: Path) -> list[Path]:
    """Write the binary catalogue beside every ``django.po`` and give their paths."""
    written = []
    for path in sorted(locale.glob("*/LC_MESSAGES/django.po")):
        target = path.with_suffix(".mo")
        with target.open("wb") as file:
            write_mo(file, load(path))
        written.append(target)
    return written


def main(arguments: Sequence[str]) -> int:
    """Compile, or bring the English catalogue up to date and list what is untranslated (exit code 1)."""
    if list(arguments) == ["compile"]:
        compile_all(LOCALE)
        return 0
    merged = merge(load(ENGLISH), collect(PACKAGE))
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    ENGLISH.write_text(render(merged), "utf-8")
    compile_all(LOCALE)
    found = faults(merged, merged)
    print(f"{len(merged)} messages, {len(found)} to translate or mend", *found, sep="\n  ")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
