"""Targets, phased values, observations, frozen figures."""
