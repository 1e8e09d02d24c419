"""Blocks of shared memory and lists in them."""

from __future__ import annotations

import sys

import pytest

NOT_IN_IT = "2 not in this container" if sys.version_info < (3, 14) else "ShareableList.index(x): x not in list"
HEAD = """
import multiprocessing as mp
from multiprocessing.shared_memory import ShareableList, SharedMemory
"""
METHODS = pytest.mark.parametrize("method", ["fork", "spawn"])


@METHODS
def test_a_block_is_found_by_its_name(output, method):
    """Both processes see the same bytes."""
    assert ["None", "b'\\x06ab\\x00' 8 8", "b'\\x06ab' [6, 97] 8"] == output(HEAD + """
def work(name):
    block = SharedMemory(name)
    block.buf[0] += 5
    block.buf[1:3] = b"ab"
    block.close()
    print(block.buf)

if __name__ == "__main__":
    block = SharedMemory(create=True, size=8)
    block.buf[0] = 1
    p = mp.Process(target=work, args=(block.name,)); p.start(); p.join()
    print(bytes(block.buf[:4]), block.size, len(block.buf))
    print(block.buf.tobytes()[:3], block.buf.tolist()[:2], block.buf.nbytes)
    block.buf.release()
    block.close()
    block.unlink()
""", method).splitlines()  # fmt: skip


@METHODS
def test_a_list_in_shared_memory(output, method):
    """Numbers, texts and None, sent as a handle."""
    assert ["[42, 'hey', 2.5, None, True, b'x'] 6 b'x' 1 2 q8sdxxxxxx?xxxxxxxx?8s", "True"] == output(HEAD + """
def work(items):
    items[0] = 42
    items[1] = "hey"

if __name__ == "__main__":
    items = ShareableList([1, "abc", 2.5, None, True, b"x"])
    p = mp.Process(target=work, args=(items,)); p.start(); p.join()
    print(list(items), len(items), items[-1], items.count(42), items.index(2.5), items.format)
    print(repr(items).startswith("ShareableList([42, 'hey', 2.5, None, True, b'x'], name='psm_"))
    items.shm.close()
    items.shm.unlink()
""", method).splitlines()  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("SharedMemory('none')", "FileNotFoundError: [Errno 2] No such file or directory: '/none'"),
        ("SharedMemory(create=True)", "ValueError: 'size' must be a positive number different from zero"),
        ("SharedMemory(size=-1)", "ValueError: 'size' must be a positive integer"),
        ("SharedMemory()", "ValueError: 'name' can only be None if create=True"),
        ("SharedMemory('a', True, 1); SharedMemory('a', True, 1)", "FileExistsError: [Errno 17] File exists: '/a'"),
        ("b = SharedMemory('a', True, 1); b.unlink(); b.unlink()", "FileNotFoundError: [Errno 2] No such file"),
        ("SharedMemory('a', True, 4).buf[9]", "IndexError: index out of bounds on dimension 1"),
        ("SharedMemory('a', True, 4).buf[:2] = b'abc'", "lvalue and rvalue have different structures"),
        ("ShareableList([1])[3]", "IndexError: index out of range"),
        ("ShareableList([1])[3] = 1", "IndexError: assignment index out of range"),
        ("ShareableList(['a'])[0] = 'much too long'", "ValueError: bytes/str item exceeds available storage"),
        ("ShareableList([1]).index(2)", f"ValueError: {NOT_IN_IT}"),
        (
            "s = ShareableList([1]); s.shm.close(); s[0]",
            "ValueError: operation forbidden on released memoryview object",
        ),
    ],
)
def test_misuse_is_answered_as_in_life(ending, statement, message):
    """The same exceptions with the same words."""
    assert message in ending(HEAD + f"""
if __name__ == "__main__":
    {statement}
""").stderr  # fmt: skip


def test_a_type_that_cannot_be_kept(ending):
    """Only numbers, texts, bytes and None."""
    assert "KeyError: <class 'list'>" in ending(HEAD + """
if __name__ == "__main__":
    ShareableList([[]])
""").stderr  # fmt: skip


def test_a_cast_is_beyond_control(ending):
    """Who reads it is not seen."""
    end = ending(HEAD + """
if __name__ == "__main__":
    print(SharedMemory(create=True, size=8).buf.cast("q")[0])
""")  # fmt: skip

    assert ["shared memory cast to another format"] == [escape.what for escape in end.escapes]


def test_bytes_race(search):
    """`buf[0] += 1` is a read and a write."""
    found = search(HEAD + """
def work(items):
    items[0] += 1

if __name__ == "__main__":
    items = ShareableList([0])
    ps = [mp.Process(target=work, args=(items,)) for _ in range(2)]
    for p in ps: p.start()
    for p in ps: p.join()
    print(items[0])
""")  # fmt: skip

    assert {"1\n", "2\n"} == {f.ending.stdout for f in found.endings}


def test_bytes_are_told_with_their_values(search):
    found = search(HEAD + """
def work(name):
    block = SharedMemory(name=name)
    block.buf[0] += 3

if __name__ == "__main__":
    block = SharedMemory(create=True, size=1)
    ps = [mp.Process(target=work, args=(block.name,)) for _ in range(2)]
    for p in ps: p.start()
    for p in ps: p.join()
    print(block.buf[0])
""")  # fmt: skip

    lost = next(f.witness for f in found.endings if f.ending.stdout == "3\n")
    assert {("reads", "0"), ("writes", "3")} == {(s.action, s.value) for s in lost.steps if "+=" in s.source}
