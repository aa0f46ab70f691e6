"""Screens of review campaigns."""
