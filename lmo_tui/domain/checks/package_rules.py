"""Steps 4, 5 and 7: packages are associated, their lead managers active, and a test install proved it.

Sources: the LMA's metadata (fields of sfLma__Package__c), W2 "Lead and License Records", the packaging guide 260.0.
"""

from datetime import date
from typing import Final

from lmo_tui.domain.checks.check import Finding, Standing
from lmo_tui.domain.checks.facts import Install, NotKnownError, OrgFacts, PackageFacts, known

CONSOLE: Final = "https://partners.salesforce.com/"
USERS: Final = "/lightning/setup/ManageUsers/home"
REFRESH_PAGE: Final = "/apex/sfLma__LicenseRefresh?id="
"""Inferred from the package's Visualforce page of this name; the API cannot refresh."""


def package_link(package: PackageFacts) -> str:
    """Where a browser shows the package."""
    return f"/lightning/r/sfLma__Package__c/{package.id}/view"


def associated(facts: OrgFacts) -> Finding:
    """Step 4: at least one package tells its installs to this org."""
    packages = known(facts.packages)
    if not packages:
        return Finding(
            Standing.BLOCKER,
            "No package is associated with this org: no install will ever show up here.",
            (("sfLma__Package__c", "no records that you can see"),),
            "Register each package with this LMO in the Partner Console (guide). It needs Manage Listings there, and "
            "cannot be done from here: the API has no way to it.",
            CONSOLE,
        )
    names = f"{len(packages)} packages are associated" if len(packages) != 1 else f"{packages[0].name} is associated"
    evidence = tuple((each.name, f"{each.package_id or 'no 033 id'}, latest {each.latest or '—'}") for each in packages)
    return Finding(Standing.OK, f"{names} with this LMO.", evidence, link=package_link(packages[0]))


def lead_managers(facts: OrgFacts) -> Finding:
    """Step 5: each package's Lead Manager is an active user, or nothing is created."""
    packages = _some(facts)
    evidence = tuple((each.name, _manager(each)) for each in packages)
    bad = [each for each in packages if not each.manager_id or each.manager_active is False]
    if bad:
        names = ", ".join(each.name for each in bad)
        said = f"{names}: the Lead Manager is no active user, so installs leave no lead and no license."
        fix = f"Open {bad[0].name} and choose an active user as its Lead Manager; do the same for each that is named."
        return Finding(Standing.BLOCKER, said, evidence, fix, package_link(bad[0]))
    unseen = [each for each in packages if each.manager_active is None]
    if unseen:
        raise NotKnownError("Your user cannot see whether the Lead Managers are active: ask an admin to look.")
    return Finding(Standing.OK, "Every package has an active Lead Manager.", evidence, link=USERS)


def _manager(package: PackageFacts) -> str:
    if not package.manager_id:
        return "no Lead Manager"
    active = {True: "active", False: "NOT active", None: "cannot be seen"}[package.manager_active]
    return f"{package.manager or package.manager_id}, {active}"


def test_install(facts: OrgFacts) -> Finding:
    """Step 7: the newest license of each package, with its lead; one without a lead is legitimate."""
    packages, installs = _some(facts), {each.package_id[:15]: each for each in known(facts.installs)}
    evidence = tuple((each.name, _install(installs.get(each.id[:15]))) for each in packages)
    newest = max(installs.values(), key=lambda each: each.created, default=None)
    link = f"/lightning/r/sfLma__License__c/{newest.license_id}/view" if newest else ""
    without = [each.name for each in packages if each.id[:15] not in installs]
    if newest is None or len(without) == len(packages):
        said = "No install has left a license yet: nothing proves that installs reach this org."
        return Finding(Standing.WARNING, said, evidence, _INSTALL_ONE)
    if without:
        said = f"Proved, but not for {', '.join(without)}: no license of it is here."
        return Finding(Standing.WARNING, said, evidence, _INSTALL_ONE, link)
    if any(not each.lead_id for each in installs.values()):
        said = (
            "Installs reach this org. The newest license of some package has no lead: normal where a Contact matched."
        )
        return Finding(Standing.NOTE, said, evidence, _NO_LEAD, link)
    return Finding(
        Standing.OK, "Installs reach this org: the newest license of every package has its lead.", evidence, "", link
    )


_INSTALL_ONE: Final = (
    "Install a released version in a test org and watch for the pair (w): the license and its lead come within "
    "minutes. Betas leave no records. Installs from before the association appear within a few days; Refresh Licenses."
)
_NO_LEAD: Final = (
    "Nothing, if a Contact with that e-mail is here: then no lead is made. Converted leads may leave it empty too. "
    "Else look at steps 5 and 6, and install once more with another e-mail address."
)


def _install(install: Install | None) -> str:
    if install is None:
        return "no license yet"
    lead = f"lead {install.lead or install.lead_id}" if install.lead_id else "no lead"
    return f"{install.license} of {install.created[:16].replace('T', ' ')}, {lead}"


def refresh(facts: OrgFacts) -> Finding:
    """When Refresh Licenses may be used again: once in seven days for each package."""
    packages = _some(facts)
    evidence = tuple((each.name, _next(each, facts.today)) for each in packages)
    waiting = [each.next_refresh for each in packages if each.next_refresh and each.next_refresh > facts.today]
    ready = [each for each in packages if not (each.next_refresh and each.next_refresh > facts.today)]
    if not ready:
        said = f"Refresh Licenses can be used again on {min(waiting)}."
        return Finding(Standing.OK, said, evidence, link=f"{REFRESH_PAGE}{packages[0].id}")
    said = f"Refresh Licenses can be used now for {len(ready)} of {len(packages)} packages."
    return Finding(Standing.OK, said, evidence, link=f"{REFRESH_PAGE}{ready[0].id}")


def _next(package: PackageFacts, today: date) -> str:
    last = f", last {package.last_refresh}" if package.last_refresh else ", never used as far as can be seen"
    return f"{package.next_refresh if package.next_refresh and package.next_refresh > today else 'now'}{last}"


def _some(facts: OrgFacts) -> tuple[PackageFacts, ...]:
    packages = known(facts.packages)
    if not packages:
        raise NotKnownError("no package is associated yet: step 4 comes first.")
    return packages
