"""What processes of a real run told, and which of them did."""

import importlib
import os
import socket
import sys
from pathlib import Path

import pytest

from grader.worker.really import hearing
from grader.worker.really.hearing import Hearing, Note

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is a file")
ME, OPEN = os.getpid(), Path("/proc/self/fd")


@pytest.fixture
def ears(tmp_path):
    listening = Hearing(tmp_path)
    yield listening
    if not listening.over:  # who did not get so far
        listening.handed_over()
        listening.notes()


def test_who_told_what_is_known(ears):
    child = os.fork()
    if child == 0:
        os.write(ears.address, b"from a child")
        os._exit(0)
    os.waitpid(child, 0)
    os.write(ears.address, b"from me")
    ears.handed_over()

    assert (Note(b"from a child", child), Note(b"from me", ME)) == ears.notes()
    assert ears.over


def test_it_is_heard_where_few_files_may_be_open(tmp_path):
    """`ulimit -n 256`: every real run was withheld there."""
    resource = importlib.import_module("resource")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
    try:
        ears = Hearing(tmp_path)
        os.write(ears.address, b"from me")
        ears.handed_over()

        assert (Note(b"from me", ME),) == ears.notes()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_an_empty_note_is_not_the_end(ears):
    """It was taken for it, and what came after was heard by nobody."""
    with socket.socket(fileno=os.dup(ears.address)) as mine:
        mine.send(b"")
        mine.send(b"more")
    ears.handed_over()

    assert (Note(b"", ME), Note(b"more", ME)) == ears.notes()


def test_descriptors_that_come_along_are_not_taken(ears):
    before = len(list(OPEN.iterdir()))
    with socket.socket(fileno=os.dup(ears.address)) as mine:
        socket.send_fds(mine, [b"take these"], [0, 1, 2])
    os.write(ears.address, b"more")
    while len(ears._kept) < 2 and not ears.over:
        os.sched_yield()

    assert before == len(list(OPEN.iterdir()))


def test_who_tells_more_than_is_kept_is_not_heard_any_more(ears, monkeypatch):
    monkeypatch.setattr(hearing, "MOST", 3)
    with pytest.raises(ConnectionError, match="Errno"):
        while True:
            os.write(ears.address, b"and")

    assert 3 == len(ears.notes())
    assert ears.over
    ears.handed_over()
