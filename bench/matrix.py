"""A matrix of a million values, 5,000 licenses by 200 parameters: `python -m bench.matrix FOLDER [RUNS]`.

Offline, on a store that the program's own storage code makes unless it is there (40,000 licenses of eight packages,
all values of one). Told: how soon a key is answered (medians), with how many bytes, and what it adds to the memory.
"""

import os
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Final

from bench import stores
from bench.programs import DOWN, END, HOME, PAGE
from bench.watch import Answer, Stopwatch
from lmo_tui.domain.feature_ports import FeatureRow, row_of
from lmo_tui.domain.features import Direction, FeatureAccess, FeatureContent, FeatureParameter, FeatureValue, Kind
from lmo_tui.domain.ids import short_id
from lmo_tui.services import memory
from lmo_tui.storage.store import Store

LICENSES: Final = 40_000
PARAMETERS: Final = 200
RIGHT, LEFT = "l", "h"
KINDS: Final = (Kind.BOOLEAN, Kind.INTEGER, Kind.DATE)
PACKAGE: Final = "Acme Billing"
_PART: Final = 50_000


def parameters(package_id: str) -> list[FeatureParameter]:
    """Two hundred whose names begin alike, of all types, every fourth a metric."""
    return [
        FeatureParameter(
            id=stores.record_id("a0A", number),
            package_id=package_id,
            full_name=f"acmebill__Early_Access_Region_{number:03}",
            kind=KINDS[number % 3],
            direction=Direction.TO_LMO if number % 4 == 3 else Direction.TO_SUBSCRIBER,
            namespace="acmebill",
            introduced="1.0",
            code=f"FP-{number:04}",
        )
        for number in range(PARAMETERS)
    ]


def _rows(license_ids: list[str], known: list[FeatureParameter]) -> Iterator[FeatureRow]:
    dice = Random(7)  # noqa: S311 - test data
    now = datetime(2026, 11, 1, tzinfo=UTC)
    number = 0
    for parameter in known:
        for license_id in license_ids:
            number += 1
            contents: dict[Kind, FeatureContent] = {
                Kind.BOOLEAN: dice.random() < 0.5,
                Kind.INTEGER: int(dice.random() * 10_000),
                Kind.DATE: now.date().replace(day=1 + number % 28),
            }
            id_ = short_id(stores.record_id("a0B", number))
            content = contents[parameter.kind]
            yield row_of(FeatureValue(id_, short_id(license_id), short_id(parameter.id), content, now))


def home(folder: Path) -> Path:
    """The home with the store."""
    place = stores.home(folder / "matrix", LICENSES)
    store = Store(stores.path_in(place, LICENSES))
    try:
        if store.fact(memory.FEATURES_SYNCED_AT):
            return place
        owned = [each.id for each in stores.licenses(LICENSES) if each.package == PACKAGE]
        package_id = next(each.package_id for each in stores.licenses(LICENSES) if each.package == PACKAGE)
        known = parameters(package_id)
        store.features.put_parameters(known)
        load, part = store.features.begin(), []
        for row in _rows(owned, known):
            part.append(row)
            if len(part) == _PART:
                store.features.take(part, load)
                part = []
        store.features.take(part, load)
        store.features.end(load)
        store.remember(memory.FEATURE_ACCESS, memory.feature_access_to_text(FeatureAccess()))
        store.remember(memory.FEATURES_SYNCED_AT, datetime.now(UTC).isoformat())
    finally:
        store.close()
    return place


def measure(place: Path, found: dict[str, list[Answer]], memories: list[float]) -> None:
    """One run."""
    environment = {"LMO_TUI_HOME": str(place), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
    command = (str(Path(sys.executable).with_name("lmo-tui")), "demo", "--licenses", str(LICENSES), "--new-session")
    with Stopwatch(command, os.environ | environment) as desk:
        desk.after("", r"All [\d,]+")
        desk.after(f'/package:"{PACKAGE}"\r', r"▌L-")
        desk.rest(3.0)
        rest = desk.memory()[0]
        found["F: first paint"].append(desk.after("F", r"Matrix of[\s\S]*^ L-\d+ .*[●○]"))
        desk.rest(3.0)
        for name, key, times in (
            ("down", DOWN, 12),
            ("right", RIGHT, 5),
            ("left", LEFT, 5),
            ("page down", PAGE, 6),
            ("end", END, 1),
            ("home", HOME, 1),
        ):
            found[name] += [desk.after(key, None) for _ in range(times)]
        desk.after(RIGHT * 6, None, gap=0.05)
        for _ in range(6):
            found["column page turn"].append(desk.after(RIGHT, None))
            desk.after(RIGHT * 6, None, gap=0.05)
        desk.after("q", "All ")
        desk.rest(2.0)
        found["F: once more"].append(desk.after("F", r"Matrix of[\s\S]*^ L-\d+ .*[●○]"))
        desk.rest(2.0)
        memories.append(desk.memory()[0] - rest)


def main(folder: Path, runs: int) -> None:
    """Make, run, tell."""
    place = home(folder)
    found: dict[str, list[Answer]] = defaultdict(list)
    memories: list[float] = []
    for _ in range(runs):
        measure(place, found, memories)
    for name, answers in found.items():
        shown = [each.shown for each in answers if each.shown is not None]
        sizes = [each.size for each in answers]
        print(
            f"{name:20} {statistics.median(shown or [0.0]):6.1f} ms (most {max(shown or [0.0]):6.1f})"
            f" {statistics.median(sizes):7,.0f} bytes (most {max(sizes):,}), {len(answers)} times"
        )
    print(f"{'memory':20} {statistics.median(memories):6.1f} MB more (most {max(memories):.1f})")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
