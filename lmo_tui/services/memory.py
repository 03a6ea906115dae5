"""What is remembered of an org between runs, as text in the store's facts: a damaged fact is no fact."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Final

from lmo_tui.domain.access import Access
from lmo_tui.domain.features import FeatureAccess, Kind
from lmo_tui.domain.licenses import Field
from lmo_tui.domain.loads import Load, Road, Span
from lmo_tui.domain.orgs import Org, OrgClass
from lmo_tui.domain.packages import Release
from lmo_tui.domain.text import clean

ORG: Final = "org"
ACCESS: Final = "access"
OFFERS: Final = "offers"
CONSENT: Final = "consent"
SYNCED_AT: Final = "synced_at"
LOADED_AT: Final = "loaded_at"
"""When everything was last loaded, be it changed or not."""
LOAD: Final = "load"
"""A load of everything that is not finished."""
WATERMARK: Final = "watermark"
"""The SystemModstamp up to which every change of a license is known."""
RELEASES: Final = "releases"
"""The newest version of each package, as the licenses in the store name it."""
FILTERS: Final = "filters"
"""What was typed as a filter, newest first."""

FEATURE_ACCESS: Final = "feature_access"
FEATURES_SYNCED_AT: Final = "features_synced_at"
FEATURES_LOADED_AT: Final = "features_loaded_at"
"""When the last load of all feature values began."""
FEATURES_WATERMARK: Final = "features_watermark"
FEATURES_TOO_MANY: Final = "features_too_many"
"""How many feature values the org has, where that is more than are loaded; else empty."""

Offers = dict[str, tuple[str, ...] | None]


def org_to_text(org: Org) -> str:
    """The org as a fact."""
    return json.dumps(asdict(org))


def org_from_text(text: str | None) -> Org | None:
    """The org of a fact."""
    parsed = _parsed(text)
    if not isinstance(parsed, dict):
        return None
    facts = {name: clean(value) for name, value in parsed.items() if isinstance(value, str)}
    try:
        return Org(org_class=OrgClass(facts.pop("org_class")), **facts)
    except (KeyError, TypeError, ValueError):  # Another version's fact.
        return None


def access_to_text(access: Access) -> str:
    """The permissions as a fact."""
    return json.dumps(
        {
            "updateable": sorted(access.updateable),
            "object_updateable": access.object_updateable,
            "unseen": sorted(access.unseen),
        }
    )


def access_from_text(text: str | None) -> Access | None:
    """The permissions of a fact."""
    match _parsed(text):
        case {"updateable": [*fields], "object_updateable": bool(whole), "unseen": [*unseen]}:
            known = frozenset(field for field in Field if field in fields)
            return Access(known, whole, frozenset(str(name) for name in unseen))
    return None


def feature_access_to_text(access: FeatureAccess) -> str:
    """The permissions on feature parameters as a fact."""
    kinds = (access.readable, access.updateable, access.nullable)
    return json.dumps([access.missing, *(sorted(each) for each in kinds)])


def feature_access_from_text(text: str | None) -> FeatureAccess | None:
    """The permissions on feature parameters of a fact."""
    match _parsed(text):
        case [bool(missing), [*readable], [*updateable], [*nullable]]:
            kinds = (frozenset(kind for kind in Kind if kind in each) for each in (readable, updateable, nullable))
            return FeatureAccess(missing, *kinds)
    return None


def offers_to_text(offers: Mapping[str, tuple[str, ...] | None]) -> str:
    """The statuses offered by record type as a fact."""
    return json.dumps(offers)


def offers_from_text(text: str | None) -> Offers:
    """The statuses offered by record type of a fact."""
    parsed = _parsed(text)
    if not isinstance(parsed, dict):
        return {}
    return {
        record_type: tuple(clean(str(status)) for status in statuses) if isinstance(statuses, list) else None
        for record_type, statuses in parsed.items()
    }


def releases_to_text(releases: Iterable[Release]) -> str:
    """The newest versions as a fact."""
    return json.dumps(sorted((each.package_id, each.version_id, each.number) for each in releases))


def releases_from_text(text: str | None) -> frozenset[Release]:
    """The newest versions of a fact."""
    parsed = _parsed(text)
    rows = parsed if isinstance(parsed, list) else []
    return frozenset(Release(*map(str, row)) for row in rows if isinstance(row, list) and len(row) == 3)


def texts_to_text(texts: Sequence[str]) -> str:
    """Some texts as a fact."""
    return json.dumps(texts)


def texts_from_text(text: str | None) -> tuple[str, ...]:
    """The texts of a fact."""
    parsed = _parsed(text)
    return tuple(clean(each) for each in parsed if isinstance(each, str)) if isinstance(parsed, list) else ()


def load_to_text(load: Load) -> str:
    """A load under way as a fact."""
    return json.dumps(
        {
            "road": load.road,
            "asked": load.asked,
            "started": load.started.isoformat(),
            "total": load.total,
            "job": load.job,
            "spans": [(span.after, span.until) for span in load.spans],
            "pages": sorted(load.pages),
            "loaded": load.loaded,
            "newest": load.newest,
        }
    )


def load_from_text(text: str | None) -> Load | None:
    """The load under way of a fact."""
    parsed = _parsed(text)
    if not isinstance(parsed, dict):
        return None
    try:
        return Load(
            Road(parsed["road"]),
            str(parsed["asked"]),
            datetime.fromisoformat(parsed["started"]),
            int(parsed["total"]),
            str(parsed["job"]),
            tuple(Span(str(after), str(until)) for after, until in parsed["spans"]),
            frozenset(str(page) for page in parsed["pages"]),
            int(parsed["loaded"]),
            str(parsed["newest"]),
        )
    except (KeyError, TypeError, ValueError):  # Another version's fact.
        return None


def moment_from_text(text: str | None) -> datetime | None:
    """The moment of a fact."""
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def _parsed(text: str | None) -> object:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None
