"""What edits are of, license or parameter: read from the org, and kept in the local copy."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from lmo_tui.domain.change_sets import PlannedRow
from lmo_tui.domain.edits import Edit
from lmo_tui.domain.feature_ports import row_of
from lmo_tui.domain.features import FeatureField
from lmo_tui.domain.ids import same_id, short_id
from lmo_tui.domain.ports import LicenseRepository, LicenseStore
from lmo_tui.domain.subjects import LicenseFeature, Subject, license_of


def read(repository: LicenseRepository, edit: Edit) -> Subject:
    """What the edit is of, as it is now; blocks, and raises LmoError."""
    if edit.feature is None or edit.feature.field is None:
        return repository.license(edit.license.id)
    return repository.feature(edit.license.id, edit.feature.field)


def keep(store: LicenseStore, held: Sequence[Subject]) -> None:
    """Keep what was read; blocks, and raises StorageError."""
    store.put([license_of(each) for each in held])
    values = [each.feature.value for each in _features(held) if each.feature.value is not None]
    if values:
        store.features.put([row_of(each) for each in values])


def _features(held: Iterable[Subject]) -> Iterable[LicenseFeature]:
    return (each for each in held if isinstance(each, LicenseFeature))


def read_many(
    repository: LicenseRepository, wanted: Iterable[tuple[str, FeatureField | None]]
) -> Mapping[str, Subject]:
    """Up to `MOST_TOGETHER` licenses, or parameters of licenses, as they are now, by the 15-character id of the record.

    A call for all licenses and one for each type of value, which brings the licenses of the values along. Blocks, and
    raises LmoError; without what is not there.
    """
    places = tuple(wanted)
    ids = sorted({license_id for license_id, field in places if field is None})
    held: dict[str, Subject] = {short_id(each.id): each for each in (repository.those(ids) if ids else ())}
    values = _values(repository, {field for _, field in places if field is not None})
    for license_id, field in places:
        if field is not None and (found := values.get(field.record_id)) and _belongs(found, license_id, field):
            held[field.record_id] = found
    return held


def here(store: LicenseStore, rows: Sequence[PlannedRow]) -> list[Subject]:
    """What these are of, as the local copy has it; blocks, and raises StorageError."""
    licenses = store.those([row.license_id for row in rows])
    keys = {row.key for row in rows if row.parameter is not None}
    values = [
        LicenseFeature(license_, each)
        for license_ in (licenses if keys else ())
        for each in store.features.of(license_)
        if each.field is not None and each.field.record_id in keys
    ]
    return [*licenses, *values]


def key_of(license_id: str, field: FeatureField | None) -> str:
    """The record's 15-character id."""
    return short_id(license_id) if field is None else field.record_id


def _values(repository: LicenseRepository, fields: Collection[FeatureField]) -> Mapping[str, LicenseFeature]:
    found = [
        each
        for kind in sorted({field.kind for field in fields})
        for each in repository.held(kind, sorted(each.record_id for each in fields if each.kind is kind))
    ]
    return {each.id: each for each in found if each.id}


def _belongs(held: LicenseFeature, license_id: str, field: FeatureField) -> bool:
    return same_id(held.license.id, license_id) and short_id(held.feature.parameter.id) == field.parameter_id
