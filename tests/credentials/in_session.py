"""One process after another in a D-Bus session: `python -m tests.credentials.in_session STEP...` says how each went."""

import os
import signal
import sys
from typing import TYPE_CHECKING, Final

from lmo_tui.credentials.ladder import USUAL, open_store
from lmo_tui.credentials.patience import Wait
from lmo_tui.domain.secrets import SecretStoreError, StoreKind
from tests.credentials.traces import SECRET

if TYPE_CHECKING:
    from collections.abc import Callable

NAME: Final = "refresh_token"
KEPT: Final[list[object]] = []
"""What must not end before the process."""


def lock() -> None:
    """What a screen lock does to the collection."""
    import secretstorage

    secretstorage.get_default_collection(secretstorage.dbus_init()).lock()


def lose_the_bus() -> None:
    """What the end of the desktop session does to a program in tmux."""
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"


def kill() -> None:
    """The daemon of this bus dies; the bus will start another one, which is locked."""
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import Proxy, open_dbus_connection

    with open_dbus_connection() as connection:
        bus = Proxy(message_bus, connection)
        (owner,) = bus.GetConnectionUnixProcessID("org.freedesktop.secrets")
        os.kill(owner, signal.SIGKILL)
        while bus.NameHasOwner("org.freedesktop.secrets")[0]:
            pass


def hang() -> None:
    """A keyring whose prompt nobody answers: whoever owns its name on the bus says nothing."""
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import Proxy, open_dbus_connection

    connection = open_dbus_connection()
    Proxy(message_bus, connection).RequestName("org.freedesktop.secrets")
    KEPT.append(connection)


def main(steps: list[str]) -> None:
    """Take the steps; print each one's answer."""
    # A busy machine may need longer than a person would wait; only one that hangs is given the usual time.
    wait = USUAL if "hang" in steps else Wait(silent=40)
    store = open_store(StoreKind.KEYRING, profile="acme", wait=wait)
    ways: dict[str, Callable[[], object]] = {
        "keep": lambda: store.keep(NAME, SECRET),
        "fetch": lambda: {None: "none", SECRET: "the secret"}.get(store.fetch(NAME), "another"),
        "forget": lambda: store.forget(NAME),
        "lock": lock,
        "lose": lose_the_bus,
        "hang": hang,
        "kill": kill,
    }
    for step in steps:
        try:
            answer = ways[step]() or "done"
        except SecretStoreError as error:
            answer = f"{error.state}: {error.headline}"
        sys.stdout.write(f"{step}: {answer}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
