"""Pipes: who holds which end, and what closing means."""

from __future__ import annotations

import pytest

HEAD = """
import multiprocessing as mp
from multiprocessing.connection import wait
import time
"""
METHODS = pytest.mark.parametrize("method", ["fork", "spawn"])


@METHODS
def test_both_ends_speak(output, method):
    """Objects and bytes, both ways."""
    assert ["{'a': 1}", "['hi', 2] b'raw' True True", "False True", "b'abc' 3"] == output(HEAD + """
def work(end):
    print(end.recv())
    end.send(["hi", 2])
    end.send_bytes(b"raw")
    end.close()

if __name__ == "__main__":
    here, there = mp.Pipe()
    p = mp.Process(target=work, args=(there,))
    p.start()
    here.send({"a": 1})
    print(here.recv(), here.recv_bytes(), here.readable, here.writable)
    p.join()
    print(here.closed, here.fileno() > 2)
    data = bytearray(5)
    there.send_bytes(b"xabcx", 1, 3)
    there.send_bytes(b"abc")
    print(here.recv_bytes(10), here.recv_bytes_into(data))
""", method).splitlines()  # fmt: skip


def test_the_end_of_a_pipe_under_spawn(output):
    """When nobody has the writing end any more, the reader finds the end of the file."""
    assert "1\nend\n" == output(HEAD + """
def read(end):
    try:
        while True:
            print(end.recv())
    except EOFError:
        print("end")

if __name__ == "__main__":
    reader, writer = mp.Pipe(duplex=False)
    p = mp.Process(target=read, args=(reader,))
    p.start()
    writer.send(1)
    writer.close()
    p.join()
""")  # fmt: skip


def test_a_forked_child_has_both_ends(ending):
    """It holds the writing end itself, so that it waits for ever."""
    source = HEAD + """
def read(reader, writer):
    CLOSE
    try:
        while True:
            print(reader.recv())
    except EOFError:
        print("end")

if __name__ == "__main__":
    reader, writer = mp.Pipe(duplex=False)
    p = mp.Process(target=read, args=(reader, writer))
    p.start()
    writer.send(1)
    writer.close()
    p.join()
"""  # fmt: skip

    stuck = ending(source.replace("CLOSE", "pass"), "fork")
    assert ("deadlock", "1\n") == (stuck.kind, stuck.stdout)
    assert "Process-1 waits to receive from reader" in stuck.detail
    assert "1\nend\n" == ending(source.replace("CLOSE", "writer.close()"), "fork").stdout


@METHODS
def test_the_end_of_a_process_closes_its_ends(output, method):
    """Killed or not."""
    assert "EOF\nBrokenPipeError [Errno 32] Broken pipe\n" == output(HEAD + """
def nap(end):
    time.sleep(100)

if __name__ == "__main__":
    here, there = mp.Pipe()
    p = mp.Process(target=nap, args=(there,))
    p.start()
    there.close()
    p.kill()
    p.join()
    try:
        here.recv()
    except EOFError:
        print("EOF")
    try:
        here.send(1)
    except BrokenPipeError as error:
        print("BrokenPipeError", error)
""", method)  # fmt: skip


def test_a_full_pipe_blocks(ending):
    """64 KiB in one direction, 208 KiB in a duplex one, where each message costs more than its length."""
    source = HEAD + """
if __name__ == "__main__":
    reader, writer = mp.Pipe(DUPLEX)
    for _ in range(COUNT):
        writer.send_bytes(b"x" * SIZE)
    print("fits")
"""  # fmt: skip

    def kind(duplex: bool, count: int, size: int) -> str:
        return ending(
            source.replace("DUPLEX", str(duplex)).replace("COUNT", str(count)).replace("SIZE", str(size))
        ).kind

    assert ("finished", "deadlock") == (kind(False, 65, 1000), kind(False, 66, 1000))
    assert ("finished", "deadlock") == (kind(True, 277, 10), kind(True, 279, 10))
    assert ("finished", "deadlock") == (kind(True, 12, 16000), kind(True, 14, 16000))


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("w.recv()", "OSError: connection is write-only"),
        ("r.send(1)", "OSError: connection is read-only"),
        ("r.close(); r.poll()", "OSError: handle is closed"),
        ("w.send(lambda: 1)", "Can't pickle"),
        ("w.send_bytes(b'abc', -1)", "ValueError: offset is negative"),
        ("w.send_bytes(b'abc', 4)", "ValueError: buffer length < offset"),
        ("w.send_bytes(b'abc', 0, -1)", "ValueError: size is negative"),
        ("w.send_bytes(b'abc', 1, 3)", "ValueError: buffer length < offset + size"),
        ("w.send_bytes(b'abc'); r.recv_bytes(2)", "OSError: bad message length"),
        ("w.send_bytes(b'abc'); r.recv_bytes(-2)", "ValueError: negative maxlength"),
        ("w.send_bytes(b'abc'); r.recv_bytes_into(bytearray(3), -1)", "ValueError: negative offset"),
        ("w.send_bytes(b'abc'); r.recv_bytes_into(bytearray(3), 4)", "ValueError: offset too large"),
        ("w.send_bytes(b'abc'); r.recv_bytes_into(bytearray(2))", "BufferTooShort: b'abc'"),
        ("w.send_bytes(b'abc'); r.recv()", "UnpicklingError"),
    ],
)
def test_misuse_is_answered_as_in_life(ending, statement, message):
    """The same exceptions with the same words."""
    assert message in ending(HEAD + f"""
if __name__ == "__main__":
    r, w = mp.Pipe(duplex=False)
    {statement}
""").stderr  # fmt: skip


def test_wait_for_connections_and_processes(output):
    """Whatever is ready first."""
    assert ["[]", "pipe", "process True", "True"] == output(HEAD + """
def work(end):
    time.sleep(1)
    end.send(1)
    time.sleep(1)

if __name__ == "__main__":
    here, there = mp.Pipe()
    p = mp.Process(target=work, args=(there,))
    p.start()
    print(wait([here, p.sentinel], timeout=0.5))
    print("pipe" if wait([here, p.sentinel]) == [here] else "?")
    here.recv()
    print("process", wait([here, p.sentinel]) == [p.sentinel])
    print(wait([p.sentinel], 0) == [p.sentinel])
""").splitlines()  # fmt: skip


def test_a_connection_can_be_sent(output):
    """Through another pipe."""
    assert "from afar\n" == output(HEAD + """
def work(end):
    inner = end.recv()
    inner.send("from afar")

if __name__ == "__main__":
    here, there = mp.Pipe()
    near, far = mp.Pipe()
    p = mp.Process(target=work, args=(there,))
    p.start()
    here.send(far)
    print(near.recv())
    p.join()
""")  # fmt: skip


def test_polling_waits_in_virtual_time(output):
    """A poll with a timeout."""
    assert "False False True\n" == output(HEAD + """
def work(end):
    time.sleep(5)
    end.send(1)

if __name__ == "__main__":
    here, there = mp.Pipe()
    p = mp.Process(target=work, args=(there,))
    p.start()
    print(here.poll(), here.poll(1), here.poll(None))
    p.join()
""")  # fmt: skip


def test_what_is_left_unread_resets_a_socket(output):
    """Whoever receives there is told once, after all that was sent; a pipe of one direction knows nothing of that."""
    assert ["left", "ConnectionResetError [Errno 104] Connection reset by peer", "EOFError ", "EOFError "] == output(HEAD + """
def received(end):
    try:
        return end.recv()
    except Exception as error:
        return f"{type(error).__name__} {error}"

if __name__ == "__main__":
    here, there = mp.Pipe()
    here.send("unread")
    there.send("left")
    there.close()
    for _ in range(3):
        print(received(here))
    here, there = mp.Pipe(duplex=False)
    there.close()
    print(received(here))
""").splitlines()  # fmt: skip


def test_what_was_read_resets_nothing(output):
    """An end like any other."""
    assert "EOFError\n" == output(HEAD + """
if __name__ == "__main__":
    here, there = mp.Pipe()
    here.send("read")
    there.recv()
    there.close()
    try:
        here.recv()
    except EOFError:
        print("EOFError")
""")  # fmt: skip
