"""Checks for the cards in `rules/flows/`."""
