"""`plan` and `apply`: changes of many licenses, written down, reviewed, and carried out by the road of the desk."""

import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lmo_tui.cli.changing import Manner, open_for_writing, settle, tell_advice, write_options
from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.exits import Exit
from lmo_tui.cli.feature_sets import kept_sets
from lmo_tui.cli.feature_values import asked_for
from lmo_tui.cli.interrupts import stopping
from lmo_tui.cli.license_table import print_line
from lmo_tui.cli.listing import counted, fetched, view_of, view_options
from lmo_tui.cli.many import Report, change_lines, left_out
from lmo_tui.cli.narration import narrate, passing
from lmo_tui.cli.options import outside, session_options
from lmo_tui.cli.sessions import in_session
from lmo_tui.cli.showing import read_license
from lmo_tui.cli.switching import PARAM, drafted_features, drafted_set
from lmo_tui.cli.wishing import wish_of, wish_options
from lmo_tui.domain.change_sets import MOST, ChangeSet, Draft, Why, edits_told, wants_name
from lmo_tui.domain.changed import Changed
from lmo_tui.domain.errors import BadEntryError, RefusedError
from lmo_tui.domain.feature_sets import FeatureSet, find_set
from lmo_tui.domain.filters import View
from lmo_tui.domain.ids import same_id
from lmo_tui.domain.licenses import License
from lmo_tui.domain.orgs import OrgClass
from lmo_tui.domain.wishes import FeatureWish, Wish, parse_features

if TYPE_CHECKING:
    from lmo_tui.services.workbench import Workbench


@click.command()
@view_options
@click.option("--license", "names", multiple=True, metavar="LICENSE", help="This license; may be given several times.")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Into this file, not on stdout.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option("--reason", default="", metavar="TEXT", help="Why; kept in the plan and in the journal.")
@wish_options
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help=PARAM)
@click.option("--like", metavar="SET", help="The settings of a feature set (a profile of them); `sets` lists them.")
@session_options
@click.pass_context
def plan(  # noqa: PLR0913 - click hands over one argument an option
    context: click.Context,
    *,
    words: tuple[str, ...],
    tab: str,
    name: str | None,
    sort: str | None,
    reverse: bool,
    names: tuple[str, ...],
    output: Path | None,
    force: bool,
    reason: str,
    status: str | None,
    seats: str | None,
    expires: str | None,
    extend: str | None,
    params: tuple[str, ...],
    like: str | None,
) -> int:
    """Write down a change of many licenses, with the values before, and change nothing; FILTER as in ls.

    Review the file, take out what is not to be changed, then `apply` it. What must not be changed is left out and told.
    """
    from lmo_tui.storage.exports import refuse_if_there

    fields = not status is seats is expires is extend is None
    wish = _wish(params, like, fields=fields) or wish_of(status, seats, expires, extend, outside(context).now().date())
    view = view_of(words, tab, name, sort, reverse=reverse)
    _say_which(view, names)
    about = f"{', '.join(names) or ' '.join(words) or name or tab}: {wish.told}"

    async def work(workbench: "Workbench", _choice: Chosen) -> int:
        licenses = await _licenses(workbench, view, names)
        _put(await _planned(workbench, licenses, wish, about, reason), output, replace=force)
        return Exit.OK

    if output is not None and not force:
        refuse_if_there(output)
    return in_session(context, work)


def _wish(params: Sequence[str], like: str | None, *, fields: bool) -> FeatureWish | FeatureSet | None:
    if len(params) > 1:
        raise click.UsageError("A plan is of one parameter: write a plan for each, or use --like.")
    if (params or like) and fields:
        told = "--like is" if like else "--param is"
        raise click.UsageError(f"{told} for parameters, not fields of the license: give it in a plan of its own.")
    if params and like:
        raise click.UsageError("--param and --like both say what parameters are to hold: give one.")
    return find_set(kept_sets(), like) if like else next(iter(parse_features(params)), None)


def _put(plan: ChangeSet, output: Path | None, *, replace: bool) -> None:
    from lmo_tui.storage.change_sets import written
    from lmo_tui.storage.exports import write_whole

    if output is None:
        sys.stdout.writelines(written(plan))
    else:
        write_whole(output, written(plan), replace=replace)
    licenses = len({row.license_id for row in plan.rows})
    values = "" if licenses == len(plan.rows) else f"{len(plan.rows):,} values of "
    narrate(f"{values}{counted(licenses)} in the plan. Nothing was changed.")


def _say_which(view: View, names: Sequence[str]) -> None:
    everything = view == View(sort=view.sort)
    if everything and not names:
        raise click.UsageError("Say which licenses: a FILTER, --view, --tab, or --license.")
    if names and not everything:
        raise click.UsageError("A FILTER and --license both say which licenses: give one.")


async def _planned(
    workbench: "Workbench", licenses: Sequence[License], wish: Wish | FeatureWish | FeatureSet, about: str, reason: str
) -> ChangeSet:
    workbench.session.notice(licenses)
    await workbench.session.learn_offers()
    if isinstance(wish, FeatureWish):
        drafted = await drafted_features(workbench, licenses, wish)
    elif isinstance(wish, FeatureSet):
        drafted = await drafted_set(workbench, licenses, wish)
    else:
        drafted = await workbench.bulk.draft(lambda: licenses, wish)
    left_out(drafted)
    if not drafted.edits:
        done = sum(each.why is Why.DONE for each in drafted.skipped)
        raise RefusedError("There is nothing to change.", f"{counted(done)} have these values already." if done else "")
    return workbench.bulk.change_set(drafted, about=about, reason=reason)


async def _licenses(workbench: "Workbench", view: View, names: Sequence[str]) -> list[License]:
    await fetched(workbench, everything=not names)
    await asked_for(workbench, view)
    if names:
        return [read_license(workbench, name) for name in names]
    return list(islice(workbench.desk.every(view), MOST + 1))


@click.command()
@click.argument("file", required=False, metavar="[FILE]")
@click.option("--resume", is_flag=True, help="Go on with what was interrupted here: a crash, a lost connection.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@write_options
@session_options
@click.pass_context
def apply(  # noqa: PLR0913 - click hands over one argument an option
    context: click.Context,
    *,
    file: str | None,
    resume: bool,
    dry_run: bool,
    reason: str,
    unlock: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Carry out the plan in FILE (- reads it from stdin). A license that moved since it was planned is left out.

    Before it, every license is read from the org; a second `apply` of the same plan does only what is still to be done.
    """
    if (file is None) is not resume:
        raise click.UsageError("Give either a FILE or --resume.")
    world = outside(context)
    plan = None if file is None else _plan_in(file)

    async def work(workbench: "Workbench", choice: Chosen) -> int:
        manner = Manner.of(world, choice, reason=reason, unlock=unlock, yes=yes)
        found = plan or await _interrupted(workbench)
        _in_this_org(workbench, found)
        await settle(workbench)
        drafted = await workbench.bulk.redraft(found.rows)
        if dry_run:
            return _tell_only(drafted)
        why = reason or found.reason
        report = await carry_out(workbench, drafted, manner, found if resume else None, about=found.about, reason=why)
        return report.tell(as_json=as_json)

    return in_session(context, work)


async def carry_out(
    workbench: "Workbench",
    drafted: Draft,
    manner: Manner,
    instead: ChangeSet | None = None,
    *,
    about: str = "",
    reason: str = "",
) -> Report:
    """Show, ask, and change many licenses; what was left out is part of the report. Raises RefusedError."""
    left_out(drafted)
    if not drafted.edits:
        if instead is not None:
            await workbench.bulk.forget(instead)
        return Report(drafted, None)
    await open_for_writing(workbench, manner)
    session = workbench.session
    badge = session.org.badge if session.org else ""
    narrate(f"Change {edits_told(drafted.edits)} in {session.alias} {badge}")
    for line in change_lines(drafted):
        narrate(f"  {line}")
    tell_advice(workbench)
    if not manner.yes:
        _ask(workbench, drafted, manner)
    await session.record_consent()
    run = workbench.bulk.prepare(drafted, about=about, reason=reason, instead=instead)

    def tell_progress(_changed: Changed) -> None:
        passing(f"{len(run.results):,} of {len(run.edits):,} done ")

    workbench.changes.subscribe(tell_progress)
    with stopping(run.stop):
        await workbench.bulk.go(run)
    passing("")
    return Report(drafted, run)


def _ask(workbench: "Workbench", drafted: Draft, manner: Manner) -> None:
    session, count = workbench.session, len(drafted.edits)
    org_class = session.org.org_class if session.org else OrgClass.UNKNOWN
    if not manner.asking:
        raise RefusedError(f"{counted(count)} would be changed.", remedy="Add --yes to do it without being asked.")
    if not wants_name(count, org_class):
        if not click.confirm("Save?", err=True):
            raise RefusedError("Nothing was changed.")
    elif click.prompt(f"Type {session.alias} to save", err=True, default="", show_default=False) != session.alias:
        raise RefusedError("Nothing was changed.", "That was not the name of the org.")


def _plan_in(file: str) -> ChangeSet:
    from lmo_tui.storage.change_sets import LARGEST, read_file, read_text

    try:
        if file == "-":
            return read_text(sys.stdin.buffer.read(LARGEST + 1), "The plan on stdin")
        return read_file(Path(file))
    except OSError as error:
        raise BadEntryError(f"{file} cannot be read.", f"{error.strerror}.") from None


async def _interrupted(workbench: "Workbench") -> ChangeSet:
    left = await workbench.bulk.look()
    if not left:
        raise RefusedError("Nothing that was begun here in this org is left to be gone on with.")
    narrate(f"Begun at {left[0].made.astimezone():%Y-%m-%d %H:%M}: {left[0].about or 'a change'}")
    return left[0]


def _in_this_org(workbench: "Workbench", plan: ChangeSet) -> None:
    org = workbench.session.org
    if org is None or not same_id(plan.org_id, org.id):
        raise RefusedError(f"This plan was made in another org, {plan.org_name or plan.org_id}.")


def _tell_only(drafted: Draft) -> int:
    left_out(drafted)
    for line in change_lines(drafted, most=None):
        print_line(line)
    narrate(f"{edits_told(drafted.edits)} would be changed. Nothing was changed.")
    return Exit.OK if drafted.edits else Exit.REFUSED
