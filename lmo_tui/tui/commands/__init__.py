"""Everything a user can do, each said once: keys, footer, palette, `:` line, help and the README's table follow."""

from lmo_tui.tui.commands.catalog import COMMANDS, commands_on
from lmo_tui.tui.commands.command import Command, Context, Group, Where
from lmo_tui.tui.commands.table import key_table

__all__ = ["COMMANDS", "Command", "Context", "Group", "Where", "commands_on", "key_table"]
