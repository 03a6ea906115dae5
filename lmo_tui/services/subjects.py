"""What edits are of, license or parameter: read from the org, and kept in the local copy."""

from collections.abc import Iterable, Mapping, Sequence

from lmo_tui.domain.edits import Edit
from lmo_tui.domain.feature_ports import row_of
from lmo_tui.domain.ids import is_id, same_id, short_id
from lmo_tui.domain.journal import JournalEntry
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


def read_again(repository: LicenseRepository, entries: Sequence[JournalEntry]) -> Mapping[str, Subject]:
    """What these changes were of, as it is now, by the entry's id: a call for all licenses, one for each type of value.

    Blocks, and raises LmoError; without what is not there.
    """
    ids = sorted({entry.license_id for entry in entries if is_id(entry.license_id)})
    licenses = {short_id(each.id): each for each in repository.those(ids)}
    fields = {entry.parameter for entry in entries if entry.parameter is not None}
    found = [
        each
        for kind in sorted({field.kind for field in fields})
        for each in repository.features().those(kind, sorted(each.record_id for each in fields if each.kind is kind))
    ]
    values = {each.value.id: each for each in found if each.value is not None}
    told: dict[str, Subject] = {}
    for entry in entries:
        license_, feature = (
            licenses.get(short_id(entry.license_id)),
            None if entry.parameter is None else values.get(entry.parameter.record_id),
        )
        if license_ is None:
            continue
        if entry.parameter is None:
            told[entry.id] = license_
        elif feature is not None and feature.value is not None and same_id(feature.value.license_id, license_.id):
            told[entry.id] = LicenseFeature(license_, feature)
    return told
