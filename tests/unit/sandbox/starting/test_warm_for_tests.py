"""What tests have warm is what a command starts."""

import os
import sys

import pytest

from grader.sandbox import open_workers
from tests.support.command import other_side

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")


def test_a_command_starts_what_tests_have_warm(monkeypatch):
    """Else each would start its own again, and nothing would be said but how long it took."""
    asked = []
    monkeypatch.setattr(
        os, "posix_spawn", lambda path, words, environment, **_: asked.append((words, environment)) or os.getpid()
    )

    open_workers().close()

    assert [other_side()] == asked
