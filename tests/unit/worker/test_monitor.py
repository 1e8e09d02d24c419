"""What the keeper does while somebody writes without a pause where tracebacks go."""

import os
import select
import signal
import subprocess
import sys
import threading
from types import SimpleNamespace

import pytest

from tests.support.systems import need_posix

need_posix()

from grader.worker import monitor
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


def test_last_words_have_an_end(babbled, monkeypatch):
    monkeypatch.setattr(monitor, "LAST_WORDS_S", 0.2)
    worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        assert comes_to_an_end(lambda: a_watch()._last_words(worker.pid, babbled)) is None
    finally:
        worker.kill()
        worker.wait()


@pytest.fixture
def worker():
    """One that has ended with code 3, and for which nobody has waited yet."""
    ended = os.fork()
    if ended == 0:
        os._exit(3)
    os.waitid(os.P_PID, ended, os.WEXITED | os.WNOWAIT)
    yield ended
    os.waitpid(ended, 0)


def a_mould(worker, **parts):
    return SimpleNamespace(worker=lambda: worker, process=worker, door=None, **parts)


@pytest.mark.skipif(sys.platform != "linux", reason="only /proc tells")
def test_who_has_left_when_the_keeper_looks_was_not_ended_by_it(worker):
    """It was said to have closed its connection and gone on, where the machine had too much to do for a second."""
    told = iter([None, None, 3 << 8])
    watch = a_watch(_mould=a_mould(worker, ended=lambda: next(told)))

    assert (3 << 8, False) == watch._end_worker("silent")


@pytest.mark.skipif(sys.platform != "linux", reason="only /proc tells")
def test_nor_was_who_is_leaving_and_does_not_come_to_an_end(worker, monkeypatch):
    monkeypatch.setattr("grader.worker.monitor.LEAVE_S", 0.0)
    watch = a_watch(_mould=a_mould(worker, ended=lambda: None, end=lambda: None))

    assert (signal.SIGKILL, False) == watch._end_worker("silent")


def test_who_fell_silent_and_goes_on_is_ended():
    goes_on = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    watch = a_watch(_mould=a_mould(goes_on.pid, ended=lambda: None, end=lambda: None))

    assert (signal.SIGKILL, True) == watch._end_worker("silent")
    assert -9 == goes_on.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="only /proc tells")
@pytest.mark.parametrize(
    ("most", "memory_mb", "limit"), [(9, 1, "memory"), (0, 10_000, "processes"), (9, 10_000, None)], ids=str
)
def test_the_keeper_itself_looks_at_the_whole_tree(most, memory_mb, limit):
    """Who watches a real run sees it first, so that nobody saw whether the keeper does."""
    enclosure, mould = SimpleNamespace(over_limit=lambda: None), a_mould(os.getpid())
    watch = a_watch(
        _mould=mould, _enclosure=enclosure, _most=most, _memory_mb=memory_mb, _baseline=0.0, _limit=None, _stopped=0
    )
    watch._family = lambda: [os.getpid()]

    assert (limit is not None, limit) == (watch._over_limit(), watch._limit)
