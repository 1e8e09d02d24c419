"""What all tests share: properties are tried on the same examples every time, and take the time they take."""

import gc
import sys
from functools import cache

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from grader.judge import place

# How fast the machine is decides nothing, neither for an example nor for making them up.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
# Nor do the tests that ran before: hypothesis would read every module of ours that is loaded by then, and draw from what stands there.
providers.is_local_module_file = lambda path: False

collect_ignore = [] if sys.platform == "win32" else ["windows"]  # `.ci/windows` runs them

EACH = 4
"""The usual tests try each suite on every fourth of its references (`test_course.py`: on the first), always the same ones."""


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Without looking for garbage: collecting makes objects that stay, and every look at them finds none."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items):
    seldom = cache(lambda where: {one for number, one in enumerate(where.programs()) if number % EACH})
    for item in items:
        where = place.find(item.path) if "submission" in getattr(item, "fixturenames", ()) else None
        if where is not None and item.callspec.params["submission"] in seldom(where):
            item.add_marker(pytest.mark.long)
