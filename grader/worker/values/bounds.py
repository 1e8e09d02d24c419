"""How much travels by copy, in one value."""

DEPTH = 60
NODES = 200_000
INT_BITS = 1 << 20
SMALL_INT = 1 << 53
"""Ints below it are exact in every JSON reader; larger ones travel in hex, which costs no quadratic time."""
