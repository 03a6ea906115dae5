"""Scripted misfortune: which requests go wrong, how often, and in what way."""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from lmo_tui.demo import errors
from lmo_tui.demo.errors import ApiError

KINDS = frozenset(
    {
        "before-commit-drop",
        "after-commit-drop",
        "hang",
        "trickle",
        "redirect-302",
        "html-200",
        "truncated",
        "500",
        "503",
        "401",
        "403",
        "lock",
        "412",
        "bad-json",
        "partial",
        "slow",
        "pause",
        "short-page",
        "job-failed",
    }
)
ALIASES = {"status-500": "500", "status-503": "503", "limit": "403", "403-limit": "403", "400-lock": "lock"}
BAD_JSON = {
    "nan": b'{"totalSize":NaN,"done":true,"records":[]}',
    "surrogate": b'{"totalSize":1,"done":true,"records":[{"attributes":{"type":"Account"},"Name":"\\ud800"}]}',
    "deep": b"[" * 100_000 + b"]" * 100_000,
    "bytes": b'{"totalSize":1,"records":["\xff\xfe"]}',
    "empty": b"",
    "list": b"[1,2,3]",
}
ALWAYS = -1


class Pause:
    """A place where a request waits until somebody lets it go on; threads that watch it need no sleep."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.reached = threading.Event()
        self.let_go = threading.Event()
        self.over = threading.Event()
        """Set when the request that waited has been answered, or nobody is there any more to answer."""


@dataclass
class Fault:
    """One thing that goes wrong: for requests that match, after `skip` of them, `times` times."""

    kind: str
    method: re.Pattern[str]
    path: re.Pattern[str]
    body: re.Pattern[str]
    times: int = 1
    skip: int = 0
    options: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def parse(cls, rule: Mapping[str, Any]) -> Self:
        """A fault from its JSON form: {"match": {"method", "path", "body"}, "times", "skip", "do"}."""
        do = rule.get("do")
        options = dict(do) if isinstance(do, Mapping) else {"kind": do}
        kind = str(options.pop("kind", ""))
        kind = ALIASES.get(kind, kind)
        if kind not in KINDS:
            raise ValueError(f"no fault of the kind {kind!r}; there are {', '.join(sorted(KINDS))}")
        match = rule.get("match") or {}
        unknown = set(rule) - {"match", "times", "skip", "do"} | set(match) - {"method", "path", "body"}
        if unknown:
            raise ValueError(f"a fault has no {', '.join(sorted(unknown))}")
        try:
            method, path, body = (re.compile(str(match.get(part, "")), flags) for part, flags in _PARTS)
        except re.error as error:
            raise ValueError(f"no regular expression: {error}") from error
        times = ALWAYS if rule.get("times", 1) in {None, "always"} else int(rule.get("times", 1))
        return cls(kind, method, path, body, times, int(rule.get("skip", 0)), options)

    def matches(self, method: str, path: str, body: str) -> bool:
        """Whether this request is one of those it waits for."""
        return bool(self.method.match(method) and self.path.search(path) and self.body.search(body))

    @property
    def is_late(self) -> bool:
        """Whether the work is done first, and only the answer goes wrong: what a gateway does that lost patience."""
        return bool(self.options.get("commits")) or self.options.get("at") == "after"

    def seconds(self, default_ms: float) -> float:
        """How long it waits, for the kinds that wait."""
        return float(self.options.get("ms", default_ms)) / 1000

    def error(self) -> ApiError | None:
        """The refusal it answers with, for the kinds that refuse without doing the work."""
        message = self.options.get("message")
        refusals = {
            "500": ApiError(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred. Please include this ErrorId."),
            "503": ApiError(503, "SERVER_UNAVAILABLE", "The server is temporarily unavailable."),
            "401": errors.session_expired(),
            "403": errors.limit_exceeded(),
            "lock": errors.row_lock("001000000000000AAA"),
            "412": errors.precondition_failed(),
        }
        refusal = refusals.get(self.kind)
        if refusal is not None and message is not None:
            refusal.message = str(message)
        return refusal


_PARTS = (("method", re.IGNORECASE), ("path", re.NOFLAG), ("body", re.NOFLAG))


class Faults:
    """The queue of what is still to go wrong."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []
        self._pauses: dict[str, Pause] = {}

    def add(self, rule: Mapping[str, Any]) -> None:
        """Line up one fault, from its JSON form."""
        fault = Fault.parse(rule)
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        """Call off what has not happened yet."""
        with self._lock:
            self._waiting.clear()

    def take(self, method: str, path: str, body: str) -> Fault | None:
        """The fault that befalls this request, if any; the first match in line counts."""
        with self._lock:
            for fault in self._waiting:
                if not fault.matches(method, path, body):
                    continue
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                if fault.times == ALWAYS:
                    return fault
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None

    def pause(self, name: str) -> Pause:
        """The pause of this name, made when first asked for: by a request that comes to it, or by who waits there."""
        with self._lock:
            return self._pauses.setdefault(name, Pause(name))

    def release(self, name: str = "") -> None:
        """Let the request at this pause go on, or those at all of them."""
        with self._lock:
            chosen = [pause for pause in self._pauses.values() if name in {"", pause.name}]
        for pause in chosen:
            pause.let_go.set()

    @property
    def pending(self) -> int:
        """How many are still in line."""
        with self._lock:
            return len(self._waiting)
