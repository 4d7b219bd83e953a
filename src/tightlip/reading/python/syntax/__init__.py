"""The tree of a Python module that all readers know, and the two ways to make one: out of `ast`, and out of libcst."""
