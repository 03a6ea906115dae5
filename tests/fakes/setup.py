"""How a fake org is set up: well, unless a test says otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime

from lmo_tui.domain.checks.accounts import Account
from lmo_tui.domain.checks.facts import (
    Automation,
    Install,
    Installed,
    ObjectFacts,
    Organization,
    OrgFacts,
    PackageFacts,
    Part,
    Times,
)
from lmo_tui.domain.errors import LmoError

TODAY = date(2026, 11, 24)
AT_NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PACKAGE_ID = "a03000000000001AAA"
EDITABLE = frozenset({"sfLma__Status__c", "sfLma__Seats__c", "sfLma__Expiration__c"})

ALL_WELL = OrgFacts(
    TODAY,
    organization=Organization("Acme LMO", "Unlimited Edition", False, None, "EU42"),
    times=Times(AT_NOON, AT_NOON),
    license=ObjectFacts(True, EDITABLE, EDITABLE),
    package=ObjectFacts(True),
    version=ObjectFacts(True),
    lead=ObjectFacts(True),
    parameter=ObjectFacts(True),
    installed=(
        Installed("sfLma", "License Management App", "1.21"),
        Installed("sfFma", "Feature Management App", "1.9"),
    ),
    packages=(PackageFacts(PACKAGE_ID, "Acme Sign", "033000000000001AAA", "2.4", "005000000000001AAA", "Eve", True),),
    triggers=(Automation("Lead", "NotifySales", after=True),),
    rules=(),
    workflows=(),
    duplicates=(),
    installs=(
        Install(PACKAGE_ID, "a05000000000001AAA", "L-00007", "2026-11-20T08:00:00Z", "00Q000000000001AAA", "Bill Hall"),
    ),
    may_log_in=True,
    parameters=((PACKAGE_ID, 3),),
    without_account=(0, 12),
)
"""The facts of an org in which nothing is left to do."""

READ_BY = {
    Part.ORGANIZATION: ("organization", "times"),
    Part.OBJECTS: ("license", "package", "version", "lead", "parameter"),
    Part.RIGHTS: ("may_log_in",),
    Part.ACCOUNTS: ("without_account",),
}
"""The facts that a part brings, where they are not called like it."""


@dataclass
class FakeSetup:
    """Fits SetupRepository."""

    facts: OrgFacts = ALL_WELL
    coming: list[tuple[Install, ...]] = field(default_factory=list)
    """What each further look at the newest licenses finds; the last one stays."""
    accounts: tuple[Account, ...] = ()
    error: LmoError | None = None
    calls: list[str] = field(default_factory=list)

    def read(self, part: Part, facts: OrgFacts) -> OrgFacts:
        self.calls.append(part)
        names = READ_BY.get(part, (str(part),))
        assert set(names) <= {each.name for each in fields(OrgFacts)}
        return replace(facts, **{name: getattr(self.facts, name) for name in names})

    def recent(self) -> Sequence[Install]:
        self.calls.append("recent")
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        return self.coming.pop(0) if len(self.coming) > 1 else self.coming[0] if self.coming else ()

    def accounts_like(self, company: str) -> Sequence[Account]:
        self.calls.append(f"accounts like {company}")
        return self.accounts
