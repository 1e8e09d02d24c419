"""A crash has an exit code of its own there, and is told as elsewhere."""

import pytest

from grader.course.model import Limits
from grader.intake import Submission
from grader.sandbox import open_workers

CRASHES = "import faulthandler\nfaulthandler._read_null()"


@pytest.fixture(scope="module")
def workers():
    with open_workers() as workers:
        yield workers


@pytest.mark.parametrize("clock", ["real", "virtual"])
def test_the_program_crashes(workers, clock):
    submission = Submission(entry="a.py", module="a.py", files={"a.py": CRASHES.encode()}, source=CRASHES, digest="")
    with workers.sandbox(submission, Limits()) as sandbox:
        done = sandbox.run(clock=clock)

    assert (None, 11) == (done.exit_code, done.signal)
    assert done.explain().startswith("The interpreter crashed (segmentation fault) (line 2)")
