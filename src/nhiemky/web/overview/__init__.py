"""The first screen of a unit."""
