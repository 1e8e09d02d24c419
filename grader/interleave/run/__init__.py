"""One schedule in progress: `scheduler.Run` is the whole, and each file one part of it: who takes part, what they touch, how
time passes, and who may go on.
"""
