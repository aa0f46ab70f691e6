"""Nhiệm Kỳ follows a congress resolution through its five-year term and runs its mid-term review."""

__version__ = "0.1.0"
