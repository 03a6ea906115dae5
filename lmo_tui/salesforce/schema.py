"""What this user may see of licenses in this org, as describe() tells: the columns of every query, and Access."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import quote_plus

from lmo_tui.domain.access import Access
from lmo_tui.domain.errors import NoAccessError, NotThereError
from lmo_tui.salesforce.answers import FieldShape, ObjectShape
from lmo_tui.salesforce.faults import FAULTS
from lmo_tui.salesforce.soql import is_name, select
from lmo_tui.salesforce.wire import ATTRIBUTES, EDITABLE, LICENSE, PACKAGE_VERSION, PACKAGED, PARENTS

LONGEST_QUERY: Final = 10_000
"""Characters of a query in a URL; the platform takes 16,384 for URL and headers together."""

_SHOWABLE: Final = frozenset(
    {"string", "picklist", "multipicklist", "combobox", "boolean", "int", "double", "currency", "percent", "date"}
    | {"datetime", "time", "email", "phone", "url", "textarea", "id", "reference", "encryptedstring", "long"}
)


@dataclass(frozen=True, slots=True)
class Schema:
    """The part of the org's schema that licenses are read through."""

    columns: Mapping[str, str]
    """Attribute of License and its path on the wire, for all that can be seen."""
    extras: tuple[FieldShape, ...]
    """The ISV's own fields, in the order of describe()."""
    access: Access
    version_fields: frozenset[str]
    """What can be seen of package versions; empty if nothing can."""
    types: Mapping[str, str] = field(default_factory=dict)
    """The type of each attribute that is a field of the license itself."""

    def query(self, where: str = "", limit: int | None = None, also: Sequence[str] = ()) -> str:
        """The query for licenses with everything this user may see of them and `also` this, newest first."""
        order = [f"{name} DESC" for name in (self.columns.get("created"), "Id") if name]
        return select([*self.paths(), *also], LICENSE, where=where, order=order, limit=limit)

    def whole(self, where: str = "", order: Sequence[str] = ()) -> str:
        """The query for a load of everything; a Bulk job is read in parts only where nothing orders it."""
        return select(self.paths(), LICENSE, where=where, order=order)

    def paths(self) -> list[str]:
        """All that is read of a license, as paths from it."""
        return [*self.columns.values(), *(extra.name for extra in self.extras)]


def learn(describe: Callable[[str], ObjectShape]) -> Schema:
    """Read the schema by as many describe calls as there are objects; raises NoAccessError where there is no LMA."""
    try:
        license_ = describe(LICENSE)
    except NotThereError:
        missing = FAULTS["INVALID_TYPE"]
        raise missing.kind(missing.headline, "", missing.remedy) from None
    own = {each.name: each for each in license_.fields if is_name(each.name)}
    parents = _parents(describe, own)
    columns = _columns(own, parents)
    version_fields = frozenset(parents.get(PACKAGE_VERSION, ()))
    unseen = {name for name in ATTRIBUTES if name not in columns}
    if not version_fields:
        unseen.add("latest_version")
    access = Access(
        updateable=frozenset(each for each, name in EDITABLE.items() if name in own and own[name].updateable),
        object_updateable=license_.updateable,
        unseen=frozenset(unseen),
    )
    extras = tuple(each for name, each in own.items() if _is_extra(each))
    types = {attribute: own[path].type for attribute, path in columns.items() if path in own}
    return _fitting(Schema(columns, extras, access, version_fields, types))


def _columns(own: Collection[str], parents: Mapping[str, Collection[str]]) -> dict[str, str]:
    """The first path of each attribute that leads somewhere."""

    def leads(path: str) -> bool:
        relation, dot, name = path.partition(".")
        if not dot:
            return path in own
        lookup, parent = PARENTS[relation]
        return lookup in own and name in parents.get(parent, ())

    found = {attribute: [path for path in paths if leads(path)] for attribute, paths in ATTRIBUTES.items()}
    # Every object has these two, and without them there is nothing to show.
    always = {"id": ["Id"], "name": ["Name"]}
    return {attribute: paths[0] for attribute, paths in {**found, **always}.items() if paths}


def _parents(describe: Callable[[str], ObjectShape], own: Collection[str]) -> dict[str, frozenset[str]]:
    """The visible fields of each parent object; an object this user may not see is not in it."""
    wanted = dict.fromkeys([sobject for lookup, sobject in PARENTS.values() if lookup in own] + [PACKAGE_VERSION])
    found: dict[str, frozenset[str]] = {}
    for sobject in wanted:
        try:
            found[sobject] = frozenset(each.name for each in describe(sobject).fields)
        except (NotThereError, NoAccessError):
            continue
    return found


def _is_extra(of: FieldShape) -> bool:
    return of.custom and not of.name.startswith(PACKAGED) and of.type in _SHOWABLE


def _fitting(schema: Schema) -> Schema:
    """The schema with as many of the ISV's own fields as a URL can carry."""
    fitting = schema
    while fitting.extras and len(quote_plus(fitting.query())) > LONGEST_QUERY:
        fitting = replace(fitting, extras=fitting.extras[:-1])
    return fitting
