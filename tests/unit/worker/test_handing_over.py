"""Who waits for a worker gets a keeper, and nobody else keeps the worker's wire open."""

import os
import select
import socket
from types import SimpleNamespace

import pytest

from tests.support.systems import need_posix

need_posix()

from grader.worker import monitor, zygote
from grader.worker.keeper import FALLEN
from grader.worker.walls.layer import WallError
from grader.worker.zygote import Keepers


def keep_one(door, *_, **__):
    """A keeper that tells its number through the wire it is given, and ends when it is told to."""
    try:
        _, descriptors, _, _ = socket.recv_fds(door, 1, 2)
        wire = socket.socket(fileno=descriptors[0])
        wire.send(str(os.getpid()).encode())
        wire.recv(1)
    finally:
        os._exit(0)


def wanted():
    """Our end of a worker's wire, and the two descriptors that are handed over."""
    ours, theirs = socket.socketpair()
    return ours, [theirs.detach(), os.open(os.devnull, os.O_RDONLY)]


def test_whom_a_keeper_gives_back_gets_one_that_holds_no_other_wire(monkeypatch):
    """A keeper whose wall fell gives back who came, just while the next is wanted: the new keeper had the next one's wire open
    as well, and nobody would have seen its end."""
    monkeypatch.setattr(zygote, "_keeper", keep_one)
    ours, control = socket.socketpair()
    keepers = Keepers(control, None, SimpleNamespace(reserve=lambda: None))
    here, fallen = socket.socketpair()
    keepers._busy.append(here)
    (first, handed), (again, given_back) = wanted(), wanted()
    socket.send_fds(fallen, [FALLEN], given_back)
    for descriptor in given_back:
        os.close(descriptor)

    keepers.take(handed)

    try:
        for wire in (first, again):
            number = int(wire.recv(20))
            wire.send(b"x")
            os.waitpid(number, 0)
            wire.setblocking(False)
            assert b"" == wire.recv(1)
    finally:
        for one in (ours, control, fallen, first, again):
            one.close()
        keepers.dismiss()


@pytest.mark.parametrize(("fails", "found"), [(1, b"a wall"), (99, b"cgroup: it is gone")])
def test_a_wall_that_could_not_be_built_is_tried_by_one_more_keeper(monkeypatch, tmp_path, fails, found):
    """What has begun in one process cannot be tried again there, and its second failure hid the first."""
    tries = tmp_path / "tries"

    def around():
        with tries.open("a") as file:
            file.write("x")
        if len(tries.read_text()) <= fails:
            raise WallError("cgroup: it is gone")
        return SimpleNamespace(fallen=lambda: False)

    def told(_status, wire, _work, enclosure, _mould):
        os.write(wire.writer, str(enclosure).encode() if isinstance(enclosure, WallError) else b"a wall")

    monkeypatch.setattr(monitor, "watch", told)
    ours, control = socket.socketpair()
    keepers = Keepers(control, None, SimpleNamespace(reserve=lambda: None, around=around))
    wire, handed = wanted()
    keepers.take(handed)
    try:
        while select.select([wire, *keepers._busy], [], [], 10)[0] != [wire]:
            keepers._look()

        assert found == wire.recv(100)
        assert 2 == len(tries.read_text())
    finally:
        for one in (ours, control, wire):
            one.close()
        keepers.dismiss()
        for keeper in keepers._places:  # and nobody else: whoever runs these tests has other children
            os.waitpid(keeper, 0)
