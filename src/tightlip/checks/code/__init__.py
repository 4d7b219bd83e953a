"""Checks for the cards in `rules/code/`."""
