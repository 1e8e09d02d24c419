"""How to go through schedules: pure policies, one idea a file.

A *chooser* decides the turns of one run (`scheduler.Chooser`). A *strategy* hands out one chooser after another and
learns from the traces: `next()` gives the chooser of the next run or None when there is nothing left to try, and
`learn(trace)` tells it what that run did. Nothing here knows greenlets, clocks or the program.
"""
