"""What is wrong with a reading: one module a coded rule.

Each module has one function, `check(reading, judge)`, that yields hits: a pure function of its arguments.
A card names its module (`check = "anywhere.private_key"`); several cards may name the same one.
"""
