"""What some systems lack that a test needs: one mark for each, with its reason."""

import ctypes
import os
import pkgutil
import sys

import pytest

WINDOWS = sys.platform == "win32"
WINE = WINDOWS and hasattr(ctypes.windll.ntdll, "wine_get_version")

needs_fork = pytest.mark.skipif(WINDOWS, reason="nothing is forked on Windows")
tells_of_sleep = pytest.mark.skipif(WINDOWS, reason="Windows tells of no sleep, and of no queue for the processor")
keeps_modes = pytest.mark.skipif(WINDOWS, reason="Windows keeps no modes of files and folders")
holds_folders = pytest.mark.skipif(os.mkdir not in os.supports_dir_fd, reason="no folder is held open here")
runs_scripts = pytest.mark.skipif(WINDOWS, reason="Windows runs no shell script as a program")
pools_for_real = pytest.mark.skipif(
    WINE, reason="in wine a pipe tells of messages that are not there, and executors of processes wait for ever"
)


def needs(name: str) -> pytest.MarkDecorator:
    """A name of the library (`os.fork`)."""
    try:
        pkgutil.resolve_name(name)
        absent = False
    except (ImportError, AttributeError):
        absent = True
    return pytest.mark.skipif(absent, reason=f"there is no {name} here")


def need_posix() -> None:
    """Of a whole module of tests, before it imports what is not there on Windows, or is about signals that kill."""
    if WINDOWS:
        pytest.skip("Windows has nothing of this", allow_module_level=True)
