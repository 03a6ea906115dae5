"""The local copy of one org's licenses, which every screen reads from."""

import json
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from lmo_tui.domain.cells import Cells
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License
from lmo_tui.domain.packages import Release
from lmo_tui.storage import haystack, putting_off, queries
from lmo_tui.storage.database import MEMORY
from lmo_tui.storage.faults import Tell, untold
from lmo_tui.storage.feature_counts import FeatureCounts
from lmo_tui.storage.features import FeatureTable
from lmo_tui.storage.intake import Intake
from lmo_tui.storage.mending import ended, mended
from lmo_tui.storage.overview import OverviewCounts
from lmo_tui.storage.rows import license_from_row, license_to_row
from lmo_tui.storage.schema import UPSERT
from lmo_tui.storage.shelf import AT_ONCE, SELECT, Shelf


class Store(Shelf):
    """Fits LicenseStore: what is read, and what keeps it up to date."""

    def __init__(self, path: Path | str, tell: Tell = untold) -> None:
        super().__init__(None if str(path) == MEMORY else Path(path), tell)
        self._intake = Intake(lambda: self._files.back)
        self.features = FeatureTable(self._files)
        """The feature parameters and their values."""
        self.feature_counts = FeatureCounts(self._files)
        """What is counted of them, and the matrix."""
        self.overview_counts = OverviewCounts(self._files)
        """What is counted of licenses."""

    @property
    def losses(self) -> int:
        """How often everything was lost since this was opened, as the file had to be replaced."""
        return self._files.losses

    @property
    def set_aside(self) -> Path | None:
        """Where a file was moved in whose place this one was made."""
        return self._files.aside

    @mended
    def put(self, licenses: Iterable[License]) -> None:
        """Add or replace licenses, all or none."""
        rows = [license_to_row(license_) for license_ in licenses]
        with self._files.back.changing() as connection:
            connection.executemany(UPSERT, rows)

    @mended
    def follow(self, releases: Iterable[Release]) -> int:
        """Let licenses name these as the newest versions of their packages."""
        known = json.dumps([(each.package_id, each.version_id, each.number) for each in releases])
        with self._files.back.changing() as connection:
            return connection.execute(queries.FOLLOW, (known,)).rowcount

    @mended
    def unlike(self, licenses: Sequence[License]) -> Sequence[License]:
        """Those of these licenses that the store does not hold just so."""
        held: dict[str, License] = {}
        with self._files.back.reading() as connection:
            for start in range(0, len(licenses), AT_ONCE):
                ids = [short_id(license_.id) for license_ in licenses[start : start + AT_ONCE]]
                marks = ", ".join("?" * len(ids))
                for row in connection.execute(f"{SELECT} WHERE short_id IN ({marks})", ids):
                    license_ = license_from_row(row)
                    held[short_id(license_.id)] = license_
        return [license_ for license_ in licenses if held.get(short_id(license_.id)) != license_]

    @mended
    def drop(self, license_ids: Iterable[str]) -> frozenset[str]:
        """Forget these licenses; returns those that were there."""
        gone = "DELETE FROM license WHERE short_id = ?"
        with self._files.back.changing() as connection:
            return frozenset(key for key in license_ids if connection.execute(gone, (short_id(key),)).rowcount)

    @mended
    def begin_load(self, loader: str, *, afresh: bool) -> None:
        """Let this loader load everything, and no other."""
        self._intake.begin(loader, afresh=afresh)

    @ended
    def take_in(self, licenses: Sequence[Cells], spared: Collection[str], fact: tuple[str, str], loader: str) -> None:
        """Keep some of a load, and how far it is, for good; `spared` are fresher here."""
        self._intake.take(licenses, spared, fact, loader)

    @ended
    def end_load(self, spared: Collection[str], fact: str, loader: str) -> int:
        """Drop every license that the load has not met, and the fact of it; returns how many went."""
        gone = self._intake.end(spared, fact, loader)
        while self._make_one():
            pass
        return gone

    @mended
    def fact(self, name: str) -> str | None:
        """A remembered fact about the org."""
        with self._files.front.reading() as connection:
            row = connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    @mended
    def remember(self, name: str, value: str) -> None:
        """Keep a fact about the org."""
        with self._files.back.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    @mended
    def reset(self) -> None:
        """Forget everything."""
        with self._files.back.changing() as connection:
            haystack.empty_index(connection)
            for table in ("feature_value", "feature_parameter", "license", "seen", "fact"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names

    @mended
    def tend(self) -> bool:
        """Make an index that a load left out, or take some more licenses into that of words; gives whether to go on."""
        if self._make_one():
            return True
        with self._files.back.reading() as connection:
            if not (self._indexed and haystack.is_behind(connection)):
                return False
        with self._files.back.writing() as connection:
            haystack.index_some(connection)
            return haystack.is_behind(connection)

    def _make_one(self) -> bool:
        """Make an index that a load left out; gives whether there was one."""
        with self._files.back.reading() as connection:  # Which keeps other threads out until all is as it was.
            if not putting_off.missing(connection):
                return False
            putting_off.spill(connection, to_disk=True)
            try:
                with self._files.back.writing():
                    putting_off.make_one(connection)
            finally:
                putting_off.spill(connection, to_disk=False)
        return True

    def close(self) -> None:
        """Give the file back."""
        self._files.close()
