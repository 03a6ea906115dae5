"""What licenses hold in a field: found without looking at each of them."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Final

from lmo_tui.domain.filters.fields import FieldName

_ORDERED: Final = {
    FieldName.PACKAGE: ("package", "by_package", "min", ">"),
    FieldName.EDITION: ("edition", "by_edition", "min", ">"),
    FieldName.VERSION: ("version", "by_version", "max", "<"),
}
"""What has an index that tells the next value after one: the newest version comes first."""

_COUNTED: Final = {FieldName.INSTANCE: "instance", FieldName.ORG_STATUS: "org_status"}
"""What has none; there the newest licenses tell, and the commonest value comes first."""

_NEWEST: Final = 20_000


def values(connection: sqlite3.Connection, most: int) -> Mapping[FieldName, Sequence[str]]:
    """Up to so many values of each field that has few: some milliseconds at any number of licenses."""
    found: dict[FieldName, Sequence[str]] = {}
    for field, (column, key, end, beyond) in _ORDERED.items():
        statement = (
            f"WITH RECURSIVE each(key) AS (SELECT {end}({key}) FROM license UNION ALL"  # noqa: S608 - our own names
            f" SELECT (SELECT {end}({key}) FROM license WHERE {key} {beyond} each.key) FROM each WHERE key IS NOT NULL"
            f" LIMIT ?) SELECT (SELECT {column} FROM license WHERE {key} = each.key LIMIT 1) FROM each"
        )
        found[field] = [value for (value,) in connection.execute(statement, (most + 2,)) if value][:most]
    for field, column in _COUNTED.items():
        newest = f"SELECT {column} AS value FROM license ORDER BY key DESC LIMIT {_NEWEST}"  # noqa: S608 - our own names
        counted = "WHERE value <> '' GROUP BY value ORDER BY count(*) DESC, value LIMIT ?"
        statement = f"SELECT value FROM ({newest}) {counted}"  # noqa: S608 - our own names
        found[field] = [value for (value,) in connection.execute(statement, (most,))]
    return found
