"""Screens of work items."""
