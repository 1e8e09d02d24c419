"""What whoever runs the grader types. The work of each command is imported when it is done."""

from __future__ import annotations

from grader.cli import conclude
from grader.cli.options import Verbose


def doctor(verbose: Verbose = False) -> None:
    """Say what this machine can do, and what is missing."""
    from grader.cli.doctor import doctor as work

    conclude.run(work, verbose=verbose)
