"""Keys in order: over SSH several arrive in one packet, and none may act before the ones before it have led somewhere.

Textual sends a key to whatever is focused when the key is read. Of `/stark` in one write the letters reached no filter
box: they ran as commands. Here a key waits until everything that the key before it set off has been handled.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from time import monotonic, thread_time
from typing import TYPE_CHECKING, Final

from textual.events import Event, InputEvent, Key, Paste

if TYPE_CHECKING:
    from textual._queue import Queue
    from textual.app import App
    from textual.message import Message
    from textual.message_pump import MessagePump

LINE_FEED: Final = "ctrl+j"
"""What Textual calls an Enter that was typed before the program had the terminal, which made it a line feed."""

PATIENCE: Final = 2.0
"""Seconds after which the next key is let through although something still works on the one before it.

Our own work is counted in seconds of the processor: on a busy machine keys wait as long as it takes.
"""


def _is_idle(pump: "MessagePump") -> bool:
    """Whether a widget waits for its next message: nothing queued, nothing peeked at, nothing being handled."""
    if pump._closed:
        return True
    queue: Queue[Message | None] = pump._message_queue
    # Drained is only a queue that its pump waits at: while a message is handled, nobody does.
    waited_at = bool(getattr(queue.ready_event, "_waiters", ()))
    return queue.empty() and pump._pending_message is None and waited_at


class KeyQueue:
    """Hands keys, pastes and clicks to the app one at a time, each when the one before it has been handled."""

    def __init__(self, app: "App[int]", dispatch: Callable[[Event], Awaitable[None]]) -> None:
        self._app = app
        self._dispatch = dispatch
        """Textual's own way of handling an input event."""
        self._waiting: deque[InputEvent | Paste] = deque()
        self._held: set[asyncio.Future[None]] = set()
        self._drain: asyncio.Task[None] | None = None
        self._taken_at = monotonic()

    @property
    def rest(self) -> timedelta:
        """How long nobody has pressed a key."""
        return timedelta(seconds=monotonic() - self._taken_at)

    async def take(self, event: InputEvent | Paste) -> None:
        """Handle the event now if nothing is under way, or else in its turn."""
        self._taken_at = monotonic()
        if isinstance(event, Key) and event.key == LINE_FEED:
            event = Key("enter", "\r")
        if not self._must_wait(event):
            await self._dispatch(event)
            return
        self._waiting.append(event)
        if self._drain is None:
            self._drain = asyncio.create_task(self._hand_on(), name="keys in order")

    def hold(self, until: "asyncio.Future[None]") -> None:
        """Let no key through before `until` is done: for a key whose effect comes from a scan in the background."""
        if not until.done():
            self._held.add(until)
            until.add_done_callback(self._held.discard)

    @property
    def idle(self) -> bool:
        """Whether every key so far has been handled to the end."""
        return not self._waiting and self._settled(but=None)

    def _must_wait(self, event: Event) -> bool:
        if isinstance(event, Key | Paste):
            # The app itself is busy with this very event, so only its queue counts.
            return bool(self._waiting) or self._app.message_queue_size > 0 or not self._settled(but=self._app)
        return bool(self._waiting)

    async def _hand_on(self) -> None:
        try:
            while self._waiting:
                await self._settle()
                event = self._waiting.popleft()
                # In the app's own task, where Textual handles input, and where a failure ends the program.
                self._app.call_later(self._dispatch, event)
        finally:
            self._drain = None

    async def _settle(self) -> None:
        held_until, work_until = monotonic() + PATIENCE, thread_time() + PATIENCE
        while self._app.is_running and thread_time() < work_until:
            if self._held:
                if monotonic() >= held_until:
                    return
                await asyncio.wait(self._held, timeout=PATIENCE)
            elif self._settled(but=None):
                return
            else:
                await asyncio.sleep(0)  # One turn for everybody else: what is awaited is work, not time.

    def _settled(self, but: "MessagePump | None") -> bool:
        return not self._held and all(pump is but or _is_idle(pump) for pump in self._pumps())

    def _pumps(self) -> Iterator["MessagePump"]:
        yield self._app
        for screen in self._app.screen_stack:
            yield screen
            yield from screen.walk_children()
