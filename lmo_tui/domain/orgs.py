"""The org one works in: what it is called, what class it is, and what that means for writing."""

from dataclasses import dataclass
from enum import StrEnum


class OrgClass(StrEnum):
    """What is at stake in this org; an org whose class is unknown counts as production."""

    PRODUCTION = "production"
    SANDBOX = "sandbox"
    SCRATCH = "scratch"
    TRIAL = "trial"
    DEVELOPER = "developer"
    DEMO = "demo"
    UNKNOWN = "unknown"


BADGES = {
    OrgClass.PRODUCTION: "PROD",
    OrgClass.SANDBOX: "SANDBOX",
    OrgClass.SCRATCH: "SCRATCH",
    OrgClass.TRIAL: "TRIAL",
    OrgClass.DEVELOPER: "DEV ED",
    OrgClass.DEMO: "DEMO",
    OrgClass.UNKNOWN: "UNKNOWN",
}
"""The class in the words of the top line."""

STARTS_READ_ONLY = frozenset({OrgClass.PRODUCTION, OrgClass.UNKNOWN})

_EXPIRING = "Licenses here become unreachable when it expires: a License Management Org should be a production org."
WARNINGS = {
    OrgClass.DEVELOPER: f"This LMO is a Developer Edition org. {_EXPIRING}",
    OrgClass.TRIAL: f"This LMO is a trial org. {_EXPIRING}",
    OrgClass.SCRATCH: f"This LMO is a scratch org. {_EXPIRING}",
}
"""What is said all the time while working in an org that will not last."""


@dataclass(frozen=True, slots=True)
class Org:
    """The License Management Org and the user who works in it."""

    id: str
    name: str
    alias: str
    org_class: OrgClass
    user_id: str
    user_name: str
    instance_url: str
    """Without a trailing slash."""

    @property
    def badge(self) -> str:
        """The class in words, as the top line and every confirmation say it."""
        return BADGES[self.org_class]

    @property
    def warning(self) -> str:
        """What is wrong with using such an org as an LMO; empty if nothing is."""
        return WARNINGS.get(self.org_class, "")

    def record_url(self, record_id: str) -> str:
        """Where a browser shows the record."""
        return f"{self.instance_url}/lightning/r/sfLma__License__c/{record_id}/view"

    def modify_url(self, record_id: str) -> str:
        """Salesforce's own Modify License page, the sanctioned way to change a license."""
        return f"{self.instance_url}/apex/sfLma__ModifyLicense?id={record_id}"


def classify(*, organization_type: str | None, is_sandbox: bool | None, trial_ends: str | None) -> OrgClass:
    """The class of an org, from its Organization record; what the record does not say makes it unknown."""
    if organization_type is None or is_sandbox is None:
        return OrgClass.UNKNOWN
    if is_sandbox:
        return OrgClass.SCRATCH if trial_ends else OrgClass.SANDBOX
    if organization_type.startswith("Developer"):
        return OrgClass.DEVELOPER
    return OrgClass.TRIAL if trial_ends else OrgClass.PRODUCTION
