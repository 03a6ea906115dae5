"""Hides secrets in text that leaves the process by a log, a crash report or a message."""

import re
from typing import Final
from urllib.parse import quote, quote_plus

SHORTEST_SECRET: Final = 6
"""A shorter secret would hide every other word of an innocent text."""

_BODY: Final = r"[A-Za-z0-9._\-]"
_NAMES: Final = (
    "sid|access_?token|refresh_?token|id_?token|client_?secret|(?:client_)?assertion|password|passphrase|passwd|pwd"
    "|code_?verifier|security_?token|session_?id|x-demo-token"
)
_VALUE: Final = r"(?:b?\"[^\"]*\"|b?'[^']*'|[^\s&\"',})]+)"
_SHAPES: Final = (
    (re.compile(rf"\b00D\w{{12,15}}(?:!|%21){_BODY}{{16,}}"), "<access token>"),
    (re.compile(rf"\b5Aep{_BODY}{{20,}}"), "<refresh token>"),
    (re.compile(r"\bforce://[^\s'\"]+"), "<auth url>"),
    (re.compile(r"\beyJ[\w\-]{8,}\.[\w\-]{8,}\.[\w\-]*", re.ASCII), "<jwt>"),
    (
        re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL),
        "<private key>",
    ),
    (re.compile(r"(?i)\b(Bearer|OAuth|Basic)\s+[A-Za-z0-9._\-!+/=%]{8,}"), r"\1 <hidden>"),
    # Also as the end of a variable's name, as in SF_PASSWORD.
    (re.compile(rf"(?i)((?:^|[?&\"'\s{{(,;])(?:[a-z]+_)*(?:{_NAMES})[\"']?\s*[=:]\s*){_VALUE}"), r"\1<hidden>"),
    # A sentence may well say "code: …".
    (re.compile(rf"(?i)((?:^|[?&\"'\s{{(,;])(?:code[\"']?\s*=|[\"']code[\"']\s*:)\s*){_VALUE}"), r"\1<hidden>"),
    (re.compile(r"(://[^\s/@:]+:)[^\s/@]+@"), r"\1<hidden>@"),
    (re.compile(r"(?is)(<(?:\w+:)?(?:password|sessionId)>)[^<]*"), r"\1<hidden>"),
)


class Redactor:
    """Knows the live secrets by value, and others by their shape."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def keep_secret(self, *secrets: str) -> None:
        """Hide these values from now on, in the spellings that URLs and tracebacks give them too."""
        for secret in secrets:
            if len(secret) >= SHORTEST_SECRET:
                quoted = (quote(secret, safe="", errors="replace"), quote_plus(secret, errors="replace"))
                self._known |= {secret, repr(secret)[1:-1], *quoted}

    def redact(self, text: str) -> str:
        """The text without secrets: those known by value first, then whatever looks like one."""
        for known in sorted(self._known, key=len, reverse=True):
            text = text.replace(known, "<secret>")
        for shape, replacement in _SHAPES:
            text = shape.sub(replacement, text)
        return text


_THIS_PROCESS: Final = Redactor()

keep_secret: Final = _THIS_PROCESS.keep_secret
"""Registers secrets of this process."""

redact: Final = _THIS_PROCESS.redact
"""What every log, crash report and diagnostic text passes on its way out."""
