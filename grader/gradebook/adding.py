"""Adding rows that may be there already: the same statement in every database that is supported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Table, or_

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


def add_missing(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Add each row unless one with its unique columns is there."""
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), list(rows))


def put(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    *,
    by: Sequence[str],
    keep: Sequence[str] = (),
    once: Sequence[str] = (),
    newest: str | None = None,
) -> None:
    """Add each row; of one that is there, by these columns, replace the others but for some to keep. `once`: what is true stays
    true. `newest`: only where this column is no older than there."""
    if not rows:
        return
    statement = _insert(connection, table)
    replaced = {name: statement.excluded[name] for name in rows[0] if name not in (*by, *keep)}
    stays: dict[str, ColumnElement[Any]] = {name: or_(table.c[name], statement.excluded[name]) for name in once}
    older = None if newest is None else table.c[newest] <= statement.excluded[newest]
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(by), set_={**replaced, **stays}, where=older), list(rows)
    )


def _insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert  # each dialect takes a tenth of a second to import

        return insert(table)
    from sqlalchemy.dialects.sqlite import insert as insert_into_sqlite

    return insert_into_sqlite(table)
