"""Where this run finds the secrets of stored orgs: the credentials ladder, joined to this terminal and its files."""

import getpass
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lmo_tui.cli.narration import narrate
from lmo_tui.credentials.ladder import USUAL, best_kind, offers, open_store
from lmo_tui.credentials.memory import MemoryStore
from lmo_tui.credentials.patience import Wait
from lmo_tui.domain.profiles import Profile
from lmo_tui.domain.secrets import SecretStore, StoreKind
from lmo_tui.storage import paths


class SecretStores:
    """One store for each org and kind, so that a passphrase is asked once; nothing is opened before it is asked for."""

    def __init__(self, may_ask: Callable[[], bool], wait: Wait = USUAL) -> None:
        self._may_ask = may_ask
        self._wait = replace(wait, tell=self._tell)
        self._held = MemoryStore()
        self._open: dict[tuple[str, StoreKind], SecretStore] = {}

    def of(self, profile: Profile, kind: StoreKind | None) -> SecretStore:
        """That of this kind; without one the safest that works here, which the keyring may take seconds to say."""
        command, file = profile.credential_command, sealed_file(profile.alias)
        if kind is None:
            kind = best_kind(offers(command=command, file=file, wait=self._wait))
        if kind is StoreKind.MEMORY:
            return self._held
        key = (profile.alias, kind)
        if key not in self._open:
            ask = self._passphrase if kind is StoreKind.FILE else None
            self._open[key] = open_store(
                kind, profile=profile.alias, command=command, file=file, ask_passphrase=ask, wait=self._wait
            )
        return self._open[key]

    def _tell(self, told: str) -> bool:
        if may := self._may_ask():  # It was opened before the desk, and may be asked behind it.
            narrate(told)
        return may

    def _passphrase(self, new: bool) -> str | None:
        if not self._may_ask():  # Behind the desk nothing may be asked on the terminal.
            return None
        typed = getpass.getpass("New passphrase of the sealed file: " if new else "Passphrase of the sealed file: ")
        if new and typed != getpass.getpass("The same again: "):
            narrate("These are two passphrases.")
            return None
        return typed or None


def sealed_file(alias: str) -> Path:
    """Where the secrets of an org are sealed, if they are."""
    return paths.data_folder() / "secrets" / f"{paths.file_stem(alias)}.sealed"
