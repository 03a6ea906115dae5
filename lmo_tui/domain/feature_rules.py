"""What may be done to a feature parameter's value: every reason why not, what is typed, and the change as a value."""

import re
from datetime import date, timedelta
from typing import Final

from lmo_tui.domain.edits import Change, Edit, why_locked
from lmo_tui.domain.entries import parse_expiry
from lmo_tui.domain.errors import BadEntryError, RefusedError
from lmo_tui.domain.features import (
    NOT_SET,
    OFF,
    ON,
    Feature,
    FeatureAccess,
    FeatureContent,
    FeatureParameter,
    FeatureValue,
    Kind,
    spoken_content,
)
from lmo_tui.domain.licenses import License

USUAL_DIGITS: Final = 9
"""Digits of a package's own default value, at most; a longer value is almost surely a slip."""

MOST_DIGITS: Final = 18
"""Digits of sfFma__Value__c of an Integer, a Number(18,0)."""

_YES: Final = frozenset({ON, "true", "yes", "1"})
_NO: Final = frozenset({OFF, "false", "no", "0"})
_NOTHING: Final = frozenset({NOT_SET, "null", "unset"})
_WHOLE: Final = re.compile(r"-?(?:[0-9]{1,3}(?:[,_ ][0-9]{3})+|[0-9]+)", re.ASCII)

FORMS: Final = {
    Kind.BOOLEAN: "on or off",
    Kind.INTEGER: f"a whole number of at most {USUAL_DIGITS} digits",
    Kind.DATE: "a date such as 2027-01-31, +30d, +6w, +3m, +1y, eom, eoq or eoy",
}


def why_not_feature(
    license_: License, parameter: FeatureParameter, value: FeatureValue | None, access: FeatureAccess
) -> str | None:
    """Why this user cannot change what this license has of the parameter, whatever to; or None."""
    if parameter.is_metric:
        return (
            f"{parameter.label} is a metric, Subscriber to LMO: the customer's org reports it, and a value set here"
            " would never get there."
        )
    if reason := why_locked(license_) or _why_no_access(parameter, access):
        return reason
    if value is not None:
        return None
    if not parameter.in_version(license_.version):
        return (
            f"{license_.name} has version {license_.version}: {parameter.label} came with {parameter.introduced}, and"
            " the customer must upgrade first."
        )
    return f"The org holds no record of {parameter.label} for {license_.name}: only the package itself makes one."


def why_not_content(
    parameter: FeatureParameter, content: FeatureContent, access: FeatureAccess, *, digits: int = USUAL_DIGITS
) -> str | None:
    """Why the parameter cannot hold this, or None."""
    if content is None:
        if parameter.kind in access.nullable:
            return None
        return f"{parameter.label} must have a value: {FORMS[parameter.kind]}."
    if kind_of(content) is not parameter.kind:
        return f"{parameter.label} is a {parameter.kind}: it takes {FORMS[parameter.kind]}."
    if parameter.kind is Kind.INTEGER and abs(int(str(content))) >= 10 ** min(digits, MOST_DIGITS):
        return f"{parameter.label} takes at most {min(digits, MOST_DIGITS)} digits."
    return None


def kind_of(content: FeatureContent) -> Kind | None:
    """The type of a value: a bool is no number, and a moment is no date."""
    for kind, type_ in ((Kind.BOOLEAN, bool), (Kind.INTEGER, int), (Kind.DATE, date)):
        if type(content) is type_:
            return kind
    return None


def parse_content(kind: Kind, text: str, *, today: date, digits: int = USUAL_DIGITS) -> FeatureContent:
    """What was typed for a value of this type; None only where one says `not set`, never by an empty entry."""
    entry = text.strip().casefold()
    if not entry:
        raise BadEntryError("No value was given.", remedy=f"Type {FORMS[kind]}.")
    if entry in _NOTHING:
        return None
    if kind is Kind.BOOLEAN and entry in _YES | _NO:
        return entry in _YES
    if kind is Kind.INTEGER and _WHOLE.fullmatch(entry):
        return _whole(entry, min(digits, MOST_DIGITS))
    if kind is Kind.DATE:
        return _day(text.strip(), today)
    what = "on or off" if kind is Kind.BOOLEAN else "a whole number"
    raise BadEntryError(f"“{text.strip()}” is not {what}.", remedy=f"Type {FORMS[kind]}.")


def stepped(content: FeatureContent, by: int) -> FeatureContent:
    """The number or the day so many further; what has no next one stays."""
    if isinstance(content, bool) or content is None:
        return content
    if isinstance(content, int):
        return content + by
    try:
        return content + timedelta(days=by)
    except OverflowError:
        return content


def plan_feature(
    license_: License,
    parameter: FeatureParameter,
    value: FeatureValue | None,
    after: FeatureContent,
    access: FeatureAccess,
    *,
    digits: int = USUAL_DIGITS,
) -> Edit:
    """The change that makes the license hold this; raises RefusedError or BadEntryError where a rule forbids it.

    It is of one record, `value.id` of the object for `parameter.kind`, and of its value: there is no other field.
    """
    feature = Feature(parameter, value)
    reason = why_not_feature(license_, parameter, value, access)
    if reason or value is None or feature.field is None:
        raise RefusedError(reason or "There is no such value.")
    if reason := why_not_content(parameter, after, access, digits=digits):
        raise BadEntryError(reason)
    if after == value.content:
        raise RefusedError(f"{parameter.label} is {spoken_content(after)} already.", remedy="Nothing to save.")
    return Edit(license_, (Change(feature.field, value.content, after),), feature=feature)


def _why_no_access(parameter: FeatureParameter, access: FeatureAccess) -> str | None:
    if access.missing or not access.updateable or parameter.kind not in access.readable:
        return access.notice
    if parameter.kind not in access.updateable:
        return f"{parameter.kind} values are read-only for your user in this org. Ask an admin for Edit on them."
    return None


def _whole(entry: str, most: int) -> int:
    number = re.sub("[,_ ]", "", entry)
    if len(number.lstrip("-").lstrip("0")) > most:
        raise BadEntryError(f"That is a number of more than {most} digits.", remedy=f"Type {FORMS[Kind.INTEGER]}.")
    return int(number)


def _day(entry: str, today: date) -> date:
    remedy = f"Type {FORMS[Kind.DATE]}."
    try:
        day = parse_expiry(entry, today=today)
    except BadEntryError as error:
        raise BadEntryError(error.headline, remedy=remedy) from error
    if day is None:  # `never` is what an expiry says.
        raise BadEntryError(f"“{entry}” is not a date.", remedy=remedy)
    return day
