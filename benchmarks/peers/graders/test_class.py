"""pytest, one process for a whole class: nothing keeps one submission from another, nor any from the tests."""

import os
from pathlib import Path

import pytest
from checks import CHECKS

CLASS = sorted(Path(os.environ["CLASS"]).glob("*.py"))


@pytest.mark.parametrize("submission", CLASS, ids=lambda path: path.stem)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_it(check, submission):
    """One check of one submission."""
    check(submission)
