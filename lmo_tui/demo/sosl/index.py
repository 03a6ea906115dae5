"""The index of words behind a search: one full-text table an object, made at the first search and kept up to date.

Triggers note the rows whose text changes, and the next search reads those again; so writing costs next to nothing, an
LMO that nobody searches has no index, and a search always finds what was written before it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lmo_tui.demo.sosl.words import prepared

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from lmo_tui.demo.schema import Field, SObject
    from lmo_tui.demo.soql.context import Context

_TEXT: Final = frozenset({"string", "textarea", "email", "phone", "url"})
_MORE_NAMES: Final = {"Account": {"Website"}, "Lead": {"Company"}}
_CHANGED: Final = '"search.changed"'
_MADE: Final = '"search.made"'


@dataclass(frozen=True, slots=True)
class Index:
    """The words of one object's records, field by field, as far as the user sees the fields."""

    item: SObject
    fields: tuple[str, ...]

    @classmethod
    def of(cls, item: SObject, context: Context) -> Index:
        """Choose the fields: the id and every text; picklists, formulas and numbers are not searched."""
        fields = (field.name for field in item.fields.values() if _is_text(field) and context.sees(item, field))
        return cls(item, ("Id", *fields))

    @property
    def table(self) -> str:
        """The full-text table, quoted."""
        return f'"search.{self.item.name}"'

    @property
    def vocabulary(self) -> str:
        """The table of all its words, quoted."""
        return f'"search.{self.item.name}.words"'

    def group(self, name: str) -> tuple[str, ...]:
        """The fields of a search group, by the table of the SOSL reference."""
        kinds = {"EMAIL": "email", "PHONE": "phone"}
        if name in kinds:
            return tuple(field for field in self.fields if self.item.fields[field].type == kinds[name])
        if name == "NAME":
            more = _MORE_NAMES.get(self.item.name, set())
            return tuple(field for field in self.fields if self.item.fields[field].name_field or field in more)
        return self.fields

    def is_fresh(self, connection: sqlite3.Connection) -> bool:
        """Tell whether the index is there and knows of every change."""
        return _is_there(connection) and self._is_made(connection) and not self._changed(connection)

    def refresh(self, connection: sqlite3.Connection) -> None:
        """Make the index, or read again what has changed; the caller has the connection for writing."""
        connection.create_function("sf_words", 1, prepared, deterministic=True)
        if not _is_there(connection):
            connection.execute(f"CREATE TABLE {_MADE} (object TEXT PRIMARY KEY, fields TEXT)")
            connection.execute(
                f"CREATE TABLE {_CHANGED} (object TEXT, row INTEGER, PRIMARY KEY (object, row)) WITHOUT ROWID"
            )
        if not self._is_made(connection):
            for statement in self._making():
                connection.execute(statement)
            connection.execute(f"INSERT OR REPLACE INTO {_MADE} VALUES (?, ?)", self._made)  # noqa: S608 (constants)
            self._read(connection, "1", ())
        elif changed := self._changed(connection):
            rows = (json.dumps(changed),)
            some = "rowid IN (SELECT value FROM json_each(?))"
            connection.execute(f"DELETE FROM {self.table} WHERE {some}", rows)  # noqa: S608 (the schema's names)
            self._read(connection, some, rows)
        connection.execute(f"DELETE FROM {_CHANGED} WHERE object = ?", (self.item.name,))  # noqa: S608 (a constant)

    @property
    def _made(self) -> tuple[str, str]:
        return self.item.name, " ".join(self.fields)

    def _is_made(self, connection: sqlite3.Connection) -> bool:
        sql = f"SELECT 1 FROM {_MADE} WHERE object = ? AND fields = ?"  # noqa: S608 (a constant)
        return connection.execute(sql, self._made).fetchone() is not None

    def _changed(self, connection: sqlite3.Connection) -> list[int]:
        sql = f"SELECT row FROM {_CHANGED} WHERE object = ?"  # noqa: S608 (a constant)
        return [row for (row,) in connection.execute(sql, (self.item.name,))]

    def _making(self) -> Iterator[str]:
        name = self.item.name
        columns = _listed(self.fields)
        stored = _listed(field for field in self.fields if not self.item.fields[field].generated)
        note = f"BEGIN INSERT OR IGNORE INTO {_CHANGED} VALUES ('{name}', new.rowid); END"  # noqa: S608 (the schema's name)
        yield f"DROP TABLE IF EXISTS {self.vocabulary}"
        yield f"DROP TABLE IF EXISTS {self.table}"
        yield f"CREATE VIRTUAL TABLE {self.table} USING fts5 ({columns}, tokenize = 'unicode61 remove_diacritics 0')"
        yield f"CREATE VIRTUAL TABLE {self.vocabulary} USING fts5vocab ({self.table}, 'row')"
        for moment, which in (("INSERT", ""), ("UPDATE", f"OF {stored}")):
            trigger = f'"search.{name}.{moment.lower()}"'
            yield f"DROP TRIGGER IF EXISTS {trigger}"
            yield f'CREATE TRIGGER {trigger} AFTER {moment} {which} ON "{name}" {note}'

    def _read(self, connection: sqlite3.Connection, condition: str, parameters: tuple[str, ...]) -> None:
        # An id is found in either length.
        texts = ", ".join(f'sf_words("{field}")' for field in self.fields if field != "Id")
        connection.execute(
            f"INSERT INTO {self.table} (rowid, {_listed(self.fields)})"  # noqa: S608 (the schema's names)
            f" SELECT rowid, Id || ' ' || substr(Id, 1, 15), {texts} FROM \"{self.item.name}\" WHERE {condition}",
            parameters,
        )


def _listed(fields: Iterable[str]) -> str:
    return ", ".join(f'"{field}"' for field in fields)


def _is_text(field: Field) -> bool:
    return field.type in _TEXT and not field.calculated


def _is_there(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'search.made'").fetchone() is not None
