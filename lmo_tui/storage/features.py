"""Feature parameters and their values in the store: integer keys, one row a value, by parameter and license."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Final

from lmo_tui.domain.errors import TakenOverError
from lmo_tui.domain.feature_ports import FeatureRow, value_of
from lmo_tui.domain.features import Direction, Feature, FeatureParameter, Kind, in_order, order_of
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License
from lmo_tui.storage.faults import damaged
from lmo_tui.storage.mending import Files, ended, mended

_LOAD: Final = "feature_load"
"""The fact that holds the number of the last load that was begun."""

_NUMBERS: Final = 100
"""Of loads: a number of one byte in each row."""

_PARAMETER: Final = "id, package_id, full_name, kind, direction, namespace, introduced, code"
_ROWS: Final = (
    "SELECT license.key AS license, feature_parameter.key AS parameter, json_extract(value, '$[0]') AS id,"
    " json_extract(value, '$[3]') AS content, json_extract(value, '$[4]') AS modified FROM json_each(?)"
    " CROSS JOIN license ON license.short_id = json_extract(value, '$[1]')"
    " CROSS JOIN feature_parameter ON feature_parameter.short_id = json_extract(value, '$[2]')"
)
"""Rows of ours with the keys of this file; those of licenses and parameters that are not in it are left out."""

_INTO: Final = f"INSERT INTO feature_value (license, parameter, id, content, modified, load) SELECT *, ? FROM ({_ROWS})"  # noqa: S608 - our own names
_HELD: Final = "feature_value.modified > excluded.modified"
"""It was read one by one, after the page that brings it."""

_TAKE: Final = (
    f"{_INTO} WHERE true ON CONFLICT (parameter, license) DO UPDATE SET load = excluded.load,"
    f" id = CASE WHEN {_HELD} THEN feature_value.id ELSE excluded.id END,"
    f" content = CASE WHEN {_HELD} THEN feature_value.content ELSE excluded.content END,"
    f" modified = CASE WHEN {_HELD} THEN feature_value.modified ELSE excluded.modified END"
)
_PUT: Final = (
    f"{_INTO} WHERE true ON CONFLICT (parameter, license) DO UPDATE SET id = excluded.id, content = excluded.content,"
    " modified = excluded.modified, load = excluded.load"
    " WHERE (feature_value.id, feature_value.content, feature_value.modified)"
    " IS NOT (excluded.id, excluded.content, excluded.modified)"
)
_PLACES: Final = f"SELECT parameter, license FROM ({_ROWS})"  # noqa: S608 - our own names
_DROP: Final = (
    f"DELETE FROM feature_value WHERE (parameter, license) IN ({_PLACES})"  # noqa: S608 - our own names
    " AND id IN (SELECT json_extract(value, '$[0]') FROM json_each(?))"
)
_COLUMNS: Final = ", ".join(f"feature_parameter.{name}" for name in _PARAMETER.split(", "))
_OF: Final = (
    f"SELECT {_COLUMNS}, license.short_id, feature_parameter.short_id, v.id, v.content, v.modified"  # noqa: S608 - our own names
    " FROM license JOIN feature_parameter ON feature_parameter.package_id = ?"
    " LEFT JOIN feature_value v ON v.license = license.key AND v.parameter = feature_parameter.key"
    " WHERE license.short_id = ?"
)


class FeatureTable:
    """Fits FeatureStore, over the files of a store."""

    def __init__(self, files: Files) -> None:
        self._files = files

    @mended
    def of(self, license_: License) -> Sequence[Feature]:
        """Every parameter of its package, with its value where there is one; in order."""
        if not license_.package_id:
            return []
        wanted = (short_id(license_.package_id), short_id(license_.id))
        with self._files.front.reading() as connection:
            return in_order(_feature(row) for row in connection.execute(_OF, wanted))

    @mended
    def parameters(self, package_id: str = "") -> Sequence[FeatureParameter]:
        """Those of one package or of all, in order."""
        where = " WHERE package_id = ?" if package_id else ""
        with self._files.front.reading() as connection:
            rows = connection.execute(
                f"SELECT {_PARAMETER} FROM feature_parameter{where}",  # noqa: S608 - our own names
                (short_id(package_id),) if package_id else (),
            )
            return sorted((parameter_from_row(row) for row in rows), key=order_of)

    @mended
    def count(self) -> int:
        """How many values there are."""
        with self._files.back.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM feature_value").fetchone()[0])

    @mended
    def put_parameters(self, parameters: Sequence[FeatureParameter]) -> None:
        """Hold these, and no others; the keys of those that stay are the same."""
        names = ["short_id", *_PARAMETER.split(", ")]
        updates = ", ".join(f"{name} = excluded.{name}" for name in names)
        marks = ", ".join("?" * len(names))
        statement = (
            f"INSERT INTO feature_parameter ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - our own names
            f" ON CONFLICT (short_id) DO UPDATE SET {updates}"
        )
        ids = json.dumps([short_id(each.id) for each in parameters])
        with self._files.back.writing() as connection:
            connection.execute(
                "DELETE FROM feature_parameter WHERE short_id NOT IN (SELECT value FROM json_each(?))", (ids,)
            )
            connection.executemany(statement, map(_row_of, parameters))

    @mended
    def begin(self) -> int:
        """Begin a load of every value, in place of any other; gives its number."""
        with self._files.back.writing() as connection:
            load = (_load_of(connection) + 1) % _NUMBERS
            connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (_LOAD, str(load)))
        return load

    @ended
    def take(self, rows: Sequence[FeatureRow], load: int) -> None:
        """Keep what a load brings, unless it is older than what is there; raises TakenOverError."""
        with self._files.back.writing() as connection:
            _refuse_another(connection, load)
            connection.execute(_TAKE, (load, json.dumps(rows)))

    @ended
    def end(self, load: int) -> int:
        """Drop what the load has not met; returns how many went. Raises TakenOverError."""
        with self._files.back.writing() as connection:
            _refuse_another(connection, load)
            return connection.execute("DELETE FROM feature_value WHERE load <> ?", (load,)).rowcount

    @mended
    def put(self, rows: Sequence[FeatureRow], deleted: Sequence[FeatureRow] = ()) -> int:
        """Keep what moved, and drop what was deleted; returns how many values were others before."""
        with self._files.back.writing() as connection:
            gone = connection.execute(_DROP, (json.dumps(deleted),) * 2).rowcount if deleted else 0
            return gone + connection.execute(_PUT, (_load_of(connection), json.dumps(rows))).rowcount

    @mended
    def replace(self, license_id: str, rows: Sequence[FeatureRow]) -> int:
        """Let a license have these values, and no others; returns how many were others before."""
        kept = json.dumps([row.id for row in rows])
        left_out = (
            "DELETE FROM feature_value WHERE license = (SELECT key FROM license WHERE short_id = ?)"
            " AND parameter IN (SELECT key FROM feature_parameter) AND id NOT IN (SELECT value FROM json_each(?))"
        )
        with self._files.back.writing() as connection:
            gone = connection.execute(left_out, (short_id(license_id), kept)).rowcount
            return gone + connection.execute(_PUT, (_load_of(connection), json.dumps(rows))).rowcount


def parameter_from_row(row: Sequence[object]) -> FeatureParameter:
    """The parameter of a row that holds its columns; raises DamagedError."""
    if set(map(type, row)) != {str}:
        raise damaged()
    id_, package_id, full_name, kind, direction, *others = map(str, row)
    try:
        return FeatureParameter(id_, package_id, full_name, Kind(kind), Direction(direction), *others)
    except ValueError:
        raise damaged() from None


def _row_of(parameter: FeatureParameter) -> tuple[str, ...]:
    package = short_id(parameter.package_id)
    cells = (parameter.full_name, parameter.kind.value, parameter.direction.value, parameter.namespace)
    return (short_id(parameter.id), parameter.id, package, *cells, parameter.introduced, parameter.code)


def _feature(row: Sequence[object]) -> Feature:
    parameter = parameter_from_row(row[:8])
    license_, own, id_, content, modified = row[8:]
    if id_ is None:
        return Feature(parameter)
    if not all(type(each) is str for each in (license_, own, id_)):
        raise damaged()
    if not all(each is None or type(each) is int for each in (content, modified)):
        raise damaged()
    try:
        found = FeatureRow(str(id_), str(license_), str(own), content, modified)  # type: ignore[arg-type]  # as checked
        return Feature(parameter, value_of(found, parameter.kind))
    except (ValueError, OverflowError):
        raise damaged() from None


def _load_of(connection: sqlite3.Connection) -> int:
    found = connection.execute("SELECT CAST(value AS INTEGER) FROM fact WHERE name = ?", (_LOAD,)).fetchone()
    return 0 if found is None else int(found[0]) % _NUMBERS


def _refuse_another(connection: sqlite3.Connection, load: int) -> None:
    if _load_of(connection) != load:
        raise TakenOverError("Another lmo-tui loads the feature values.")
