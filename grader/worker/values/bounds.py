"""How much travels by copy, in one value."""


class TooLarge(ValueError):
    """The value is deeper or larger than what is carried by copy."""


DEPTH = 60
NODES = 200_000
INT_BITS = 1 << 18
"""Some 79,000 digits: a suite that says which number came back writes it out, which takes a tenth of a second."""
SMALL_INT = 1 << 53
"""Ints below it are exact in every JSON reader; larger ones travel in hex, which costs no quadratic time."""
