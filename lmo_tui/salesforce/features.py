"""Feature parameters over the wire: by the REST API alone, for the Feature Management App keeps Bulk jobs out."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final, TypeAlias

from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import NoAccessError, NotThereError
from lmo_tui.domain.feature_ports import FeatureBatch, FeatureDelta, FeatureRow, value_of
from lmo_tui.domain.feature_rules import MOST_DIGITS, why_not_content
from lmo_tui.domain.features import FULL_ACCESS, Direction, Feature, FeatureAccess, FeatureParameter, Kind
from lmo_tui.domain.ids import is_id, long_id, short_id
from lmo_tui.domain.loads import Span
from lmo_tui.salesforce.answers import MOST_PAGES, ObjectShape, Record, day_of, flag_of, id_of, moment_of, number_of
from lmo_tui.salesforce.answers import text_of as plain
from lmo_tui.salesforce.client import Client, endless
from lmo_tui.salesforce.crew import Crew, side_by_side
from lmo_tui.salesforce.faults import translated
from lmo_tui.salesforce.paging import page_of
from lmo_tui.salesforce.soql import among, between, count, equals, is_record_id, select, since
from lmo_tui.salesforce.spans import cut
from lmo_tui.salesforce.wire import MODSTAMP

PARAMETER: Final = "sfFma__FeatureParameter__c"
VALUE: Final = "sfFma__Value__c"
LICENSE: Final = "sfFma__License__c"
OBJECTS: Final[Mapping[Kind, str]] = {kind: f"sfFma__FeatureParameter{kind}__c" for kind in Kind}
"""Where the values of each type are: one record for each license and parameter."""

SIDE_BY_SIDE: Final = 6
WORTH_A_SPAN: Final = 10_000
"""Values that are read one page after the other: five pages."""

_PACKAGE: Final = "sfFma__Package__c"
_FULL_NAME: Final = "sfFma__FullName__c"
_DATA_TYPE: Final = "sfFma__DataType__c"
_DIRECTION: Final = "sfFma__DataFlowDirection__c"
_INTRODUCED: Final = "sfFma__IntroducedInPackageVersion__c"
_NAMESPACE: Final = "sfFma__Namespace_Prefix__c"
_OWN: Final = (_PACKAGE, _FULL_NAME, _DATA_TYPE, _DIRECTION, _INTRODUCED, _NAMESPACE)
_NEEDED: Final = frozenset({_PACKAGE, _FULL_NAME, _DATA_TYPE, _DIRECTION})
_MODIFIED: Final = "LastModifiedDate"
_DELETED: Final = "IsDeleted"
_FIELDS: Final = ("Id", LICENSE, PARAMETER, VALUE, _MODIFIED, MODSTAMP)
_ITS_PARAMETER: Final = "sfFma__FeatureParameter__r"
ITS_LICENSE: Final = "sfFma__License__r"
"""The license of a value: the relationship of a custom field has its name with __r (SOQL reference)."""

_WRITER: Final = "LastModifiedBy"

Task: TypeAlias = Callable[[], Iterator[FeatureBatch]]


class SalesforceFeatures:
    """Fits `ports.FeatureRepository`. Every method blocks, may be called from any thread, and raises only LmoError."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._access: FeatureAccess | None = None
        self._own: tuple[str, ...] = ()
        """The fields of a parameter that can be seen."""
        self._decoding = threading.Lock()

    def access(self) -> FeatureAccess:
        """What this user may do with feature parameters, asked once."""
        if self._access is None:
            self._access = self._learned()
        return self._access

    def parameters(self) -> Sequence[FeatureParameter]:
        """Those of every package; a type or a name that we cannot read is left out."""
        if self.access().missing:
            return []
        records = self._client.records(select(("Id", "Name", *self._own), PARAMETER, order=("Id",)))
        with translated():
            return [found for record in records if (found := parameter_of(record)) is not None]

    def count(self) -> int:
        """How many values there are."""
        return sum(self._counts())

    def everything(self) -> Crew[FeatureBatch]:
        """Every value, some spans of Ids at a time."""
        kinds, counts = self._kinds(), self._counts()
        spans = [(kind, span) for kind, total in zip(kinds, counts, strict=True) for span in self._spans(kind, total)]
        return Crew(lambda _: (self._task(*each) for each in spans), max(1, min(SIDE_BY_SIDE, len(spans))))

    def changed_since(self, moment: datetime) -> Iterator[FeatureDelta]:
        """What moved at or after a moment; a parameter is what its package made it, and does not."""
        for kind in self._kinds():
            query = select((*_FIELDS, _DELETED), OBJECTS[kind], where=since(MODSTAMP, moment))
            for page in self._client.pages(query, deleted=True):
                with translated():
                    delta = _delta(page, kind)
                yield delta

    def of_license(self, license_id: str) -> Sequence[FeatureRow]:
        """The values of one license."""
        if not is_record_id(license_id):
            raise NotThereError("This is not the id of a license.")
        rows: list[FeatureRow] = []
        for kind in self._kinds():
            records = self._client.records(select(_FIELDS, OBJECTS[kind], where=equals(LICENSE, license_id)))
            with translated():
                rows += rows_of(records, kind)
        return rows

    def those(self, kind: Kind, record_ids: Sequence[str]) -> Sequence[Feature]:
        """These values, each with its parameter: who may set it is asked anew as well."""
        return [each for each, _ in self.those_with(kind, record_ids)]

    def those_with(
        self, kind: Kind, record_ids: Sequence[str], also: Sequence[str] = ()
    ) -> Sequence[tuple[Feature, Record]]:
        """The same, each with the record that `also` these fields were read of."""
        wanted = sorted({short_id(each) for each in record_ids if is_id(each)})
        if kind not in self._kinds() or not wanted:
            return []
        own = ("Id", "Name", *self._own)
        fields = (*_FIELDS, f"{_WRITER}.Name", *(f"{_ITS_PARAMETER}.{each}" for each in own), *also)
        where = equals("Id", wanted[0]) if len(wanted) == 1 else among("Id", wanted)
        records = self._client.records(select(fields, OBJECTS[kind], where=where, limit=len(wanted)))
        with translated():
            found = [(_feature_of(record, kind), record) for record in records]
        return [(each, record) for each, record in found if each.value is not None and each.value.id in wanted]

    def _kinds(self) -> list[Kind]:
        access = self.access()
        return [] if access.missing else [kind for kind in Kind if kind in access.readable]

    def _counts(self) -> list[int]:
        return [self._client.count(count(OBJECTS[kind])) for kind in self._kinds()]

    def _learned(self) -> FeatureAccess:
        parameter = self._described(PARAMETER)
        if parameter is None:
            return FeatureAccess(missing=True)
        seen = frozenset(each.name for each in parameter.fields)
        if not seen >= _NEEDED:
            return FeatureAccess(missing=True)
        self._own = tuple(name for name in _OWN if name in seen)
        readable, updateable, nullable = set(), set(), set()
        for kind, name in OBJECTS.items():
            described = self._described(name)
            fields = {} if described is None else {each.name: each for each in described.fields}
            if described is None or not fields.keys() >= {VALUE, LICENSE, PARAMETER}:
                continue
            readable.add(kind)
            if described.updateable and fields[VALUE].updateable:
                updateable.add(kind)
            if fields[VALUE].nillable and kind is not Kind.BOOLEAN:  # A checkbox is on or off, whatever describe says.
                nullable.add(kind)
        return FeatureAccess(not readable, frozenset(readable), frozenset(updateable), frozenset(nullable))

    def _described(self, sobject: str) -> ObjectShape | None:
        try:
            return self._client.describe(sobject)
        except (NotThereError, NoAccessError):
            return None

    def _spans(self, kind: Kind, total: int) -> tuple[Span, ...]:
        pieces = min(SIDE_BY_SIDE, total // WORTH_A_SPAN)
        if pieces < 2:
            return (Span(),) if total else ()
        first, last = side_by_side([lambda: self._end_of_ids(kind, ""), lambda: self._end_of_ids(kind, " DESC")])
        return cut(first, last, pieces) if first and last else (Span(),)

    def _end_of_ids(self, kind: Kind, direction: str) -> str:
        found = self._client.records(select(("Id",), OBJECTS[kind], order=[f"Id{direction}"], limit=1))
        with translated():
            return id_of(found[0].get("Id")) if found else ""

    def _task(self, kind: Kind, span: Span) -> Task:
        return lambda: self._read_span(kind, span)

    def _read_span(self, kind: Kind, span: Span) -> Iterator[FeatureBatch]:
        query = select(_FIELDS, OBJECTS[kind], where=between("Id", span.after, span.until), order=("Id",))
        path, parameters = f"{self._client.root}/query/", {"q": query}
        for _ in range(MOST_PAGES):
            answer = self._client.send("GET", path, params=parameters)
            with self._decoding, translated():  # One thread decodes at a time, as with licenses.
                page = page_of(answer.content.decode())
                batch = FeatureBatch(rows_of(page.records, kind), _newest(page.records))
            yield batch
            if page.done:
                return
            following = self._client.following(page.next_url)
            if following == path:
                break
            path, parameters = following, {}
        raise endless()


def patch_of(edit: Edit) -> tuple[str, str, dict[str, object]]:
    """What a change comes to on the wire: the object, the record, and its value, which is all that is ever written.

    Raises ValueError for what no rule lets pass: here is the last place where it could be stopped.
    """
    feature, (change,) = edit.feature, edit.changes
    if feature is None or feature.value is None or change.field != feature.field:
        raise ValueError("not a change of a parameter")
    after, parameter = change.after, feature.parameter
    wrong = isinstance(after, str) or why_not_content(parameter, after, FULL_ACCESS, digits=MOST_DIGITS)
    if wrong or parameter.is_metric:
        raise ValueError("not a value that may be written")
    return (
        OBJECTS[parameter.kind],
        long_id(feature.value.id),
        {VALUE: after.isoformat() if isinstance(after, date) else after},
    )


def parameter_of(record: Record) -> FeatureParameter | None:
    """One parameter; None for a type that we do not know, raises ValueError for what is no parameter."""
    kind = next((each for each in Kind if each.casefold() == plain(record.get(_DATA_TYPE)).casefold()), None)
    full_name = plain(record.get(_FULL_NAME))
    if kind is None or not full_name:
        return None
    prefix, separator, _ = full_name.partition("__")
    return FeatureParameter(
        id=id_of(record.get("Id")),
        package_id=id_of(record.get(_PACKAGE)),
        full_name=full_name,
        kind=kind,
        direction=Direction.read(plain(record.get(_DIRECTION))),
        namespace=plain(record.get(_NAMESPACE)) or (prefix if separator else ""),
        introduced=plain(record.get(_INTRODUCED)),
        code=plain(record.get("Name")),
    )


def rows_of(records: Sequence[Record], kind: Kind) -> list[FeatureRow]:
    """The rows of records of one type; raises ValueError for what cannot be a value."""
    read = _READERS[kind]
    return [
        FeatureRow(
            _short(record.get("Id")),
            _short(record.get(LICENSE)),
            _short(record.get(PARAMETER)),
            read(record.get(VALUE)),
            _seconds(record.get(_MODIFIED)),
        )
        for record in records
    ]


def _feature_of(record: Record, kind: Kind) -> Feature:
    """A value with its parameter and its writer; raises ValueError."""
    its, writer = record.get(_ITS_PARAMETER), record.get(_WRITER)
    parameter = parameter_of(its) if isinstance(its, dict) else None
    (row,) = rows_of([record], kind)
    if parameter is None or short_id(parameter.id) != row.parameter:
        raise ValueError("a value without its parameter")
    value = value_of(row, kind)
    by = plain(writer.get("Name")) if isinstance(writer, dict) else ""
    return Feature(parameter, replace(value, modified_by=by))


def _delta(page: Sequence[Record], kind: Kind) -> FeatureDelta:
    deleted = [record for record in page if flag_of(record.get(_DELETED))]
    there = [record for record in page if not flag_of(record.get(_DELETED))]
    return FeatureDelta(rows_of(there, kind), rows_of(deleted, kind), newest=_newest(page))


def _newest(page: Sequence[Record]) -> str:
    return max((plain(record.get(MODSTAMP)) for record in page), default="")


def _short(value: object) -> str:
    if not isinstance(value, str) or not is_record_id(value):
        raise ValueError("not a record id")
    return short_id(value)


def _seconds(value: object) -> int | None:
    moment = moment_of(value)
    return None if moment is None else int(moment.timestamp())


def _flag(value: object) -> int:
    return int(flag_of(value))


def _whole(value: object) -> int | None:
    number = number_of(value)
    if number is None:
        return None
    if number != int(number) or abs(number) >= 10**18:
        raise ValueError("not a whole number")
    return int(number)


def _day(value: object) -> int | None:
    day = day_of(value)
    return None if day is None else day.toordinal()


_READERS: Final[Mapping[Kind, Callable[[object], int | None]]] = {
    Kind.BOOLEAN: _flag,
    Kind.INTEGER: _whole,
    Kind.DATE: _day,
}
