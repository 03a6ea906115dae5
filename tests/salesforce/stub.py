"""A loopback server that answers as a test tells it to, and writes down what it was asked."""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self, TypeAlias
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Seen:
    """One request as it came."""

    method: str
    path: str
    query: str
    """The SOQL, if there was any."""
    headers: Mapping[str, str]
    """By names in lower case."""
    body: str


@dataclass(frozen=True)
class Reply:
    """An answer, or the ways not to give one."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False
    """Close the connection without a word."""
    cut: bool = False
    """Send half of the body, then close."""
    trickle: bool = False
    """Send the body byte by byte, so that no single read ever times out."""
    slow_head: bool = False
    """The same with the headers."""


Answers: TypeAlias = Callable[[Seen], Reply]


def reply(value: object, status: int = 200, **headers: str) -> Reply:
    """A JSON answer; header names with underscores for hyphens."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Reply(status, json.dumps(value).encode(), named)


def fault(status: int, code: str, message: str = "no") -> Reply:
    """An error as the platform words it."""
    return reply([{"message": message, "errorCode": code}], status)


class Stub:
    """`with Stub(answers) as stub: … stub.url, stub.seen`."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.seen: list[Seen] = []
        self.connections = 0
        self.over = threading.Event()
        stub = self

        class Handler(_Handler):
            owner = stub

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65_536
    disable_nagle_algorithm = True
    owner: Stub

    def setup(self) -> None:
        super().setup()
        self.owner.connections += 1

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True

    def _answer(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = parse_qs(parts.query).get("q", [""])[0]
        seen = Seen(str(self.command), parts.path, query, headers, body)
        self.owner.seen.append(seen)
        self._send(self.owner.answers(seen))

    def _send(self, answer: Reply) -> None:
        if answer.drop:
            self.close_connection = True
            return
        body = b"" if answer.status == 204 else answer.body
        lines = [f"HTTP/1.1 {answer.status} Said"]
        headers = {"Content-Type": "application/json;charset=UTF-8", **answer.headers}
        if answer.status != 204:
            headers["Content-Length"] = str(len(body))
        head = "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items()), "", ""]).encode()
        if answer.slow_head:
            self._drip(head)
        else:
            self.wfile.write(head)
        if answer.trickle:
            self._drip(body)
            return
        self.close_connection = self.close_connection or answer.cut
        self.wfile.write(body[: len(body) // 2] if answer.cut else body)
        self.wfile.flush()

    def _drip(self, data: bytes) -> None:
        for byte in data:
            if self.owner.over.wait(0.02):
                self.close_connection = True
                return
            self.wfile.write(bytes([byte]))
            self.wfile.flush()

    do_GET = do_HEAD = do_POST = do_PATCH = do_DELETE = do_PUT = _answer

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
