"""A private key for tests."""

from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


@cache
def the_key() -> RSAPrivateKey:
    """Made once for all tests of a run."""
    return generate_private_key(65537, 2048)


def a_key(folder: Path, mode: int = 0o600) -> Path:
    """A file with it."""
    path = folder / "lmo.key"
    path.write_bytes(the_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path.chmod(mode)
    return path
