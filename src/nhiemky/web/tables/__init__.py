"""Tables of list pages."""

from nhiemky.web.tables.making import (
    WHOLE,
    Act,
    Column,
    act_column,
    acts_column,
    counted_table,
    exported,
    table_of,
)
from nhiemky.web.tables.shown import GLANCE, SORT, Cell, Choice, Head, Table, Value, struck, written

__all__ = [
    "GLANCE", "SORT", "WHOLE", "Act", "Cell", "Choice", "Column", "Head", "Table", "Value", "act_column", "acts_column", "counted_table", "exported",
    "struck", "table_of", "written",
]  # fmt: skip
