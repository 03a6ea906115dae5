"""A program of the user's that prints a secret: started, read to its end, and believed only if it went well."""

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, Final, cast

from lmo_tui.domain.secrets import SecretStoreError, StoreState

LONGEST: Final = 65_536
"""Bytes of a secret; a private key has two thousand."""

_ON_OUR_TERMINAL: Final = ("GPG_TTY", "SSH_ASKPASS_REQUIRE")
"""What would lead a passphrase prompt to the screen that the desk is drawn on."""


def started(words: Sequence[str]) -> subprocess.Popen[bytes]:
    """The program on its way; raises SecretStoreError where it cannot be run."""
    environment = {name: value for name, value in os.environ.items() if name not in _ON_OUR_TERMINAL}
    try:
        # In a session of its own it has no terminal to ask on, and can be ended with all its children.
        return subprocess.Popen(  # noqa: S603 - the user's own command, as a list and without a shell
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # It could hold the secret, and would be written over the desk.
            start_new_session=True,
            env=environment,
        )
    except FileNotFoundError:
        raise no_program(words[0]) from None
    except (OSError, ValueError) as error:
        raise SecretStoreError(
            StoreState.DENIED,
            f"`{words[0]}` cannot be run.",
            f"{getattr(error, 'strerror', None) or 'it is no name of a program'}.",
            "Check credential_command.",
        ) from None


def read(child: subprocess.Popen[bytes]) -> bytes:
    """What it prints, until its end or until it is too much."""
    with child:
        printed = cast("IO[bytes]", child.stdout).read(LONGEST + 1)
        if len(printed) > LONGEST:
            end(child)
        return printed


def end(child: subprocess.Popen[bytes]) -> None:
    """Stop it with all its children, if it still runs."""
    with suppress(ProcessLookupError, PermissionError):
        if child.returncode is None:
            os.killpg(child.pid, signal.SIGKILL)


def secret_of(printed: bytes, code: int, words: Sequence[str]) -> str:
    """The secret that was printed; raises SecretStoreError where that is none."""
    shown = " ".join(words)
    if len(printed) > LONGEST:
        raise SecretStoreError(
            StoreState.TOO_LONG, f"`{words[0]}` printed more than 64 kB.", "That is no secret.", f"Look at `{shown}`."
        )
    if code:
        raise SecretStoreError(
            StoreState.BROKEN,
            f"`{words[0]}` failed with exit code {code}.",
            remedy=f"Run `{shown}` in a shell to see why.",
        )
    try:
        secret = printed.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        secret = ""
    if not secret:
        raise SecretStoreError(
            StoreState.BROKEN,
            f"`{words[0]}` printed no secret.",
            "Its output is empty, or no text.",
            f"Look at `{shown}`.",
        )
    return secret


def no_command() -> SecretStoreError:
    """Nothing is set."""
    return SecretStoreError(
        StoreState.NO_STORE, "No credential command is set.", remedy='Set credential_command = ["pass", "show", "…"].'
    )


def no_program(word: str) -> SecretStoreError:
    """It is not installed."""
    return SecretStoreError(
        StoreState.NO_STORE, f"There is no program `{word}` here.", remedy="Install it, or change credential_command."
    )
