# Replace each None. The questions stand in README.md.

# Sets of letters, such as {"a", "b"}
PROCESSES = "bde"
THREADS = ["A", "C"]
SOONER = "a, c, e"
GIL = frozenset("ace")

# Sets of numbers, such as {0, 10}: everything that is possible, and nothing else
RACE_PRINTS = [2, 1]
NO_PAUSE_PRINTS = set(range(1, 4))
MEMORY_PRINTS = (0,)

# Three whole numbers, such as (10, 20, 30): seconds with a, with b, and with c
SECONDS = [4, 1.0, 1]
