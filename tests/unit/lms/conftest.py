"""Property tests that find the same examples every time, however busy the machine is; and one wheel for all packages."""

from functools import cache
from types import SimpleNamespace

import pytest
from hypothesis import settings

from grader.lms.packing import material, ourselves

settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def one_wheel():
    """Making ours takes longer than all else of a package, and it is the same in each: it is made once."""
    made = cache(lambda requires: ourselves.wheel(requires))
    with pytest.MonkeyPatch.context() as patch:
        once = SimpleNamespace(version=ourselves.version, wheel=lambda requires: made(tuple(requires)))
        patch.setattr(material, "ourselves", once)
        yield
