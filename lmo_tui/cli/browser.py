"""Logging in by a browser, on this machine or at the other end of an SSH connection."""

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from lmo_tui.cli.narration import narrate, tell
from lmo_tui.domain.profiles import Profile

if TYPE_CHECKING:
    from lmo_tui.salesforce.login.token_endpoint import Grant

PORT = 1717
"""Where the browser comes back to unless told otherwise."""


def log_in(profile: Profile, port: int = PORT, *, listen: bool = True) -> "Grant":
    """What a login in a browser gives; waits for it, or for its address to be pasted."""
    from lmo_tui.salesforce.hosts import login_host
    from lmo_tui.salesforce.login.callback import Callback
    from lmo_tui.salesforce.login.web import begin

    login = begin(login_host(profile.token_url), profile.client_id, port)
    callback = Callback(login, port, pasted=_terminal(), listen=listen, tell=tell)
    narrate("Open this in a browser, and log in:")
    narrate(f"  {login.url}")
    narrate(f"The app's callback URL must be {login.redirect}")
    server = os.environ.get("SSH_CONNECTION", "").split()
    if not callback.listens:
        narrate("The browser ends at an address that it cannot open. Paste that address here:")
    elif server:
        host = server[2] if len(server) == 4 else "HOST"
        narrate(f"The browser is elsewhere: on its machine do  ssh -L {port}:127.0.0.1:{port} {host}")
        narrate("or paste the address here at which the browser ends:")
    else:
        _open(login.url)
        narrate("Waiting for the browser. Or paste the address here at which it ends:")
    return login.finish(callback.code())


def _open(url: str) -> None:
    if sys.platform != "darwin" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    import webbrowser

    with suppress(webbrowser.Error):
        webbrowser.open(url)


def _terminal() -> int | None:
    with suppress(OSError, ValueError):
        return sys.stdin.fileno()
    return None
