"""Checks for the cards in `rules/aws/`."""
