"""A gradebook copied whole into a new one, as it was at one moment: to have a backup, or to move from a file into a server."""

from __future__ import annotations

from sqlalchemy import Connection, Table, func, insert, select

from grader.errors import UsageError
from grader.gradebook import tables
from grader.gradebook.book import Gradebook

_AT_ONCE = 200
"""Rows in memory; the largest hold a submission or a report."""


def copy(source: Gradebook, target: Gradebook) -> None:
    """Copy everything; all of it happens, or nothing. UsageError where the other one holds anything: two are never mixed."""
    whole = [table for table in tables.metadata.sorted_tables if table is not tables.versions]
    with target.writing() as new:
        if any(new.execute(select(table).limit(1)).first() for table in whole):
            raise UsageError(f"{target.name} holds something already", hint="Name a new file, or an empty database.")
        with source.reading() as connection:
            if connection.dialect.name == "postgresql":  # else each statement would see what is there by then
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            for table in whole:
                _copy(connection, new, table)


def _copy(connection: Connection, new: Connection, table: Table) -> None:
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(select(table).order_by(*table.primary_key))
    for some in rows.mappings().partitions():
        new.execute(insert(table), [dict(row) for row in some])
    if new.dialect.name == "postgresql" and "id" in table.c:
        most = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
        new.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), most, False)))
