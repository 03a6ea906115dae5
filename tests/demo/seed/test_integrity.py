"""What must be true of every record, whatever the size."""

import re
import sqlite3

from lmo_tui.demo.schema import SCHEMA, parent_object
from lmo_tui.demo.schema.ids import id18
from lmo_tui.demo.schema.metadata import METADATA
from lmo_tui.demo.seed import team

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _filled(lmo: sqlite3.Connection, table: str, column: str) -> list[object]:
    return [row[0] for row in lmo.execute(f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')]  # noqa: S608 - names from the schema


def test_every_object_has_records(lmo: sqlite3.Connection) -> None:
    seeded = set(SCHEMA) - {item.name for item in METADATA}  # What tells of the setup is written at each start.
    empty = [name for name in sorted(seeded) if not lmo.execute(f'SELECT 1 FROM "{name}"').fetchone()]  # noqa: S608 - names from the schema

    assert empty == []


def test_every_id_is_of_its_object_and_has_a_right_checksum(lmo: sqlite3.Connection) -> None:
    for item in SCHEMA.values():
        for value in _filled(lmo, item.name, "Id"):
            assert isinstance(value, str)
            assert value.startswith(item.key_prefix)
            assert id18(value[:15]) == value


def test_every_lookup_leads_to_a_record(lmo: sqlite3.Connection) -> None:
    for item in SCHEMA.values():
        for field in item.fields.values():
            if field.type != "reference":
                continue
            targets = {name for name in field.reference_to if name in SCHEMA}
            assert parent_object(field) is not None
            known = {value for name in targets for value in _filled(lmo, name, "Id")}
            assert set(_filled(lmo, item.name, field.name)) <= known, f"{item.name}.{field.name}"


def test_required_fields_are_filled(lmo: sqlite3.Connection) -> None:
    for item in SCHEMA.values():
        for field in item.fields.values():
            if not field.nillable:
                missing = lmo.execute(f'SELECT count(*) FROM "{item.name}" WHERE "{field.name}" IS NULL')  # noqa: S608 - names from the schema
                assert missing.fetchone()[0] == 0, f"{item.name}.{field.name}"


def test_values_fit_their_fields(lmo: sqlite3.Connection) -> None:
    for item in SCHEMA.values():
        for field in item.fields.values():
            for value in _filled(lmo, item.name, field.name):
                where = f"{item.name}.{field.name}: {value!r}"
                if field.is_text and field.type != "anyType":
                    assert isinstance(value, str), where
                    assert 0 < len(value) <= field.length, where
                    assert not field.picklist or value in field.picklist, where
                elif field.type == "datetime":
                    assert _MOMENT.fullmatch(str(value)), where
                elif field.type == "date":
                    assert _DAY.fullmatch(str(value)), where
                elif field.is_number:
                    assert isinstance(value, int | float), where


def test_nothing_happens_in_the_future_or_before_it_was_made(lmo: sqlite3.Connection) -> None:
    for item in SCHEMA.values():
        if "LastModifiedDate" not in item.fields:
            continue
        rows = lmo.execute(f'SELECT CreatedDate, LastModifiedDate, SystemModstamp FROM "{item.name}"')  # noqa: S608 - names from the schema
        for created, modified, stamp in rows:
            assert created <= modified <= stamp < "2026-11-24", item.name


def test_licenses_have_the_version_of_their_own_package_and_never_a_beta(lmo: sqlite3.Connection) -> None:
    rows = lmo.execute(
        "SELECT l.sfLma__Package__c, v.sfLma__Package__c, v.sfLma__Is_Beta__c, l.sfLma__Version_Number__c,"
        " v.sfLma__Version_Number__c FROM sfLma__License__c l"
        " JOIN sfLma__Package_Version__c v ON v.Id = l.sfLma__Package_Version__c"
    ).fetchall()

    assert all(package == its and not beta and number == same for package, its, beta, number, same in rows)
    assert lmo.execute("SELECT count(*) FROM sfLma__Package_Version__c WHERE sfLma__Is_Beta__c").fetchone()[0] == 6


def test_each_license_has_one_value_for_each_parameter_of_its_version(lmo: sqlite3.Connection) -> None:
    junctions = " UNION ALL ".join(
        f"SELECT sfFma__License__c license, sfFma__FeatureParameter__c parameter FROM sfFma__FeatureParameter{kind}__c"  # noqa: S608 - constants
        for kind in ("Boolean", "Integer", "Date")
    )
    found = lmo.execute(f"SELECT license, parameter FROM ({junctions})").fetchall()  # noqa: S608 - constants
    parameters: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
    for row in lmo.execute("SELECT * FROM sfFma__FeatureParameter__c"):
        introduced = tuple(map(int, row["sfFma__IntroducedInPackageVersion__c"].split(".")))
        parameters.setdefault(row["sfFma__Package__c"], []).append((row["Id"], introduced))
    expected = {
        (row["Id"], parameter)
        for row in lmo.execute("SELECT Id, sfLma__Package__c, sfLma__Version_Number__c FROM sfLma__License__c")
        for parameter, introduced in parameters[row["sfLma__Package__c"]]
        if tuple(map(int, row["sfLma__Version_Number__c"].split("."))) >= introduced
    }

    assert len(found) == len(expected)
    assert {tuple(row) for row in found} == expected


def test_formula_fields_agree_with_their_sources(lmo: sqlite3.Connection) -> None:
    for row in lmo.execute(
        "SELECT l.*, t.Name AS kind FROM sfLma__License__c l JOIN RecordType t ON t.Id = l.RecordTypeId"
    ):
        assert row["sfLma__License_Status__c"] == row["kind"]
        assert row["sfLma__Org_Edition__c"] == row["sfLma__Org_Type__c"]
        assert row["sfLma__Instance__c"] == row["sfLma__Org_Instance__c"]
        assert row["sfLma__Package_Version_Number__c"] == row["sfLma__Version_Number__c"]
        seats = row["sfLma__Seats__c"]
        site = seats is None or seats < 0
        assert row["sfLma__Licensed_Seats__c"] == ("Site License" if site else str(int(seats)))
        assert (row["sfLma__Expiration_Date__c"] == "Does not expire") == (
            row["sfLma__Expiration__c"] in {None, "1970-01-01"}
        )


def test_the_people_of_the_lmo_are_who_the_team_says(lmo: sqlite3.Connection) -> None:
    people = {row["Id"]: row for row in lmo.execute("SELECT * FROM User")}

    assert people[team.ADMINISTRATOR]["Name"] == "Dana Smith"
    assert not people[team.INACTIVE_LEAD_MANAGER]["IsActive"]
    assert people[team.AUTOMATED]["UserType"] == "AutomatedProcess"
    assert lmo.execute("SELECT Id FROM Organization").fetchone()[0] == team.ORGANIZATION_ID


def test_packages_carry_the_ids_of_packages_and_versions(lmo: sqlite3.Connection) -> None:
    packages = _filled(lmo, "sfLma__Package__c", "sfLma__Package_ID__c")
    versions = _filled(lmo, "sfLma__Package_Version__c", "sfLma__Version_ID__c")

    assert len(packages) == 6
    assert {str(value)[:3] for value in packages} == {"033"}
    assert {str(value)[:3] for value in versions} == {"04t"}
    assert all(id18(str(value)[:15]) == value for value in (*packages, *versions))
