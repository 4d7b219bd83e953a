"""Checks for the cards in `rules/dotenv/`."""
