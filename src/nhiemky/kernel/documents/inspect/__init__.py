"""Word files read back and held against the official form."""

from nhiemky.kernel.documents.inspect.archive import InspectError
from nhiemky.kernel.documents.inspect.checks import check
from nhiemky.kernel.documents.inspect.facts import Finding, Head, Inspection, Line, Page, TableFacts
from nhiemky.kernel.documents.inspect.reading import inspect

__all__ = ["Finding", "Head", "InspectError", "Inspection", "Line", "Page", "TableFacts", "check", "inspect"]
