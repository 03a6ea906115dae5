"""From the records of a query to licenses of ours."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict

from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License, expiration_from_wire, seats_from_wire
from lmo_tui.domain.packages import Release
from lmo_tui.salesforce.answers import (
    Record,
    SfDay,
    SfFlag,
    SfId,
    SfMoment,
    SfNumber,
    SfStr,
    digits,
    flag_of,
    id_of,
    moment_of,
    number_of,
    text_of,
)
from lmo_tui.salesforce.schema import Schema
from lmo_tui.salesforce.versions import LatestVersions


def _given_id(value: object) -> str:
    found = id_of(value)
    if not found:
        raise ValueError("a record without an id")
    return found


class LicenseRow(BaseModel):
    """A license as the wire has it, by the attribute names of License; an attribute that is not there is unseen."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    id: Annotated[str, BeforeValidator(_given_id)]
    name: SfStr
    status: SfStr = ""
    license_status: SfStr = ""
    license_type: SfStr = ""
    seats: SfNumber = None
    used: SfNumber = None
    expires: SfDay = None
    installed: SfDay = None
    package_id: SfId = ""
    package: SfStr = ""
    version_id: SfId = ""
    version: SfStr = ""
    org_id: SfStr = ""
    sandbox: SfFlag = False
    instance: SfStr = ""
    edition: SfStr = ""
    org_status: SfStr = ""
    org_trial_ends: SfStr = ""
    org_facts_as_of: SfMoment = None
    account_id: SfId = ""
    account: SfStr = ""
    contact_id: SfId = ""
    contact: SfStr = ""
    contact_email: SfStr = ""
    lead_id: SfId = ""
    lead: SfStr = ""
    lead_email: SfStr = ""
    company: SfStr = ""
    record_type_id: SfId = ""
    proxy_user: SfStr = ""
    owner: SfStr = ""
    created_by: SfStr = ""
    created: SfMoment = None
    modified: SfMoment = None
    modified_by: SfStr = ""
    modstamp: SfStr = ""


class LicenseReader:
    """Reads licenses out of records that were asked for by one schema."""

    def __init__(self, schema: Schema, latest: LatestVersions, checkout: frozenset[str]) -> None:
        self._schema = schema
        self._paths: Final = {attribute: tuple(path.split(".")) for attribute, path in schema.columns.items()}
        self._extras = schema.extras
        self._unseen = schema.access.unseen
        self.latest = latest
        self.checkout = checkout

    @property
    def releases(self) -> frozenset[Release]:
        """The newest version of each package, as far as this reader knows."""
        return self.latest.releases

    def strange(self, records: Iterable[Record]) -> frozenset[str]:
        """The package versions of these records that did not exist when this reader was made."""
        path = self._paths.get("version_id")
        versions = {id_of(_dig(record, path)) for record in records} if path else set()
        return frozenset(each for each in versions if not self.latest.knows(each))

    def renewed(self, latest: LatestVersions) -> "LicenseReader":
        """The same reader with other versions."""
        return LicenseReader(self._schema, latest, self.checkout)

    def read(self, record: Record) -> License:
        """One license; raises ValueError for a record that cannot be one."""
        row = LicenseRow.model_validate({attribute: _dig(record, path) for attribute, path in self._paths.items()})
        values = dict(row)
        values |= {
            "seats": seats_from_wire(row.seats),
            "used": None if row.used is None else int(row.used),
            "expires": expiration_from_wire(row.expires),
        }
        return License(
            **values,
            latest_version=self.latest.of(row.package_id, row.version_id, row.version),
            checkout=short_id(row.id) in self.checkout,
            extra=tuple(
                (field.label or field.name, shown(record.get(field.name), field.type)) for field in self._extras
            ),
            unseen=self._unseen,
        )


def shown(value: object, kind: str) -> str:
    """A value of one of the ISV's own fields as text; null is empty."""
    if value is None:
        return ""
    if kind == "boolean":
        return "yes" if flag_of(value) else "no"
    if kind in {"int", "double", "currency", "percent", "long"}:
        number = number_of(value)
        return "" if number is None else digits(number) + ("%" if kind == "percent" else "")
    if kind == "datetime":
        moment = moment_of(value)
        return "" if moment is None else moment.strftime("%Y-%m-%d %H:%M %Z")
    if kind == "multipicklist":
        return text_of(value).replace(";", ", ")
    return text_of(value)


def _dig(record: Mapping[str, object], path: tuple[str, ...]) -> object:
    """The value at the end of a path; a parent that is null ends it with nothing."""
    value: object = record
    for name in path:
        if value is None:
            return None
        if not isinstance(value, dict):
            raise ValueError("a parent that is no record")
        value = value.get(name)
    return value
