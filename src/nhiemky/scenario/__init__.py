"""The shipped scenario of 2020-2025 as data, and its loader."""
