"""Numbers as offices write them: reading cells, writing figures, units of one family."""

from nhiemky.kernel.viet.numbers.outcome import Reading
from nhiemky.kernel.viet.numbers.reading import plain_number, read_number
from nhiemky.kernel.viet.numbers.units import convert_bare, convert_unit, normal_unit
from nhiemky.kernel.viet.numbers.writing import Number, write_number

__all__ = [
    "Number",
    "Reading",
    "convert_bare",
    "convert_unit",
    "normal_unit",
    "plain_number",
    "read_number",
    "write_number",
]
