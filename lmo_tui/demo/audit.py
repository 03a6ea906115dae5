"""What was asked of the demo LMO and what it wrote, so that a test can prove "one PATCH, one field, once"."""

import threading
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

SECRET_HEADERS = frozenset({"authorization", "cookie", "x-demo-token"})
MOST_REQUESTS = 20_000
LONGEST_BODY = 1_000_000


@dataclass(slots=True)
class RequestRecord:
    """One request as it came over the wire, without its token."""

    number: int
    at: str
    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: str
    status: int | None = None

    def header(self, name: str) -> str | None:
        """The value of a header, whatever case it was sent in."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class CommitRecord:
    """One record's change that reached the database, field by field."""

    at: str
    object: str
    id: str
    action: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    by: str = "client"


class Audit:
    """An append-only account of requests and commits, safe to read while the server works."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: deque[RequestRecord] = deque(maxlen=MOST_REQUESTS)
        self._commits: list[CommitRecord] = []
        self._count = 0

    @property
    def requests(self) -> list[RequestRecord]:
        """The requests so far, oldest first, without those to the demo's own `/__demo/` paths."""
        with self._lock:
            return list(self._requests)

    @property
    def commits(self) -> list[CommitRecord]:
        """The changes that reached the database, oldest first."""
        with self._lock:
            return list(self._commits)

    @property
    def writes(self) -> list[RequestRecord]:
        """The requests that were not plain reads."""
        return [request for request in self.requests if request.method not in {"GET", "HEAD"}]

    def asked(self, at: str, method: str, path: str, headers: Iterable[tuple[str, str]], body: str) -> RequestRecord:
        """Note a request; the status is filled in when there is an answer, and stays None when there is none."""
        kept = tuple((name, value) for name, value in headers if name.lower() not in SECRET_HEADERS)
        with self._lock:
            self._count += 1
            record = RequestRecord(self._count, at, method, path, kept, body[:LONGEST_BODY])
            self._requests.append(record)
        return record

    def committed(self, commits: Iterable[CommitRecord]) -> None:
        """Note changes once their transaction is through."""
        with self._lock:
            self._commits.extend(commits)

    def clear(self) -> None:
        """Forget everything, so that a test counts only what follows."""
        with self._lock:
            self._requests.clear()
            self._commits.clear()

    def as_json(self) -> dict[str, Any]:
        """The whole account for `GET /__demo/audit`."""
        return {
            "requests": [{**asdict(request), "headers": dict(request.headers)} for request in self.requests],
            "commits": [asdict(commit) for commit in self.commits],
        }
