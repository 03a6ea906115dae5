"""`man`: the manual page, made of the commands as they are."""

from collections.abc import Iterator
from typing import Final

import click

from lmo_tui import __version__
from lmo_tui.cli.arguments import TOKEN_FILE_VARIABLE, URL_VARIABLE
from lmo_tui.cli.exits import Exit

_EXITS: Final = {
    Exit.OK: "Done.",
    Exit.REFUSED: "Refused by a rule or by the org, not found, or partly failed: look before you repeat it.",
    Exit.USAGE: "Wrong usage, a wrong entry or wrong settings; nothing was sent.",
    Exit.RETRY: "The org did not answer, or its limit is reached; trying again may help.",
    Exit.LOGIN: "Not logged in, or a permission is missing.",
    Exit.BLOCKED: "doctor found what must be mended first.",
    Exit.BUG: "A defect in lmo-tui; a redacted log file is named.",
    Exit.INTERRUPTED: "Interrupted.",
}

_VARIABLES: Final = {
    URL_VARIABLE: "As --instance-url.",
    TOKEN_FILE_VARIABLE: "As --access-token-file.",
    "LMO_TUI_HOME": "One folder for settings, data and caches, in the place of the platform's.",
    "LMO_TUI_ASCII": "1 as --ascii; 0 for every character, whatever the terminal says.",
    "LMO_TUI_LEAN": "0 as --no-lean.",
    "LMO_TUI_INSTANT": "0 as --no-instant.",
    "NO_COLOR": "No colors, if it is not empty.",
}


@click.command()
def man() -> None:
    """Print the manual page: `lmo-tui man | man -l -`."""
    from lmo_tui.cli.program import program

    click.echo("\n".join(manual(program)))


def manual(program: click.Group) -> Iterator[str]:
    """The page, in roff's man macros."""
    yield f'.TH LMO\\-TUI 1 "" "lmo-tui {__version__}" "User Commands"'
    yield from (".SH NAME", "lmo\\-tui \\- find, understand and mend Salesforce licenses in a terminal")
    # Each in the context that it runs in: a command keeps the help option that it was first asked for.
    for context in _walk(click.Context(program, info_name="lmo-tui", **program.context_settings)):
        command, path = context.command, context.command_path
        title = "SYNOPSIS" if context.parent is None else path.partition(" ")[2]
        usage = " ".join(command.collect_usage_pieces(context))
        yield f".SH {_text(title.upper())}"
        yield from (f".B {_text(path)}", _text(usage))
        yield from _paragraphs(command.help or "")
        yield from _options(command, context)
        yield from _paragraphs(command.epilog or "")
    yield ".SH EXIT STATUS"
    for code, meaning in _EXITS.items():
        yield from (".TP", f".B {code.value}", _text(meaning))
    yield ".SH ENVIRONMENT"
    for name, meaning in _VARIABLES.items():
        yield from (".TP", f".B {_text(name)}", _text(meaning))


def _walk(context: click.Context) -> Iterator[click.Context]:
    """The command, and every one below it."""
    yield context
    if isinstance(context.command, click.Group):
        for name, each in sorted(context.command.commands.items()):
            if not each.hidden:
                yield from _walk(click.Context(each, parent=context, info_name=name, **each.context_settings))


def _paragraphs(help_: str) -> Iterator[str]:
    """Help as click lays it out: a paragraph that begins with a backspace keeps its lines."""
    for paragraph in help_.split("\n\n"):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        if lines and lines[0].strip() == "\b":
            yield from (".PP", ".nf", *(_text(line) for line in lines[1:]), ".fi")
        elif lines:
            yield from (".PP", _text(" ".join(line.strip() for line in lines)))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context)):
            yield from (".TP", f".B {_text(record[0])}", _text(record[1]))


def _text(words: str) -> str:
    """Words that roff takes for nothing else."""
    words = words.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{words}" if words.startswith((".", "'")) else words
