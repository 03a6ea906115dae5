"""jsforce, unmodified, against the demo LMO; skipped with the reason where there is no npm."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.demo.client import ROOT, Client
from tests.demo.node import node_packages, run_node

if TYPE_CHECKING:
    from lmo_tui.demo.server import DemoLmo
    from tests.demo.client import Json

SCRIPT = Path(__file__).with_name("jsforce_session.mjs")
FEATURES = Path(__file__).with_name("jsforce_features.mjs")
METRIC = (
    "Subscriber To LMO feature parameter values can only be created or updated by the Feature Management app. "
    "Click undo or cancel to continue."
)
"""The words of the package's own rule, MetricValueUpdatePrevention."""


def add_accounts(client: Client, many: int) -> None:
    """Make the demo LMO need more than one page."""
    for start in range(0, many, 200):
        rows = [{"attributes": {"type": "Account"}, "Name": f"Filler {start + number}"} for number in range(200)]
        assert client.ask("POST", f"{ROOT}/composite/sobjects", {"records": rows}).status == 200


@pytest.mark.timeout(180)
def test_a_session(demo_lmo: DemoLmo, lmo_client: Client) -> None:
    folder = node_packages("jsforce@3.10.16")
    add_accounts(lmo_client, 1_000)
    demo_lmo.audit.clear()
    told: Json = json.loads(run_node(folder, SCRIPT, demo_lmo.url, demo_lmo.token))
    assert told["query"] == {"total": 60, "done": True, "records": 60}
    assert told["autofetch"] == {"records": 1_000, "distinct": 1_000}
    assert told["retrieve"] == {"name": "L-00001", "type": "sfLma__License__c"}
    assert told["retrieveMany"] == ["L-00001", "L-00002", "L-00003"]
    assert told["updated"] == {"id": told["ids"][0], "success": True, "errors": []}
    assert [row["success"] for row in told["updatedMany"]] == [True, False]
    assert told["updatedMany"][1]["errors"][0]["statusCode"] == "FIELD_CUSTOM_VALIDATION_EXCEPTION"
    assert {"sfLma__Status__c", "sfLma__Seats__c", "sfLma__Expiration__c"} <= set(told["describe"]["updateable"])
    assert "sfFma__FeatureParameterBoolean__c" in told["global"]
    assert told["find"] == ["L-00060", "L-00059", "L-00058"]
    assert told["identity"] == {"org": demo_lmo.org_id, "user": demo_lmo.username}
    assert told["limits"]["Max"] == told["usage"]["limit"] == 100_000
    assert told["subquery"]["licenses"] == 2
    assert sum(many for _, many in told["groups"]) == told["count"] == 60
    assert told["search"] == [
        ["Account", 'Joe "The Plumber" & Sons'],
        ["sfLma__License__c", "L-00040"],
        ["sfLma__License__c", "L-00041"],
        ["sfLma__License__c", "L-00042"],
    ]
    assert told["moved"] == [told["ids"][0]]
    assert told["gone"] == []
    assert told["conditionNew"] is None
    assert told["conditionOld"]["code"] == "PRECONDITION_FAILED"
    codes = {name: error["code"] for name, error in told["errors"].items()}
    assert codes == {
        "field": "INVALID_FIELD",
        "type": "INVALID_TYPE",
        "search": "MALFORMED_SEARCH",
        "path": "NOT_FOUND",
        "missing": "NOT_FOUND",
        "rule": "FIELD_CUSTOM_VALIDATION_EXCEPTION",
        "session": "INVALID_SESSION_ID",
    }
    writes = [request for request in demo_lmo.audit.writes if request.method == "PATCH"]
    assert [request.status for request in writes] == [204, 200, 412, 204, 400]


@pytest.mark.timeout(180)
def test_feature_parameters(demo_lmo: DemoLmo) -> None:
    """A setting is switched; a metric, a wrong type, making and deleting, and bulk jobs are refused."""
    told: Json = json.loads(run_node(node_packages("jsforce@3.10.16"), FEATURES, demo_lmo.url, demo_lmo.token))
    assert set(told) == {"Boolean", "Integer", "Date"}
    for kind, each in told.items():
        assert each["updated"] == {"id": each["id"], "success": True, "errors": []}
        assert each["held"] == each["after"]
        assert each["metric"] == {"code": "FIELD_CUSTOM_VALIDATION_EXCEPTION", "message": METRIC}
        codes = {name: each[name]["code"] for name in ("wrong", "created", "deleted", "query", "ingest")}
        assert codes == {
            "wrong": "JSON_PARSER_ERROR",
            "created": "FIELD_CUSTOM_VALIDATION_EXCEPTION",
            "deleted": "FIELD_CUSTOM_VALIDATION_EXCEPTION",
            "query": "INVALIDENTITY",
            "ingest": "INVALIDENTITY",
        }
        object_name = f"sfFma__FeatureParameter{kind}__c"
        assert each["query"]["message"] == f"Entity '{object_name}' is not supported by the Bulk API."
        (commit,) = (each for each in demo_lmo.audit.commits if each.object == object_name)
        assert (commit.id, commit.action, commit.after) == (each["id"], "update", {"sfFma__Value__c": each["after"]})
