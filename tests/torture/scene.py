"""One license in one org, and what is to be changed about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lmo_tui.demo.server import DemoLmo
from lmo_tui.domain.edits import Edit, Value
from lmo_tui.domain.entries import spoken
from lmo_tui.domain.features import FeatureContent, Kind, spoken_content
from lmo_tui.domain.licenses import Field, License
from lmo_tui.salesforce.features import OBJECTS, VALUE
from lmo_tui.salesforce.repository import to_wire
from lmo_tui.salesforce.wire import EDITABLE
from lmo_tui.services.workbench import Workbench
from tests.demo.fixtures import odd_license

LICENSE: Final = "sfLma__License__c"

WANTED: Final[Mapping[Field, Value]] = MappingProxyType(
    {Field.STATUS: "Suspended", Field.SEATS: 31, Field.EXPIRES: date(2031, 3, 1)}
)
"""What each field is changed to."""


@dataclass(frozen=True)
class Scene:
    """What a way of writing needs to know."""

    lmo: DemoLmo
    home: Path
    """Where this run keeps its files, and where the next one finds them."""
    field: Field
    value: Value
    license_id: str
    refresh: str = ""

    @classmethod
    def of(cls, lmo: DemoLmo, home: Path, field: Field, *, case: str = "over_used", refresh: str = "") -> "Scene":
        """The change of a field of one of the seed's licenses."""
        return cls(lmo, home, field, WANTED[field], odd_license(lmo, case), refresh)

    @property
    def name(self) -> str:
        """The license's number."""
        return str(self.lmo.value("SELECT Name FROM sfLma__License__c WHERE Id = ?", self.license_id))

    @property
    def written(self) -> str:
        """The object that is written."""
        return LICENSE

    @property
    def record_id(self) -> str:
        """The record that is written."""
        return self.license_id

    @property
    def readings(self) -> int:
        """How many requests with `BY_ID` come before the write."""
        return 1

    @property
    def met(self) -> int:
        """Which of these readings something befalls: the first is 0."""
        return 0

    @property
    def others(self) -> object:
        """What somebody else sets it to."""
        return {Field.STATUS: "Trial", Field.SEATS: 77, Field.EXPIRES: "2030-01-01"}[self.field]

    @property
    def once_more(self) -> "Scene":
        """The change of it that comes after this one."""
        return replace(self, field=Field.SEATS, value=55)

    async def plan(self, bench: Workbench) -> Edit:
        """Plan the change on what the org holds now; raises LmoError."""
        return bench.edits.plan(license_of(bench, self.name), {self.field: self.value})

    @property
    def keys(self) -> tuple[tuple[str, ...], str]:
        """What is pressed on the list, at the license, and what is typed after `:` then."""
        return (), f"{self.field.value} {self.value}"

    @property
    def spoken(self) -> str:
        """The value in a sentence."""
        return spoken(self.field, self.value)

    @property
    def sent(self) -> Mapping[str, object]:
        """What one PATCH is to hold, and nothing else."""
        return {EDITABLE[self.field]: to_wire(self.field, self.value)}

    @property
    def held(self) -> object:
        """What the org holds now."""
        column = EDITABLE[self.field]
        return self.lmo.value(f'SELECT "{column}" FROM sfLma__License__c WHERE Id = ?', self.license_id)  # noqa: S608 - one of our three

    @property
    def typed(self) -> tuple[str, str]:
        """The option of the command line that says it."""
        option = {Field.STATUS: "--status", Field.SEATS: "--seats", Field.EXPIRES: "--expires"}[self.field]
        return option, str(self.value)

    def heal(self) -> None:
        """Let everything go well from now on, and what waits be carried out."""
        self.lmo.clear_faults()
        pause = self.lmo.faults.pause("late")
        self.lmo.faults.release()
        if pause.reached.is_set():
            pause.over.wait(10)


CONTENTS: Final[Mapping[Kind, FeatureContent]] = MappingProxyType(
    {Kind.BOOLEAN: True, Kind.INTEGER: 4_321, Kind.DATE: date(2031, 3, 1)}
)
"""What a parameter of each type is changed to; none of the seed holds it."""

PARAMETERS: Final = MappingProxyType(
    {
        Kind.BOOLEAN: "acmebill__Dunning_Emails",
        Kind.INTEGER: "acmebill__Max_Payment_Gateways",
        Kind.DATE: "acmebill__Early_Access_Until",
    }
)
"""One setting of each type, of the package that all odd licenses have."""


@dataclass(frozen=True)
class ParameterScene(Scene):
    """The same for one parameter of the license; its `field` says nothing."""

    kind: Kind = Kind.BOOLEAN
    value_id: str = ""

    @classmethod
    def of_kind(
        cls, lmo: DemoLmo, home: Path, kind: Kind, *, case: str = "over_used", refresh: str = ""
    ) -> "ParameterScene":
        """The change of the parameter of this type of one of the seed's licenses."""
        license_id = odd_license(lmo, case)
        value_id, held = (
            lmo.value(
                f"SELECT {column} FROM sfFma__FeatureParameter{kind}__c"  # noqa: S608 - one of three
                " WHERE sfFma__License__c = ? AND sfFma__FullName__c = ?",
                license_id,
                PARAMETERS[kind],
            )
            for column in ("Id", "sfFma__Value__c")
        )
        content = not held if kind is Kind.BOOLEAN else CONTENTS[kind]
        return cls(lmo, home, Field.SEATS, content, license_id, refresh, kind, str(value_id))

    @property
    def written(self) -> str:
        """The junction object of the type."""
        return OBJECTS[self.kind]

    @property
    def record_id(self) -> str:
        """The junction record that holds the value."""
        return self.value_id

    @property
    def readings(self) -> int:
        """The license and the value are read."""
        return 2

    @property
    def met(self) -> int:
        """That of the license, or for some types that of the value."""
        return int(self.kind is not Kind.BOOLEAN)

    @property
    def others(self) -> object:
        """Of a checkbox there is no value but what is, and what is wanted."""
        return {Kind.BOOLEAN: self.value, Kind.INTEGER: 77, Kind.DATE: "2030-01-01"}[self.kind]

    @property
    def once_more(self) -> "Scene":
        """To another value, or back."""
        after: Mapping[Kind, Value] = {Kind.BOOLEAN: not self.held, Kind.INTEGER: 55, Kind.DATE: date(2032, 5, 6)}
        return replace(self, value=after[self.kind])

    async def plan(self, bench: Workbench) -> Edit:
        """Plan the change on what the org holds now."""
        license_ = license_of(bench, self.name)
        features = await bench.features.refresh(license_)
        feature = next(each for each in features if each.parameter.full_name == PARAMETERS[self.kind])
        assert not isinstance(self.value, str)
        return bench.edits.plan_feature(license_, feature, self.value)

    @property
    def keys(self) -> tuple[tuple[str, ...], str]:
        """To the panel, and down to the parameter."""
        down = {Kind.BOOLEAN: 0, Kind.DATE: 1, Kind.INTEGER: 3}[self.kind]
        return ("p", *["down"] * down), f"value {self.text}"

    @property
    def spoken(self) -> str:
        """The value in a sentence."""
        assert not isinstance(self.value, str)
        return spoken_content(self.value)

    @property
    def text(self) -> str:
        """The value as one types it."""
        return ("on" if self.value else "off") if self.kind is Kind.BOOLEAN else str(self.value)

    @property
    def sent(self) -> Mapping[str, object]:
        """What one PATCH is to hold, and nothing else."""
        return {VALUE: self.value.isoformat() if isinstance(self.value, date) else self.value}

    @property
    def held(self) -> object:
        """What the org holds now."""
        found = self.lmo.value(
            f"SELECT sfFma__Value__c FROM sfFma__FeatureParameter{self.kind}__c WHERE Id = ?",  # noqa: S608 - one of three
            self.value_id,
        )
        return bool(found) if self.kind is Kind.BOOLEAN else found

    @property
    def typed(self) -> tuple[str, str]:
        """The option of the command line that says it."""
        return "--param", f"{PARAMETERS[self.kind]}={self.text}"


def scene_of(lmo: DemoLmo, home: Path, what: Field | Kind, *, case: str = "over_used", refresh: str = "") -> Scene:
    """The change of a field of one of the seed's licenses, or of a parameter of this type that it has."""
    if isinstance(what, Kind):
        return ParameterScene.of_kind(lmo, home, what, case=case, refresh=refresh)
    return Scene.of(lmo, home, what, case=case, refresh=refresh)


def license_of(bench: Workbench, name: str) -> License:
    """The license as the org holds it now."""
    repository = bench.session.repository
    assert repository is not None
    return repository.license_named(name)
