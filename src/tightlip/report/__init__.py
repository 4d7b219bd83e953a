"""How a run's outcome is said: one module a format."""
