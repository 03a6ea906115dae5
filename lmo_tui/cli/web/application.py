"""What the server answers, and the desk behind each page."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from aiohttp import WSMsgType, web

from lmo_tui.cli.web.guard import HEADERS, content_policy, refusal
from lmo_tui.cli.web.page import TEXTS, page
from lmo_tui.cli.web.process import DeskCommand, DeskProcess

MOST_DESKS: Final = 4
"""Desks at a time: each is a process of 100 MB."""

LONGEST_MESSAGE: Final = 1 << 20
"""Bytes that a page may send at once; a paste is the longest."""

LARGEST: Final = 1_000
"""Columns or lines of a page."""

BEAT: Final = 15.0
"""Seconds between two questions whether the page is still there."""

_FULL: Final = f"{MOST_DESKS} desks are open already. Close one of them, then open this one again.\r\n"


class Desks:
    """Serves the page and its files under the token, and runs a desk for each page that is open."""

    def __init__(self, command: DeskCommand, token: str, title: str, files: dict[str, tuple[Path, str]]) -> None:
        self._command, self._token, self._title, self._files = command, token, title, files
        self._open: set[web.WebSocketResponse] = set()
        self._places = MOST_DESKS

    def application(self) -> web.Application:
        """What aiohttp serves."""
        application = web.Application(middlewares=[self._guard])
        application.router.add_get("/{token}", self._with_slash)
        application.router.add_get("/{token}/", self._page)
        application.router.add_get("/{token}/static/{name}", self._file)
        application.router.add_get("/{token}/ws", self._desk)
        application.on_response_prepare.append(_headed)
        application.on_shutdown.append(self._close_all)
        return application

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        why_not = refusal(request.method, request.path, request.headers, self._token)
        if why_not is not None:
            return web.Response(status=403, text=f"{why_not}\n")
        return await handler(request)

    async def _with_slash(self, request: web.Request) -> web.StreamResponse:
        return web.Response(status=308, headers={"Location": f"{request.path}/"})

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return web.Response(text=page(self._title, request.host, self._token), content_type="text/html")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name in TEXTS:
            text, kind = TEXTS[name]
            return web.Response(text=text, content_type=kind)
        if name not in self._files:
            raise web.HTTPNotFound
        path, kind = self._files[name]
        return web.FileResponse(path, headers={"Content-Type": kind})

    async def _desk(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=BEAT, max_msg_size=LONGEST_MESSAGE)
        await socket.prepare(request)
        if not self._places:
            await _draw(socket, _FULL.encode())
            await socket.close()
            return socket
        self._places -= 1
        self._open.add(socket)
        try:
            desk = await self._command.start(*(_cells(request.query.get(name)) for name in ("width", "height")))
            await _run(socket, desk)
        finally:
            self._open.discard(socket)
            self._places += 1
        return socket

    async def _close_all(self, _: web.Application) -> None:
        for socket in tuple(self._open):
            await socket.close(code=1001)


async def _run(socket: web.WebSocketResponse, desk: DeskProcess) -> None:
    async def show() -> None:
        await desk.show(lambda frame: _draw(socket, frame))
        await socket.close()

    showing = asyncio.create_task(show())
    try:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await _hand_on(message.data, socket, desk)
    finally:
        # Whoever closes the server does not cut this short: a write that is on its way gets its time.
        await asyncio.shield(desk.end())
        await showing


async def _draw(socket: web.WebSocketResponse, frame: bytes) -> None:
    with suppress(ConnectionError, RuntimeError):  # The page is gone: what is still drawn is for nobody.
        await socket.send_bytes(frame)


async def _hand_on(text: str, socket: web.WebSocketResponse, desk: DeskProcess) -> None:
    """Tell the desk what the page sent, if that means anything."""
    try:
        kind, *values = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return
    value = values[0] if values else None
    if kind == "stdin" and isinstance(value, str):
        await desk.type(value)
    elif kind == "resize" and isinstance(value, dict):
        await desk.tell("resize", width=_cells(value.get("width")), height=_cells(value.get("height")))
    elif isinstance(kind, str) and kind in {"focus", "blur"}:
        await desk.tell(kind)
    elif kind == "ping" and isinstance(value, str):
        with suppress(ConnectionError, RuntimeError):
            await socket.send_json(["pong", value[:20]])


def _cells(said: object) -> int:
    """A number of columns or lines that a page may have."""
    try:
        return min(max(int(said), 1), LARGEST)  # type: ignore[call-overload,no-any-return] # what is no number is told
    except (TypeError, ValueError, OverflowError):
        return 80


async def _headed(request: web.BaseRequest, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)
    if response.status != 403:
        response.headers["Content-Security-Policy"] = content_policy(request.host)
