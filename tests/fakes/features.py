"""Feature parameters to test with."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.feature_ports import FeatureBatch, FeatureDelta, FeatureRow, row_of
from lmo_tui.domain.features import (
    Direction,
    Feature,
    FeatureAccess,
    FeatureContent,
    FeatureField,
    FeatureParameter,
    FeatureValue,
    Kind,
)
from lmo_tui.domain.ids import long_id, same_id, short_id
from lmo_tui.domain.licenses import License
from tests.fakes.licenses import NOW

PACKAGE = long_id("0335g0000000PK1")
SAVED_AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


def a_parameter(
    name: str = "E_Signature",
    kind: Kind = Kind.BOOLEAN,
    *,
    number: int = 1,
    metric: bool = False,
    introduced: str = "1.0",
    package_id: str = PACKAGE,
) -> FeatureParameter:
    """A parameter of the package of these tests."""
    return FeatureParameter(
        id=long_id(f"a0A5g000000{number:04}"),
        package_id=package_id,
        full_name=f"acme__{name}",
        kind=kind,
        direction=Direction.TO_LMO if metric else Direction.TO_SUBSCRIBER,
        namespace="acme",
        introduced=introduced,
        code=f"FP-{number:04}",
    )


def a_value(
    license_id: str,
    parameter: FeatureParameter,
    content: FeatureContent,
    *,
    number: int = 1,
    modified: datetime = SAVED_AT,
) -> FeatureValue:
    """What a license has of it."""
    prefix = {Kind.BOOLEAN: "a0B", Kind.INTEGER: "a0C", Kind.DATE: "a0D"}[parameter.kind]
    id_, license_, own = map(short_id, (f"{prefix}5g0000{number:06}", license_id, parameter.id))
    return FeatureValue(id_, license_, own, content, modified)


def sample_parameters() -> Sequence[FeatureParameter]:
    """Both directions, all three types."""
    return (
        a_parameter("E_Signature", number=1),
        a_parameter("Max_Envelopes", Kind.INTEGER, number=2),
        a_parameter("Sandbox_Until", Kind.DATE, number=3, introduced="2.3"),
        a_parameter("Monthly_Users", Kind.INTEGER, number=4, metric=True),
        a_parameter("Last_Envelope", Kind.DATE, number=5, metric=True),
        a_parameter("Sms_Set_Up", number=6, metric=True, introduced="9.0"),
    )


def sample_contents() -> dict[str, FeatureContent]:
    """What the first license has of them, by the name without the namespace."""
    return {
        "E_Signature": True,
        "Max_Envelopes": 500,
        "Sandbox_Until": None,
        "Monthly_Users": -1,
        "Last_Envelope": date(2026, 11, 19),
    }


@dataclass
class FakeBatches:
    """A load of a fake org's values, a page at a time."""

    pages: list[FeatureBatch]
    closed: bool = False

    def take(self) -> Sequence[FeatureBatch]:
        return [] if self.closed or not self.pages else [self.pages.pop(0)]

    def close(self) -> None:
        self.closed = True


@dataclass
class FakeFeatures:
    """Fits FeatureRepository; without anything said, an org without the Feature Management App."""

    permitted: FeatureAccess = field(default_factory=lambda: FeatureAccess(missing=True))
    held: list[FeatureParameter] = field(default_factory=list)
    values: list[FeatureValue] = field(default_factory=list)
    deleted: list[FeatureValue] = field(default_factory=list)
    page_size: int = 3
    calls: list[str] = field(default_factory=list)
    errors: dict[str, LmoError] = field(default_factory=dict)
    """What a call raises, once."""
    before: dict[str, Callable[[], None]] = field(default_factory=dict)
    """What happens just before the next call of a kind."""

    def access(self) -> FeatureAccess:
        self._enter("access")
        return self.permitted

    def parameters(self) -> Sequence[FeatureParameter]:
        self._enter("parameters")
        return list(self.held)

    def count(self) -> int:
        self._enter("count")
        return len(self.values)

    def everything(self) -> FakeBatches:
        self._enter("everything")
        starts = range(0, len(self.values), self.page_size)
        return FakeBatches([self._batch(self.values[at : at + self.page_size]) for at in starts])

    def changed_since(self, moment: datetime) -> Iterator[FeatureDelta]:
        self._enter("changed_since")
        moved = [each for each in self.values if each.modified and each.modified >= moment]
        gone = [each for each in self.deleted if each.modified and each.modified >= moment]
        newest = self._batch([*moved, *gone]).newest
        yield FeatureDelta(self._batch(moved).rows, self._batch(gone).rows, newest=newest)

    def of_license(self, license_id: str) -> Sequence[FeatureRow]:
        self._enter("of_license")
        return self._batch([each for each in self.values if same_id(each.license_id, license_id)]).rows

    def those(self, kind: Kind, record_ids: Sequence[str]) -> Sequence[Feature]:
        self._enter("those")
        wanted = set(map(short_id, record_ids))
        found = [self.holds(each.id) for each in self.values if each.id in wanted]
        return [each for each in found if each.parameter.kind is kind]

    def holds(self, record_id: str) -> Feature:
        """What the org holds in a record now, without a call."""
        (value,) = (each for each in self.values if same_id(each.id, record_id))
        (parameter,) = (each for each in self.held if same_id(each.id, value.parameter_id))
        return Feature(parameter, value)

    def write(self, edit: Edit, by: str) -> None:
        """What a PATCH does."""
        (change,) = edit.changes
        assert isinstance(change.field, FeatureField)
        assert not isinstance(change.after, str)
        old = self.holds(change.field.record_id).value
        assert old is not None
        at = max(old.modified or NOW, NOW) + timedelta(seconds=1)
        new = replace(old, content=change.after, modified=at, modified_by=by)
        self.values = [new if each.id == old.id else each for each in self.values]

    def set(self, name: str, content: FeatureContent, license_id: str, at: datetime) -> None:
        """Somebody's change of a value, at once."""
        (parameter,) = (each for each in self.held if each.name == name)
        self.values = [
            replace(each, content=content, modified=at)
            if same_id(each.parameter_id, parameter.id) and same_id(each.license_id, license_id)
            else each
            for each in self.values
        ]

    def _batch(self, values: Sequence[FeatureValue]) -> FeatureBatch:
        stamps = [each.modified.isoformat() for each in values if each.modified]
        return FeatureBatch([row_of(each) for each in values], max(stamps, default=""))

    def _enter(self, call: str) -> None:
        self.calls.append(call)
        if surprise := self.before.pop(call, None):
            surprise()
        if error := self.errors.pop(call, None):
            raise error


def with_features(licenses: Sequence[License], contents: dict[str, FeatureContent] | None = None) -> FakeFeatures:
    """An org in which each of these licenses has the sample parameters; all of one package."""
    parameters = sample_parameters()
    held = sample_contents() if contents is None else contents
    values = [
        a_value(license_.id, parameter, held[parameter.name], number=10 * place + number)
        for place, license_ in enumerate(licenses, start=1)
        for number, parameter in enumerate(parameters)
        if parameter.name in held
    ]
    return FakeFeatures(FeatureAccess(), list(parameters), values)
