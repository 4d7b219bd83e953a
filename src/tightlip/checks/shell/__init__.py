"""Checks for the cards in `rules/shell/`."""
