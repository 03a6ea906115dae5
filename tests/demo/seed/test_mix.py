"""What the usual demo LMO looks like as a whole, and at first sight."""

import sqlite3

import pytest

_SITE = "sfLma__Seats__c < 0 OR sfLma__Seats__c IS NULL"
_LIVE = "sfLma__Status__c IN ('Active', 'Trial')"


def _share(usual: sqlite3.Connection, condition: str) -> float:
    return float(usual.execute(f"SELECT avg({condition}) FROM sfLma__License__c").fetchone()[0])  # noqa: S608 - constants


@pytest.mark.parametrize(
    ("condition", "low", "high"),
    [
        ("sfLma__Status__c = 'Active'", 0.58, 0.66),
        ("sfLma__Status__c = 'Trial'", 0.11, 0.17),
        ("sfLma__Status__c = 'Suspended'", 0.04, 0.08),
        ("sfLma__Status__c = 'Uninstalled'", 0.15, 0.21),
        ("sfLma__License_Status__c = 'Expired'", 0.01, 0.05),
        (_SITE, 0.09, 0.16),
        ("sfLma__Is_Sandbox__c", 0.2, 0.3),
        ("sfLma__Expiration__c IS NULL", 0.1, 0.18),
        ("coalesce(sfLma__Expiration__c, '') = '1970-01-01'", 0.1, 0.18),
        ("sfLma__Account__c IS NULL AND sfLma__Lead__c IS NOT NULL", 0.15, 0.3),
        ("sfLma__Account__c IS NOT NULL AND sfLma__Lead__c IS NULL", 0.3, 0.6),
        (f"{_LIVE} AND coalesce(sfLma__Expiration__c, '') BETWEEN '2026-11-24' AND '2026-12-01'", 0.01, 0.06),
        (f"{_LIVE} AND coalesce(sfLma__Expiration__c, '9') < '2026-11-24'", 0.03, 0.3),
        ("coalesce(sfLma__Seats__c >= 0 AND sfLma__Used_Licenses__c > sfLma__Seats__c, 0)", 0.004, 0.03),
        ("Support_Tier__c IS NOT NULL AND Health_Score__c IS NOT NULL", 0.6, 0.9),
    ],
)
def test_shares(usual: sqlite3.Connection, condition: str, low: float, high: float) -> None:
    assert low <= _share(usual, condition) <= high


def test_uninstalled_licenses_have_no_use(lmo: sqlite3.Connection) -> None:
    used = "SELECT count(sfLma__Used_Licenses__c) FROM sfLma__License__c WHERE sfLma__Status__c = 'Uninstalled'"

    assert lmo.execute(used).fetchone()[0] == 0


def test_orgs_share_packages_and_come_back(usual: sqlite3.Connection) -> None:
    siblings = usual.execute(
        "SELECT count(*) FROM (SELECT 1 FROM sfLma__License__c GROUP BY sfLma__Subscriber_Org_ID__c"
        " HAVING count(DISTINCT sfLma__Package__c) > 1)"
    ).fetchone()[0]
    returned = usual.execute(
        "SELECT count(*) FROM sfLma__License__c old JOIN sfLma__License__c new"
        " ON new.sfLma__Subscriber_Org_ID__c = old.sfLma__Subscriber_Org_ID__c AND new.sfLma__Package__c ="
        " old.sfLma__Package__c AND new.Name > old.Name AND old.sfLma__Status__c = 'Uninstalled'"
    ).fetchone()[0]

    assert siblings > 200
    assert returned > 20


def test_companies_are_not_repeated(usual: sqlite3.Connection) -> None:
    total, different = usual.execute("SELECT count(*), count(DISTINCT Name) FROM Account").fetchone()

    assert different > 0.97 * total


@pytest.mark.parametrize("order", ["Name", "LastModifiedDate", "SystemModstamp", "CreatedDate"])
def test_the_first_screenful_is_ordinary(usual: sqlite3.Connection, order: str) -> None:
    names = [
        row[0]
        for row in usual.execute(
            "SELECT coalesce(a.Name, d.Company) FROM sfLma__License__c l"  # noqa: S608 - constants
            " LEFT JOIN Account a ON a.Id = l.sfLma__Account__c LEFT JOIN Lead d ON d.Id = l.sfLma__Lead__c"
            f" ORDER BY l.{order} DESC LIMIT 30"
        )
    ]

    assert all(name and name.isascii() and name.isprintable() and "[" not in name for name in names)
    assert all(len(name) <= 28 for name in names)
    assert len(set(names)) > 27


def test_the_first_screenful_has_something_of_everything(usual: sqlite3.Connection) -> None:
    rows = usual.execute(
        "SELECT sfLma__Status__c, sfLma__Package__c, sfLma__Is_Sandbox__c FROM sfLma__License__c"
        " ORDER BY Name DESC LIMIT 20"
    ).fetchall()

    assert {row[0] for row in rows} == {"Active", "Trial", "Suspended", "Uninstalled"}
    assert len({row[1] for row in rows}) >= 5
    assert {row[2] for row in rows} == {0, 1}
