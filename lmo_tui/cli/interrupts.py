"""Ctrl-C and the signals that end a process: leave in order, but never in the middle of a write."""

import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Final

from lmo_tui.cli.narration import narrate

_ENDING: Final = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def leaving_in_order() -> Iterator[None]:
    """Let Ctrl-C, a closed terminal and `kill` unwind: nothing of a customer may stay in a temporary file.

    asyncio would hold Ctrl-C back until a blocking call returns, and on the command line every call blocks.
    """
    handlers: dict[signal.Signals, _Handler] = {signal.SIGINT: signal.default_int_handler}
    with _handling(handlers | dict.fromkeys(_ENDING, _leave)):
        yield


@contextmanager
def not_interrupted() -> Iterator[None]:
    """Let a write that has begun end, whatever is pressed: only its answer tells what became of it."""
    with _handling(dict.fromkeys((signal.SIGINT, *_ENDING), _wait)):
        yield


@contextmanager
def stopping(stop: Callable[[], None]) -> Iterator[None]:
    """Let Ctrl-C, a closed terminal and `kill` stop a change of many licenses: what is on its way ends first."""

    def handle(number: int, _frame: FrameType | None) -> None:
        narrate("Stopping: what is on its way is still being saved. One moment.")
        stop()
        received.append(number)

    received: list[int] = []
    with _handling(dict.fromkeys((signal.SIGINT, *_ENDING), handle)):
        yield
    if received and received[0] != signal.SIGINT:
        sys.exit(128 + received[0])


_Handler = Callable[[int, FrameType | None], object]


@contextmanager
def _handling(handlers: Mapping[signal.Signals, _Handler]) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _wait(_number: int, _frame: FrameType | None) -> None:
    narrate("Being saved: this can no longer be stopped. One moment.")
