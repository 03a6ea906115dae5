"""A file of secrets, sealed with a passphrase: for hosts without a keyring, and only where a person asks for it."""

import fcntl
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TypeAlias

from lmo_tui.credentials.patience import timed_out
from lmo_tui.credentials.sealing import COST, Key, broken, key_for, new_key, salt_of, seal, unseal
from lmo_tui.domain.redaction import keep_secret
from lmo_tui.domain.secrets import SecretStoreError, StoreKind, StoreState

AskPassphrase: TypeAlias = Callable[[bool], str | None]
"""Asks for the passphrase, for a new one (to be typed twice) if True; None: the person gave up."""

SHORTEST: Final = 8
"""Characters of a passphrase: whoever has the file may guess for as long as they like."""

LONGEST: Final = 1_000_000
"""Bytes that are read: a file beyond it is not ours."""

_FOLDER, _FILE = 0o700, 0o600
_PATIENCE, _PAUSE = 3.0, 0.02


class EncryptedFileStore:
    """Fits SecretStore. The passphrase is asked once a process; only the key made of it stays in memory."""

    kind = StoreKind.FILE

    def __init__(self, profile: str, path: Path, ask: AskPassphrase | None, cost: int = COST) -> None:
        self._profile = profile
        self._path = path
        self._ask = ask
        self._cost = cost
        self._key: Key | None = None

    def keep(self, name: str, secret: str) -> None:
        """Write the file anew, whole or not at all, and read it back."""
        self._change(lambda kept: {**kept, name: secret})
        if self.fetch(name) != secret:
            raise broken("What came back is not what was written.")

    def fetch(self, name: str) -> str | None:
        """The secret of this name; None if there is none, for which no passphrase is asked where there is no file."""
        with _told():
            text = self._text()
            return None if text is None else self._opened(text).get(name)

    def forget(self, name: str) -> None:
        """Drop it; with the last one goes the file."""
        if self.fetch(name) is not None:
            self._change(lambda kept: {each: kept[each] for each in kept if each != name})

    def _change(self, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
        with _told():
            text = self._text()
            if text is None:  # Whoever types does so before the lock is taken: others need not wait for them.
                self._key = self._key or new_key(self._passphrase(new=True), self._cost)
            else:
                self._opened(text)
            self._path.parent.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
            if stat.S_IMODE(self._path.parent.stat().st_mode) & 0o077:
                self._path.parent.chmod(_FOLDER)
            with self._alone():
                text = self._text()
                kept = change({} if text is None else self._opened(text))
                if kept:
                    self._replace(seal(self._known_key(), self._profile, kept))
                else:
                    self._path.unlink(missing_ok=True)

    def _opened(self, text: str) -> dict[str, str]:
        # Another salt: another process has made the file anew, perhaps with another passphrase.
        if self._key is None or self._key.salt != salt_of(text):
            self._key = None
            self._key = key_for(text, self._passphrase, self._cost)
        return unseal(self._key, self._profile, text)

    def _known_key(self) -> Key:
        if self._key is None:
            raise broken("Another process removed it.")
        return self._key

    def _passphrase(self, new: bool = False) -> str:
        if self._ask is None:
            raise SecretStoreError(
                StoreState.LOCKED,
                "The encrypted file needs its passphrase.",
                "There is nobody to ask.",
                "Open the desk, or run this in a terminal.",
            )
        typed = self._ask(new)
        if typed is None:
            raise SecretStoreError(StoreState.DENIED, "No passphrase was given.", remedy="Try again when you have it.")
        keep_secret(typed)
        if new and len(typed) < SHORTEST:
            raise SecretStoreError(
                StoreState.DENIED,
                "The passphrase is too short.",
                "Whoever gets the file may guess for as long as they like.",
                f"Choose {SHORTEST} characters or more; several words are best.",
            )
        return typed

    def _text(self) -> str | None:
        try:
            descriptor = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        except FileNotFoundError:
            return None
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
                raise broken("It is another user's, or no file.")
            content = file.read(LONGEST + 1)
        return content[:LONGEST].decode("utf-8", "replace")

    def _replace(self, text: str) -> None:
        unfinished = self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}.part")
        try:
            # A name that nobody can have prepared a link for.
            descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _FILE)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(descriptor)
            unfinished.replace(self._path)
        finally:
            with suppress(FileNotFoundError):
                unfinished.unlink()
        folder = os.open(self._path.parent, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(folder)  # The new name is on the disk too: a renewed token must survive a power cut.
        finally:
            os.close(folder)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two processes change it one after the other; the lock is a file of its own, since ours is replaced."""
        lock = os.open(self._path.with_name(f"{self._path.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _FILE)
        try:
            deadline = time.monotonic() + _PATIENCE
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise timed_out(_PATIENCE) from None
                    time.sleep(_PAUSE)
            yield
        finally:
            os.close(lock)


@contextmanager
def _told() -> Iterator[None]:
    """Say what the disk says in our words."""
    try:
        yield
    except OSError as error:
        state = StoreState.DENIED if isinstance(error, PermissionError) else StoreState.BROKEN
        raise SecretStoreError(
            state,
            "The encrypted file cannot be read or written.",
            f"{error.strerror or 'The disk failed'}.",
            "Check the folder and its owner, and the room on the disk.",
        ) from None
