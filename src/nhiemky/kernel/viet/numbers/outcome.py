"""What reading a cell as a number gives."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Reading:
    """One cell as a number.

    `value` is the number in `unit` (the unit found in the cell, "" if none); a range has `low` and `high`
    and comparator "between"; "a/b" has numerator and denominator. `candidates` holds both readings of a numeral
    such as "1.428" (thousands first) and `ambiguous` says that nothing decided between them. `done` answers
    "Đạt", "Chưa đạt"; `baseline` is the first number of "từ 7,5% xuống 4%"; `trend` is "tăng", "giảm", "vượt" or "";
    `rest` holds the wording before or after the number that was not wholly understood. `error` is a refusal in Vietnamese, "" when the cell was read.
    """

    text: str
    value: Decimal | Fraction | None = None
    low: Decimal | Fraction | None = None
    high: Decimal | Fraction | None = None
    comparator: str | None = None
    unit: str = ""
    per: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    ambiguous: bool = False
    candidates: tuple[Decimal, ...] = ()
    missing: bool = False
    done: bool | None = None
    approximate: bool = False
    baseline: Decimal | None = None
    trend: str = ""
    rest: str = ""
    error: str = ""


def plain_reading(text: str, value: Decimal, unit: str) -> Reading:
    """Make the Reading of a plain figure.

    Only the three given fields are set, all others are found as defaults on the class: a frozen dataclass sets each
    of its fields by a call, which is most of the time of reading a plain cell.
    """
    reading = object.__new__(Reading)
    fields = reading.__dict__
    fields["text"] = text
    fields["value"] = value
    if unit:
        fields["unit"] = unit
    return reading
