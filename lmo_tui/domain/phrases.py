"""What an org's own search may know a customer by, out of a ticket: whoever searches must say what for."""

import re
from collections.abc import Iterator
from typing import Final

from lmo_tui.domain.clues import LEGAL_FORMS, LONGEST, SHORTEST, ClueKind, clues, core, words

MOST: Final = 10
"""Phrases of one search."""

LONGEST_PHRASE: Final = 60

_FEW: Final = 4
"""Words of a text that is nothing but a name."""

_NAME: Final = r"(?:(?<!\w)[^\W\d_a-z][\w&'.-]{0,30})"
"""A capitalized word; of bounded length, so that no text takes long."""
_FORM: Final = "|".join(sorted(LEGAL_FORMS))
_WITH_FORM: Final = re.compile(rf"((?:{_NAME}[ \t]+){{1,4}})(?i:{_FORM})\b")
_AFTER: Final = re.compile(
    rf"\b(?:at|from|for|of|with|by|customer|company|account)[ \t]*:?[ \t]+({_NAME}(?:[ \t]+{_NAME}){{0,3}})"
)
_SHARED: Final = frozenset(("ac", "co", "com", "edu", "gov", "net", "org"))
"""What stands before a country in the names of domains that many have."""


def phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """E-mails, then names that look like a company's, and domains: these for where the first find nothing."""
    text = text[:LONGEST]
    known = clues(text)
    mails = [clue.value for clue in known if clue.kind is ClueKind.EMAIL]
    domains = [each for clue in known if clue.kind is ClueKind.DOMAIN for each in _domain(clue.value)]
    tiers = (_kept(mails), _kept([*_names(text, alone=not known), *domains]))
    return tuple(tier for tier in tiers if tier)


def _kept(found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in found if SHORTEST <= len(each) <= LONGEST_PHRASE))[:MOST]


def _domain(host: str) -> Iterator[str]:
    yield host
    labels = host.split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SHARED:
        labels.pop()
    if len(labels) == 1:  # Of several it is not known which one is the customer's.
        yield labels[0]


def _names(text: str, *, alone: bool) -> Iterator[str]:
    if alone and len(words(text)) <= _FEW:
        yield " ".join(core(text))
    for match in (*_WITH_FORM.finditer(text), *_AFTER.finditer(text)):
        yield " ".join(core(match[1]))
