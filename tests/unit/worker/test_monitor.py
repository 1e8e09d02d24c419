"""What the keeper does while somebody writes without a pause where tracebacks go."""

import os
import select
import subprocess
import sys
import threading
from types import SimpleNamespace

import pytest

from grader.worker.monitor import _Watch


@pytest.fixture
def babbled():
    """The end of a pipe into which somebody writes, a byte at a time, as long as the test goes on."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.set_blocking(writer, False)
    over = threading.Event()

    def babble() -> None:
        while not over.is_set():
            try:
                os.write(writer, b"x")
            except BlockingIOError:
                over.wait(0.001)

    thread = threading.Thread(target=babble)
    thread.start()
    yield reader
    over.set()
    thread.join()
    os.close(reader)
    os.close(writer)


def a_watch(**parts):
    watch = object.__new__(_Watch)
    vars(watch).update({"_words": bytearray(), "_status": SimpleNamespace(reader=-1), **parts})
    return watch


def comes_to_an_end(act):
    """What it answers; who would go on for ever is left to itself."""
    answers = []
    thread = threading.Thread(target=lambda: answers.append(act()), daemon=True)
    thread.start()
    thread.join(30)
    assert answers, "it went on for as long as somebody wrote"
    return answers[0]


def test_limits_are_looked_at_however_much_is_written(babbled):
    watch = a_watch(_mould=SimpleNamespace(ended=lambda: None))
    watch._over_limit = lambda: True
    poll = select.poll()
    poll.register(babbled, select.POLLIN)

    assert (None, None) == comes_to_an_end(lambda: watch._watched(poll, babbled))


def test_last_words_have_an_end(babbled):
    worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        assert comes_to_an_end(lambda: a_watch()._last_words(worker.pid, babbled)) is None
    finally:
        worker.kill()
        worker.wait()
