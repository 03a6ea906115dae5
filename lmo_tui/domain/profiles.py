"""A stored org: where it is, which one it was at the login, and how one gets in again. Nothing in it is secret."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.ids import is_id
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.secrets import StoreKind

RESERVED: Final = "demo"
"""How the names of the demo LMO and of its files begin."""

_ALIAS: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", re.ASCII)


class WayIn(StrEnum):
    """How one gets an access token for an org."""

    ACCESS_TOKEN = "access-token"  # noqa: S105 - the name of a way, not a token
    WEB = "web"
    JWT = "jwt"
    CLIENT_CREDENTIALS = "client-credentials"
    SF = "sf"
    PASSWORD = "password"  # noqa: S105 - the name of a way, not a password


@dataclass(frozen=True, slots=True)
class Profile:
    """An org that one has logged in to."""

    alias: str
    instance_url: str
    way: WayIn
    org_id: str = ""
    """Pinned when one logged in: only this org may be written to under this alias."""
    org_class: OrgClass = OrgClass.UNKNOWN
    user_name: str = ""
    client_id: str = ""
    """The consumer key of the user's own External Client App; public by OAuth's rules."""
    login_url: str = ""
    """Where tokens are asked for, if not at the org itself."""
    store: StoreKind = StoreKind.MEMORY
    credential_command: tuple[str, ...] = ()
    """The words of the command that prints its secrets, where that is the store."""
    key_path: str = ""
    """The file with the private key that signs for the user."""
    account: str = ""
    """The user name that a signed assertion is about, or what the `sf` CLI calls the org."""

    @property
    def token_url(self) -> str:
        """The host that tokens are asked of."""
        return self.login_url or self.instance_url

    @property
    def kept_in(self) -> str:
        """Where what lets one in again is, in a word."""
        elsewhere = {WayIn.SF: "sf", WayIn.JWT: "key file"}.get(self.way)
        return elsewhere or ("nothing" if self.store is StoreKind.MEMORY else self.store)

    def secret_name(self, what: str) -> str:
        """What a secret of this profile is called in a secret store."""
        return f"{self.alias}/{what}"


class Profiles(NamedTuple):
    """The stored orgs, in their order in the file."""

    all: tuple[Profile, ...] = ()
    default: str = ""
    """The alias of the org that is meant where none is named."""
    problems: tuple[str, ...] = ()
    """What in the file means nothing, in whole sentences."""

    def named(self, alias: str) -> Profile | None:
        """The profile of this alias, however its letters are written."""
        return next((each for each in self.all if each.alias.casefold() == alias.casefold()), None)


def checked_alias(text: str) -> str:
    """A name that a stored org may have; raises BadEntryError."""
    if not _ALIAS.fullmatch(text):
        raise BadEntryError(
            "An alias is 1 to 40 letters, digits, dots, dashes and underscores.", remedy="For example: --alias acme."
        )
    if text.casefold().startswith(RESERVED):
        raise BadEntryError("Aliases that begin with “demo” are the demo LMO's.", remedy="Choose another alias.")
    return text


def profiles_from(values: Mapping[str, object]) -> Profiles:
    """The profiles that these values are; each wrong one is told, and the rest counts."""
    orgs = values.get("orgs", {})
    if not isinstance(orgs, Mapping):
        return Profiles(problems=("Orgs are written below [orgs.ALIAS].",))
    found: list[Profile] = []
    problems: list[str] = []
    for alias, each in orgs.items():
        try:
            found.append(_profile(str(alias), each, (other.alias.casefold() for other in found)))
        except BadEntryError as error:
            problems.append(f"Org “{alias}” is left out: {error}")
    default = str(values.get("default", ""))
    if default and not Profiles(tuple(found)).named(default):
        problems.append(f"The default org “{default}” is not there.")
        default = ""
    return Profiles(tuple(found), default, tuple(problems))


def values_of(profile: Profile) -> dict[str, str | list[str]]:
    """The values that this profile is, without what is empty."""
    values: dict[str, str | list[str]] = {
        name: str(getattr(profile, attribute)) for name, attribute in _ATTRIBUTES.items()
    }
    values[_COMMAND] = list(profile.credential_command)
    return {name: value for name, value in values.items() if value}


_COMMAND: Final = "credential_command"
_ATTRIBUTES: Final[Mapping[str, str]] = {
    "instance_url": "instance_url",
    "way": "way",
    "org_id": "org_id",
    "org_class": "org_class",
    "user": "user_name",
    "client_id": "client_id",
    "login_url": "login_url",
    "store": "store",
    "key_file": "key_path",
    "account": "account",
}
"""The attributes of a profile by their names in the file."""


def _profile(alias: str, values: object, taken: Iterable[str]) -> Profile:
    checked_alias(alias)
    if alias.casefold() in taken:
        raise BadEntryError("there are two of this alias.", remedy="Rename one; the first counts.")
    if not isinstance(values, Mapping):
        raise BadEntryError("it is no table.")
    command = values.get(_COMMAND, [])
    if not isinstance(command, list) or not all(isinstance(word, str) for word in command):
        raise BadEntryError(f'its {_COMMAND} is a list of words, as ["pass", "show", "lmo/{{name}}"].')
    if not all(isinstance(value, str) for name, value in values.items() if name != _COMMAND):
        raise BadEntryError("each of its values is a text in quotes.")
    texts = {attribute: values[name] for name, attribute in _ATTRIBUTES.items() if name in values}
    if not texts.get("instance_url"):
        raise BadEntryError("it has no instance_url.")
    if texts.get("org_id") and not is_id(texts["org_id"]):
        raise BadEntryError("its org_id is no id of an org.", remedy="Log in again.")
    kinds = {"way": WayIn, "store": StoreKind, "org_class": OrgClass}
    for name, kind in kinds.items():
        if name in texts:
            try:
                texts[name] = kind(texts[name])
            except ValueError:
                raise BadEntryError(f"its {name} is none of {', '.join(kind)}.") from None
    if "way" not in texts:
        raise BadEntryError("it does not say the way in.")
    return Profile(alias=alias, credential_command=tuple(command), **texts)
