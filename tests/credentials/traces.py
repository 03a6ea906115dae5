"""Looks for a secret in every file under a folder, in any spelling that a store might give it."""

import base64
from pathlib import Path
from typing import Final
from urllib.parse import quote

SECRET: Final = "5Aep861.correct-horse/battery+staple=é"  # noqa: S105 - made up
"""What every test of this package keeps; it never rests anywhere in the clear."""


def spellings(secret: str) -> set[bytes]:
    """As it is, UTF-16, hex, quoted, and base64 wherever in a longer text it begins."""
    plain = secret.encode()
    wide = {secret.encode("utf-16-le"), secret.encode("utf-16-be")}
    hexed = {plain.hex().encode(), plain.hex().upper().encode()}
    # The same bytes at each of three places; what the neighbors decide, at both ends, is left off.
    coded = {
        encode(b"\0" * before + each)[4 if before else 0 : -4].rstrip(b"=")
        for encode in (base64.b64encode, base64.urlsafe_b64encode)
        for each in (plain, *wide)
        for before in range(3)
    }
    return {plain, *wide, *hexed, *coded, quote(secret, safe="").encode(), secret.encode("unicode_escape")}


def traces(folder: Path, secret: str = SECRET) -> list[str]:
    """The files that hold it, in their names too."""
    wanted = spellings(secret)
    found = []
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        if any(each in content or each in str(path).encode() for each in wanted):
            found.append(str(path))
    return found
