"""Random packets of keys against the same keys typed slowly: `python -m bench.type_ahead [packets] [seed]`.

Background calls end some turns of the event loop later, another number each time: nothing is there early by luck. The
rest of the filter line is left out on most desks, since slow typing would spend nearly all of its time there.
"""

import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.ports import Runner
from lmo_tui.tui.actions.views import REST
from tests.robots.desk import at_the_desk
from tests.tui.test_type_ahead import PHRASES, compare

T = TypeVar("T")

PER_DESK = 25
"""Packets after which a new pair of desks begins, so that one difference is not counted again and again."""

TURNS = (0, 0, 0, 1, 3, 10, 40)
"""Turns of the event loop that a background call may take."""

TOLD = 4 * PER_DESK
"""Packets after which the count so far is told."""


async def pair(dice: random.Random, seen: Counter[str], runner: Runner) -> None:
    """One pair of desks and its packets."""
    org_class = dice.choice((OrgClass.DEMO, OrgClass.PRODUCTION))
    size = dice.choice(((120, 40), (80, 24), (80, 24), (170, 45)))
    bursts = ["".join(dice.choices(PHRASES, k=dice.randint(1, 6))) for _ in range(PER_DESK)]
    rest = REST if dice.random() < 0.1 else 0.0
    async with (
        at_the_desk(org_class=org_class, size=size, runner=runner, rest=rest) as slow,
        at_the_desk(org_class=org_class, size=size, runner=runner, rest=rest) as fast,
    ):
        try:
            await compare(slow, fast, bursts)
        except AssertionError as difference:
            print(difference, flush=True)
            seen["different"] += 1
            return
        seen["packets"] += len(bursts)
        seen["keys"] += sum(map(len, bursts))
        seen["writes"] += len(fast.repository.updates)
        seen["messages"] += len(fast.app.said)


async def main(packets: int, seed: int) -> None:
    """Count what was the same."""
    dice = random.Random(seed)  # noqa: S311 - test data

    async def later(call: Callable[[], T]) -> T:
        for _ in range(dice.choice(TURNS)):
            await asyncio.sleep(0)
        return call()

    seen: Counter[str] = Counter()
    begun = time.perf_counter()
    while seen["packets"] < packets:
        await pair(dice, seen, later)
        if seen["packets"] % TOLD == 0 or seen["packets"] >= packets:
            print(dict(seen), f"{time.perf_counter() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 0))
