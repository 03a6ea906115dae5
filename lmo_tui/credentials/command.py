"""A command of the user's that prints the secret: pass, 1Password, Bitwarden, Vault, without a line of their code."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, Final, cast

from lmo_tui.credentials.patience import Wait, within
from lmo_tui.domain.secrets import SecretStoreError, StoreKind, StoreState

PATIENCE: Final = 10.0
"""Seconds: a vault behind a network takes some."""

LONGEST: Final = 65_536
"""Bytes of a secret; a private key has two thousand."""

_ON_OUR_TERMINAL: Final = ("GPG_TTY", "SSH_ASKPASS_REQUIRE")
"""What would lead a passphrase prompt to the screen that the desk is drawn on."""


class CommandStore:
    """Fits SecretStore, and only reads: `{name}` and `{profile}` in an argument stand for what is asked."""

    kind = StoreKind.COMMAND

    def __init__(self, profile: str, command: Sequence[str], patience: float = PATIENCE) -> None:
        self._profile = profile
        self._command = tuple(command)
        self._wait = Wait(silent=patience)

    def keep(self, name: str, secret: str) -> None:
        """Nothing to do if the command gives it already; otherwise it says what to do."""
        if self.fetch(name) == secret:
            return
        raise SecretStoreError(
            StoreState.DENIED,
            "A credential command only reads: the secret was not kept.",
            "lmo-tui cannot write into another program's store.",
            f"Put it there yourself, so that `{' '.join(self._words(name))}` prints it; or choose another store for"
            " logins whose secret Salesforce renews.",
        )

    def fetch(self, name: str) -> str | None:
        """What the command prints, without the line's end."""
        words = self._words(name)
        if not words:
            raise _no_command()
        child = _started(words)
        try:
            printed = within(self._wait, lambda _: _read(child))
        except SecretStoreError:
            raise SecretStoreError(
                StoreState.TIMED_OUT,
                f"`{words[0]}` did not end within {self._wait.silent:.0f} seconds.",
                "It may be asking for a passphrase, which it cannot do behind the desk.",
                f"Run `{' '.join(words)}` in a shell first, so that its agent remembers the passphrase.",
            ) from None
        finally:
            _end(child)
        return _secret_of(printed, child.returncode, words)

    def forget(self, name: str) -> None:
        """Not ours to drop: another program keeps it."""
        del name

    def check(self) -> None:
        """Raise SecretStoreError if there is no such program; it is not run, since it may ask."""
        words = self._words("")
        if not words:
            raise _no_command()
        if shutil.which(words[0]) is None:
            raise _no_program(words[0])

    def _words(self, name: str) -> list[str]:
        return [word.replace("{name}", name).replace("{profile}", self._profile) for word in self._command]


def _started(words: Sequence[str]) -> subprocess.Popen[bytes]:
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
        raise _no_program(words[0]) from None
    except (OSError, ValueError) as error:
        raise SecretStoreError(
            StoreState.DENIED,
            f"`{words[0]}` cannot be run.",
            f"{getattr(error, 'strerror', None) or 'it is no name of a program'}.",
            "Check credential_command.",
        ) from None


def _read(child: subprocess.Popen[bytes]) -> bytes:
    with child:
        printed = cast("IO[bytes]", child.stdout).read(LONGEST + 1)
        if len(printed) > LONGEST:
            _end(child)
        return printed


def _end(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if child.returncode is None:
            os.killpg(child.pid, signal.SIGKILL)


def _secret_of(printed: bytes, code: int, words: Sequence[str]) -> str:
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


def _no_command() -> SecretStoreError:
    return SecretStoreError(
        StoreState.NO_STORE, "No credential command is set.", remedy='Set credential_command = ["pass", "show", "…"].'
    )


def _no_program(word: str) -> SecretStoreError:
    return SecretStoreError(
        StoreState.NO_STORE, f"There is no program `{word}` here.", remedy="Install it, or change credential_command."
    )
