"""A package version that is released while one looks on."""

from datetime import UTC, datetime, timedelta

import requests

from lmo_tui.demo.server import DemoLmo
from lmo_tui.domain.packages import Release
from tests.salesforce.conftest import Open
from tests.salesforce.whole import everything


def release(lmo: DemoLmo, package_id: str, number: str) -> str:
    """Let a version come out; returns its id."""
    answer = requests.post(
        f"{lmo.url}/services/data/v62.0/sobjects/sfLma__Package_Version__c",
        headers={"Authorization": f"Bearer {lmo.token}"},
        json={"Name": number, "sfLma__Package__c": package_id},
        timeout=10,
    )
    assert answer.status_code == 201, answer.text
    version_id = str(answer.json()["id"])
    lmo.change(
        "sfLma__Package_Version__c", version_id, {"sfLma__Version_Number__c": number, "sfLma__Sequence__c": 9_000}
    )
    return version_id


def test_a_license_on_a_version_that_came_out_since_tells_of_it_for_one_more_call(
    demo_lmo: DemoLmo, open_lmo: Open
) -> None:
    repository = open_lmo(demo_lmo)
    licenses = everything(repository)
    newest = datetime.fromisoformat(max(d.newest for d in repository.changed_since(datetime(2000, 1, 1, tzinfo=UTC))))
    upgraded = next(each for each in licenses if each.version and not each.uninstalled)
    version_id = release(demo_lmo, upgraded.package_id, "99.1")
    demo_lmo.change(
        "sfLma__License__c",
        upgraded.id,
        {"sfLma__Package_Version__c": version_id, "sfLma__Version_Number__c": "99.1"},
    )
    assert version_id not in {each.version_id for each in repository.releases()}
    before = len(demo_lmo.audit.requests)
    (delta,) = repository.changed_since(newest + timedelta(seconds=1))
    assert [(each.id, each.version, each.latest_version) for each in delta.licenses] == [(upgraded.id, "99.1", "99.1")]
    assert Release(upgraded.package_id, version_id, "99.1") in repository.releases()
    assert len(demo_lmo.audit.requests) - before == 2
    list(repository.changed_since(newest + timedelta(seconds=1)))
    assert len(demo_lmo.audit.requests) - before == 3
