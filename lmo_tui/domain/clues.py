"""What a ticket says about whose license it is: ids, L-numbers, e-mails, domains, and names of customers."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from lmo_tui.domain.ids import is_id, same_id, suffix
from lmo_tui.domain.licenses import License, Status


class ClueKind(StrEnum):
    """What a license is looked up with, the surest first."""

    ID = "id"
    NUMBER = "license number"
    EMAIL = "e-mail"
    DOMAIN = "domain"
    CUSTOMER = "customer"
    PACKAGE = "package"


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing that was said, in the form in which it is looked up."""

    kind: ClueKind
    value: str
    """An id in 15 characters, in the case it was given in; anything else case folded."""


FREE_MAIL: Final = frozenset(
    ("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "aol.com")
)
"""Domains that say nothing of whose customer somebody is."""

LEGAL_FORMS: Final = frozenset(
    (
        *("ab", "ag", "as", "bv", "co", "company", "corp", "corporation", "gmbh", "group", "holding", "holdings"),
        *("inc", "incorporated", "kg", "kk", "limited", "llc", "llp", "ltd", "nv", "oy", "plc", "pty", "pvt"),
        *("sa", "sarl", "se", "spa", "srl"),
    )
)
"""Words at the end of a company's name that a ticket leaves out."""

SHORTEST: Final = 3
"""Letters of a name of one word: a shorter one stands in every text."""

LONGEST: Final = 100_000
"""Characters of a ticket that are looked at."""

_ID: Final = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Za-z0-9]{0,14}[0-9])[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?(?![A-Za-z0-9])", re.ASCII
)
_NUMBER: Final = re.compile(r"(?<![A-Za-z0-9])[Ll][-\s]?([0-9]{2,12})(?![A-Za-z0-9])", re.ASCII)
_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@((?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})", re.ASCII)
_HOST: Final = re.compile(r"(?<![@A-Za-z0-9.-])(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])", re.ASCII)
_WORD: Final = re.compile(r"\w+")
_BETWEEN_INITIALS: Final = re.compile(r"(?<=\b\w)\.(?=\w\b)")


def clues(text: str) -> tuple[Clue, ...]:
    """Everything in a text that may tell whose license it is about, each once, the surest first."""
    text = text[:LONGEST]
    found = [*_ids(text), *_numbers(text), *_emails(text), *_hosts(text)]
    order = list(ClueKind)
    return tuple(sorted(dict.fromkeys(found), key=lambda clue: order.index(clue.kind)))


def words(text: str) -> tuple[str, ...]:
    """The words of a text or a name, case folded; S.A. is one."""
    return tuple(_WORD.findall(_BETWEEN_INITIALS.sub("", text.casefold())))


def core(name: str) -> tuple[str, ...]:
    """The words of a company's name without its legal form: what people write of it."""
    found = words(name)
    while len(found) > 1 and found[-1] in LEGAL_FORMS:
        found = found[:-1]
    return found


class Mentions:
    """Tells of many names which of them a text mentions, without reading the text again for each."""

    def __init__(self, text: str) -> None:
        said = words(text[:LONGEST])
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(said):
            self._places.setdefault(word, []).append(place)
        self._said = said

    @property
    def beginnings(self) -> Collection[str]:
        """How a name that is mentioned may begin; a short word begins too many names, so the blank after it counts."""
        return [word if len(word) >= SHORTEST else f"{word} " for word in self._places]

    def has(self, name: str) -> bool:
        """Whether the name stands there, with or without its legal form."""
        sought = core(name)
        if not sought or (len(sought) == 1 and len(sought[0]) < SHORTEST):
            return False
        return any(self._said[at : at + len(sought)] == sought for at in self._places.get(sought[0], ()))


def _ids(text: str) -> Iterator[Clue]:
    for match in _ID.finditer(text):
        said = match[0]
        if len(said) == 18:
            if whole := said[:15] if is_id(said) else _mended(said):
                yield Clue(ClueKind.ID, whole)
        else:
            yield Clue(ClueKind.ID, said)


def _mended(said: str) -> str:
    """The 15 characters whose case was lost, by the suffix that tells it; empty if it does not fit."""
    letters = list(said[:15].lower())
    for block, check in enumerate(said[15:].upper()):
        bits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".find(check)
        for place in range(5):
            if bits >> place & 1:
                letters[5 * block + place] = letters[5 * block + place].upper()
    mended = "".join(letters)
    return mended if suffix(mended) == said[15:].upper() else ""


def _numbers(text: str) -> Iterator[Clue]:
    return (Clue(ClueKind.NUMBER, f"l-{match[1]}") for match in _NUMBER.finditer(text))


def _emails(text: str) -> Iterator[Clue]:
    for match in _EMAIL.finditer(text):
        yield Clue(ClueKind.EMAIL, match[0].casefold())
        yield from _domain(match[1])


def _hosts(text: str) -> Iterator[Clue]:
    for match in _HOST.finditer(text):
        yield from _domain(match[0])


def _domain(host: str) -> Iterable[Clue]:
    host = host.casefold().removeprefix("www.")
    return () if host in FREE_MAIL or host.endswith(("salesforce.com", "force.com")) else (Clue(ClueKind.DOMAIN, host),)


WEIGHTS: Final = {
    ClueKind.ID: 100,
    ClueKind.NUMBER: 90,
    ClueKind.EMAIL: 60,
    ClueKind.CUSTOMER: 40,
    ClueKind.DOMAIN: 30,
    ClueKind.PACKAGE: 15,
}
"""How much each kind of clue says of whose license it is about."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A license that a text may be about, and why."""

    license: License
    reasons: tuple[str, ...]
    score: int


def hit(license_: License, known: Iterable[Clue], mentions: Mentions) -> Hit:
    """What speaks for a license."""
    found: dict[str, int] = {}
    for clue in known:
        if reason := _reason(license_, clue):
            found[reason] = WEIGHTS[clue.kind] - (20 if reason.endswith(_CASE_LOST) else 0)
    customers = dict.fromkeys(name for name in (license_.account, license_.company) if name)
    if said := next((name for name in customers if mentions.has(name)), ""):
        # Of “Ivory Energy” and “Ivory Energy Spain” the longer one is meant where it stands.
        found[f"customer {said}"] = WEIGHTS[ClueKind.CUSTOMER] + min(len(core(said)), 10)
    if found and license_.package and mentions.has(license_.package):
        found[f"package {license_.package}"] = WEIGHTS[ClueKind.PACKAGE]
    return Hit(license_, tuple(found), sum(found.values()))


def ranked(hits: Iterable[Hit], today: date) -> list[Hit]:
    """The likeliest first; of those that are alike the live one (`domain.md` 3.4): no sandbox, in force, the newest."""

    def likeliness(each: Hit) -> tuple[int, bool, bool, date, str]:
        license_ = each.license
        in_force = license_.status in {Status.ACTIVE, Status.TRIAL} and not license_.lapsed(today)
        return each.score, not license_.sandbox, in_force, license_.installed or date.min, license_.name

    return sorted(hits, key=likeliness, reverse=True)


_CASE_LOST: Final = "in another case"


def _reason(license_: License, clue: Clue) -> str:
    match clue.kind:
        case ClueKind.ID:
            return _id_reason(license_, clue.value)
        case ClueKind.NUMBER if license_.name.casefold() == clue.value:
            return f"license {license_.name}"
        case ClueKind.EMAIL if clue.value in _mails(license_):
            return f"e-mail {clue.value}"
        case ClueKind.DOMAIN if any(mail.endswith((f"@{clue.value}", f".{clue.value}")) for mail in _mails(license_)):
            return f"domain {clue.value}"
    return ""


def _id_reason(license_: License, said: str) -> str:
    own = {
        "license id": license_.id,
        "org id": license_.org_id,
        "account id": license_.account_id,
        "contact id": license_.contact_id,
        "lead id": license_.lead_id,
    }
    for what, key in own.items():
        if same_id(key, said):
            return f"{what} {said}"
    alike = next((what for what, key in own.items() if key[:15].lower() == said.lower()), "")
    return f"{alike} {said} {_CASE_LOST}" if alike else ""


def _mails(license_: License) -> tuple[str, ...]:
    return (license_.contact_email.casefold(), license_.lead_email.casefold())
