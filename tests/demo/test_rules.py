from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from lmo_tui.demo import rules
from lmo_tui.demo.schema import ids
from lmo_tui.demo.server import Options
from tests.demo.client import ROOT, Client
from tests.demo.fixtures import TODAY, odd_license

if TYPE_CHECKING:
    from lmo_tui.demo.server import DemoLmo
    from tests.demo.fixtures import MakeDemoLmo

STATUSES = ("Trial", "Active", "Suspended", "Uninstalled")
SOON = (TODAY + timedelta(days=30)).isoformat()
INTEGERS = f"{ROOT}/sobjects/sfFma__FeatureParameterInteger__c"


@pytest.mark.parametrize("kind", [kind for kind in ids.LICENSE_RECORD_TYPES if kind is not ids.UNINSTALLED])
@pytest.mark.parametrize("status", STATUSES)
def test_a_license_moves_only_as_its_record_type_offers(lmo_client: Client, kind: ids.RecordType, status: str) -> None:
    key = odd_license(lmo_client.lmo, "over_used")
    was = "Active" if kind is ids.EXPIRED else kind.name
    start = {"RecordTypeId": kind.id, rules.STATUS: was, rules.EXPIRATION: SOON}
    lmo_client.lmo.change(rules.LICENSE, key, start)
    answer = lmo_client.patch(key, {rules.STATUS: status})
    row = lmo_client.license(key)
    if status in rules.OFFERED[kind.name] or status == was:
        assert answer.status == 204
        assert row[rules.STATUS] == status
        assert row["sfLma__License_Status__c"] == (status if status != was else kind.name)
    else:
        assert (answer.status, answer.code) == (400, "FIELD_CUSTOM_VALIDATION_EXCEPTION")
        assert answer.json[0]["fields"] == [rules.STATUS]
        assert row[rules.STATUS] == was


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("uninstalled", "This license is uninstalled and can't be edited."),
        ("read_only", "This license is Read-Only and can't be modified."),
        ("checkout", "Licenses provisioned by AppExchange Checkout can't be modified in the LMA."),
        ("deactivated_proxy", "proxy user has deactivated"),
    ],
)
@pytest.mark.parametrize(
    "fields", [{rules.STATUS: "Suspended"}, {rules.SEATS: 5}, {rules.EXPIRATION: None}, {rules.STATUS: "Active"}]
)
def test_locked_licenses_say_why(lmo_client: Client, case: str, words: str, fields: dict[str, Any]) -> None:
    key = odd_license(lmo_client.lmo, case)
    answer = lmo_client.patch(key, fields)
    assert (answer.status, answer.code, answer.message) == (400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", words)
    assert lmo_client.lmo.audit.commits == []


def test_the_isvs_own_fields_of_a_locked_license_are_open(lmo_client: Client) -> None:
    key = odd_license(lmo_client.lmo, "uninstalled")
    assert lmo_client.patch(key, {"Renewal_Owner__c": "Ana"}).status == 204


@pytest.mark.parametrize(
    ("seats", "fits"),
    [
        (-1, True),
        (0, True),
        (1, True),
        (99_000_000, True),
        (99_000_001, False),
        (-2, False),
        (1.5, False),
        (None, False),
    ],
)
def test_seats(lmo_client: Client, seats: float | None, fits: bool) -> None:
    key = odd_license(lmo_client.lmo, "over_used")
    answer = lmo_client.patch(key, {rules.SEATS: seats})
    assert answer.status == (204 if fits else 400)
    assert lmo_client.license(key)[rules.SEATS] == (seats if fits else 25)


@pytest.mark.parametrize(
    ("expires", "fits"), [(90, True), (0, True), (-5, True), (91, False), (None, False), ("1970-01-01", False)]
)
def test_a_trial_ends_within_ninety_days(lmo_client: Client, expires: int | str | None, fits: bool) -> None:
    key = odd_license(lmo_client.lmo, "trial")
    day = (TODAY + timedelta(days=expires)).isoformat() if isinstance(expires, int) else expires
    answer = lmo_client.patch(key, {rules.EXPIRATION: day})
    assert answer.status == (204 if fits else 400)
    if not fits:
        assert answer.message == "A trial must expire within 90 days."


def test_an_expired_license_becomes_a_trial_only_with_an_end(lmo_client: Client) -> None:
    key = odd_license(lmo_client.lmo, "expired")
    lmo_client.lmo.change(rules.LICENSE, key, {rules.EXPIRATION: None})
    assert lmo_client.patch(key, {rules.STATUS: "Trial"}).status == 400
    assert lmo_client.patch(key, {rules.STATUS: "Trial", rules.EXPIRATION: SOON}).status == 204


def test_a_new_license_has_terms_that_a_license_may_have(lmo_client: Client) -> None:
    path = f"{ROOT}/sobjects/{rules.LICENSE}"
    assert lmo_client.ask("POST", path, {rules.STATUS: "Active", rules.SEATS: -7}).status == 400
    assert lmo_client.ask("POST", path, {rules.STATUS: "Trial", rules.SEATS: 7}).status == 400


def test_the_record_type_can_follow_late(make_demo_lmo: MakeDemoLmo) -> None:
    lmo = make_demo_lmo(Options(lag_ms=3_600_000))
    client = Client(lmo, lmo.token)
    key = odd_license(lmo, "over_used")
    assert client.patch(key, {rules.STATUS: "Suspended"}).status == 204
    row = client.license(key)
    assert (row[rules.STATUS], row["sfLma__License_Status__c"]) == ("Suspended", "Active")
    lmo.settle()
    assert client.license(key)["sfLma__License_Status__c"] == "Suspended"
    client.connection.close()


def test_a_short_lag_is_over_by_itself(make_demo_lmo: MakeDemoLmo) -> None:
    lmo = make_demo_lmo(Options(lag_ms=0.001))
    client = Client(lmo, lmo.token)
    key = odd_license(lmo, "over_used")
    client.patch(key, {rules.STATUS: "Suspended"})
    assert client.license(key)["sfLma__License_Status__c"] == "Suspended"
    client.connection.close()


def _integer(lmo: DemoLmo, direction: str) -> str:
    found = lmo.value(
        "SELECT v.Id FROM sfFma__FeatureParameterInteger__c v JOIN sfFma__FeatureParameter__c p"
        " ON p.Id = v.sfFma__FeatureParameter__c WHERE p.sfFma__DataFlowDirection__c = ?",
        direction,
    )
    assert isinstance(found, str)
    return found


def test_a_parameter_of_ours_is_written(lmo_client: Client) -> None:
    path = f"{INTEGERS}/{_integer(lmo_client.lmo, 'LMO to Subscriber')}"
    assert lmo_client.ask("PATCH", path, {"sfFma__Value__c": 1234}).status == 204
    assert lmo_client.ask("GET", path).json["sfFma__Value__c"] == 1234.0
    assert lmo_client.ask("PATCH", path, {"sfFma__Value__c": None}).status == 204


def test_a_parameter_of_the_subscriber_is_not(lmo_client: Client) -> None:
    path = f"{INTEGERS}/{_integer(lmo_client.lmo, 'Subscriber to LMO')}"
    answer = lmo_client.ask("PATCH", path, {"sfFma__Value__c": 424_242})
    assert (answer.status, answer.json) == (
        400,
        [
            {
                "message": "Subscriber To LMO feature parameter values can only be created or updated by the Feature "
                "Management app. Click undo or cancel to continue.",
                "errorCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION",
                "fields": ["sfFma__Value__c"],
            }
        ],
    )


def test_what_the_package_set_stays(lmo_client: Client) -> None:
    path = f"{INTEGERS}/{_integer(lmo_client.lmo, 'LMO to Subscriber')}"
    refused = lmo_client.ask("PATCH", path, {"sfFma__FullName__c": "other"})
    assert refused.message == "This value is set by the installed package and cannot be changed."
    assert lmo_client.ask("DELETE", path).code == "FIELD_CUSTOM_VALIDATION_EXCEPTION"
    row = lmo_client.ask("GET", path).json
    copy = {name: row[name] for name in ("sfFma__FeatureParameter__c", "sfFma__License__c")}
    assert lmo_client.ask("POST", INTEGERS, copy).code == "FIELD_CUSTOM_VALIDATION_EXCEPTION"


def test_today_is_the_servers_day(make_demo_lmo: MakeDemoLmo) -> None:
    lmo = make_demo_lmo(Options(today=date(2027, 3, 1)))
    assert lmo.today == date(2027, 3, 1)
    client = Client(lmo, lmo.token)
    key = odd_license(lmo, "trial")
    assert client.patch(key, {rules.EXPIRATION: "2027-05-30"}).status == 204
    assert client.patch(key, {rules.EXPIRATION: "2027-05-31"}).status == 400
    client.connection.close()
