"""The format of the tables of runs, by a number that the database keeps; each step brings it one further."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Table, insert, inspect, select, update

from evals.errors import OutputError

FORMAT = 1

_own = MetaData()
format_table = Table("eval_format", _own, Column("number", Integer, nullable=False))

STEPS: dict[int, Callable[[Connection], None]] = {}
"""For each format but the first, what makes it from the one before."""


def bring_up_to_date(engine: Engine, tables: MetaData) -> None:
    """Make the tables, or change those of an earlier format; in one transaction.

    Raises:
        OutputError: the database was written by a newer version, which this one would spoil.
    """
    with engine.begin() as connection:
        is_new = not inspect(connection).has_table(format_table.name)
        _own.create_all(connection)
        tables.create_all(connection)
        if is_new:
            connection.execute(insert(format_table).values(number=FORMAT))
            return
        found = connection.execute(select(format_table.c.number)).scalar_one()
        if found > FORMAT:
            raise OutputError("newer_runs", found=found, format=FORMAT)
        for number in range(found + 1, FORMAT + 1):
            STEPS[number](connection)
        connection.execute(update(format_table).values(number=FORMAT))
