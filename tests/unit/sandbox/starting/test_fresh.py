import tempfile
from pathlib import Path

import pytest

from grader.course.model import Limits
from grader.errors import WorkerError
from grader.sandbox.starting import folders, fresh
from grader.worker import abandoned, scratch
from tests.support.systems import needs


def test_none_can_be_started():
    with pytest.raises(WorkerError, match=r"no worker could be started: .*(No such file|not found|cannot find)"):
        fresh.FreshLauncher("/nonexistent/python").launch(Limits())


def test_one_that_cannot_be_started_early_is_nobody():
    assert fresh.FreshLauncher("/nonexistent/python").early(Limits()) is None


def test_no_timer_ends_one_that_nobody_waits_for():
    launcher = fresh.FreshLauncher()
    line = launcher.early(Limits())
    try:
        waiting = line.at_leisure(), line._timer
        line.deadline(60.0)

        assert (None, None) == waiting
        assert line._timer is not None
    finally:
        launcher.close()


def test_one_that_was_killed_is_gone():
    launcher = fresh.FreshLauncher()
    line = launcher.launch(Limits())
    try:
        before = line.gone()
        line._process.kill()
        line._process.wait()

        assert (False, True) == (before, line.gone())
        assert launcher.side_by_side()
    finally:
        launcher.finish()
        launcher.close()


def test_what_another_left_behind_is_removed_at_the_end(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    held, others = scratch.make(str(tmp_path)), scratch.make(str(tmp_path))
    lock = folders.hold(held)
    monkeypatch.setattr(abandoned, "AGE_S", -1.0)
    fresh.FreshLauncher().close()
    left = list(tmp_path.iterdir())
    folders.let_go(lock)

    assert others.name.startswith("grade-")
    assert [held] == left


@needs("os.fork")
@pytest.mark.parametrize("fails", ["group_of", "subprocess.Popen"])
def test_of_one_that_could_not_be_started_nothing_stays_open(fails, monkeypatch, tmp_path):
    def refuse(*_, **__):
        raise OSError("no such thing here")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(f"grader.sandbox.starting.fresh.{fails}", refuse)
    before = len(list(Path("/dev/fd").iterdir()))
    with pytest.raises(WorkerError, match="no such thing here"):
        fresh.FreshLauncher().launch(Limits())

    assert before == len(list(Path("/dev/fd").iterdir()))
    assert [] == list(tmp_path.iterdir())
