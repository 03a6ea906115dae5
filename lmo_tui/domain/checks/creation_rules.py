"""Step 6: nothing keeps the LMA from creating leads and licenses.

Source: the packaging guide 260.0 (no required custom fields, no before triggers, no validation rules, no workflow on
Lead and License; state and country picklists; duplicate rules). How to look for each is inferred.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from lmo_tui.domain.checks.check import Finding, Standing
from lmo_tui.domain.checks.facts import Automation, NotKnownError, ObjectFacts, OrgFacts, Unknown, asked, known

LICENSE: Final = "sfLma__License__c"
LEAD: Final = "Lead"
TOLD_AS: Final = {LICENSE: "License", LEAD: "Lead"}
STATE: Final = "StateCode"
"""A field that Lead has only where state and country picklists are on."""


def creation(facts: OrgFacts) -> Finding:
    """Required fields stop every record; before triggers and validation rules may, and Salesforce says to have none."""
    objects = {LICENSE: asked(facts.license), LEAD: asked(facts.lead)}
    required = tuple(_required(objects))
    suspects = tuple(_suspects(facts))
    unknown = [each.why for each in _looked_at(facts) if isinstance(each, Unknown)]
    notes = tuple(_notes(facts))
    evidence = (*required, *suspects, *notes, *(("not known", why) for why in dict.fromkeys(unknown)))
    if required:
        said = f"{_names(required)}: the LMA leaves it empty, so no record can be created."
        fix = "Make the field not required, or give it a default; require it on the page layout instead."
        return Finding(Standing.BLOCKER, said, evidence, fix, _link(required[0][1], "FieldsAndRelationships"))
    if suspects:
        said = f"{_names(suspects)}: it can refuse or change what the LMA creates."
        fix = (
            "Turn it off, or let it pass over records of the LMA (leads of LeadSource Package Installation, all "
            "licenses); use after triggers for your own work (guide). Then prove it by a test install."
        )
        return Finding(Standing.WARNING, said, evidence, fix, _link(suspects[0][1], _PAGES[suspects[0][0]]))
    if unknown:
        raise NotKnownError(f"{unknown[0]} A test install (step 7) proves more than any list.")
    if notes:
        return Finding(Standing.NOTE, "Nothing blocks it; some settings are worth knowing.", evidence, _NOTED)
    return Finding(Standing.OK, "Nothing blocks the creation of leads and licenses.", evidence)


_PAGES: Final = {
    "before trigger": "ApexTriggers",
    "validation rule": "ValidationRules",
}
_NOTED: Final = (
    "Salesforce says to have no active workflow on Lead and License. State and country picklists must know what "
    "customers type, or the lead is refused. A duplicate rule that blocks keeps the lead out; the license comes all "
    "the same."
)


def _required(objects: dict[str, ObjectFacts | Unknown]) -> Iterator[tuple[str, str]]:
    for name, found in objects.items():
        if isinstance(found, ObjectFacts):
            yield from (("required field", f"{TOLD_AS[name]}.{field}") for field in found.required)


def _suspects(facts: OrgFacts) -> Iterator[tuple[str, str]]:
    yield from _told("before trigger", (each for each in _all(facts.triggers) if each.before))
    yield from _told("validation rule", _all(facts.rules))


def _notes(facts: OrgFacts) -> Iterator[tuple[str, str]]:
    # Whether a workflow rule is active, the Tooling API does not tell in a list.
    yield from _told("workflow rule, active or not", _all(facts.workflows))
    yield from _told("duplicate rule", _all(facts.duplicates))
    if isinstance(facts.lead, ObjectFacts) and STATE in facts.lead.fields:
        yield "setting", "Lead: state and country picklists are on"


def _looked_at(facts: OrgFacts) -> Iterator[object]:
    yield from (asked(facts.license), asked(facts.lead), asked(facts.triggers), asked(facts.rules))
    yield from (asked(facts.workflows), asked(facts.duplicates))


def _all(found: tuple[Automation, ...] | Unknown | None) -> tuple[Automation, ...]:
    there = asked(found)
    return () if isinstance(there, Unknown) else there


def _told(what: str, found: Iterable[Automation]) -> Iterator[tuple[str, str]]:
    return ((what, f"{TOLD_AS.get(each.object, each.object)}.{each.name}") for each in found)


def _names(found: tuple[tuple[str, str], ...], most: int = 3) -> str:
    told = [f"{what} {name}" for what, name in found[:most]]
    more = f" and {len(found) - most} more" if len(found) > most else ""
    text = f"{', '.join(told)}{more}"
    return text[:1].upper() + text[1:]


def _link(name: str, page: str) -> str:
    told = name.partition(".")[0]
    thing = next((each for each, label in TOLD_AS.items() if label == told), told)
    return f"/lightning/setup/ObjectManager/{thing}/{page}/view"


def automate(facts: OrgFacts) -> Finding:
    """Step 10: what is worth automating; only after triggers, for before ones can block."""
    triggers = known(facts.triggers)
    after = tuple(_told("after trigger", (each for each in triggers if each.after and not each.before)))
    count = "no trigger" if not after else "1 trigger" if len(after) == 1 else f"{len(after)} triggers"
    said = f"You have {count} of your own that runs after the LMA's saves."
    fix = "" if after else "Optional: alert before licenses expire, tell sales of installs and uninstalls (guide)."
    link = f"/lightning/setup/ObjectManager/{LICENSE}/ApexTriggers/view"
    return Finding(Standing.OK if after else Standing.NOTE, said, after, fix, link)
