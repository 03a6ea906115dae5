"""Reading an access token from where it may be: a file or stdin, never an argument or a variable."""

import getpass
import os
import stat
import sys
from pathlib import Path
from typing import Final

from lmo_tui.cli.narration import narrate
from lmo_tui.credentials.guarding import leave_no_memory_image
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.redaction import keep_secret

STDIN: Final = "-"
LONGEST: Final = 16_384
"""Bytes; a JWT-shaped access token of Salesforce may have some thousands."""


def read_token(source: str) -> str:
    """The token in a file, or on stdin for `-`; from now on no log shows it."""
    token = _one_line(_from_stdin() if source == STDIN else _from_file(Path(source).expanduser()))
    keep_secret(token)
    leave_no_memory_image()
    return token


def _from_stdin() -> bytes:
    if sys.stdin.isatty():
        return getpass.getpass("Access token: ").encode()
    return sys.stdin.buffer.read(LONGEST + 1)


def _from_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read(LONGEST + 1)
    except IsADirectoryError:
        raise BadEntryError(f"{path} is a folder, not a file with an access token.") from None
    except FileNotFoundError:
        raise BadEntryError(f"There is no file {path}.", remedy="Put the access token into it.") from None
    except (OSError, ValueError) as failure:
        reason = getattr(failure, "strerror", None) or "its name is not a file's"
        raise BadEntryError(f"{path} cannot be read: {reason}.") from None
    if stat.S_ISREG(mode) and mode & (stat.S_IRWXG | stat.S_IRWXO):
        narrate(f"Warning: others on this machine can read the access token in {path}. Do: chmod 600 {path}")
    return content


def _one_line(content: bytes) -> str:
    if len(content) > LONGEST:
        raise BadEntryError("This is no access token: it is far too long.")
    lines = content.strip().splitlines()
    if not lines:
        raise BadEntryError("The access token is empty.")
    if len(lines) > 1:
        raise BadEntryError("An access token is one line; there are more.")
    token = lines[0]
    if not token.isascii() or any(not 0x21 <= byte <= 0x7E for byte in token):
        raise BadEntryError("This is no access token: it holds spaces or characters that no token has.")
    return token.decode("ascii")
