"""`inbox done`, `snooze`, `note`, `reopen`: what is said of an item."""

from typing import TYPE_CHECKING

import click

from lmo_tui.cli.choice import Chosen
from lmo_tui.cli.exits import Exit
from lmo_tui.cli.listing import fetched
from lmo_tui.cli.narration import narrate
from lmo_tui.cli.options import outside, session_options
from lmo_tui.cli.sessions import in_session
from lmo_tui.domain.errors import NotThereError
from lmo_tui.domain.ids import is_id
from lmo_tui.domain.inbox import Item, State
from lmo_tui.domain.inbox_entries import checked_note, parse_snooze
from lmo_tui.domain.inbox_rules import find_rule

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from lmo_tui.domain.licenses import License
    from lmo_tui.services.workbench import Workbench


@click.command()
@click.argument("name", metavar="LICENSE")
@click.argument("rule")
@session_options
@click.pass_context
def done(context: click.Context, *, name: str, rule: str) -> int:
    """It is done, until a field changes that RULE rests on."""
    return _say(context, name, rule, lambda workbench, item: workbench.inbox.done(item))


@click.command()
@click.argument("name", metavar="LICENSE")
@click.argument("rule")
@click.argument("until")
@session_options
@click.pass_context
def snooze(context: click.Context, *, name: str, rule: str, until: str) -> int:
    """Put it off UNTIL 7d, 2027-01-31, or `change`: until anything of the license changes."""
    day = parse_snooze(until, outside(context).now().date())
    return _say(context, name, rule, lambda workbench, item: workbench.inbox.snooze(item, day))


@click.command()
@click.argument("name", metavar="LICENSE")
@click.argument("rule")
@click.argument("words", nargs=-1, metavar="[TEXT]...")
@session_options
@click.pass_context
def note(context: click.Context, *, name: str, rule: str, words: tuple[str, ...]) -> int:
    """Write TEXT on it; without, its note goes."""
    text = checked_note(" ".join(words))
    return _say(context, name, rule, lambda workbench, item: workbench.inbox.note(item, text))


@click.command()
@click.argument("name", metavar="LICENSE")
@click.argument("rule")
@session_options
@click.pass_context
def reopen(context: click.Context, *, name: str, rule: str) -> int:
    """It is neither done nor put off."""
    return _say(context, name, rule, lambda workbench, item: workbench.inbox.reopen(item))


def _say(context: click.Context, name: str, rule_name: str, say: "Callable[[Workbench, Item], Awaitable[Item]]") -> int:
    async def work(workbench: "Workbench", _choice: Chosen) -> int:
        await fetched(workbench, everything=False)
        rule = find_rule(workbench.inbox.rules, rule_name)
        item = await workbench.inbox.item(_license(workbench, name), rule)
        item = await say(workbench, item)
        told = f"{item.license.name}, {rule.name}: {said(item) or item.state}"
        narrate(f"{told}, “{item.note}”" if item.note else told)
        return Exit.OK

    return in_session(context, work)


def _license(workbench: "Workbench", name: str) -> "License":
    """The license of an L-number, its digits, or a record id; raises NotThereError."""
    word, desk = name.strip(), workbench.desk
    if word.isascii() and word.isdigit() and len(word) < 10:
        word = f"L-{int(word):05}"
    found = desk.named(word) or (desk.get(word) if is_id(word) else None)
    if found is None:
        raise NotThereError(f"No license is called “{name}”.", remedy="Give its L-number or record id.")
    return found


def said(item: Item) -> str:
    """What holds of an item, in a word or two; empty for nothing."""
    if item.is_back:
        return "back"
    if item.mark is None or item.state is State.OPEN:
        return ""
    if item.state is State.DONE:
        return "done"
    return f"until {item.mark.until or 'a change'}"
