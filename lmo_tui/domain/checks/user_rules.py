"""Step 8: what this user may do; and the account of every license, which must live in this org.

Sources: the packaging guide 260.0, lma_configure_app, W1 "Modify a License Record"; PermitSubscriberLogin is inferred
from profile metadata.
"""

from typing import Final

from lmo_tui.domain.checks.check import Evidence, Finding, Standing
from lmo_tui.domain.checks.facts import NotKnownError, ObjectFacts, OrgFacts, Times, Unknown, asked, known
from lmo_tui.domain.checks.org_rules import NOT_HERE_OR_NOT_SEEN, PERMISSION_SETS

EDITABLE: Final = {
    "sfLma__Status__c": "Status",
    "sfLma__Seats__c": "Seats",
    "sfLma__Expiration__c": "Expiration",
}
SUBSCRIBERS: Final = "/partnerbt/lmo/subOrgLogin.apexp"
_MOST_SKEW: Final = 120
"""Seconds between the clocks from which on a signed login is likely to be refused."""


def rights(facts: OrgFacts) -> Finding:
    """Read and Edit on licenses, Read on packages and versions, and the three fields."""
    license_ = known(facts.license)
    locked = [label for name, label in EDITABLE.items() if name not in license_.updateable_fields]
    others: Evidence = (
        ("Package", _may(asked(facts.package))),
        ("Package Version", _may(asked(facts.version))),
    )
    fields = tuple((label, "no" if label in locked else "may be changed") for label in EDITABLE.values())
    evidence = (("License", "read and edit" if license_.updateable else "read only"), *fields, *others)
    unseen = [name for name, told in others if "read" not in told]
    if unseen:
        said = f"Your user may not see {' and '.join(unseen)} records."
        return Finding(
            Standing.WARNING, said, evidence, f"Ask an admin for Read on {' and '.join(unseen)}.", PERMISSION_SETS
        )
    if not license_.updateable:
        fix = "Fine for looking. To change licenses, ask an admin for Edit on License in a permission set."
        return Finding(
            Standing.WARNING, "Your user may read licenses, not change them.", evidence, fix, PERMISSION_SETS
        )
    if locked:
        said = f"Field security keeps your user from changing {', '.join(locked)}."
        fix = (
            "Salesforce's own advice makes all License fields read-only, and changes go through Modify License (b). "
            "To change them from here, ask an admin for edit access to these fields."
        )
        return Finding(Standing.WARNING, said, evidence, fix, PERMISSION_SETS)
    return Finding(Standing.OK, "Your user may read licenses and change Status, Seats and Expiration.", evidence)


def _may(found: ObjectFacts | Unknown) -> str:
    if isinstance(found, ObjectFacts):
        return "read"
    return NOT_HERE_OR_NOT_SEEN.replace("absent", "not here") if found.absent else "not known"


def log_in(facts: OrgFacts) -> Finding:
    """Log in to Subscriber Organization, and what else it takes."""
    may = known(facts.may_log_in)
    evidence = (("PermissionsPermitSubscriberLogin", "yes" if may else "no"),)
    if may:
        said = "Your user may log in to subscribers who grant it."
        return Finding(Standing.OK, said, evidence, link=SUBSCRIBERS)
    fix = (
        "Only if you support customers inside their orgs: ask an admin for Log in to Subscriber Organization, with "
        "MFA, and the pages LoginToPartnerBT and SubscriberSupport."
    )
    return Finding(Standing.NOTE, "Your user may not log in to subscribers' orgs.", evidence, fix, PERMISSION_SETS)


def accounts(facts: OrgFacts) -> Finding:
    """A license's account is a lookup: it must live in this org."""
    without, everything = known(facts.without_account)
    evidence = (("licenses without an account", f"{without:,} of {everything:,}"),)
    if not everything:
        raise NotKnownError("there are no licenses yet: a test install (step 7) comes first.")
    if not without:
        return Finding(Standing.OK, "Every license has its account in this org.", evidence)
    fix = (
        "Convert the lead of a license: that links account and contact by itself. Where there is no lead, link an "
        "account of this org; a customer whose account is in another org needs one here too. Press K "
        "on a license for candidates."
    )
    return Finding(Standing.NOTE, f"{without:,} of {everything:,} licenses have no account.", evidence, fix)


def clock(facts: OrgFacts) -> Finding:
    """This machine's clock against the Date header of the org."""
    times = known(facts.times)
    skew = skew_of(times)
    evidence = (("server", f"{times.server:%Y-%m-%d %H:%M:%S %Z}"), ("here", f"{times.ours:%Y-%m-%d %H:%M:%S %Z}"))
    if abs(skew) <= _MOST_SKEW:
        return Finding(Standing.OK, f"The clocks are {abs(skew)} s apart.", evidence)
    side = "ahead of" if skew > 0 else "behind"
    said = f"This machine's clock is {abs(skew):,} s {side} the org's."
    fix = "Set it by NTP: signed logins (JWT) are refused, and what expires today may be told wrong."
    return Finding(Standing.WARNING, said, evidence, fix)


def skew_of(times: Times) -> int:
    """By how many seconds this machine is ahead of the server."""
    return round((times.ours - times.server).total_seconds())
