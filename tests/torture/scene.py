"""One license in one org, and what is to be changed about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lmo_tui.demo.server import DemoLmo
from lmo_tui.domain.edits import Value
from lmo_tui.domain.licenses import Field
from lmo_tui.salesforce.repository import to_wire
from lmo_tui.salesforce.wire import EDITABLE
from tests.demo.fixtures import odd_license

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
