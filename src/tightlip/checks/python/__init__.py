"""Checks for the cards in `rules/python/`."""
