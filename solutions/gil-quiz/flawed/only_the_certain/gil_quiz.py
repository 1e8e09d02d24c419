# Replace each None. The questions stand in README.md.

# Sets of letters, such as {"a", "b"}
PROCESSES = {"b"}
THREADS = {"a"}
SOONER = {"a"}
GIL = {"a"}

# Sets of numbers, such as {0, 10}: everything that is possible, and nothing else
RACE_PRINTS = {1, 2}
NO_PAUSE_PRINTS = {1, 2, 3}
MEMORY_PRINTS = {0}

# Three whole numbers, such as (10, 20, 30): seconds with a, with b, and with c
SECONDS = (4, 1, 1)
