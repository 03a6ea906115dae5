"""Whether a customer's users can get in, as rules in the filter language: Python and the store judge by the same words.

The worst comes first, and the first rule that fits a license is its verdict: so there is exactly one, and a license
that anything blocks is never fine. What a user may not see fits no rule but those that say so.
"""

from enum import StrEnum
from typing import Final, NamedTuple


class CanUse(StrEnum):
    """Whether the customer's users can use the package, as far as the license tells."""

    YES = "yes"
    NO = "no"
    PERHAPS = "perhaps"


class VerdictKind(StrEnum):
    """What there is to say of a license, in one word; the worst first, which is how a list is sorted by it."""

    UNINSTALLED = "uninstalled"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    MARKED_EXPIRED = "marked_expired"
    ORG_DELETED = "org_deleted"
    UNKNOWN_STATUS = "unknown_status"
    UNKNOWN_END = "unknown_end"
    ORG_LEAVING = "org_leaving"
    ORG_TRIAL_ENDED = "org_trial_ended"
    ORG_HELD = "org_held"
    STATUSES_DIFFER = "statuses_differ"
    NO_SEATS = "no_seats"
    OVER_USED = "over_used"
    FULL = "full"
    TRIAL_ENDING = "trial_ending"
    EXPIRING = "expiring"
    SANDBOX = "sandbox"
    OLD_VERSION = "old_version"
    FINE = "fine"
    REPLACED = "replaced"
    """Uninstalled, and its org has another license of the package: only told of one license, with its org at hand."""


class Rule(NamedTuple):
    """One verdict: the filters of which a license must fit one."""

    kind: VerdictKind
    can_use: CanUse
    filters: tuple[str, ...]
    field: str
    """The attribute of the license that it rests on."""
    action: str = ""
    """The id of the command that is the next thing to do."""


_NO, _PERHAPS, _YES = CanUse.NO, CanUse.PERHAPS, CanUse.YES

RULES: Final = (
    Rule(VerdictKind.UNINSTALLED, _NO, ("uninstalled",), "status", "journal"),
    Rule(VerdictKind.SUSPENDED, _NO, ("suspended",), "status", "status"),
    # A license dated today is still valid (domain.md 3.1).
    Rule(VerdictKind.EXPIRED, _NO, ("exp<today",), "expires", "extend"),
    Rule(VerdictKind.MARKED_EXPIRED, _NO, ("lst=expired", "st=expired"), "license_status", "status"),
    Rule(VerdictKind.ORG_DELETED, _NO, ("ost=deleted",), "org_status", "copy"),
    # Status is an unrestricted picklist: a word that is none of the LMA's says nothing.
    Rule(VerdictKind.UNKNOWN_STATUS, _PERHAPS, ("!st=active !st=trial",), "status", "modify"),
    Rule(VerdictKind.UNKNOWN_END, _PERHAPS, ("!exp<today !exp>=today",), "expires", "modify"),
    Rule(VerdictKind.ORG_LEAVING, _PERHAPS, ("ost=pending_delete",), "org_status", "copy"),
    # The date of a trial that was bought may stay behind: it counts only while the org is a trial.
    Rule(VerdictKind.ORG_TRIAL_ENDED, _PERHAPS, ("ost=trial org_trial_ends<today",), "org_trial_ends", "copy"),
    Rule(VerdictKind.ORG_HELD, _PERHAPS, ("ost=suspended", "ost=hold", "ost=signing_up"), "org_status", "copy"),
    Rule(
        VerdictKind.STATUSES_DIFFER,
        _PERHAPS,
        ("st=active !lst=active lst:/./", "st=trial !lst=trial lst:/./"),
        "license_status",
        "refresh",
    ),
    Rule(VerdictKind.NO_SEATS, _PERHAPS, ("seats=0",), "seats", "edit"),
    Rule(VerdictKind.OVER_USED, _PERHAPS, ("over",), "used", "edit"),
    Rule(VerdictKind.FULL, _PERHAPS, ("full",), "used", "edit"),
    Rule(VerdictKind.TRIAL_ENDING, _YES, ("trial exp<=30d",), "expires", "extend"),
    Rule(VerdictKind.EXPIRING, _YES, ("exp<=30d",), "expires", "extend"),
    Rule(VerdictKind.SANDBOX, _YES, ("sandbox",), "sandbox", "params"),
    Rule(VerdictKind.OLD_VERSION, _YES, ("old",), "version", "params"),
    # No field tells which parameter gates what: all there is to say is where they are.
    Rule(VerdictKind.FINE, _YES, ("",), "status", "params"),
)
"""Every license fits the last one."""
