"""The launcher that forks workers: what it does before the other side has said anything."""

import os
import sys

import pytest

from tests.support.systems import need_posix

need_posix()

from grader.course.model import Limits
from grader.errors import WorkerError
from grader.sandbox.starting import zygote
from grader.sandbox.starting.forked import Parting
from grader.sandbox.starting.zygote import ZygoteLauncher
from tests.support.command import other_side


def test_what_tests_of_commands_have_warm_is_what_a_command_starts(monkeypatch):
    """Else each would start its own again, and nothing would be said but how long it took."""
    asked = []
    monkeypatch.setattr(os, "posix_spawn", lambda _, *start, **__: asked.append(start) or os.getpid())
    ZygoteLauncher(["process"]).close()

    ((words, environment),) = asked
    assert ([*other_side()[0], "process"], other_side()[1]) == (words, environment)


def test_a_zygote_that_is_gone_begins_nobody_early():
    launcher = ZygoteLauncher(["process"])
    launcher.close()

    assert launcher.early(Limits()) is None


def test_what_it_lacks_is_told_without_our_own_lines(monkeypatch, tmp_path):
    """As where all was installed in folders that only PYTHONPATH names."""
    (tmp_path / "main.py").write_text(
        "import os; os.write(0, b'Traceback ...\\nModuleNotFoundError: No module named \\'greenlet\\'\\n')"
    )
    monkeypatch.setattr(zygote, "command", lambda *_, **__: [sys.executable, str(tmp_path / "main.py")])
    launcher = ZygoteLauncher(["process"])
    try:
        with pytest.raises(
            WorkerError, match=r"the other side: ModuleNotFoundError: No module named 'greenlet' .*into one environment"
        ):
            launcher.isolation()
    finally:
        launcher.close()


def test_a_worker_that_nobody_has_let_go_is_let_go_in_the_end():
    """Whoever asked for it was interrupted while it began, and its keeper would wait to be told what it may use."""
    launcher = ZygoteLauncher(["process"])
    line = launcher.early(Limits())
    assert line is not None
    assert line.held

    launcher.close()

    assert not line.held
    assert -1 == line.channel.reader


def test_of_whom_the_other_side_has_said_nothing_no_mould_is_kept():
    launcher = ZygoteLauncher(["process"])
    try:
        assert Parting() == launcher._parting()
    finally:
        launcher.close()


def test_the_zygote_is_no_target_of_the_terminals_ctrl_c(tmp_path):
    ours, pid = zygote._start(sys.executable, str(tmp_path), ("process",))
    with ours:
        found = os.getpgid(pid)
    os.waitpid(pid, 0)

    assert pid == found != os.getpgid(0)
