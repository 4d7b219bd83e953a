"""Checks for the cards in `rules/ci/`."""
