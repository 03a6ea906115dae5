"""Random keys, resizes and themes, each frame beside plain output: `python -m bench.lean [presses] [seed]`."""

import asyncio
import random
import sys
import time

import pytest

from tests.robots.desk import at_the_desk
from tests.tui.terminal.test_lean import SIZES, a_crowd, walk, watched

PER_DESK = 100
"""Presses after which a new desk begins, so that one walk into a corner does not make up the whole."""


async def main(presses: int, seed: int) -> None:
    """Tell how many frames were compared, and what they cost; the first difference ends it."""
    dice = random.Random(seed)  # noqa: S311 - test data
    frames = plain = lean = scrolls = 0
    begun = time.perf_counter()
    for done in range(0, presses, PER_DESK):
        with pytest.MonkeyPatch.context() as patch:
            async with at_the_desk(a_crowd(), size=dice.choice(SIZES)) as desk:
                watch = watched(desk, patch)
                await desk.resize(99, 31)
                await walk(desk, watch, dice, PER_DESK)
        frames, plain, lean = frames + watch.frames, plain + watch.plain_bytes, lean + watch.lean_bytes
        scrolls += watch.scrolls
        print(
            f"{done + PER_DESK} presses, {frames} frames the same, {scrolls} scrolled, "
            f"{plain} bytes plain, {lean} lean, {time.perf_counter() - begun:.0f} s",
            flush=True,
        )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000, int(sys.argv[2]) if len(sys.argv) > 2 else 0))
