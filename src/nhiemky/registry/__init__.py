"""Directives and which implements which; congress resolutions."""
