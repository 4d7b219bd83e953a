"""Is this name the name of a secret, and is this value one? One answer for every format."""
