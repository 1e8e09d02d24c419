"""Where the command `grade` begins: with as little as can be imported."""

from __future__ import annotations

import gc
import sys

from grader.cli import commands


def main() -> None:
    """Print the page of help at once; for all else, run the command line."""
    asked = sys.argv[1:]
    if asked in ([], ["-h"], ["--help"]):
        from grader.cli.console import standard

        standard().show(commands.page())
        raise SystemExit(0 if asked else 2)
    gc.set_threshold(50_000)  # importing makes objects that stay: looking for garbage among them finds none
    from grader.cli import app

    try:
        app.main()
    finally:
        gc.freeze()  # an interpreter that ends looks through everything once more, and that takes a tenth of a check
