"""Aggregates: their values, their names in the answer, and what counts as a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lmo_tui.demo.soql import SoqlError, compile_query
from tests.demo.soql.world import CONTEXT, World, insert

if TYPE_CHECKING:
    from collections.abc import Sequence


def _values(records: Sequence[dict[str, Any]]) -> list[tuple[Any, ...]]:
    assert all(record["attributes"] == {"type": "AggregateResult"} for record in records)
    return [tuple(value for name, value in record.items() if name != "attributes") for record in records]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("SELECT COUNT(Id) FROM sfLma__License__c", [(6,)]),
        ("SELECT COUNT(sfLma__Seats__c) FROM sfLma__License__c", [(5,)]),
        ("SELECT COUNT(sfLma__Status__c), COUNT_DISTINCT(sfLma__Status__c) FROM sfLma__License__c", [(5, 4)]),
        ("SELECT SUM(sfLma__Seats__c), AVG(sfLma__Seats__c) FROM sfLma__License__c", [(129.0, 25.8)]),
        ("SELECT MIN(sfLma__Expiration__c), MAX(Name) FROM sfLma__License__c", [("1970-01-01", "L-00006")]),
        ("SELECT SUM(sfLma__Seats__c) FROM sfLma__License__c WHERE Name = 'none'", [(None,)]),
        ("SELECT COUNT(Id) FROM sfLma__License__c WHERE Name = 'none'", [(0,)]),
        (
            "SELECT sfLma__Status__c, COUNT(Id) FROM sfLma__License__c GROUP BY sfLma__Status__c",
            [(None, 1), ("Active", 2), ("Suspended", 1), ("Trial", 1), ("Uninstalled", 1)],
        ),
        (
            "SELECT COUNT(Id) FROM sfLma__License__c GROUP BY sfLma__Status__c HAVING COUNT(Id) > 1",
            [(2,)],
        ),
        (
            "SELECT sfLma__Status__c FROM sfLma__License__c GROUP BY sfLma__Status__c "
            "HAVING (NOT sfLma__Status__c LIKE '%e%') AND COUNT(Id) >= 1 ORDER BY sfLma__Status__c NULLS LAST",
            [("Trial",), (None,)],
        ),
        (
            "SELECT sfLma__Account__r.Name, COUNT(Id) FROM sfLma__License__c GROUP BY sfLma__Account__r.Name "
            "ORDER BY COUNT(Id) DESC, sfLma__Account__r.Name LIMIT 2",
            [("Acme", 2), ("wayne", 2)],
        ),
        (
            "SELECT CALENDAR_YEAR(CreatedDate), CALENDAR_QUARTER(CreatedDate), COUNT(Id) FROM sfLma__License__c "
            "GROUP BY CALENDAR_YEAR(CreatedDate), CALENDAR_QUARTER(CreatedDate) ORDER BY CALENDAR_YEAR(CreatedDate)",
            [(2025, 4, 1), (2026, 1, 2), (2026, 4, 3)],
        ),
        (
            "SELECT DAY_ONLY(CreatedDate), COUNT(Id) FROM sfLma__License__c WHERE CreatedDate = THIS_WEEK "
            "GROUP BY DAY_ONLY(CreatedDate)",
            [("2026-11-22", 1), ("2026-11-24", 1), ("2026-11-25", 1)],
        ),
        (
            "SELECT DAY_IN_WEEK(CreatedDate), WEEK_IN_MONTH(CreatedDate), WEEK_IN_YEAR(CreatedDate), "
            "DAY_IN_YEAR(CreatedDate), DAY_IN_MONTH(CreatedDate) FROM sfLma__License__c WHERE CreatedDate = TODAY "
            "GROUP BY DAY_IN_WEEK(CreatedDate), WEEK_IN_MONTH(CreatedDate), WEEK_IN_YEAR(CreatedDate), "
            "DAY_IN_YEAR(CreatedDate), DAY_IN_MONTH(CreatedDate)",
            [(4, 4, 47, 329, 25)],
        ),
        (
            "SELECT FISCAL_YEAR(sfLma__Expiration__c) FROM sfLma__License__c WHERE sfLma__Seats__c = 25 "
            "GROUP BY sfLma__Expiration__c",
            [(2027,)],
        ),
        (
            "SELECT sfLma__Subscriber_Org_Is_Sandbox__c, COUNT(Id) FROM sfLma__License__c "
            "GROUP BY sfLma__Subscriber_Org_Is_Sandbox__c",
            [(False, 3), (True, 3)],
        ),
        ("SELECT FORMAT(SUM(AnnualRevenue)) FROM Account", [("$1,234.50",)]),
        ("SELECT SUM(NumberOfEmployees) FROM Account", [(12,)]),
    ],
)
def test_values(world: World, text: str, values: list[tuple[Any, ...]]) -> None:
    assert _values(world.ask(text)) == values


def test_counts_are_whole_numbers_and_sums_keep_their_kind(world: World) -> None:
    (record,) = world.ask("SELECT COUNT(Id) n, SUM(sfLma__Seats__c) s FROM sfLma__License__c")
    assert (repr(record["n"]), repr(record["s"])) == ("6", "129.0")


def test_unnamed_aggregates_are_numbered_and_groups_keep_their_name(world: World) -> None:
    (record, *_) = world.ask(
        "SELECT sfLma__Account__r.Name, COUNT(Id), SUM(sfLma__Seats__c) seats, MAX(CreatedDate), "
        "sfLma__Status__c state FROM sfLma__License__c GROUP BY sfLma__Account__r.Name, sfLma__Status__c"
    )
    assert list(record) == ["attributes", "Name", "expr0", "seats", "expr1", "state"]


def test_more_groups_than_one_batch_is_an_error() -> None:
    world = World()
    for number in range(2_001):
        insert(world.connection, "Contact", Id=f"003{number:015d}", LastName=f"{number}")
    query = compile_query("SELECT LastName, COUNT(Id) FROM Contact GROUP BY LastName", CONTEXT)
    with pytest.raises(SoqlError, match="queryMore") as caught:
        query.total(world.connection)
    assert caught.value.code == "EXCEEDED_ID_LIMIT"
    limited = compile_query("SELECT LastName FROM Contact GROUP BY LastName LIMIT 2000", CONTEXT)
    assert limited.total(world.connection) == 2_000
