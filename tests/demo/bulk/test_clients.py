"""jsforce and simple-salesforce, both unmodified, run bulk jobs against the demo LMO."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from simple_salesforce.exceptions import SalesforceMalformedRequest, SalesforceOperationError

from tests.demo.fixtures import odd_license
from tests.demo.node import node_packages, run_node

if TYPE_CHECKING:
    from lmo_tui.demo.server import DemoLmo
    from tests.demo.client import Client, Json
    from tests.demo.test_simple_salesforce import Session

SCRIPT = Path(__file__).with_name("bulk_session.mjs")
NAMES = "SELECT Id, Name FROM sfLma__License__c ORDER BY Name"
#: The library's own five seconds before the first poll, and between polls, are for orgs.
SOON = 0.001


@pytest.mark.timeout(180)
def test_jsforce(demo_lmo: DemoLmo, lmo_client: Client) -> None:
    told: Json = json.loads(run_node(node_packages("jsforce@3.10.16"), SCRIPT, demo_lmo.url, demo_lmo.token))
    assert told["query"]["many"] == 60
    assert list(told["query"]["first"]) == ["Id", "Name", "sfLma__Seats__c", "sfLma__Account__r.Name"]
    assert told["query"]["first"]["Name"] == "L-00001"
    (saved,), (refused,) = told["update"]["successfulResults"], told["update"]["failedResults"]
    assert (saved["sf__Id"], saved["sf__Created"]) == (told["ids"][0], "false")
    assert (refused["sf__Id"], refused["sf__Error"].partition(":")[0]) == (
        told["ids"][1],
        "FIELD_CUSTOM_VALIDATION_EXCEPTION",
    )
    assert told["update"]["unprocessedRecords"] == []
    assert lmo_client.license(told["ids"][0])["sfLma__Seats__c"] == 61.0
    assert [row["Name"] for row in told["insert"]["successfulResults"]] == ["Globex, Inc.", "Initech"]
    codes = {name: error["code"] for name, error in told["errors"].items()}
    assert codes == {
        "aggregate": "FEATURENOTENABLED",
        "field": "INVALID_FIELD",
        "bulkOff": "INVALIDENTITY",
        "header": None,
    }
    assert "Field name not found : Naem" in told["errors"]["header"]["message"]


def test_simple_salesforce_queries(session: Session) -> None:
    pages = list(session.bulk2.sfLma__License__c.query(NAMES, max_records=25, wait=SOON))
    rows = [list(csv.DictReader(io.StringIO(page))) for page in pages]
    assert [len(page) for page in rows] == [25, 25, 10]
    assert [row["Name"] for page in rows for row in page] == [f"L-{number:05}" for number in range(1, 61)]
    (everything,) = session.bulk2.sfLma__License__c.query_all(NAMES, wait=SOON)
    assert everything.count("\n") == 61
    with pytest.raises(SalesforceMalformedRequest, match="Aggregate Relationships not supported"):
        list(session.bulk2.sfLma__License__c.query("SELECT COUNT() FROM sfLma__License__c", wait=SOON))


def test_simple_salesforce_saves(session: Session, demo_lmo: DemoLmo, lmo_client: Client) -> None:
    good, locked = (odd_license(demo_lmo, case) for case in ("over_used", "uninstalled"))
    rows = [{"Id": key, "sfLma__Seats__c": "31"} for key in (good, locked)]
    (told,) = session.bulk2.sfLma__License__c.update(records=rows, wait=SOON)
    assert (told["numberRecordsTotal"], told["numberRecordsProcessed"], told["numberRecordsFailed"]) == (2, 2, 1)
    results = session.bulk2.sfLma__License__c.get_all_ingest_records(told["job_id"])
    assert [row["sf__Id"] for row in results["successfulRecords"]] == [good]
    assert [row["sf__Id"] for row in results["failedRecords"]] == [locked]
    assert results["unprocessedRecords"] == []
    assert lmo_client.license(good)["sfLma__Seats__c"] == 31.0
    made = session.bulk2.Account.insert(
        records=[{"Name": f"Filler {number}"} for number in range(5)], batch_size=2, wait=SOON
    )
    assert [one["numberRecordsProcessed"] for one in made] == [2, 2, 1]


def test_simple_salesforce_hears_of_failures(session: Session, demo_lmo: DemoLmo) -> None:
    demo_lmo.fault("job-failed", path="/jobs/query$", message="InternalServerError : Retried 15 times")
    with pytest.raises(SalesforceOperationError, match="Retried 15 times"):
        list(session.bulk2.sfLma__License__c.query(NAMES, wait=SOON))
    with pytest.raises(SalesforceOperationError, match="Field name not found : Naem"):
        session.bulk2.sfLma__License__c.update(records=[{"Id": "a", "Naem": "b"}], wait=SOON)
