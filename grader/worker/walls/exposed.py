"""Which paths of this machine a Python program needs, and may read: the interpreter, its libraries, ours, no more."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

SYSTEM = ("/bin", "/lib", "/lib32", "/lib64", "/usr/bin", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/share/zoneinfo")
PROGRAMS = "/usr/bin:/bin"
"""Where programs are found inside, whatever the grader's own path tells of its user."""
SETTINGS = ("/etc/ld.so.cache", "/etc/localtime")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_PACKAGE = Path(__file__).resolve().parents[2]
OURS = ("__init__.py", "interleave", "worker")


def readable() -> tuple[str, ...]:
    """All of them that exist, the shortest first, none below another."""
    found: list[str] = []
    for path in sorted({*SYSTEM, *SETTINGS, *_interpreter(), *_ourselves()}, key=lambda path: (len(path), path)):
        if os.path.exists(path) and not any(path.startswith(f"{above}/") for above in found):
            found.append(path)
    return tuple(found)


def devices() -> tuple[str, ...]:
    """The harmless devices that exist."""
    return tuple(path for path in DEVICES if os.path.exists(path))


def package() -> str:
    """The folder that ours are in: found by its list of names."""
    return str(_PACKAGE)


def _interpreter() -> Iterator[str]:
    """The program itself, link by link, and the folders it loads modules and libraries from."""
    link = sys.executable
    for _ in range(20):
        yield link
        if not os.path.islink(link):
            break
        link = os.path.normpath(os.path.join(os.path.dirname(link), os.readlink(link)))
    for prefix in {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}:
        for part in ("bin", "lib", "lib64", "pyvenv.cfg"):
            yield os.path.join(prefix, part)
    # wherever else modules are found; never a folder that a path file adds, which may be someone's project
    yield from (path for path in sys.path if path.endswith((".zip", "site-packages", "dist-packages", "lib-dynload")))


def _ourselves() -> Iterator[str]:
    yield from (str(_PACKAGE / part) for part in OURS)
