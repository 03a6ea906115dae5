"""The shapes of the platform's answers, and how foreign values become values of ours."""

import math
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool

from lmo_tui.domain.ids import long_id
from lmo_tui.domain.text import clean
from lmo_tui.salesforce.soql import is_record_id


def text_of(value: object) -> str:
    """Any scalar as harmless text; null is empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return digits(value)
    raise ValueError("neither text nor a number")


def digits(value: float) -> str:
    """A number as people write it: 25 for 25.0, never an exponent."""
    if not math.isfinite(value):
        raise ValueError("not a finite number")
    if value == int(value):
        return str(int(value))
    return f"{value:.10f}".rstrip("0")


def number_of(value: object) -> float | None:
    """A number, however the server writes it: 25, 25.0 or "25"."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("not a number")
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("not a finite number")
    return number


def flag_of(value: object) -> bool:
    """A checkbox; null counts as not checked, as in SOQL."""
    if value is None or isinstance(value, bool):
        return bool(value)
    if isinstance(value, str) and value.casefold() in {"true", "false"}:
        return value.casefold() == "true"
    raise ValueError("neither true nor false")


def day_of(value: object) -> date | None:
    """A date; of a date with a time, the date."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError("not a date")
    return date.fromisoformat(value[:10])


def moment_of(value: object) -> datetime | None:
    """A moment with its zone; the platform's own times are UTC."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError("not a time")
    moment = datetime.fromisoformat(value)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def id_of(value: object) -> str:
    """A record id in 18 characters; null is empty."""
    if value is None or value == "":
        return ""
    if not isinstance(value, str) or not is_record_id(value):
        raise ValueError("not a record id")
    return long_id(value) if len(value) == 15 else value


SfStr = Annotated[str, BeforeValidator(text_of)]
SfNumber = Annotated[float | None, BeforeValidator(number_of)]
SfFlag = Annotated[bool, BeforeValidator(flag_of)]
SfDay = Annotated[date | None, BeforeValidator(day_of)]
SfMoment = Annotated[datetime | None, BeforeValidator(moment_of)]
SfId = Annotated[str, BeforeValidator(id_of)]
SfApiName = Annotated[str, BeforeValidator(lambda value: value if isinstance(value, str) else "")]

Record = dict[str, Any]
"""One record of a query as the server sent it: nothing in it is trusted yet."""


class Shape(BaseModel):
    """What all answers have in common: more fields than we know are fine, and values never reach a message."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class Page(Shape):
    """One page of a query."""

    records: list[Record]
    done: bool
    next_url: str | None = Field(None, alias="nextRecordsUrl")
    total: Annotated[int | None, BeforeValidator(number_of)] = Field(None, alias="totalSize")


class SearchShape(Shape):
    """What a search found."""

    records: list[Record] = Field([], alias="searchRecords")


class RowErrorShape(Shape):
    """Why one of several records was not saved: `statusCode` where other answers say `errorCode`."""

    code: SfStr = Field("", alias="statusCode")
    message: SfStr = ""


class SavedShape(Shape):
    """What became of one of several records."""

    success: StrictBool
    id: SfStr = ""
    errors: list[RowErrorShape] = []

    @property
    def why(self) -> tuple[str, str]:
        """Code and message of its first error."""
        return (self.errors[0].code, self.errors[0].message) if self.errors else ("", "")


def type_of(record: Record) -> str:
    """The object that a record is of."""
    attributes = record.get("attributes")
    return text_of(attributes.get("type")) if isinstance(attributes, dict) else ""


class FieldShape(Shape):
    """One field of describe()."""

    name: SfApiName
    label: SfStr = ""
    type: SfApiName = ""
    updateable: bool = False
    createable: bool = False
    defaulted: bool = Field(default=False, alias="defaultedOnCreate")
    nillable: bool = False
    custom: bool = False


class ObjectShape(Shape):
    """What describe() says of an object: fields this user may not see are not in it."""

    name: SfApiName
    updateable: bool = False
    fields: list[FieldShape]


class VersionShape(Shape):
    """One API version that an org serves."""

    version: SfApiName


class PicklistValue(Shape):
    """One choice: the label is for eyes only, the value is what is written."""

    value: SfStr


class PicklistShape(Shape):
    """The values of a picklist for one record type."""

    values: list[PicklistValue]


class OrganizationShape(Shape):
    """The Organization record, of which a user may see less than all."""

    id: SfId = Field("", alias="Id")
    name: SfStr = Field("", alias="Name")
    type: str | None = Field(None, alias="OrganizationType")
    is_sandbox: bool | None = Field(None, alias="IsSandbox")
    trial_ends: str | None = Field(None, alias="TrialExpirationDate")
    instance: SfStr = Field("", alias="InstanceName")


class UserShape(Shape):
    """Who is logged in, by the userinfo endpoint."""

    user_id: SfId = ""
    organization_id: SfId = ""
    name: SfStr = ""
    preferred_username: SfStr = ""


class RootShape(Shape):
    """The resources of an API version, of which one is the address of the identity."""

    identity: SfApiName = ""


MOST_PAGES: Final = 100_000
"""A list of more pages than this never ends."""
