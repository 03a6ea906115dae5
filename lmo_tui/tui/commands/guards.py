"""Why a command cannot run now: a guard answers None or the sentence to show; guards compose, the first reason wins."""

from lmo_tui.domain.licenses import Field
from lmo_tui.tui.commands.command import Context, Guard


def needs_license(context: Context) -> str | None:
    """There is a license to act on."""
    return context.no_license if context.license is None else None


def can_change(*fields: Field) -> Guard:
    """At least one of these fields can be changed now."""

    def guard(context: Context) -> str | None:
        if context.license is None:
            return context.no_license
        if context.saving:
            return f"A change of {context.license.name} is still being saved."
        reasons = [context.why_not_edit.get(each) for each in fields]
        return None if None in reasons else reasons[0]

    return guard


def can_extend(context: Context) -> str | None:
    """There is an end to move."""
    if reason := can_change(Field.EXPIRES)(context):
        return reason
    if context.license is not None and context.license.expires is None:
        return f"{context.license.name} does not expire: there is nothing to extend. Press e to give it an end."
    return None


def can_unlock(context: Context) -> str | None:
    """Writing is closed and may be opened."""
    if reason := context.why_not_unlock:
        return reason
    if not context.needs_unlock:
        return "This org needs no unlocking: writing is open."
    if not context.org_known:
        return "It is not known yet which org this is: connect first, press R."
    return None


def can_lock(context: Context) -> str | None:
    """Writing is open and may be closed."""
    if not context.needs_unlock:
        return "This org is always open for writing. Start with --read-only to rule writing out."
    return None if context.writing else "Writing is closed already."


def can_read_license(context: Context) -> str | None:
    """The license can be read from the org again."""
    return needs_license(context) or context.why_offline


def can_load(context: Context) -> str | None:
    """All licenses can be read again; while offline this connects."""
    return "The licenses are being read already." if context.loading else None


def can_cancel(context: Context) -> str | None:
    """Everything is being loaded."""
    return None if context.loading_all else "Nothing is being loaded."


def knows_org(context: Context) -> str | None:
    """There is a license, and an address to show it at."""
    if reason := needs_license(context):
        return reason
    return None if context.org_known else "The address of the org is not known yet: connect first, press R."


def is_filtered(context: Context) -> str | None:
    """There is a filter to clear."""
    return None if context.filtered else "No filter is set."


def has_back(context: Context) -> str | None:
    """There is a view to go back to."""
    return None if context.has_back else "There is no view before this one."


def has_forward(context: Context) -> str | None:
    """There is a view to go forward to."""
    return None if context.has_forward else "There is no view after this one."


def has_views(number: int) -> Guard:
    """There are so many views of one's own."""

    def guard(context: Context) -> str | None:
        if context.own_views >= number:
            return None
        kept = "no view" if not context.own_views else "only one view"
        return f"You have {kept} of your own yet. Type :save and a name to keep the filter and the sort."

    return guard


def has_result(context: Context) -> str | None:
    """There is an outcome to look at."""
    return None if context.has_result else "Nothing was changed in this run."
