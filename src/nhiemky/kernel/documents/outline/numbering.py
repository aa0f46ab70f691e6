"""Numbers of sections and the mark that ends the text."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nhiemky.kernel.documents.outline.blocks import Block, Bullet, Landscape, Paragraph, Section, runs_of
from nhiemky.kernel.documents.profiles import Profile


def with_ending(profile: Profile, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks whose last line of text ends with the form's ending mark ("." or "./.")."""
    if not blocks or not isinstance(blocks[-1], Paragraph | Bullet):
        return blocks
    last = blocks[-1]
    runs = runs_of(last.text)
    ended = replace(runs[-1], text=runs[-1].text.rstrip(" ./") + profile.ending_mark)
    return (*blocks[:-1], replace(last, text=(*runs[:-1], ended)))


_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """Return a whole number from 1 up in Roman numerals."""
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _number_at(level: int, count: int) -> str:
    if level == 1:
        return f"{roman(count)}."
    if level == 2:
        return f"{count}."
    letter = _LETTERS[(count - 1) % len(_LETTERS)]
    return f"{letter * ((count - 1) // len(_LETTERS) + 1)})"


def number_sections(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with every section's number filled: I., 1., a) counting under the level above."""
    return tuple(_numbered(blocks, [0, 0, 0, 0]))


def _numbered(blocks: Iterable[Block], counts: list[int]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Landscape):
            yield Landscape(tuple(_numbered(block.blocks, counts)))
        elif isinstance(block, Section):
            level = block.level
            counts[level + 1 :] = [0] * (3 - level)
            if block.number is None and level > 0:
                counts[level] += 1
                yield replace(block, number=_number_at(level, counts[level]))
            else:
                yield block
        else:
            yield block


def laid_out(profile: Profile, blocks: tuple[Block, ...], *, ends: bool) -> tuple[Block, ...]:
    """Return the blocks as they are drawn: sections numbered, headings moved onto the lying pages that they head.

    `ends` closes the text with the form's ending mark.
    """
    numbered = number_sections(blocks)
    drawn: list[Block] = []
    for block in with_ending(profile, numbered) if ends else numbered:
        if isinstance(block, Landscape):
            headings: list[Block] = []
            while drawn and isinstance(drawn[-1], Section):
                headings.insert(0, drawn.pop())
            drawn.append(Landscape((*headings, *block.blocks)))
        else:
            drawn.append(block)
    return tuple(drawn)
