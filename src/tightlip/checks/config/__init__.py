"""Checks for the cards in `rules/config/`."""
