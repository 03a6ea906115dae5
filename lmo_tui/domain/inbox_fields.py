"""Which attributes of a license a filter rests on: any others may change without a license coming or going."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from lmo_tui.domain.filters.fields import FIELDS, RESTS_ON, FieldName, FlagName
from lmo_tui.domain.filters.language import parse
from lmo_tui.domain.filters.match import FLAG_TABS, SEARCHED
from lmo_tui.domain.filters.terms import Comparison, Flag, Not, Term, Word

_STATUSES: Final = ("status", "license_status")
_JUDGED: Final = (
    *(*_STATUSES, "expires", "org_status", "org_trial_ends"),
    *("seats", "used", "sandbox", "version", "latest_version"),
)
"""What verdicts rest on."""
_MADE_OF: Final[Mapping[FieldName, tuple[str, ...]]] = {
    FieldName.CUSTOMER: ("account", "company", "lead", "contact"),
    FieldName.MAIL: ("contact_email", "lead_email"),
    FieldName.CAN: _JUDGED,
    FieldName.VERDICT: _JUDGED,
}
_FLAGS: Final[Mapping[FlagName, tuple[str, ...]]] = {
    FlagName.LOCKED: (*_STATUSES, "license_type", "checkout"),
    FlagName.EXPIRED: (*_STATUSES, "expires"),
    FlagName.EXPIRING: (*_STATUSES, "expires"),
}


@lru_cache(maxsize=64)
def rests_on(filters: tuple[str, ...]) -> tuple[str, ...]:
    """The attributes by which a license fits one of these filters, in the order of their names."""
    return tuple(sorted({name for each in filters for term in parse(each) for name in _attributes(term)}))


def _attributes(term: Term) -> tuple[str, ...]:
    match term:
        case Not(inner):
            return _attributes(inner)
        case Word():
            return SEARCHED
        case Flag(name):
            return _FLAGS.get(name) or (_STATUSES if name in FLAG_TABS else RESTS_ON[name])
        case Comparison(field, _, value):
            return (*_of_field(field), *(_of_field(value) if isinstance(value, FieldName) else ()))
    return ()  # A feature parameter is no attribute of the license.


def _of_field(field: FieldName) -> tuple[str, ...]:
    return _MADE_OF.get(field) or FIELDS[field].made_of or (field.value,)
