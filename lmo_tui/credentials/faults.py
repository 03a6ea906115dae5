"""Whatever a keyring raises, as one of six states with the next step.

Five of the known cases are no KeyringError, so all are told apart by the names of their classes, which needs no import
of keyring either. What an error says of itself is never shown: NoKeyringError advises a plaintext store, and others
may quote the secret. Source of every case: keyring 25.7.0 as run on Linux, and as read for macOS and Windows.
"""

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from lmo_tui.domain.secrets import SecretStoreError, StoreState

_OTHERWISE: Final = "use a credential command or an encrypted file, or let this profile ask each time (store = memory)"
_OTHER_STORE: Final = _OTHERWISE[0].upper() + _OTHERWISE[1:] + "."
_STATUS: Final = re.compile(r"\((-\d{2,6}),")
"""The status code of macOS in the text of keyring's error: "(-25308, 'Unknown Error')"."""

Said: TypeAlias = tuple[StoreState, str, str, str]

_MAC: Final[dict[int, Said]] = {
    -25308: (
        StoreState.LOCKED,
        "The keychain is locked.",
        "macOS shows no prompt to an SSH session.",
        "Run `security unlock-keychain` in this session, and try again.",
    ),
    -128: (
        StoreState.DENIED,
        "The keychain's prompt was canceled.",
        "",
        "Try again and allow it, or choose another store.",
    ),
    -25293: (
        StoreState.DENIED,
        "The keychain did not accept the password.",
        "",
        "Try again, or run `security unlock-keychain`.",
    ),
}

_WINDOWS: Final[dict[int, Said]] = {
    1312: (
        StoreState.NO_STORE,
        "There is no credential store in this session.",
        "Windows gives SSH sessions none.",
        _OTHER_STORE,
    ),
    1783: (
        StoreState.TOO_LONG,
        "The secret is too long for Windows.",
        "Its store holds 1,280 characters; a private key has more.",
        "Name the file of the key in the profile, or use an encrypted file.",
    ),
    5: (StoreState.DENIED, "Windows does not let this user into the credential store.", "", _OTHER_STORE),
}

NO_KEYRING: Final[Said] = (
    StoreState.NO_STORE,
    "There is no keyring in this session.",
    "None is installed, or no desktop session leads to it, as is usual over SSH and in containers.",
    _OTHER_STORE,
)

_GONE: Final[Said] = (
    StoreState.NO_STORE,
    "The keyring has gone.",
    "The desktop session that it belonged to has ended.",
    f"Log in on the desktop again; or {_OTHERWISE}.",
)

_LOCKED: Final[Said] = (
    StoreState.LOCKED,
    "The keyring is locked.",
    "Nobody has unlocked it, or its prompt was dismissed.",
    "Unlock it: log in on the desktop, or run `gnome-keyring-daemon --unlock` in this session and type its password.",
)

_NAMED: Final[dict[str, Said]] = {
    "NoKeyringError": NO_KEYRING,
    "KeyringLocked": _LOCKED,
    "InitError": (
        StoreState.LOCKED,
        "The keyring has never been unlocked.",
        "It has no collection yet, and there is no screen to ask for a password on.",
        _LOCKED[3],
    ),
    "FileNotFoundError": _GONE,
    "ConnectionError": _GONE,
    "ModuleNotFoundError": (
        StoreState.NO_STORE,
        "The keyring that is set for Python is not installed.",
        "PYTHON_KEYRING_BACKEND or keyringrc.cfg names it.",
        "Unset the variable, or take the line out of keyringrc.cfg.",
    ),
    "EOFError": (
        StoreState.DENIED,
        "The keyring wants to ask for a password on this terminal.",
        "The screen is in use.",
        _OTHER_STORE,
    ),
    "CalledProcessError": (
        StoreState.LOCKED,
        "The program behind the keyring failed.",
        "Its key has a passphrase, and it could not ask for it.",
        "Use it in a shell first, so that its agent remembers the passphrase.",
    ),
    "PermissionError": (StoreState.DENIED, "The keyring is not open to this user.", "", _OTHER_STORE),
    "PasswordSetError": (StoreState.DENIED, "The keyring refused to keep the secret.", "", _OTHER_STORE),
    "PasswordDeleteError": (
        StoreState.DENIED,
        "The keyring refused to drop the secret.",
        "",
        "Remove the entry lmo-tui with the keyring's own program.",
    ),
}


def told(error: BaseException) -> SecretStoreError:
    """The error for the user; raise it `from None`, since what it replaces may hold the secret."""
    if isinstance(error, SecretStoreError):
        return error
    for find in _WAYS:
        if (said := find(error)) is not None:
            return SecretStoreError(*said)
    kind = type(error)
    return SecretStoreError(
        StoreState.BROKEN,
        "The keyring failed in a way that is not known.",
        f"{kind.__module__}.{kind.__qualname__}.",
        _OTHER_STORE,
    )


def _of_windows(error: BaseException) -> Said | None:
    if "pywintypes" not in type(error).__module__ or not error.args:
        return None
    return _WINDOWS.get(error.args[0])


def _of_macos(error: BaseException) -> Said | None:
    found = _STATUS.search(str(error)) if type(error).__module__.startswith("keyring.") else None
    return _MAC.get(int(found[1])) if found else None


def _by_name(error: BaseException) -> Said | None:
    return next((_NAMED[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in _NAMED), None)


_WAYS: Final[tuple[Callable[[BaseException], Said | None], ...]] = (_of_windows, _of_macos, _by_name)
