"""Rules of the inbox as a person writes them in the settings."""

from collections.abc import Mapping
from typing import Final

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.filters.language import parse
from lmo_tui.domain.inbox_rules import InboxRule, past
from lmo_tui.domain.text import clean

LONGEST_NAME: Final = 40
NAME, FILTER, SINCE, HIDE = "name", "filter", "since", "hide"
RULE_KEYS: Final = (NAME, FILTER, SINCE, HIDE)
SINCE_FORMS: Final = "7d, 2026-11-01 or monday"


class RuleError(BadEntryError):
    """A rule that means nothing, and which of its settings makes it so."""

    def __init__(self, key: str, told: str) -> None:
        super().__init__(told)
        self.key = key


def rule_from(values: Mapping[str, object]) -> InboxRule:
    """The rule that these settings say; raises RuleError, which knows which of them is wrong."""
    for key in (NAME, FILTER, SINCE):
        if not isinstance(values.get(key, ""), str):
            raise RuleError(key, f"The {key} of a rule is a text in quotes.")
    name = " ".join(clean(str(values.get(NAME, "")), LONGEST_NAME + 1).split())
    if not name or len(name) > LONGEST_NAME:
        raise RuleError(NAME, f"A rule needs a name of at most {LONGEST_NAME} characters.")
    hide = values.get(HIDE, False)
    if not isinstance(hide, bool):
        raise RuleError(HIDE, f"Rule “{name}” is left out: {HIDE} is true or false.")
    filter_, since = str(values.get(FILTER, "")).strip(), str(values.get(SINCE, "")).strip()
    if not filter_ and not hide:
        raise RuleError(FILTER, f"Rule “{name}” is left out: without a filter every license would be in it.")
    try:
        parse(filter_)
    except BadEntryError as error:
        start = getattr(error, "start", 0)
        raise RuleError(FILTER, f"Rule “{name}” is left out: {error} It is at character {start + 1}.") from None
    try:
        parse(f"modified>={past(since)}" if since else "")
    except BadEntryError:
        raise RuleError(SINCE, f"Rule “{name}” is left out: “{clean(since)}” is no day. Write {SINCE_FORMS}.") from None
    return InboxRule(name, (filter_,), since=since, hide=hide)
