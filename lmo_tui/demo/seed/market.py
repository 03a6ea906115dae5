"""Who has which license: decides the facts of each, in the order in which they were installed."""

from random import Random
from typing import Final, NamedTuple

from lmo_tui.demo.seed.calendar import DAY, Calendar
from lmo_tui.demo.seed.customers import CONVERTED, KEPT, LEAD, MATCHED, NOBODY, Customer, Customers, Org
from lmo_tui.demo.seed.facts import Facts
from lmo_tui.demo.seed.ids import fixed_org_id, org_id
from lmo_tui.demo.seed.odd import PLACED, Recipe
from lmo_tui.demo.seed.places import Place, place_of
from lmo_tui.demo.seed.shelf import Shelf
from lmo_tui.demo.seed.showcase import ABROAD, SHOWCASE
from lmo_tui.demo.seed.terms import Terms, TermSet

_OLDEST: Final = 2_200
_POOL: Final = 300
# Hours: what is at the top of a list by date are the newest licenses, and nothing else.
_QUIET: Final = -20 * 3_600
_SHOWN_SPAN: Final = 5 * DAY
_LONG_QUIET: Final = -60 * DAY
_STAGES: Final = (CONVERTED,) * 10 + (KEPT,) * 3 + (LEAD,) * 5 + (MATCHED,) + (NOBODY,)
_EDITIONS: Final = ("Enterprise Edition",) * 12 + ("Unlimited Edition",) * 4 + ("Professional Edition",) * 3
_ORG_STATUSES: Final = tuple(
    ("ACTIVE " * 22 + "Active " * 18 + "TRIAL " * 3 + "Trial FREE FREE SUSPENDED DELETED PENDING_DELETE HOLD").split()
)
_PACKAGES: Final = (0,) * 7 + (1,) * 5 + (2,) * 4 + (3,) * 3 + (4,) * 3 + (5,) * 2


class Span(NamedTuple):
    """When a license was created, and until when it may have been changed."""

    created: int
    until: int


class Market:
    """Decides the facts of license after license; later ones often go to customers of earlier ones."""

    def __init__(self, rng: Random, calendar: Calendar, shelf: Shelf, total: int) -> None:
        self._rng = rng
        self._calendar = calendar
        self._shelf = shelf
        self._total = total
        self._terms = Terms(rng, calendar)
        self._customers = Customers(rng, calendar)
        self._known: list[Customer] = []
        self._fixed: dict[str, Customer] = {}
        self._orgs = 0
        self._salt = rng.randrange(62**5)
        self._shown_from = total - min(len(SHOWCASE), total // 20)
        self.sheets = self._customers.sheets

    def license(self, number: int) -> Facts:
        """Decide about license `number`, counted from 1."""
        recipe = PLACED.get(number)
        if recipe is not None:
            return self._odd(number, recipe)
        if number > self._shown_from:
            return self._shown(number)
        return self._ordinary(number)

    def _created(self, number: int) -> int:
        left = (self._total - number + self._rng.random()) / self._total
        return -int(_OLDEST * left**1.5 * DAY) - _SHOWN_SPAN

    def _ordinary(self, number: int) -> Facts:
        random = self._rng.random
        created = self._created(number)
        quiet = _QUIET
        if self._known and random() < 0.42:
            customer = self._known[int(random() * len(self._known))]
            org = self._org_of(customer)
        else:
            place = self._customers.place()
            abroad = random() < 0.02
            name = ABROAD[int(random() * len(ABROAD))] if abroad else self._customers.name(place)
            customer, org = self._new_customer(name, place, created, sandbox=random() < 0.1)
            if abroad:
                quiet = _LONG_QUIET
            else:
                self._remember(customer)
        span = Span(created, max(quiet, created + 60))
        terms = self._terms.pick(-created // DAY, sandbox=org.sandbox)
        return self._facts(number, customer, org, self._package_for(org), span, terms)

    def _facts(self, number: int, customer: Customer, org: Org, package: int, span: Span, terms: TermSet) -> Facts:
        org.installed[package] = terms.status != "Uninstalled"
        return Facts(
            number=number,
            customer=customer,
            org=org,
            package=package,
            version=self._version(package, span.created, terms.status),
            created=span.created,
            until=span.until,
            status=terms.status,
            record_type=terms.record_type,
            seats=terms.seats,
            used=terms.used,
            expires=terms.expires,
            license_type="Read-Only" if self._rng.random() < 0.002 else None,
            checkout=self._rng.random() < 0.004,
            linked=not org.sandbox or self._rng.random() < 0.85,
        )

    def _shown(self, number: int) -> Facts:
        left = self._total - number
        until = -3_600 - left * 1_500 - int(self._rng.random() * 900)
        created = until - DAY - left * 7_000
        name = SHOWCASE[left % len(SHOWCASE)]
        place = place_of(name)
        customer, org = self._new_customer(name, place, created, sandbox=left % 7 == 5, calm=True)
        self._remember(customer)
        package = (left * 5 + left // 6) % len(self._shelf.packages)
        status = ("Active", "Trial", "Active", "Active", "Suspended", "Active", "Trial", "Active", "Uninstalled")
        terms = self._terms.pick(-created // DAY, sandbox=org.sandbox, status=status[left * 2 % len(status)])
        facts = self._facts(number, customer, org, package, Span(created, until), terms)
        facts.record_type, facts.license_type, facts.checkout = facts.status, None, False
        facts.linked = facts.fresh = True
        return facts

    def _odd(self, number: int, recipe: Recipe) -> Facts:
        created = self._created(number)
        customer = self._fixed.get(recipe.org) if recipe.org else None
        if customer is None:
            place = self._customers.place()
            name = recipe.name or self._customers.name(place)
            customer, org = self._new_customer(name, place, created, stage=recipe.stage, sandbox=recipe.sandbox)
            org.status = recipe.org_status
            org.trial_end = self._calendar.day(25) if recipe.org_status.upper() == "TRIAL" else None
            if recipe.org:
                org.id = fixed_org_id(recipe.org)
                self._fixed[recipe.org] = customer
        version = recipe.version % len(self._shelf.packages[recipe.package].versions)
        expires = self._calendar.day(recipe.expires) if isinstance(recipe.expires, int) else recipe.expires
        return Facts(
            number=number,
            customer=customer,
            org=customer.orgs[0],
            package=recipe.package,
            version=version,
            created=created,
            until=max(_LONG_QUIET, created + 60),
            status=recipe.status,
            record_type=recipe.record_type or recipe.status,
            seats=recipe.seats,
            used=recipe.used,
            expires=expires,
            license_type=recipe.license_type,
            proxy=recipe.proxy,
            checkout=recipe.checkout,
        )

    def _new_customer(
        self, name: str, place: Place, created: int, *, stage: str = "", sandbox: bool = False, calm: bool = False
    ) -> tuple[Customer, Org]:
        edition = _EDITIONS[int(self._rng.random() * len(_EDITIONS))]
        stage = stage or _STAGES[int(self._rng.random() * len(_STAGES))]
        if calm and stage == NOBODY:
            stage = LEAD
        customer = self._customers.make(name, place, stage, installed=created, edition=edition)
        return customer, self._new_org(customer, edition, sandbox=sandbox, calm=calm)

    def _new_org(self, customer: Customer, edition: str, *, sandbox: bool, calm: bool = False) -> Org:
        random = self._rng.random
        self._orgs += 1
        instances = customer.place.sandboxes if sandbox else customer.place.instances
        instance = instances[int(random() * len(instances))]
        status = "Active" if sandbox or calm else _ORG_STATUSES[int(random() * len(_ORG_STATUSES))]
        org = Org(org_id(self._orgs, self._salt), edition, status, instance, sandbox)
        if status in {"TRIAL", "Trial"}:
            org.trial_end = self._calendar.day(int(random() * 60) - 20)
        elif status == "FREE":
            org.edition = "Developer Edition"
        customer.orgs.append(org)
        return org

    def _org_of(self, customer: Customer) -> Org:
        last = customer.orgs[-1]
        if self._rng.random() < 0.36 and len(customer.orgs) < 4:
            return self._new_org(customer, last.edition, sandbox=True)
        return customer.orgs[int(self._rng.random() * len(customer.orgs))]

    def _package_for(self, org: Org) -> int:
        """Pick a package which the org does not have; one that it once had comes back as a second license."""
        random = self._rng.random
        gone = [package for package, there in org.installed.items() if not there]
        if gone and random() < 0.5:
            return gone[0]
        for _ in range(4):
            package = _PACKAGES[int(random() * len(_PACKAGES))]
            if not org.installed.get(package):
                return package
        return next((place for place in range(len(self._shelf.packages)) if not org.installed.get(place)), 0)

    def _version(self, package: int, created: int, status: str) -> int:
        shelved = self._shelf.packages[package]
        latest = len(shelved.versions) - 1
        first = shelved.current_on(created // DAY)
        if status != "Uninstalled" and self._rng.random() < 0.62:
            return latest
        return first + int(self._rng.random() * (latest - first + 1))

    def _remember(self, customer: Customer) -> None:
        if len(self._known) < _POOL:
            self._known.append(customer)
        else:
            self._known[int(self._rng.random() * _POOL)] = customer
