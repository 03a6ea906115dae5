"""Steps 1 to 3: the org itself, the License Management App, and what cannot live beside it.

Sources: Second-Generation Managed Packaging guide 260.0, LMA chapters (editions, conflicts); the ways to tell a kind of
org are sfdx-core's. What is inferred is said so in the texts.
"""

from typing import Final

from lmo_tui.domain.checks.check import Evidence, Finding, Standing
from lmo_tui.domain.checks.facts import (
    Installed,
    NotKnownError,
    ObjectFacts,
    Organization,
    OrgFacts,
    Unknown,
    asked,
    known,
)
from lmo_tui.domain.orgs import OrgClass, classify

LMA: Final = "sfLma"
FMA: Final = "sfFma"
INSTALLED_PACKAGES: Final = "/lightning/setup/ImportedPackage/home"
COMPANY: Final = "/lightning/setup/CompanyProfileInfo/home"
PERMISSION_SETS: Final = "/lightning/setup/PermSets/home"
COMMUNITY: Final = "https://partners.salesforce.com/"
NOT_HERE_OR_NOT_SEEN: Final = "absent, or no permission: the org answers 404 to both"

FIT_EDITIONS: Final = ("Enterprise", "Unlimited", "Performance")
CONFLICTS: Final = {"dlrs": "Declarative Lookup Rollup Summaries (DLRS)", "slack": "Slack"}
"""Namespaces of packages that cannot share an org with the LMA; that of DLRS is inferred, Slack's is not known."""

_ENDS: Final = "Its records become unreachable when it ends, and records do not move between orgs."


def fit_org(facts: OrgFacts) -> Finding:
    """Step 1: an Enterprise, Unlimited or Performance production org, never one that expires."""
    org = known(facts.organization)
    if org.edition is None or org.sandbox is None:
        raise NotKnownError("The Organization record does not show its edition to this user: ask an admin to look.")
    evidence = _organization(org)
    kind = classify(organization_type=org.edition, is_sandbox=org.sandbox, trial_ends=org.trial_ends)
    if kind in _UNFIT:
        said, fix = _UNFIT[kind]
        return Finding(Standing.BLOCKER, said, evidence, fix, COMPANY)
    if not org.edition.startswith(FIT_EDITIONS):
        said = f"{org.edition} is not among the editions that an LMO may have: Enterprise, Unlimited, Performance."
        return Finding(Standing.BLOCKER, said, evidence, _ELSEWHERE, COMPANY)
    if org.demo:
        return Finding(Standing.OK, "The demo LMO: nothing in it is real.", evidence)
    return Finding(Standing.OK, f"A production org, {org.edition}.", evidence)


_ELSEWHERE: Final = (
    "Use a production org, best your Partner Business Org: request the LMA there, then let Partner Support move the "
    "association (guide), and run Refresh Licenses."
)
_UNFIT: Final = {
    OrgClass.DEVELOPER: (f"A Developer Edition org: it is for development and tests only. {_ENDS}", _ELSEWHERE),
    OrgClass.TRIAL: (f"A trial org: it expires. {_ENDS}", _ELSEWHERE),
    OrgClass.SCRATCH: (f"A scratch org: it expires within days. {_ENDS}", _ELSEWHERE),
    OrgClass.SANDBOX: (
        "A sandbox: Salesforce asks for a production org as the LMO, and a copy gets no new licenses.",
        "Connect to the production org instead; look here only at how a copy of it is set up.",
    ),
}


def _organization(org: Organization) -> Evidence:
    return (
        ("Name", org.name),
        ("OrganizationType", org.edition or "—"),
        ("IsSandbox", "yes" if org.sandbox else "no"),
        ("TrialExpirationDate", org.trial_ends or "—"),
        ("InstanceName", org.instance or "—"),
    )


def lma(facts: OrgFacts) -> Finding:
    """Step 2: the License Management App is installed, and this user may see its records."""
    license_, installed = asked(facts.license), asked(facts.installed)
    evidence = (("sfLma__License__c", _seen(license_)), ("Installed", _version(installed, LMA)))
    there = not isinstance(installed, Unknown) and any(each.namespace == LMA for each in installed)
    if isinstance(license_, ObjectFacts):
        return Finding(Standing.OK, f"The LMA is here: {_version(installed, LMA)}.", evidence, link=INSTALLED_PACKAGES)
    if not license_.absent:
        raise NotKnownError(license_.why)
    if there:
        said = "The LMA is installed, but your user may not see licenses."
        return Finding(Standing.BLOCKER, said, evidence, "Ask an admin for Read on License.", PERMISSION_SETS)
    said = "There is no LMA in this org, or your user has no permission for it: the org tells both alike."
    fix = (
        "A Partner Business Org has it in the App Launcher. For any other org log a case in the Partner Community, "
        "which answers with an install link. If it is installed, ask an admin for Read on License."
    )
    return Finding(Standing.BLOCKER, said, evidence, fix, COMMUNITY)


def conflicts(facts: OrgFacts) -> Finding:
    """Step 3: the LMA cannot share an org with Slack or DLRS."""
    installed = known(facts.installed)
    found = [each for each in installed if _conflicts(each.namespace, each.name)]
    if not found:
        said = f"Neither Slack nor DLRS among {len(installed)} installed packages."
        return Finding(Standing.OK, said, link=INSTALLED_PACKAGES)
    names = " and ".join(each.name for each in found)
    said = f"{names} cannot share an org with the LMA."
    fix = f"Uninstall {names} here, or use another org as the LMO."
    return Finding(
        Standing.BLOCKER, said, tuple((each.namespace, each.name) for each in found), fix, INSTALLED_PACKAGES
    )


def _conflicts(namespace: str, name: str) -> bool:
    return namespace.casefold() in CONFLICTS or name.casefold().startswith("slack")


def fma(facts: OrgFacts) -> Finding:
    """Step 9: the Feature Management App; no parameters are normal until a version that has some is installed."""
    parameter, installed = asked(facts.parameter), asked(facts.installed)
    evidence: Evidence = (
        ("sfFma__FeatureParameter__c", _seen(parameter)),
        ("Installed", _version(installed, FMA)),
    )
    if isinstance(parameter, Unknown):
        if not parameter.absent:
            raise NotKnownError(parameter.why)
        said = "There is no FMA in this org, or your user has no permission for it: the org tells both alike."
        fix = "If your packages have feature parameters, request the FMA (guide); the LMA comes first."
        return Finding(Standing.NOTE, said, evidence, fix, COMMUNITY)
    counts = known(facts.parameters)
    packages = asked(facts.packages)
    names = {} if isinstance(packages, Unknown) else {each.id[:15]: each.name for each in packages}
    evidence += tuple((names.get(key[:15], key), f"{count} parameters") for key, count in counts)
    if not counts:
        said = "The FMA is here. It has no parameters yet: they come with the first install of a version that has some."
        return Finding(Standing.NOTE, said, evidence)
    said = f"The FMA is here, with {sum(count for _, count in counts)} parameters of {len(counts)} packages."
    return Finding(Standing.OK, said, evidence)


def _seen(found: ObjectFacts | Unknown) -> str:
    if isinstance(found, ObjectFacts):
        return "there"
    return NOT_HERE_OR_NOT_SEEN if found.absent else found.why


def _version(installed: tuple[Installed, ...] | Unknown, namespace: str) -> str:
    if isinstance(installed, Unknown):
        return "the list of installed packages cannot be seen"
    found = next((each for each in installed if each.namespace == namespace), None)
    return f"{found.name} {found.version}".strip() if found else "not among the installed packages"
