"""SOSL searches."""

from typing import Final

from lmo_tui.demo.errors import ApiError
from lmo_tui.demo.rest.call import Call, Reply, Route
from lmo_tui.demo.sosl import Search, compile_search


def search(call: Call) -> Reply:
    """Find records by their words."""
    text = call.args.get("q")
    if text is None:
        raise ApiError(400, "MALFORMED_SEARCH", "A search string has to be specified")
    found = compile_search(text, call.context())
    _freshen(call, found)
    with call.lmo.store.read() as connection:
        return Reply(body={"searchRecords": found.run(connection)})


def _freshen(call: Call, found: Search) -> None:
    with call.lmo.store.read() as connection:
        stale = [index for index in found.indexes if not index.is_fresh(connection)]
    if not stale:
        return
    with call.lmo.store.write() as transaction:
        for index in stale:
            # Another thread may have been quicker, which this leaves as it is.
            index.refresh(transaction.connection)


ROUTES: Final[tuple[Route, ...]] = (("/search", ("GET",), search),)
