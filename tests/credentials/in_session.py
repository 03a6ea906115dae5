"""One process after another in a D-Bus session: `python -m tests.credentials.in_session STEP...` says how each went."""

import os
import sys
from typing import TYPE_CHECKING, Final

from lmo_tui.credentials.ladder import open_store
from lmo_tui.domain.secrets import SecretStoreError, StoreKind
from tests.credentials.traces import SECRET

if TYPE_CHECKING:
    from collections.abc import Callable

NAME: Final = "refresh_token"


def lock() -> None:
    """What a screen lock does to the collection."""
    import secretstorage

    secretstorage.get_default_collection(secretstorage.dbus_init()).lock()


def lose_the_bus() -> None:
    """What the end of the desktop session does to a program in tmux."""
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"


def main(steps: list[str]) -> None:
    """Take the steps; print each one's answer."""
    store = open_store(StoreKind.KEYRING, profile="acme")
    ways: dict[str, Callable[[], object]] = {
        "keep": lambda: store.keep(NAME, SECRET),
        "fetch": lambda: {None: "none", SECRET: "the secret"}.get(store.fetch(NAME), "another"),
        "forget": lambda: store.forget(NAME),
        "lock": lock,
        "lose": lose_the_bus,
    }
    for step in steps:
        try:
            answer = ways[step]() or "done"
        except SecretStoreError as error:
            answer = f"{error.state}: {error.headline}"
        sys.stdout.write(f"{step}: {answer}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
