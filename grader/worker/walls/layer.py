"""One layer that could not be set up, said in words: which, and why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class WallError(Exception):
    """A layer of the wall is missing, so nothing of a student's may run behind it."""


@contextmanager
def layer(name: str) -> Iterator[None]:
    """Whatever the system refuses inside is a missing layer."""
    try:
        yield
    except (OSError, ValueError) as refused:
        raise WallError(f"{name}: {refused}") from refused
