"""How many licenses hold which value of a parameter: in all, and by what kind of license."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lmo_tui.domain.features import FeatureContent, FeatureParameter, spoken_content
from lmo_tui.domain.licenses import License
from lmo_tui.domain.packages import parts


class Facet(StrEnum):
    """What a rollout is looked at by."""

    VERSION = "version"
    EDITION = "edition"
    SANDBOX = "sandbox"

    def of(self, license_: License) -> str:
        """The group that a license is in."""
        if self is Facet.SANDBOX:
            return sandbox_word(license_.sandbox)
        return license_.version if self is Facet.VERSION else license_.edition


def sandbox_word(sandbox: bool) -> str:
    """Sandbox or production, as a group is called."""
    return "sandbox" if sandbox else "production"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of some licenses hold which value."""

    held: tuple[tuple[FeatureContent, int], ...] = ()
    """The commonest values first."""
    others: int = 0
    """How many hold a value that is not among those."""
    without: int = 0
    """How many have no record, as with an older version."""

    @property
    def total(self) -> int:
        """All of the licenses."""
        return sum(count for _, count in self.held) + self.others + self.without

    def holding(self, content: FeatureContent) -> int:
        """How many hold a value."""
        return sum(count for value, count in self.held if _same(value, content))


@dataclass(frozen=True, slots=True)
class Group:
    """The licenses of one version, edition or kind of org."""

    label: str
    tally: Tally


def tally_of(counts: Iterable[tuple[FeatureContent, int]], without: int, most: int) -> Tally:
    """The tally of counted values, which names so many of them at the most."""
    ordered = sorted(counts, key=lambda each: (-each[1], spoken_content(each[0])))
    return Tally(tuple(ordered[:most]), sum(count for _, count in ordered[most:]), without)


def groups_of(facet: Facet, counts: Iterable[tuple[str, FeatureContent, bool, int]], most: int) -> Sequence[Group]:
    """The groups of counted licenses: label, value, whether there is a record, how many. The newest version first."""
    held: dict[str, list[tuple[FeatureContent, int]]] = {}
    without: Counter[str] = Counter()
    for label, content, recorded, count in counts:
        values = held.setdefault(label, [])
        if recorded:
            values.append((content, count))
        else:
            without[label] += count
    named = [Group(label, tally_of(values, without[label], most)) for label, values in held.items()]
    if facet is Facet.VERSION:
        return sorted(named, key=lambda each: (parts(each.label), each.label), reverse=True)
    return sorted(named, key=lambda each: (-each.tally.total, each.label))


def commonest(tally: Tally, parameter: FeatureParameter) -> FeatureContent:
    """What most customers have, which is what a reset sets: the LMO does not know the package's default."""
    settable = [content for content, _ in tally.held if content is not None]
    return settable[0] if settable and not parameter.is_metric else None


def _same(one: FeatureContent, other: FeatureContent) -> bool:
    return type(one) is type(other) and one == other
