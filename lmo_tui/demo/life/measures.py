"""Feature values that move: metrics as customers' orgs report them, and settings as the ISV's engineers switch them."""

from datetime import date, timedelta
from random import Random
from typing import Any, Final

from lmo_tui.demo.seed.products import FROM_SUBSCRIBER, TO_SUBSCRIBER

VALUE: Final = "sfFma__Value__c"
_LIMITS: Final = (5, 10, 25, 50, 100, 250, 500, 1_000, 5_000, 10_000)


def junction(rng: Random) -> tuple[str, str]:
    """An object that holds values, and its data type."""
    data_type = rng.choice(("Boolean", "Integer", "Date"))
    return f"sfFma__FeatureParameter{data_type}__c", data_type


def going(direction: str) -> str:
    """The condition that a value goes this way."""
    parameters = f"SELECT Id FROM sfFma__FeatureParameter__c WHERE sfFma__DataFlowDirection__c = '{direction}'"  # noqa: S608 (a constant)
    return f"sfFma__FeatureParameter__c IN ({parameters})"


MEASURED: Final = going(FROM_SUBSCRIBER)
SWITCHED: Final = going(TO_SUBSCRIBER)


def reported(rng: Random, data_type: str, before: Any, today: date) -> int | float | str:  # noqa: ANN401 (a column's value)
    """What the customer's org reports next: something has happened there since."""
    if data_type == "Boolean":
        return int(not before)
    if data_type == "Date":
        return today.isoformat()
    return float(max(before or 0, 0) + rng.randint(1, 40))


def chosen(rng: Random, data_type: str, before: Any, today: date) -> int | float | str | None:  # noqa: ANN401 (a column's value)
    """What an engineer sets instead."""
    if data_type == "Boolean":
        return int(not before)
    if data_type == "Date":
        return (today + timedelta(days=rng.choice((14, 30, 90)))).isoformat()
    return float(rng.choice([limit for limit in _LIMITS if limit != before]))
