"""What shows that somebody was in a folder, whatever they do to hide it."""

import ctypes
import itertools
import mmap
import os
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.support.systems import need_posix

need_posix()

import fcntl

from grader.worker import traces as traced
from grader.worker.traces import MOST_COMPARED, Traces

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux's file system in memory")


@pytest.fixture
def folder():
    """In memory, as a scratch is: a disk stamps more."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as name:
        folder = Path(name)
        (folder / "work").mkdir()
        (folder / "work" / "a.py").write_text("x = 1\n")
        yield folder


@pytest.fixture
def alone(monkeypatch):
    """Beside other tests the file system's own counts are never the same: they are looked at in a real scratch."""
    monkeypatch.setattr(os, "statvfs", lambda _: os.statvfs_result(range(11)))
    numbers = itertools.count(7)
    monkeypatch.setattr(traced, "next_number", lambda _: next(numbers))


@pytest.fixture
def traces(folder, alone):
    return Traces(str(folder))


def test_reading_leaves_none(folder, traces):
    (folder / "work" / "a.py").read_text()
    assert ["a.py"] == [path.name for path in (folder / "work").iterdir()]

    assert traces.none()
    assert traces.none(), "nor does looking"


def test_a_link_is_what_its_stamp_says(folder, alone):
    (folder / "work" / "link").symlink_to("nowhere")
    traces = Traces(str(folder))
    assert traces.none()

    (folder / "work" / "link").unlink()
    (folder / "work" / "link").symlink_to("nowhere")
    assert not traces.none()


def rewrite(file):
    before = file.stat()
    file.write_text("x = 2\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace(file):
    other = file.with_name("b.py")
    other.write_text("x = 1\n")
    other.replace(file)


def come_and_go(file):
    other = file.with_name("b.py")
    other.write_text("")
    other.unlink()


def through_a_map(file):
    """Where the page has been read before, writing raises no fault, and the kernel stamps nothing."""
    before = file.stat()
    with file.open("r+b") as opened, mmap.mmap(opened.fileno(), 0) as pages:
        assert b"x" == pages[:1]
        pages[:1] = b"y"
    assert (before.st_mtime_ns, before.st_ctime_ns) == (file.stat().st_mtime_ns, file.stat().st_ctime_ns)


def behind_its_end(file):
    """In the rest of its last page, where no reading comes."""
    with file.open("r+b") as opened:
        address = traced._map(None, 4096, mmap.PROT_READ | mmap.PROT_WRITE, mmap.MAP_SHARED, opened.fileno(), 0)
        ctypes.memmove(address + 4000, b"told", 4)
        traced._unmap(address, 4096)
    assert "x = 1\n" == file.read_text()


def by_a_hint(file):
    set_hint = 1036
    with file.open("rb") as opened:
        try:
            fcntl.fcntl(opened.fileno(), set_hint, (3).to_bytes(8, sys.byteorder))
        except OSError:
            pytest.skip("this kernel has no such hints")


@pytest.mark.parametrize(
    "act",
    [
        rewrite,
        through_a_map,
        behind_its_end,
        by_a_hint,
        replace,
        come_and_go,
        lambda file: file.unlink(),
        lambda file: file.chmod(0o600),
        lambda file: os.utime(file),
    ],
    ids=[
        "rewritten with its date",
        "through a map",
        "behind its end",
        "hint",
        "replaced by its like",
        "a file came and went",
        "removed",
        "mode",
        "date",
    ],
)
def test_every_change_leaves_one(folder, traces, act):
    act(folder / "work" / "a.py")

    assert not traces.none()


def test_what_is_too_much_to_compare_is_not_said_to_be_the_same(folder, alone):
    with (folder / "work" / "a.py").open("r+b") as file:
        file.truncate(MOST_COMPARED + 1)

    assert not Traces(str(folder)).none()


@pytest.mark.parametrize("when", ["before", "after"])
def test_what_is_closed_to_us_is_not_said_to_be_the_same(folder, alone, monkeypatch, when):
    def closed(*_):
        raise PermissionError

    traces = Traces(str(folder))
    monkeypatch.setattr(traced, "_inside", closed)

    assert not (traces if when == "after" else Traces(str(folder))).none()


def test_a_file_that_never_had_a_name_is_one(folder, alone, monkeypatch):
    numbers = iter([7, 8, 10])
    monkeypatch.setattr(traced, "next_number", lambda _: next(numbers))
    traces = Traces(str(folder))

    assert traces.none()
    assert not traces.none(), "somebody had number 9"


def test_a_nameless_file_takes_a_number_and_leaves_no_file(folder):
    assert traced.next_number(str(folder)) != traced.next_number(str(folder))
    assert ["work"] == [path.name for path in folder.iterdir()]


def test_no_change_has_the_time_of_the_first_look(folder, monkeypatch):
    """Stamps are as coarse as the clock they come from: the look ends when that has moved on."""
    ticks = iter([0, 0, time.time_ns() * 2])
    slept = []
    monkeypatch.setattr(time, "clock_gettime_ns", lambda _: next(ticks))
    monkeypatch.setattr(time, "sleep", slept.append)
    Traces(str(folder))

    assert 2 == len(slept)


def test_a_block_more_on_the_file_system_is_one(folder, alone, monkeypatch):
    held = iter([range(11), range(1, 12)])
    monkeypatch.setattr(os, "statvfs", lambda _: os.statvfs_result(next(held)))

    assert not Traces(str(folder)).none()
