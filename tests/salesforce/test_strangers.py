"""A server that is not ours must work as well: nothing may depend on the demo."""

from datetime import date

import pytest

from lmo_tui.domain.edits import Change, Edit
from lmo_tui.domain.errors import BadAnswerError, NoAccessError, UnknownOutcomeError
from lmo_tui.domain.ids import long_id
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.ports import LicenseRepository
from lmo_tui.salesforce.connection import connect
from tests.salesforce.conftest import TOKEN, Serve
from tests.salesforce.stranger import ORG_ID, USER_ID, Row, Stranger, a_field
from tests.salesforce.stub import Reply, Seen, Stub, fault, reply
from tests.salesforce.whole import everything

BARE = [
    *(a_field(name) for name in ("Id", "Name", "SystemModstamp", "LastModifiedDate", "RecordTypeId")),
    a_field("sfLma__Status__c", "picklist", updateable=True),
    a_field("sfLma__Seats__c", "double", updateable=True),
    a_field("sfLma__Expiration__c", "date"),
    a_field("sfLma__Is_Sandbox__c", "boolean"),
    a_field("sfLma__Account__c", "reference"),
    a_field("sfLma__Lead__c", "reference"),
    a_field("sfLma__Package__c", "reference"),
    a_field("sfLma__Package_Version__c", "reference"),
    a_field("acme__Region__c", "picklist", label="R\u00e9gion\x1b[2J"),
    a_field("Notes__c", "textarea"),
    a_field("Share__c", "percent"),
    a_field("Seen__c", "datetime"),
    a_field("Where__c", "location"),
    a_field("Odd, Name__c", "string"),
]
PARENTS = {
    "Account": ["Id", "Name"],
    "sfLma__Package__c": ["Id", "Name"],
    "sfLma__Package_Version__c": ["Id", "Name", "sfLma__Package__c", "sfLma__Version__c"],
}
PACKAGE, VERSION = long_id("a0X000000000001"), long_id("a0Y000000000001")


def a_row(key: str, **more: object) -> Row:
    ordinary: Row = {
        "attributes": {"type": "sfLma__License__c", "url": "/x"},
        "Id": key,
        "Name": f"LIC-{key[-3:]}",
        "SystemModstamp": "2026-11-24T10:00:00.000+0000",
        "LastModifiedDate": "2026-11-24T10:00:00.000+0000",
        "RecordTypeId": None,
        "sfLma__Status__c": "Active",
        "sfLma__Seats__c": 25.0,
        "sfLma__Expiration__c": "1970-01-01",
        "sfLma__Is_Sandbox__c": False,
        "sfLma__Account__c": long_id("001000000000001"),
        "sfLma__Account__r": {"attributes": {}, "Name": "Globex"},
        "sfLma__Lead__c": long_id("00Q000000000001"),
        "sfLma__Package__c": PACKAGE,
        "sfLma__Package__r": {"attributes": {}, "Name": "Billing"},
        "sfLma__Package_Version__c": VERSION,
        "sfLma__Package_Version__r": {"attributes": {}, "Name": "Winter"},
    }
    return {**ordinary, **more}


TWINS = (long_id("a05000000000aBc"), long_id("a05000000000AbC"))
ROWS = [
    a_row(TWINS[0], sfLma__Seats__c="7", acme__Region__c="EU\x07"),
    a_row(TWINS[1], sfLma__Seats__c=-3, sfLma__Expiration__c=None),
    a_row("a05000000000001", sfLma__Account__r=None, sfLma__Account__c=None, Share__c=12.5),
    a_row("a05000000000002zzz", sfLma__Seats__c=None, Seen__c="2026-11-24T10:00:00.000+0000", Unknown__c=[1]),
    *(a_row(long_id(f"a0500000000001{number}")) for number in range(6)),
]
VERSIONS = [
    {"Id": VERSION, "Name": "Winter", "sfLma__Package__c": PACKAGE, "sfLma__Version__c": "3.9"},
    {"Id": long_id("a0Y000000000002"), "Name": "Spring", "sfLma__Package__c": PACKAGE, "sfLma__Version__c": "3.10"},
]


def open_stub(stub: Stub) -> LicenseRepository:
    return connect(instance_url=f"{stub.url}/", access_token=f"{TOKEN}\n", alias="else", may_write=lambda: True)


@pytest.fixture
def stub(serve: Serve) -> Stub:
    return serve(Stranger(ROWS, BARE, PARENTS, VERSIONS).answers)


@pytest.fixture
def stranger(stub: Stub) -> LicenseRepository:
    return open_stub(stub)


def test_every_license_is_read_whatever_the_pages(
    stranger: LicenseRepository, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lmo_tui.salesforce.repository.FIRST_PAGE", len(ROWS))
    found = everything(stranger)
    assert len(found) == len(ROWS)
    assert stranger.count() == len(ROWS)
    assert {seen.path.split("/")[3] for seen in stub.seen if "data/v" in seen.path} == {"v60.0"}


def test_ids_that_differ_only_in_case_are_two_licenses(stranger: LicenseRepository) -> None:
    small, large = (stranger.license(each) for each in TWINS)
    assert (small.id, large.id) == TWINS
    assert (small.seats, large.seats) == (7, None)
    assert small.id.casefold()[:15] == large.id.casefold()[:15]


def test_odd_values_are_read_as_they_are_meant(stranger: LicenseRepository) -> None:
    found = {each.id: each for each in everything(stranger)}
    third, fourth = found[long_id("a05000000000001")], found["a05000000000002zzz"]
    assert (third.account, third.account_id, third.seats, third.expires) == ("", "", 25, None)
    assert (fourth.seats, fourth.record_type_id) == (None, "")
    assert fourth.version == "Winter"
    assert fourth.latest_version == "3.10"
    assert fourth.package == "Billing"


def test_what_is_missing_is_unseen_and_what_is_extra_is_shown(stranger: LicenseRepository) -> None:
    access = stranger.access()
    assert access.updateable == {Field.STATUS, Field.SEATS}
    assert {
        "lead",
        "company",
        "lead_email",
        "contact",
        "contact_id",
        "org_id",
        "used",
        "license_status",
    } <= access.unseen
    assert not {"account", "status", "seats", "expires", "sandbox", "version", "latest_version"} & access.unseen
    license_ = stranger.license(TWINS[0])
    assert license_.unseen == access.unseen
    assert license_.extra == (
        ("R\u00e9gion\u241b[2J", "EU\u2407"),
        ("Label of Notes__c", ""),
        ("Label of Share__c", ""),
        ("Label of Seen__c", ""),
    )
    assert dict(stranger.license("a05000000000001").extra)["Label of Share__c"] == "12.5%"
    assert dict(stranger.license("a05000000000002zzz").extra)["Label of Seen__c"] == "2026-11-24 10:00 UTC"


def test_an_org_of_which_little_can_be_seen_is_unknown_and_so_counts_as_production(stranger: LicenseRepository) -> None:
    org = stranger.org()
    assert (org.id, org.name, org.user_id, org.user_name) == (ORG_ID, "Elsewhere Inc.", USER_ID, "Ann Other")
    assert org.org_class is OrgClass.UNKNOWN
    assert not org.instance_url.endswith("/")


def test_labels_are_not_values(serve: Serve) -> None:
    choices = [{"label": "Aktiv", "value": "Active", "validFor": []}, {"label": "Gesperrt", "value": "Suspended"}]
    server = Stranger(ROWS, BARE, PARENTS)

    def answers(seen: Seen) -> Reply:
        return reply({"values": choices, "eTag": "x"}) if "/ui-api/" in seen.path else server.answers(seen)

    offered = open_stub(serve(answers)).offered_statuses("012000000000001AAA")
    assert offered == ("Active", "Suspended")


def test_an_org_without_ui_api_offers_nothing(stranger: LicenseRepository) -> None:
    assert stranger.offered_statuses("012000000000001AAA") is None


def test_a_demo_is_one_only_on_this_machine_and_by_its_instance(serve: Serve) -> None:
    real = {"Id": ORG_ID, "Name": "X", "OrganizationType": "Enterprise Edition", "IsSandbox": False}
    whole = {**real, "TrialExpirationDate": None, "InstanceName": "EU42"}
    assert open_stub(serve(Stranger([], BARE, organization=whole).answers)).org().org_class is OrgClass.PRODUCTION
    demo = {**whole, "InstanceName": "DEMO"}
    assert open_stub(serve(Stranger([], BARE, organization=demo).answers)).org().org_class is OrgClass.DEMO


def test_an_org_without_the_license_management_app_is_told(serve: Serve) -> None:
    def answers(seen: Seen) -> Reply:
        if seen.path == "/services/data":
            return reply([{"version": "68.0"}, {"version": "71.0"}])
        return fault(404, "NOT_FOUND")

    repository = open_stub(serve(answers))
    with pytest.raises(NoAccessError, match="License Management App"):
        repository.access()


def test_a_success_that_is_not_204_is_not_taken_for_one(serve: Serve) -> None:
    server = Stranger(ROWS, BARE, PARENTS)

    def answers(seen: Seen) -> Reply:
        return reply({"success": True}) if seen.method == "PATCH" else server.answers(seen)

    stub = serve(answers)
    repository = open_stub(stub)
    license_ = repository.license(TWINS[1])
    edit = Edit(license_, (Change(Field.EXPIRES, None, date(2027, 1, 31)),))
    with pytest.raises(UnknownOutcomeError, match="not known"):
        repository.update(edit, license_.modified)
    (write,) = [seen for seen in stub.seen if seen.method == "PATCH"]
    assert write.path.endswith(f"/{TWINS[1]}")
    assert write.headers["if-unmodified-since"] == "Tue, 24 Nov 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    "following",
    [
        None,
        "",
        "https://evil.example/services/data/x",
        "@evil.example/",
        ".evil.example/services/data/",
        "/x\r\nHost: y",
    ],
)
def test_half_a_list_is_never_taken_for_the_whole(following: str | None, serve: Serve) -> None:
    server = Stranger(ROWS, BARE, PARENTS)

    def answers(seen: Seen) -> Reply:
        if "FROM sfLma__License__c" in seen.query:
            return reply({"totalSize": 1, "done": False, "records": ROWS[:2], "nextRecordsUrl": following})
        return server.answers(seen)

    stub = serve(answers)
    with pytest.raises(BadAnswerError):
        everything(open_stub(stub))


def test_a_list_that_leads_to_itself_ends(serve: Serve) -> None:
    server = Stranger(ROWS, BARE, PARENTS)
    again = "/services/data/v60.0/query/01g-1"

    def answers(seen: Seen) -> Reply:
        if ("ORDER BY Id" in seen.query and "LIMIT" not in seen.query) or seen.path == again:
            return reply({"done": False, "records": [], "nextRecordsUrl": again})
        return server.answers(seen)

    with pytest.raises(BadAnswerError, match="never ends"):
        everything(open_stub(serve(answers)))


@pytest.mark.parametrize("broken", [{"Id": None}, {"Id": "x"}, {"sfLma__Seats__c": "many"}, {"sfLma__Account__r": "x"}])
def test_a_record_that_cannot_be_a_license_is_one_clear_error(broken: Row, serve: Serve) -> None:
    stub = serve(Stranger([{**ROWS[0], **broken}], BARE, PARENTS).answers)
    with pytest.raises(BadAnswerError):
        everything(open_stub(stub))


def test_more_own_fields_than_a_url_can_carry_are_cut(serve: Serve) -> None:
    many = [a_field(f"acme__A_rather_long_name_of_a_field_{number:03}__c") for number in range(400)]
    stub = serve(Stranger(ROWS, [*BARE, *many], PARENTS).answers)
    repository = open_stub(stub)
    found = everything(repository)
    assert 50 < len(found[0].extra) < 400
    assert max(len(seen.query) for seen in stub.seen) <= 10_000
