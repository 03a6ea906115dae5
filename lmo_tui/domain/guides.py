"""Guides for what no API can do: the one source of the screens and of docs/guides.

From domain knowledge that is Salesforce's own (packaging guide 260.0, W2, lma_logging_in_to_sub_org); where it names no
menu, neither do these.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Guide:
    """A few steps, and what is to be seen when they are done."""

    id: str
    title: str
    when: str
    """Who needs it."""
    steps: tuple[str, ...]
    look_for: str
    """What shows that it worked."""
    notes: tuple[str, ...] = ()


_ALL: Final = (
    Guide(
        "lma",
        "Request the License Management App",
        "For an org without the LMA. A Partner Business Org (PBO) has it already: open the App Launcher and look for "
        "License Management App.",
        (
            "Choose the org: Enterprise, Unlimited or Performance, production. Not Developer Edition, not a trial, not "
            "a sandbox; no Slack and no DLRS package in it.",
            "Log a case in the Partner Community that asks for the LMA in this org; give its org id.",
            "Partner Support answers with an install link: open it as an admin of that org and install.",
            "Give your support users a permission set: License Read (or Read and Edit), Package Read, Package Version "
            "Read; the License fields read-only unless they change terms from here.",
        ),
        "Step 2 of the checklist says that the LMA is here, with its version; the App Launcher shows it.",
        ("The LMA is in English only.", "The FMA comes after the LMA."),
    ),
    Guide(
        "association",
        "Associate a package with the LMO",
        "For every package, once: it tells its installs to exactly one LMO. It takes Manage Listings in the Partner "
        "Community; the API has no way to it.",
        (
            "Open the Partner Console, Publishing, then Technologies, Orgs, and choose Connect Org: the packaging org "
            "for a first-generation package, the Dev Hub for a second-generation one.",
            "Open Solutions and choose Register Package for the package; log in to this LMO when asked.",
            "Choose the default license: free trial or active, its length or License does not expire, its seats or "
            "License is site-wide. These are the terms that new licenses begin with.",
            "Save.",
        ),
        "The package is a record here within a while: step 4 names it, with its 033 id and latest version.",
        (
            "The default terms live in the Partner Console alone: no field of this org holds them.",
            "Installs from before the association appear within a few days; Refresh Licenses on the package helps.",
            "Beta versions and unlocked packages leave no records.",
        ),
    ),
    Guide(
        "install",
        "Verify by a test install",
        "For every package, after it is associated: only a lead and a license that came prove the chain.",
        (
            "Start watching: press w on the checklist.",
            "Log in to a test org that is not this one, and install a released version: "
            "https://login.salesforce.com/packaging/installPackage.apexp?p0= and its 04t id.",
            "Fill in the sign-up form with an e-mail address that no Contact here has.",
            "Wait some minutes.",
        ),
        "The watch says that the pair is here: a license (L-number) and its lead, of source Package Installation.",
        (
            "A license without a lead is fine where a Contact matched: then no lead is made.",
            "Nothing comes? Steps 4 (associated), 5 (lead manager active), 6 (nothing blocks), in this order.",
            "When you uninstall in the test org, its license becomes Uninstalled. That is final: it can never be "
            "edited again, and a new install makes a new license.",
        ),
    ),
    Guide(
        "login",
        "Log in to a subscriber's org",
        "To see what the customer sees. The customer grants it; your user needs Log in to Subscriber Organization, "
        "MFA, and the Subscribers tab.",
        (
            "Ask the customer to grant login access to you as the package's publisher, for a time. Where the license "
            "is site-wide, only an admin there can grant it.",
            "Log a case of your own that says why: it is the trail of who looked at whose data.",
            "Open the Subscribers tab of this LMO, find the org by its id or name, and choose Login beside the user "
            "who granted it.",
            "Log out when done.",
        ),
        "The customer's org opens as that user; step 8 says that your user may log in to subscribers.",
        (
            "Not to Government Cloud, not to scratch orgs. The user needs a full Salesforce or Platform license.",
            "Unless this LMO has a My Domain, you are logged out of it meanwhile.",
        ),
    ),
    Guide(
        "fma",
        "Request the Feature Management App",
        "If your packages have feature parameters: values of them per customer are seen and set here.",
        (
            "Have the LMA first.",
            "Log a case in the Partner Community: product Partner Programs & Benefits, topic ISV Technology Request; "
            "ask for the FMA in this LMO.",
            "Install it by the link that the answer gives.",
            "Add the Feature Parameters tab to the app, and the three related lists (Boolean, Integer, Date) to the "
            "License page layout.",
        ),
        "Step 9 says that the FMA is here. Parameters appear with the first install of a version that has some.",
        (
            "Values are Boolean, Integer or Date, nothing else; 200 parameters a package at most.",
            "Set only those from LMO to Subscriber. They reach the customer within minutes; nothing confirms it.",
            "Never create or delete these records: the FMA does.",
        ),
    ),
    Guide(
        "automation",
        "Automate without blocking the LMA",
        "To alert before licenses expire, tell sales of installs and uninstalls, link accounts.",
        (
            "Use after triggers, or flows that run after save, on License and Lead.",
            "Keep before triggers, validation rules and required custom fields off both objects, or let them pass over "
            "leads of source Package Installation and all licenses.",
            "Useful to begin with: Expiration within 30 days and Status Active or Trial; Status became Uninstalled; a "
            "license with no account.",
            "Prove it by a test install.",
        ),
        "Step 6 says that nothing blocks records, step 10 counts your after triggers, and step 7 has a fresh pair.",
        (
            "Expiration that is empty or 1970-01-01 does not expire: leave both out of alerts.",
            "License records are the LMA's: do not create, clone or delete them.",
        ),
    ),
    Guide(
        "accounts",
        "Give a license its account",
        "A license's Account and Contact are lookups in this org: who is kept in another org has no account here.",
        (
            "Press K on the license: it lists accounts of this org that are named like the lead's company.",
            "Where the license has a lead, convert it, into the account that is there or into a new one: the LMA links "
            "account and contact to the license by itself.",
            "Where it has none, open the license in a browser and set Account and Contact, if field security lets you.",
            "If customers live in another CRM org, bring their accounts here, by import or integration.",
        ),
        "The license names its account after the next refresh (r); step 8 counts the licenses without one.",
        ("Sandboxes' licenses rarely have an account: that is normal.",),
    ),
    Guide(
        "moving",
        "Move to an org that is fit to be the LMO",
        "If the LMO is a Developer Edition, trial or otherwise unfit org: when it ends, its records are out of reach.",
        (
            "Export what is here while you can: `lmo-tui export`.",
            "Request the LMA for the new org, unless it is a Partner Business Org.",
            "Log a case with Partner Support to unlink the packages from the old LMO.",
            "Associate each package with the new one.",
            "Run Refresh Licenses on each package there.",
        ),
        "Steps 1 to 4 are ok in the new org, and licenses appear there after the refresh.",
        ("Records do not move between orgs: notes and custom fields are yours to carry over.",),
    ),
)
GUIDES: Final = MappingProxyType({guide.id: guide for guide in _ALL})
"""Every guide by its id."""


def markdown(guide: Guide) -> str:
    """The guide as a page."""
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(guide.steps, 1))
    notes = "".join(f"- {note}\n" for note in guide.notes)
    worth = f"\n## Worth knowing\n\n{notes}" if notes else ""
    return f"# {guide.title}\n\n{guide.when}\n\n## Steps\n\n{steps}\n\n## What to look for\n\n{guide.look_for}\n{worth}"
