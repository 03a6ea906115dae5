"""Which store a profile uses, and which ones work on this machine; chosen by a person, never changed in silence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lmo_tui.credentials.command import CommandStore
from lmo_tui.credentials.encrypted_file import AskPassphrase, EncryptedFileStore
from lmo_tui.credentials.guarding import GuardedStore
from lmo_tui.credentials.memory import MemoryStore
from lmo_tui.credentials.os_keyring import Backend, KeyringStore
from lmo_tui.credentials.patience import Wait
from lmo_tui.domain.secrets import SecretStore, SecretStoreError, StoreKind, StoreState

USUAL: Final = Wait()


@dataclass(frozen=True)
class Offer:
    """A store, and whether it works here."""

    kind: StoreKind
    problem: SecretStoreError | None = None
    """Why it does not, with the next step."""

    @property
    def works(self) -> bool:
        """Whether a login may choose it."""
        return self.problem is None


def open_store(
    kind: StoreKind,
    *,
    profile: str,
    command: Sequence[str] = (),
    file: Path | None = None,
    ask_passphrase: AskPassphrase | None = None,
    wait: Wait = USUAL,
) -> SecretStore:
    """The store that a profile is pinned to. Costs nothing: what is wrong with it is told when it is used."""
    match kind:
        case StoreKind.KEYRING:
            return GuardedStore(KeyringStore(profile, wait))
        case StoreKind.COMMAND:
            return GuardedStore(CommandStore(profile, command))
        case StoreKind.FILE:
            if file is None:
                raise _no_file()
            return GuardedStore(EncryptedFileStore(profile, file, ask_passphrase))
        case StoreKind.MEMORY:
            return GuardedStore(MemoryStore())


def offers(
    *,
    command: Sequence[str] = (),
    file: Path | None = None,
    wait: Wait = USUAL,
    find: Callable[[], Backend] | None = None,
) -> tuple[Offer, ...]:
    """Each rung from the top, proved as far as it can be without asking anybody; takes as long as the keyring may.

    The keyring is proved by a canary; the command is looked for but not run, since it may ask; the file is not made.
    """
    keyring, there = KeyringStore("offers", wait, find), CommandStore("", command)
    return (
        Offer(StoreKind.KEYRING, _problem(keyring.prove)),
        Offer(StoreKind.COMMAND, _problem(there.check)),
        Offer(StoreKind.FILE, None if file else _no_file()),
        Offer(StoreKind.MEMORY),
    )


def best_kind(offered: Sequence[Offer]) -> StoreKind:
    """The highest rung that works; an encrypted file never by itself: a passphrase is something that one must want."""
    return next(each.kind for each in offered if each.works and each.kind is not StoreKind.FILE)


def _problem(prove: Callable[[], None]) -> SecretStoreError | None:
    try:
        prove()
    except SecretStoreError as error:
        return error
    return None


def _no_file() -> SecretStoreError:
    return SecretStoreError(StoreState.NO_STORE, "There is no place for an encrypted file.", remedy="Set LMO_TUI_HOME.")
