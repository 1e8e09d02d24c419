"""The key by which processes know each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .pickling import is_spawning

if TYPE_CHECKING:
    from .memory import MemoryCopy


class AuthenticationString(bytes):
    """A key that is told to children only."""

    def __reduce__(self) -> tuple[Any, ...]:
        if not is_spawning():
            raise TypeError("Pickling an AuthenticationString object is disallowed for security reasons")
        return AuthenticationString, (bytes(self),)

    def as_forked(self, copy: MemoryCopy) -> AuthenticationString:
        """It cannot change."""
        del copy
        return self


AuthenticationString.__module__ = "multiprocessing.process"
