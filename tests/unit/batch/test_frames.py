"""Messages over descriptors."""

import os
import threading

import pytest

from grader.batch import frames


@pytest.fixture
def pipe():
    reading, writing = os.pipe()
    yield reading, writing
    for descriptor in (reading, writing):
        try:
            os.close(descriptor)
        except OSError:
            pass


@pytest.mark.parametrize("message", [b"", b"x", bytes(range(256)) * 4096])
def test_what_is_sent_is_received(pipe, message):
    reading, writing = pipe
    sender = threading.Thread(target=frames.send, args=(writing, message))  # larger than a pipe holds
    sender.start()

    assert message == frames.receive(reading)
    sender.join()


def test_messages_do_not_run_together(pipe):
    reading, writing = pipe
    frames.send(writing, b"one")
    frames.send(writing, b"two")

    assert [b"one", b"two"] == [frames.receive(reading), frames.receive(reading)]


def test_an_end_in_the_middle_is_an_end(pipe):
    reading, writing = pipe
    os.write(writing, (100).to_bytes(8, "big") + b"half of it")
    os.close(writing)

    with pytest.raises(frames.Closed, match="the other end is gone"):
        frames.receive(reading)


def test_nobody_reads(pipe):
    reading, writing = pipe
    os.close(reading)

    with pytest.raises(frames.Closed, match=r"[Bb]roken pipe|Invalid argument"):
        frames.send(writing, b"hello")


def test_a_length_that_cannot_be(pipe):
    reading, writing = pipe
    os.write(writing, b"\xff" * 8)

    with pytest.raises(frames.Closed, match="none of ours"):
        frames.receive(reading)
