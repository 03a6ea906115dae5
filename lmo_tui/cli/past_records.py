"""The past of a license as JSON."""

from lmo_tui.cli.records import Json, plain_json
from lmo_tui.domain.past import timeline_note
from lmo_tui.domain.timeline import TRACKED, UNTRACKED, AsOf, Event, Timeline, What


def timeline_json(told: Timeline) -> dict[str, Json]:
    """The timeline; `partial` says why the org's history is not in it."""
    return {
        "license": told.license.name,
        "license_id": told.license.id,
        "partial": timeline_note(told) or None,
        "events": [_event_json(event) for event in told.events],
    }


def as_of_json(told: Timeline, past: AsOf) -> dict[str, Json]:
    """A license as it was; in `unknown` the reason for each field that cannot be told."""
    unknown: dict[str, Json] = {name: past.unknown[name] for name in TRACKED if name in past.unknown}
    return {
        "license": told.license.name,
        "license_id": told.license.id,
        "as_of": plain_json(past.at),
        **{name: plain_json(past.values.get(name)) for name in TRACKED},
        "unknown": unknown | dict.fromkeys(UNTRACKED, "not tracked"),
    }


def _event_json(event: Event) -> dict[str, Json]:
    day = event.what is What.INSTALLED
    return {
        "at": f"{event.at:%Y-%m-%d}" if day else plain_json(event.at),
        "what": str(event.what),
        "field": event.name or None,
        "before": plain_json(event.before),
        "after": plain_json(event.after),
        "who": event.who or None,
        "reason": event.reason or None,
        "told_by": list[Json](event.sources),
        "entry": event.entry.id if event.entry else None,
        "outcome": str(event.entry.ending) if event.entry else None,
    }
