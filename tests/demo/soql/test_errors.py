"""What the platform refuses, in its own words, with row and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from lmo_tui.demo.soql.errors import Statement

if TYPE_CHECKING:
    from tests.demo.soql.world import World

SEE: Final = "Please reference your WSDL or the describe call for the appropriate names."
NO_COLUMN: Final = (
    "No such column '{}' on entity '{}'. If you are attempting to use a custom field, be sure to append the '__c' "
    f"after the custom field name. {SEE}"
)
NO_TYPE: Final = (
    "sObject type '{}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' "
    f"after the entity name. {SEE}"
)
NO_PARENT: Final = (
    "Didn't understand relationship '{}' in field path. If you are attempting to use a custom relationship, be sure "
    f"to append the '__r' after the custom relationship name. {SEE}"
)
NO_CHILDREN: Final = (
    "Didn't understand relationship '{}' in FROM part of query call. If you are attempting to use a custom "
    f"relationship, be sure to append the '__r' after the custom relationship name. {SEE}"
)


def test_an_unknown_field_reads_exactly_as_the_platform_says(world: World) -> None:
    error = world.refused("SELECT Naem FROM Account")
    assert error.code == "INVALID_FIELD"
    assert error.message == (
        f"\nSELECT Naem FROM Account\n       ^\nERROR at Row:1:Column:8\n{NO_COLUMN.format('Naem', 'Account')}"
    )


# The token an error points at is marked with « in front of it.
@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("SELECT Id FROM «Foo__c", "INVALID_TYPE", NO_TYPE.format("Foo__c")),
        ("SELECT Id FROM «ScratchOrgInfo limit 1", "INVALID_TYPE", NO_TYPE.format("ScratchOrgInfo")),
        ("SELECT Id, «Acount.Name FROM Contact", "INVALID_FIELD", NO_PARENT.format("Acount")),
        ("SELECT «Account.Naem FROM Contact", "INVALID_FIELD", NO_COLUMN.format("Naem", "Account")),
        ("SELECT Id FROM Account ORDER BY «Nope", "INVALID_FIELD", NO_COLUMN.format("Nope", "Account")),
        ("SELECT Id FROM Account WHERE «Nope = 1", "INVALID_FIELD", NO_COLUMN.format("Nope", "Account")),
        ("SELECT Id, (SELECT Id FROM «Contact) FROM Account", "INVALID_TYPE", NO_CHILDREN.format("Contact")),
        ("SELECT Id, (SELECT «Nope FROM Contacts) FROM Account", "INVALID_FIELD", NO_COLUMN.format("Nope", "Contact")),
        (
            "SELECT Id FROM Account WHERE CreatedDate = «'2026-01-01'",
            "INVALID_FIELD",
            "value of filter criterion for field 'CreatedDate' must be of type dateTime and should not be enclosed in "
            "quotes",
        ),
        (
            "SELECT Id FROM Account WHERE CreatedDate > «2026-01-01",
            "INVALID_FIELD",
            "value of filter criterion for field 'CreatedDate' must be of type dateTime and should not be enclosed in "
            "quotes",
        ),
        (
            "SELECT Id FROM sfLma__License__c WHERE sfLma__Expiration__c = «''",
            "INVALID_FIELD",
            "value of filter criterion for field 'sfLma__Expiration__c' must be of type date and should not be "
            "enclosed in quotes",
        ),
        (
            "SELECT Id FROM sfLma__License__c WHERE sfLma__Seats__c IN (1, «'2')",
            "INVALID_FIELD",
            "value of filter criterion for field 'sfLma__Seats__c' must be of type double and should not be enclosed "
            "in quotes",
        ),
        (
            "SELECT Id FROM Account WHERE NumberOfEmployees = «1.5",
            "INVALID_FIELD",
            "value of filter criterion for field 'NumberOfEmployees' must be of type int and should not be enclosed "
            "in quotes",
        ),
        (
            "SELECT Id FROM Lead WHERE IsConverted = «'true'",
            "INVALID_FIELD",
            "value of filter criterion for field 'IsConverted' must be of type boolean and should not be enclosed in "
            "quotes",
        ),
        (
            "SELECT Id FROM Account WHERE Name = «5",
            "INVALID_FIELD",
            "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes",
        ),
        (
            "SELECT Id FROM Account WHERE Name = «TODAY",
            "INVALID_FIELD",
            "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes",
        ),
        ("SELECT Id FROM Account WHERE Id = «'x'", "INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: x"),
        (
            "SELECT Id FROM Account WHERE Id LIKE «'001%'",
            "INVALID_QUERY_FILTER_OPERATOR",
            "invalid operator on id field",
        ),
        (
            "SELECT Id FROM Account WHERE CreatedDate LIKE «'2026%'",
            "INVALID_QUERY_FILTER_OPERATOR",
            "invalid operator on dateTime field",
        ),
        (
            "SELECT Id FROM Lead WHERE IsConverted > «false",
            "INVALID_QUERY_FILTER_OPERATOR",
            "invalid operator on boolean field",
        ),
        (
            "SELECT Id FROM Account WHERE «Industry INCLUDES ('a')",
            "INVALID_QUERY_FILTER_OPERATOR",
            "includes/excludes operator only valid on multi-select picklist field",
        ),
        (
            "SELECT Id FROM Account WHERE «Description = 'a'",
            "INVALID_FIELD",
            "field 'Description' can not be filtered in a query call",
        ),
        (
            "SELECT Id FROM sfLma__License__History WHERE «NewValue = 'a'",
            "INVALID_FIELD",
            "field 'NewValue' can not be filtered in a query call",
        ),
        (
            "SELECT Id FROM Account ORDER BY «Description",
            "INVALID_FIELD",
            "field 'Description' can not be sorted in a query call",
        ),
        (
            "SELECT COUNT(Id) FROM sfLma__License__c GROUP BY «sfLma__License_Status__c",
            "INVALID_FIELD",
            "field 'sfLma__License_Status__c' can not be grouped in a query call",
        ),
        ("SELECT Id, «Id FROM Account", "INVALID_FIELD", "duplicate field selected: Id"),
        (
            "SELECT Id FROM Account OFFSET «2001",
            "NUMBER_OUTSIDE_VALID_RANGE",
            "Maximum SOQL offset allowed is 2000",
        ),
        ("SELECT Id FROM Account WHERE Name = «:name", "MALFORMED_QUERY", "Bind variables only allowed in Apex code"),
        ("SELECT Id FROM Account LIMIT «:n", "MALFORMED_QUERY", "Bind variables only allowed in Apex code"),
        ("SELECT Id FROM Account WHERE Name = «Industry", "MALFORMED_QUERY", "unexpected token: 'Industry'"),
        ("SELECT Id, «FROM Account", "MALFORMED_QUERY", "unexpected token: 'FROM'"),
        ("SELECT «* FROM Account", "MALFORMED_QUERY", "unexpected token: '*'"),
        ("SELECT Id FROM Account«;", "MALFORMED_QUERY", "unexpected token: ';'"),
        ("SELECT Id FROM Account WHERE Name = 'a' AND «NOT Name = 'b'", "MALFORMED_QUERY", "unexpected token: 'NOT'"),
        (
            "SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' «OR Name = 'c'",
            "MALFORMED_QUERY",
            "unexpected token: 'OR'",
        ),
        (
            "SELECT Id FROM Account WHERE Name = 'a' OR Name = 'b' «AND Name = 'c'",
            "MALFORMED_QUERY",
            "unexpected token: 'AND'",
        ),
        ("SELECT Id FROM Account WHERE Name = 'O'«Reilly'", "MALFORMED_QUERY", "unexpected token: 'Reilly'"),
        ("SELECT Id FROM Account WHERE Email = «liam@example.com", "MALFORMED_QUERY", "unexpected token: 'liam'"),
        ("SELECT Id FROM«", "MALFORMED_QUERY", "unexpected token: '<EOF>'"),
        ("SELECT «Name, COUNT(Id) FROM Account", "MALFORMED_QUERY", "Field must be grouped or aggregated: Name"),
        (
            "SELECT COUNT(Id) FROM Account GROUP BY Industry ORDER BY «Name",
            "MALFORMED_QUERY",
            "Ordered field must be grouped or aggregated: Name",
        ),
        (
            "SELECT COUNT(Id) FROM Account GROUP BY Industry HAVING «Name = 'a'",
            "MALFORMED_QUERY",
            "Having field must be grouped or aggregated: Name",
        ),
        (
            "SELECT COUNT(Id) FROM Account LIMIT «5",
            "MALFORMED_QUERY",
            "Non-grouped query that uses overall aggregate functions cannot also use LIMIT",
        ),
        (
            "SELECT COUNT(Id) FROM Account OFFSET «5",
            "MALFORMED_QUERY",
            "Non-grouped query that uses overall aggregate functions cannot also use OFFSET",
        ),
        ("SELECT «Name n FROM Account", "MALFORMED_QUERY", "only aggregate expressions use field aliasing"),
        ("SELECT «SUM(Name) FROM Account", "MALFORMED_QUERY", "field Name does not support aggregate operator SUM"),
        (
            "SELECT Id, (SELECT «COUNT(Id) FROM Contacts) FROM Account",
            "MALFORMED_QUERY",
            "Only root queries support aggregate expressions",
        ),
        (
            "SELECT «FIELDS(ALL) FROM Account",
            "MALFORMED_QUERY",
            "The SOQL FIELDS function must have a LIMIT of at most 200",
        ),
        (
            "SELECT «FIELDS(CUSTOM) FROM Account LIMIT 201",
            "MALFORMED_QUERY",
            "The SOQL FIELDS function must have a LIMIT of at most 200",
        ),
        (
            "SELECT Id FROM Account WHERE Name = 'a' OR «Id IN (SELECT AccountId FROM Contact)",
            "MALFORMED_QUERY",
            "Semi join sub-selects are not allowed with the 'OR' operator",
        ),
        (
            "SELECT Id FROM Account WHERE «Name IN (SELECT AccountId FROM Contact)",
            "MALFORMED_QUERY",
            "The left operand field in the where expression for outer query should be an id field, cannot use: 'Name'",
        ),
        (
            "SELECT Id FROM Account WHERE Id IN (SELECT «LastName FROM Contact)",
            "MALFORMED_QUERY",
            "Semi join sub-selects can only query id fields, cannot use: 'LastName'",
        ),
        (
            "SELECT Id FROM Account WHERE «Id IN (SELECT OwnerId FROM Contact)",
            "MALFORMED_QUERY",
            "The selected field 'OwnerId' in the subquery and the left operand field in the where expression in the "
            "outer query 'Id' should point to the same object type",
        ),
        (
            "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE «AccountId IN (SELECT Id FROM "
            "Account))",
            "MALFORMED_QUERY",
            "Nesting of semi join sub-selects is not supported",
        ),
        (
            "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact) AND Id NOT IN (SELECT ParentId FROM "
            "Account) AND «Id IN (SELECT sfLma__Account__c FROM sfLma__License__c)",
            "MALFORMED_QUERY",
            "Maximum 2 semi join sub-selects are allowed",
        ),
        (
            "SELECT COUNT(Id) FROM Account GROUP BY «ROLLUP(Industry)",
            "MALFORMED_QUERY",
            "GROUP BY ROLLUP is not supported by the demo LMO",
        ),
        (
            "SELECT «TYPEOF Owner WHEN User THEN Id END FROM Account",
            "MALFORMED_QUERY",
            "TYPEOF is not supported by the demo LMO",
        ),
        (
            "SELECT COUNT(Id) FROM Account WHERE «COUNT(Id) > 1",
            "MALFORMED_QUERY",
            "Aggregate function not allowed here: COUNT(Id)",
        ),
        ("SELECT COUNT(Id), «COUNT(Name) expr0 FROM Account", "MALFORMED_QUERY", "duplicate alias: expr0"),
        (
            "SELECT COUNT(Id) FROM Account GROUP BY Industry, «Industry",
            "MALFORMED_QUERY",
            "duplicate grouping expression: Industry",
        ),
        (
            "SELECT COUNT(Id) FROM Account GROUP BY «DAY_ONLY(Name)",
            "INVALID_FIELD",
            "field Name does not support date function DAY_ONLY",
        ),
        (
            "SELECT Id FROM Account WHERE CreatedDate > «2026-02-30T00:00:00Z",
            "MALFORMED_QUERY",
            "Invalid date: 2026-02-30T00:00:00Z",
        ),
        (
            "SELECT Id FROM Account WHERE Name = «'\\q'",
            "MALFORMED_QUERY",
            "Invalid string literal '\\q'. Illegal character sequence '\\q' in string literal.",
        ),
        ("SELECT NOSUCH«(Id) FROM Account", "MALFORMED_QUERY", "unexpected token: '('"),
    ],
)
def test_refused(world: World, text: str, code: str, message: str) -> None:
    column = text.index("«") + 1
    error = world.refused(text.replace("«", ""))
    assert error.code == code
    *_, place, what = error.message.split("\n")
    assert what == message
    assert place == f"ERROR at Row:1:Column:{column}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "SOQL statements cannot be empty or null"),
        ("  \n ", "SOQL statements cannot be empty or null"),
        ("SELECT Id FROM Account WHERE Name = 'a", "line 1:38 mismatched character '<EOF>' expecting '''"),
        ('SELECT Id FROM Account WHERE Name = "a"', "line 1:36 no viable alternative at character '\"'"),
        ("SELECT Id\nFROM Account WHERE Name = \u2018a\u2019", "line 2:26 no viable alternative at character '\u2018'"),
        ("SELECT Id FROM Account LIMIT 1" + " " * 100_000, "SOQL statements cannot be longer than 100000 characters."),
    ],
)
def test_what_cannot_even_be_read(world: World, text: str, message: str) -> None:
    error = world.refused(text)
    assert (error.code, error.message) == ("MALFORMED_QUERY", message)


def test_the_end_of_the_statement_has_a_name(world: World) -> None:
    assert world.refused("SELECT Id FROM Account WHERE").message.endswith("Column:29\nunexpected token: '<EOF>'")


def test_row_and_column_count_lines(world: World) -> None:
    error = world.refused("SELECT Id,\n  Naem\nFROM Account")
    assert error.message.startswith("\n  Naem\n  ^\nERROR at Row:2:Column:3\n")


def test_deep_nesting_is_an_error_not_a_crash(world: World) -> None:
    text = "SELECT Id FROM Account WHERE " + "(" * 20_000 + "Name = 'a'" + ")" * 20_000
    assert world.refused(text).code == "MALFORMED_QUERY"


def test_more_than_five_parents_are_too_deep(world: World) -> None:
    text = "SELECT Manager.Manager.Manager.Manager.Manager.Manager.Name FROM User"
    assert "5 levels" in world.refused(text).message
    assert world.ask(text.replace("Manager.Manager.Name", "Manager.Name"))


# Excerpts of errors seen in transcripts of real orgs.
@pytest.mark.parametrize(
    ("text", "token", "shown"),
    [
        ("SELECT Id,Invalid__x FROM Contact LIMIT 1", "Invalid__x", "SELECT Id,Invalid__x FROM Contact LIMIT 1"),
        ("SELECT Id, Probe__c FROM Account", "Probe__c", "SELECT Id, Probe__c FROM Account"),
        (
            "SELECT Id, DepProbeField__c FROM Account LIMIT 1",
            "DepProbeField__c",
            "SELECT Id, DepProbeField__c FROM Account LIMIT",
        ),
        (
            "WHERE AccountId = '0014000000p6XlS' AND LastName LIKE 'test' OR email LIKE 'test'",
            "OR",
            "'0014000000p6XlS' AND LastName LIKE 'test' OR email LIKE 'test'",
        ),
    ],
)
def test_the_excerpt_is_cut_around_the_error(text: str, token: str, shown: str) -> None:
    at = text.index(token)
    _, excerpt, caret, *_ = Statement(text).malformed(at, "x").message.split("\n")
    assert excerpt == shown
    assert excerpt[len(caret) - 1 :].startswith(token)
