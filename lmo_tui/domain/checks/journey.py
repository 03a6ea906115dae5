"""The checklist: every step from an empty org to a License Management Org that works, in order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lmo_tui.domain.checks import creation_rules, org_rules, package_rules, user_rules
from lmo_tui.domain.checks.check import PENDING, Check, Finding, Standing
from lmo_tui.domain.checks.facts import NotAskedError, NotKnownError, OrgFacts, Unknown


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the checklist before anything is known."""

    id: str
    step: int
    title: str
    meaning: str
    judge: Callable[[OrgFacts], Finding]
    guide: str = ""
    needs_lma: bool = False
    """Whether it is about records of the LMA."""

    def check(self, facts: OrgFacts) -> Check:
        """What the facts say of it so far."""
        try:
            if self.needs_lma and isinstance(facts.license, Unknown) and facts.license.absent:
                raise NotKnownError("step 2 comes first, for your user can see no LMA here.")
            finding = self.judge(facts)
        except NotAskedError:
            finding = PENDING
        except NotKnownError as unknown:
            finding = Finding(Standing.UNKNOWN, f"Unknown: {unknown.why}")
        return Check(self.id, self.step, self.title, finding, self.meaning, self.guide)


ITEMS: Final = (
    Item(
        *("clock", 0, "Clock"),
        "The org tells its time with every answer; a clock that is far off breaks signed logins and dates.",
        user_rules.clock,
    ),
    Item(
        *("org", 1, "A fit org"),
        "An LMO is an Enterprise, Unlimited or Performance production org, best a Partner Business Org; never a "
        "Developer Edition or a trial: when such an org ends, its records cannot be reached any more.",
        org_rules.fit_org,
        "moving",
    ),
    Item(
        *("lma", 2, "License Management App"),
        "The LMA (namespace sfLma) makes a lead and a license of every install. A Partner Business Org has it; for "
        "any other org it is requested by a case.",
        org_rules.lma,
        "lma",
    ),
    Item(
        *("conflicts", 3, "No conflicting package"),
        "Salesforce says that the LMA cannot share an org with the packages Slack or DLRS.",
        org_rules.conflicts,
    ),
    Item(
        *("packages", 4, "Packages associated"),
        "A package tells its installs to exactly one LMO, by its association in the Partner Console; one LMO may "
        "serve many packages. The default license terms are set there too, not in this org.",
        package_rules.associated,
        "association",
        needs_lma=True,
    ),
    Item(
        *("managers", 5, "Lead managers active"),
        "New leads belong to the package's Lead Manager. It must be a valid active user, or nothing is created.",
        package_rules.lead_managers,
        needs_lma=True,
    ),
    Item(
        *("creation", 6, "Nothing blocks records"),
        "The LMA inserts leads and licenses by itself and fills only its own fields. On both objects: no required "
        "custom fields, no before triggers, no validation rules, no workflow.",
        creation_rules.creation,
        "automation",
        needs_lma=True,
    ),
    Item(
        *("install", 7, "Verified by a test install"),
        "Only a lead and a license that really came prove the chain. A license without a lead is fine where a Contact "
        "matched. Uninstalled is terminal: that license can never be edited again, a new install makes a new one.",
        package_rules.test_install,
        "install",
        needs_lma=True,
    ),
    Item(
        *("refresh", 7, "Refresh Licenses"),
        "Brings seats, dates and missing licenses of a package up to date; by a page of the LMA, once in seven days.",
        package_rules.refresh,
        needs_lma=True,
    ),
    Item(
        *("rights", 8, "Permissions of this user"),
        "Only Status, Seats and Expiration of a license may be changed, by Modify License or from here. Uninstalled "
        "licenses are final, whatever the permissions.",
        user_rules.rights,
        needs_lma=True,
    ),
    Item(
        *("login", 8, "Login to subscribers"),
        "With a customer's grant, support may log in to their org from the Subscribers tab. Not to Government Cloud, "
        "not to scratch orgs.",
        user_rules.log_in,
        "login",
    ),
    Item(
        *("accounts", 8, "Accounts in this org"),
        "The account of a license is a lookup in this org: a customer who is kept in another org has none here.",
        user_rules.accounts,
        "accounts",
        needs_lma=True,
    ),
    Item(
        *("fma", 9, "Feature Management App"),
        "The FMA (namespace sfFma) holds a value of each feature parameter for every license. Values are Boolean, "
        "Integer or Date, nothing else; only those from LMO to Subscriber are yours to set.",
        org_rules.fma,
        "fma",
    ),
    Item(
        *("automate", 10, "Automate"),
        "After triggers and flows on License and Lead may alert before expiry and notify of uninstalls; before "
        "triggers could block the LMA.",
        creation_rules.automate,
        "automation",
    ),
)
"""In the order in which they are worked off."""


def checks_of(facts: OrgFacts) -> tuple[Check, ...]:
    """The whole checklist as far as it is known."""
    return tuple(item.check(facts) for item in ITEMS)
