"""The README's key table."""

from lmo_tui.tui.commands.catalog import COMMANDS
from lmo_tui.tui.commands.command import Command


def key_table() -> str:
    """Every command with its keys, as Markdown; a test compares it with the README, so it cannot go stale."""
    return "\n".join(("| key | `:` | what it does |", "|---|---|---|", *map(_row, COMMANDS.values())))


def _row(command: Command) -> str:
    keys = " ".join(f"`{name}`" for name in command.key_names) or "-"
    word = f"`{command.id}`" + (f" {command.takes}" if command.takes else "")
    return f"| {keys} | {word} | {command.help} |"
