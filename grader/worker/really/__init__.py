"""Real runs: the program in a real interpreter with real threads and processes, for what only life shows.

The worker itself runs no student code here: it starts the program, watches its tree of processes, and gathers
what they told about themselves (`inside`) into one account.
"""
