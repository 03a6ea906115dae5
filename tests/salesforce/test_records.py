"""From records to licenses: whatever stands in them, what comes out is harmless and means what it says."""

import pytest

from lmo_tui.domain.access import Access
from lmo_tui.domain.licenses import License
from lmo_tui.domain.text import FORBIDDEN
from lmo_tui.salesforce.answers import FieldShape, Record
from lmo_tui.salesforce.records import LicenseReader, LicenseRow, shown
from lmo_tui.salesforce.schema import Schema
from lmo_tui.salesforce.versions import LatestVersions
from lmo_tui.salesforce.wire import ATTRIBUTES
from tests.payloads import PAYLOADS, Payload

COLUMNS = {attribute: paths[0] for attribute, paths in ATTRIBUTES.items()}
TEXTS = [name for name, kind in License.__annotations__.items() if kind is str and not name.endswith("id")]


def a_reader(*extras: FieldShape, checkout: frozenset[str] = frozenset()) -> LicenseReader:
    return LicenseReader(Schema(COLUMNS, extras, Access(), frozenset()), LatestVersions(), checkout)


def a_record(**values: object) -> Record:
    record: Record = {"Id": "a05000000000001AAA"}
    for attribute, value in values.items():
        *parents, name = COLUMNS[attribute].split(".")
        place = record
        for parent in parents:
            place = place.setdefault(parent, {})
        place[name] = value
    return record


def test_the_row_and_the_wire_know_the_same_attributes() -> None:
    assert set(LicenseRow.model_fields) == set(ATTRIBUTES)
    assert set(ATTRIBUTES) <= set(License.__slots__)


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.name)
def test_no_payload_gets_through_in_any_field(payload: Payload) -> None:
    named = [name for name in (*TEXTS, "org_id") if name in COLUMNS]
    extra = FieldShape(name="X__c", label=payload.text, type="string", custom=True)
    record = {**a_record(**dict.fromkeys(named, payload.text)), "X__c": payload.text}
    license_ = a_reader(extra).read(record)
    texts = [getattr(license_, name) for name in named] + [text for pair in license_.extra for text in pair]
    assert len(texts) > 20
    assert not {ord(character) for text in texts for character in text} & FORBIDDEN


def test_a_license_without_anything_is_still_one() -> None:
    license_ = a_reader().read({"Id": "a05000000000001"})
    assert license_.id.startswith("a05000000000001")
    assert (license_.seats, license_.expires, license_.account, license_.sandbox) == (None, None, "", False)


def test_checkout_is_told_by_the_id_and_its_case() -> None:
    sold = frozenset({"a05000000000aBc"})
    assert a_reader(checkout=sold).read({"Id": "a05000000000aBc"}).checkout
    assert not a_reader(checkout=sold).read({"Id": "a05000000000AbC"}).checkout


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, "boolean", ""),
        (True, "boolean", "yes"),
        (25.0, "double", "25"),
        ("25", "double", "25"),
        (99.5, "currency", "99.5"),
        (12.0, "percent", "12%"),
        ("2027-01-31", "date", "2027-01-31"),
        ("2027-01-31T10:00:00.000+0000", "datetime", "2027-01-31 10:00 UTC"),
        ("Gold;Silver", "multipicklist", "Gold, Silver"),
        ("a\nb", "textarea", "a\u240ab"),
    ],
)
def test_own_fields_are_shown_by_their_type(value: object, kind: str, text: str) -> None:
    assert shown(value, kind) == text


@pytest.mark.parametrize("value", [float("nan"), [], {}, "seven"])
def test_a_number_that_is_none_is_not_shown_as_one(value: object) -> None:
    with pytest.raises(ValueError, match=r"number|float"):
        shown(value, "double")
