"""The keyring of the operating system, by the few backends that are known to keep a secret secret."""

import secrets
from typing import TYPE_CHECKING, Final, Protocol, TypeVar, cast
from urllib.parse import quote

from lmo_tui.credentials.faults import NO_KEYRING, told
from lmo_tui.credentials.patience import Given, Wait, within
from lmo_tui.domain.secrets import SecretStoreError, StoreKind, StoreState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


T = TypeVar("T")

SERVICE: Final = "lmo-tui"
"""What the entries are called in the keyring's own program."""

ALLOWED: Final = frozenset(
    f"keyring.backends.{name}"
    for name in (
        "SecretService.Keyring",
        "libsecret.Keyring",
        "kwallet.DBusKeyring",
        "kwallet.DBusKeyringKWallet4",
        "macOS.Keyring",
        "Windows.WinVaultKeyring",
    )
)
"""Any other one may be plaintext (keyrings.alt wins by being installed), lose the secret, or ask on our terminal."""

_CHAIN: Final = "keyring.backends.chainer.ChainerBackend"
_NONE: Final = "keyring.backends.fail.Keyring"
_VAULT: Final = "keyring.backends.Windows.WinVaultKeyring"


class Backend(Protocol):
    """What we ask of a backend of keyring."""

    def get_password(self, service: str, username: str) -> str | None:
        """The secret, or None."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Drop it; raises if there is none."""
        ...


class _Chain(Protocol):
    backends: "Iterable[Backend]"


class _Vault(Protocol):
    persist: str


class KeyringStore:
    """Fits SecretStore. Each call is one stay on a thread of its own, import of keyring included."""

    kind = StoreKind.KEYRING

    def __init__(self, profile: str, wait: Wait, find: "Callable[[], Backend] | None" = None) -> None:
        self._profile = profile
        self._wait = wait
        self._find = find or installed

    def keep(self, name: str, secret: str) -> None:
        """Keep it, once a canary has shown that what is kept comes back."""

        def work(backend: Backend, given: Given) -> None:
            # First the canary, each time: it is also what waits for a prompt. When that is answered after we gave up,
            # the secret is not written, and so cannot replace a newer one.
            self._prove(backend, given)
            given.check()
            user = self._user(name)
            backend.set_password(SERVICE, user, secret)
            if backend.get_password(SERVICE, user) != secret:
                raise _not_kept()

        self._within(work)

    def fetch(self, name: str) -> str | None:
        """The secret of this name; None if there is none."""
        return self._within(lambda backend, _: backend.get_password(SERVICE, self._user(name)))

    def forget(self, name: str) -> None:
        """Drop it; no error if there is none."""

        def work(backend: Backend, given: Given) -> None:
            user = self._user(name)
            if backend.get_password(SERVICE, user) is None:
                return
            given.check()
            backend.delete_password(SERVICE, user)
            if backend.get_password(SERVICE, user) is not None:
                raise SecretStoreError(
                    StoreState.BROKEN,
                    "The keyring still holds the secret.",
                    remedy="Remove the entry lmo-tui with the keyring's own program.",
                )

        self._within(work)

    def prove(self) -> None:
        """Keep, fetch and drop a canary; raises SecretStoreError if this keyring does not do what it says."""
        self._within(self._prove)

    def _prove(self, backend: Backend, given: Given) -> None:
        user, canary = self._user(f"canary-{secrets.token_hex(4)}"), secrets.token_urlsafe(24)
        given.check()
        backend.set_password(SERVICE, user, canary)
        if backend.get_password(SERVICE, user) != canary:
            raise _not_kept()
        backend.delete_password(SERVICE, user)

    def _user(self, name: str) -> str:
        return f"{quote(self._profile, safe=' @')}/{name}"

    def _within(self, work: "Callable[[Backend, Given], T]") -> T:
        try:
            return within(self._wait, lambda given: work(self._find(), given))
        except Exception as error:  # noqa: BLE001 - the keyring border: five of the known cases are no KeyringError
            raise told(error) from None


def installed() -> Backend:
    """The backend that keyring picks here, if it is one that keeps secrets; raises SecretStoreError."""
    import logging

    # Of a plug-in that fails keyring logs the traceback; where nobody listens, Python prints it: over the desk.
    logging.getLogger("keyring").addHandler(logging.NullHandler())
    import keyring

    return allowed(keyring.get_keyring())


def allowed(backend: Backend) -> Backend:
    """The backend, or of a chain the first one, that is known to keep secrets; raises SecretStoreError."""
    chain = cast("_Chain", backend).backends if _name(backend) == _CHAIN else (backend,)
    for each in chain:
        if _name(each) in ALLOWED:
            if _name(each) == _VAULT:
                cast("_Vault", each).persist = "local machine"  # Else it roams with the user's profile.
            return each
    if _name(backend) in {_CHAIN, _NONE}:
        raise SecretStoreError(*NO_KEYRING)
    raise SecretStoreError(
        StoreState.NO_STORE,
        "The keyring that is set for Python is not one that keeps secrets.",
        f"{_name(backend)} may write them in plain text, lose them, or ask on this terminal.",
        f"Uninstall it or unset PYTHON_KEYRING_BACKEND. {NO_KEYRING[3]}",
    )


def _name(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _not_kept() -> SecretStoreError:
    return SecretStoreError(
        StoreState.BROKEN,
        "The keyring says it kept the secret, and did not.",
        "What came back is not what was given to it.",
        NO_KEYRING[3],
    )
