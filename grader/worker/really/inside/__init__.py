"""What runs inside every Python process of a real run, before the student's code.

It is as small as it can be, since each spawned child pays for it: it writes notes about what would else be lost
(exceptions in threads and children, exit codes), shortens sleeps, and passes itself on to children that start
with a fresh interpreter. It imports nothing that the student's program did not import.
"""

from grader.worker.really.inside.begin import begin, run_main

__all__ = ["begin", "run_main"]
