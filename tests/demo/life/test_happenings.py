"""What happens by itself: the same for the same seed, and never anything that an LMO could not hold."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmo_tui.demo.database import open_database
from lmo_tui.demo.rules import LICENSE, RECORD_TYPE_OF, offered
from lmo_tui.demo.schema import SCHEMA
from lmo_tui.demo.server import DemoLmo, Options
from tests.demo.fixtures import TODAY
from tests.demo.seed import test_integrity as integrity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lmo_tui.demo.life import Event
    from tests.demo.client import Client

INVARIANTS = (
    integrity.test_every_id_is_of_its_object_and_has_a_right_checksum,
    integrity.test_every_lookup_leads_to_a_record,
    integrity.test_required_fields_are_filled,
    integrity.test_values_fit_their_fields,
    integrity.test_licenses_have_the_version_of_their_own_package_and_never_a_beta,
    integrity.test_each_license_has_one_value_for_each_parameter_of_its_version,
    integrity.test_formula_fields_agree_with_their_sources,
)


class Life:
    """An LMO in which a thousand things have happened."""

    def __init__(self, lmo: DemoLmo, before: dict[str, dict[str, Any]]) -> None:
        self.before = before
        self.events = lmo.live(1_000)
        self.commits = lmo.audit.commits
        self.path = lmo.path


def licenses(connection: sqlite3.Connection) -> dict[str, dict[str, Any]]:
    """All licenses by id."""
    cursor = connection.execute("SELECT * FROM sfLma__License__c")
    names = [column[0] for column in cursor.description]
    return {row[names.index("Id")]: dict(zip(names, row, strict=True)) for row in cursor}


@pytest.fixture(scope="module")
def life(pristine_lmo: Path) -> Iterator[Life]:
    with closing(open_database(pristine_lmo, read_only=True)) as connection:
        before = licenses(connection)
    with DemoLmo(pristine_lmo, Options(today=TODAY)) as lmo:
        yield Life(lmo, before)


@pytest.fixture
def after(life: Life) -> Iterator[sqlite3.Connection]:
    """The data as it is afterwards, in the form in which the seed's own tests look at it."""
    with closing(open_database(life.path, read_only=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda invariant: invariant.__name__.removeprefix("test_"))
def test_the_invariants_of_the_seed_hold_after_a_thousand_events(after: sqlite3.Connection, invariant: Any) -> None:  # noqa: ANN401 (a test of another module)
    invariant(after)
    assert after.execute("SELECT count(*) FROM sfLma__License__c").fetchone()[0] > 60


def test_everything_happens_and_the_counts_add_up(life: Life, after: sqlite3.Connection) -> None:
    happened = Counter(event.kind for event in life.events)
    of_licenses = {"used", "upgraded", "installed", "edited", "renamed", "uninstalled", "deleted"}
    assert set(happened) == {*of_licenses, "measured", "switched"}
    rows = licenses(after)
    assert len(rows) == 60 + happened["installed"]
    assert sum(row["IsDeleted"] for row in rows.values()) == happened["deleted"]
    assert len({row["Name"] for row in rows.values()}) == len(rows)
    new = [row for key, row in rows.items() if key not in life.before]
    assert len({row["sfLma__Subscriber_Org_ID__c"] for row in new}) == len(new)
    assert {row["sfLma__Status__c"] for row in new} <= {"Trial", "Active", "Suspended", "Uninstalled"}


def test_each_event_moves_the_stamps_of_what_it_touches_and_of_nothing_else(
    life: Life, after: sqlite3.Connection
) -> None:
    touched = {event.id for event in life.events}
    for key, row in licenses(after).items():
        moved = row["SystemModstamp"] != life.before.get(key, {}).get("SystemModstamp")
        assert moved == (key in touched), row["Name"]
        assert not moved or row["SystemModstamp"] >= "2026-11-24T12:00:00"
    stamps = dict(after.execute("SELECT Id, SystemModstamp FROM Account WHERE SystemModstamp >= '2026-11-24'"))
    assert set(stamps) == {event.id for event in life.events if event.kind == "renamed"}


def test_no_colleague_saves_what_the_package_refuses(life: Life) -> None:
    rows = {key: dict(row) for key, row in life.before.items()}
    status = {key: row["RecordTypeId"] for key, row in rows.items()}
    for commit in life.commits:
        if commit.object != LICENSE or commit.action == "delete":
            continue
        new = commit.after.get("sfLma__Status__c")
        before = status.get(commit.id)
        automated = new == "Uninstalled" or commit.action == "create"
        assert new is None or automated or new in offered(before), commit
        if new is not None:
            status[commit.id] = RECORD_TYPE_OF[new]
    assert {commit.by for commit in life.commits} == {"behind"}


def test_history_says_what_the_lma_did(life: Life, after: sqlite3.Connection) -> None:
    told = Counter(
        field
        for (field,) in after.execute(
            "SELECT Field FROM sfLma__License__History WHERE CreatedDate >= '2026-11-24' AND DataType <> 'EntityId'"
        )
    )
    happened = Counter(event.kind for event in life.events)
    assert told["created"] == happened["installed"]
    assert told["sfLma__Package_Version__c"] == happened["upgraded"]
    assert told["sfLma__Status__c"] >= happened["uninstalled"]
    gone = [one for one in life.commits if one.after.get("sfLma__Status__c") == "Uninstalled"]
    assert len(gone) == happened["uninstalled"]
    assert all(one.after.get("sfLma__Used_Licenses__c") is None for one in gone)


def test_an_install_leaves_a_lead_with_an_address_and_the_license_points_to_it(after: sqlite3.Connection) -> None:
    rows = after.execute(
        "SELECT d.Company, d.Email, d.LeadSource, l.sfLma__Subscriber_Org_Is_Sandbox__c sandbox"
        " FROM sfLma__License__c l JOIN Lead d ON d.Id = l.sfLma__Lead__c WHERE l.CreatedDate >= '2026-11-24'"
    ).fetchall()
    assert rows
    assert {row["LeadSource"] for row in rows} == {"Package Installation"}
    assert all(row["Company"] and "@" in row["Email"] and not row["sandbox"] for row in rows)


@settings(max_examples=8)
@given(seed=st.integers(0, 10_000), start=st.integers(0, 60))
def test_the_same_seed_is_the_same_life_in_whatever_portions(pristine_lmo: Path, seed: int, start: int) -> None:
    lives: list[list[Event]] = []
    for portion in (60, start):
        with DemoLmo(pristine_lmo, Options(today=TODAY, seed=seed)) as lmo:
            lives.append([*lmo.live(portion), *lmo.live(60 - portion)])
    assert lives[0] == lives[1]
    with DemoLmo(pristine_lmo, Options(today=TODAY, seed=seed + 1)) as lmo:
        assert lmo.live(60) != lives[0]


def test_an_lmo_that_was_kept_goes_on_with_new_names(pristine_lmo: Path, tmp_path: Path) -> None:
    data = shutil.copyfile(pristine_lmo, tmp_path / "kept.db")
    for _ in range(2):
        with DemoLmo(pristine_lmo, Options(today=TODAY, data=data)) as lmo:
            lmo.live(150)
    with closing(open_database(data, read_only=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT Company FROM Lead WHERE CreatedDate >= '2026-11-24'")]
    assert len(names) > 10
    assert len(set(names)) == len(names)


def test_a_client_that_catches_up_sees_all_of_it(lmo_client: Client) -> None:
    lmo = lmo_client.lmo
    events = lmo.live(300)
    span = "?start=2026-11-24T11:00:00Z&end=2026-11-25T00:00:00Z"
    updated = set(lmo_client.get(f"/sobjects/{LICENSE}/updated{span}").json["ids"])
    gone = {one["id"] for one in lmo_client.get(f"/sobjects/{LICENSE}/deleted{span}").json["deletedRecords"]}
    assert gone == {event.id for event in events if event.kind == "deleted"}
    assert updated == {event.id for event in events if event.object == LICENSE} - gone
    new = next(event.id for event in events if event.kind == "installed" and event.id in updated)
    soql = f"SELECT+Id+FROM+{LICENSE}+WHERE+Id='{new}'+AND+sfLma__Package_Version__r.Name!=null"
    assert lmo_client.get(f"/queryAll?q={soql}").json["totalSize"] == 1


def test_metrics_move_by_themselves_and_settings_by_an_engineer(life: Life) -> None:
    automated: set[str] = set()
    engineers: set[str] = set()
    with closing(open_database(life.path, read_only=True)) as connection:
        for event in life.events:
            if event.kind in {"measured", "switched"}:
                sql = (
                    f"SELECT p.sfFma__DataFlowDirection__c, v.LastModifiedById FROM {event.object} v"  # noqa: S608 - names from the schema
                    " JOIN sfFma__FeatureParameter__c p ON p.Id = v.sfFma__FeatureParameter__c WHERE v.Id = ?"
                )
                direction, by = connection.execute(sql, (event.id,)).fetchone()
                assert direction == ("Subscriber to LMO" if event.kind == "measured" else "LMO to Subscriber")
                (automated if event.kind == "measured" else engineers).add(by)
    assert len(automated) == 1
    assert len(engineers) > 1
    assert automated.isdisjoint(engineers)


def test_many_events_are_all_told_to_the_audit(pristine_lmo: Path) -> None:
    with DemoLmo(pristine_lmo, Options(today=TODAY)) as lmo:
        events = lmo.live(1_500)
        commits = {(commit.object, commit.id) for commit in lmo.audit.commits}
    assert len(events) == 1_500
    assert {(event.object, event.id) for event in events} <= commits
    assert {event.object for event in events} <= set(SCHEMA)
