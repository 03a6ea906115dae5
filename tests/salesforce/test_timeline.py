"""The past of a license as the org tells it: replayed backwards it is what really was."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, Final

import pytest

from lmo_tui.demo.clock import moment
from lmo_tui.demo.server import DemoLmo
from lmo_tui.domain.edits import Change, Edit, Value
from lmo_tui.domain.errors import BadEntryError, NoAccessError
from lmo_tui.domain.ids import same_id
from lmo_tui.domain.licenses import Field, License, expiration_from_wire, seats_from_wire
from lmo_tui.domain.ports import LicenseRepository
from lmo_tui.domain.timeline import VERSION_ID, timeline
from lmo_tui.salesforce.histories import read_history
from tests.demo.fixtures import odd_license
from tests.fakes.profile import LONG
from tests.salesforce.conftest import MakeClient, Open, Serve
from tests.salesforce.stub import fault, reply

LICENSE: Final = "sfLma__License__c"
WIRE: Final = {
    "status": "sfLma__Status__c",
    "seats": "sfLma__Seats__c",
    "expires": "sfLma__Expiration__c",
    VERSION_ID: "sfLma__Package_Version__c",
}
HISTORIES: Final = 500 if LONG else 40


class Past:
    """Lets random things happen to a license of a demo LMO, and knows from its audit what it was when."""

    def __init__(self, lmo: DemoLmo, repository: LicenseRepository, key: str, random: Random) -> None:
        self.lmo, self.repository, self.key, self.random = lmo, repository, key, random
        self.versions = [
            str(lmo.value("SELECT Id FROM sfLma__Package_Version__c ORDER BY Id LIMIT 1 OFFSET ?", place))
            for place in range(6)
        ]
        self.commits = len(lmo.audit.commits)
        self.begun = lmo.clock.now()
        self.first = {name: lmo.value(f"SELECT {wire} FROM {LICENSE} WHERE Id = ?", key) for name, wire in WIRE.items()}  # noqa: S608 - names of this file

    def happen(self) -> None:
        """One change: by this user through the API, or by somebody else, a moment or a month after the last."""
        random = self.random
        self.lmo.clock.advance(random.choice((0, 0, 1, 90, 86_400, 40 * 86_400)))
        wanted: dict[str, Any] = {
            "status": random.choice(("Active", "Suspended", "Trial")),
            "seats": random.choice((-1, None, 0, 5, 70)),
            "expires": random.choice((None, "1970-01-01", "2031-01-31", "2030-06-30")),
            VERSION_ID: random.choice(self.versions),
        }
        chosen = random.sample(sorted(wanted), random.randint(1, 3))
        if random.random() < 0.4:
            self.edit()
        else:
            self.lmo.change(LICENSE, self.key, {WIRE[name]: wanted[name] for name in chosen})

    def edit(self) -> None:
        """Seats, by the road that the program takes."""
        held = self.repository.license(self.key)
        seats = self.random.choice((None, 3, 4, 60))
        if not held.uninstalled and held.seats != seats:
            self.repository.update(Edit(held, (Change(Field.SEATS, held.seats, seats),)), None)

    def at(self, when: datetime) -> Mapping[str, Value]:
        """What it was, by the audit alone."""
        values = dict(self.first)
        for commit in self.lmo.audit.commits[self.commits :]:
            if same_id(commit.id, self.key) and moment(commit.at) <= when:
                values |= {name: commit.after[wire] for name, wire in WIRE.items() if wire in commit.after}
        return {
            "status": str(values["status"]),
            "seats": seats_from_wire(None if values["seats"] is None else float(str(values["seats"]))),
            "expires": expiration_from_wire(date.fromisoformat(str(values["expires"])) if values["expires"] else None),
            VERSION_ID: str(values[VERSION_ID]),
        }


def test_as_of_is_what_the_audit_of_the_org_replays_to(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    repository = open_lmo(demo_lmo)
    demo_lmo.clock.stand()
    keys = [odd_license(demo_lmo, each) for each in ("over_used", "site_used", "old_version", "never_1970")]
    compared = 0
    for number in range(HISTORIES):
        random = Random(number)  # noqa: S311 - for a test, not for a secret
        past = Past(demo_lmo, repository, random.choice(keys), random)
        for _ in range(random.randint(0, 9)):
            past.happen()
        now = demo_lmo.clock.now()
        told = timeline(repository.license(past.key), repository.history(past.key), ())
        # Whole seconds: within one, neither the audit nor the history tells before from after.
        length = int((now - past.begun).total_seconds())
        for back in {0, length, *(random.randint(0, length) for _ in range(4))}:
            at = past.begun + timedelta(seconds=back)
            values = told.as_of(at, now).values
            assert {name: values[name] for name in WIRE} == past.at(at), (number, at)
            compared += 1
        demo_lmo.clock.advance(5)
    assert compared > 3 * HISTORIES / 2


def test_a_save_of_ours_and_its_row_are_told_by_one_query_with_versions_by_name(
    demo_lmo: DemoLmo, open_lmo: Open
) -> None:
    repository, key = open_lmo(demo_lmo), odd_license(demo_lmo, "old_version")
    new = demo_lmo.value("SELECT max(Id) FROM sfLma__Package_Version__c")
    demo_lmo.change(LICENSE, key, {WIRE[VERSION_ID]: new})
    name = demo_lmo.value("SELECT Name FROM sfLma__Package_Version__c WHERE Id = ?", new)
    license_ = repository.license(key)
    before = len(demo_lmo.audit.requests)
    told = timeline(license_, repository.history(key), ())
    assert len(demo_lmo.audit.requests) == before + 1
    upgrades = [event for event in told.events if event.name == "version" and event.at.date() == demo_lmo.today]
    assert [event.after for event in upgrades] == [name]
    assert told.events[-1].what in {"created", "installed"}


def test_a_history_that_is_not_there_is_an_error_of_its_own(serve: Serve, make_client: MakeClient) -> None:
    codes = ["INVALID_TYPE", "INSUFFICIENT_ACCESS", "INVALID_FIELD"]
    client = make_client(serve(lambda _: fault(400, codes.pop(), "sObject type is not supported")))
    for _ in tuple(codes):
        with pytest.raises(NoAccessError, match="own history of licenses cannot be read"):
            read_history(client, "a0L5g0000000042")
    assert codes == []


def test_other_lookups_are_told_by_name_and_fields_of_the_isv_as_they_are(
    serve: Serve, make_client: MakeClient
) -> None:
    told: tuple[tuple[object, ...], ...] = (
        ("ownerAssignment", "EntityId", "0055g0000000US1", "0055g0000000US2"),
        ("ownerAssignment", "Text", "A", "B"),
        ("Score__c", "Double", 1.0, 2.5),
        ("sfLma__Seats__c", "Double", -1.0, 7.0),
    )
    names = ("Field", "DataType", "OldValue", "NewValue")
    common = {
        "Id": "017000000000001",
        "CreatedDate": "2026-11-01T10:00:00.000+0000",
        "CreatedBy": {"Name": "\x1b[2JEve"},
    }
    records = [common | dict(zip(names, each, strict=True)) for each in told]
    stub = serve(lambda _: reply({"records": records, "done": True, "totalSize": 4}))
    rows = read_history(make_client(stub), "a0L5g0000000042")
    assert [(row.field, row.old, row.new) for row in rows] == [
        ("ownerAssignment", "A", "B"),
        ("Score__c", "1", "2.5"),
        ("seats", None, 7),
    ]
    assert "\x1b" not in rows[0].by


def test_before_it_was_created_there_is_no_license(demo_lmo: DemoLmo, open_lmo: Open) -> None:
    license_: License = open_lmo(demo_lmo).license(odd_license(demo_lmo, "over_used"))
    with pytest.raises(BadEntryError, match="was not there yet"):
        timeline(license_, [], ()).as_of(datetime(2001, 1, 1, tzinfo=UTC), demo_lmo.clock.now())
