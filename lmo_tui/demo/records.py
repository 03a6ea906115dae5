"""Saving records: permissions, coercion, the packages' rules, audit fields, history and record types."""

import sqlite3
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from lmo_tui.demo import errors, numbering, rules
from lmo_tui.demo.audit import CommitRecord
from lmo_tui.demo.history import track
from lmo_tui.demo.lmo import Lmo
from lmo_tui.demo.schema import SCHEMA, Field, SObject, children, sobject
from lmo_tui.demo.schema.ids import id18
from lmo_tui.demo.store import Transaction
from lmo_tui.demo.values import to_column


def object_named(lmo: Lmo, name: str) -> SObject:
    """The object by its API name in any case; NOT_FOUND when the org or this user has none."""
    item = sobject(name)
    if item is None or not lmo.profile.knows(item):
        raise errors.not_found()
    return item


def full_id(text: str) -> str:
    """The 18-character form of the id in a path or body; MALFORMED_ID when it is none."""
    try:
        return id18(text)
    except ValueError as error:
        raise errors.malformed_id(text) from error


def fetch(connection: sqlite3.Connection, item: SObject, key: str) -> dict[str, Any]:
    """A record as its table holds it; NOT_FOUND or ENTITY_IS_DELETED when it is gone."""
    cursor = connection.execute(f'SELECT * FROM "{item.name}" WHERE Id = ?', (key,))  # noqa: S608 (schema's name)
    found = cursor.fetchone()
    if found is None:
        raise errors.not_found()
    row = dict(zip([column[0] for column in cursor.description], found, strict=True))
    if row.get("IsDeleted"):
        raise errors.entity_is_deleted()
    return row


def update(lmo: Lmo, item: SObject, key: str, sent: Mapping[str, Any]) -> None:
    """Save changed fields as the client's user, or raise the refusal."""
    with lmo.store.write() as transaction:
        if not (item.updateable and lmo.profile.edits(item)):
            raise errors.insufficient_access()
        before = fetch(transaction.connection, item, key)
        given = _columns(lmo, item, sent, "update", transaction.connection)
        rules.check_update(rules.Save(item.name, before, given, lmo.clock.today()), transaction.connection)
        _write(lmo, transaction, item, before, given, lmo.identity.user_id)


def change_behind(lmo: Lmo, item: SObject, key: str, fields: Mapping[str, Any]) -> None:
    """Somebody else's save: no rule, no permission, but the same audit fields, history and record type."""
    with lmo.store.write() as transaction:
        before = fetch(transaction.connection, item, key)
        given = {}
        for name, value in fields.items():
            field = item.field(name)
            if field is None or field.generated:
                raise errors.no_such_column(name, item.name)
            given[field.name] = to_column(field, value, transaction.connection)
        _write(lmo, transaction, item, before, given, _somebody_else(lmo, transaction.connection))


def save_behind(lmo: Lmo, item: SObject, before: Mapping[str, Any], columns: Mapping[str, Any], by: str) -> None:
    """The same for a record that was read in this transaction, and for values as its columns store them."""
    with lmo.store.write() as transaction:
        _write(lmo, transaction, item, before, columns, by)


def create_behind(lmo: Lmo, item: SObject, rows: Sequence[Mapping[str, Any]], by: str) -> list[str]:
    """Somebody else's new records, whose rows name the same columns and hold what those store; gives their ids."""
    if not rows:
        return []
    with lmo.store.write() as transaction:
        return _make(lmo, transaction, item, rows, by)


def delete_behind(lmo: Lmo, item: SObject, key: str) -> None:
    """Somebody else's deletion: to the recycle bin with the record and its details."""
    with lmo.store.write() as transaction:
        fetch(transaction.connection, item, key)
        _bin(transaction.connection, lmo.clock.stamp(), item, key)
        transaction.commits.append(CommitRecord(lmo.clock.stamp(), item.name, key, "delete", by="behind"))


def create(lmo: Lmo, item: SObject, sent: Mapping[str, Any]) -> str:
    """Save a new record and give its id."""
    with lmo.store.write() as transaction:
        connection = transaction.connection
        if not (item.createable and lmo.profile.edits(item)):
            raise errors.insufficient_access(on_record=False)
        given = _columns(lmo, item, sent, "create", connection)
        missing = [
            field.name
            for field in item.fields.values()
            if _is_required(field) and given.get(field.name) is None and field.name != "OwnerId"
        ]
        if missing:
            message = f"Required fields are missing: [{', '.join(missing)}]"
            raise errors.ApiError(400, "REQUIRED_FIELD_MISSING", message, missing)
        rules.check_create(item.name, given, lmo.clock.today())
        return _make(lmo, transaction, item, [given], lmo.identity.user_id)[0]


def delete(lmo: Lmo, item: SObject, key: str) -> None:
    """Move a record, and what hangs on it as details, to the recycle bin."""
    with lmo.store.write() as transaction:
        if not (item.deletable and lmo.profile.edits(item)):
            raise errors.insufficient_access()
        fetch(transaction.connection, item, key)
        rules.check_delete(item.name)
        _bin(transaction.connection, lmo.clock.stamp(), item, key)
        transaction.commits.append(CommitRecord(lmo.clock.stamp(), item.name, key, "delete"))


def settle(lmo: Lmo, *, everything: bool = False) -> None:
    """Let the record types catch up whose lag is over; they move SystemModstamp, as the trigger's save does."""
    for key, record_type in lmo.lag.take(everything=everything):
        stamp = lmo.clock.stamp()
        with lmo.store.write() as transaction:
            transaction.connection.execute(
                "UPDATE sfLma__License__c SET RecordTypeId = ?, SystemModstamp = ?, LastModifiedDate = ? WHERE Id = ?",
                (record_type, stamp, stamp, key),
            )


def _columns(
    lmo: Lmo, item: SObject, sent: Mapping[str, Any], verb: str, connection: sqlite3.Connection
) -> dict[str, Any]:
    fields: dict[str, Field] = {}
    for name in sent:
        field = item.field(name)
        if field is None or not lmo.profile.sees(item, field):
            raise errors.no_such_column(name, item.name)
        fields[name] = field
    closed = [
        field.name
        for field in fields.values()
        if not (field.updateable if verb == "update" else field.createable) or not lmo.profile.writes(item, field)
    ]
    if closed:
        raise errors.not_writable(verb, closed)
    return {field.name: to_column(field, sent[name], connection) for name, field in fields.items()}


def _write(
    lmo: Lmo,
    transaction: Transaction,
    item: SObject,
    before: Mapping[str, Any],
    given: Mapping[str, Any],
    by: str,
) -> None:
    connection, key, stamp = transaction.connection, before["Id"], lmo.clock.stamp()
    changes = {name: (before[name], value) for name, value in given.items() if value != before[name]}
    columns = dict(given)
    record_type = rules.RECORD_TYPE_OF.get(given.get(rules.STATUS, ""))
    if item.name == rules.LICENSE and rules.STATUS in changes and record_type and "RecordTypeId" not in given:
        if lmo.lag.milliseconds:
            lmo.lag.postpone(key, record_type)
        else:
            columns["RecordTypeId"] = record_type
    columns.update(LastModifiedDate=stamp, LastModifiedById=by, SystemModstamp=stamp)
    columns = {name: value for name, value in columns.items() if name in item.fields}
    assignments = ", ".join(f'"{name}" = ?' for name in columns)
    sql = f'UPDATE "{item.name}" SET {assignments} WHERE Id = ?'  # noqa: S608 (names come from the schema)
    connection.execute(sql, (*columns.values(), key))
    tracked = track(connection, item, changes)
    _tell(connection, item, [(key, *told) for told in tracked], by, stamp)
    old_values = {name: old for name, (old, _) in changes.items()}
    new_values = {name: new for name, (_, new) in changes.items()}
    author = _author(lmo, by)
    transaction.commits.append(CommitRecord(stamp, item.name, key, "update", old_values, new_values, author))


def _make(lmo: Lmo, transaction: Transaction, item: SObject, given: Sequence[Mapping[str, Any]], by: str) -> list[str]:
    connection, stamp = transaction.connection, lmo.clock.stamp()
    keys = numbering.next_ids(connection, item, len(given))
    numbered = [field.name for field in item.fields.values() if field.auto_number]
    names = numbering.next_names(connection, item, len(given)) if numbered else []
    defaults = _defaults(lmo, item, by)
    rows = [{**defaults, **columns, "Id": key} for key, columns in zip(keys, given, strict=True)]
    for row, name in zip(rows, names, strict=False):
        row.update(dict.fromkeys(numbered, name))
    _insert(connection, item, rows)
    _tell(connection, item, [(key, "created", "Text", None, None) for key in keys], by, stamp)
    transaction.commits += [
        CommitRecord(stamp, item.name, row["Id"], "create", {}, {name: row[name] for name in columns}, _author(lmo, by))
        for row, columns in zip(rows, given, strict=True)
    ]
    return keys


def _tell(
    connection: sqlite3.Connection, item: SObject, told: Sequence[tuple[str, str, str, Any, Any]], by: str, stamp: str
) -> None:
    """Write history rows, each given as (record, field, data type, old, new)."""
    history = sobject(item.name.removesuffix("__c") + "__History") if item.history and told else None
    if history is None:
        return
    columns = ("ParentId", "Field", "DataType", "OldValue", "NewValue")
    ids = numbering.next_ids(connection, history, len(told))
    audit = {"CreatedById": by, "CreatedDate": stamp}
    _insert(
        connection,
        history,
        [{"Id": key, **dict(zip(columns, one, strict=True)), **audit} for key, one in zip(ids, told, strict=True)],
    )


def _author(lmo: Lmo, by: str) -> str:
    return "client" if by == lmo.identity.user_id else "behind"


def _somebody_else(lmo: Lmo, connection: sqlite3.Connection) -> str:
    sql = "SELECT Id FROM User WHERE Id <> ? ORDER BY IsActive DESC, Id LIMIT 1"
    found = connection.execute(sql, (lmo.identity.user_id,)).fetchone()
    return str(found[0]) if found else lmo.identity.user_id


def _insert(connection: sqlite3.Connection, item: SObject, rows: Sequence[Mapping[str, Any]]) -> None:
    names = ", ".join(f'"{name}"' for name in rows[0])
    marks = ", ".join("?" * len(rows[0]))
    sql = f'INSERT INTO "{item.name}" ({names}) VALUES ({marks})'  # noqa: S608 (names come from the schema)
    connection.executemany(sql, [tuple(row.values()) for row in rows])


def _is_required(field: Field) -> bool:
    return not field.nillable and field.createable and field.default is None and not field.generated


def _defaults(lmo: Lmo, item: SObject, user: str) -> dict[str, Any]:
    stamp = lmo.clock.stamp()
    by_platform = {
        "OwnerId": user,
        "CreatedById": user,
        "CreatedDate": stamp,
        "LastModifiedById": user,
        "LastModifiedDate": stamp,
        "SystemModstamp": stamp,
        "RecordTypeId": item.record_types[0].id if item.record_types else None,
    }
    row: dict[str, Any] = {name: value for name, value in by_platform.items() if name in item.fields}
    for field in item.fields.values():
        if field.default is not None and not field.generated:
            row[field.name] = field.default
    return row


def _bin(connection: sqlite3.Connection, stamp: str, item: SObject, key: str) -> None:
    sql = f'UPDATE "{item.name}" SET IsDeleted = 1, SystemModstamp = ? WHERE Id = ?'  # noqa: S608 (schema's name)
    connection.execute(sql, (stamp, key))
    for child, field in _details(item.name):
        sql = f'SELECT Id FROM "{child.name}" WHERE "{field.name}" = ? AND NOT IsDeleted'  # noqa: S608 (the same)
        for (detail,) in connection.execute(sql, (key,)).fetchall():
            _bin(connection, stamp, child, detail)


@cache
def _details(name: str) -> list[tuple[SObject, Field]]:
    return [(child, field) for child, field in children(SCHEMA[name]) if field.cascade_delete]
