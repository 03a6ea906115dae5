"""query and queryAll, their pages, and counts."""

import re
import sqlite3
from typing import Any, Final

from lmo_tui.demo.cursors import Cursor
from lmo_tui.demo.errors import ApiError
from lmo_tui.demo.records import object_named
from lmo_tui.demo.rest.call import Call, Reply, Route
from lmo_tui.demo.soql import Query, compile_query

LARGEST_PAGE: Final = 2000
SMALLEST_PAGE: Final = 200
_BATCH: Final = re.compile(r"batchSize\s*=\s*(\d+)", re.IGNORECASE)


def compiled(call: Call, text: str, *, include_deleted: bool = False) -> Query:
    """The statement ready to run; SoqlError refuses it."""
    return compile_query(text, call.context(include_deleted=include_deleted))


def select(call: Call, text: str, connection: sqlite3.Connection, *, include_deleted: bool = False) -> list[Any]:
    """All records of a statement that gives few."""
    found = compiled(call, text, include_deleted=include_deleted)
    return found.rows(connection, 0, found.total(connection))


def query(call: Call) -> Reply:
    """Run a statement on the records that are not deleted."""
    return _first_page(call, include_deleted=False)


def query_all(call: Call) -> Reply:
    """Run a statement on the recycle bin too."""
    return _first_page(call, include_deleted=True)


def next_page(call: Call, locator: str) -> Reply:
    """Go on with a result from where its `nextRecordsUrl` points."""
    name, cursor, offset = call.lmo.cursors.find(locator)
    with call.lmo.store.read() as connection:
        return _page(call, connection, cursor, offset, name)


def record_count(call: Call) -> Reply:
    """The approximate sizes of objects, which the platform has ready and the demo counts."""
    names = [name for name in call.args.get("sObjects", "").split(",") if name]
    counts = []
    with call.lmo.store.read() as connection:
        for name in names:
            item = object_named(call.lmo, name.strip())
            alive = "WHERE NOT IsDeleted" if "IsDeleted" in item.fields else ""
            sql = f'SELECT count(*) FROM "{item.name}" {alive}'  # noqa: S608 (the name comes from the schema)
            counts.append({"count": connection.execute(sql).fetchone()[0], "name": item.name})
    return Reply(body={"sObjects": counts})


def _first_page(call: Call, *, include_deleted: bool) -> Reply:
    text = call.args.get("q")
    if text is None:
        raise ApiError(400, "MALFORMED_QUERY", "A query string has to be specified")
    found = compiled(call, text, include_deleted=include_deleted)
    if call.args.get("columns", "").lower() == "true":
        return Reply(body=_metadata(found))
    with call.lmo.store.read() as connection:
        total = _counted(found, connection)
        if found.is_count:
            return Reply(body={"totalSize": total, "done": True, "records": []})
        return _page(call, connection, Cursor(found, total, _page_size(call)), 0, None)


def _counted(found: Query, connection: sqlite3.Connection) -> int:
    try:
        return found.total(connection)
    except (sqlite3.OperationalError, OverflowError) as error:
        # What SQLite has no room for, such as a thousand ORs in a row.
        message = "Query is either selecting too many fields or the filter conditions are too complicated."
        raise ApiError(400, "QUERY_TOO_COMPLICATED", message) from error


def _metadata(found: Query) -> dict[str, Any]:
    return {
        "columnMetadata": found.columns,
        "entityName": found.entity.name,
        "groupBy": found.is_grouped,
        "idSelected": found.id_selected,
        "keyPrefix": found.entity.key_prefix,
    }


def _page_size(call: Call) -> int:
    if call.fault is not None and call.fault.kind == "short-page":
        return max(1, int(call.fault.options.get("size", 7)))
    asked = _BATCH.search(call.headers.get("Sforce-Query-Options", ""))
    return min(LARGEST_PAGE, max(SMALLEST_PAGE, int(asked[1]))) if asked else LARGEST_PAGE


def _page(call: Call, connection: sqlite3.Connection, cursor: Cursor, offset: int, name: str | None) -> Reply:
    with cursor.lock:
        records = cursor.query.rows(connection, offset, cursor.page)
    end = offset + cursor.page
    body: dict[str, Any] = {"totalSize": cursor.total, "done": end >= cursor.total}
    if end < cursor.total:
        name = name or call.lmo.cursors.keep(cursor)
        body["nextRecordsUrl"] = f"{call.root()}/query/{name}-{end}"
    body["records"] = records
    return Reply(body=body)


ROUTES: Final[tuple[Route, ...]] = (
    ("/query", ("GET",), query),
    ("/queryAll", ("GET",), query_all),
    ("/query/<locator>", ("GET",), next_page),
    ("/queryAll/<locator>", ("GET",), next_page),
    ("/limits/recordCount", ("GET",), record_count),
)
