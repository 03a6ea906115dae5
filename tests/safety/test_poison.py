import sqlite3

import pytest

from lmo_tui.demo.database import open_database
from lmo_tui.demo.schema import SCHEMA
from tests.payloads import PAYLOADS
from tests.safety.conftest import Poisoned
from tests.safety.poison import LICENSE, PEOPLE_AND_THINGS, poison, poisoned_fields, stored

_REACHED_BY = {
    "Account": "sfLma__Account__c",
    "Contact": "sfLma__Contact__c",
    "Lead": "sfLma__Lead__c",
    "User": "LastModifiedById",
    "sfLma__Package__c": "sfLma__Package__c",
    "sfLma__Package_Version__c": "sfLma__Package_Version__c",
}
_EXPECTED = {payload.name: stored(payload.text) for payload in PAYLOADS}


def test_every_payload_has_a_license_of_its_own(poisoned: Poisoned) -> None:
    assert set(poisoned.licenses) == set(_EXPECTED)
    assert len(set(poisoned.licenses.values())) == len(PAYLOADS)


def test_every_text_field_of_a_license_holds_the_payload(poisoned: Poisoned, database: sqlite3.Connection) -> None:
    fields = poisoned_fields(SCHEMA[LICENSE])
    assert {"sfLma__Subscriber_Org_ID__c", "sfLma__Version_Number__c", "Renewal_Owner__c"} <= set(fields)
    for payload, name in poisoned.licenses.items():
        row = database.execute("SELECT * FROM sfLma__License__c WHERE Name = ?", (name,)).fetchone()
        assert {row[field] for field in fields} == {_EXPECTED[payload]}


@pytest.mark.parametrize("target", _REACHED_BY)
def test_every_text_field_that_a_license_leads_to_holds_the_payload(
    poisoned: Poisoned, database: sqlite3.Connection, target: str
) -> None:
    item = SCHEMA[target]
    query = (
        f'SELECT t.* FROM sfLma__License__c l JOIN "{target}" t ON t.Id = l."{_REACHED_BY[target]}" WHERE l.Name = ?'  # noqa: S608 - constants
    )
    for payload, name in poisoned.licenses.items():
        row = database.execute(query, (name,)).fetchone()
        for field in poisoned_fields(item):
            expected = _EXPECTED[payload]
            assert row[field] == (expected if expected or item.fields[field].nillable else "-"), field


def test_history_and_feature_names_are_hostile_too(poisoned: Poisoned, database: sqlite3.Connection) -> None:
    name = poisoned.licenses["escape_title"]
    history = database.execute(
        "SELECT NewValue FROM sfLma__License__History h JOIN sfLma__License__c l ON l.Id = h.ParentId"
        " WHERE l.Name = ? AND DataType <> 'EntityId'",
        (name,),
    ).fetchall()
    switches = database.execute(
        "SELECT sfFma__FullName__c FROM sfFma__FeatureParameterBoolean__c b"
        " JOIN sfLma__License__c l ON l.Id = b.sfFma__License__c WHERE l.Name = ?",
        (name,),
    ).fetchall()

    assert {row[0] for row in history} == {_EXPECTED["escape_title"]}
    assert {row[0] for row in switches} == {_EXPECTED["escape_title"]}


def test_licenses_keep_their_status_and_terms(poisoned: Poisoned, database: sqlite3.Connection) -> None:
    names = list(poisoned.licenses.values())
    marks = ", ".join("?" * len(names))
    rows = database.execute(f"SELECT sfLma__Status__c FROM sfLma__License__c WHERE Name IN ({marks})", names)  # noqa: S608 - question marks

    assert {row[0] for row in rows} == {"Active", "Trial", "Suspended", "Uninstalled"}


def test_clones_have_ids_of_their_own(database: sqlite3.Connection) -> None:
    for target in PEOPLE_AND_THINGS:
        total, different = database.execute(f'SELECT count(*), count(DISTINCT Id) FROM "{target}"').fetchone()  # noqa: S608 - constants
        assert total == different >= len(PAYLOADS)


def test_too_few_licenses_are_refused_rather_than_payloads_lost(poisoned: Poisoned) -> None:
    connection = open_database(poisoned.path, read_only=True)
    with pytest.raises(ValueError, match="want as many licenses"):
        poison(connection, PAYLOADS * 2)
    connection.close()
