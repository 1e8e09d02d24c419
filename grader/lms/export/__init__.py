"""`grade export`: grades on their way into a gradebook that is not ours. Pure functions of plain rows and of bytes.

A file that an LMS gave us is filled, and nothing else of it is touched (`cells`). What the LMS would refuse, or what would
do harm there, is refused here first, all of it at once (`Refused`).
"""
