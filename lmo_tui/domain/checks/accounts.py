"""Which accounts of this org a license without one may belong to, by its lead's company."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

MOST: Final = 5
_NOT_WORDS: Final = re.compile(r"[\W_]+")
_FORMS: Final = frozenset(
    {
        "inc",
        "ltd",
        "llc",
        "gmbh",
        "ag",
        "sa",
        "srl",
        "bv",
        "plc",
        "corp",
        "corporation",
        "co",
        "company",
        "limited",
        "kk",
    }
)
"""What companies are, not what they are called."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account of this org."""

    id: str
    name: str


def plain_name(name: str) -> str:
    """A company's name without case, punctuation and legal form."""
    words = [word for word in _NOT_WORDS.split(name.casefold()) if word]
    kept = [word for word in words if word not in _FORMS]
    return " ".join(kept or words)


def beginning(company: str) -> str:
    """What names of candidates begin with: the company's first words as they are written, without its legal form."""
    words = company.split()
    while len(words) > 1 and plain_name(words[-1]) in _FORMS | {""}:
        words.pop()
    return " ".join(words).rstrip(".,;")


def candidates(company: str, found: Iterable[Account]) -> tuple[Account, ...]:
    """The accounts that may be the company's: those of the same plain name first, then those that begin so."""
    wanted = plain_name(company)
    if not wanted:
        return ()
    likely = [
        each
        for each in found
        if plain_name(each.name).startswith(wanted) or wanted.startswith(plain_name(each.name) or " ")
    ]
    return tuple(sorted(likely, key=lambda each: (plain_name(each.name) != wanted, each.name.casefold()))[:MOST])
