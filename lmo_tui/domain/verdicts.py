"""The sentence that answers the ticket: can they get in, and if not, why, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from lmo_tui.domain.filters.match import judged
from lmo_tui.domain.licenses import License
from lmo_tui.domain.verdict_rules import CanUse, VerdictKind
from lmo_tui.domain.verdict_sentences import SENTENCES

__all__ = ["WORDS", "CanUse", "Verdict", "VerdictKind", "verdict"]

WORDS: Final[Mapping[VerdictKind, str]] = {
    VerdictKind.UNINSTALLED: "uninstalled",
    VerdictKind.REPLACED: "uninstalled",
    VerdictKind.SUSPENDED: "suspended",
    VerdictKind.EXPIRED: "expired",
    VerdictKind.MARKED_EXPIRED: "marked expired",
    VerdictKind.ORG_DELETED: "org deleted",
    VerdictKind.UNKNOWN_STATUS: "status unknown",
    VerdictKind.UNKNOWN_END: "end unknown",
    VerdictKind.ORG_LEAVING: "org leaving",
    VerdictKind.ORG_TRIAL_ENDED: "org trial over",
    VerdictKind.ORG_HELD: "org held",
    VerdictKind.STATUSES_DIFFER: "statuses differ",
    VerdictKind.NO_SEATS: "no seats",
    VerdictKind.OVER_USED: "over-used",
    VerdictKind.FULL: "full",
    VerdictKind.TRIAL_ENDING: "trial ending",
    VerdictKind.EXPIRING: "expiring",
    VerdictKind.SANDBOX: "sandbox",
    VerdictKind.OLD_VERSION: "old version",
    VerdictKind.FINE: "fine",
}
"""The verdicts in the words of lists."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One sentence about one license, the field that it rests on, and the next thing to do."""

    kind: VerdictKind
    can_use: CanUse
    sentence: str
    field: str
    """The attribute of the license."""
    value: str
    """What that holds, as text; empty where there is nothing, or nothing that this user may see."""
    action: str
    """The id of the command."""
    target: str = ""
    """The L-number of the license where to do it, if that is another one."""


def verdict(license_: License, today: date, newer: License | None = None) -> Verdict:
    """What stops the customer, worst first; `newer` is a live license of the same org and package, if there is one."""
    rule = judged(license_, today)
    sentence = SENTENCES[rule.kind](license_, today)
    value = _value(license_, rule.field)
    if rule.kind is VerdictKind.UNINSTALLED and newer is not None:
        sentence = f"{sentence} {newer.name} is the live license of this org."
        return Verdict(VerdictKind.REPLACED, rule.can_use, sentence, rule.field, value, "go", newer.name)
    return Verdict(rule.kind, rule.can_use, sentence, rule.field, value, rule.action)


def _value(license_: License, field: str) -> str:
    held = None if field in license_.unseen else getattr(license_, field)
    if isinstance(held, bool):
        return "yes" if held else "no"
    return "" if held is None else str(held)
