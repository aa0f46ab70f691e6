"""Boards of a branch: units × bands, units × targets, targets across units, groups, worst first."""
