"""`sqlite3`: connections that know whose they are, wait in virtual time, and begin anew with every run. Each statement is a step.

What a database does is out of sight, so that nothing is proved of a program with one (`beyond`). But all actors are one thread to
the real module: it would let each use what another has made; a wait for a lock would stop everybody for seconds; and what one run
has left locked or written, the next would find.
"""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any
from weakref import WeakSet

from ...actor import current_actor, is_controlled
from ...operations import ASKS_DATABASE, SYNC, Operation
from ..dates import as_real, date, datetime
from ..patch import ModelModule
from .disk import to_be_taken_back
from .opened import disk_of
from .paths import in_memory

OURS = ("cursor", "execute", "executemany", "executescript", "commit", "rollback", "close", "__enter__", "__exit__")
STILL = ("cursor", "__enter__")
"""What touches nothing in the database."""
FETCHING = ("execute", "executemany", "executescript", "fetchone", "fetchmany", "fetchall", "__next__")
TIMEOUT = 5.0
IN_MEMORY = ":memory:"
SETTINGS = ("timeout", "detect_types", "isolation_level", "check_same_thread", "factory", "cached_statements", "uri")
"""What `connect` may be given after the name, in this order."""


class Databases:
    """The module's stand-in of one program."""

    def __init__(self, real: ModuleType) -> None:
        self._real = real
        self._open: WeakSet[Any] = WeakSet()
        self._began: dict[Path, bytes | None] = {}
        """Each file as it was before the first run; None: there was none."""
        self._done: Counter[Hashable] = Counter()
        """Statements that each database has carried out."""
        self._cursor = type("Cursor", (real.Cursor,), {name: self._checked(name, real.Cursor) for name in FETCHING})
        self._connection = type("Connection", (real.Connection,), {
            "__init__": self._begin(), **{name: self._checked(name, real.Connection) for name in OURS}
        })  # fmt: skip
        for kind in (self._cursor, self._connection):
            kind.__module__ = "sqlite3"
        for kind in (date, datetime):
            real.register_adapter(kind, lambda value: real.adapt(as_real(value)))

    def names(self) -> dict[str, Any]:
        """What differs in the stand-in."""
        connection = self._connection

        def connect(database: Any, *args: Any, **kwargs: Any) -> Any:
            factory = kwargs.pop("factory", connection)
            return factory(database, *args, **kwargs)

        def register_adapter(kind: type, adapter: Callable[[Any], Any], /) -> None:
            """The module goes by the class itself, and to it a model's is another."""
            self._real.register_adapter(kind.__mro__[1] if kind in (date, datetime) else kind, adapter)

        return {
            "connect": connect, "Connection": connection, "Cursor": self._cursor, "register_adapter": register_adapter
        }  # fmt: skip

    def refresh(self) -> None:
        """Nothing of the last run is left."""
        for connection in list(self._open):
            with contextlib.suppress(self._real.Error):
                self._real.Connection.close(connection)
        self._open.clear()
        self._done.clear()
        for path, data in self._began.items():
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(data)

    def _begin(self) -> Callable[..., None]:
        real, opened, began = self._real, self._open, self._began

        def begin(self: Any, database: Any, *args: Any, **kwargs: Any) -> None:
            settings = dict(zip(SETTINGS, args, strict=False)) | kwargs
            settings.pop("factory", None)
            self._file = file = _file_of(database, settings)
            if file is not None and file not in began:
                began[file] = file.read_bytes() if file.is_file() else None
            if file is not None and in_memory():
                disk_of().let_go(str(file))
                to_be_taken_back(current_actor().run)
            checked = settings.pop("check_same_thread", True) and is_controlled()
            self._made_by = current_actor().index if checked else None
            self._waits = settings.pop("timeout", TIMEOUT)
            real.Connection.__init__(self, database, timeout=0.0, check_same_thread=False, **settings)
            opened.add(self)

        return begin

    def _checked(self, name: str, kind: type) -> Callable[..., Any]:
        real, databases = getattr(kind, name), self

        def checked(self: Any, *args: Any, **kwargs: Any) -> Any:
            connection = self if isinstance(self, databases._real.Connection) else self.connection
            databases._check(connection)
            if name == "cursor" and not args and not kwargs:
                args = (databases._cursor,)
            if name in STILL or not is_controlled():
                return real(self, *args, **kwargs)
            return databases._carry_out(connection, lambda: real(self, *args, **kwargs))

        checked.__name__ = name
        return checked

    def _carry_out(self, connection: Any, statement: Callable[[], Any]) -> Any:
        """A step in the way of every other one in the same database. Who finds it locked waits until another one was carried out."""
        run, done = current_actor().run, self._done
        place: Hashable = ("database", connection._file or run.number(connection))
        if not run.solo:
            run.pause(Operation(ASKS_DATABASE, place, SYNC))
        end, waits = None, True
        while True:
            try:
                found = statement()
            except self._real.OperationalError as error:
                if "locked" not in str(error) or not waits:
                    raise
            else:
                done[place] += 1
                return found
            end = run.deadline(connection._waits) if end is None else end
            another = partial(self._went_on, place, done[place])
            waits = run.pause(Operation("waits for the database", place, SYNC, another, end))

    def _went_on(self, place: Hashable, before: int) -> bool:
        return self._done[place] != before

    def _check(self, connection: Any) -> None:
        made_by = connection._made_by
        if made_by is None or not is_controlled() or made_by == current_actor().index:
            return
        raise self._real.ProgrammingError(
            "SQLite objects created in a thread can only be used in that same thread. "
            f"The object was created in thread id {made_by + 1} and this is thread id {current_actor().index + 1}."
        )


def _file_of(database: Any, settings: Mapping[str, Any]) -> Path | None:
    """None for one that is in no file, or for all that is known may be in any."""
    name = database.decode() if isinstance(database, bytes) else str(database)
    return None if name in ("", IN_MEMORY) or settings.get("uri") else Path(os.path.abspath(name))


def model_of(databases: Databases) -> ModelModule:
    """What stands in for the module."""
    return ModelModule("sqlite3", lambda _: databases.names())
