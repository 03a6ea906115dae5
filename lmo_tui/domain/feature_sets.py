"""Feature sets: the settings of a license under a name (a profile of them), for comparing and for giving to others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from lmo_tui.domain.change_sets import Skipped, Why
from lmo_tui.domain.edits import why_locked
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.feature_rules import why_not_content, why_not_feature
from lmo_tui.domain.features import (
    NOT_SET,
    Feature,
    FeatureAccess,
    FeatureContent,
    FeatureParameter,
    held_by,
    spoken_content,
)
from lmo_tui.domain.filters.saved import checked_name
from lmo_tui.domain.ids import same_id
from lmo_tui.domain.licenses import License
from lmo_tui.domain.subjects import LicenseFeature
from lmo_tui.domain.text import clean

UNSET: Final = NOT_SET
"""What the settings file says of a value that is not set: TOML has no null."""

NO_PARAMETER: Final = "no such parameter"


@dataclass(frozen=True, slots=True)
class FeatureSet:
    """What parameters are to hold, by their full names."""

    name: str
    values: Mapping[str, FeatureContent]
    package: str = ""
    """The package that they are of, for people: the names say it as well."""

    @property
    def told(self) -> str:
        """What is wanted of licenses that are to hold it, in words."""
        return f"like {self.name}"

    def content_of(self, parameter: FeatureParameter) -> FeatureContent:
        """What the parameter is to hold; raises LookupError where the set does not say."""
        wanted = parameter.full_name.casefold()
        for name, content in self.values.items():
            if name.casefold() == wanted:
                return content
        raise LookupError(parameter.full_name)

    def content_for(self, held: LicenseFeature) -> FeatureContent:
        """The same for the parameter of a license."""
        return self.content_of(held.feature.parameter)

    def names(self, parameter: FeatureParameter) -> bool:
        """Whether the set says what the parameter is to hold."""
        return parameter.full_name.casefold() in map(str.casefold, self.values)


@dataclass(frozen=True, slots=True)
class Pair:
    """One parameter on two sides: two licenses, or a license and a set."""

    name: str
    """In full."""
    label: str
    one: str
    other: str
    """What either side holds, in words."""
    contents: tuple[FeatureContent, FeatureContent] = (None, None)
    is_metric: bool = False
    why_not: str | None = None
    """Where the other side is a set: why the license cannot be given its value."""

    @property
    def differs(self) -> bool:
        """Whether the sides hold something else."""
        return self.one != self.other


def captured(name: str, license_: License, features: Iterable[Feature]) -> FeatureSet:
    """The settings of a license as a set; metrics are nobody's to give. Raises BadEntryError where it has none."""
    values = {
        each.parameter.full_name: each.value.content
        for each in features
        if each.value is not None and not each.parameter.is_metric
    }
    if not values:
        raise BadEntryError(f"{license_.name} has no settings to keep.")
    return FeatureSet(checked_name(name), values, license_.package)


def find_set(known: Sequence[FeatureSet], name: str) -> FeatureSet:
    """The set of that name, or the only one that begins so, in any case; raises BadEntryError."""
    wanted = name.strip().casefold()
    found = [each for each in known if each.name.casefold() == wanted]
    found = found or [each for each in known if wanted and each.name.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadEntryError(f"Several feature sets begin with “{name}”.", remedy="Type more of the name.")
    names = ", ".join(each.name for each in known) or "none"
    raise BadEntryError(f"There is no feature set “{name}”.", remedy=f"Kept are: {names}.")


def compared(one: License, first: Sequence[Feature], other: License, second: Sequence[Feature]) -> list[Pair]:
    """All parameters of two licenses of one package, in order; raises BadEntryError for those of two."""
    theirs = {each.parameter.id: each for each in second}
    if not same_id(one.package_id, other.package_id):
        raise BadEntryError(
            f"{one.name} is of {one.package or 'one package'}, {other.name} of {other.package or 'another'}.",
            remedy="Compare licenses of one package.",
        )
    pairs = []
    for each in first:
        found = theirs.get(each.parameter.id, Feature(each.parameter))
        words = held_by(each, one.version), held_by(found, other.version)
        pairs.append(
            Pair(
                each.parameter.full_name,
                each.parameter.label,
                *words,
                (each.content, found.content),
                is_metric=each.parameter.is_metric,
            )
        )
    return pairs


def compared_with_set(
    license_: License, features: Sequence[Feature], wanted: FeatureSet, access: FeatureAccess
) -> list[Pair]:
    """What a license holds and what a set says, for each parameter that the set names."""
    pairs = []
    for each in (each for each in features if wanted.names(each.parameter)):
        content = wanted.content_of(each.parameter)
        reason = why_not_feature(license_, each.parameter, each.value, access)
        pairs.append(
            Pair(
                each.parameter.full_name,
                each.parameter.label,
                held_by(each, license_.version),
                spoken_content(content),
                (each.content, content),
                why_not=reason or why_not_content(each.parameter, content, access, digits=18),
            )
        )
    found = {pair.name.casefold() for pair in pairs}
    missing = [name for name in wanted.values if name.casefold() not in found]
    return pairs + [
        Pair(name, name, NO_PARAMETER, spoken_content(wanted.values[name]), (None, wanted.values[name]))
        for name in missing
    ]


def to_give(
    license_: License, features: Sequence[Feature], wanted: FeatureSet, access: FeatureAccess
) -> tuple[list[LicenseFeature], Skipped | None]:
    """The parameters of a license that are to be changed so that it holds the set, and why the others are not."""

    def left_out(why: Why, *reasons: str) -> Skipped:
        return Skipped(license_.id, license_.name, license_.customer, why, " ".join(reasons))

    if reason := why_locked(license_):
        return [], left_out(Why.RULE, reason)
    named = [each for each in features if wanted.names(each.parameter)]
    if not named:
        of = f" It is of {license_.package}." if license_.package else ""
        return [], left_out(Why.RULE, f"{license_.name} has none of the parameters of “{wanted.name}”.{of}")
    held, reasons = [], []
    for each in named:
        content = wanted.content_of(each.parameter)
        if each.value is not None and type(each.content) is type(content) and each.content == content:
            continue
        reason = why_not_feature(license_, each.parameter, each.value, access)
        reason = reason or why_not_content(each.parameter, content, access, digits=18)
        if reason:
            reasons.append(reason)
        else:
            held.append(LicenseFeature(license_, each, access))
    unknown = [
        name for name in wanted.values if name.casefold() not in {each.parameter.full_name.casefold() for each in named}
    ]
    reasons += [f"{license_.name} has no parameter {name}." for name in unknown]
    if reasons:
        return held, left_out(Why.RULE, *dict.fromkeys(reasons))
    return held, None if held else left_out(Why.DONE, f"It holds “{wanted.name}” already.")


def set_from(values: Mapping[str, object]) -> FeatureSet:
    """The set that these plain values are; raises BadEntryError, which names what is wrong."""
    name, package, held = values.get("name", ""), values.get("package", ""), values.get("values", {})
    if not isinstance(name, str) or not isinstance(package, str):
        raise BadEntryError("The name and the package of a feature set are texts in quotes.")
    if not isinstance(held, Mapping) or not held:
        raise BadEntryError(f"Feature set “{name}” has no values.", remedy="Write NS__Name = true, 12 or 2027-01-31.")
    contents: dict[str, FeatureContent] = {}
    for parameter, value in held.items():
        if value == UNSET:
            contents[clean(parameter)] = None
        elif isinstance(value, bool | int) or (isinstance(value, date) and not isinstance(value, datetime)):
            contents[clean(parameter)] = value
        else:
            raise BadEntryError(
                f'Feature set “{name}”: {parameter} is true, false, a whole number, a date or "{UNSET}".'
            )
    return FeatureSet(checked_name(name), contents, clean(package))
