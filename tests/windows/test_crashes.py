"""A crash has an exit code of its own there, and is told as elsewhere."""

import pytest

from grader.course.model import Limits
from grader.intake import Submission
from grader.sandbox import open_workers

CRASHES = "import faulthandler\nfaulthandler._read_null()"
CHILD_CRASHES = """
import faulthandler, multiprocessing
if __name__ == "__main__":
    multiprocessing.Process(target=faulthandler._read_null).start()
"""


@pytest.fixture(scope="module")
def workers():
    with open_workers() as workers:
        yield workers


def run(workers, text, clock):
    submission = Submission(entry="a.py", module="a.py", files={"a.py": text.encode()}, source=text, digest="")
    with workers.sandbox(submission, Limits()) as sandbox:
        return sandbox.run(clock=clock, start_method="spawn")


@pytest.mark.parametrize("clock", ["real", "virtual"])
def test_the_program_crashes(workers, clock):
    done = run(workers, CRASHES, clock)

    assert (None, 11) == (done.exit_code, done.signal)
    assert done.explain().startswith("The interpreter crashed (segmentation fault) (line 2)")


def test_its_child_does(workers):
    """Its parent learns of it, who waits for it at its own end."""
    done = run(workers, CHILD_CRASHES, "real")

    assert 0 == done.exit_code
    assert [-11] == [actor.exit_code for actor in done.actors if actor.name == "Process-1"]
