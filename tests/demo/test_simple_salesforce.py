"""simple-salesforce, unmodified, against the demo LMO: only its https is led to the loopback server's http."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

import pytest
import requests
from requests.adapters import HTTPAdapter
from simple_salesforce.api import Salesforce
from simple_salesforce.exceptions import (
    SalesforceExpiredSession,
    SalesforceGeneralError,
    SalesforceMalformedRequest,
    SalesforceResourceNotFound,
)
from simple_salesforce.format import format_soql

from tests.demo.fixtures import odd_license
from tests.demo.test_jsforce import add_accounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lmo_tui.demo.server import DemoLmo
    from tests.demo.client import Client

LICENSE = "sfLma__License__c"

Session: TypeAlias = Any
"""What the library makes of `session.sfLma__License__c` is more than its annotations know."""


class _Plain(HTTPAdapter):
    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:  # noqa: ANN401 (as requests has it)
        request.url = "http" + str(request.url).removeprefix("https")
        return super().send(request, *args, **options)


def _content(error: SalesforceMalformedRequest) -> Any:  # noqa: ANN401 (the library says bytes where it is JSON)
    return error.content


@pytest.fixture
def session(demo_lmo: DemoLmo) -> Iterator[Session]:
    """A direct session, as the library's documentation makes one."""
    with requests.Session() as transport:
        transport.mount(f"https://{urlsplit(demo_lmo.url).netloc}/", _Plain())
        yield Salesforce(instance_url=demo_lmo.url, session_id=demo_lmo.token, version="68.0", session=transport)


def test_reading(session: Session, demo_lmo: DemoLmo, lmo_client: Client) -> None:
    add_accounts(lmo_client, 2_200)
    found = session.query_all("SELECT Id FROM Account WHERE Name LIKE 'Filler%'")
    assert (found["totalSize"], len(found["records"])) == (2_200, 2_200)
    lazy = session.query_all_iter("SELECT Name FROM Account WHERE Name LIKE 'Filler%'")
    assert len({row["Name"] for row in lazy}) == 2_200
    key = odd_license(demo_lmo, "over_used")
    assert session.sfLma__License__c.get(key)["sfLma__Seats__c"] == 25.0
    several = session.restful(f"composite/sobjects/{LICENSE}", method="POST", json={"ids": [key], "fields": ["Name"]})
    assert several[0]["Id"] == key
    assert session.query("SELECT COUNT() FROM sfLma__License__c")["totalSize"] == 60
    assert len(session.sfLma__License__c.describe()["fields"]) > 40
    assert session.describe()["maxBatchSize"] == 200
    assert session.limits()["DailyApiRequests"]["Max"] == 100_000
    assert session.api_usage["api-usage"].total == 100_000
    name = format_soql("SELECT Id FROM Account WHERE Name = {}", "O'Malley's D'Or")
    assert session.query(name)["totalSize"] == 1


def test_groups_and_subqueries(session: Session) -> None:
    groups = session.query("SELECT sfLma__Status__c, COUNT(Id) FROM sfLma__License__c GROUP BY sfLma__Status__c")
    assert sum(row["expr0"] for row in groups["records"]) == 60
    packages = session.query("SELECT Name, (SELECT Name FROM sfLma__Licenses__r) FROM sfLma__Package__c")["records"]
    nested = [row["sfLma__Licenses__r"]["totalSize"] for row in packages if row["sfLma__Licenses__r"]]
    assert sum(nested) == 60


def test_searching(session: Session) -> None:
    found = session.search("FIND {plumber} IN NAME FIELDS RETURNING Account(Id, Name)")["searchRecords"]
    assert [record["Name"] for record in found] == ['Joe "The Plumber" & Sons']
    quick = session.quick_search(r"L\-00042")["searchRecords"]
    assert [record["attributes"]["type"] for record in quick] == [LICENSE]
    with pytest.raises(SalesforceMalformedRequest) as malformed:
        session.quick_search("L-00042")
    assert _content(malformed.value)[0]["errorCode"] == "MALFORMED_SEARCH"


def test_writing(session: Session, demo_lmo: DemoLmo) -> None:
    key = odd_license(demo_lmo, "over_used")
    assert session.sfLma__License__c.update(key, {"sfLma__Seats__c": 50}) == 204
    rows = [{"attributes": {"type": LICENSE}, "id": key, "sfLma__Seats__c": seats} for seats in (51, -51)]
    saved = session.restful("composite/sobjects", method="PATCH", json={"allOrNone": False, "records": rows})
    assert [row["success"] for row in saved] == [True, False]
    later = {"If-Unmodified-Since": "Tue, 24 Nov 2099 12:00:00 GMT"}
    assert session.sfLma__License__c.update(key, {"sfLma__Seats__c": 52}, headers=later) == 204
    made = session.Account.create({"Name": "Globex"})
    assert made["success"]
    assert session.Account.delete(made["id"]) == 204


def test_catching_up(session: Session, demo_lmo: DemoLmo) -> None:
    saved, gone = odd_license(demo_lmo, "over_used"), odd_license(demo_lmo, "nobody")
    session.sfLma__License__c.update(saved, {"sfLma__Seats__c": 50})
    session.sfLma__License__c.delete(gone)
    span = datetime(2026, 11, 24, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC)
    assert session.sfLma__License__c.updated(*span)["ids"] == [saved]
    assert [one["id"] for one in session.sfLma__License__c.deleted(*span)["deletedRecords"]] == [gone]
    deleted = session.query("SELECT Id FROM sfLma__License__c WHERE IsDeleted = true", include_deleted=True)
    assert [row["Id"] for row in deleted["records"]] == [gone]


def test_refusals(session: Session, demo_lmo: DemoLmo) -> None:
    key = odd_license(demo_lmo, "over_used")
    earlier = {"If-Unmodified-Since": "Tue, 24 Nov 2015 12:00:00 GMT"}
    with pytest.raises(SalesforceGeneralError) as moved:
        session.sfLma__License__c.update(key, {"sfLma__Seats__c": 53}, headers=earlier)
    assert moved.value.status == 412
    with pytest.raises(SalesforceGeneralError) as unchanged:
        session.sfLma__License__c.get(key, headers={"If-Modified-Since": "Tue, 24 Nov 2099 12:00:00 GMT"})
    assert unchanged.value.status == 304
    with pytest.raises(SalesforceMalformedRequest) as malformed:
        session.query("SELECT Naem FROM Account")
    assert _content(malformed.value)[0]["errorCode"] == "INVALID_FIELD"
    with pytest.raises(SalesforceMalformedRequest) as rule:
        session.sfLma__License__c.update(odd_license(demo_lmo, "uninstalled"), {"sfLma__Seats__c": 5})
    assert _content(rule.value)[0]["errorCode"] == "FIELD_CUSTOM_VALIDATION_EXCEPTION"
    with pytest.raises(SalesforceResourceNotFound):
        session.sfLma__License__c.get("a05Hs000000ZZZZ")
    demo_lmo.expire_sessions()
    with pytest.raises(SalesforceExpiredSession):
        session.query("SELECT Id FROM Account")
    assert [request.status for request in demo_lmo.audit.writes] == [412, 400]
