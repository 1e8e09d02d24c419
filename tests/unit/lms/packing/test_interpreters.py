"""Which interpreter a package is installed for: one that is there, and not a name alone."""

import os
import shutil
import subprocess
import sys
from importlib.resources import files
from types import ModuleType

import pytest

TEMPLATES = files("grader.lms.packing") / "templates"
NAMES = "python3.99 python3.98"


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A manager of versions has a name for what it has not got; the one behind it is there, and makes no environment."""
    for name, text in (
        ("python3.99", "exit 127"),
        ("python3.98", f'echo "$@" >> {tmp_path}/asked; [ "$1" = -c ] && exec {sys.executable} "$@"; exit 1'),
    ):
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def test_classroom50_takes_the_first_that_starts(path, monkeypatch):
    text = (
        (TEMPLATES / "classroom50" / "autograder.py.in").read_text().replace("@PYTHONS@", NAMES).replace("@MOST@", "1")
    )
    autograder = ModuleType("autograder")
    autograder.__file__ = str(path / "autograder.py")
    exec(compile(text, autograder.__file__, "exec"), autograder.__dict__)

    found = [name for name in map(shutil.which, autograder.PYTHONS) if autograder.usable(name)]

    assert [str(path / "python3.98")] == found


def test_the_action_takes_the_first_that_starts(path):
    """It gets as far as to ask for the environment."""
    (path / "run.sh").write_text((TEMPLATES / "github" / "run.sh").read_text().replace("@PYTHONS@", NAMES))
    surroundings = {**os.environ, "RUNNER_TEMP": str(path / "temp")}
    subprocess.run(["bash", path / "run.sh", path], env=surroundings, capture_output=True, check=False, timeout=60)

    assert f"-m venv {path}/temp/grader-home" in (path / "asked").read_text()
