"""One event after the other, each legal and each as its author would save it; the same ones for the same seed."""

import sqlite3
import threading
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

from lmo_tui.demo import records, rules
from lmo_tui.demo.errors import ApiError
from lmo_tui.demo.life import measures
from lmo_tui.demo.life.newcomers import Newcomers
from lmo_tui.demo.life.offer import read_offer
from lmo_tui.demo.lmo import Lmo
from lmo_tui.demo.rules import EXPIRATION, LICENSE, PERPETUAL, SEATS, STATUS
from lmo_tui.demo.schema import SCHEMA, SObject
from lmo_tui.demo.seed.team import AUTOMATED, ENGINEERS

if TYPE_CHECKING:
    from collections.abc import Callable

#: Events within one transaction: few enough that a client's save hardly waits.
_TOGETHER: Final = 250
_TRIES: Final = 12
#: How many rows are looked at for one that fits: what is rare by now happens more rarely.
_NEAR: Final = 300
_USED: Final = "sfLma__Used_Licenses__c"
_VERSION: Final = "sfLma__Package_Version__c"
_AS_OF: Final = "sfLma__Last_Modified__c"
_INSTALLED: Final = f"{STATUS} <> 'Uninstalled' AND sfLma__License_Status__c <> 'Uninstalled'"
# The plus keeps SQLite from collecting all of them by an index, where a look at the next few rows will do.
_GONE: Final = f"+{STATUS} = 'Uninstalled'"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, and the record that it happened to."""

    kind: str
    object: str
    id: str


class Happenings:
    """Lets things happen in an LMO."""

    def __init__(self, lmo: Lmo, seed: int) -> None:
        self._lmo = lmo
        self._seed = seed
        self._lock = threading.Lock()
        self._rng: Random | None = None
        self._day: date | None = None

    def happen(self, events: int) -> list[Event]:
        """Let as many events happen, now."""
        happened: list[Event] = []
        with self._lock:
            while len(happened) < events:
                with self._lmo.store.write() as transaction:
                    turn = self._turn(transaction.connection)
                    happened += [turn.event() for _ in range(min(_TOGETHER, events - len(happened)))]
        return happened

    def _turn(self, connection: sqlite3.Connection) -> "_Turn":
        if self._rng is None:
            # An LMO that was kept goes on with other events than it began with.
            (made,) = connection.execute("SELECT max(Id) FROM sfLma__License__c").fetchone()
            self._rng = Random(f"{self._seed} {made}")  # noqa: S311 - a demo's customers are no secret
        if self._day != self._lmo.clock.today():
            self._day = self._lmo.clock.today()
            self._newcomers = Newcomers(self._lmo, self._rng)
        return _Turn(self._lmo, connection, self._rng, self._newcomers)


class _Turn:
    """Some events within one transaction."""

    def __init__(self, lmo: Lmo, connection: sqlite3.Connection, rng: Random, newcomers: Newcomers) -> None:
        self._lmo = lmo
        self._connection = connection
        self._rng = rng
        self._newcomers = newcomers
        self._offer = read_offer(connection)
        self._people = [user for user in ENGINEERS if user != lmo.identity.user_id]
        self._kinds: dict[str, tuple[int, Callable[[], Event | None]]] = {
            "used": (40, self._use),
            "measured": (24, self._measure),
            "switched": (6, self._switch),
            "upgraded": (14, self._upgrade),
            "installed": (9, self._install),
            "edited": (16, self._edit),
            "renamed": (8, self._rename),
            "uninstalled": (8, self._uninstall),
            "deleted": (5, self._delete),
        }

    def event(self) -> Event:
        """Let one thing happen; where there is nothing for it to happen to, another."""
        names = list(self._kinds)
        weights = [weight for weight, _ in self._kinds.values()]
        for _ in range(_TRIES):
            (name,) = self._rng.choices(names, weights)
            happened = self._kinds[name][1]()
            if happened is not None:
                return happened
        raise LookupError("nothing is left in this LMO that anything could happen to")

    def _install(self) -> Event | None:
        if not self._offer:
            return None
        package = self._rng.choice(list(self._offer.values()))
        return Event("installed", LICENSE, self._newcomers.install(self._connection, package))

    def _use(self) -> Event | None:
        row = self._license(f"{_INSTALLED} AND {SEATS} > 1")
        if row is None:
            return None
        before, seats = row[_USED], int(row[SEATS])
        used = self._rng.randint(0, min(seats, 2_000))
        if used == before:
            used = used + 1 if used < seats else used - 1
        return self._report("used", row, {_USED: float(used)})

    def _measure(self) -> Event | None:
        return self._feature("measured", measures.MEASURED, measures.reported, AUTOMATED)

    def _switch(self) -> Event | None:
        return self._feature("switched", measures.SWITCHED, measures.chosen, self._somebody())

    def _feature(self, kind: str, condition: str, new: "Callable[..., Any]", by: str) -> Event | None:
        name, data_type = measures.junction(self._rng)
        row = self._row(SCHEMA[name], condition)
        if row is None:
            return None
        before = row[measures.VALUE]
        value = new(self._rng, data_type, before, self._lmo.clock.today())
        return None if value == before else self._save(kind, name, row, {measures.VALUE: value}, by)

    def _upgrade(self) -> Event | None:
        latest = ", ".join(f"'{package.latest.id}'" for package in self._offer.values())
        row = self._license(f"{_INSTALLED} AND {_VERSION} NOT IN ({latest})") if latest else None
        package = self._offer.get(row["sfLma__Package__c"]) if row else None
        place = package.place(row[_VERSION]) if row and package else None
        if row is None or package is None or place is None:
            return None
        new = package.versions[-1 if self._rng.random() < 0.7 else place + 1]
        known = set(package.versions[place].parameters)
        self._newcomers.add_features(row["Id"], [one for one in new.parameters if one not in known])
        return self._report("upgraded", row, {_VERSION: new.id, "sfLma__Version_Number__c": new.number})

    def _uninstall(self) -> Event | None:
        row = self._license(_INSTALLED)
        if row is None:
            return None
        return self._report("uninstalled", row, {STATUS: "Uninstalled", _USED: None})

    def _edit(self) -> Event | None:
        row = self._license(_INSTALLED)
        if row is None:
            return None
        given = self._rng.choice((self._extended, self._seated, self._switched))(row)
        save = rules.Save(LICENSE, row, given, self._lmo.clock.today())
        try:
            rules.check_update(save, self._connection)
        except ApiError:
            return None  # locked, or what nobody may agree on
        if all(row[name] == value for name, value in given.items()):
            return None
        return self._save("edited", LICENSE, row, given, self._somebody())

    def _extended(self, row: dict[str, Any]) -> dict[str, Any]:
        expires = row[EXPIRATION]
        today = self._lmo.clock.today()
        start = today if expires in {None, PERPETUAL} else max(today, date.fromisoformat(expires))
        days = self._rng.choice((14, 30)) if row[STATUS] == "Trial" else self._rng.choice((30, 90, 365))
        return {EXPIRATION: min(start + timedelta(days=days), date(today.year + 5, 1, 1)).isoformat()}

    def _seated(self, row: dict[str, Any]) -> dict[str, Any]:
        more = self._rng.choice((5, 10, 25, 100))
        return {SEATS: float(more) if (row[SEATS] or -1) < 0 else min(row[SEATS] + more, float(rules.MOST_SEATS))}

    def _switched(self, row: dict[str, Any]) -> dict[str, Any]:
        return {STATUS: self._rng.choice(rules.offered(row["RecordTypeId"]))}

    def _rename(self) -> Event | None:
        found = self._row(SCHEMA["Account"], "1")
        if found is None:
            return None
        name = self._newcomers.company()
        if name == found["Name"]:
            return None
        return self._save("renamed", "Account", found, {"Name": name}, self._somebody())

    def _delete(self) -> Event | None:
        row = self._license(_GONE)
        if row is None:
            return None
        records.delete_behind(self._lmo, SCHEMA[LICENSE], row["Id"])
        return Event("deleted", LICENSE, row["Id"])

    def _report(self, kind: str, row: dict[str, Any], columns: dict[str, Any]) -> Event:
        """Save as the License Management App does, which also tells how fresh its news of the org is."""
        return self._save(kind, LICENSE, row, {**columns, _AS_OF: self._lmo.clock.stamp()}, AUTOMATED)

    def _save(self, kind: str, name: str, row: dict[str, Any], columns: dict[str, Any], by: str) -> Event:
        records.save_behind(self._lmo, SCHEMA[name], row, columns, by)
        return Event(kind, name, row["Id"])

    def _somebody(self) -> str:
        return self._rng.choice(self._people)

    def _license(self, condition: str) -> dict[str, Any] | None:
        return self._row(SCHEMA[LICENSE], condition)

    def _row(self, item: SObject, condition: str) -> dict[str, Any] | None:
        """Pick a record: the first one that fits near a random place."""
        (most,) = self._connection.execute(f'SELECT max(rowid) FROM "{item.name}"').fetchone()  # noqa: S608 (the schema's name)
        start = self._rng.randint(1, most or 1)
        sql = (
            f'SELECT * FROM "{item.name}" WHERE rowid BETWEEN ? AND ? AND NOT IsDeleted AND ({condition})'  # noqa: S608 (conditions of this module)
            " ORDER BY rowid LIMIT 1"
        )
        for place in (start, 1):
            cursor = self._connection.execute(sql, (place, place + _NEAR))
            found = cursor.fetchone()
            if found is not None:
                return dict(zip([column[0] for column in cursor.description], found, strict=True))
        return None
