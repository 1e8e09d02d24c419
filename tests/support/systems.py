"""What some systems lack that a test needs: one mark for each, with its reason."""

import ctypes
import sys

import pytest

WINDOWS = sys.platform == "win32"
WINE = WINDOWS and hasattr(ctypes.windll.ntdll, "wine_get_version")

needs_fcntl = pytest.mark.skipif(WINDOWS, reason="Windows has no fcntl")
pools_for_real = pytest.mark.skipif(
    WINE, reason="in wine a pipe tells of messages that are not there, and executors of processes wait for ever"
)
