"""tightlip: find the ways a secret can leak out of a code base."""

__version__ = "0.1.0"
