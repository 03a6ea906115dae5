"""What the services need of the outside for feature parameters, as protocols."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple, Protocol

from lmo_tui.domain.feature_counts import Facet, Group, Tally
from lmo_tui.domain.features import Feature, FeatureAccess, FeatureContent, FeatureParameter, FeatureValue, Kind
from lmo_tui.domain.filters import View
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License


class FeatureRow(NamedTuple):
    """A value as the store keeps it: a million of them are never a million objects of ours."""

    id: str
    license: str
    parameter: str
    """The three are ids of 15 characters."""
    content: int | None
    """0 or 1, a whole number, or the ordinal of a day, by the type of the parameter."""
    modified: int | None
    """Seconds since 1970."""


@dataclass(frozen=True, slots=True)
class FeatureBatch:
    """Some values, and the highest SystemModstamp among them."""

    rows: Sequence[FeatureRow]
    newest: str = ""


@dataclass(frozen=True, slots=True)
class FeatureDelta:
    """Some of what moved since a moment."""

    rows: Sequence[FeatureRow] = ()
    deleted: Sequence[FeatureRow] = ()
    newest: str = ""


class FeatureBatches(Protocol):
    """Values as they come in from several requests at a time; `close`, from any thread, ends it early."""

    def take(self) -> Sequence[FeatureBatch]:
        """Those that have come in, at least one; none when that was all. Blocks, and raises LmoError."""
        ...

    def close(self) -> None:
        """Ask for no more."""
        ...


class FeatureRepository(Protocol):
    """The feature parameters of an org. Every method blocks, and raises only LmoError."""

    def access(self) -> FeatureAccess:
        """What this user may do with them; four calls the first time."""
        ...

    def parameters(self) -> Sequence[FeatureParameter]:
        """Those of every package."""
        ...

    def count(self) -> int:
        """How many values there are: a call for each type."""
        ...

    def everything(self) -> FeatureBatches:
        """Every value, in no order."""
        ...

    def changed_since(self, moment: datetime) -> Iterator[FeatureDelta]:
        """What has a SystemModstamp at or after a moment, page by page; a call for each type where it is little."""
        ...

    def of_license(self, license_id: str) -> Sequence[FeatureRow]:
        """The values of one license: a call for each type."""
        ...

    def those(self, kind: Kind, record_ids: Sequence[str]) -> Sequence[Feature]:
        """These values of one type, up to 200, each with its parameter as the org has it now: one call.

        Without those that are not there.
        """
        ...


class FeatureStore(Protocol):
    """The local copy of them. Reading one license is quick enough for the event loop."""

    def of(self, license_: License) -> Sequence[Feature]:
        """Every parameter of its package, with its value where there is one; in order."""
        ...

    def parameters(self, package_id: str = "") -> Sequence[FeatureParameter]:
        """Those of one package or of all, in order."""
        ...

    def count(self) -> int:
        """How many values there are: a scan."""
        ...

    def put_parameters(self, parameters: Sequence[FeatureParameter]) -> None:
        """Hold these, and no others."""
        ...

    def begin(self) -> int:
        """Begin a load of every value, in place of any other; gives its number."""
        ...

    def take(self, rows: Sequence[FeatureRow], load: int) -> None:
        """Keep what a load brings, unless it is older than what is there; raises TakenOverError."""
        ...

    def end(self, load: int) -> int:
        """Drop what the load has not met; returns how many went. Raises TakenOverError."""
        ...

    def put(self, rows: Sequence[FeatureRow], deleted: Sequence[FeatureRow] = ()) -> int:
        """Keep what moved, and drop what was deleted; returns how many values were others before."""
        ...

    def replace(self, license_id: str, rows: Sequence[FeatureRow]) -> int:
        """Let a license have these values, and no others; returns the same."""
        ...


class FeatureCounting(Protocol):
    """Feature values of many licenses at once."""

    def window(
        self, license_ids: Sequence[str], parameters: Sequence[FeatureParameter]
    ) -> Mapping[tuple[str, str], FeatureValue]:
        """Values by ids of 15 characters, of license and parameter: quick for a screenful."""
        ...

    def tallies(
        self,
        view: View,
        today: date,
        parameters: Sequence[FeatureParameter],
        *,
        most: int = ...,
        wanted: Callable[[], bool] = ...,
    ) -> Mapping[str, Tally]:
        """How many licenses of a view, and of the package, hold which value, by the parameter's id: a scan."""
        ...

    def rollout(
        self,
        view: View,
        today: date,
        parameter: FeatureParameter,
        facet: Facet,
        *,
        most: int = ...,
        wanted: Callable[[], bool] = ...,
    ) -> Sequence[Group]:
        """The same for one parameter, by a facet of the licenses: a scan."""
        ...


def content_to_cell(content: FeatureContent) -> int | None:
    """A value as a whole number."""
    return content.toordinal() if isinstance(content, date) else None if content is None else int(content)


def content_of(kind: Kind, cell: int | None) -> FeatureContent:
    """And back; raises ValueError for what was never a value."""
    if cell is None:
        return None
    if kind is Kind.DATE:
        return date.fromordinal(cell)
    return bool(cell) if kind is Kind.BOOLEAN else cell


def row_of(value: FeatureValue) -> FeatureRow:
    """A value as a row."""
    seconds = None if value.modified is None else int(value.modified.timestamp())
    id_, license_, parameter = map(short_id, (value.id, value.license_id, value.parameter_id))
    return FeatureRow(id_, license_, parameter, content_to_cell(value.content), seconds)


def value_of(row: FeatureRow, kind: Kind) -> FeatureValue:
    """And back."""
    modified = None if row.modified is None else datetime.fromtimestamp(row.modified, UTC)
    return FeatureValue(row.id, row.license, row.parameter, content_of(kind, row.content), modified)
