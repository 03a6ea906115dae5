"""What a process does that holds a secret: it hides it in whatever it writes, and leaves no memory image behind."""

import sys
from contextlib import suppress
from typing import Final

from lmo_tui.domain.redaction import keep_secret
from lmo_tui.domain.secrets import SecretStore, SecretStoreError, StoreKind, StoreState

_PR_SET_DUMPABLE: Final = 4
"""From linux/prctl.h."""


class GuardedStore:
    """Fits SecretStore: any store, with every secret that passes made unspeakable."""

    def __init__(self, store: SecretStore) -> None:
        self._store = store

    @property
    def kind(self) -> StoreKind:
        """That of the store behind it."""
        return self._store.kind

    def keep(self, name: str, secret: str) -> None:
        """Keep it: when this returns, it was read back and is the same."""
        if not secret:
            raise SecretStoreError(StoreState.DENIED, "There is nothing to keep: the secret is empty.")
        _hold(secret)
        self._store.keep(name, secret)

    def fetch(self, name: str) -> str | None:
        """The secret of this name; None if there is none."""
        secret = self._store.fetch(name)
        if secret:
            _hold(secret)
        return secret or None

    def forget(self, name: str) -> None:
        """Drop it; no error if there is none."""
        self._store.forget(name)


def leave_no_memory_image() -> None:
    """No core dump of this process, and no look into its memory by the user's other programs (Linux).

    What it starts may be looked into again, since the kernel decides that anew for each program; it leaves no core dump
    either, unless it raises the limit, which it may.
    """
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, highest = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, highest))
    if sys.platform.startswith("linux"):
        with suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _hold(secret: str) -> None:
    keep_secret(secret)
    leave_no_memory_image()
