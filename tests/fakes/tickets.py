"""Tickets as customers write them: one good clue or two weak ones, in much noise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from lmo_tui.domain.ids import long_id
from tests.fakes.licenses import a_license

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from lmo_tui.domain.licenses import License

_FIRST: Final = ("Copper", "Juniper", "Meridian", "Palisade", "Linden", "Cobalt", "Harbor", "Saffron", "Teal", "Ivory")
_SECOND: Final = ("Networks", "Biotech", "Foods", "Marine", "Schools", "Freight", "Energy", "Press", "Optics", "Legal")
_FORM: Final = ("GmbH", "Inc.", "Ltd", "AG", "", "S.A.", "Pty Ltd", "LLC")
_PACKAGES: Final = ("Acme Billing", "Acme Field", "Acme CPQ")
_PEOPLE: Final = ("jane", "li.wei", "o'brien", "maria-jose", "s.okafor")
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz0123456789"

_NOISE: Final = (
    "Hi team, since this morning nobody here can log in, please help!",
    "Error reference 8f14e45fceea167a5a36dedd4bea2543, see the screenshot IMG_20261102_091233.png",
    "Best regards\n-- \nSupport Desk | support@acme.example | www.acme.example | +44 20 7946 0958",
    "> On 11/02/2026 somebody wrote:\n> The trial ended, we bought 120 seats for 2 years (PO 4500012345).",
    "Browser: Chrome 131, https://login.salesforce.com/?ec=302, sandbox too?",
    "URGENT!!! The ticket is CASE-00104423. Sent from my phone",
)


def a_market(dice: random.Random, size: int) -> list[License]:
    """Licenses of many customers; each has one or two packages, and some a sandbox."""
    licenses: list[License] = []
    names = [f"{first} {second}" for first in _FIRST for second in _SECOND]
    dice.shuffle(names)
    while len(licenses) < size:
        number = len(licenses) + 1
        name = names[number % len(names)] + (f" {number}" if number > len(names) else "")
        customer = f"{name} {dice.choice(_FORM)}".strip()
        host = f"{name.replace(' ', '').casefold()}.example"
        org = "00D" + "".join(dice.choices(_LETTERS, k=12))
        for package in dice.sample(_PACKAGES, dice.choice((1, 1, 2))):
            licenses.append(
                replace(
                    a_license(len(licenses) + 1, account=customer, package=package, org_id=org),
                    contact_email=f"{dice.choice(_PEOPLE)}@{host}",
                    installed=date(2026, 1, 1) + timedelta(days=dice.randrange(300)),
                )
            )
    return licenses


def a_ticket(dice: random.Random, license_: License) -> str:
    """What a customer writes about a license."""
    name = license_.account
    ways: Sequence[Callable[[], str]] = (
        lambda: f"Org {license_.org_id}, package {license_.package}",
        lambda: f"our org id is {long_id(license_.org_id)} ({license_.package})",
        lambda: f"org: {long_id(license_.org_id).lower()}, {license_.package.upper()}",
        lambda: f"orgid={license_.org_id.lower()} app {license_.package}",
        lambda: f"https://acme.lightning.force.com/lightning/r/sfLma__License__c/{long_id(license_.id)}/view",
        lambda: f"license {license_.name}",
        lambda: f"license {license_.name.lower().replace('-', ' ')}?",
        lambda: f"{name} uses {license_.package}",
        lambda: f"We at {_spoken(name)} bought {license_.package}.",
        lambda: f"From: {license_.contact_email}\nProduct: {license_.package}",
        lambda: f"From: boss@{license_.contact_email.partition('@')[2].upper()}\n{license_.package} does not open",
    )
    lines = [dice.choice(ways)(), *dice.sample(_NOISE, dice.randint(1, 4))]
    dice.shuffle(lines)
    return "\n\n".join(lines)


def _spoken(customer: str) -> str:
    for form in filter(None, _FORM):
        customer = customer.removesuffix(f" {form}")
    return customer
