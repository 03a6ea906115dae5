"""Why a command cannot run now: a guard answers None or the sentence to show; guards compose, the first reason wins."""

from dataclasses import replace

from lmo_tui.domain.change_sets import RunStage
from lmo_tui.domain.features import Kind
from lmo_tui.domain.inbox import State
from lmo_tui.domain.licenses import Field
from lmo_tui.tui.commands.command import Context, Guard


def needs_license(context: Context) -> str | None:
    """There is a license to act on."""
    return context.no_license if context.license is None else None


def can_change(*fields: Field) -> Guard:
    """At least one of these fields can be changed now."""

    def guard(context: Context) -> str | None:
        if context.marked:
            return context.why_not_many
        if context.license is None:
            return context.no_license
        if context.saving:
            return f"A change of {context.license.name} is still being saved."
        reasons = [context.why_not_edit.get(each) for each in fields]
        return None if None in reasons else reasons[0]

    return guard


def can_set_feature(context: Context) -> str | None:
    """There is a parameter under the cursor, and its value can be changed now."""
    if context.license is None:
        return context.no_license
    if context.feature is None:
        return "No parameter is selected: the list is empty."
    if context.saving:
        return f"A change of {context.license.name} is still being saved."
    return context.why_not_feature


def can_toggle(context: Context) -> str | None:
    """It is on or off."""
    if (reason := can_set_feature(context)) or context.feature is None:
        return reason
    parameter = context.feature.parameter
    if parameter.kind is Kind.BOOLEAN:
        return None
    return f"{parameter.label} is of the type {parameter.kind}: e types another value."


def can_unset(context: Context) -> str | None:
    """It has a value, and could have none."""
    if (reason := can_set_feature(context)) or context.feature is None:
        return reason
    parameter = context.feature.parameter
    if parameter.kind is Kind.BOOLEAN:
        return f"{parameter.label} is on or off, and never not set."
    return f"{parameter.label} is not set already." if context.feature.content is None else None


def can_step(context: Context) -> str | None:
    """It is a number or a day, from which one goes on."""
    if (reason := can_set_feature(context)) or context.feature is None:
        return reason
    parameter = context.feature.parameter
    if parameter.kind is Kind.BOOLEAN:
        return f"{parameter.label} is on or off: Space switches it."
    return f"{parameter.label} is not set: e types a value." if context.feature.content is None else None


def can_give(context: Context) -> str | None:
    """There are licenses, and a change of many can begin."""
    return needs_license(context) or context.why_not_many


def can_fill(context: Context) -> str | None:
    """There is a setting under the cursor, and a change of many licenses can begin."""
    if context.license is None:
        return context.no_license
    if context.feature is None:
        return "No parameter is selected: the list is empty."
    parameter = context.feature.parameter
    if parameter.is_metric:
        return f"{parameter.label} is a metric: the customers' orgs report it."
    return context.why_not_many


def can_extend(context: Context) -> str | None:
    """There is an end to move."""
    if (reason := can_change(Field.EXPIRES)(context)) or context.marked:
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


def can_switch(context: Context) -> str | None:
    """Nothing is on its way that one would not see end."""
    return context.why_not_switch


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


def lacks_account(context: Context) -> str | None:
    """The license has no account."""
    if context.license is None:
        return context.no_license
    if context.license.account_id or context.license.account:
        return f"{context.license.name} has its account: {context.license.account or context.license.account_id}."
    return context.why_offline


def needs_check(context: Context) -> str | None:
    """There is an item of the checklist."""
    return "No item is selected: the list is empty." if context.check is None else None


def has_link(context: Context) -> str | None:
    """The item has an address."""
    return needs_check(context) or (None if context.link else "Nothing in the org is linked to this item.")


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


def has_copied(context: Context) -> str | None:
    """There is something to show plainly."""
    return None if context.has_copied else "Nothing was copied in this run: y copies."


def can_undo(context: Context) -> str | None:
    """The license can be changed back; or a whole change of many licenses, where one is on the screen."""
    if context.many is None:
        if context.feature is not None and can_set_feature(context) is None:
            return None
        return can_change(*Field)(replace(context, marked=0))
    if context.many is RunStage.READY:
        return "Nothing of it was saved."
    if context.many is not RunStage.ENDED:
        return "It is still on its way: stop it, or wait until it has ended."
    return context.why_not_many if context.many_saved else "Nothing of it was saved."


def has_marks(context: Context) -> str | None:
    """A license is marked."""
    return None if context.marked else "No license is marked: Space marks the one under the cursor."


def has_many(context: Context) -> str | None:
    """There is a change of many licenses to look at."""
    return None if context.has_many else "No change of many licenses was begun: mark some with Space."


def can_apply(context: Context) -> str | None:
    """There is a preview, with something in it, in an org that is open."""
    if context.many is RunStage.ENDED:
        return "It has ended: t tries the rest again."
    if context.many not in {None, RunStage.READY}:
        return "It has begun already."
    if not context.many_edits:
        return "No license in the list can be changed so: each says why."
    return context.why_not_many


def can_pause(context: Context) -> str | None:
    """It is on its way, or held up."""
    running = context.many in {RunStage.RUNNING, RunStage.PAUSED}
    return None if running else "It is not on its way."


def can_stop(context: Context) -> str | None:
    """It is on its way, or held up."""
    return "It is stopping already." if context.many is RunStage.STOPPING else can_pause(context)


def can_try_again(context: Context) -> str | None:
    """It has ended, and not all of it was saved."""
    if context.many is not RunStage.ENDED:
        return "It has not ended."
    return context.why_not_many if context.many_rest else "All of it was saved, or is still being checked."


def can_write_plan(context: Context) -> str | None:
    """There is a preview, with something in it."""
    if context.many not in {None, RunStage.READY}:
        return "A plan is written before it is carried out."
    return None if context.many_edits else "No license in the list can be changed so: each says why."


def needs_item(context: Context) -> str | None:
    """There is an item of the inbox to act on."""
    return None if context.item else "No item is selected: go down to one."


def can_finish(context: Context) -> str | None:
    """It is not done yet."""
    return needs_item(context) or ("It is done already: o opens it again." if context.item == State.DONE else None)


def can_reopen(context: Context) -> str | None:
    """It is put off or done."""
    return needs_item(context) or ("It is open." if context.item == State.OPEN else None)


def can_take_back(context: Context) -> str | None:
    """Something was said of an item."""
    return None if context.can_take_back else "Nothing was said of an item since the start, or it is taken back."
