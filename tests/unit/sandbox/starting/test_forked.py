"""What is left of a worker that was let go is waited for, however it spent its time."""

import socket
from functools import partial
from types import SimpleNamespace

import pytest

from tests.support.systems import need_posix

need_posix()

from grader.errors import WorkerError
from grader.sandbox.starting import zygote
from grader.sandbox.starting.forked import ForkedLine, Parting
from grader.sandbox.starting.launch import Fate
from grader.sandbox.starting.zygote import ZygoteLauncher
from grader.worker.idle import Look
from grader.worker.wire import Channel, WireClosed


@pytest.fixture
def scene():
    """A line to a worker, its keeper's end of the status channel, and those who are leaving."""
    ours, theirs = socket.socketpair()
    leaving = []
    keeper = Channel(*[theirs.detach()] * 2)
    yield ForkedLine(Channel(-1, -1), Channel(*[ours.detach()] * 2), partial(Parting, leaving)), keeper, leaving
    for channel in (keeper, *leaving):
        channel.close()


def see_off(leaving):
    ZygoteLauncher._see_off(SimpleNamespace(_leaving=leaving))


@pytest.mark.parametrize("looks", [0, 1, 3])
def test_a_worker_that_was_looked_at_leaves_like_any_other(scene, looks):
    line, keeper, leaving = scene
    for _ in range(looks):
        keeper.send({"asleep_s": 0.0, "own_s": 1.5})
        assert 1.5 == line.look().own_s
        keeper.receive()

    line.let_go()
    with pytest.raises(WireClosed):
        keeper.receive()
    keeper.send({"exit_code": None})
    keeper.close()

    see_off(leaving)
    assert [] == leaving


@pytest.mark.parametrize("leave", [lambda keeper: keeper.send({"exit_code": 1}), lambda keeper: keeper.close()])
def test_one_whose_keeper_has_told_of_its_end_or_was_killed_is_gone(scene, leave):
    line, keeper, _ = scene
    before = line.gone()

    leave(keeper)

    assert (False, True) == (before, line.gone())


def test_letting_go_twice_is_harmless(scene):
    line, keeper, leaving = scene
    keeper.close()

    line.let_go()
    line.let_go()

    assert 1 == len(leaving)


@pytest.mark.parametrize("busy", [False, True])
def test_a_mould_is_kept_unless_its_worker_is_busy_with_what_nobody_hears(busy):
    """The next worker would have to wait for it."""
    ours, theirs = socket.socketpair()
    kept = []
    status = Channel(*[ours.detach()] * 2)
    line = ForkedLine(Channel(-1, -1), status, partial(Parting, keep=kept.append), {"entry": "a.py"})

    line.let_go(busy=busy)

    with theirs:
        theirs.setblocking(False)
        assert ([], b"") == (kept, theirs.recv(1)) if busy else [{"entry": "a.py"}] == [one.beginning for one in kept]
    for mould in kept:
        mould.close()


@pytest.mark.parametrize("gone", [False, True])
def test_a_worker_that_ends_while_it_is_looked_at_has_its_ending(scene, gone):
    line, keeper, _ = scene
    keeper.send({"exit_code": None, "signal": 24, "words": "where it stood"})
    if gone:
        keeper.close()
        with pytest.raises(WireClosed):
            line.look()
    else:
        assert Look() == line.look()
        keeper.close()
    fate = line.end(silent=True)

    assert (24, "where it stood") == (fate.signal, fate.words)


def test_a_keeper_that_was_killed_tells_nothing(scene):
    line, keeper, _ = scene
    keeper.close()

    assert Fate() == line.end(silent=True)


def test_who_does_not_leave_is_said(scene, monkeypatch):
    monkeypatch.setattr(zygote, "REPORT_S", 0.01)
    line, _, leaving = scene
    line.let_go()

    with pytest.raises(WorkerError, match="what the worker before left behind was not removed in time"):
        see_off(leaving)
