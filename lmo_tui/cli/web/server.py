"""The server itself: where it listens, and how it ends."""

import asyncio
import logging
import signal
from collections.abc import Callable
from typing import Final

from aiohttp import web

from lmo_tui.cli.web.application import Desks
from lmo_tui.cli.web.process import PATIENCE
from lmo_tui.domain.errors import BadEntryError

LOOPBACK: Final = "127.0.0.1"
"""The only address; who sits elsewhere comes through a tunnel."""

_ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


async def serve(desks: Desks, port: int, ready: Callable[[int], None]) -> None:
    """Serve until a signal ends it, and the desks with it; `ready` is told the port. Raises BadEntryError."""
    quiet = logging.Logger("lmo-tui web")  # No line of a log tells who asked for what: the token is in it.
    quiet.addHandler(logging.NullHandler())
    runner = web.AppRunner(
        desks.application(), access_log=None, logger=quiet, shutdown_timeout=PATIENCE + 1, handle_signals=False
    )
    ended, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in _ENDING:
        loop.add_signal_handler(number, ended.set)
    await runner.setup()
    try:
        site = web.TCPSite(runner, LOOPBACK, port)
        try:
            await site.start()
        except OSError as failure:
            raise BadEntryError(
                f"Port {port} cannot be used: {failure.strerror}.", remedy="Give another --port, or none."
            ) from None
        ready(int(runner.addresses[0][1]))
        await ended.wait()
    finally:
        await runner.cleanup()
