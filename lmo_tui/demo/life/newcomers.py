"""New customers: a package is installed, and the License Management App writes down a lead and a license."""

import sqlite3
from collections.abc import Iterable
from random import Random
from typing import Any, Final

from lmo_tui.demo import numbering, records
from lmo_tui.demo.life.offer import Package, Parameter
from lmo_tui.demo.lmo import Lmo
from lmo_tui.demo.rules import LICENSE, RECORD_TYPE_OF
from lmo_tui.demo.schema import SCHEMA
from lmo_tui.demo.seed.calendar import Calendar
from lmo_tui.demo.seed.customers import EDITION_CODES, Customers
from lmo_tui.demo.seed.ids import live_org_id
from lmo_tui.demo.seed.places import Place
from lmo_tui.demo.seed.team import AUTOMATED
from lmo_tui.demo.seed.terms import Terms

_EDITIONS: Final = ("Enterprise Edition", "Enterprise Edition", "Unlimited Edition", "Professional Edition")
#: What an install leaves in each kind of junction; the package's own default values are not known to an LMO.
_UNTOUCHED: Final[dict[str, int | None]] = {"Boolean": 0, "Integer": None, "Date": None}


class Newcomers:
    """Makes up customers, and writes down what their installs leave in the LMO."""

    def __init__(self, lmo: Lmo, rng: Random) -> None:
        self._lmo = lmo
        self._rng = rng
        calendar = Calendar(lmo.clock.today())
        self._customers = Customers(rng, calendar)
        self._terms = Terms(rng, calendar)

    def company(self) -> str:
        """Make up a company's name."""
        return self._customers.name(self._customers.place())

    def install(self, connection: sqlite3.Connection, package: Package) -> str:
        """Let a new customer install a package; gives the id of the license."""
        place = self._customers.place()
        edition = self._rng.choice(_EDITIONS)
        sandbox = self._rng.random() < 0.15
        lead = self._lead(package, place, edition) if package.lead_manager and not sandbox else None
        columns = {
            **self._org(connection, place, edition, sandbox=sandbox),
            **self._agreed(sandbox=sandbox),
            "sfLma__Lead__c": lead,
            "sfLma__Package__c": package.id,
            "sfLma__Package_Version__c": package.latest.id,
            "sfLma__Version_Number__c": package.latest.number,
        }
        (key,) = records.create_behind(self._lmo, SCHEMA[LICENSE], [columns], AUTOMATED)
        self.add_features(key, package.latest.parameters)
        return key

    def add_features(self, license_id: str, parameters: Iterable[Parameter]) -> None:
        """Add a license's values of parameters that it did not have."""
        by_type: dict[str, list[dict[str, Any]]] = {}
        for parameter in parameters:
            columns = {
                "sfFma__FeatureParameter__c": parameter.id,
                "sfFma__License__c": license_id,
                "sfFma__FullName__c": parameter.full_name,
                "sfFma__Value__c": _UNTOUCHED[parameter.data_type],
            }
            by_type.setdefault(parameter.data_type, []).append(columns)
        for data_type, rows in by_type.items():
            records.create_behind(self._lmo, SCHEMA[f"sfFma__FeatureParameter{data_type}__c"], rows, AUTOMATED)

    def _lead(self, package: Package, place: Place, edition: str) -> str:
        company = self._customers.name(place)
        person = self._customers.person(company, place)
        columns = {
            "LastName": person.last,
            "FirstName": person.first,
            "Title": person.title,
            "Company": company,
            "City": self._rng.choice(place.cities),
            "Country": place.country,
            "Phone": person.phone,
            "Email": person.email,
            "LeadSource": "Package Installation",
            "Status": "Open - Not Contacted",
            "OwnerId": package.lead_manager,
            "sfLma__Subscriber_Org_Type__c": EDITION_CODES[edition],
        }
        return records.create_behind(self._lmo, SCHEMA["Lead"], [columns], AUTOMATED)[0]

    def _org(
        self, connection: sqlite3.Connection, place: Place, edition: str, *, sandbox: bool
    ) -> dict[str, str | int | None]:
        # The license's own number makes the org's id, so that no two are alike, whenever they come.
        number = int(numbering.next_name(connection, SCHEMA[LICENSE]).rpartition("-")[2])
        return {
            "sfLma__Subscriber_Org_ID__c": live_org_id(number),
            "sfLma__Subscriber_Org_Is_Sandbox__c": int(sandbox),
            "sfLma__Org_Instance__c": self._rng.choice(place.sandboxes if sandbox else place.instances),
            "sfLma__Org_Status_Formula__c": "ACTIVE",
            "sfLma__Org_Type__c": edition,
            "sfLma__Package_License_ID__c": numbering.installation_id(number),
        }

    def _agreed(self, *, sandbox: bool) -> dict[str, Any]:
        terms = self._terms.pick(0, sandbox=sandbox, status="Active" if self._rng.random() < 0.3 else "Trial")
        return {
            "RecordTypeId": RECORD_TYPE_OF[terms.status],
            "sfLma__Status__c": terms.status,
            # Not null, which on creating counts as a site license: the LMA says that by -1.
            "sfLma__Seats__c": -1.0 if terms.seats is None else float(terms.seats),
            "sfLma__Used_Licenses__c": None if terms.used is None else float(terms.used),
            "sfLma__Expiration__c": terms.expires,
            "sfLma__Install_Date__c": self._lmo.clock.today().isoformat(),
            "sfLma__Last_Modified__c": self._lmo.clock.stamp(),
        }
