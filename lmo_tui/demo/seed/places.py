"""Where the demo LMO's customers are."""

from typing import Final, NamedTuple


class Place(NamedTuple):
    """Where a customer is: it decides the legal form, the city, the telephone number and the Salesforce instance."""

    country: str
    forms: tuple[str, ...]
    cities: tuple[str, ...]
    dial: str
    instances: tuple[str, ...]
    sandboxes: tuple[str, ...]


_US: Final = ("NA142", "NA211", "USA654", "USA398", "USA1020")
_EU: Final = ("EU42", "EU25", "DEU82", "SWE54", "FRA16")
_AP: Final = ("AP28", "AUS44", "IND156", "JPN138")
_US_BOX: Final = ("CS87", "CS214", "USA312S")
_EU_BOX: Final = ("CS102", "SWE38S", "DEU14S")
_AP_BOX: Final = ("CS116", "AUS18S", "IND60S")

PLACES: Final = (
    Place(
        "United States", ("Inc", "LLC", "Corp", "Group", "Co"), ("Chicago", "Austin", "Denver"), "+1 312", _US, _US_BOX
    ),
    Place("United States", ("Inc", "LLC", "Corp", ""), ("Boston", "Atlanta", "Portland"), "+1 617", _US, _US_BOX),
    Place("United Kingdom", ("Ltd", "PLC", "LLP", "Group"), ("London", "Leeds", "Bristol"), "+44 20", _EU, _EU_BOX),
    Place("Germany", ("GmbH", "AG", "KG"), ("Berlin", "Hamburg", "Köln"), "+49 30", _EU, _EU_BOX),
    Place("France", ("SA", "SARL", "SAS"), ("Paris", "Lyon", "Nantes"), "+33 1", _EU, _EU_BOX),
    Place("Netherlands", ("BV", "NV"), ("Utrecht", "Rotterdam"), "+31 20", _EU, _EU_BOX),
    Place("Spain", ("SL", "SA"), ("Madrid", "Sevilla"), "+34 91", _EU, _EU_BOX),
    Place("Sweden", ("AB",), ("Stockholm", "Malmö"), "+46 8", _EU, _EU_BOX),
    Place("Canada", ("Inc", "Ltd"), ("Toronto", "Montréal"), "+1 416", _US, _US_BOX),
    Place("Australia", ("Pty Ltd",), ("Sydney", "Perth"), "+61 2", _AP, _AP_BOX),
    Place("India", ("Pvt Ltd",), ("Pune", "Bengaluru"), "+91 20", _AP, _AP_BOX),
    Place("Japan", ("KK",), ("Tokyo", "Osaka"), "+81 3", _AP, _AP_BOX),
)


def place_of(company: str) -> Place:
    """Tell from its legal form where a company is."""
    form = company.partition(" ")[2]
    return next((place for place in PLACES if form.endswith(place.forms)), PLACES[0])
