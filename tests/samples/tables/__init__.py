"""Tables of offices in many shapes, with the class that each counted target must get at the cut-off date.

The wordings are of the kind that resolutions use; names of units are made up.
"""

from __future__ import annotations

from tests.samples.tables.annexes import ANNEXES
from tests.samples.tables.clerks import CLERKS
from tests.samples.tables.commune import COMMUNE
from tests.samples.tables.offices import OFFICES
from tests.samples.tables.shape import OfficeTable
from tests.samples.tables.variants import VARIANTS
from tests.samples.tables.wordings import WORDINGS

__all__ = ["OFFICE_TABLES", "OfficeTable"]

OFFICE_TABLES = (*ANNEXES, *WORDINGS, *VARIANTS, COMMUNE, *CLERKS, *OFFICES)
