"""Edits: what a file would be with its findings ignored, or without its suppressions that are of no use."""
