"""pytest, one process for each submission: its path is in the environment."""

import os
from pathlib import Path

import pytest
from checks import CHECKS


@pytest.mark.parametrize("check", CHECKS)
def test_it(check):
    """One check."""
    check(Path(os.environ["SUBMISSION"]))
