"""The rules of the inbox that are built in, and those that count beside a person's own."""

from collections.abc import Iterable
from typing import Final

from lmo_tui.domain.filters.sorts import sort_of
from lmo_tui.domain.inbox_rules import InboxRule


def _built_in(name: str, help_: str, *filters: str, sort: str = "") -> InboxRule:
    return InboxRule(name, filters, help_, sort=sort_of(sort))


_THERE: Final = "!uninstalled"

BUILT_IN: Final = (
    _built_in(
        "Expiring 14 d", "the last day of access is within 14 days", f"exp>=today exp<=14d {_THERE}", sort="expires"
    ),
    _built_in(
        "Lapsed but Active", "Status is Active, and the last day of access is past", "active expired", sort="-expires"
    ),
    _built_in("Over-used", "more seats used than sold", f"over {_THERE}"),
    # The date of a trial that was bought may stay behind: it counts only while the org is a trial.
    _built_in(
        "Org gone",
        "their org is deleted or about to be, or its own trial has ended",
        *(f"{each} {_THERE}" for each in ("ost=deleted", "ost=pending_delete", "ost=trial org_trial_ends<today")),
    ),
    # Without those that another rule, or the word Uninstalled, tells already; an empty License Status says nothing.
    _built_in(
        "Statuses differ",
        "Status and License Status disagree",
        *(f'{each} !lst={each} !lst=expired !lst=""' for each in ("active", "trial", "suspended")),
    ),
    _built_in("Seats full", "as many seats used as sold", f"full {_THERE}"),
)
"""The rules that are built in."""


def known_rules(own: Iterable[InboxRule]) -> tuple[InboxRule, ...]:
    """The rules that count: a person's own ones first, which take the place of those built in of the same name."""
    rules = tuple(own)
    taken = {rule.key for rule in rules}
    return tuple(rule for rule in (*rules, *(each for each in BUILT_IN if each.key not in taken)) if not rule.hide)
