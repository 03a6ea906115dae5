"""Stores of made-up licenses, written by the program's own storage code: `python -m bench.stores FOLDER [SIZE ...]`.

Each is the home of a demo LMO whose server cannot start, so that `lmo-tui demo --licenses N` opens the desk on it,
offline, as it does when an org cannot be reached.
"""

import shutil
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

from lmo_tui.cli.choice import DEMO, DemoWish
from lmo_tui.demo.seed.showcase import ABROAD
from lmo_tui.demo.seed.words import FIRST_NAMES, LAST_NAMES, ROOTS, TRADES
from lmo_tui.domain.access import Access
from lmo_tui.domain.ids import long_id
from lmo_tui.domain.licenses import License, Status
from lmo_tui.domain.orgs import Org, OrgClass
from lmo_tui.services import memory
from lmo_tui.storage import paths
from lmo_tui.storage.store import Store

SIZES: Final = (10_000, 100_000, 1_000_000)
PACKAGES: Final = ("Billing", "CPQ", "Docs", "Field Service", "Forms", "Insights", "Routing", "Sign")
EDITIONS: Final = ("Developer", "Enterprise", "Performance", "Professional", "Unlimited", "Group")
FORMS: Final = ("Inc", "LLC", "GmbH", "Ltd", "SA", "AG", "KK", "Pty Ltd", "BV", "Oy")
NEEDLE: Final = "Quixotic Zeppelin"
"""The customer of exactly one license, in the middle."""
A_PAGE: Final = 2_000
_TODAY: Final = date(2026, 11, 24)
_BASE62: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def record_id(prefix: str, number: int) -> str:
    """An id of 18 characters, another one for each number."""
    end = ""
    for _ in range(9):
        number, digit = divmod(number, 62)
        end = _BASE62[digit] + end
    return long_id(f"{prefix}5g0{end}"[:15])


def licenses(count: int, seed: int = 7) -> Iterator[License]:
    """So many licenses, newest first as an org gives them, and the same ones for the same seed."""
    dice = Random(seed)  # noqa: S311 - test data
    packages = [(record_id("033", n), f"Acme {name}") for n, name in enumerate(PACKAGES)]
    for number in range(count, 0, -1):
        chance = dice.random()
        status = (Status.ACTIVE, Status.TRIAL, Status.SUSPENDED, Status.UNINSTALLED)[
            (chance > 0.62) + (chance > 0.76) + (chance > 0.82)
        ]
        package_id, package = dice.choice(packages)
        account = f"{dice.choice(ROOTS)} {dice.choice(TRADES)} {dice.choice(FORMS)} {int(dice.random() * 99)}"
        if chance * 1_000 % 1 < 0.02:
            account = f"{dice.choice(ABROAD)} {int(dice.random() * 999)}"
        if number == count // 2:
            account = NEEDLE
        first, last = dice.choice(FIRST_NAMES), dice.choice(LAST_NAMES)
        installed = _TODAY - timedelta(days=int(dice.random() * 2_400))
        seats = None if dice.random() < 0.12 else int(dice.random() * 500)
        modified = datetime(2026, 11, 1, tzinfo=UTC) - timedelta(minutes=count - number)
        yield License(
            id=record_id("a0L", number),
            name=f"L-{number:05}",
            status=status,
            license_status=status,
            license_type="Editable",
            seats=seats,
            used=int(dice.random() * (seats or 500) * 1.1),
            expires=None if dice.random() < 0.2 else installed + timedelta(days=14 + int(dice.random() * 3_000)),
            installed=installed,
            package_id=package_id,
            package=package,
            version_id=record_id("04t", number % 240),
            version=f"{1 + number % 8}.{number % 30}",
            latest_version="8.29",
            org_id=record_id("00D", number // 2),
            sandbox=dice.random() < 0.22,
            instance=f"EU{1 + number % 200}",
            edition=f"{dice.choice(EDITIONS)} Edition",
            org_status="ACTIVE",
            account_id=record_id("001", number // 2),
            account=account,
            contact_id=record_id("003", number),
            contact=f"{first} {last}",
            contact_email=f"{first}.{last}{number % 997}@{account.split()[0]}.example".lower(),
            record_type_id=record_id("012", 1),
            owner="Dana Smith",
            created_by="License Manager",
            created=modified,
            modified=modified,
            modified_by="Dana Smith",
            modstamp=modified.strftime("%Y-%m-%dT%H:%M:%S.000+0000"),
        )


def fill(store: Store, count: int) -> None:
    """Put so many licenses into a store, a page at a time, and what a run remembers of the org."""
    coming = licenses(count)
    while page := list(islice(coming, A_PAGE)):
        store.put(page)
    org = Org(
        id=record_id("00D", 62**8),
        name="Acme Apps",
        alias=DEMO,
        org_class=OrgClass.DEMO,
        user_id=record_id("005", 1),
        user_name="Dana Smith",
        instance_url="http://127.0.0.1:9",
    )
    store.remember(memory.ORG, memory.org_to_text(org))
    store.remember(memory.ACCESS, memory.access_to_text(Access()))
    now = datetime.now(UTC).isoformat()
    for fact in (memory.SYNCED_AT, memory.LOADED_AT, memory.WATERMARK):
        store.remember(fact, now)


def path_in(place: Path, count: int) -> Path:
    """Where in such a home the store is."""
    return place / "cache" / paths.store_path(f"demo-{DemoWish().seed}-{count}").relative_to(paths.cache_folder())


def home(folder: Path, count: int) -> Path:
    """The home for LMO_TUI_HOME with a store of so many licenses, made unless it is there."""
    place = folder / f"home-{count}"
    path = path_in(place, count)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # By its own name already: a store that finds itself under another is taken for a stranger's.
        unfinished = path.parent.with_name("unfinished") / path.name
        shutil.rmtree(unfinished.parent, ignore_errors=True)
        unfinished.parent.mkdir()
        store = Store(unfinished)
        fill(store, count)
        store.close()
        # Where the demo's server wants its folder is a file: it ends at once, and the desk is offline.
        (place / "cache" / "demo").touch()
        unfinished.replace(path)
    return place


if __name__ == "__main__":
    for size in map(int, sys.argv[2:] or SIZES):
        begun = time.perf_counter()
        print(home(Path(sys.argv[1]), size), f"{time.perf_counter() - begun:.1f} s", flush=True)
