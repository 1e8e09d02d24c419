"""Where our plugins leave things for one another on pytest's objects; importing it costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from grader.errors import Mistake
    from grader.judge.marks import Check
    from grader.judge.trial import Trial
    from grader.sandbox.remote import RemoteSubmission

CHECK: pytest.StashKey[Check] = pytest.StashKey()
"""On an item: the check that it is."""
TRIAL: pytest.StashKey[Trial] = pytest.StashKey()
"""On an item: how the check is going."""
OPENER: pytest.StashKey[Callable[[pytest.Item], AbstractContextManager[RemoteSubmission]]] = pytest.StashKey()
"""On the config: what opens a fresh worker for an item."""
MISSED: pytest.StashKey[list[Mistake]] = pytest.StashKey()
"""On the config: what looks like checks in the files read so far, and is none."""
SEED: pytest.StashKey[str] = pytest.StashKey()
"""On the config: what random inputs are drawn from: the seed, and the submission that is judged."""
