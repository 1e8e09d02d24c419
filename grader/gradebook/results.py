"""Results: what judging a submission gave, with all that it depended on, kept for good.

A result's *key* is made of everything that may change it (submission, suite, settings, seed, versions, isolation).
The same key judged again is the next *round*; the newest round counts, the others stay.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, func, select

from grader.gradebook.adding import add_missing
from grader.gradebook.parcels import packed, unpacked
from grader.gradebook.tables import results, settings, submissions, suites

_AT_ONCE = 500
"""Values in one question: databases bound their number."""
HANDFUL = 20
"""Whole submissions that are read together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One judgement, without its documents."""

    key: str
    course: str
    exercise: str
    submission: str
    suite: str
    settings: str
    seed: int
    grader: str
    python: str
    platform: str
    isolation: str
    outcome: str
    fault: str | None
    reason: str | None
    points: Decimal | None
    max_points: Decimal
    judged_at: datetime
    duration_s: float
    rescored_from: int | None = None
    round: int = 0
    id: int = 0
    """Given when it is stored."""


_COLUMNS = [results.c[field.name] for field in fields(Result)]


def store(connection: Connection, result: Result, *, report: bytes, evidence: bytes | None, again: bool = False) -> int:
    """Keep a result; `again`: as a further round. One that is there already stays as it is. Its id."""
    newest = select(func.max(results.c.round)).where(results.c.key == result.key)
    before = connection.execute(newest).scalar()
    number = 0 if before is None else before + again
    values: dict[str, Any] = {field.name: getattr(result, field.name) for field in fields(Result)}
    del values["id"]
    documents = {"report": zlib.compress(report, 1), "evidence": evidence and zlib.compress(evidence, 1)}
    add_missing(connection, results, [{**values, **documents, "round": number}])
    stored = select(results.c.id).where(results.c.key == result.key, results.c.round == number)
    return int(connection.execute(stored).scalar_one())


def newest(connection: Connection, keys: Iterable[str]) -> dict[str, Result]:
    """The newest round of each of these keys that was ever judged."""
    found: dict[str, Result] = {}
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), _AT_ONCE):
        some = select(*_COLUMNS).where(results.c.key.in_(wanted[start : start + _AT_ONCE])).order_by(results.c.round)
        found.update((row.key, _result(row)) for row in connection.execute(some))
    return found


def by_id(connection: Connection, ids: Iterable[int]) -> dict[int, Result]:
    """Results by id."""
    found: dict[int, Result] = {}
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _AT_ONCE):
        some = select(*_COLUMNS).where(results.c.id.in_(wanted[start : start + _AT_ONCE]))
        found.update((row.id, _result(row)) for row in connection.execute(some))
    return found


def documents(connection: Connection, ids: Iterable[int], column: str = "report") -> dict[int, bytes]:
    """The reports (or the evidence) of results, as JSON, where there are any."""
    found: dict[int, bytes] = {}
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _AT_ONCE):
        chosen = results.c.id.in_(wanted[start : start + _AT_ONCE])
        for id, blob in connection.execute(select(results.c.id, results.c[column]).where(chosen)):
            if blob is not None:
                found[id] = zlib.decompress(blob)
    return found


def _result(row: Row[Any]) -> Result:
    return Result(**dict(zip((field.name for field in fields(Result)), row, strict=True)))


def keep_submissions(connection: Connection, files: Mapping[str, Mapping[str, bytes]], at: datetime) -> None:
    """Keep submissions whole, by digest."""
    have = _present(connection, submissions, list(files))
    rows = [
        {"digest": digest, "files": packed(parts), "stored_at": at}
        for digest, parts in files.items()
        if digest not in have
    ]
    add_missing(connection, submissions, rows)


def keep_suite(connection: Connection, digest: str, files: Mapping[str, bytes], at: datetime) -> None:
    """Keep a suite whole, by digest."""
    if not _present(connection, suites, [digest]):
        add_missing(connection, suites, [{"digest": digest, "files": packed(files), "stored_at": at}])


def keep_settings(connection: Connection, digest: str, document: Mapping[str, Any], at: datetime) -> None:
    """Keep what an exercise said of itself, by digest."""
    add_missing(connection, settings, [{"digest": digest, "document": dict(document), "stored_at": at}])


def submission_files(connection: Connection, digest: str) -> dict[str, bytes]:
    """A submission again."""
    return unpacked(connection.execute(select(submissions.c.files).where(submissions.c.digest == digest)).scalar_one())


def submissions_whole(connection: Connection, digests: Iterable[str]) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Submissions again, each once, a handful read at a time: a class of them is large."""
    wanted = list(dict.fromkeys(digests))
    for start in range(0, len(wanted), HANDFUL):
        some = submissions.c.digest.in_(wanted[start : start + HANDFUL])
        for digest, files in connection.execute(select(submissions.c.digest, submissions.c.files).where(some)).all():
            yield digest, unpacked(files)


def suite_files(connection: Connection, digest: str) -> dict[str, bytes]:
    """A suite again."""
    return unpacked(connection.execute(select(suites.c.files).where(suites.c.digest == digest)).scalar_one())


def settings_document(connection: Connection, digest: str) -> dict[str, Any]:
    """An exercise's settings again."""
    return dict(connection.execute(select(settings.c.document).where(settings.c.digest == digest)).scalar_one())


def _present(connection: Connection, table: Any, digests: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(digests), _AT_ONCE):
        some = select(table.c.digest).where(table.c.digest.in_(digests[start : start + _AT_ONCE]))
        found.update(connection.execute(some).scalars())
    return found
