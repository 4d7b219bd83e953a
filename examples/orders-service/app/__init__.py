"""Orders, in and out."""
