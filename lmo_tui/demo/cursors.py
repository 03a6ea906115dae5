"""Open queries, so that `nextRecordsUrl` gives the rest of the same result."""

import itertools
import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from lmo_tui.demo.errors import ApiError
from lmo_tui.demo.schema.ids import record_id
from lmo_tui.demo.soql import Query

MOST_OPEN = 64


@dataclass(frozen=True)
class Cursor:
    """One result being paged through; the lock keeps two requests for it apart."""

    query: Query
    total: int
    page: int
    lock: threading.Lock = field(default_factory=threading.Lock)


class Cursors:
    """The results still open; the least recently used goes when there are too many."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: OrderedDict[str, Cursor] = OrderedDict()
        self._numbers = itertools.count(1)

    def keep(self, cursor: Cursor) -> str:
        """Remember a result and give the name by which it is asked for."""
        with self._lock:
            name = record_id("0r8", next(self._numbers))
            self._open[name] = cursor
            while len(self._open) > MOST_OPEN:
                self._open.popitem(last=False)
        return name

    def find(self, locator: str) -> tuple[str, Cursor, int]:
        """The result behind `0r8…-2000` and the offset in it."""
        name, dash, offset = locator.rpartition("-")
        with self._lock:
            cursor = self._open.get(name)
            if cursor is None or not dash or not offset.isdigit() or int(offset) > cursor.total:
                raise ApiError(400, "INVALID_QUERY_LOCATOR", "invalid query locator")
            self._open.move_to_end(name)
        return name, cursor, int(offset)
