"""From what a ticket says to the licenses in the org: searches by words, and one query."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from lmo_tui.domain.clues import Clue, ClueKind
from lmo_tui.domain.ids import long_id, short_id
from lmo_tui.domain.ports import Phrases
from lmo_tui.salesforce import sosl
from lmo_tui.salesforce.answers import id_of, type_of
from lmo_tui.salesforce.client import Client
from lmo_tui.salesforce.faults import translated
from lmo_tui.salesforce.schema import Schema
from lmo_tui.salesforce.soql import among, any_of

MOST: Final = 20
"""Values of a kind that are asked for at once: with the columns of a license they must fit into a URL."""

_PARENTS: Final = {"Account": "account_id", "Contact": "contact_id", "Lead": "lead_id"}
_PREFIXES: Final = {"00d": "org_id", "001": "account_id", "003": "contact_id", "00q": "lead_id"}
_OWN: Final = "a"
"""What the ids of custom objects, and so of licenses, begin with."""


def condition(client: Client, schema: Schema, clues: Sequence[Clue], phrases: Phrases) -> str | None:
    """The condition that a license is meant, after searching for those whom the phrases name; None if none can be."""
    wanted: dict[str, dict[str, None]] = {}

    def want(attribute: str, values: Iterable[str]) -> None:
        if attribute in schema.columns:
            wanted.setdefault(attribute, {}).update(dict.fromkeys(values))

    for clue in clues:
        if clue.kind is ClueKind.NUMBER:
            want("name", [clue.value.upper()])
        elif clue.kind is ClueKind.ID:
            attribute = _PREFIXES.get(clue.value[:3].lower()) or ("id" if clue.value.startswith(_OWN) else "")
            # The LMO keeps the org's id as text, in either length.
            want(attribute, [clue.value, long_id(clue.value)] if attribute == "org_id" else [clue.value])
    for tier in phrases:
        if named := _named(client, schema, tier):
            for sobject, ids in named.items():
                want(_PARENTS[sobject], ids)
            break
    parts = [among(schema.columns[attribute], list(values)[: 2 * MOST]) for attribute, values in wanted.items()]
    return any_of(*parts) if parts else None


def _named(client: Client, schema: Schema, phrases: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """The ids of the accounts, contacts and leads that a search for the phrases finds, by object."""
    objects = [each for each, attribute in _PARENTS.items() if attribute in schema.columns and _is_seen(schema, each)]
    if not objects or not any(len(each.strip()) >= sosl.SHORTEST for each in phrases):
        return {}
    found = client.search(sosl.find(phrases, objects, MOST))
    with translated():
        pairs = [(type_of(record), short_id(id_of(record.get("Id")))) for record in found]
    ids = {sobject: [key for kind, key in pairs if kind == sobject and key] for sobject in objects}
    return {sobject: keys for sobject, keys in ids.items() if keys}


def _is_seen(schema: Schema, sobject: str) -> bool:
    return {"Account": "account", "Contact": "contact", "Lead": "lead"}[sobject] in schema.columns
