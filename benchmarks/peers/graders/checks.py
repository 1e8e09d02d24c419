"""The four checks as any unsafe grader makes them: the student's code is imported here, threads and sleeps are real."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType


def loaded(path: Path) -> ModuleType:
    """The submission as a fresh module."""
    spec = importlib.util.spec_from_file_location("submission_under_test", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def defines_increase(path: Path) -> None:
    """It defines increase()."""
    assert callable(loaded(path).increase)


def one_call_adds_one(path: Path) -> None:
    """One call adds 1."""
    program = loaded(path)
    program.increase()
    assert program.value == 1


def twenty_threads_add_twenty(path: Path) -> None:
    """Twenty threads end at 20."""
    program = loaded(path)
    threads = [threading.Thread(target=program.increase) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert program.value == 20


def the_script_prints_two(path: Path) -> None:
    """Run as a script it prints "end value 2"."""
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, check=False)
    assert "end value 2" in done.stdout


CHECKS = (defines_increase, one_call_adds_one, twenty_threads_add_twenty, the_script_prints_two)
