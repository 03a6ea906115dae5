"""What is secret between two starts, where it is kept, and the port of whatever keeps it."""

from enum import StrEnum
from typing import Protocol

from lmo_tui.domain.errors import LmoError


class StoreKind(StrEnum):
    """Where a profile's secret is kept; chosen once and pinned: never another one in silence."""

    KEYRING = "keyring"
    COMMAND = "command"
    FILE = "file"
    MEMORY = "memory"


class StoreState(StrEnum):
    """Why a store did not do what it was asked; each has a next step of its own."""

    NO_STORE = "no store"
    LOCKED = "locked"
    TIMED_OUT = "timed out"
    TOO_LONG = "too long"
    DENIED = "denied"
    BROKEN = "broken"


class SecretStoreError(LmoError):
    """A secret could not be kept or fetched."""

    def __init__(self, state: StoreState, headline: str, detail: str = "", remedy: str = "") -> None:
        super().__init__(headline, detail, remedy)
        self.state = state


class SecretStore(Protocol):
    """Keeps secrets by name; every call returns within its time or raises SecretStoreError."""

    @property
    def kind(self) -> StoreKind:
        """What it is, as the profile says it."""
        ...

    def keep(self, name: str, secret: str) -> None:
        """Keep it: when this returns, it was read back and is the same."""
        ...

    def fetch(self, name: str) -> str | None:
        """The secret of this name; None if there is none."""
        ...

    def forget(self, name: str) -> None:
        """Drop it; no error if there is none."""
        ...
