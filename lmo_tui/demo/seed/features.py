"""The values of feature parameters, one record per license and parameter of its version."""

from random import Random
from typing import Final

from lmo_tui.demo.seed.calendar import DAY, Calendar
from lmo_tui.demo.seed.facts import Facts
from lmo_tui.demo.seed.products import TO_SUBSCRIBER
from lmo_tui.demo.seed.sheets import Sheet, Value
from lmo_tui.demo.seed.shelf import Shelf
from lmo_tui.demo.seed.team import AUTOMATED, ENGINEERS

_COLUMNS: Final = (
    "Id Name sfFma__FeatureParameter__c sfFma__License__c sfFma__FullName__c sfFma__Value__c"
    " CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp"
)
_LIMITS: Final = (5, 10, 25, 50, 100, 250, 500, 1_000, 5_000, 10_000)
_UNKNOWN: Final = -1
_PREFIXES: Final = {"Boolean": "FPB", "Integer": "FPI", "Date": "FPD"}


class Features:
    """Invents and writes down what each license has switched on."""

    def __init__(self, rng: Random, calendar: Calendar, shelf: Shelf) -> None:
        self._rng = rng
        self._calendar = calendar
        self._shelf = shelf
        self._by_type = {kind: Sheet(f"sfFma__FeatureParameter{kind}__c", _COLUMNS) for kind in _PREFIXES}
        self.sheets = list(self._by_type.values())

    def write(self, facts: Facts, license_id: str, modified: int) -> None:
        """Write a license's feature values, as they stood when the license was last `modified`."""
        version = self._shelf.packages[facts.package].versions[facts.version]
        created, changed = self._calendar.moment(facts.created), self._calendar.moment(modified)
        for parameter_id, full_name, parameter in version.parameters:
            sheet = self._by_type[parameter.data_type]
            outward = parameter.direction == TO_SUBSCRIBER
            touched = self._rng.random() < 0.3
            record_id = sheet.next_id()
            when = changed if touched else created
            if not outward and facts.status != "Uninstalled":  # The customer's org reports once a day.
                when = self._calendar.moment(max(facts.created, -60 - sheet.count * 7_919 % DAY))
            sheet.add(
                record_id,
                f"{_PREFIXES[parameter.data_type]}-{sheet.count:04}",
                parameter_id,
                license_id,
                full_name,
                self._value(parameter.data_type, outward=outward),
                created,
                AUTOMATED,
                when,
                ENGINEERS[int(self._rng.random() * 5)] if touched and outward else AUTOMATED,
                when,
            )

    def _value(self, data_type: str, *, outward: bool) -> Value:
        random = self._rng.random
        draw = random()
        if data_type == "Boolean":
            return int(draw < 0.6)
        if data_type == "Date":
            if draw < 0.3:
                return None
            return self._calendar.day(int(random() * 300) - 30 if outward else -int(random() * 40))
        if draw < 0.07:
            return None
        if draw < 0.14:
            return _UNKNOWN
        return _LIMITS[int(random() * len(_LIMITS))] if outward else int(10 ** (4 * random()))
