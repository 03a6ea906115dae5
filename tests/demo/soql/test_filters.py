"""What a condition finds, by the rules in which SOQL differs from SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.demo.soql.world import ACME, DANA, OMAR

if TYPE_CHECKING:
    from tests.demo.soql.world import World


# Licenses: 1 Active 25, 2 Active -1 never, 3 Trial 5 today, 4 Suspended 0 yesterday and no account,
# 5 Uninstalled with nothing, 6 no status 100 in 30 days, 7 deleted.
@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("sfLma__Status__c = 'Active'", "12"),
        ("sfLma__Status__c = 'ACTIVE'", "12"),
        ("SFLMA__STATUS__C = 'active'", "12"),
        ("sfLma__Status__c != 'Active'", "3456"),
        ("sfLma__Status__c <> 'Active'", "3456"),
        ("sfLma__Status__c = null", "6"),
        ("sfLma__Status__c = ''", "6"),
        ("sfLma__Status__c != null", "12345"),
        ("sfLma__Status__c IN ('trial', 'suspended')", "34"),
        ("sfLma__Status__c IN ('trial', null)", "36"),
        ("sfLma__Status__c NOT IN ('trial', 'suspended')", "1256"),
        ("sfLma__Status__c NOT IN ('trial', null)", "1245"),
        ("NOT sfLma__Status__c = 'Active'", "3456"),
        ("NOT sfLma__Status__c IN ('Active')", "3456"),
        ("NOT sfLma__Status__c NOT IN ('Active')", "12"),
        ("NOT sfLma__Status__c LIKE 'a%'", "3456"),
        ("NOT (sfLma__Status__c = 'Active' OR sfLma__Seats__c > 4)", "45"),
        ("NOT (sfLma__Status__c = 'Active' AND sfLma__Seats__c > 4)", "23456"),
        ("sfLma__Seats__c < 0", "2"),
        ("sfLma__Seats__c = -1", "2"),
        ("sfLma__Seats__c = null", "5"),
        ("sfLma__Seats__c = 0", "4"),
        ("sfLma__Seats__c = 25.0", "1"),
        ("sfLma__Seats__c > 5", "16"),
        ("sfLma__Seats__c >= 5", "136"),
        ("NOT sfLma__Seats__c >= 5", "245"),
        ("sfLma__Seats__c > null", ""),
        ("sfLma__Seats__c IN (5, 100)", "36"),
        ("sfLma__Subscriber_Org_Is_Sandbox__c = true", "135"),
        ("sfLma__Subscriber_Org_Is_Sandbox__c = false", "246"),
        ("sfLma__Subscriber_Org_Is_Sandbox__c != true", "246"),
        ("sfLma__Subscriber_Org_Is_Sandbox__c = null", "246"),
        ("sfLma__Subscriber_Org_Is_Sandbox__c != null", "135"),
        ("sfLma__Is_Sandbox__c = true", "135"),
        ("sfLma__License_Status__c = 'expired'", "6"),
        ("sfLma__Licensed_Seats__c = 'Site License'", "25"),
        ("sfLma__Expiration_Date__c = 'Does not expire'", "25"),
        ("RecordType.DeveloperName IN ('Trial', 'Expired')", "36"),
        ("sfLma__Account__r.Name = 'acme'", "12"),
        ("sfLma__Account__r.Name != 'acme'", "3456"),
        ("sfLma__Account__r.Name = null", "4"),
        ("sfLma__Account__r.Name != null", "12356"),
        ("sfLma__Account__r.Owner.Manager.Name = 'Omar Haddad'", "1256"),
        ("sfLma__Account__c = null", "4"),
        (f"sfLma__Account__c = '{ACME}'", "12"),
        (f"sfLma__Account__c = '{ACME[:15]}'", "12"),
        (f"sfLma__Account__c = '{ACME[:15].swapcase()}'", ""),
        (f"sfLma__Account__c IN ('{ACME[:15]}', null)", "124"),
        (f"sfLma__Account__c != '{ACME}'", "3456"),
        ("sfLma__Expiration__c = 1970-01-01", "2"),
        ("sfLma__Expiration__c = null OR sfLma__Expiration__c = 1970-01-01", "25"),
        ("sfLma__Expiration__c > 1970-01-01 AND sfLma__Expiration__c < TODAY", "4"),
        ("sfLma__Expiration__c = TODAY", "3"),
        ("sfLma__Expiration__c != TODAY", "12456"),
        ("NOT sfLma__Expiration__c = TODAY", "12456"),
        ("sfLma__Expiration__c >= TODAY AND sfLma__Expiration__c <= NEXT_N_DAYS:30", "36"),
        ("sfLma__Expiration__c = NEXT_N_DAYS:29", ""),
        ("sfLma__Expiration__c = NEXT_N_DAYS:30", "6"),
        ("sfLma__Expiration__c > NEXT_N_DAYS:30", "1"),
        ("sfLma__Expiration__c IN (TODAY, YESTERDAY, 2027-01-31)", "134"),
        ("sfLma__Expiration__c NOT IN (TODAY, YESTERDAY, null)", "126"),
        ("CreatedDate = TODAY", "3"),
        ("CreatedDate = YESTERDAY", "4"),
        ("CreatedDate < YESTERDAY", "1256"),
        ("CreatedDate <= YESTERDAY", "12456"),
        ("CreatedDate > YESTERDAY", "3"),
        ("CreatedDate >= YESTERDAY", "34"),
        ("CreatedDate = THIS_WEEK", "346"),
        ("CreatedDate = LAST_YEAR", "5"),
        ("CreatedDate = 2026-11-24T23:59:59Z", "4"),
        ("CreatedDate = 2026-11-25T00:59:59+01:00", "4"),
        ("CreatedDate >= 2026-11-24T16:00:00-08:00", "3"),
        ("CreatedDate >= 2026-11-25T00:00:00.000+0000", "3"),
        ("CALENDAR_YEAR(CreatedDate) = 2025", "5"),
        ("CALENDAR_MONTH(sfLma__Expiration__c) IN (1, 12)", "126"),
        ("DAY_ONLY(CreatedDate) = 2026-11-24", "4"),
        ("DAY_ONLY(convertTimezone(CreatedDate)) = TODAY", "3"),
        ("HOUR_IN_DAY(CreatedDate) = 23", "24"),
        ("Name LIKE 'l-%'", "123456"),
        ("Name LIKE '%5'", "5"),
        ("Name LIKE 'L_00001'", "1"),
        ("Name LIKE 'L\\_00001'", ""),
        ("Name LIKE 'L-0000'", ""),
        ("Name LIKE ''", ""),
        ("toLabel(sfLma__Status__c) = 'Trial'", "3"),
        ("(sfLma__Seats__c = 25 OR sfLma__Seats__c = 5) AND (sfLma__Status__c = 'Trial' OR Name = 'x')", "3"),
        ("sfLma__Account__c IN (SELECT Id FROM Account WHERE Industry = 'Energy')", "1256"),
        ("sfLma__Account__c NOT IN (SELECT Id FROM Account WHERE Industry = 'Energy')", "34"),
        ("sfLma__Account__c IN (SELECT ParentId FROM Account)", "12"),
        ("sfLma__Account__c NOT IN (SELECT ParentId FROM Account)", "3456"),
        ("sfLma__Account__r.OwnerId IN (SELECT Id FROM User WHERE IsActive = true)", ""),
        ("sfLma__License__c.Name = 'L-00001'", "1"),
    ],
)
def test_finds(world: World, condition: str, found: str) -> None:
    assert world.licenses(condition) == found


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("Name = 'éclair 100%_\\\\'", ["Éclair 100%_\\"]),
        ("Name = 'ÉCLAIR 100%_\\\\'", ["Éclair 100%_\\"]),
        ("Name != 'éclair 100%_\\\\' AND Name != 'acme'", ["wayne"]),
        ("Name IN ('éclair 100%_\\\\', 'ACME')", ["Acme", "Éclair 100%_\\"]),
        ("Name LIKE 'éCLAIR%'", ["Éclair 100%_\\"]),
        ("Name LIKE '%\\%\\_%'", ["Éclair 100%_\\"]),
        ("Name LIKE '%\\\\'", ["Éclair 100%_\\"]),
        ("Name LIKE '%\\u0025'", []),
        ("Name = '\\u0041cme'", ["Acme"]),
        ("Name > 'b' AND Name < 'x'", ["wayne"]),
        ("NumberOfEmployees = 12", ["Éclair 100%_\\"]),
        ("AnnualRevenue >= 1234.5", ["Acme"]),
        ("Parent.Name = 'acme'", ["wayne"]),
        ("ParentId = null", ["Acme", "Éclair 100%_\\"]),
    ],
)
def test_text_beyond_ascii_and_escapes(world: World, condition: str, found: list[str]) -> None:
    assert world.names(f"SELECT Name FROM Account WHERE {condition} ORDER BY Name") == found  # noqa: S608 - SOQL


def test_every_documented_escape_stands_for_its_character(world: World) -> None:
    assert world.names("SELECT Name FROM Contact WHERE Name = 'Bob\\'s \\\"x\\\"\\n'") == ['Bob\'s "x"\n']
    assert world.names("SELECT Name FROM Contact WHERE Name = 'a\\r\\t\\b\\f'") == []


def test_deleted_records_appear_only_when_asked_for(world: World) -> None:
    assert world.licenses("sfLma__Status__c = 'Active'", include_deleted=True) == "127"
    text = "SELECT Name, IsDeleted FROM sfLma__License__c WHERE sfLma__Seats__c = 7 ALL ROWS"
    assert [record["IsDeleted"] for record in world.ask(text)] == [True]


def test_scope_mine_is_the_asking_users_records(world: World) -> None:
    text = "SELECT Name FROM Account USING SCOPE mine ORDER BY Name"
    assert world.names(text, user_id=DANA) == ["Acme", "wayne"]
    assert world.names(text, user_id=OMAR) == ["Éclair 100%_\\"]
    assert len(world.names(text.replace("mine", "everything"))) == 3
    assert "Scope 'delegated'" in world.refused(text.replace("mine", "delegated")).message


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("sfLma__Seats__c", "524316"),
        ("sfLma__Seats__c ASC NULLS FIRST", "524316"),
        ("sfLma__Seats__c NULLS LAST", "243165"),
        ("sfLma__Seats__c DESC", "561342"),
        ("sfLma__Seats__c DESC NULLS LAST", "613425"),
        ("sfLma__Account__r.Name, Name", "412563"),
        ("sfLma__Account__r.Name DESC NULLS LAST, Name DESC", "365214"),
        ("Name DESC", "654321"),
        ("Id", "123456"),
        ("CreatedDate DESC", "346215"),
        ("sfLma__Subscriber_Org_Is_Sandbox__c, Name", "246135"),
        ("CALENDAR_YEAR(CreatedDate), Name DESC", "564321"),
    ],
)
def test_order(world: World, order: str, found: str) -> None:
    text = f"SELECT Name{', CALENDAR_YEAR(CreatedDate)' if 'YEAR' in order else ''} FROM sfLma__License__c ORDER BY "  # noqa: S608 - SOQL
    if "YEAR" in order:
        text = "SELECT Name FROM sfLma__License__c GROUP BY Name, CALENDAR_YEAR(CreatedDate) ORDER BY "
    assert "".join(name[-1] for name in world.names(text + order)) == found


@pytest.mark.parametrize(
    ("window", "found"),
    [("LIMIT 2", "12"), ("LIMIT 0", ""), ("LIMIT 2 OFFSET 3", "45"), ("OFFSET 4", "56"), ("OFFSET 2000", "")],
)
def test_window(world: World, window: str, found: str) -> None:
    names = world.names(f"SELECT Name FROM sfLma__License__c ORDER BY Name {window}")  # noqa: S608 - SOQL
    assert "".join(name[-1] for name in names) == found
