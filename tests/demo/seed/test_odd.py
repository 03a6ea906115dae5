"""Each odd case must be at the license which the catalogue names, in a demo LMO of any size."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from lmo_tui.demo.seed import DEACTIVATED_PROXY, ODD_CASES
from lmo_tui.demo.seed.odd import RECIPES

Row = dict[str, Any]

_QUERY = """
    SELECT l.*, a.Name AS account, d.Company AS company, u.IsActive AS manager_active, a.Id AS account_found,
        (SELECT max(sfLma__Sequence__c) FROM sfLma__Package_Version__c WHERE sfLma__Package__c = p.Id) AS newest,
        v.sfLma__Sequence__c AS sequence,
        (SELECT count(*) FROM sfcma__Subscription__c WHERE sfcma__License__c = l.Id) AS subscriptions,
        (SELECT count(*) FROM Lead WHERE ConvertedAccountId = a.Id) AS leads
    FROM sfLma__License__c l
    LEFT JOIN Account a ON a.Id = l.sfLma__Account__c
    LEFT JOIN Lead d ON d.Id = l.sfLma__Lead__c
    JOIN sfLma__Package__c p ON p.Id = l.sfLma__Package__c
    JOIN sfLma__Package_Version__c v ON v.Id = l.sfLma__Package_Version__c
    JOIN User u ON u.Id = p.sfLma__Lead_Manager__c
    WHERE l.Name = ?
"""


def _odd(lmo: sqlite3.Connection, case: str) -> Row:
    rows = lmo.execute(_QUERY, (ODD_CASES[case],)).fetchall()
    assert len(rows) == 1
    row = dict(rows[0])
    return {
        "status": row["sfLma__Status__c"],
        "shown": row["sfLma__License_Status__c"],
        "expires": row["sfLma__Expiration__c"],
        "seats": row["sfLma__Seats__c"],
        "used": row["sfLma__Used_Licenses__c"],
        "org": row["sfLma__Subscriber_Org_ID__c"],
        "org_status": row["sfLma__Org_Status__c"],
        "package": row["sfLma__Package__c"],
        "type": row["sfLma__License_Type__c"],
        "proxy": row["sfLma__Proxy_User__c"],
        "contact": row["sfLma__Contact__c"],
        "sandbox": row["sfLma__Is_Sandbox__c"],
        "lead": row["sfLma__Lead__c"],
        **{key: row[key] for key in ("account", "company", "manager_active", "newest", "sequence")},
        **{key: row[key] for key in ("subscriptions", "leads")},
    }


def _expires(day: str | None) -> Callable[[Row], bool]:
    return lambda row: (row["status"], row["shown"], row["expires"]) == ("Active", "Active", day)


def _seats(seats: int | None, used: int | None) -> Callable[[Row], bool]:
    return lambda row: (row["status"], row["seats"], row["used"]) == ("Active", seats, used)


def _org_status(status: str) -> Callable[[Row], bool]:
    return lambda row: row["org_status"] == status


def _named(fragment: str) -> Callable[[Row], bool]:
    return lambda row: fragment in row["account"]


CASES: dict[str, Callable[[Row], bool]] = {
    "expires_today": _expires("2026-11-24"),
    "expires_tomorrow": _expires("2026-11-25"),
    "expires_in_a_week": _expires("2026-12-01"),
    "expires_in_a_month": _expires("2026-12-24"),
    "expires_in_a_quarter": _expires("2027-02-22"),
    "lapsed_active": _expires("2026-11-12"),
    "expired": lambda row: (row["status"], row["shown"], row["expires"]) == ("Active", "Expired", "2026-10-15"),
    "expired_trial": lambda row: (row["status"], row["shown"], row["expires"]) == ("Trial", "Expired", "2026-11-15"),
    "never_null": _expires(None),
    "never_1970": _expires("1970-01-01"),
    "site": _seats(-1, None),
    "site_null": _seats(None, None),
    "site_used": _seats(-1, 61),
    "zero_seats": _seats(0, 0),
    "over_used": _seats(25, 30),
    "max_seats": lambda row: row["seats"] == 99_000_000,
    "trial": lambda row: (row["status"], row["shown"], row["expires"]) == ("Trial", "Trial", "2026-12-14"),
    "trial_longest": lambda row: (row["status"], row["expires"]) == ("Trial", "2027-02-22"),
    "suspended": lambda row: (row["status"], row["shown"]) == ("Suspended", "Suspended"),
    "uninstalled": lambda row: (row["status"], row["shown"], row["used"]) == ("Uninstalled", "Uninstalled", None),
    "duplicate_uninstalled": lambda row: row["status"] == "Uninstalled",
    "duplicate_active": lambda row: row["status"] == "Active",
    "sibling": lambda row: row["status"] == "Active",
    "syncing": lambda row: (row["status"], row["shown"]) == ("Active", "Trial"),
    "read_only": lambda row: row["type"] == "Read-Only",
    "checkout": lambda row: row["subscriptions"] == 1,
    "no_lead": lambda row: row["account"] and row["contact"] and not row["lead"] and row["leads"] == 0,
    "converted_lead": lambda row: row["account"] and row["contact"] and not row["lead"] and row["leads"] == 1,
    "lead_only": lambda row: row["company"] and not row["account"] and not row["contact"],
    "nobody": lambda row: not row["company"] and not row["account"] and not row["contact"],
    "deactivated_proxy": lambda row: row["proxy"] == DEACTIVATED_PROXY,
    "org_deleted": _org_status("DELETED"),
    "sandbox": lambda row: row["sandbox"] == 1,
    "org_id_case_one": lambda row: len(row["org"]) == 15,
    "org_id_case_two": lambda row: len(row["org"]) == 15,
    "old_version": lambda row: row["sequence"] == 1 and row["newest"] > 10,
    "inactive_lead_manager": lambda row: row["manager_active"] == 0,
    "org_trial": _org_status("TRIAL"),
    "org_free": _org_status("FREE"),
    "org_suspended": _org_status("SUSPENDED"),
    "org_pending_delete": _org_status("PENDING_DELETE"),
    "org_signing_up": _org_status("SIGNING_UP"),
    "org_hold": _org_status("HOLD"),
    "org_mixed_case": _org_status("Trial"),
    "name_formula": lambda row: row["account"].startswith("=HYPERLINK("),
    "name_quotes": _named('"'),
    "name_apostrophe": _named("'"),
    "name_wildcards": _named("%_"),
    "name_closing_tag": _named("Acme [/eu] Ltd"),
    "name_brackets": _named("ACME [EU] Ltd [Test]"),
    "name_action": _named("[@click=app.quit]Free[/]"),
    "name_window_title": _named("\x1b]0;"),
    "name_clear_screen": _named("\x1b[2J"),
    "name_hyperlink": _named("\x1b]8;;"),
    "name_8_bit_controls": _named("\x9b2J"),
    "name_lines": _named("\nLines\r\nand\t"),
    "name_bidi": _named("\u202e"),
    "name_zero_width": _named("\u200b"),
    "name_cjk": _named("株式会社"),
    "name_arabic": _named("شركة"),
    "name_hebrew": _named("תעשיות"),
    "name_hindi": _named("क्रि"),
    "name_emoji": _named("👨\u200d👩"),
    "name_combining": lambda row: row["account"].count("\u0301") == 20,
    "name_long": lambda row: len(row["account"]) > 200,
    "name_spaces": lambda row: row["account"] != row["account"].strip(),
}


def test_every_case_in_the_catalogue_is_tested() -> None:
    assert set(CASES) == set(ODD_CASES)
    assert sum(len(recipe.cases) for recipe in RECIPES) == len(ODD_CASES)


@pytest.mark.parametrize("case", CASES)
def test_case_is_where_the_catalogue_says(lmo: sqlite3.Connection, case: str) -> None:
    row = _odd(lmo, case)

    assert CASES[case](row), row


def test_the_duplicates_are_one_package_in_one_org(lmo: sqlite3.Connection) -> None:
    gone, live, sibling = (_odd(lmo, case) for case in ("duplicate_uninstalled", "duplicate_active", "sibling"))

    assert gone["org"] == live["org"] == sibling["org"]
    assert gone["package"] == live["package"] != sibling["package"]
    assert ODD_CASES["duplicate_uninstalled"] < ODD_CASES["duplicate_active"]


def test_two_orgs_differ_in_nothing_but_case(lmo: sqlite3.Connection) -> None:
    one, two = _odd(lmo, "org_id_case_one"), _odd(lmo, "org_id_case_two")

    assert one["org"] != two["org"]
    assert one["org"].lower() == two["org"].lower()
    assert one["account"] != two["account"]
