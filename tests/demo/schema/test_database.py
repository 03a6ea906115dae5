"""The tables keep formulas true to their sources and text comparable as the platform compares it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from lmo_tui.demo import database
from lmo_tui.demo.schema import FORMAT, SCHEMA, ids

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(database.create(":memory:")) as made:
        yield made


def _license(connection: sqlite3.Connection, **values: object) -> None:
    row = {"Id": ids.record_id("a05", 1), "Name": "L-00001", **values}
    columns = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" for _ in row)
    connection.execute(f'INSERT INTO "sfLma__License__c" ({columns}) VALUES ({marks})', tuple(row.values()))  # noqa: S608 - our own names


def _one(connection: sqlite3.Connection, column: str) -> object:
    value: object = connection.execute(f'SELECT "{column}" FROM "sfLma__License__c"').fetchone()[0]  # noqa: S608 - our own name
    return value


@pytest.mark.parametrize(
    ("seats", "shown"), [(25, "25"), (0, "0"), (-1, "Site License"), (None, "Site License"), (99_000_000, "99000000")]
)
def test_licensed_seats_is_text(connection: sqlite3.Connection, seats: int | None, shown: str) -> None:
    _license(connection, sfLma__Seats__c=seats)
    assert _one(connection, "sfLma__Licensed_Seats__c") == shown


@pytest.mark.parametrize(
    ("expiration", "shown"),
    [("2027-01-31", "2027-01-31"), ("1970-01-01", "Does not expire"), (None, "Does not expire")],
)
def test_expiration_date_is_text(connection: sqlite3.Connection, expiration: str | None, shown: str) -> None:
    _license(connection, sfLma__Expiration__c=expiration)
    assert _one(connection, "sfLma__Expiration_Date__c") == shown


@pytest.mark.parametrize("kind", ids.LICENSE_RECORD_TYPES, ids=lambda kind: kind.name)
def test_license_status_follows_the_record_type(connection: sqlite3.Connection, kind: ids.RecordType) -> None:
    _license(connection, RecordTypeId=kind.id)
    assert _one(connection, "sfLma__License_Status__c") == kind.name


def test_numbers_come_back_as_the_wire_has_them(connection: sqlite3.Connection) -> None:
    _license(connection, sfLma__Seats__c=25)
    assert repr(_one(connection, "sfLma__Seats__c")) == "25.0"


def test_a_persons_name_is_made_of_its_parts(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO Contact (Id, FirstName, LastName) VALUES ('1', 'Ada', 'Byron'), ('2', NULL, 'Cher')"
    )
    assert connection.execute("SELECT Name FROM Contact ORDER BY Id").fetchall() == [("Ada Byron",), ("Cher",)]


def test_the_next_refresh_is_a_week_after_the_last(connection: sqlite3.Connection) -> None:
    connection.execute(
        """INSERT INTO "sfLma__Package__c" (Id, "sfLma__Last_License_Refresh__c") VALUES ('1', '2026-12-28')"""
    )
    assert connection.execute('SELECT "sfLma__Next_Available_Refresh__c" FROM "sfLma__Package__c"').fetchone() == (
        "2027-01-04",
    )


def test_ids_differ_by_case_and_text_does_not(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO Account (Id, Name) VALUES ('a', 'Acme'), ('A', 'Other')")
    assert connection.execute("SELECT count(*) FROM Account WHERE Id = 'a'").fetchone() == (1,)
    assert connection.execute("SELECT count(*) FROM Account WHERE Name = 'ACME'").fetchone() == (1,)


def test_indexes_can_come_after_a_bulk_load() -> None:
    count = "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    with closing(database.create(":memory:", with_indexes=False)) as bare:
        assert bare.execute(count).fetchone() == (0,)
        database.add_indexes(bare)
        assert bare.execute(count).fetchone()[0] > sum(len(item.indexes) for item in SCHEMA.values())


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT COUNT(*) FROM "sfLma__License__c" WHERE "IsDeleted" = 0',
        'SELECT COUNT(*) FROM "sfLma__License__c" WHERE "IsDeleted" = 0 GROUP BY "sfLma__Status__c"',
    ],
)
def test_counts_are_answered_by_an_index_alone(connection: sqlite3.Connection, sql: str) -> None:
    steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert any("COVERING INDEX" in step for step in steps), steps


def test_a_file_keeps_its_format_and_opens_read_only(tmp_path: Path) -> None:
    path = tmp_path / "odd ?#% name.db"
    database.create(path).close()
    connection = database.open_database(path, read_only=True)
    assert connection.execute("PRAGMA user_version").fetchone() == (FORMAT,)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM Account")
    connection.close()


def test_a_missing_file_is_an_error_not_an_empty_database(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        database.open_database(tmp_path / "absent.db")


def test_case_is_folded_beyond_ascii(connection: sqlite3.Connection) -> None:
    assert connection.execute("SELECT sf_fold('ÉCLAIR') = sf_fold('éclair'), sf_fold(NULL)").fetchone() == (1, None)
