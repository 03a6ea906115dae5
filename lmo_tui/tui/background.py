"""A blocking call, awaited, that never holds up quitting."""

import asyncio
import contextvars
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

T = TypeVar("T")


async def in_background(call: Callable[[], T]) -> T:
    """Run `call` on a daemon thread of its own; its result or its exception comes back to whoever awaits.

    Textual's thread workers and asyncio's own run on threads that are joined at exit: a stalled org would keep the
    terminal until the call times out. Giving up the wait drops the result, it does not stop the call.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()
    context = contextvars.copy_context()  # The call sees the same active app as its caller.

    def succeed(result: T) -> None:
        if not outcome.done():  # Otherwise nobody waits for it any more.
            outcome.set_result(result)

    def fail(error: BaseException) -> None:
        if not outcome.done():
            # A future refuses StopIteration, and whoever awaits it would wait for ever.
            carried = RuntimeError("the call raised StopIteration") if isinstance(error, StopIteration) else error
            outcome.set_exception(carried)

    def work() -> None:
        try:
            settle = partial(succeed, context.run(call))
        except BaseException as error:  # noqa: BLE001 - carried to whoever awaits, and raised again there
            settle = partial(fail, error)
        with suppress(RuntimeError):  # The loop has closed, and with it went everybody who was waiting.
            loop.call_soon_threadsafe(settle)

    threading.Thread(target=work, name="lmo-background", daemon=True).start()
    return await outcome
