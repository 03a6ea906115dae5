"""HTTP/1.1 on loopback: keep-alive, one send per answer, chunked bodies, and answers that break off when told to."""

import io
import socket
import socketserver
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeAlias

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from werkzeug.wrappers import Request, Response

LONGEST_HEAD = 16_384
LARGEST_BODY = 64 * 1024 * 1024
BODILESS = frozenset({204, 304})


@dataclass(frozen=True)
class Delivery:
    """An answer and how much of it arrives; no response means that the connection just breaks."""

    response: Response | None
    truncate: bool = False
    trickle: float = 0.0


Answer: TypeAlias = Callable[[Request, list[tuple[str, str]]], Delivery]


class LoopbackServer(ThreadedWSGIServer):
    """A server that can be stopped at once, whatever its clients do."""

    daemon_threads = True

    def __init__(self, port: int, answer: Answer, stopping: threading.Event) -> None:
        self.answer = answer
        self.stopping = stopping
        self._open: dict[socket.socket, threading.Thread] = {}
        self._lock = threading.Lock()
        self._accepting = threading.Thread(target=self._accept, name="demo-lmo", daemon=True)
        super().__init__("127.0.0.1", port, _no_application, _Handler)

    def server_bind(self) -> None:
        """Bind without asking the resolver who 127.0.0.1 is, which can take seconds on a host without DNS."""
        try:
            socketserver.TCPServer.server_bind(self)
        except OSError as error:
            # werkzeug ends the process at an OSError here, which is for us to decide.
            raise ValueError(f"port {self.server_address[1]} cannot be had: {error.strerror}") from error
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def start(self) -> None:
        """Answer, in a thread of its own, until stopped."""
        self._accepting.start()

    def _accept(self) -> None:
        while not self.stopping.is_set():
            self.handle_request()

    def opened(self, connection: socket.socket) -> None:
        """Remember a connection, so that `stop` can end it."""
        with self._lock:
            self._open[connection] = threading.current_thread()

    def closed(self, connection: socket.socket) -> None:
        """Forget a connection."""
        with self._lock:
            self._open.pop(connection, None)

    def stop(self) -> None:
        """Stop accepting, break what is open and wait until the threads are gone."""
        self.stopping.set()
        with socket.create_connection(("127.0.0.1", self.server_port)):
            pass  # wakes the accept, which otherwise would notice only at the next client
        # Closed before its thread has left it, a listening socket is waited for without end.
        self._accepting.join()
        with self._lock:
            waiting = list(self._open.values())
            for connection in self._open:
                _break(connection)
        for thread in waiting:
            thread.join(5)
        self.server_close()

    def handle_error(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: tuple[str, int] | str
    ) -> None:
        """Say nothing where a client went away; a bug of ours still shows its traceback."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: LoopbackServer

    def setup(self) -> None:
        """Begin a connection."""
        self.server.opened(self.request)
        super().setup()

    def finish(self) -> None:
        """End a connection."""
        super().finish()
        self.server.closed(self.request)

    def run_wsgi(self) -> None:
        """Read the request whole, get its answer, send that in one piece."""
        head = len(self.raw_requestline) + sum(len(key) + len(value) + 4 for key, value in self.headers.items())
        if len(self.raw_requestline) > LONGEST_HEAD:
            return self._refuse(HTTPStatus.REQUEST_URI_TOO_LONG)
        if head > LONGEST_HEAD:
            return self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        environ = self.make_environ()
        if b" //" in self.raw_requestline:
            # The standard library mends this; the platform does not, and a client must find that out here.
            environ["PATH_INFO"] = f"/{environ['PATH_INFO']}"
        try:
            body = self._body(environ)
        except (ValueError, OSError):
            return self._refuse(HTTPStatus.BAD_REQUEST)
        if body is None:
            return self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        environ.update({"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))})
        return self._deliver(self.server.answer(Request(environ), list(self.headers.items())))

    def _body(self, environ: dict[str, Any]) -> bytes | None:
        if environ.get("wsgi.input_terminated"):
            body: bytes = environ["wsgi.input"].read(LARGEST_BODY + 1)
            return None if len(body) > LARGEST_BODY else body
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if length > LARGEST_BODY:
            return None
        body = self.rfile.read(length)
        if len(body) < length:
            raise ConnectionError("the body ended early")
        return body

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True
        self._deliver(Delivery(Response(status.phrase, status, content_type="text/html; charset=UTF-8")))

    def _deliver(self, delivery: Delivery) -> None:
        response = delivery.response
        if response is None:
            self.close_connection = True
            return _break(self.connection)
        body = response.get_data()
        if response.status_code in BODILESS:
            response.headers.pop("Content-Length", None)
            response.headers.pop("Content-Type", None)
        else:
            response.headers["Content-Length"] = str(len(body))
        head = [f"HTTP/1.1 {response.status}"]
        head += [f"{name}: {value}" for name, value in response.headers.items()]
        if self.close_connection or delivery.truncate:
            self.close_connection = True
            head.append("Connection: close")
        if self.command == "HEAD" or response.status_code in BODILESS:
            body = b""
        if delivery.truncate:
            body = body[: len(body) // 2]
        sent = "\r\n".join([*head, "", ""]).encode("latin-1", "replace")
        if not delivery.trickle:
            self.wfile.write(sent + body)
            return None
        self.wfile.write(sent)
        return self._trickle(body, delivery.trickle)

    def _trickle(self, body: bytes, pause: float) -> None:
        for start in range(0, len(body), 8):
            if self.server.stopping.wait(pause):
                break
            self.wfile.write(body[start : start + 8])

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Stay silent: the audit is the log, and a URL in a log is a customer's name in a log."""

    def log(self, type: str, message: str, *args: object) -> None:
        """The same for the parser's complaints."""


def _break(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _no_application(environ: dict[str, Any], start_response: object) -> list[bytes]:
    raise NotImplementedError("the handler asks the server's `answer` instead")
