# Replace each None. The questions stand in README.md.

# Sets of letters, such as {"a", "b"}
PROCESSES = None
THREADS = None
SOONER = None
GIL = None

# Sets of numbers, such as {0, 10}: everything that is possible, and nothing else
RACE_PRINTS = None
NO_PAUSE_PRINTS = None
MEMORY_PRINTS = None

# Three whole numbers, such as (10, 20, 30): seconds with a, with b, and with c
SECONDS = None
