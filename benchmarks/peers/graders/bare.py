"""The floor: the four checks in one process, with no grader at all. `bare.py FOLDER`."""

import contextlib
import io
import runpy
import sys
from pathlib import Path

from checks import CHECKS


def main(folder: str) -> None:
    """Every submission of a folder, the script in this very process."""
    for path in sorted(Path(folder).glob("*.py")):
        for check in CHECKS[:-1]:
            check(path)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            runpy.run_path(str(path), run_name="__main__")
        assert "end value 2" in printed.getvalue()


main(sys.argv[1])
