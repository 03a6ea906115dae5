"""Keys in one packet do what the same keys do when they are typed slowly: same screens, same words, same requests."""

import asyncio
import random
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import pytest
from textual.widgets import Input

from lmo_tui.domain.orgs import OrgClass
from lmo_tui.tui.dialogs.pick_list import PickList
from tests.robots.desk import Desk, at_the_desk

T = TypeVar("T")

PHRASES = (
    *("j", "k", "j", "j", "G", "\n", "q", "\t", "\x03", "[", "]", "l", "h"),
    *("1", "2", "3", "4", "5", "6", "7"),
    *("/stark\n", "/", "umbrella", "\n", "/zzz\n", "/\x7f", "/\x15\n", "/sta\tsu\t\n", "/exp\t\t\n", "/us\t\x10\n"),
    *("g5\n", "gL-00031\n", "g99\n", "g"),
    *("s\n\n", "x\n\n", "e\x1560\n\n", "e\tnever\n\n"),
    *("s", "s\n", "sj\n", "e", "e\x1560\n", "e\t+30d\n", "x", "x\x1545d\n", "x\n"),
    *(
        "o",
        "ojj\n",
        "oj\n",
        "?",
        "?sort\n",
        "\x10",
        "\x10act\n",
        ":",
        ":trial\n",
        ":so status\n",
        ":seats 7\n",
        ":nonsense\n",
    ),
    *("U", "L", "r", "R", "b", "v", "T", " ", "  jm", "a", "M", "B"),
)
"""What people type, and pieces of it."""


def state(desk: Desk) -> tuple[object, ...]:
    """Everything that keys can change."""
    app = desk.app
    dialogs = []
    for screen in app.screen_stack[1:]:
        typed = [box.value for box in screen.query(Input)]
        marked = [each.chosen.value if each.chosen else None for each in screen.query(PickList)]
        dialogs.append((type(screen).__name__, typed, marked))
    return (
        desk.cursor,
        desk.list.views.view,
        (desk.list.views.history.has_back, desk.list.views.history.has_forward),
        [box.value for box in desk.list.query(Input)],
        type(app.focused).__name__,
        app.theme,
        dialogs,
        sorted(desk.app.said),  # When the org answers is the org's business, and so is the order of answers.
        sorted(desk.repository.calls),
        [(edit.license.id, edit.changes) for edit, _ in desk.repository.updates],
    )


async def typed_slowly(desk: Desk, keys: str) -> Iterator[str]:
    """The keys in the packets they may come in: one ends where a write or a reload begins.

    How long those take is the org's business and not ours, and until they have ended their like is refused.
    """

    def begun() -> tuple[int, int]:
        return len(desk.journal.intents), desk.repository.calls.count("page")

    packets, packet, before = [], "", begun()
    for key in keys:
        await desk.press(key)
        packet += key
        if begun() != before:
            before = begun()
            packets.append(packet)
            packet = ""
    return iter((*packets, packet))


def stay(desk: Desk) -> None:
    """Let no key end the program, but note that it would have."""

    def left() -> None:
        desk.app.said.append("left")

    setattr(desk.app.stage, "leave", left)  # noqa: B010 - replaced for this test only


async def compare(slow: Desk, fast: Desk, bursts: Sequence[str]) -> None:
    """Type the same on both, and find them the same after every burst."""
    for desk in (slow, fast):
        stay(desk)
    for number, burst in enumerate(bursts):
        for packet in await typed_slowly(slow, burst):
            await fast.burst(packet)
        if not slow.app._running or slow.app._exit:
            assert fast.app._exit
            return
        if state(slow) != state(fast):
            told = "\n".join(
                f"slow {one}\nfast {other}" for one, other in zip(state(slow), state(fast), strict=True) if one != other
            )
            raise AssertionError(f"after burst {number}: {bursts[max(0, number - 3) : number + 1]!r}\n{told}")


@pytest.mark.parametrize("seed", range(3))
async def test_a_packet_ends_like_slow_typing(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - test data
    org_class = dice.choice((OrgClass.DEMO, OrgClass.PRODUCTION))
    size = dice.choice(((120, 40), (80, 24)))
    bursts = ["".join(dice.choices(PHRASES, k=dice.randint(1, 5))) for _ in range(15)]
    async with (
        at_the_desk(org_class=org_class, size=size) as slow,
        at_the_desk(org_class=org_class, size=size) as fast,
    ):
        await compare(slow, fast, bursts)


async def test_a_key_that_had_to_wait_leaves_the_cursor_to_the_person_like_one_that_had_not() -> None:
    """L-00009 leaves the view and comes back; the cursor followed it home after a packet, and not after slow typing."""

    async def later(call: Callable[[], T]) -> T:
        for _ in range(10):
            await asyncio.sleep(0)
        return call()

    async with (
        at_the_desk(size=(80, 24), runner=later, rest=0.0) as slow,
        at_the_desk(size=(80, 24), runner=later, rest=0.0) as fast,
    ):
        await compare(slow, fast, ["4ls\n", "\ns\n\n"])
        assert len(fast.repository.updates) == 2
        assert fast.cursor == "L-00003"
