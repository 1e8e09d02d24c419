"""What macOS tells of processes."""

import ctypes
from types import SimpleNamespace

import pytest

from grader.worker.systems import libproc


@pytest.fixture
def told(monkeypatch):
    """What a library tells that was made for the test: by process, its footprint (bytes), ticks, end, and threads that compute."""
    processes = {}

    def proc_listpids(kind, number, room, size):
        assert (libproc.OF_PARENT, 7) == (kind, number)
        found = sorted(processes)
        if room is not None:
            room[: len(found)] = found
        return 4 * len(found)

    def proc_pid_rusage(pid, _flavor, to):
        if pid not in processes:
            return -1
        to._obj.footprint, to._obj.times[0], to._obj.ended = processes[pid][:3]
        return 0

    def proc_pidinfo(pid, _flavor, _argument, to, size):
        to._obj.running = processes[pid][3]
        return size

    def mach_timebase_info(to):
        to._obj.numerator, to._obj.denominator = 125, 3
        return 0

    library = SimpleNamespace(**{name: thing for name, thing in locals().items() if callable(thing) and "_" in name})
    monkeypatch.setattr(libproc, "library", lambda: library)
    libproc._timebase.cache_clear()
    yield processes
    libproc._timebase.cache_clear()


def test_what_is_laid_out_as_apple_says():
    assert (96, 72) == (ctypes.sizeof(libproc._Usage), libproc._Usage.footprint.offset)
    assert (96, 88) == (ctypes.sizeof(libproc._Task), libproc._Task.running.offset)


def test_children_are_listed(told):
    told[12] = told[11] = (0, 0, 0, 0)

    assert [11, 12] == libproc.listed(libproc.OF_PARENT, 7)


def test_memory_is_told_in_mb_and_time_in_what_a_tick_is(told):
    told[11] = (3 << 20, 24_000_000, 0, 1)

    assert libproc.Usage(3.0, 1_000_000_000, False) == libproc.usage(11)


@pytest.mark.parametrize(("computing", "asleep"), [(0, True), (1, False)])
def test_who_has_no_thread_that_computes_is_asleep(told, computing, asleep):
    told[11] = (0, 0, 0, computing)

    assert asleep is libproc.usage(11).asleep


def test_of_who_has_ended_nothing_is_told(told):
    told[11] = (0, 0, 5, 0)

    assert [None, None] == [libproc.usage(11), libproc.usage(99)]
