"""Checks for the cards in `rules/docker/`."""
