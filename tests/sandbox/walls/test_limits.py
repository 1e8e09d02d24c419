"""Limits count for the whole tree of a submission, in each tier; what it started ends with it."""

import subprocess
import sys
from functools import cache

import pytest

from tests.support.systems import need_posix

need_posix()

from grader.worker.walls.layers import SCRATCH_FILES, SCRATCH_MB
from tests.sandbox.walls.situations import SITUATIONS, play

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's"),
]
SOMETIMES = (
    "user, namespaces",
    "user in a container, landlock",
    "root in a container, uid",
    "root in a container, landlock-uid",
)
ALL = pytest.mark.parametrize(
    "situation",
    [pytest.param(name, marks=[pytest.mark.long] if name in SOMETIMES else []) for name in SITUATIONS],
)

NAMED = {
    "memory of many": ("used more than 200 MB",),
    "memory of one": ("used more than 200 MB",),
    "processes": ("started more than 16 threads", "started more than 16 processes"),
    "threads": ("can't start new thread", "started more than 16 threads"),
    "a sparse file": ("File too large", "more than 4096 files"),
    "processor": ("did not come to an end", "still busy after 0.3 s"),
}
WRITTEN = {
    "shared memory": ("No space left on device", "more than 4096 files"),
    "disk": ("No space left on device", "more than 4096 files"),
    "files": ("No space left on device", "more than 4096 files"),
}


MOST_WRITTEN = {"shared memory": SCRATCH_MB // 8, "disk": SCRATCH_MB // 8, "files": SCRATCH_FILES}
"""How many files there can be, of eight megabytes, or empty."""


@cache
def played(situation):
    """What it showed, or why it failed, which is not tried again for each test."""
    try:
        return play(*SITUATIONS[situation], "exhaust")
    except (AssertionError, subprocess.TimeoutExpired) as failed:
        return failed


@pytest.fixture
def endings(situation):
    found = played(situation)
    if isinstance(found, Exception):
        raise found
    if isinstance(found, str):
        pytest.skip(found)
    return found


@ALL
@pytest.mark.parametrize("program", NAMED)
def test_a_limit_that_is_hit_is_named(endings, program):
    assert any(words in endings[program]["explained"] for words in NAMED[program]), endings[program]


@ALL
@pytest.mark.parametrize("program", WRITTEN)
def test_what_is_written_is_bounded(endings, program, situation):
    if program == "shared memory" and SITUATIONS[situation][2] == "landlock":
        pytest.skip("not covered: as the same user, what is in /dev/shm cannot be told from what others put there")
    assert "all of it" not in endings[program]["stdout"]
    written = [int(word) for word in endings[program]["stdout"].split()]
    if SITUATIONS[situation][2] == "namespaces":  # elsewhere it is looked at now and then
        assert MOST_WRITTEN[program] >= max(written, default=0)
    assert any(words in endings[program]["explained"] for words in WRITTEN[program]), endings[program]


@ALL
def test_nothing_of_it_is_left(endings, situation):
    processes = [name for name in endings["left"] if name.isdecimal()]
    files = [name for name in endings["left"] if not name.isdecimal()]

    assert [] == processes
    if SITUATIONS[situation][2] != "landlock":  # not covered there, see above
        assert [] == files
