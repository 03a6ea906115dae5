"""A handful of records on which every rule of SOQL can be seen, and a way to ask about them."""

from __future__ import annotations

import weakref
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from lmo_tui.demo import database
from lmo_tui.demo.schema import ids
from lmo_tui.demo.soql import Context, SoqlError, compile_query

if TYPE_CHECKING:
    import sqlite3

#: A Wednesday.
NOW: Final = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)
DANA: Final = ids.record_id("005", 1)
OMAR: Final = ids.record_id("005", 2)
ACME: Final = ids.record_id("001", 1)
ECLAIR: Final = ids.record_id("001", 2)
WAYNE: Final = ids.record_id("001", 3)
ADA: Final = ids.record_id("003", 1)
BOB: Final = ids.record_id("003", 2)
CONTEXT: Final = Context(now=NOW, user_id=DANA)

_LICENSES: Final = (
    # name, status, record type, seats, used, expiration, account, created, deleted
    ("L-00001", "Active", ids.ACTIVE, 25, 10, "2027-01-31", ACME, "2026-01-05T08:00:00.000+0000", 0),
    ("L-00002", "Active", ids.ACTIVE, -1, None, "1970-01-01", ACME, "2026-02-10T23:59:59.000+0000", 0),
    ("L-00003", "Trial", ids.TRIAL, 5, 5, "2026-11-25", ECLAIR, "2026-11-25T00:00:00.000+0000", 0),
    ("L-00004", "Suspended", ids.SUSPENDED, 0, 0, "2026-11-24", None, "2026-11-24T23:59:59.000+0000", 0),
    ("L-00005", "Uninstalled", ids.UNINSTALLED, None, None, None, WAYNE, "2025-12-31T12:00:00.000+0000", 0),
    ("L-00006", None, ids.EXPIRED, 100, 130, "2026-12-25", WAYNE, "2026-11-22T00:00:00.000+0000", 0),
    ("L-00007", "Active", ids.ACTIVE, 7, 1, "2026-12-01", ACME, "2026-03-01T00:00:00.000+0000", 1),
)


def insert(connection: sqlite3.Connection, table: str, **values: object) -> None:
    """Put a row into a table."""
    columns = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" for _ in values)
    connection.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', tuple(values.values()))  # noqa: S608 - our own names


def make() -> sqlite3.Connection:
    """Make the database."""
    connection = database.create(":memory:")
    stamp = {"CreatedDate": "2026-01-01T00:00:00.000+0000", "SystemModstamp": "2026-01-02T00:00:00.000+0000"}
    insert(connection, "User", Id=OMAR, FirstName="Omar", LastName="Haddad", Username="o@example.com", IsActive=0)
    insert(connection, "User", Id=DANA, FirstName="Dana", LastName="Smith", Username="d@example.com", ManagerId=OMAR)
    insert(connection, "Account", Id=ACME, Name="Acme", OwnerId=DANA, Industry="Energy", AnnualRevenue=1234.5, **stamp)
    insert(connection, "Account", Id=ECLAIR, Name="Éclair 100%_\\", OwnerId=OMAR, NumberOfEmployees=12, **stamp)
    insert(connection, "Account", Id=WAYNE, Name="wayne", OwnerId=DANA, Industry="Energy", ParentId=ACME, **stamp)
    insert(connection, "Contact", Id=ADA, FirstName="Ada", LastName="Byron", AccountId=ACME, Email="ada@example.com")
    insert(connection, "Contact", Id=BOB, LastName='Bob\'s "x"\n', AccountId=ACME)
    for kind in ids.LICENSE_RECORD_TYPES:
        insert(connection, "RecordType", Id=kind.id, Name=kind.name, DeveloperName=kind.developer_name)
    for number, row in enumerate(_LICENSES, 1):
        name, status, kind, seats, used, expiration, account, created, deleted = row
        insert(
            connection,
            "sfLma__License__c",
            Id=ids.record_id("a05", number),
            Name=name,
            RecordTypeId=kind.id,
            OwnerId=DANA,
            CreatedDate=created,
            SystemModstamp=created,
            IsDeleted=deleted,
            sfLma__Status__c=status,
            sfLma__Seats__c=seats,
            sfLma__Used_Licenses__c=used,
            sfLma__Expiration__c=expiration,
            sfLma__Account__c=account,
            sfLma__Subscriber_Org_Is_Sandbox__c=number % 2,
        )
    return connection


class World:
    """Asks statements about the records."""

    def __init__(self) -> None:
        self.connection = make()
        weakref.finalize(self, self.connection.close)

    def ask(self, text: str, **changes: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - Context's own fields
        """Give all records of a statement's answer."""
        query = compile_query(text, replace(CONTEXT, **changes))
        total = query.total(self.connection)
        records = query.rows(self.connection, 0, 2_000)
        assert len(records) == total
        return records

    def names(self, text: str, **changes: Any) -> list[str]:  # noqa: ANN401 - Context's own fields
        """Give only the names of the records."""
        return [record["Name"] for record in self.ask(text, **changes)]

    def licenses(self, condition: str, **changes: Any) -> str:  # noqa: ANN401 - Context's own fields
        """Give the last digits of the licenses a condition finds, in order."""
        text = f"SELECT Name FROM sfLma__License__c WHERE {condition} ORDER BY Name"  # noqa: S608 - SOQL, from tests
        found = self.names(text, **changes)
        return "".join(name[-1] for name in found)

    def refused(self, text: str, **changes: Any) -> SoqlError:  # noqa: ANN401 - Context's own fields
        """Give the error of a statement that must not be understood."""
        try:
            compile_query(text, replace(CONTEXT, **changes))
        except SoqlError as error:
            return error
        raise AssertionError(text)
