"""Where our plugins leave things for one another on pytest's objects; importing it costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from grader.judge.marks import Check
    from grader.judge.missed import PassedOver
    from grader.judge.trial import Trial
    from grader.sandbox.remote import RemoteSubmission

CHECK: pytest.StashKey[Check] = pytest.StashKey()
"""On an item: the check that it is."""
TRIAL: pytest.StashKey[Trial] = pytest.StashKey()
"""On an item: how the check is going."""
OPENER: pytest.StashKey[Callable[[pytest.Item], AbstractContextManager[RemoteSubmission]]] = pytest.StashKey()
"""On the config: what opens a fresh worker for an item."""
READ: pytest.StashKey[dict[Path, list[PassedOver] | None]] = pytest.StashKey()
"""On the config: the files of checks that it came to, and the classes that it passed over in each; None where one cannot be read."""
SEED: pytest.StashKey[str] = pytest.StashKey()
"""On the config: what random inputs are drawn from: the seed, and the submission that is judged."""
