"""The JWT bearer flow: an assertion signed with the user's own key, which is read, used and let go."""

import base64
import json
import os
import stat
import time
from pathlib import Path
from typing import Final

from lmo_tui.domain.errors import BadEntryError
from lmo_tui.salesforce.login.token_endpoint import Grant, granted
from lmo_tui.salesforce.origin import Origin

GRANT_TYPE: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LIFETIME: Final = 180
"""Seconds that an assertion is good for: at most three minutes, Salesforce says."""

LARGEST_KEY: Final = 65_536
_TEST: Final = (".sandbox.my.salesforce.com", ".scratch.my.salesforce.com", "test.salesforce.com")


def grant_by_key(origin: Origin, client_id: str, user: str, key_path: Path) -> Grant:
    """Tokens for a user whom an admin has admitted to the app; raises LmoError."""
    claims: dict[str, str | int] = {
        "iss": client_id,
        "sub": user,
        "aud": audience(origin),
        "exp": int(time.time()) + LIFETIME,
    }
    return granted(origin, {"grant_type": GRANT_TYPE, "assertion": signed(claims, read_key(key_path))})


def audience(origin: Origin) -> str:
    """Whom the assertion is for: the login page of the kind of org, as simple-salesforce and Salesforce's guide do."""
    if origin.loopback:
        return origin.url
    return "https://test.salesforce.com" if origin.netloc.endswith(_TEST) else "https://login.salesforce.com"


def read_key(path: Path) -> bytes:
    """The private key in a file that is this user's alone; raises BadEntryError for any other."""
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
                raise BadEntryError(
                    f"Others could use the key in {path}.", "It must be your own file, and yours alone.",
                    f"Do: chmod 600 {path}",
                )  # fmt: skip
            return file.read(LARGEST_KEY)
    except OSError as error:
        raise BadEntryError(f"The key in {path} cannot be read: {error.strerror}.") from None


def signed(claims: dict[str, str | int], pem: bytes) -> str:
    """The claims as a JWT with RS256, the only signature that Salesforce takes."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):  # Its own words may quote the key.
        key = None
    if not isinstance(key, RSAPrivateKey):
        raise BadEntryError(
            "The file holds no RSA private key that opens without a passphrase.",
            remedy="Make one: openssl genrsa -out lmo.key 2048 (docs/login.md).",
        )
    text = f"{_packed({'alg': 'RS256'})}.{_packed(claims)}"
    return f"{text}.{_base64(key.sign(text.encode(), PKCS1v15(), SHA256()))}"


def _packed(part: dict[str, str] | dict[str, str | int]) -> str:
    return _base64(json.dumps(part, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
