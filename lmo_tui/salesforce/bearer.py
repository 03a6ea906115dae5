"""The access token: who holds it, and how a new one is fetched exactly once when it has expired."""

import threading
from collections.abc import Callable
from typing import Final

import requests
from requests.auth import AuthBase

from lmo_tui.domain.errors import SignedOutError
from lmo_tui.domain.redaction import keep_secret

_HEADER: Final = "Authorization"


class Bearer(AuthBase):
    """Signs requests. As the session's own auth it also keeps a netrc entry from taking the token's place."""

    def __init__(self, token: str, refresh: Callable[[], str] | None = None) -> None:
        keep_secret(token)
        self._token = token
        self._refresh = refresh
        self._lock = threading.Lock()
        self._over: SignedOutError | None = None

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Put the present token into the request."""
        request.headers[_HEADER] = f"Bearer {self._token}"
        return request

    def renew(self, request: requests.PreparedRequest) -> bool:
        """Sign the refused request anew; False if there is no newer token to be had.

        One caller refreshes, the rest wait and use its token: with refresh-token rotation a second refresh would end
        the login. Raises whatever LmoError the refresh raises.
        """
        with self._lock:
            if request.headers.get(_HEADER) == f"Bearer {self._token}":
                if self._refresh is None:
                    return False
                self._fetch(self._refresh)
        self(request)
        return True

    def _fetch(self, refresh: Callable[[], str]) -> None:
        if self._over is not None:
            raise self._over
        try:
            token = refresh()
        except SignedOutError as error:
            self._over = error
            raise
        keep_secret(token)
        self._token = token
