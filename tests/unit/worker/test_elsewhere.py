"""An error that a worker process of a pool has raised is told with the worker's lines, too, in real runs."""

import concurrent.futures.process
import multiprocessing.pool
import os
from pathlib import Path

import pytest

from grader.worker.really.inside.trouble import frames_of

WORK = str(Path(__file__).parent)
THERE = f'''
"""
Traceback (most recent call last):
  File "/usr/lib/python3/multiprocessing/pool.py", line 125, in worker
    result = (True, func(*args, **kwds))
  File "{WORK}{os.sep}part{os.sep}job.py", line 7, in half
    return 1 // x
ZeroDivisionError: division by zero
"""'''


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        (multiprocessing.pool.RemoteTraceback(THERE), [("part/job.py", 7, "half")]),
        (concurrent.futures.process._RemoteTraceback(THERE), [("part/job.py", 7, "half")]),
        (ValueError(THERE), []),
        (None, []),
    ],
)
def test_frames_elsewhere_come_last(cause, told):
    with pytest.raises(ZeroDivisionError) as raised:
        raise ZeroDivisionError from cause

    here, *elsewhere = frames_of(raised.value, WORK)
    assert ("test_elsewhere.py", "test_frames_elsewhere_come_last") == (here[0], here[2])
    assert told == elsewhere
