"""The database under a gradebook: a SQLite file unless a URL names another; short transactions; errors in words.

SQLite keeps a write-ahead log, so that a process killed at any moment leaves every finished transaction and no half
of one, and readers never wait. A writer takes the lock at the *beginning* of its transaction: two batches wait for
each other instead of failing in the middle.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from grader.errors import GraderError, UsageError
from grader.gradebook import migrations

BUSY_S = 30.0
"""How long to wait for another writer. Transactions last milliseconds."""
_MIGRATION_LOCK = 0x67726164  # "grad"


class Database:
    """Connections to one gradebook, brought up to date when it is opened."""

    def __init__(self, where: Path | str, *, busy_s: float = BUSY_S, anew: bool = True) -> None:
        self.name = _shown(where)
        self._engine = _engine(where, busy_s, anew=anew)
        try:
            self._bring_up_to_date(anew=anew)
        except BaseException:
            self.close()
            raise

    def _bring_up_to_date(self, *, anew: bool) -> None:
        with self.reading() as connection:
            version = migrations.version_of(connection)
        if not anew and version == 0:
            raise _absent(self.name)
        if not migrations.missing(version):
            return
        with self.writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            migrations.migrate(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction; all of it happens, or nothing."""
        with self._explained(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that takes no lock."""
        with self._explained(), self._engine.connect() as connection:
            yield connection.execution_options(reads_only=True)

    def tidy(self) -> bool:
        """Leave nothing of deleted rows on the disk: SQLite overwrites them, its log is emptied too. Whether that could be had
        now: somebody else who reads keeps the log as it is until they leave."""
        if self._engine.dialect.name != "sqlite":
            return True
        with self._explained(), self._engine.connect() as connection:
            busy, *_ = connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def close(self) -> None:
        """Let the connections go."""
        self._engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as odd:
            raise _in_words(odd, self.name) from odd


def _engine(where: Path | str, busy_s: float, *, anew: bool) -> Engine:
    if isinstance(where, str):
        url = _parsed(where)
        if url.get_backend_name() != "sqlite":
            return _server(url)
        where = _file_of(url)
    _refuse_what_is_no_place(where, anew=anew)
    writable = os.access(where, os.W_OK) and os.access(where.parent, os.W_OK)
    engine = create_engine(
        _as_it_stands(where) if writable else _only_to_be_read(where), connect_args={"timeout": busy_s}
    )
    _tame(engine, ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON") if writable else ())
    return engine


def _parsed(url: str) -> URL:
    if "://" not in url:
        raise _no_address(f"the file would be sqlite:///{url}")
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as odd:
        raise _no_address(str(odd)) from None


def _server(url: URL) -> Engine:
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    try:
        return create_engine(url, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ValueError) as odd:
        raise _no_address(str(odd)) from None
    except ImportError as absent:
        hint = 'pip install "coursework-grader[postgresql]"'
        raise UsageError(f"the driver of this database is not installed ({absent.name})", hint=hint) from None


def _file_of(url: URL) -> Path:
    """Nothing but a file: what is kept in memory is kept nowhere."""
    if not url.database or url.database.startswith((":", "file:")) or url.query:
        raise _no_address("it names no file")
    return Path(url.database)


def _no_address(why: str) -> UsageError:
    hint = (
        "Write one like postgresql://user@host/name, or sqlite:///gradebook.sqlite. "
        "A folder that `grade batch` filled is named by --out, in `grade export` by --from."
    )
    return UsageError(f"this is no address of a gradebook: {why}", hint=hint)


def _as_it_stands(where: Path) -> URL:
    """Not as text, in which a `?` in a folder's name would end it."""
    return URL.create("sqlite", database=str(where))


def _only_to_be_read(where: Path) -> URL:
    """Where nothing can be written, SQLite cannot keep the notes that readers and writers share. Is there a log, a writer has made
    them; is there none, nobody is writing, and none are needed."""
    log = where.with_name(f"{where.name}-wal").exists()
    query = {"uri": "true", "mode": "ro"} | ({} if log else {"immutable": "1"})
    return URL.create("sqlite", database=where.absolute().as_uri(), query=query)


def _tame(engine: Engine, pragmas: Sequence[str]) -> None:
    """SQLite's driver begins transactions late and by itself; here they begin when we say so."""

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reads_only")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _refuse_what_is_no_place(where: Path, *, anew: bool) -> None:
    if not anew and not where.exists():
        raise _absent(str(where))
    if where.is_dir() or not where.parent.is_dir():
        raise UsageError(f"there is no place for a gradebook at {where}")
    try:
        if not where.exists():
            os.close(os.open(where, os.O_CREAT | os.O_WRONLY, 0o600))  # it holds names, grades and hidden suites
        elif where.stat().st_size == 0 and anew:  # somebody made the file for it, as open as files are
            where.chmod(0o600)
    except OSError as refusal:
        raise UsageError(f"the gradebook {where} cannot be written: {refusal.strerror}") from None


def _absent(name: str) -> UsageError:
    return UsageError(f"there is no gradebook at {name}", hint="Name the one that `grade batch` has filled.")


def _shown(where: Path | str) -> str:
    """As messages call it, without a password."""
    if isinstance(where, Path):
        return str(where)
    try:
        return make_url(where).render_as_string(hide_password=True)
    except ArgumentError:
        return "this gradebook"


def _in_words(odd: SQLAlchemyError, name: str) -> GraderError:
    cause = odd.orig if isinstance(odd, DBAPIError) else odd
    said = str(cause).strip().partition("\n")[0]
    if isinstance(cause, sqlite3.Error):
        return _sqlite_in_words(cause, said, name)
    return GraderError(f"the gradebook {name} cannot be used: {said}", hint="Nothing that was kept in it is lost.")


def _sqlite_in_words(cause: sqlite3.Error, said: str, name: str) -> GraderError:
    code = getattr(cause, "sqlite_errorname", "") or ""
    match code.split("_")[1] if "_" in code else "":
        case "BUSY" | "LOCKED":
            return GraderError(
                f"the gradebook {name} is locked by another program",
                hint="Wait until it is done, then give the same command again: what is finished is kept.",
            )
        case "FULL":
            return GraderError(
                f"the disk is full: the gradebook {name} cannot grow",
                hint="Make room, then give the same command again: what is finished is kept.",
            )
        case "READONLY" | "PERM":
            return UsageError(f"the gradebook {name} cannot be written: {said}", hint="May you write in its folder?")
        case "CANTOPEN":
            hint = "May you write in its folder? If not, copy the folder to where you may."
            return UsageError(f"the gradebook {name} cannot be opened: {said}", hint=hint)
        case "NOTADB" | "CORRUPT":
            return UsageError(f"{name} is no gradebook: {said}")
        case _:
            return GraderError(
                f"the gradebook {name} cannot be written: {said}",
                hint="Give the same command again when that is mended: what is finished is kept.",
            )
