"""SOSL over HTTP: what is found, what comes back of it, and how a bad search is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from lmo_tui.demo.server import Options
from tests.demo.client import ROOT, Answer, Client
from tests.demo.fixtures import odd_license

if TYPE_CHECKING:
    from tests.demo.client import Json
    from tests.demo.fixtures import MakeDemoLmo

LICENSES = "RETURNING sfLma__License__c(Id, Name ORDER BY Name)"
BELOW_9_COLUMNS = "\nFIND {John|jane_gray@uoa.edu} RETURNING Contact\n         ^\nERROR at Row:1:Column:10\n"


def search(client: Client, text: str) -> Answer:
    """Run a search."""
    return client.get("/search?q=" + quote(text))


def found(client: Client, text: str) -> Json:
    """Give the records of a search that is understood."""
    answer = search(client, text)
    assert answer.status == 200, answer.raw
    assert set(answer.json) == {"searchRecords"}
    return answer.json["searchRecords"]


def names(client: Client, text: str) -> list[str]:
    """Give the names of the records of a search."""
    return [record["Name"] for record in found(client, text)]


def test_a_search_that_names_no_object_gives_the_ids_of_all_that_match(lmo_client: Client) -> None:
    records = found(lmo_client, "FIND {plumber}")
    kinds = [record["attributes"]["type"] for record in records]
    assert sorted(kinds) == ["Account", "Lead"]
    assert [set(record) for record in records] == [{"attributes", "Id"}] * 2
    account = next(record for record in records if record["attributes"]["type"] == "Account")
    assert account["attributes"]["url"] == f"{ROOT}/sobjects/Account/{account['Id']}"


def test_a_license_is_found_by_what_tickets_name_it_by(lmo_client: Client) -> None:
    lmo = lmo_client.lmo
    key = odd_license(lmo, "org_id_case_one")
    row = lmo_client.license(key)
    for term in (row["Name"].replace("-", r"\-"), key, key.lower(), row["sfLma__Package_License_ID__c"]):
        assert names(lmo_client, f"FIND {{{term}}} {LICENSES}") == [row["Name"]], term
    # Ids of 15 characters that differ in nothing but case are the same word.
    assert row["Name"] in names(lmo_client, f"FIND {{{key[:15]}}} {LICENSES}")
    assert len(names(lmo_client, f"FIND {{{row['sfLma__Subscriber_Org_ID__c']}}} {LICENSES}")) == 2


def test_people_are_found_by_address_and_by_domain(lmo_client: Client) -> None:
    email = str(lmo_client.lmo.value("SELECT Email FROM Contact WHERE Email NOT LIKE '%-%' ORDER BY Id LIMIT 1"))
    returning = "RETURNING Contact(Id, Name, Email)"
    for term in (email, email.upper(), f'"{email}"', email.replace("@", " "), email[:-2] + "*"):
        assert email in [row["Email"] for row in found(lmo_client, f"FIND {{{term}}} IN EMAIL FIELDS {returning}")], (
            term
        )
    domain = email.partition("@")[2]
    rows = found(lmo_client, f"FIND {{{domain}}} IN EMAIL FIELDS {returning}")
    assert rows
    assert {row["Email"].partition("@")[2] for row in rows} == {domain}
    assert found(lmo_client, f"FIND {{{email}}} IN NAME FIELDS {returning}") == []
    assert found(lmo_client, f"FIND {{{email}}} IN PHONE FIELDS {returning}") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("malley", ["O'Malley's D'Or"]),
        (r"o\'malley\'s d\'or", ["O'Malley's D'Or"]),
        ('"joe the"', ['Joe "The Plumber" & Sons']),
        ('"the joe"', []),
        ("sons joe", ['Joe "The Plumber" & Sons']),
        ("plumb*", ['Joe "The Plumber" & Sons']),
        ("pl?mb*r AND so??", ['Joe "The Plumber" & Sons']),
        ("plumb", []),
        ("joe AND NOT plumber", []),
        ("plumber OR malley", ['Joe "The Plumber" & Sons', "O'Malley's D'Or"]),
        ("sons AND (plumber OR malley)", ['Joe "The Plumber" & Sons']),
        ("*lumber", []),
        ("日本ソフト", ["株式会社日本ソフトウェア開発 東京本社"]),
        ("الأفق", ["شركة الأفق للتقنية"]),
        ("100% sure", ["100%_Sure Co"]),
    ],
)
def test_terms_phrases_wildcards_and_operators(lmo_client: Client, query: str, expected: list[str]) -> None:
    assert names(lmo_client, f"FIND {{{query}}} IN NAME FIELDS RETURNING Account(Name ORDER BY Name)") == expected


def test_soql_clauses_narrow_what_was_found(lmo_client: Client) -> None:
    where = "WHERE sfLma__Status__c = 'Active' AND sfLma__Seats__c > 10 ORDER BY Name DESC NULLS LAST LIMIT 3 OFFSET 1"
    rows = found(lmo_client, f"FIND {{00D*}} RETURNING sfLma__License__c(Name, sfLma__Account__r.Name {where})")
    soql = f"SELECT Name, sfLma__Account__r.Name FROM sfLma__License__c {where}"  # noqa: S608 (SOQL, from tests)
    assert rows == lmo_client.query(soql).json["records"]
    assert len(rows) == 3


def test_a_limit_is_dealt_out_evenly(lmo_client: Client) -> None:
    def kinds(text: str) -> dict[str, int]:
        counted: dict[str, int] = {}
        for record in found(lmo_client, text):
            counted[record["attributes"]["type"]] = counted.get(record["attributes"]["type"], 0) + 1
        return counted

    assert kinds("FIND {example.com} RETURNING Account, Contact LIMIT 10") == {"Account": 5, "Contact": 5}
    # What one cannot use goes to the other.
    assert kinds("FIND {example.com} RETURNING Account(Id LIMIT 2), Contact LIMIT 10") == {"Account": 2, "Contact": 8}
    assert kinds("FIND {example.com} RETURNING Account(Id LIMIT 0), Contact LIMIT 3") == {"Contact": 3}


def test_what_was_written_before_a_search_is_found_and_what_was_deleted_is_not(lmo_client: Client) -> None:
    account = "RETURNING Account(Name)"
    assert names(lmo_client, f"FIND {{initech}} {account}") == names(lmo_client, f"FIND {{initrode}} {account}") == []
    key = lmo_client.ask("POST", f"{ROOT}/sobjects/Account", {"Name": "Initech 9000"}).json["id"]
    assert names(lmo_client, f"FIND {{initech}} {account}") == ["Initech 9000"]
    lmo_client.ask("PATCH", f"{ROOT}/sobjects/Account/{key}", {"Name": "Initrode"})
    assert names(lmo_client, f"FIND {{initech}} {account}") == []
    assert names(lmo_client, f"FIND {{initrode}} {account}") == ["Initrode"]
    lmo_client.ask("DELETE", f"{ROOT}/sobjects/Account/{key}")
    assert names(lmo_client, f"FIND {{initrode}} {account}") == []


def test_nobody_finds_what_field_security_hides(make_demo_lmo: MakeDemoLmo) -> None:
    lmo = make_demo_lmo(Options(profile="no-fma"))
    client = Client(lmo, lmo.token)
    assert search(client, "FIND {dunning} RETURNING sfFma__FeatureParameter__c").code == "INVALID_TYPE"
    assert found(client, "FIND {acmebill}") == []
    client.connection.close()


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            # As a real org answered: github.com/restforce/restforce/issues/688.
            "FIND {John|jane_gray@uoa.edu} RETURNING Contact",
            "MALFORMED_SEARCH",
            f"{BELOW_9_COLUMNS}line 1:10 mismatched character '|' expecting '}}'",
        ),
        (
            # github.com/simple-salesforce/simple-salesforce/issues/415.
            "FIND {Marie-Pier Martin}",
            "MALFORMED_SEARCH",
            "\nFIND {Marie-Pier Martin}\n          ^\nERROR at Row:1:Column:11\n"
            "line 1:11 mismatched character '-' expecting '}'",
        ),
        (
            # github.com/jesperfj/force-rest-api/pull/92.
            "FIND {name} IN ALL TYPE RETURNING Account(name)",
            "MALFORMED_SEARCH",
            "\nFIND {name} IN ALL TYPE RETURNING Account(name)\n                  ^\nERROR at Row:1:Column:19\n"
            "Malformed search token: TYPE",
        ),
        ("FIND {g}", "INVALID_SEARCH", "search term must be longer than one character: g"),
        ("FIND {g*}", "INVALID_SEARCH", "search term must be longer than one character: g*"),
        ("FIND {}", "INVALID_SEARCH", "search term must be longer than one character: "),
    ],
)
def test_refusals_word_for_word(lmo_client: Client, text: str, code: str, message: str) -> None:
    answer = search(lmo_client, text)
    assert (answer.status, answer.code, answer.message) == (400, code, message)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "MALFORMED_SEARCH"),
        ("SELECT Id FROM Account", "MALFORMED_SEARCH"),
        ("FIND acme", "MALFORMED_SEARCH"),
        ("FIND {acme", "MALFORMED_SEARCH"),
        ('FIND {"acme}', "MALFORMED_SEARCH"),
        ("FIND {acme\\", "MALFORMED_SEARCH"),
        ("FIND {acme OR}", "MALFORMED_SEARCH"),
        ("FIND {(acme}", "MALFORMED_SEARCH"),
        ("FIND {acme)}", "MALFORMED_SEARCH"),
        ("FIND {NOT acme}", "MALFORMED_SEARCH"),
        ("FIND {acme} IN Accounts", "MALFORMED_SEARCH"),
        ("FIND {acme} RETURNING", "MALFORMED_SEARCH"),
        ("FIND {acme} RETURNING Account(WHERE Name = 'x')", "MALFORMED_SEARCH"),
        ("FIND {acme} RETURNING Account(Id LIMIT 5", "MALFORMED_SEARCH"),
        ("FIND {acme} RETURNING Account, account", "MALFORMED_SEARCH"),
        ("FIND {acme} RETURNING Account(Id OFFSET 1), Lead", "MALFORMED_SEARCH"),
        ("FIND {acme} RETURNING Account(Id OFFSET 2001)", "MALFORMED_SEARCH"),
        ("FIND {acme} WITH HIGHLIGHT", "MALFORMED_SEARCH"),
        ("FIND {acme} LIMIT ten", "MALFORMED_SEARCH"),
        ("FIND {acme} LIMIT 5 nonsense", "MALFORMED_SEARCH"),
        ("FIND {acme} RETURNING FooBar", "INVALID_TYPE"),
        ("FIND {acme} RETURNING Account(fooBar)", "INVALID_FIELD"),
        ("FIND {acme} RETURNING RecordType", "INVALID_TYPE_FOR_OPERATION"),
        ("FIND {acme} RETURNING sfFma__FeatureParameterBoolean__c", "INVALID_TYPE_FOR_OPERATION"),
    ],
)
def test_other_refusals(lmo_client: Client, text: str, code: str) -> None:
    answer = search(lmo_client, text)
    assert (answer.status, answer.code) == (400, code)


def test_very_long_queries_are_treated_as_the_reference_says(lmo_client: Client) -> None:
    returning = "IN NAME FIELDS RETURNING Account(Name)"
    filler = " AND nobody" * 400
    assert names(lmo_client, f"FIND {{plumber{filler}}} {returning}") == ['Joe "The Plumber" & Sons']
    # More than ten thousand characters find nothing; in so short a request only of what needs no escape.
    assert names(lmo_client, f"FIND {{plumber{'nobody' * 1_700}}} {returning}") == []
    assert names(lmo_client, f"FIND {{plumber{' OR it' * 600}}} {returning}") == ['Joe "The Plumber" & Sons']
    assert names(lmo_client, f"FIND {{plumber{' (joe)' * 600}}} {returning}") == ['Joe "The Plumber" & Sons']
    assert search(lmo_client, f"FIND {{{'(' * 3_000}joe}}").code == "MALFORMED_SEARCH"


def test_what_may_stand_behind_is_taken(lmo_client: Client) -> None:
    tail = "RETURNING Account(Id) WITH SPELL_CORRECTION = false LIMIT 5 UPDATE TRACKING, VIEWSTAT"
    assert len(found(lmo_client, f" find {{plumber}} in name fields {tail}")) == 1


def test_the_search_stands_among_the_resources_and_in_a_composite(lmo_client: Client) -> None:
    assert lmo_client.get("").json["search"] == f"{ROOT}/search"
    url = f"{ROOT}/search/?q={quote('FIND {plumber} RETURNING Account(Name)')}"
    asked = {"compositeRequest": [{"method": "GET", "url": url, "referenceId": "hits"}]}
    answer = lmo_client.ask("POST", f"{ROOT}/composite", asked).json["compositeResponse"][0]
    assert answer["body"]["searchRecords"][0]["Name"] == 'Joe "The Plumber" & Sons'
    assert lmo_client.get("/search").code == "MALFORMED_SEARCH"
