"""The explorer: a student's unmodified program under a controlled scheduler.

Its doors are `explore.explore` and `explore.replay`, which search a program's interleavings and repeat one;
`timed.run_timed`, which runs it once on a virtual clock; and `session.Session`, which keeps it for calls. Data types of
the contracts are in `program` and `ending`. One schedule is in `run/`, what a search makes of many in `search/`, what is told of
it in `story/`; what lies beside them is what all of these share. Nothing is imported here, since the grader's own side needs the data types
alone, and importing the engine would cost it more than all the rest of the package.
"""
