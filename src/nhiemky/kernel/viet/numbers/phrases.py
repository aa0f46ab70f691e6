"""The grammar of a cell: words, numerals and units in the orders in which offices type them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from nhiemky.kernel.viet.numbers.cleaning import clean, mask_times, refusal_of, time_only
from nhiemky.kernel.viet.numbers.numerals import (
    NUMERAL,
    SPACED,
    Evidence,
    Numeral,
    evidence_of,
    merge_evidence,
    parse_numeral,
)
from nhiemky.kernel.viet.numbers.outcome import Reading
from nhiemky.kernel.viet.numbers.tails import Tail, read_tail
from nhiemky.kernel.viet.numbers.units import convert_unit, count_phrase_at, is_count, is_percent
from nhiemky.kernel.viet.numbers.vocabulary import MISSING, WORDS_TO_TEN, Lead, read_done
from nhiemky.kernel.viet.numbers.writing import exact_number

_PARENTHESES = re.compile(r"\(([^()]*)\)")
_ASIDE = re.compile(r"[,;:]?\s*(?:trong đó|bao gồm|gồm có)\b.*", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(
    r"(?P<unit>.*?)\s*(?P<link>-|÷|~|đến|tới|/|trên tổng số|trong tổng số|xuống còn|xuống|lên)\s*(?P<sign>-)?\s*",
    re.DOTALL | re.IGNORECASE,
)
_ZERO = re.compile(
    r"(?:.*\s)?(?P<none>không còn|không để xảy ra|không để phát sinh)\s+(?P<what>\S.*)"
    r"|(?P<never>không để (?:xảy ra|phát sinh))"
    r"|(?:không xảy ra|không phát sinh)(?:\s+(?P<event>\S.*))?|không có\s+(?P<thing>\S.*)",
    re.DOTALL,
)
_NOT_YET = re.compile(r"(?:chưa|không) (?:đạt|hoàn thành)\b")
_COMPARISON = (
    r"(?:và |tương đương )?(?:đạt|bằng|vượt|tăng|giảm|chiếm|cao hơn|thấp hơn|(?:nghị quyết|nq|kế hoạch|chỉ tiêu)(?: đề ra| giao| là)+)"
    r"(?: (?:tỷ lệ|thêm|được|khoảng|mục tiêu|chỉ tiêu|kế hoạch|kh|nq|nghị quyết|gần|trên|hơn))*"
    r" [0-9][0-9.,]*\s?(?P<share{0}>%)?[^0-9,;%]*?"
)
_BASIS = r"\bso (?:với|cùng)\b[^0-9,;]*(?:(?:19|20)[0-9]{2})?[^0-9,;]*"
_COMPARED = re.compile(
    rf"\s*[,;]\s*{_COMPARISON.format(1)}(?P<basis1>{_BASIS})?$|\s{_COMPARISON.format(2)}(?P<basis2>{_BASIS})$",
    re.IGNORECASE,
)
_STATED_TOLERANCE = Fraction(1, 2)
_SHOWN = 80

_NO_NUMBER = "Không thấy số trong ô “{}”."
_MANY_NUMBERS = "Ô “{}” có nhiều số, không biết chắc lấy số nào."
_UPSIDE_DOWN = "Ô “{}” có cận dưới lớn hơn cận trên."
_ZERO_BELOW = "Ô “{}” là phân số có mẫu số bằng 0."
_OTHER_UNIT = "Ô “{}” ghép hai đơn vị tính không đổi được sang nhau."


@dataclass(frozen=True, slots=True)
class _Parts:
    """A cell cut at its numerals: the words before, the words between, the tail after."""

    text: str
    lead: Lead
    negative: bool
    bullet: bool
    numerals: tuple[Numeral, ...]
    middles: tuple[str, ...]
    tail: Tail

    def refuse(self, message: str) -> Reading:
        return Reading(self.text, error=message.format(_short(self.text)))


def read_phrase(text: str, unit: str, evidence: Evidence) -> Reading:
    """Read one cell (NFC); see `read_number`."""
    shown = clean(text)
    words = shown.lower().strip(" .;,")
    if not shown.strip(" .-_") or words in MISSING:
        return Reading(text, missing=True)
    if error := refusal_of(shown):
        return Reading(text, error=error)
    asides = [inner.strip() for inner in _PARENTHESES.findall(shown)]
    main = " ".join(_PARENTHESES.sub(" ", shown).split())
    if not main and len(asides) == 1:
        return read_phrase(asides[0], unit, evidence)
    reading = _read_main(main, unit, evidence)
    return _with_asides(reading, asides, unit, evidence)


def _with_asides(reading: Reading, asides: Sequence[str], unit: str, evidence: Evidence) -> Reading:
    for aside in asides:
        inner = _read_main(aside, unit, evidence) if NUMERAL.search(aside) else None
        if inner is None or inner.error or inner.value is None:
            reading = replace(reading, rest=f"{reading.rest} {aside}".strip())
        elif reading.done is not None and reading.value is None:
            reading = replace(inner, done=reading.done)
        elif inner.denominator and is_percent(reading.unit or unit):
            reading = _stated_beside(reading, inner.numerator, inner.denominator, reading.value)
        elif reading.denominator and is_percent(inner.unit):
            reading = _percent_of_fraction(reading, inner, unit)
        elif is_percent(unit) and is_percent(inner.unit) and reading.unit and not is_percent(reading.unit):
            # "35 hộ, chiếm 1,8%" in a row of percentages
            reading = replace(inner, text=reading.text, rest=f"{reading.text} {reading.rest}".strip())
        else:
            reading = replace(reading, rest=f"{reading.rest} {aside}".strip())
    return reading


def _percent_of_fraction(reading: Reading, percent: Reading, unit: str) -> Reading:
    stated = _stated_beside(reading, reading.numerator, reading.denominator, percent.value)
    measured = reading.unit and not is_count(reading.unit)
    if (unit and not is_percent(unit)) or (not unit and measured):
        return replace(stated, candidates=reading.candidates if stated.ambiguous else ())
    return replace(stated, value=percent.value, unit=percent.unit)


def _stated_beside(
    reading: Reading,
    numerator: Decimal | None,
    denominator: Decimal | None,
    percent: Decimal | Fraction | None,
) -> Reading:
    """Put a fraction beside its percentage; where they contradict each other neither is certain."""
    if numerator is None or not denominator or percent is None:
        return reading
    computed = Fraction(numerator) / Fraction(denominator) * 100
    agrees = abs(computed - Fraction(percent)) <= _STATED_TOLERANCE
    return replace(
        reading, numerator=numerator, denominator=denominator, ambiguous=reading.ambiguous or not agrees
    )


def _read_main(main: str, unit: str, evidence: Evidence) -> Reading:
    if error := time_only(main):
        return Reading(main, error=error)
    aside = _ASIDE.search(main)
    kept = main[: aside.start()] if aside and aside.start() else main
    masked = SPACED.sub(lambda match: match[1].replace(" ", ""), mask_times(kept))
    spans = [match.span() for match in NUMERAL.finditer(masked)]
    if not spans:
        return _read_words(main)
    reading = _compose(_cut(main, masked, spans, unit, evidence), unit)
    if reading.error and len(spans) > 1 and (compared := _COMPARED.search(kept)) and compared.start():
        return _without_comparison(reading, kept, compared, unit, evidence)
    return reading


def _without_comparison(
    refused: Reading, main: str, compared: re.Match[str], unit: str, evidence: Evidence
) -> Reading:
    """Read "22/23 triệu đồng, đạt 96%" and "92,3%, tăng 2,1% so với năm 2020" by what stands before the comparison."""
    reading = _read_main(main[: compared.start()].rstrip(" ,;"), unit, evidence)
    if reading.error or reading.missing:
        return refused
    clause = compared[0].strip(" ,;.")
    if compared["basis1"] or compared["basis2"] or not compared["share1"]:
        return replace(reading, rest=f"{reading.rest} {clause}".strip())
    return _with_asides(reading, [clause], unit, evidence)


def _cut(main: str, masked: str, spans: list[tuple[int, int]], unit: str, evidence: Evidence) -> _Parts:
    before = masked[: spans[0][0]]
    dash = before.endswith("-") and (len(before) == 1 or not before[-2].isalnum())
    bullet = before.strip() == "-" and not dash
    tail = read_tail(masked[spans[-1][1] :])
    if unit and tail.unit and convert_unit(1, tail.unit, unit) not in (1, None):
        # figures in tỷ tell nothing about the size of one in triệu
        evidence = replace(evidence, magnitudes=())
    tokens = [masked[start:end] for start, end in spans]
    numerals = tuple(
        parse_numeral(
            token,
            merge_evidence(evidence, evidence_of(tuple(tokens[:place] + tokens[place + 1 :]))),
            tail.unit or unit,
        )
        for place, token in enumerate(tokens)
    )
    middles = tuple(masked[left[1] : right[0]] for left, right in pairwise(spans))
    lead = Lead(before.lower().rstrip("-+ ") if dash or bullet else before.lower())
    return _Parts(main, lead, dash, bullet, numerals, middles, tail)


def _compose(parts: _Parts, unit: str) -> Reading:
    for numeral in parts.numerals:
        if numeral.error:
            return parts.refuse(numeral.error)
    values = [numeral.value for numeral in parts.numerals if numeral.value is not None]
    if parts.negative:
        values[0] = -values[0]
    if len(values) == 1:
        reading = _one(parts, values[0])
    elif (link := _LINK.fullmatch(parts.middles[0])) and len(values) == 2:
        reading = _two(parts, values, link, unit)
    else:
        reading = _compound(parts, values)
    return reading if reading.error else _dress(parts, reading)


def _dress(parts: _Parts, reading: Reading) -> Reading:
    """Add what lead and tail say to a value that is already found."""
    lead, tail = parts.lead, parts.tail
    candidates = next((numeral.candidates for numeral in parts.numerals if numeral.candidates), ())
    rest = f"{lead.rest} {tail.rest}".strip()
    return replace(
        reading,
        comparator=reading.comparator or tail.comparator or lead.comparator,
        per=reading.per or tail.per or lead.per,
        ambiguous=reading.ambiguous or any(numeral.ambiguous for numeral in parts.numerals),
        candidates=reading.candidates or candidates,
        approximate=lead.approximate,
        trend=lead.trend,
        rest=rest,
        done=False if _NOT_YET.match(parts.text.lower()) else None,
    )


def _one(parts: _Parts, value: Decimal) -> Reading:
    reading = Reading(parts.text, value=value, unit=parts.tail.unit)
    if parts.bullet:
        return replace(reading, value=-value, ambiguous=True, candidates=(-value, value))
    return reading


def _two(parts: _Parts, values: list[Decimal], link: re.Match[str], unit: str) -> Reading:
    middle = read_tail(link["unit"])
    if middle.rest or middle.comparator:
        return parts.refuse(_MANY_NUMBERS)
    first, second = values[0], -values[1] if link["sign"] else values[1]
    word = link["link"].lower()
    if word in {"/", "trên tổng số", "trong tổng số"}:
        return _fraction(parts, first, second, middle.unit, unit)
    shared = parts.tail.unit or middle.unit
    if middle.unit and parts.tail.unit and middle.unit != parts.tail.unit:
        converted = convert_unit(first, middle.unit, parts.tail.unit)
        if not isinstance(converted, Decimal):
            return parts.refuse(_OTHER_UNIT)
        first = converted
    reading = Reading(parts.text, unit=shared, per=parts.tail.per or middle.per)
    if word in {"xuống", "xuống còn", "lên"}:
        return replace(reading, value=second, baseline=first)
    if first > second:
        return parts.refuse(_UPSIDE_DOWN)
    return replace(reading, low=first, high=second, comparator="between")


def _fraction(parts: _Parts, first: Decimal, second: Decimal, middle_unit: str, unit: str) -> Reading:
    if not second:
        return parts.refuse(_ZERO_BELOW)
    own = parts.tail.unit or middle_unit
    reading = Reading(parts.text, numerator=first, denominator=second, unit=own)
    if own or (unit and not is_percent(unit)):
        return replace(reading, value=first)
    ratio = Fraction(first) / Fraction(second)
    return replace(reading, value=ratio * 100, unit="%") if unit else replace(reading, value=ratio)


def _compound(parts: _Parts, values: list[Decimal]) -> Reading:
    """Add up "16 tỷ 434 triệu đồng" in its first unit; other rows of numbers are refused."""
    tails = [read_tail(middle) for middle in parts.middles]
    units = [tail.unit for tail in tails] + [parts.tail.unit]
    if not all(units) or any(tail.rest or tail.comparator or tail.per for tail in tails):
        return parts.refuse(_MANY_NUMBERS)
    total = Fraction(values[0])
    for smaller, value in zip(units[1:], values[1:], strict=True):
        converted, one = convert_unit(value, smaller, units[0]), convert_unit(Decimal(1), smaller, units[0])
        if not isinstance(converted, Decimal) or not isinstance(one, Decimal) or one >= 1:
            return parts.refuse(_MANY_NUMBERS)
        total += Fraction(converted) if values[0] >= 0 else -Fraction(converted)
    return Reading(parts.text, value=exact_number(total), unit=units[0])


def _read_words(main: str) -> Reading:
    words = " ".join(main.lower().split()).strip(" .;,:")
    done = read_done(words)
    if done is not None:
        return Reading(main, done=done)
    if zero := _ZERO.fullmatch(words):
        comparator = "at_most" if zero["none"] or zero["never"] else None
        what = zero["what"] or zero["event"] or zero["thing"] or ""
        noun = count_phrase_at(what)
        rest = what[len(noun) :].strip()
        return Reading(main, value=Decimal(0), comparator=comparator, unit=noun, rest=rest)
    first, _, following = words.partition(" ")
    noun = count_phrase_at(following)
    if first in WORDS_TO_TEN and noun and not (first == "năm" and noun.startswith("học")):
        rest = following[len(noun) :].strip()
        return Reading(main, value=Decimal(WORDS_TO_TEN[first]), unit=noun, rest=rest)
    return Reading(main, error=_NO_NUMBER.format(_short(main)))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
