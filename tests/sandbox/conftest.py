"""Real workers for small programs."""

from textwrap import dedent

import pytest

from grader.course.model import Limits
from grader.intake import Submission
from grader.sandbox import open_workers

NAME = "my program.py"


def submission_of(text: str, name: str = NAME, **files: str) -> Submission:
    """A submission of this text, with other files beside it (`helper="…"` is helper.py)."""
    text = dedent(text)
    others = {f"{stem}.py": dedent(other).encode() for stem, other in files.items()}
    return Submission(entry=name, module=name, files={name: text.encode(), **others}, source=text, digest="")


@pytest.fixture(scope="session")
def workers():
    """One zygote for all tests."""
    with open_workers() as opened:
        yield opened


@pytest.fixture
def submit(workers):
    """`submit(text, **files)`: a remote submission, closed after the test."""
    opened = []

    def submit(text, name=NAME, limits=None, scenarios=None, seed=0, start_method=None, given=None, **files):
        context = workers.sandbox(
            submission_of(text, name, **files),
            limits or Limits(),
            scenarios=scenarios,
            seed=seed,
            start_method=start_method,
            given=given,
        )
        opened.append(context)
        return context.__enter__()

    yield submit
    for context in opened:
        context.__exit__(None, None, None)
