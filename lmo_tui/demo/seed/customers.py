"""Customers: the company, the person who installed, and how sales has linked them."""

import re
from dataclasses import dataclass, field
from random import Random
from typing import Final

from lmo_tui.demo.seed.calendar import DAY, Calendar
from lmo_tui.demo.seed.places import PLACES, Place
from lmo_tui.demo.seed.sheets import Sheet
from lmo_tui.demo.seed.team import AUTOMATED, ENGINEERS, LEAD_MANAGER
from lmo_tui.demo.seed.words import FIRST_NAMES, INDUSTRIES, LAST_NAMES, ROOTS, TITLES, TRADES

_AUDIT: Final = "CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp"
_NAMES: Final = len(ROOTS) * len(TRADES)
# Prime to the number of names, so that a name returns only when all have been used.
_STRIDE: Final = 6_607
_NOT_HOST: Final = re.compile(r"[^a-z0-9]+")
EDITION_CODES: Final = {
    "Enterprise Edition": "EE",
    "Unlimited Edition": "UE",
    "Professional Edition": "PE",
    "Developer Edition": "DE",
}

# How far sales has got with a customer: account and contact from a lead (which the license may keep), a lead only,
# account and contact that were there before, or nothing at all.
CONVERTED, KEPT, LEAD, MATCHED, NOBODY = "converted", "kept", "lead", "matched", "nobody"


@dataclass(slots=True)
class Org:
    """One org of a customer; `installed` tells of each package that it ever had whether it still has it."""

    id: str
    edition: str
    status: str
    instance: str
    sandbox: bool
    trial_end: str | None = None
    installed: dict[int, bool] = field(default_factory=dict)


@dataclass(slots=True)
class Customer:
    """One customer: the ids that its licenses carry, and its orgs."""

    name: str
    place: Place
    contact: str
    account_id: str | None
    contact_id: str | None
    lead_id: str | None
    orgs: list[Org] = field(default_factory=list)


@dataclass(slots=True)
class Person:
    """Who installed the package."""

    first: str
    last: str
    title: str
    email: str
    phone: str


class Customers:
    """Makes customers, and writes down their accounts, contacts and leads."""

    def __init__(self, rng: Random, calendar: Calendar) -> None:
        self._rng = rng
        self._calendar = calendar
        self._made = rng.randrange(_NAMES)
        self._accounts = Sheet(
            "Account",
            "Id Name Type BillingCity BillingCountry Phone Website Industry NumberOfEmployees OwnerId LastActivityDate"
            f" {_AUDIT}",
        )
        self._contacts = Sheet(
            "Contact",
            f"Id AccountId LastName FirstName MailingCity MailingCountry Phone Email Title LeadSource OwnerId {_AUDIT}",
        )
        self._leads = Sheet(
            "Lead",
            "Id LastName FirstName Title Company City Country Phone Email LeadSource Status Industry OwnerId"
            f" IsConverted ConvertedDate ConvertedAccountId ConvertedContactId sfLma__Subscriber_Org_Type__c {_AUDIT}",
        )
        self.sheets = [self._accounts, self._contacts, self._leads]

    def place(self) -> Place:
        """Pick where a customer is."""
        return PLACES[int(self._rng.random() * len(PLACES))]

    def name(self, place: Place) -> str:
        """Make up a company's name; they repeat after ten thousand, but for their legal form."""
        self._made += 1
        root, trade = divmod(self._made * _STRIDE % _NAMES, len(TRADES))
        form = place.forms[int(self._rng.random() * len(place.forms))]
        return f"{ROOTS[root]} {TRADES[trade]} {form}".rstrip()

    def make(self, name: str, place: Place, stage: str, *, installed: int, edition: str) -> Customer:
        """Make the customer whose first install was at `installed`, as far as sales has got with it."""
        person = self.person(name, place)
        customer = Customer(name, place, f"{person.first} {person.last}", None, None, None)
        settled = min(installed + int((1 + 20 * self._rng.random()) * DAY), -3_600)
        if stage in {CONVERTED, KEPT, MATCHED}:
            customer.account_id = self._account(customer, installed if stage == MATCHED else settled)
            customer.contact_id = self._contact(customer, person, installed if stage == MATCHED else settled)
        if stage in {CONVERTED, KEPT, LEAD}:
            lead_id = self._lead(customer, person, installed, settled, edition)
            if stage != CONVERTED:
                customer.lead_id = lead_id
        return customer

    def person(self, company: str, place: Place) -> Person:
        """Make up somebody who works there."""
        random = self._rng.random
        first = FIRST_NAMES[int(random() * len(FIRST_NAMES))]
        last = LAST_NAMES[int(random() * len(LAST_NAMES))]
        host = _NOT_HOST.sub("", company.rpartition(" ")[0].lower())[:24] or "customer"
        email = f"{first}.{last}@{host}.example.{'org' if len(host) % 3 == 0 else 'com'}".lower()
        phone = f"{place.dial} {int(random() * 9_000 + 1_000)} {int(random() * 900 + 100)}"
        return Person(first, last, TITLES[int(random() * len(TITLES))], email, phone)

    def _account(self, customer: Customer, created: int) -> str:
        random = self._rng.random
        place = customer.place
        account_id = self._accounts.next_id()
        moment = self._calendar.moment
        modified = moment(int(created * random()))
        self._accounts.add(
            account_id,
            customer.name,
            "Customer - Direct",
            place.cities[int(random() * len(place.cities))],
            place.country,
            f"{place.dial} {int(random() * 9_000 + 1_000)} 000",
            f"https://www.{_NOT_HOST.sub('', customer.name.lower())[:24] or 'customer'}.example.com",
            INDUSTRIES[int(random() * len(INDUSTRIES))],
            int(10 ** (1 + 3.5 * random())),
            ENGINEERS[int(random() * 5)],
            self._calendar.day(-int(random() * 90)),
            moment(created),
            LEAD_MANAGER,
            modified,
            ENGINEERS[int(random() * 5)],
            modified,
        )
        return account_id

    def _contact(self, customer: Customer, person: Person, created: int) -> str:
        contact_id = self._contacts.next_id()
        when = self._calendar.moment(created)
        self._contacts.add(
            contact_id,
            customer.account_id,
            person.last,
            person.first,
            customer.place.cities[0],
            customer.place.country,
            person.phone,
            person.email,
            person.title,
            "Package Installation",
            LEAD_MANAGER,
            when,
            LEAD_MANAGER,
            when,
            LEAD_MANAGER,
            when,
        )
        return contact_id

    def _lead(self, customer: Customer, person: Person, created: int, settled: int, edition: str) -> str:
        lead_id = self._leads.next_id()
        converted = customer.account_id is not None
        when = self._calendar.moment(settled)
        status = "Working - Contacted" if self._rng.random() < 0.4 else "Open - Not Contacted"
        self._leads.add(
            lead_id,
            person.last,
            person.first,
            person.title,
            customer.name,
            customer.place.cities[0],
            customer.place.country,
            person.phone,
            person.email,
            "Package Installation",
            "Closed - Converted" if converted else status,
            INDUSTRIES[int(self._rng.random() * len(INDUSTRIES))],
            LEAD_MANAGER,
            int(converted),
            when[:10] if converted else None,
            customer.account_id,
            customer.contact_id,
            EDITION_CODES.get(edition, "Free"),
            self._calendar.moment(created),
            AUTOMATED,
            when,
            LEAD_MANAGER,
            when,
        )
        return lead_id
