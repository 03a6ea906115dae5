"""The platform's error answers, word for word where a transcript of a real org is known."""

from collections.abc import Iterable
from typing import Any


class ApiError(Exception):
    """One refusal, able to put itself in the shape of a single answer or of a row in a collection."""

    def __init__(self, status: int, code: str, message: str, fields: Iterable[str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.fields = None if fields is None else list(fields)

    def body(self) -> list[dict[str, Any]]:
        """The answer of a single request: a list with one error."""
        item: dict[str, Any] = {"message": self.message, "errorCode": self.code}
        if self.fields is not None:
            item["fields"] = self.fields
        return [item]

    def row(self) -> dict[str, Any]:
        """One failed row of a collection, whose errors say `statusCode` where single answers say `errorCode`."""
        error = {"statusCode": self.code, "message": self.message, "fields": self.fields or []}
        return {"success": False, "errors": [error]}


def not_found(message: str = "The requested resource does not exist") -> ApiError:
    """For a path, object or record that is not there (or that this user may not know of)."""
    return ApiError(404, "NOT_FOUND", message)


def session_expired() -> ApiError:
    """For a missing, wrong or expired token: the one 401 that a client may answer with a refresh."""
    return ApiError(401, "INVALID_SESSION_ID", "Session expired or invalid")


def entity_is_deleted() -> ApiError:
    """For a record in the recycle bin."""
    return ApiError(404, "ENTITY_IS_DELETED", "entity is deleted", ())


def malformed_id(value: str) -> ApiError:
    """For an id with a wrong length, alphabet or checksum."""
    return ApiError(400, "MALFORMED_ID", f"malformed id {value}")


def no_such_column(name: str, entity: str) -> ApiError:
    """For a field in a request body or `fields=` list that the object lacks or the user may not see."""
    return ApiError(400, "INVALID_FIELD", f"No such column '{name}' on sobject of type {entity}")


def not_writable(verb: str, names: Iterable[str]) -> ApiError:
    """For fields that are formulas, audit fields or closed by field security."""
    listed = list(names)
    message = (
        f"Unable to {verb} fields: {', '.join(listed)}. Please check the security settings of this field and verify "
        "that it is read/write for your profile or permission set."
    )
    return ApiError(400, "INVALID_FIELD_FOR_INSERT_UPDATE", message, listed)


def insufficient_access(on_record: bool = True) -> ApiError:
    """For a user without Edit on the object."""
    message = "insufficient access rights on object id" if on_record else "entity type cannot be inserted or deleted"
    return ApiError(403, "INSUFFICIENT_ACCESS_OR_READONLY", message, ())


def validation(message: str, *fields: str) -> ApiError:
    """For a rule of the managed package that said no."""
    return ApiError(400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", message, fields)


def invalid_json(message: str) -> ApiError:
    """For a body the platform's parser cannot read."""
    return ApiError(400, "JSON_PARSER_ERROR", message)


def row_lock(record_id: str) -> ApiError:
    """For a record somebody else is saving right now: nothing was written."""
    message = f"unable to obtain exclusive access to this record or 1 records: {record_id}"
    return ApiError(400, "UNABLE_TO_LOCK_ROW", message, ())


def limit_exceeded() -> ApiError:
    """For an org that has used its daily requests."""
    return ApiError(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")


def precondition_failed() -> ApiError:
    """For a conditional request whose record moved after the date given."""
    return ApiError(412, "PRECONDITION_FAILED", "The requested resource has changed since the date specified")
