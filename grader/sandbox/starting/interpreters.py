"""Other interpreters of this machine: what answers to the name of a version, and can be a worker."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.errors import AbsentError

PATIENCE_S = 60.0
_ASK = (
    "import sys, sysconfig\n"
    "say = sys.stdout.write\n"
    "free = bool(sysconfig.get_config_var('Py_GIL_DISABLED'))\n"
    "say('%d.%d' % sys.version_info[:2] + 't' * free + '\\n')\n"
    "import greenlet\n"
    "say('crashes\\n' if free and sys._is_gil_enabled() else 'can work\\n')"  # whoever can't do without the lock has it taken
)
_LACKS = {
    (): "lacks greenlet: pip install greenlet",
    (
        "crashes",
    ): "its greenlet is not made for free-threaded builds: programs would crash (from 3.14 on there is one that is)",
}


def find(version: str) -> str:
    """The interpreter of this version (`3.13`, or `3.13t` for a free-threaded build).

    Raises AbsentError where there is none, or only one that lacks what a worker needs.
    """
    if version == _own():
        return sys.executable
    path, lacking = _looked_for(version)
    if lacking:
        raise AbsentError(f"Python {version} is on this machine, and {lacking}")
    if path is None:
        raise AbsentError(f"Python {version} is not on this machine")
    return path


def others(versions: Iterable[str]) -> list[str]:
    """Those that are here beside this one, each with what it lacks to be a worker."""
    found = [(version, *_looked_for(version)) for version in versions if version != _own()]
    return [f"{version} ({lacking})" if lacking else version for version, path, lacking in found if path or lacking]


def _looked_for(version: str) -> tuple[str | None, str]:
    lacking = ""
    for path in _candidates(version):
        answer = _asked(path)
        if answer[:1] != [version]:
            continue  # a version manager's shim exists even where its Python does not answer to the name
        if answer[1:] == ["can work"]:
            return path, ""
        lacking = _LACKS.get(tuple(answer[1:]), lacking)
    return None, lacking


def is_here(version: str) -> bool:
    """Whether there is one."""
    try:
        find(version)
    except AbsentError:
        return False
    return True


def _own() -> str:
    free = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    return f"{sys.version_info[0]}.{sys.version_info[1]}" + "t" * free


def _candidates(version: str) -> Iterator[str]:
    for folder in os.get_exec_path():
        if (named := shutil.which(f"python{version}", path=folder)) is not None:
            yield named
    if (launcher := shutil.which("py")) is not None:  # on Windows interpreters have no version in their names
        yield from _said(launcher, f"-{version}", "-c", "import sys; sys.stdout.write(sys.executable + '\\n')")
    with contextlib.suppress(RuntimeError):  # who has no name has no home (`DynamicUser=` of systemd)
        managed = Path.home() / ".pyenv" / "versions"
        yield from sorted(str(path) for path in managed.glob(f"{version}*/bin/python"))


def _asked(path: str) -> list[str]:
    return _said(path, "-I", "-c", _ASK)


def _said(*command: str) -> list[str]:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return done.stdout.split("\n")[:-1]
