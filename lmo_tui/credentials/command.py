"""A command of the user's that prints the secret: pass, 1Password, Bitwarden, Vault, without a line of their code."""

import shutil
from collections.abc import Sequence
from typing import Final

from lmo_tui.credentials.patience import Wait, within
from lmo_tui.credentials.printing import end, no_command, no_program, read, secret_of, started
from lmo_tui.domain.secrets import SecretStoreError, StoreKind, StoreState

PATIENCE: Final = 10.0
"""Seconds: a vault behind a network takes some."""


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
            raise no_command()
        child = started(words)
        try:
            printed = within(self._wait, lambda _: read(child))
        except SecretStoreError:
            raise SecretStoreError(
                StoreState.TIMED_OUT,
                f"`{words[0]}` did not end within {self._wait.silent:.0f} seconds.",
                "It may be asking for a passphrase, which it cannot do behind the desk.",
                f"Run `{' '.join(words)}` in a shell first, so that its agent remembers the passphrase.",
            ) from None
        finally:
            end(child)
        return secret_of(printed, child.returncode, words)

    def forget(self, name: str) -> None:
        """Not ours to drop: another program keeps it."""
        del name

    def check(self) -> None:
        """Raise SecretStoreError if there is no such program; it is not run, since it may ask."""
        words = self._words("")
        if not words:
            raise no_command()
        if shutil.which(words[0]) is None:
            raise no_program(words[0])

    def _words(self, name: str) -> list[str]:
        return [word.replace("{name}", name).replace("{profile}", self._profile) for word in self._command]
