"""What the Bulk API refuses before a job is made: objects it is switched off for, and parts of SOQL."""

from typing import Final

from lmo_tui.demo.errors import ApiError
from lmo_tui.demo.rest.call import Call
from lmo_tui.demo.schema import SObject
from lmo_tui.demo.soql import RecordQuery, compile_query
from lmo_tui.demo.soql.parser import parse

_AGGREGATE: Final = "Aggregate Relationships not supported in Bulk V2 Query with CSV content type"


def check_object(item: SObject) -> None:
    """Refuse objects whose metadata switch the Bulk API off, as those of the Feature Management App do."""
    if not item.bulk:
        raise ApiError(400, "INVALIDENTITY", f"Entity '{item.name}' is not supported by the Bulk API.")


def compiled(call: Call, text: str, *, include_deleted: bool) -> RecordQuery:
    """The statement, ready to run; refused where the Bulk API knows less SOQL than the REST API."""
    query = compile_query(text, call.context(include_deleted=include_deleted))
    check_object(query.entity)
    if not isinstance(query, RecordQuery) or query.plan.children:
        raise ApiError(400, "FEATURENOTENABLED", _AGGREGATE)
    if parse(text).offset is not None:
        # That it is refused is documented; the wording is ours.
        raise ApiError(400, "FEATURENOTENABLED", "OFFSET not supported in Bulk V2 Query")
    return query
