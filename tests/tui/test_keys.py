"""The key queue, on a small app that has every trap: a box to type in, a dialog that opens on a letter, a list."""

import asyncio
import itertools
import random
from collections.abc import Iterable

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.events import Event, InputEvent, Key, Paste
from textual.message_pump import MessagePump
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from lmo_tui.tui.keys import KeyQueue


class Ask(ModalScreen[str]):
    """A dialog with a box: Enter answers, `tab` moves on."""

    BINDINGS = [Binding("ctrl+c", "dismiss('')")]  # noqa: RUF012 - Textual declares it so

    def compose(self) -> ComposeResult:
        yield Input()

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class Desk(App[int]):
    """Letters are commands until `/` or `d` opens something to type in."""

    BINDINGS = [  # noqa: RUF012 - Textual declares it so
        Binding("slash", "filter"),
        Binding("d", "ask"),
        *[Binding(letter, f"note('{letter}')") for letter in "sekar"],
    ]

    def __init__(self, *, in_order: bool = True) -> None:
        super().__init__()
        self.done: list[str] = []
        self.keys = KeyQueue(self, super().on_event) if in_order else None

    def compose(self) -> ComposeResult:
        yield Static("the list")
        yield Input(id="filter", disabled=True)

    async def on_event(self, event: Event) -> None:
        if self.keys and isinstance(event, InputEvent | Paste) and not event.is_forwarded:
            await self.keys.take(event)
        else:
            await super().on_event(event)

    def action_filter(self) -> None:
        box = self.query_one("#filter", Input)
        box.disabled = False
        box.focus()

    def action_ask(self) -> None:
        self.push_screen(Ask(), lambda answer: self.done.append(f"answered {answer}"))

    def action_note(self, letter: str) -> None:
        self.done.append(letter)

    @on(Input.Changed, "#filter")
    def narrowed(self, event: Input.Changed) -> None:
        self.done.append(f"narrowed to {event.value}")

    @on(Input.Submitted, "#filter")
    def kept(self) -> None:
        box = self.query_one("#filter", Input)
        self.screen.set_focus(None)
        box.disabled = True

    def state(self) -> tuple[object, ...]:
        """Everything that keys can change."""
        box = self.screen_stack[0].query_one("#filter", Input)
        typed = [screen.query_one(Input).value for screen in self.screen_stack[1:]]
        return self.done, box.value, box.disabled, typed


def keys(text: str) -> list[Key]:
    names = {"/": "slash", "\n": "enter", "\x03": "ctrl+c"}
    return [Key(names.get(letter, letter), letter if letter.isprintable() else None) for letter in text]


async def all_at_once(app: Desk, events: Iterable[Event]) -> None:
    for event in events:
        app.post_message(event)
    await until_idle(app)


async def one_by_one(app: Desk, events: Iterable[Event]) -> None:
    for event in events:
        app.post_message(event)
        await until_idle(app)


async def until_idle(app: Desk) -> None:
    queue = app.keys or KeyQueue(app, app.on_event)
    async with asyncio.timeout(5):
        await asyncio.sleep(0)
        while not queue.idle:  # noqa: ASYNC110 - idle is a state of many widgets, not an event
            await asyncio.sleep(0)


async def test_letters_reach_the_box_that_the_key_before_them_opened() -> None:
    async with Desk().run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Desk)
        await all_at_once(app, keys("/stark"))

        assert app.state() == ([f"narrowed to {'stark'[:n]}" for n in range(1, 6)], "stark", False, [])


async def test_keys_stay_in_order_where_every_step_takes_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    ages = itertools.count(step=10)
    monkeypatch.setattr("lmo_tui.tui.keys.monotonic", lambda: float(next(ages)))
    async with Desk().run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Desk)
        await all_at_once(app, keys("dsea\nkdke\nas"))

        assert app.done == ["answered sea", "k", "answered ke", "a", "s"]


async def test_textual_alone_loses_them() -> None:
    """If this fails Textual has learnt it, and the queue can go."""
    async with Desk(in_order=False).run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Desk)
        await all_at_once(app, keys("/stark"))

        assert app.done != [f"narrowed to {'stark'[:n]}" for n in range(1, 6)]


async def test_a_dialog_takes_what_is_typed_after_it_and_gives_it_back() -> None:
    async with Desk().run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Desk)
        await all_at_once(app, keys("sdsea\nek"))

        assert app.done == ["s", "answered sea", "e", "k"]


async def test_pasted_text_keeps_its_place_among_the_keys() -> None:
    async with Desk().run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Desk)
        await all_at_once(app, [*keys("a/"), Paste("stark"), *keys("\ns")])

        assert app.done == ["a", "narrowed to stark", "s"]


async def test_an_enter_that_the_terminal_made_a_line_feed_is_an_enter() -> None:
    async with Desk().run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Desk)
        await all_at_once(app, [*keys("dsea"), Key("ctrl+j", "\n"), *keys("e")])

        assert app.done == ["answered sea", "e"]


async def test_nothing_passes_while_a_key_still_has_to_lead_somewhere() -> None:
    async with Desk().run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Desk)
        assert app.keys is not None
        order: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        app.keys.hold(order)
        for event in keys("se"):
            app.post_message(event)
        for _ in range(20):
            await asyncio.sleep(0)
        assert app.done == []

        order.set_result(None)
        await until_idle(app)
        assert app.done == ["s", "e"]


@pytest.mark.parametrize("seed", range(3))
async def test_bursts_end_like_the_same_keys_typed_slowly(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - test data
    async with Desk().run_test() as fast, Desk().run_test() as slow:
        assert isinstance(fast.app, Desk)
        assert isinstance(slow.app, Desk)
        for _ in range(40):
            burst = "".join(dice.choices("/d\nsekar\x03", k=dice.randint(1, 12)))
            with fast.app._context():
                await all_at_once(fast.app, keys(burst))
            with slow.app._context():
                await one_by_one(slow.app, keys(burst))

            assert fast.app.state() == slow.app.state(), f"after {burst!r}"


async def test_an_idle_widget_is_told_by_its_queue() -> None:
    """Canary for what the queue knows of asyncio and Textual."""

    class Busy(Static):
        started = asyncio.Event()
        may_end = asyncio.Event()

        async def on_paste(self) -> None:
            self.started.set()
            await self.may_end.wait()

    class Small(App[int]):
        def compose(self) -> ComposeResult:
            yield Busy()

    def waits(pump: MessagePump) -> bool:
        return bool(getattr(pump._message_queue.ready_event, "_waiters", None))

    async with Small().run_test() as pilot:
        busy = pilot.app.query_one(Busy)
        assert waits(busy)
        busy.post_message(Paste("x"))
        await busy.started.wait()
        assert not waits(busy)
        busy.may_end.set()
        await pilot.pause()
        assert waits(busy)
