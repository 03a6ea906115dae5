"""How a stored login gets a new access token: by one caller at a time, in this process and on this machine."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final, TypeAlias

from lmo_tui.domain.errors import SignedOutError
from lmo_tui.domain.profiles import Profile, WayIn
from lmo_tui.domain.redaction import keep_secret
from lmo_tui.domain.secrets import SecretStore
from lmo_tui.salesforce.hosts import login_host
from lmo_tui.salesforce.login.assertion import grant_by_key
from lmo_tui.salesforce.login.sf_cli import SfCli
from lmo_tui.salesforce.login.token_endpoint import Grant, granted

REFRESH_TOKEN: Final = "refresh-token"  # noqa: S105 - the name of a secret
CLIENT_SECRET: Final = "client-secret"  # noqa: S105 - the name of a secret
PASSWORD: Final = "password"  # noqa: S105 - the name of a secret
ACCESS_TOKEN: Final = "access-token"  # noqa: S105 - the name of a secret

Renew: TypeAlias = Callable[[], str]
"""A new access token; blocks, and raises LmoError."""


class RefreshedLogin:
    """A login by a refresh token that the org may replace at each use."""

    def __init__(self, profile: Profile, store: SecretStore, lock: Callable[[], AbstractContextManager[None]]) -> None:
        self._profile = profile
        self._store = store
        self._lock = lock
        self._thread_lock = threading.Lock()
        self._unkept = ""
        """A new refresh token that the store would not take: the old one is dead by now."""

    def __call__(self) -> str:
        """A new access token. What replaces the refresh token is kept, and read back, before this one is used."""
        name = self._profile.secret_name(REFRESH_TOKEN)
        with self._thread_lock, self._lock():
            # Fetched only now: another process may have put the next one there while we waited for the lock.
            token = self._unkept or self._store.fetch(name)
            if not token:
                raise not_kept(self._profile)
            keep_secret(token)
            if self._unkept:
                self._keep(name, token)
            form = {"grant_type": "refresh_token", "refresh_token": token, "client_id": self._profile.client_id}
            grant = granted(login_host(self._profile.token_url), form)
            if grant.refresh_token and grant.refresh_token != token:
                self._keep(name, grant.refresh_token)
            return grant.access_token

    def _keep(self, name: str, token: str) -> None:
        self._unkept = token
        self._store.keep(name, token)  # Reads it back, as its port says.
        self._unkept = ""


def renewal(
    profile: Profile, store: SecretStore, lock: Callable[[], AbstractContextManager[None]]
) -> tuple[Renew, bool]:
    """How the profile gets an access token, and whether it gets another one when that has expired."""
    if profile.way is WayIn.ACCESS_TOKEN:
        return lambda: _secret(profile, store, ACCESS_TOKEN), False
    if profile.way is WayIn.WEB:
        return RefreshedLogin(profile, store, lock), True
    if profile.way is WayIn.SF:
        return lambda: SfCli().token(profile.account), True
    return lambda: grant_for(profile, store).access_token, True


def grant_for(profile: Profile, store: SecretStore) -> Grant:
    """Tokens of a login that needs no browser, and nothing but what is kept."""
    origin = login_host(profile.token_url)
    if profile.way is WayIn.JWT:
        return grant_by_key(origin, profile.client_id, profile.account, Path(profile.key_path).expanduser())
    form = {"client_id": profile.client_id}
    if profile.way is WayIn.CLIENT_CREDENTIALS:
        form |= {"grant_type": "client_credentials", "client_secret": _secret(profile, store, CLIENT_SECRET)}
        return granted(origin, form)
    if secret := store.fetch(profile.secret_name(CLIENT_SECRET)):
        form["client_secret"] = secret
    form |= {"grant_type": "password", "username": profile.account, "password": _secret(profile, store, PASSWORD)}
    return granted(origin, form)


def not_kept(profile: Profile) -> SignedOutError:
    """For a login that is not there any more."""
    return SignedOutError(f"No login of “{profile.alias}” is kept.", "", f"Do: lmo-tui login --alias {profile.alias}.")


def _secret(profile: Profile, store: SecretStore, what: str) -> str:
    secret = store.fetch(profile.secret_name(what))
    if not secret:
        raise not_kept(profile)
    keep_secret(secret)
    return secret
