"""Reuse of a login of the `sf` CLI: it is asked for a token, and asked again when that has expired.

Its files are never read and its refresh token never used: rotation would log the CLI out.
"""

import json
import os
import re
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from lmo_tui.domain.errors import BadAnswerError, BadEntryError, LmoError, SignedOutError, UnreachableError
from lmo_tui.domain.redaction import keep_secret
from lmo_tui.domain.text import clean
from lmo_tui.salesforce.faults import message

PATIENCE: Final = 60.0
"""Seconds; the CLI takes one or two, and longer to refresh over a slow line."""

LARGEST: Final = 8_000_000
_NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,120}", re.ASCII)
_TOKEN: Final = re.compile(r"[\x21-\x7e]{15,16384}")
_REDACTED: Final = "[REDACTED]"
_OVER: Final = ("expired access/refresh token", "refreshtokenautherror", "inactive user", "invalid_grant", "bad_oauth")
_UNKNOWN: Final = ("namedorgnotfound", "noorgfound", "noauthinfofound", "no authorization information found")
_QUIET: Final = {
    "NO_COLOR": "1",
    "FORCE_COLOR": "0",
    "SF_DISABLE_TELEMETRY": "true",
    "SF_AUTOUPDATE_DISABLE": "true",
    "SF_JSON_TO_STDOUT": "true",
}


@dataclass(frozen=True, slots=True)
class SfOrg:
    """An org that the `sf` CLI is logged in to."""

    username: str
    alias: str
    instance_url: str
    connected: bool = True
    """As far as the CLI knows without asking the org."""


class SfCli:
    """Speaks with the `sf` on PATH, old and new; every call ends in time, or raises LmoError."""

    def __init__(self, program: str = "sf", patience: float = PATIENCE) -> None:
        self._program = program
        self._patience = patience

    def orgs(self) -> list[SfOrg]:
        """The orgs it is logged in to, each once."""
        result = self._result("org", "list", "--skip-connection-status")
        found: dict[str, SfOrg] = {}
        for kind in ("nonScratchOrgs", "sandboxes", "devHubs", "other", "scratchOrgs"):
            for each in result.get(kind) or ():
                if isinstance(each, dict) and _NAME.fullmatch(str(each.get("username", ""))):
                    found.setdefault(str(each["username"]), _org(each))
        return list(found.values())

    def org(self, name: str) -> SfOrg:
        """The org of an alias or user name."""
        return _org(self._result("org", "display", "-o", _checked(name)))

    def token(self, name: str) -> str:
        """An access token that is good now; the CLI refreshes it first if it must."""
        try:
            said = self._result("org", "auth", "show-access-token", "-o", _checked(name)).get("accessToken")
        except _NoSuchCommandError:  # Older than May 2026: `display` showed it then, and refreshed it too.
            said = self._result("org", "display", "-o", _checked(name)).get("accessToken")
        if not isinstance(said, str) or said.startswith(_REDACTED) or not _TOKEN.fullmatch(said):
            raise BadAnswerError(
                "The sf CLI does not give its access token.",
                "",
                "Update it: npm install -g @salesforce/cli.",
            )
        keep_secret(said)
        return said

    def _result(self, *words: str) -> dict[str, Any]:
        answer = _json(self._said(words))
        if answer is None:
            if "show-access-token" in words:
                raise _NoSuchCommandError
            raise BadAnswerError("The sf CLI did not answer in JSON.", "", "Try it by hand: sf org list.")
        result = answer.get("result")
        if answer.get("status") == 0 and isinstance(result, dict):
            return result
        raise _refused(answer, words)

    def _said(self, words: tuple[str, ...]) -> bytes:
        program = shutil.which(self._program)
        if program is None:
            raise UnreachableError(
                "There is no sf CLI on this machine.", f"No “{self._program}” is on PATH.",
                "Install @salesforce/cli, or choose another way: lmo-tui login --help.",
            )  # fmt: skip
        try:
            process = subprocess.Popen(  # noqa: S603 - no shell; the words are ours, and the org's name was checked
                [program, *words, "--json"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **_QUIET},
                start_new_session=True,  # Node starts children of its own, which must go with it.
            )
        except OSError as error:
            raise UnreachableError("The sf CLI cannot be started.", f"{error.strerror}.") from None
        with process:
            try:
                return process.communicate(timeout=self._patience)[0][:LARGEST]
            except subprocess.TimeoutExpired:
                raise UnreachableError(
                    f"The sf CLI did not answer within {self._patience:g} s.", "", "Try it by hand: sf org list."
                ) from None
            finally:
                if process.poll() is None:
                    with suppress(ProcessLookupError):
                        os.killpg(process.pid, signal.SIGKILL)


class _NoSuchCommandError(LmoError):
    def __init__(self) -> None:
        super().__init__("The sf CLI does not know this command.", "", "Update it: npm install -g @salesforce/cli.")


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):  # A dash at its front would be an option.
        raise BadEntryError("This is no alias or user name of the sf CLI.", remedy="See: sf org list.")
    return name


def _org(values: dict[str, Any]) -> SfOrg:
    status = str(values.get("connectedStatus") or "Connected")
    username, alias, url = (clean(str(values.get(name) or ""), 200) for name in ("username", "alias", "instanceUrl"))
    return SfOrg(username, alias, url, connected=status in {"Connected", "Unknown"})


def _json(said: bytes) -> dict[str, Any] | None:
    """The answer; some versions write warnings before it."""
    text = said.decode("utf-8", "replace")
    start = text.find("{")
    try:
        answer = json.loads(text[start:]) if start >= 0 else None
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _refused(answer: dict[str, Any], words: tuple[str, ...]) -> LmoError:
    name, said = str(answer.get("name") or ""), str(answer.get("message") or "")
    text = f"{name} {said}".lower()
    if "show-access-token" in words and ("not a sf command" in text or "commandnotfound" in text):
        return _NoSuchCommandError()
    if any(part in text for part in _UNKNOWN):
        return BadEntryError("The sf CLI knows no such org.", message(said), "See: sf org list.")
    if any(part in text for part in _OVER):
        return SignedOutError("The login of the sf CLI is over.", message(said), "Do: sf org login web.")
    return BadAnswerError("The sf CLI failed.", message(said) or clean(name, 80), "Try it by hand: sf org list.")
