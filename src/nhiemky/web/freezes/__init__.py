"""Frozen figures: taken at a cut-off, never changed, compared with what is known now."""
