"""Secrets that are said out loud, followed from sources to sinks. Imports nothing: `naming` and `tables` are light."""
