"""What a system tells of processes, and how they are limited and ended there: one module for each, of the same functions.

Which one it is is asked here, and nowhere else (see decision 0176). `linux` also stands for others that have a `/proc`, or tell nothing.
"""

import sys

if sys.platform == "win32":
    from grader.worker.systems import windows as system
elif sys.platform == "darwin":
    from grader.worker.systems import macos as system
else:
    from grader.worker.systems import linux as system

__all__ = ["system"]
