"""The tables of a gradebook. Results, grades and people's words are only ever added to; of a delivery and of a person stands
what was seen last. Who is called otherwise now has all of it under the new name, and who asks to be forgotten has none.

::

    submissions  suites  settings      what was judged, by what, under which rules: by digest, whole
          └───────┬────────┘
               results                 reports and evidence, with their provenance; `round` counts regrades
                  │
    people ── deliveries ── grades     who handed what in when; what it came to. The newest grade of an author counts,
                  │                    those before it are the history
    overrides  comments  extensions    people's words; no regrade touches them

Points are kept in hundredths and times in UTC, both exact in every database.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData()


class Points(TypeDecorator[Decimal]):
    """Points, in hundredths."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """To hundredths."""
        return None if value is None else int(value * 100)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """From hundredths."""
        return None if value is None else Decimal(value) / 100


class Moment(TypeDecorator[datetime]):
    """A time, as ISO text in UTC: it sorts as it passes."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To UTC."""
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From UTC."""
        return None if value is None else datetime.fromisoformat(value)


def _text(name: str, *, empty: bool = True) -> Column[str]:
    return Column(name, String, nullable=False, **({"server_default": ""} if empty else {}))  # type: ignore[arg-type]


def _whose() -> tuple[Column[str], Column[str], Column[str]]:
    return _text("course", empty=False), _text("exercise", empty=False), _text("author", empty=False)


def _kept(name: str, what: Column[Any]) -> Table:
    """What is kept once, by its digest."""
    digest, stored_at = Column("digest", String(64), primary_key=True), Column("stored_at", Moment, nullable=False)
    return Table(name, metadata, digest, what, stored_at)


submissions = _kept("submissions", Column("files", LargeBinary, nullable=False))
suites = _kept("suites", Column("files", LargeBinary, nullable=False))
settings = _kept("settings", Column("document", JSON, nullable=False))

results = Table(
    "results",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("round", Integer, nullable=False),
    _text("course", empty=False),
    _text("exercise", empty=False),
    Column("submission", String(64), nullable=False, index=True),
    Column("suite", String(64), nullable=False),
    Column("settings", String(64), nullable=False),
    Column("seed", BigInteger, nullable=False),
    _text("grader"),
    _text("python"),
    _text("platform"),
    _text("isolation"),
    _text("outcome", empty=False),
    Column("fault", String),
    Column("reason", String),
    Column("points", Points),
    Column("max_points", Points, nullable=False),
    Column("report", LargeBinary, nullable=False),
    Column("evidence", LargeBinary),
    Column("judged_at", Moment, nullable=False),
    Column("duration_s", Float, nullable=False),
    Column("rescored_from", Integer),
    UniqueConstraint("key", "round"),
)

people = Table(
    "people",
    metadata,
    Column("course", String, primary_key=True),
    Column("author", String, primary_key=True),
    _text("name"),
    _text("email"),
    _text("team"),
    Column("known_as", JSON, nullable=False),
    _text("roster"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    *_whose(),
    Column("known", Boolean, nullable=False),
    _text("label"),
    _text("delivered_as"),
    _text("digest"),
    _text("strange"),
    Column("submitted_at", Moment),
    _text("stamp"),
    Column("marked_late", Boolean, nullable=False),
    Column("attempt", Integer, nullable=False),
    _text("layout"),
    Column("extra", JSON, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    UniqueConstraint("course", "exercise", "author", "label", "digest", "stamp"),
)

grades = Table(
    "grades",
    metadata,
    Column("id", Integer, primary_key=True),
    *_whose(),
    Column("delivery", Integer, nullable=False),
    Column("result", Integer),
    Column("points", Points),
    Column("max_points", Points, nullable=False),
    Column("reason", String),
    Column("days_late", Integer, nullable=False),
    Column("taken", Points, nullable=False),
    Column("attempt", Integer, nullable=False),
    _text("cause"),
    Column("graded_at", Moment, nullable=False),
    Index("grades_of", "course", "exercise", "author"),
)

overrides = Table(
    "overrides",
    metadata,
    Column("id", Integer, primary_key=True),
    *_whose(),
    Column("points", Points),
    _text("reason"),
    _text("by"),
    Column("at", Moment, nullable=False),
    Column("seen_points", Points),
    Column("max_points", Points),
    Index("overrides_of", "course", "exercise", "author"),
)

comments = Table(
    "comments",
    metadata,
    Column("id", Integer, primary_key=True),
    *_whose(),
    _text("text"),
    _text("by"),
    Column("at", Moment, nullable=False),
    Index("comments_of", "course", "exercise", "author"),
)

extensions = Table(
    "extensions",
    metadata,
    Column("id", Integer, primary_key=True),
    *_whose(),
    Column("due", Moment),
    _text("by"),
    Column("at", Moment, nullable=False),
    Index("extensions_of", "course", "author"),
)

versions = Table("schema_version", metadata, Column("version", Integer, primary_key=True))
