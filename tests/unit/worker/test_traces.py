"""What shows that somebody was in a folder, whatever they do to hide it."""

import os
import sys
import time

import pytest

from grader.worker.traces import Traces

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux's file system in memory")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "a.py").write_text("x = 1\n")
    return tmp_path


@pytest.fixture
def traces(folder, monkeypatch):
    """Beside other tests the disk's own counts are never the same: they are looked at in a real scratch."""
    monkeypatch.setattr(os, "statvfs", lambda _: os.statvfs_result(range(11)))
    return Traces(str(folder))


def test_reading_leaves_none(folder, traces):
    (folder / "work" / "a.py").read_text()
    assert ["a.py"] == [path.name for path in (folder / "work").iterdir()]

    assert traces.none()


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


@pytest.mark.parametrize(
    "act",
    [
        rewrite,
        replace,
        come_and_go,
        lambda file: file.unlink(),
        lambda file: file.chmod(0o600),
        lambda file: os.utime(file),
    ],
    ids=["rewritten with its date", "replaced by its like", "a file came and went", "removed", "mode", "date"],
)
def test_every_change_leaves_one(folder, traces, act):
    act(folder / "work" / "a.py")

    assert not traces.none()


def test_no_change_has_the_time_of_the_first_look(folder, monkeypatch):
    """Stamps are as coarse as the clock they come from: the look ends when that has moved on."""
    ticks = iter([0, 0, time.time_ns() * 2])
    slept = []
    monkeypatch.setattr(time, "clock_gettime_ns", lambda _: next(ticks))
    monkeypatch.setattr(time, "sleep", slept.append)
    Traces(str(folder))

    assert 2 == len(slept)


def test_a_block_more_on_the_file_system_is_one(folder, monkeypatch):
    held = iter([range(11), range(1, 12)])
    monkeypatch.setattr(os, "statvfs", lambda _: os.statvfs_result(next(held)))

    assert not Traces(str(folder)).none()
