"""The judge's end of a mould: who does not listen is not waited for without a bound."""

import socket

from tests.support.systems import need_posix

need_posix()

from grader.sandbox.starting import mould
from grader.sandbox.starting.mould import Mould, channel

MORE_THAN_A_SOCKET_TAKES = {"name": "scene", "source": "#" * (1 << 23)}


def test_one_that_promises_a_worker_and_listens_no_more_has_none(monkeypatch):
    monkeypatch.setattr(mould, "REPORT_S", 0.2)
    ours, keepers = map(channel, socket.socketpair())
    keepers.send({"next": True})

    assert Mould(ours, {}).worker(MORE_THAN_A_SOCKET_TAKES) is None
    ours.close()
    keepers.close()
