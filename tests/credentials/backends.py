"""Backends of keyring as they are on hosts that no test runs on: named as they are, raising what they raise."""

from collections.abc import Callable
from typing import Any, Final

from keyring import errors

from lmo_tui.credentials.os_keyring import Backend, allowed


class Keeps:
    """Does what a keyring should."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.persist = "enterprise"

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Loses(Keeps):
    """Says that it kept, and did not."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Nothing."""


def named(module: str, name: str, how: type[Keeps] = Keeps, **methods: Any) -> Keeps:  # noqa: ANN401 - any method
    """A backend of this name."""
    made = type(name, (how,), {"__module__": module, **methods})()
    assert isinstance(made, Keeps)
    return made


def raising(error: Exception, on: str = "set_password get_password delete_password") -> Callable[[], Backend]:
    """Finds an allowed backend that raises this."""

    def method(*_: str) -> None:
        raise error

    backend = named("keyring.backends.SecretService", "Keyring", Keeps, **dict.fromkeys(on.split(), method))
    return lambda: allowed(backend)


def finding(module: str, name: str, how: type[Keeps] = Keeps, **methods: Any) -> Callable[[], Backend]:  # noqa: ANN401 - any method
    """Finds a backend of this name, if it is allowed."""
    return lambda: allowed(named(module, name, how, **methods))


def chain(*backends: Keeps) -> Keeps:
    """What keyring picks where several are installed."""
    return named("keyring.backends.chainer", "ChainerBackend", Keeps, backends=backends)


def mac(status: int, kind: type[errors.KeyringError]) -> Exception:
    """What keyring makes of a status of macOS."""
    return kind(f"Can't get password from keychain: ({status}, 'Unknown Error')")


class _WindowsError(Exception):
    """pywin32-ctypes' own; no KeyringError."""


_WindowsError.__module__, _WindowsError.__qualname__ = "win32ctypes.pywin32.pywintypes", "error"


def windows(number: int, call: str, text: str) -> Exception:
    """What Windows' credential store raises, raw."""
    return _WindowsError(number, call, text)


NO_RECOMMENDED: Final = errors.NoKeyringError("No recommended backend was available. Install the keyrings.alt package")
