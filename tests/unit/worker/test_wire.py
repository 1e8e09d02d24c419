"""Frames: what is sent arrives, and nothing else passes for it."""

import errno
import json
import os
import sys
import threading
import time

import pytest

from grader.worker.wire import HEADER, Channel, MessageTooLong, WireClosed, WireError, WireTimeout
from tests.support.systems import needs

PIPE = 4096
"""A pipe takes so much, and on Windows no more before somebody reads it."""


@pytest.fixture(params=[False, pytest.param(True, marks=needs("select.poll"))], ids=["as asked", "eager"])
def ends(request):
    """Two connected ends of a wire, over pipes."""
    there_in, here_out = os.pipe()
    here_in, there_out = os.pipe()
    if request.param:
        for descriptor in (there_in, here_out, here_in, there_out):
            os.set_blocking(descriptor, False)
    here, there = (Channel(*pair, eager=request.param) for pair in ((here_in, here_out), (there_in, there_out)))
    yield here, there
    here.close()
    there.close()


def forge(channel: Channel, body: bytes, *, sequence: int = 0, length: int | None = None) -> None:
    frame = HEADER.pack(len(body) if length is None else length, sequence) + body
    if len(frame) <= PIPE:
        os.write(channel.writer, frame)
    else:
        threading.Thread(target=os.write, args=(channel.writer, frame), daemon=True).start()


def test_messages_arrive_in_order(ends):
    here, there = ends

    for number in range(3):
        here.send({"number": number})

    assert [{"number": 0}, {"number": 1}, {"number": 2}] == [there.receive() for _ in range(3)]


def test_both_directions_count_for_themselves(ends):
    here, there = ends

    here.send({"question": 1})
    there.receive()
    there.send({"answer": 1})

    assert {"answer": 1} == here.receive()


def test_a_replayed_frame_is_refused(ends):
    here, there = ends
    here.send({})
    there.receive()

    forge(here, b"{}", sequence=0)

    with pytest.raises(WireError, match="frame 0 arrived where frame 1 was due"):
        there.receive()


def test_a_skipped_frame_is_refused(ends):
    here, there = ends

    forge(here, b"{}", sequence=1)

    with pytest.raises(WireError, match="frame 1 arrived where frame 0 was due"):
        there.receive()


def test_a_frame_is_not_read_when_it_says_it_is_too_long(ends):
    here, there = ends

    forge(here, b"", length=1 << 31)
    here.close()  # who waits for all of it all the same sees the end, and hangs in no test

    with pytest.raises(WireError, match="a frame of 2147483648 bytes was announced"):
        there.receive()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"NaN",
        b'{"a": Infinity}',
        b"[" * 100_000,
        b"9" * 5000,
        '{"a": "ü"}'.encode(),
        '{"a": 1}'.encode("utf-16"),
    ],
)
def test_what_is_not_json_is_refused(ends, body):
    here, there = ends

    forge(here, body[:60_000])

    with pytest.raises(WireError, match="not JSON"):
        there.receive()


def test_a_number_of_many_digits_is_refused_unread(ends):
    """Also while a suite runs, in which Python's own bound is lifted: reading so many takes a minute."""
    here, there = ends
    digits = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        forge(here, b'{"a": %s}' % (b"9" * 50_000))
        with pytest.raises(WireError, match="not JSON"):
            there.receive()
    finally:
        sys.set_int_max_str_digits(digits)


@pytest.mark.parametrize("body", [b"[]", b"1", b"null", b'"x"'])
def test_what_is_no_object_is_refused(ends, body):
    here, there = ends

    forge(here, body)

    with pytest.raises(WireError, match="not a JSON object"):
        there.receive()


def test_a_message_that_is_too_large_is_not_sent():
    reader, writer = os.pipe()
    channel = Channel(reader, writer, limit=100)

    with pytest.raises(MessageTooLong, match="larger than the wire carries"):
        channel.send({"text": "x" * 100})

    channel.send({"small": True})  # nothing was counted for the one that stayed
    assert {"small": True} == channel.receive()
    channel.close()


def test_the_end_of_the_other_side_is_seen(ends):
    here, there = ends

    here.close()

    with pytest.raises(WireClosed):
        there.receive()
    with pytest.raises(WireClosed):
        there.send({})


def test_half_a_frame_is_no_frame(ends):
    here, there = ends
    os.write(here.writer, HEADER.pack(10, 0) + b"{")

    here.close()

    with pytest.raises(WireClosed):
        there.receive()


@needs("select.poll")
def test_a_deadline_ends_the_waiting(ends):
    here, _ = ends

    with pytest.raises(WireTimeout):
        here.receive(time.monotonic() + 0.01)


@needs("select.poll")
def test_a_deadline_ends_the_sending_to_a_side_that_does_not_read(ends):
    here, _ = ends
    os.set_blocking(here.writer, False)

    with pytest.raises(WireTimeout):
        here.send({"text": "x" * 1_000_000}, time.monotonic() + 0.05)


def test_closing_again_after_an_interruption_closes_nobody_elses_descriptor(ends, monkeypatch):
    """Ctrl-C may come as soon as the system has closed it: the number is then free for whoever opens next."""
    here, _ = ends
    closed: list[int] = []

    def interrupted(descriptor: int) -> None:
        closed.append(descriptor)
        raise KeyboardInterrupt

    descriptors = here.reader, here.writer
    with monkeypatch.context() as at_the_system:
        at_the_system.setattr("grader.worker.wire.os.close", interrupted)
        with pytest.raises(KeyboardInterrupt):
            here.close()
        here.close()

    assert 1 == len(closed)
    for descriptor in descriptors:
        os.close(descriptor)


def test_closing_twice_is_harmless(ends):
    here, _ = ends

    here.close()
    here.close()

    assert -1 == here.reader


def test_a_seal_sees_every_body_with_its_number(ends):
    """An authenticating seal is all that a sealed wire needs."""

    class Reversed:
        def close(self, sequence: int, body: bytes) -> bytes:
            return str(sequence).encode() + body[::-1]

        def open(self, sequence: int, body: bytes) -> bytes:
            if not body.startswith(str(sequence).encode()):
                raise WireError("the seal is broken")
            return body[1:][::-1]

    reader, writer = os.pipe()
    sealed = Channel(reader, writer, seal=Reversed())
    sealed.send({"a": 1})
    assert {"a": 1} == sealed.receive()

    forge(sealed, json.dumps({"a": 1}).encode(), sequence=1)

    with pytest.raises(WireError, match="the seal is broken"):
        sealed.receive()
    sealed.close()


@needs("select.poll")
def test_who_is_eager_takes_what_has_come_at_once_and_waits_for_the_rest():
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    one, other = Channel(reader, writer, eager=True), Channel(-1, writer)
    reads = []
    one._read = lambda *how: reads.append(how) or os.read(*how)

    assert not one.ready(time.monotonic())
    other.send({"number": 0})
    other.send({"number": 1})
    assert [{"number": 0}, {"number": 1}] == [one.receive(), one.receive()]
    assert 1 == len(reads)

    other.send({"number": 2})
    os.write(writer, HEADER.pack(2, 3) + b"{")
    assert {"number": 2} == one.receive()
    assert one.ready(time.monotonic())
    timer = threading.Timer(0.01, os.write, [writer, b"}"])
    timer.start()
    assert {} == one.receive()
    timer.join()
    one.close()


@pytest.mark.parametrize(
    ("number", "system", "told"),
    [
        (errno.EPIPE, "linux", WireClosed),
        (errno.EPIPE, "win32", WireClosed),
        (errno.EINVAL, "win32", WireClosed),
        (errno.EINVAL, "linux", OSError),
    ],
)
def test_who_writes_into_a_pipe_that_nobody_reads_hears_that_the_other_side_is_gone(number, system, told, monkeypatch):
    """Windows may call that an invalid argument; elsewhere such a one is our own fault."""

    def refuse(_descriptor, _data):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "write", refuse)
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(told):
        Channel(0, 1).send({})
