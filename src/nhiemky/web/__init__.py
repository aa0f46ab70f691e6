"""All HTTP: one folder per screen area."""
