"""How secrets are sealed with a passphrase: scrypt, then AES-256-GCM, bound to the profile they are of.

A file says three things of itself, in this order, so that each failure is told as what it is: a checksum (else it is
damaged, which needs no passphrase to see), a check of the passphrase (else the wrong one was typed), and the seal
(else somebody has changed the file who could count checksums, or it is another profile's).
"""

import base64
import hashlib
import hmac
import json
import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lmo_tui.domain.secrets import SecretStoreError, StoreState

VERSION: Final = 1
COST: Final = 2**17
"""scrypt's n of version 1: 128 MiB and 0.4 s for each guess."""

_SALT, _NONCE, _KEY = 16, 12, 32
_FIELDS: Final = ("version", "salt", "check", "nonce", "sealed")


@dataclass(frozen=True)
class Key:
    """What a passphrase becomes with a file's salt."""

    salt: bytes
    seals: bytes
    """Opens and closes the box."""
    check: bytes
    """Tells the right passphrase from a wrong one."""

    def __repr__(self) -> str:
        return "Key(…)"


def new_key(passphrase: str, cost: int = COST) -> Key:
    """A key with a salt of its own."""
    return _derived(passphrase, os.urandom(_SALT), cost)


def key_for(text: str, ask: Callable[[], str], cost: int = COST) -> Key:
    """The key of a sealed file; raises SecretStoreError: denied for a wrong passphrase, broken for a damaged file.

    A damaged file is told before anybody is asked.
    """
    fields = _fields(text)
    key = _derived(ask(), fields["salt"], cost)
    if not hmac.compare_digest(key.check, fields["check"]):
        raise SecretStoreError(
            StoreState.DENIED, "The passphrase is wrong.", "It does not open this profile's file.", "Type it again."
        )
    return key


def salt_of(text: str) -> bytes:
    """What a file's key was made with; raises SecretStoreError (broken)."""
    return _fields(text)["salt"]


def seal(key: Key, profile: str, secrets: dict[str, str]) -> str:
    """The file's text."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    box = AESGCM(key.seals).encrypt(nonce, json.dumps(secrets).encode(), _bound_to(profile, key.salt))
    values = {"salt": key.salt, "check": key.check, "nonce": nonce, "sealed": box}
    fields = {"version": str(VERSION), **{name: base64.b64encode(value).decode() for name, value in values.items()}}
    return json.dumps({**fields, "sum": _sum(fields)}, indent=1) + "\n"


def unseal(key: Key, profile: str, text: str) -> dict[str, str]:
    """What is in it; raises SecretStoreError (broken) if it is not what was sealed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    fields = _fields(text)
    try:
        opened = AESGCM(key.seals).decrypt(fields["nonce"], fields["sealed"], _bound_to(profile, fields["salt"]))
    except (InvalidTag, ValueError):
        raise broken("It was changed by somebody else, or belongs to another profile.") from None
    return {str(name): str(secret) for name, secret in json.loads(opened).items()}


def broken(why: str) -> SecretStoreError:
    """The file cannot be trusted."""
    return SecretStoreError(
        StoreState.BROKEN,
        "The encrypted file of this profile is damaged.",
        why,
        "Restore it from a backup, or log in again: `lmo-tui logout`, then `lmo-tui login`.",
    )


def _derived(passphrase: str, salt: bytes, cost: int) -> Key:
    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    both = hashlib.scrypt(typed, salt=salt, n=cost, r=8, p=1, maxmem=2 * 128 * 8 * cost + 2**20, dklen=2 * _KEY)
    return Key(salt, both[:_KEY], both[_KEY:])


def _fields(text: str) -> dict[str, bytes]:
    """The parts of a file that is whole."""
    try:
        read = json.loads(text)
        fields = {name: str(read[name]) for name in _FIELDS}
        whole = hmac.compare_digest(_sum(fields), str(read["sum"]))
        if whole and fields["version"] == str(VERSION):
            return {name: base64.b64decode(fields[name], validate=True) for name in _FIELDS[1:]}
    except (ValueError, TypeError, KeyError, RecursionError):
        raise broken("It is not what was written.") from None
    raise broken("It was written by another version of lmo-tui." if whole else "It is not what was written.")


def _sum(fields: dict[str, str]) -> str:
    return hashlib.sha256("\n".join(fields[name] for name in _FIELDS).encode("utf-8", "surrogatepass")).hexdigest()


def _bound_to(profile: str, salt: bytes) -> bytes:
    return b"\0".join((b"lmo-tui", str(VERSION).encode(), salt, profile.encode("utf-8", "surrogatepass")))
