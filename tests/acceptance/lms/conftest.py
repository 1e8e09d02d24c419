"""Platforms are played below a folder that every user can enter, and no container outlives its test."""

import os
import tempfile
from pathlib import Path

import pytest

from tests.support import container
from tests.support.platforms import in_container


@pytest.fixture
def tmp_path():
    """Not pytest's own folder: each session of pytest that starts on this machine closes that to other users."""
    with tempfile.TemporaryDirectory(prefix="grader-stage-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def started():
    """Start containers that never outlive their test."""
    running = []

    def start(*command, **options):
        running.append(in_container(*command, **options))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()
    container.remove_groups(os.getpid())
