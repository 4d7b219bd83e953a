"""Checks for the cards in `rules/anywhere/`."""
